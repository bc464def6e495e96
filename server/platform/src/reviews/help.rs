//! Asking people with another role, and their answer.

use super::{
    acts::enter_in,
    queries::{changes, help as queries},
    talk::{voice, words},
    telling,
};
use crate::{Result, Tx, clock::new_id, outbox};
use model::{
    Actor, Problem, ReviewHelpId, ReviewTaskId, Role,
    reviews::{HistoryEvent, NotYours, Visibility, Voter, counts_as},
    text,
};
use serde_json::json;

pub async fn ask_in(tx: &mut Tx, actor: &Actor, id: ReviewTaskId, role: Role, question: &str) -> Result<ReviewHelpId> {
    let task = enter_in(tx, id).await?;
    if voice(actor, &task)? {
        return Err(Problem::NotAllowed.into());
    }
    if !role.is_staff() {
        return Err(
            Problem::invalid("role", text!("Choose a role of the staff.", "Wählen Sie eine Rolle des Teams.")).into()
        );
    }
    let question = words("question", question)?;
    if !task.state.status.is_live() {
        return Err(Problem::Conflict(NotYours::Closed.text()).into());
    }
    let user = actor.user_id()?;
    if let Some(asked) = queries::same_question(tx, id, user, role, &question).await? {
        return Ok(asked);
    }
    let help: ReviewHelpId = new_id();
    queries::insert_help(tx, help, id, role, &question, user).await?;
    let version = task.state.version;
    changes::event(tx, id, Some(user), HistoryEvent::HelpAsked, version, "", Visibility::Internal).await?;
    let data = json!({ "help": help, "role": role });
    outbox::record_in(tx, "ask_for_review_help", "review", Some(id.0), data).await?;
    telling::help_asked_in(tx, &task, role, &question).await?;
    telling::published_in(tx, &task).await?;
    Ok(help)
}

pub async fn answer_in(tx: &mut Tx, actor: &Actor, help: ReviewHelpId, answer: &str) -> Result<()> {
    let row = queries::help_request(tx, help).await?.ok_or(Problem::NotFound)?;
    let task = enter_in(tx, row.task).await?;
    if voice(actor, &task)? {
        return Err(Problem::NotFound.into());
    }
    let voter = Voter::of(actor)?;
    if !voter.roles.iter().any(|have| counts_as(*have, row.role)) {
        return Err(Problem::NotAllowed.into());
    }
    let answer = words("answer", answer)?;
    if !queries::set_answer(tx, help, &answer, voter.id).await? {
        return Err(Problem::Conflict(text!(
            "Somebody has answered this in the meantime. The page shows the answer.",
            "Das hat inzwischen jemand beantwortet. Die Seite zeigt die Antwort."
        ))
        .into());
    }
    let version = task.state.version;
    changes::event(tx, task.id, Some(voter.id), HistoryEvent::HelpAnswered, version, "", Visibility::Internal).await?;
    outbox::record_in(tx, "answer_review_help", "review", Some(task.id.0), json!({ "help": help })).await?;
    telling::help_answered_in(tx, &task, row.asked_by, &answer).await?;
    telling::published_in(tx, &task).await
}
