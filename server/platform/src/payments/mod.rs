//! Payments: starting them, hearing how they end, giving money back, and the gateways behind it all. Gateway money goes
//! to the wallet first; orders are funded from there, in the same transaction.

mod gateways;
mod inbox;
pub(crate) mod queries;
mod refresh;
mod refunds;
mod settings;
mod settle;
mod start;
#[cfg(test)]
mod tests;

pub use gateways::Gateways;
pub use inbox::{Receipt, apply_payment_event, receive_webhook};
pub use refresh::refresh_job;
pub use refunds::send_refund;
pub(crate) use start::method_gone;
pub use start::start;

use crate::{Platform, Result, wallets};
use async_trait::async_trait;
use model::{
    Actor, Page, PageRequest, PaymentEventId, PaymentId, PaymentMethodId, Permission, Problem, ProjectId, RefundId,
    payments::{
        EventDetail, EventRow, EventStatus, GatewayChoice, GatewaySettings, IntegrationCall, PaymentDetail,
        PaymentFilter, PaymentRow, PaymentStatus, PaymentView, Payments, RefundPayment, RefundView, SaveGateway,
        SavedMethod, rules,
    },
    text,
};
use plugins::http::CallLogs;
use queries::PaymentRecord;

#[async_trait]
impl Payments for Platform {
    async fn gateways(&self, actor: &Actor) -> Result<Vec<GatewayChoice>, Problem> {
        actor.signed_in()?;
        let mut tx = self.db.begin(actor).await?;
        Ok(gateways::choices_in(&mut tx, &self.gateways).await?)
    }

    async fn payment(&self, actor: &Actor, payment: PaymentId) -> Result<PaymentView, Problem> {
        Ok(view(&self.gateways, &own(self, actor, payment).await?))
    }

    async fn refresh_payment(&self, actor: &Actor, payment: PaymentId) -> Result<PaymentView, Problem> {
        Ok(refresh::refresh(self, actor, payment).await?)
    }

    async fn cancel_payment(&self, actor: &Actor, payment: PaymentId) -> Result<PaymentView, Problem> {
        Ok(refresh::cancel(self, actor, payment).await?)
    }

    async fn payment_methods(&self, actor: &Actor) -> Result<Vec<SavedMethod>, Problem> {
        let user = actor.user_id()?;
        let mut tx = self.db.begin(actor).await?;
        Ok(queries::methods(&mut tx, user).await?.into_iter().map(|method| method.view).collect())
    }

    async fn remove_payment_method(&self, actor: &Actor, method: PaymentMethodId) -> Result<(), Problem> {
        Ok(remove_method(self, actor, method).await?)
    }

    async fn payments(
        &self,
        actor: &Actor,
        filter: PaymentFilter,
        page: PageRequest,
    ) -> Result<Page<PaymentRow>, Problem> {
        actor.require(Permission::PaymentView)?;
        let after = cursor(&page)?;
        if filter.search.as_ref().is_some_and(|search| search.chars().count() > 200) {
            return Err(Problem::invalid("search", text!("At most 200 characters.", "Höchstens 200 Zeichen.")));
        }
        let mut tx = self.db.begin(actor).await?;
        let rows = queries::payments(&mut tx, &filter, after, page.limit()).await?;
        Ok(Page::cut(rows, page.limit(), |row| row.id.to_string()))
    }

    async fn payment_detail(&self, actor: &Actor, payment: PaymentId) -> Result<PaymentDetail, Problem> {
        Ok(detail(self, actor, payment).await?)
    }

    async fn refund_payment(&self, actor: &Actor, refund: RefundPayment) -> Result<RefundView, Problem> {
        Ok(refunds::refund_payment(self, actor, refund).await?)
    }

    async fn payment_events(
        &self,
        actor: &Actor,
        status: Option<EventStatus>,
        page: PageRequest,
    ) -> Result<Page<EventRow>, Problem> {
        actor.require(Permission::PaymentView)?;
        let after = cursor(&page)?;
        let mut tx = self.db.begin(actor).await?;
        let rows = queries::events(&mut tx, status, None, after, page.limit()).await?;
        Ok(Page::cut(rows, page.limit(), |row| row.id.to_string()))
    }

    async fn payment_event(&self, actor: &Actor, event: PaymentEventId) -> Result<EventDetail, Problem> {
        actor.require(Permission::PaymentView)?;
        let mut tx = self.db.begin(actor).await?;
        let row = queries::event(&mut tx, event).await?.ok_or(Problem::NotFound)?;
        let (body, payment) = queries::event_body(&mut tx, event).await?.ok_or(Problem::NotFound)?;
        Ok(EventDetail { event: row, payload: readable(&body), payment })
    }

    async fn replay_payment_event(&self, actor: &Actor, event: PaymentEventId) -> Result<EventRow, Problem> {
        Ok(inbox::replay(self, actor, event).await?)
    }

    async fn gateway_settings(&self, actor: &Actor) -> Result<Vec<GatewaySettings>, Problem> {
        Ok(settings::gateway_settings(self, actor).await?)
    }

    async fn save_gateway(&self, actor: &Actor, save: SaveGateway) -> Result<GatewaySettings, Problem> {
        Ok(settings::save_gateway(self, actor, save).await?)
    }

    async fn test_gateway(&self, actor: &Actor, gateway: String) -> Result<GatewaySettings, Problem> {
        Ok(settings::test_gateway(self, actor, gateway).await?)
    }

