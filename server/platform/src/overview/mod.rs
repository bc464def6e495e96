//! The first pages' figures. Closed days are summed once and kept; everything else is read through indexes that hold
//! only what is open.

mod days;
mod queries;
#[cfg(test)]
mod tests;

use crate::{Platform, Result, earnings, ledger};
use async_trait::async_trait;
use model::{
    Actor, Currency, Money, Permission, Problem, ProjectId,
    ledger::Account,
    overview::{AdminOverview, ClientOverview, Overviews, SellerOverview},
};

/// How many days the first pages look back.
const DAYS: i32 = 30;

impl Platform {
    /// Sums the days that have ended, so that no reader has to. Run by a timer; reading does the same where it was not.
    pub async fn close_days(&self, project: ProjectId) -> Result<()> {
        let mut tx = self.db.begin_system(project).await?;
        days::close_in(&mut tx).await?;
        tx.commit().await
    }

    /// The same in all projects; says how many there are. Run every night.
    pub async fn close_all_days(&self) -> Result<i64> {
        let projects = {
            // across projects: the timer serves them all
            let mut tx = self.db.operator().await?;
            queries::projects(&mut tx).await?
        };
        let count = projects.len();
        for project in projects {
            self.close_days(project).await?;
        }
        Ok(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

#[async_trait]
impl Overviews for Platform {
    async fn client_overview(&self, actor: &Actor) -> Result<ClientOverview, Problem> {
        let user = actor.user_id()?;
        let mut tx = self.db.begin(actor).await?;
        let currency = queries::currency(&mut tx).await?;
        let mut wallet = queries::wallets(&mut tx, user).await?;
        wallet.sort_by_key(|money| (money.currency != currency, money.currency));
        if wallet.is_empty() {
            wallet.push(Money::zero(currency));
        }
        let steps = queries::first_steps(&mut tx, user).await?;
        Ok(ClientOverview {
            wallet,
            in_escrow: queries::held_for_buyer(&mut tx, user, currency).await?,
            spent: queries::spent(&mut tx, user, currency, DAYS).await?,
            orders: queries::buyer_counts(&mut tx, user, DAYS).await?,
            has_ordered: steps.has_ordered,
            has_topped_up: steps.has_topped_up,
        })
    }

    async fn seller_overview(&self, actor: &Actor) -> Result<SellerOverview, Problem> {
        let user = actor.require(Permission::EarningsView)?;
        let seller = *user.sellers.first().ok_or(Problem::NotAllowed)?;
        let mut tx = self.db.begin(actor).await?;
        let currency = queries::currency(&mut tx).await?;
        let available = ledger::balance_in(&mut tx, &Account::SellerAvailable(seller), currency).await?;
        let clearing = ledger::balance_in(&mut tx, &Account::SellerPending(seller), currency).await?;
        Ok(SellerOverview {
            available,
            clearing,
            next_clearing: queries::next_clearing(&mut tx, seller, currency).await?,
            in_escrow: earnings::in_escrow_in(&mut tx, seller, currency).await?,
            orders: queries::seller_counts(&mut tx, seller, DAYS).await?,
            days: queries::earned_days(&mut tx, seller, currency, DAYS).await?,
            products: queries::product_counts(&mut tx, seller).await?,
            rating: queries::rating(&mut tx, seller).await?,
        })
    }

    async fn admin_overview(&self, actor: &Actor) -> Result<AdminOverview, Problem> {
        actor.require(Permission::ProjectOverview)?;
        let failing_jobs = match actor.has(Permission::JobView) {
            true => model::jobs::Jobs::count_jobs(self, actor, false).await?.failed,
            false => 0,
        };
        let mut tx = self.db.begin(actor).await?;
        let currency: Currency = queries::currency(&mut tx).await?;
        let days = days::read_in(&mut tx, currency, DAYS).await?;
        let waiting = queries::waiting_for_staff(&mut tx).await?;
        let overview = AdminOverview {
            currency,
            escrow_held: queries::held_for_all(&mut tx, currency).await?,
            owed_to_sellers: queries::owed_to_sellers(&mut tx, currency).await?,
            orders: queries::project_counts(&mut tx, DAYS).await?,
            days,
            failing_webhooks: waiting.webhooks,
            failing_jobs,
            products_in_review: waiting.products,
            sellers_pending: waiting.sellers,
        };
        // reading may have closed days
        tx.commit().await?;
        Ok(overview)
    }
}
