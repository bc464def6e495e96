//! Who may not, and what is not an offer. Each refusal leaves everything as it was.

use super::fixture::{TOTAL, asked, by_card, by_wallet, in_two};
use crate::{clock::new_id, orders::fixture::draft, testing::refusal};
use model::{
    ChatId, OfferId, Role,
    catalogue::Catalogue,
    checkout::Paying,
    identity::Sellers,
    offers::{AcceptOffer, MAX_OPEN, OfferDraft, OfferStatus, Offers},
};

#[tokio::test]
async fn nobody_else_sees_it_or_answers_it() {
    let a = asked().await;
    let offer = a.sent().await;
    let t = &a.d.t;
    let (_, other_seller) = t.seller("otto").await;
    let eve = t.user("eve", &[Role::Client]).await;
    a.d.credit(&eve, 100_000).await;
    let admin = t.user("root", &[Role::Admin, Role::Client]).await;
    for (who, read, act) in [
        (&t.visitor(), "sign in", "sign in"),
        (&eve, "not found", "not found"),
        (&other_seller, "not found", "not found"),
        (&admin, "ok", "not allowed"),
    ] {
        assert_eq!(refusal(t.offer(who, offer).await), read);
        assert_eq!(refusal(t.offer_page(who, offer).await), read);
        assert_eq!(refusal(t.decline_offer(who, offer, String::new()).await), act);
        assert_eq!(refusal(t.withdraw_offer(who, offer).await), act);
    }
    assert_eq!(refusal(t.accept_offer(&t.visitor(), offer, by_wallet()).await), "sign in");
    assert_eq!(refusal(t.accept_offer(&eve, offer, by_wallet()).await), "not found");
    assert_eq!(refusal(t.accept_offer(&admin, offer, by_wallet()).await), "not allowed");
    assert_eq!(
        refusal(t.accept_offer(&other_seller, offer, by_wallet()).await),
        "not allowed",
        "sellers' role buys nothing"
    );
    // the seller's own side, also with a client's rights
    assert_eq!(refusal(t.decline_offer(&a.d.seller, offer, String::new()).await), "not allowed");
    assert_eq!(refusal(t.withdraw_offer(&a.d.client, offer).await), "not allowed");
    let mut both = a.d.seller.clone();
    both.user.as_mut().unwrap().permissions.insert(model::Permission::OrderPlace);
    assert_eq!(refusal(t.accept_offer(&both, offer, by_wallet()).await), "not allowed");
    let mut turned = a.d.client.clone();
    turned.user.as_mut().unwrap().sellers.push(a.d.seller_id);
    assert_eq!(
        refusal(t.accept_offer(&turned, offer, by_wallet()).await),
        "conflict",
        "a client who joined the seller"
    );
    assert_eq!((a.status(offer).await, a.placed().await, a.d.wallet(&eve).await), (OfferStatus::Sent, 0, 100_000));
    for unknown in [new_id::<OfferId>()] {
        assert_eq!(refusal(t.offer(&a.d.client, unknown).await), "not found");
        assert_eq!(refusal(t.accept_offer(&a.d.client, unknown, by_wallet()).await), "not found");
    }
}

#[tokio::test]
async fn another_project_knows_nothing_of_it() {
    let a = asked().await;
    let offer = a.sent().await;
    let other = new_id();
    a.d.t.add_project(other, "other").await;
    let far = a.d.t.user_in(other, "far", &[Role::Client, Role::Admin]).await;
    assert_eq!(refusal(a.d.t.offer(&far, offer).await), "not found");
    assert_eq!(refusal(a.d.t.accept_offer(&far, offer, by_wallet()).await), "not found");
}

