//! `/verify?token=…`: where the mail of a sign-up leads. Asks for the password chosen then, so that nobody can make an
//! account in the name of somebody else's mailbox. Opening the page changes nothing: mail programs open links by themselves.

use super::{Narrow, OnlyVisitors, query, refresh_after};
use api::accounts::VerifyEmail;
use leptos::prelude::*;
use ui::prelude::*;

/// The page.
#[component]
pub fn VerifyPage() -> impl IntoView {
    view! { <OnlyVisitors><Form /></OnlyVisitors> }
}

#[component]
fn Form() -> impl IntoView {
    let verify = ServerAction::<VerifyEmail>::new();
    let problem = api::problem_of(verify);
    refresh_after(verify.version(), problem);
    let token = query("token");
    view! {
        <Narrow
            title=tr!("Confirm your address", "Adresse bestätigen")
            lead=tr!("Enter the password you chose when you signed up.", "Geben Sie das Passwort ein, das Sie bei der Anmeldung gewählt haben.")
        >
            <ActionForm action=verify>
                <FormScope problem=problem id="verify">
                    <input type="hidden" name="token" value=move || token.get().unwrap_or_default() />
                    <TextInput name="password" kind="password" label=tr!("Password", "Passwort") autocomplete="current-password" maxlength=200 />
                    <Button kind="submit" look=Look::Primary wide=true pending=verify.pending()>{tr!("Confirm and sign in", "Bestätigen und anmelden")}</Button>
                </FormScope>
            </ActionForm>
            <p><a class="link" href="/sign-up">{tr!("Ask for a new link", "Neuen Link anfordern")}</a></p>
        </Narrow>
    }
}
