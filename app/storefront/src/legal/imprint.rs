//! Who answers for the project, as its settings say it.

use api::projects::load_imprint;
use leptos::prelude::*;
use model::identity::Imprint;
use ui::prelude::*;

/// The operator's data; nothing where none were entered.
#[component]
pub fn Operator() -> impl IntoView {
    let imprint = Resource::new_blocking(|| (), |()| load_imprint());
    view! { <Load from=imprint bones=Bones::Text view=move |imprint| view! { <Lines imprint=imprint /> }.into_any() /> }
}

#[component]
fn Lines(imprint: Imprint) -> impl IntoView {
    if imprint.is_empty() {
        return ().into_any();
    }
    let Imprint { operator, address, represented_by, email, phone, register, vat_id } = imprint;
    let lines = address.lines().map(|line| view! { <span class="block">{line.to_owned()}</span> }).collect_view();
    let fact = |label: String, value: String| (!value.is_empty()).then(|| view! { <Fact label=label>{value}</Fact> });
    let mailto = format!("mailto:{email}");
    let email = (!email.is_empty()).then(|| {
        view! { <Fact label=tr!("E-mail", "E-Mail")><a class="link" href=mailto>{email}</a></Fact> }
    });
    view! {
        <Section title=tr!("Operator", "Betreiber")>
            <address class="not-italic">
                <strong class="block">{operator}</strong>
                {lines}
            </address>
            <div class="mt-4">
                <Facts>
                    {fact(tr!("Represented by", "Vertreten durch"), represented_by)}
                    {email}
                    {fact(tr!("Phone", "Telefon"), phone)}
                    {fact(tr!("Register", "Register"), register)}
                    {fact(tr!("VAT number", "USt-IdNr."), vat_id)}
                </Facts>
            </div>
        </Section>
    }
    .into_any()
}
