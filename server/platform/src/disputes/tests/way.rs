//! From the complaint to the end: each way out, with its money and its dates.

use super::{Quarrel, complaint, quarrel};
use model::{
    Money, Party,
    deliveries::{DeliverableStatus, Deliveries},
    disputes::{DisputeFilter, DisputeStatus, DisputeStep, Disputes, EvidenceType, Resolution, Visibility},
    notifications::Notifications,
    orders::{Applied, OrderStatus, Orders},
};
use time::Duration;

#[tokio::test]
async fn a_decision_is_approved_accepted_by_both_and_booked_to_the_cent() {
    let q = quarrel().await;
    let before = (q.wallet(&q.client).await, q.ledger(q.order).await);
    assert_eq!(before.1.0, 10_001);
    let dispute = q.decided_half().await;
    let view = q.see(&q.client, dispute).await;
    assert_eq!(view.status, DisputeStatus::Resolved);
    assert!(matches!(view.next, DisputeStep::AcceptDecision { .. }), "{:?}", view.next);
    assert_eq!(view.decision.as_ref().and_then(|d| d.drafted_by.clone()), None, "the parties are not told who");
    assert_eq!(q.ledger(q.order).await.0, 10_001, "frozen until it is final");

    assert_eq!(q.t.accept_decision(&q.client, dispute).await, Ok(Applied::Done));
    assert_eq!(q.t.accept_decision(&q.client, dispute).await, Ok(Applied::Already));
    assert_eq!(q.ledger(q.order).await.0, 10_001, "one side is not both");
    assert_eq!(q.t.accept_decision(&q.seller, dispute).await, Ok(Applied::Done));
    assert_eq!(q.t.accept_decision(&q.seller, dispute).await, Ok(Applied::Already), "twice is once");

    // slices 30.00, 30.00, 40.01; the client gets 10.00, 30.00, 40.01; the commission is 10 % of the seller's 20.00 alone
    let order = q.view(&q.client, q.order).await;
    assert_eq!(order.status, OrderStatus::Partial);
    assert_eq!((order.money.refunded.minor, order.money.released.minor, order.money.fee.minor), (8_001, 2_000, 200));
    assert_eq!(q.wallet(&q.client).await, before.0 + 8_001);
    assert_eq!(q.ledger(q.order).await, (0, 1_800, 0));
    let view = q.see(&q.seller, dispute).await;
    assert_eq!((view.status, view.next), (DisputeStatus::Closed, DisputeStep::Over { status: DisputeStatus::Closed }));
    let sums = view.outcome_sums.expect("sums");
    assert_eq!((sums.to_client.minor, sums.to_seller.minor, sums.fee.minor), (8_001, 1_800, 200));
    let said: Vec<_> = order.timeline.iter().map(|e| e.event.as_str()).collect();
    for event in
        ["dispute", "dispute_answer", "dispute_decide", "dispute_accept", "dispute_close", "settle", "dispute_split"]
    {
        assert!(said.contains(&event), "{event} in {said:?}");
    }
    // the seller's part clears like any other
    q.t.clock.advance(Duration::days(8));
    q.t.clear_earnings_due().await.expect("clear");
    assert_eq!(q.ledger(q.order).await, (0, 0, 1_800));
    q.all_quiet().await;
}

impl Quarrel {
    /// 10.00, 30.00 and 40.01 to the client.
    async fn decided_half(&self) -> model::DisputeId {
        let dispute = self.mediated().await;
        let terms = self.terms(dispute, &[1_000, 3_000, 4_001]).await;
        assert_eq!(self.t.draft_decision(&self.mediator, dispute, terms.clone()).await, Ok(Applied::Done));
        assert_eq!(self.t.draft_decision(&self.mediator, dispute, terms).await, Ok(Applied::Already));
        self.approve_draft(&self.boss, dispute).await.expect("approve");
        dispute
    }
}

#[tokio::test]
async fn without_an_appeal_it_takes_effect_by_itself() {
    let q = quarrel().await;
    let dispute = q.decided(Quarrel::plain(Resolution::Refund)).await;
    q.t.clock.advance(Duration::days(7) - Duration::minutes(1));
    assert_eq!(q.t.disputes_due().await.expect("timer"), 0);
    assert_eq!(q.see(&q.client, dispute).await.status, DisputeStatus::Resolved);
    q.t.clock.advance(Duration::minutes(2));
    assert_eq!(q.t.disputes_due().await.expect("timer"), 1);
    assert_eq!(q.t.disputes_due().await.expect("timer"), 0, "once");
    let order = q.view(&q.client, q.order).await;
    assert_eq!((order.status, order.money.refunded.minor), (OrderStatus::Refunded, 10_001));
    assert_eq!(q.ledger(q.order).await, (0, 0, 0));
    q.all_quiet().await;
}

