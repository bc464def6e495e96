//! The bell: how many are unread, and under it the newest notifications. Without WASM it is the link to all of them.

use super::controls::Count;
use crate::{
    context::me,
    feedback::{Bones, Skeleton},
    icon::Icon,
    lang,
    live::live,
    moment::Moment,
    tr,
};
use leptos::{html, prelude::*, task::spawn_local};
use model::{NotificationId, Problem, events::Subject, notifications::BellLine};
use std::{future::Future, pin::Pin};
use wasm_bindgen::JsCast;

type Answer<T> = Pin<Box<dyn Future<Output = Result<T, Problem>>>>;

/// How the bell asks the server; given once by `App`.
#[derive(Clone, Copy)]
pub struct BellFeed {
    /// The newest, each in the reader's words.
    pub newest: fn() -> Answer<Vec<BellLine>>,
    pub read: fn(NotificationId) -> Answer<()>,
    pub read_all: fn() -> Answer<()>,
}

const ALL: &str = "/app/notifications";

/// The bell with the count of unread notifications.
#[component]
pub(super) fn Bell() -> impl IntoView {
    let me = me();
    let feed = use_context::<BellFeed>();
    let unread = move || me.with(|viewer| viewer.unread);
    let label = move || match unread() {
        0 => tr!("Notifications", "Benachrichtigungen"),
        n => tr!("Notifications, {n} unread", "Benachrichtigungen, {n} ungelesen"),
    };
    let open = RwSignal::new(false);
    // until the script is there it is a link, and says so
    let lives = RwSignal::new(false);
    Effect::new(move |_| lives.set(feed.is_some()));
    let (whole, button) = (NodeRef::<html::Div>::new(), NodeRef::<html::A>::new());
    let inside = move |target: Option<web_sys::EventTarget>| {
        let node = target.and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        node.is_some_and(|node| whole.get_untracked().is_some_and(|whole| whole.contains(Some(&node))))
    };
    Effect::new(move |_| {
        let handle = window_event_listener(leptos::ev::click, move |ev| {
            if open.try_get_untracked() == Some(true) && !inside(ev.target()) {
                open.set(false);
            }
        });
        on_cleanup(move || handle.remove());
    });
    let toggle = move || open.update(|open| *open = !*open);
    let pressed = move |ev: leptos::ev::MouseEvent| {
        // a new tab stays a new tab
        if lives.get_untracked() && !ev.ctrl_key() && !ev.meta_key() && !ev.shift_key() {
            ev.prevent_default();
            toggle();
        }
    };
    let keyed = move |ev: leptos::ev::KeyboardEvent| match ev.key().as_str() {
        // what is called a button answers to the space bar
        " " if lives.get_untracked() && ev.target() == button.get_untracked().map(|a| a.unchecked_into()) => {
            ev.prevent_default();
            toggle();
        }
        "Escape" if open.get_untracked() => {
            open.set(false);
            if let Some(button) = button.get_untracked() {
                let _ = button.focus();
            }
        }
        _ => {}
    };
    let left = move |ev: leptos::ev::FocusEvent| {
        if ev.related_target().is_some() && !inside(ev.related_target()) {
            open.set(false);
        }
    };
    view! {
        <div class="drop" node_ref=whole on:keydown=keyed on:focusout=left>
            <a node_ref=button class="btn btn-ghost btn-square indicator" href=ALL aria-label=label title=label
                role=move || lives.get().then_some("button")
                aria-expanded=move || lives.get().then(|| open.get().to_string())
                aria-controls=move || open.get().then_some("bell-panel")
                on:click=pressed
            >
                <Icon glyph=icondata::LuBell class="size-5" />
                <Count n=Signal::derive(unread) />
            </a>
            {move || feed.filter(|_| open.get()).map(|feed| view! { <Panel feed=feed open=open /> })}
        </div>
    }
}

/// The newest, read again while open whenever something comes.
#[component]
fn Panel(feed: BellFeed, open: RwSignal<bool>) -> impl IntoView {
    let lines = RwSignal::new(None::<Result<Vec<BellLine>, Problem>>);
    let changed = live().version(Subject::Notification, None);
    let fetch = move || {
        spawn_local(async move {
            let answer = (feed.newest)().await;
            lines.try_set(Some(answer));
        });
    };
    Effect::new(move |_| {
        changed.track();
        fetch();
    });
    let read_all = move |_| {
        spawn_local(async move {
            match (feed.read_all)().await {
                Ok(()) => {
                    me().refresh();
                    fetch();
                }
                Err(problem) => crate::toast::toasts().problem(&problem),
            }
        });
    };
    let follow = Callback::new(move |(id, is_new): (NotificationId, bool)| {
        open.set(false);
        if is_new {
            spawn_local(async move {
                // what could not be marked stays new: nothing is lost
                if (feed.read)(id).await.is_ok() {
                    me().refresh();
                }
            });
        }
    });
    let some_new = move || lines.with(|l| matches!(l, Some(Ok(lines)) if lines.iter().any(|line| line.is_new)));
    let body = move || {
        match lines.get() {
        None => view! { <Skeleton bones=Bones::Text /> }.into_any(),
        Some(Err(problem)) => view! { <p class="px-3 py-4 text-sm" role="alert">{problem.message(lang())}</p> }.into_any(),
        Some(Ok(lines)) if lines.is_empty() => {
            view! { <p class="px-3 py-6 text-center text-sm text-muted">{tr!("Nothing to read.", "Nichts zu lesen.")}</p> }
                .into_any()
        }
        Some(Ok(lines)) => {
            let items = lines.into_iter().map(|line| view! { <Line line=line follow=follow /> }).collect_view();
            view! { <ul class="bell-list">{items}</ul> }.into_any()
        }
    }
    };
    let heading = "bell-heading";
    view! {
        <section id="bell-panel" class="drop-panel drop-end bell-panel" aria-labelledby=heading>
            <div class="bell-head">
                <h2 id=heading class="font-medium">{tr!("Notifications", "Benachrichtigungen")}</h2>
                {move || some_new().then(|| view! {
                    <button type="button" class="btn btn-ghost btn-sm" on:click=read_all>{tr!("Mark all as read", "Alle als gelesen markieren")}</button>
                })}
            </div>
            <div aria-live="polite">{body}</div>
            <a class="bell-all" href=ALL on:click=move |_| open.set(false)>{tr!("All notifications", "Alle Benachrichtigungen")}</a>
        </section>
    }
}

#[component]
fn Line(line: BellLine, follow: Callback<(NotificationId, bool)>) -> impl IntoView {
    let BellLine { id, title, line, link, created_at, is_new, needs_you } = line;
    let dot = match (is_new, needs_you) {
        (true, true) => "bell-dot tone-attention",
        (true, false) => "bell-dot tone-brand",
        _ => "bell-dot bell-old",
    };
    view! {
        <li>
            <a class="bell-line" href=link on:click=move |_| follow.run((id, is_new))>
                <span class=dot aria-hidden="true"></span>
                <span class="min-w-0 flex-1">
                    <span class=if is_new { "block font-medium" } else { "block" }>
                        {is_new.then(|| view! { <span class="sr-only">{tr!("New: ", "Neu: ")}</span> })}{title}
                    </span>
                    {(!line.is_empty()).then(|| view! { <span class="block truncate text-sm text-muted">{line}</span> })}
                    <span class="block text-xs text-muted"><Moment at=created_at /></span>
                </span>
            </a>
        </li>
    }
}
