//! The browser's entry: hydrates the app, nothing else.

/// Called by the page's start script once the WASM is there.
#[wasm_bindgen::prelude::wasm_bindgen]
pub async fn hydrate() {
    console_error_panic_hook::set_once();
    #[cfg(target_arch = "wasm32")]
    {
        // As `hydrate_lazy`, but here we know when it is done.
        leptos::mount::hydrate_from_async(leptos::tachys::dom::body(), app::App).await.forget();
        // Forms and links work before this too, so a browser test that wants the live page has to wait for a mark.
        if let Some(root) = leptos::prelude::document().document_element() {
            let _ = root.set_attribute("data-hydrated", "");
        }
    }
}
