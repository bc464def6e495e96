//! The databases that tests make on somebody's server: each goes with its test, and what a killed run left behind goes
//! with the next run. The server's own tests use this file too.

use sqlx::{AssertSqlSafe, Connection, PgConnection, postgres::PgConnectOptions};
use std::{
    sync::OnceLock,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

/// No run takes longer; a database older than this belongs to nobody.
const ABANDONED: Duration = Duration::from_secs(2 * 3600);
const KINDS: [&str; 2] = ["guildhall_test_", "guildhall_http_"];

/// Drops the database when the test is over, whether it passed or not.
pub struct Guard {
    server: PgConnectOptions,
    pub name: String,
}

impl Guard {
    /// An empty database, or a copy of `template`, named `<kind><time and chance>`.
    pub async fn create(server: &PgConnectOptions, kind: &str, template: Option<&str>) -> Self {
        let name = format!("{kind}{}", uuid::Uuid::now_v7().simple());
        let mut admin = PgConnection::connect_with(server).await.expect("connect");
        sweep_once(&mut admin).await;
        let copy = template.map(|template| format!(" TEMPLATE {template}")).unwrap_or_default();
        execute(&mut admin, format!("CREATE DATABASE {name}{copy}")).await.expect("database");
        Self { server: server.clone(), name }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        let (server, name) = (self.server.clone(), self.name.clone());
        // A thread of its own: nobody may wait for a future inside the test's runtime.
        let dropping = std::thread::spawn(move || {
            let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
            runtime.block_on(async {
                if let Ok(mut admin) = PgConnection::connect_with(&server).await {
                    let _ = execute(&mut admin, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
                }
            });
        });
        let _ = dropping.join();
    }
}

async fn execute(admin: &mut PgConnection, sql: String) -> sqlx::Result<()> {
    sqlx::query(AssertSqlSafe(sql)).execute(admin).await.map(|_| ())
}

/// Databases of runs that were killed.
async fn sweep_once(admin: &mut PgConnection) {
    static SWEPT: OnceLock<()> = OnceLock::new();
    if SWEPT.set(()).is_err() {
        return;
    }
    let names: Vec<String> =
        sqlx::query_scalar("SELECT datname::text FROM pg_database WHERE datname LIKE 'guildhall%'")
            .fetch_all(&mut *admin)
            .await
            .unwrap_or_default();
    for name in names.into_iter().filter(|name| is_abandoned(name, now())) {
        // Without FORCE: somebody who looks into it may go on looking.
        let _ = execute(admin, format!("DROP DATABASE IF EXISTS {name}")).await;
    }
}

#[expect(clippy::disallowed_methods, reason = "other runs' databases are as old as the machine's clock says")]
fn now() -> SystemTime {
    SystemTime::now()
}

/// The name carries its time: the first twelve digits of a version 7 UUID are milliseconds.
fn is_abandoned(name: &str, now: SystemTime) -> bool {
    let made = || {
        let id = KINDS.iter().find_map(|kind| name.strip_prefix(kind))?;
        let id = id.parse::<uuid::Uuid>().ok().filter(|id| id.get_version_num() == 7)?;
        let (seconds, nanos) = id.get_timestamp()?.to_unix();
        Some(UNIX_EPOCH + Duration::new(seconds, nanos))
    };
    made().is_some_and(|made| now.duration_since(made).is_ok_and(|age| age > ABANDONED))
}

#[test]
fn only_old_databases_of_tests_are_abandoned() {
    let name = |kind: &str| format!("{kind}{}", uuid::Uuid::now_v7().simple());
    let later = now() + ABANDONED + Duration::from_secs(60);
    for kind in KINDS {
        assert!(is_abandoned(&name(kind), later));
        assert!(!is_abandoned(&name(kind), now()));
    }
    for other in ["guildhall_test", "guildhall", "guildhall_test_mine", &name("guildhall_template_")] {
        assert!(!is_abandoned(other, later), "{other}");
    }
}
