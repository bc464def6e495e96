//! What is refused: the wrong person above all, and a party deciding its own dispute.

use super::{Quarrel, complaint, quarrel, refusal};
use crate::clock::new_id;
use model::{
    Actor, DisputeId, DisputeOfferId, Money, Role,
    disputes::{DisputeSettings, DisputeStatus, Disputes, NewDispute, Resolution, Visibility, slice_field},
    reviews::Reviews,
};

#[tokio::test]
async fn outsiders_learn_nothing() {
    let q = quarrel().await;
    let dispute = q.opened().await;
    let elsewhere = new_id();
    q.t.add_project(elsewhere, "elsewhere").await;
    let foreign = q.t.user_in(elsewhere, "zoe", &[Role::Owner]).await;
    let (_, rival) = q.t.seller("rival").await;
    let eve = q.t.user("eve", &[Role::Client]).await;
    // staff who look at orders but do not mediate
    let finance = q.t.user("fin", &[Role::Finance]).await;
    let visitor = q.t.visitor();
    let people: [(&Actor, &str); 5] = [
        (&foreign, "not found"),
        (&rival, "not found"),
        (&eve, "not found"),
        (&finance, "not found"),
        (&visitor, "sign in"),
    ];
    for (who, said) in people {
        let t = &q.t;
        for (act, outcome) in [
            ("dispute", refusal(t.dispute(who, dispute).await)),
            ("answer", refusal(t.answer_dispute(who, dispute, "x".into(), vec![]).await)),
            ("withdraw", refusal(t.withdraw_dispute(who, dispute).await)),
            ("evidence", refusal(t.add_evidence(who, dispute, "x".into(), vec![]).await)),
            ("write", refusal(t.write_in_dispute(who, dispute, "x".into(), Visibility::Both).await)),
            ("offer", refusal(t.offer_settlement(who, dispute, Quarrel::plain(Resolution::None)).await)),
            ("draft", refusal(t.draft_decision(who, dispute, Quarrel::plain(Resolution::None)).await)),
            ("accept", refusal(t.accept_decision(who, dispute).await)),
            ("appeal", refusal(t.appeal_decision(who, dispute, "x".into()).await)),
        ] {
            assert_eq!(outcome, said, "{act}");
        }
        assert_ne!(refusal(t.list_disputes(who, Default::default(), Default::default()).await), "not found");
    }
    assert_eq!(refusal(q.t.open_dispute(&eve, q.order, complaint()).await), "not found");
    assert_eq!(refusal(q.t.open_dispute(&q.boss, q.order, complaint()).await), "not allowed", "staff do not complain");
    assert_eq!(refusal(q.t.list_disputes(&q.client, Default::default(), Default::default()).await), "not allowed");
    let nothing: (DisputeId, DisputeOfferId) = (new_id(), new_id());
    assert_eq!(refusal(q.t.dispute(&q.client, nothing.0).await), "not found");
    assert_eq!(refusal(q.t.accept_settlement(&q.client, nothing.1).await), "not found");
    assert_eq!(q.see(&q.client, dispute).await.messages.len(), 0);
}