#[tokio::test]
async fn an_appeal_is_decided_by_somebody_else_and_booked_at_once() {
    let q = quarrel().await;
    let dispute = q.decided(Quarrel::plain(Resolution::Refund)).await;
    assert_eq!(q.t.accept_decision(&q.client, dispute).await, Ok(Applied::Done));
    assert_eq!(q.t.appeal_decision(&q.seller, dispute, "The first slice is done.".into()).await, Ok(Applied::Done));
    assert_eq!(q.t.appeal_decision(&q.seller, dispute, "Again.".into()).await, Ok(Applied::Already));
    let view = q.see(&q.client, dispute).await;
    assert_eq!((view.status, view.appealed_by), (DisputeStatus::Appealed, Some(Party::Seller)));
    assert_eq!(view.accepted_by_client, None, "what was accepted is open again");
    q.t.clock.advance(Duration::days(60));
    q.t.disputes_due().await.expect("timer");
    assert_eq!(q.ledger(q.order).await.0, 10_001, "an appeal does not end by waiting");
    // the first drafter does not decide about their own decision
    let terms = q.terms(dispute, &[0, 3_000, 4_001]).await;
    assert!(q.t.draft_decision(&q.mediator, dispute, terms.clone()).await.is_err());
    q.t.draft_decision(&q.boss, dispute, terms).await.expect("draft");
    q.approve_draft(&q.chief, dispute).await.expect("approve");
    let view = q.see(&q.client, dispute).await;
    assert_eq!(view.status, DisputeStatus::Closed);
    assert!(!view.may.appeal && !view.may.accept);
    let order = q.view(&q.seller, q.order).await;
    assert_eq!((order.money.refunded.minor, order.money.released.minor, order.money.held.minor), (7_001, 3_000, 0));
    q.all_quiet().await;
}

#[tokio::test]
async fn who_drafted_the_first_decision_does_not_approve_the_second() {
    let q = quarrel().await;
    let dispute = q.mediated().await;
    q.t.draft_decision(&q.boss, dispute, Quarrel::plain(Resolution::Refund)).await.expect("draft");
    q.approve_draft(&q.chief, dispute).await.expect("approve");
    q.t.appeal_decision(&q.seller, dispute, "The first slice is done.".into()).await.expect("appeal");
    q.t.draft_decision(&q.mediator, dispute, Quarrel::plain(Resolution::Refund)).await.expect("draft");
    assert!(q.approve_draft(&q.boss, dispute).await.is_err(), "their own decision was appealed");
    assert_eq!(q.see(&q.client, dispute).await.status, DisputeStatus::Appealed);
    q.approve_draft(&q.chief, dispute).await.expect("approve");
    assert_eq!(q.see(&q.client, dispute).await.status, DisputeStatus::Closed);
    q.all_quiet().await;
}

#[tokio::test]
async fn the_parties_settle_without_staff() {
    let q = quarrel().await;
    let dispute = q.opened().await;
    let first = q.t.offer_settlement(&q.seller, dispute, q.terms(dispute, &[0, 0, 0]).await).await.expect("offer");
    let second =
        q.t.offer_settlement(&q.seller, dispute, q.terms(dispute, &[0, 3_000, 4_001]).await).await.expect("offer");
    let again = q.t.offer_settlement(&q.seller, dispute, q.terms(dispute, &[0, 3_000, 4_001]).await).await;
    assert_eq!(again, Ok(second), "the same click again");
    assert!(q.t.accept_settlement(&q.client, first).await.is_err(), "it was replaced");
    assert_eq!(q.see(&q.client, dispute).await.next, DisputeStep::AnswerOffer);
    assert_eq!(q.t.accept_settlement(&q.client, second).await, Ok(Applied::Done));
    assert_eq!(q.t.accept_settlement(&q.client, second).await, Ok(Applied::Already));
    let view = q.see(&q.client, dispute).await;
    assert_eq!(view.status, DisputeStatus::Settled);
    let order = q.view(&q.client, q.order).await;
    assert_eq!(
        (order.status, order.money.released.minor, order.money.refunded.minor),
        (OrderStatus::Partial, 3_000, 7_001)
    );
    // all to the seller is a completed order
    let q = quarrel().await;
    let dispute = q.opened().await;
    let offer = q.t.offer_settlement(&q.client, dispute, q.terms(dispute, &[0, 0, 0]).await).await.expect("offer");
    q.t.accept_settlement(&q.seller, offer).await.expect("accept");
    let order = q.view(&q.client, q.order).await;
    assert_eq!((order.status, order.money.released.minor, order.money.held.minor), (OrderStatus::Completed, 10_001, 0));
    q.all_quiet().await;
}

