//! `/app/wallet`: what can be spent, what is held and why, topping up, every line that led here, saved cards.

mod held;
mod methods;
mod statement;
mod top_up;

use api::wallets::wallet;
use held::Held;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use methods::Methods;
use model::{
    Currency,
    events::Subject,
    wallets::{Balance, WalletView},
};
use statement::Statement;
use top_up::TopUpCard;
use ui::prelude::*;

/// The page.
#[component]
pub fn WalletPage() -> impl IntoView {
    let (changed, paid, orders) = (
        live().version(Subject::Wallet, None),
        live().version(Subject::Payment, None),
        live().version(Subject::Order, None),
    );
    let view = Resource::new_blocking(move || (changed.get(), paid.get(), orders.get()), |_| wallet());
    let query = use_query_map();
    let asked =
        Memo::new(move |_| query.with(|query| query.get("currency").and_then(|code| code.parse::<Currency>().ok())));
    let own = untrack(|| me().with(|viewer| viewer.project.currency));
    let currency = Memo::new(move |_| asked.get().unwrap_or(own));
    view! {
        <PageHeader title=tr!("Wallet", "Guthaben") crumbs=vec![Crumb::new(tr!("Purchases", "Einkäufe"), "/app")]>
            <LinkButton href="#top-up" look=Look::Primary icon=icondata::LuPlus>{tr!("Top up", "Aufladen")}</LinkButton>
        </PageHeader>
        <div class="two-cols">
            <div class="stack">
                <Load from=view bones=Bones::Detail main=true view=|wallet| view! { <Balances wallet=wallet /> }.into_any() />
                <Statement currency=currency changed=changed />
            </div>
            <div class="stack">
                <TopUpCard />
                <Methods />
            </div>
        </div>
    }
}

#[component]
fn Balances(wallet: WalletView) -> impl IntoView {
    let several = wallet.balances.len() > 1;
    let strips = wallet
        .balances
        .into_iter()
        .map(|balance| view! { <OneBalance balance=balance several=several /> })
        .collect_view();
    view! {
        <div class="stack">
            {strips}
            <Held held=wallet.held />
        </div>
    }
}

/// Available, held, on its way: one strip per currency.
#[component]
fn OneBalance(balance: Balance, several: bool) -> impl IntoView {
    let Balance { available, held, incoming } = balance;
    let whole = [held, incoming].into_iter().try_fold(available, model::Money::checked_add).unwrap_or(available);
    let code = available.currency.code();
    let label = if several {
        tr!("Your money in {code}", "Ihr Geld in {code}")
    } else {
        tr!("Your money here", "Ihr Geld hier")
    };
    let mut parts = vec![
        MoneyPart::new(tr!("Available", "Verfügbar"), available, Tone::Good)
            .note(tr!("ready to spend", "sofort nutzbar")),
        MoneyPart::new(tr!("In escrow", "Im Treuhandkonto"), held, Tone::Attention)
            .note(tr!("yours until you approve the work", "Ihres, bis Sie die Arbeit freigeben")),
    ];
    if incoming.is_positive() {
        parts.push(
            MoneyPart::new(tr!("On its way", "Unterwegs"), incoming, Tone::Info)
                .note(tr!("the provider is working on it", "der Anbieter arbeitet daran")),
        );
    }
    view! { <SplitStrip whole_label=label whole=whole parts=parts /> }
}
