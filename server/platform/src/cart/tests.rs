//! The cart: priced live, checked, grouped, merged; and nobody else's.

use super::*;
use crate::{
    catalogue::tests::{category, published, whole},
    testing::platform,
};
use model::{
    Role,
    catalogue::Catalogue,
    intake::{FieldKind, IntakeField},
};

#[tokio::test]
async fn lines_are_checked_grouped_and_priced_live() {
    let t = platform().await;
    let design = category(&t, "design", None).await;
    let (_, nora) = t.seller("nora").await;
    let (_, gero) = t.seller("gero").await;
    let mut draft = whole("Logo", design);
    draft.intake = vec![
        IntakeField::new("site", FieldKind::Url, text!("Your site", "Ihre Seite")).required(),
        IntakeField::new("name", FieldKind::Text, text!("Your name", "Ihr Name")).required(),
    ];
    let logo = published(&t, &nora, &draft).await;
    let page = published(&t, &gero, &whole("Page", design)).await;
    let ada = t.user("ada", &[Role::Client]).await;
    let item = |product, answers| NewCartItem { product, selection: Selection::default(), answers };

    let mut answers = Answers::default();
    answers.set("site", "not a site");
    match t.add_to_cart(&ada, &item(logo, answers.clone())).await {
        Err(Problem::Invalid(fields)) => assert!(fields.get("answers.site").is_some()),
        other => panic!("{other:?}"),
    }
    assert_eq!(t.cart(&ada).await.unwrap().count, 0, "nothing was added");
    answers.set("site", "example.com");
    let line = t.add_to_cart(&ada, &item(logo, answers.clone())).await.unwrap();
    t.add_to_cart(&ada, &item(page, Answers::default())).await.unwrap();
    let cart = t.cart(&ada).await.unwrap();
    assert_eq!((cart.groups.len(), cart.count, cart.total.minor, cart.ready()), (2, 2, 10_000, true));
    assert!(!cart.groups[0].lines[0].answered, "the name is still missing");
    assert_eq!(cart.groups[0].lines[0].answers.text("site"), "https://example.com");
    answers.set("name", "Ada");
    t.answer_cart_item(&ada, line, &answers).await.unwrap();
    assert!(t.cart(&ada).await.unwrap().groups[0].lines[0].answered);

    // the same again is more of it
    assert_eq!(
        t.add_to_cart(&ada, &item(page, Answers::default())).await.unwrap(),
        t.cart(&ada).await.unwrap().groups[1].lines[0].id
    );
    assert_eq!(t.cart(&ada).await.unwrap().groups[1].lines[0].selection.quantity, 2);
    t.change_quantity(&ada, line, 3).await.unwrap();
    assert_eq!(t.cart(&ada).await.unwrap().total.minor, 25_000);
    assert!(t.change_quantity(&ada, line, -1).await.is_err());

    // no longer sold: it stays with its reason, and checkout waits
    t.pause_product(&nora, logo).await.unwrap();
    let cart = t.cart(&ada).await.unwrap();
    assert!(!cart.ready() && cart.groups[0].lines[0].quote.is_err());
    assert_eq!(cart.total.minor, 10_000);

    let eve = t.user("eve", &[Role::Client]).await;
    assert_eq!(t.change_quantity(&eve, line, 1).await, Err(Problem::NotFound));
    t.remove_from_cart(&eve, line).await.unwrap();
    assert_eq!(t.cart(&ada).await.unwrap().count, 2, "nobody removes what is another's");
    t.remove_from_cart(&ada, line).await.unwrap();
    t.remove_from_cart(&ada, line).await.unwrap();
    assert_eq!(t.cart(&ada).await.unwrap().count, 1);
    t.add_to_cart(&nora, &item(page, Answers::default())).await.unwrap();
    assert!(
        matches!(t.add_to_cart(&gero, &item(page, Answers::default())).await, Err(Problem::Conflict(_))),
        "one's own"
    );
}

#[tokio::test]
async fn a_visitors_cart_joins_at_sign_in() {
    let t = platform().await;
    let design = category(&t, "design", None).await;
    let (_, nora) = t.seller("nora").await;
    let logo = published(&t, &nora, &whole("Logo", design)).await;
    let page = published(&t, &nora, &whole("Page", design)).await;
    let visitor = t.visitor();
    let ada = t.user("ada", &[Role::Client]).await;
    let item = |product, quantity| NewCartItem {
        product,
        selection: Selection { quantity, ..Selection::default() },
        answers: Answers::default(),
    };
    t.add_to_cart(&visitor, &item(logo, 3)).await.unwrap();
    t.add_to_cart(&visitor, &item(page, 1)).await.unwrap();
    t.add_to_cart(&ada, &item(logo, 2)).await.unwrap();
    let mut tx = t.tx().await;
    merge_in(&mut tx, ada.user_id().unwrap(), visitor.visitor.as_deref().unwrap()).await.unwrap();
    tx.commit().await.unwrap();
    let cart = t.cart(&ada).await.unwrap();
    let quantities: Vec<i64> = cart.groups[0].lines.iter().map(|line| line.selection.quantity).collect();
    assert_eq!((cart.count, quantities.iter().sum::<i64>()), (2, 4), "three of the one, one of the other");
    assert_eq!(t.cart(&visitor).await.unwrap().count, 0);
    let nobody = Actor { visitor: None, ..visitor };
    assert!(matches!(t.add_to_cart(&nobody, &item(logo, 1)).await, Err(Problem::Conflict(_))));
    assert_eq!(t.cart(&nobody).await.unwrap().count, 0);
}
