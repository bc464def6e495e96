//! The life of an offer: sent, changed, answered, paid, and what both sides see of it.

use super::fixture::{TOTAL, ask, asked, by_card, by_wallet, in_two};
use crate::{
    orders::{
        fixture::{Deal, PRICE, deal, draft, eur},
        verify,
    },
    testing::refusal,
};
use model::{
    chats::{Around, Chats, MessageType},
    checkout::{Checkout, GroupStatus, Paying},
    notifications::NoticeKind,
    offers::{AcceptOffer, OfferDraft, OfferRequest, OfferStatus, Offers},
    orders::{Applied, OrderStatus, Orders},
    payments::PaymentStatus,
};
use time::Duration;

#[tokio::test]
async fn an_offer_in_two_milestones_becomes_an_order_that_holds_its_price() {
    let a = asked().await;
    let offer = a.sent().await;
    assert_eq!((a.told(&a.d.client, NoticeKind::OfferReceived).await, a.placed().await), (1, 0));
    let room = a.d.t.open_chat(&a.d.client, a.chat, Around::End).await.unwrap();
    let card = room.window.messages.last().expect("the card");
    assert_eq!((card.message_type, card.card), (MessageType::Offer, Some(offer.0)), "the room shows it");
    let group =
        a.accept(offer, AcceptOffer { expected: Some(TOTAL), note: "Please start soon".into(), ..by_wallet() }).await;
    assert_eq!((group.status, group.total, group.orders.len()), (GroupStatus::Paid, eur(TOTAL), 1));
    let order = a.d.view(&a.d.seller, group.orders[0].id).await;
    assert_eq!(
        (order.status, order.title.as_str(), order.buyer_note.as_str()),
        (OrderStatus::Active, "Logo and cards", "Please start soon")
    );
    let cut: Vec<_> = order.milestones.iter().map(|m| (m.title.as_str(), m.amount.minor)).collect();
    assert_eq!(cut, [("Logo", 300_00), ("Cards", 150_50)]);
    assert_eq!(
        (order.items[0].delivery_days, order.items[0].revisions.allowed),
        (10, 2),
        "the offer's terms, not the product's"
    );
    let agreed = order.items[0].agreed.as_ref().expect("what was agreed");
    assert_eq!((agreed.offer, agreed.version, agreed.description.as_str()), (offer, 1, "A logo, and cards for five."));
    assert_eq!(order.timeline[0].event, "accept_offer");
    assert_eq!(a.d.ledger(order.id).await, (TOTAL, 0, 0), "the price lies in escrow");
    assert_eq!(a.d.wallet(&a.d.client).await, 100_000 - TOTAL);
    let seen = a.view(&a.d.seller, offer).await;
    assert_eq!((seen.status, seen.order.map(|order| order.status)), (OfferStatus::Accepted, Some(OrderStatus::Active)));
    assert_eq!(a.told(&a.d.seller, NoticeKind::OfferAccepted).await, 1);
    a.d.t.books_balance().await;

    let mut tx = a.d.t.tx().await;
    let (snapshot, hash, bps): (serde_json::Value, Vec<u8>, i32) =
        sqlx::query_as("SELECT snapshot, snapshot_hash, commission_bps FROM orders WHERE id = $1")
            .bind(order.id.0)
            .fetch_one(tx.conn())
            .await
            .unwrap();
    assert!(verify(&snapshot, &hash) && bps > 0);
    assert_eq!(snapshot["items"][0]["agreed"]["offer"], offer.to_string());
    assert_eq!(snapshot["items"][0]["agreed"]["description"], "A logo, and cards for five.");
    assert_eq!(snapshot["milestones"][1]["amount"], 150_50);
}

#[tokio::test]
async fn what_the_cart_buys_has_no_trace_of_offers_in_its_snapshot() {
    let d = deal().await;
    let order = d.started().await;
    assert_eq!(d.view(&d.client, order).await.items[0].agreed, None);
    let mut tx = d.t.tx().await;
    let snapshot: serde_json::Value = sqlx::query_scalar("SELECT snapshot FROM orders WHERE id = $1")
        .bind(order.0)
        .fetch_one(tx.conn())
        .await
        .unwrap();
    assert!(snapshot["items"][0].get("agreed").is_none());
}

