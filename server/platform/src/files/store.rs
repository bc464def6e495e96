//! Bytes in: streamed to a temporary file, counted, hashed and sniffed on the way, then moved to their place.

use super::queries::{self, FileRow};
use crate::{Error, Platform, Result, clock::new_id};
use anyhow::Context;
use bytes::Bytes;
use futures::{Stream, StreamExt};
use model::{
    Actor, FileId, Permission, Problem, ProjectId,
    files::{FilePurpose, FileView, decide_type, size_words},
    text,
};
use rand::RngCore;
use sha2::{Digest, Sha256};
use std::{path::PathBuf, pin::pin};
use tokio::io::AsyncWriteExt;

/// Bytes that are looked at to tell what a file is.
const HEAD: usize = 8_192;
/// Uploads of one person that may hang on nothing at the same time.
const MOST_UNATTACHED: i64 = 200;
/// A logo or a portrait: every page may load it.
const MOST_SHOWN_TO_ALL: i64 = 2_000_000;

/// What is about to be uploaded. The name is the person's; nothing in it is trusted.
#[derive(Clone, Debug)]
pub struct NewFile {
    pub purpose: FilePurpose,
    pub name: String,
}

impl Platform {
    /// Stores an upload that hangs on nothing yet. `Invalid` at `file` when it is empty, too large, of a type that is not
    /// allowed, or not what its name says.
    pub async fn upload_file<S, E>(&self, actor: &Actor, new: NewFile, content: S) -> Result<FileView, Problem>
    where
        S: Stream<Item = Result<Bytes, E>> + Send,
        E: std::fmt::Display + Send,
    {
        Ok(self.store_upload(actor, new, content).await?)
    }

    async fn store_upload<S, E>(&self, actor: &Actor, new: NewFile, content: S) -> Result<FileView>
    where
        S: Stream<Item = Result<Bytes, E>> + Send,
        E: std::fmt::Display + Send,
    {
        may_upload(actor, new.purpose)?;
        let user = actor.user_id()?;
        let name = clean_name(&new.name);
        // no transaction is open while the bytes come in
        let mut tx = self.db.begin(actor).await?;
        let mut limit = queries::max_upload(&mut tx).await?;
        if is_shown_to_all(new.purpose) {
            limit = limit.min(MOST_SHOWN_TO_ALL);
        }
        let waiting = queries::count_unattached(&mut tx, user).await?;
        tx.commit().await?;
        if waiting >= MOST_UNATTACHED {
            return Err(Problem::TooMany(3_600).into());
        }
        let key = random_key();
        let temporary = Temporary(self.incoming_dir().join(&key));
        let received = receive(&temporary.0, content, limit).await?;
        self.keep(actor, new.purpose, &name, &key, &temporary.0, &received).await
    }

    async fn keep(
        &self,
        actor: &Actor,
        purpose: FilePurpose,
        name: &str,
        key: &str,
        temporary: &PathBuf,
        received: &Received,
    ) -> Result<FileView> {
        let sniffed = infer::get(&received.head).map(|kind| kind.mime_type());
        let content_type = decide_type(name, sniffed, is_text(&received.head))?;
        if is_shown_to_all(purpose) && !content_type.starts_with("image/") {
            return Err(only_pictures().into());
        }
        let row = FileRow {
            id: new_id::<FileId>(),
            purpose,
            name: name.to_owned(),
            content_type: content_type.to_owned(),
            size: received.size,
            sha256: received.sha256.clone(),
            storage_key: key.to_owned(),
        };
        let place = path_of(self, actor.project, key);
        if let Some(folder) = place.parent() {
            tokio::fs::create_dir_all(folder).await.context("make a folder for files")?;
        }
        let mut tx = self.db.begin(actor).await?;
        queries::insert(&mut tx, &row).await?;
        tokio::fs::rename(temporary, &place).await.context("move an upload to its place")?;
        if let Err(error) = tx.commit().await {
            remove(self, actor.project, key).await;
            return Err(error);
        }
        Ok(FileView { id: row.id, name: row.name, content_type: row.content_type, size: row.size })
    }

    /// Where uploads grow until they are whole.
    pub(super) fn incoming_dir(&self) -> PathBuf {
        self.files_dir().join("incoming")
    }

    /// Where this installation keeps its files.
    pub fn files_dir(&self) -> PathBuf {
        self.settings.data_dir.join("files")
    }
}

/// Two levels, so that no folder grows without end.
pub fn path_of(platform: &Platform, project: ProjectId, key: &str) -> PathBuf {
    platform.files_dir().join(project.to_string()).join(&key[..2]).join(key)
}

