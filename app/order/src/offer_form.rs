//! The seller's form: a new offer, or the next version of one. A plain form throughout; the milestones' rows open one
//! after the other as `<details>`, so that no script is needed to add one.

use crate::offer_words as words;
use api::{kept, offers::SendOffer, problem_of, value_of};
use leptos::{ev::MouseEvent, prelude::*};
use leptos_router::hooks::{use_navigate, use_query_map};
use model::{
    ChatId, Currency, Money, OfferId, Party, Problem,
    offers::{MAX_STEPS, OfferFormView, StepDraft, price_limits},
};
use ui::prelude::*;

/// A plain click opens the dialog; with a key held the link goes where links go.
pub fn to_form(ev: &MouseEvent, open: RwSignal<bool>) {
    if !(ev.ctrl_key() || ev.meta_key() || ev.shift_key() || ev.alt_key()) {
        ev.prevent_default();
        open.set(true);
    }
}

/// `/offers/new?chat=…`, with `&replaces=…` for a change.
#[component]
pub fn NewOfferPage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        query.with(|query| {
            let chat = query.get("chat").and_then(|id| id.parse::<ChatId>().ok());
            // a change of something unknown is not found, rather than a new offer
            let replaces = query.get("replaces").map(|id| id.parse::<OfferId>().ok());
            (chat, replaces)
        })
    });
    let form = Resource::new_blocking(
        move || asked.get(),
        |(chat, replaces)| async move {
            match (chat, replaces) {
                (Some(chat), None) => api::offers::offer_form(chat, None).await,
                (Some(chat), Some(Some(offer))) => api::offers::offer_form(chat, Some(offer)).await,
                _ => Err(Problem::NotFound.into()),
            }
        },
    );
    let navigate = use_navigate();
    let sent = Callback::new(move |offer: OfferId| navigate(&format!("/offers/{offer}"), Default::default()));
    view! { <Load from=form bones=Bones::Detail main=true view={move |form| view! { <Framed form=form sent=sent /> }.into_any()} /> }
}

#[component]
fn Framed(form: OfferFormView, sent: Callback<OfferId>) -> impl IntoView {
    let client = form.client.clone();
    let title = if form.replaces.is_some() {
        tr!("Change the offer", "Angebot ändern")
    } else {
        tr!("Make an offer", "Angebot machen")
    };
    let crumbs = vec![Crumb::new(
        tr!("Conversation with {client}", "Unterhaltung mit {client}"),
        words::room(Party::Seller, form.chat),
    )];
    let change = form.replaces.is_some().then(|| {
        view! {
            <Notice class="mb-4" title=tr!("This becomes a new version", "Das wird eine neue Fassung")>
                {tr!("The version before stays visible as it was, and can no longer be accepted.", "Die bisherige Fassung bleibt sichtbar, wie sie war, und lässt sich nicht mehr annehmen.")}
            </Notice>
        }
    });
    view! {
        <PageHeader title=title crumbs=crumbs lead=move || tr!("For {client}", "Für {client}") />
        {change}
        <Card><OfferForm form=form sent=sent /></Card>
    }
}

