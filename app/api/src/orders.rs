//! Orders: lists, the order page, and the agreements around it. Writes are plain forms.

use crate::Fault;
use leptos::{prelude::*, server_fn::codec::Json};
use model::{
    OrderId, OrderItemId, Page, PageRequest, ProposalId,
    intake::Answers,
    orders::{Applied, OrderFilter, OrderLine, OrderView},
};

/// A page of orders, newest first.
#[server(name = ListOrders, prefix = "/api", endpoint = "orders/list_orders", input = Json)]
pub async fn list_orders(filter: OrderFilter, after: Option<String>) -> Result<Page<OrderLine>, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.list_orders(&actor, filter, PageRequest { after, limit: 0 }).await?)
}

/// The order page.
#[server(name = GetOrder, prefix = "/api", endpoint = "orders/order")]
pub async fn order(order: OrderId) -> Result<OrderView, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.order(&actor, order).await?)
}

/// The client's answers to an item's questions; wrong ones are refused at their fields.
#[server(name = AnswerIntake, prefix = "/api", endpoint = "orders/answer_intake")]
pub async fn answer_intake(item: OrderItemId, #[server(default)] answers: Answers) -> Result<Applied, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.answer_intake(&actor, item, answers).await?)
}

#[server(name = CancelUnpaidOrder, prefix = "/api", endpoint = "orders/cancel_unpaid_order")]
pub async fn cancel_unpaid_order(order: OrderId) -> Result<Applied, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.cancel_unpaid_order(&actor, order).await?)
}

#[server(name = RefundOrder, prefix = "/api", endpoint = "orders/refund_order")]
pub async fn refund_order(order: OrderId, #[server(default)] reason: String) -> Result<Applied, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.refund_order(&actor, order, reason).await?)
}

/// `extra_days` as typed.
#[server(name = ProposeExtension, prefix = "/api", endpoint = "orders/propose_extension")]
pub async fn propose_extension(
    order: OrderId,
    #[server(default)] extra_days: String,
    #[server(default)] reason: String,
) -> Result<ProposalId, Fault> {
    let (desk, actor) = crate::caller()?;
    // what is no number is refused by the same rule as a number out of range
    let days = extra_days.trim().parse().unwrap_or(0);
    Ok(desk.propose_extension(&actor, order, days, reason).await?)
}

#[server(name = ProposeCancellation, prefix = "/api", endpoint = "orders/propose_cancellation")]
pub async fn propose_cancellation(order: OrderId, #[server(default)] reason: String) -> Result<ProposalId, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.propose_cancellation(&actor, order, reason).await?)
}

#[server(name = AcceptProposal, prefix = "/api", endpoint = "orders/accept_proposal")]
pub async fn accept_proposal(proposal: ProposalId) -> Result<Applied, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.accept_proposal(&actor, proposal).await?)
}

#[server(name = DeclineProposal, prefix = "/api", endpoint = "orders/decline_proposal")]
pub async fn decline_proposal(proposal: ProposalId) -> Result<Applied, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.decline_proposal(&actor, proposal).await?)
}

#[server(name = WithdrawProposal, prefix = "/api", endpoint = "orders/withdraw_proposal")]
pub async fn withdraw_proposal(proposal: ProposalId) -> Result<Applied, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.withdraw_proposal(&actor, proposal).await?)
}

#[server(name = HoldOrder, prefix = "/api", endpoint = "orders/hold_order")]
pub async fn hold_order(order: OrderId, #[server(default)] reason: String) -> Result<Applied, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.hold_order(&actor, order, reason).await?)
}

#[server(name = ResumeOrder, prefix = "/api", endpoint = "orders/resume_order")]
pub async fn resume_order(order: OrderId, #[server(default)] reason: String) -> Result<Applied, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.resume_order(&actor, order, reason).await?)
}

#[server(name = NoteOrder, prefix = "/api", endpoint = "orders/note_order")]
pub async fn note_order(order: OrderId, #[server(default)] note: String) -> Result<Applied, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.note_order(&actor, order, note).await?)
}

/// Puts the same things into the cart and goes there.
#[server(name = Reorder, prefix = "/api", endpoint = "orders/reorder")]
pub async fn reorder(order: OrderId) -> Result<Applied, Fault> {
    let (desk, actor) = crate::caller()?;
    let applied = desk.reorder(&actor, order).await?;
    #[cfg(not(target_arch = "wasm32"))]
    leptos_axum::redirect("/cart");
    Ok(applied)
}
