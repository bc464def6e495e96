//! What is kept of a call: enough to find out what happened, nothing that opens a door.

use super::{Outbound, Reply, SendError};
use serde_json::{Map, Value, json};
use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// One try of one call, redacted. The platform stores it in `integration_logs`.
#[derive(Clone, Debug, PartialEq)]
pub struct CallLog {
    pub provider: &'static str,
    /// "POST https://api.stripe.com/v1/refunds", without the query.
    pub endpoint: String,
    pub request: Value,
    /// The answer, or `{"error": …}`.
    pub response: Value,
    pub status: Option<u16>,
    pub latency_ms: u32,
}

/// Collects the calls of one act; the platform drains it, whether the act went well or not.
#[derive(Debug, Default)]
pub struct CallLogs(Mutex<Vec<CallLog>>);

impl CallLogs {
    pub fn push(&self, log: CallLog) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(log);
    }
    pub fn take(&self) -> Vec<CallLog> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl CallLog {
    pub(super) fn of(call: &Outbound, result: Result<&Reply, &SendError>, took: Duration) -> Self {
        let (status, response) = match result {
            Ok(reply) => (Some(reply.status), redact_body(&reply.body)),
            Err(error) => (None, json!({ "error": error.to_string() })),
        };
        let latency_ms = u32::try_from(took.as_millis()).unwrap_or(u32::MAX);
        Self {
            provider: call.service,
            endpoint: endpoint(call),
            request: redact_body(&call.body),
            response,
            status,
            latency_ms,
        }
    }

    pub(super) fn refused(call: &Outbound, reason: &str) -> Self {
        Self {
            provider: call.service,
            endpoint: endpoint(call),
            request: redact_body(&call.body),
            response: json!({ "error": reason }),
            status: None,
            latency_ms: 0,
        }
    }
}

/// Queries carry keys at some services, so they are cut off.
fn endpoint(call: &Outbound) -> String {
    let mut url = call.url.clone();
    url.set_query(None);
    let _ = url.set_password(None);
    format!("{} {url}", call.method)
}

/// JSON and forms with their secrets blanked; anything else by its size alone.
pub fn redact_body(body: &[u8]) -> Value {
    if body.is_empty() {
        return Value::Null;
    }
    if body.len() > 64 * 1024 {
        return json!({ "bytes": body.len() });
    }
    if let Ok(value) = serde_json::from_slice::<Value>(body) {
        return redact(value);
    }
    match std::str::from_utf8(body) {
        Ok(text) if text.contains('=') && !text.contains(['<', '\n']) => {
            let pairs = url::form_urlencoded::parse(text.as_bytes());
            redact(Value::Object(
                pairs.map(|(key, value)| (key.into_owned(), Value::String(value.into_owned()))).collect::<Map<_, _>>(),
            ))
        }
        _ => json!({ "bytes": body.len() }),
    }
}

/// Blanks every value whose key says that it is a secret or identifies a card or a person.
pub fn redact(value: Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(
            map.into_iter()
                .map(|(key, value)| {
                    let value = if is_secret(&key) && !value.is_null() {
                        Value::String("[redacted]".to_owned())
                    } else {
                        redact(value)
                    };
                    (key, value)
                })
                .collect(),
        ),
        Value::Array(items) => Value::Array(items.into_iter().map(redact).collect()),
        other => other,
    }
}

fn is_secret(key: &str) -> bool {
    const WORDS: [&str; 14] = [
        "secret",
        "password",
        "authorization",
        "api_key",
        "apikey",
        "access_key",
        "token",
        "signature",
        "email",
        "phone",
        "address",
        "number",
        "cvc",
        "iban",
    ];
    let key = key.to_ascii_lowercase();
    WORDS.iter().any(|word| key.contains(word)) && key != "livemode"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_do_not_reach_the_log() {
        let body = br#"{"id":"pi_1","client_secret":"pi_1_secret_x","card":{"number":"4242","last4":"4242"},"list":[{"api_key":"k"}]}"#;
        let kept = redact_body(body).to_string();
        assert!(kept.contains("pi_1") && kept.contains("last4"));
        assert!(!kept.contains("secret_x") && !kept.contains(r#""number":"4242""#) && !kept.contains(r#""k""#));
        assert_eq!(redact_body(b"amount=5&source_token=tok"), json!({"amount": "5", "source_token": "[redacted]"}));
        assert_eq!(redact_body(b"<html>x=1</html>"), json!({"bytes": 16}));
    }
}
