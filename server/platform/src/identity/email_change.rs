//! Another address: asked for with the present password, told to the old mailbox, and only real once the new one has
//! answered. Whoever finds an open browser cannot take the account along; whoever types a wrong address loses nothing.

use super::{
    letters, passwords,
    queries::{accounts, email_changes as queries, sign_ups},
    secrets,
    sign_up::used_up,
    throttle::Gate,
};
use crate::{Platform, Result, outbox};
use model::{Actor, FieldErrors, Problem, identity::rules, text};
use serde_json::json;
use time::Duration;

/// Like a sign-up's.
const VALID: Duration = Duration::hours(48);

impl Platform {
    pub(super) async fn start_email_change(&self, actor: &Actor, email: &str, current: String) -> Result<()> {
        let user = actor.signed_in()?;
        let email = check(email, &current, &user.email)?;
        // The same gate as for a new password: both ask for the present one.
        let guesses = Gate::account("change", &user.email);
        self.pass(std::slice::from_ref(&guesses)).await?;
        let stored = accounts::find_for_sign_in(self.db.operator_pool(), &user.email).await?;
        if !passwords::verify(current, stored.and_then(|user| user.password_hash)).await? {
            return Err(super::reset::wrong_password());
        }
        self.open_gate(&guesses).await?;
        // Each of these sends mails to somebody who did not ask for them.
        let id = user.id.to_string();
        self.pass(&[Gate::account("email_change", &id), Gate::account("email_change_to", &email)]).await?;
        let token = secrets::token();
        let mut tx = self.db.begin_operator(actor).await?;
        let expires = tx.now + VALID;
        // Somebody else's address gets the same answer here, and other words in its mail.
        let taken = sign_ups::has_account(&mut tx, &email).await?;
        queries::put_change(&mut tx, &secrets::hash(&token), user.id, &email, expires).await?;
        if taken {
            letters::address_taken_in(&mut tx, &self.settings, actor.lang, &email).await?;
        } else {
            letters::confirm_new_address_in(&mut tx, &self.settings, actor.lang, &email, &user.name, &token).await?;
        }
        letters::address_asked_in(&mut tx, &self.settings, actor.lang, &user.email).await?;
        outbox::record_in(&mut tx, "request_email_change", "user", Some(user.id.0), json!({})).await?;
        tx.commit().await
    }

    pub(super) async fn finish_email_change(&self, actor: &Actor, token: &str) -> Result<()> {
        let hash = secrets::hash(token);
        let change = queries::find_change(self.db.operator_pool(), &hash, self.db.now()).await?.ok_or_else(used_up)?;
        let mut tx = self.db.begin_operator(actor).await?;
        if !queries::use_change(&mut tx, &hash).await? {
            return Err(used_up());
        }
        let taken = || {
            Problem::Conflict(text!(
                "Another account has this address by now. Choose a different one in your settings.",
                "Diese Adresse gehört inzwischen zu einem anderen Konto. Wählen Sie in Ihren Einstellungen eine andere."
            ))
        };
        match queries::set_email(&mut tx, change.user_id, &change.email).await {
            Ok(true) => {}
            Ok(false) => return Err(taken().into()),
            // Somebody took it between the look and the write.
            Err(error) if error.constraint() == Some("users_email_key") => return Err(taken().into()),
            Err(error) => return Err(error),
        }
        // Links that lie in the old mailbox open nothing any more.
        accounts::expire_tokens(&mut tx, change.user_id).await?;
        letters::address_changed_in(&mut tx, &self.settings, change.lang, &change.old_email).await?;
        tx.user = Some(change.user_id);
        outbox::record_in(&mut tx, "confirm_email_change", "user", Some(change.user_id.0), json!({})).await?;
        tx.commit().await
    }

    pub(super) async fn call_off_email_change(&self, actor: &Actor) -> Result<()> {
        let user = actor.signed_in()?;
        let mut tx = self.db.begin_operator(actor).await?;
        if queries::end_changes(&mut tx, user.id).await? {
            outbox::record_in(&mut tx, "cancel_email_change", "user", Some(user.id.0), json!({})).await?;
        }
        tx.commit().await
    }
}

/// Every field's message at once.
fn check(email: &str, current: &str, present: &str) -> Result<String> {
    let mut errors = FieldErrors::new();
    let email = match rules::email(email) {
        Ok(email) => email,
        Err(Problem::Invalid(FieldErrors(messages))) => {
            errors.0.extend(messages);
            String::new()
        }
        Err(other) => return Err(other.into()),
    };
    if email == present {
        errors.add("email", text!("This is your address already.", "Das ist schon Ihre Adresse."));
    }
    if current.is_empty() || current.len() > rules::PASSWORD_MAX {
        errors.add("current", text!("Enter your present password.", "Geben Sie Ihr jetziges Passwort ein."));
    }
    errors.into_result()?;
    Ok(email)
}
