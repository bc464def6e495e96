//! A browser's name for the list of sessions, from what it says of itself. Rough on purpose: it is a reminder, no proof.

use model::{Lang, tr};

/// `Firefox on Linux`.
pub fn describe(agent: &str, lang: Lang) -> String {
    let first =
        |table: &[(&str, &'static str)]| table.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    // Edge and Opera also say Chrome, and Chrome also says Safari: the rarer name first.
    let browser = first(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => tr!(lang; "{browser} on {system}", "{browser} auf {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => tr!(lang; "Unknown browser", "Unbekannter Browser"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rarer_name_wins() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36 Edg/120.0";
        assert_eq!(describe(edge, Lang::En), "Edge on Windows");
        assert_eq!(describe("", Lang::De), "Unbekannter Browser");
    }
}
