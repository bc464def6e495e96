//! A fresh database per test, cloned from a migrated template, and people to act in it. Needs `DATABASE_URL` to name a
//! server where databases may be created (`cargo xtask test` starts one).

mod database;

use crate::{
    Clock, Platform, Tx,
    clock::{ManualClock, new_id},
    db::{Db, MIGRATOR},
};
use model::{Actor, Lang, Permission, ProjectId, Role, SellerId, SessionId, UserId, actor::SignedIn};
use sqlx::{AssertSqlSafe, Connection, PgConnection, postgres::PgConnectOptions};
use std::{collections::BTreeSet, ops::Deref, str::FromStr, sync::Arc};
use time::macros::datetime;

/// A platform on its own database; dropped with the test.
pub struct TestPlatform {
    platform: Platform,
    pub clock: Arc<ManualClock>,
    pub project: ProjectId,
    pub database: String,
    /// Last, so that it goes last.
    _guard: database::Guard,
}

impl Deref for TestPlatform {
    type Target = Platform;
    fn deref(&self) -> &Platform {
        &self.platform
    }
}

/// A platform with one project, at noon of 1 June 2026.
pub async fn platform() -> TestPlatform {
    let server = server_options();
    let template = template(&server).await;
    let guard = database::Guard::create(&server, "guildhall_test_", Some(&template)).await;
    let database = guard.name.clone();
    let clock = Arc::new(ManualClock::at(datetime!(2026-06-01 12:00 UTC)));
    let db = Db::new(server.database(&database), 24, clock.clone());
    let test =
        TestPlatform { platform: for_tests(db, clock.clone()), clock, project: new_id(), database, _guard: guard };
    test.add_project(test.project, "test").await;
    test
}

/// The platform's parts as tests want them.
fn for_tests(db: Db, clock: Arc<ManualClock>) -> Platform {
    let data = std::env::temp_dir().join("guildhall-tests");
    Platform::new(db, Arc::new(clock), crate::Settings::for_tests(data))
}

fn server_options() -> PgConnectOptions {
    let url = std::env::var("DATABASE_URL")
        .expect("DATABASE_URL must name a PostgreSQL server for tests; `cargo xtask test` starts one");
    PgConnectOptions::from_str(&url).expect("DATABASE_URL")
}

/// The migrated template, made once per state of the migrations, whoever comes first.
async fn template(server: &PgConnectOptions) -> String {
    let state: i64 = MIGRATOR
        .iter()
        .flat_map(|m| m.checksum.iter())
        .fold(7, |hash, byte| hash.wrapping_mul(31).wrapping_add(i64::from(*byte)));
    let name = format!("guildhall_template_{:x}", state);
    let mut admin = PgConnection::connect_with(server).await.expect("connect");
    sqlx::query("SELECT pg_advisory_lock(710001)").execute(&mut admin).await.expect("lock");
    let ready: bool = sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)")
        .bind(&name)
        .fetch_one(&mut admin)
        .await
        .expect("look");
    if !ready {
        let draft = format!("{name}_draft");
        execute(&mut admin, format!("DROP DATABASE IF EXISTS {draft} WITH (FORCE)")).await;
        execute(&mut admin, format!("CREATE DATABASE {draft}")).await;
        let db = Db::new(server.clone().database(&draft), 2, Arc::new(crate::clock::SystemClock));
        db.migrate().await.expect("migrate");
        crate::jobs::migrate_queue(&db).await.expect("migrate the queue");
        db.owner().close().await;
        execute(&mut admin, format!("ALTER DATABASE {draft} RENAME TO {name}")).await;
    }
    sqlx::query("SELECT pg_advisory_unlock(710001)").execute(&mut admin).await.expect("unlock");
    name
}

