//! Who listens to what in this process: topics, told what changed, and rooms (`rooms`), told the messages themselves.

use super::rooms::Rooms;
use axum::extract::ws::Utf8Bytes;
use model::{ChatId, ProjectId, events::Changed};
use platform::chats::Heard;
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};
use tokio::sync::mpsc::{self, Receiver, Sender, UnboundedReceiver, UnboundedSender, WeakSender};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Messages that may wait for one slow socket; one more and it is closed, to come back and resume.
const WAITING: usize = 64;

/// What goes to a socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signal {
    Changed(Changed),
    /// Something may have been missed: read everything again.
    Resync,
    /// A room's message; made into text once for all who hear it.
    Said {
        chat: ChatId,
        seq: i64,
        text: Utf8Bytes,
    },
    /// Any other frame of a room.
    Frame(Utf8Bytes),
}

/// A way to one socket.
#[derive(Clone, Debug)]
pub struct Line {
    sender: Sender<Signal>,
    slow: CancellationToken,
}

impl Line {
    /// `false`: it cannot keep up, or is gone. Then it is closed, wherever else it is told something.
    pub fn tell(&self, signal: Signal) -> bool {
        let told = self.sender.try_send(signal).is_ok();
        if !told {
            self.slow.cancel();
        }
        told
    }
}

type Key = (ProjectId, String);
/// The sockets of each topic, by their number in this process.
type Topics = HashMap<Key, HashMap<u64, Line>>;

/// What the hub needs done outside of its lock.
#[derive(Debug)]
pub enum Errand {
    /// To the other processes.
    Tell(Heard),
    /// Numbers are missing in a room: read them, after a moment in which they may still come by themselves.
    Fill { project: ProjectId, chat: ChatId, at_once: bool },
}

#[derive(Clone, Debug)]
pub struct Hub {
    topics: Arc<Mutex<Topics>>,
    pub(super) rooms: Arc<Mutex<Rooms>>,
    next: Arc<AtomicU64>,
    pub stop: CancellationToken,
    /// This process's name among those that hear each other.
    pub process: Uuid,
    errands: UnboundedSender<Errand>,
}

/// One socket's place; leaving is dropping it.
#[derive(Debug)]
pub struct Seat {
    hub: Hub,
    pub id: u64,
    keys: Vec<Key>,
    pub signals: Receiver<Signal>,
    pub own: WeakSender<Signal>,
    /// It could not keep up.
    pub slow: CancellationToken,
}

impl Seat {
    /// The way to this very socket. `None`: it has lost its places already.
    pub fn line(&self) -> Option<Line> {
        self.own.upgrade().map(|sender| Line { sender, slow: self.slow.clone() })
    }
}

impl Hub {
    /// With what it wants done.
    pub fn new(stop: CancellationToken) -> (Self, UnboundedReceiver<Errand>) {
        let (errands, wanted) = mpsc::unbounded_channel();
        let hub = Self {
            topics: Arc::default(),
            rooms: Arc::default(),
            next: Arc::default(),
            stop,
            process: Uuid::now_v7(),
            errands,
        };
        (hub, wanted)
    }

    /// Hears these topics of the project from now on.
    pub fn join(&self, project: ProjectId, topics: &[String]) -> Seat {
        let (sender, signals) = mpsc::channel(WAITING);
        let slow = CancellationToken::new();
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let keys: Vec<Key> = topics.iter().map(|topic| (project, topic.clone())).collect();
        let own = sender.downgrade();
        let line = Line { sender, slow: slow.clone() };
        let mut all = self.topics();
        for key in &keys {
            all.entry(key.clone()).or_default().insert(id, line.clone());
        }
        drop(all);
        Seat { hub: self.clone(), id, keys, signals, own, slow }
    }

    /// Tells one topic. A socket that cannot keep up loses its place, which closes it.
    pub fn tell(&self, project: ProjectId, topic: &str, changed: &Changed) {
        if let Some(sockets) = self.topics().get_mut(&(project, topic.to_owned())) {
            sockets.retain(|_, line| line.tell(Signal::Changed(changed.clone())));
        }
    }

    /// A frame for the topic's sockets that `wanted` names.
    pub(super) fn tell_some(&self, project: ProjectId, topic: &str, text: &Utf8Bytes, wanted: impl Fn(u64) -> bool) {
        if let Some(sockets) = self.topics().get_mut(&(project, topic.to_owned())) {
            sockets.retain(|id, line| !wanted(*id) || line.tell(Signal::Frame(text.clone())));
        }
    }

    /// The connection to the database was away: nobody knows what was missed.
    pub fn tell_all_to_resync(&self) {
        for sockets in self.topics().values_mut() {
            sockets.retain(|_, line| line.tell(Signal::Resync));
        }
    }

    /// Sockets that hear this topic here.
    pub fn listeners(&self, project: ProjectId, topic: &str) -> usize {
        self.topics().get(&(project, topic.to_owned())).map_or(0, HashMap::len)
    }

    /// Open sockets, for the metrics.
    pub fn sockets(&self) -> usize {
        let topics = self.topics();
        let mut ids: Vec<u64> = topics.values().flat_map(|sockets| sockets.keys().copied()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.len()
    }

    /// Has something done outside of the lock.
    pub(super) fn want(&self, errand: Errand) {
        // nobody does it only while the process ends
        let _ = self.errands.send(errand);
    }

    /// A panic elsewhere cannot leave the map half-written, so a poisoned lock is still good.
    fn topics(&self) -> MutexGuard<'_, Topics> {
        self.topics.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut topics = self.hub.topics();
        for key in &self.keys {
            if let Some(sockets) = topics.get_mut(key) {
                sockets.remove(&self.id);
                if sockets.is_empty() {
                    topics.remove(key);
                }
            }
        }
        drop(topics);
        self.hub.leave_all_rooms(self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::events::Subject;
    use uuid::Uuid;

    fn project() -> ProjectId {
        ProjectId(Uuid::from_u128(1))
    }

    fn changed(seq: i64) -> Changed {
        Changed { seq, subject: Subject::Order, id: None }
    }

    #[tokio::test]
    async fn only_the_topic_hears_and_only_in_its_project() {
        let (hub, _errands) = Hub::new(CancellationToken::new());
        let mut ada = hub.join(project(), &["user:ada".into(), "staff".into()]);
        let mut bob = hub.join(ProjectId(Uuid::from_u128(2)), &["user:ada".into()]);
        hub.tell(project(), "user:ada", &changed(1));
        hub.tell(project(), "user:bob", &changed(2));
        hub.tell(project(), "staff", &changed(3));
        assert_eq!(ada.signals.recv().await, Some(Signal::Changed(changed(1))));
        assert_eq!(ada.signals.recv().await, Some(Signal::Changed(changed(3))));
        assert!(bob.signals.try_recv().is_err());
        assert_eq!(hub.sockets(), 2);
        assert_eq!((hub.listeners(project(), "user:ada"), hub.listeners(project(), "user:bob")), (1, 0));
        drop(ada);
        assert_eq!(hub.sockets(), 1);
    }

    #[tokio::test]
    async fn a_slow_socket_is_closed_not_waited_for() {
        let (hub, _errands) = Hub::new(CancellationToken::new());
        let mut slow = hub.join(project(), &["staff".into()]);
        for seq in 0..=(WAITING as i64) {
            hub.tell(project(), "staff", &changed(seq));
        }
        assert_eq!(hub.sockets(), 0);
        let mut got = 0;
        while slow.signals.recv().await.is_some() {
            got += 1;
        }
        assert_eq!(got, WAITING);
    }
}
