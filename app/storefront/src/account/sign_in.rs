//! `/sign-in?next=…`

use super::{Narrow, OnlyVisitors, query, refresh_after};
use api::accounts::SignIn;
use leptos::prelude::*;
use ui::prelude::*;

/// The page.
#[component]
pub fn SignInPage() -> impl IntoView {
    view! { <OnlyVisitors><Form /></OnlyVisitors> }
}

#[component]
fn Form() -> impl IntoView {
    let sign_in = ServerAction::<SignIn>::new();
    let problem = api::problem_of(sign_in);
    refresh_after(sign_in.version(), problem);
    let next = query("next");
    let demo = me().with(|viewer| viewer.project.demo);
    let email = RwSignal::new(api::kept("email"));
    let password = RwSignal::new(String::new());
    view! {
        <Narrow title=tr!("Sign in", "Anmelden")>
            <ActionForm action=sign_in>
                <FormScope problem=problem id="sign-in">
                    <input type="hidden" name="next" value=move || next.get().unwrap_or_default() />
                    <TextInput name="email" kind="email" label=tr!("E-mail", "E-Mail") autocomplete="username" bind=email maxlength=254 />
                    <TextInput name="password" kind="password" label=tr!("Password", "Passwort") autocomplete="current-password" bind=password maxlength=200 />
                    <Button kind="submit" look=Look::Primary wide=true pending=sign_in.pending()>{tr!("Sign in", "Anmelden")}</Button>
                </FormScope>
            </ActionForm>
            <p class="flex flex-wrap justify-between gap-2">
                <a class="link" href="/forgot">{tr!("Forgot your password?", "Passwort vergessen?")}</a>
                <a class="link" href="/sign-up">{tr!("Create an account", "Konto anlegen")}</a>
            </p>
            {demo.then(|| view! { <DemoPeople email=email password=password /> })}
        </Narrow>
    }
}

/// An address, and who it is in the reader's words.
type DemoPerson = (&'static str, fn() -> String);

/// The demo's people, one press away.
const PEOPLE: [DemoPerson; 4] = [
    ("client@demo.test", || tr!("Client: buys and approves", "Kunde: kauft und nimmt ab")),
    ("seller@demo.test", || tr!("Seller: delivers and earns", "Verkäufer: liefert und verdient")),
    ("admin@demo.test", || tr!("Admin: runs the project", "Admin: führt das Projekt")),
    ("owner@demo.test", || tr!("Owner: may do everything", "Inhaber: darf alles")),
];
const PASSWORD: &str = "demo-guildhall";

#[component]
fn DemoPeople(email: RwSignal<String>, password: RwSignal<String>) -> impl IntoView {
    let lines = PEOPLE
        .map(|(address, what)| {
            let fill = Callback::new(move |()| {
                email.set(address.to_owned());
                password.set(PASSWORD.to_owned());
            });
            view! {
                <li class="flex items-center justify-between gap-3 py-2">
                    <span class="min-w-0">
                        <span class="block truncate font-medium">{address}</span>
                        <span class="block text-sm text-muted">{what()}</span>
                    </span>
                    <Button size=Size::Small on_press=fill>
                        {tr!("Fill in", "Ausfüllen")}<span class="sr-only">{format!(" {address}")}</span>
                    </Button>
                </li>
            }
        })
        .into_iter()
        .collect_view();
    view! {
        <Card title=tr!("This is a demo", "Dies ist eine Demo")>
            <p class="text-sm text-muted">{tr!("Everybody's password is {PASSWORD}.", "Das Passwort aller ist {PASSWORD}.")}</p>
            <ul class="mt-2 divide-y divide-base-200">{lines}</ul>
        </Card>
    }
}
