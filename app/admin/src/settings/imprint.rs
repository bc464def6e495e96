//! Who answers for the project: what its imprint says.

use leptos::prelude::*;
use model::identity::Imprint;
use ui::prelude::*;

/// The fields as they are typed.
#[derive(Clone, Copy)]
pub(super) struct Typed {
    operator: RwSignal<String>,
    address: RwSignal<String>,
    represented_by: RwSignal<String>,
    email: RwSignal<String>,
    phone: RwSignal<String>,
    register: RwSignal<String>,
    vat_id: RwSignal<String>,
}

impl Typed {
    pub(super) fn of(imprint: &Imprint) -> Self {
        let text = |text: &str| RwSignal::new(text.to_owned());
        Self {
            operator: text(&imprint.operator),
            address: text(&imprint.address),
            represented_by: text(&imprint.represented_by),
            email: text(&imprint.email),
            phone: text(&imprint.phone),
            register: text(&imprint.register),
            vat_id: text(&imprint.vat_id),
        }
    }

    pub(super) fn imprint(self) -> Imprint {
        Imprint {
            operator: self.operator.get(),
            address: self.address.get(),
            represented_by: self.represented_by.get(),
            email: self.email.get(),
            phone: self.phone.get(),
            register: self.register.get(),
            vat_id: self.vat_id.get(),
        }
    }
}

#[component]
pub(super) fn ImprintCard(typed: Typed) -> impl IntoView {
    view! {
        <Card title=tr!("Imprint", "Impressum")>
            <div class="stack">
                <p class="text-muted">
                    {tr!("Who answers for this project. Many countries ask for it by law; it stands at ", "Wer für dieses Projekt verantwortlich ist. Viele Länder verlangen das per Gesetz; es steht unter ")}
                    <a class="link" href="/legal/imprint">{tr!("Imprint", "Impressum")}</a>"."
                </p>
                <div class="form-row">
                    <TextInput name="imprint[operator]" label=tr!("Person or company", "Person oder Unternehmen") bind=typed.operator maxlength=200 optional=true autocomplete="organization" />
                    <TextInput name="imprint[represented_by]" label=tr!("Represented by", "Vertreten durch") bind=typed.represented_by maxlength=200 optional=true />
                </div>
                <TextArea name="imprint[address]" label=tr!("Address", "Anschrift") bind=typed.address rows=4 maxlength=500 optional=true />
                <div class="form-row">
                    <TextInput name="imprint[email]" kind="email" label=tr!("E-mail", "E-Mail") bind=typed.email maxlength=254 optional=true />
                    <TextInput name="imprint[phone]" kind="tel" label=tr!("Phone", "Telefon") bind=typed.phone maxlength=50 optional=true />
                </div>
                <div class="form-row">
                    <TextInput name="imprint[register]" label=tr!("Register and number", "Register und Nummer") bind=typed.register maxlength=200 optional=true />
                    <TextInput name="imprint[vat_id]" label=tr!("VAT number", "USt-IdNr.") bind=typed.vat_id maxlength=50 optional=true />
                </div>
            </div>
        </Card>
    }
}
