//! The pictures: one large, the others below. Without a script the first is shown and the others are links to themselves.

use leptos::prelude::*;
use model::catalogue::Picture;
use ui::prelude::*;

#[component]
pub fn Gallery(pictures: Vec<Picture>) -> impl IntoView {
    let current = RwSignal::new(0_usize);
    let all = StoredValue::new(pictures.clone());
    let shown = move || all.with_value(|all| all.get(current.get()).or(all.first()).cloned());
    let several = pictures.len() > 1;
    let total = pictures.len();
    let strip = move || {
        pictures
            .iter()
            .enumerate()
            .map(|(index, picture)| {
                let n = index + 1;
                let label = tr!("Picture {n} of {total}", "Bild {n} von {total}");
                view! {
                    <button type="button" class="gallery-thumb" aria-label=label aria-pressed=move || (current.get() == index).to_string() on:click=move |_| current.set(index)>
                        <img src=picture.url.clone() alt="" width="88" height="55" loading="lazy" />
                    </button>
                }
            })
            .collect_view()
    };
    view! {
        <div class="gallery">
            <img class="gallery-main" width="1200" height="750" src=move || shown().map(|picture| picture.url) alt=move || shown().map(|picture| picture.alt) />
            {several.then(|| view! { <div class="gallery-strip">{strip()}</div> })}
        </div>
    }
}
