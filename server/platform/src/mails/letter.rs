//! One layout for all mails: a heading, some paragraphs, one thing to do. As text and as HTML, from the same words.

use model::{Lang, tr};
use std::fmt::Write;

/// A mail before it is laid out. Paragraphs are plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    pub lang: Lang,
    /// Who writes: the project's name.
    pub from: String,
    pub subject: String,
    pub paragraphs: Vec<String>,
    /// Label and absolute address of the one thing to do.
    pub action: Option<(String, String)>,
    /// Small print: why this mail came.
    pub reason: String,
}

/// `background` and `text` of the button, kept dark enough for white in every mail program.
const BUTTON: &str = "#1d6b4f";

impl Letter {
    pub fn text(&self) -> String {
        let mut out = String::new();
        for paragraph in &self.paragraphs {
            let _ = write!(out, "{paragraph}\n\n");
        }
        if let Some((label, url)) = &self.action {
            let _ = write!(out, "{label}:\n{url}\n\n");
        }
        let _ = write!(out, "{}\n\n--\n{}\n", self.reason, self.from);
        out
    }

    pub fn html(&self) -> String {
        let (lang, from, reason, subject) =
            (self.lang.code(), escape(&self.from), escape(&self.reason), escape(&self.subject));
        let mut body = String::new();
        for paragraph in &self.paragraphs {
            let _ = write!(body, "<p style=\"margin:0 0 16px\">{}</p>", escape(paragraph).replace('\n', "<br>"));
        }
        if let Some((label, url)) = &self.action {
            let (label, url) = (escape(label), escape(url));
            let instead = tr!(self.lang; "If the button does not work, open this address:", "Wenn der Knopf nicht geht, öffnen Sie diese Adresse:");
            let _ = write!(
                body,
                "<p style=\"margin:24px 0\"><a href=\"{url}\" style=\"display:inline-block;padding:12px 20px;border-radius:6px;background:{BUTTON};color:#ffffff;text-decoration:none;font-weight:600\">{label}</a></p>\
<p style=\"margin:0 0 16px;font-size:13px\">{instead}<br><a href=\"{url}\">{url}</a></p>"
            );
        }
        format!(
            "<!doctype html><html lang=\"{lang}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\"><title>{subject}</title></head>\
<body style=\"margin:0;padding:24px;font:16px/1.5 -apple-system,Segoe UI,Roboto,sans-serif\"><div style=\"max-width:560px;margin:0 auto\">\
<p style=\"margin:0 0 24px;font-weight:600\">{from}</p><h1 style=\"margin:0 0 16px;font-size:22px;line-height:1.3\">{subject}</h1>{body}\
<hr style=\"border:0;border-top:1px solid #8884;margin:24px 0 12px\"><p style=\"margin:0;font-size:13px\">{reason}</p></div></body></html>"
        )
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(subject: &str) -> Letter {
        Letter {
            lang: Lang::De,
            from: "Nordlicht & Co".into(),
            subject: subject.into(),
            paragraphs: vec!["Guten Tag,".into()],
            action: Some(("Bestätigen".into(), "https://x.test/verify?a=1&b=2".into())),
            reason: "Jemand hat sich angemeldet.".into(),
        }
    }

    #[test]
    fn both_forms_carry_the_same_words() {
        let letter = letter("Willkommen");
        assert!(letter.text().contains("https://x.test/verify?a=1&b=2"));
        assert!(letter.html().contains("href=\"https://x.test/verify?a=1&amp;b=2\""));
        assert!(letter.html().contains("Nordlicht &amp; Co"));
    }

    #[test]
    fn what_people_typed_stays_text() {
        assert!(!letter("<script>alert(1)</script>").html().contains("<script>"));
    }
}
