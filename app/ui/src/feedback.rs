//! What a page shows while it has nothing to show: loading, empty, failed. And `Load`, which picks the right one.

use crate::{
    button::{Look, Size, classes},
    context::page_status,
    icon::{Glyph, Icon},
    lang, tr,
};
use leptos::{prelude::*, tachys::reactive_graph::OwnedView};
use model::Problem;
use serde::{Serialize, de::DeserializeOwned};

/// The grey shapes of what is coming; invisible for the first 150 ms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bones {
    /// Lines of text.
    #[default]
    Text,
    /// Rows of a table.
    Rows(usize),
    /// Cards in a grid.
    Cards(usize),
    /// Header, strip and two columns: a detail page.
    Detail,
    /// Nothing at all: small parts of a page.
    Blank,
}

/// Draws [`Bones`].
#[component]
pub fn Skeleton(#[prop(optional)] bones: Bones) -> impl IntoView {
    let line = |class: &'static str| view! { <span class=format!("bone {class}")></span> };
    let shapes = match bones {
        Bones::Blank => return ().into_any(),
        Bones::Text => vec![line("h-4 w-2/5"), line("h-4 w-4/5"), line("h-4 w-3/5")].collect_view().into_any(),
        Bones::Rows(n) => (0..n).map(|_| line("h-11 w-full")).collect_view().into_any(),
        Bones::Cards(n) => {
            view! { <div class="card-grid">{(0..n).map(|_| line("h-56 w-full")).collect_view()}</div> }.into_any()
        }
        Bones::Detail => vec![line("h-7 w-1/3"), line("h-4 w-1/2"), line("h-16 w-full"), line("h-64 w-full")]
            .collect_view()
            .into_any(),
    };
    view! {
        <div class="bones" role="status" aria-live="polite">
            <span class="sr-only">{tr!("Loading…", "Lädt …")}</span>
            {shapes}
        </div>
    }
    .into_any()
}

/// Nothing here yet: says what will be here and how to get it. Children are the action.
#[component]
pub fn EmptyState(
    #[prop(into)] title: String,
    /// What will stand here, and when.
    #[prop(into)]
    text: String,
    #[prop(optional)] icon: Option<Glyph>,
    /// There is nothing else on the page: the title is its heading.
    #[prop(optional)]
    whole: bool,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <span class="empty-glyph"><Icon glyph=icon.unwrap_or(icondata::LuInbox) /></span>
            {heading(whole, title)}
            <p class="empty-text">{text}</p>
            {children.map(|children| view! { <div class="empty-actions">{children()}</div> })}
        </div>
    }
}

fn heading(whole: bool, title: String) -> AnyView {
    if whole {
        view! { <h1 class="empty-title">{title}</h1> }.into_any()
    } else {
        view! { <h2 class="empty-title">{title}</h2> }.into_any()
    }
}

/// It failed: what, why, and what to do.
#[component]
pub fn ErrorState(
    problem: Problem,
    /// Asks again; without it the button reloads the page.
    #[prop(into, optional)]
    retry: Option<Callback<()>>,
    /// There is nothing else on the page: the title is its heading.
    #[prop(optional)]
    whole: bool,
) -> impl IntoView {
    let here = crate::browser::here();
    let (title, glyph) = match &problem {
        Problem::NotFound => (tr!("Not found", "Nicht gefunden"), icondata::LuSearchX),
        Problem::NotAllowed => (tr!("Not yours to see", "Nicht für Sie freigegeben"), icondata::LuLock),
        Problem::SignInNeeded => (tr!("Please sign in", "Bitte anmelden"), icondata::LuLogIn),
        Problem::Conflict(_) => (tr!("Changed in the meantime", "Inzwischen geändert"), icondata::LuRefreshCw),
        Problem::Invalid(_) => (tr!("That did not fit", "Das hat nicht gepasst"), icondata::LuTriangleAlert),
        Problem::TooMany(_) => (tr!("A little too fast", "Etwas zu schnell"), icondata::LuHourglass),
        Problem::Unavailable => (tr!("Not reachable just now", "Gerade nicht erreichbar"), icondata::LuWifiOff),
        Problem::Unexpected(_) => {
            (tr!("This broke on our side", "Das ist bei uns schiefgegangen"), icondata::LuTriangleAlert)
        }
    };
    let message = problem.message(lang());
    let action = match problem {
        Problem::SignInNeeded => {
            let href = move || format!("/sign-in?next={}", crate::tabs::escape(&here.get()));
            view! { <a class=classes(Look::Primary, Size::Normal, false, "") href=href>{tr!("Sign in", "Anmelden")}</a> }.into_any()
        }
        Problem::NotFound | Problem::NotAllowed => {
            view! { <a class=classes(Look::Secondary, Size::Normal, false, "") href="/">{tr!("To the start page", "Zur Startseite")}</a> }.into_any()
        }
        _ => match retry {
            Some(retry) => view! {
                <button type="button" class=classes(Look::Secondary, Size::Normal, false, "") on:click=move |_| retry.run(())>
                    {tr!("Try again", "Noch einmal versuchen")}
                </button>
            }
            .into_any(),
            None => view! {
                <a class=classes(Look::Secondary, Size::Normal, false, "") href=move || here.get() rel="external">{tr!("Try again", "Noch einmal versuchen")}</a>
            }
            .into_any(),
        },
    };
    view! {
        <div class="empty" role="alert">
            <span class="empty-glyph"><Icon glyph=glyph /></span>
            {heading(whole, title)}
            <p class="empty-text">{message}</p>
            <div class="empty-actions">{action}</div>
        </div>
    }
}

/// Reads a resource: bones while it comes, the problem when it fails (with a retry), else `view` of what came.
/// While it is read again the old view stays. `main` marks the page's status (404, 403 …): the resource must then be
/// `Resource::new_blocking`.
#[component]
pub fn Load<T, E, F>(
    from: Resource<Result<T, E>>,
    view: F,
    #[prop(optional)] bones: Bones,
    /// The page is about this thing: its absence is the page's 404.
    #[prop(optional)]
    main: bool,
) -> impl IntoView
where
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    E: Into<Problem> + Serialize + DeserializeOwned + Clone + Send + Sync + 'static,
    F: Fn(T) -> AnyView + Clone + Send + Sync + 'static,
{
    let retry = Callback::new(move |()| from.refetch());
    // The old view stays while the thing is read again, and so must what it stands on: each has an owner of its own, which
    // goes when the view goes.
    let page = Owner::current().map(|owner| owner.downgrade());
    view! {
        <Transition fallback=move || view! { <Skeleton bones=bones /> }>
            {move || {
                let (view, page) = (view.clone(), page.clone());
                Suspend::new(async move {
                    // The page may have been left before anybody came to wait here.
                    if from.is_disposed() {
                        return ().into_any();
                    }
                    match from.await {
                        Ok(value) => match page.and_then(|page| page.upgrade()) {
                            Some(page) => {
                                let owner = page.child();
                                let view = owner.with(|| view(value));
                                OwnedView::new_with_owner(view, owner).into_any()
                            }
                            None => ().into_any(),
                        },
                        Err(error) => {
                            let problem: Problem = error.into();
                            if main {
                                page_status(problem.status());
                            }
                            view! { <ErrorState problem=problem retry=retry whole=main /> }.into_any()
                        }
                    }
                })
            }}
        </Transition>
    }
}
