//! What conversations need of a browser: a memory, an id made here, the reader's clock, and where the reader is.
//! Only effects and event handlers call what touches the page; on the server nothing of it runs.

use uuid::Uuid;

/// What was kept in this browser under a key.
#[cfg(target_arch = "wasm32")]
pub fn kept(key: &str) -> Option<String> {
    leptos::prelude::window().local_storage().ok().flatten()?.get_item(key).ok().flatten()
}

/// What was kept in this browser under a key.
#[cfg(not(target_arch = "wasm32"))]
pub fn kept(_key: &str) -> Option<String> {
    None
}

/// Keeps a text in this browser; an empty one is forgotten.
#[cfg(target_arch = "wasm32")]
pub fn keep(key: &str, text: &str) {
    // a browser that keeps nothing (private windows, a full disk) loses only the convenience
    if let Ok(Some(storage)) = leptos::prelude::window().local_storage() {
        let _ = if text.is_empty() { storage.remove_item(key) } else { storage.set_item(key, text) };
    }
}

/// Keeps a text in this browser; an empty one is forgotten.
#[cfg(not(target_arch = "wasm32"))]
pub fn keep(_key: &str, _text: &str) {}

/// An id made by chance here, so that the same thing sent twice is one.
#[cfg(target_arch = "wasm32")]
pub fn new_id() -> Uuid {
    let mut bytes = [0_u8; 16];
    if let Ok(crypto) = leptos::prelude::window().crypto() {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// An id made by chance here, so that the same thing sent twice is one.
#[cfg(not(target_arch = "wasm32"))]
pub fn new_id() -> Uuid {
    Uuid::nil()
}

/// Seconds that the reader's clock is ahead of UTC at that moment.
#[cfg(target_arch = "wasm32")]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "minutes of a day and seconds since 1970"
)]
pub fn ahead_of_utc(stamp: i64) -> i64 {
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(stamp as f64 * 1000.0));
    -(date.get_timezone_offset() as i64) * 60
}

/// Seconds that the reader's clock is ahead of UTC at that moment.
#[cfg(not(target_arch = "wasm32"))]
pub fn ahead_of_utc(_stamp: i64) -> i64 {
    0
}

/// Whether somebody is looking at this page just now.
#[cfg(target_arch = "wasm32")]
pub fn is_looked_at() -> bool {
    let document = leptos::prelude::document();
    !document.hidden() && document.has_focus().unwrap_or(true)
}

/// Whether somebody is looking at this page just now.
#[cfg(not(target_arch = "wasm32"))]
pub fn is_looked_at() -> bool {
    false
}

/// Whether a part of the element is in the window.
pub fn is_in_sight(element: &web_sys::Element) -> bool {
    let place = element.get_bounding_client_rect();
    let height = leptos::prelude::window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    place.bottom() > 0.0 && place.top() < height
}

/// How far a box is from its end. Such boxes are laid out from the end (`column-reverse`): they begin there without a
/// script, and stay there when something comes.
pub fn from_end(scrolled: &web_sys::Element) -> i32 {
    -scrolled.scroll_top()
}

/// How far it is from its beginning.
pub fn from_start(scrolled: &web_sys::Element) -> i32 {
    scrolled.scroll_height() - scrolled.client_height() + scrolled.scroll_top()
}

/// To its end.
pub fn to_end(scrolled: &web_sys::Element) {
    scrolled.set_scroll_top(0);
}

/// The first row that the reader sees, and how far it is from the upper edge.
pub struct Held {
    id: String,
    top: f64,
}

/// Remembers what the reader looks at before rows above it come or go. Rows are elements with `data-row` and an id.
pub fn hold(scrolled: &web_sys::Element) -> Option<Held> {
    let edge = scrolled.get_bounding_client_rect().top();
    let rows = scrolled.query_selector_all("[data-row]").ok()?;
    (0..rows.length()).find_map(|index| {
        let row: web_sys::Element = wasm_bindgen::JsCast::dyn_into(rows.item(index)?).ok()?;
        let place = row.get_bounding_client_rect();
        (place.bottom() > edge).then(|| Held { id: row.id(), top: place.top() - edge })
    })
}

/// Puts what was held back to where it was.
#[expect(clippy::cast_possible_truncation, reason = "pixels of a page")]
pub fn put_back(scrolled: &web_sys::Element, held: &Held) {
    if let Some(row) = leptos::prelude::document().get_element_by_id(&held.id) {
        let moved = row.get_bounding_client_rect().top() - scrolled.get_bounding_client_rect().top() - held.top;
        scrolled.set_scroll_top(scrolled.scroll_top() + moved.round() as i32);
    }
}

/// Brings a row into the middle of its box and makes it stand out for a moment; `false` when it is not there. Only the box
/// is scrolled, never the page around it.
#[expect(clippy::cast_possible_truncation, reason = "pixels of a page")]
pub fn show_row(scrolled: &web_sys::Element, id: &str) -> bool {
    let Some(row) = leptos::prelude::document().get_element_by_id(id) else { return false };
    let (frame, place) = (scrolled.get_bounding_client_rect(), row.get_bounding_client_rect());
    let moved = (place.top() + place.height() / 2.0) - (frame.top() + frame.height() / 2.0);
    scrolled.set_scroll_top(scrolled.scroll_top() + moved.round() as i32);
    let marks = row.class_list();
    let _ = marks.remove_1("msg-flash");
    // asking for its place makes the browser notice that the mark was gone
    let _ = row.get_bounding_client_rect();
    let _ = marks.add_1("msg-flash");
    true
}
