//! Who is told, who sees it, and what is mailed.

use crate::{notifications, testing};
use model::{
    Actor, NotificationId, PageRequest, Permission, Problem, Role,
    notifications::{NoticeKind, NoticeParams, NoticePreference, NoticeTopic, Notifications},
};

async fn tell(t: &testing::TestPlatform, to: &Actor, kind: NoticeKind, title: &str) {
    let mut tx = t.tx().await;
    let params = NoticeParams::order("ORD-2026-000001", title);
    notifications::notify_in(&mut tx, to.user_id().expect("user"), kind, params, "/app/orders").await.expect("notify");
    tx.commit().await.expect("commit");
}

/// What the mail jobs would do for everything that was told so far.
async fn mail_all(t: &testing::TestPlatform) {
    let ids: Vec<uuid::Uuid> = sqlx::query_scalar("SELECT (payload ->> 'notification')::uuid FROM graphile_worker._private_jobs WHERE payload ->> 'job' = 'mail_notification' ORDER BY id")
        .fetch_all(t.db.owner()).await.expect("jobs");
    for id in ids.into_iter().flat_map(|id| [id, id]) {
        t.mail_notification(t.project, NotificationId(id)).await.expect("mail");
    }
}

async fn mails_to(t: &testing::TestPlatform, to: &Actor) -> i64 {
    let mut tx = t.db.operator().await.expect("operator");
    let email = to.signed_in().expect("user").email.clone();
    sqlx::query_scalar("SELECT count(*) FROM mails WHERE recipient = $1")
        .bind(email)
        .fetch_one(&mut *tx)
        .await
        .expect("count")
}

#[tokio::test]
async fn one_sees_their_own_and_reads_them() {
    let t = testing::platform().await;
    let (ada, bob) = (t.user("ada", &[Role::Client]).await, t.user("bob", &[Role::Client]).await);
    for n in 0..3 {
        tell(&t, &ada, NoticeKind::WorkSubmitted, &format!("Logo {n}")).await;
    }
    assert_eq!(t.count_unread(&ada).await, Ok(3));
    assert_eq!(t.count_unread(&bob).await, Ok(0));
    let page = |after| PageRequest { after, limit: 2 };
    let first = t.list_notifications(&ada, false, page(None)).await.expect("list");
    assert_eq!(first.items[0].params.title.as_deref(), Some("Logo 2"));
    let rest = t.list_notifications(&ada, false, page(first.next.clone())).await.expect("list");
    assert_eq!((rest.items.len(), rest.next), (1, None));

    let id = first.items[0].id;
    assert_eq!(t.read_notification(&bob, id).await, Err(Problem::NotFound));
    assert_eq!(t.read_notification(&ada, NotificationId(uuid::Uuid::nil())).await, Err(Problem::NotFound));
    for _ in 0..2 {
        assert_eq!(t.read_notification(&ada, id).await, Ok(()));
    }
    assert_eq!(t.list_notifications(&ada, true, page(None)).await.expect("unread").items.len(), 2);
    assert_eq!(t.read_all_notifications(&ada).await, Ok(2));
    assert_eq!(t.count_unread(&ada).await, Ok(0));
    assert_eq!(t.list_notifications(&t.visitor(), false, page(None)).await, Err(Problem::SignInNeeded));
}

#[tokio::test]
async fn a_mail_comes_as_the_person_chose() {
    let t = testing::platform().await;
    let ada = t.user("ada", &[Role::Client]).await;
    tell(&t, &ada, NoticeKind::WorkSubmitted, "Logo").await;
    mail_all(&t).await;
    assert_eq!(mails_to(&t, &ada).await, 1, "once, although its job ran twice");
    let body: String =
        sqlx::query_scalar("SELECT text_body FROM mails").fetch_one(t.db.owner()).await.expect("the mail");
    assert!(body.contains("http://guildhall.test/app/orders?project=test"), "it names its project: {body}");
    assert!(body.contains("http://guildhall.test/app/notifications?project=test#mail"), "{body}");
    let no_mail = NoticePreference { topic: NoticeTopic::Deliveries, mail: false };
    t.set_notification_preference(&ada, no_mail).await.expect("set");
    tell(&t, &ada, NoticeKind::WorkSubmitted, "Logo").await;
    mail_all(&t).await;
    assert_eq!(mails_to(&t, &ada).await, 1, "switched off");
    tell(&t, &ada, NoticeKind::OrderCompleted, "Logo").await;
    t.read_all_notifications(&ada).await.expect("read");
    mail_all(&t).await;
    assert_eq!(mails_to(&t, &ada).await, 1, "read before the mail went");
    tell(&t, &ada, NoticeKind::OrderPaid, "Logo").await;
    mail_all(&t).await;
    assert_eq!(mails_to(&t, &ada).await, 2, "another topic");
    let preferences = t.notification_preferences(&ada).await.expect("read");
    assert_eq!(preferences.len(), NoticeTopic::ALL.len());
    assert!(preferences.contains(&no_mail));
}

