//! Coming in: sign in, sign up, confirm the address, new password. Plain forms: all of it works before any script.

mod confirm_email;
mod forgot;
mod mailbox;
mod reset;
mod sign_in;
mod sign_up;
mod verify;

pub use confirm_email::ConfirmEmailPage;
pub use forgot::ForgotPage;
pub use mailbox::{MailPage, MailboxPage};
pub use reset::ResetPage;
pub use sign_in::SignInPage;
pub use sign_up::SignUpPage;
pub use verify::VerifyPage;

use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use leptos_router::{components::Redirect, hooks::use_query_map};
use ui::prelude::*;

/// One calm column around a form, with the page's title.
#[component]
fn Narrow(#[prop(into)] title: String, #[prop(into, optional)] lead: String, children: Children) -> impl IntoView {
    view! {
        <Title text=title.clone() />
        <Meta name="robots" content="noindex" />
        <div class="mx-auto w-full max-w-md stack py-6">
            <header>
                <h1 class="page-title">{title}</h1>
                {(!lead.is_empty()).then(|| view! { <p class="mt-2 text-muted">{lead}</p> })}
            </header>
            {children()}
        </div>
    }
}

/// Whoever is signed in has no business on these pages: on to where they wanted, or to their portal.
#[component]
fn OnlyVisitors(children: ChildrenFn) -> impl IntoView {
    let next = query("next");
    move || {
        let home = me().with(|viewer| {
            viewer.person.as_ref().map(|person| {
                if viewer.is_staff() {
                    "/admin"
                } else if person.sells {
                    "/sell"
                } else {
                    "/app"
                }
            })
        });
        match home {
            Some(home) => {
                let path = next
                    .get_untracked()
                    .and_then(|path| api::session::local_path(&path).map(str::to_owned))
                    .unwrap_or_else(|| home.to_owned());
                view! { <Redirect path=path /> }.into_any()
            }
            None => children().into_any(),
        }
    }
}

/// One value of the address's query.
fn query(name: &'static str) -> Memo<Option<String>> {
    let query = use_query_map();
    Memo::new(move |_| query.with(|query| query.get(name)))
}

/// Reads again who is there once somebody has come in, before the router follows the redirect.
fn refresh_after(version: RwSignal<usize>, failed: Signal<Option<model::Problem>>) {
    Effect::new(move |_| {
        if version.get() > 0 && failed.with_untracked(Option::is_none) {
            me().refresh();
        }
    });
}

/// "We sent a mail": the same words for every address.
#[component]
fn MailSent(#[prop(into)] text: String) -> impl IntoView {
    let demo = me().with(|viewer| viewer.project.demo);
    view! {
        <Notice tone=Tone::Good icon=icondata::LuMailCheck title=tr!("Look into your mailbox", "Sehen Sie in Ihr Postfach")>
            <p>{text}</p>
            {demo.then(|| view! {
                <p class="mt-2"><a class="link" href="/dev/mail">{tr!("This is a demo: its mails are here.", "Dies ist eine Demo: Ihre Mails liegen hier.")}</a></p>
            })}
        </Notice>
    }
}
