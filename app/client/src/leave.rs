//! Leaving for another page by a full load: a provider's page is none of the router's, and a status page may need a
//! script policy that only a fresh document gets.

/// Goes there. On the server nothing happens: there the answer's redirect does it.
#[cfg(target_arch = "wasm32")]
pub fn leave(address: &str) {
    let _ = leptos::prelude::window().location().set_href(address);
}

/// Goes there. On the server nothing happens: there the answer's redirect does it.
#[cfg(not(target_arch = "wasm32"))]
pub fn leave(_address: &str) {}
