//! What was bought and agreed: items, answers, terms, notes.

use crate::context::{act, the_order};
use api::{orders::NoteOrder, problem_of};
use leptos::prelude::*;
use model::{
    Party,
    intake::{FieldKind, said},
    orders::ItemView,
};
use ui::prelude::*;

/// The card at the right.
#[component]
pub fn Brief() -> impl IntoView {
    let the = the_order();
    let items = the.part(|order| order.items.clone());
    let dates = the.part(|order| {
        (order.placed_at, order.started_at, order.due_at.filter(|_| !order.status.is_over()), order.completed_at)
    });
    let proof = the.part(|order| order.snapshot_hash.clone());
    view! {
        <Card title=tr!("What was agreed", "Was vereinbart ist")>
            {move || items.get().into_iter().map(|item| view! { <Item item=item /> }).collect_view()}
            {move || {
                let (placed, started, due, completed) = dates.get();
                view! {
                    <Facts class="mt-3">
                        <Fact label=tr!("Placed", "Erteilt")><Moment at=placed /></Fact>
                        {started.map(|at| view! { <Fact label=tr!("Started", "Begonnen")><Moment at=at /></Fact> })}
                        {due.filter(|_| completed.is_none()).map(|at| view! { <Fact label=tr!("Due", "Fällig")><Moment at=at /></Fact> })}
                        {completed.map(|at| view! { <Fact label=tr!("Ended", "Beendet")><Moment at=at /></Fact> })}
                    </Facts>
                }
            }}
            {move || proof.get().map(|hash| {
                let short = hash.chars().take(12).collect::<String>();
                view! { <p class="mt-3 text-xs text-muted" title=hash>{tr!("Frozen when it was paid; fingerprint {short}…", "Bei der Zahlung eingefroren; Fingerabdruck {short}…")}</p> }
            })}
        </Card>
        <Notes />
    }
}

#[component]
fn Item(item: ItemView) -> impl IntoView {
    let (days, left, allowed) = (item.delivery_days, item.revisions.left(), item.revisions.allowed);
    let time = if days == 1 { tr!("1 day", "1 Tag") } else { tr!("{days} days", "{days} Tage") };
    let rounds = match allowed {
        1 => tr!("{left} of 1 revision left", "noch {left} von 1 Überarbeitung"),
        _ => tr!("{left} of {allowed} revisions left", "noch {left} von {allowed} Überarbeitungen"),
    };
    let quantity = item.quantity;
    let addons = item.addons.iter().map(|addon| view! { <li>"+ "{addon.name.clone()}</li> }).collect_view();
    let answers = item
        .intake
        .iter()
        .filter(|field| !item.answers.texts(&field.key).is_empty())
        .map(|field| {
            let label = said(&field.label, lang()).to_owned();
            let shown = match field.kind {
                FieldKind::File => {
                    let links = item
                        .answers
                        .texts(&field.key)
                        .into_iter()
                        .enumerate()
                        .map(|(n, id)| {
                            let n = n + 1;
                            view! { <a class="link mr-2" href=format!("/files/{id}") rel="external">{tr!("File {n}", "Datei {n}")}</a> }
                        })
                        .collect_view();
                    links.into_any()
                }
                _ => field.shown(&item.answers, lang()).into_any(),
            };
            view! { <div class="mt-2"><dt class="text-sm text-muted">{label}</dt><dd class="whitespace-pre-line break-words">{shown}</dd></div> }
        })
        .collect_view();
    let agreed = item.agreed.map(|agreed| {
        let (version, href) = (agreed.version, format!("/offers/{}", agreed.offer));
        let link = if version == 1 {
            tr!("The offer it comes from", "Das Angebot dazu")
        } else {
            tr!("The offer it comes from, version {version}", "Das Angebot dazu, Fassung {version}")
        };
        view! {
            <p class="mt-2 whitespace-pre-line break-words">{agreed.description}</p>
            <p class="text-sm"><a class="link" href=href>{link}</a></p>
        }
    });
    view! {
        <div class="border-b border-line pb-3 mb-3">
            <p class="flex justify-between gap-2">
                <a class="link-quiet font-medium" href=format!("/services/{}", item.product_slug)>{item.name.clone()}</a>
                <Amount money=item.price />
            </p>
            {(quantity > 1).then(|| view! { <p class="text-sm text-muted">{tr!("Quantity {quantity}", "Menge {quantity}")}</p> })}
            <ul class="text-sm text-muted">{addons}</ul>
            <p class="text-sm text-muted">{time}" · "{rounds}</p>
            {agreed}
            <dl>{answers}</dl>
        </div>
    }
}

/// The client's note is for the seller; the seller's is for their own team.
#[component]
fn Notes() -> impl IntoView {
    let the = the_order();
    let viewer = the.viewer();
    let (buyer, own) = the.order.with_untracked(|order| {
        (
            order.buyer_note.clone(),
            if viewer == Party::Client { order.buyer_note.clone() } else { order.seller_note.clone() },
        )
    });
    let save = act::<NoteOrder>(|_| tr!("Note saved.", "Notiz gespeichert."));
    let id = the.order.with_untracked(|order| order.id.to_string());
    let of_client = (viewer != Party::Client && !buyer.is_empty()).then(|| {
        view! { <Notice title=tr!("Note of the client", "Notiz des Kunden") icon=icondata::LuStickyNote><p class="whitespace-pre-line">{buyer}</p></Notice> }
    });
    let form = matches!(viewer, Party::Client | Party::Seller).then(|| {
        let label = if viewer == Party::Client { tr!("Note for the seller", "Notiz für den Anbieter") } else { tr!("Note for your team", "Notiz für Ihr Team") };
        view! {
            <details>
                <summary class="link text-sm">{label.clone()}</summary>
                <ActionForm action=save attr:class="mt-2">
                    <FormScope problem=problem_of(save) id="note">
                        <input type="hidden" name="order" value=id />
                        <TextArea name="note" label=label value=own rows=3 maxlength=4000 optional=true bare=true />
                        <Button kind="submit" size=Size::Small pending=save.pending()>{tr!("Save the note", "Notiz speichern")}</Button>
                    </FormScope>
                </ActionForm>
            </details>
        }
    });
    view! { {of_client}{form} }
}
