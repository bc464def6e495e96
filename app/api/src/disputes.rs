//! Disputes over orders. Writes are plain forms; amounts are sent as typed, by milestone.

use crate::Fault;
use leptos::prelude::*;
use model::{
    DisputeId, DisputeOfferId, FileId, Money, OrderId, Page, PageRequest, Problem,
    disputes::{
        DisputeFilter, DisputeLine, DisputeSettings, DisputeType, DisputeView, NewDispute, NewTerms, Resolution,
        TypedParts, Visibility,
    },
    orders::Applied,
    text,
};

/// A page of the project's disputes; `status` as the address says it.
#[server(name = ListDisputes, prefix = "/api", endpoint = "disputes/list_disputes")]
pub async fn list_disputes(
    #[server(default)] status: String,
    #[server(default)] search: String,
    after: Option<String>,
) -> Result<Page<DisputeLine>, Fault> {
    let (desk, actor) = crate::caller()?;
    let filter = DisputeFilter::asked(|name| match name {
        "status" => Some(status.clone()),
        _ => Some(search.clone()),
    });
    Ok(desk.list_disputes(&actor, filter, PageRequest { after, limit: 0 }).await?)
}

/// Those over one order, newest first.
#[server(name = DisputesOfOrder, prefix = "/api", endpoint = "disputes/disputes_of_order")]
pub async fn disputes_of_order(order: OrderId) -> Result<Vec<DisputeLine>, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.disputes_of_order(&actor, order).await?)
}

/// The dispute page.
#[server(name = GetDispute, prefix = "/api", endpoint = "disputes/dispute")]
pub async fn dispute(dispute: DisputeId) -> Result<DisputeView, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.dispute(&actor, dispute).await?)
}

/// Opens one and leads to its page. `wanted` empty: something else, said in the statement.
#[server(name = OpenDispute, prefix = "/api", endpoint = "disputes/open_dispute")]
pub async fn open_dispute(
    order: OrderId,
    #[server(default)] kind: String,
    #[server(default)] statement: String,
    #[server(default)] wanted: String,
    #[server(default)] to_client: TypedParts,
    #[server(default)] files: Vec<FileId>,
) -> Result<DisputeId, Fault> {
    let (desk, actor) = crate::caller()?;
    actor.signed_in()?;
    let choose = || text!("Choose one.", "Wählen Sie eines.");
    let kind: DisputeType = kind.parse().map_err(|_| Problem::invalid("kind", choose()))?;
    let wanted = match wanted.as_str() {
        "" | "other" => None,
        wanted => Some(wanted.parse::<Resolution>().map_err(|_| Problem::invalid("wanted", choose()))?),
    };
    let id = desk.open_dispute(&actor, order, NewDispute { kind, statement, wanted, to_client, files }).await?;
    #[cfg(not(target_arch = "wasm32"))]
    {
        let buyer = desk.dispute(&actor, id).await?.viewer == model::Party::Client;
        leptos_axum::redirect(&format!("{}/disputes/{id}", if buyer { "/app" } else { "/sell" }));
    }
    Ok(id)
}

/// The other side's answer.
#[server(name = AnswerDispute, prefix = "/api", endpoint = "disputes/answer_dispute")]
pub async fn answer_dispute(
    dispute: DisputeId,
    #[server(default)] answer: String,
    #[server(default)] files: Vec<FileId>,
) -> Result<Applied, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.answer_dispute(&actor, dispute, answer, files).await?)
}

#[server(name = WithdrawDispute, prefix = "/api", endpoint = "disputes/withdraw_dispute")]
pub async fn withdraw_dispute(dispute: DisputeId) -> Result<Applied, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.withdraw_dispute(&actor, dispute).await?)
}

#[server(name = AddEvidence, prefix = "/api", endpoint = "disputes/add_evidence")]
pub async fn add_evidence(
    dispute: DisputeId,
    #[server(default)] words: String,
    #[server(default)] files: Vec<FileId>,
) -> Result<Applied, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.add_evidence(&actor, dispute, words, files).await?)
}

