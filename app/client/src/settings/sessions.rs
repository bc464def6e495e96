//! The browsers in which one is signed in.

use api::accounts::{RevokeSession, SignOutEverywhere, list_sessions};
use leptos::prelude::*;
use model::identity::SessionView;
use ui::prelude::*;

#[component]
pub fn SessionsSection() -> impl IntoView {
    let revoke = ServerAction::<RevokeSession>::new();
    let everywhere = ServerAction::<SignOutEverywhere>::new();
    let sessions = Resource::new(move || revoke.version().get(), |_| list_sessions());
    toast_result(revoke.value(), |()| tr!("Signed out there.", "Dort abgemeldet."));
    Effect::new(move |_| {
        if api::value_of(everywhere).get().is_some() {
            me().refresh();
        }
    });
    view! {
        <Section id="sessions" title=tr!("Signed in", "Angemeldet")
            help=tr!("A browser you do not know? Sign it out and change your password.", "Ein Browser, den Sie nicht kennen? Melden Sie ihn ab und ändern Sie Ihr Passwort.")
        >
            <div class="stack">
                <Load from=sessions bones=Bones::Rows(2) view=move |list| view! { <List list=list revoke=revoke /> }.into_any() />
                <div>
                    <ConfirmButton
                        label=tr!("Sign out everywhere", "Überall abmelden")
                        title=tr!("Sign out everywhere?", "Überall abmelden?")
                        text=tr!("All browsers are signed out, this one too.", "Alle Browser werden abgemeldet, auch dieser.")
                        confirm=tr!("Sign out everywhere", "Überall abmelden")
                        pending=everywhere.pending()
                    >
                        <ActionForm action=everywhere>
                            <Button kind="submit" look=Look::Danger pending=everywhere.pending()>{tr!("Sign out everywhere", "Überall abmelden")}</Button>
                        </ActionForm>
                    </ConfirmButton>
                </div>
            </div>
        </Section>
    }
}

#[component]
fn List(list: Vec<SessionView>, revoke: ServerAction<RevokeSession>) -> impl IntoView {
    let rows = list.into_iter().map(|session| view! { <Row session=session revoke=revoke /> }).collect_view();
    view! { <Card flush=true><ul class="divide-y divide-base-200">{rows}</ul></Card> }
}

#[component]
fn Row(session: SessionView, revoke: ServerAction<RevokeSession>) -> impl IntoView {
    let SessionView { id, current, device, address, created_at, last_seen_at } = session;
    let shown = device.clone();
    view! {
        <li class="flex flex-wrap items-center gap-3 px-4 py-3">
            <Icon glyph=icondata::LuMonitor class="text-muted" />
            <span class="min-w-0 grow">
                <span class="block truncate font-medium">{device}</span>
                <span class="block text-sm text-muted">
                    {address}" · "{tr!("signed in ", "angemeldet ")}<Moment at=created_at />" · "{tr!("last used ", "zuletzt ")}<Moment at=last_seen_at />
                </span>
            </span>
            {if current {
                view! { <Chip label=tr!("This browser", "Dieser Browser") tone=Tone::Brand /> }.into_any()
            } else {
                view! {
                    <ActionForm action=revoke>
                        <input type="hidden" name="id" value=id.to_string() />
                        <Button kind="submit" size=Size::Small>{tr!("Sign out", "Abmelden")}<span class="sr-only">{format!(": {shown}")}</span></Button>
                    </ActionForm>
                }
                .into_any()
            }}
        </li>
    }
}
