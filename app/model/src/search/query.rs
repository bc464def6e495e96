//! A search as an address carries it: every filter a parameter, lists joined by commas, nonsense ignored.

use crate::{catalogue::ProductType, text_enum};
use serde::{Deserialize, Serialize};

text_enum! {
    /// The order of results.
    pub enum Sort {
        Relevance = "relevance",
        Newest = "newest",
        PriceUp = "price_up",
        PriceDown = "price_down",
        Popular = "popular",
        Rating = "rating",
    }
}

impl Sort {
    pub fn label(self, lang: crate::Lang) -> String {
        use crate::tr;
        match self {
            Self::Relevance => tr!(lang; "Best match", "Beste Treffer"),
            Self::Newest => tr!(lang; "Newest", "Neueste"),
            Self::PriceUp => tr!(lang; "Price, low first", "Preis aufsteigend"),
            Self::PriceDown => tr!(lang; "Price, high first", "Preis absteigend"),
            Self::Popular => tr!(lang; "Most ordered", "Meistbestellt"),
            Self::Rating => tr!(lang; "Best rated", "Bestbewertet"),
        }
    }
}

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchQuery {
    pub q: String,
    /// A category's slug; its children are included.
    pub category: Option<String>,
    pub kinds: Vec<ProductType>,
    /// In whole major units; both ends included.
    pub price_min: Option<i64>,
    pub price_max: Option<i64>,
    /// At least so many stars, 1 to 5.
    pub rating: Option<i64>,
    /// Delivered within so many days.
    pub days: Option<i64>,
    pub language: Option<String>,
    pub sort: Option<Sort>,
    pub after: Option<String>,
}

impl SearchQuery {
    /// Reads the parameters of an address; what makes no sense is left out.
    pub fn read<'a>(get: impl Fn(&str) -> Option<&'a str>) -> Self {
        let text = |name: &str| {
            get(name).map(str::trim).filter(|text| !text.is_empty() && text.len() <= 200).map(str::to_owned)
        };
        let number = |name: &str| {
            text(name).and_then(|text| text.parse::<i64>().ok()).filter(|n| (1..=1_000_000_000).contains(n))
        };
        // "50-200", "50-", "-200"
        let price = text("price").unwrap_or_default();
        let (low, high) = price.split_once('-').unwrap_or((price.as_str(), ""));
        let bound = |text: &str| text.trim().parse::<i64>().ok().filter(|n| (0..=1_000_000_000_000).contains(n));
        Self {
            q: text("q").unwrap_or_default(),
            category: text("category"),
            kinds: text("type")
                .map(|list| list.split(',').filter_map(|kind| kind.parse().ok()).collect())
                .unwrap_or_default(),
            // a plain form sends the two ends apart
            price_min: bound(low).or_else(|| get("min").and_then(bound)),
            price_max: bound(high).or_else(|| get("max").and_then(bound)),
            rating: number("rating").filter(|stars| *stars <= 5),
            days: number("days"),
            language: text("language").filter(|code| code.len() <= 3),
            sort: text("sort").and_then(|sort| sort.parse().ok()),
            after: text("after"),
        }
    }

    /// Without words the newest come first.
    pub fn order(&self) -> Sort {
        match self.sort {
            Some(Sort::Relevance) | None if self.q.is_empty() => Sort::Popular,
            Some(sort) => sort,
            None => Sort::Relevance,
        }
    }

    pub fn price(&self) -> Option<String> {
        let part = |bound: Option<i64>| bound.map(|n| n.to_string()).unwrap_or_default();
        (self.price_min.is_some() || self.price_max.is_some())
            .then(|| format!("{}-{}", part(self.price_min), part(self.price_max)))
    }

    /// The parameters, for hidden inputs of a form.
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        let kinds: Vec<&str> = self.kinds.iter().map(|kind| kind.as_str()).collect();
        let all = [
            ("q", Some(self.q.clone())),
            ("category", self.category.clone()),
            ("type", Some(kinds.join(","))),
            ("price", self.price()),
            ("rating", self.rating.map(|n| n.to_string())),
            ("days", self.days.map(|n| n.to_string())),
            ("language", self.language.clone()),
            ("sort", self.sort.map(|sort| sort.as_str().to_owned())),
            ("after", self.after.clone()),
        ];
        all.into_iter().filter_map(|(name, value)| value.filter(|v| !v.is_empty()).map(|v| (name, v))).collect()
    }

    /// `/search?q=…`: the address of exactly this search.
    pub fn href(&self) -> String {
        let pairs: Vec<String> =
            self.parameters().iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
        if pairs.is_empty() { "/search".to_owned() } else { format!("/search?{}", pairs.join("&")) }
    }

    /// The same from its first page.
    pub fn first(&self) -> Self {
        Self { after: None, ..self.clone() }
    }

    /// Whether anything but words and order narrows it.
    pub fn is_filtered(&self) -> bool {
        *self != Self { q: self.q.clone(), sort: self.sort, after: self.after.clone(), ..Self::default() }
    }

    /// Toggles one value of a facet, from the first page on.
    pub fn toggled(&self, facet: &str, value: &str) -> Self {
        let mut next = self.first();
        let flip =
            |current: &Option<String>| if current.as_deref() == Some(value) { None } else { Some(value.to_owned()) };
        let flip_number = |current: Option<i64>| value.parse().ok().filter(|n| current != Some(*n));
        match facet {
            "type" => match value.parse::<ProductType>() {
                Ok(kind) if next.kinds.contains(&kind) => next.kinds.retain(|k| *k != kind),
                Ok(kind) => next.kinds.push(kind),
                Err(_) => {}
            },
            "category" => next.category = flip(&self.category),
            "language" => next.language = flip(&self.language),
            "rating" => next.rating = flip_number(self.rating),
            "days" => next.days = flip_number(self.days),
            "price" => {
                let chosen = self.price().as_deref() == Some(value);
                let (low, high) = if chosen { ("", "") } else { value.split_once('-').unwrap_or((value, "")) };
                (next.price_min, next.price_max) = (low.parse().ok(), high.parse().ok());
            }
            _ => {}
        }
        next
    }

    /// Whether a value of a facet is chosen.
    pub fn has(&self, facet: &str, value: &str) -> bool {
        match facet {
            "type" => self.kinds.iter().any(|kind| kind.as_str() == value),
            "category" => self.category.as_deref() == Some(value),
            "language" => self.language.as_deref() == Some(value),
            "rating" => self.rating.is_some_and(|n| n.to_string() == value),
            "days" => self.days.is_some_and(|n| n.to_string() == value),
            "price" => self.price().as_deref() == Some(value),
            _ => false,
        }
    }
}

/// Percent-encoding of a query's value (RFC 3986).
fn encode(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b',' => out.push(byte as char),
            b' ' => out.push('+'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
