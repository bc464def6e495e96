//! An auditor beside the books: reads every transfer back from the database, keeps its own sums, and after each act
//! compares the whole of the books with them. Sees only what is committed, over a connection of its own.

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
}

type Leg = (Uuid, String, Option<Uuid>, String, String, bool, i64, i64, i64, Option<i64>);
type Line = (String, i64, i64, i64, i64, i64);

impl Auditor {
    pub async fn new(t: &TestPlatform) -> Self {
        let url = std::env::var("DATABASE_URL").expect("DATABASE_URL");
        let options = PgConnectOptions::from_str(&url).expect("DATABASE_URL").database(&t.database);
        let mut connection = PgConnection::connect_with(&options).await.expect("connect");
        sqlx::query("SET ROLE guildhall_operator").execute(&mut connection).await.expect("role");
        Self { connection, accounts: HashMap::new(), tallies: HashMap::new(), transfers: 0 }
    }

    /// The transfer says what was asked for, sums to zero, and moved each account by exactly that.
    pub async fn read(&mut self, id: TransferId, posting: &Posting) {
        let legs: Vec<Leg> = sqlx::query_as(
            "SELECT a.id, a.kind, a.owner_id, a.gateway, e.currency, a.guarded, a.balance, e.amount,
                abs(hashtextextended(a.id::text, 0) % 1009), e.balance_after
             FROM entries e JOIN accounts a ON a.project_id = e.project_id AND a.id = e.account_id
             WHERE e.transfer_id = $1 ORDER BY e.position",
        )
        .bind(id.0)
        .fetch_all(&mut self.connection)
        .await
        .expect("entries");
        let wanted = posting.balanced_legs().expect("legs");
        let mut found: Vec<(&str, Option<Uuid>, &str, i64)> = vec![];
        for (_, kind, owner, gateway, currency, _, _, amount, ..) in &legs {
            assert_eq!(currency, posting.currency.code(), "{posting:?}");
            found.push((kind, *owner, gateway, *amount));
        }
        let wanted: Vec<_> = wanted
            .iter()
            .map(|(account, amount)| (account.kind(), account.owner(), account.gateway(), *amount))
            .collect();
        assert_eq!(found, wanted, "the entries are the posting's legs");
        assert_eq!(legs.iter().map(|leg| leg.7).sum::<i64>(), 0, "{posting:?}");
        self.transfers += 1;
        for (account, kind, _, _, currency, guarded, balance, amount, weight, after) in legs {
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

    /// The whole books, whatever just happened: no entry more or less than was posted, all of them sum to zero, nothing
    /// is negative, every kept balance is the sum of its account's entries, and what came in is somewhere.
    pub async fn whole(&mut self) {
        let lines: Vec<Line> = sqlx::query_as(
            "SELECT e.currency, e.entries, e.sum, coalesce(a.held, 0), coalesce(a.weighted, 0), coalesce(a.least, 0)
             FROM (SELECT currency, count(*) AS entries, sum(amount)::bigint AS sum FROM entries GROUP BY currency) e
             LEFT JOIN (SELECT currency, sum(balance)::bigint AS held, min(balance) AS least,
                    sum(balance * abs(hashtextextended(id::text, 0) % 1009))::bigint AS weighted
                FROM accounts WHERE guarded GROUP BY currency) a ON a.currency = e.currency",
        )
        .fetch_all(&mut self.connection)
        .await
        .expect("sums");
        assert_eq!(lines.len(), self.tallies.len(), "currencies");
        for (currency, entries, sum, held, weighted, least) in lines {
            let tally = self.tallies[&currency];
            assert_eq!(sum, 0, "all entries in {currency}");
            assert!(least >= 0, "an account is below zero in {currency}");
            assert_eq!((entries, held, weighted), (tally.entries, tally.held, tally.weighted), "{currency}");
            assert_eq!(
                held + tally.shared,
                0,
                "what came in is in wallets, escrow, earnings, fees or paid out: {currency}"
            );
        }
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
