//! The two languages, and `tr!`: both texts stand side by side where they are used, so the compiler proves that
//! no string lacks its translation, and each lazily loaded page carries only its own words.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(type_name = "text", rename_all = "lowercase"))]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    #[default]
    En,
    De,
}

impl Lang {
    pub const ALL: [Lang; 2] = [Self::En, Self::De];

    /// The BCP 47 code, for `<html lang>` and the language cookie.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
        }
    }

    /// The language's own name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::De => "Deutsch",
        }
    }

    /// The best of ours for an `Accept-Language` header; English when none fits.
    pub fn negotiate(header: &str) -> Self {
        header
            .split(',')
            .filter_map(|part| {
                let mut pieces = part.trim().split(';');
                let lang: Lang = pieces.next()?.get(..2)?.parse().ok()?;
                let quality = pieces.find_map(|p| p.trim().strip_prefix("q=")).unwrap_or("1").to_owned();
                Some((lang, quality))
            })
            .reduce(|best, next| if next.1 > best.1 { next } else { best })
            .map_or(Self::En, |(lang, _)| lang)
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Lang {
    type Err = String;
    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|lang| lang.code().eq_ignore_ascii_case(code))
            .ok_or_else(|| format!("unknown language {code}"))
    }
}

/// A text in the given language: `tr!(lang; "Hello {name}", "Hallo {name}")` → `String`.
/// Inline captures are checked by the compiler in both languages. Pages use `ui::tr!`, which knows the reader's language.
#[macro_export]
macro_rules! tr {
    ($lang:expr; $en:literal, $de:literal $(,)?) => {
        match $lang {
            $crate::Lang::En => ::std::format!($en),
            $crate::Lang::De => ::std::format!($de),
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_decides_by_quality() {
        assert_eq!(Lang::negotiate("de-DE,de;q=0.9,en;q=0.8"), Lang::De);
        assert_eq!(Lang::negotiate("fr,en;q=0.5,de;q=0.7"), Lang::De);
        assert_eq!(Lang::negotiate("fr"), Lang::En);
        assert_eq!(Lang::negotiate(""), Lang::En);
    }

    #[test]
    fn texts_capture_their_values() {
        let name = "Ada";
        assert_eq!(tr!(Lang::De; "Hello {name}", "Hallo {name}"), "Hallo Ada");
    }
}
