//! A client who has asked a seller about their product, and an offer to make: what the tests of offers begin with.

use crate::orders::fixture::{Deal, deal};
use model::{
    Actor, ChatId, OfferId, ProductId,
    chats::{Chats, FirstMessage},
    checkout::{GroupView, Paying},
    notifications::{NoticeKind, Notifications},
    offers::{AcceptOffer, OfferDraft, OfferStatus, OfferView, Offers, StepDraft},
    payments::{NextAction, PaymentStatus, Payments},
};
use plugins::payments::sandbox::cards::CardForm;

/// A client who has asked the seller about their product.
pub struct Asked {
    pub d: Deal,
    pub chat: ChatId,
}

pub async fn asked() -> Asked {
    let d = deal().await;
    let chat = ask(&d, &d.client, d.product).await;
    Asked { d, chat }
}

pub async fn ask(d: &Deal, who: &Actor, product: ProductId) -> ChatId {
    let message = FirstMessage { client_id: uuid::Uuid::now_v7(), content: "Could you also do cards?".into() };
    d.t.ask_about(who, product, message).await.expect("ask")
}

/// €450.50 in two milestones, 10 days, open for 14.
pub fn in_two(product: ProductId) -> OfferDraft {
    let step = |title: &str, amount: &str, days: &str| StepDraft {
        title: title.into(),
        amount: amount.into(),
        days: days.into(),
    };
    OfferDraft {
        key: format!("offer-{}", uuid::Uuid::now_v7()),
        product: product.to_string(),
        title: "Logo and cards".into(),
        description: "A logo, and cards for five.".into(),
        milestones: vec![step("Logo", "300.00", "6"), step("Cards", "150.50", "4")],
        revisions: "2".into(),
        valid_days: "14".into(),
        ..OfferDraft::default()
    }
}

pub const TOTAL: i64 = 450_50;

pub fn by_wallet() -> AcceptOffer {
    AcceptOffer { paying: Paying { use_wallet: true, ..Paying::default() }, ..AcceptOffer::default() }
}

pub fn by_card() -> AcceptOffer {
    AcceptOffer { paying: Paying { gateway: Some("sandbox".into()), ..Paying::default() }, ..AcceptOffer::default() }
}

impl Asked {
    pub async fn send(&self, draft: OfferDraft) -> OfferId {
        self.d.t.send_offer(&self.d.seller, self.chat, None, draft).await.expect("send")
    }
    pub async fn sent(&self) -> OfferId {
        self.send(in_two(self.d.product)).await
    }
    pub async fn view(&self, who: &Actor, offer: OfferId) -> OfferView {
        self.d.t.offer(who, offer).await.expect("offer")
    }
    pub async fn status(&self, offer: OfferId) -> OfferStatus {
        self.view(&self.d.client, offer).await.status
    }
    pub async fn accept(&self, offer: OfferId, wanted: AcceptOffer) -> GroupView {
        self.d.t.accept_offer(&self.d.client, offer, wanted).await.expect("accept")
    }
    /// Checkouts there are.
    pub async fn placed(&self) -> i64 {
        let mut tx = self.d.t.tx().await;
        sqlx::query_scalar("SELECT count(*) FROM order_groups").fetch_one(tx.conn()).await.expect("count")
    }
    /// How often somebody was told this.
    pub async fn told(&self, who: &Actor, kind: NoticeKind) -> usize {
        let notices = self.d.t.list_notifications(who, false, Default::default()).await.expect("notices");
        notices.items.iter().filter(|notice| notice.kind == kind).count()
    }
    /// The card at the bank, and what it says.
    pub async fn pay(&self, group: &GroupView, number: &str) -> PaymentStatus {
        let payment = group.payment.as_ref().expect("a payment");
        let Some(NextAction::Redirect { url }) = &payment.next_action else { panic!("no page: {payment:?}") };
        let form = CardForm { number: number.into(), expiry: "12/30".into(), cvc: "123".into() };
        self.d.t.sandbox_pay(url.rsplit('/').next().expect("a reference"), &form).await.expect("pay");
        self.d.t.refresh_payment(&self.d.client, payment.id).await.expect("refresh").status
    }
}
