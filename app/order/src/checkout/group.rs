//! A placed checkout: paid, waiting for a payment, or cancelled. The payer comes back here from the gateway's page.

use super::{PayChoice, till::go};
use api::{
    checkout::{CancelGroup, PayGroup},
    problem_of, value_of,
};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use leptos_router::hooks::{use_navigate, use_params_map};
use model::{
    OrderGroupId, Problem,
    checkout::{GroupOrder, GroupStatus, GroupView},
    events::Subject,
};
use ui::prelude::*;

#[component]
pub fn GroupPage() -> impl IntoView {
    let params = use_params_map();
    let id =
        Memo::new(move |_| params.with(|params| params.get("group").and_then(|id| id.parse::<OrderGroupId>().ok())));
    let pay = ServerAction::<PayGroup>::new();
    let cancel = ServerAction::<CancelGroup>::new();
    toast_result(cancel.value(), |_| tr!("Cancelled. Nothing was paid.", "Storniert. Es wurde nichts bezahlt."));
    let (orders, payments) = (live().version(Subject::Order, None), live().version(Subject::Payment, None));
    let group = Resource::new_blocking(
        move || (id.get(), pay.version().get(), cancel.version().get(), orders.get(), payments.get()),
        |(id, ..)| async move {
            match id {
                Some(id) => api::checkout::order_group(id).await,
                None => Err(Problem::NotFound.into()),
            }
        },
    );
    let paid = value_of(pay);
    let navigate = use_navigate();
    Effect::new(move |_| {
        if let Some(group) = paid.get() {
            go(&group.destination(), &navigate);
        }
    });
    view! {
        <Title text=tr!("Your order", "Ihre Bestellung") />
        <Meta name="robots" content="noindex" />
        <Load from=group bones=Bones::Detail main=true view=move |group| view! { <Placed group=group pay=pay cancel=cancel /> }.into_any() />
    }
}

#[component]
fn Placed(group: GroupView, pay: ServerAction<PayGroup>, cancel: ServerAction<CancelGroup>) -> impl IntoView {
    let total = group.total.format(lang());
    let number = group.number.clone();
    let heading = match group.status {
        GroupStatus::Paid => tr!("Thank you. {total} is in escrow.", "Danke. {total} liegen auf dem Treuhandkonto."),
        GroupStatus::PendingPayment => tr!("{total} to pay", "{total} zu zahlen"),
        GroupStatus::Cancelled => tr!("This checkout was cancelled", "Diese Bestellung wurde storniert"),
    };
    let said = match group.status {
        GroupStatus::Paid => tr!(
            "The sellers were told. You release the money milestone by milestone, when you accept the work.",
            "Die Anbieter wissen Bescheid. Sie geben das Geld Meilenstein für Meilenstein frei, wenn Sie die Arbeit annehmen."
        ),
        GroupStatus::PendingPayment => tr!(
            "The order is placed; work starts when it is paid.",
            "Der Auftrag ist erteilt; die Arbeit beginnt nach der Zahlung."
        ),
        GroupStatus::Cancelled => tr!(
            "Nothing was taken. Money that arrives late stays in your wallet.",
            "Es wurde nichts abgebucht. Geld, das später ankommt, bleibt auf Ihrem Guthaben."
        ),
    };
    let orders = group.orders.iter().cloned().map(|order| view! { <Placement order=order /> }).collect_view();
    let waiting = group.status == GroupStatus::PendingPayment;
    let (id, until) = (group.id, group.pay_until);
    let aside = waiting.then(|| view! { <PayAgain group=group pay=pay cancel=cancel /> });
    view! {
        <header class="page-head">
            <div>
                <h1 class="page-title">{heading}</h1>
                <p class="page-lead"><span class="tabular-nums" id=format!("group-{id}")>{number}</span></p>
            </div>
        </header>
        <p class="mb-4">{said}{waiting.then(|| view! { " "{tr!("It is cancelled if unpaid: ", "Ohne Zahlung storniert: ")}<Moment at=until /> })}</p>
        <div class=if waiting { "two-cols" } else { "stack" }>
            <div class="stack">{orders}</div>
            {aside}
        </div>
    }
}

