//! The chat under load, every delivery checked: nothing lost, nothing doubled, order kept in each room. In its short form
//! it is a test among others, with two servers of which one breaks off all its connections in the middle. The long form
//! (`cargo xtask soak chat`) is the same against real server processes: `CHAT_SOAK` says how large.

mod figures;
mod load;
mod processes;

use super::{
    fixture::{Web, web},
    wire::{Crowd, serve},
};
use figures::Figures;
use load::Load;
use processes::Process;
use std::{collections::HashMap, net::SocketAddr, sync::Arc, time::Duration};
use tokio::time::{Instant, sleep};

/// How large; as `sockets=1000 rooms=50 rate=500 seconds=600 processes=2 kill=1`.
#[derive(Clone, Debug)]
struct Size {
    sockets: usize,
    rooms: usize,
    /// Messages a second, all together.
    rate: usize,
    seconds: u64,
    processes: usize,
    /// In the middle, the last process is killed.
    kill: bool,
}

impl Size {
    const SHORT: Self = Self { sockets: 100, rooms: 5, rate: 40, seconds: 5, processes: 2, kill: true };

    fn of(text: &str) -> Self {
        let said: HashMap<&str, u64> = text
            .split_whitespace()
            .filter_map(|word| word.split_once('='))
            .filter_map(|(name, value)| Some((name, value.parse().ok()?)))
            .collect();
        let number = |name, default: u64| said.get(name).copied().unwrap_or(default);
        let size = |name, default| usize::try_from(number(name, default)).unwrap_or(usize::MAX);
        Self {
            sockets: size("sockets", 1_000),
            rooms: size("rooms", 50),
            rate: size("rate", 500),
            seconds: number("seconds", 600),
            processes: size("processes", 1).clamp(1, 2),
            kill: number("kill", 0) == 1,
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn chat_soak() {
    let wanted = std::env::var("CHAT_SOAK").ok();
    let size = wanted.as_deref().map_or(Size::SHORT, Size::of);
    let web = web().await;
    let crowd = Arc::new(Crowd::gather(&web, size.rooms, size.sockets / size.rooms).await);
    // the short form's own doors; the long form's are real processes
    let mut real = vec![];
    let mut doors: Vec<Door> = vec![];
    for place in 0..size.processes {
        if wanted.is_some() {
            let process = Process::start(&web, place).await;
            doors.push(Door { address: process.address, own: None });
            real.push(process);
        } else {
            doors.push(Door::of(if place == 0 { web.router.clone() } else { web.another_process() }).await);
        }
    }
    sleep(Duration::from_millis(500)).await;
    let before: Vec<u64> = real.iter().map(Process::memory).collect();
    let addresses: Vec<SocketAddr> = doors.iter().map(|door| door.address).collect();
    let load = Load::start(crowd.clone(), &addresses).await;
    let open: Vec<u64> = real.iter().map(Process::memory).collect();
    let begun = Instant::now();
    load.send_for(Duration::from_secs(size.seconds), size.rate);
    if size.kill {
        sleep(Duration::from_secs(size.seconds) / 2).await;
        eprintln!("  one of the servers goes away");
        if let Some(mut process) = real.pop() {
            process.kill();
        } else if let Some(door) = doors.pop() {
            door.shut();
        }
    }
    let figures = load.finish(&web, &crowd).await;
    report(&size, &figures, begun.elapsed());
    for (place, process) in real.iter().enumerate() {
        let kilobytes = |bytes: u64| bytes / 1_024;
        let each = open[place].saturating_sub(before[place])
            / u64::try_from(size.sockets / size.processes).unwrap_or(1).max(1);
        eprintln!(
            "  process {place}: {} kB before, {} kB with its sockets ({} kB each), {} kB at the end",
            kilobytes(before[place]),
            kilobytes(open[place]),
            kilobytes(each),
            kilobytes(process.memory())
        );
    }
    check(&web, &crowd, &figures).await;
}

fn report(size: &Size, figures: &Figures, took: Duration) {
    let seconds = size.seconds.max(1);
    eprintln!(
        "  {} sockets, {} rooms, {} processes: {} messages ({}/s), {} deliveries ({}/s), {} reconnects, {:.1} s with the end",
        size.sockets,
        size.rooms,
        size.processes,
        figures.acked,
        figures.acked / seconds,
        figures.delivered,
        figures.delivered / seconds,
        figures.reconnects,
        took.as_secs_f32()
    );
    eprintln!(
        "  delivery: p50 {} ms, p99 {} ms, largest {} ms",
        figures.percentile(50),
        figures.percentile(99),
        figures.percentile(100)
    );
}

/// What stands in the database is what was acknowledged, and everybody has all of it, once and in order.
async fn check(web: &Web, crowd: &Crowd, figures: &Figures) {
    let rooms: Vec<uuid::Uuid> = crowd.rooms.iter().map(|chat| chat.0).collect();
    let mut tx = web.pool.begin().await.expect("begin");
    sqlx::query("SET LOCAL ROLE guildhall_operator").execute(&mut *tx).await.expect("role");
    let stored: Vec<(uuid::Uuid, i64, i64, i64)> = sqlx::query_as(
        "SELECT chat_id, count(*), max(seq), count(DISTINCT client_id) FROM chat_messages WHERE chat_id = ANY ($1) GROUP BY chat_id",
    )
    .bind(&rooms)
    .fetch_all(&mut *tx)
    .await
    .expect("stored");
    let total: i64 = stored.iter().map(|row| row.1).sum();
    for (chat, count, last, distinct) in &stored {
        assert_eq!((count, count), (last, distinct), "{chat}: numbers without gaps, each message once");
    }
    assert!(total > 0);
    assert_eq!(u64::try_from(total).ok(), Some(figures.acked), "all that was acknowledged is stored, and nothing else");
    let expected: u64 = stored.iter().map(|row| u64::try_from(row.1).unwrap_or(0)).sum::<u64>()
        * u64::try_from(crowd.each).unwrap_or(0);
    assert_eq!(figures.delivered, expected, "each message to each socket of its room");
    assert_eq!((figures.lost, figures.doubled, figures.disordered, figures.refused), (0, 0, 0, 0));
}

/// A server of the short form, whose connections can be broken off.
struct Door {
    address: SocketAddr,
    own: Option<tokio_util::sync::CancellationToken>,
}

impl Door {
    /// A relay in front of the router: cutting it is what a killed process looks like from outside.
    async fn of(router: axum::Router) -> Self {
        let behind = serve(router).await;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("bind");
        let address = listener.local_addr().expect("address");
        let stop = tokio_util::sync::CancellationToken::new();
        let own = stop.clone();
        tokio::spawn(async move {
            loop {
                let accepted = tokio::select! {
                    () = stop.cancelled() => return,
                    accepted = listener.accept() => accepted,
                };
                let Ok((mut page, _)) = accepted else { continue };
                let stop = stop.clone();
                tokio::spawn(async move {
                    let Ok(mut server) = tokio::net::TcpStream::connect(behind).await else { return };
                    tokio::select! {
                        () = stop.cancelled() => {}
                        _ = tokio::io::copy_bidirectional(&mut page, &mut server) => {}
                    }
                });
            }
        });
        Self { address, own: Some(own) }
    }

    fn shut(self) {
        if let Some(own) = self.own {
            own.cancel();
        }
    }
}
