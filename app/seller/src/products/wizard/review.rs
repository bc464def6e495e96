//! The last step: what is missing, where, and the one button.

use super::{state::Wizard, steps::Step};
use leptos::prelude::*;
use model::{
    FieldErrors,
    catalogue::{PricingKind, ProductStatus},
};
use ui::prelude::*;

#[component]
pub fn Review(wizard: Wizard) -> impl IntoView {
    let missing = Memo::new(move |_| wizard.missing());
    let (reviewed, own, slug) = wizard.page.with_value(|page| (page.reviewed, page.own, page.draft.slug.clone()));
    let page = format!("/services/{slug}");
    view! {
        <Summary wizard=wizard />
        {move || {
            let FieldErrors(open) = missing.get();
            if open.is_empty() {
                view! { <Notice tone=Tone::Good title=tr!("Nothing is missing", "Es fehlt nichts")>{tr!("Every step is complete.", "Jeder Schritt ist vollständig.")}</Notice> }.into_any()
            } else {
                view! { <Missing wizard=wizard open=open /> }.into_any()
            }
        }}
        <div class="flex flex-wrap items-center gap-2">
            <Publish wizard=wizard reviewed=reviewed own=own missing=missing />
            <LinkButton href=page icon=icondata::LuEye>{tr!("See the page", "Seite ansehen")}</LinkButton>
        </div>
    }
}

/// What is open, by step, each a link to it.
#[component]
fn Missing(wizard: Wizard, open: Vec<(String, model::problem::Text)>) -> impl IntoView {
    let n = open.len();
    let steps = Step::ALL
        .iter()
        .filter_map(|step| {
            let own: Vec<String> = open.iter().filter(|(at, _)| Step::of(at) == *step).map(|(at, message)| format!("{}: {}", field_name(at), text_of(message))).collect();
            (!own.is_empty()).then(|| {
                view! {
                    <li>
                        <a class="link" href=step.href(wizard)>{step.title()}</a>
                        <ul class="notice-list">{own.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
                    </li>
                }
            })
        })
        .collect_view();
    view! {
        <Notice tone=Tone::Attention title=if n == 1 { tr!("One thing is missing", "Eines fehlt noch") } else { tr!("{n} things are missing", "{n} Dinge fehlen noch") }>
            <ul class="flex flex-col gap-2">{steps}</ul>
        </Notice>
    }
}

/// A field's name for the list; rows by their number.
fn field_name(at: &str) -> String {
    let mut parts = at.split('.');
    let first = parts.next().unwrap_or_default();
    let row = parts
        .next()
        .and_then(|index| index.parse::<usize>().ok())
        .map(|index| format!(" {}", index + 1))
        .unwrap_or_default();
    let name = match first {
        "name" => tr!("Name", "Name"),
        "summary" => tr!("In one or two sentences", "In ein, zwei Sätzen"),
        "description" => tr!("Description", "Beschreibung"),
        "category" => tr!("Category", "Kategorie"),
        "packages" => tr!("Package", "Paket"),
        "addons" => tr!("Extra", "Extra"),
        "price" => tr!("Price", "Preis"),
        "rate" => tr!("Price of 1,000", "Preis für 1.000"),
        "unit" => tr!("What is counted", "Was gezählt wird"),
        "milestone_plan" => tr!("Milestone", "Meilenstein"),
        "intake" => tr!("Question", "Frage"),
        "media" | "cover" => tr!("Picture", "Bild"),
        other => other.replace('_', " "),
    };
    format!("{name}{row}")
}

#[component]
fn Summary(wizard: Wizard) -> impl IntoView {
    move || {
        let draft = wizard.draft.get();
        let packages = draft.packages.iter().filter(|package| package.offered).count();
        let price = match draft.pricing {
            PricingKind::OneTime => draft.price.clone(),
            PricingKind::Packages if packages == 1 => tr!("1 package", "1 Paket"),
            PricingKind::Packages => tr!("{packages} packages", "{packages} Pakete"),
            PricingKind::PerUnit => {
                let (rate, unit) = (draft.rate.clone(), draft.unit.clone());
                tr!("{rate} per 1,000 {unit}", "{rate} je 1.000 {unit}")
            }
        };
        let (milestones, questions, pictures) =
            (draft.milestone_plan.len().max(1), draft.intake.len(), draft.media.len());
        view! {
            <Facts>
                <Fact label=tr!("Name", "Name")>{draft.name.clone()}</Fact>
                <Fact label=tr!("Price", "Preis")>{price}</Fact>
                <Fact label=tr!("Deliveries", "Lieferungen")>{milestones}</Fact>
                <Fact label=tr!("Questions", "Fragen")>{questions}</Fact>
                <Fact label=tr!("Pictures", "Bilder")>{pictures}</Fact>
            </Facts>
        }
    }
}

#[component]
fn Publish(wizard: Wizard, reviewed: bool, own: bool, missing: Memo<FieldErrors>) -> impl IntoView {
    match wizard.status {
        ProductStatus::Draft if !own => view! { <p class="text-muted">{tr!("It is a draft: its seller publishes it.", "Es ist ein Entwurf: Veröffentlichen kann ihn der Anbieter.")}</p> }.into_any(),
        ProductStatus::Draft => {
            let words = if reviewed { tr!("Hand in for review", "Zur Prüfung einreichen") } else { tr!("Publish", "Veröffentlichen") };
            view! {
                <Button look=Look::Primary size=Size::Large icon=icondata::LuStore on_press=Callback::new(move |()| wizard.publish()) pending=wizard.publishing() disabled=Signal::derive(move || missing.with(|missing| !missing.is_empty()))>{words}</Button>
            }
            .into_any()
        }
        ProductStatus::InReview => view! {
            <div class="stack">
                <p class="text-muted">{tr!("It is being looked at. You may change it meanwhile: who has looked at it then looks again.", "Es wird gerade angesehen. Sie können es solange ändern: Wer es schon angesehen hat, sieht es dann erneut an.")}</p>
                <div><Button look=Look::Primary on_press=Callback::new(move |()| wizard.save()) pending=wizard.saving()>{tr!("Hand in the changes", "Änderungen einreichen")}</Button></div>
            </div>
        }
        .into_any(),
        ProductStatus::Archived => view! { <p class="text-muted">{tr!("It is in the archive. Bring it back in the list.", "Es ist im Archiv. Holen Sie es in der Liste zurück.")}</p> }.into_any(),
        ProductStatus::Published | ProductStatus::Paused if reviewed && own => view! {
            <div class="stack">
                <p class="text-muted">{tr!("The shop shows the old state until your changes have been looked at.", "Der Shop zeigt den alten Stand, bis Ihre Änderungen angesehen wurden.")}</p>
                <div><Button look=Look::Primary on_press=Callback::new(move |()| wizard.save()) pending=wizard.saving()>{tr!("Hand in the changes", "Änderungen einreichen")}</Button></div>
            </div>
        }
        .into_any(),
        ProductStatus::Published | ProductStatus::Paused => {
            view! { <Button look=Look::Primary on_press=Callback::new(move |()| wizard.save()) pending=wizard.saving()>{tr!("Save the changes", "Änderungen speichern")}</Button> }.into_any()
        }
    }
}