#[tokio::test]
async fn who_left_is_not_told_and_nothing_breaks() {
    let t = testing::platform().await;
    let ada = t.user("ada", &[Role::Client]).await;
    let mut tx = t.db.operator().await.expect("operator");
    sqlx::query("UPDATE project_members SET deactivated_at = now()").execute(&mut *tx).await.expect("leave");
    tx.commit().await.expect("commit");
    tell(&t, &ada, NoticeKind::OrderLate, "Logo").await;
    assert_eq!(t.count_unread(&ada).await, Ok(0));
    assert_eq!(mails_to(&t, &ada).await, 0);
}

#[tokio::test]
async fn the_sweep_takes_what_is_old() {
    let t = testing::platform().await;
    let ada = t.user("ada", &[Role::Client]).await;
    tell(&t, &ada, NoticeKind::OrderLate, "read").await;
    t.read_all_notifications(&ada).await.expect("read");
    tell(&t, &ada, NoticeKind::OrderLate, "unread").await;
    t.clock.advance(time::Duration::days(100));
    assert_eq!(t.sweep_notifications().await.expect("sweep"), 1);
    assert_eq!(t.count_unread(&ada).await, Ok(1));
}

#[tokio::test]
async fn staff_are_told_by_what_they_may_do() {
    let t = testing::platform().await;
    let (approver, finance, seller) = (
        t.user("ann", &[Role::Approver]).await,
        t.user("fin", &[Role::Finance]).await,
        t.user("sel", &[Role::Seller]).await,
    );
    let tell_reviewers = async || {
        let mut tx = t.tx().await;
        notifications::notify_staff_in(
            &mut tx,
            Permission::ProductPublish,
            NoticeKind::ProductSubmitted,
            &NoticeParams::of("Logo"),
            "/admin/products",
        )
        .await
        .expect("notify");
        tx.commit().await.expect("commit");
    };
    tell_reviewers().await;
    assert_eq!(
        [t.count_unread(&approver).await, t.count_unread(&finance).await, t.count_unread(&seller).await],
        [Ok(1), Ok(0), Ok(0)]
    );
    // the project takes it from approvers and gives it to finance
    let mut tx = t.tx().await;
    sqlx::query("INSERT INTO role_permissions (project_id, role, permission, granted, changed_by) VALUES ($1, 'approver', 'product.publish', false, $2), ($1, 'finance', 'product.publish', true, $2)")
        .bind(t.project.0).bind(approver.user_id().expect("user").0).execute(tx.conn()).await.expect("matrix");
    tx.commit().await.expect("commit");
    tell_reviewers().await;
    assert_eq!([t.count_unread(&approver).await, t.count_unread(&finance).await], [Ok(1), Ok(1)]);
}

#[tokio::test]
async fn where_a_letter_goes_out_the_bell_rings_alone() {
    let t = testing::platform().await;
    let ada = t.user("ada", &[Role::Seller]).await;
    let mut tx = t.tx().await;
    notifications::ring_in(
        &mut tx,
        ada.user_id().expect("user"),
        NoticeKind::SellerApproved,
        NoticeParams::of("Ada"),
        "/sell",
    )
    .await
    .expect("ring");
    tx.commit().await.expect("commit");
    mail_all(&t).await;
    assert_eq!((t.count_unread(&ada).await, mails_to(&t, &ada).await), (Ok(1), 0));
}
