//! Projects and their settings.

use crate::Fault;
use leptos::{prelude::*, server_fn::codec::Json};
use model::{
    ProjectId,
    identity::{DomainView, Imprint, ProjectSettings},
};

/// Superadmins only.
#[server(name = CreateProject, prefix = "/api", endpoint = "projects/create_project")]
pub async fn create_project(slug: String, name: String) -> Result<ProjectId, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.create_project(&actor, slug, name).await?)
}

#[server(name = LoadProjectSettings, prefix = "/api", endpoint = "projects/load_project_settings")]
pub async fn load_project_settings() -> Result<ProjectSettings, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.load_project_settings(&actor).await?)
}

/// For everybody.
#[server(name = LoadImprint, prefix = "/api", endpoint = "projects/load_imprint")]
pub async fn load_imprint() -> Result<Imprint, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.load_imprint(&actor).await?)
}

#[server(name = SaveProjectSettings, prefix = "/api", endpoint = "projects/save_project_settings", input = Json)]
pub async fn save_project_settings(settings: ProjectSettings) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.save_project_settings(&actor, settings).await?)
}

#[server(name = ListDomains, prefix = "/api", endpoint = "projects/list_domains")]
pub async fn list_domains() -> Result<Vec<DomainView>, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.list_domains(&actor).await?)
}

#[server(name = AddDomain, prefix = "/api", endpoint = "projects/add_domain")]
pub async fn add_domain(domain: String) -> Result<DomainView, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.add_domain(&actor, domain).await?)
}

#[server(name = VerifyDomain, prefix = "/api", endpoint = "projects/verify_domain")]
pub async fn verify_domain(domain: String) -> Result<DomainView, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.verify_domain(&actor, domain).await?)
}

#[server(name = RemoveDomain, prefix = "/api", endpoint = "projects/remove_domain")]
pub async fn remove_domain(domain: String) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.remove_domain(&actor, domain).await?)
}