/// Removes bytes whose row is gone; a failure leaves them for nobody and is only logged.
pub async fn remove(platform: &Platform, project: ProjectId, key: &str) {
    if let Err(error) = tokio::fs::remove_file(path_of(platform, project, key)).await {
        tracing::warn!(key, %error, "could not remove file {key}");
    }
}

/// Bytes on their way in. They go with whoever brings them, also when the connection breaks and the act with it.
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        // moved to its place: nothing is here any more
        let _ = std::fs::remove_file(&self.0);
    }
}

struct Received {
    head: Vec<u8>,
    size: i64,
    sha256: Vec<u8>,
}

async fn receive<S, E>(path: &PathBuf, content: S, limit: i64) -> Result<Received>
where
    S: Stream<Item = Result<Bytes, E>> + Send,
    E: std::fmt::Display + Send,
{
    if let Some(folder) = path.parent() {
        tokio::fs::create_dir_all(folder).await.context("make the folder for incoming files")?;
    }
    let mut file = tokio::fs::File::create(path).await.context("open a temporary file")?;
    let (mut head, mut size, mut hash) = (Vec::with_capacity(HEAD), 0_i64, Sha256::new());
    let mut content = pin!(content);
    while let Some(chunk) = content.next().await {
        let chunk = chunk.map_err(|error| broken_off(&error))?;
        size += i64::try_from(chunk.len()).unwrap_or(i64::MAX - size);
        if size > limit {
            return Err(too_large(limit).into());
        }
        if head.len() < HEAD {
            head.extend_from_slice(&chunk[..chunk.len().min(HEAD - head.len())]);
        }
        hash.update(&chunk);
        file.write_all(&chunk).await.context("write an upload")?;
    }
    if size == 0 {
        return Err(Problem::invalid("file", text!("This file is empty.", "Diese Datei ist leer.")).into());
    }
    file.sync_all().await.context("keep an upload")?;
    Ok(Received { head, size, sha256: hash.finalize().to_vec() })
}

fn broken_off(error: &impl std::fmt::Display) -> Error {
    tracing::debug!(%error, "an upload broke off");
    Problem::invalid(
        "file",
        text!("The upload broke off. Try again.", "Das Hochladen wurde unterbrochen. Versuchen Sie es noch einmal."),
    )
    .into()
}

fn too_large(limit: i64) -> Problem {
    let most = size_words(limit);
    Problem::invalid(
        "file",
        text!(
            "This file is larger than {most}, the limit of this project.",
            "Diese Datei ist größer als {most}, die Grenze dieses Projekts."
        ),
    )
}

/// Such a file is no place to leave an archive for the world.
fn is_shown_to_all(purpose: FilePurpose) -> bool {
    matches!(purpose, FilePurpose::Branding | FilePurpose::Avatar)
}

fn only_pictures() -> Problem {
    Problem::invalid(
        "file",
        text!(
            "A picture is needed here: PNG, JPEG, WebP or SVG.",
            "Hier wird ein Bild gebraucht: PNG, JPEG, WebP oder SVG."
        ),
    )
}

/// Who may upload for which purpose; what it then hangs on is checked again by that act.
fn may_upload(actor: &Actor, purpose: FilePurpose) -> Result<(), Problem> {
    actor.signed_in()?;
    let allowed = match purpose {
        FilePurpose::Media => actor.has(Permission::ProductCreate) || actor.has(Permission::CatalogueManage),
        FilePurpose::Intake => actor.has(Permission::CartUse) || actor.has(Permission::OrderPlace),
        FilePurpose::Submission => actor.has(Permission::DeliverySubmit),
        FilePurpose::Branding => actor.has(Permission::ProjectConfigure),
        // whether they are in that dispute or that room is asked when it is attached
        FilePurpose::Evidence | FilePurpose::Avatar | FilePurpose::Chat => true,
    };
    if allowed { Ok(()) } else { Err(Problem::NotAllowed) }
}

/// The last part of whatever path came, without control characters, at most 200 characters with its ending.
fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|c| !c.is_control()).collect();
    let clean = clean.trim().trim_start_matches('.');
    let (stem, ending) = clean.rsplit_once('.').unwrap_or((clean, ""));
    let stem: String = stem.chars().take(180).collect();
    let ending: String = ending.chars().take(15).collect();
    match (stem.is_empty(), ending.is_empty()) {
        (true, true) => "file".to_owned(),
        (true, false) => format!("file.{ending}"),
        (false, true) => stem,
        (false, false) => format!("{stem}.{ending}"),
    }
}

/// UTF-8 without zero bytes; a character may be cut at the end of the head.
fn is_text(head: &[u8]) -> bool {
    if head.contains(&0) {
        return false;
    }
    match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none() && head.len() == HEAD,
    }
}

fn random_key() -> String {
    let mut bytes = [0_u8; 16];
    rand::rng().fill_bytes(&mut bytes);
    hex::encode(bytes)
}
