//! Every request passes here once: host and cookies become an `Actor`, by one query.

use super::queries::door as queries;
use crate::{Platform, Result};
use model::{
    Actor, Lang, Permission, Problem, ProjectId, Role, SellerId, SessionId, UserId,
    actor::{Client, SignedIn},
    text,
};
use std::collections::BTreeSet;
use time::Duration;

/// What a request says of itself.
#[derive(Clone, Debug, Default)]
pub struct Door {
    /// Lower case, without its port.
    pub host: String,
    /// The slug in the project switcher's cookie; counts only where the host has no domain of its own.
    pub chosen: Option<String>,
    /// The session cookie.
    pub token: Option<String>,
    /// What cookie or browser ask for.
    pub lang: Option<Lang>,
    /// The language comes from the switch and beats the person's settings.
    pub lang_chosen: bool,
    pub request: String,
    pub address: String,
    pub agent: String,
    pub visitor: Option<String>,
}

/// What the door found out.
#[derive(Clone, Debug)]
pub struct Recognised {
    pub actor: Actor,
    /// The ids of the gateways that the project has switched on itself: some need their own scripts in the page.
    pub gateways: Vec<String>,
}

/// A session lives this long after it was last used.
pub const SESSION_DAYS: i64 = 30;
/// `last_seen_at` is not written more often than this.
const SEEN_EVERY: Duration = Duration::minutes(5);

impl Platform {
    /// Who asks, in which project. A session that has ended is nobody. `NotFound` never: hosts we do not know get the
    /// default project; a `Conflict` says that the installation has none yet.
    pub async fn recognise(&self, door: Door) -> Result<Recognised, Problem> {
        self.recognise_inner(door).await.map_err(Problem::from)
    }

    async fn recognise_inner(&self, door: Door) -> Result<Recognised> {
        let now = self.db.now();
        let hash = door.token.as_deref().map(super::secrets::hash);
        // every request comes through here: the place where a rush is felt first
        let (pool, default) = (self.db.operator_pool(), &self.settings.default_project);
        let found = self.db.patiently(|| queries::recognise(pool, &door, default, hash.as_deref(), now)).await?;
        let Some(row) = found else {
            return Err(Problem::Conflict(text!(
                "This installation has no project yet. Its operator makes one with `guildhall create-owner`.",
                "Diese Installation hat noch kein Projekt. Ihr Betreiber legt eines mit `guildhall create-owner` an."
            ))
            .into());
        };
        let mut saved_lang = None;
        let mut user = None;
        if let (Some(session), Some(id)) = (row.session_id, row.user_id) {
            let roles: BTreeSet<Role> =
                row.roles.unwrap_or_default().iter().filter_map(|role| role.parse().ok()).collect();
            let superadmin = row.superadmin.unwrap_or_default();
            // Somebody who does not belong to this project is a visitor in it.
            if !roles.is_empty() || superadmin {
                saved_lang = row.user_lang.and_then(|code| code.parse().ok());
                if row.last_seen_at.is_none_or(|seen| now - seen > SEEN_EVERY) {
                    queries::touch_session(self.db.operator_pool(), session, now, now + Duration::days(SESSION_DAYS))
                        .await?;
                }
                user = Some(SignedIn {
                    id: UserId(id),
                    session: SessionId(session),
                    name: row.name.unwrap_or_default(),
                    email: row.email.unwrap_or_default(),
                    email_verified: row.email_verified.unwrap_or_default(),
                    superadmin,
                    permissions: permissions(&roles, &row.changes.unwrap_or_default()),
                    roles,
                    sellers: row.sellers.unwrap_or_default().into_iter().map(SellerId).collect(),
                });
            }
        }
        let chosen = door.lang.filter(|_| door.lang_chosen);
        let lang = chosen.or(saved_lang).or(door.lang).or(row.default_lang.parse().ok()).unwrap_or_default();
        let client = Client { address: door.address, agent: door.agent };
        let actor = Actor {
            project: ProjectId(row.project_id),
            lang,
            user,
            request: door.request,
            visitor: door.visitor,
            client,
        };
        Ok(Recognised { actor, gateways: row.gateways.unwrap_or_default() })
    }
}

impl Platform {
    /// Whether the actor's session still stands, for sockets that stay open.
    pub async fn is_signed_in(&self, actor: &Actor) -> Result<bool> {
        let Some(user) = &actor.user else { return Ok(false) };
        queries::session_stands(self.db.operator_pool(), user.session, actor.project, self.db.now()).await
    }
}

impl Platform {
    /// The same actor with the name, roles and sellers of this moment; `None` when their session or their membership has
    /// ended. For sockets that stay open.
    pub async fn renewed(&self, actor: &Actor) -> Result<Option<Actor>> {
        let Some(before) = &actor.user else { return Ok(None) };
        let pool = self.db.operator_pool();
        let Some(row) = queries::session_of(pool, before.session, actor.project, self.db.now()).await? else {
            return Ok(None);
        };
        let roles: BTreeSet<Role> = row.roles.iter().filter_map(|role| role.parse().ok()).collect();
        let user = SignedIn {
            name: row.name,
            superadmin: row.superadmin,
            permissions: permissions(&roles, &row.changes),
            roles,
            sellers: row.sellers.into_iter().map(SellerId).collect(),
            ..before.clone()
        };
        Ok(Some(Actor { user: Some(user), ..actor.clone() }))
    }
}

/// The roles' defaults, with the project's changes ("role permission granted") applied role by role.
pub(super) fn permissions(roles: &BTreeSet<Role>, changes: &[String]) -> BTreeSet<Permission> {
    let mut all = BTreeSet::new();
    for role in roles {
        let mut of_role: BTreeSet<Permission> = role.defaults().iter().copied().collect();
        for change in changes {
            let mut words = change.split(' ');
            let (Some(for_role), Some(permission), Some(granted)) = (words.next(), words.next(), words.next()) else {
                continue;
            };
            let Ok(permission) = permission.parse::<Permission>() else { continue };
            if for_role == role.as_str() {
                if granted == "true" {
                    of_role.insert(permission)
                } else {
                    of_role.remove(&permission)
                };
            }
        }
        all.extend(of_role);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_takes_from_one_role_only() {
        let roles = BTreeSet::from([Role::Finance, Role::Admin]);
        let without = permissions(&roles, &["finance order.refund false".to_owned()]);
        assert!(without.contains(&Permission::OrderRefund), "the admin still has it");
        let without = permissions(&BTreeSet::from([Role::Finance]), &["finance order.refund false".to_owned()]);
        assert!(!without.contains(&Permission::OrderRefund));
        let with = permissions(&BTreeSet::from([Role::Worker]), &["worker job.view true".to_owned()]);
        assert!(with.contains(&Permission::JobView));
    }
}
