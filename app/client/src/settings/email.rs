//! One's address: another one counts once its mailbox has answered.

use api::accounts::{CancelEmailChange, RequestEmailChange, load_profile};
use leptos::prelude::*;
use model::identity::Profile;
use ui::prelude::*;

#[component]
pub fn EmailSection() -> impl IntoView {
    let change = ServerAction::<RequestEmailChange>::new();
    let cancel = ServerAction::<CancelEmailChange>::new();
    let profile = Resource::new(move || (change.version().get(), cancel.version().get()), |_| load_profile());
    toast_result(change.value(), |()| {
        tr!(
            "Look into your new mailbox: the link there confirms it.",
            "Sehen Sie in Ihr neues Postfach: Der Link dort bestätigt es."
        )
    });
    toast_result(cancel.value(), |()| tr!("Your address stays as it is.", "Ihre Adresse bleibt, wie sie ist."));
    view! {
        <Section title=tr!("E-mail address", "E-Mail-Adresse") id="email">
            <Load from=profile bones=Bones::Detail view=move |profile| view! { <Editor profile=profile change=change cancel=cancel /> }.into_any() />
        </Section>
    }
}

#[component]
fn Editor(
    profile: Profile,
    change: ServerAction<RequestEmailChange>,
    cancel: ServerAction<CancelEmailChange>,
) -> impl IntoView {
    let present = profile.email.clone();
    view! {
        <Card>
            <div class="stack">
                {profile.new_email.map(|new| view! { <Waiting new=new cancel=cancel /> })}
                <ActionForm action=change>
                    <FormScope problem=api::problem_of(change) id="change-email">
                        <p class="text-muted">
                            {tr!("You sign in with {present}. A new address counts once you have opened the link we send there.", "Sie melden sich mit {present} an. Eine neue Adresse gilt, sobald Sie den Link öffnen, den wir dorthin senden.")}
                        </p>
                        <div class="form-row">
                            <TextInput name="email" kind="email" label=tr!("New address", "Neue Adresse") autocomplete="email" maxlength=254 />
                            <TextInput name="current" kind="password" label=tr!("Present password", "Jetziges Passwort") autocomplete="current-password" maxlength=200 />
                        </div>
                        <Button kind="submit" pending=change.pending()>{tr!("Change address", "Adresse ändern")}</Button>
                    </FormScope>
                </ActionForm>
            </div>
        </Card>
    }
}

#[component]
fn Waiting(new: String, cancel: ServerAction<CancelEmailChange>) -> impl IntoView {
    view! {
        <Notice tone=Tone::Attention icon=icondata::LuMail title=tr!("{new} waits for its confirmation", "{new} wartet auf Bestätigung")>
            <p>{tr!("Until then nothing changes. No mail there? Ask for it again below.", "Bis dahin ändert sich nichts. Keine Mail angekommen? Fordern Sie sie unten noch einmal an.")}</p>
            <ActionForm action=cancel attr:class="mt-2">
                <Button kind="submit" size=Size::Small pending=cancel.pending()>{tr!("Keep the old address", "Alte Adresse behalten")}</Button>
            </ActionForm>
        </Notice>
    }
}