#[tokio::test]
async fn each_side_does_only_its_own() {
    let q = quarrel().await;
    let dispute = q.opened().await;
    let t = &q.t;
    let offer = t.offer_settlement(&q.client, dispute, q.terms(dispute, &[0, 0, 0]).await).await.expect("offer");
    for (act, outcome, said) in [
        ("answer oneself", refusal(t.answer_dispute(&q.client, dispute, "x".into(), vec![]).await), "not allowed"),
        ("answer as staff", refusal(t.answer_dispute(&q.boss, dispute, "x".into(), vec![]).await), "not allowed"),
        ("withdraw another's", refusal(t.withdraw_dispute(&q.seller, dispute).await), "not allowed"),
        ("withdraw as staff", refusal(t.withdraw_dispute(&q.boss, dispute).await), "not allowed"),
        ("accept one's own", refusal(t.accept_settlement(&q.client, offer).await), "not allowed"),
        ("take back another's", refusal(t.withdraw_settlement(&q.seller, offer).await), "not allowed"),
        ("accept as staff", refusal(t.accept_settlement(&q.boss, offer).await), "not allowed"),
        (
            "offer as staff",
            refusal(t.offer_settlement(&q.boss, dispute, Quarrel::plain(Resolution::None)).await),
            "not allowed",
        ),
        (
            "draft as client",
            refusal(t.draft_decision(&q.client, dispute, Quarrel::plain(Resolution::Refund)).await),
            "not allowed",
        ),
        (
            "draft as seller",
            refusal(t.draft_decision(&q.seller, dispute, Quarrel::plain(Resolution::None)).await),
            "not allowed",
        ),
        (
            "draft before the answer",
            refusal(t.draft_decision(&q.mediator, dispute, Quarrel::plain(Resolution::None)).await),
            "conflict",
        ),
        ("appeal nothing", refusal(t.appeal_decision(&q.client, dispute, "x".into()).await), "conflict"),
        ("accept nothing", refusal(t.accept_decision(&q.client, dispute).await), "conflict"),
        (
            "whisper to the other",
            refusal(t.write_in_dispute(&q.client, dispute, "x".into(), Visibility::Seller).await),
            "not allowed",
        ),
        (
            "say nothing",
            refusal(t.write_in_dispute(&q.client, dispute, "  ".into(), Visibility::Both).await),
            "message",
        ),
        ("show nothing", refusal(t.add_evidence(&q.client, dispute, " ".into(), vec![]).await), "words"),
        (
            "another's file",
            refusal(
                t.add_evidence(&q.client, dispute, String::new(), vec![q.evidence(&q.seller, "a.txt").await]).await,
            ),
            "files",
        ),
    ] {
        assert_eq!(outcome, said, "{act}");
    }
    assert_eq!(q.see(&q.client, dispute).await.status, DisputeStatus::Pending);
    // somebody of the team who may not see its earnings may not give them away
    let mut helper = t.user("wim", &[Role::Worker]).await;
    if let Some(user) = &mut helper.user {
        user.sellers.push(q.seller_id);
    }
    assert_eq!(refusal(t.accept_settlement(&helper, offer).await), "not allowed");
    assert_eq!(q.ledger(q.order).await.0, 10_001);
}

/// Staff who are a party stay a party: they neither draft nor approve, and read no word that is not for them.
#[tokio::test]
async fn nobody_decides_their_own_dispute() {
    let mut q = quarrel().await;
    for party in [true, false] {
        let actor = if party { &mut q.deal.client } else { &mut q.deal.seller };
        let user = actor.user.as_mut().expect("signed in");
        user.roles.insert(Role::Owner);
        user.permissions.extend(Role::Owner.defaults());
        let (id, roles): (_, Vec<&str>) = (user.id, user.roles.iter().map(|role| role.as_str()).collect());
        let mut tx = q.t.db.operator().await.expect("operator");
        sqlx::query("UPDATE project_members SET roles = $2 WHERE user_id = $1")
            .bind(id.0)
            .bind(roles)
            .execute(&mut *tx)
            .await
            .expect("roles");
        tx.commit().await.expect("commit");
    }
    let dispute = q.mediated().await;
    q.t.write_in_dispute(&q.seller, dispute, "Between us.".into(), Visibility::Seller).await.expect("write");
    assert!(q.see(&q.client, dispute).await.messages.is_empty());
    for party in [&q.client, &q.seller] {
        let draft = q.t.draft_decision(party, dispute, Quarrel::plain(Resolution::Refund)).await;
        assert_eq!(refusal(draft), "not allowed");
    }
    q.t.draft_decision(&q.mediator, dispute, Quarrel::plain(Resolution::Refund)).await.expect("draft");
    let (task, version) = q.review(dispute).await.expect("review");
    for who in [&q.client, &q.seller, &q.mediator] {
        assert!(q.t.merge_review(who, task, version, true).await.is_err(), "neither a party nor the drafter");
    }
    // past the review's own rule, the decision refuses them again
    for who in [&q.client, &q.seller, &q.mediator] {
        let mut tx = q.t.tx().await;
        assert!(super::super::apply_decision_in(&mut tx, dispute, who.user_id().unwrap()).await.is_err());
    }
    assert_eq!(q.see(&q.boss, dispute).await.status, DisputeStatus::InReview);
    q.approve_draft(&q.boss, dispute).await.expect("somebody else");
    assert_eq!(q.see(&q.boss, dispute).await.status, DisputeStatus::Resolved);
    q.all_quiet().await;
}

