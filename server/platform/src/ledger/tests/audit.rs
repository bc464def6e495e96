//! An auditor beside the books: reads every new entry back from the database, keeps its own sums, and after each act
//! compares the whole of the books with them: all balances of all accounts, and what came in with where it is. Now and
//! then everything is computed anew from the entries alone. Sees only what is committed, over a connection of its own.

use crate::testing::TestPlatform;
use model::{
    Currency, TransferId,
    ledger::{Account, Posting},
};
use sqlx::{Connection, PgConnection, postgres::PgConnectOptions};
use std::{collections::HashMap, str::FromStr};
use uuid::Uuid;

/// What the auditor knows of one account.
struct Known {
    kind: String,
    currency: String,
    guarded: bool,
    /// Its entries, added up as they came.
    sum: i64,
}

/// What the auditor expects of one currency.
#[derive(Clone, Copy, Default)]
struct Tally {
    entries: i64,
    /// In people's accounts: wallets, escrow, earnings.
    held: i64,
    /// The same, each balance times a small number of its account's own: differs when two accounts are mixed up.
    weighted: i64,
    /// On the project's own accounts: fees kept, payouts sent, and minus what came in.
    shared: i64,
}

pub struct Auditor {
    connection: PgConnection,
    accounts: HashMap<Uuid, Known>,
    tallies: HashMap<String, Tally>,
    transfers: i64,
    project: Uuid,
    /// The newest transfer read: every later entry is news.
    last: Uuid,
}

type Leg = (Uuid, Uuid, String, Option<Uuid>, String, String, bool, i64, i64, i64, Option<i64>);
type Line = (String, i64, i64, i64);

impl Auditor {
    pub async fn new(t: &TestPlatform) -> Self {
        let url = std::env::var("DATABASE_URL").expect("DATABASE_URL");
        let options = PgConnectOptions::from_str(&url).expect("DATABASE_URL").database(&t.database);
        let mut connection = PgConnection::connect_with(&options).await.expect("connect");
        // many small questions: compiling each costs more than answering it
        for setting in ["SET ROLE guildhall_operator", "SET jit = off"] {
            sqlx::query(setting).execute(&mut connection).await.expect(setting);
        }
        let (project, last) = (t.project.0, Uuid::nil());
        Self { connection, accounts: HashMap::new(), tallies: HashMap::new(), transfers: 0, project, last }
    }

    /// The transfer is all that is new. It says what was asked for, sums to zero, and moved each account by exactly that.
    pub async fn read(&mut self, id: TransferId, posting: &Posting) {
        let legs: Vec<Leg> = sqlx::query_as(
            "SELECT e.transfer_id, a.id, a.kind, a.owner_id, a.gateway, e.currency, a.guarded, a.balance, e.amount,
                abs(uuid_hash(a.id) % 1009)::bigint, e.balance_after
             FROM entries e JOIN accounts a ON a.project_id = e.project_id AND a.id = e.account_id
             WHERE e.project_id = $1 AND e.transfer_id > $2 ORDER BY e.transfer_id, e.position",
        )
        .bind(self.project)
        .bind(self.last)
        .fetch_all(&mut self.connection)
        .await
        .expect("entries");
        let wanted = posting.balanced_legs().expect("legs");
        let mut found: Vec<(&str, Option<Uuid>, &str, i64)> = vec![];
        for (transfer, _, kind, owner, gateway, currency, _, _, amount, ..) in &legs {
            assert_eq!(*transfer, id.0, "an entry that nobody posted");
            assert_eq!(currency, posting.currency.code(), "{posting:?}");
            found.push((kind, *owner, gateway, *amount));
        }
        let wanted: Vec<_> = wanted
            .iter()
            .map(|(account, amount)| (account.kind(), account.owner(), account.gateway(), *amount))
            .collect();
        assert_eq!(found, wanted, "the entries are the posting's legs");
        assert_eq!(legs.iter().map(|leg| leg.8).sum::<i64>(), 0, "{posting:?}");
        (self.transfers, self.last) = (self.transfers + 1, id.0);
        for (_, account, kind, _, _, currency, guarded, balance, amount, weight, after) in legs {
            let tally = self.tallies.entry(currency.clone()).or_default();
            tally.entries += 1;
            if guarded {
                tally.held += amount;
                tally.weighted += amount * weight;
            } else {
                tally.shared += amount;
            }
            let known = self.accounts.entry(account).or_insert(Known { kind, currency, guarded, sum: 0 });
            known.sum += amount;
            let expected = guarded.then_some(known.sum);
            assert_eq!((balance, after), (expected.unwrap_or(0), expected), "{} {account}", known.kind);
        }
    }

