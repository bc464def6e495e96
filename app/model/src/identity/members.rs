//! The people of a project and what their roles may do, for its staff.

use crate::{Actor, Moment, Page, PageRequest, Permission, Problem, Role, UserId};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One person of the project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    pub id: UserId,
    pub name: String,
    pub email: String,
    /// Invited and not yet come: has no password.
    pub invited: bool,
    pub roles: BTreeSet<Role>,
    pub superadmin: bool,
    pub joined_at: Moment,
    pub deactivated_at: Option<Moment>,
}

/// Which members are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MemberFilter {
    /// Part of a name or address; small typing errors are forgiven.
    pub search: String,
    pub role: Option<Role>,
    /// Also those who may no longer come in.
    pub deactivated: bool,
}

/// Who is asked to join.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    pub email: String,
    /// Used when nobody has an account with this address yet.
    pub name: String,
    pub roles: BTreeSet<Role>,
}

/// The whole map of roles and permissions as it counts in the project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PermissionMatrix {
    /// One per role and permission, roles outermost, both in their declared order.
    pub cells: Vec<PermissionCell>,
}

/// One crossing of the matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PermissionCell {
    pub role: Role,
    pub permission: Permission,
    pub granted: bool,
    /// What the role has unless the project says otherwise.
    pub by_default: bool,
    /// Not for the reader to change: an owner without it could lock the project, and only owners change what owners may.
    pub fixed: bool,
}

/// A crossing by itself, written `role:permission`: what a form's checkbox sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Crossing {
    pub role: Role,
    pub permission: Permission,
}

impl From<Crossing> for String {
    fn from(Crossing { role, permission }: Crossing) -> Self {
        format!("{role}:{permission}")
    }
}

impl TryFrom<String> for Crossing {
    type Error = String;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        let (role, permission) = text.split_once(':').ok_or("a cell is role:permission")?;
        Ok(Self { role: role.parse()?, permission: permission.parse()? })
    }
}

/// The people of the actor's project.
#[async_trait]
pub trait Members: Send + Sync {
    /// By name. Needs `member.view`.
    async fn list_members(
        &self,
        actor: &Actor,
        filter: MemberFilter,
        page: PageRequest,
    ) -> Result<Page<Member>, Problem>;

    /// Needs `member.view`; `NotFound` for somebody who never belonged here.
    async fn load_member(&self, actor: &Actor, user: UserId) -> Result<Member, Problem>;

    /// Adds the person and sends a mail; who has no account chooses a password through it. Inviting a member again only
    /// sends the mail again; somebody who was shut out is no case for a mail (`Conflict`). Needs `member.manage`, and roles
    /// that may do no more than the actor; `Invalid` at `email`, `name`, `roles`.
    async fn invite_member(&self, actor: &Actor, invitation: Invitation) -> Result<UserId, Problem>;

    /// Needs `member.manage`; only owners make or unmake owners; nobody gives or takes a role that may do more than they
    /// may; the last owner stays one. `Invalid` at `roles`, `Conflict`.
    async fn change_roles(&self, actor: &Actor, user: UserId, roles: BTreeSet<Role>) -> Result<(), Problem>;

    /// Closes the project to the person; their orders and money stay. Not oneself, not the last owner. Needs `member.manage`.
    async fn deactivate_member(&self, actor: &Actor, user: UserId) -> Result<(), Problem>;

    /// Opens it again, with the roles of before. Needs `member.manage`.
    async fn reactivate_member(&self, actor: &Actor, user: UserId) -> Result<(), Problem>;

    /// Needs `role.manage`.
    async fn load_permission_matrix(&self, actor: &Actor) -> Result<PermissionMatrix, Problem>;

    /// Gives a permission to a role or takes it. Nobody gives what they do not have; only owners change what owners may,
    /// and some of it is fixed (`Conflict`). Needs `role.manage`; counts from the next request of everybody.
    async fn set_role_permission(
        &self,
        actor: &Actor,
        role: Role,
        permission: Permission,
        granted: bool,
    ) -> Result<(), Problem>;

    /// The same for a whole page: applies what differs between what was seen and what is wanted, all of it or nothing;
    /// says how many. So nobody undoes a change that they have not seen.
    async fn change_permissions(&self, actor: &Actor, seen: &[Crossing], wanted: &[Crossing]) -> Result<u32, Problem>;
}
