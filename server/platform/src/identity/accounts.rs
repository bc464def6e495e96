//! One's own account: the trait's methods. What happens in them stands in `sign_up`, `sign_in`, `reset` and `email_change`.

use super::queries::accounts as queries;
use crate::{Platform, Result, outbox};
use async_trait::async_trait;
use model::{
    Actor, FieldErrors, Lang, Problem, SessionId,
    identity::{Accounts, NewSession, Profile, SessionView, projects::plausible_time_zone, rules},
    text,
};
use serde_json::json;

#[async_trait]
impl Accounts for Platform {
    async fn sign_up(&self, actor: &Actor, name: String, email: String, password: String) -> Result<(), Problem> {
        Ok(self.start_sign_up(actor, &name, &email, password).await?)
    }

    async fn verify_email(&self, actor: &Actor, token: String, password: String) -> Result<NewSession, Problem> {
        Ok(self.finish_sign_up(actor, &token, password).await?)
    }

    async fn sign_in(&self, actor: &Actor, email: String, password: String) -> Result<NewSession, Problem> {
        Ok(self.check_and_sign_in(actor, &email, password).await?)
    }

    async fn sign_out(&self, actor: &Actor) -> Result<(), Problem> {
        let Some(user) = &actor.user else { return Ok(()) };
        let mut tx = self.db.begin_operator(actor).await?;
        queries::end_session(&mut tx, user.id, user.session).await?;
        outbox::record_in(&mut tx, "sign_out", "user", Some(user.id.0), json!({})).await?;
        Ok(tx.commit().await?)
    }

    async fn request_password_reset(&self, actor: &Actor, email: String) -> Result<(), Problem> {
        Ok(self.start_reset(actor, &email).await?)
    }

    async fn reset_password(&self, actor: &Actor, token: String, password: String) -> Result<NewSession, Problem> {
        Ok(self.finish_reset(actor, &token, password).await?)
    }

    async fn change_password(&self, actor: &Actor, current: String, password: String) -> Result<(), Problem> {
        Ok(self.change_own_password(actor, current, password).await?)
    }

    async fn request_email_change(&self, actor: &Actor, email: String, current: String) -> Result<(), Problem> {
        Ok(self.start_email_change(actor, &email, current).await?)
    }

    async fn confirm_email_change(&self, actor: &Actor, token: String) -> Result<(), Problem> {
        Ok(self.finish_email_change(actor, &token).await?)
    }

    async fn cancel_email_change(&self, actor: &Actor) -> Result<(), Problem> {
        Ok(self.call_off_email_change(actor).await?)
    }

    async fn list_sessions(&self, actor: &Actor) -> Result<Vec<SessionView>, Problem> {
        let user = actor.signed_in()?;
        let mut tx = self.db.begin_operator(actor).await?;
        let rows = queries::list_sessions(&mut tx, user.id).await?;
        tx.commit().await?;
        let view = |row: queries::SessionRow| SessionView {
            id: row.id,
            current: row.id == user.session,
            device: super::device::describe(&row.user_agent, actor.lang),
            address: row.ip,
            created_at: row.created_at,
            last_seen_at: row.last_seen_at,
        };
        Ok(rows.into_iter().map(view).collect())
    }

    async fn revoke_session(&self, actor: &Actor, id: SessionId) -> Result<(), Problem> {
        let user = actor.signed_in()?;
        let mut tx = self.db.begin_operator(actor).await?;
        if !queries::end_session(&mut tx, user.id, id).await? {
            return Err(Problem::NotFound);
        }
        outbox::record_in(&mut tx, "revoke_session", "user", Some(user.id.0), json!({ "session": id })).await?;
        Ok(tx.commit().await?)
    }

    async fn sign_out_everywhere(&self, actor: &Actor) -> Result<(), Problem> {
        let user = actor.signed_in()?;
        let mut tx = self.db.begin_operator(actor).await?;
        queries::end_sessions(&mut tx, user.id, None).await?;
        outbox::record_in(&mut tx, "sign_out_everywhere", "user", Some(user.id.0), json!({})).await?;
        Ok(tx.commit().await?)
    }

    async fn load_profile(&self, actor: &Actor) -> Result<Profile, Problem> {
        let user = actor.signed_in()?;
        let mut tx = self.db.begin_operator(actor).await?;
        Ok(queries::load_profile(&mut tx, user.id).await?)
    }

    async fn save_profile(&self, actor: &Actor, profile: Profile) -> Result<(), Problem> {
        let user = actor.signed_in()?;
        let mut tx = self.db.begin_operator(actor).await?;
        let profile = check_profile(&mut tx, profile).await?;
        queries::save_profile(&mut tx, user.id, &profile).await?;
        outbox::record_in(
            &mut tx,
            "save_profile",
            "user",
            Some(user.id.0),
            json!({ "lang": profile.lang, "time_zone": profile.time_zone }),
        )
        .await?;
        Ok(tx.commit().await?)
    }
}

/// The profile with its name tidied, or every field's message at once.
async fn check_profile(tx: &mut crate::Tx, mut profile: Profile) -> Result<Profile> {
    let mut errors = FieldErrors::new();
    match rules::name(&profile.name) {
        Ok(name) => profile.name = name,
        Err(Problem::Invalid(FieldErrors(messages))) => errors.0.extend(messages),
        Err(other) => return Err(other.into()),
    }
    if profile.bio.chars().count() > 2000 {
        errors.add("bio", text!("At most 2,000 characters.", "Höchstens 2.000 Zeichen."));
    }
    if !plausible_time_zone(&profile.time_zone) || !queries::time_zone_exists(tx, &profile.time_zone).await? {
        errors.add("time_zone", text!("A time zone like Europe/Berlin.", "Eine Zeitzone wie Europe/Berlin."));
    }
    errors.into_result()?;
    Ok(profile)
}

/// Where somebody with these roles begins.
pub(super) fn home_of(roles: &[String], superadmin: bool) -> String {
    use model::Role;
    let roles: Vec<Role> = roles.iter().filter_map(|role| role.parse().ok()).collect();
    let home = if superadmin || roles.iter().any(|role| role.is_staff()) {
        "/admin"
    } else if roles.contains(&Role::Seller) {
        "/sell"
    } else {
        "/app"
    };
    home.to_owned()
}

/// A stored language code; they are checked by the database.
pub(super) fn lang_of(code: &str) -> Lang {
    code.parse().unwrap_or_default()
}
