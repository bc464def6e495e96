//! What every gateway owes, run over the whole registry. A new gateway is covered by being registered.

use super::{
    Call, Credentials, Failure, PaymentGateway, Setup, registry,
    sandbox::{Bank, BankError, BankOrder, BankPayment, BankRefund},
};
use crate::http::{CallLogs, Http};
use async_trait::async_trait;
use http::HeaderMap;
use model::{Currency, Money};
use std::{collections::BTreeSet, sync::Arc};
use time::macros::datetime;

/// A bank that is never there.
struct Away;

#[async_trait]
impl Bank for Away {
    async fn open(&self, _: &BankOrder) -> Result<BankPayment, BankError> {
        Err(BankError::Away)
    }
    async fn read(&self, _: &str) -> Result<BankPayment, BankError> {
        Err(BankError::Away)
    }
    async fn cancel(&self, _: &str) -> Result<BankPayment, BankError> {
        Err(BankError::Away)
    }
    async fn refund(&self, _: &str, _: Money, _: &str) -> Result<BankRefund, BankError> {
        Err(BankError::Away)
    }
    async fn find_refund(&self, _: &str) -> Result<Option<BankRefund>, BankError> {
        Err(BankError::Away)
    }
    async fn ping(&self) -> Result<(), BankError> {
        Err(BankError::Away)
    }
}

fn all() -> Vec<Arc<dyn PaymentGateway>> {
    registry(Setup { stripe_base: None, bank: Arc::new(Away) })
}

#[test]
fn ids_are_unique_stable_names() {
    let ids: BTreeSet<&str> = all().iter().map(|gateway| gateway.id()).collect();
    assert_eq!(ids.len(), all().len());
    for id in ids {
        assert!(
            !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'),
            "{id}"
        );
    }
}

#[test]
fn forms_are_drawn_from_complete_declarations() {
    for gateway in all() {
        let fields = gateway.fields();
        let names: BTreeSet<&str> = fields.iter().map(|field| field.name).collect();
        assert_eq!(names.len(), fields.len(), "{}: a name twice", gateway.id());
        for field in fields {
            assert!(!field.label.en.is_empty() && !field.label.de.is_empty(), "{}.{}", gateway.id(), field.name);
            let looks_secret = field.name.contains("secret") || field.name.contains("password");
            assert!(field.secret || !looks_secret, "{}.{} must be secret", gateway.id(), field.name);
        }
        assert!(!gateway.description().en.is_empty() && !gateway.description().de.is_empty());
    }
}

#[test]
fn nobody_accepts_an_unsigned_or_meaningless_webhook() {
    let now = datetime!(2026-11-21 12:00 UTC);
    for gateway in all() {
        for body in [&b""[..], b"{}", b"[]", b"\xff\xfe", b"{\"id\":\"evt_1\",\"type\":\"payment_intent.succeeded\"}"] {
            let verdict = gateway.verify_webhook(&Credentials::default(), &HeaderMap::new(), body, now);
            assert!(verdict.is_err(), "{} accepted {body:?}", gateway.id());
        }
        assert!(gateway.parse_event(b"not json").is_err(), "{}", gateway.id());
    }
}

#[tokio::test]
async fn what_is_not_declared_is_refused_and_missing_keys_are_said() {
    let (http, credentials, logs) = (Http::new(&[]).unwrap(), Credentials::default(), CallLogs::default());
    let call = Call { http: &http, credentials: &credentials, logs: &logs };
    let amount = Money::new(500, Currency::Eur);
    for gateway in all() {
        let can = gateway.capabilities();
        if !can.capture {
            assert_eq!(gateway.capture(&call, "x", amount).await, Err(Failure::Unsupported), "{}", gateway.id());
        }
        if !can.refund {
            let refund = super::RefundRequest { id: uuid::Uuid::nil().into(), payment: "x".into(), amount };
            assert_eq!(gateway.refund(&call, &refund).await, Err(Failure::Unsupported), "{}", gateway.id());
        }
        if gateway.fields().iter().any(|field| field.required) {
            let tested = gateway.test_credentials(&call).await;
            assert!(matches!(tested, Err(Failure::Misconfigured(_))), "{}: {tested:?}", gateway.id());
            assert!(!can.on_by_default, "{} cannot work unconfigured", gateway.id());
        }
        assert!(can.is_wallet || can.webhooks, "{} has no way to tell us what happened", gateway.id());
    }
}

#[test]
fn credentials_never_print_their_values() {
    let credentials = Credentials([("secret_key".to_owned(), "sk_live_very_secret".to_owned())].into());
    assert!(!format!("{credentials:?}").contains("very_secret"));
}
