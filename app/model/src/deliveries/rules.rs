//! The machines of delivery, in the brief's names, and the rules beside them: revisions are counted, the checklist
//! comes before the final submission.

use crate::{Machine, Party, Problem, Step, Transition, text, text_enum};
use Party::{Client, Seller, System};

text_enum! {
    /// Where a piece of work stands.
    pub enum DeliverableStatus {
        Draft = "draft",
        Submitted = "submitted",
        InReview = "in_review",
        RevisionRequested = "revision_requested",
        /// The client took it; its slice is released.
        Accepted = "accepted",
        /// The client refused it: the seller can try again, or both agree to a cancellation.
        Rejected = "rejected",
        /// Accepted, and the whole order is done.
        Completed = "completed",
    }
}

text_enum! {
    /// What moves a deliverable.
    pub enum DeliverableEvent {
        Submit = "submit",
        StartReview = "start_review",
        RequestRevision = "request_revision",
        Accept = "accept",
        Reject = "reject",
        Complete = "complete",
    }
}

text_enum! {
    pub enum MilestoneStatus {
        Pending = "pending",
        InProgress = "in_progress",
        Completed = "completed",
        Delayed = "delayed",
    }
}

text_enum! {
    pub enum MilestoneEvent {
        Start = "start",
        MarkLate = "mark_late",
        /// The due date moved behind today again.
        Extend = "extend",
        Complete = "complete",
    }
}

text_enum! {
    pub enum RevisionStatus {
        Pending = "pending",
        InProgress = "in_progress",
        Completed = "completed",
    }
}

text_enum! {
    pub enum RevisionEvent {
        Begin = "begin",
        Finish = "finish",
    }
}

text_enum! {
    /// What a stored submission is.
    pub enum SubmissionType {
        Draft = "draft",
        Final = "final",
        Revision = "revision",
    }
}

text_enum! {
    pub enum ChecklistStatus {
        Pending = "pending",
        Passed = "passed",
        Failed = "failed",
    }
}

text_enum! {
    pub enum FeedbackType {
        Quality = "quality",
        Communication = "communication",
        Timeliness = "timeliness",
    }
}

use DeliverableEvent as DE;
use DeliverableStatus as DS;

impl Machine for DeliverableStatus {
    type Event = DeliverableEvent;
    const NAME: &'static str = "deliverable";
    const TABLE: &'static [Transition<Self, Self::Event>] = &[
        Transition { from: DS::Draft, event: DE::Submit, by: &[Seller], to: DS::Submitted },
        Transition { from: DS::RevisionRequested, event: DE::Submit, by: &[Seller], to: DS::Submitted },
        Transition { from: DS::Rejected, event: DE::Submit, by: &[Seller], to: DS::Submitted },
        Transition { from: DS::Submitted, event: DE::StartReview, by: &[Client], to: DS::InReview },
        // a dispute can end with one more revision: the system asks for it then
        Transition {
            from: DS::Submitted,
            event: DE::RequestRevision,
            by: &[Client, System],
            to: DS::RevisionRequested,
        },
        Transition { from: DS::InReview, event: DE::RequestRevision, by: &[Client, System], to: DS::RevisionRequested },
        Transition { from: DS::Rejected, event: DE::RequestRevision, by: &[System], to: DS::RevisionRequested },
        Transition { from: DS::Submitted, event: DE::Accept, by: &[Client, System], to: DS::Accepted },
        Transition { from: DS::InReview, event: DE::Accept, by: &[Client, System], to: DS::Accepted },
        Transition { from: DS::Submitted, event: DE::Reject, by: &[Client], to: DS::Rejected },
        Transition { from: DS::InReview, event: DE::Reject, by: &[Client], to: DS::Rejected },
        Transition { from: DS::Accepted, event: DE::Complete, by: &[System], to: DS::Completed },
    ];
}

impl DeliverableStatus {
    /// The client has it before them and can decide.
    pub const fn awaits_client(self) -> bool {
        matches!(self, Self::Submitted | Self::InReview)
    }
    /// The seller can hand something in.
    pub const fn awaits_seller(self) -> bool {
        matches!(self, Self::Draft | Self::RevisionRequested | Self::Rejected)
    }
    /// Its money is released.
    pub const fn is_accepted(self) -> bool {
        matches!(self, Self::Accepted | Self::Completed)
    }

    /// Accepting, where "accepted and the order completed since" is a repetition too.
    pub fn accept(self, by: Party) -> Result<Step<Self>, Problem> {
        if self == Self::Completed { Ok(Step::AlreadyApplied) } else { self.step(DE::Accept, by) }
    }
}

use MilestoneEvent as ME;
use MilestoneStatus as MS;

