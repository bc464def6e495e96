//! `/sign-up`

use super::{MailSent, Narrow, OnlyVisitors, query};
use api::accounts::SignUp;
use leptos::prelude::*;
use model::identity::rules::PASSWORD_MIN;
use ui::prelude::*;

/// The page.
#[component]
pub fn SignUpPage() -> impl IntoView {
    let sent = query("sent");
    view! {
        <OnlyVisitors>
            {move || if sent.get().is_some() { view! { <Sent /> }.into_any() } else { view! { <Form /> }.into_any() }}
        </OnlyVisitors>
    }
}

#[component]
fn Sent() -> impl IntoView {
    view! {
        <Narrow title=tr!("Almost there", "Fast geschafft")>
            <MailSent text=tr!(
                "Open the link in it within 48 hours and enter the password you have just chosen. Then your account is ready.",
                "Öffnen Sie den Link darin innerhalb von 48 Stunden und geben Sie das eben gewählte Passwort ein. Dann ist Ihr Konto bereit."
            ) />
            <p><a class="link" href="/sign-up">{tr!("No mail? Try again.", "Keine Mail? Noch einmal versuchen.")}</a></p>
        </Narrow>
    }
}

#[component]
fn Form() -> impl IntoView {
    let sign_up = ServerAction::<SignUp>::new();
    view! {
        <Narrow
            title=tr!("Create an account", "Konto anlegen")
            lead=tr!("For buying and for selling. What is in your cart stays there.", "Zum Kaufen und zum Verkaufen. Was im Warenkorb liegt, bleibt dort.")
        >
            <ActionForm action=sign_up>
                <FormScope problem=api::problem_of(sign_up) id="sign-up">
                    <TextInput name="name" label=tr!("Name", "Name") autocomplete="name" maxlength=120 />
                    <TextInput name="email" kind="email" label=tr!("E-mail", "E-Mail") autocomplete="email" maxlength=254 />
                    <TextInput name="password" kind="password" label=tr!("Password", "Passwort") autocomplete="new-password" maxlength=200
                        help=tr!("At least {PASSWORD_MIN} characters. Three or four words make a good one.", "Mindestens {PASSWORD_MIN} Zeichen. Drei oder vier Wörter ergeben ein gutes.") />
                    <Button kind="submit" look=Look::Primary wide=true pending=sign_up.pending()>{tr!("Create account", "Konto anlegen")}</Button>
                    <p class="text-sm text-muted">
                        {tr!("By signing up you accept the ", "Mit dem Anlegen akzeptieren Sie die ")}
                        <a class="link" href="/legal/terms">{tr!("terms", "Geschäftsbedingungen")}</a>"."
                    </p>
                </FormScope>
            </ActionForm>
            <p>{tr!("You have an account? ", "Sie haben schon ein Konto? ")}<a class="link" href="/sign-in">{tr!("Sign in", "Anmelden")}</a></p>
        </Narrow>
    }
}
