//! The people of a project: list, invite, roles, in and out.

use super::{
    door::permissions,
    letters,
    queries::{matrix, members as queries},
    reset,
};
use crate::{Platform, Result, Tx, clock::new_id, notifications, outbox};
use async_trait::async_trait;
use model::{
    Actor, FieldErrors, Page, PageRequest, Permission, Problem, Role, UserId,
    actor::SignedIn,
    events::{Subject, Topic},
    identity::{Crossing, Invitation, Member, MemberFilter, Members, PermissionMatrix, rules},
    notifications::NoticeKind,
    text,
};
use serde_json::json;
use std::collections::BTreeSet;

#[async_trait]
impl Members for Platform {
    async fn list_members(
        &self,
        actor: &Actor,
        filter: MemberFilter,
        page: PageRequest,
    ) -> Result<Page<Member>, Problem> {
        actor.require(Permission::MemberView)?;
        let mut tx = self.db.begin_operator(actor).await?;
        let rows = queries::list_members(
            &mut tx,
            &filter,
            page.after.as_deref().map(cursor).transpose()?,
            i64::from(page.limit()) + 1,
        )
        .await?;
        Ok(Page::cut(rows, page.limit(), |row| format!("{}/{}", row.id, row.name)))
    }

    async fn load_member(&self, actor: &Actor, user: UserId) -> Result<Member, Problem> {
        actor.require(Permission::MemberView)?;
        let mut tx = self.db.begin_operator(actor).await?;
        Ok(queries::load_member(&mut tx, user).await?.ok_or(Problem::NotFound)?)
    }

    async fn invite_member(&self, actor: &Actor, invitation: Invitation) -> Result<UserId, Problem> {
        Ok(self.invite(actor, invitation).await?)
    }

    async fn change_roles(&self, actor: &Actor, user: UserId, roles: BTreeSet<Role>) -> Result<(), Problem> {
        let by = actor.require(Permission::MemberManage)?;
        let mut tx = self.db.begin_operator(actor).await?;
        queries::lock_project(&mut tx).await?;
        let before = queries::load_member(&mut tx, user).await?.ok_or(Problem::NotFound)?;
        rules::roles(&roles, &before.roles, owns(by))?;
        may_hand_out_in(&mut tx, by, roles.symmetric_difference(&before.roles)).await?;
        if before.roles == roles {
            return Ok(());
        }
        if before.roles.contains(&Role::Owner) && !roles.contains(&Role::Owner) {
            keep_an_owner_in(&mut tx, user).await?;
        }
        queries::set_roles(&mut tx, user, &roles).await?;
        outbox::record_in(
            &mut tx,
            "change_roles",
            "member",
            Some(user.0),
            json!({ "before": before.roles, "after": roles }),
        )
        .await?;
        let notice = notifications::of_project_in(&mut tx).await?;
        notifications::notify_in(&mut tx, user, NoticeKind::RolesChanged, notice, "/app").await?;
        outbox::publish_in(&mut tx, &[Topic::User(user), Topic::Staff], Subject::Member, Some(user.0)).await?;
        Ok(tx.commit().await?)
    }

    async fn deactivate_member(&self, actor: &Actor, user: UserId) -> Result<(), Problem> {
        let by = actor.require(Permission::MemberManage)?;
        if by.id == user {
            return Err(Problem::Conflict(text!(
                "You cannot close the project to yourself.",
                "Sie können sich nicht selbst ausschließen."
            )));
        }
        let mut tx = self.db.begin_operator(actor).await?;
        queries::lock_project(&mut tx).await?;
        let member = queries::load_member(&mut tx, user).await?.ok_or(Problem::NotFound)?;
        if member.deactivated_at.is_some() {
            return Ok(());
        }
        if member.roles.contains(&Role::Owner) {
            if !owns(by) {
                return Err(Problem::NotAllowed);
            }
            keep_an_owner_in(&mut tx, user).await?;
        }
        may_hand_out_in(&mut tx, by, member.roles.iter()).await?;
        let now = tx.now;
        queries::set_deactivated(&mut tx, user, Some(now)).await?;
        outbox::record_in(&mut tx, "deactivate_member", "member", Some(user.0), json!({})).await?;
        outbox::publish_in(&mut tx, &[Topic::User(user), Topic::Staff], Subject::Member, Some(user.0)).await?;
        Ok(tx.commit().await?)
    }

    async fn reactivate_member(&self, actor: &Actor, user: UserId) -> Result<(), Problem> {
        let by = actor.require(Permission::MemberManage)?;
        let mut tx = self.db.begin_operator(actor).await?;
        let member = queries::load_member(&mut tx, user).await?.ok_or(Problem::NotFound)?;
        if member.roles.contains(&Role::Owner) && !owns(by) {
            return Err(Problem::NotAllowed);
        }
        may_hand_out_in(&mut tx, by, member.roles.iter()).await?;
        queries::set_deactivated(&mut tx, user, None).await?;
        outbox::record_in(&mut tx, "reactivate_member", "member", Some(user.0), json!({})).await?;
        outbox::publish_in(&mut tx, &[Topic::Staff], Subject::Member, Some(user.0)).await?;
        Ok(tx.commit().await?)
    }

