//! "Ask for an offer", for the client in a room: a small form that becomes a message of theirs.

use api::{offers::AskForOffer, problem_of};
use leptos::prelude::*;
use model::ChatId;
use ui::prelude::*;

/// Folded under the box where messages are written. A plain form without WASM.
#[component]
pub fn OfferWish(
    chat: ChatId,
    /// The last number that the page shows.
    seq: Signal<i64>,
) -> impl IntoView {
    let ask = ServerAction::<AskForOffer>::new();
    toast_result(ask.value(), |_| {
        tr!("The seller was asked for an offer.", "Der Anbieter wurde um ein Angebot gebeten.")
    });
    // what was sent is gone from the form
    let sent = RwSignal::new(0_u32);
    Effect::new(move |_| {
        if ask.value().with(|value| matches!(value, Some(Ok(())))) {
            sent.update(|n| *n += 1);
        }
    });
    let refused = problem_of(ask);
    view! {
        <details open=move || refused.with(Option::is_some)>
            <summary class="link text-sm">{tr!("Ask for an offer", "Um ein Angebot bitten")}</summary>
            <ActionForm action=ask attr:class="mt-2">
                <FormScope problem=refused id="wish">
                    <input type="hidden" name="chat" value=chat.to_string() />
                    <input type="hidden" name="seq" value=move || seq.get() />
                    {move || {
                        sent.get();
                        view! { <Fields /> }
                    }}
                    <Button kind="submit" size=Size::Small pending=ask.pending()>{tr!("Ask for an offer", "Um ein Angebot bitten")}</Button>
                </FormScope>
            </ActionForm>
        </details>
    }
}

#[component]
fn Fields() -> impl IntoView {
    view! {
        <TextArea name="what" label=tr!("What do you need?", "Was brauchen Sie?") rows=3 maxlength=4000 />
        <div class="form-row">
            <TextInput name="budget" label=tr!("Budget", "Budget") optional=true inputmode="decimal" help=tr!("An amount, like 500", "Ein Betrag, etwa 500") />
            <TextInput name="until" kind="date" label=tr!("Needed by", "Gebraucht bis") optional=true />
        </div>
    }
}
