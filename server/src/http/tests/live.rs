//! The socket, over a real connection.

use super::fixture::{HOST, Web, web};
use axum::http::StatusCode;
use model::{
    Role,
    events::{Subject, Topic},
};
use std::{net::SocketAddr, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

async fn serve(web: &Web) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("bind");
    let address = listener.local_addr().expect("address");
    let service = web.router.clone().into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    address
}

/// Asks for the upgrade by hand; the status and, if it stands, the connection.
async fn knock(address: SocketAddr, path: &str, session: Option<&str>, origin: &str) -> (u16, TcpStream) {
    let mut stream = TcpStream::connect(address).await.expect("connect");
    let cookie = session.map(|token| format!("Cookie: session={token}\r\n")).unwrap_or_default();
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {HOST}\r\nOrigin: {origin}\r\n{cookie}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.expect("ask");
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(timeout(Duration::from_secs(5), stream.read_u8()).await.expect("in time").expect("a head"));
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    (head[9..12].parse().expect("a status"), stream)
}

/// One text frame from the server: unmasked, shorter than 64 kB.
async fn hear(stream: &mut TcpStream) -> String {
    let read = async {
        loop {
            let kind = stream.read_u8().await.expect("frame") & 15;
            let length = match stream.read_u8().await.expect("length") {
                126 => usize::from(stream.read_u16().await.expect("length")),
                short => usize::from(short),
            };
            let mut body = vec![0; length];
            stream.read_exact(&mut body).await.expect("body");
            if kind == 1 {
                return String::from_utf8(body).expect("text");
            }
        }
    };
    timeout(Duration::from_secs(5), read).await.expect("in time")
}

/// What an act of the platform publishes.
async fn publish(web: &Web, topic: Topic, subject: Subject) {
    let mut tx = web.state.platform.db.begin_system(web.project).await.expect("begin");
    platform::outbox::publish_in(&mut tx, &[topic], subject, None).await.expect("published");
    tx.commit().await.expect("commit");
}

#[tokio::test]
async fn only_signed_in_people_from_our_pages() {
    let web = web().await;
    web.person("ada@x.org", &[Role::Client]).await;
    let session = web.session("ada@x.org").await;
    let address = serve(&web).await;
    let ours = format!("http://{HOST}");
    let status = async |session: Option<&str>, origin: &str| knock(address, "/live", session, origin).await.0;
    assert_eq!(status(Some(&session), &ours).await, StatusCode::SWITCHING_PROTOCOLS.as_u16());
    assert_eq!(status(None, &ours).await, StatusCode::UNAUTHORIZED.as_u16());
    assert_eq!(status(Some(&session), "https://evil.example").await, StatusCode::FORBIDDEN.as_u16());
}

#[tokio::test]
async fn a_socket_hears_its_own_topics_and_resumes_by_number() {
    let web = web().await;
    web.person("ada@x.org", &[Role::Client]).await;
    web.person("bob@x.org", &[Role::Client]).await;
    let id = async |email: &str| {
        let id: uuid::Uuid = sqlx::query_scalar("SELECT id FROM users WHERE email = $1")
            .bind(email)
            .fetch_one(&web.pool)
            .await
            .expect("id");
        model::UserId(id)
    };
    let (ada, bob) = (id("ada@x.org").await, id("bob@x.org").await);
    let session = web.session("ada@x.org").await;
    let address = serve(&web).await;
    let ours = format!("http://{HOST}");
    let (_, mut socket) = knock(address, "/live", Some(&session), &ours).await;
    // The listener takes a moment to stand; it then tells everybody to read anew.
    let heard = async |socket: &mut TcpStream| loop {
        let text = hear(socket).await;
        if !text.contains("resync") {
            return serde_json::from_str::<model::events::Changed>(&text).expect("changed");
        }
    };
    tokio::time::sleep(Duration::from_millis(500)).await;
    publish(&web, Topic::User(bob), Subject::Order).await;
    publish(&web, Topic::Staff, Subject::Job).await;
    publish(&web, Topic::User(ada), Subject::Wallet).await;
    let first = heard(&mut socket).await;
    assert_eq!(first.subject, Subject::Wallet, "neither Bob's nor the staff's");
    drop(socket);
    publish(&web, Topic::User(ada), Subject::Order).await;
    publish(&web, Topic::User(ada), Subject::Cart).await;
    let (_, mut socket) = knock(address, &format!("/live?since={}", first.seq), Some(&session), &ours).await;
    let mut missed = Vec::new();
    while missed.len() < 2 {
        let changed = heard(&mut socket).await;
        if changed.seq > first.seq {
            missed.push(changed.subject);
        }
    }
    assert_eq!(missed, [Subject::Order, Subject::Cart]);
}
