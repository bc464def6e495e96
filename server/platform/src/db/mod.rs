//! Connections and transactions. Work runs as `guildhall_app` inside one project; `operator` is for the few places that
//! must see across projects: resolving hosts and sessions, storing webhooks, timers.

mod gate;
#[cfg(test)]
mod tests;

use crate::{Result, clock::Clock};
use gate::Gate;
use model::{Actor, Moment, ProjectId, UserId};
use sqlx::{
    AssertSqlSafe, PgConnection, PgPool, Postgres, Transaction,
    migrate::Migrator,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::{sync::Arc, time::Duration};

/// The migrations, compiled in.
pub static MIGRATOR: Migrator = sqlx::migrate!("../../migrations");

/// The pools, one per database role.
#[derive(Clone, Debug)]
pub struct Db {
    app: PgPool,
    operator: PgPool,
    owner: PgPool,
    gate: Gate,
    clock: Arc<dyn Clock>,
}

impl Db {
    /// Opens the pools lazily: the server starts, and answers "unavailable", even while the database is away.
    pub fn new(options: PgConnectOptions, max_connections: u32, clock: Arc<dyn Clock>) -> Self {
        Self {
            app: pool(options.clone(), max_connections, Some("guildhall_app")),
            operator: pool(options.clone(), (max_connections / 2).max(2), Some("guildhall_operator")),
            owner: pool(options, (max_connections / 2).max(3), None),
            gate: Gate::default(),
            clock,
        }
    }

    /// The same database on another clock, without waiting for the disk at each commit: the demo's month in seconds. After
    /// a crash the last acts may be missing, never half of one.
    pub(crate) fn in_haste(&self, clock: Arc<dyn Clock>) -> Self {
        let options = (*self.owner.connect_options()).clone().options([("synchronous_commit", "off")]);
        Self::new(options, 6, clock)
    }

    /// Closes the pools; open transactions finish first.
    pub(crate) async fn close(self) {
        tokio::join!(self.app.close(), self.operator.close(), self.owner.close());
    }

    /// Brings the schema up to date. Forward only.
    pub async fn migrate(&self) -> anyhow::Result<()> {
        MIGRATOR.run(&self.owner).await?;
        crate::jobs::migrate_queue(self).await
    }

    /// The pool of the database's owner: migrations, the job queue, LISTEN. Never for requests.
    pub fn owner(&self) -> &PgPool {
        &self.owner
    }

    /// A transaction in the actor's project: BEGIN and the scope in one round trip.
    pub async fn begin(&self, actor: &Actor) -> Result<Tx> {
        let user = actor.user.as_ref().map(|user| user.id);
        self.begin_scope(actor.project, user, actor.request.clone()).await
    }

    /// The same for a job or timer: nobody is signed in.
    pub async fn begin_system(&self, project: ProjectId) -> Result<Tx> {
        self.begin_scope(project, None, String::new()).await
    }

    async fn begin_scope(&self, project: ProjectId, user: Option<UserId>, request: String) -> Result<Tx> {
        let inner = self.gate.begin(&self.app, scope(project)).await?;
        Ok(Tx { inner, project, now: self.clock.now(), user, request })
    }

    /// A transaction that sees all projects. Name the reason where you call it.
    pub async fn operator(&self) -> Result<Transaction<'static, Postgres>> {
        self.gate.begin(&self.operator, "BEGIN".to_owned()).await
    }

    /// The application's pool, for the one statement that scopes itself to a project (`chat_send`) and for NOTIFY.
    pub(crate) fn app_pool(&self) -> &PgPool {
        &self.app
    }

    /// The operator's pool, for single statements that see all projects: the door, the sweeps.
    pub(crate) fn operator_pool(&self) -> &PgPool {
        &self.operator
    }

    /// A single statement of the operator's under a rush, as often as it takes to get a connection.
    pub(crate) async fn patiently<T, F: Future<Output = Result<T>>>(&self, ask: impl Fn() -> F) -> Result<T> {
        self.gate.patiently(ask).await
    }

    /// A transaction that sees all projects but acts in the actor's: people are global, their mails and log rows are not.
    pub(crate) async fn begin_operator(&self, actor: &Actor) -> Result<Tx> {
        let project = actor.project;
        let inner = self.gate.begin(&self.operator, scope(project)).await?;
        let user = actor.user.as_ref().map(|user| user.id);
        Ok(Tx { inner, project, now: self.clock.now(), user, request: actor.request.clone() })
    }

    /// How the pools are used, for the metrics: name, open connections, idle ones.
    pub fn pool_use(&self) -> [(&'static str, u32, usize); 3] {
        [("app", &self.app), ("operator", &self.operator), ("owner", &self.owner)]
            .map(|(name, pool)| (name, pool.size(), pool.num_idle()))
    }

    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// Whether the database answers, for the readiness probe.
    pub async fn ping(&self) -> Result<()> {
        sqlx::query_scalar!("SELECT 1 AS one").fetch_one(&self.operator).await?;
        Ok(())
    }
}

/// One act: an open transaction in one project, its moment, and who acts. Rolled back unless committed.
pub struct Tx {
    inner: Transaction<'static, Postgres>,
    pub project: ProjectId,
    /// The act's one moment: every row it writes carries the same.
    pub now: Moment,
    pub user: Option<UserId>,
    pub request: String,
}

impl Tx {
    pub fn conn(&mut self) -> &mut PgConnection {
        &mut self.inner
    }

    pub async fn commit(self) -> Result<()> {
        Ok(self.inner.commit().await?)
    }
}

/// BEGIN and the project's scope in one round trip; the scope ends with the transaction.
fn scope(project: ProjectId) -> String {
    format!("BEGIN; SELECT set_config('app.project_id', '{project}', true)")
}

fn pool(options: PgConnectOptions, max: u32, role: Option<&'static str>) -> PgPool {
    PgPoolOptions::new()
        .max_connections(max)
        // fail fast when the database is away; `Gate` waits longer where it is only busy
        .acquire_timeout(Duration::from_secs(3))
        .idle_timeout(Duration::from_secs(300))
        .after_connect(move |connection, _| {
            Box::pin(async move {
                if let Some(role) = role {
                    sqlx::query(AssertSqlSafe(format!("SET ROLE {role}"))).execute(&mut *connection).await?;
                    sqlx::query("SET statement_timeout = '30s'").execute(&mut *connection).await?;
                }
                Ok(())
            })
        })
        .connect_lazy_with(options)
}
