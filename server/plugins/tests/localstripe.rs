//! The Stripe gateway against localstripe, a stand-in server from PyPI, bound to loopback on a port of its own: what it
//! implements is tried here (payments, saved methods, declines, cancelling, refunds, webhooks); transfers and customers'
//! finer points are covered by recorded shapes.
//!
//! Runs with `cargo test -p plugins --test localstripe` and so in `cargo xtask test`. The first run installs
//! localstripe into a virtual environment in the user's cache; without python3 it says so and passes.

#![expect(clippy::unwrap_used, reason = "a test says where it broke by panicking")]

use model::{
    Currency, Money, PaymentId, RefundId,
    payments::{NextAction, PaymentStatus, RefundStatus},
};
use plugins::{
    http::{CallLogs, Http, Outbound},
    payments::{
        Call, CreatePayment, Credentials, Failure, News, PaymentGateway, RefundRequest, StoredMethod, stripe::Stripe,
    },
};
use std::{
    io::Read,
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};
use url::Url;
use uuid::Uuid;

const VERSION: &str = "1.15.10";
/// localstripe's own `main` listens on all interfaces; this one on loopback alone.
const SERVE: &str = "import sys; from aiohttp import web; from localstripe.server import app; web.run_app(app, host='127.0.0.1', port=int(sys.argv[1]), print=None)";

/// The server; ends with the test.
struct LocalStripe {
    child: Child,
    base: Url,
    http: Http,
    keys: Credentials,
    logs: CallLogs,
}

impl Drop for LocalStripe {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The interpreter of the environment, made on first use; `None` without python3.
fn python() -> Option<PathBuf> {
    let have = Command::new("python3").arg("--version").output().is_ok_and(|output| output.status.success());
    if !have {
        eprintln!(
            "skipped: python3 is not installed, so localstripe cannot run (Debian: apt-get install python3-venv)"
        );
        return None;
    }
    let cache = std::env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache")));
    let home = cache.unwrap_or_else(std::env::temp_dir).join("guildhall").join(format!("localstripe-{VERSION}"));
    let python = home.join("bin/python");
    if !home.join("ready").exists() {
        run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&home));
        run(Command::new(&python).args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            &format!("localstripe=={VERSION}"),
        ]));
        std::fs::write(home.join("ready"), VERSION).unwrap();
    }
    Some(python)
}

