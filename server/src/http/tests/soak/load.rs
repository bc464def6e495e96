//! Many pages at once. Each counts what it is told, comes back by its last number when its connection breaks, and sends
//! again, with the same id, what was not acknowledged.

use super::{
    super::{
        fixture::Web,
        wire::{Crowd, Page},
    },
    figures::Figures,
};
use futures::future::join_all;
use model::{
    ChatId, Problem,
    chats::{ClientFrame, NewMessage, ServerFrame},
};
use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::{Semaphore, watch},
    task::JoinHandle,
    time::{Instant, sleep, sleep_until, timeout},
};
use uuid::Uuid;

/// After the last message: how long stragglers may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// An unacknowledged message is sent again after so long.
const AGAIN: Duration = Duration::from_secs(10);

#[derive(Clone, Copy, Debug, PartialEq)]
enum Phase {
    Waiting,
    /// Until when, and how long each page waits between two messages.
    Sending(Instant, Duration),
    Over,
}

/// The pages, running.
pub struct Load {
    phase: watch::Sender<Phase>,
    pages: Vec<JoinHandle<Figures>>,
    /// Per person: the last number they were told, and what they still wait for.
    seen: Arc<Vec<(AtomicI64, AtomicUsize)>>,
}

impl Load {
    /// All connected and in their rooms.
    pub async fn start(crowd: Arc<Crowd>, addresses: &[SocketAddr]) -> Self {
        let (phase, watched) = watch::channel(Phase::Waiting);
        let seen = Arc::new(crowd.people.iter().map(|_| (AtomicI64::new(-1), AtomicUsize::new(0))).collect::<Vec<_>>());
        let base = Instant::now();
        // not all at once: a server takes a while to let a thousand in
        let gate = Arc::new(Semaphore::new(40));
        let pages = (0..crowd.people.len())
            .map(|person| {
                let one = One {
                    person,
                    chat: crowd.room_of(person),
                    session: crowd.sessions[person].clone(),
                    addresses: addresses.to_vec(),
                    seen: seen.clone(),
                    gate: gate.clone(),
                    base,
                    figures: Figures::default(),
                    last: 0,
                    pending: HashMap::new(),
                };
                tokio::spawn(one.live(watched.clone()))
            })
            .collect();
        let load = Self { phase, pages, seen };
        let deadline = Instant::now() + PATIENCE;
        while load.seen.iter().any(|(last, _)| last.load(Ordering::Relaxed) < 0) {
            assert!(Instant::now() < deadline, "not all pages were let in");
            sleep(Duration::from_millis(50)).await;
        }
        load
    }

    pub fn send_for(&self, time: Duration, rate: usize) {
        let people = u32::try_from(self.seen.len()).unwrap_or(u32::MAX);
        let each = Duration::from_secs(1) * people / u32::try_from(rate.max(1)).unwrap_or(u32::MAX);
        self.phase.send_replace(Phase::Sending(Instant::now() + time, each));
    }

    /// Waits until everybody has everything, or for as long as is reasonable.
    pub async fn finish(self, web: &Web, crowd: &Crowd) -> Figures {
        if let Phase::Sending(until, _) = *self.phase.borrow() {
            sleep_until(until).await;
        }
        let deadline = Instant::now() + PATIENCE;
        while self.seen.iter().any(|(_, waits)| waits.load(Ordering::Relaxed) > 0) && Instant::now() < deadline {
            sleep(Duration::from_millis(50)).await;
        }
        let last = numbers(web, crowd).await;
        let behind = |person: usize| {
            let wanted = last.get(&crowd.room_of(person)).copied().unwrap_or(0);
            u64::try_from(wanted - self.seen[person].0.load(Ordering::Relaxed)).unwrap_or(0)
        };
        while (0..crowd.people.len()).any(|person| behind(person) > 0) && Instant::now() < deadline {
            sleep(Duration::from_millis(50)).await;
        }
        let lost = (0..crowd.people.len()).map(behind).sum();
        // whatever would be told twice has a moment to be
        sleep(Duration::from_millis(500)).await;
        self.phase.send_replace(Phase::Over);
        let mut all = Figures::default();
        all.lost = lost;
        for figures in join_all(self.pages).await {
            all.add(&figures.expect("a page"));
        }
        all
    }
}

async fn numbers(web: &Web, crowd: &Crowd) -> HashMap<ChatId, i64> {
    let rooms: Vec<Uuid> = crowd.rooms.iter().map(|chat| chat.0).collect();
    let mut tx = web.pool.begin().await.expect("begin");
    sqlx::query("SET LOCAL ROLE guildhall_operator").execute(&mut *tx).await.expect("role");
    let rows: Vec<(Uuid, i64)> = sqlx::query_as("SELECT id, last_seq FROM chats WHERE id = ANY ($1)")
        .bind(&rooms)
        .fetch_all(&mut *tx)
        .await
        .expect("numbers");
    rows.into_iter().map(|(chat, last)| (ChatId(chat), last)).collect()
}

