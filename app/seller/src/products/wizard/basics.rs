//! Name, category, description: what it is.

use super::state::Wizard;
use crate::products::new::category_choices;
use leptos::prelude::*;
use model::catalogue::{PricingKind, ProductDraft, ProductType};
use ui::prelude::*;

#[component]
pub fn Basics(wizard: Wizard) -> impl IntoView {
    let draft = wizard.draft;
    let kind = Signal::derive(move || draft.with(|draft| draft.kind.to_string()));
    let choose_kind = Callback::new(move |chosen: String| {
        if let Ok(kind) = chosen.parse::<ProductType>() {
            draft.update(|draft| change_kind(draft, kind));
        }
    });
    let category =
        Signal::derive(move || draft.with(|draft| draft.category.map(|id| id.to_string()).unwrap_or_default()));
    let choose_category =
        Callback::new(move |chosen: String| draft.update(|draft| draft.category = chosen.parse().ok()));
    let language = Signal::derive(move || draft.with(|draft| draft.language.clone()));
    let choose_language = Callback::new(move |chosen: String| draft.update(|draft| draft.language = chosen));
    let kinds = ProductType::CREATABLE
        .iter()
        .map(|kind| Choice::new(kind.as_str(), Shown::label(*kind, lang())).help(kind.help(lang())))
        .collect();
    view! {
        <ChoiceCards name="kind" legend=tr!("What kind of thing is it?", "Was für etwas ist es?") choices=kinds value=kind on_change=choose_kind />
        <TextInput name="name" label=tr!("Name", "Name") bind=wizard.text(|draft| Some(&mut draft.name)) maxlength=120 />
        <div class="form-row">
            <Select name="category" label=tr!("Category", "Kategorie") choices=category_choices(&wizard.categories()) value=category on_change=choose_category placeholder=tr!("Choose …", "Wählen …") />
            <Select name="language" label=tr!("Language of the work", "Sprache der Leistung") choices=languages() value=language on_change=choose_language />
        </div>
        <TextArea name="summary" label=tr!("In one or two sentences", "In ein, zwei Sätzen") help=tr!("Shown in lists and by search engines; 20 to 300 characters.", "Steht in Listen und bei Suchmaschinen; 20 bis 300 Zeichen.") bind=wizard.text(|draft| Some(&mut draft.summary)) rows=2 maxlength=300 />
        <TextArea name="description" label=tr!("Description", "Beschreibung") help=tr!("What you do, how you work, what you need from the buyer; at least 80 characters.", "Was Sie tun, wie Sie arbeiten, was Sie von den Käufern brauchen; mindestens 80 Zeichen.") bind=wizard.text(|draft| Some(&mut draft.description)) rows=8 />
        <TextArea name="features" label=tr!("What the buyer gets", "Was man bekommt") help=tr!("One line each, at most 20.", "Je eine Zeile, höchstens 20.") bind=wizard.lines(|draft| Some(&mut draft.features)) rows=4 optional=true />
        <div class="form-row">
            <TextArea name="tags" label=tr!("Keywords", "Schlagworte") help=tr!("One line each, at most 12: what people would search for.", "Je eine Zeile, höchstens 12: wonach man suchen würde.") bind=wizard.lines(|draft| Some(&mut draft.tags)) rows=3 optional=true />
            <TextInput name="location" label=tr!("Where", "Wo") help=tr!("Only when it matters: “Berlin and around”.", "Nur wenn es zählt: „Berlin und Umgebung“.") bind=wizard.text(|draft| Some(&mut draft.location)) optional=true maxlength=80 />
        </div>
    }
}

/// Another type is priced another way: the figures that fit it are put in, the rest is kept.
fn change_kind(draft: &mut ProductDraft, kind: ProductType) {
    let fresh = ProductDraft::of(kind);
    draft.kind = kind;
    let units = fresh.pricing == PricingKind::PerUnit;
    if units != (draft.pricing == PricingKind::PerUnit) {
        draft.pricing = fresh.pricing;
    }
    if units && draft.rate.trim().is_empty() {
        draft.rate = fresh.rate;
        draft.quantity_min = fresh.quantity_min;
        draft.quantity_max = fresh.quantity_max;
        draft.quantity_step = fresh.quantity_step;
    }
}

fn languages() -> Vec<Choice> {
    vec![
        Choice::new("en", tr!("English", "Englisch")),
        Choice::new("de", tr!("German", "Deutsch")),
        Choice::new("fr", tr!("French", "Französisch")),
        Choice::new("es", tr!("Spanish", "Spanisch")),
        Choice::new("it", tr!("Italian", "Italienisch")),
        Choice::new("pl", tr!("Polish", "Polnisch")),
        Choice::new("tr", tr!("Turkish", "Türkisch")),
        Choice::new("vi", tr!("Vietnamese", "Vietnamesisch")),
    ]
}
