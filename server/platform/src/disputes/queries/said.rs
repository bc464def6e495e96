//! SQL that reads what was said and shown, as one side may read it.

use crate::{Result, Tx};
use model::{
    DisputeId, FileId, Party, UserId,
    disputes::{DisputeMessageType, DisputeMessageView, EvidenceType, EvidenceView, Visibility},
    files::FileView,
};

/// What this side may read, oldest first; of a very long talk the newest 2,000.
pub async fn messages(tx: &mut Tx, dispute: DisputeId, viewer: Party) -> Result<Vec<DisputeMessageView>> {
    let (project, me) = (tx.project.0, tx.user);
    let rows = sqlx::query!(
        r#"SELECT m.user_id as "user: UserId", u.name, m.party as "party: Party", m.message, m.message_type as "kind: DisputeMessageType",
            m.visibility as "visibility: Visibility", m.created_at
           FROM dispute_messages m JOIN users u ON u.id = m.user_id
           WHERE m.project_id = $1 AND m.dispute_id = $2 AND (m.visibility = 'both' OR m.visibility = $3 OR $3 = 'staff')
           ORDER BY m.id DESC LIMIT 2000"#,
        project,
        dispute.0,
        viewer.as_str()
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .rev()
        .map(|row| DisputeMessageView {
            by: row.party,
            by_name: row.name,
            mine: me == Some(row.user),
            kind: row.kind,
            words: row.message,
            visibility: row.visibility,
            created_at: row.created_at,
        })
        .collect())
}

/// Oldest first.
pub async fn evidence(tx: &mut Tx, dispute: DisputeId) -> Result<Vec<EvidenceView>> {
    let project = tx.project.0;
    let rows = sqlx::query!(
        r#"SELECT e.party as "party: Party", u.name, e.evidence_type as "kind: EvidenceType", e.content, e.created_at,
            f.id as "file?: FileId", f.name as "file_name?", f.content_type as "content_type?", f.size as "size?"
           FROM dispute_evidence e JOIN users u ON u.id = e.user_id
           LEFT JOIN files f ON f.project_id = e.project_id AND f.id = e.file_id
           WHERE e.project_id = $1 AND e.dispute_id = $2 ORDER BY e.id"#,
        project,
        dispute.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| EvidenceView {
            by: row.party,
            by_name: row.name,
            kind: row.kind,
            words: row.content,
            file: match (row.file, row.file_name, row.content_type, row.size) {
                (Some(id), Some(name), Some(content_type), Some(size)) => {
                    Some(FileView { id, name, content_type, size })
                }
                _ => None,
            },
            created_at: row.created_at,
        })
        .collect())
}
