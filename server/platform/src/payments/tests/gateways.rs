//! Settings: keys go in, never out; tests of credentials; the switch.

use super::*;
use model::{PageRequest, Problem, payments::SaveGateway};
use std::collections::BTreeMap;

fn stripe(enabled: bool, secret: &str) -> SaveGateway {
    let entered = [("publishable_key", "pk_test_1"), ("secret_key", secret), ("webhook_secret", "whsec_1")];
    let credentials: BTreeMap<_, _> =
        entered.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    SaveGateway { gateway: "stripe".to_owned(), enabled, credentials }
}

#[tokio::test]
async fn keys_are_stored_sealed_and_never_shown() {
    let t = platform().await;
    let admin = t.user("boss", &[Role::Admin]).await;
    let saved = t.save_gateway(&admin, stripe(true, "sk_test_very_secret")).await.unwrap();
    assert!(saved.enabled && saved.fields.iter().all(|field| field.stored));
    assert!(!serde_json::to_string(&saved).unwrap().contains("very_secret"));
    assert!(!format!("{:?}", t.gateway_settings(&admin).await.unwrap()).contains("whsec_1"));
    let mut tx = t.tx().await;
    let sealed: Vec<u8> =
        sqlx::query_scalar("SELECT credentials FROM gateway_settings").fetch_one(tx.conn()).await.unwrap();
    assert!(!sealed.windows(11).any(|w| w == b"very_secret"));
    let logged: String = sqlx::query_scalar("SELECT string_agg(data::text, ' ') FROM transaction_log")
        .fetch_one(tx.conn())
        .await
        .unwrap();
    assert!(logged.contains("secret_key") && !logged.contains("very_secret"));
    drop(tx);
    // Empty fields keep what is stored.
    let kept = t
        .save_gateway(&admin, SaveGateway { gateway: "stripe".into(), enabled: true, credentials: BTreeMap::new() })
        .await
        .unwrap();
    assert!(kept.enabled && kept.fields.iter().all(|field| field.stored));
    assert!(t.gateways(&admin).await.unwrap().iter().any(|choice| choice.id == "stripe"));
    // The row is worthless in another project.
    let other = crate::clock::new_id();
    t.add_project(other, "elsewhere").await;
    let mut operator = t.db.operator().await.unwrap();
    sqlx::query("INSERT INTO gateway_settings (project_id, gateway, enabled, credentials) SELECT $1, gateway, enabled, credentials FROM gateway_settings")
        .bind(other.0)
        .execute(&mut *operator)
        .await
        .unwrap();
    operator.commit().await.unwrap();
    let thief = t.user_in(other, "eve", &[Role::Owner]).await;
    assert!(t.test_gateway(&thief, "stripe".into()).await.is_err());
}

#[tokio::test]
async fn wrong_keys_and_wrong_people_are_refused() {
    let t = platform().await;
    let admin = t.user("boss", &[Role::Admin]).await;
    let refused = t.save_gateway(&admin, stripe(true, "pk_not_secret")).await;
    let Err(Problem::Invalid(errors)) = refused else { panic!("{refused:?}") };
    assert!(errors.get("secret_key").is_some());
    let empty = t
        .save_gateway(&admin, SaveGateway { gateway: "stripe".into(), enabled: true, credentials: BTreeMap::new() })
        .await;
    assert!(matches!(empty, Err(Problem::Invalid(ref e)) if e.0.len() == 3), "{empty:?}");
    let unknown = SaveGateway { gateway: "nobody".into(), enabled: true, credentials: BTreeMap::new() };
    assert!(matches!(t.save_gateway(&admin, unknown).await, Err(Problem::NotFound)));
    assert!(matches!(t.test_gateway(&admin, "nobody".into()).await, Err(Problem::NotFound)));
    for role in [Role::Client, Role::Seller, Role::Finance] {
        let person = t.user("someone", &[role]).await;
        assert!(matches!(t.gateway_settings(&person).await, Err(Problem::NotAllowed)), "{role}");
        assert!(matches!(t.save_gateway(&person, stripe(true, "sk_test_1")).await, Err(Problem::NotAllowed)));
        assert!(matches!(t.test_gateway(&person, "sandbox".into()).await, Err(Problem::NotAllowed)));
    }
}

#[tokio::test]
async fn the_test_button_says_what_the_gateway_says() {
    let t = platform().await;
    let admin = t.user("boss", &[Role::Admin]).await;
    let tested = t.test_gateway(&admin, "sandbox".into()).await.unwrap();
    assert!(tested.test_passed && tested.tested_at.is_some(), "{tested:?}");
    let bare = t.test_gateway(&admin, "stripe".into()).await.unwrap();
    assert!(!bare.test_passed && bare.test_result.contains("missing"));
    let calls = t.integration_calls(&admin, PageRequest::default()).await.unwrap().items;
    assert_eq!((calls.len(), calls[0].endpoint.as_str(), calls[0].status), (1, "bank/ping", Some(200)));
}

#[tokio::test]
async fn a_gateway_that_is_off_takes_no_payment_but_still_hears() {
    let t = platform().await;
    let (ada, admin) = (client(&t).await, t.user("boss", &[Role::Admin]).await);
    let payment = t.top_up(&ada, top_up("50", "before")).await.unwrap();
    t.save_gateway(&admin, SaveGateway { gateway: "sandbox".into(), enabled: false, credentials: BTreeMap::new() })
        .await
        .unwrap();
    assert!(!t.gateways(&ada).await.unwrap().iter().any(|choice| choice.id == "sandbox"));
    assert!(matches!(t.top_up(&ada, top_up("50", "after")).await, Err(Problem::Invalid(_))));
    pay(&t, &payment, FINE).await;
    hear_all(&t).await;
    assert_eq!(balance(&t, &ada).await, 5_000);
}
