//! The cart: several sellers, one checkout.

mod line;

use api::cart::{AnswerCartItem, ChangeQuantity, RemoveFromCart};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::{Meta, Title};
use line::Line;
use model::{
    Problem,
    cart::{Cart, CartGroup},
    events::Subject,
};
use ui::prelude::*;

/// The cart's three writes, shared by all lines.
#[derive(Clone, Copy)]
pub struct Writes {
    pub change: ServerAction<ChangeQuantity>,
    pub answer: ServerAction<AnswerCartItem>,
    pub remove: ServerAction<RemoveFromCart>,
}

#[component]
pub fn CartPage() -> impl IntoView {
    let writes = Writes { change: ServerAction::new(), answer: ServerAction::new(), remove: ServerAction::new() };
    let changed = live().version(Subject::Cart, None);
    let cart = Resource::new_blocking(
        move || {
            (writes.change.version().get(), writes.answer.version().get(), writes.remove.version().get(), changed.get())
        },
        |_| api::cart::cart(),
    );
    // the number in the top bar follows, also for a visitor, who has no live socket
    Effect::new(move |_| {
        if let Some(Ok(cart)) = cart.get()
            && me().with(|viewer| i64::from(viewer.cart) != cart.count)
        {
            me().refresh();
        }
    });
    toast_result(writes.remove.value(), |()| tr!("Removed from the cart.", "Aus dem Warenkorb entfernt."));
    view! {
        <Title text=tr!("Cart", "Warenkorb") />
        <Meta name="robots" content="noindex" />
        <h1 class="page-title mb-4">{tr!("Cart", "Warenkorb")}</h1>
        // what a plain form came back with: there it is not known which line it was
        <FormSummary problem=plain(writes.change) id="cart" />
        <FormSummary problem=plain(writes.answer) id="cart" />
        <FormSummary problem=plain(writes.remove) id="cart" />
        <Load from=cart bones=Bones::Rows(4) main=true view=move |cart| view! { <Filled cart=cart writes=writes /> }.into_any() />
    }
}

/// The problem of a form that was sent without WASM: the action itself has not run yet.
fn plain<S>(action: ServerAction<S>) -> Signal<Option<Problem>>
where
    S: ServerFn<Error = api::Fault> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + Clone + 'static,
{
    let (problem, version) = (api::problem_of(action), action.version());
    Signal::derive(move || problem.get().filter(|_| version.get() == 0))
}

#[component]
fn Filled(cart: Cart, writes: Writes) -> impl IntoView {
    if cart.count == 0 {
        return view! {
            <EmptyState icon=icondata::LuShoppingCart title=tr!("Nothing in here yet", "Noch nichts drin") text=tr!("What you add stays here, also when you come back another day.", "Was Sie hineinlegen, bleibt hier, auch wenn Sie an einem anderen Tag wiederkommen.")>
                <LinkButton look=Look::Primary href="/search" icon=icondata::LuSearch>{tr!("Find a service", "Leistung finden")}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let groups = cart.groups.iter().map(|group| view! { <Group group=group.clone() writes=writes /> }).collect_view();
    view! {
        <div class="two-cols">
            <div class="stack">{groups}</div>
            <Summary cart=cart />
        </div>
    }
    .into_any()
}

#[component]
fn Group(group: CartGroup, writes: Writes) -> impl IntoView {
    let lines = group.lines.into_iter().map(|line| view! { <Line line=line writes=writes /> }).collect_view();
    let subtotal = group.subtotal;
    view! {
        <Card title=group.name action=move || view! { <span class="text-sm text-muted">{tr!("Together ", "Zusammen ")}<Amount money=subtotal /></span> }>
            <ul>{lines}</ul>
        </Card>
    }
}

#[component]
fn Summary(cart: Cart) -> impl IntoView {
    let ready = cart.ready();
    let orders = cart.groups.len();
    let rows = cart
        .groups
        .iter()
        .map(|group| view! { <div class="flex justify-between gap-4"><dt class="min-w-0 truncate text-muted">{group.name.clone()}</dt><dd><Amount money=group.subtotal /></dd></div> })
        .collect_view();
    view! {
        <aside class="sticky-box" aria-label=tr!("Summary", "Zusammenfassung")>
            <Card>
                <div class="form-stack">
                    <dl class="flex flex-col gap-1 text-sm">{rows}</dl>
                    <div class="order-total">
                        <span class="font-medium">{tr!("Total", "Gesamt")}</span>
                        <span class="price"><Amount money=cart.total /></span>
                    </div>
                    {if ready {
                        view! { <LinkButton look=Look::Primary size=Size::Large wide=true href="/checkout" icon=icondata::LuLock>{tr!("To checkout", "Zur Kasse")}</LinkButton> }.into_any()
                    } else {
                        view! { <Notice tone=Tone::Attention>{tr!("One of the lines can't be bought as it stands. Change or remove it, then go on.", "Eine der Positionen kann so nicht gekauft werden. Ändern oder entfernen Sie sie, dann geht es weiter.")}</Notice> }.into_any()
                    }}
                    {(orders > 1).then(|| view! { <p class="text-sm text-muted">{tr!("You pay once; it becomes {orders} orders, one for each seller.", "Sie zahlen einmal; daraus werden {orders} Aufträge, einer je Anbieter.")}</p> })}
                    <p class="flex gap-2 text-sm text-muted">
                        <Icon glyph=icondata::LuShieldCheck class="mt-0.5" />
                        <span>{tr!("Everything goes into escrow first.", "Alles kommt zuerst auf das Treuhandkonto.")}</span>
                    </p>
                </div>
            </Card>
        </aside>
    }
}