impl Machine for MilestoneStatus {
    type Event = MilestoneEvent;
    const NAME: &'static str = "milestone";
    const TABLE: &'static [Transition<Self, Self::Event>] = &[
        Transition { from: MS::Pending, event: ME::Start, by: &[System, Seller], to: MS::InProgress },
        Transition { from: MS::Pending, event: ME::MarkLate, by: &[System], to: MS::Delayed },
        Transition { from: MS::InProgress, event: ME::MarkLate, by: &[System], to: MS::Delayed },
        Transition { from: MS::Delayed, event: ME::Extend, by: &[System], to: MS::InProgress },
        Transition { from: MS::Pending, event: ME::Complete, by: &[Client, System], to: MS::Completed },
        Transition { from: MS::InProgress, event: ME::Complete, by: &[Client, System], to: MS::Completed },
        Transition { from: MS::Delayed, event: ME::Complete, by: &[Client, System], to: MS::Completed },
    ];
}

impl Machine for RevisionStatus {
    type Event = RevisionEvent;
    const NAME: &'static str = "revision";
    const TABLE: &'static [Transition<Self, Self::Event>] = &[
        Transition { from: Self::Pending, event: RevisionEvent::Begin, by: &[Seller], to: Self::InProgress },
        Transition { from: Self::Pending, event: RevisionEvent::Finish, by: &[Seller], to: Self::Completed },
        Transition { from: Self::InProgress, event: RevisionEvent::Finish, by: &[Seller], to: Self::Completed },
    ];
}

/// How many revisions an item includes and how many were asked for, over all its milestones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RevisionAllowance {
    pub allowed: i32,
    pub used: i32,
}

impl RevisionAllowance {
    pub const fn left(self) -> i32 {
        let left = self.allowed - self.used;
        if left > 0 { left } else { 0 }
    }

    /// One more may be asked for, or why not.
    pub fn take(self) -> Result<(), Problem> {
        if self.left() > 0 {
            return Ok(());
        }
        let n = self.allowed;
        Err(Problem::Conflict(text!(
            "All {n} included revisions are used. Accept the work, reject it with a reason, or propose a cancellation.",
            "Alle {n} enthaltenen Überarbeitungen sind verbraucht. Nehmen Sie die Arbeit an, lehnen Sie sie mit Begründung ab oder schlagen Sie eine Stornierung vor."
        )))
    }
}

/// The checklist has passed, or there is none: the work may be handed in.
pub fn ready_to_submit(checklist: Option<ChecklistStatus>) -> Result<(), Problem> {
    match checklist {
        None | Some(ChecklistStatus::Passed) => Ok(()),
        Some(_) => Err(Problem::invalid(
            "checklist",
            text!(
                "Tick every point of the quality checklist before you submit the final work.",
                "Haken Sie jeden Punkt der Qualitätsprüfung ab, bevor Sie die fertige Arbeit einreichen."
            ),
        )),
    }
}

/// One number from three ratings of 1 to 5, rounded to the nearest star.
pub const fn overall_rating(quality: i32, communication: i32, timeliness: i32) -> i32 {
    (2 * (quality + communication + timeliness) + 3) / 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_table_is_deterministic() {
        fn check<M: Machine>() {
            for (i, a) in M::TABLE.iter().enumerate() {
                for b in &M::TABLE[i + 1..] {
                    assert!(a.from != b.from || a.event != b.event, "{} {:?} stands twice", M::NAME, a);
                }
            }
        }
        check::<DeliverableStatus>();
        check::<MilestoneStatus>();
        check::<RevisionStatus>();
    }

    #[test]
    fn accepting_again_is_no_error_but_accepting_a_draft_is() {
        assert_eq!(DS::InReview.accept(Client), Ok(Step::To(DS::Accepted)));
        assert_eq!(DS::Accepted.accept(Client), Ok(Step::AlreadyApplied));
        assert_eq!(DS::Completed.accept(Client), Ok(Step::AlreadyApplied));
        assert!(DS::Draft.accept(Client).is_err());
        assert_eq!(DS::InReview.accept(Seller), Err(Problem::NotAllowed));
    }

    #[test]
    fn revisions_run_out() {
        assert!(RevisionAllowance { allowed: 1, used: 0 }.take().is_ok());
        assert!(RevisionAllowance { allowed: 1, used: 1 }.take().is_err());
        assert!(RevisionAllowance { allowed: 0, used: 0 }.take().is_err());
        assert_eq!(RevisionAllowance { allowed: 1, used: 3 }.left(), 0);
    }

    #[test]
    fn stars_round_to_the_nearest() {
        assert_eq!(overall_rating(5, 5, 5), 5);
        assert_eq!(overall_rating(5, 5, 4), 5);
        assert_eq!(overall_rating(5, 4, 4), 4);
        assert_eq!(overall_rating(1, 1, 1), 1);
    }
}
