//! A client, a seller, a published product and a way to buy it: what the tests of checkout, orders, deliveries and
//! earnings begin with.

use crate::{
    catalogue::tests::{category, whole},
    testing::TestPlatform,
    wallets,
};
use model::{
    Actor, Money, OrderId, PaymentId, ProductId, Role, SellerId,
    cart::{Carts, NewCartItem},
    catalogue::{Catalogue, MilestoneDraft, PricingKind, ProductDraft, Selection},
    checkout::{CheckOut, Checkout, GroupView, Paying},
    deliveries::{Deliveries, Work},
    intake::{Answers, FieldKind, IntakeField},
    orders::{OrderView, Orders},
    text,
};

/// Two people and a product of €100.01 in three milestones (30, 30, 40 percent; 10 days), one revision, a required
/// question, a checklist of two points.
pub struct Deal {
    pub t: TestPlatform,
    pub client: Actor,
    pub seller: Actor,
    pub seller_id: SellerId,
    pub product: ProductId,
}

pub const PRICE: i64 = 10_001;

pub fn eur(minor: i64) -> Money {
    Money::new(minor, model::Currency::Eur)
}

pub fn draft(name: &str, category: model::CategoryId) -> ProductDraft {
    ProductDraft {
        pricing: PricingKind::OneTime,
        price: "100.01".into(),
        delivery_days: "10".into(),
        revisions: "1".into(),
        milestone_plan: [("Sketch", "30", "2"), ("Draft", "30", "3"), ("Final", "40", "5")]
            .map(|(title, share, days)| MilestoneDraft {
                title: title.into(),
                share: share.into(),
                days: days.into(),
                ..Default::default()
            })
            .into(),
        intake: vec![IntakeField::new("brand", FieldKind::Text, text!("Your brand", "Ihre Marke")).required()],
        checklist: vec!["Spelling checked".into(), "Colours named".into()],
        packages: vec![],
        ..whole(name, category)
    }
}

pub async fn deal() -> Deal {
    let t = crate::testing::platform().await;
    let category = category(&t, "design", None).await;
    let client = t.user("ada", &[Role::Client]).await;
    let (seller_id, seller) = t.seller("nora").await;
    let product = t.create_product(&seller, None, &draft("Logo", category)).await.expect("create");
    t.publish_product(&seller, product).await.expect("publish");
    let deal = Deal { t, client, seller, seller_id, product };
    deal.credit(&deal.client, 100_000).await;
    deal
}

impl Deal {
    /// Money from a gateway in somebody's wallet.
    pub async fn credit(&self, who: &Actor, minor: i64) {
        let payment: PaymentId = crate::clock::new_id();
        let mut tx = self.t.tx().await;
        wallets::credit_in(
            &mut tx,
            who.user_id().expect("signed in"),
            eur(minor),
            "sandbox",
            payment,
            &payment.to_string(),
        )
        .await
        .expect("credit");
        tx.commit().await.expect("commit");
    }

    pub async fn wallet(&self, who: &Actor) -> i64 {
        let mut tx = self.t.tx().await;
        wallets::balance_in(&mut tx, who.user_id().expect("signed in"), model::Currency::Eur)
            .await
            .expect("balance")
            .minor
    }

    pub fn answers() -> Answers {
        let mut answers = Answers::default();
        answers.set("brand", "Guildhall");
        answers
    }

    pub async fn put_in_cart(&self, product: ProductId, answers: Answers) {
        let item = NewCartItem { product, selection: Selection::default(), answers };
        self.t.add_to_cart(&self.client, &item).await.expect("add to cart");
    }

    pub async fn check_out(&self, key: &str) -> GroupView {
        let wanted = CheckOut {
            key: key.into(),
            paying: Paying { use_wallet: true, ..Paying::default() },
            ..CheckOut::default()
        };
        self.t.check_out(&self.client, wanted).await.expect("check out")
    }

    /// A paid order whose questions are answered: the clock runs.
    pub async fn started(&self) -> OrderId {
        self.put_in_cart(self.product, Self::answers()).await;
        self.check_out(&format!("key-{}", uuid::Uuid::now_v7())).await.orders[0].id
    }

    pub async fn view(&self, who: &Actor, order: OrderId) -> OrderView {
        self.t.order(who, order).await.expect("order")
    }

    pub fn work() -> Work {
        Work { description: "Here it is.".into(), ..Work::default() }
    }

    /// The seller submits the milestone; the checklist is ticked where there is one.
    pub async fn submit(&self, order: OrderId, milestone: usize) {
        let view = self.view(&self.seller, order).await;
        let m = &view.milestones[milestone];
        if let Some(checklist) = &m.checklist {
            self.t
                .check_quality(&self.seller, m.deliverable, vec![true; checklist.criteria.len()])
                .await
                .expect("checklist");
        }
        self.t.submit_work(&self.seller, m.deliverable, Self::work()).await.expect("submit");
    }

    pub async fn approve(&self, order: OrderId, milestone: usize) {
        let view = self.view(&self.client, order).await;
        self.t.approve_milestone(&self.client, view.milestones[milestone].id).await.expect("approve");
    }

    /// All three milestones, submitted and approved.
    pub async fn completed(&self) -> OrderId {
        let order = self.started().await;
        for milestone in 0..3 {
            self.submit(order, milestone).await;
            self.approve(order, milestone).await;
        }
        order
    }

    /// What the ledger holds for the order, and the seller's two accounts.
    pub async fn ledger(&self, order: OrderId) -> (i64, i64, i64) {
        use model::ledger::Account;
        let mut tx = self.t.tx().await;
        let currency = model::Currency::Eur;
        let mut of = async |account: Account| {
            crate::ledger::balance_in(&mut tx, &account, currency).await.expect("balance").minor
        };
        (
            of(Account::Escrow(order)).await,
            of(Account::SellerPending(self.seller_id)).await,
            of(Account::SellerAvailable(self.seller_id)).await,
        )
    }
}
