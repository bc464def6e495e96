//! Ways out of a dispute: chosen in a form with its figures summed up while they are typed, and shown.

use leptos::prelude::*;
use model::{
    Bps,
    disputes::{OpenSlice, Resolution, Sums, Terms, TypedParts},
};
use ui::prelude::*;

/// The fields `resolution` (or `name`) and `to_client[…]` of each slice. Only the client's part is typed; the seller's is the rest.
#[component]
pub fn TermsFields(
    #[prop(default = "resolution")] name: &'static str,
    #[prop(into)] label: String,
    slices: Vec<OpenSlice>,
    commission: Bps,
    /// Beside the four ways: a value and its words.
    #[prop(optional)]
    other: Option<(&'static str, String)>,
    /// Chosen at first.
    #[prop(default = Resolution::Compensation)]
    first: Resolution,
    /// Ways that make no sense here.
    #[prop(default = &[])]
    without: &'static [Resolution],
) -> impl IntoView {
    let mut choices: Vec<Choice> =
        [Resolution::Compensation, Resolution::Refund, Resolution::Revision, Resolution::None]
            .into_iter()
            .filter(|way| !without.contains(way))
            .map(|way| Choice::new(way.as_str(), way.label(lang())))
            .collect();
    choices.extend(other.map(|(value, words)| Choice::new(value, words)));
    let way = RwSignal::new(first.as_str().to_owned());
    let typed: Vec<(OpenSlice, RwSignal<String>)> =
        slices.iter().map(|slice| (slice.clone(), RwSignal::new(String::new()))).collect();
    // before WASM is there the figures are always open to be filled in
    let asked = RwSignal::new(true);
    Effect::new(move |_| asked.set(way.get() == Resolution::Compensation.as_str()));
    let figures = typed.clone();
    let terms = Memo::new(move |_| {
        let way: Resolution = way.get().parse().ok()?;
        let parts: TypedParts = figures.iter().map(|(slice, text)| (slice.field(), text.get())).collect();
        Some(Terms::read(way, &slices, &parts).map(|terms| (terms, slices.clone())))
    });
    let fields = typed.into_iter().map(|(slice, text)| view! { <SliceField slice=slice text=text /> }).collect_view();
    view! {
        <Select name=name label=label choices=choices value=way on_change=Callback::new(move |value| way.set(value)) />
        <fieldset class="stack" class:hidden=move || !asked.get()>
            <legend class="field-label">{tr!("How much of each milestone goes back to the client", "Wie viel von jedem Meilenstein an den Kunden zurückgeht")}</legend>
            {fields}
        </fieldset>
        <div aria-live="polite">
            {move || match terms.get() {
                Some(Ok((terms, slices))) if terms.resolution.ends_order() => {
                    view! { <Figures terms=terms slices=slices commission=commission /> }.into_any()
                }
                Some(Ok((terms, _))) => view! { <p class="text-sm text-muted">{effect(terms.resolution)}</p> }.into_any(),
                Some(Err(_)) => view! { <p class="text-sm text-muted">{tr!("The sums appear when every figure is there.", "Die Summen erscheinen, sobald alle Beträge da sind.")}</p> }.into_any(),
                None => ().into_any(),
            }}
        </div>
    }
}

/// One milestone: the client's part is typed, the seller's follows.
#[component]
fn SliceField(slice: OpenSlice, text: RwSignal<String>) -> impl IntoView {
    let (title, amount) = (slice.title.clone(), slice.amount);
    let whole = amount.format(lang());
    let rest = move || {
        let part = model::Money::parse(&text.get(), amount.currency).ok()?;
        let rest = amount.checked_sub(part).ok().filter(|rest| rest.minor >= 0 && part.minor >= 0)?.format(lang());
        Some(tr!("{rest} of it to the seller, before the fee.", "{rest} davon an den Anbieter, vor der Gebühr."))
    };
    view! {
        <div>
            <MoneyInput name=format!("to_client[{}]", slice.field()) label=tr!("“{title}”: of {whole}", "„{title}“: von {whole}")
                currency=amount.currency bind=text optional=true />
            <p class="text-sm text-muted tabular-nums">{rest}</p>
        </div>
    }
}

/// What a way out does, where no money moves.
fn effect(way: Resolution) -> String {
    match way {
        Resolution::Revision => tr!(
            "The seller owes one more revision, beyond what was bought. The money stays in escrow; the dates move by the time the order stood still.",
            "Der Anbieter schuldet eine weitere Überarbeitung, über das Gekaufte hinaus. Das Geld bleibt auf dem Treuhandkonto; die Fristen verschieben sich um den Stillstand."
        ),
        _ => tr!(
            "The money stays in escrow and the order goes on; the dates move by the time it stood still.",
            "Das Geld bleibt auf dem Treuhandkonto und der Auftrag geht weiter; die Fristen verschieben sich um den Stillstand."
        ),
    }
}

#[component]
fn Figures(terms: Terms, slices: Vec<OpenSlice>, commission: Bps) -> impl IntoView {
    let currency = slices.first().map(|slice| slice.amount.currency)?;
    let sums = terms.sums(commission, currency).ok()?;
    Some(view! { <SumsStrip sums=sums /> })
}

/// To the client, to the seller, the fee: summing up to what is held.
#[component]
pub fn SumsStrip(sums: Sums) -> impl IntoView {
    let whole = sums.to_client.checked_add(sums.to_seller).and_then(|sum| sum.checked_add(sums.fee)).ok()?;
    let parts = vec![
        MoneyPart::new(tr!("To the client", "An den Kunden"), sums.to_client, Tone::Info),
        MoneyPart::new(tr!("To the seller", "An den Anbieter"), sums.to_seller, Tone::Good)
            .note(tr!("after the fee", "nach der Gebühr")),
        MoneyPart::new(tr!("Fee", "Gebühr"), sums.fee, Tone::Neutral)
            .note(tr!("from the seller's part alone", "nur vom Teil des Anbieters")),
    ];
    Some(view! { <SplitStrip whole_label=tr!("In escrow", "Im Treuhandkonto") whole=whole parts=parts /> })
}

/// Terms as they were made: the way, each milestone's parts, and the sums.
#[component]
pub fn TermsShown(terms: Terms, sums: Sums, titles: Vec<OpenSlice>) -> impl IntoView {
    let title = move |id| {
        titles.iter().find(|slice| slice.milestone == id).map(|slice| slice.title.clone()).unwrap_or_default()
    };
    let divided = terms.resolution == Resolution::Compensation;
    let lines = terms
        .parts
        .iter()
        .filter(|_| divided)
        .map(|part| {
            let (title, client, seller) = (title(part.milestone), part.to_client.format(lang()), part.to_seller.format(lang()));
            view! { <li>{tr!("“{title}”: {client} to the client, {seller} to the seller", "„{title}“: {client} an den Kunden, {seller} an den Anbieter")}</li> }
        })
        .collect_view();
    let moves = terms.resolution.ends_order();
    view! {
        <p class="font-medium">{terms.resolution.label(lang())}</p>
        {if moves {
            view! {
                {divided.then(|| view! { <ul class="mt-1 text-sm tabular-nums">{lines}</ul> })}
                <div class="mt-2"><SumsStrip sums=sums /></div>
            }
            .into_any()
        } else {
            view! { <p class="text-sm text-muted">{effect(terms.resolution)}</p> }.into_any()
        }}
    }
}
