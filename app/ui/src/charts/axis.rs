//! How axes are written: amounts of a currency, days.

use crate::lang;
use model::{Currency, Lang, Money};

/// Writes minor units of the currency, for a chart's `format`.
pub fn money_axis(currency: Currency) -> fn(i64) -> String {
    macro_rules! writers {
        ($($name:ident),+) => { match currency { $(Currency::$name => |minor| Money::new(minor, Currency::$name).format(lang())),+ } };
    }
    writers!(Eur, Usd, Gbp, Chf, Jpy, Vnd, Ngn, Kwd)
}

/// "2026-11-21" as "21 Nov" or "21. Nov.".
pub fn day_label(day: &str) -> String {
    const EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    const DE: [&str; 12] =
        ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."];
    let mut parts = day.split('-').skip(1).map(|part| part.parse::<usize>().unwrap_or(1));
    let (month, number) = (parts.next().unwrap_or(1).clamp(1, 12) - 1, parts.next().unwrap_or(1));
    match lang() {
        Lang::En => format!("{number} {}", EN[month]),
        Lang::De => format!("{number}. {}", DE[month]),
    }
}
