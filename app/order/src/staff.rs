//! What the project's staff can do with an order, each with a reason that both sides read; and the client's way out
//! before the work has started.

use crate::context::{act, the_order};
use api::{
    orders::{HoldOrder, RefundOrder, ResumeOrder},
    problem_of,
};
use leptos::prelude::*;
use model::{Party, orders::OrderStatus};
use ui::prelude::*;

#[component]
pub fn StaffPart() -> impl IntoView {
    let the = the_order();
    let may = the.part(|order| {
        let hold = order.may_manage
            && matches!(order.status, OrderStatus::Pending | OrderStatus::Active | OrderStatus::Delivered);
        let resume = order.may_manage && order.status == OrderStatus::OnHold;
        (hold, resume, order.may_refund)
    });
    let title = if the.viewer() == Party::Client {
        tr!("Change of mind", "Anders überlegt")
    } else {
        tr!("For the project's staff", "Für das Projekt")
    };
    move || {
        let (hold, resume, refund) = may.get();
        (hold || resume || refund).then(|| {
            view! {
                <Card title=title.clone()>
                    {hold.then(|| view! { <Hold /> })}
                    {resume.then(|| view! { <Resume /> })}
                    {refund.then(|| view! { <Refund /> })}
                </Card>
            }
        })
    }
}

#[component]
fn Hold() -> impl IntoView {
    let id = the_order().order.with_untracked(|order| order.id.to_string());
    let hold = act::<HoldOrder>(|_| tr!("The order is paused.", "Der Auftrag ist pausiert."));
    view! {
        <details class="mb-2">
            <summary class="link text-sm">{tr!("Pause the order", "Auftrag pausieren")}</summary>
            <ActionForm action=hold attr:class="mt-2">
                <FormScope problem=problem_of(hold) id="hold">
                    <input type="hidden" name="order" value=id />
                    <TextArea name="reason" label=tr!("Reason, for both sides", "Grund, für beide Seiten") rows=3 maxlength=4000
                        help=tr!("All timers stop; dates move by the length of the pause.", "Alle Fristen stehen still und verschieben sich um die Pause.") />
                    <Button kind="submit" size=Size::Small icon=icondata::LuCirclePause pending=hold.pending()>{tr!("Pause", "Pausieren")}</Button>
                </FormScope>
            </ActionForm>
        </details>
    }
}

#[component]
fn Resume() -> impl IntoView {
    let id = the_order().order.with_untracked(|order| order.id.to_string());
    let resume = act::<ResumeOrder>(|_| tr!("The order goes on.", "Der Auftrag geht weiter."));
    view! {
        <ActionForm action=resume attr:class="mb-2">
            <FormScope problem=problem_of(resume) id="resume">
                <input type="hidden" name="order" value=id />
                <TextArea name="reason" label=tr!("Reason, for both sides", "Grund, für beide Seiten") rows=2 maxlength=4000 optional=true />
                <Button kind="submit" size=Size::Small look=Look::Primary icon=icondata::LuCirclePlay pending=resume.pending()>{tr!("Let it go on", "Fortsetzen")}</Button>
            </FormScope>
        </ActionForm>
    }
}

#[component]
fn Refund() -> impl IntoView {
    let the = the_order();
    let (id, held) = the.order.with_untracked(|order| (order.id.to_string(), order.money.held.format(lang())));
    let refund = act::<RefundOrder>(|_| {
        tr!(
            "The order is ended; the money is back in the client's wallet.",
            "Der Auftrag ist beendet; das Geld ist wieder im Guthaben des Kunden."
        )
    });
    let own = the.viewer() == Party::Client;
    let help = if own {
        tr!(
            "The work has not started, so {held} goes back to your wallet at once.",
            "Die Arbeit hat nicht begonnen, also gehen {held} sofort auf Ihr Guthaben zurück."
        )
    } else {
        tr!(
            "Everything unreleased ({held}) goes back to the client's wallet at once. This ends the order.",
            "Alles nicht Freigegebene ({held}) geht sofort auf das Guthaben des Kunden zurück. Das beendet den Auftrag."
        )
    };
    view! {
        <details>
            <summary class="link text-sm">{tr!("Cancel and refund {held}", "Stornieren und {held} erstatten")}</summary>
            <ActionForm action=refund attr:class="mt-2">
                <FormScope problem=problem_of(refund) id="refund">
                    <input type="hidden" name="order" value=id />
                    <TextArea name="reason" label=tr!("Reason, for both sides", "Grund, für beide Seiten") rows=3 maxlength=4000 help=help />
                    <Button kind="submit" size=Size::Small look=Look::Danger icon=icondata::LuUndo2 pending=refund.pending()>{tr!("Refund {held}", "{held} erstatten")}</Button>
                </FormScope>
            </ActionForm>
        </details>
    }
}
