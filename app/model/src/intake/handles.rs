//! Profiles on social networks: a name, an @name or the profile's address, checked by each network's own rules.

use crate::text_enum;

text_enum! {
    /// Where a handle lives.
    pub enum Network {
        Instagram = "instagram",
        Tiktok = "tiktok",
        Youtube = "youtube",
        X = "x",
        Linkedin = "linkedin",
        Facebook = "facebook",
    }
}

impl Network {
    /// The network's own name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Instagram => "Instagram",
            Self::Tiktok => "TikTok",
            Self::Youtube => "YouTube",
            Self::X => "X",
            Self::Linkedin => "LinkedIn",
            Self::Facebook => "Facebook",
        }
    }

    const fn hosts(self) -> &'static [&'static str] {
        match self {
            Self::Instagram => &["instagram.com"],
            Self::Tiktok => &["tiktok.com"],
            Self::Youtube => &["youtube.com"],
            Self::X => &["x.com", "twitter.com"],
            Self::Linkedin => &["linkedin.com"],
            Self::Facebook => &["facebook.com", "fb.com"],
        }
    }

    /// An example, for help and errors.
    pub const fn example(self) -> &'static str {
        match self {
            Self::Instagram => "@studio.nord",
            Self::Tiktok => "@studio_nord",
            Self::Youtube => "@StudioNord",
            Self::X => "@studionord",
            Self::Linkedin => "linkedin.com/in/ada-nord",
            Self::Facebook => "studio.nord",
        }
    }

    /// The profile's address for a canonical handle.
    pub fn link(self, handle: &str) -> String {
        match self {
            Self::Instagram => format!("https://www.instagram.com/{handle}/"),
            Self::Tiktok => format!("https://www.tiktok.com/@{handle}"),
            Self::Youtube if handle.starts_with("channel/") => format!("https://www.youtube.com/{handle}"),
            Self::Youtube => format!("https://www.youtube.com/@{handle}"),
            Self::X => format!("https://x.com/{handle}"),
            Self::Linkedin => format!("https://www.linkedin.com/{handle}/"),
            Self::Facebook => format!("https://www.facebook.com/{handle}"),
        }
    }

    /// The canonical handle (no `@`; LinkedIn with `in/` or `company/`), or `None` when the network could not have it.
    pub fn read(self, text: &str) -> Option<String> {
        let text = text.trim();
        if text.chars().count() > 300 {
            return None;
        }
        let path = self.path(text)?;
        let path = path.split(['?', '#']).next().unwrap_or("").trim_end_matches('/');
        let handle = path.strip_prefix('@').unwrap_or(path);
        match self {
            Self::Instagram => name(handle, 1, 30, "._", true).filter(|h| !h.ends_with('.') && !h.contains("..")),
            Self::Tiktok => name(handle, 2, 24, "._", true).filter(|h| !h.ends_with('.')),
            Self::Youtube => match handle.strip_prefix("channel/") {
                Some(id) => {
                    name(id, 24, 24, "-_", false).filter(|id| id.starts_with("UC")).map(|id| format!("channel/{id}"))
                }
                None => name(handle, 3, 30, "._-", false),
            },
            Self::X => name(handle, 1, 15, "_", false),
            Self::Linkedin => {
                let (kind, slug) = handle.split_once('/').unwrap_or(("in", handle));
                let slug = name(slug, 3, 100, "-", true)?;
                matches!(kind, "in" | "company" | "school").then(|| format!("{kind}/{slug}"))
            }
            Self::Facebook => name(handle, 5, 50, ".", false).filter(|h| !h.starts_with('.') && !h.ends_with('.')),
        }
    }

    /// The part that names the profile: behind the network's host, or the whole text when it is no address.
    fn path(self, text: &str) -> Option<&str> {
        let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
        let Some((host, path)) = rest.split_once('/') else { return (rest.len() == text.len()).then_some(text) };
        let lower = host.to_ascii_lowercase();
        let ours = self
            .hosts()
            .iter()
            .any(|own| lower == *own || lower.strip_suffix(own).is_some_and(|sub| sub.ends_with('.')));
        if ours {
            Some(path)
        } else if rest.len() == text.len() && !host.contains('.') {
            // "company/acme" without the host
            Some(text)
        } else {
            None
        }
    }
}

/// Letters, digits and `extra`, of a length in bounds; lower-cased where the network does not tell cases apart.
fn name(text: &str, min: usize, max: usize, extra: &str, lower: bool) -> Option<String> {
    let fine = text.chars().all(|c| c.is_ascii_alphanumeric() || extra.contains(c));
    ((min..=max).contains(&text.len()) && fine).then(|| if lower { text.to_ascii_lowercase() } else { text.to_owned() })
}
