//! The hub's errands: telling the other processes, in bundles, and reading what is missing. And its clock: presence,
//! news for lists, and a look at how far the rooms are, which finds what was lost between a commit and its NOTIFY.

use super::hub::{Errand, Hub};
use model::{ChatId, ProjectId};
use platform::{
    Platform,
    chats::wire::{MOST_BYTES, line_of},
};
use std::time::Duration;
use tokio::{
    sync::mpsc::UnboundedReceiver,
    time::{MissedTickBehavior, interval, sleep, timeout},
};
use tokio_util::sync::CancellationToken;

/// News of so long go out together.
const BUNDLE: Duration = Duration::from_millis(10);
/// A message that is out of turn usually comes by itself within this.
const TURN: Duration = Duration::from_millis(120);
const NEWS: Duration = Duration::from_millis(700);
const TIPS: Duration = Duration::from_secs(5);
const PRESENCE: Duration = Duration::from_secs(30);

/// Runs the errands until the hub is gone or told to stop.
pub async fn run(platform: Platform, hub: Hub, mut errands: UnboundedReceiver<Errand>, stop: CancellationToken) {
    let mut bundle = Bundle::new(&hub);
    loop {
        let first = tokio::select! {
            () = stop.cancelled() => return,
            first = errands.recv() => first,
        };
        let Some(first) = first else { return };
        bundle.take(first, &platform, &hub);
        let more = async {
            while let Some(errand) = errands.recv().await {
                bundle.take(errand, &platform, &hub);
            }
        };
        let _ = timeout(BUNDLE, more).await;
        let payloads = bundle.payloads();
        if !payloads.is_empty()
            && let Err(error) = platform.notify_chats(&payloads).await
        {
            tracing::debug!(?error, "the other processes find the rooms' news by their numbers");
        }
    }
}

/// Lines on their way out, with this process's name on top of each payload.
struct Bundle {
    head: String,
    lines: Vec<String>,
}

impl Bundle {
    fn new(hub: &Hub) -> Self {
        Self { head: hub.process.to_string(), lines: vec![] }
    }

    fn take(&mut self, errand: Errand, platform: &Platform, hub: &Hub) {
        match errand {
            Errand::Tell(heard) => self.lines.extend(line_of(&heard)),
            Errand::Fill { project, chat, at_once } => {
                tokio::spawn(fill(platform.clone(), hub.clone(), project, chat, at_once));
            }
        }
    }

    fn payloads(&mut self) -> Vec<String> {
        let mut payloads: Vec<String> = vec![];
        for line in self.lines.drain(..) {
            match payloads.last_mut() {
                Some(last) if last.len() + 1 + line.len() <= MOST_BYTES => {
                    last.push('\n');
                    last.push_str(&line);
                }
                _ => payloads.push(format!("{}\n{line}", self.head)),
            }
        }
        payloads
    }
}

async fn fill(platform: Platform, hub: Hub, project: ProjectId, chat: ChatId, at_once: bool) {
    if !at_once {
        sleep(TURN).await;
    }
    let Some((since, version)) = hub.fill_from(project, chat, at_once) else { return };
    let missed = platform.chat_news(project, chat, since, version).await;
    if let Err(error) = &missed {
        tracing::debug!(?error, "a room's news could not be read; the next look at the tips asks again");
    }
    hub.fill(project, chat, missed.ok());
}

/// The hub's clock.
pub async fn tick(platform: Platform, hub: Hub, stop: CancellationToken) {
    let (mut news, mut tips, mut presence) = (interval(NEWS), interval(TIPS), interval(PRESENCE));
    for clock in [&mut news, &mut tips, &mut presence] {
        clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
    }
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = news.tick() => hub.tell_news(),
            _ = presence.tick() => hub.renew_presence(),
            _ = tips.tick() => look_at_tips(&platform, &hub).await,
        }
    }
}

/// Whether some room went on without this process.
pub async fn look_at_tips(platform: &Platform, hub: &Hub) {
    let known = hub.known_rooms();
    if known.is_empty() {
        return;
    }
    match platform.chat_tips(&known).await {
        Ok(ahead) => hub.catch_up(&ahead),
        Err(error) => tracing::debug!(?error, "the rooms' tips wait for the database"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use platform::chats::Heard;

    #[tokio::test]
    async fn payloads_stay_below_what_postgresql_takes() {
        let (hub, _errands) = Hub::new(CancellationToken::new());
        let mut bundle = Bundle::new(&hub);
        let ask = Heard::Ask { project: ProjectId(hub.process), chat: ChatId(hub.process) };
        let line = line_of(&ask).expect("short");
        bundle.lines = vec![line.clone(); 200];
        let payloads = bundle.payloads();
        assert!(payloads.iter().all(|payload| payload.len() < 8_000 && payload.starts_with(&hub.process.to_string())));
        let told: usize = payloads.iter().map(|payload| payload.lines().count() - 1).sum();
        assert_eq!(told, 200);
        assert!(bundle.payloads().is_empty());
    }
}
