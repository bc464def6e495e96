//! The books under random load, under contention, and against a hand that tampers.

use crate::{
    clock::new_id,
    escrow, ledger,
    testing::{TestPlatform, platform},
    wallets,
};
use model::{
    Bps, Currency, MilestoneId, Money, OrderId, PaymentId, Problem, Role, SellerId, UserId,
    escrow::Release,
    ledger::{Account, Posting, TransferKind},
};
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use std::collections::HashMap;

const EUR: Currency = Currency::Eur;

fn eur(minor: i64) -> Money {
    Money::new(minor, EUR)
}

async fn top_up(t: &TestPlatform, user: UserId, amount: Money, key: &str) -> bool {
    let mut tx = t.tx().await;
    let posted =
        wallets::credit_in(&mut tx, user, amount, "sandbox", new_id::<PaymentId>(), key).await.expect("credit");
    tx.commit().await.expect("commit");
    posted.is_new()
}

async fn balance(t: &TestPlatform, account: &Account, currency: Currency) -> i64 {
    let mut tx = t.tx().await;
    ledger::balance_in(&mut tx, account, currency).await.expect("balance").minor
}

/// What one random operation does.
#[derive(Clone, Debug)]
enum Op {
    TopUp {
        user: usize,
        minor: i64,
    },
    Fund {
        user: usize,
        minor: i64,
    },
    Release {
        order: usize,
        part: u8,
        bps: i32,
    },
    Refund {
        order: usize,
        part: u8,
    },
    /// A dispute's split: part to the seller, the rest back.
    Split {
        order: usize,
        part: u8,
        bps: i32,
    },
    Clear {
        seller: usize,
        part: u8,
    },
    Payout {
        seller: usize,
        part: u8,
    },
}

fn ops() -> impl Strategy<Value = (Op, usize)> {
    let small = || 0..100_u8;
    let op = prop_oneof![
        3 => (0..6_usize, 1..200_000_i64).prop_map(|(user, minor)| Op::TopUp { user, minor }),
        3 => (0..6_usize, 1..250_000_i64).prop_map(|(user, minor)| Op::Fund { user, minor }),
        4 => (any::<usize>(), small(), 0..=10_000).prop_map(|(order, part, bps)| Op::Release { order, part, bps }),
        1 => (any::<usize>(), small()).prop_map(|(order, part)| Op::Refund { order, part }),
        1 => (any::<usize>(), small(), 0..=10_000).prop_map(|(order, part, bps)| Op::Split { order, part, bps }),
        2 => (0..3_usize, small()).prop_map(|(seller, part)| Op::Clear { seller, part }),
        1 => (0..3_usize, small()).prop_map(|(seller, part)| Op::Payout { seller, part }),
    ];
    (op, 0..Currency::ALL.len())
}

/// What the model believes each account holds: the books must agree after every operation.
#[derive(Default)]
struct Belief(HashMap<(Account, Currency), i64>);

impl Belief {
    fn of(&self, account: Account, currency: Currency) -> i64 {
        self.0.get(&(account, currency)).copied().unwrap_or(0)
    }
    fn apply(&mut self, posting: &Posting) {
        for (account, amount) in posting.balanced_legs().expect("legs") {
            *self.0.entry((account, posting.currency)).or_insert(0) += amount;
        }
    }
}

