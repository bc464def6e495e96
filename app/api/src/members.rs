//! The project's people and what their roles may do.

use crate::Fault;
use leptos::{prelude::*, server_fn::codec::Json};
use model::{
    Page, PageRequest, Permission, Role, UserId,
    identity::{Crossing, Invitation, Member, MemberFilter, PermissionMatrix},
};
use std::collections::BTreeSet;

/// By name.
#[server(name = ListMembers, prefix = "/api", endpoint = "members/list_members", input = Json)]
pub async fn list_members(filter: MemberFilter, after: Option<String>) -> Result<Page<Member>, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.list_members(&actor, filter, PageRequest { after, limit: 50 }).await?)
}

#[server(name = LoadMember, prefix = "/api", endpoint = "members/load_member")]
pub async fn load_member(user: UserId) -> Result<Member, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.load_member(&actor, user).await?)
}

/// A form's checkboxes: `roles[]`.
#[server(name = InviteMember, prefix = "/api", endpoint = "members/invite_member")]
pub async fn invite_member(
    email: String,
    name: String,
    #[server(default)] roles: BTreeSet<Role>,
) -> Result<UserId, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.invite_member(&actor, Invitation { email, name, roles }).await?)
}

/// A form's checkboxes: `roles[]`.
#[server(name = ChangeRoles, prefix = "/api", endpoint = "members/change_roles")]
pub async fn change_roles(user: UserId, #[server(default)] roles: BTreeSet<Role>) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.change_roles(&actor, user, roles).await?)
}

#[server(name = DeactivateMember, prefix = "/api", endpoint = "members/deactivate_member")]
pub async fn deactivate_member(user: UserId) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.deactivate_member(&actor, user).await?)
}

#[server(name = ReactivateMember, prefix = "/api", endpoint = "members/reactivate_member")]
pub async fn reactivate_member(user: UserId) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.reactivate_member(&actor, user).await?)
}

#[server(name = LoadPermissionMatrix, prefix = "/api", endpoint = "members/load_permission_matrix")]
pub async fn load_permission_matrix() -> Result<PermissionMatrix, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.load_permission_matrix(&actor).await?)
}

#[server(name = SetRolePermission, prefix = "/api", endpoint = "members/set_role_permission")]
pub async fn set_role_permission(
    role: Role,
    permission: Permission,
    #[server(default)] granted: bool,
) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.set_role_permission(&actor, role, permission, granted).await?)
}

/// The matrix as a plain form: `seen[]` is what was ticked when the page was made, `wanted[]` what is ticked now.
#[server(name = ChangePermissions, prefix = "/api", endpoint = "members/change_permissions")]
pub async fn change_permissions(
    #[server(default)] seen: Vec<Crossing>,
    #[server(default)] wanted: Vec<Crossing>,
) -> Result<u32, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.change_permissions(&actor, &seen, &wanted).await?)
}
