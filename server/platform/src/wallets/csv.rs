//! Statements as CSV (RFC 4180), amounts as plain decimals, moments in ISO 8601.

use model::ledger::StatementLine;
use time::format_description::well_known::Rfc3339;

/// One line per entry, newest first, with a heading.
pub fn statement(lines: &[StatementLine]) -> String {
    let mut text = String::from("date,kind,order,memo,amount,balance,currency\r\n");
    for line in lines {
        let fields = [
            line.at.format(&Rfc3339).unwrap_or_default(),
            line.kind.as_str().to_owned(),
            line.order_number.clone().unwrap_or_default(),
            line.memo.clone(),
            line.amount.to_decimal(),
            line.balance_after.map(model::Money::to_decimal).unwrap_or_default(),
            line.amount.currency.code().to_owned(),
        ];
        text.push_str(&fields.iter().map(|field| quoted(field)).collect::<Vec<_>>().join(","));
        text.push_str("\r\n");
    }
    text
}

/// Quotes where needed, and keeps a spreadsheet from running a text as a formula. Our own negative amounts stay numbers.
fn quoted(field: &str) -> String {
    let formula = field.starts_with(['=', '+', '@', '\t', '\r'])
        || (field.starts_with('-') && field[1..].bytes().any(|b| !b.is_ascii_digit() && b != b'.'));
    let field = if formula { format!("'{field}") } else { field.to_owned() };
    if field.contains([',', '"', '\r', '\n']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_and_harmless() {
        assert_eq!(quoted("plain"), "plain");
        assert_eq!(quoted("a,b"), "\"a,b\"");
        assert_eq!(quoted("say \"hi\""), "\"say \"\"hi\"\"\"");
        assert_eq!(quoted("=1+1"), "'=1+1");
        assert_eq!(quoted("-12.50"), "-12.50");
        assert_eq!(quoted("-cmd"), "'-cmd");
    }
}
