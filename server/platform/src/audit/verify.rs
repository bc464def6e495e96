//! The proof: walks the chain from its start, computes every hash anew from the log's rows, and then looks for rows
//! that stand in the log without ever having been sealed.

use super::{canonical, queries};
use crate::{Result, Tx};
use model::audit::{Anchor, Broken, Damage, Verified};

/// Links per read: memory stays flat however long the chain is.
const BATCH: i64 = 2_000;

pub async fn verify_in(tx: &mut Tx, anchor: Option<&Anchor>) -> Result<Verified> {
    let mut expected = 1;
    let mut previous = canonical::genesis(tx.project).to_vec();
    let mut first_broken = None;
    'chain: loop {
        let links = queries::links(tx, expected, BATCH).await?;
        let last = links.len() < BATCH as usize;
        for link in links {
            first_broken = check(&link, expected, &previous, anchor);
            if first_broken.is_some() {
                break 'chain;
            }
            previous = link.hash;
            expected += 1;
        }
        if last {
            break;
        }
    }
    let rows = expected - 1;
    if first_broken.is_none() {
        first_broken = match anchor {
            Some(anchor) if anchor.seq > rows => {
                Some(Broken { damage: Damage::Truncated, seq: rows + 1, log_id: None })
            }
            _ => queries::smuggled(tx).await?.map(|log_id| Broken {
                damage: Damage::Smuggled,
                seq: 0,
                log_id: Some(log_id),
            }),
        };
    }
    let head = (rows > 0 && first_broken.is_none()).then(|| Anchor {
        project: tx.project,
        seq: rows,
        hash: hex::encode(&previous),
    });
    Ok(Verified { rows, unsealed: queries::count_unsealed(tx).await?, first_broken, head, at: tx.now })
}

fn check(link: &queries::Link, expected: i64, previous: &[u8], anchor: Option<&Anchor>) -> Option<Broken> {
    let broken = |damage, seq, log_id| Some(Broken { damage, seq, log_id });
    if link.seq != expected {
        return broken(Damage::Gap, expected, None);
    }
    if link.previous_hash != previous {
        return broken(Damage::Broken, link.seq, Some(link.log_id));
    }
    let Some(row) = &link.row else {
        return broken(Damage::Missing, link.seq, Some(link.log_id));
    };
    if link.hash != canonical::link(previous, row) {
        return broken(Damage::Edited, link.seq, Some(link.log_id));
    }
    if anchor.is_some_and(|anchor| anchor.seq == link.seq && anchor.hash != hex::encode(&link.hash)) {
        return broken(Damage::Rewritten, link.seq, Some(link.log_id));
    }
    None
}
