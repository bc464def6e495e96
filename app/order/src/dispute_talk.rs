//! The second tab: what was written, to everybody or between one side and the mediators.

use crate::dispute_context::{act, the_dispute};
use api::{disputes::WriteInDispute, problem_of};
use leptos::prelude::*;
use model::{
    Party,
    disputes::{DisputeMessageType, DisputeMessageView, Visibility},
};
use ui::prelude::*;

#[component]
pub fn Conversation() -> impl IntoView {
    let the = the_dispute();
    let messages = the.part(|d| d.messages.clone());
    let names = the.dispute.with_untracked(|d| (d.client.clone(), d.seller.clone()));
    let write = act::<WriteInDispute>(|_| tr!("Sent.", "Gesendet."));
    let may = the.part(|d| d.may.write);
    view! {
        <Card title=tr!("Conversation", "Gespräch")>
            {move || {
                let list = messages.get();
                if list.is_empty() {
                    return view! { <p class="text-muted">{tr!("Nothing was written yet. What you write here is part of the dispute and stays.", "Noch nichts geschrieben. Was Sie hier schreiben, gehört zum Streitfall und bleibt.")}</p> }.into_any();
                }
                let lines = list.into_iter().map(|message| view! { <Line message=message names=names.clone() /> }).collect_view();
                view! { <ol class="stack">{lines}</ol> }.into_any()
            }}
            {move || may.get().then(|| view! { <Form write=write /> })}
        </Card>
    }
}

#[component]
fn Line(message: DisputeMessageView, names: (String, String)) -> impl IntoView {
    let who = match (message.by, message.mine) {
        (_, true) => tr!("You", "Sie"),
        (Party::Staff, _) => {
            let name = message.by_name;
            tr!("{name} (mediation)", "{name} (Vermittlung)")
        }
        _ => message.by_name,
    };
    let kind = match message.kind {
        DisputeMessageType::Comment => None,
        DisputeMessageType::Decision => Some((tr!("Decision", "Entscheidung"), Tone::Good)),
        DisputeMessageType::Appeal => Some((tr!("Appeal", "Widerspruch"), Tone::Attention)),
    };
    let private = match message.visibility {
        Visibility::Both => None,
        Visibility::Client => Some(names.0),
        Visibility::Seller => Some(names.1),
    };
    view! {
        <li class="border-b border-line pb-3">
            <p class="flex flex-wrap items-center gap-2 text-sm">
                <span class="font-medium">{who}</span>
                <span class="text-muted"><Moment at=message.created_at /></span>
                {kind.map(|(label, tone)| view! { <Chip label=label tone=tone icon=icondata::LuGavel /> })}
                {private.map(|name| view! { <Chip label=tr!("Only {name} and the mediation", "Nur {name} und die Vermittlung") tone=Tone::Neutral icon=icondata::LuLock /> })}
            </p>
            <p class="mt-1 whitespace-pre-line break-words">{message.words}</p>
        </li>
    }
}

#[component]
fn Form(write: ServerAction<WriteInDispute>) -> impl IntoView {
    let the = the_dispute();
    let id = the.id();
    let (client, seller) = the.dispute.with_untracked(|d| (d.client.clone(), d.seller.clone()));
    let mut readers =
        vec![Choice::new(Visibility::Both.as_str(), tr!("Everybody in this dispute", "Alle in diesem Streitfall"))];
    match the.viewer() {
        Party::Client => {
            readers.push(Choice::new(Visibility::Client.as_str(), tr!("Only the mediation", "Nur die Vermittlung")))
        }
        Party::Seller => {
            readers.push(Choice::new(Visibility::Seller.as_str(), tr!("Only the mediation", "Nur die Vermittlung")))
        }
        _ => {
            readers.push(Choice::new(Visibility::Client.as_str(), tr!("Only {client}", "Nur {client}")));
            readers.push(Choice::new(Visibility::Seller.as_str(), tr!("Only {seller}", "Nur {seller}")));
        }
    }
    let message = RwSignal::new(String::new());
    Effect::new(move |_| {
        if write.value().with(|value| matches!(value, Some(Ok(_)))) {
            message.set(String::new());
        }
    });
    view! {
        <ActionForm action=write attr:class="mt-4">
            <FormScope problem=problem_of(write) id="write">
                <input type="hidden" name="dispute" value=id />
                <TextArea name="message" label=tr!("Your message", "Ihre Nachricht") bind=message rows=4 maxlength=10000 />
                <Select name="visibility" label=tr!("Who reads it", "Wer es liest") choices=readers value=Visibility::Both.as_str().to_owned() />
                <div><Button kind="submit" look=Look::Primary icon=icondata::LuSend pending=write.pending()>{tr!("Send", "Senden")}</Button></div>
            </FormScope>
        </ActionForm>
    }
}