#[tokio::test]
async fn the_work_of_an_offer_goes_on_like_any_other() {
    let a = asked().await;
    let offer = a.sent().await;
    let order = a.accept(offer, by_wallet()).await.orders[0].id;
    for milestone in 0..2 {
        a.d.submit(order, milestone).await;
        a.d.approve(order, milestone).await;
    }
    let view = a.d.view(&a.d.client, order).await;
    assert_eq!((view.status, view.money.released), (OrderStatus::Completed, eur(TOTAL)));
    assert_eq!(refusal(a.d.t.reorder(&a.d.client, order).await), "conflict", "an offer was made once");
    a.d.t.books_balance().await;
}

#[tokio::test]
async fn questions_are_asked_after_paying_when_the_offer_says_so() {
    let a = asked().await;
    let one = OfferDraft {
        milestones: vec![],
        price: "90".into(),
        days: "3".into(),
        ask_intake: true,
        ..in_two(a.d.product)
    };
    let offer = a.send(one).await;
    assert!(a.view(&a.d.client, offer).await.asks);
    let group = a.accept(offer, by_wallet()).await;
    let order = a.d.view(&a.d.client, group.orders[0].id).await;
    assert_eq!((order.status, order.milestones.len()), (OrderStatus::Pending, 1));
    assert_eq!((order.milestones[0].title.as_str(), order.milestones[0].amount), ("Logo and cards", eur(90_00)));
    a.d.t.answer_intake(&a.d.client, order.items[0].id, Deal::answers()).await.unwrap();
    assert_eq!(a.d.view(&a.d.client, order.id).await.status, OrderStatus::Active);
}

#[tokio::test]
async fn a_change_is_a_new_version_and_the_old_one_stays_as_it_was() {
    let a = asked().await;
    let first = a.sent().await;
    let form = a.d.t.offer_form(&a.d.seller, a.chat, Some(first)).await.unwrap();
    assert_eq!(
        (form.draft.milestones.len(), form.draft.title.as_str(), form.client.as_str()),
        (2, "Logo and cards", "ada")
    );
    let mut changed = form.draft;
    changed.price = String::new();
    changed.milestones[1].amount = "100".into();
    let second = a.d.t.send_offer(&a.d.seller, a.chat, Some(first), changed.clone()).await.unwrap();
    let old = a.view(&a.d.client, first).await;
    assert_eq!((old.status, old.replaced_by, old.price), (OfferStatus::Superseded, Some(second), eur(TOTAL)));
    let new = a.view(&a.d.client, second).await;
    assert_eq!((new.status, new.version, new.price), (OfferStatus::Sent, 2, eur(400_00)));
    assert_eq!(refusal(a.d.t.accept_offer(&a.d.client, first, by_wallet()).await), "conflict");
    let stale = a.d.t.send_offer(&a.d.seller, a.chat, Some(first), OfferDraft { key: "another-key".into(), ..changed });
    assert_eq!(refusal(stale.await), "conflict", "what is superseded has its successor");
    assert_eq!((a.placed().await, a.d.wallet(&a.d.client).await), (0, 100_000));
    for id in [first, second] {
        let page = a.d.t.offer_page(&a.d.client, id).await.unwrap();
        assert_eq!(
            page.versions.iter().map(|v| (v.id, v.status)).collect::<Vec<_>>(),
            [(first, OfferStatus::Superseded), (second, OfferStatus::Sent)]
        );
        assert_eq!(page.till.is_some(), id == second, "only what is open has a till");
    }
    assert_eq!(a.accept(second, by_wallet()).await.total, eur(400_00));
    assert_eq!(a.told(&a.d.client, NoticeKind::OfferReceived).await, 2);
    a.d.t.books_balance().await;
}