/// Shares `held` so that 0 and 99 reach both ends.
fn part_of(held: i64, part: u8) -> i64 {
    if part >= 90 { held } else { held * i64::from(part) / 90 }
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_random_operations_keep_every_invariant() {
    let t = platform().await;
    let users: Vec<UserId> = (0..6).map(|_| new_id()).collect();
    let sellers: Vec<SellerId> = (0..3).map(|_| new_id()).collect();
    let mut orders: Vec<(OrderId, UserId, Currency)> = vec![];
    let mut belief = Belief::default();
    let seed: [u8; 32] = uuid::Uuid::new_v4().simple().to_string().into_bytes().try_into().expect("32 bytes");
    println!("seed {}", String::from_utf8_lossy(&seed));
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &seed));
    let (mut done, mut refused) = (0, 0);
    while done < 10_000 {
        let (op, currency) = ops().new_tree(&mut runner).expect("tree").current();
        let currency = Currency::ALL[currency];
        let Some(posting) = posting_for(&op, currency, &users, &sellers, &mut orders, &belief, done) else {
            refused += 1;
            continue;
        };
        let mut tx = t.tx().await;
        let posted = ledger::post_in(&mut tx, &posting).await;
        let overdraws =
            posting.balanced_legs().expect("legs").iter().any(|(account, amount)| {
                account.is_guarded() && belief.of(account.clone(), posting.currency) + amount < 0
            });
        if overdraws {
            let problem = Problem::from(posted.expect_err("an overdraft must be refused"));
            assert!(matches!(problem, Problem::Conflict(_)), "{problem:?}");
            refused += 1;
            continue;
        }
        assert!(posted.expect("posted").is_new());
        tx.commit().await.expect("commit");
        belief.apply(&posting);
        for (account, _) in posting.balanced_legs().expect("legs").iter().filter(|(account, _)| account.is_guarded()) {
            assert_eq!(
                balance(&t, account, posting.currency).await,
                belief.of(account.clone(), posting.currency),
                "{op:?}"
            );
        }
        done += 1;
        if done % 500 == 0 {
            t.books_balance().await;
        }
    }
    t.books_balance().await;
    for ((account, currency), minor) in &belief.0 {
        assert_eq!(balance(&t, account, *currency).await, *minor, "{account:?} {currency}");
    }
    for currency in Currency::ALL {
        let total: i64 = belief.0.iter().filter(|((_, c), _)| *c == currency).map(|(_, minor)| minor).sum();
        assert_eq!(total, 0, "what came in is somewhere, in {currency}");
    }
    println!("{done} operations posted, {refused} refused or without effect");
}

