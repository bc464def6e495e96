//! Two hundred quarrels at random: whatever people do, in whatever order, the books balance and no cent appears or vanishes.

use super::{Quarrel, complaint, quarrel};
use model::{
    Actor, DisputeId, OrderId,
    deliveries::Deliveries,
    disputes::{DisputeStatus, Disputes, NewTerms, OfferStatus, Resolution, Visibility},
    orders::OrderStatus,
};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use time::Duration;

const SEQUENCES: usize = 200;
const STEPS: usize = 16;

#[tokio::test]
async fn whatever_they_do_the_books_balance() {
    let q = quarrel().await;
    let mut rng = StdRng::seed_from_u64(20_261_121);
    q.credit(&q.client, 300 * 10_001).await;
    let mut ended = [0_usize; 3];
    for _ in 0..SEQUENCES {
        let order = q.deal.started().await;
        if rng.random_bool(0.7) {
            q.deal.submit(order, 0).await;
        }
        if rng.random_bool(0.3) {
            let _ = q.t.approve_milestone(&q.client, q.view(&q.client, order).await.milestones[0].id).await;
        }
        // half of them neither give way nor take it back: those go to a decision
        let stubborn = rng.random_bool(0.5);
        for _ in 0..STEPS {
            step(&q, order, stubborn, &mut rng).await;
        }
        let view = q.view(&q.client, order).await;
        let held = q.ledger(order).await.0;
        assert_eq!(held, view.money.held.minor);
        assert_eq!(held + view.money.released.minor + view.money.refunded.minor, 10_001);
        let disputed = view.status == OrderStatus::Disputed;
        let open = q.t.disputes_of_order(&q.client, order).await.expect("list");
        assert_eq!(disputed, open.iter().any(|line| !line.status.is_over()), "{:?}", view.status);
        q.t.books_balance().await;
        for (n, status) in [DisputeStatus::Closed, DisputeStatus::Settled, DisputeStatus::Withdrawn].iter().enumerate()
        {
            ended[n] += open.iter().filter(|line| line.status == *status).count();
        }
    }
    q.all_quiet().await;
    assert!(ended.iter().all(|n| *n > 5), "every end was reached: {ended:?}");
}

/// One person does one thing, sensible or not; a refusal changes nothing.
async fn step(q: &Quarrel, order: OrderId, stubborn: bool, rng: &mut StdRng) {
    let sides = [&q.client, &q.seller];
    let who: &Actor = sides.choose(rng).expect("two");
    let Some(dispute) = live(q, order).await else {
        let _ = q.t.open_dispute(who, order, complaint()).await;
        return;
    };
    let drafter = if rng.random_bool(0.5) { &q.mediator } else { &q.boss };
    let _ = match rng.random_range(if stubborn { 3 } else { 0 }..12) {
        0 if rng.random_bool(0.3) => q.t.withdraw_dispute(who, dispute).await.map(|_| ()),
        0 | 1 => q.t.offer_settlement(who, dispute, terms(q, dispute, rng).await).await.map(|_| ()),
        2 => {
            let offers = q.see(who, dispute).await.offers;
            match offers.iter().find(|offer| offer.status == OfferStatus::Open) {
                Some(offer) if rng.random_bool(0.7) => q.t.accept_settlement(who, offer.id).await.map(|_| ()),
                Some(offer) => q.t.decline_settlement(who, offer.id).await.map(|_| ()),
                None => Ok(()),
            }
        }
        3 => q.t.write_in_dispute(who, dispute, "Well.".into(), Visibility::Both).await.map(|_| ()),
        4 | 5 => q.t.answer_dispute(who, dispute, "No.".into(), vec![]).await.map(|_| ()),
        6 => q.t.draft_decision(drafter, dispute, terms(q, dispute, rng).await).await.map(|_| ()),
        7 => q.t.appeal_decision(who, dispute, "Not fair.".into()).await.map(|_| ()),
        8 => q.t.accept_decision(who, dispute).await.map(|_| ()),
        9 => {
            q.t.clock.advance(Duration::hours(rng.random_range(1..90)));
            q.t.disputes_due().await.expect("timer");
            Ok(())
        }
        // what the staff would do next
        _ if q.review(dispute).await.is_some() => q.approve_draft(&q.chief, dispute).await,
        _ => q.t.draft_decision(drafter, dispute, terms(q, dispute, rng).await).await.map(|_| ()),
    };
}

async fn live(q: &Quarrel, order: OrderId) -> Option<DisputeId> {
    let all = q.t.disputes_of_order(&q.client, order).await.expect("list");
    all.into_iter().find(|line| !line.status.is_over()).map(|line| line.id)
}

async fn terms(q: &Quarrel, dispute: DisputeId, rng: &mut StdRng) -> NewTerms {
    let plain = [Resolution::Refund, Resolution::Revision, Resolution::None];
    match rng.random_range(0..6) {
        0 => Quarrel::plain(*plain.choose(rng).expect("three")),
        _ => {
            let slices = q.see(&q.client, dispute).await.slices;
            let back: Vec<i64> = slices.iter().map(|slice| rng.random_range(0..=slice.amount.minor)).collect();
            q.terms(dispute, &back).await
        }
    }
}