#[component]
fn Placement(order: GroupOrder) -> impl IntoView {
    let href = format!("/app/orders/{}", order.id);
    let answers = order.needs_answers && order.status == model::orders::OrderStatus::Pending;
    let action = if answers {
        view! { <LinkButton look=Look::Primary href=format!("{href}#questions") icon=icondata::LuClipboardList>{tr!("Answer the seller's questions", "Fragen des Anbieters beantworten")}</LinkButton> }.into_any()
    } else {
        view! { <LinkButton href=href icon=icondata::LuArrowRight>{tr!("To the order", "Zum Auftrag")}</LinkButton> }
            .into_any()
    };
    view! {
        <Card>
            <div class="flex flex-wrap items-start justify-between gap-3">
                <div class="min-w-0">
                    <h2 class="card-heading">{order.title}</h2>
                    <p class="text-sm text-muted">{order.seller}" · "<span class="tabular-nums">{order.number}</span></p>
                    <p class="mt-2"><StateChip state=order.status /></p>
                </div>
                <div class="sm:text-right"><p class="mb-2 font-medium"><Amount money=order.total /></p>{action}</div>
            </div>
        </Card>
    }
}

#[component]
fn PayAgain(group: GroupView, pay: ServerAction<PayGroup>, cancel: ServerAction<CancelGroup>) -> impl IntoView {
    let total = group.total;
    let words = total.format(lang());
    let id = group.id.to_string();
    let running = group.payment.as_ref().filter(|payment| !payment.status.is_final()).map(|payment| {
        let (href, status) = (payment.destination(), payment.status);
        view! {
            <Notice tone=Tone::Info class="mb-4" title=tr!("A payment is under way", "Eine Zahlung läuft") action=move || view! { <a class="btn btn-sm btn-plain" href=href.clone() rel="external">{tr!("Go on there", "Dort weitermachen")}</a> }>
                <StateChip state=status />
            </Notice>
        }
    });
    let failed = group.payment.as_ref().and_then(|payment| payment.failure.as_ref()).map(|why| {
        let why = text_of(why);
        view! { <Notice tone=Tone::Danger class="mb-4" title=tr!("The last payment did not go through", "Die letzte Zahlung ist nicht gelungen")>{why}</Notice> }
    });
    let cancel_id = id.clone();
    let number = group.number.clone();
    let question = tr!("Cancel {number} ({words})?", "{number} ({words}) stornieren?");
    view! {
        <aside class="sticky-box">
            <Card title=tr!("Pay", "Zahlen")>
                {running}{failed}
                <ActionForm action=pay>
                    <FormScope problem=problem_of(pay) id="pay">
                        <input type="hidden" name="group" value=id />
                        <PayChoice total=total wallet=group.wallet gateways=group.gateways methods=group.methods />
                        <Button kind="submit" look=Look::Primary size=Size::Large wide=true icon=icondata::LuLock pending=pay.pending()>
                            {tr!("Pay {words} into escrow", "{words} auf das Treuhandkonto zahlen")}
                        </Button>
                    </FormScope>
                </ActionForm>
                <div class="mt-4">
                    <ConfirmButton label=tr!("Cancel this order", "Bestellung stornieren") look=Look::Quiet size=Size::Small pending=cancel.pending()
                        title=question
                        text=tr!("Nothing was paid, so nothing is lost. The things leave your orders.", "Es wurde nichts bezahlt, also geht nichts verloren.")
                        confirm=tr!("Cancel this order", "Bestellung stornieren")
                    >
                        <ActionForm action=cancel>
                            <input type="hidden" name="group" value=cancel_id />
                            <Button kind="submit" look=Look::Danger pending=cancel.pending()>{tr!("Cancel this order", "Bestellung stornieren")}</Button>
                        </ActionForm>
                    </ConfirmButton>
                </div>
            </Card>
        </aside>
    }
}
