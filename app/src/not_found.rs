//! The page for addresses that lead nowhere.

use leptos::prelude::*;
use leptos_meta::Title;
use ui::prelude::*;

/// 404, with the ways on.
#[component]
pub fn NotFound() -> impl IntoView {
    page_status(404);
    view! {
        <Title text=tr!("Page not found", "Seite nicht gefunden") />
        <StorefrontShell>
            <EmptyState
                icon=icondata::LuCompass
                whole=true
                title=tr!("There is no page here", "Hier ist keine Seite")
                text=tr!(
                    "The address may be old or mistyped. Search for what you need, or go back to the start.",
                    "Die Adresse ist vielleicht alt oder vertippt. Suchen Sie, was Sie brauchen, oder gehen Sie zurück zum Anfang.",
                )
            >
                <LinkButton look=Look::Primary href="/search" icon=icondata::LuSearch>{tr!("Browse services", "Leistungen ansehen")}</LinkButton>
                <LinkButton href="/">{tr!("To the start page", "Zur Startseite")}</LinkButton>
            </EmptyState>
        </StorefrontShell>
    }
}
