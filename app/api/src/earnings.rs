//! A seller's money, explained.

use crate::Fault;
use leptos::prelude::*;
use model::{PageRequest, SellerId, earnings::EarningsView};

/// The caller's seller, or the given one of theirs (staff: any).
#[server(name = GetEarnings, prefix = "/api", endpoint = "earnings")]
pub async fn earnings(seller: Option<SellerId>, after: Option<String>) -> Result<EarningsView, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.earnings(&actor, seller, PageRequest { after, limit: 0 }).await?)
}