#[tokio::test]
async fn an_offer_from_before_a_decision_cannot_undo_it() {
    let q = quarrel().await;
    let dispute = q.opened().await;
    let offer = q.t.offer_settlement(&q.client, dispute, q.terms(dispute, &[0, 0, 0]).await).await.expect("offer");
    assert_eq!(q.decided(Quarrel::plain(Resolution::Refund)).await, dispute);
    assert!(q.t.accept_settlement(&q.seller, offer).await.is_err(), "it was overtaken");
    assert_eq!(q.see(&q.client, dispute).await.status, DisputeStatus::Resolved);
    assert_eq!(q.ledger(q.order).await.0, 10_001);
    // what is offered after it can still be agreed
    let offer = q.t.offer_settlement(&q.client, dispute, q.terms(dispute, &[0, 0, 0]).await).await.expect("offer");
    assert_eq!(q.t.accept_settlement(&q.seller, offer).await, Ok(Applied::Done));
    q.all_quiet().await;
}

#[tokio::test]
async fn a_revision_goes_back_to_work_and_costs_the_client_nothing() {
    let q = quarrel().await;
    let before = q.view(&q.client, q.order).await;
    q.t.clock.advance(Duration::days(1));
    let dispute = q.decided(Quarrel::plain(Resolution::Revision)).await;
    q.t.clock.advance(Duration::days(3));
    q.t.accept_decision(&q.seller, dispute).await.expect("accept");
    q.t.accept_decision(&q.client, dispute).await.expect("accept");
    let after = q.view(&q.client, q.order).await;
    assert_eq!(after.status, OrderStatus::Active);
    assert_eq!(after.milestones[0].work, DeliverableStatus::RevisionRequested);
    assert_eq!(after.items[0].revisions.left(), before.items[0].revisions.left(), "one more, and it is used");
    let moved = after.milestones[2].due.expect("due") - before.milestones[2].due.expect("due");
    assert_eq!(moved, Duration::days(3), "as long as it stood still");
    assert_eq!(q.ledger(q.order).await.0, 10_001);
    // and the order goes on to its end
    for milestone in 0..3 {
        q.submit(q.order, milestone).await;
        q.approve(q.order, milestone).await;
    }
    assert_eq!(q.view(&q.client, q.order).await.status, OrderStatus::Completed);
    q.all_quiet().await;
}

#[tokio::test]
async fn taken_back_it_goes_on_with_its_time() {
    let q = quarrel().await;
    let before = q.view(&q.client, q.order).await;
    let dispute = q.opened().await;
    q.t.clock.advance(Duration::days(20));
    assert_eq!(
        q.t.auto_accept_due().await.expect("timer") + q.t.mark_late().await.expect("timer"),
        0,
        "all stands still"
    );
    q.t.disputes_due().await.expect("timer");
    let view = q.see(&q.seller, dispute).await;
    assert!(view.unanswered && view.status == DisputeStatus::InReview, "{view:?}");
    assert_eq!(q.t.withdraw_dispute(&q.client, dispute).await, Ok(Applied::Done));
    assert_eq!(q.t.withdraw_dispute(&q.client, dispute).await, Ok(Applied::Already));
    let after = q.view(&q.client, q.order).await;
    assert_eq!((after.status, after.milestones[0].work), (before.status, before.milestones[0].work));
    let (was, is) =
        (before.milestones[0].auto_accept_at.expect("review"), after.milestones[0].auto_accept_at.expect("review"));
    assert_eq!(is - was, Duration::days(20));
    // another one may come, and a paused order stays paused
    q.t.hold_order(&q.boss, q.order, "A word with both.".into()).await.expect("hold");
    let again = q.opened().await;
    assert_ne!(again, dispute);
    q.t.clock.advance(Duration::days(2));
    q.t.withdraw_dispute(&q.client, again).await.expect("withdraw");
    assert_eq!(q.view(&q.client, q.order).await.status, OrderStatus::OnHold);
    q.t.resume_order(&q.boss, q.order, String::new()).await.expect("resume");
    let resumed = q.view(&q.client, q.order).await.milestones[0].auto_accept_at.expect("review");
    assert_eq!(resumed - is, Duration::days(2), "once, not twice");
    assert_eq!(q.t.disputes_of_order(&q.seller, q.order).await.expect("list").len(), 2);
    q.all_quiet().await;
}

