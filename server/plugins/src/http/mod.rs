//! The one way out: every outbound HTTP call of every plugin goes through [`Http`]. Time-outs, retries where repeating
//! is safe, a circuit breaker per service, a guard against internal addresses, and a redacted log of every try that the
//! caller stores.

mod breaker;
mod guard;
mod log;

pub use breaker::{BreakerState, Service};
pub use log::{CallLog, CallLogs, redact};

use breaker::Breakers;
use bytes::Bytes;
use guard::Guard;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use std::time::{Duration, Instant};
use url::Url;

/// A call about to be made.
#[derive(Clone, Debug)]
pub struct Outbound {
    /// The breaker's and the log's name for the other side, like `stripe`.
    pub service: &'static str,
    pub method: Method,
    pub url: Url,
    pub headers: HeaderMap,
    pub body: Bytes,
    /// Repeating it does no more than doing it once: a read, or a write under an idempotency key.
    pub repeatable: bool,
    pub timeout: Duration,
}

impl Outbound {
    pub fn new(service: &'static str, method: Method, url: Url) -> Self {
        let repeatable = method.is_safe();
        Self {
            service,
            method,
            url,
            headers: HeaderMap::new(),
            body: Bytes::new(),
            repeatable,
            timeout: Duration::from_secs(15),
        }
    }

    pub fn header(mut self, name: HeaderName, value: &str) -> Self {
        // A value that is no header (a stray newline in a key) is left out; the other side then says what is missing.
        if let Ok(mut value) = HeaderValue::from_str(value) {
            value.set_sensitive(true);
            self.headers.insert(name, value);
        }
        self
    }

    /// A form-encoded body.
    pub fn form(mut self, pairs: &[(String, String)]) -> Self {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        self.body = body.into();
        self.header(http::header::CONTENT_TYPE, "application/x-www-form-urlencoded")
    }

    /// A JSON body.
    pub fn json(mut self, value: &serde_json::Value) -> Self {
        self.body = value.to_string().into();
        self.header(http::header::CONTENT_TYPE, "application/json")
    }

    pub fn repeatable(self, repeatable: bool) -> Self {
        Self { repeatable, ..self }
    }
}

/// What came back, whatever its status.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Reply {
    /// The body as JSON; `null` when it is none.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// Why there is no reply. The difference decides whether money may be sent again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// It certainly did not reach the other side.
    #[error("not sent: {0}")]
    NotSent(String),
    /// It may have arrived; the answer did not.
    #[error("sent, no answer: {0}")]
    Unclear(String),
}

/// How often a repeatable call is tried in all.
const TRIES: u32 = 3;
/// No answer of a service we call is larger.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// The client. Cheap to share behind an `Arc`; one per process, so that the breakers know all calls.
#[derive(Debug)]
pub struct Http {
    guarded: reqwest::Client,
    internal: reqwest::Client,
    guard: Guard,
    breakers: Breakers,
}

impl Http {
    /// `internal` are the origins that may be internal addresses, because the operator named them in the environment.
    pub fn new(internal: &[Url]) -> Result<Self, reqwest::Error> {
        let build = || {
            reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .connect_timeout(Duration::from_secs(5))
                .user_agent("guildhall")
        };
        Ok(Self {
            guarded: build().dns_resolver(guard::PublicOnly::new()).build()?,
            internal: build().no_proxy().build()?,
            guard: Guard::new(internal),
            breakers: Breakers::default(),
        })
    }

