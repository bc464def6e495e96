//! How it is delivered: times, rounds of changes, the milestones' plan; and what is checked before the last delivery.

use super::state::Wizard;
use leptos::prelude::*;
use model::catalogue::{MAX_MILESTONES, MilestoneDraft, PricingKind};
use ui::prelude::*;

#[component]
pub fn Delivery(wizard: Wizard) -> impl IntoView {
    let packages = Memo::new(move |_| wizard.draft.with(|draft| draft.pricing == PricingKind::Packages));
    view! {
        {move || if packages.get() {
            view! { <p class="text-sm text-muted">{tr!("Delivery time and rounds of changes stand on each package, under “Price”.", "Lieferzeit und Änderungsrunden stehen an jedem Paket, unter „Preis“.")}</p> }.into_any()
        } else {
            view! {
                <div class="form-row">
                    <TextInput name="delivery_days" label=tr!("Days until delivery", "Tage bis zur Lieferung") inputmode="numeric" bind=wizard.text(|draft| Some(&mut draft.delivery_days)) />
                    <TextInput name="revisions" label=tr!("Rounds of changes", "Änderungsrunden") inputmode="numeric" bind=wizard.text(|draft| Some(&mut draft.revisions)) />
                </div>
            }.into_any()
        }}
        <TextInput name="auto_accept_days" label=tr!("Days until an unanswered delivery counts as accepted", "Tage, bis eine unbeantwortete Lieferung als angenommen gilt") help=tr!("Empty: as the project says. The buyer is reminded before.", "Leer: wie das Projekt es sagt. Käufer werden vorher erinnert.") inputmode="numeric" optional=true bind=wizard.text(|draft| Some(&mut draft.auto_accept_days)) class="max-w-md" />
        <Milestones wizard=wizard />
    }
}

#[component]
fn Milestones(wizard: Wizard) -> impl IntoView {
    let count = move || wizard.draft.with(|draft| draft.milestone_plan.len());
    let add = Callback::new(move |()| {
        wizard.change_rows(|draft| {
            let share = if draft.milestone_plan.is_empty() { "100" } else { "" };
            draft.milestone_plan.push(MilestoneDraft {
                share: share.to_owned(),
                days: "3".to_owned(),
                ..MilestoneDraft::default()
            });
        })
    });
    let even = Callback::new(move |()| {
        wizard.change_rows(|draft| {
            let shares = even_shares(draft.milestone_plan.len());
            for (step, share) in draft.milestone_plan.iter_mut().zip(shares) {
                step.share = share;
            }
        })
    });
    let rows = move || {
        wizard.rows.track();
        let count = wizard.draft.with_untracked(|draft| draft.milestone_plan.len());
        (0..count).map(|index| view! { <MilestoneRow wizard=wizard index=index count=count /> }).collect_view()
    };
    let problem = wizard.problem_of(super::steps::Step::Delivery);
    let error = move || match problem.get() {
        Some(model::Problem::Invalid(errors)) => errors.get("milestone_plan").map(text_of),
        _ => None,
    };
    view! {
        <fieldset class="field" id="w-milestone_plan" tabindex="-1">
            <legend class="field-label">{tr!("Milestones", "Meilensteine")}</legend>
            <p class="field-help">{tr!("Each is delivered, accepted and paid out by itself. Without any, all is one delivery.", "Jeder wird für sich geliefert, angenommen und ausgezahlt. Ohne Meilensteine ist alles eine Lieferung.")}</p>
            <p class="field-error" role="alert">{error}</p>
            <div class="flex flex-col gap-3">{rows}</div>
            <div class="mt-3 flex flex-wrap gap-2">
                <Button icon=icondata::LuPlus on_press=add disabled=Signal::derive(move || count() >= MAX_MILESTONES)>{tr!("Add a milestone", "Meilenstein hinzufügen")}</Button>
                {move || (count() > 1).then(|| view! { <Button look=Look::Quiet on_press=even>{tr!("Share evenly", "Gleich verteilen")}</Button> })}
            </div>
        </fieldset>
    }
}

/// Equal shares that sum to 100.
fn even_shares(count: usize) -> Vec<String> {
    let n = i32::try_from(count.max(1)).unwrap_or(1);
    (0..n)
        .map(|index| {
            let bps = 10_000 / n + i32::from(index < 10_000 % n);
            model::Bps(bps).to_string().trim_end_matches('%').to_owned()
        })
        .collect()
}

#[component]
fn MilestoneRow(wizard: Wizard, index: usize, count: usize) -> impl IntoView {
    let remove = Callback::new(move |()| {
        wizard.change_rows(|draft| {
            if index < draft.milestone_plan.len() {
                draft.milestone_plan.remove(index);
            }
        })
    });
    let shift = move |up: bool| Callback::new(move |()| wizard.move_row(|draft| &mut draft.milestone_plan, index, up));
    let n = index + 1;
    let name = move |part: &str| format!("milestone_plan[{index}][{part}]");
    view! {
        <div class="row-card">
            <div class="flex items-start justify-between gap-2">
                <p class="font-medium">{tr!("Milestone {n}", "Meilenstein {n}")}</p>
                <div class="flex">
                    <IconButton glyph=icondata::LuArrowUp label=tr!("Move milestone {n} up", "Meilenstein {n} nach oben") on_press=shift(true) disabled={index == 0} />
                    <IconButton glyph=icondata::LuArrowDown label=tr!("Move milestone {n} down", "Meilenstein {n} nach unten") on_press=shift(false) disabled={index + 1 == count} />
                    <IconButton glyph=icondata::LuTrash2 label=tr!("Remove milestone {n}", "Meilenstein {n} entfernen") on_press=remove />
                </div>
            </div>
            <TextInput name=name("title") label=tr!("What is delivered", "Was geliefert wird") bind=wizard.text(move |draft| draft.milestone_plan.get_mut(index).map(|step| &mut step.title)) maxlength=160 />
            <div class="form-row">
                <TextInput name=name("share") label=tr!("Share of the price", "Anteil am Preis") suffix="%" inputmode="decimal" bind=wizard.text(move |draft| draft.milestone_plan.get_mut(index).map(|step| &mut step.share)) />
                <TextInput name=name("days") label=tr!("Days after the step before", "Tage nach dem Schritt davor") inputmode="numeric" bind=wizard.text(move |draft| draft.milestone_plan.get_mut(index).map(|step| &mut step.days)) />
            </div>
            <TextInput name=name("description") label=tr!("More about it", "Mehr dazu") optional=true bind=wizard.text(move |draft| draft.milestone_plan.get_mut(index).map(|step| &mut step.description)) />
        </div>
    }
}

/// What must be ticked before the final submission.
#[component]
pub fn Checklist(wizard: Wizard) -> impl IntoView {
    view! {
        <TextArea
            name="checklist"
            label=tr!("Checked before the final delivery", "Vor der letzten Lieferung geprüft")
            help=tr!("One line each, at most 20. You tick them before you hand in; buyers see them and trust you more.", "Je eine Zeile, höchstens 20. Sie haken sie vor der Abgabe ab; Käufer sehen sie und vertrauen Ihnen mehr.")
            bind=wizard.lines(|draft| Some(&mut draft.checklist))
            rows=6
            optional=true
        />
    }
}
