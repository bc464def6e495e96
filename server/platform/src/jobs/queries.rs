//! SQL of the queue.

use crate::{Result, Tx};
use model::Moment;
use serde_json::Value;

pub async fn add_job(tx: &mut Tx, identifier: &str, payload: Value, run_at: Option<Moment>, key: Option<&str>) -> Result<()> {
    sqlx::query!(r#"SELECT enqueue_job($1, $2, $3, $4) AS "done!: ()""#, identifier, payload, run_at, key)
        .fetch_one(tx.conn())
        .await?;
    Ok(())
}
