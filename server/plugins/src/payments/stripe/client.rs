//! Stripe's dialect of HTTP: form in, JSON out, bearer key, idempotency key, and what its errors mean for us.

use super::{ID, Stripe};
use crate::{
    http::{Outbound, Reply},
    payments::{Call, Failure},
};
use http::{HeaderName, Method, header};
use serde_json::Value;

/// The API version that the shapes here were written against.
const VERSION: &str = "2024-06-20";

/// Form fields in order.
pub type Body = Vec<(String, String)>;

pub fn form(name: &str, value: impl ToString) -> (String, String) {
    (name.to_owned(), value.to_string())
}

impl Stripe {
    /// A write under an idempotency key: repeating it is the same act (Stripe keeps keys for at least 24 hours).
    pub(super) async fn post(
        &self,
        call: &Call<'_>,
        path: &str,
        body: &[(String, String)],
        key: &str,
    ) -> Result<Value, Failure> {
        let request = self.request(call, Method::POST, path)?.form(body).repeatable(true);
        let request = request.header(HeaderName::from_static("idempotency-key"), key);
        answer(&call.http.send(&request, call.logs).await?)
    }

    pub(super) async fn get(&self, call: &Call<'_>, path: &str, query: &[(String, String)]) -> Result<Value, Failure> {
        let mut request = self.request(call, Method::GET, path)?;
        if !query.is_empty() {
            request.url.query_pairs_mut().extend_pairs(query);
        }
        answer(&call.http.send(&request, call.logs).await?)
    }

    fn request(&self, call: &Call<'_>, method: Method, path: &str) -> Result<Outbound, Failure> {
        let url = self.base.join(path).map_err(|error| Failure::Misconfigured(error.to_string()))?;
        let key = call.credentials.need("secret_key")?;
        Ok(Outbound::new(ID, method, url)
            .header(header::AUTHORIZATION, &format!("Bearer {key}"))
            .header(HeaderName::from_static("stripe-version"), VERSION))
    }
}

/// Sorts answers by what may be done next. docs.stripe.com/error-low-level: a 5xx leaves the outcome open.
pub fn answer(reply: &Reply) -> Result<Value, Failure> {
    let body = reply.json();
    let error = &body["error"];
    let text = |name: &str| error[name].as_str().unwrap_or_default().to_owned();
    match reply.status {
        200..=299 if body.is_object() => Ok(body),
        200..=299 => Err(Failure::Unclear("the answer is not JSON".to_owned())),
        401 | 403 => Err(Failure::Misconfigured(text("message"))),
        // A refused card still made an intent: hand that over, so that its events find the payment.
        402 if error["payment_intent"].is_object() => Ok(error["payment_intent"].clone()),
        // Another request under the same key is on its way just now: how that one ends is open.
        409 => Err(Failure::Unclear(text("message"))),
        429 => Err(Failure::NotSent(text("message"))),
        400..=499 => {
            let code = [text("decline_code"), text("code"), text("type")].into_iter().find(|code| !code.is_empty());
            Err(Failure::Declined { code: code.unwrap_or_else(|| reply.status.to_string()), message: text("message") })
        }
        status => Err(Failure::Unclear(format!("status {status}"))),
    }
}
