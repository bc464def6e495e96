//! Filters as links with counts, and the chosen ones as links that take them away.

use leptos::prelude::*;
use model::{
    Money,
    catalogue::ProductType,
    search::{Facet, FacetValue, SearchQuery, SearchResults},
};
use ui::prelude::*;

/// The filters at the left; folded on a phone.
#[component]
pub fn Facets(query: SearchQuery, facets: Vec<Facet>) -> impl IntoView {
    let shelves = facets
        .into_iter()
        .filter(|facet| facet.values.len() > 1 || facet.values.iter().any(|value| query.has(&facet.name, &value.value)))
        .map(|facet| view! { <Shelf query=query.clone() facet=facet /> })
        .collect_view();
    view! {
        <details class="find-facets">
            <summary>{tr!("Filters", "Filter")}</summary>
            <nav aria-label=tr!("Filters", "Filter")>
                {shelves}
                <PriceForm query=query />
            </nav>
        </details>
    }
}

#[component]
fn Shelf(query: SearchQuery, facet: Facet) -> impl IntoView {
    let title = match facet.name.as_str() {
        "category" => tr!("Category", "Kategorie"),
        "type" => tr!("Type", "Art"),
        "price" => tr!("Price", "Preis"),
        "rating" => tr!("Rating", "Bewertung"),
        "days" => tr!("Delivery", "Lieferzeit"),
        _ => tr!("Language", "Sprache"),
    };
    let values = facet
        .values
        .into_iter()
        .map(|value| {
            let chosen = query.has(&facet.name, &value.value);
            let href = query.toggled(&facet.name, &value.value).href();
            let label = label_of(&facet.name, &value);
            view! {
                <li>
                    <a class="facet-value" href=href rel="nofollow" aria-current=chosen.then_some("true")>
                        {chosen.then(|| view! { <Icon glyph=icondata::LuCheck /> })}
                        <span class="min-w-0 truncate">{label}</span>
                        <span class="facet-count">{value.count}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <section class="facet"><h2 class="facet-title">{title}</h2><ul>{values}</ul></section> }
}

/// What a value is called.
fn label_of(facet: &str, value: &FacetValue) -> String {
    if let Some(label) = &value.label {
        return text_of(label);
    }
    let value = value.value.as_str();
    match facet {
        "type" => value.parse::<ProductType>().map_or_else(|_| value.to_owned(), |kind| kind.label(lang())),
        "price" => price_words(value),
        "rating" => tr!("{value} stars and more", "{value} Sterne und mehr"),
        "days" if value == "1" => tr!("Within a day", "Innerhalb eines Tages"),
        "days" => tr!("Within {value} days", "Innerhalb von {value} Tagen"),
        "language" => language_name(value),
        _ => value.to_owned(),
    }
}

fn price_words(value: &str) -> String {
    let currency = untrack(|| me().with(|viewer| viewer.project.currency));
    let money = |major: &str| {
        let minor = major.parse::<i64>().unwrap_or(0).saturating_mul(10_i64.pow(currency.exponent()));
        let text = Money::new(minor, currency).format(lang());
        // whole amounts need no cents: "€50", "50 €"
        let cents = if currency.exponent() == 0 {
            String::new()
        } else {
            format!("{}{}", if lang() == model::Lang::De { ',' } else { '.' }, "0".repeat(currency.exponent() as usize))
        };
        match text.rfind(&cents) {
            Some(at) if !cents.is_empty() => format!("{}{}", &text[..at], &text[at + cents.len()..]),
            _ => text,
        }
    };
    match value.split_once('-') {
        Some(("", high)) => {
            let high = money(high);
            tr!("Up to {high}", "Bis {high}")
        }
        Some((low, "")) => {
            let low = money(low);
            tr!("From {low}", "Ab {low}")
        }
        Some((low, high)) => {
            let (low, high) = (money(low), money(high));
            tr!("{low} to {high}", "{low} bis {high}")
        }
        None => value.to_owned(),
    }
}

/// The name of a language by its code.
pub fn language_name(code: &str) -> String {
    match code {
        "en" => tr!("English", "Englisch"),
        "de" => tr!("German", "Deutsch"),
        "fr" => tr!("French", "Französisch"),
        "es" => tr!("Spanish", "Spanisch"),
        "it" => tr!("Italian", "Italienisch"),
        "pl" => tr!("Polish", "Polnisch"),
        "tr" => tr!("Turkish", "Türkisch"),
        "vi" => tr!("Vietnamese", "Vietnamesisch"),
        other => other.to_uppercase(),
    }
}

/// Any two ends of the price; a plain form.
#[component]
fn PriceForm(query: SearchQuery) -> impl IntoView {
    let kept = SearchQuery { price_min: None, price_max: None, ..query.first() };
    let hidden = kept
        .parameters()
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect_view();
    let code = untrack(|| me().with(|viewer| viewer.project.currency.code()));
    let end = |bound: Option<i64>| bound.map(|n| n.to_string()).unwrap_or_default();
    view! {
        <form class="facet flex items-end gap-2" method="get" action="/search">
            {hidden}
            <TextInput name="min" label=tr!("From {code}", "Ab {code}") value=end(query.price_min) inputmode="numeric" optional=true bare=true placeholder=tr!("From", "Ab") />
            <TextInput name="max" label=tr!("Up to {code}", "Bis {code}") value=end(query.price_max) inputmode="numeric" optional=true bare=true placeholder=tr!("To", "Bis") />
            <IconButton glyph=icondata::LuArrowRight label=tr!("Apply the price", "Preis anwenden") kind="submit" look=Look::Secondary />
        </form>
    }
}

/// What narrows the results, each a link that takes it away.
#[component]
pub fn Chosen(query: SearchQuery, results: SearchResults) -> impl IntoView {
    if !query.is_filtered() {
        return ().into_any();
    }
    let mut chips: Vec<(String, String)> = Vec::new();
    let mut add = |facet: &str, value: String| {
        let label = results.path.last().filter(|_| facet == "category").map(|category| category.name.clone());
        let label = label_of(facet, &FacetValue { value: value.clone(), label, count: 0 });
        chips.push((label, query.toggled(facet, &value).href()));
    };
    for kind in &query.kinds {
        add("type", kind.as_str().to_owned());
    }
    let others = [
        ("category", query.category.clone()),
        ("price", query.price()),
        ("rating", query.rating.map(|n| n.to_string())),
        ("days", query.days.map(|n| n.to_string())),
        ("language", query.language.clone()),
    ];
    for (facet, value) in others {
        if let Some(value) = value {
            add(facet, value);
        }
    }
    let chips = chips
        .into_iter()
        .map(|(label, href)| {
            let take_away = tr!("Take away the filter {label}", "Filter {label} wegnehmen");
            view! { <li><a class="chosen" href=href rel="nofollow" aria-label=take_away>{label}<Icon glyph=icondata::LuX /></a></li> }
        })
        .collect_view();
    view! { <ul class="mb-3 flex flex-wrap gap-2" aria-label=tr!("Chosen filters", "Gewählte Filter")>{chips}</ul> }
        .into_any()
}
