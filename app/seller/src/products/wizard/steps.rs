//! The steps, which field belongs to which, and the way between them.

use super::state::Wizard;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use ui::prelude::*;

/// A step of the wizard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Basics,
    Pricing,
    Delivery,
    Intake,
    Checklist,
    Media,
    Seo,
    Review,
}

impl Step {
    pub const ALL: [Self; 8] = [
        Self::Basics,
        Self::Pricing,
        Self::Delivery,
        Self::Intake,
        Self::Checklist,
        Self::Media,
        Self::Seo,
        Self::Review,
    ];

    /// The step as its address names it.
    const fn as_str(self) -> &'static str {
        match self {
            Self::Basics => "basics",
            Self::Pricing => "pricing",
            Self::Delivery => "delivery",
            Self::Intake => "intake",
            Self::Checklist => "checklist",
            Self::Media => "media",
            Self::Seo => "seo",
            Self::Review => "review",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == name)
    }

    /// The step that has this field.
    pub fn of(field: &str) -> Self {
        match field.split('.').next().unwrap_or_default() {
            "pricing" | "price" | "packages" | "addons" | "rate" | "quantity_min" | "quantity_max"
            | "quantity_step" | "unit" => Self::Pricing,
            "delivery_days" | "revisions" | "auto_accept_days" | "milestone_plan" => Self::Delivery,
            "intake" => Self::Intake,
            "checklist" => Self::Checklist,
            "cover" | "media" => Self::Media,
            "slug" | "seo_title" | "seo_description" => Self::Seo,
            _ => Self::Basics,
        }
    }

    pub fn title(self) -> String {
        match self {
            Self::Basics => tr!("What it is", "Was es ist"),
            Self::Pricing => tr!("Price", "Preis"),
            Self::Delivery => tr!("Delivery", "Lieferung"),
            Self::Intake => tr!("Questions", "Fragen"),
            Self::Checklist => tr!("Checklist", "Prüfliste"),
            Self::Media => tr!("Pictures", "Bilder"),
            Self::Seo => tr!("Search engines", "Suchmaschinen"),
            Self::Review => tr!("Check and publish", "Prüfen und veröffentlichen"),
        }
    }

    pub fn href(self, wizard: Wizard) -> String {
        format!("/sell/products/{}?step={}", wizard.id, self.as_str())
    }

    fn next(self) -> Option<Self> {
        let at = Self::ALL.iter().position(|step| *step == self)?;
        Self::ALL.get(at + 1).copied()
    }
}

#[component]
pub fn StepNav(wizard: Wizard, step: Memo<Step>) -> impl IntoView {
    let items = Step::ALL
        .iter()
        .map(|one| {
            let one = *one;
            let wrong = Memo::new(move |_| wizard.wrong_in(one));
            view! {
                <a class="wizard-step" href=one.href(wizard) aria-current=move || (step.get() == one).then_some("step")>
                    {one.title()}
                    {move || (wrong.get() > 0).then(|| {
                        let n = wrong.get();
                        view! { <Chip tone=Tone::Danger label=tr!("{n} to mend", "{n} zu beheben") /> }
                    })}
                </a>
            }
        })
        .collect_view();
    view! { <nav class="wizard-steps" aria-label=tr!("Steps", "Schritte")>{items}</nav> }
}

/// Save, and go on.
#[component]
pub fn StepFoot(wizard: Wizard, step: Memo<Step>) -> impl IntoView {
    let navigate = use_navigate();
    let go = Callback::new(move |()| {
        let now = step.get_untracked();
        if wizard.is_dirty_now() {
            wizard.save();
        }
        // what is wrong here is mended here; what is wrong elsewhere is shown at its step
        if let Some(next) = now.next().filter(|_| wizard.wrong_now(now) == 0) {
            navigate(&next.href(wizard), Default::default());
        }
    });
    view! {
        {move || step.get().next().map(|next| {
            let title = next.title();
            view! {
                <div class="mt-6 flex flex-wrap gap-2 border-t border-line pt-4">
                    <Button look=Look::Primary on_press=go icon=icondata::LuArrowRight>{tr!("Save and go on: {title}", "Speichern und weiter: {title}")}</Button>
                </div>
            }
        })}
    }
}
