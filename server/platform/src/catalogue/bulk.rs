//! One change to many products: each by itself, so that one refusal holds nothing else up.

use super::lifecycle;
use crate::{Platform, Result};
use model::{
    Actor, Problem, ProductId,
    catalogue::{BulkDone, ProductEvent as Event},
    text,
};

/// What the lists let be done to many at once. All of it can be undone by another click.
const MANY: [Event; 4] = [Event::Publish, Event::Approve, Event::Pause, Event::Resume];

/// A page of a list at most.
const MOST: usize = 100;

pub async fn change(platform: &Platform, actor: &Actor, ids: &[ProductId], event: Event) -> Result<BulkDone> {
    actor.signed_in()?;
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() || ids.len() > MOST {
        let words = text!("Choose 1 to {MOST} products.", "Wählen Sie 1 bis {MOST} Produkte.");
        return Err(Problem::invalid("ids", words).into());
    }
    if !MANY.contains(&event) {
        let words = text!("This is done one by one.", "Das geht nur einzeln.");
        return Err(Problem::invalid("event", words).into());
    }
    if event == Event::Approve {
        lifecycle::moderator(actor)?;
    }
    let mut done = BulkDone::default();
    for id in ids {
        match one(platform, actor, id, event).await.map_err(Problem::from) {
            Ok(()) => done.done += 1,
            // nothing of the rest can work either
            Err(problem @ (Problem::Unavailable | Problem::Unexpected(_))) => return Err(problem.into()),
            Err(problem) => {
                done.refused += 1;
                done.why.get_or_insert(problem);
            }
        }
    }
    Ok(done)
}

async fn one(platform: &Platform, actor: &Actor, id: ProductId, event: Event) -> Result<()> {
    let mut tx = platform.db.begin(actor).await?;
    match event {
        Event::Publish => lifecycle::publish_in(&mut tx, actor, id).await.map(|_| ())?,
        Event::Approve => lifecycle::approve_in(&mut tx, &platform.settings, actor, id).await?,
        event => lifecycle::move_in(&mut tx, actor, id, event, "").await?,
    }
    tx.commit().await
}
