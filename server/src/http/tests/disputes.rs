//! The dispute pages as a browser without scripts gets them, with the demo's dispute in them.

use super::fixture::{Web, web};
use uuid::Uuid;

async fn one(web: &Web, sql: &'static str) -> Uuid {
    sqlx::query_scalar(sql).fetch_one(&web.pool).await.expect("one")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_side_reads_its_dispute() {
    let web = web().await;
    web.state.platform.load_demo().await.expect("the demo");
    let dispute = one(&web, "SELECT id FROM disputes").await;
    let order = one(&web, "SELECT order_id FROM disputes").await;
    let open = one(&web, "SELECT id FROM orders WHERE status IN ('active', 'delivered') AND buyer_id = (SELECT id FROM users WHERE email = 'client@demo.test') LIMIT 1").await;
    let (client, seller, admin) = (
        web.session("client@demo.test").await,
        web.session("seller@demo.test").await,
        web.session("admin@demo.test").await,
    );
    let tab = |root: &str, name: &str| format!("{root}/disputes/{dispute}?tab={name}");
    let pages = [
        (&client, tab("/app", ""), "no coffee bean"),
        (&client, tab("/app", "conversation"), "a new version without the bean"),
        (&client, tab("/app", "evidence"), "notes-of-our-call.txt"),
        (&client, tab("/app", "settlement"), "Make an offer"),
        (&client, tab("/app", "decision"), "no coffee bean"),
        (&seller, tab("/sell", ""), "mood board"),
        (&seller, tab("/sell", "settlement"), "to_client["),
        (&admin, tab("/admin", "decision"), "Hand it in for approval"),
        (&admin, "/admin/disputes".to_owned(), "DSP-"),
        (&admin, "/admin/disputes?status=pending".to_owned(), "No disputes here"),
        (&client, format!("/app/orders/{order}"), "Disputed: the money is frozen"),
        (&seller, format!("/sell/orders/{order}"), "Disputed: the money is frozen"),
        (&client, format!("/app/orders/{open}"), "Open a dispute"),
        (&client, format!("/app/orders/{open}/dispute?kind=delivery"), "What happened?"),
        (&client, format!("/app/orders/{order}/dispute"), "No dispute can be opened here"),
        (&client, "/app/wallet".to_owned(), "Frozen by a dispute"),
    ];
    for (session, path, words) in pages {
        let answer = web.page(&path, Some(session)).await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.body.contains(words), "{path} does not say {words:?}");
    }
    let pack = web.page(&format!("/disputes/{dispute}/evidence.zip"), Some(&seller)).await;
    assert_eq!((pack.status.as_u16(), pack.header("content-type")), (200, "application/zip"));
    assert!(pack.header("content-disposition").contains("DSP-"));
    for path in [tab("/app", ""), format!("/disputes/{dispute}/evidence.zip")] {
        let stranger = web.session("jonas@demo.test").await;
        assert_eq!(web.page(&path, Some(&stranger)).await.status, 404, "{path}");
    }
    // a plain form, refused at its field and then accepted
    let words = |text: &str| format!("dispute={dispute}&visibility=both&message={text}");
    let refused = web.form("/api/disputes/write_in_dispute", Some(&client), &words("")).await;
    assert!(refused.status.is_redirection(), "{}", refused.status);
    web.form("/api/disputes/write_in_dispute", Some(&client), &words("Friday+is+fine.")).await;
    let said = web.page(&tab("/sell", "conversation"), Some(&seller)).await;
    assert!(said.body.contains("Friday is fine."));
}
