//! Who reads a file: decided by what it is for and what it hangs on, each time it is asked for.

use super::{queries, store};
use crate::{Platform, Result};
use model::{
    Actor, FileId, Permission, Problem,
    files::{FilePurpose, FileView},
};
use std::path::PathBuf;

/// A file that may be sent to the caller.
#[derive(Clone, Debug)]
pub struct OpenFile {
    pub view: FileView,
    pub path: PathBuf,
    /// Hex SHA-256 of the content: the ETag.
    pub sha256: String,
    /// Anybody may read and caches may keep it.
    pub public: bool,
}

impl Platform {
    /// The file, if the caller may read it; `NotFound` otherwise.
    pub async fn open_file(&self, actor: &Actor, file: FileId) -> Result<OpenFile, Problem> {
        Ok(self.find_readable(actor, file).await?)
    }

    async fn find_readable(&self, actor: &Actor, file: FileId) -> Result<OpenFile> {
        let mut tx = self.db.begin(actor).await?;
        let row = queries::find(&mut tx, file).await?.ok_or(Problem::NotFound)?;
        let me = actor.user.as_ref().map(|user| user.id);
        let sellers: Vec<_> = actor.user.iter().flat_map(|user| user.sellers.iter().map(|s| s.0)).collect();
        let own = me.is_some() && me == row.uploaded_by;
        let (readable, public) = match row.purpose {
            FilePurpose::Branding | FilePurpose::Avatar => (own || row.attached, row.attached),
            FilePurpose::Media => {
                let on = queries::products_with(&mut tx, file, &sellers).await?;
                let staff = actor.has(Permission::CatalogueManage) || actor.has(Permission::ProductPublish);
                (on.published || on.of_mine || own || staff, on.published)
            }
            FilePurpose::Evidence => {
                let of_my_order = queries::evidence_with(&mut tx, file, me, &sellers).await?;
                let mediator = actor.has(Permission::DisputeMediate) && row.attached;
                (own || mediator || of_my_order, false)
            }
            FilePurpose::Submission => {
                let on = queries::submission_with(&mut tx, file, me, &sellers).await?;
                let staff = actor.has(Permission::OrderViewAny) && on.handed_in;
                (own || staff || on.of_my_order && on.handed_in || on.of_my_seller, false)
            }
            FilePurpose::Chat => {
                let oversees = actor.has(Permission::OrderViewAny);
                let in_my_room = !own && queries::chat_with(&mut tx, file, me, oversees).await?;
                (own || in_my_room, false)
            }
            FilePurpose::Intake => {
                let of_my_seller = !own && queries::intake_with(&mut tx, file, row.uploaded_by, &sellers).await?;
                (own || of_my_seller || actor.has(Permission::OrderViewAny), false)
            }
        };
        if !readable {
            return Err(Problem::NotFound.into());
        }
        Ok(OpenFile {
            path: store::path_of(self, actor.project, &row.storage_key),
            view: FileView { id: row.id, name: row.name, content_type: row.content_type, size: row.size },
            sha256: hex::encode(row.sha256),
            public,
        })
    }
}
