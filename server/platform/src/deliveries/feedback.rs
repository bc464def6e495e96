//! What the client says of a completed order, and the seller's answer.

use super::{core::require_party, queries};
use crate::{
    Result, Tx, notifications,
    orders::{
        Said,
        core::{announce_in, at_most, lock_in, note_event_in, required},
        proposals::tell_other_side,
        queries as orders,
    },
};
use model::{
    Actor, FieldErrors, OrderId, Party, Problem,
    deliveries::{Feedback, FeedbackType, overall_rating},
    notifications::NoticeKind,
    orders::{Applied, OrderStatus},
    text,
};
use serde_json::json;

/// Once per completed order: three ratings for each thing bought; product and seller take the overall stars.
pub async fn leave_feedback_in(tx: &mut Tx, actor: &Actor, order: OrderId, feedback: &Feedback) -> Result<Applied> {
    let (order, party) = lock_in(tx, actor, order).await?;
    require_party(actor, party, Party::Client)?;
    if order.status != OrderStatus::Completed {
        return Err(Problem::Conflict(text!(
            "Feedback comes after everything is accepted.",
            "Eine Bewertung ist möglich, sobald alles angenommen ist."
        ))
        .into());
    }
    check(feedback)?;
    let comment = at_most("comment", &feedback.comment, 4_000)?;
    if queries::has_feedback(tx, order.id).await? {
        return Ok(Applied::Already);
    }
    let stars = overall_rating(feedback.quality, feedback.communication, feedback.timeliness);
    let mut rated = queries::last_of_each_item(tx, order.id).await?;
    // by product, as sales are counted: rows that others change too are taken in one order
    rated.sort_unstable_by_key(|(_, product)| *product);
    for (deliverable, product) in rated {
        let ratings = [
            (FeedbackType::Quality, feedback.quality),
            (FeedbackType::Communication, feedback.communication),
            (FeedbackType::Timeliness, feedback.timeliness),
        ];
        for (kind, rating) in ratings {
            let comment = if kind == FeedbackType::Quality { comment.as_str() } else { "" };
            queries::insert_feedback(tx, deliverable, order.id, product, kind, rating, comment).await?;
        }
        queries::rate_product(tx, product, stars).await?;
    }
    queries::rate_seller(tx, order.seller, stars).await?;
    note_event_in(tx, &order, "feedback", Party::Client, Said::default()).await?;
    tell_other_side(tx, &order, Party::Client, NoticeKind::FeedbackLeft, Some(&comment)).await?;
    announce_in(tx, &order, "leave_feedback", json!({"stars": stars})).await?;
    Ok(Applied::Done)
}

fn check(feedback: &Feedback) -> Result<(), Problem> {
    let mut errors = FieldErrors::new();
    for (field, rating) in
        [("quality", feedback.quality), ("communication", feedback.communication), ("timeliness", feedback.timeliness)]
    {
        if !(1..=5).contains(&rating) {
            errors.add(field, text!("Choose one to five stars.", "Wählen Sie ein bis fünf Sterne."));
        }
    }
    errors.into_result()
}

/// The seller answers in public, beside the feedback.
pub async fn reply_to_feedback_in(tx: &mut Tx, actor: &Actor, order: OrderId, reply: &str) -> Result<Applied> {
    let (order, party) = lock_in(tx, actor, order).await?;
    require_party(actor, party, Party::Seller)?;
    let reply = required("reply", reply, 2_000)?;
    if !queries::has_feedback(tx, order.id).await? {
        return Err(Problem::Conflict(text!(
            "There is no feedback to answer yet.",
            "Es gibt noch keine Bewertung zu beantworten."
        ))
        .into());
    }
    if queries::set_reply(tx, order.id, &reply).await? == 0 {
        return Ok(Applied::Already);
    }
    let names = orders::names(tx, order.id).await?;
    notifications::notify_in(
        tx,
        order.buyer,
        NoticeKind::FeedbackReplied,
        order.notice().by(names.seller).reason(reply),
        &order.client_link(),
    )
    .await?;
    announce_in(tx, &order, "reply_to_feedback", json!({})).await?;
    Ok(Applied::Done)
}
