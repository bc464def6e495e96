//! `/confirm-email?token=…`: where the mail to a new address leads. Opening it changes nothing: mail programs open links
//! by themselves. Whoever reads the mail may be signed in here, elsewhere, or not at all.

use super::{Narrow, query, refresh_after};
use api::accounts::ConfirmEmailChange;
use leptos::prelude::*;
use ui::prelude::*;

/// The page.
#[component]
pub fn ConfirmEmailPage() -> impl IntoView {
    let done = query("done");
    move || if done.get().is_some() { view! { <Done /> }.into_any() } else { view! { <Form /> }.into_any() }
}

#[component]
fn Done() -> impl IntoView {
    let signed_in = me().with(|viewer| viewer.person.is_some());
    let (href, label) = if signed_in {
        ("/app/settings", tr!("To your settings", "Zu Ihren Einstellungen"))
    } else {
        ("/sign-in", tr!("Sign in", "Anmelden"))
    };
    view! {
        <Narrow title=tr!("Your address is changed", "Ihre Adresse ist geändert")>
            <Notice tone=Tone::Good icon=icondata::LuMailCheck title=tr!("From now on you sign in with the new one", "Ab jetzt melden Sie sich mit der neuen an")>
                {tr!("Your mails go there too. The old address got a note.", "Auch Ihre Mails gehen dorthin. Die alte Adresse hat eine Nachricht bekommen.")}
            </Notice>
            <p><LinkButton look=Look::Primary href=href>{label}</LinkButton></p>
        </Narrow>
    }
}

#[component]
fn Form() -> impl IntoView {
    let confirm = ServerAction::<ConfirmEmailChange>::new();
    let problem = api::problem_of(confirm);
    refresh_after(confirm.version(), problem);
    let token = query("token");
    view! {
        <Narrow
            title=tr!("Confirm your new address", "Neue Adresse bestätigen")
            lead=tr!("You will sign in with it, and your mails will go there.", "Sie melden sich dann damit an, und Ihre Mails gehen dorthin.")
        >
            <ActionForm action=confirm>
                <FormScope problem=problem id="confirm-email">
                    <input type="hidden" name="token" value=move || token.get().unwrap_or_default() />
                    <Button kind="submit" look=Look::Primary wide=true pending=confirm.pending()>{tr!("Use this address", "Diese Adresse verwenden")}</Button>
                </FormScope>
            </ActionForm>
            <p><a class="link" href="/app/settings#email">{tr!("Ask for a new link", "Neuen Link anfordern")}</a></p>
        </Narrow>
    }
}
