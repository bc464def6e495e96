//! The cart at the till: what it costs, how it is paid, and what then happens to the money.

use super::PayChoice;
use api::{checkout::CheckOutCart, problem_of, value_of};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use leptos_router::hooks::use_navigate;
use model::{
    checkout::{CheckoutSeller, CheckoutView},
    events::Subject,
};
use ui::prelude::*;

#[component]
pub fn TillPage() -> impl IntoView {
    let changed = live().version(Subject::Cart, None);
    let wallet = live().version(Subject::Wallet, None);
    let action = ServerAction::<CheckOutCart>::new();
    // while it is being placed the cart empties under us: what is shown stays until we leave
    let source = Memo::new(move |before: Option<&(u64, u64)>| match before {
        Some(before) if action.pending().get() || action.value().with(|v| matches!(v, Some(Ok(_)))) => *before,
        _ => (changed.get(), wallet.get()),
    });
    let till = Resource::new_blocking(move || source.get(), |_| api::checkout::checkout());
    let placed = value_of(action);
    let navigate = use_navigate();
    Effect::new(move |_| {
        if let Some(group) = placed.get() {
            me().refresh();
            go(&group.destination(), &navigate);
        }
    });
    view! {
        <Title text=tr!("Checkout", "Kasse") />
        <Meta name="robots" content="noindex" />
        <h1 class="page-title mb-4">{tr!("Checkout", "Kasse")}</h1>
        <Load from=till bones=Bones::Detail main=true view=move |till| view! { <Till till=till action=action /> }.into_any() />
    }
}

/// To the placed checkout by the router; to a gateway's page, which is none of the router's, by a full load.
pub fn go(target: &str, navigate: &(impl Fn(&str, leptos_router::NavigateOptions) + Clone)) {
    if target.starts_with("/checkout/") {
        navigate(target, leptos_router::NavigateOptions::default());
    } else {
        let _ = window().location().set_href(target);
    }
}

#[component]
fn Till(till: CheckoutView, action: ServerAction<CheckOutCart>) -> impl IntoView {
    if till.sellers.is_empty() {
        return view! {
            <EmptyState icon=icondata::LuShoppingCart title=tr!("Nothing to pay", "Nichts zu zahlen") text=tr!("Your cart is empty.", "Ihr Warenkorb ist leer.")>
                <LinkButton look=Look::Primary href="/search">{tr!("Find a service", "Leistung finden")}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let several = till.sellers.len();
    let split = (several > 1).then(|| view! { <p class="text-sm text-muted">{tr!("{several} sellers: one payment, one order each.", "{several} Anbieter: eine Zahlung, je ein Auftrag.")}</p> });
    let sellers = till.sellers.iter().cloned().map(|seller| view! { <SellerCard seller=seller /> }).collect_view();
    let obstacles: Vec<_> =
        till.obstacles.iter().map(text_of).map(|text| view! { <Notice tone=Tone::Attention>{text}</Notice> }).collect();
    let blocked = !obstacles.is_empty();
    view! {
        <div class="two-cols">
            <div class="stack">{obstacles}{sellers}{split}<a class="link text-sm" href="/cart">{tr!("Back to the cart", "Zurück zum Warenkorb")}</a></div>
            <Pay till=till action=action blocked=blocked />
        </div>
    }
    .into_any()
}

#[component]
fn SellerCard(seller: CheckoutSeller) -> impl IntoView {
    let lines = seller
        .lines
        .into_iter()
        .map(|line| {
            let days = line.delivery_days;
            view! {
                <li class="flex justify-between gap-4 border-b border-line py-3">
                    <div class="min-w-0">
                        <p class="font-medium">{line.name}</p>
                        {(!line.detail.is_empty()).then(|| view! { <p class="text-sm text-muted">{line.detail}</p> })}
                        <p class="text-sm text-muted">{tr!("Delivery in {days} days", "Lieferung in {days} Tagen")}</p>
                        {(!line.answered).then(|| view! { <p class="text-sm text-muted">{tr!("You answer the seller's questions after paying; the time runs from then.", "Die Fragen des Anbieters beantworten Sie nach dem Zahlen; die Frist läuft ab dann.")}</p> })}
                    </div>
                    <Amount money=line.price />
                </li>
            }
        })
        .collect_view();
    let total = seller.total;
    view! { <Card title=seller.name action=move || view! { <Amount money=total /> }><ul>{lines}</ul></Card> }
}

#[component]
fn Pay(till: CheckoutView, action: ServerAction<CheckOutCart>, blocked: bool) -> impl IntoView {
    let total = till.total;
    let words = total.format(lang());
    view! {
        <aside class="sticky-box">
            <Card title=tr!("Pay", "Zahlen")>
                <ActionForm action=action>
                    <FormScope problem=problem_of(action) id="pay">
                        <input type="hidden" name="key" value=till.key.clone() />
                        <input type="hidden" name="expected" value=total.minor />
                        <p class="flex items-baseline justify-between gap-4"><span>{tr!("Total", "Summe")}</span><span class="price"><Amount money=total /></span></p>
                        <PayChoice total=total wallet=till.wallet gateways=till.gateways methods=till.methods />
                        <details>
                            <summary class="link text-sm">{tr!("Add a note for the sellers", "Notiz für die Anbieter")}</summary>
                            <TextArea name="note" label=tr!("Note for the sellers", "Notiz für die Anbieter") bare=true optional=true rows=3 maxlength=4000 />
                        </details>
                        <Button kind="submit" look=Look::Primary size=Size::Large wide=true icon=icondata::LuLock pending=action.pending() disabled=blocked>
                            {tr!("Pay {words} into escrow", "{words} auf das Treuhandkonto zahlen")}
                        </Button>
                        <p class="text-sm text-muted">{tr!("The sellers get nothing yet: you release each milestone when you accept it.", "Die Anbieter erhalten noch nichts: Sie geben jeden Meilenstein frei, wenn Sie ihn annehmen.")}</p>
                    </FormScope>
                </ActionForm>
            </Card>
        </aside>
    }
}
