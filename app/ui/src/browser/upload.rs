//! Sending a file with its progress: `XMLHttpRequest`, because `fetch` still cannot tell how much has left.

use crate::uploads::Sending;
use leptos::prelude::*;

#[cfg(target_arch = "wasm32")]
pub(crate) type Picked = web_sys::File;
/// There are no files while a page is rendered.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) enum Picked {}

#[cfg(target_arch = "wasm32")]
pub(crate) fn picked(input: &web_sys::HtmlInputElement) -> Vec<Picked> {
    let files = all(input.files());
    // So that the same file can be chosen again after it was removed.
    input.set_value("");
    files
}
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn picked(_input: &web_sys::HtmlInputElement) -> Vec<Picked> {
    Vec::new()
}

#[cfg(target_arch = "wasm32")]
pub(crate) fn dropped(ev: &leptos::ev::DragEvent) -> Vec<Picked> {
    all(ev.data_transfer().and_then(|data| data.files()))
}
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn dropped(_ev: &leptos::ev::DragEvent) -> Vec<Picked> {
    Vec::new()
}

#[cfg(target_arch = "wasm32")]
pub(crate) fn pasted(ev: &web_sys::ClipboardEvent) -> Vec<Picked> {
    all(ev.clipboard_data().and_then(|data| data.files()))
}
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn pasted(_ev: &web_sys::ClipboardEvent) -> Vec<Picked> {
    Vec::new()
}

/// An address in this page for a picture that is not on the server yet. SVG is never shown in place.
#[cfg(target_arch = "wasm32")]
fn preview(file: &web_sys::File) -> Option<String> {
    let picture = file.type_().starts_with("image/") && file.type_() != "image/svg+xml";
    picture.then(|| web_sys::Url::create_object_url_with_blob(file).ok()).flatten()
}

#[cfg(target_arch = "wasm32")]
pub(crate) fn forget_preview(address: &str) {
    let _ = web_sys::Url::revoke_object_url(address);
}
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn forget_preview(_address: &str) {}

#[cfg(target_arch = "wasm32")]
fn all(list: Option<web_sys::FileList>) -> Vec<Picked> {
    list.map(|list| (0..list.length()).filter_map(|i| list.get(i)).collect()).unwrap_or_default()
}

#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn send(
    _to: &str,
    file: Picked,
    _max_mb: u64,
    _multiple: bool,
    _list: RwSignal<Vec<Sending>>,
    _tell: Callback<()>,
) {
    match file {}
}

/// Puts the file into the list and sends it; `tell` runs when it is there.
#[cfg(target_arch = "wasm32")]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sizes and percentages are small and positive"
)]
pub(crate) fn send(
    to: &str,
    file: Picked,
    max_mb: u64,
    multiple: bool,
    list: RwSignal<Vec<Sending>>,
    tell: Callback<()>,
) {
    use crate::{tr, uploads::SendState};
    use wasm_bindgen::{JsCast, closure::Closure};

    let size = file.size() as u64;
    let state = RwSignal::new(SendState::Under(0));
    list.update(|list| {
        if !multiple {
            list.clear();
        }
        let key = list.iter().map(|file| file.key).max().unwrap_or(0) + 1;
        list.push(Sending { key, name: file.name(), size, preview: preview(&file), state });
    });
    if size > max_mb * 1_000_000 {
        state.set(SendState::Failed(tr!(
            "Larger than {max_mb} MB. Choose a smaller file.",
            "Größer als {max_mb} MB. Wählen Sie eine kleinere Datei."
        )));
        return;
    }
    let failed = move || {
        state.try_set(SendState::Failed(tr!(
            "The upload broke off. Remove the file and choose it again.",
            "Das Hochladen ist abgebrochen. Entfernen Sie die Datei und wählen Sie sie erneut."
        )));
    };
    let (Ok(request), Ok(form)) = (web_sys::XmlHttpRequest::new(), web_sys::FormData::new()) else { return failed() };
    if request.open("POST", to).is_err() || form.append_with_blob_and_filename("file", &file, &file.name()).is_err() {
        return failed();
    }
    let _ = request.set_request_header("Accept", "application/json");
    if let Ok(upload) = request.upload() {
        let progress = Closure::<dyn Fn(web_sys::ProgressEvent)>::new(move |ev: web_sys::ProgressEvent| {
            if ev.total() > 0.0 {
                state.try_set(SendState::Under((ev.loaded() * 100.0 / ev.total()) as u32));
            }
        });
        upload.set_onprogress(Some(progress.as_ref().unchecked_ref()));
        progress.forget();
    }
    let answer = request.clone();
    let finished = Closure::once_into_js(move || {
        let body = answer.response_text().ok().flatten().unwrap_or_default();
        match answer.status() {
            Ok(200..=299) => match serde_json::from_str(&body) {
                Ok(file) => {
                    state.try_set(SendState::Done(file));
                    tell.run(());
                }
                Err(_) => failed(),
            },
            Ok(400..=599) => match serde_json::from_str::<model::Problem>(&body) {
                Ok(problem) => {
                    state.try_set(SendState::Failed(problem.message(crate::lang())));
                }
                Err(_) => failed(),
            },
            _ => failed(),
        }
    });
    request.set_onloadend(Some(finished.unchecked_ref()));
    if request.send_with_opt_form_data(Some(&form)).is_err() {
        failed();
    }
}
