//! The demo's categories: six, and one below.

use model::{problem::Text, text};

/// Slug, name, icon, parent.
pub fn all() -> Vec<(&'static str, Text, &'static str, Option<&'static str>)> {
    vec![
        ("brand-design", text!("Brand and design", "Marke und Design"), "palette", None),
        ("web-apps", text!("Web and apps", "Web und Apps"), "code", None),
        ("writing", text!("Writing", "Texte"), "pen", None),
        ("seo", text!("SEO", "SEO"), "search", None),
        ("video-audio", text!("Video and audio", "Video und Audio"), "video", None),
        ("marketing", text!("Marketing", "Marketing"), "megaphone", None),
        ("paid-reach", text!("Paid reach", "Bezahlte Reichweite"), "trending-up", Some("marketing")),
    ]
}
