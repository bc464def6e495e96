//! What every page's shell shows.

use super::queries::door as queries;
use crate::{Platform, Result, reviews};
use async_trait::async_trait;
use model::{
    Actor, Permission, Problem, ProjectId,
    viewer::{Person, ProjectChoice, ProjectFace, UnreadMessages, Viewer, Viewers},
};

#[async_trait]
impl Viewers for Platform {
    async fn whoami(&self, actor: &Actor) -> Result<Viewer, Problem> {
        Ok(self.look(actor).await?)
    }
}

impl Platform {
    async fn look(&self, actor: &Actor) -> Result<Viewer> {
        let user = actor.user.as_ref();
        let mut tx = self.db.begin(actor).await?;
        let face = queries::load_face(&mut tx, user.map(|user| user.id), actor.visitor.as_deref()).await?;
        let waiting = if actor.has(Permission::ReviewView) { reviews::waiting_in(&mut tx, actor).await? } else { 0 };
        tx.commit().await?;
        let projects = match user {
            Some(user) => {
                let pool = self.db.operator_pool();
                self.db.patiently(|| queries::list_projects_of(pool, user.id, user.superadmin)).await?
            }
            None => Vec::new(),
        };
        Ok(Viewer {
            person: user.map(|user| Person {
                id: user.id,
                name: user.name.clone(),
                email: user.email.clone(),
                email_verified: user.email_verified,
                superadmin: user.superadmin,
                roles: user.roles.clone(),
                permissions: user.permissions.clone(),
                sells: !user.sellers.is_empty(),
            }),
            project: ProjectFace {
                id: actor.project,
                slug: face.slug,
                name: face.name,
                currency: face.default_currency.parse().map_err(|error: String| anyhow::anyhow!(error))?,
                time_zone: face.time_zone,
                branding: serde_json::from_value(face.branding).unwrap_or_default(),
                demo: self.settings.demo,
            },
            projects: projects
                .into_iter()
                .map(|p| ProjectChoice { id: ProjectId(p.id), slug: p.slug, name: p.name })
                .collect(),
            unread: u32::try_from(face.unread).unwrap_or(u32::MAX),
            reviews: waiting,
            messages: UnreadMessages {
                client: u32::try_from(face.of_client).unwrap_or(u32::MAX),
                seller: u32::try_from(face.of_seller).unwrap_or(u32::MAX),
                staff: u32::try_from(face.of_staff).unwrap_or(u32::MAX),
            },
            cart: u32::try_from(face.cart).unwrap_or(u32::MAX),
            seq: face.seq,
        })
    }
}
