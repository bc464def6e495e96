//! Signing up: nothing but a waiting row and a mail, until the owner of the mailbox comes with the password that was chosen.

use super::{letters, passwords, queries::sign_ups as queries, secrets, sign_in::begin_session_in, throttle::Gate};
use crate::{Platform, Result, clock::new_id, outbox};
use model::{
    Actor, FieldErrors, Problem, UserId,
    identity::{NewSession, rules},
    text,
};
use serde_json::json;
use time::Duration;

/// Long enough to find the mail tomorrow.
const VALID: Duration = Duration::hours(48);

impl Platform {
    pub(super) async fn start_sign_up(&self, actor: &Actor, name: &str, email: &str, password: String) -> Result<()> {
        let (name, email) = check(name, email, &password)?;
        self.pass(&[Gate::address("sign_up", &actor.client.address), Gate::account("sign_up", &email)]).await?;
        // Hashed for a known address too, so that both take the same time.
        let hash = passwords::hash(password).await?;
        let token = secrets::token();
        let mut tx = self.db.begin_operator(actor).await?;
        if queries::has_account(&mut tx, &email).await? {
            letters::already_registered_in(&mut tx, &self.settings, actor.lang, &email).await?;
        } else {
            let expires = tx.now + VALID;
            queries::insert_sign_up(&mut tx, &secrets::hash(&token), &email, &name, &hash, actor.lang, expires).await?;
            letters::confirm_in(&mut tx, &self.settings, actor.lang, &email, &name, &token).await?;
        }
        tx.commit().await
    }

    pub(super) async fn finish_sign_up(&self, actor: &Actor, token: &str, password: String) -> Result<NewSession> {
        let waiting = queries::find_sign_up(self.db.operator_pool(), &secrets::hash(token), self.db.now())
            .await?
            .ok_or_else(used_up)?;
        self.pass(&[Gate::address("verify", &actor.client.address), Gate::account("verify", &waiting.email)]).await?;
        if !passwords::verify(password, Some(waiting.password_hash.clone())).await? {
            let message = text!(
                "This is not the password you chose when you signed up. If you did not sign up, ignore the mail.",
                "Das ist nicht das Passwort, das Sie bei der Anmeldung gewählt haben. Falls Sie sich nicht angemeldet haben, ignorieren Sie die Mail."
            );
            return Err(Problem::invalid("password", message).into());
        }
        let mut tx = self.db.begin_operator(actor).await?;
        if !queries::use_sign_up(&mut tx, &secrets::hash(token)).await? {
            return Err(used_up());
        }
        let user: UserId = new_id();
        // Another mail of the same sign-up was used first: the account is there, the password is proven, so sign in.
        let user = match queries::insert_user(&mut tx, user, &waiting).await? {
            Some(user) => user,
            None => return Err(used_up()),
        };
        let session = begin_session_in(&mut tx, actor, user).await?;
        outbox::record_in(&mut tx, "verify_email", "user", Some(user.0), json!({})).await?;
        tx.commit().await?;
        Ok(session)
    }
}

/// Every field's message at once.
fn check(name: &str, email: &str, password: &str) -> Result<(String, String)> {
    let mut errors = FieldErrors::new();
    let mut keep = |problem: Problem| {
        if let Problem::Invalid(FieldErrors(messages)) = problem {
            errors.0.extend(messages);
        }
    };
    let name = rules::name(name).map_err(&mut keep).unwrap_or_default();
    let email = rules::email(email).map_err(&mut keep).unwrap_or_default();
    let _ = rules::password(password, &email).map_err(&mut keep);
    errors.into_result()?;
    Ok((name, email))
}

pub(super) fn used_up() -> crate::Error {
    Problem::Conflict(text!(
        "This link was used already or is too old. Ask for a new one.",
        "Dieser Link wurde schon benutzt oder ist zu alt. Fordern Sie einen neuen an."
    ))
    .into()
}
