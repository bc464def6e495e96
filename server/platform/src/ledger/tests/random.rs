//! Ten thousand random top-ups, payments into escrow, releases, refunds, splits, clearings and payouts in eight
//! currencies. The auditor checks the whole books after each one, refused ones too.

use super::audit::{Auditor, Belief};
use crate::{clock::new_id, ledger, testing::platform};
use model::{
    Bps, Currency, Money, OrderId, Problem, SellerId, UserId,
    ledger::{Account, Posting, TransferKind},
};
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use std::{collections::BTreeSet, sync::Arc, time::Instant};

/// Operations that were posted; refused ones come on top.
const POSTED: usize = 10_000;
/// So often everything is computed anew from the entries alone.
const RECOMPUTE: usize = 100;

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

/// Shares `held` so that 0 and 99 reach both ends.
fn part_of(held: i64, part: u8) -> i64 {
    if part >= 90 { held } else { held * i64::from(part) / 90 }
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_random_operations_keep_every_invariant() {
    let t = platform().await;
    // the same database, without waiting for the disk at each commit
    let db = t.db.in_haste(Arc::new(t.clock.clone()));
    let mut auditor = Auditor::new(&t).await;
    let users: Vec<UserId> = (0..6).map(|_| new_id()).collect();
    let sellers: Vec<SellerId> = (0..3).map(|_| new_id()).collect();
    let mut orders: Vec<(OrderId, UserId, Currency)> = vec![];
    let mut belief = Belief::default();
    let seed: [u8; 32] = uuid::Uuid::new_v4().simple().to_string().into_bytes().try_into().expect("32 bytes");
    println!("seed {}", String::from_utf8_lossy(&seed));
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &seed));
    let (begun, mut posted, mut refused, mut currencies) = (Instant::now(), 0, 0, BTreeSet::new());
    while posted < POSTED {
        let (op, currency) = ops().new_tree(&mut runner).expect("tree").current();
        let currency = Currency::ALL[currency];
        let Some(posting) = posting_for(&op, currency, &users, &sellers, &mut orders, &belief, posted) else {
            continue;
        };
        let mut tx = db.begin_system(t.project).await.expect("begin");
        let outcome = ledger::post_in(&mut tx, &posting).await;
        if belief.overdraws(&posting) {
            let problem = Problem::from(outcome.expect_err("an overdraft must be refused"));
            assert!(matches!(problem, Problem::Conflict(_)), "{problem:?}");
            drop(tx);
            auditor.nothing_new().await;
            refused += 1;
        } else {
            let ledger::Posted::New(id) = outcome.expect("posted") else { panic!("{op:?} was posted before") };
            tx.commit().await.expect("commit");
            belief.apply(&posting);
            auditor.read(id, &posting).await;
            currencies.insert(posting.currency);
            posted += 1;
        }
        auditor.whole().await;
        if posted % RECOMPUTE == 0 && posted > 0 {
            auditor.recompute().await;
        }
    }
    auditor.recompute().await;
    t.books_balance().await;
    let (accounts, entries) = auditor.figures();
    println!(
        "{posted} posted, {refused} refused, {} currencies, {accounts} accounts, {entries} entries, {:.1} s",
        currencies.len(),
        begun.elapsed().as_secs_f32()
    );
    assert_eq!(currencies.len(), Currency::ALL.len());
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