async fn execute(connection: &mut PgConnection, sql: String) {
    sqlx::query(AssertSqlSafe(sql.clone())).execute(connection).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

impl TestPlatform {
    /// Another tenant.
    pub async fn add_project(&self, id: ProjectId, slug: &str) {
        let mut tx = self.db.operator().await.expect("operator");
        sqlx::query("INSERT INTO projects (id, slug, name) VALUES ($1, $2, $2)")
            .bind(id.0)
            .bind(slug)
            .execute(&mut *tx)
            .await
            .expect("project");
        tx.commit().await.expect("commit");
    }

    /// A verified member of the test's project.
    pub async fn user(&self, name: &str, roles: &[Role]) -> Actor {
        self.user_in(self.project, name, roles).await
    }

    pub async fn user_in(&self, project: ProjectId, name: &str, roles: &[Role]) -> Actor {
        let id: UserId = new_id();
        let email = format!("{name}-{}@test.example", id.0.simple());
        let roles_text: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
        let mut tx = self.db.operator().await.expect("operator");
        sqlx::query("INSERT INTO users (id, email, name, email_verified_at) VALUES ($1, $2, $3, now())")
            .bind(id.0)
            .bind(&email)
            .bind(name)
            .execute(&mut *tx)
            .await
            .expect("user");
        sqlx::query("INSERT INTO project_members (project_id, user_id, roles) VALUES ($1, $2, $3)")
            .bind(project.0)
            .bind(id.0)
            .bind(roles_text)
            .execute(&mut *tx)
            .await
            .expect("member");
        tx.commit().await.expect("commit");
        let permissions: BTreeSet<Permission> = roles.iter().flat_map(|role| role.defaults().iter().copied()).collect();
        Actor {
            project,
            lang: Lang::En,
            user: Some(SignedIn {
                id,
                session: SessionId(uuid::Uuid::nil()),
                name: name.to_owned(),
                email,
                email_verified: true,
                superadmin: false,
                roles: roles.iter().copied().collect(),
                permissions,
                sellers: vec![],
            }),
            request: "test".to_owned(),
            visitor: None,
            client: model::actor::Client::default(),
        }
    }

    /// Somebody not signed in.
    pub fn visitor(&self) -> Actor {
        Actor {
            project: self.project,
            lang: Lang::En,
            user: None,
            request: "test".to_owned(),
            visitor: Some("visitor-cookie".to_owned()),
            client: model::actor::Client::default(),
        }
    }

    /// An open seller and the person who runs it.
    pub async fn seller(&self, name: &str) -> (SellerId, Actor) {
        self.seller_in(self.project, name).await
    }

    pub async fn seller_in(&self, project: ProjectId, name: &str) -> (SellerId, Actor) {
        let mut actor = self.user_in(project, name, &[Role::Seller]).await;
        let seller: SellerId = new_id();
        let user = actor.user_id().expect("signed in");
        let mut tx = self.db.begin_system(project).await.expect("begin");
        sqlx::query("INSERT INTO sellers (project_id, id, user_id, slug, business_name, status, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, 'open', now(), now())")
            .bind(project.0).bind(seller.0).bind(user.0).bind(format!("{name}-{}", &seller.0.simple().to_string()[20..])).bind(format!("{name} studio"))
            .execute(tx.conn()).await.expect("seller");
        sqlx::query("INSERT INTO seller_members (project_id, seller_id, user_id) VALUES ($1, $2, $3)")
            .bind(project.0)
            .bind(seller.0)
            .bind(user.0)
            .execute(tx.conn())
            .await
            .expect("seller member");
        tx.commit().await.expect("commit");
        if let Some(signed_in) = &mut actor.user {
            signed_in.sellers.push(seller);
        }
        (seller, actor)
    }

    /// A transaction in the test's project.
    pub async fn tx(&self) -> Tx {
        self.db.begin_system(self.project).await.expect("begin")
    }

    /// Every transfer sums to zero per currency, guarded balances equal their entries, and no user account is below zero.
    pub async fn books_balance(&self) {
        let mut tx = self.db.operator().await.expect("operator");
        let crooked: i64 = sqlx::query_scalar("SELECT count(*) FROM (SELECT FROM entries GROUP BY project_id, transfer_id, currency HAVING sum(amount) <> 0) x")
            .fetch_one(&mut *tx).await.expect("sums");
        assert_eq!(crooked, 0, "transfers that do not sum to zero");
        let drifted: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM accounts a WHERE guarded AND (balance < 0 OR balance <> coalesce((SELECT sum(amount) FROM entries e WHERE e.project_id = a.project_id AND e.account_id = a.id), 0))",
        )
        .fetch_one(&mut *tx).await.expect("balances");
        assert_eq!(drifted, 0, "balances that are not the sum of their entries");
    }
}

/// How an act was refused, in a word for tables of refusals: the first bad field by its name, `ok` where it was not.
pub fn refusal<T: std::fmt::Debug>(outcome: Result<T, model::Problem>) -> String {
    use model::Problem;
    match outcome {
        Ok(_) => "ok".to_owned(),
        Err(Problem::NotFound) => "not found".to_owned(),
        Err(Problem::NotAllowed) => "not allowed".to_owned(),
        Err(Problem::SignInNeeded) => "sign in".to_owned(),
        Err(Problem::Conflict(_)) => "conflict".to_owned(),
        Err(Problem::Invalid(fields)) => fields.0.first().map_or("nothing", |(field, _)| field).to_owned(),
        Err(problem) => panic!("{problem:?}"),
    }
}

impl Clock for Arc<ManualClock> {
    fn now(&self) -> model::Moment {
        self.as_ref().now()
    }
}
