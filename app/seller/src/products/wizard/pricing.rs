//! What it costs: one price, packages, or per 1,000 units; and extras.

use super::state::Wizard;
use leptos::prelude::*;
use model::{
    Bps, Money, Rate,
    catalogue::{AddonDraft, PackageDraft, PricingKind, ProductType},
};
use ui::prelude::*;

#[component]
pub fn Pricing(wizard: Wizard) -> impl IntoView {
    let draft = wizard.draft;
    let kind = Memo::new(move |_| draft.with(|draft| draft.kind));
    let pricing = Memo::new(move |_| draft.with(|draft| draft.pricing));
    let choose = Callback::new(move |chosen: String| {
        if let Ok(pricing) = chosen.parse() {
            draft.update(|draft| draft.pricing = pricing);
        }
    });
    let chosen = Signal::derive(move || pricing.get().to_string());
    view! {
        {move || {
            let fits: &[PricingKind] = if kind.get() == ProductType::Growth { &[PricingKind::PerUnit] } else { &[PricingKind::Packages, PricingKind::OneTime] };
            let choices = fits.iter().map(|kind| Choice::new(kind.as_str(), Shown::label(*kind, lang())).help(help_of(*kind))).collect::<Vec<_>>();
            view! { <ChoiceCards name="pricing" legend=tr!("How is it priced?", "Wie wird der Preis gemacht?") choices=choices value=chosen on_change=choose /> }
        }}
        {move || match pricing.get() {
            PricingKind::OneTime => view! { <MoneyInput name="price" label=tr!("Price", "Preis") currency=wizard.currency bind=wizard.text(|draft| Some(&mut draft.price)) /> }.into_any(),
            PricingKind::Packages => view! { <Packages wizard=wizard /> }.into_any(),
            PricingKind::PerUnit => view! { <Units wizard=wizard /> }.into_any(),
        }}
        <Share wizard=wizard />
        <Addons wizard=wizard />
    }
}

fn help_of(kind: PricingKind) -> String {
    match kind {
        PricingKind::OneTime => tr!("The same for everybody.", "Für alle gleich."),
        PricingKind::Packages => tr!("Up to three sizes side by side.", "Bis zu drei Größen nebeneinander."),
        PricingKind::PerUnit => tr!(
            "A price per 1,000, with a smallest and a largest quantity.",
            "Ein Preis je 1.000, mit kleinster und größter Menge."
        ),
    }
}

#[component]
fn Packages(wizard: Wizard) -> impl IntoView {
    let count = wizard.draft.with_untracked(|draft| draft.packages.len());
    (0..count).map(|index| view! { <PackageCard wizard=wizard index=index /> }).collect_view()
}

#[component]
fn PackageCard(wizard: Wizard, index: usize) -> impl IntoView {
    let draft = wizard.draft;
    let with = move |read: fn(&PackageDraft) -> bool| draft.with(|draft| draft.packages.get(index).is_some_and(read));
    let offered = Signal::derive(move || with(|package| package.offered));
    let tier = draft.with_untracked(|draft| {
        draft.packages.get(index).map(|package| Shown::label(package.tier, lang())).unwrap_or_default()
    });
    let offer = Callback::new(move |on: bool| {
        draft.update(|draft| {
            if let Some(package) = draft.packages.get_mut(index) {
                package.offered = on;
            }
        });
    });
    let name = move |part: &str| format!("packages[{index}][{part}]");
    view! {
        <div class="row-card">
            <Checkbox name=format!("packages_{index}_offered") label=tr!("Offer “{tier}”", "„{tier}“ anbieten") checked=offered on_change=offer switch=true />
            {move || offered.get().then(|| view! {
                <div class="form-row">
                    <TextInput name=name("name") label=tr!("Name of the package", "Name des Pakets") bind=wizard.text(move |draft| draft.packages.get_mut(index).map(|package| &mut package.name)) maxlength=80 />
                    <MoneyInput name=name("price") label=tr!("Price", "Preis") currency=wizard.currency bind=wizard.text(move |draft| draft.packages.get_mut(index).map(|package| &mut package.price)) />
                    <TextInput name=name("delivery_days") label=tr!("Days until delivery", "Tage bis zur Lieferung") inputmode="numeric" bind=wizard.text(move |draft| draft.packages.get_mut(index).map(|package| &mut package.delivery_days)) />
                    <TextInput name=name("revisions") label=tr!("Rounds of changes", "Änderungsrunden") inputmode="numeric" bind=wizard.text(move |draft| draft.packages.get_mut(index).map(|package| &mut package.revisions)) />
                </div>
                <TextInput name=name("description") label=tr!("What it is", "Was es ist") optional=true bind=wizard.text(move |draft| draft.packages.get_mut(index).map(|package| &mut package.description)) maxlength=500 />
                <TextArea name=name("features") label=tr!("What is in it", "Was drin ist") help=tr!("One line each; the same words in several packages become one row of the table.", "Je eine Zeile; gleiche Worte in mehreren Paketen werden eine Zeile der Tabelle.") optional=true rows=3 bind=wizard.lines(move |draft| draft.packages.get_mut(index).map(|package| &mut package.features)) />
            })}
        </div>
    }
}

