//! Name, words about oneself, language, time zone.

use api::accounts::{SaveProfile, load_profile};
use leptos::prelude::*;
use model::{Lang, identity::Profile};
use ui::prelude::*;

#[component]
pub fn ProfileSection() -> impl IntoView {
    let save = ServerAction::<SaveProfile>::new();
    let profile = Resource::new(move || save.version().get(), |_| load_profile());
    toast_result(save.value(), |()| tr!("Saved.", "Gespeichert."));
    // The page speaks one language from its first byte on: another one needs a new page.
    Effect::new(move |_| {
        if let Some(wanted) = save
            .input()
            .with(|input| input.as_ref().map(|input| input.lang))
            .filter(|_| api::value_of(save).get().is_some())
        {
            me().refresh();
            if wanted != lang() {
                let _ = window().location().reload();
            }
        }
    });
    view! {
        <Section title=tr!("You", "Über Sie")>
            <Load from=profile bones=Bones::Detail view=move |profile| view! { <Form profile=profile save=save /> }.into_any() />
        </Section>
    }
}

#[component]
fn Form(profile: Profile, save: ServerAction<SaveProfile>) -> impl IntoView {
    let langs = Lang::ALL.map(|lang| Choice::new(lang.code(), lang.name())).to_vec();
    view! {
        <Card>
            <ActionForm action=save>
                <FormScope problem=api::problem_of(save) id="profile">
                    <TextInput name="name" label=tr!("Name", "Name") value=profile.name autocomplete="name" maxlength=120 />
                    <div class="form-row">
                        <Select name="lang" label=tr!("Language", "Sprache") choices=langs value=profile.lang.code().to_owned()
                            help=tr!("Of these pages and of your mails.", "Dieser Seiten und Ihrer Mails.") />
                        <TextInput name="time_zone" label=tr!("Time zone", "Zeitzone") value=profile.time_zone maxlength=64 placeholder="Europe/Berlin" />
                    </div>
                    <TextArea name="bio" label=tr!("About you", "Über Sie") value=profile.bio optional=true maxlength=2000 />
                    <Button kind="submit" look=Look::Primary pending=save.pending()>{tr!("Save", "Speichern")}</Button>
                </FormScope>
            </ActionForm>
        </Card>
    }
}
