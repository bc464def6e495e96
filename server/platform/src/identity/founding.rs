//! How an installation begins: a project and its first owner, made from the command line or by the demo.

use super::{passwords, queries::founding as queries};
use crate::{Platform, Result, clock::new_id};
use model::{Lang, ProjectId, Role, UserId, identity::rules, viewer::ProjectChoice};

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
