//! Projects: switching between them, making them, their settings and domains.

use super::queries::{door, founding, projects as queries};
use crate::{Platform, Result, Tx, clock::new_id, files, outbox};
use async_trait::async_trait;
use model::{
    Actor, Permission, Problem, ProjectId, Role, UserId,
    events::{Subject, Topic},
    files::FilePurpose,
    identity::{DomainView, Imprint, ProjectSettings, Projects, SwitchTo, projects as rules, rules as names},
    text,
    viewer::ProjectChoice,
};
use serde_json::json;

#[async_trait]
impl Projects for Platform {
    async fn list_my_projects(&self, actor: &Actor) -> Result<Vec<ProjectChoice>, Problem> {
        let user = actor.signed_in()?;
        let rows = door::list_projects_of(self.db.operator_pool(), user.id, user.superadmin).await?;
        Ok(rows
            .into_iter()
            .map(|row| ProjectChoice { id: ProjectId(row.id), slug: row.slug, name: row.name })
            .collect())
    }

    async fn switch_project(&self, actor: &Actor, slug: String) -> Result<SwitchTo, Problem> {
        let mine = self.list_my_projects(actor).await?;
        let target = mine.into_iter().find(|project| project.slug == slug).ok_or(Problem::NotFound)?;
        let domain = queries::domain_of(self.db.operator_pool(), target.id).await?;
        Ok(domain.map_or(SwitchTo::Here(target.slug), SwitchTo::Domain))
    }

    async fn create_project(&self, actor: &Actor, slug: String, name: String) -> Result<ProjectId, Problem> {
        let user = actor.signed_in()?;
        if !user.superadmin {
            return Err(Problem::NotAllowed);
        }
        let (slug, name) = (rules::slug(&slug)?, names::name(&name)?);
        let id: ProjectId = new_id();
        // as operator: the new project is not the one the actor is in
        let mut tx = self.db.begin_operator(actor).await?;
        let now = tx.now;
        if !founding::insert_project(tx.conn(), id, &slug, &name, now).await? {
            return Err(Problem::invalid(
                "slug",
                text!("There is a project of this name already.", "Es gibt schon ein Projekt mit diesem Namen."),
            ));
        }
        founding::join(tx.conn(), id, user.id, &[Role::Client, Role::Owner], now).await?;
        outbox::record_in(&mut tx, "create_project", "project", Some(id.0), json!({ "slug": slug })).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn load_project_settings(&self, actor: &Actor) -> Result<ProjectSettings, Problem> {
        actor.require(Permission::ProjectConfigure)?;
        let mut tx = self.db.begin(actor).await?;
        Ok(queries::load_settings(&mut tx).await?)
    }

    async fn load_imprint(&self, actor: &Actor) -> Result<Imprint, Problem> {
        let mut tx = self.db.begin(actor).await?;
        Ok(queries::load_imprint(&mut tx).await?)
    }

    async fn save_project_settings(&self, actor: &Actor, settings: ProjectSettings) -> Result<(), Problem> {
        Ok(self.save_settings(actor, settings).await?)
    }

    async fn list_domains(&self, actor: &Actor) -> Result<Vec<DomainView>, Problem> {
        actor.require(Permission::ProjectConfigure)?;
        let mut tx = self.db.begin(actor).await?;
        let rows = queries::list_domains(&mut tx).await?;
        Ok(rows.into_iter().map(|(domain, verified)| self.domain_view(actor.project, domain, verified)).collect())
    }

    async fn add_domain(&self, actor: &Actor, domain: String) -> Result<DomainView, Problem> {
        actor.require(Permission::ProjectConfigure)?;
        let domain = rules::domain(&domain)?;
        let mut tx = self.db.begin(actor).await?;
        if !queries::insert_domain(&mut tx, &domain).await? {
            return Err(Problem::invalid(
                "domain",
                text!("This host is in the list already.", "Dieser Host steht schon in der Liste."),
            ));
        }
        outbox::record_in(&mut tx, "add_domain", "project", Some(actor.project.0), json!({ "domain": domain })).await?;
        tx.commit().await?;
        Ok(self.domain_view(actor.project, domain, false))
    }

    async fn verify_domain(&self, actor: &Actor, domain: String) -> Result<DomainView, Problem> {
        actor.require(Permission::ProjectConfigure)?;
        Ok(self.prove_domain(actor, domain).await?)
    }

    async fn remove_domain(&self, actor: &Actor, domain: String) -> Result<(), Problem> {
        actor.require(Permission::ProjectConfigure)?;
        let mut tx = self.db.begin(actor).await?;
        queries::delete_domain(&mut tx, &domain).await?;
        outbox::record_in(&mut tx, "remove_domain", "project", Some(actor.project.0), json!({ "domain": domain }))
            .await?;
        Ok(tx.commit().await?)
    }
}

impl Platform {
    async fn save_settings(&self, actor: &Actor, mut settings: ProjectSettings) -> Result<()> {
        let by = actor.require(Permission::ProjectConfigure)?.id;
        settings.imprint = settings.imprint.tidied();
        settings.name = settings.name.trim().to_owned();
        settings.colour = settings.colour.trim().to_lowercase();
        rules::check(&settings)?;
        let mut tx = self.db.begin(actor).await?;
        if !super::queries::accounts::time_zone_exists(&mut tx, &settings.time_zone).await? {
            return Err(Problem::invalid(
                "time_zone",
                text!("There is no such time zone.", "Diese Zeitzone gibt es nicht."),
            )
            .into());
        }
        let before = queries::load_settings(&mut tx).await?;
        if before.currency != settings.currency && queries::has_bookings(&mut tx).await? {
            let text = text!(
                "Money was booked already, so the currency stays as it is.",
                "Es wurde schon Geld gebucht, darum bleibt die Währung."
            );
            return Err(Problem::invalid("currency", text).into());
        }
        if before.logo != settings.logo {
            change_logo_in(&mut tx, by, &before.logo, &settings.logo).await?;
        }
        queries::save_settings(&mut tx, &settings).await?;
        let data = json!({ "commission_bps": settings.commission.0, "clearing_days": settings.clearing_days, "auto_accept_days": settings.auto_accept_days,
            "currency": settings.currency, "before": { "commission_bps": before.commission.0, "clearing_days": before.clearing_days,
            "auto_accept_days": before.auto_accept_days, "currency": before.currency } });
        outbox::record_in(&mut tx, "save_project_settings", "project", Some(actor.project.0), data).await?;
        outbox::publish_in(&mut tx, &[Topic::Staff], Subject::Project, Some(actor.project.0)).await?;
        tx.commit().await
    }
}

/// The new one hangs on the project from now on, the old one hangs on nothing and is swept.
async fn change_logo_in(tx: &mut Tx, by: UserId, before: &str, after: &str) -> Result<()> {
    if !after.is_empty() {
        let refused = || {
            let text = text!("Upload the logo here once more.", "Laden Sie das Logo hier noch einmal hoch.");
            Problem::invalid("logo", text)
        };
        let file = rules::logo_file(after).ok_or_else(refused)?;
        files::attach_in(tx, by, FilePurpose::Branding, &[file], &[]).await.map_err(|error| match error {
            // It names its own field, which this form does not have.
            crate::Error::Problem(Problem::Invalid(_)) => refused().into(),
            other => other,
        })?;
    }
    let old: Vec<_> = rules::logo_file(before).into_iter().collect();
    files::detach_in(tx, &old).await
}
