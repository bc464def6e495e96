//! CSV as RFC 4180 has it: commas, CRLF, quotes where needed. Amounts are plain decimals with their currency in a column
//! of its own, moments are ISO 8601. What people typed can't become a formula in a spreadsheet.

use model::{Moment, Money};
use time::format_description::well_known::Rfc3339;

/// Tells spreadsheets that the file is UTF-8; goes before the headings.
pub const MARK: &str = "\u{feff}";

/// One line, cell by cell.
#[derive(Debug, Default)]
pub struct Line(Vec<String>);

impl Line {
    /// Anything that somebody may have typed.
    pub fn text(mut self, text: &str) -> Self {
        self.0.push(quoted(&harmless(text)));
        self
    }

    /// A figure of ours: a negative one stays a number.
    pub fn amount(mut self, money: Money) -> Self {
        self.0.push(money.to_decimal());
        self
    }

    pub fn some_amount(mut self, money: Option<Money>) -> Self {
        self.0.push(money.map(Money::to_decimal).unwrap_or_default());
        self
    }

    /// UTC, to the second.
    pub fn at(mut self, at: Option<Moment>) -> Self {
        let text = at.and_then(|at| at.replace_nanosecond(0).ok()?.format(&Rfc3339).ok());
        self.0.push(text.unwrap_or_default());
        self
    }

    pub fn end(self) -> String {
        self.0.join(",") + "\r\n"
    }
}

/// The first line.
pub fn headings(names: &[String]) -> String {
    names.iter().fold(Line::default(), |line, name| line.text(name)).end()
}

/// A spreadsheet runs what begins like a formula; an apostrophe in front makes it a text (OWASP, "CSV injection").
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

fn quoted(text: &str) -> String {
    if text.contains([',', ';', '"', '\r', '\n', '\t']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Currency;

    fn cell(text: &str) -> String {
        Line::default().text(text).end().trim_end().to_owned()
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        assert_eq!(cell("plain"), "plain");
        assert_eq!(cell("a,b"), "\"a,b\"");
        assert_eq!(cell("say \"hi\""), "\"say \"\"hi\"\"\"");
        assert_eq!(cell("two\nlines"), "\"two\nlines\"");
        assert_eq!(headings(&["a".to_owned(), "b c".to_owned()]), "a,b c\r\n");
    }

    #[test]
    fn no_cell_is_a_formula() {
        for typed in ["=1+1", "+1", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "＝1"] {
            let shown = cell(typed);
            assert!(shown.trim_start_matches('"').starts_with('\''), "{shown}");
        }
        // what we computed ourselves is a number
        assert_eq!(Line::default().amount(Money::new(-1_250, Currency::Eur)).end(), "-12.50\r\n");
    }

    #[test]
    fn moments_are_whole_seconds() {
        let at = Moment::from_unix_timestamp_nanos(1_700_000_000_123_456_789).unwrap();
        assert_eq!(Line::default().at(Some(at)).at(None).end(), "2023-11-14T22:13:20Z,\r\n");
    }
}
