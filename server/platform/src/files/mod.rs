//! Files on this machine's disk, with their rows in the database. Uploads stream to a temporary file, are judged by their
//! content, and hang on nothing until an act attaches them; what a file hangs on decides who reads it. Unattached ones
//! are swept after a day.

mod access;
mod queries;
mod store;
mod sweep;
#[cfg(test)]
pub mod tests;

pub use access::OpenFile;
pub use store::{NewFile, path_of};

use crate::{Platform, Result, Tx};
use async_trait::async_trait;
use model::{
    Actor, FileId, Problem, UserId,
    files::{FilePurpose, FileView, Files},
    text,
};

#[async_trait]
impl Files for Platform {
    async fn file(&self, actor: &Actor, file: FileId) -> Result<FileView, Problem> {
        Ok(self.open_file(actor, file).await?.view)
    }

    async fn discard_file(&self, actor: &Actor, file: FileId) -> Result<(), Problem> {
        let user = actor.user_id()?;
        let mut tx = self.db.begin(actor).await?;
        let key = queries::delete_unattached(&mut tx, file, user).await?;
        tx.commit().await?;
        match key {
            Some(key) => {
                store::remove(self, actor.project, &key).await;
                Ok(())
            }
            None => Err(Problem::NotFound),
        }
    }
}

/// Hangs uploads on something, in the transaction that uses them. Each must be the user's own upload for this purpose
/// that hangs on nothing yet, or one of `already`, which hang there.
pub async fn attach_in(
    tx: &mut Tx,
    user: UserId,
    purpose: FilePurpose,
    files: &[FileId],
    already: &[FileId],
) -> Result<()> {
    let new: Vec<FileId> = files.iter().copied().filter(|file| !already.contains(file)).collect();
    if new.is_empty() {
        return Ok(());
    }
    let attached = queries::attach(tx, user, purpose, &new).await?;
    if attached == new.len() as u64 {
        return Ok(());
    }
    Err(Problem::invalid(
        "files",
        text!(
            "A file is no longer there. Remove it from the list and upload it again.",
            "Eine Datei ist nicht mehr da. Entfernen Sie sie aus der Liste und laden Sie sie erneut hoch."
        ),
    )
    .into())
}

/// Hangs the user's own uploads for this purpose on something, wherever else they hang: who reads them is decided by
/// what names them. `false`: one of them is not theirs, or not there any more.
pub async fn attach_own_in(tx: &mut Tx, user: UserId, purpose: FilePurpose, files: &[FileId]) -> Result<bool> {
    let mut wanted = files.to_vec();
    wanted.sort_unstable();
    wanted.dedup();
    Ok(wanted.is_empty() || queries::attach_own(tx, user, purpose, &wanted).await? == wanted.len() as u64)
}

/// Lets files go: the sweep takes them after a day.
pub async fn detach_in(tx: &mut Tx, files: &[FileId]) -> Result<()> {
    if files.is_empty() { Ok(()) } else { queries::detach(tx, files).await }
}
