//! New passwords: forgotten ones, the first one of somebody invited, and changed ones.

use super::{
    letters, passwords,
    queries::{accounts as queries, email_changes},
    secrets,
    sign_in::begin_session_in,
    sign_up::used_up,
    throttle::Gate,
};
use crate::{Platform, Result, Tx, outbox};
use model::{
    Actor, Problem, UserId,
    identity::{NewSession, rules},
    text,
};
use serde_json::json;
use std::time::Duration as Wait;
use time::Duration;
use tokio::time::Instant;

const VALID: Duration = Duration::hours(2);
/// Somebody invited may be on holiday.
pub(super) const INVITED: Duration = Duration::days(14);
/// Both answers, for a known and an unknown address, come after this long.
const SAME_TIME: Wait = Wait::from_millis(250);

impl Platform {
    pub(super) async fn start_reset(&self, actor: &Actor, email: &str) -> Result<()> {
        let answer_at = Instant::now() + SAME_TIME;
        let email = rules::email(email)?;
        self.pass(&[Gate::address("reset", &actor.client.address), Gate::account("reset", &email)]).await?;
        if let Some(user) =
            queries::find_for_sign_in(self.db.operator_pool(), &email).await?.filter(|user| !user.deactivated)
        {
            let mut tx = self.db.begin_operator(actor).await?;
            let token = reset_token_in(&mut tx, user.id, VALID).await?;
            letters::reset_in(&mut tx, &self.settings, super::accounts::lang_of(&user.lang), &email, &token).await?;
            tx.commit().await?;
        }
        tokio::time::sleep_until(answer_at).await;
        Ok(())
    }

    pub(super) async fn finish_reset(&self, actor: &Actor, token: &str, password: String) -> Result<NewSession> {
        let hash = secrets::hash(token);
        let found = queries::find_reset(self.db.operator_pool(), &hash, self.db.now()).await?.ok_or_else(used_up)?;
        rules::password(&password, &found.email)?;
        let password_hash = passwords::hash(password).await?;
        let mut tx = self.db.begin_operator(actor).await?;
        if !queries::use_token(&mut tx, &hash).await? {
            return Err(used_up());
        }
        // Who reads the mailbox owns the address; whoever knew the old password is out.
        queries::set_password(&mut tx, found.user_id, &password_hash).await?;
        shut_side_doors_in(&mut tx, found.user_id).await?;
        queries::end_sessions(&mut tx, found.user_id, None).await?;
        let session = begin_session_in(&mut tx, actor, found.user_id).await?;
        letters::changed_in(&mut tx, &self.settings, &found.email, super::accounts::lang_of(&found.lang)).await?;
        outbox::record_in(&mut tx, "reset_password", "user", Some(found.user_id.0), json!({})).await?;
        tx.commit().await?;
        self.open_gate(&Gate::account("sign_in", &found.email)).await?;
        Ok(session)
    }

    pub(super) async fn change_own_password(&self, actor: &Actor, current: String, password: String) -> Result<()> {
        let user = actor.signed_in()?;
        rules::password(&password, &user.email)?;
        self.pass(&[Gate::account("change", &user.email)]).await?;
        let stored =
            queries::find_for_sign_in(self.db.operator_pool(), &user.email).await?.and_then(|user| user.password_hash);
        if !passwords::verify(current, stored).await? {
            return Err(wrong_password());
        }
        let hash = passwords::hash(password).await?;
        let mut tx = self.db.begin_operator(actor).await?;
        queries::set_password(&mut tx, user.id, &hash).await?;
        shut_side_doors_in(&mut tx, user.id).await?;
        queries::end_sessions(&mut tx, user.id, Some(user.session)).await?;
        letters::changed_in(&mut tx, &self.settings, &user.email, actor.lang).await?;
        outbox::record_in(&mut tx, "change_password", "user", Some(user.id.0), json!({})).await?;
        tx.commit().await?;
        self.open_gate(&Gate::account("change", &user.email)).await
    }
}

pub(super) fn wrong_password() -> crate::Error {
    Problem::invalid("current", text!("This is not your present password.", "Das ist nicht Ihr jetziges Passwort."))
        .into()
}

/// Whoever sets a new password may do so because somebody else knew the old one: links and wishes of before are void.
async fn shut_side_doors_in(tx: &mut Tx, user: UserId) -> Result<()> {
    queries::expire_tokens(tx, user).await?;
    email_changes::end_changes(tx, user).await?;
    Ok(())
}

/// A token that lets its reader choose a password. The older ones stop working.
pub(super) async fn reset_token_in(tx: &mut Tx, user: UserId, valid: Duration) -> Result<String> {
    let token = secrets::token();
    let expires = tx.now + valid;
    queries::expire_tokens(tx, user).await?;
    queries::insert_token(tx, &secrets::hash(&token), user, expires).await?;
    Ok(token)
}