#[tokio::test]
async fn above_the_set_amount_it_takes_two() {
    let q = quarrel().await;
    let settings =
        DisputeSettings { answer_days: 3, appeal_days: 2, two_above: Money::new(10_000, model::Currency::Eur) };
    assert_eq!(refusal(q.t.save_dispute_settings(&q.boss, settings).await), "not allowed");
    let bad = DisputeSettings { answer_days: 0, ..settings };
    assert_eq!(refusal(q.t.save_dispute_settings(&q.chief, bad).await), "answer_days");
    q.t.save_dispute_settings(&q.chief, settings).await.expect("save");
    assert_eq!(q.t.dispute_settings(&q.chief).await, Ok(settings));
    let dispute = q.mediated().await;
    q.t.draft_decision(&q.mediator, dispute, Quarrel::plain(Resolution::Refund)).await.expect("draft");
    assert_eq!(refusal(q.approve_draft(&q.boss, dispute).await), "conflict", "one is not two");
    assert_eq!(q.see(&q.boss, dispute).await.decision.expect("draft").approvals_needed, 2);
    let (task, version) = q.review(dispute).await.expect("review");
    q.t.vote(&q.boss, task, version, model::reviews::VoteKind::Approve, "").await.expect("vote");
    assert_eq!(q.see(&q.client, dispute).await.decision, None, "the parties do not see a draft");
    q.approve_draft(&q.chief, dispute).await.expect("the second");
    assert_eq!(q.see(&q.client, dispute).await.status, DisputeStatus::Resolved);
}

#[tokio::test]
async fn a_draft_is_turned_down_drafted_anew_or_overtaken() {
    let q = quarrel().await;
    let dispute = q.mediated().await;
    q.t.draft_decision(&q.mediator, dispute, Quarrel::plain(Resolution::Refund)).await.expect("draft");
    let (task, version) = q.review(dispute).await.expect("review");
    q.t.vote(&q.boss, task, version, model::reviews::VoteKind::Reject, "Hear the seller first.").await.expect("reject");
    assert_eq!(q.see(&q.boss, dispute).await.status, DisputeStatus::InReview, "mediation goes on");
    q.t.draft_decision(&q.mediator, dispute, Quarrel::plain(Resolution::None)).await.expect("again");
    // another mediator's draft is a review of its own: they do not approve what they wrote
    q.t.draft_decision(&q.boss, dispute, Quarrel::plain(Resolution::Revision)).await.expect("anew");
    assert!(q.approve_draft(&q.boss, dispute).await.is_err());
    // the parties are faster
    let offer =
        q.t.offer_settlement(&q.client, dispute, q.terms(dispute, &[3_000, 3_000, 4_001]).await).await.expect("offer");
    q.t.accept_settlement(&q.seller, offer).await.expect("accept");
    assert_eq!(q.review(dispute).await, None, "nothing is left to approve");
    assert!(super::super::apply_decision_in(&mut q.t.tx().await, dispute, q.chief.user_id().unwrap()).await.is_err());
    assert_eq!(q.ledger(q.order).await.0, 0);
    q.all_quiet().await;
}

#[tokio::test]
async fn only_what_is_paid_and_open_and_only_with_words() {
    let q = quarrel().await;
    let open = async |new: NewDispute| refusal(q.t.open_dispute(&q.client, q.order, new).await);
    assert_eq!(open(NewDispute { statement: " ".into(), ..complaint() }).await, "statement");
    assert_eq!(open(NewDispute { statement: "x".repeat(10_001), ..complaint() }).await, "statement");
    let first = q.view(&q.client, q.order).await.milestones[0].id;
    let split = NewDispute { wanted: Some(Resolution::Compensation), ..complaint() };
    assert_eq!(open(split.clone()).await, format!("to_client.{}", slice_field(first)));
    assert_eq!(q.view(&q.client, q.order).await.status, model::orders::OrderStatus::Active, "nothing happened");
    let id = q.opened().await;
    assert_eq!(q.opened().await, id, "the same click again");
    let done = q.deal.completed().await;
    assert_eq!(refusal(q.t.open_dispute(&q.client, done, complaint()).await), "conflict");
}
