//! What the cart refuses, and the same press many times at once.

use crate::{
    catalogue::tests::{category, published, whole},
    clock::new_id,
    testing::{platform, refusal},
};
use model::{
    Actor, AddonId, PackageId, ProductId, Role,
    cart::{Carts, MAX_LINES, NewCartItem},
    catalogue::Selection,
    intake::{Answers, FieldKind, IntakeField},
    text,
};

fn item(product: ProductId, selection: Selection) -> NewCartItem {
    NewCartItem { product, selection, answers: Answers::default() }
}

#[tokio::test]
async fn bad_choices_and_other_peoples_lines() {
    let t = platform().await;
    let design = category(&t, "design", None).await;
    let (_, nora) = t.seller("nora").await;
    let mut draft = whole("Logo", design);
    draft.intake = vec![IntakeField::new("name", FieldKind::Text, text!("Your name", "Ihr Name"))];
    let logo = published(&t, &nora, &draft).await;
    let (ada, eve) = (t.user("ada", &[Role::Client]).await, t.user("eve", &[Role::Client]).await);
    let of = |quantity| Selection { quantity, ..Selection::default() };
    for (wanted, said) in [
        (item(new_id(), Selection::default()), "not found"),
        (item(logo, of(-1)), "quantity"),
        (item(logo, of(101)), "quantity"),
        (item(logo, of(i64::MAX)), "quantity"),
        (item(logo, Selection { package: Some(new_id::<PackageId>()), ..Selection::default() }), "package"),
        (item(logo, Selection { addons: vec![new_id::<AddonId>()], ..Selection::default() }), "addons"),
    ] {
        assert_eq!(refusal(t.add_to_cart(&ada, &wanted).await), said, "{wanted:?}");
    }
    let mut long = Answers::default();
    long.set("name", "x".repeat(501));
    let wordy = NewCartItem { answers: long.clone(), ..item(logo, Selection::default()) };
    assert_eq!(refusal(t.add_to_cart(&ada, &wordy).await), "answers.name");
    assert_eq!(t.cart(&ada).await.unwrap().count, 0);

    let line = t.add_to_cart(&ada, &item(logo, of(99))).await.unwrap();
    assert_eq!(refusal(t.add_to_cart(&ada, &item(logo, of(2))).await), "quantity", "99 and 2 are too many");
    for (quantity, said) in [(-1, "quantity"), (101, "quantity"), (i64::MIN, "quantity"), (0, "ok"), (5, "ok")] {
        assert_eq!(refusal(t.change_quantity(&ada, line, quantity).await), said, "{quantity}");
    }
    assert_eq!(refusal(t.answer_cart_item(&ada, line, &long).await), "answers.name");
    let elsewhere = new_id();
    t.add_project(elsewhere, "elsewhere").await;
    let foreign = t.user_in(elsewhere, "zoe", &[Role::Client]).await;
    let other_visitor = Actor { visitor: Some("another-cookie".into()), ..t.visitor() };
    for who in [&eve, &foreign, &t.visitor(), &other_visitor] {
        assert_eq!(refusal(t.change_quantity(who, line, 1).await), "not found");
        assert_eq!(refusal(t.answer_cart_item(who, line, &Answers::default()).await), "not found");
        assert_eq!(refusal(t.remove_from_cart(who, line).await), "ok", "nothing of theirs is there");
        assert_eq!(t.cart(who).await.unwrap().count, 0);
    }
    let cart = t.cart(&ada).await.unwrap();
    assert_eq!((cart.count, cart.groups[0].lines[0].selection.quantity), (1, 5));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_press_many_times_is_one_line_and_the_limit_holds() {
    let t = platform().await;
    let design = category(&t, "design", None).await;
    let (_, nora) = t.seller("nora").await;
    let mut draft = whole("Logo", design);
    draft.intake = vec![IntakeField::new("name", FieldKind::Text, text!("Your name", "Ihr Name"))];
    let logo = published(&t, &nora, &draft).await;
    let ada = t.user("ada", &[Role::Client]).await;
    let one = item(logo, Selection { quantity: 1, ..Selection::default() });
    let presses = futures::future::join_all((0..8).map(|_| t.add_to_cart(&ada, &one))).await;
    assert!(presses.iter().all(Result::is_ok), "{presses:?}");
    let cart = t.cart(&ada).await.unwrap();
    assert_eq!((cart.count, cart.groups[0].lines[0].selection.quantity), (1, 8), "eight of it in one line");

    // other answers, another line: up to the limit, also when they come at once
    let lines: Vec<NewCartItem> = (0..MAX_LINES + 6)
        .map(|n| {
            let mut answers = Answers::default();
            answers.set("name", format!("Client {n}"));
            NewCartItem { answers, ..one.clone() }
        })
        .collect();
    let outcomes = futures::future::join_all(lines.iter().map(|line| t.add_to_cart(&ada, line))).await;
    let refused = outcomes.into_iter().map(refusal).filter(|said| said == "conflict").count();
    assert_eq!((refused, t.cart(&ada).await.unwrap().count), (7, MAX_LINES));
}