#[tokio::test]
async fn no_is_said_once_and_taken_back_is_over() {
    let a = asked().await;
    let (first, second) = (a.sent().await, a.sent().await);
    let declined = |reason: &str| a.d.t.decline_offer(&a.d.client, first, reason.to_owned());
    assert_eq!(declined("Too much for us.").await, Ok(Applied::Done));
    assert_eq!(declined("Again.").await, Ok(Applied::Already));
    let seen = a.view(&a.d.seller, first).await;
    assert_eq!((seen.status, seen.reason.as_str()), (OfferStatus::Declined, "Too much for us."));
    assert_eq!(a.told(&a.d.seller, NoticeKind::OfferDeclined).await, 1);
    assert_eq!(a.d.t.withdraw_offer(&a.d.seller, second).await, Ok(Applied::Done));
    assert_eq!(a.d.t.withdraw_offer(&a.d.seller, second).await, Ok(Applied::Already));
    for over in [first, second] {
        assert_eq!(refusal(a.d.t.accept_offer(&a.d.client, over, by_wallet()).await), "conflict");
        assert!(a.d.t.offer_page(&a.d.client, over).await.unwrap().till.is_none());
    }
    assert_eq!((a.placed().await, a.d.wallet(&a.d.client).await), (0, 100_000));
}

#[tokio::test]
async fn an_offer_expires_on_time_and_both_sides_hear_of_it_once() {
    let a = asked().await;
    let offer = a.sent().await;
    a.d.t.clock.advance(Duration::days(14) - Duration::seconds(1));
    assert_eq!((a.d.t.expire_offers_due().await.unwrap(), a.status(offer).await), (0, OfferStatus::Sent));
    a.d.t.clock.advance(Duration::seconds(1));
    assert_eq!(a.status(offer).await, OfferStatus::Expired, "also before the timer has come by");
    assert_eq!(refusal(a.d.t.accept_offer(&a.d.client, offer, by_wallet()).await), "conflict");
    assert_eq!(refusal(a.d.t.decline_offer(&a.d.client, offer, String::new()).await), "conflict");
    assert_eq!(refusal(a.d.t.withdraw_offer(&a.d.seller, offer).await), "conflict");
    assert_eq!((a.d.t.expire_offers_due().await.unwrap(), a.d.t.expire_offers_due().await.unwrap()), (1, 0));
    for who in [&a.d.client, &a.d.seller] {
        assert_eq!(a.told(who, NoticeKind::OfferExpired).await, 1);
    }
    assert_eq!((a.status(offer).await, a.placed().await), (OfferStatus::Expired, 0));
}

#[tokio::test]
async fn a_refused_card_leaves_the_order_to_be_paid_and_paying_again_works() {
    let a = asked().await;
    let offer = a.sent().await;
    let group = a.accept(offer, by_card()).await;
    assert_eq!(group.status, GroupStatus::PendingPayment);
    assert_eq!(a.pay(&group, "4000 0000 0000 0002").await, PaymentStatus::Failed);
    let seen = a.view(&a.d.client, offer).await;
    let order = seen.order.expect("an order");
    assert_eq!((seen.status, order.status), (OfferStatus::Accepted, OrderStatus::PendingPayment));
    let again = a.accept(offer, by_card()).await;
    assert_eq!((again.id, a.placed().await), (group.id, 1), "the same checkout, a new try");
    assert_ne!(again.payment.as_ref().map(|p| p.id), group.payment.as_ref().map(|p| p.id));
    assert_eq!(a.pay(&again, "4242 4242 4242 4242").await, PaymentStatus::Succeeded);
    assert_eq!(a.d.t.order_group(&a.d.client, group.id).await.unwrap().status, GroupStatus::Paid);
    assert_eq!((a.d.ledger(order.id).await.0, a.d.wallet(&a.d.client).await), (TOTAL, 100_000));
    a.d.t.books_balance().await;
}

#[tokio::test]
async fn wallet_and_card_share_an_offer() {
    let a = asked().await;
    let poor = a.d.t.user("poor", &[model::Role::Client]).await;
    a.d.credit(&poor, 100_00).await;
    let chat = ask(&a.d, &poor, a.d.product).await;
    let offer = a.d.t.send_offer(&a.d.seller, chat, None, in_two(a.d.product)).await.unwrap();
    let both = Paying { use_wallet: true, gateway: Some("sandbox".into()), ..Paying::default() };
    let group = a.d.t.accept_offer(&poor, offer, AcceptOffer { paying: both, ..AcceptOffer::default() }).await.unwrap();
    assert_eq!(group.payment.map(|payment| payment.amount), Some(eur(TOTAL - 100_00)));
}

