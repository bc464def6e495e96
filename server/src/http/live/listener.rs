//! Hears what all processes publish. The connection is the owner's, because a listener keeps its connection for good.

use super::Hub;
use model::{
    ProjectId,
    events::{Changed, Subject},
};
use platform::Platform;
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
    listener.listen(CHANNEL).await?;
    *pause = Duration::from_millis(200);
    // What was published between two connections reached nobody.
    hub.tell_all_to_resync();
    while let Some(notification) = listener.try_recv().await? {
        for line in notification.payload().lines() {
            match parse(line) {
                Some((project, topic, changed)) => hub.tell(project, topic, &changed),
                None => tracing::error!(line, "a live message nobody understands"),
            }
        }
    }
    Ok(())
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
