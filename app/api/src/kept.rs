//! What was typed into a plain form that came back with a problem: `value=kept("email")` fills the field again.
//! With WASM the form is never left, so this is empty in the browser.

use serde::{Deserialize, Serialize};

/// Names and values as the form sent them, without secrets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept(pub Vec<(String, String)>);

impl Kept {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The kept value of a field; empty when there is none.
pub fn kept(name: &str) -> String {
    let kept = leptos::prelude::use_context::<Kept>().unwrap_or_default();
    kept.0.into_iter().find(|(field, _)| field == name).map(|(_, value)| value).unwrap_or_default()
}

/// All kept values of a list (`addons[]`).
pub fn kept_all(name: &str) -> Vec<String> {
    let kept = leptos::prelude::use_context::<Kept>().unwrap_or_default();
    kept.0.into_iter().filter(|(field, _)| field == name).map(|(_, value)| value).collect()
}
