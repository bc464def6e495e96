//! `/gallery`: every component in every state. Dark is one choice away in the menu; screenshots are taken of both.

mod actions;
mod figures;
mod inputs;
mod lists;

use crate::{prelude::*, shell::StorefrontShell};
use leptos::prelude::*;
use leptos_meta::Title;

/// The gallery; only the demo project shows it.
#[component]
pub fn Gallery() -> impl IntoView {
    if !me().with(|viewer| viewer.project.demo) {
        page_status(404);
        return view! { <StorefrontShell><ErrorState problem=model::Problem::NotFound /></StorefrontShell> }.into_any();
    }
    view! {
        <Title text=tr!("Gallery", "Galerie") />
        <StorefrontShell>
            <PageHeader
                title=tr!("Gallery", "Galerie")
                crumbs=vec![Crumb::new(tr!("Start", "Start"), "/")]
                lead=|| tr!("Every component in every state.", "Jeder Baustein in jedem Zustand.")
            >
                <Button icon=icondata::LuDownload>{tr!("Export", "Exportieren")}</Button>
                <Button look=Look::Primary icon=icondata::LuPlus>{tr!("The one next action", "Die eine nächste Aktion")}</Button>
            </PageHeader>
            <actions::Actions />
            <figures::Figures />
            <inputs::Inputs />
            <lists::Lists />
        </StorefrontShell>
    }
    .into_any()
}