#[server(name = WriteInDispute, prefix = "/api", endpoint = "disputes/write_in_dispute")]
pub async fn write_in_dispute(
    dispute: DisputeId,
    #[server(default)] message: String,
    #[server(default)] visibility: String,
) -> Result<Applied, Fault> {
    let (desk, actor) = crate::caller()?;
    actor.signed_in()?;
    let visibility: Visibility = visibility
        .parse()
        .map_err(|_| Problem::invalid("visibility", text!("Choose who reads it.", "Wählen Sie, wer es liest.")))?;
    Ok(desk.write_in_dispute(&actor, dispute, message, visibility).await?)
}

#[server(name = OfferSettlement, prefix = "/api", endpoint = "disputes/offer_settlement")]
pub async fn offer_settlement(
    dispute: DisputeId,
    #[server(default)] resolution: String,
    #[server(default)] to_client: TypedParts,
    #[server(default)] words: String,
) -> Result<DisputeOfferId, Fault> {
    let (desk, actor) = crate::caller()?;
    actor.signed_in()?;
    let terms = NewTerms { resolution: read_resolution(&resolution)?, to_client, words };
    Ok(desk.offer_settlement(&actor, dispute, terms).await?)
}

#[server(name = AcceptSettlement, prefix = "/api", endpoint = "disputes/accept_settlement")]
pub async fn accept_settlement(offer: DisputeOfferId) -> Result<Applied, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.accept_settlement(&actor, offer).await?)
}

#[server(name = DeclineSettlement, prefix = "/api", endpoint = "disputes/decline_settlement")]
pub async fn decline_settlement(offer: DisputeOfferId) -> Result<Applied, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.decline_settlement(&actor, offer).await?)
}

#[server(name = WithdrawSettlement, prefix = "/api", endpoint = "disputes/withdraw_settlement")]
pub async fn withdraw_settlement(offer: DisputeOfferId) -> Result<Applied, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.withdraw_settlement(&actor, offer).await?)
}

/// A mediator's draft.
#[server(name = DraftDecision, prefix = "/api", endpoint = "disputes/draft_decision")]
pub async fn draft_decision(
    dispute: DisputeId,
    #[server(default)] resolution: String,
    #[server(default)] to_client: TypedParts,
    #[server(default)] words: String,
) -> Result<Applied, Fault> {
    let (desk, actor) = crate::caller()?;
    actor.signed_in()?;
    let terms = NewTerms { resolution: read_resolution(&resolution)?, to_client, words };
    Ok(desk.draft_decision(&actor, dispute, terms).await?)
}

#[server(name = AcceptDecision, prefix = "/api", endpoint = "disputes/accept_decision")]
pub async fn accept_decision(dispute: DisputeId) -> Result<Applied, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.accept_decision(&actor, dispute).await?)
}

#[server(name = AppealDecision, prefix = "/api", endpoint = "disputes/appeal_decision")]
pub async fn appeal_decision(dispute: DisputeId, #[server(default)] reasons: String) -> Result<Applied, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.appeal_decision(&actor, dispute, reasons).await?)
}

#[server(name = LoadDisputeSettings, prefix = "/api", endpoint = "disputes/dispute_settings")]
pub async fn dispute_settings() -> Result<DisputeSettings, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.dispute_settings(&actor).await?)
}

/// All as typed; the amount is in the project's currency.
#[server(name = SaveDisputeSettings, prefix = "/api", endpoint = "disputes/save_dispute_settings")]
pub async fn save_dispute_settings(
    #[server(default)] answer_days: String,
    #[server(default)] appeal_days: String,
    #[server(default)] two_above: String,
) -> Result<(), Fault> {
    let (desk, actor) = crate::caller()?;
    let now = desk.dispute_settings(&actor).await?;
    // what is no number is refused by the same rule as a number out of range
    let days = |typed: &str| typed.trim().parse().unwrap_or(0);
    let two_above = Money::parse(&two_above, now.two_above.currency).map_err(|_| {
        Problem::invalid(
            "two_above",
            text!("Enter an amount, like 500.00.", "Geben Sie einen Betrag ein, etwa 500,00."),
        )
    })?;
    let settings = DisputeSettings { answer_days: days(&answer_days), appeal_days: days(&appeal_days), two_above };
    Ok(desk.save_dispute_settings(&actor, settings).await?)
}

/// A way out by its stored name.
#[cfg(not(target_arch = "wasm32"))]
fn read_resolution(typed: &str) -> Result<Resolution, Problem> {
    typed.parse().map_err(|_| Problem::invalid("resolution", text!("Choose one.", "Wählen Sie eines.")))
}
