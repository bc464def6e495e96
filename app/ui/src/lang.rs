//! The reader's language: from the request's context on the server, from `<html lang>` in the browser.

use model::{Lang, problem::Text};

/// The language this page speaks. Cheap; works in event handlers too.
#[cfg(not(target_arch = "wasm32"))]
pub fn lang() -> Lang {
    leptos::prelude::use_context::<Lang>().unwrap_or_default()
}

/// The language this page speaks. Cheap; works in event handlers too.
#[cfg(target_arch = "wasm32")]
pub fn lang() -> Lang {
    thread_local! {
        // The page is loaded anew when the language changes, so once is enough.
        static LANG: Lang = leptos::prelude::document()
            .document_element()
            .and_then(|html| html.get_attribute("lang"))
            .and_then(|code| code.parse().ok())
            .unwrap_or_default();
    }
    LANG.with(|lang| *lang)
}

/// A text that was made before its reader was known.
pub fn text_of(text: &Text) -> String {
    text.get(lang()).to_owned()
}

/// A text in the reader's language: `tr!("Hello {name}", "Hallo {name}")` → `String`.
#[macro_export]
macro_rules! tr {
    ($en:literal, $de:literal $(,)?) => {
        $crate::__tr!($crate::lang(); $en, $de)
    };
}