#[tokio::test]
async fn left_unpaid_too_long_the_offer_is_spent() {
    let a = asked().await;
    let offer = a.sent().await;
    let group = a.accept(offer, by_card()).await;
    a.d.t.clock.advance(Duration::hours(25));
    assert_eq!(a.d.t.cancel_unpaid_due().await.unwrap(), 1);
    assert_eq!(refusal(a.d.t.accept_offer(&a.d.client, offer, by_wallet()).await), "conflict");
    assert_eq!((a.placed().await, a.d.wallet(&a.d.client).await), (1, 100_000));
    let seen = a.view(&a.d.client, offer).await.order.expect("an order");
    assert_eq!((seen.group, seen.group_status), (group.id, GroupStatus::Cancelled));
    a.d.t.books_balance().await;
}

#[tokio::test]
async fn offers_are_made_in_the_room_of_an_order_too() {
    let a = asked().await;
    let order = a.d.started().await;
    let chat = a.d.t.chat_of_order(&a.d.seller, order).await.unwrap();
    let offer = a.d.t.send_offer(&a.d.seller, chat, None, in_two(a.d.product)).await.unwrap();
    let next = a.accept(offer, by_wallet()).await.orders[0].id;
    assert_ne!(next, order);
    assert_eq!(a.d.wallet(&a.d.client).await, 100_000 - PRICE - TOTAL);
    let form = a.d.t.offer_form(&a.d.seller, chat, None).await.unwrap();
    assert_eq!(form.draft.product, a.d.product.to_string());
    let of_its_own = a.d.t.chat_of_order(&a.d.client, next).await.unwrap();
    assert_ne!(of_its_own, chat, "the new order has a room of its own");
}

#[tokio::test]
async fn the_form_lists_what_is_for_sale() {
    let a = asked().await;
    let category = crate::catalogue::tests::category(&a.d.t, "paper", None).await;
    use model::catalogue::Catalogue;
    a.d.t.create_product(&a.d.seller, None, &draft("Draft only", category)).await.unwrap();
    let form = a.d.t.offer_form(&a.d.seller, a.chat, None).await.unwrap();
    let listed: Vec<_> = form.products.iter().map(|product| (product.id, product.questions)).collect();
    assert_eq!(listed, [(a.d.product, 1)]);
    assert!(form.draft.key.len() > 20 && form.replaces.is_none());
}

#[tokio::test]
async fn asking_for_an_offer_is_a_message_of_the_clients() {
    let a = asked().await;
    let wish = |what: &str| OfferRequest { what: what.into(), budget: "500".into(), until: "2026-06-30".into() };
    let ask = |who: &model::Actor, what: &str| {
        let (who, wish) = (who.clone(), wish(what));
        let (t, chat) = (&a.d.t, a.chat);
        async move { t.ask_for_offer(&who, chat, wish, uuid::Uuid::now_v7()).await }
    };
    assert_eq!(refusal(ask(&a.d.client, "Cards for five.").await), "ok");
    let room = a.d.t.open_chat(&a.d.seller, a.chat, Around::End).await.unwrap();
    let said = &room.window.messages.last().expect("a message").content;
    assert!(
        said.contains("Cards for five.") && said.contains("Budget: €500.00") && said.ends_with("30 June 2026"),
        "{said}"
    );
    let eve = a.d.t.user("eve", &[model::Role::Client]).await;
    for (who, what, refused) in [
        (&a.d.client, " ", "what"),
        (&a.d.seller, "Mine", "not allowed"),
        (&eve, "Mine", "not found"),
        (&a.d.t.visitor(), "Mine", "sign in"),
    ] {
        assert_eq!(refusal(ask(who, what).await), refused);
    }
    assert_eq!(a.d.t.open_chat(&a.d.seller, a.chat, Around::End).await.unwrap().last_seq, room.last_seq);
}
