//! How an installation begins: a project and its first owner, made from the command line or by the demo.

use super::{passwords, queries::founding as queries};
use crate::{Platform, Result, clock::new_id};
use model::{
    Lang, ProjectId, Role, UserId,
    identity::{projects, rules},
    viewer::ProjectChoice,
};
use serde_json::json;

/// What came of founding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Founded {
    pub project: ProjectId,
    pub user: UserId,
    pub project_is_new: bool,
    /// `false`: the account was there and keeps its name and password.
    pub person_is_new: bool,
}

/// A person to be made, or found by e-mail.
#[derive(Clone, Debug)]
pub struct NewPerson<'a> {
    pub email: &'a str,
    pub name: &'a str,
    pub password: &'a str,
    pub lang: Lang,
    pub roles: &'a [Role],
    pub superadmin: bool,
}

impl Platform {
    /// A project and somebody to own it, or neither. Says what was there already. `Invalid` at `slug`, `name`, `email`,
    /// `password`.
    pub async fn found(&self, slug: &str, name: &str, person: NewPerson<'_>) -> Result<Founded> {
        let (slug, name) = (projects::slug(slug)?, rules::name(name)?);
        let email = rules::email(person.email)?;
        let shown = rules::name(person.name)?;
        rules::password(person.password, &email)?;
        let hash = passwords::hash(person.password.to_owned()).await?;
        let person = NewPerson { name: &shown, ..person };
        // as operator: there may be no project to be in yet
        let mut tx = self.db.operator().await?;
        let now = self.db.now();
        let project_is_new = queries::insert_project(&mut tx, new_id(), &slug, &name, now).await?;
        let project = queries::project_by_slug(&mut tx, &slug).await?;
        let id: UserId = new_id();
        let user = queries::upsert_user(&mut tx, id, &email, &person, &hash, now).await?;
        queries::join(&mut tx, project, user, person.roles, now).await?;
        let data = json!({ "roles": person.roles, "superadmin": person.superadmin });
        queries::insert_log(&mut tx, project, "create_owner", user, data, now).await?;
        tx.commit().await?;
        Ok(Founded { project, user, project_is_new, person_is_new: user == id })
    }

    /// The project with this slug, made if it is not there. Says whether it was made now.
    pub async fn found_project(&self, slug: &str, name: &str) -> Result<(ProjectId, bool)> {
        // as operator: there is no project to be in yet
        let mut tx = self.db.operator().await?;
        let made = queries::insert_project(&mut tx, new_id(), slug, name, self.db.now()).await?;
        let id = queries::project_by_slug(&mut tx, slug).await?;
        tx.commit().await?;
        Ok((id, made))
    }

    /// A verified person with these roles in the project. An existing person keeps name and password and gains the roles.
    pub async fn add_person(&self, project: ProjectId, person: NewPerson<'_>) -> Result<UserId> {
        rules::password(person.password, person.email)?;
        let hash = passwords::hash(person.password.to_owned()).await?;
        self.add_person_hashed(project, person, &hash).await
    }

    /// A password's hash, for many people who share one: the demo.
    pub async fn hash_password(&self, password: &str) -> Result<String> {
        passwords::hash(password.to_owned()).await
    }

    /// The same with the hash already made.
    pub async fn add_person_hashed(&self, project: ProjectId, person: NewPerson<'_>, hash: &str) -> Result<UserId> {
        let email = rules::email(person.email)?;
        let mut tx = self.db.operator().await?;
        let now = self.db.now();
        let user = queries::upsert_user(&mut tx, new_id(), &email, &person, hash, now).await?;
        queries::join(&mut tx, project, user, person.roles, now).await?;
        tx.commit().await?;
        Ok(user)
    }

    /// Every project of the installation, for the command line and the timers.
    pub async fn list_all_projects(&self) -> Result<Vec<ProjectChoice>> {
        queries::list_projects(self.db.operator_pool()).await
    }
}
