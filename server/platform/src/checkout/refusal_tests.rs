//! What the till refuses before it places anything, and what it forgives.

use super::place::place_in;
use crate::{
    clock::new_id,
    files::{NewFile, tests::png},
    orders::fixture::{Deal, PRICE, deal, draft},
    testing::refusal,
};
use model::{
    FileId, OrderGroupId, Problem, Role,
    cart::{Carts, NewCartItem},
    catalogue::Catalogue,
    checkout::{CheckOut, Checkout, Paying},
    files::{FilePurpose, Files},
    intake::{Answers, FieldKind, IntakeField},
    orders::{Applied, OrderStatus},
    text,
};

fn by(paying: Paying, key: &str) -> CheckOut {
    CheckOut { key: key.into(), paying, ..CheckOut::default() }
}

fn wallet() -> Paying {
    Paying { use_wallet: true, ..Paying::default() }
}

fn card() -> Paying {
    Paying { gateway: Some("sandbox".into()), ..Paying::default() }
}

async fn placed(d: &Deal) -> i64 {
    let mut tx = d.t.tx().await;
    sqlx::query_scalar("SELECT count(*) FROM order_groups").fetch_one(tx.conn()).await.unwrap()
}

#[tokio::test]
async fn bad_words_place_nothing_and_leave_the_cart() {
    let d = deal().await;
    d.put_in_cart(d.product, Deal::answers()).await;
    let note = |note: String| CheckOut { note, ..by(wallet(), "long-note") };
    for (wanted, said) in [
        (by(wallet(), ""), "form"),
        (by(wallet(), "short"), "form"),
        (by(wallet(), &"k".repeat(201)), "form"),
        (note("x".repeat(4_001)), "note"),
        (note("\0".into()), "form"),
        (by(Paying::default(), "no-way-to-pay"), "gateway"),
        (by(Paying { gateway: Some("stripe".into()), ..Paying::default() }, "switched-off"), "gateway"),
        (by(Paying { gateway: Some("wallet".into()), ..Paying::default() }, "wallet-as-gateway"), "gateway"),
        (by(Paying { method: Some(new_id()), ..card() }, "card-of-nobody"), "method"),
        (CheckOut { expected: Some(PRICE - 1), ..by(wallet(), "other-price") }, "conflict"),
        (CheckOut { expected: Some(i64::MIN), ..by(wallet(), "odd-price") }, "conflict"),
    ] {
        assert_eq!(refusal(d.t.check_out(&d.client, wanted.clone()).await), said, "{wanted:?}");
        assert_eq!((placed(&d).await, d.t.cart(&d.client).await.unwrap().count), (0, 1), "{wanted:?}");
    }
    assert_eq!(d.wallet(&d.client).await, 100_000);
}

#[tokio::test]
async fn nobody_reaches_another_ones_checkout() {
    let d = deal().await;
    d.put_in_cart(d.product, Deal::answers()).await;
    let group = d.t.check_out(&d.client, by(card(), "only-mine")).await.unwrap().id;
    let (eve, staff) = (d.t.user("eve", &[Role::Client]).await, d.t.user("own", &[Role::Owner]).await);
    let elsewhere = new_id();
    d.t.add_project(elsewhere, "elsewhere").await;
    let foreign = d.t.user_in(elsewhere, "zoe", &[Role::Client]).await;
    let unknown: OrderGroupId = new_id();
    for (who, group, said) in [
        (&eve, group, "not found"),
        (&staff, group, "not found"),
        (&foreign, group, "not found"),
        (&d.client, unknown, "not found"),
    ] {
        for (act, outcome) in [
            ("order_group", refusal(d.t.order_group(who, group).await)),
            ("pay_group", refusal(d.t.pay_group(who, group, wallet()).await)),
            ("cancel_group", refusal(d.t.cancel_group(who, group).await)),
        ] {
            // staff place no orders at all
            assert!(outcome == said || (act, outcome.as_str()) == ("pay_group", "not allowed"), "{act}: {outcome}");
        }
    }
    let visitor = d.t.visitor();
    for (act, outcome) in [
        ("checkout", refusal(d.t.checkout(&visitor).await)),
        ("check_out", refusal(d.t.check_out(&visitor, by(wallet(), "visitor-key")).await)),
        ("order_group", refusal(d.t.order_group(&visitor, group).await)),
        ("pay_group", refusal(d.t.pay_group(&visitor, group, wallet()).await)),
    ] {
        assert_eq!(outcome, "sign in", "{act}");
    }
    for paying in [Paying { method: Some(new_id()), ..card() }, Paying::default()] {
        assert!(matches!(refusal(d.t.pay_group(&d.client, group, paying).await).as_str(), "method" | "gateway"));
    }
    assert_eq!(d.t.cancel_group(&d.client, group).await, Ok(Applied::Done));
    assert_eq!(d.t.cancel_group(&d.client, group).await, Ok(Applied::Already));
    assert_eq!(refusal(d.t.pay_group(&d.client, group, wallet()).await), "conflict", "cancelled");
    d.t.books_balance().await;
}

