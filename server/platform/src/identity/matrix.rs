//! The map of roles and permissions as it counts in a project.

use super::{members::owns, queries::matrix as queries};
use crate::{Platform, Result, outbox};
use model::{
    Actor, Permission, Problem, Role,
    events::{Subject, Topic},
    identity::{Crossing, PermissionCell, PermissionMatrix},
    text,
};
use serde_json::json;
use std::collections::{BTreeSet, HashMap};

/// An owner without these could lock the project for good.
const OWNERS_KEEP: [Permission; 4] =
    [Permission::RoleManage, Permission::MemberManage, Permission::MemberView, Permission::ProjectConfigure];

fn is_fixed(role: Role, permission: Permission) -> bool {
    role == Role::Owner && OWNERS_KEEP.contains(&permission)
}

impl Platform {
    pub(super) async fn read_matrix(&self, actor: &Actor) -> Result<PermissionMatrix> {
        let by = actor.require(Permission::RoleManage)?;
        let mut tx = self.db.begin(actor).await?;
        let changes: HashMap<(String, String), bool> = queries::list_changes(&mut tx)
            .await?
            .into_iter()
            .map(|row| ((row.role, row.permission), row.granted))
            .collect();
        tx.commit().await?;
        let mut cells = Vec::with_capacity(Role::ALL.len() * Permission::ALL.len());
        for &role in Role::ALL {
            for &permission in Permission::ALL {
                let by_default = role.defaults().contains(&permission);
                let changed = changes.get(&(role.as_str().to_owned(), permission.as_str().to_owned()));
                cells.push(PermissionCell {
                    role,
                    permission,
                    granted: changed.copied().unwrap_or(by_default),
                    by_default,
                    fixed: is_fixed(role, permission) || role == Role::Owner && !owns(by),
                });
            }
        }
        Ok(PermissionMatrix { cells })
    }

    pub(super) async fn write_matrix(
        &self,
        actor: &Actor,
        role: Role,
        permission: Permission,
        granted: bool,
    ) -> Result<()> {
        self.write_cells(actor, &[(Crossing { role, permission }, granted)]).await
    }

    /// What differs between what somebody saw and what they sent, so that nobody else's change in between is undone. All
    /// of it or nothing; says how many.
    pub(super) async fn write_difference(&self, actor: &Actor, seen: &[Crossing], wanted: &[Crossing]) -> Result<u32> {
        let seen: BTreeSet<Crossing> = seen.iter().copied().collect();
        let wanted: BTreeSet<Crossing> = wanted.iter().copied().collect();
        let changes: Vec<(Crossing, bool)> =
            seen.symmetric_difference(&wanted).map(|cell| (*cell, wanted.contains(cell))).collect();
        self.write_cells(actor, &changes).await?;
        Ok(u32::try_from(changes.len()).unwrap_or(u32::MAX))
    }

    async fn write_cells(&self, actor: &Actor, changes: &[(Crossing, bool)]) -> Result<()> {
        let by = actor.require(Permission::RoleManage)?;
        for &(Crossing { role, permission }, granted) in changes {
            if is_fixed(role, permission) && !granted {
                let text = text!(
                    "Owners keep this one: without it nobody could open the project again.",
                    "Das behalten Inhaber: Sonst könnte niemand das Projekt wieder öffnen."
                );
                return Err(Problem::Conflict(text).into());
            }
            // Nobody takes from those above them.
            if role == Role::Owner && !owns(by) {
                return Err(Problem::NotAllowed.into());
            }
            // Who could give what they lack would only have to give it to their own role.
            if granted && !actor.has(permission) {
                return Err(Problem::NotAllowed.into());
            }
        }
        let mut tx = self.db.begin(actor).await?;
        for &(Crossing { role, permission }, granted) in changes {
            if granted == role.defaults().contains(&permission) {
                queries::forget_change(&mut tx, role, permission).await?;
            } else {
                queries::set_change(&mut tx, role, permission, granted, by.id).await?;
            }
            let data = json!({ "role": role, "permission": permission, "granted": granted });
            outbox::record_in(&mut tx, "set_role_permission", "project", Some(actor.project.0), data).await?;
        }
        outbox::publish_in(&mut tx, &[Topic::Staff], Subject::Member, None).await?;
        tx.commit().await
    }
}