fn posting_for(
    op: &Op,
    currency: Currency,
    users: &[UserId],
    sellers: &[SellerId],
    orders: &mut Vec<(OrderId, UserId, Currency)>,
    belief: &Belief,
    n: usize,
) -> Option<Posting> {
    let pick = |order: usize| (!orders.is_empty()).then(|| orders[order % orders.len()]);
    let posting = |kind, currency| Posting::new(kind, format!("{n}-{}", uuid::Uuid::now_v7()), currency);
    let share = |minor: i64, currency, bps| model::escrow::rules::share(Money::new(minor, currency), Bps(bps)).ok();
    Some(match *op {
        Op::TopUp { user, minor } => posting(TransferKind::TopUp, currency).moving(
            Account::GatewayClearing("sandbox".into()),
            Account::Wallet(users[user]),
            Money::new(minor, currency),
        ),
        Op::Fund { user, minor } => {
            let order: OrderId = new_id();
            if belief.of(Account::Wallet(users[user]), currency) >= minor {
                orders.push((order, users[user], currency));
            }
            posting(TransferKind::Funding, currency).moving(
                Account::Wallet(users[user]),
                Account::Escrow(order),
                Money::new(minor, currency),
            )
        }
        Op::Release { order, part, bps } => {
            let (order, _, currency) = pick(order)?;
            let gross = part_of(belief.of(Account::Escrow(order), currency), part);
            let shares = share(gross, currency, bps)?;
            posting(TransferKind::Release, currency)
                .moving(Account::Escrow(order), Account::SellerPending(sellers[n % sellers.len()]), shares.net)
                .moving(Account::Escrow(order), Account::PlatformFee, shares.fee)
        }
        Op::Refund { order, part } => {
            let (order, buyer, currency) = pick(order)?;
            let held = belief.of(Account::Escrow(order), currency);
            // now and then one more than there is
            let minor = if part == 89 { held + 1 } else { part_of(held, part) };
            (minor > 0).then(|| {
                posting(TransferKind::Refund, currency).moving(
                    Account::Escrow(order),
                    Account::Wallet(buyer),
                    Money::new(minor, currency),
                )
            })?
        }
        Op::Split { order, part, bps } => {
            let (order, buyer, currency) = pick(order)?;
            let held = belief.of(Account::Escrow(order), currency);
            let gross = part_of(held, part);
            let shares = share(gross, currency, bps)?;
            posting(TransferKind::Release, currency)
                .moving(Account::Escrow(order), Account::SellerPending(sellers[n % sellers.len()]), shares.net)
                .moving(Account::Escrow(order), Account::PlatformFee, shares.fee)
                .moving(Account::Escrow(order), Account::Wallet(buyer), Money::new(held - gross, currency))
        }
        Op::Clear { seller, part } => {
            let minor = part_of(belief.of(Account::SellerPending(sellers[seller]), currency), part);
            (minor > 0).then(|| {
                posting(TransferKind::Clearing, currency).moving(
                    Account::SellerPending(sellers[seller]),
                    Account::SellerAvailable(sellers[seller]),
                    Money::new(minor, currency),
                )
            })?
        }
        Op::Payout { seller, part } => {
            let minor = part_of(belief.of(Account::SellerAvailable(sellers[seller]), currency), part);
            (minor > 0).then(|| {
                posting(TransferKind::Payout, currency).moving(
                    Account::SellerAvailable(sellers[seller]),
                    Account::PayoutClearing,
                    Money::new(minor, currency),
                )
            })?
        }
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_concurrent_spends_never_overspend() {
    let t = std::sync::Arc::new(platform().await);
    let ada = t.user("ada", &[Role::Client]).await.user_id().expect("signed in");
    top_up(&t, ada, eur(10_000), "start").await;
    // 200 spends of 1.00: exactly 100 can win
    let spends = (0..200).map(|_| {
        let t = t.clone();
        tokio::spawn(async move {
            let mut tx = t.tx().await;
            let funded = escrow::fund_order_in(&mut tx, new_id(), ada, eur(100)).await;
            match funded {
                Ok(_) => tx.commit().await.is_ok(),
                Err(error) => {
                    assert!(matches!(Problem::from(error), Problem::Conflict(_)));
                    false
                }
            }
        })
    });
    let won = futures::future::join_all(spends).await.into_iter().filter(|r| *r.as_ref().expect("joined")).count();
    assert_eq!(won, 100);
    assert_eq!(balance(&t, &Account::Wallet(ada), EUR).await, 0);
    t.books_balance().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_key_in_parallel_is_one_act() {
    let t = std::sync::Arc::new(platform().await);
    let ada = t.user("ada", &[Role::Client]).await.user_id().expect("signed in");
    let credits = (0..50).map(|_| {
        let t = t.clone();
        tokio::spawn(async move { top_up(&t, ada, eur(700), "pi_1").await })
    });
    let new = futures::future::join_all(credits).await.into_iter().filter(|r| *r.as_ref().expect("joined")).count();
    assert_eq!(new, 1);
    assert_eq!(balance(&t, &Account::Wallet(ada), EUR).await, 700);
}

#[tokio::test]
async fn a_slice_is_released_once_and_never_more_than_held() {
    let t = platform().await;
    let ada = t.user("ada", &[Role::Client]).await.user_id().expect("signed in");
    let (order, seller): (OrderId, SellerId) = (new_id(), new_id());
    top_up(&t, ada, eur(90_000), "start").await;
    let mut tx = t.tx().await;
    escrow::fund_order_in(&mut tx, order, ada, eur(90_000)).await.expect("fund");
    let release =
        Release { order, milestone: new_id::<MilestoneId>(), seller, gross: eur(45_000), commission: Bps(1_000) };
    for _ in 0..2 {
        let released = escrow::release_slice_in(&mut tx, release).await.expect("release");
        assert_eq!((released.net, released.fee), (eur(40_500), eur(4_500)));
    }
    assert_eq!(escrow::held_in(&mut tx, order, EUR).await.expect("held"), eur(45_000));
    let too_much = escrow::refund_in(&mut tx, order, ada, eur(45_001), "too-much").await;
    assert!(matches!(too_much.map_err(Problem::from), Err(Problem::Conflict(_))));
    escrow::refund_in(&mut tx, order, ada, eur(45_000), "rest").await.expect("refund");
    tx.commit().await.expect("commit");
    assert_eq!(balance(&t, &Account::SellerPending(seller), EUR).await, 40_500);
    assert_eq!(balance(&t, &Account::PlatformFee, EUR).await, 4_500);
    assert_eq!(balance(&t, &Account::Wallet(ada), EUR).await, 45_000);
    assert_eq!(balance(&t, &Account::GatewayClearing("sandbox".into()), EUR).await, -90_000);
    t.books_balance().await;
}

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
