//! Who is looking.

use crate::Fault;
use leptos::prelude::*;
use model::viewer::Viewer;

/// The shell's knowledge of the person and the project. Pages get it with the page (`ui::me()`); this reads it again.
#[server(name = Whoami, prefix = "/api", endpoint = "whoami")]
pub async fn whoami() -> Result<Viewer, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.whoami(&actor).await?)
}