#[component]
fn Units(wizard: Wizard) -> impl IntoView {
    let code = wizard.currency.code();
    let example = move || {
        wizard.draft.with(|draft| {
            let rate = Rate::parse(&draft.rate).ok()?;
            let min = draft.quantity_min.trim().parse::<i64>().ok().filter(|n| *n > 0)?;
            let price = rate.cost(min, wizard.currency).ok()?.format(lang());
            let unit = draft.unit.clone();
            Some(tr!("{min} {unit} cost {price}.", "{min} {unit} kosten {price}."))
        })
    };
    view! {
        <div class="form-row">
            <TextInput name="rate" label=tr!("Price of 1,000", "Preis für 1.000") help=tr!("Up to five decimals, like 0.90125.", "Bis zu fünf Nachkommastellen, etwa 0,90125.") suffix=code inputmode="decimal" bind=wizard.text(|draft| Some(&mut draft.rate)) />
            <TextInput name="unit" label=tr!("What is counted", "Was gezählt wird") help=tr!("In the plural: “views”.", "Im Plural: „Aufrufe“.") bind=wizard.text(|draft| Some(&mut draft.unit)) maxlength=40 />
            <TextInput name="quantity_min" label=tr!("Smallest quantity", "Kleinste Menge") inputmode="numeric" bind=wizard.text(|draft| Some(&mut draft.quantity_min)) />
            <TextInput name="quantity_max" label=tr!("Largest quantity", "Größte Menge") inputmode="numeric" bind=wizard.text(|draft| Some(&mut draft.quantity_max)) />
            <TextInput name="quantity_step" label=tr!("In steps of", "In Schritten von") inputmode="numeric" bind=wizard.text(|draft| Some(&mut draft.quantity_step)) />
        </div>
        <p class="text-sm text-muted" aria-live="polite">{example}</p>
    }
}

/// What of the lowest price comes to the seller.
#[component]
fn Share(wizard: Wizard) -> impl IntoView {
    let commission = wizard.page.with_value(|page| page.commission);
    let words = move || {
        let price = lowest(wizard)?;
        let fee = price.share(Bps(commission.0)).ok()?;
        let net = price.checked_sub(fee).ok()?.format(lang());
        let price = price.format(lang());
        Some(tr!(
            "Of {price} you get {net}; {commission} is the platform's fee.",
            "Von {price} bekommen Sie {net}; {commission} ist die Plattformgebühr."
        ))
    };
    view! { <p class="text-sm text-muted" aria-live="polite">{words}</p> }
}

fn lowest(wizard: Wizard) -> Option<Money> {
    wizard.draft.with(|draft| {
        let parse = |text: &str| Money::parse(text, wizard.currency).ok().filter(|money| money.is_positive());
        match draft.pricing {
            PricingKind::OneTime => parse(&draft.price),
            PricingKind::Packages => draft
                .packages
                .iter()
                .filter(|package| package.offered)
                .filter_map(|package| parse(&package.price))
                .min_by_key(|money| money.minor),
            PricingKind::PerUnit => {
                Rate::parse(&draft.rate).ok()?.cost(draft.quantity_min.trim().parse().ok()?, wizard.currency).ok()
            }
        }
    })
}

#[component]
fn Addons(wizard: Wizard) -> impl IntoView {
    let add = Callback::new(move |()| {
        wizard
            .change_rows(|draft| draft.addons.push(AddonDraft { extra_days: "0".to_owned(), ..AddonDraft::default() }))
    });
    let rows = move || {
        wizard.rows.track();
        let count = wizard.draft.with_untracked(|draft| draft.addons.len());
        (0..count).map(|index| view! { <AddonRow wizard=wizard index=index /> }).collect_view()
    };
    view! {
        <fieldset class="field" id="w-addons" tabindex="-1">
            <legend class="field-label">{tr!("Extras", "Extras")}</legend>
            <p class="field-help">{tr!("What can be added for more money: faster, more formats, a call.", "Was man für mehr Geld dazunehmen kann: schneller, mehr Formate, ein Gespräch.")}</p>
            <div class="flex flex-col gap-3">{rows}</div>
            <div class="mt-3"><Button icon=icondata::LuPlus on_press=add>{tr!("Add an extra", "Extra hinzufügen")}</Button></div>
        </fieldset>
    }
}

#[component]
fn AddonRow(wizard: Wizard, index: usize) -> impl IntoView {
    let remove = Callback::new(move |()| {
        wizard.change_rows(|draft| {
            if index < draft.addons.len() {
                draft.addons.remove(index);
            }
        });
    });
    let n = index + 1;
    view! {
        <div class="row-card">
            <TextInput name=format!("addons[{index}][name]") label=tr!("Extra {n}", "Extra {n}") bind=wizard.text(move |draft| draft.addons.get_mut(index).map(|addon| &mut addon.name)) maxlength=120 />
            <div class="form-row">
                <MoneyInput name=format!("addons[{index}][price]") label=tr!("Price", "Preis") currency=wizard.currency bind=wizard.text(move |draft| draft.addons.get_mut(index).map(|addon| &mut addon.price)) />
                <TextInput name=format!("addons[{index}][extra_days]") label=tr!("More days", "Mehr Tage") inputmode="numeric" bind=wizard.text(move |draft| draft.addons.get_mut(index).map(|addon| &mut addon.extra_days)) />
            </div>
            <div><Button look=Look::Quiet size=Size::Small icon=icondata::LuTrash2 on_press=remove>{tr!("Remove extra {n}", "Extra {n} entfernen")}</Button></div>
        </div>
    }
}