/// A file that is gone since, or hangs on another order already, does not block the purchase; the first is asked anew.
#[tokio::test]
async fn files_in_the_answers_never_block_a_purchase() {
    let d = deal().await;
    let category = crate::catalogue::tests::category(&d.t, "prints", None).await;
    let mut print = draft("Print", category);
    print.intake = vec![IntakeField::new("logo", FieldKind::File, text!("Your logo", "Ihr Logo")).required()];
    let product = d.t.create_product(&d.seller, None, &print).await.unwrap();
    d.t.publish_product(&d.seller, product).await.unwrap();
    let upload = async || -> FileId {
        let new = NewFile { purpose: FilePurpose::Intake, name: "logo.png".into() };
        d.t.upload_file(&d.client, new, png()).await.unwrap().id
    };
    let with = |file: FileId| {
        let mut answers = Answers::default();
        answers.set("logo", file.to_string());
        answers
    };
    let logo = upload().await;
    for key in ["first-with-logo", "again-with-logo"] {
        d.put_in_cart(product, with(logo)).await;
        assert_eq!(d.check_out(key).await.orders[0].status, OrderStatus::Active, "{key}");
    }
    let gone = upload().await;
    d.put_in_cart(product, with(gone)).await;
    d.t.discard_file(&d.client, gone).await.unwrap();
    let order = d.check_out("logo-gone").await.orders[0].clone();
    assert_eq!((order.status, order.needs_answers), (OrderStatus::Pending, true));
    let item = d.view(&d.client, order.id).await.items[0].id;
    let answer = async |file| refusal(model::orders::Orders::answer_intake(&*d.t, &d.client, item, with(file)).await);
    assert_eq!(answer(gone).await, "answers.logo", "said at its question");
    assert_eq!(answer(logo).await, "ok");
}

/// What another window puts into the cart while the first one pays is neither bought nor lost.
#[tokio::test(flavor = "multi_thread")]
async fn what_comes_into_the_cart_meanwhile_stays() {
    let d = deal().await;
    let category = crate::catalogue::tests::category(&d.t, "texts", None).await;
    let texts = d.t.create_product(&d.seller, None, &draft("Texts", category)).await.unwrap();
    d.t.publish_product(&d.seller, texts).await.unwrap();
    d.put_in_cart(d.product, Deal::answers()).await;
    // somebody else holds the numbers, so that placing stops in the middle
    let mut other = d.t.tx().await;
    crate::orders::queries::next_number(&mut other, "CHK").await.unwrap();
    let (group, ()) = tokio::join!(d.t.check_out(&d.client, by(wallet(), "first-window")), async {
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        d.put_in_cart(texts, Deal::answers()).await;
        other.commit().await.unwrap();
    });
    assert_eq!((group.unwrap().orders.len(), d.wallet(&d.client).await), (1, 100_000 - PRICE));
    let cart = d.t.cart(&d.client).await.unwrap();
    assert_eq!((cart.count, cart.groups[0].lines[0].product), (1, texts));
}

#[tokio::test]
async fn prices_in_two_currencies_are_two_checkouts() {
    let d = deal().await;
    d.put_in_cart(d.product, Deal::answers()).await;
    let mut operator = d.t.db.operator().await.unwrap();
    sqlx::query("UPDATE projects SET default_currency = 'USD'").execute(&mut *operator).await.unwrap();
    operator.commit().await.unwrap();
    let category = crate::catalogue::tests::category(&d.t, "texts", None).await;
    let dollars = d.t.create_product(&d.seller, None, &draft("Texts", category)).await.unwrap();
    d.t.publish_product(&d.seller, dollars).await.unwrap();
    let item = NewCartItem { product: dollars, selection: Default::default(), answers: Default::default() };
    let line = d.t.add_to_cart(&d.client, &item).await.unwrap();
    let cart = d.t.cart(&d.client).await.expect("the cart can be read, so that the line can be taken out");
    assert!(!cart.ready());
    let mut tx = d.t.db.begin(&d.client).await.unwrap();
    let refused = place_in(&mut tx, &d.client, &by(wallet(), "two-currencies")).await.map_err(Problem::from);
    assert!(matches!(refused, Err(Problem::Conflict(_))));
    drop(tx);
    d.t.remove_from_cart(&d.client, line).await.unwrap();
    assert!(d.t.cart(&d.client).await.unwrap().ready());
}
