//! Who asks: made once per request from the session (later: from an API key), carried through every call.

use crate::{Lang, Permission, Problem, ProjectId, Role, SellerId, SessionId, UserId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The caller of every trait method: a person in a project, or somebody not signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    pub project: ProjectId,
    pub lang: Lang,
    /// `None` for a visitor.
    pub user: Option<SignedIn>,
    /// For the log: never an address of a person who did not sign in.
    pub request: String,
    /// The random cookie that keeps a visitor's cart until sign-in.
    pub visitor: Option<String>,
    /// Where the request came from. For sessions and the back-off only; never sent to a page.
    #[serde(skip)]
    pub client: Client,
}

/// The other end of the connection, as far as it can be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Client {
    /// The network address; empty for jobs and tests.
    pub address: String,
    /// What the browser says of itself, cut to 300 characters.
    pub agent: String,
}

/// The signed-in half of an [`Actor`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    pub id: UserId,
    pub session: SessionId,
    pub name: String,
    pub email: String,
    pub email_verified: bool,
    pub superadmin: bool,
    pub roles: BTreeSet<Role>,
    /// The roles' permissions with the project's changes applied.
    pub permissions: BTreeSet<Permission>,
    /// The sellers this person works for in the project.
    pub sellers: Vec<SellerId>,
}

impl Actor {
    /// The signed-in person, or `SignInNeeded`.
    pub fn signed_in(&self) -> Result<&SignedIn, Problem> {
        self.user.as_ref().ok_or(Problem::SignInNeeded)
    }

    pub fn user_id(&self) -> Result<UserId, Problem> {
        self.signed_in().map(|user| user.id)
    }

    pub fn has(&self, permission: Permission) -> bool {
        self.user.as_ref().is_some_and(|user| user.superadmin || user.permissions.contains(&permission))
    }

    /// The signed-in person if they hold the permission.
    pub fn require(&self, permission: Permission) -> Result<&SignedIn, Problem> {
        let user = self.signed_in()?;
        if self.has(permission) { Ok(user) } else { Err(Problem::NotAllowed) }
    }

    /// Works for this seller.
    pub fn sells_for(&self, seller: SellerId) -> bool {
        self.user.as_ref().is_some_and(|user| user.sellers.contains(&seller))
    }

    pub fn is_staff(&self) -> bool {
        self.user.as_ref().is_some_and(|user| user.superadmin || user.roles.iter().any(|role| role.is_staff()))
    }
}
