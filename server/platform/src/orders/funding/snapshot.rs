//! What was agreed, as one canonical text: object keys sorted, no spaces, UTF-8. Its SHA-256 stands beside it, so that
//! anybody can prove later that nothing was changed.

use super::queries::Terms;
use crate::orders::core::OrderRow;
use model::Moment;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Everything both sides agreed to by paying.
pub fn build(order: &OrderRow, terms: &Terms, now: Moment) -> Value {
    json!({
        "version": 1,
        "order": order.number,
        "paid_at": now.unix_timestamp(),
        "placed_at": order.placed_at.unix_timestamp(),
        "buyer": { "id": order.buyer, "name": terms.buyer_name },
        "seller": { "id": order.seller, "name": terms.seller_name },
        "currency": order.currency,
        "total": order.total,
        "commission_bps": terms.commission_bps,
        "clearing_days": terms.clearing_days,
        "note": terms.buyer_note,
        "items": terms.items,
        "milestones": terms.milestones,
    })
}

pub fn hash(value: &Value) -> Vec<u8> {
    Sha256::digest(canonical(value).as_bytes()).to_vec()
}

/// Whether a stored snapshot is still what was hashed.
pub fn verify(value: &Value, stored: &[u8]) -> bool {
    hash(value) == stored
}

/// One text per value, whatever order the keys came in.
pub fn canonical(value: &Value) -> String {
    match value {
        Value::Object(map) => {
            let mut keys: Vec<&String> = map.keys().collect();
            keys.sort_unstable();
            let parts: Vec<String> = keys
                .into_iter()
                .map(|key| format!("{}:{}", Value::String(key.clone()), canonical(&map[key])))
                .collect();
            format!("{{{}}}", parts.join(","))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(",")),
        scalar => scalar.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_keys_means_nothing_but_every_value_does() {
        let a: Value = serde_json::from_str(r#"{"b":[1,{"y":"ü","x":null}],"a":true}"#).unwrap();
        let b: Value = serde_json::from_str(r#"{ "a" : true, "b" : [1, {"x":null,"y":"ü"}] }"#).unwrap();
        assert_eq!(canonical(&a), r#"{"a":true,"b":[1,{"x":null,"y":"ü"}]}"#);
        assert!(verify(&b, &hash(&a)));
        let c: Value = serde_json::from_str(r#"{"a":true,"b":[1,{"x":null,"y":"u"}]}"#).unwrap();
        assert!(!verify(&c, &hash(&a)));
    }
}
