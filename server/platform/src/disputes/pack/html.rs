//! The pack's readable page: one HTML file that needs nothing else, in the asker's language.

use super::Contents;
use crate::disputes::review::name;
use model::{
    Lang, Moment, Money,
    disputes::{DisputeView, Sums, Terms},
    tr,
};
use std::fmt::Write;
use time::format_description::well_known::Rfc3339;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}\
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #ddd;vertical-align:top}\
h2{margin-top:2.5rem;border-bottom:2px solid #ddd}pre,blockquote{white-space:pre-wrap;overflow-wrap:anywhere}\
code{overflow-wrap:anywhere}.quiet{color:#666;font-size:.9em}";

/// The whole page.
pub fn page(c: &Contents) -> String {
    let (d, l) = (&c.dispute, c.lang);
    let title = escape(&format!("{} · {}", d.number, d.title));
    let mut html = format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{title}</title><style>{STYLE}</style></head><body><h1>{title}</h1>",
        l.code()
    );
    summary(&mut html, c);
    words(&mut html, &tr!(l; "The complaint", "Die Beschwerde"), &d.statement);
    if let Some(terms) = &d.wanted {
        html.push_str(&terms_text(d, terms, None, l));
    }
    words(&mut html, &tr!(l; "The answer", "Die Antwort"), &d.answer);
    decision(&mut html, d, l);
    let heading = |html: &mut String, text: String| html.push_str(&format!("<h2>{}</h2>", escape(&text)));
    heading(&mut html, tr!(l; "Evidence", "Belege"));
    for e in &d.evidence {
        let file = e.file.as_ref().map(|file| format!(" [{}]", file.name)).unwrap_or_default();
        said(&mut html, e.created_at, &e.by_name, &format!("{}{file}", e.words));
    }
    heading(&mut html, tr!(l; "Conversation in the dispute", "Gespräch im Streitfall"));
    for m in &d.messages {
        said(&mut html, m.created_at, &m.by_name, &m.words);
    }
    heading(&mut html, tr!(l; "Conversation of the order", "Gespräch zum Auftrag"));
    for m in &c.chat {
        let note = if m.taken_back { tr!(l; " (taken back)", " (zurückgenommen)") } else { String::new() };
        let before = m.before.iter().map(|text| format!("\n← {text}")).collect::<String>();
        said(&mut html, m.at, m.by.as_deref().unwrap_or("—"), &format!("{}{note}{before}", m.words));
    }
    heading(&mut html, tr!(l; "Deliveries", "Lieferungen"));
    for m in &c.order.milestones {
        let _ = write!(html, "<h3>{} · {}</h3>", escape(&m.title), m.amount.format(l));
        for s in m.submissions.iter().rev().filter(|s| s.submitted_at.is_some()) {
            let files = s.files.iter().map(|file| format!(" [{}]", file.name)).collect::<String>();
            said(&mut html, s.submitted_at.unwrap_or(d.created_at), &s.by, &format!("{}{files}", s.description));
        }
        for r in &m.revisions {
            said(&mut html, r.created_at, &r.by, &format!("↺ {}", r.notes));
        }
    }
    heading(&mut html, tr!(l; "Timeline of the order", "Verlauf des Auftrags"));
    html.push_str("<table>");
    for e in &c.order.timeline {
        let reason = if e.reason.is_empty() { String::new() } else { format!(" — {}", e.reason) };
        row(&mut html, &[at(e.at), format!("{}{reason}", e.sentence(l))]);
    }
    html.push_str("</table>");
    heading(&mut html, tr!(l; "The books", "Die Buchungen"));
    html.push_str("<table>");
    for p in &c.payments {
        row(&mut html, &[at(p.at), p.gateway.clone(), p.status.clone(), minor(p.amount, &p.currency, l)]);
    }
    for e in &c.entries {
        row(&mut html, &[at(e.at), e.kind.clone(), e.account.clone(), minor(e.amount, &e.currency, l)]);
    }
    html.push_str("</table>");
    heading(&mut html, tr!(l; "Files", "Dateien"));
    html.push_str("<table>");
    for f in &c.files {
        let (href, name) = (escape(&f.path), escape(&f.name));
        let _ = write!(html, "<tr><td><a href=\"{href}\">{name}</a></td><td><code>{}</code></td></tr>", f.sha256);
    }
    html.push_str("</table>");
    heading(&mut html, tr!(l; "What was agreed", "Was vereinbart war"));
    let agreed = serde_json::to_string_pretty(&c.agreed).unwrap_or_default();
    let _ = write!(html, "<pre>{}</pre></body></html>", escape(&agreed));
    html
}

fn summary(html: &mut String, c: &Contents) {
    let (d, l) = (&c.dispute, c.lang);
    let hash = if c.agreed_is_whole {
        format!("{} ✓", c.agreed_sha256)
    } else {
        let hash = &c.agreed_sha256;
        tr!(l; "{hash} — NOT what it was", "{hash} — NICHT mehr wie damals")
    };
    html.push_str("<table>");
    for (label, value) in [
        (tr!(l; "Order", "Auftrag"), d.order_number.clone()),
        (tr!(l; "Client", "Kunde"), d.client.clone()),
        (tr!(l; "Seller", "Anbieter"), d.seller.clone()),
        (tr!(l; "Opened", "Eröffnet"), at(d.created_at)),
        (tr!(l; "State", "Stand"), d.status.as_str().to_owned()),
        (tr!(l; "In escrow when it was opened", "Im Treuhandkonto bei Eröffnung"), d.held.format(l)),
        (tr!(l; "SHA-256 of what was agreed", "SHA-256 des Vereinbarten"), hash),
    ] {
        row(html, &[label, value]);
    }
    let text = tr!(l; "The same as data: data.json. The hashes of all parts: manifest.sha256 (check with sha256sum --check). Times are UTC.", "Dasselbe als Daten: data.json. Die Prüfsummen aller Teile: manifest.sha256 (prüfen mit sha256sum --check). Zeiten in UTC.");
    let _ = write!(html, "</table><p class=\"quiet\">{}</p>", escape(&text));
}

fn decision(html: &mut String, d: &DisputeView, l: Lang) {
    if let Some(decision) = &d.decision {
        words(html, &tr!(l; "The decision", "Die Entscheidung"), &decision.reasons);
        html.push_str(&terms_text(d, &decision.terms, Some(decision.sums), l));
    }
    if let (Some(terms), Some(sums)) = (&d.outcome, d.outcome_sums) {
        words(html, &tr!(l; "How it ended", "Wie es endete"), "");
        html.push_str(&terms_text(d, terms, Some(sums), l));
    }
}

fn terms_text(d: &DisputeView, terms: &Terms, sums: Option<Sums>, l: Lang) -> String {
    let mut html = format!("<p>{}</p><table>", escape(name(terms.resolution).get(l)));
    for part in &terms.parts {
        let (client, seller) = (part.to_client.format(l), part.to_seller.format(l));
        let text = tr!(l; "{client} to the client, {seller} to the seller", "{client} an den Kunden, {seller} an den Anbieter");
        row(&mut html, &[d.milestone(part.milestone).to_owned(), text]);
    }
    if let Some(sums) = sums.filter(|_| terms.resolution.ends_order()) {
        let (client, seller, fee) = (sums.to_client.format(l), sums.to_seller.format(l), sums.fee.format(l));
        let text = tr!(l; "{client} to the client, {seller} to the seller, {fee} fee", "{client} an den Kunden, {seller} an den Anbieter, {fee} Gebühr");
        row(&mut html, &[tr!(l; "In all", "Insgesamt"), text]);
    }
    html + "</table>"
}

fn words(html: &mut String, heading: &str, text: &str) {
    let _ = write!(html, "<h2>{}</h2>", escape(heading));
    if !text.is_empty() {
        let _ = write!(html, "<blockquote>{}</blockquote>", escape(text));
    }
}

fn said(html: &mut String, when: Moment, who: &str, text: &str) {
    let _ =
        write!(html, "<p class=\"quiet\">{} · {}</p><blockquote>{}</blockquote>", at(when), escape(who), escape(text));
}

fn row(html: &mut String, cells: &[String]) {
    let cells: String = cells.iter().map(|cell| format!("<td>{}</td>", escape(cell))).collect();
    let _ = write!(html, "<tr>{cells}</tr>");
}

fn at(when: Moment) -> String {
    when.replace_nanosecond(0).unwrap_or(when).format(&Rfc3339).unwrap_or_default()
}

fn minor(amount: i64, currency: &str, l: Lang) -> String {
    currency.parse().map_or_else(|_| format!("{amount} {currency}"), |currency| Money::new(amount, currency).format(l))
}

/// Nothing that somebody wrote becomes markup.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}
