//! The few things that only a browser can do. On the server each is a no-op, so that components need no `cfg`.

mod page;
mod upload;

pub use page::{
    Held, ahead_of_utc, from_end, from_start, hold, is_in_sight, is_looked_at, keep, kept, new_id, put_back, show_row,
    to_end,
};
pub(crate) use upload::{Picked, dropped, forget_preview, pasted, picked, send};

use std::time::Duration;

/// Seconds since 1970 by the browser's clock; `None` on the server, where views have no clock.
#[cfg(target_arch = "wasm32")]
#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit")]
pub fn now() -> Option<i64> {
    Some((js_sys::Date::now() / 1000.0) as i64)
}

/// Seconds since 1970 by the browser's clock; `None` on the server, where views have no clock.
#[cfg(not(target_arch = "wasm32"))]
pub fn now() -> Option<i64> {
    None
}

/// Runs `work` again and again, as long as the page lives.
#[cfg(target_arch = "wasm32")]
pub fn every(period: Duration, work: impl Fn() + 'static) {
    leptos::prelude::set_interval(work, period);
}

/// Runs `work` again and again, as long as the page lives.
#[cfg(not(target_arch = "wasm32"))]
pub fn every(_period: Duration, _work: impl Fn() + 'static) {}

/// Runs `work` once, later.
#[cfg(target_arch = "wasm32")]
pub fn after(delay: Duration, work: impl FnOnce() + 'static) {
    leptos::prelude::set_timeout(work, delay);
}

/// Runs `work` once, later.
#[cfg(not(target_arch = "wasm32"))]
pub fn after(_delay: Duration, _work: impl FnOnce() + 'static) {}

/// A moment in the browser's own time zone, in the page's language.
#[cfg(target_arch = "wasm32")]
pub fn local_time(stamp: i64) -> Option<String> {
    use wasm_bindgen::JsValue;
    #[expect(clippy::cast_precision_loss, reason = "seconds since 1970 fit")]
    let date = js_sys::Date::new(&JsValue::from_f64(stamp as f64 * 1000.0));
    let options = js_sys::Object::new();
    for (key, value) in [("dateStyle", "medium"), ("timeStyle", "short")] {
        js_sys::Reflect::set(&options, &key.into(), &value.into()).ok()?;
    }
    let locale = match crate::lang() {
        model::Lang::En => "en-GB",
        model::Lang::De => "de-DE",
    };
    String::try_from(JsValue::from(date.to_locale_string(locale, &options))).ok()
}

/// A moment in the browser's own time zone, in the page's language.
#[cfg(not(target_arch = "wasm32"))]
pub fn local_time(_stamp: i64) -> Option<String> {
    None
}

/// Whether the page's own code has taken over what the server rendered. Before, a control may hold what a person wrote
/// into it meanwhile; afterwards, a control that is drawn anew may only hold what another row left in it.
#[cfg(target_arch = "wasm32")]
pub fn has_woken() -> bool {
    leptos::prelude::document().document_element().is_some_and(|root| root.has_attribute("data-hydrated"))
}

/// Whether the page's own code has taken over what the server rendered.
#[cfg(not(target_arch = "wasm32"))]
pub fn has_woken() -> bool {
    false
}

/// Puts a text on the clipboard.
#[cfg(target_arch = "wasm32")]
pub fn copy(text: &str) {
    let clipboard = leptos::prelude::window().navigator().clipboard();
    let _ = clipboard.write_text(text);
}

/// Puts a text on the clipboard.
#[cfg(not(target_arch = "wasm32"))]
pub fn copy(_text: &str) {}

/// Whether `<button command="…" commandfor="…">` works by itself here.
#[cfg(target_arch = "wasm32")]
pub fn knows_commands() -> bool {
    js_sys::Reflect::get(&leptos::prelude::window(), &"HTMLButtonElement".into())
        .and_then(|class| js_sys::Reflect::get(&class, &"prototype".into()))
        .and_then(|prototype| js_sys::Reflect::has(&prototype, &"commandForElement".into()))
        .unwrap_or(false)
}

/// Whether `<button command="…" commandfor="…">` works by itself here.
#[cfg(not(target_arch = "wasm32"))]
pub fn knows_commands() -> bool {
    false
}

/// Where the reader is: path and query, for `return_to` and `next` fields. Only inside `<Router>`.
pub fn here() -> leptos::prelude::Signal<String> {
    use leptos::prelude::*;
    let location = leptos_router::hooks::use_location();
    Signal::derive(move || {
        let (path, query) = (location.pathname.get(), location.search.get());
        if query.is_empty() { path } else { format!("{path}?{query}") }
    })
}

/// Runs `work` with the cursor when the element comes into the visible part of the page; again for each new cursor, since
/// a short page leaves the element where it is.
#[cfg(target_arch = "wasm32")]
pub fn when_seen(
    node: leptos::prelude::NodeRef<leptos::html::A>,
    next: leptos::prelude::Signal<Option<String>>,
    work: impl Fn(String) + 'static,
) {
    use leptos::prelude::*;
    use wasm_bindgen::{JsCast, closure::Closure};
    let work = std::rc::Rc::new(work);
    Effect::new(move |_| {
        let (Some(element), Some(cursor)) = (node.get(), next.get()) else { return };
        let work = work.clone();
        let callback = Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let seen = entries
                .iter()
                .any(|entry| js_sys::Reflect::get(&entry, &"isIntersecting".into()).is_ok_and(|seen| seen.is_truthy()));
            if seen {
                work(cursor.clone());
            }
        });
        if let Ok(observer) = web_sys::IntersectionObserver::new(callback.as_ref().unchecked_ref()) {
            observer.observe(&element);
            let kept = StoredValue::new_local((observer, callback));
            on_cleanup(move || kept.with_value(|(observer, _)| observer.disconnect()));
        }
    });
}

/// Runs `work` with the cursor when the element comes into the visible part of the page.
#[cfg(not(target_arch = "wasm32"))]
pub fn when_seen(
    _node: leptos::prelude::NodeRef<leptos::html::A>,
    _next: leptos::prelude::Signal<Option<String>>,
    _work: impl Fn(String) + 'static,
) {
}
