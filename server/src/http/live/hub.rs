//! Who listens to what in this process.

use model::{ProjectId, events::Changed};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};
use tokio::sync::mpsc::{self, Receiver, Sender, error::TrySendError};
use tokio_util::sync::CancellationToken;

/// Messages that may wait for one slow socket; one more and it is closed, to come back and resume.
const WAITING: usize = 64;

/// What goes to a socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signal {
    Changed(Changed),
    /// Something may have been missed: read everything again.
    Resync,
}

type Key = (ProjectId, String);
/// The sockets of each topic, by their number in this process.
type Rooms = HashMap<Key, HashMap<u64, Sender<Signal>>>;

#[derive(Clone, Debug)]
pub struct Hub {
    rooms: Arc<Mutex<Rooms>>,
    next: Arc<AtomicU64>,
    pub stop: CancellationToken,
}

/// One socket's place; leaving is dropping it.
#[derive(Debug)]
pub struct Seat {
    hub: Hub,
    id: u64,
    keys: Vec<Key>,
    pub signals: Receiver<Signal>,
}

impl Hub {
    pub fn new(stop: CancellationToken) -> Self {
        Self { rooms: Arc::default(), next: Arc::default(), stop }
    }

    /// Hears these topics of the project from now on.
    pub fn join(&self, project: ProjectId, topics: &[String]) -> Seat {
        let (sender, signals) = mpsc::channel(WAITING);
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let keys: Vec<Key> = topics.iter().map(|topic| (project, topic.clone())).collect();
        let mut rooms = self.rooms();
        for key in &keys {
            rooms.entry(key.clone()).or_default().insert(id, sender.clone());
        }
        drop(rooms);
        Seat { hub: self.clone(), id, keys, signals }
    }

    /// Tells one topic. A socket that cannot keep up loses its place, which closes it.
    pub fn tell(&self, project: ProjectId, topic: &str, changed: &Changed) {
        let mut rooms = self.rooms();
        if let Some(room) = rooms.get_mut(&(project, topic.to_owned())) {
            room.retain(|_, sender| {
                !matches!(
                    sender.try_send(Signal::Changed(changed.clone())),
                    Err(TrySendError::Full(_) | TrySendError::Closed(_))
                )
            });
        }
    }

    /// The connection to the database was away: nobody knows what was missed.
    pub fn tell_all_to_resync(&self) {
        for room in self.rooms().values_mut() {
            room.retain(|_, sender| sender.try_send(Signal::Resync).is_ok());
        }
    }

    /// Sockets that hear this topic here.
    pub fn listeners(&self, project: ProjectId, topic: &str) -> usize {
        self.rooms().get(&(project, topic.to_owned())).map_or(0, HashMap::len)
    }

    /// Open sockets, for the metrics.
    pub fn sockets(&self) -> usize {
        let rooms = self.rooms();
        let mut ids: Vec<u64> = rooms.values().flat_map(|room| room.keys().copied()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.len()
    }

    /// A panic elsewhere cannot leave the map half-written, so a poisoned lock is still good.
    fn rooms(&self) -> MutexGuard<'_, HashMap<Key, HashMap<u64, Sender<Signal>>>> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut rooms = self.hub.rooms();
        for key in &self.keys {
            if let Some(room) = rooms.get_mut(key) {
                room.remove(&self.id);
                if room.is_empty() {
                    rooms.remove(key);
                }
            }
        }
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
        let hub = Hub::new(CancellationToken::new());
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
        let hub = Hub::new(CancellationToken::new());
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
