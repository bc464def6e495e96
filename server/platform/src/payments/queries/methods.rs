//! Saved methods: tokens that the gateways keep.

use crate::{Result, Tx, clock::new_id};
use model::{Moment, PaymentMethodId, UserId, payments::SavedMethod};
use plugins::payments::StoredMethod;

/// A saved method with what only the gateway needs.
pub struct MethodRecord {
    pub view: SavedMethod,
    pub token: String,
    pub customer: String,
}

impl MethodRecord {
    pub fn stored(&self) -> StoredMethod {
        let SavedMethod { brand, last4, expiry, .. } = self.view.clone();
        StoredMethod { token: self.token.clone(), customer: self.customer.clone(), brand, last4, expiry }
    }
}

struct Row {
    id: PaymentMethodId,
    gateway: String,
    token: String,
    customer_reference: String,
    brand: String,
    last4: String,
    expiry: String,
    created_at: Moment,
}

/// The person's methods, newest first.
pub async fn methods(tx: &mut Tx, user: UserId) -> Result<Vec<MethodRecord>> {
    let project = tx.project.0;
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id: PaymentMethodId", gateway, token, customer_reference, brand, last4, expiry, created_at
           FROM payment_methods WHERE project_id = $1 AND user_id = $2 AND removed_at IS NULL ORDER BY id DESC"#,
        project,
        user.0
    )
    .fetch_all(tx.conn())
    .await?;
    let record = |row: Row| {
        let Row { id, gateway, token, customer_reference: customer, brand, last4, expiry, created_at } = row;
        MethodRecord { view: SavedMethod { id, gateway, brand, last4, expiry, created_at }, token, customer }
    };
    Ok(rows.into_iter().map(record).collect())
}

/// Keeps a method; one that was removed before comes back.
pub async fn keep_method(tx: &mut Tx, user: UserId, gateway: &str, method: &StoredMethod) -> Result<()> {
    let (project, now, id) = (tx.project.0, tx.now, new_id::<PaymentMethodId>());
    sqlx::query!(
        "INSERT INTO payment_methods (project_id, id, user_id, gateway, token, customer_reference, brand, last4, expiry, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (project_id, gateway, token) DO UPDATE SET removed_at = NULL, expiry = excluded.expiry WHERE payment_methods.user_id = excluded.user_id",
        project,
        id.0,
        user.0,
        gateway,
        method.token,
        method.customer,
        method.brand,
        method.last4,
        method.expiry,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn remove_method(tx: &mut Tx, id: PaymentMethodId) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!("UPDATE payment_methods SET removed_at = $3 WHERE project_id = $1 AND id = $2", project, id.0, now)
        .execute(tx.conn())
        .await?;
    Ok(())
}
