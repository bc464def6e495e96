//! The rule engine: which votes count, what is missing, who may do what. Pure, so that the page shows what the server decides.

use super::{Check, Missing, ReviewRule, ReviewStatus, ReviewSubject, Vote, VoteKind, Voter};
use crate::{FieldErrors, Machine, Moment, Party, Problem, Role, Transition, UserId, text, text_enum};
use serde::{Deserialize, Serialize};

text_enum! {
    /// What happens to a task. The author's side acts as [`Party::Seller`], reviewers as [`Party::Staff`].
    pub enum ReviewEvent {
        RequestChanges = "request_changes",
        /// The subject changed, the author answered, or nobody asks for changes any more.
        Resubmit = "resubmit",
        Merge = "merge",
        Reject = "reject",
        Withdraw = "withdraw",
    }
}

use ReviewEvent as E;
use ReviewStatus as S;

const STAFF: &[Party] = &[Party::Staff];
const AUTHOR: &[Party] = &[Party::Seller, Party::System];
const ANY: &[Party] = &[Party::Seller, Party::Staff, Party::System];

const fn row(from: S, event: E, by: &'static [Party], to: S) -> Transition<S, E> {
    Transition { from, event, by, to }
}

impl Machine for ReviewStatus {
    type Event = ReviewEvent;
    const NAME: &'static str = "review";
    const TABLE: &'static [Transition<S, E>] = &[
        row(S::Open, E::RequestChanges, STAFF, S::ChangesRequested),
        row(S::ChangesRequested, E::Resubmit, ANY, S::Open),
        row(S::Open, E::Merge, STAFF, S::Merged),
        row(S::Open, E::Reject, STAFF, S::Rejected),
        row(S::ChangesRequested, E::Reject, STAFF, S::Rejected),
        row(S::Open, E::Withdraw, AUTHOR, S::Withdrawn),
        row(S::ChangesRequested, E::Withdraw, AUTHOR, S::Withdrawn),
    ];
}

/// Most approvals that a rule may ask for.
pub const MAX_APPROVALS: u32 = 8;

/// Whether somebody with the role `have` may stand in for `needed`. The staff's ladder is reviewer < approver < supervisor <
/// admin < owner: whoever stands higher may do what those below do. Finance is beside the ladder: only admins and owners
/// stand in for it, and it stands in for nobody.
pub const fn counts_as(have: Role, needed: Role) -> bool {
    const fn rank(role: Role) -> u8 {
        match role {
            Role::Reviewer => 1,
            Role::Approver => 2,
            Role::Supervisor => 3,
            Role::Admin => 4,
            Role::Owner => 5,
            Role::Client | Role::Seller | Role::Worker | Role::Finance => 0,
        }
    }
    match (have, needed) {
        (Role::Finance, Role::Finance) => true,
        (_, Role::Finance) => rank(have) >= 4,
        _ => rank(needed) > 0 && rank(have) >= rank(needed),
    }
}

/// A rule that can be met: staff roles, each once, one to [`MAX_APPROVALS`] approvals. `Invalid` at `roles`.
pub fn check_rule(rule: &ReviewRule) -> Result<(), Problem> {
    let mut errors = FieldErrors::new();
    let total: u32 = rule.roles.iter().map(|needed| needed.count.min(100)).sum();
    if !(1..=MAX_APPROVALS).contains(&total) || rule.roles.iter().any(|needed| needed.count == 0) {
        let most = MAX_APPROVALS;
        errors.add(
            "roles",
            text!(
                "Ask for 1 to {most} approvals in all; without any, nothing would be reviewed.",
                "Verlangen Sie insgesamt 1 bis {most} Freigaben; ohne eine würde nichts geprüft."
            ),
        );
    }
    let mut seen: Vec<Role> = Vec::new();
    for needed in &rule.roles {
        if !needed.role.is_staff() || seen.contains(&needed.role) {
            errors
                .add("roles", text!("Each role of the staff at most once.", "Jede Rolle des Teams höchstens einmal."));
            break;
        }
        seen.push(needed.role);
    }
    errors.into_result()
}

/// Why somebody may not vote on a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotYours {
    /// Nobody approves their own.
    Author,
    /// Nobody decides in a matter they are part of.
    Party,
    /// The rule does not ask for their role.
    Role,
    /// It is decided.
    Closed,
}

/// Everything that decides about a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewState {
    pub subject: ReviewSubject,
    pub status: ReviewStatus,
    /// Of the subject.
    pub version: i32,
    /// When the author last handed it in again without changing it: older wishes for changes are answered.
    #[serde(with = "time::serde::rfc3339::option")]
    pub resubmitted_at: Option<Moment>,
    pub author: UserId,
    /// Never vote, like the author.
    pub parties: Vec<UserId>,
    pub rule: ReviewRule,
    /// In the order in which they were cast.
    pub votes: Vec<Vote>,
    pub checks: Vec<Check>,
    pub open_threads: u32,
}

impl ReviewState {
    /// The votes that count: each person's last one, at this version, by somebody who may judge, not yet answered.
    pub fn counting(&self) -> Vec<&Vote> {
        let mut last: Vec<&Vote> = Vec::new();
        for vote in &self.votes {
            last.retain(|earlier| earlier.by != vote.by);
            last.push(vote);
        }
        last.retain(|vote| {
            let answered = vote.kind == VoteKind::RequestChanges && self.resubmitted_at.is_some_and(|at| vote.at <= at);
            vote.version == self.version && !answered && !self.is_own(vote.by) && self.fits(&vote.roles)
        });
        last
    }