#[tokio::test]
async fn words_and_evidence_reach_whom_they_are_for() {
    let q = quarrel().await;
    let shown = q.evidence(&q.client, "agreed.txt").await;
    let dispute =
        q.t.open_dispute(&q.client, q.order, model::disputes::NewDispute { files: vec![shown], ..complaint() })
            .await
            .expect("open");
    let mine = q.evidence(&q.seller, "done.txt").await;
    q.t.answer_dispute(&q.seller, dispute, "It is what was agreed.".into(), vec![mine]).await.expect("answer");
    q.t.add_evidence(&q.client, dispute, "Look at page two.".into(), vec![]).await.expect("evidence");
    let view = q.see(&q.client, dispute).await;
    assert_eq!(
        view.evidence.iter().map(|e| e.kind).collect::<Vec<_>>(),
        [EvidenceType::Document, EvidenceType::Document, EvidenceType::Text]
    );
    for who in [&q.client, &q.seller, &q.mediator] {
        assert!(q.t.open_file(who, shown).await.is_ok() && q.t.open_file(who, mine).await.is_ok());
    }
    let stranger = q.t.user("eve", &[model::Role::Client]).await;
    assert!(q.t.open_file(&stranger, shown).await.is_err());

    q.t.write_in_dispute(&q.mediator, dispute, "What would you accept?".into(), Visibility::Client)
        .await
        .expect("write");
    q.t.write_in_dispute(&q.client, dispute, "Half.".into(), Visibility::Client).await.expect("write");
    q.t.write_in_dispute(&q.seller, dispute, "Hello all.".into(), Visibility::Both).await.expect("write");
    assert_eq!(
        q.t.write_in_dispute(&q.seller, dispute, "Hello all.".into(), Visibility::Both).await,
        Ok(Applied::Already)
    );
    let words = async |who| q.see(who, dispute).await.messages.into_iter().map(|m| m.words).collect::<Vec<_>>();
    assert_eq!(words(&q.client).await, ["What would you accept?", "Half.", "Hello all."]);
    assert_eq!(words(&q.seller).await, ["Hello all."]);
    assert_eq!(words(&q.boss).await.len(), 3);
    let told = q.t.list_notifications(&q.seller, true, Default::default()).await.expect("bell").items;
    assert!(told.iter().all(|notice| notice.params.reason.as_deref() != Some("Half.")), "a private word stays private");
    let list =
        q.t.list_disputes(&q.boss, DisputeFilter { search: "logo".into(), ..Default::default() }, Default::default())
            .await
            .expect("list");
    assert_eq!(
        list.items.iter().map(|line| (line.id, line.amount)).collect::<Vec<_>>(),
        [(dispute, Money::new(10_001, model::Currency::Eur))]
    );
    assert_eq!(list.items[0].opened_by, Party::Client);
}

#[tokio::test]
async fn whoever_has_to_answer_is_reminded_once() {
    let q = quarrel().await;
    let dispute = q.opened().await;
    q.t.clock.advance(Duration::days(4) + Duration::hours(1));
    assert_eq!(q.t.disputes_due().await.expect("timer"), 1);
    assert_eq!(q.t.disputes_due().await.expect("timer"), 0);
    q.t.clock.advance(Duration::days(1));
    assert_eq!(q.t.disputes_due().await.expect("timer"), 1);
    // late, and still heard
    assert_eq!(q.t.answer_dispute(&q.seller, dispute, "Sorry, ill.".into(), vec![]).await, Ok(Applied::Done));
    let view = q.see(&q.boss, dispute).await;
    assert!(!view.unanswered && view.answer == "Sorry, ill.");
    assert!(matches!(view.next, DisputeStep::Draft { appeal: false }));
    // nothing of the work moves meanwhile
    assert!(q.t.approve_milestone(&q.client, q.view(&q.client, q.order).await.milestones[0].id).await.is_err());
}
