//! The inbox: by tab and subject, newest change first.

use super::queries::lists::{self, Reader};
use crate::{Result, Tx};
use model::{
    Actor, PageRequest, Role,
    reviews::{ReviewFilter, ReviewList, ReviewTab, Voter, counts_as},
};

/// Whom the tabs are counted for.
fn reader(actor: &Actor) -> Result<Reader> {
    let voter = Voter::of(actor)?;
    // questions to the roles that the reader can answer for
    let answers: Vec<String> = Role::ALL
        .iter()
        .filter(|needed| voter.roles.iter().any(|have| counts_as(*have, **needed)))
        .map(ToString::to_string)
        .collect();
    Ok(Reader { user: voter.id, roles: voter.roles.iter().map(ToString::to_string).collect(), answers })
}

pub async fn list_in(tx: &mut Tx, actor: &Actor, filter: ReviewFilter, page: &PageRequest) -> Result<ReviewList> {
    let reader = reader(actor)?;
    let tasks = lists::list(tx, &reader, &filter, page).await?;
    let counts = lists::counts(tx, &reader, filter.subject).await?;
    Ok(ReviewList { tasks, counts })
}

pub async fn waiting_in(tx: &mut Tx, actor: &Actor) -> Result<u32> {
    let reader = reader(actor)?;
    let counts = lists::counts(tx, &reader, None).await?;
    let waiting = counts.into_iter().find(|(tab, _)| *tab == ReviewTab::NeedsYou).map_or(0, |(_, count)| count);
    Ok(u32::try_from(waiting).unwrap_or(100))
}