/// The form itself. `sent` hears of the offer that was sent.
#[component]
pub fn OfferForm(form: OfferFormView, sent: Callback<OfferId>) -> impl IntoView {
    let send = ServerAction::<SendOffer>::new();
    let outcome = value_of(send);
    Effect::new(move |_| {
        if let Some(offer) = outcome.get() {
            sent.run(offer);
        }
    });
    if form.products.is_empty() {
        return view! {
            <EmptyState icon=icondata::LuTag title=tr!("No service to base it on", "Keine Leistung als Grundlage")
                text=tr!("An offer is based on one of your published services. Publish one first.", "Ein Angebot beruht auf einer Ihrer veröffentlichten Leistungen. Veröffentlichen Sie zuerst eine.")>
                <LinkButton look=Look::Primary href="/sell/products">{tr!("To your services", "Zu Ihren Leistungen")}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let OfferFormView { chat, products, currency, replaces, draft, .. } = form;
    let asks = products.iter().any(|product| product.questions > 0);
    let choices = products.into_iter().map(|product| Choice::new(product.id.to_string(), product.name)).collect();
    let product = Signal::stored(draft.product.clone());
    let ask_intake = Signal::stored(draft.ask_intake);
    let (least, most) = price_limits(currency);
    let (least, most) = (least.format(lang()), most.format(lang()));
    let split = !draft.milestones.is_empty() || was_typed(0);
    let price = RwSignal::new(draft.price.clone());
    view! {
        <ActionForm action=send>
            <FormScope problem=problem_of(send) id="offer">
                <input type="hidden" name="chat" value=chat.to_string() />
                {replaces.map(|offer| view! { <input type="hidden" name="replaces" value=offer.to_string() /> })}
                <input type="hidden" name="draft[key]" value=draft.key.clone() />
                <Select name="draft[product]" label=tr!("Based on", "Grundlage") choices=choices value=product
                    help=tr!("Gives the category, the checklist and the questions.", "Gibt Kategorie, Checkliste und Fragen vor.") />
                <TextInput name="draft[title]" label=tr!("Title", "Titel") value=draft.title.clone() maxlength=120 />
                <TextArea name="draft[description]" label=tr!("What is included", "Was enthalten ist") value=draft.description.clone() rows=6 maxlength=4000 />
                <div class="form-row">
                    <MoneyInput name="draft[price]" label=tr!("Price", "Preis") currency=currency bind=price optional=true
                        help=tr!("From {least} to {most}. With milestones it may stay empty: they make the price.", "Von {least} bis {most}. Mit Meilensteinen darf er leer bleiben: Sie ergeben den Preis.") />
                    <TextInput name="draft[days]" label=tr!("Days until delivery", "Tage bis zur Lieferung") value=draft.days.clone() optional=true inputmode="numeric"
                        help=tr!("With milestones it may stay empty.", "Mit Meilensteinen darf es leer bleiben.") />
                </div>
                <details open=split>
                    <summary class="link text-sm">{tr!("Split it into milestones", "In Meilensteine aufteilen")}</summary>
                    <p class="mt-2 text-sm text-muted">{tr!("Each milestone is delivered, accepted and paid out on its own. Rows that stay empty do not count.", "Jeder Meilenstein wird einzeln geliefert, angenommen und ausgezahlt. Leere Zeilen zählen nicht.")}</p>
                    <Rows rows=draft.milestones.clone() currency=currency />
                </details>
                <div class="form-row">
                    <TextInput name="draft[revisions]" label=tr!("Revisions included", "Enthaltene Überarbeitungen") value=draft.revisions.clone() inputmode="numeric" />
                    <TextInput name="draft[valid_days]" label=tr!("Valid for (days)", "Gültig für (Tage)") value=draft.valid_days.clone() inputmode="numeric" help=tr!("1 to 60", "1 bis 60") />
                </div>
                {asks.then(|| view! {
                    <Checkbox name="draft[ask_intake]" checked=ask_intake label=tr!("Ask the service's questions", "Die Fragen der Leistung stellen")
                        help=tr!("The client answers them after paying; the delivery time runs from then.", "Der Kunde beantwortet sie nach dem Zahlen; die Lieferzeit läuft ab dann.") />
                })}
                <Button kind="submit" look=Look::Primary icon=icondata::LuSend pending=send.pending()>
                    {if replaces.is_some() { tr!("Send the new version", "Neue Fassung senden") } else { tr!("Send the offer", "Angebot senden") }}
                </Button>
            </FormScope>
        </ActionForm>
    }
    .into_any()
}

/// The milestones' rows, and what their amounts sum to.
#[component]
fn Rows(rows: Vec<StepDraft>, currency: Currency) -> impl IntoView {
    let amounts: Vec<RwSignal<String>> =
        (0..MAX_STEPS).map(|n| RwSignal::new(rows.get(n).map(|row| row.amount.clone()).unwrap_or_default())).collect();
    let read = amounts.clone();
    let sum = Memo::new(move |_| {
        let typed = read.iter().map(|amount| amount.get()).filter(|amount| !amount.trim().is_empty());
        let parts = typed.map(|amount| Money::parse(&amount, currency)).collect::<Result<Vec<_>, _>>().ok()?;
        Money::sum(parts, currency).ok().filter(|sum| sum.is_positive())
    });
    view! {
        {row(0, rows, amounts, currency)}
        <p class="mt-2 text-sm" aria-live="polite">{move || sum.get().map(|sum| { let sum = sum.format(lang()); tr!("Together {sum}", "Zusammen {sum}") })}</p>
    }
}

/// A plain form came back with something in this row.
fn was_typed(n: usize) -> bool {
    ["title", "amount", "days"].iter().any(|part| !kept(&format!("draft[milestones][{n}][{part}]")).is_empty())
}

/// One row, with the next one folded behind it.
fn row(n: usize, rows: Vec<StepDraft>, amounts: Vec<RwSignal<String>>, currency: Currency) -> AnyView {
    let Some(amount) = amounts.get(n).copied() else { return ().into_any() };
    let typed = rows.get(n).cloned().unwrap_or_default();
    let (number, at) = (n + 1, |part: &str| format!("draft[milestones][{n}][{part}]"));
    // two rows are there at once: fewer are no split
    let unfolded = n == 0 || rows.len() > n + 1 || was_typed(n + 1);
    let more = (number < MAX_STEPS).then(|| {
        let next = row(number, rows, amounts, currency);
        view! {
            <details class="mt-2" open=unfolded>
                <summary class="link text-sm">{let next = number + 1; tr!("Milestone {next}", "Meilenstein {next}")}</summary>
                {next}
            </details>
        }
    });
    view! {
        <fieldset class="mt-3">
            <legend class="field-label">{tr!("Milestone {number}", "Meilenstein {number}")}</legend>
            <TextInput name=at("title") label=tr!("What is delivered", "Was geliefert wird") value=typed.title optional=true maxlength=160 />
            <div class="form-row mt-2">
                <MoneyInput name=at("amount") label=tr!("Amount", "Betrag") currency=currency bind=amount optional=true />
                <TextInput name=at("days") label=tr!("Days", "Tage") value=typed.days optional=true inputmode="numeric" />
            </div>
        </fieldset>
        {more}
    }
    .into_any()
}
