//! Mails: queued with the act, sent once, kept.

use super::{link_in, queue_in};
use crate::{Platform, Settings, clock::new_id, testing::platform};
use model::{
    MailId, PageRequest, Problem,
    mails::{MailStatus, Mails},
};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};

async fn status(t: &crate::testing::TestPlatform, id: MailId) -> (String, Option<String>) {
    let mut tx = t.db.operator().await.expect("operator");
    sqlx::query_as("SELECT status, error FROM mails WHERE id = $1").bind(id.0).fetch_one(&mut *tx).await.expect("mail")
}

async fn mail(t: &crate::testing::TestPlatform) -> MailId {
    let mut tx = t.tx().await;
    let id = queue_in(&mut tx, "ada@x.org", "Hello", "Hello Ada", "<p>Hello Ada</p>").await.expect("queued");
    tx.commit().await.expect("commit");
    id
}

/// The same platform with other settings.
fn with(t: &Platform, change: impl FnOnce(&mut Settings)) -> Platform {
    let mut settings = (*t.settings).clone();
    change(&mut settings);
    Platform { settings: std::sync::Arc::new(settings), ..t.clone() }
}

#[tokio::test]
async fn a_mail_leaves_with_its_act_or_not_at_all() {
    let t = platform().await;
    let mut tx = t.tx().await;
    queue_in(&mut tx, "ada@x.org", "Hello", "Hello", "Hello").await.expect("queued");
    drop(tx);
    assert_eq!(t.queue_depth().await.expect("depth").waiting, 0, "rolled back with its act");
    mail(&t).await;
    assert_eq!(t.queue_depth().await.expect("depth").waiting, 1);
}

#[tokio::test]
async fn the_demo_keeps_them_and_nobody_else_shows_them() {
    let t = platform().await;
    let id = mail(&t).await;
    let demo = with(&t, |settings| settings.demo = true);
    demo.send_mail(t.project, id).await.expect("kept");
    assert_eq!(status(&t, id).await.0, "sent");
    let shown = demo.list_demo_mails(&t.visitor(), "ADA@x.org".into(), PageRequest::default()).await.expect("list");
    assert_eq!((shown.items.len(), shown.items[0].status), (1, MailStatus::Sent));
    assert_eq!(demo.load_demo_mail(&t.visitor(), id).await.expect("mail").text, "Hello Ada");
    assert_eq!(demo.load_demo_mail(&t.visitor(), new_id()).await, Err(Problem::NotFound));
    assert_eq!(t.list_demo_mails(&t.visitor(), String::new(), PageRequest::default()).await, Err(Problem::NotFound));
    assert_eq!(t.load_demo_mail(&t.visitor(), id).await, Err(Problem::NotFound));
}

#[tokio::test]
async fn without_a_server_it_waits_and_says_why() {
    let t = platform().await;
    let id = mail(&t).await;
    assert!(t.send_mail(t.project, id).await.is_err(), "the queue tries again");
    let (status, error) = status(&t, id).await;
    assert_eq!(status, "queued");
    assert!(error.is_some_and(|error| error.contains("SMTP_URL")));
}

#[tokio::test]
async fn a_second_run_of_the_job_sends_nothing() {
    let t = platform().await;
    let id = mail(&t).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("bind");
    let url = format!("smtp://127.0.0.1:{}?from=hello@x.org", listener.local_addr().expect("address").port());
    let server = tokio::spawn(async move {
        let mut mails = 0;
        while let Ok((socket, _)) = listener.accept().await {
            let mut socket = BufReader::new(socket);
            let mut data = false;
            socket.write_all(b"220 test\r\n").await.expect("greet");
            let mut line = String::new();
            while socket.read_line(&mut line).await.unwrap_or(0) > 0 {
                let answer = match line.trim_end() {
                    "." if data => {
                        data = false;
                        mails += 1;
                        "250 ok\r\n"
                    }
                    _ if data => "",
                    "DATA" => {
                        data = true;
                        "354 go\r\n"
                    }
                    "QUIT" => return mails,
                    _ => "250 ok\r\n",
                };
                socket.write_all(answer.as_bytes()).await.expect("answer");
                line.clear();
            }
            if mails > 0 {
                return mails;
            }
        }
        mails
    });
    let sends = with(&t, |settings| settings.smtp_url = Some(url));
    sends.send_mail(t.project, id).await.expect("sent");
    sends.send_mail(t.project, id).await.expect("nothing to do");
    assert_eq!(status(&t, id).await.0, "sent");
    assert_eq!(server.await.expect("server"), 1);
}

#[tokio::test]
async fn links_lead_to_the_project() {
    let t = platform().await;
    let settings = (*t.settings).clone();
    let link = async |settings: &Settings, path: &str| {
        let mut tx = t.tx().await;
        link_in(&mut tx, settings, path).await.expect("link")
    };
    assert_eq!(link(&settings, "/verify?token=x").await, "http://guildhall.test/verify?token=x&project=test");
    assert_eq!(link(&settings, "/sign-in").await, "http://guildhall.test/sign-in?project=test");
    let home = Settings { default_project: "test".into(), ..settings.clone() };
    assert_eq!(link(&home, "/sign-in").await, "http://guildhall.test/sign-in");
    let mut tx = t.db.operator().await.expect("operator");
    sqlx::query("INSERT INTO project_domains (domain, project_id, verified_at) VALUES ('shop.example', $1, now())")
        .bind(t.project.0)
        .execute(&mut *tx)
        .await
        .expect("domain");
    tx.commit().await.expect("commit");
    assert_eq!(link(&settings, "/sign-in").await, "http://shop.example/sign-in");
}

#[tokio::test]
async fn the_books_are_proven() {
    let t = platform().await;
    let ada = t.user("ada", &[model::Role::Client]).await.user_id().expect("id");
    let mut tx = t.tx().await;
    let amount = model::Money { minor: 100, currency: model::Currency::Eur };
    crate::wallets::credit_in(&mut tx, ada, amount, "sandbox", new_id(), "x").await.expect("credited");
    tx.commit().await.expect("commit");
    assert_eq!(t.prove_books().await.expect("proof"), crate::jobs::proof::Proof::default());
    // Damage that only the owner of the database could do, with the guards off.
    let mut owner = t.db.owner().begin().await.expect("owner");
    sqlx::query("ALTER TABLE accounts DISABLE TRIGGER ALL").execute(&mut *owner).await.expect("off");
    sqlx::query("UPDATE accounts SET balance = balance + 1 WHERE kind = 'wallet'")
        .execute(&mut *owner)
        .await
        .expect("damage");
    owner.commit().await.expect("commit");
    assert_eq!(t.prove_books().await.expect("proof").drifted, 1);
}
