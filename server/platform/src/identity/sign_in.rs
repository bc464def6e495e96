//! Signing in: the password is checked, and a new session begins whatever cookie came along.

use super::{
    accounts::{home_of, lang_of},
    door::SESSION_DAYS,
    passwords,
    queries::accounts as queries,
    secrets,
    throttle::Gate,
};
use crate::{Platform, Result, Tx, clock::new_id, outbox};
use model::{
    Actor, Problem, SessionId, UserId,
    identity::{NewSession, rules},
    text,
};
use serde_json::json;
use time::Duration;

impl Platform {
    pub(super) async fn check_and_sign_in(&self, actor: &Actor, email: &str, password: String) -> Result<NewSession> {
        let email = rules::email(email)?;
        if password.is_empty() {
            return Err(
                Problem::invalid("password", text!("Enter your password.", "Geben Sie Ihr Passwort ein.")).into()
            );
        }
        let account = Gate::account("sign_in", &email);
        let network = Gate::address("sign_in", &actor.client.address);
        self.pass(&[network.clone(), account.clone()]).await?;
        let found = queries::find_for_sign_in(self.db.operator_pool(), &email).await?;
        let stored = found.as_ref().and_then(|user| user.password_hash.clone());
        // Too long for a password of ours: not worth hashing, but the same answer after the same time.
        let password = if password.len() > rules::PASSWORD_MAX { String::new() } else { password };
        let right = passwords::verify(password, stored).await?;
        let user = match found {
            Some(user) if right => user,
            _ => return Err(wrong()),
        };
        if user.deactivated {
            return Err(wrong());
        }
        self.open_gate(&account).await?;
        self.forgive_try(&network).await?;
        let mut tx = self.db.begin_operator(actor).await?;
        let session = begin_session_in(&mut tx, actor, user.id).await?;
        outbox::record_in(&mut tx, "sign_in", "user", Some(user.id.0), json!({})).await?;
        tx.commit().await?;
        Ok(session)
    }
}

/// One answer for all reasons: who guesses learns nothing.
fn wrong() -> crate::Error {
    let message = text!(
        "E-mail and password do not belong together. Check both, or set a new password.",
        "E-Mail und Passwort passen nicht zusammen. Prüfen Sie beides oder setzen Sie ein neues Passwort."
    );
    Problem::invalid("password", message).into()
}

/// A new session in this browser. The browser's old one ends, the person joins the project, and the visitor's cart is theirs.
pub(super) async fn begin_session_in(tx: &mut Tx, actor: &Actor, user: UserId) -> Result<NewSession> {
    if let Some(before) = &actor.user {
        queries::end_session(tx, before.id, before.session).await?;
    }
    let Some(membership) = queries::join_as_client(tx, user).await? else {
        let text = text!(
            "Your access to this project was closed. Ask its team if you think that is a mistake.",
            "Ihr Zugang zu diesem Projekt wurde geschlossen. Fragen Sie das Team, wenn Sie das für einen Irrtum halten."
        );
        return Err(Problem::Conflict(text).into());
    };
    let token = secrets::token();
    let expires = tx.now + Duration::days(SESSION_DAYS);
    let id: SessionId = new_id();
    queries::insert_session(tx, id, &secrets::hash(&token), user, &actor.client, expires).await?;
    // They have just proven who they are: what follows in the log was done by them, not by the system.
    tx.user = Some(user);
    if let Some(visitor) = &actor.visitor {
        crate::cart::merge_in(tx, user, visitor).await?;
    }
    let home = home_of(&membership.roles, membership.superadmin);
    Ok(NewSession { token, days: u32::try_from(SESSION_DAYS).unwrap_or(30), lang: lang_of(&membership.lang), home })
}
