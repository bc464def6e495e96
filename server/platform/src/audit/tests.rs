//! The chain against a hand that may do anything to the database.

use crate::{outbox, testing};
use model::{
    PageRequest, Problem, Role,
    audit::{Anchor, Audit, Damage, LogFilter},
};
use serde_json::json;
use sqlx::AssertSqlSafe;

/// Twelve rows, sealed.
async fn sealed() -> testing::TestPlatform {
    let t = testing::platform().await;
    write(&t, 12).await;
    assert_eq!(t.seal_due().await.expect("seal"), 12);
    t
}

async fn write(t: &testing::TestPlatform, rows: usize) {
    for n in 0..rows {
        let mut tx = t.tx().await;
        outbox::record_in(
            &mut tx,
            "release_slice",
            "milestone",
            None,
            json!({ "minor": n, "umlaut": "ü", "deep": { "b": 1.50, "a": null } }),
        )
        .await
        .expect("record");
        tx.commit().await.expect("commit");
    }
}

/// As superuser, with every trigger and foreign key switched off.
async fn tamper(t: &testing::TestPlatform, sql: &str) {
    let mut owner = t.db.owner().begin().await.expect("begin");
    sqlx::query("SET LOCAL session_replication_role = replica").execute(&mut *owner).await.expect("superuser");
    sqlx::query(AssertSqlSafe(sql.to_owned())).execute(&mut *owner).await.expect("tamper");
    owner.commit().await.expect("commit");
}

async fn damage(t: &testing::TestPlatform, anchor: Option<&Anchor>) -> Option<(Damage, i64)> {
    t.verify_chain(t.project, anchor).await.expect("verify").first_broken.map(|b| (b.damage, b.seq))
}

#[tokio::test]
async fn an_untouched_chain_is_whole_and_sealing_is_idempotent() {
    let t = sealed().await;
    assert_eq!(t.seal_due().await.expect("again"), 0);
    let found = t.verify_chain(t.project, None).await.expect("verify");
    assert!(found.is_whole(), "{found:?}");
    assert_eq!((found.rows, found.unsealed), (12, 0));
    write(&t, 3).await;
    let found = t.verify_chain(t.project, found.head.as_ref()).await.expect("verify");
    assert_eq!((found.rows, found.unsealed, found.is_whole()), (12, 3, true));
    t.seal_due().await.expect("seal");
    assert!(t.verify_chain(t.project, found.head.as_ref()).await.expect("verify").is_whole());
}

#[tokio::test]
async fn every_kind_of_tampering_is_found() {
    let cases = [
        (
            "UPDATE transaction_log SET data = jsonb_set(data, '{minor}', '999') WHERE id = (SELECT log_id FROM audit_chain WHERE seq = 5)",
            Damage::Edited,
            5,
        ),
        (
            "UPDATE transaction_log SET at = at + interval '1 microsecond' WHERE id = (SELECT log_id FROM audit_chain WHERE seq = 2)",
            Damage::Edited,
            2,
        ),
        (
            "UPDATE transaction_log SET actor_id = gen_random_uuid() WHERE id = (SELECT log_id FROM audit_chain WHERE seq = 12)",
            Damage::Edited,
            12,
        ),
        ("DELETE FROM transaction_log WHERE id = (SELECT log_id FROM audit_chain WHERE seq = 7)", Damage::Missing, 7),
        ("DELETE FROM audit_chain WHERE seq = 4", Damage::Gap, 4),
        (
            "WITH x AS (DELETE FROM audit_chain WHERE seq = 1 RETURNING log_id) DELETE FROM transaction_log WHERE id IN (SELECT log_id FROM x)",
            Damage::Gap,
            1,
        ),
        // two rows change places
        (
            "UPDATE audit_chain c SET log_id = -o.log_id FROM audit_chain o WHERE (c.seq, o.seq) IN ((3, 9), (9, 3))",
            Damage::Missing,
            3,
        ),
        ("UPDATE audit_chain SET previous_hash = sha256('x') WHERE seq = 6", Damage::Broken, 6),
        ("UPDATE audit_chain SET hash = sha256('x') WHERE seq = 6", Damage::Edited, 6),
        (
            "INSERT INTO transaction_log (project_id, at, action, subject) SELECT id, now(), 'release_slice', 'milestone' FROM projects",
            Damage::Smuggled,
            0,
        ),
        // cut off together with its row, the last one leaves a row that was never sealed only if the log keeps it
        ("DELETE FROM audit_chain WHERE seq > 10", Damage::Smuggled, 0),
    ];
    for (sql, wanted, seq) in cases {
        let t = sealed().await;
        tamper(&t, sql).await;
        assert_eq!(damage(&t, None).await, Some((wanted, seq)), "{sql}");
    }
}