fn run(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

async fn start() -> Option<LocalStripe> {
    let python = python()?;
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut child = Command::new(python)
        .args(["-c", SERVE, &port.to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    for _ in 0..100 {
        if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
            let base = Url::parse(&format!("http://127.0.0.1:{port}/")).unwrap();
            let http = Http::new(std::slice::from_ref(&base)).unwrap();
            let pairs =
                [("publishable_key", "pk_test_1"), ("secret_key", "sk_test_12345"), ("webhook_secret", "whsec_local")];
            let keys = Credentials(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into());
            return Some(LocalStripe { child, base, http, keys, logs: CallLogs::default() });
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let _ = child.kill();
    let _ = child.wait();
    let mut said = String::new();
    let _ = child.stderr.take().map(|mut stderr| stderr.read_to_string(&mut said));
    panic!("localstripe did not start: {said}");
}

impl LocalStripe {
    fn call(&self) -> Call<'_> {
        Call { http: &self.http, credentials: &self.keys, logs: &self.logs }
    }

    fn gateway(&self) -> Stripe {
        Stripe::new(Some(self.base.clone()))
    }

    /// What the browser would do with Stripe.js, and other calls that the gateway does not make.
    async fn post(&self, path: &str, pairs: &[(&str, &str)]) -> serde_json::Value {
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let request = Outbound::new("test", http::Method::POST, self.base.join(path).unwrap())
            .form(&pairs)
            .header(http::header::AUTHORIZATION, "Bearer sk_test_12345");
        self.http.send(&request, &self.logs).await.unwrap().json()
    }

    /// A card kept for a customer.
    async fn saved(&self, number: &str) -> StoredMethod {
        let customer = self.post("v1/customers", &[]).await["id"].as_str().unwrap().to_owned();
        let card = [
            ("type", "card"),
            ("card[number]", number),
            ("card[exp_month]", "12"),
            ("card[exp_year]", "2035"),
            ("card[cvc]", "123"),
        ];
        let token = self.post("v1/payment_methods", &card).await["id"].as_str().unwrap().to_owned();
        self.post(&format!("v1/payment_methods/{token}/attach"), &[("customer", &customer)]).await;
        StoredMethod { token, customer, brand: "visa".into(), last4: number[12..].into(), expiry: "12/35".into() }
    }
}

fn payment(method: Option<StoredMethod>) -> CreatePayment {
    CreatePayment {
        id: PaymentId(Uuid::now_v7()),
        merchant: "demo".into(),
        amount: Money::new(5_000, Currency::Eur),
        description: "Top-up".into(),
        return_url: "https://guildhall.test/app/payments/1".into(),
        transfer_group: None,
        method,
        save_method: false,
        customer: None,
    }
}

#[tokio::test]
async fn the_gateway_against_localstripe() {
    let Some(server) = start().await else { return };
    calls(&server).await;
    webhooks(&server).await;
}

async fn calls(server: &LocalStripe) {
    let (stripe, call) = (server.gateway(), server.call());

    let said = stripe.test_credentials(&call).await.unwrap();
    assert!(said.contains("accepted"), "{said}");

    // Without a method: the browser confirms.
    let waiting = stripe.create_payment(&call, &payment(None)).await.unwrap();
    assert_eq!(waiting.status, PaymentStatus::RequiresCustomerAction);
    assert!(matches!(waiting.next_action, Some(NextAction::StripeConfirm { .. })), "{waiting:?}");
    let gone = stripe.cancel(&call, &waiting.reference).await.unwrap();
    assert_eq!(gone.status, PaymentStatus::Cancelled);
    assert!(
        matches!(stripe.cancel(&call, &waiting.reference).await, Err(Failure::Declined { .. })),
        "twice is refused there"
    );

    // A saved card pays at once.
    let card = server.saved("4242424242424242").await;
    let paid = stripe.create_payment(&call, &payment(Some(card.clone()))).await.unwrap();
    let settled = stripe.refresh(&call, &paid.reference).await.unwrap();
    assert_eq!(settled.status, PaymentStatus::Succeeded, "{settled:?}");

    // Part of it goes back, and is found again by our id.
    let refund = RefundRequest {
        id: RefundId(Uuid::now_v7()),
        payment: paid.reference.clone(),
        amount: Money::new(2_000, Currency::Eur),
    };
    assert_eq!(stripe.find_refund(&call, &refund).await.unwrap(), None);
    let sent = stripe.refund(&call, &refund).await.unwrap();
    assert_eq!((sent.status, sent.ours), (RefundStatus::Succeeded, Some(refund.id)));
    assert_eq!(stripe.find_refund(&call, &refund).await.unwrap().unwrap().reference, sent.reference);

    // A card that asks for 3-D Secure waits for the browser; one without money is refused.
    let secure = server.saved("4000002500003155").await;
    let asked = stripe.create_payment(&call, &payment(Some(secure))).await.unwrap();
    assert_eq!(asked.status, PaymentStatus::RequiresCustomerAction, "{asked:?}");
    let poor = server.saved("4000000000000341").await;
    let refused = stripe.create_payment(&call, &payment(Some(poor))).await;
    let declined = matches!(&refused, Ok(intent) if intent.status == PaymentStatus::Failed)
        || matches!(&refused, Err(Failure::Declined { .. }));
    assert!(declined, "{refused:?}");

    stripe.forget_method(&call, &card).await.unwrap();
    assert!(matches!(stripe.refresh(&call, "pi_nobody").await, Err(Failure::Declined { .. })));
    let wrong = Credentials([("secret_key".to_owned(), String::new())].into());
    let keyless = Call { http: &server.http, credentials: &wrong, logs: &server.logs };
    assert!(matches!(stripe.refresh(&keyless, "pi_1").await, Err(Failure::Misconfigured(_))));
}

/// What localstripe signs passes our check and says what happened.
async fn webhooks(server: &LocalStripe) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/hook", listener.local_addr().unwrap());
    server.post("_config/webhooks/one", &[("url", &address), ("secret", "whsec_local")]).await;
    let card = server.saved("4242424242424242").await;
    let order = payment(Some(card));
    server.gateway().create_payment(&server.call(), &order).await.unwrap();
    let news = async {
        loop {
            let (headers, body) = accept(&listener).await;
            let verified = server.gateway().verify_webhook(&server.keys, &headers, &body, now()).unwrap();
            if verified.kind != "payment_intent.succeeded" {
                continue;
            }
            // localstripe sends a while later: the payments of `calls` may still come in.
            let event = server.gateway().parse_event(&body).unwrap();
            if event.ours == Some(order.id) {
                return event;
            }
        }
    };
    let event = tokio::time::timeout(Duration::from_secs(15), news).await.unwrap();
    assert!(matches!(event.news, News::Payment(intent) if intent.status == PaymentStatus::Succeeded));
}

#[expect(clippy::disallowed_methods, reason = "the stand-in signs with the machine's clock")]
fn now() -> time::OffsetDateTime {
    time::OffsetDateTime::now_utc()
}

/// One request's headers and body, answered with 200.
async fn accept(listener: &tokio::net::TcpListener) -> (http::HeaderMap, Vec<u8>) {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let (mut socket, _) = listener.accept().await.unwrap();
    let mut bytes = Vec::new();
    loop {
        let mut chunk = [0; 8192];
        let n = socket.read(&mut chunk).await.unwrap();
        bytes.extend_from_slice(&chunk[..n]);
        let Some(split) = bytes.windows(4).position(|w| w == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&bytes[..split]).to_string();
        let mut headers = http::HeaderMap::new();
        for (name, value) in head.lines().skip(1).filter_map(|line| line.split_once(": ")) {
            headers.insert(http::HeaderName::from_bytes(name.as_bytes()).unwrap(), value.parse().unwrap());
        }
        let length: usize =
            headers.get("content-length").and_then(|value| value.to_str().ok()?.parse().ok()).unwrap_or(0);
        if bytes.len() >= split + 4 + length || n == 0 {
            socket.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok").await.unwrap();
            return (headers, bytes[split + 4..].to_vec());
        }
    }
}
