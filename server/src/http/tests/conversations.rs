//! Conversations as a browser without scripts uses them: the list, a room, writing, the search; and nothing of it for
//! others.

use super::fixture::web;
use axum::http::StatusCode;
use uuid::Uuid;

#[tokio::test]
async fn a_conversation_works_without_any_script() {
    let web = web().await;
    web.state.platform.load_demo().await.expect("the demo");
    let (room, order): (Uuid, Uuid) = sqlx::query_as(
        "SELECT c.id, c.order_id FROM chats c JOIN users u ON u.id = c.buyer_id
         WHERE u.email = 'client@demo.test' AND c.kind = 'order' AND c.last_said > 2 ORDER BY c.last_said DESC, c.id LIMIT 1",
    )
    .fetch_one(&web.pool)
    .await
    .expect("the demo's people talk");
    let client = web.session("client@demo.test").await;
    let here = format!("/app/messages/{room}");
    let list = web.page("/app/messages", Some(&client)).await;
    assert_eq!(list.status, StatusCode::OK);
    assert!(list.body.contains(&here), "the list leads into the room");
    let page = web.page(&here, Some(&client)).await;
    assert_eq!(page.status, StatusCode::OK);
    for part in ["role=\"log\"", "/api/chats/write_message", "class=\"msg"] {
        assert!(page.body.contains(part), "{part} is on the page");
    }
    let by_order = web.page(&format!("/app/messages?order={order}"), Some(&client)).await;
    assert!(by_order.body.contains(&room.to_string()), "an order leads to its room");

    let write = |content: &str| format!("chat={room}&seq=7&content={content}");
    let sent = web.form("/api/chats/write_message", Some(&client), &write("Plainly+said")).await;
    assert!(sent.status.is_redirection() && !sent.header("location").contains("__err="), "{}", sent.body);
    web.form("/api/chats/write_message", Some(&client), &write("Plainly+said")).await;
    let said = || async {
        let n: i64 = sqlx::query_scalar("SELECT count(*) FROM chat_messages WHERE content = 'Plainly said'")
            .fetch_one(&web.pool)
            .await
            .expect("a count");
        n
    };
    assert_eq!(said().await, 1, "a double press is one message");
    assert!(web.page(&here, Some(&client)).await.body.contains("Plainly said"));
    let found = web.page("/app/messages?q=plainly", Some(&client)).await;
    assert!(found.body.contains(&format!("{here}?at=")), "the search leads to the message");
    let nothing = web.form("/api/chats/write_message", Some(&client), &write("+++")).await;
    assert!(nothing.header("location").contains("__err="), "nothing to say is refused");

    let other = web.session("priya@demo.test").await;
    assert_eq!(web.page(&here, Some(&other)).await.status, StatusCode::NOT_FOUND);
    let refused = web.form("/api/chats/write_message", Some(&other), &write("Let+me+in")).await;
    assert!(refused.header("location").contains("__err="), "{}", refused.body);
    let inside: i64 = sqlx::query_scalar("SELECT count(*) FROM chat_messages WHERE content = 'Let me in'")
        .fetch_one(&web.pool)
        .await
        .expect("a count");
    assert_eq!(inside, 0, "an outsider's words are nowhere");
}
