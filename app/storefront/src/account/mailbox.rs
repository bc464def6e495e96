//! `/dev/mail`: every mail of the demo. On any other installation the server says that there is no such page.

use api::mails::{list_demo_mails, load_demo_mail};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use model::{Page, mails::StoredMail};
use ui::prelude::*;

/// The list.
#[component]
pub fn MailboxPage() -> impl IntoView {
    let query = use_query_map();
    let to = Memo::new(move |_| query.with(|query| query.get("to").unwrap_or_default()));
    let after = Memo::new(move |_| query.with(|query| query.get("after")));
    let mails = Resource::new_blocking(move || (to.get(), after.get()), |(to, after)| list_demo_mails(to, after));
    view! {
        <PageHeader title=tr!("Mails of the demo", "Mails der Demo") lead=|| view! { {tr!("Nothing leaves this machine.", "Nichts verlässt diesen Rechner.")} } />
        <form method="get" action="/dev/mail" class="mb-4 flex items-end gap-2">
            <TextInput name="to" label=tr!("To", "An") value=to.get_untracked() optional=true placeholder="client@demo.test" />
            <Button kind="submit">{tr!("Show", "Anzeigen")}</Button>
        </form>
        <Load from=mails main=true bones=Bones::Rows(6) view=move |page| view! { <List page=page /> }.into_any() />
    }
}

#[component]
fn List(page: Page<StoredMail>) -> impl IntoView {
    if page.items.is_empty() {
        return view! {
            <EmptyState icon=icondata::LuMail title=tr!("No mails", "Keine Mails")
                text=tr!("Sign up, invite somebody or forget a password, and a mail appears here.", "Melden Sie sich an, laden Sie jemanden ein oder vergessen Sie ein Passwort, dann erscheint hier eine Mail.") />
        }
        .into_any();
    }
    let next = page.next.clone();
    let rows = page
        .items
        .into_iter()
        .map(|mail| {
            view! {
                <li>
                    <a href=format!("/dev/mail/{}", mail.id) class="flex gap-3 px-4 py-3 hover:bg-base-200">
                        <span class="min-w-0 grow">
                            <span class="block truncate font-medium">{mail.subject}</span>
                            <span class="block truncate text-sm text-muted">{mail.recipient}</span>
                        </span>
                        <span class="shrink-0 text-sm text-muted"><Moment at=mail.created_at /></span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <Card flush=true><ul class="divide-y divide-base-200">{rows}</ul></Card><NextPage next=next /> }.into_any()
}

/// One mail, as its text says it; its links work.
#[component]
pub fn MailPage() -> impl IntoView {
    let params = use_params_map();
    let mail = Resource::new_blocking(
        move || params.with(|params| params.get("id").unwrap_or_default()),
        |id| async move {
            match id.parse() {
                Ok(id) => load_demo_mail(id).await,
                Err(_) => Err(model::Problem::NotFound.into()),
            }
        },
    );
    view! { <Load from=mail main=true bones=Bones::Detail view=|mail| view! { <Letter mail=mail /> }.into_any() /> }
}

#[component]
fn Letter(mail: StoredMail) -> impl IntoView {
    let back = vec![Crumb::new(tr!("Mails of the demo", "Mails der Demo"), "/dev/mail")];
    let line = |text: &str| {
        let text = text.to_owned();
        if !text.starts_with("http") {
            return view! { <p>{text}</p> }.into_any();
        }
        let href = text.clone();
        view! { <p><a class="link break-all" href=href rel="external">{text}</a></p> }.into_any()
    };
    let lines = mail.text.lines().map(line).collect_view();
    view! {
        <PageHeader title=mail.subject crumbs=back />
        <div class="stack">
            <Facts>
                <Fact label=tr!("To", "An")>{mail.recipient}</Fact>
                <Fact label=tr!("Written", "Geschrieben")><Moment at=mail.created_at absolute=true /></Fact>
            </Facts>
            <Card><div class="mail-text">{lines}</div></Card>
        </div>
    }
}