    /// Sends the call; every try leaves a line in `logs`.
    pub async fn send(&self, call: &Outbound, logs: &CallLogs) -> Result<Reply, SendError> {
        let client = match self.guard.check(&call.url) {
            Ok(guard::Side::Public) => &self.guarded,
            Ok(guard::Side::Internal) => &self.internal,
            Err(reason) => {
                logs.push(CallLog::refused(call, &reason));
                return Err(SendError::NotSent(reason));
            }
        };
        let mut tries = 0;
        // An earlier try may have arrived: a later one that certainly did not says nothing about that one.
        let mut unsure = false;
        loop {
            if let Err(seconds) = self.breakers.ask(call.service) {
                let reason = format!("{} failed too often; calls go through again in {seconds} s", call.service);
                logs.push(CallLog::refused(call, &reason));
                return Err(not_sent(reason, unsure));
            }
            tries += 1;
            let outcome = self.once(client, call, logs).await;
            let (again, wait) = match &outcome {
                Ok(reply) => (matches!(reply.status, 429 | 502 | 503 | 504) && call.repeatable, retry_after(reply)),
                Err(SendError::NotSent(_)) => (true, None),
                Err(SendError::Unclear(_)) => (call.repeatable, None),
            };
            match &outcome {
                Ok(reply) if reply.status < 500 => self.breakers.succeeded(call.service),
                _ => self.breakers.failed(call.service),
            }
            if !again || tries >= TRIES {
                return match outcome {
                    Err(SendError::NotSent(reason)) => Err(not_sent(reason, unsure)),
                    outcome => outcome,
                };
            }
            unsure |= match &outcome {
                Ok(reply) => reply.status >= 500,
                Err(SendError::Unclear(_)) => true,
                Err(SendError::NotSent(_)) => false,
            };
            tokio::time::sleep(wait.unwrap_or_else(|| backoff(tries))).await;
        }
    }

    /// How every service called since the start stands, for the health page.
    pub fn health(&self) -> Vec<Service> {
        self.breakers.services()
    }

    async fn once(&self, client: &reqwest::Client, call: &Outbound, logs: &CallLogs) -> Result<Reply, SendError> {
        let started = Instant::now();
        let request = client
            .request(call.method.clone(), call.url.clone())
            .headers(call.headers.clone())
            .timeout(call.timeout)
            .body(call.body.clone());
        let result = match request.send().await {
            Ok(response) => read(response).await,
            // Only a failure to connect is certain not to have reached anybody.
            Err(error) if error.is_connect() || error.is_builder() => Err(SendError::NotSent(cause(&error))),
            Err(error) => Err(SendError::Unclear(cause(&error))),
        };
        logs.push(CallLog::of(call, result.as_ref(), started.elapsed()));
        result
    }
}

fn not_sent(reason: String, unsure: bool) -> SendError {
    if unsure { SendError::Unclear(reason) } else { SendError::NotSent(reason) }
}

async fn read(mut response: reqwest::Response) -> Result<Reply, SendError> {
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() <= MOST_BYTES => body.extend_from_slice(&chunk),
            Ok(Some(_)) => return Err(SendError::Unclear("the answer is too large".to_owned())),
            Ok(None) => return Ok(Reply { status, headers, body: body.into() }),
            Err(error) => return Err(SendError::Unclear(cause(&error))),
        }
    }
}

/// The innermost reason, without the address (which may carry secrets in its query).
fn cause(error: &reqwest::Error) -> String {
    let mut source: &dyn std::error::Error = error;
    while let Some(inner) = source.source() {
        source = inner;
    }
    if error.is_timeout() { "no answer in time".to_owned() } else { source.to_string() }
}

/// 200 ms, 400 ms, … plus up to as much again, so that many callers do not come back in step.
fn backoff(tries: u32) -> Duration {
    let base = 200_u64 << (tries - 1).min(5);
    Duration::from_millis(base + u64::from(rand::random::<u32>()) % base)
}

/// What the other side asks for, as long as a person can wait for it.
fn retry_after(reply: &Reply) -> Option<Duration> {
    let seconds: u64 = reply.headers.get(http::header::RETRY_AFTER)?.to_str().ok()?.parse().ok()?;
    (seconds <= 5).then(|| Duration::from_secs(seconds))
}

#[cfg(test)]
mod tests;