    /// Whether this vote counts no more: the subject changed, or the same person voted again.
    pub fn is_stale(&self, vote: &Vote) -> bool {
        !self.counting().contains(&vote)
    }

    fn is_own(&self, user: UserId) -> bool {
        self.author == user || self.parties.contains(&user)
    }

    /// One of these roles is asked for.
    fn fits(&self, roles: &[Role]) -> bool {
        self.rule.roles.iter().any(|needed| roles.iter().any(|have| counts_as(*have, needed.role)))
    }

    /// The places that no approval fills yet. One person fills one place: an admin alone is not a reviewer and an approver.
    /// The highest places are filled first, so that what is missing is what is easiest to find.
    pub fn open_places(&self) -> Vec<Role> {
        let mut places: Vec<Role> = self
            .rule
            .roles
            .iter()
            .flat_map(|needed| std::iter::repeat_n(needed.role, needed.count.min(MAX_APPROVALS) as usize))
            .collect();
        places.sort_unstable_by(|a, b| b.cmp(a));
        let approvals: Vec<&Vote> = self.counting().into_iter().filter(|vote| vote.kind == VoteKind::Approve).collect();
        let mut filled: Vec<Option<usize>> = vec![None; approvals.len()];
        let mut open = Vec::new();
        for (index, place) in places.iter().enumerate() {
            let mut tried = vec![false; approvals.len()];
            if !fill(index, &places, &approvals, &mut filled, &mut tried) {
                open.push(*place);
            }
        }
        open.reverse();
        open
    }

    /// What stands between this task and its merge; empty when nothing does.
    pub fn missing(&self) -> Vec<Missing> {
        if !self.status.is_live() {
            return vec![Missing::Closed(self.status)];
        }
        let mut missing = Vec::new();
        let objections: Vec<String> = self
            .counting()
            .iter()
            .filter(|vote| vote.kind != VoteKind::Approve)
            .map(|vote| vote.name.clone())
            .collect();
        if !objections.is_empty() {
            missing.push(Missing::Changes(objections));
        } else if self.status == S::ChangesRequested {
            missing.push(Missing::Author);
        }
        let places = self.open_places();
        for role in Role::ALL {
            let count = places.iter().filter(|place| *place == role).count() as u32;
            if count > 0 {
                missing.push(Missing::Approvals { role: *role, count });
            }
        }
        if self.rule.checks {
            let failed = self.checks.iter().filter(|check| check.required && !check.passed);
            missing.extend(failed.map(|check| Missing::Check(check.name.clone())));
        }
        if self.rule.threads && self.open_threads > 0 {
            missing.push(Missing::Threads(self.open_threads));
        }
        missing
    }

    /// Everything is there.
    pub fn may_merge(&self) -> bool {
        self.status == S::Open && self.missing().is_empty()
    }

    /// Whether this person may vote and merge.
    pub fn may_decide(&self, voter: &Voter) -> Result<(), NotYours> {
        if !self.status.is_live() {
            Err(NotYours::Closed)
        } else if self.author == voter.id {
            Err(NotYours::Author)
        } else if self.parties.contains(&voter.id) {
            Err(NotYours::Party)
        } else if !self.fits(&voter.roles) {
            Err(NotYours::Role)
        } else {
            Ok(())
        }
    }

    /// This person's vote that counts.
    pub fn vote_of(&self, user: UserId) -> Option<VoteKind> {
        self.counting().iter().find(|vote| vote.by == user).map(|vote| vote.kind)
    }

    /// How it would stand with this person's approval.
    #[must_use]
    pub fn approved_by(&self, voter: &Voter, now: Moment) -> Self {
        let mut then = self.clone();
        then.votes.push(Vote {
            by: voter.id,
            name: String::new(),
            roles: voter.roles.clone(),
            kind: VoteKind::Approve,
            version: self.version,
            note: String::new(),
            at: now,
        });
        if then.status == S::ChangesRequested && then.counting().iter().all(|vote| vote.kind == VoteKind::Approve) {
            then.status = S::Open;
        }
        then
    }

    /// One press does it: with this person's approval nothing is missing.
    pub fn completes(&self, voter: &Voter, now: Moment) -> bool {
        self.may_decide(voter).is_ok() && self.approved_by(voter, now).may_merge()
    }

    /// Whose turn it is: roles that can fill an open place, or all that may merge when only that is left. None while it
    /// waits for its author.
    pub fn waits_for(&self) -> Vec<Role> {
        if self.status != S::Open {
            return Vec::new();
        }
        let mut places = self.open_places();
        if places.is_empty() {
            places = self.rule.roles.iter().map(|needed| needed.role).collect();
        }
        Role::ALL.iter().copied().filter(|have| places.iter().any(|needed| counts_as(*have, *needed))).collect()
    }
}

/// Finds an approval for the place, moving others where they also fit (Kuhn's augmenting paths): the most places are filled
/// that can be, whatever the order of the votes.
fn fill(place: usize, places: &[Role], votes: &[&Vote], filled: &mut [Option<usize>], tried: &mut [bool]) -> bool {
    for (index, vote) in votes.iter().enumerate() {
        if tried[index] || !vote.roles.iter().any(|have| counts_as(*have, places[place])) {
            continue;
        }
        tried[index] = true;
        let free = match filled[index] {
            None => true,
            Some(other) => fill(other, places, votes, filled, tried),
        };
        if free {
            filled[index] = Some(place);
            return true;
        }
    }
    false
}