/// One person's page.
struct One {
    person: usize,
    chat: ChatId,
    session: String,
    addresses: Vec<SocketAddr>,
    seen: Arc<Vec<(AtomicI64, AtomicUsize)>>,
    gate: Arc<Semaphore>,
    base: Instant,
    figures: Figures,
    last: i64,
    pending: HashMap<Uuid, (String, Instant)>,
}

impl One {
    async fn live(mut self, mut phase: watch::Receiver<Phase>) -> Figures {
        let mut tries = self.person;
        loop {
            let address = self.addresses[tries % self.addresses.len()];
            tries += 1;
            let permit = self.gate.clone().acquire_owned().await.expect("open");
            let page = Page::try_open(address, &self.session).await;
            drop(permit);
            if let Some(page) = page
                && self.talk(page, &mut phase).await
            {
                return self.figures;
            }
            self.figures.reconnects += 1;
            // by chance of the person's number, so that not all come back at the same moment
            sleep(Duration::from_millis(100 + u64::try_from(self.person % 20).unwrap_or(0) * 20)).await;
        }
    }

    /// Until the load is over (`true`) or the connection breaks.
    async fn talk(&mut self, mut page: Page, phase: &mut watch::Receiver<Phase>) -> bool {
        page.say(&ClientFrame::Open { chat: self.chat, since: self.last, version: 0 }).await;
        for (client_id, (content, _)) in self.pending.clone() {
            self.say(&mut page, client_id, content).await;
        }
        let mut next: Option<Instant> = None;
        loop {
            let now = *phase.borrow();
            match (now, next) {
                (Phase::Over, _) => return true,
                (Phase::Sending(_, each), None) => {
                    // everybody begins at another moment of the first interval
                    let people = u32::try_from(self.seen.len()).unwrap_or(1).max(1);
                    next = Some(Instant::now() + each * u32::try_from(self.person).unwrap_or(0) / people);
                }
                _ => {}
            }
            let turn = next.unwrap_or_else(|| Instant::now() + Duration::from_secs(3_600));
            tokio::select! {
                heard = page.hear() => match heard {
                    Ok(frame) => self.take(frame),
                    Err(_) => return false,
                },
                changed = phase.changed() => if changed.is_err() { return true },
                () = sleep_until(turn) => {
                    if let Phase::Sending(until, each) = now {
                        next = Some(turn + each);
                        if Instant::now() < until {
                            let content = format!("{}", self.base.elapsed().as_millis());
                            let client_id = Uuid::now_v7();
                            self.say(&mut page, client_id, content).await;
                        }
                    }
                }
                () = sleep(AGAIN), if !self.pending.is_empty() => {
                    for (client_id, (content, since)) in self.pending.clone() {
                        if since.elapsed() >= AGAIN {
                            self.say(&mut page, client_id, content).await;
                        }
                    }
                }
            }
        }
    }

    async fn say(&mut self, page: &mut Page, client_id: Uuid, content: String) {
        self.pending.insert(client_id, (content.clone(), Instant::now()));
        self.count_waiting();
        let message = NewMessage { chat: self.chat, client_id, content, reply_to: None, files: vec![] };
        // a broken connection shows itself by reading
        let _ = timeout(Duration::from_secs(10), page.say(&ClientFrame::Send(message))).await;
    }

    fn count_waiting(&self) {
        self.seen[self.person].1.store(self.pending.len(), Ordering::Relaxed);
    }

    fn take(&mut self, frame: ServerFrame) {
        match frame {
            ServerFrame::New { message } => {
                if message.seq <= self.last {
                    self.figures.doubled += 1;
                    return;
                }
                if message.seq != self.last + 1 {
                    self.figures.disordered += 1;
                }
                self.last = message.seq;
                self.figures.delivered += 1;
                let sent: u128 = message.content.parse().unwrap_or_default();
                let took = self.base.elapsed().as_millis().saturating_sub(sent);
                self.figures.note(usize::try_from(took).unwrap_or(usize::MAX));
                self.seen[self.person].0.store(self.last, Ordering::Relaxed);
            }
            ServerFrame::Opened { .. } => self.seen[self.person].0.store(self.last, Ordering::Relaxed),
            ServerFrame::Ack { client_id, .. } if self.pending.remove(&client_id).is_some() => {
                self.figures.acked += 1;
                self.count_waiting();
            }
            // nothing was stored: it is sent again
            ServerFrame::Refused { problem: Problem::Unavailable | Problem::TooMany(_), .. } => {}
            ServerFrame::Refused { client_id, problem, .. } => {
                eprintln!("  refused: {problem:?}");
                self.figures.refused += 1;
                self.pending.remove(&client_id);
                self.count_waiting();
            }
            ServerFrame::Closed { problem, .. } => {
                eprintln!("  the room closed: {problem:?}");
                self.figures.refused += 1;
            }
            _ => {}
        }
    }
}
