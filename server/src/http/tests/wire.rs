//! A page's half of the socket, for tests: a real connection, the model's own frames.

use super::fixture::{HOST, Web};
use futures::{SinkExt, StreamExt};
use model::{
    ChatId,
    chats::{ClientFrame, Message, NewMessage, ServerFrame},
};
use std::{net::SocketAddr, time::Duration};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Message as Raw, client::IntoClientRequest, http::HeaderValue},
};
use uuid::Uuid;

/// An open page.
pub struct Page(pub WebSocketStream<TcpStream>);

/// Serves a router on a port of its own.
pub async fn serve(router: axum::Router) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("bind");
    let address = listener.local_addr().expect("address");
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    address
}

impl Page {
    /// `None`: the server is not there, or does not let us in.
    pub async fn try_open(address: SocketAddr, session: &str) -> Option<Self> {
        let stream = TcpStream::connect(address).await.ok()?;
        stream.set_nodelay(true).ok()?;
        let mut request = format!("ws://{HOST}/live").into_client_request().ok()?;
        let headers = request.headers_mut();
        headers.insert("origin", HeaderValue::from_str(&format!("http://{HOST}")).ok()?);
        headers.insert("cookie", HeaderValue::from_str(&format!("session={session}")).ok()?);
        let opened = timeout(Duration::from_secs(20), client_async(request, stream)).await.ok()?;
        Some(Self(opened.ok()?.0))
    }

    pub async fn open(address: SocketAddr, session: &str) -> Self {
        Self::try_open(address, session).await.expect("let in")
    }

    pub async fn say(&mut self, frame: &ClientFrame) -> bool {
        let text = serde_json::to_string(frame).expect("a frame");
        self.0.send(Raw::Text(text.into())).await.is_ok()
    }

    /// The next frame of a room; `Err` says how the socket closed.
    pub async fn hear(&mut self) -> Result<ServerFrame, Option<u16>> {
        loop {
            match self.0.next().await {
                Some(Ok(Raw::Text(text))) => {
                    if let Ok(frame) = serde_json::from_str(&text) {
                        return Ok(frame);
                    }
                }
                Some(Ok(Raw::Close(frame))) => return Err(frame.map(|frame| frame.code.into())),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Err(None),
            }
        }
    }

    /// The next frame that is of interest, in time.
    pub async fn until<T>(&mut self, wanted: impl Fn(ServerFrame) -> Option<T>) -> T {
        let hear = async {
            loop {
                if let Some(found) = wanted(self.hear().await.expect("open")) {
                    return found;
                }
            }
        };
        timeout(Duration::from_secs(20), hear).await.expect("in time")
    }

    pub async fn enter(&mut self, chat: ChatId, since: i64, version: i64) -> ServerFrame {
        self.say(&ClientFrame::Open { chat, since, version }).await;
        self.until(|frame| match frame {
            ServerFrame::Opened { .. } | ServerFrame::Closed { .. } => Some(frame),
            _ => None,
        })
        .await
    }

    pub async fn send(&mut self, chat: ChatId, content: &str) -> Uuid {
        let client_id = Uuid::now_v7();
        let message = NewMessage { chat, client_id, content: content.into(), reply_to: None, files: vec![] };
        assert!(self.say(&ClientFrame::Send(message)).await, "still open");
        client_id
    }

    /// The next message.
    pub async fn message(&mut self) -> Message {
        self.until(|frame| match frame {
            ServerFrame::New { message } => Some(message),
            _ => None,
        })
        .await
    }
}

/// People of the staff with sessions, straight into the tables: members of staff rooms, `each` to a room.
pub struct Crowd {
    pub sessions: Vec<String>,
    pub people: Vec<Uuid>,
    pub rooms: Vec<ChatId>,
    pub each: usize,
}

impl Crowd {
    pub fn room_of(&self, person: usize) -> ChatId {
        self.rooms[person / self.each]
    }

    pub async fn gather(web: &Web, rooms: usize, each: usize) -> Self {
        let people: Vec<Uuid> = (0..rooms * each).map(|_| Uuid::now_v7()).collect();
        let sessions: Vec<String> = people.iter().map(|_| platform::identity::secrets::token()).collect();
        let hashes: Vec<Vec<u8>> =
            sessions.iter().map(|token| platform::identity::secrets::hash(token).to_vec()).collect();
        let chats: Vec<Uuid> = (0..rooms).map(|_| Uuid::now_v7()).collect();
        let of: Vec<Uuid> = (0..people.len()).map(|person| chats[person / each]).collect();
        let project = web.project.0;
        for sql in [
            "INSERT INTO users (id, email, name, email_verified_at) SELECT p, p::text || '@soak.example', 'Person', now() FROM unnest($2::uuid[]) p WHERE $1::uuid IS NOT NULL AND $3::bytea[] IS NOT NULL AND $4::uuid[] IS NOT NULL",
            "INSERT INTO project_members (project_id, user_id, roles) SELECT $1, p, '{supervisor}' FROM unnest($2::uuid[]) p WHERE $3::bytea[] IS NOT NULL AND $4::uuid[] IS NOT NULL",
            "INSERT INTO sessions (id, token_hash, user_id, created_at, last_seen_at, expires_at)
             SELECT p, h, p, now(), now(), now() + interval '1 day' FROM unnest($2::uuid[], $3::bytea[]) AS x (p, h) WHERE $1::uuid IS NOT NULL AND $4::uuid[] IS NOT NULL",
            "INSERT INTO chats (project_id, id, kind, title, last_at, created_at, updated_at)
             SELECT DISTINCT $1, c, 'staff', 'Room', now(), now(), now() FROM unnest($4::uuid[]) c WHERE $2::uuid[] IS NOT NULL AND $3::bytea[] IS NOT NULL",
            "INSERT INTO chat_members (project_id, chat_id, user_id, joined_at)
             SELECT $1, c, p, now() FROM unnest($2::uuid[], $4::uuid[]) AS x (p, c) WHERE $3::bytea[] IS NOT NULL",
        ] {
            // as the operator: the owner of the tables is under their policies too
            let mut tx = web.pool.begin().await.expect("begin");
            sqlx::query("SET LOCAL ROLE guildhall_operator").execute(&mut *tx).await.expect("role");
            let all = sqlx::query(sql).bind(project).bind(&people).bind(&hashes).bind(&of);
            all.execute(&mut *tx).await.expect("arranged");
            tx.commit().await.expect("commit");
        }
        Self { sessions, people, rooms: chats.into_iter().map(ChatId).collect(), each }
    }
}
