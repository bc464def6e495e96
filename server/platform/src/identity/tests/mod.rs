//! Identity on a real database: each way in, each refusal.

mod accounts;
mod door;
mod email_change;
mod members;
mod projects;
mod sellers;

use crate::testing::TestPlatform;
use model::{
    Actor, Problem,
    identity::{Accounts, NewSession},
};

pub(super) const PASSWORD: &str = "correct horse battery";

/// The token of the newest mail to this address; panics when there is none.
pub(super) async fn token_in_mail(t: &TestPlatform, to: &str) -> String {
    let text = newest_mail(t, to).await.expect("a mail");
    let start = text.find("token=").expect("a link with a token") + "token=".len();
    text[start..start + 43].to_owned()
}

/// The text of the newest mail to this address.
pub(super) async fn newest_mail(t: &TestPlatform, to: &str) -> Option<String> {
    let mut tx = t.db.operator().await.expect("operator");
    sqlx::query_scalar("SELECT text_body FROM mails WHERE recipient = $1 ORDER BY id DESC LIMIT 1")
        .bind(to)
        .fetch_optional(&mut *tx)
        .await
        .expect("mails")
}

/// Somebody who has signed up and confirmed.
pub(super) async fn newcomer(t: &TestPlatform, email: &str) -> NewSession {
    t.sign_up(&t.visitor(), "Ada Lovelace".into(), email.into(), PASSWORD.into()).await.expect("signed up");
    let token = token_in_mail(t, email).await;
    t.verify_email(&t.visitor(), token, PASSWORD.into()).await.expect("verified")
}

/// The actor of a session's cookie.
pub(super) async fn actor_of(t: &TestPlatform, token: &str) -> Actor {
    let door =
        crate::identity::Door { chosen: Some("test".into()), token: Some(token.to_owned()), ..Default::default() };
    t.recognise(door).await.expect("recognised").actor
}

/// The names of the fields that were refused.
pub(super) fn fields<T: std::fmt::Debug>(result: Result<T, Problem>) -> Vec<String> {
    match result {
        Err(Problem::Invalid(fields)) => fields.0.into_iter().map(|(field, _)| field).collect(),
        other => panic!("expected bad fields, got {other:?}"),
    }
}
