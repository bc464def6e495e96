//! Quantities as people of a language write them.

use model::Lang;
use ui::prelude::*;

/// "15,000" or "15.000".
pub fn count(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let separator = if lang() == Lang::De { '.' } else { ',' };
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    if n < 0 { format!("−{out}") } else { out }
}

/// What was done so far, in words.
pub fn completed_orders(completed: i64) -> String {
    match completed {
        1 => tr!("1 order completed", "1 Auftrag abgeschlossen"),
        _ => tr!("{completed} orders completed", "{completed} Aufträge abgeschlossen"),
    }
}