    /// The whole books, whatever just happened: nothing negative, every kept balance the sum of its account's entries, and
    /// per currency what came in is in wallets, escrow, earnings or fees, or was paid out.
    pub async fn whole(&mut self) {
        let lines: Vec<Line> = sqlx::query_as(
            "SELECT currency, sum(balance)::bigint, min(balance), sum(balance * abs(uuid_hash(id) % 1009))::bigint
             FROM accounts WHERE guarded GROUP BY currency",
        )
        .fetch_all(&mut self.connection)
        .await
        .expect("sums");
        assert_eq!(lines.len(), self.tallies.len(), "currencies");
        for (currency, held, least, weighted) in lines {
            let tally = self.tallies[&currency];
            assert!(least >= 0, "an account is below zero in {currency}");
            assert_eq!((held, weighted), (tally.held, tally.weighted), "balances in {currency}");
            assert_eq!(held + tally.shared, 0, "what came in, in {currency}");
        }
    }

    /// What was refused left nothing behind. (After a posting, `read` has seen all that is new.)
    pub async fn nothing_new(&mut self) {
        let news: i64 = sqlx::query_scalar("SELECT count(*) FROM entries WHERE project_id = $1 AND transfer_id > $2")
            .bind(self.project)
            .bind(self.last)
            .fetch_one(&mut self.connection)
            .await
            .expect("news");
        assert_eq!(news, 0, "entries that nobody posted");
    }

    /// Everything once more from the entries alone: each transfer, each account, the shared ones too.
    pub async fn recompute(&mut self) {
        let (transfers, crooked): (i64, i64) = sqlx::query_as(
            "SELECT count(*), count(*) FILTER (WHERE x.sum <> 0 OR x.entries < 2) FROM transfers t
             LEFT JOIN (SELECT transfer_id, sum(amount) AS sum, count(*) AS entries FROM entries GROUP BY transfer_id) x ON x.transfer_id = t.id",
        )
        .fetch_one(&mut self.connection)
        .await
        .expect("transfers");
        assert_eq!((transfers, crooked), (self.transfers, 0), "transfers");
        let accounts: Vec<(Uuid, i64, i64)> = sqlx::query_as(
            "SELECT a.id, a.balance, coalesce(sum(e.amount), 0)::bigint FROM accounts a
             LEFT JOIN entries e ON e.project_id = a.project_id AND e.account_id = a.id GROUP BY a.project_id, a.id",
        )
        .fetch_all(&mut self.connection)
        .await
        .expect("accounts");
        assert_eq!(accounts.len(), self.accounts.len(), "accounts");
        for (id, balance, sum) in accounts {
            let known = &self.accounts[&id];
            assert_eq!(sum, known.sum, "{} {id}", known.kind);
            assert_eq!(balance, if known.guarded { sum } else { 0 }, "{} {id}", known.kind);
        }
        for currency in Currency::ALL {
            let of = |kinds: &[&str]| -> i64 {
                let mine = self.accounts.values().filter(|known| known.currency == currency.code());
                mine.filter(|known| kinds.contains(&known.kind.as_str())).map(|known| known.sum).sum()
            };
            let came_in = -of(&["gateway_clearing"]);
            let paid_out = of(&["payout_clearing"]);
            let here = of(&["wallet", "escrow", "seller_pending", "seller_available", "platform_fee"]);
            assert_eq!(here, came_in - paid_out, "wallets + escrow + earnings + fees, in {currency}");
        }
    }

    /// How many accounts and entries there are.
    pub fn figures(&self) -> (usize, i64) {
        (self.accounts.len(), self.tallies.values().map(|tally| tally.entries).sum())
    }
}

/// What the one who acts believes each account holds, without asking the database.
#[derive(Default)]
pub struct Belief(HashMap<(Account, Currency), i64>);

impl Belief {
    pub fn of(&self, account: Account, currency: Currency) -> i64 {
        self.0.get(&(account, currency)).copied().unwrap_or(0)
    }
    pub fn apply(&mut self, posting: &Posting) {
        for (account, amount) in posting.balanced_legs().expect("legs") {
            *self.0.entry((account, posting.currency)).or_insert(0) += amount;
        }
    }
    pub fn overdraws(&self, posting: &Posting) -> bool {
        let legs = posting.balanced_legs().expect("legs");
        legs.into_iter()
            .any(|(account, amount)| account.is_guarded() && self.of(account, posting.currency) + amount < 0)
    }
}
