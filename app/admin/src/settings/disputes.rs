//! How long the sides of a dispute have, and from which amount on a decision needs two approvals.

use api::disputes::{SaveDisputeSettings, dispute_settings};
use leptos::prelude::*;
use model::disputes::DisputeSettings;
use ui::prelude::*;

/// A form of its own: it works without WASM too.
#[component]
pub fn DisputeSettingsCard() -> impl IntoView {
    let settings = Resource::new(|| (), |()| dispute_settings());
    view! { <Load from=settings bones=Bones::Blank view=move |settings| view! { <Form settings=settings /> }.into_any() /> }
}

#[component]
fn Form(settings: DisputeSettings) -> impl IntoView {
    let save = ServerAction::<SaveDisputeSettings>::new();
    toast_result(save.value(), |()| tr!("Saved.", "Gespeichert."));
    view! {
        <Card title=tr!("Disputes", "Streitfälle")>
            <ActionForm action=save>
                <FormScope problem=api::problem_of(save) id="disputes">
                    <div class="form-row">
                        <TextInput name="answer_days" label=tr!("Time to answer", "Zeit zum Antworten") value=settings.answer_days.to_string() inputmode="numeric" suffix=tr!("days", "Tage")
                            help=tr!("After that it goes to mediation without an answer.", "Danach geht es ohne Antwort in die Vermittlung.") />
                        <TextInput name="appeal_days" label=tr!("Time to appeal", "Zeit für Widerspruch") value=settings.appeal_days.to_string() inputmode="numeric" suffix=tr!("days", "Tage")
                            help=tr!("A decision takes effect after that, or when both accept it.", "Eine Entscheidung wird danach wirksam, oder sobald beide annehmen.") />
                        <MoneyInput name="two_above" label=tr!("Two approvals above", "Zwei Freigaben oberhalb von") currency=settings.two_above.currency value=settings.two_above
                            help=tr!("Of what is in escrow. Up to it, one is enough.", "Im Treuhandkonto. Bis dahin genügt eine.") />
                    </div>
                    <div><Button kind="submit" pending=save.pending()>{tr!("Save the rules for disputes", "Regeln für Streitfälle speichern")}</Button></div>
                </FormScope>
            </ActionForm>
        </Card>
    }
}
