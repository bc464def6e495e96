//! Hears what all processes publish. The connection is the owner's, because a listener keeps its connection for good.

use super::{Hub, outward};
use model::{
    ProjectId,
    events::{Changed, Subject},
};
use platform::{
    Platform,
    chats::{Heard, wire},
};
use sqlx::postgres::PgListener;
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

const CHANNEL: &str = "guildhall_live";

pub async fn listen(platform: Platform, hub: Hub, stop: CancellationToken) {
    let mut pause = Duration::from_millis(200);
    loop {
        let outcome = tokio::select! {
            () = stop.cancelled() => return,
            outcome = listen_once(&platform, &hub, &mut pause) => outcome,
        };
        if let Err(error) = outcome {
            tracing::warn!(%error, "the live listener lost the database; it tries again");
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
        pause = (pause * 2).min(Duration::from_secs(5));
    }
}

async fn listen_once(platform: &Platform, hub: &Hub, pause: &mut Duration) -> sqlx::Result<()> {
    let mut listener = PgListener::connect_with(platform.db.owner()).await?;
    listener.eager_reconnect(false);
    listener.ignore_pool_close_event(true);
    listener.listen_all([CHANNEL, wire::CHANNEL]).await?;
    *pause = Duration::from_millis(200);
    // What was published between two connections reached nobody.
    hub.tell_all_to_resync();
    outward::look_at_tips(platform, hub).await;
    while let Some(notification) = listener.try_recv().await? {
        if notification.channel() == wire::CHANNEL {
            hear_room(hub, notification.payload());
            continue;
        }
        for line in notification.payload().lines() {
            match parse(line) {
                Some((project, topic, changed)) => hub.tell(project, topic, &changed),
                None => tracing::error!(line, "a live message nobody understands"),
            }
        }
    }
    Ok(())
}

/// News of rooms, one JSON object per line. Those of a process have its name on top: our own we have heard already.
fn hear_room(hub: &Hub, payload: &str) {
    let mut lines = payload.lines().peekable();
    if let Some(head) = lines.next_if(|line| !line.starts_with('{'))
        && head == hub.process.to_string()
    {
        return;
    }
    for line in lines {
        match serde_json::from_str::<Heard>(line) {
            Ok(heard) => hub.hear(heard),
            // an older or newer process during a change of version: the numbers tell
            Err(error) => tracing::debug!(%error, "news of a room that nobody understands"),
        }
    }
}

/// "project seq topic subject id", the id only where there is one.
fn parse(line: &str) -> Option<(ProjectId, &str, Changed)> {
    let mut words = line.split(' ');
    let project = words.next()?.parse().ok()?;
    let seq = words.next()?.parse().ok()?;
    let topic = words.next()?;
    let subject: Subject = words.next()?.parse().ok()?;
    let id: Option<Uuid> = words.next().filter(|id| !id.is_empty()).and_then(|id| id.parse().ok());
    Some((project, topic, Changed { seq, subject, id }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_with_and_without_an_id() {
        let project = Uuid::from_u128(7);
        let line = format!("{project} 12 user:x order {project}");
        let (_, topic, changed) = parse(&line).expect("understood");
        assert_eq!((topic, changed.seq, changed.id), ("user:x", 12, Some(project)));
        let line = format!("{project} 13 staff job");
        let (_, _, changed) = parse(&line).expect("understood");
        assert_eq!((changed.subject, changed.id), (Subject::Job, None));
        assert!(parse("nonsense").is_none());
    }
}
