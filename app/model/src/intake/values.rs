//! Reading single values: texts out of JSON, numbers without floats, addresses, e-mails, colours, dates.

use serde_json::Value;

/// Digits after the point that a number keeps.
const DECIMALS: usize = 6;

/// The texts an answer consists of, whatever JSON came.
pub fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Bool(yes) => vec![yes.to_string()],
        Value::Array(items) => {
            items.iter().filter(|item| !item.is_array() && !item.is_object()).flat_map(texts).collect()
        }
        // a form sends `answers[key][0]=…` as a map when the indices have gaps
        Value::Object(map) => {
            map.values().filter(|item| item.is_string() || item.is_number()).flat_map(texts).collect()
        }
        Value::Null => Vec::new(),
    }
}

/// A decimal in millionths, and its canonical text: "1,50" is (1_500_000, "1.5").
pub fn number(text: &str) -> Option<(i128, String)> {
    let text = text.trim().replace(',', ".");
    let (negative, digits) = text.strip_prefix('-').map_or((false, text.as_str()), |rest| (true, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || whole.len() > 18 || fraction.len() > DECIMALS || !plain(whole) || !plain(fraction) {
        return None;
    }
    let millionths: i128 = format!("{whole}{fraction:0<DECIMALS$}").parse().ok()?;
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let fraction = fraction.trim_end_matches('0');
    let sign = if negative && millionths != 0 { "-" } else { "" };
    let canonical = if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") };
    Some((if negative { -millionths } else { millionths }, canonical))
}

/// `http` or `https` with a public-looking host; a missing scheme becomes `https`. At most 2,000 characters.
pub fn url(text: &str) -> Option<String> {
    let text = text.trim();
    let full = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    let (scheme, rest) = full.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    if !matches!(scheme.as_str(), "http" | "https") || full.chars().count() > 2_000 {
        return None;
    }
    if rest.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '\\' | '`')) {
        return None;
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    // a name before an @ is how look-alike links are made
    if host.contains('@') {
        return None;
    }
    let name = match host.rsplit_once(':') {
        Some((name, port)) if !port.is_empty() && port.parse::<u16>().is_ok() => name,
        Some(_) => return None,
        None => host,
    };
    is_host(name).then(|| format!("{scheme}://{}{path}", host.to_lowercase()))
}

/// A dotted name whose labels are letters, digits and inner hyphens (also of other alphabets).
fn is_host(name: &str) -> bool {
    let labels: Vec<&str> = name.split('.').collect();
    let last = labels.last().copied().unwrap_or("");
    labels.len() >= 2
        && name.len() <= 253
        && last.chars().count() >= 2
        && last.chars().any(char::is_alphabetic)
        && labels.iter().all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        })
}

/// `name@host`, lower-cased host.
pub fn email(text: &str) -> Option<String> {
    let text = text.trim();
    let (name, host) = text.rsplit_once('@')?;
    let fine = |c: char| c.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c);
    let good_name = !name.is_empty()
        && name.len() <= 64
        && name.chars().all(fine)
        && !name.starts_with('.')
        && !name.ends_with('.')
        && !name.contains("..");
    (good_name && text.len() <= 254 && is_host(host)).then(|| format!("{name}@{}", host.to_lowercase()))
}

/// `#rrggbb` in small letters; `#rgb` is widened.
pub fn colour(text: &str) -> Option<String> {
    let text = text.trim();
    let digits = text.strip_prefix('#').unwrap_or(text);
    if !digits.chars().all(|c| c.is_ascii_hexdigit()) {
        return None;
    }
    match digits.len() {
        6 => Some(format!("#{}", digits.to_ascii_lowercase())),
        3 => Some(format!("#{}", digits.chars().flat_map(|c| [c, c]).collect::<String>().to_ascii_lowercase())),
        _ => None,
    }
}

/// `2026-11-21`; also `21.11.2026`. The canonical form is ISO 8601.
pub fn date(text: &str) -> Option<String> {
    let text = text.trim();
    let parts: Vec<&str> = text.split(['-', '.']).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    if !parts.iter().all(|part| !part.is_empty() && part.len() <= 4 && part.chars().all(|c| c.is_ascii_digit())) {
        return None;
    }
    let (year, month, day) = if text.contains('-') { (a, b, c) } else { (c, b, a) };
    if year.len() != 4 {
        return None;
    }
    let month = time::Month::try_from(month.parse::<u8>().ok()?).ok()?;
    let date = time::Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok()?;
    Some(format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day()))
}
