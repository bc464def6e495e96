//! `/gallery`: every component in every state, light and dark. For the demo project and for screenshots.

use leptos::prelude::*;

/// The gallery.
#[component]
pub fn Gallery() -> impl IntoView {
    view! { <p>"gallery"</p> }
}

crate::lazy_page!(pub GalleryRoute = Gallery);
