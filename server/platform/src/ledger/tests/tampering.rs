//! What the database itself refuses, whoever asks.

use super::{EUR, balance, eur, top_up};
use crate::testing::platform;
use model::{Role, ledger::Account};

/// What somebody with the application's rights could try by SQL; all of it is refused by the database itself.
#[tokio::test]
async fn the_database_refuses_a_tampering_hand() {
    let t = platform().await;
    let ada = t.user("ada", &[Role::Client]).await.user_id().expect("signed in");
    top_up(&t, ada, eur(100), "start").await;
    let attempts = [
        "UPDATE entries SET amount = amount * 2",
        "DELETE FROM entries",
        "UPDATE transfers SET memo = 'x'",
        "DELETE FROM transfers",
        "TRUNCATE entries",
        "UPDATE accounts SET balance = balance + 1 WHERE guarded",
        "SELECT set_config('app.ledger', 'on', true); UPDATE accounts SET balance = balance + 1 WHERE guarded",
        "UPDATE accounts SET kind = 'promo' WHERE kind = 'wallet'",
        "DELETE FROM accounts",
        "INSERT INTO accounts (project_id, id, kind, owner_id, currency, balance) SELECT project_id, gen_random_uuid(), 'wallet', gen_random_uuid(), 'EUR', 5 FROM accounts LIMIT 1",
        // a one-sided entry on an old transfer
        "INSERT INTO entries (project_id, transfer_id, position, account_id, amount, currency, created_at) SELECT project_id, transfer_id, 9, account_id, 5, currency, created_at FROM entries LIMIT 1",
        "UPDATE transaction_log SET action = 'x'",
        "DELETE FROM transaction_log",
        "UPDATE projects SET id = gen_random_uuid()",
    ];
    for sql in attempts {
        let mut tx = t.tx().await;
        let tried = sqlx::raw_sql(sql).execute(tx.conn()).await;
        let kept = match tried {
            Err(_) => true,
            Ok(result) => result.rows_affected() == 0,
        };
        assert!(kept, "not refused: {sql}");
    }
    // a crooked transfer is caught at commit
    let mut tx = t.tx().await;
    sqlx::raw_sql(
        "INSERT INTO transfers (project_id, id, kind, idempotency_key, created_at) SELECT project_id, '00000000-0000-0000-0000-000000000001', 'adjustment', 'crooked', now() FROM accounts LIMIT 1;
         INSERT INTO entries (project_id, transfer_id, position, account_id, amount, currency, created_at) SELECT project_id, '00000000-0000-0000-0000-000000000001', 0, id, 5, currency, now() FROM accounts WHERE kind = 'wallet'",
    )
    .execute(tx.conn())
    .await
    .expect("inside the transaction it is possible");
    assert!(tx.commit().await.is_err(), "a transfer that does not sum to zero must not commit");
    t.books_balance().await;
    assert_eq!(balance(&t, &Account::Wallet(ada), EUR).await, 100);
}
