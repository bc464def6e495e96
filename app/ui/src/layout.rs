//! How a page is laid out: header with the primary action at its right, sections, cards, facts, notices.

use crate::{
    icon::{Glyph, Icon},
    tone::Tone,
    tr,
};
use leptos::prelude::*;
use leptos_meta::Title;

/// A step of the way here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    pub label: String,
    /// `None`: the page itself.
    pub href: Option<String>,
}

impl Crumb {
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: Some(href.into()) }
    }
    /// The page itself, last: where its title does not already say which one it is (an order's number).
    pub fn here(label: impl Into<String>) -> Self {
        Self { label: label.into(), href: None }
    }
}

/// The way here.
#[component]
pub fn Breadcrumb(crumbs: Vec<Crumb>) -> impl IntoView {
    (!crumbs.is_empty()).then(|| {
        let items = crumbs
            .into_iter()
            .enumerate()
            .map(|(index, crumb)| {
                let step = match crumb.href {
                    Some(href) => view! { <a href=href>{crumb.label}</a> }.into_any(),
                    None => view! { <span class="tabular-nums" aria-current="page">{crumb.label}</span> }.into_any(),
                };
                view! { <li>{(index > 0).then(|| view! { <Icon glyph=icondata::LuChevronRight /> })}{step}</li> }
            })
            .collect_view();
        view! { <nav class="crumbs" aria-label=tr!("Breadcrumb", "Brotkrumen")><ol>{items}</ol></nav> }
    })
}

/// The top of a portal page. Children are the actions at the right: the primary one last.
#[component]
pub fn PageHeader(
    /// The `<h1>` and, with the project's name, the window's title.
    #[prop(into)]
    title: String,
    /// One line under the title: number, state, counterpart.
    #[prop(into, optional)]
    lead: Option<ViewFn>,
    #[prop(optional)] crumbs: Vec<Crumb>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <Title text=title.clone() />
        <Breadcrumb crumbs=crumbs />
        <header class="page-head">
            <div class="min-w-0">
                <h1 class="page-title">{title}</h1>
                {lead.map(|lead| view! { <div class="page-lead">{lead.run()}</div> })}
            </div>
            {children.map(|children| view! { <div class="page-actions">{children()}</div> })}
        </header>
    }
}

/// A titled part of a page, without a border.
#[component]
pub fn Section(
    #[prop(into)] title: String,
    #[prop(into, optional)] help: String,
    /// At the right of the title: a link, a small button.
    #[prop(into, optional)]
    action: Option<ViewFn>,
    #[prop(into, optional)] id: Option<String>,
    #[prop(into, optional)] class: String,
    children: Children,
) -> impl IntoView {
    view! {
        <section class=format!("section {class}") id=id>
            <div class="section-head">
                <div class="min-w-0">
                    <h2 class="section-title">{title}</h2>
                    {(!help.is_empty()).then(|| view! { <p class="section-help">{help}</p> })}
                </div>
                {action.map(|action| view! { <div class="section-action">{action.run()}</div> })}
            </div>
            {children()}
        </section>
    }
}

/// A bordered box; with a title it is a small section.
#[component]
pub fn Card(
    #[prop(into, optional)] title: String,
    #[prop(into, optional)] action: Option<ViewFn>,
    /// No padding: tables and lists that reach the border.
    #[prop(optional)]
    flush: bool,
    #[prop(into, optional)] class: String,
    children: Children,
) -> impl IntoView {
    let head = (!title.is_empty() || action.is_some()).then(|| {
        view! {
            <div class="card-head">
                <h2 class="card-heading">{title}</h2>
                {action.map(|action| view! { <div class="section-action">{action.run()}</div> })}
            </div>
        }
    });
    view! {
        <div class=format!("panel {class}")>
            {head}
            <div class=if flush { "panel-flush" } else { "panel-body" }>{children()}</div>
        </div>
    }
}

/// A sentence that must not be missed, in place. For what just happened use a toast.
#[component]
pub fn Notice(
    #[prop(optional)] tone: Tone,
    #[prop(into, optional)] title: String,
    #[prop(into, optional)] icon: Option<Glyph>,
    #[prop(into, optional)] action: Option<ViewFn>,
    #[prop(into, optional)] class: String,
    children: Children,
) -> impl IntoView {
    view! {
        <div class=format!("notice {} {class}", tone.class()) role="note">
            <Icon glyph=icon.unwrap_or(match tone { Tone::Neutral | Tone::Brand => icondata::LuInfo, other => other.icon() }) class="notice-glyph" />
            <div class="notice-body">
                {(!title.is_empty()).then(|| view! { <p class="font-medium">{title}</p> })}
                <div>{children()}</div>
            </div>
            {action.map(|action| view! { <div class="notice-action">{action.run()}</div> })}
        </div>
    }
}

/// One line of [`Facts`].
#[component]
pub fn Fact(#[prop(into)] label: String, children: Children) -> impl IntoView {
    view! { <div class="fact"><dt>{label}</dt><dd>{children()}</dd></div> }
}

/// A list of label and value: the figures of an order, of a person. Children are [`Fact`]s.
#[component]
pub fn Facts(#[prop(into, optional)] class: String, children: Children) -> impl IntoView {
    view! { <dl class=format!("facts {class}")>{children()}</dl> }
}