#[tokio::test]
async fn reordering_is_found() {
    let t = sealed().await;
    tamper(&t, "UPDATE audit_chain SET log_id = -log_id WHERE seq IN (3, 9)").await;
    tamper(&t, "UPDATE audit_chain c SET log_id = -o.log_id FROM audit_chain o WHERE (c.seq, o.seq) IN ((3, 9), (9, 3)) AND o.log_id < 0").await;
    assert_eq!(damage(&t, None).await, Some((Damage::Edited, 3)));
}

#[tokio::test]
async fn an_anchor_finds_a_cut_and_a_chain_made_anew() {
    let t = sealed().await;
    let anchor = t.verify_chain(t.project, None).await.expect("verify").head.expect("head");
    // the end is cut off in both tables: whole in itself, but shorter than the anchor
    tamper(&t, "WITH x AS (DELETE FROM audit_chain WHERE seq > 10 RETURNING log_id) DELETE FROM transaction_log WHERE id IN (SELECT log_id FROM x)").await;
    assert_eq!(damage(&t, None).await, None);
    assert_eq!(damage(&t, Some(&anchor)).await, Some((Damage::Truncated, 11)));

    // everything is edited and sealed again with correct hashes
    let t = sealed().await;
    let anchor = t.verify_chain(t.project, None).await.expect("verify").head.expect("head");
    tamper(&t, "UPDATE transaction_log SET data = '{\"minor\": 1}'").await;
    tamper(
        &t,
        "WITH x AS (DELETE FROM audit_chain RETURNING project_id, log_id) INSERT INTO audit_unsealed SELECT * FROM x",
    )
    .await;
    t.seal_due().await.expect("seal");
    assert_eq!(damage(&t, None).await, None);
    assert_eq!(damage(&t, Some(&anchor)).await, Some((Damage::Rewritten, 12)));
}

#[tokio::test(flavor = "multi_thread")]
async fn sealers_in_parallel_make_one_chain() {
    let t = std::sync::Arc::new(testing::platform().await);
    write(&t, 40).await;
    let sealers = (0..8).map(|_| {
        let t = t.clone();
        tokio::spawn(async move { t.seal_due().await })
    });
    let sealed: u64 =
        futures::future::join_all(sealers).await.into_iter().map(|r| r.expect("join").expect("seal")).sum();
    assert_eq!(sealed, 40);
    assert_eq!(damage(&t, None).await, None);
}

#[tokio::test]
async fn staff_read_the_log_by_pages_and_others_do_not() {
    let t = sealed().await;
    let admin = t.user("ada", &[Role::Admin]).await;
    let page = |after| PageRequest { after, limit: 5 };
    let first = t.list_log(&admin, LogFilter::default(), page(None)).await.expect("first");
    let second = t.list_log(&admin, LogFilter::default(), page(first.next.clone())).await.expect("second");
    let third = t.list_log(&admin, LogFilter::default(), page(second.next.clone())).await.expect("third");
    let seqs: Vec<_> = [first, second, third].into_iter().flat_map(|p| p.items).filter_map(|e| e.seq).collect();
    assert_eq!(seqs, (1..=12).rev().collect::<Vec<_>>());
    assert_eq!(t.list_log_actions(&admin).await.expect("actions"), ["release_slice"]);
    let none = LogFilter { action: Some("nothing".to_owned()), ..LogFilter::default() };
    assert!(t.list_log(&admin, none, page(None)).await.expect("none").items.is_empty());

    let verified = t.verify_log(&admin, None).await.expect("verify");
    assert!(verified.is_whole());
    assert_eq!(t.list_log_actions(&admin).await.expect("actions"), ["release_slice", "verify_log"]);

    let client = t.user("bob", &[Role::Client]).await;
    assert_eq!(t.list_log(&client, LogFilter::default(), page(None)).await, Err(Problem::NotAllowed));
    assert_eq!(t.verify_log(&client, None).await, Err(Problem::NotAllowed));
    assert_eq!(t.verify_log(&t.visitor(), None).await, Err(Problem::SignInNeeded));
    assert_eq!(
        t.list_log(&admin, LogFilter::default(), PageRequest { after: Some("x".to_owned()), limit: 5 }).await,
        Err(Problem::NotFound)
    );
}
