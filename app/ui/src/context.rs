//! What every component may ask for: who is looking, which theme, how to mark the answer.

use leptos::{prelude::*, reactive::graph::Observer};
use model::{
    Currency, Permission, ProjectId,
    viewer::{Branding, ProjectFace, UnreadMessages, Viewer},
};
use std::str::FromStr;

/// Light, dark, or as the system says (the default).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The value of the cookie `theme`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// `<html data-theme>`; the system's choice is left to the style sheet.
    pub fn attribute(self) -> Option<&'static str> {
        (self != Self::System).then(|| self.as_str())
    }
}

impl FromStr for Theme {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|theme| theme.as_str() == text).ok_or_else(|| format!("unknown theme {text}"))
    }
}

/// The theme of this page: from the request's context (the cookie), or from `<html data-theme>`.
pub fn theme() -> Theme {
    #[cfg(not(target_arch = "wasm32"))]
    return use_context::<Theme>().unwrap_or_default();
    #[cfg(target_arch = "wasm32")]
    document()
        .document_element()
        .and_then(|html| html.get_attribute("data-theme"))
        .and_then(|theme| theme.parse().ok())
        .unwrap_or_default()
}

/// Who is looking; the same value on the server and at hydration, current afterwards.
#[derive(Clone, Copy)]
pub struct Me {
    viewer: RwSignal<Viewer>,
    refresh: Callback<Callback<()>>,
}

impl Me {
    pub fn get(self) -> Viewer {
        self.with(Clone::clone)
    }
    /// Tracked inside views and effects; a plain look everywhere else (event handlers, a component's body).
    pub fn with<T>(self, read: impl FnOnce(&Viewer) -> T) -> T {
        if Observer::get().is_some() { self.viewer.with(read) } else { self.viewer.with_untracked(read) }
    }
    pub fn may(self, permission: Permission) -> bool {
        self.with(|viewer| viewer.may(permission))
    }
    pub fn signed_in(self) -> bool {
        self.with(|viewer| viewer.person.is_some())
    }
    /// How many reviews wait, as the page has just learnt.
    pub fn set_reviews(self, n: u32) {
        if self.viewer.try_with_untracked(|viewer| viewer.reviews != n) == Some(true) {
            self.viewer.update(|viewer| viewer.reviews = n);
        }
    }
    /// Reads it again from the server: after sign-in, after a change of the cart.
    pub fn refresh(self) {
        self.refresh_then(Callback::new(|()| {}));
    }
    /// Reads it again, then runs `done`, whether it worked or not.
    pub fn refresh_then(self, done: Callback<()>) {
        self.refresh.run(done);
    }
}

/// Who is looking.
pub fn me() -> Me {
    use_context::<Me>().unwrap_or_else(|| provide_me(|_, _| {}))
}

/// Called once by `App`. `refresh` asks the server, sets the signal it is given, and runs the callback.
pub fn provide_me(refresh: impl Fn(RwSignal<Viewer>, Callback<()>) + Send + Sync + 'static) -> Me {
    let viewer = RwSignal::new(first_viewer());
    let me = Me { viewer, refresh: Callback::new(move |done| refresh(viewer, done)) };
    provide_context(me);
    me
}

/// The id of the JSON in the page that carries the viewer to the browser.
pub const VIEWER_ID: &str = "viewer";

#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn first_viewer() -> Viewer {
    use_context::<Viewer>().unwrap_or_else(stranger)
}

#[cfg(target_arch = "wasm32")]
pub(crate) fn first_viewer() -> Viewer {
    document()
        .get_element_by_id(VIEWER_ID)
        .and_then(|element| element.text_content())
        .and_then(|json| serde_json::from_str(&json).ok())
        .unwrap_or_else(stranger)
}

/// Stands in where nobody said who looks: the route walk at start-up, and error pages while the database is away.
fn stranger() -> Viewer {
    Viewer {
        person: None,
        project: ProjectFace {
            id: ProjectId(Default::default()),
            slug: String::new(),
            name: "Guildhall".to_owned(),
            currency: Currency::Eur,
            time_zone: "UTC".to_owned(),
            branding: Branding::default(),
            demo: false,
        },
        projects: Vec::new(),
        unread: 0,
        messages: UnreadMessages::default(),
        reviews: 0,
        cart: 0,
        seq: 0,
    }
}

/// How a page marks its answer's HTTP status while it is rendered; does nothing in the browser.
#[derive(Clone, Copy)]
pub struct PageStatus(pub fn(u16));

/// Marks the answer, if it can still be marked.
pub fn page_status(status: u16) {
    if let Some(PageStatus(set)) = use_context::<PageStatus>() {
        set(status);
    }
}

/// How a field learns what was typed before a plain form came back with a problem; empty with WASM.
#[derive(Clone, Copy)]
pub struct KeptInput(pub fn(&str) -> String);

/// What a field starts with: what was typed, else what the page gives.
pub(crate) fn first_value(name: &str, given: String) -> String {
    match use_context::<KeptInput>().map(|KeptInput(kept)| kept(name)) {
        Some(kept) if !kept.is_empty() => kept,
        _ => given,
    }
}
