//! One's own account. The forms here work as plain HTML posts: signing in must never wait for a script.

use crate::{Fault, session::local_path};
use leptos::prelude::*;
use model::{
    Lang, SessionId,
    identity::{NewSession, Profile, SessionView},
};

/// Sends the mail that finishes it; says the same for every address.
#[server(name = SignUp, prefix = "/api", endpoint = "accounts/sign_up")]
pub async fn sign_up(name: String, email: String, password: String) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    desk.sign_up(&actor, name, email, password).await?;
    go("/sign-up?sent=1");
    Ok(())
}

/// Confirms the address, signs in, and leads on.
#[server(name = VerifyEmail, prefix = "/api", endpoint = "accounts/verify_email")]
pub async fn verify_email(token: String, password: String) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    let session = desk.verify_email(&actor, token, password).await?;
    enter(&session, "");
    Ok(())
}

/// Signs in and leads to `next`, if that is a page of ours, or to the person's portal.
#[server(name = SignIn, prefix = "/api", endpoint = "accounts/sign_in")]
pub async fn sign_in(email: String, password: String, #[server(default)] next: String) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    let session = desk.sign_in(&actor, email, password).await?;
    enter(&session, &next);
    Ok(())
}

/// Sends the mail; says the same for every address.
#[server(name = RequestPasswordReset, prefix = "/api", endpoint = "accounts/request_password_reset")]
pub async fn request_password_reset(email: String) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    desk.request_password_reset(&actor, email).await?;
    go("/forgot?sent=1");
    Ok(())
}

/// Sets the password, signs in, and leads on.
#[server(name = ResetPassword, prefix = "/api", endpoint = "accounts/reset_password")]
pub async fn reset_password(token: String, password: String) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    let session = desk.reset_password(&actor, token, password).await?;
    enter(&session, "");
    Ok(())
}

#[server(name = ChangePassword, prefix = "/api", endpoint = "accounts/change_password")]
pub async fn change_password(current: String, password: String) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.change_password(&actor, current, password).await?)
}

/// Sends a mail to the new address, and a notice to the old one; says the same for every address.
#[server(name = RequestEmailChange, prefix = "/api", endpoint = "accounts/request_email_change")]
pub async fn request_email_change(email: String, current: String) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.request_email_change(&actor, email, current).await?)
}

/// From now on the new address is the account's.
#[server(name = ConfirmEmailChange, prefix = "/api", endpoint = "accounts/confirm_email_change")]
pub async fn confirm_email_change(token: String) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    desk.confirm_email_change(&actor, token).await?;
    go("/confirm-email?done=1");
    Ok(())
}

#[server(name = CancelEmailChange, prefix = "/api", endpoint = "accounts/cancel_email_change")]
pub async fn cancel_email_change() -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.cancel_email_change(&actor).await?)
}

#[server(name = ListSessions, prefix = "/api", endpoint = "accounts/list_sessions")]
pub async fn list_sessions() -> Result<Vec<SessionView>, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.list_sessions(&actor).await?)
}

#[server(name = RevokeSession, prefix = "/api", endpoint = "accounts/revoke_session")]
pub async fn revoke_session(id: SessionId) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.revoke_session(&actor, id).await?)
}

/// Ends all sessions, this one included, and leads to the sign-in page.
#[server(name = SignOutEverywhere, prefix = "/api", endpoint = "accounts/sign_out_everywhere")]
pub async fn sign_out_everywhere() -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    desk.sign_out_everywhere(&actor).await?;
    #[cfg(not(target_arch = "wasm32"))]
    crate::cookies::set(crate::cookies::end_session);
    go("/sign-in");
    Ok(())
}

#[server(name = LoadProfile, prefix = "/api", endpoint = "accounts/load_profile")]
pub async fn load_profile() -> Result<Profile, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.load_profile(&actor).await?)
}

/// Also makes the language this browser's.
#[server(name = SaveProfile, prefix = "/api", endpoint = "accounts/save_profile")]
pub async fn save_profile(
    name: String,
    #[server(default)] bio: String,
    lang: Lang,
    time_zone: String,
) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    desk.save_profile(&actor, Profile { email: String::new(), new_email: None, name, bio, lang, time_zone }).await?;
    #[cfg(not(target_arch = "wasm32"))]
    crate::cookies::set(|_| crate::cookies::lang(lang));
    Ok(())
}

/// The cookie, and where to go with it. The page is loaded anew, so that every part of it knows who is there.
#[cfg(not(target_arch = "wasm32"))]
fn enter(session: &NewSession, next: &str) {
    crate::cookies::set(|secure| crate::cookies::session(&session.token, session.days, secure));
    crate::cookies::set(|_| crate::cookies::lang(session.lang));
    go(local_path(next).unwrap_or(&session.home));
}

#[cfg(not(target_arch = "wasm32"))]
fn go(path: &str) {
    leptos_axum::redirect(path);
}
