//! The evidence pack: one ZIP with everything about a dispute that the asker may see. All rows are read first, in one
//! transaction; then the archive is written while it is sent, file by file, so that no size is held in memory.

mod html;
mod queries;
mod write;

use super::view;
use crate::{Platform, Result, files};
use bytes::Bytes;
use model::{
    Actor, DisputeId, Lang, Party, Permission, Problem,
    disputes::DisputeView,
    files::{FileView, size_words},
    orders::OrderView,
    text,
};
use queries::{ChatLine, EntryLine, PaymentLine, StoredFile};
use serde::Serialize;
use serde_json::Value;
use std::path::PathBuf;
use tokio::sync::{Semaphore, mpsc};

/// All files together; more is better fetched one by one.
pub const MOST_BYTES: i64 = 500_000_000;

/// Archives written at the same time: each holds a thread until its reader has it all, however slowly they read.
static AT_ONCE: Semaphore = Semaphore::const_new(16);

/// An archive on its way: its name, and its bytes as they are written.
#[derive(Debug)]
pub struct EvidencePack {
    pub name: String,
    pub content: mpsc::Receiver<std::io::Result<Bytes>>,
}

/// Everything that is written down in the pack, as `data.json` holds it.
#[derive(Serialize)]
struct Contents {
    dispute: DisputeView,
    order: OrderView,
    /// What was agreed, as it was frozen at payment.
    agreed: Value,
    /// The hex SHA-256 of `agreed` in canonical form, from then.
    agreed_sha256: String,
    /// It still is what it was.
    agreed_is_whole: bool,
    chat: Vec<ChatLine>,
    /// The books: what moved for this order.
    entries: Vec<EntryLine>,
    /// How the checkout was paid; not for the seller.
    payments: Vec<PaymentLine>,
    files: Vec<Listed>,
    #[serde(skip)]
    lang: Lang,
}

/// A file of the pack.
#[derive(Serialize)]
struct Listed {
    /// Its place in the archive.
    path: String,
    name: String,
    /// Where it hung: "evidence", "delivery", "chat".
    from: &'static str,
    size: i64,
    /// As recorded when it was uploaded.
    sha256: String,
    #[serde(skip)]
    disk: PathBuf,
}

impl Platform {
    /// The pack for a party or a mediator (who needs to see orders too). `NotFound` for others; `Conflict` when the files
    /// together are too large; `TooMany` while too many are being written.
    pub async fn evidence_pack(&self, actor: &Actor, dispute: DisputeId) -> Result<EvidencePack, Problem> {
        let contents = self.gather(actor, dispute).await?;
        let name = format!("{}.zip", contents.dispute.number);
        let turn = AT_ONCE.try_acquire().map_err(|_| Problem::TooMany(30))?;
        Ok(EvidencePack { name, content: write::start(contents, turn) })
    }

    async fn gather(&self, actor: &Actor, dispute: DisputeId) -> Result<Contents> {
        let mut tx = self.db.begin(actor).await?;
        let shown = view::dispute_in(&mut tx, actor, dispute).await?;
        if shown.viewer == Party::Staff {
            actor.require(Permission::OrderViewAny)?;
        }
        let order = crate::orders::view_in(&mut tx, actor, shown.order).await?;
        let (agreed, hash) = queries::agreed(&mut tx, shown.order).await?;
        let chat = queries::chat(&mut tx, shown.order).await?;
        let entries = queries::entries(&mut tx, shown.order).await?;
        let payments =
            if shown.viewer == Party::Seller { vec![] } else { queries::payments(&mut tx, order.group).await? };
        let delivered = order.milestones.iter().flat_map(|m| &m.submissions).filter(|s| s.submitted_at.is_some());
        let mut wanted: Vec<(FileView, &'static str)> = Vec::new();
        wanted.extend(shown.evidence.iter().filter_map(|e| e.file.clone()).map(|file| (file, "evidence")));
        wanted.extend(delivered.flat_map(|s| s.files.clone()).map(|file| (file, "delivery")));
        wanted.extend(queries::chat_files(&mut tx, shown.order).await?.into_iter().map(|file| (file, "chat")));
        let ids: Vec<_> = wanted.iter().map(|(file, _)| file.id).collect();
        let stored = queries::stored(&mut tx, &ids).await?;
        tx.commit().await?;
        let total: i64 = wanted.iter().map(|(file, _)| file.size).sum();
        if total > MOST_BYTES {
            return Err(too_large(total).into());
        }
        let files = wanted.into_iter().enumerate().filter_map(|(n, (file, from))| {
            let StoredFile { sha256, storage_key, .. } = stored.iter().find(|stored| stored.id == file.id)?;
            Some(Listed {
                path: format!("files/{:03}-{from}-{}", n + 1, plain_name(&file.name)),
                name: file.name,
                from,
                size: file.size,
                sha256: hex::encode(sha256),
                disk: files::path_of(self, actor.project, storage_key),
            })
        });
        let whole = crate::orders::verify(&agreed, &hash);
        Ok(Contents {
            files: files.collect(),
            dispute: shown,
            order,
            agreed,
            agreed_sha256: hex::encode(hash),
            agreed_is_whole: whole,
            chat,
            entries,
            payments,
            lang: actor.lang,
        })
    }
}

fn too_large(total: i64) -> Problem {
    let (size, most) = (size_words(total), size_words(MOST_BYTES));
    Problem::Conflict(text!(
        "The files of this dispute are {size} together; one archive holds up to {most}. Download them one by one: they stand on the dispute's and the order's page.",
        "Die Dateien dieses Streitfalls sind zusammen {size} groß; ein Archiv fasst höchstens {most}. Laden Sie sie einzeln herunter: Sie stehen auf der Seite des Streitfalls und des Auftrags."
    ))
}

/// A name that every archive tool takes: no path, nothing but letters, digits, dots, dashes.
fn plain_name(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' }).collect();
    plain.trim_start_matches('.').chars().take(120).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_the_archive() {
        assert_eq!(plain_name("../../etc/passwd"), "_.._etc_passwd");
        assert_eq!(plain_name("Entwurf für Ada.pdf"), "Entwurf_für_Ada.pdf");
        assert!(
            matches!(too_large(700_000_000), Problem::Conflict(text) if text.en.contains("700 MB") && text.de.contains("500 MB"))
        );
    }
}
