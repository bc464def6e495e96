//! Rates as people type them.

use model::Bps;

/// "12.5" for 1,250 basis points.
pub fn percent(rate: Bps) -> String {
    rate.to_string().trim_end_matches('%').to_owned()
}

/// Basis points of "12.5" or "12,5": 0 to 100 with at most two decimals.
pub fn read_percent(text: &str) -> Option<Bps> {
    let text = text.trim().trim_end_matches('%').trim().replace(',', ".");
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || decimals.len() > 2 || !digits(whole) || !digits(decimals) {
        return None;
    }
    let bps = format!("{whole}{decimals:0<2}").parse::<i32>().ok()?;
    (bps <= 10_000).then_some(Bps(bps))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percents_read_back() {
        for bps in [0, 5, 50, 750, 1_000, 1_234, 10_000] {
            assert_eq!(read_percent(&percent(Bps(bps))), Some(Bps(bps)));
        }
        assert_eq!(read_percent("7,5 %"), Some(Bps(750)));
        for bad in ["", "x", "-1", "100.01", "1.234", "1e2"] {
            assert_eq!(read_percent(bad), None, "{bad}");
        }
    }
}
