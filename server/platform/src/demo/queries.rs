//! SQL of the loading itself; all else goes through the services.

use crate::Result;
use sqlx::PgConnection;

/// One process at a time; held until the transaction ends.
pub async fn lock_loading(db: &mut PgConnection) -> Result<()> {
    sqlx::query!(r#"SELECT pg_advisory_xact_lock(hashtextextended('load the demo', 7)) AS "locked!: ()""#)
        .fetch_one(db)
        .await?;
    Ok(())
}
