//! `/forgot`

use super::{MailSent, Narrow, query};
use api::accounts::RequestPasswordReset;
use leptos::prelude::*;
use ui::prelude::*;

/// The page. Open to people who are signed in too: they may have forgotten it all the same.
#[component]
pub fn ForgotPage() -> impl IntoView {
    let sent = query("sent");
    move || if sent.get().is_some() { view! { <Sent /> }.into_any() } else { view! { <Form /> }.into_any() }
}

#[component]
fn Sent() -> impl IntoView {
    view! {
        <Narrow title=tr!("Set a new password", "Neues Passwort setzen")>
            <MailSent text=tr!(
                "If there is an account with this address, a mail with a link is on its way. It works for two hours.",
                "Falls es ein Konto mit dieser Adresse gibt, ist eine Mail mit einem Link unterwegs. Er gilt zwei Stunden."
            ) />
            <p><a class="link" href="/sign-in">{tr!("Back to sign in", "Zurück zur Anmeldung")}</a></p>
        </Narrow>
    }
}

#[component]
fn Form() -> impl IntoView {
    let request = ServerAction::<RequestPasswordReset>::new();
    view! {
        <Narrow
            title=tr!("Set a new password", "Neues Passwort setzen")
            lead=tr!("We send you a link with which you choose a new one.", "Wir schicken Ihnen einen Link, mit dem Sie ein neues wählen.")
        >
            <ActionForm action=request>
                <FormScope problem=api::problem_of(request) id="forgot">
                    <TextInput name="email" kind="email" label=tr!("E-mail", "E-Mail") autocomplete="username" maxlength=254 />
                    <Button kind="submit" look=Look::Primary wide=true pending=request.pending()>{tr!("Send link", "Link senden")}</Button>
                </FormScope>
            </ActionForm>
            <p><a class="link" href="/sign-in">{tr!("Back to sign in", "Zurück zur Anmeldung")}</a></p>
        </Narrow>
    }
}
