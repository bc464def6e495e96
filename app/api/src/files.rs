//! Files beside their two routes (`POST /files`, `GET /files/{id}/{name}`), which stream.

use crate::Fault;
use leptos::prelude::*;
use model::{FileId, files::FileView};

/// A file's name, type and size, if the caller may read it.
#[server(name = GetFile, prefix = "/api", endpoint = "files/file")]
pub async fn file(file: FileId) -> Result<FileView, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.file(&actor, file).await?)
}

/// Takes back an upload that hangs on nothing yet.
#[server(name = DiscardFile, prefix = "/api", endpoint = "files/discard_file")]
pub async fn discard_file(file: FileId) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.discard_file(&actor, file).await?)
}
