//! A random walk: client, seller and staff press whatever they find, in any order, right or wrong. Whatever happens,
//! every order's money adds up and equals the ledger, states obey the machines, and nothing is released twice.

use super::fixture::{Deal, PRICE, deal};
use model::{
    Actor, OrderId, Party, Problem, Role,
    deliveries::{DeliverableStatus, Deliveries, Feedback},
    orders::{OrderStatus, OrderView, Orders, ProposalStatus},
};
use time::Duration;

/// A small, repeatable source of choices (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % sides as u64).unwrap_or(0)
    }
}

#[tokio::test]
async fn whatever_anybody_presses_the_money_adds_up() {
    for seed in [1, 2, 3] {
        walk(seed, 150).await;
    }
}

async fn walk(seed: u64, steps: usize) {
    let d = deal().await;
    d.credit(&d.client, 10_000_000).await;
    let staff = d.t.user("own", &[Role::Owner]).await;
    let mut dice = Dice(seed);
    let mut orders = vec![d.started().await];
    for step in 0..steps {
        if dice.roll(12) == 0 || orders.is_empty() {
            orders.push(d.started().await);
        }
        let order = orders[dice.roll(orders.len())];
        let who = [&d.client, &d.seller, &staff][dice.roll(3)].clone();
        let what = dice.roll(17);
        let before = d.view(&staff, order).await;
        let outcome = press(&d, &mut dice, &who, order, &before, what).await;
        if let Err(Problem::Unexpected(reference)) = &outcome {
            panic!("seed {seed} step {step}: act {what} broke: {reference}");
        }
        let after = d.view(&staff, order).await;
        check(
            &d,
            &before,
            &after,
            outcome.is_err(),
            &format!("seed {seed} step {step} act {what} by {:?}", who.user.as_ref().map(|u| &u.name)),
        )
        .await;
    }
    d.t.books_balance().await;
}

async fn press(
    d: &Deal,
    dice: &mut Dice,
    who: &Actor,
    order: OrderId,
    view: &OrderView,
    what: usize,
) -> Result<(), Problem> {
    let m = &view.milestones[dice.roll(view.milestones.len())];
    let (milestone, deliverable) = (m.id, m.deliverable);
    let proposal = view.proposals.iter().find(|p| p.status == ProposalStatus::Open).map(|p| p.id);
    match what {
        0 | 1 => d.t.submit_work(who, deliverable, Deal::work()).await.map(drop),
        2 => d.t.save_draft(who, deliverable, Deal::work()).await.map(drop),
        3 | 4 => d.t.approve_milestone(who, milestone).await.map(drop),
        5 => d.t.start_review(who, deliverable).await.map(drop),
        6 => d.t.request_revision(who, deliverable, "Please change it".into()).await.map(drop),
        7 if dice.roll(3) == 0 => d.t.reject_deliverable(who, deliverable, "Not it".into()).await.map(drop),
        8 => d.t.check_quality(who, deliverable, vec![true, dice.roll(4) > 0]).await.map(drop),
        9 => d.t.propose_extension(who, order, 3, "Busy".into()).await.map(drop),
        10 if dice.roll(3) == 0 => d.t.propose_cancellation(who, order, "Enough".into()).await.map(drop),
        11 => match proposal {
            Some(proposal) if dice.roll(2) == 0 => d.t.accept_proposal(who, proposal).await.map(drop),
            Some(proposal) if dice.roll(2) == 0 => d.t.decline_proposal(who, proposal).await.map(drop),
            Some(proposal) => d.t.withdraw_proposal(who, proposal).await.map(drop),
            None => Ok(()),
        },
        12 if dice.roll(3) == 0 => d.t.hold_order(who, order, "Look".into()).await.map(drop),
        13 => d.t.resume_order(who, order, "Fine".into()).await.map(drop),
        14 if dice.roll(4) == 0 => d.t.refund_order(who, order, "Over".into()).await.map(drop),
        15 => {
            d.t.clock.advance(Duration::hours(i64::try_from(dice.roll(60)).unwrap_or(0)));
            for done in [
                d.t.auto_accept_due().await,
                d.t.mark_late().await,
                d.t.remind_due().await,
                d.t.clear_earnings_due().await,
            ] {
                done.map_err(Problem::from)?;
            }
            Ok(())
        }
        16 => {
            let feedback = Feedback { quality: 4, communication: 5, timeliness: 3, comment: String::new() };
            d.t.leave_feedback(who, order, feedback).await.map(drop)
        }
        _ => Ok(()),
    }
}

async fn check(d: &Deal, before: &OrderView, after: &OrderView, refused: bool, at: &str) {
    let money = after.money;
    assert_eq!(money.paid.minor, PRICE, "{at}");
    assert_eq!(money.held.minor + money.released.minor + money.refunded.minor, PRICE, "{at}");
    assert_eq!(d.ledger(after.id).await.0, money.held.minor, "{at}: the escrow account is what the page says");
    let accepted: i64 = after.milestones.iter().filter(|m| m.work.is_accepted()).map(|m| m.amount.minor).sum();
    assert_eq!(accepted, money.released.minor, "{at}: released is exactly what was accepted");
    if refused {
        assert_eq!((before.status, before.money), (after.status, after.money), "{at}: a refusal changes nothing");
    }
    if before.status.is_over() {
        assert_eq!((before.status, before.money), (after.status, after.money), "{at}: over is over");
    }
    match after.status {
        OrderStatus::Completed => assert!(
            after.milestones.iter().all(|m| m.work == DeliverableStatus::Completed) && money.released.minor == PRICE,
            "{at}"
        ),
        OrderStatus::Refunded => assert_eq!(money.refunded.minor, PRICE, "{at}"),
        OrderStatus::Partial => assert!(money.held.is_zero() && money.released.is_positive(), "{at}"),
        OrderStatus::Delivered => {
            assert!(after.milestones.iter().all(|m| m.work.is_accepted() || m.work.awaits_client()), "{at}")
        }
        OrderStatus::Active | OrderStatus::OnHold => {}
        other => panic!("{at}: {other:?}"),
    }
    let used = after.items[0].revisions.used;
    assert!(used <= after.items[0].revisions.allowed, "{at}: revisions are counted");
    assert_eq!(after.viewer, Party::Staff);
}
