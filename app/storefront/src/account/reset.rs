//! `/reset?token=…`: a new password, or the first one of somebody who was invited.

use super::{Narrow, query, refresh_after};
use api::accounts::ResetPassword;
use leptos::prelude::*;
use model::identity::rules::PASSWORD_MIN;
use ui::prelude::*;

/// The page.
#[component]
pub fn ResetPage() -> impl IntoView {
    let reset = ServerAction::<ResetPassword>::new();
    let problem = api::problem_of(reset);
    refresh_after(reset.version(), problem);
    let token = query("token");
    view! {
        <Narrow
            title=tr!("Choose a password", "Passwort wählen")
            lead=tr!("You are signed in with it at once; all other browsers are signed out.", "Sie sind damit sofort angemeldet; alle anderen Browser werden abgemeldet.")
        >
            <ActionForm action=reset>
                <FormScope problem=problem id="reset">
                    <input type="hidden" name="token" value=move || token.get().unwrap_or_default() />
                    <TextInput name="password" kind="password" label=tr!("New password", "Neues Passwort") autocomplete="new-password" maxlength=200
                        help=tr!("At least {PASSWORD_MIN} characters. Three or four words make a good one.", "Mindestens {PASSWORD_MIN} Zeichen. Drei oder vier Wörter ergeben ein gutes.") />
                    <Button kind="submit" look=Look::Primary wide=true pending=reset.pending()>{tr!("Set password and sign in", "Passwort setzen und anmelden")}</Button>
                </FormScope>
            </ActionForm>
            <p><a class="link" href="/forgot">{tr!("Ask for a new link", "Neuen Link anfordern")}</a></p>
        </Narrow>
    }
}
