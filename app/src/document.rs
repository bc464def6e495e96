//! The HTML document: language, theme and brand before the first paint, so that nothing flashes.

use crate::App;
use leptos::{config::LeptosOptions, nonce::use_nonce, prelude::*};
use leptos_meta::{HashedStylesheet, MetaTags};
use model::viewer::Viewer;
use ui::context::{VIEWER_ID, theme};

/// The whole page. The request's contexts (`Lang`, `Theme`, `Viewer`) decide language, theme and brand.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let viewer = use_context::<Viewer>();
    let brand = viewer.as_ref().map(|viewer| ui::brand::css(&viewer.project.branding)).filter(|css| !css.is_empty());
    // "<" must not appear inside a script element; in JSON strings it may be written as an escape.
    let viewer = viewer.and_then(|viewer| serde_json::to_string(&viewer).ok()).map(|json| json.replace('<', "\\u003c"));
    view! {
        <!DOCTYPE html>
        <html lang=ui::lang().code() data-theme=theme().attribute()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <meta name="theme-color" content="#faf9f7" media="(prefers-color-scheme: light)" />
                <meta name="theme-color" content="#161512" media="(prefers-color-scheme: dark)" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="alternate icon" href="/favicon.ico" sizes="32x32" />
                {font()}
                <HashedStylesheet options=options.clone() id="leptos" />
                {brand.map(|css| view! { <style nonce=use_nonce()>{css}</style> })}
                {viewer.map(|json| view! { <script type="application/json" id=VIEWER_ID nonce=use_nonce()>{json}</script> })}
                <AutoReload options=options.clone() />
                <HydrationScripts options=options />
                {hand_over()}
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// The typeface, asked for before the style sheet has named it. (`as` is a keyword, which `view!` does not take.)
fn font() -> impl IntoView {
    leptos::html::link()
        .rel("preload")
        .href("/fonts/figtree-latin.woff2")
        .attr("as", "font")
        .r#type("font/woff2")
        .crossorigin("anonymous")
}

/// The owner in which the request's handler runs, around the page's own. leptos writes the list of pieces to preload
/// only after it has waited, in whatever owner the thread is then in: without this one, another request's.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone)]
pub struct Around(pub Owner);

/// Gives the owner around the page what writing that list needs.
#[cfg(not(target_arch = "wasm32"))]
fn hand_over() {
    let Some(Around(owner)) = use_context::<Around>() else { return };
    let (manifest, meta, nonce) =
        (use_context::<leptos::WasmSplitManifest>(), use_context::<leptos_meta::ServerMetaContext>(), use_nonce());
    owner.with(|| {
        if let Some(manifest) = manifest {
            provide_context(manifest);
        }
        if let Some(meta) = meta {
            provide_context(meta);
        }
        if let Some(nonce) = nonce {
            provide_context(nonce);
        }
    });
    // `with` gives the thread its owner back but leaves it in the other one's arena: everything the page makes from here
    // on would be made there, and be gone when the page looks for it.
    if let Some(page) = Owner::current() {
        page.with(|| ());
    }
}

#[cfg(target_arch = "wasm32")]
fn hand_over() {}