    async fn integration_calls(&self, actor: &Actor, page: PageRequest) -> Result<Page<IntegrationCall>, Problem> {
        actor.require(Permission::PaymentView)?;
        let after = page.after.as_deref().map(str::parse).transpose().map_err(|_| bad_cursor())?;
        let mut tx = self.db.begin(actor).await?;
        let rows = queries::calls(&mut tx, after, page.limit()).await?;
        Ok(Page::cut(rows, page.limit(), |row| row.id.to_string()))
    }
}

/// Work of the queue.
impl Platform {
    pub async fn apply_payment_event(&self, project: ProjectId, event: PaymentEventId) -> Result<()> {
        apply_payment_event(self, project, event).await
    }
    pub async fn refresh_payment_later(&self, project: ProjectId, payment: PaymentId) -> Result<()> {
        refresh_job(self, project, payment).await
    }
    pub async fn send_refund(&self, project: ProjectId, refund: RefundId) -> Result<()> {
        send_refund(self, project, refund).await
    }
}

/// The actor's own payment; somebody else's does not exist for them.
async fn own(platform: &Platform, actor: &Actor, id: PaymentId) -> Result<PaymentRecord> {
    let user = actor.user_id()?;
    let mut tx = platform.db.begin(actor).await?;
    let payment = queries::payment(&mut tx, id).await?.filter(|payment| payment.user_id == user);
    Ok(payment.ok_or(Problem::NotFound)?)
}

async fn detail(platform: &Platform, actor: &Actor, id: PaymentId) -> Result<PaymentDetail> {
    actor.require(Permission::PaymentView)?;
    let mut tx = platform.db.begin(actor).await?;
    let payment = queries::payment(&mut tx, id).await?.ok_or(Problem::NotFound)?;
    let (payer, payer_email) = queries::payer(&mut tx, payment.user_id).await?;
    let wallet = wallets::balance_in(&mut tx, payment.user_id, payment.currency).await?;
    let can_refund = payment.status == PaymentStatus::Succeeded
        && actor.has(Permission::OrderRefund)
        && platform.gateways.find(&payment.gateway).is_some_and(|gateway| gateway.capabilities().refund);
    Ok(PaymentDetail {
        payment: view(&platform.gateways, &payment),
        payer,
        payer_email,
        reference: payment.gateway_reference.clone(),
        refundable: payment.amount().checked_sub(payment.refunded())?,
        wallet,
        can_refund,
        orders: match payment.group_id {
            Some(group) => queries::orders_of(&mut tx, group).await?,
            None => Vec::new(),
        },
        refunds: queries::refunds_of(&mut tx, id).await?,
        events: queries::events(&mut tx, None, Some(id), None, 100).await?,
    })
}

async fn remove_method(platform: &Platform, actor: &Actor, id: PaymentMethodId) -> Result<()> {
    let user = actor.user_id()?;
    let mut tx = platform.db.begin(actor).await?;
    let method = queries::methods(&mut tx, user)
        .await?
        .into_iter()
        .find(|method| method.view.id == id)
        .ok_or(Problem::NotFound)?;
    queries::remove_method(&mut tx, id).await?;
    crate::outbox::record_in(
        &mut tx,
        "remove_payment_method",
        "payment_method",
        Some(id.0),
        serde_json::json!({ "gateway": method.view.gateway }),
    )
    .await?;
    let configured = gateways::configured_in(&mut tx, &platform.gateways, &method.view.gateway).await?;
    tx.commit().await?;
    // It is gone here whatever the gateway says; there it can no longer be used without us.
    let logs = CallLogs::default();
    let forgotten = configured
        .gateway
        .forget_method(&platform.gateways.call(&configured.credentials, &logs), &method.stored())
        .await;
    store_logs(platform, actor.project, &logs).await;
    if let Err(failure) = forgotten {
        tracing::warn!(method = %id, %failure, "the gateway did not forget method {id}");
    }
    Ok(())
}

/// As the payer sees it.
pub(crate) fn view(gateways: &Gateways, payment: &PaymentRecord) -> PaymentView {
    let failed = payment.status == PaymentStatus::Failed;
    PaymentView {
        id: payment.id,
        purpose: payment.purpose(),
        gateway: payment.gateway.clone(),
        gateway_name: gateways.name(&payment.gateway),
        amount: payment.amount(),
        status: payment.status,
        // After a refused try the gateway's page may still take another card.
        next_action: settle::read_action(payment.next_action.as_ref()).filter(|_| failed || !payment.status.is_final()),
        failure: failed.then(|| rules::failure_text(&payment.failure)),
        refunded: payment.refunded(),
        created_at: payment.created_at,
        succeeded_at: payment.succeeded_at,
    }
}

/// Writes the calls of an act into `integration_logs`. A log that cannot be written stops nothing.
pub(crate) async fn store_logs(platform: &Platform, project: ProjectId, logs: &CallLogs) {
    let logs = logs.take();
    let write = async {
        let mut tx = platform.db.begin_system(project).await?;
        for log in &logs {
            queries::insert_call(&mut tx, log).await?;
        }
        tx.commit().await
    };
    if let Err(error) = write.await {
        tracing::warn!(?error, "could not write the log of outside calls");
    }
}

fn cursor<T: std::str::FromStr>(page: &PageRequest) -> Result<Option<T>, Problem> {
    page.after.as_deref().map(str::parse).transpose().map_err(|_| bad_cursor())
}

fn bad_cursor() -> Problem {
    Problem::invalid("after", text!("This page link is not valid.", "Dieser Seitenlink ist ungültig."))
}

/// JSON with indents; anything else as text.
fn readable(body: &[u8]) -> String {
    match serde_json::from_slice::<serde_json::Value>(body) {
        Ok(value) => format!("{value:#}"),
        Err(_) => String::from_utf8_lossy(body).into_owned(),
    }
}
