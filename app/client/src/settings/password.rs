//! A new password, for those who know the present one.

use api::accounts::ChangePassword;
use leptos::prelude::*;
use model::identity::rules::PASSWORD_MIN;
use ui::prelude::*;

#[component]
pub fn PasswordSection() -> impl IntoView {
    let change = ServerAction::<ChangePassword>::new();
    toast_result(change.value(), |()| {
        tr!(
            "Password changed. All other browsers are signed out.",
            "Passwort geändert. Alle anderen Browser sind abgemeldet."
        )
    });
    let (current, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    Effect::new(move |_| {
        if api::value_of(change).get().is_some() {
            current.set(String::new());
            password.set(String::new());
        }
    });
    let email = me().with(|viewer| viewer.person.as_ref().map(|person| person.email.clone()).unwrap_or_default());
    view! {
        <Section title=tr!("Password", "Passwort") id="password">
            <Card>
                <ActionForm action=change>
                    <FormScope problem=api::problem_of(change) id="change-password">
                        // A password manager needs to know whose password this is.
                        <input type="hidden" autocomplete="username" value=email />
                        <div class="form-row">
                            <TextInput name="current" kind="password" label=tr!("Present password", "Jetziges Passwort") bind=current autocomplete="current-password" maxlength=200 />
                            <TextInput name="password" kind="password" label=tr!("New password", "Neues Passwort") bind=password autocomplete="new-password" maxlength=200
                                help=tr!("At least {PASSWORD_MIN} characters.", "Mindestens {PASSWORD_MIN} Zeichen.") />
                        </div>
                        <Button kind="submit" pending=change.pending()>{tr!("Change password", "Passwort ändern")}</Button>
                    </FormScope>
                </ActionForm>
            </Card>
        </Section>
    }
}
