//! One's own account: signing up and in, sessions, profile.

use crate::{Actor, Lang, Moment, Problem, SessionId};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A fresh session. The token exists here and in the cookie, nowhere else.
#[derive(Clone, PartialEq, Eq)]
pub struct NewSession {
    pub token: String,
    /// How long the cookie lives.
    pub days: u32,
    /// The person's own language, for the cookie.
    pub lang: Lang,
    /// Where to go when nobody said: the portal of the person's roles.
    pub home: String,
}

impl fmt::Debug for NewSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewSession").field("token", &"…").field("days", &self.days).finish_non_exhaustive()
    }
}

/// One signed-in browser, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionView {
    pub id: SessionId,
    /// The browser asking just now.
    pub current: bool,
    /// Like `Firefox on Linux`.
    pub device: String,
    pub address: String,
    pub created_at: Moment,
    pub last_seen_at: Moment,
}

/// What a person says of themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    pub email: String,
    /// The address that takes its place once its mailbox has answered.
    pub new_email: Option<String>,
    pub name: String,
    pub bio: String,
    pub lang: Lang,
    /// IANA name.
    pub time_zone: String,
}

/// One's own account.
#[async_trait]
pub trait Accounts: Send + Sync {
    /// Sends a mail that leads to [`Accounts::verify_email`]. The answer is the same whether the address is known or
    /// not; somebody who has an account gets a mail that says so. `Invalid` at `name`, `email`, `password`; `TooMany`.
    async fn sign_up(&self, actor: &Actor, name: String, email: String, password: String) -> Result<(), Problem>;

    /// Confirms the address and signs in. Takes the password chosen at sign-up again, so that nobody can make an account
    /// in the name of a mailbox that is not theirs. `Conflict` for a token that is used up or too old; `Invalid` at `password`.
    async fn verify_email(&self, actor: &Actor, token: String, password: String) -> Result<NewSession, Problem>;

    /// A new session, whatever cookie came along. `Invalid` at `password` for a wrong password and an unknown address
    /// alike; `TooMany` after too many tries.
    async fn sign_in(&self, actor: &Actor, email: String, password: String) -> Result<NewSession, Problem>;

    /// Ends this browser's session. A visitor is signed out already.
    async fn sign_out(&self, actor: &Actor) -> Result<(), Problem>;

    /// Sends a mail that leads to [`Accounts::reset_password`]; says the same for an unknown address.
    async fn request_password_reset(&self, actor: &Actor, email: String) -> Result<(), Problem>;

    /// Sets a new password, ends all sessions, signs in. Also how somebody invited chooses their first password.
    /// `Conflict` for a token that is used up or too old; `Invalid` at `password`.
    async fn reset_password(&self, actor: &Actor, token: String, password: String) -> Result<NewSession, Problem>;

    /// Ends all other sessions too. `Invalid` at `current` or `password`.
    async fn change_password(&self, actor: &Actor, current: String, password: String) -> Result<(), Problem>;

    /// Sends a mail to the new address that leads to [`Accounts::confirm_email_change`], and a notice to the old one. Takes
    /// the present password, and the place of an earlier wish. Says the same for an address that somebody has; its owner
    /// gets a mail that says so. `Invalid` at `email`, `current`; `TooMany`.
    async fn request_email_change(&self, actor: &Actor, email: String, current: String) -> Result<(), Problem>;

    /// The new mailbox has answered: from now on its address is the account's. Anybody who has the mail may call it.
    /// `Conflict` for a token that is used up, called off or too old, and for an address that is somebody's by now.
    async fn confirm_email_change(&self, actor: &Actor, token: String) -> Result<(), Problem>;

    /// The address stays as it is after all. Calling off nothing is no error.
    async fn cancel_email_change(&self, actor: &Actor) -> Result<(), Problem>;

    /// The browsers in which the actor is signed in, last used first.
    async fn list_sessions(&self, actor: &Actor) -> Result<Vec<SessionView>, Problem>;

    /// Signs one browser out. `NotFound` for somebody else's session; ending an ended one is no error.
    async fn revoke_session(&self, actor: &Actor, id: SessionId) -> Result<(), Problem>;

    /// Signs out all browsers, this one included.
    async fn sign_out_everywhere(&self, actor: &Actor) -> Result<(), Problem>;

    async fn load_profile(&self, actor: &Actor) -> Result<Profile, Problem>;

    /// The addresses stay as they are. `Invalid` at `name`, `bio`, `time_zone`.
    async fn save_profile(&self, actor: &Actor, profile: Profile) -> Result<(), Problem>;
}
