//! The app: the HTML document around it, its routes, and the live socket. Knows the portals, not the server.
#![recursion_limit = "256"]

mod document;
mod live;
mod not_found;
mod palette;
mod routes;

#[cfg(not(target_arch = "wasm32"))]
pub use document::Around;
pub use document::shell;

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use ui::{
    context::{KeptInput, PageStatus},
    shell::BellFeed,
};

/// Everything inside `<body>`.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_context(PageStatus(api::fault::set_page_status));
    provide_context(KeptInput(api::kept));
    let me = ui::context::provide_me(|viewer, done| {
        leptos::task::spawn_local(async move {
            // A failed refresh keeps what is known; the page's own reads say what is wrong.
            if let Ok(fresh) = api::session::whoami().await {
                viewer.try_set(fresh);
            }
            done.try_run(());
        });
    });
    ui::toast::provide_toasts();
    ui::palette::provide_palette();
    ui::moment::provide_clock();
    provide_context(BellFeed {
        newest: || Box::pin(async { api::notifications::bell().await.map_err(Into::into) }),
        read: |id| Box::pin(async move { api::notifications::read_notification(id).await.map_err(Into::into) }),
        read_all: || {
            Box::pin(async { api::notifications::read_all_notifications().await.map(|_| ()).map_err(Into::into) })
        },
    });
    live::connect(me);
    // A plain text: the server writes the title when the page's signals may be gone already.
    let name = me.with(|viewer| viewer.project.name.clone());
    view! {
        <Title formatter=move |text: String| if text.is_empty() { name.clone() } else { format!("{text} · {name}") } />
        <live::LiveBar />
        <routes::AppRoutes />
        <ui::toast::ToastCorner />
    }
}
