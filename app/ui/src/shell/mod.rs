//! The frames around the pages: the shop's, the portals', and the small controls they share.

mod bell;
mod controls;
mod portal;
mod storefront;

pub use bell::BellFeed;
pub use controls::{LangSwitch, ProjectSwitch, ThemeSwitch, UserMenu};
pub use portal::{PortalShell, Tally};
pub use storefront::StorefrontShell;

use crate::icon::Glyph;
use model::{Permission, viewer::Viewer};

/// A line of a portal's rail. Given as data by each portal.
#[derive(Clone, Copy)]
pub struct NavEntry {
    pub icon: Glyph,
    /// In the reader's language: `|| tr!("Orders", "Aufträge")`.
    pub label: fn() -> String,
    pub href: &'static str,
    /// Shown only to those who hold it.
    pub needs: Option<Permission>,
    /// Starts a group with this heading.
    pub group: Option<fn() -> String>,
    /// Stands in the bottom bar of a phone (at most four do; the rest is under "More").
    pub phone: bool,
    /// How many new things wait behind it.
    pub count: Option<fn(&Viewer) -> u32>,
}

impl NavEntry {
    pub const fn new(icon: Glyph, label: fn() -> String, href: &'static str) -> Self {
        Self { icon, label, href, needs: None, group: None, phone: false, count: None }
    }
    pub const fn needs(self, permission: Permission) -> Self {
        Self { needs: Some(permission), ..self }
    }
    pub const fn group(self, heading: fn() -> String) -> Self {
        Self { group: Some(heading), ..self }
    }
    pub const fn phone(self) -> Self {
        Self { phone: true, ..self }
    }
    pub const fn count(self, count: fn(&Viewer) -> u32) -> Self {
        Self { count: Some(count), ..self }
    }
}

/// Whether a path lies at or under an entry; the portal's root only matches itself.
pub(crate) fn is_current(path: &str, href: &str) -> bool {
    let root = href.trim_matches('/').split('/').count() == 1;
    path == href || (!root && path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')))
}

#[cfg(test)]
mod tests {
    use super::is_current;

    #[test]
    fn the_deepest_entry_is_current() {
        assert!(is_current("/app/orders/1", "/app/orders"));
        assert!(!is_current("/app/orders", "/app"));
        assert!(is_current("/app", "/app"));
        assert!(!is_current("/app/orders-old", "/app/orders"));
    }
}
