//! `/admin/settings`: what the project decides for itself: its face, its money, its rules, and who answers for it.

mod disputes;
mod face;
mod imprint;
mod percent;

pub use percent::{percent, read_percent};

use crate::domains::Domains;
use api::projects::{SaveProjectSettings, load_project_settings};
use leptos::prelude::*;
use model::{Bps, Currency, Lang, events::Subject, identity::ProjectSettings};
use ui::prelude::*;

/// The page.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let save = ServerAction::<SaveProjectSettings>::new();
    toast_result(save.value(), |()| tr!("Saved.", "Gespeichert."));
    Effect::new(move |_| {
        if api::value_of(save).get().is_some() {
            me().refresh();
        }
    });
    let changed = live().version(Subject::Project, None);
    let settings = Resource::new(move || changed.get(), |_| load_project_settings());
    view! {
        <PageHeader title=tr!("Settings", "Einstellungen") />
        <div class="stack">
            <Load from=settings bones=Bones::Detail view=move |settings| view! { <Editor settings=settings save=save /> }.into_any() />
            <disputes::DisputeSettingsCard />
            <Domains />
        </div>
    }
}

/// The fields as they are typed.
#[derive(Clone, Copy)]
struct Typed {
    name: RwSignal<String>,
    tagline: RwSignal<String>,
    sender: RwSignal<String>,
    colour: RwSignal<String>,
    logo: RwSignal<String>,
    zone: RwSignal<String>,
    currency: RwSignal<String>,
    lang: RwSignal<String>,
    commission: RwSignal<String>,
    clearing: RwSignal<String>,
    auto_accept: RwSignal<String>,
    upload: RwSignal<String>,
    review: RwSignal<bool>,
    imprint: imprint::Typed,
}

impl Typed {
    fn of(s: &ProjectSettings) -> Self {
        let text = |text: &str| RwSignal::new(text.to_owned());
        Self {
            name: text(&s.name),
            tagline: text(&s.tagline),
            sender: text(&s.sender_name),
            colour: text(&s.colour),
            logo: text(&s.logo),
            zone: text(&s.time_zone),
            currency: text(s.currency.code()),
            lang: text(s.lang.code()),
            commission: text(&percent(s.commission)),
            clearing: text(&s.clearing_days.to_string()),
            auto_accept: text(&s.auto_accept_days.to_string()),
            upload: text(&(s.max_upload_bytes / 1_048_576).max(1).to_string()),
            review: RwSignal::new(s.review_products),
            imprint: imprint::Typed::of(&s.imprint),
        }
    }

    /// What cannot be read is sent out of bounds, so that the server names the field.
    fn settings(self, before: &ProjectSettings) -> ProjectSettings {
        let number = |signal: RwSignal<String>| signal.get().trim().parse::<u32>().unwrap_or(u32::MAX);
        ProjectSettings {
            name: self.name.get(),
            tagline: self.tagline.get(),
            currency: self.currency.get().parse().unwrap_or(before.currency),
            lang: self.lang.get().parse().unwrap_or(before.lang),
            time_zone: self.zone.get(),
            colour: self.colour.get().trim().to_owned(),
            logo: self.logo.get(),
            sender_name: self.sender.get(),
            commission: read_percent(&self.commission.get()).unwrap_or(Bps(-1)),
            clearing_days: number(self.clearing),
            auto_accept_days: number(self.auto_accept),
            review_products: self.review.get(),
            max_upload_bytes: u64::from(number(self.upload)).saturating_mul(1_048_576),
            imprint: self.imprint.imprint(),
        }
    }
}

#[component]
fn Editor(settings: ProjectSettings, save: ServerAction<SaveProjectSettings>) -> impl IntoView {
    let typed = Typed::of(&settings);
    let currencies = Currency::ALL
        .map(|currency| Choice::new(currency.code(), format!("{} {}", currency.code(), currency.symbol())))
        .to_vec();
    let langs = Lang::ALL.map(|lang| Choice::new(lang.code(), lang.name())).to_vec();
    let pick = |signal: RwSignal<String>| Callback::new(move |value: String| signal.set(value));
    view! {
        <form on:submit=move |event| {
            event.prevent_default();
            save.dispatch(SaveProjectSettings { settings: typed.settings(&settings) });
        }>
            <FormScope problem=api::problem_of(save) id="settings">
                <div class="stack">
                    <face::Face typed=typed />
                    <Card title=tr!("Where it is", "Wo es ist")>
                        <div class="form-row">
                            <Select name="currency" label=tr!("Currency", "Währung") choices=currencies value=typed.currency on_change=pick(typed.currency)
                                help=tr!("Fixed once the first money has moved.", "Steht fest, sobald Geld geflossen ist.") />
                            <Select name="lang" label=tr!("Language of visitors", "Sprache für Besucher") choices=langs value=typed.lang on_change=pick(typed.lang) />
                            <TextInput name="time_zone" label=tr!("Time zone", "Zeitzone") bind=typed.zone placeholder=tr!("Europe/Berlin", "Europe/Berlin") />
                        </div>
                    </Card>
                    <Card title=tr!("Money and time", "Geld und Zeit")>
                        <div class="form-row">
                            <TextInput name="commission" label=tr!("Your commission", "Ihre Provision") bind=typed.commission inputmode="decimal" suffix="%"
                                help=tr!("Of what is released. Paid orders keep theirs.", "Vom Freigegebenen. Bezahlte Aufträge behalten ihre.") />
                            <TextInput name="clearing_days" label=tr!("Clearing period", "Wartezeit") bind=typed.clearing inputmode="numeric" suffix=tr!("days", "Tage")
                                help=tr!("Before a seller can take released money.", "Bevor Anbieter freigegebenes Geld abheben.") />
                            <TextInput name="auto_accept_days" label=tr!("Accepted by itself after", "Von selbst angenommen nach") bind=typed.auto_accept inputmode="numeric" suffix=tr!("days", "Tagen")
                                help=tr!("When the client does not answer a delivery.", "Wenn der Kunde auf eine Lieferung nicht antwortet.") />
                        </div>
                    </Card>
                    <Card title=tr!("Rules", "Regeln")>
                        <div class="stack">
                            <Checkbox name="review_products" switch=true label=tr!("Review products before they are shown", "Produkte prüfen, bevor sie erscheinen") checked=typed.review
                                on_change=Callback::new(move |on| typed.review.set(on)) />
                            <TextInput name="max_upload_bytes" label=tr!("Largest file", "Größte Datei") bind=typed.upload inputmode="numeric" suffix="MB" />
                        </div>
                    </Card>
                    <imprint::ImprintCard typed=typed.imprint />
                    <div><Button kind="submit" look=Look::Primary pending=save.pending()>{tr!("Save the settings", "Einstellungen speichern")}</Button></div>
                </div>
            </FormScope>
        </form>
    }
}
