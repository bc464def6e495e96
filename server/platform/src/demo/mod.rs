//! The demo project: an agency with three shops, forty products, six clients and a month of history, made through the
//! same calls that people's clicks make, on a clock that stands where the story is.

mod acts;
mod cast;
mod categories;
mod clock;
mod offer;
mod people;
mod play;
mod products;
mod quarrel;
mod queries;
mod reviews;
mod story;
mod talk;
#[cfg(test)]
mod tests;
mod works;

use crate::Platform;
use anyhow::{Context, Result};
use cast::Cast;
use clock::StoryClock;
use model::{
    Bps, PageRequest, Party,
    identity::{Imprint, Projects},
    orders::{OrderFilter, Orders},
};
use play::Play;
use std::sync::Arc;
use time::Duration;

/// The demo's log-ins share it; printed at start.
pub const PASSWORD: &str = "demo-guildhall";

/// Address and what it is for.
pub const LOG_INS: &[(&str, &str)] = &[
    ("client@demo.test", "buys: wallet, orders, approvals (Café Winter)"),
    ("seller@demo.test", "sells: products, deliveries, earnings (Harbour Design)"),
    ("admin@demo.test", "runs the project"),
    ("finance@demo.test", "payments, refunds, the transaction log"),
    ("owner@demo.test", "owns it, and all others of this installation"),
];

/// Days before now at which the story begins.
const BEGIN: i64 = 34;

impl Platform {
    /// Makes what is missing of the demo; a second start changes nothing. Of several processes that start at once, one
    /// loads and the others wait: their clocks and workers would get into the story.
    pub async fn load_demo(&self) -> Result<()> {
        let started = std::time::Instant::now();
        let mut turn = self.db.owner().begin().await?;
        queries::lock_loading(&mut turn).await.map_err(|error| anyhow::anyhow!("{error:?}"))?;
        let now = self.db.now();
        let clock = Arc::new(StoryClock::at(now - Duration::days(BEGIN)));
        let past = Self { db: self.db.in_haste(clock.clone()), clock: clock.clone(), ..self.clone() };
        let (project, made) = past
            .found_project(&self.settings.default_project, "Northlight Studio")
            .await
            .map_err(|error| anyhow::anyhow!("{error:?}"))?;
        if made {
            tracing::info!("loading the demo project: people, shops, forty products and a month of orders");
        }
        let cast = Cast::gather(&past, project).await.context("the demo's people")?;
        if made {
            past.introduce(&cast).await.context("the demo's settings")?;
        }
        cast.fill_shops(&past).await.context("the demo's products")?;
        let orders =
            self.list_orders(&cast.admin, OrderFilter::of(Party::Staff), PageRequest { after: None, limit: 1 }).await?;
        if orders.items.is_empty() {
            cast.mails(&past, false).await?;
            cast.fill_wallets(&past).await.context("the demo's wallets")?;
            Play::new(&past, &clock, &cast, now).tell().await.context("the demo's story")?;
            talk::beside(&past, &clock, &cast, now).await.context("the demo's conversations")?;
            reviews::wait(self, &cast).await.context("the demo's reviews")?;
            offer::make(&past, &clock, &cast, now).await.context("the demo's offer")?;
            cast.mails(self, true).await?;
            self.seal_project(project).await.map_err(|error| anyhow::anyhow!("{error:?}"))?;
            self.close_days(project).await.map_err(|error| anyhow::anyhow!("{error:?}"))?;
            tracing::info!(seconds = started.elapsed().as_secs(), "the demo project is loaded");
        }
        past.db.close().await;
        turn.commit().await?;
        Ok(())
    }

    /// What the project says of itself.
    async fn introduce(&self, cast: &Cast) -> Result<()> {
        let mut settings = self.load_project_settings(&cast.admin).await?;
        settings.tagline =
            "Design, web, words and film by people you can talk to. You approve, then they are paid.".to_owned();
        settings.sender_name = "Northlight Studio".to_owned();
        settings.commission = Bps(1_200);
        settings.imprint = Imprint {
            operator: "Northlight Studio (a demonstration, not a company)".to_owned(),
            address: "Example Quay 1\n20457 Hamburg\nGermany".to_owned(),
            email: "hello@demo.test".to_owned(),
            ..Imprint::default()
        };
        self.save_project_settings(&cast.admin, settings).await?;
        Ok(())
    }
}
