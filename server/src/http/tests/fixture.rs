//! A router on a fresh database, and people with sessions to knock on it.

use super::database::Guard;
use crate::http::{AppState, Edge, live, router_with, statics};
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{HeaderMap, Method, Request, Response, StatusCode, header, request::Builder},
};
use model::{Lang, ProjectId, Role};
use platform::{
    Clock, Db, Platform, Settings,
    clock::{SystemClock, new_id},
    identity::{NewPerson, secrets},
};
use sqlx::{PgPool, postgres::PgConnectOptions};
use std::{net::SocketAddr, str::FromStr, sync::Arc, time::Duration};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

pub const PASSWORD: &str = "correct horse battery";
pub const HOST: &str = "guildhall.test";

pub struct Web {
    pub state: AppState,
    pub project: ProjectId,
    pub router: Router,
    /// The database itself, for arranging and looking.
    pub pool: PgPool,
    _database: Guard,
}

/// One project named `main`, nobody in it.
pub async fn web() -> Web {
    let url = std::env::var("DATABASE_URL")
        .expect("DATABASE_URL must name a PostgreSQL server for tests; `cargo xtask test` starts one");
    let server = PgConnectOptions::from_str(&url).expect("DATABASE_URL");
    let database = Guard::create(&server, "guildhall_http_", None).await;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let db = Db::new(server.database(&database.name), 8, clock.clone());
    db.migrate().await.expect("migrate");
    let settings = Settings::for_tests(std::env::temp_dir().join("guildhall-http-tests"));
    let platform = Platform::new(db, clock, settings);
    let (project, _) = platform.found_project("main", "Main").await.expect("project");
    let pool = platform.db.owner().clone();
    let state = AppState {
        desk: Arc::new(platform.clone()),
        leptos: statics::leptos_options(),
        hub: live::start(platform.clone(), CancellationToken::new()),
        metrics: Arc::default(),
        edge: Arc::new(Edge { trust_proxy: false, metrics_token: None }),
        platform,
    };
    Web { router: router_with(state.clone(), true), state, project, pool, _database: database }
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The value of a cookie that this answer sets.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let start = format!("{name}=");
        self.headers.get_all(header::SET_COOKIE).iter().filter_map(|line| line.to_str().ok()).find_map(|line| {
            let value = line.strip_prefix(&start)?.split(';').next()?;
            Some(value.to_owned())
        })
    }
}

impl Web {
    /// The same without the outer door.
    pub fn without_door(self) -> Self {
        Self { router: router_with(self.state.clone(), false), ..self }
    }

    /// A second server on the same database, with a hub of its own.
    pub fn another_process(&self) -> Router {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let options = (*self.pool.connect_options()).clone();
        let settings = Settings::for_tests(std::env::temp_dir().join("guildhall-http-tests"));
        let platform = Platform::new(Db::new(options, 8, clock.clone()), clock, settings);
        let state = AppState {
            desk: Arc::new(platform.clone()),
            hub: live::start(platform.clone(), CancellationToken::new()),
            platform,
            ..self.state.clone()
        };
        router_with(state, true)
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        send(self.router.clone(), request).await
    }

    /// A page, as a browser asks for it.
    pub async fn page(&self, path: &str, session: Option<&str>) -> Answer {
        self.send(
            request(Method::GET, path, session)
                .header(header::ACCEPT, "text/html")
                .body(Body::empty())
                .expect("request"),
        )
        .await
    }

    /// A form, sent by a browser without scripts from a page of ours.
    pub async fn form(&self, path: &str, session: Option<&str>, body: &str) -> Answer {
        let request = request(Method::POST, path, session)
            .header(header::ACCEPT, "text/html")
            .header("sec-fetch-site", "same-origin")
            .header(header::REFERER, format!("http://{HOST}/sign-in"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body.to_owned())).expect("request")).await
    }

    /// Somebody verified, with these roles.
    pub async fn person(&self, email: &str, roles: &[Role]) {
        let person =
            NewPerson { email, name: "Somebody", password: PASSWORD, lang: Lang::En, roles, superadmin: false };
        self.state.platform.add_person(self.project, person).await.expect("person");
    }

    /// A session of theirs, put straight into the table: hashing a password for each would take minutes.
    pub async fn session(&self, email: &str) -> String {
        let token = secrets::token();
        sqlx::query(
            "INSERT INTO sessions (id, token_hash, user_id, created_at, last_seen_at, expires_at)
             SELECT $1, $2, id, now(), now(), now() + interval '1 day' FROM users WHERE email = $3",
        )
        .bind(new_id::<uuid::Uuid>())
        .bind(secrets::hash(&token))
        .bind(email)
        .execute(&self.pool)
        .await
        .expect("session");
        token
    }
}

/// A request from this machine, with a session's cookie.
pub fn request(method: Method, path: &str, session: Option<&str>) -> Builder {
    let builder = Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, HOST)
        .extension(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 40_000))));
    match session {
        Some(token) => builder.header(header::COOKIE, format!("session={token}")),
        None => builder,
    }
}

/// Longer than the slowest page of the slowest build machine: a page that never ends is a failure, not a wait.
const PATIENCE: Duration = Duration::from_secs(60);

pub async fn send(router: Router, request: Request<Body>) -> Answer {
    let asked = format!("{} {}", request.method(), request.uri());
    let answer = async {
        let response: Response<Body> = router.oneshot(request).await.expect("the router never fails");
        let (parts, body) = response.into_parts();
        (parts, to_bytes(body, 16 * 1024 * 1024).await.unwrap_or_default())
    };
    let Ok((parts, bytes)) = tokio::time::timeout(PATIENCE, answer).await else {
        panic!("{asked}: no end of the answer within {PATIENCE:?}")
    };
    Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&bytes).into_owned() }
}
