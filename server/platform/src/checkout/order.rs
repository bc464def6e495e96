//! One order of a checkout: its items with their milestones, whose amounts sum to its price. The cart and custom offers
//! both come here.

use super::{
    place::Line,
    queries::{self, NewItem, NewMilestone},
};
use crate::{
    Result, Tx,
    catalogue::PricedItem,
    clock::new_id,
    files,
    orders::{
        Said,
        core::{announce_in, lock_in, note_event_in},
        queries::next_number,
    },
};
use model::{
    Actor, DeliverableId, FileId, Money, OrderGroupId, OrderId, OrderItemId, Party, Problem, SellerId, UserId,
    catalogue::PlannedMilestone,
    files::FilePurpose,
    intake::{Answers, FieldKind, validate, validate_given},
    orders::milestone_amounts,
};
use serde_json::{Value, json};

/// One thing that is bought, with its price cut into milestones.
pub struct Piece<'a> {
    pub item: &'a PricedItem,
    /// As the order names it.
    pub name: String,
    /// What is answered so far.
    pub answers: &'a Answers,
    /// The amounts sum to the item's price.
    pub steps: Vec<(PlannedMilestone, Money)>,
    /// What was agreed beside the product; an empty object where nothing was.
    pub agreed: Value,
}

impl<'a> Piece<'a> {
    /// A line of the cart, cut as the product plans it.
    pub fn of(line: &'a Line) -> Result<Self, Problem> {
        let item = &line.item;
        let amounts = milestone_amounts(&item.milestone_plan, item.price)?;
        Ok(Self {
            item,
            name: match &item.package {
                Some(package) => format!("{} ({})", item.name, package.name),
                None => item.name.clone(),
            },
            answers: &line.row.answers,
            steps: item.milestone_plan.iter().cloned().zip(amounts).collect(),
            agreed: json!({}),
        })
    }
}

/// What an order is, beside its pieces.
pub struct NewOrder<'a> {
    pub group: OrderGroupId,
    pub seller: SellerId,
    pub title: &'a str,
    pub total: Money,
    /// For the seller.
    pub note: &'a str,
    /// What the timeline begins with.
    pub event: &'static str,
}

/// Places one order of the caller's; nothing is paid yet.
pub async fn place_order_in(tx: &mut Tx, actor: &Actor, new: &NewOrder<'_>, pieces: &[Piece<'_>]) -> Result<OrderId> {
    let user = actor.user_id()?;
    let (order, currency): (OrderId, _) = (new_id(), new.total.currency);
    let number = next_number(tx, "ORD").await?;
    queries::insert_order(tx, order, &number, new.group, user, new.seller, new.title, new.total, new.note).await?;
    let mut position = 0;
    for (index, piece) in pieces.iter().enumerate() {
        let item: OrderItemId = new_id();
        let (answers, whole) = answers_in(tx, user, piece).await?;
        let index = i32::try_from(index).unwrap_or(i32::MAX);
        queries::insert_item(
            tx,
            &NewItem { id: item, order, position: index, piece, answers: &answers, answered: whole },
        )
        .await?;
        let count = piece.steps.len();
        for (step, (plan, amount)) in piece.steps.iter().enumerate() {
            let deliverable: DeliverableId = new_id();
            let milestone = NewMilestone {
                deliverable,
                order,
                item,
                seller: new.seller,
                buyer: user,
                position,
                plan,
                amount: *amount,
                single: count == 1,
                product: piece.item.product,
            };
            queries::insert_milestone(tx, &milestone).await?;
            if step + 1 == count && !piece.item.checklist.is_empty() {
                queries::insert_checklist(tx, deliverable, &piece.item.checklist).await?;
            }
            position += 1;
        }
    }
    let (row, _) = lock_in(tx, actor, order).await?;
    note_event_in(tx, &row, new.event, Party::Client, Said { amount: Some(new.total), ..Said::default() }).await?;
    announce_in(tx, &row, "place_order", json!({"total": new.total.minor, "currency": currency})).await?;
    Ok(order)
}

/// The answers in canonical form, and whether every required question is answered. Files among them now belong to the
/// order; a file that is gone since must be answered again after payment, and does not block the purchase.
async fn answers_in(tx: &mut Tx, user: UserId, piece: &Piece<'_>) -> Result<(Answers, bool)> {
    let fields = &piece.item.intake;
    let mut given = piece.answers.clone();
    for field in fields.iter().filter(|field| field.kind == FieldKind::File) {
        let named: Vec<FileId> = given.texts(&field.key).iter().filter_map(|id| id.parse().ok()).collect();
        if !files::attach_own_in(tx, user, FilePurpose::Intake, &named).await? {
            given.0.remove(&field.key);
        }
    }
    Ok(match validate(fields, &given) {
        Ok(answers) => (answers, true),
        Err(_) => (validate_given(fields, &given).unwrap_or_default(), false),
    })
}
