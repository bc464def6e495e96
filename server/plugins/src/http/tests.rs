//! The client against a stand-in server on a loopback port.

use super::*;
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// Answers the n-th connection with the n-th of `answers` (the last one for all later ones); `""` hangs up.
async fn stand_in(answers: &'static [&'static str]) -> (Url, Arc<AtomicUsize>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = Url::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
    let seen = Arc::new(AtomicUsize::new(0));
    let count = seen.clone();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let n = count.fetch_add(1, Ordering::SeqCst);
            let mut buffer = [0; 4096];
            let _ = socket.read(&mut buffer).await;
            let _ = socket.write_all(answers[n.min(answers.len() - 1)].as_bytes()).await;
        }
    });
    (url, seen)
}

const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 11\r\nconnection: close\r\n\r\n{\"ok\":true}";
const BUSY: &str = "HTTP/1.1 503 Busy\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

#[tokio::test]
async fn a_read_is_repeated_and_every_try_is_logged() {
    let (url, seen) = stand_in(&[BUSY, "", OK]).await;
    let (http, logs) = (Http::new(std::slice::from_ref(&url)).unwrap(), CallLogs::default());
    let reply = http.send(&Outbound::new("bank", Method::GET, url), &logs).await.unwrap();
    assert_eq!((reply.status, seen.load(Ordering::SeqCst)), (200, 3));
    let statuses: Vec<_> = logs.take().iter().map(|log| log.status).collect();
    assert_eq!(statuses, [Some(503), None, Some(200)]);
}

#[tokio::test]
async fn a_write_without_a_key_is_never_repeated_once_sent() {
    let (url, seen) = stand_in(&["", OK]).await;
    let (http, logs) = (Http::new(std::slice::from_ref(&url)).unwrap(), CallLogs::default());
    let call = Outbound::new("bank", Method::POST, url).json(&serde_json::json!({"amount": 5}));
    assert!(matches!(http.send(&call, &logs).await, Err(SendError::Unclear(_))));
    assert_eq!(seen.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn silence_is_unclear_and_a_closed_port_is_not_sent() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = Url::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
    let (http, logs) = (Http::new(std::slice::from_ref(&url)).unwrap(), CallLogs::default());
    let mut call = Outbound::new("slow", Method::POST, url.clone());
    call.timeout = Duration::from_millis(100);
    assert!(matches!(http.send(&call, &logs).await, Err(SendError::Unclear(_))));
    drop(listener);
    let call = Outbound::new("gone", Method::POST, url);
    assert!(matches!(http.send(&call, &logs).await, Err(SendError::NotSent(_))));
}

/// The first try may have done it; that nobody listens any more for the second does not undo it.
#[tokio::test]
async fn what_may_have_arrived_once_is_never_called_unsent() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = Url::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        drop(listener);
        let _ = socket.read(&mut [0; 4096]).await;
    });
    let (http, logs) = (Http::new(std::slice::from_ref(&url)).unwrap(), CallLogs::default());
    let call = Outbound::new("half", Method::POST, url).repeatable(true);
    assert!(matches!(http.send(&call, &logs).await, Err(SendError::Unclear(_))));
    assert_eq!(logs.take().len(), 3);
}

#[tokio::test]
async fn an_open_breaker_answers_at_once() {
    let (url, seen) = stand_in(&["HTTP/1.1 500 No\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"]).await;
    let (http, logs) = (Http::new(std::slice::from_ref(&url)).unwrap(), CallLogs::default());
    let call = Outbound::new("ill", Method::POST, url);
    for _ in 0..5 {
        assert_eq!(http.send(&call, &logs).await.unwrap().status, 500);
    }
    assert!(matches!(http.send(&call, &logs).await, Err(SendError::NotSent(_))));
    assert_eq!(seen.load(Ordering::SeqCst), 5, "the sixth call never left");
    assert!(matches!(http.health()[0].state, BreakerState::Open(_)));
}