    async fn load_permission_matrix(&self, actor: &Actor) -> Result<PermissionMatrix, Problem> {
        Ok(self.read_matrix(actor).await?)
    }

    async fn set_role_permission(
        &self,
        actor: &Actor,
        role: Role,
        permission: Permission,
        granted: bool,
    ) -> Result<(), Problem> {
        Ok(self.write_matrix(actor, role, permission, granted).await?)
    }

    async fn change_permissions(&self, actor: &Actor, seen: &[Crossing], wanted: &[Crossing]) -> Result<u32, Problem> {
        Ok(self.write_difference(actor, seen, wanted).await?)
    }
}

impl Platform {
    async fn invite(&self, actor: &Actor, invitation: Invitation) -> Result<UserId> {
        let by = actor.require(Permission::MemberManage)?;
        let (email, name) = check(&invitation, owns(by))?;
        let mut tx = self.db.begin_operator(actor).await?;
        may_hand_out_in(&mut tx, by, invitation.roles.iter()).await?;
        let (user, has_password, lang) =
            queries::find_or_insert_user(&mut tx, new_id(), &email, &name, actor.lang).await?;
        // Somebody who belongs here already keeps their roles: changing them is `change_roles`.
        let added = queries::insert_member(&mut tx, user, &invitation.roles).await?;
        if !added && queries::load_member(&mut tx, user).await?.is_some_and(|member| member.deactivated_at.is_some()) {
            return Err(Problem::Conflict(text!(
                "The project is closed to this person. Open it to them again on their page.",
                "Dieser Person ist das Projekt verschlossen. Öffnen Sie es ihr wieder auf ihrer Seite."
            ))
            .into());
        }
        let token = if has_password { None } else { Some(reset::reset_token_in(&mut tx, user, reset::INVITED).await?) };
        letters::invited_in(&mut tx, &self.settings, lang, &email, &by.name, token.as_deref()).await?;
        outbox::record_in(
            &mut tx,
            "invite_member",
            "member",
            Some(user.0),
            json!({ "roles": invitation.roles, "added": added }),
        )
        .await?;
        if added {
            let notice = notifications::of_project_in(&mut tx).await?;
            notifications::ring_in(&mut tx, user, NoticeKind::MemberInvited, notice, "/app").await?;
        }
        outbox::publish_in(&mut tx, &[Topic::Staff], Subject::Member, Some(user.0)).await?;
        tx.commit().await?;
        Ok(user)
    }
}

fn check(invitation: &Invitation, by_owner: bool) -> Result<(String, String)> {
    let mut errors = FieldErrors::new();
    let mut keep = |problem: Problem| {
        if let Problem::Invalid(FieldErrors(messages)) = problem {
            errors.0.extend(messages);
        }
    };
    let email = rules::email(&invitation.email).map_err(&mut keep).unwrap_or_default();
    let name = rules::name(&invitation.name).map_err(&mut keep).unwrap_or_default();
    let _ = rules::roles(&invitation.roles, &BTreeSet::new(), by_owner).map_err(&mut keep);
    errors.into_result()?;
    Ok((email, name))
}

pub(super) fn owns(by: &SignedIn) -> bool {
    by.superadmin || by.roles.contains(&Role::Owner)
}

/// Nobody gives, takes or shuts out a role that may do more than they may themselves: whoever manages members could
/// otherwise make themselves an admin. What buyers and sellers may do is theirs alone and no rank.
async fn may_hand_out_in(tx: &mut Tx, by: &SignedIn, roles: impl Iterator<Item = &Role>) -> Result<()> {
    if owns(by) {
        return Ok(());
    }
    let changes = matrix::list_changes(tx).await?;
    let changes: Vec<String> =
        changes.into_iter().map(|row| format!("{} {} {}", row.role, row.permission, row.granted)).collect();
    for role in roles.filter(|role| role.is_staff() && **role != Role::Owner) {
        if !permissions(&BTreeSet::from([*role]), &changes).is_subset(&by.permissions) {
            let text = text!(
                "This role may do more than you may yourself. Ask an owner.",
                "Diese Rolle darf mehr als Sie selbst. Fragen Sie eine Inhaberin oder einen Inhaber."
            );
            return Err(Problem::invalid("roles", text).into());
        }
    }
    Ok(())
}

/// The project is locked: nobody else unmakes the other owner meanwhile.
async fn keep_an_owner_in(tx: &mut Tx, leaving: UserId) -> Result<()> {
    if queries::count_other_owners(tx, leaving).await? > 0 {
        return Ok(());
    }
    Err(Problem::Conflict(text!(
        "This is the last owner. Make somebody else an owner first.",
        "Das ist die letzte Person mit der Rolle Inhaber. Machen Sie zuerst jemand anderen dazu."
    ))
    .into())
}

/// `id/name`: the name sorts, the id tells equal names apart.
fn cursor(text: &str) -> Result<(UserId, String), Problem> {
    let (id, name) = text.split_once('/').ok_or(Problem::NotFound)?;
    Ok((id.parse().map_err(|_| Problem::NotFound)?, name.to_owned()))
}