#[tokio::test]
async fn only_the_rooms_seller_sends_into_it() {
    let a = asked().await;
    let t = &a.d.t;
    let (_, other_seller) = t.seller("otto").await;
    let eve = t.user("eve", &[Role::Client]).await;
    let admin = t.user("root", &[Role::Admin]).await;
    for (who, said) in [
        (&t.visitor(), "sign in"),
        (&eve, "not found"),
        (&other_seller, "not found"),
        (&admin, "not found"),
        (&a.d.client, "not allowed"),
    ] {
        assert_eq!(refusal(t.send_offer(who, a.chat, None, in_two(a.d.product)).await), said);
        assert_eq!(refusal(t.offer_form(who, a.chat, None).await), said);
    }
    // somebody of the team who makes no products makes no prices
    let mut helper = t.user("wim", &[Role::Worker]).await;
    helper.user.as_mut().unwrap().sellers.push(a.d.seller_id);
    assert_eq!(refusal(t.send_offer(&helper, a.chat, None, in_two(a.d.product)).await), "not allowed");
    let nowhere: ChatId = new_id();
    assert_eq!(refusal(t.send_offer(&a.d.seller, nowhere, None, in_two(a.d.product)).await), "not found");
    let offer = a.sent().await;
    let elsewhere = super::fixture::ask(&a.d, &eve, a.d.product).await;
    let moved = t.send_offer(&a.d.seller, elsewhere, Some(offer), in_two(a.d.product));
    assert_eq!(refusal(moved.await), "not found", "a version stays in its room");
    assert_eq!(a.status(offer).await, OfferStatus::Sent);
}

#[tokio::test]
async fn what_is_no_offer_is_refused_at_its_field_and_nothing_is_sent() {
    let a = asked().await;
    let t = &a.d.t;
    let good = || in_two(a.d.product);
    let (_, other_seller) = t.seller("otto").await;
    let category = crate::catalogue::tests::category(t, "texts", None).await;
    let theirs = t.create_product(&other_seller, None, &draft("Texts", category)).await.unwrap();
    t.publish_product(&other_seller, theirs).await.unwrap();
    let unpublished = t.create_product(&a.d.seller, None, &draft("Later", category)).await.unwrap();
    let first = |change: fn(&mut model::offers::StepDraft)| {
        let mut draft = good();
        change(&mut draft.milestones[0]);
        draft
    };
    let huge = "92233720368547758.07";
    for (draft, said) in [
        (OfferDraft { key: "short".into(), ..good() }, "form"),
        (OfferDraft { product: theirs.to_string(), ..good() }, "draft.product"),
        (OfferDraft { product: unpublished.to_string(), ..good() }, "draft.product"),
        (OfferDraft { product: new_id::<model::ProductId>().to_string(), ..good() }, "draft.product"),
        (OfferDraft { product: "'; drop".into(), ..good() }, "draft.product"),
        (OfferDraft { title: " ".into(), ..good() }, "draft.title"),
        (OfferDraft { title: "\0".into(), ..good() }, "form"),
        (OfferDraft { price: "450".into(), ..good() }, "draft.price"),
        (OfferDraft { price: huge.into(), days: "3".into(), milestones: vec![], ..good() }, "draft.price"),
        (first(|step| step.amount = "0".into()), "draft.milestones.0.amount"),
        (first(|step| step.amount = "-1".into()), "draft.milestones.0.amount"),
        (first(|step| step.amount = "1e9".into()), "draft.milestones.0.amount"),
        (first(|step| step.amount = "92233720368547758.07".into()), "draft.price"),
        (first(|step| step.amount = "999999999999999999999".into()), "draft.milestones.0.amount"),
        (first(|step| step.days = "1000".into()), "draft.milestones.0.days"),
        (OfferDraft { revisions: "-1".into(), ..good() }, "draft.revisions"),
        (OfferDraft { valid_days: "61".into(), ..good() }, "draft.valid_days"),
        (OfferDraft::default(), "form"),
    ] {
        assert_eq!(refusal(t.send_offer(&a.d.seller, a.chat, None, draft.clone()).await), said, "{draft:?}");
    }
    let mut tx = t.tx().await;
    let sent: i64 = sqlx::query_scalar("SELECT count(*) FROM custom_offers").fetch_one(tx.conn()).await.unwrap();
    assert_eq!(sent, 0);
}

#[tokio::test]
async fn a_room_takes_so_many_open_offers() {
    let a = asked().await;
    let mut last = None;
    for _ in 0..MAX_OPEN {
        last = Some(a.sent().await);
    }
    let send = |replaces| a.d.t.send_offer(&a.d.seller, a.chat, replaces, in_two(a.d.product));
    assert_eq!(refusal(send(None).await), "conflict");
    let changed = send(last).await.expect("a change takes no more room");
    a.d.t.withdraw_offer(&a.d.seller, changed).await.unwrap();
    assert_eq!(refusal(send(None).await), "ok");
}

#[tokio::test]
async fn what_is_not_for_sale_is_neither_offered_nor_accepted() {
    let a = asked().await;
    let t = &a.d.t;
    let offer = a.sent().await;
    t.pause_product(&a.d.seller, a.d.product).await.unwrap();
    assert_eq!(refusal(t.send_offer(&a.d.seller, a.chat, None, in_two(a.d.product)).await), "draft.product");
    assert_eq!(refusal(t.accept_offer(&a.d.client, offer, by_wallet()).await), "conflict");
    let page = t.offer_page(&a.d.client, offer).await.unwrap();
    assert!(page.till.expect("still open").obstacle.is_some());
    t.resume_product(&a.d.seller, a.d.product).await.unwrap();
    let admin = t.user("root", &[Role::Admin]).await;
    t.suspend_seller(&admin, a.d.seller_id, "Checks.".into()).await.unwrap();
    assert_eq!(refusal(t.send_offer(&a.d.seller, a.chat, None, in_two(a.d.product)).await), "draft.product");
    assert_eq!(refusal(t.accept_offer(&a.d.client, offer, by_card()).await), "conflict");
    assert_eq!(
        (a.status(offer).await, a.placed().await, a.d.wallet(&a.d.client).await),
        (OfferStatus::Sent, 0, 100_000)
    );
}

#[tokio::test]
async fn a_refused_acceptance_leaves_the_offer_open() {
    let a = asked().await;
    let offer = a.sent().await;
    let t = &a.d.t;
    let with = |paying: Paying| AcceptOffer { paying, ..AcceptOffer::default() };
    for (wanted, said) in [
        (AcceptOffer { expected: Some(TOTAL - 1), ..by_wallet() }, "conflict"),
        (AcceptOffer { note: "x".repeat(4_001), ..by_wallet() }, "note"),
        (AcceptOffer { note: "\0".into(), ..by_wallet() }, "form"),
        (with(Paying::default()), "gateway"),
        (with(Paying { gateway: Some("nope".into()), ..Paying::default() }), "gateway"),
        (with(Paying { method: Some(new_id()), gateway: Some("sandbox".into()), ..Paying::default() }), "method"),
    ] {
        assert_eq!(refusal(t.accept_offer(&a.d.client, offer, wanted.clone()).await), said, "{wanted:?}");
        assert_eq!((a.status(offer).await, a.placed().await), (OfferStatus::Sent, 0), "{wanted:?}");
    }
    let dear = OfferDraft { price: "1000.01".into(), days: "3".into(), milestones: vec![], ..in_two(a.d.product) };
    let dear = a.send(dear).await;
    assert_eq!(refusal(t.accept_offer(&a.d.client, dear, by_wallet()).await), "gateway", "one cent short");
    assert_eq!(
        (a.status(dear).await, a.placed().await, a.d.wallet(&a.d.client).await),
        (OfferStatus::Sent, 0, 100_000)
    );
    assert_eq!(refusal(t.decline_offer(&a.d.client, offer, "x".repeat(2_001)).await), "reason");
}

#[tokio::test]
async fn the_database_itself_keeps_what_was_offered() {
    let a = asked().await;
    let (offer, other) = (a.sent().await, a.sent().await);
    a.accept(offer, by_wallet()).await;
    for change in [
        format!("UPDATE custom_offers SET price = price + 1 WHERE id = '{other}'"),
        format!("UPDATE custom_offers SET expires_at = expires_at + interval '1 day' WHERE id = '{other}'"),
        format!(
            "UPDATE custom_offers SET status = 'sent', decided_at = NULL, group_id = NULL, order_id = NULL WHERE id = '{offer}'"
        ),
        format!("UPDATE custom_offers SET status = 'accepted', decided_at = now() WHERE id = '{other}'"),
        format!("UPDATE custom_offer_milestones SET amount = 1 WHERE offer_id = '{other}'"),
        format!(
            "INSERT INTO custom_offer_milestones SELECT project_id, offer_id, 7, title, 1, 1 FROM custom_offer_milestones WHERE offer_id = '{other}' LIMIT 1"
        ),
        format!("DELETE FROM custom_offers WHERE id = '{other}'"),
    ] {
        let mut tx = a.d.t.tx().await;
        let done = match sqlx::query(sqlx::AssertSqlSafe(change.clone())).execute(tx.conn()).await {
            Ok(_) => tx.commit().await.is_ok(),
            Err(_) => false,
        };
        assert!(!done, "{change}");
    }
}
