//! The rule under every order of votes.

use super::*;
use crate::{Lang, Machine};
use proptest::prelude::*;
use uuid::Uuid;

fn person(n: u8) -> UserId {
    UserId(Uuid::from_u128(u128::from(n) + 1))
}

fn at(seconds: i64) -> Moment {
    Moment::UNIX_EPOCH + time::Duration::seconds(seconds)
}

fn state(rule: ReviewRule, votes: Vec<Vote>) -> ReviewState {
    ReviewState {
        subject: ReviewSubject::Product,
        status: ReviewStatus::Open,
        version: 2,
        resubmitted_at: None,
        author: person(0),
        parties: vec![person(1)],
        rule,
        votes,
        checks: Vec::new(),
        open_threads: 0,
    }
}

fn vote(by: u8, role: Role, kind: VoteKind, version: i32, seconds: i64) -> Vote {
    Vote {
        by: person(by),
        name: format!("P{by}"),
        roles: vec![role],
        kind,
        version,
        note: String::new(),
        at: at(seconds),
    }
}

fn two_roles() -> ReviewRule {
    ReviewRule::of(&[(Role::Reviewer, 1), (Role::Approver, 1)])
}

#[test]
fn the_ladder() {
    assert!(counts_as(Role::Owner, Role::Reviewer) && counts_as(Role::Approver, Role::Reviewer));
    assert!(!counts_as(Role::Reviewer, Role::Approver) && !counts_as(Role::Finance, Role::Reviewer));
    assert!(counts_as(Role::Admin, Role::Finance) && !counts_as(Role::Supervisor, Role::Finance));
    assert!(Role::ALL.iter().all(|needed| !counts_as(Role::Seller, *needed) && !counts_as(Role::Client, *needed)));
}

#[test]
fn one_person_is_not_two() {
    let admin = state(two_roles(), vec![vote(5, Role::Admin, VoteKind::Approve, 2, 1)]);
    assert_eq!(admin.missing(), vec![Missing::Approvals { role: Role::Reviewer, count: 1 }]);
    // the approver moves to the place that only they can fill, whoever voted first
    for votes in [
        vec![vote(5, Role::Approver, VoteKind::Approve, 2, 1), vote(6, Role::Reviewer, VoteKind::Approve, 2, 2)],
        vec![vote(6, Role::Reviewer, VoteKind::Approve, 2, 1), vote(5, Role::Approver, VoteKind::Approve, 2, 2)],
    ] {
        assert!(state(two_roles(), votes).may_merge());
    }
}

#[test]
fn the_merge_box_says_what_is_missing() {
    let mut task = state(two_roles(), vec![vote(5, Role::Reviewer, VoteKind::RequestChanges, 2, 1)]);
    task.checks = vec![Check::new(crate::text!("Price", "Preis"), false, crate::text!("", ""))];
    task.open_threads = 2;
    let said: Vec<String> = task.missing().iter().map(|one| one.sentence(Lang::En)).collect();
    assert_eq!(
        said,
        [
            "Changes are asked for by P5.",
            "One approval by a reviewer is missing.",
            "One approval by an approver is missing.",
            "A check fails: Price.",
            "2 threads are not resolved.",
        ]
    );
    task.resubmitted_at = Some(at(2));
    assert!(!task.missing().contains(&Missing::Changes(vec!["P5".to_owned()])), "answered");
    task.status = ReviewStatus::ChangesRequested;
    assert!(task.missing().contains(&Missing::Author));
}

#[test]
fn what_is_ended_stays_so() {
    for end in [ReviewStatus::Merged, ReviewStatus::Rejected, ReviewStatus::Withdrawn] {
        assert!(ReviewStatus::TABLE.iter().all(|row| row.from != end), "{end}");
    }
}

#[test]
fn rules_that_nobody_could_meet_are_refused() {
    for bad in [
        ReviewRule::of(&[]),
        ReviewRule::of(&[(Role::Reviewer, 0)]),
        ReviewRule::of(&[(Role::Seller, 1)]),
        ReviewRule::of(&[(Role::Approver, 1), (Role::Approver, 1)]),
        ReviewRule::of(&[(Role::Approver, u32::MAX), (Role::Reviewer, u32::MAX)]),
    ] {
        assert!(check_rule(&bad).is_err(), "{bad:?}");
    }
    assert!(ReviewSubject::ALL.iter().all(|subject| check_rule(&subject.default_rule()).is_ok()));
}

#[test]
fn words_are_compared_as_words() {
    use Piece::{Gone, New, Same};
    assert_eq!(
        compare("a big house", "a small house"),
        [Same("a ".into()), Gone("big ".into()), New("small ".into()), Same("house".into()),]
    );
    assert_eq!(compare("", "new"), [New("new".into())]);
    assert_eq!(compare("", ""), []);
}

fn roles() -> impl Strategy<Value = Role> {
    prop::sample::select(Role::ALL.to_vec())
}

fn votes() -> impl Strategy<Value = Vec<Vote>> {
    let kind = prop::sample::select(VoteKind::ALL.to_vec());
    let one = (0_u8..7, kind, 1_i32..4);
    // each person has one role through the whole story
    (prop::collection::vec(roles(), 7), prop::collection::vec(one, 0..14)).prop_map(|(roles, acts)| {
        acts.into_iter()
            .enumerate()
            .map(|(n, (by, kind, version))| vote(by, roles[by as usize], kind, version, n as i64))
            .collect()
    })
}

fn rule() -> impl Strategy<Value = ReviewRule> {
    let staff: Vec<Role> = Role::ALL.iter().copied().filter(|role| role.is_staff()).collect();
    (prop::sample::subsequence(staff, 1..4), 1_u32..3)
        .prop_map(|(roles, count)| ReviewRule::of(&roles.into_iter().map(|role| (role, count)).collect::<Vec<_>>()))
}

/// By brute force: can these people be seated so that each place has somebody of its own?
fn seats(places: &[Role], people: &[Vec<Role>]) -> bool {
    let Some((first, rest)) = places.split_first() else { return true };
    people.iter().enumerate().any(|(n, roles)| {
        let mut others = people.to_vec();
        others.remove(n);
        roles.iter().any(|have| counts_as(*have, *first)) && seats(rest, &others)
    })
}

proptest! {
    #[test]
    fn nothing_merges_without_its_rule(rule in rule(), votes in votes()) {
        let task = state(rule, votes);
        if task.may_merge() {
            let mut last: std::collections::BTreeMap<UserId, &Vote> = std::collections::BTreeMap::new();
            for vote in &task.votes {
                last.insert(vote.by, vote);
            }
            let people: Vec<Vec<Role>> = last
                .values()
                .filter(|v| v.kind == VoteKind::Approve && v.version == 2 && v.by != person(0) && v.by != person(1))
                .map(|v| v.roles.clone())
                .collect();
            let places: Vec<Role> = task
                .rule
                .roles
                .iter()
                .flat_map(|needed| std::iter::repeat_n(needed.role, needed.count as usize))
                .collect();
            prop_assert!(seats(&places, &people));
        }
    }

    #[test]
    fn own_and_parties_votes_never_count(rule in rule(), votes in votes()) {
        let task = state(rule.clone(), votes.clone());
        let without: Vec<Vote> = votes.into_iter().filter(|v| v.by != person(0) && v.by != person(1)).collect();
        let other = state(rule, without);
        prop_assert_eq!(task.missing(), other.missing());
        prop_assert!(task.counting().iter().all(|v| v.by != task.author && !task.parties.contains(&v.by)));
    }

    #[test]
    fn a_stale_vote_never_counts(rule in rule(), votes in votes()) {
        let mut task = state(rule, votes);
        prop_assert!(task.counting().iter().all(|v| v.version == 2));
        task.version = 99;
        prop_assert!(task.counting().is_empty());
        prop_assert!(!task.may_merge());
    }

    #[test]
    fn the_order_of_approvals_does_not_matter(rule in rule(), votes in votes()) {
        // one vote per person, so that order has nothing to say
        let mut once: Vec<Vote> = Vec::new();
        for v in votes {
            if once.iter().all(|other| other.by != v.by) {
                once.push(v);
            }
        }
        let (forth, mut back) = (state(rule.clone(), once.clone()), state(rule, once));
        back.votes.reverse();
        prop_assert_eq!(forth.may_merge(), back.may_merge());
        prop_assert_eq!(forth.open_places().len(), back.open_places().len());
    }

    #[test]
    fn another_approval_never_takes_one_away(rule in rule(), votes in votes(), by in 2_u8..7, role in roles()) {
        let task = state(rule, votes);
        if task.vote_of(person(by)).is_none() {
            let then = task.approved_by(&Voter { id: person(by), roles: vec![role] }, at(1_000));
            prop_assert!(then.open_places().len() <= task.open_places().len());
        }
    }

    #[test]
    fn both_texts_can_be_read_from_the_pieces(before in "[ab ]{0,30}", after in "[ab ]{0,30}") {
        let pieces = compare(&before, &after);
        let read = |old: bool| -> String {
            pieces.iter().map(|piece| match piece {
                Piece::Same(text) => text.as_str(),
                Piece::Gone(text) => if old { text } else { "" },
                Piece::New(text) => if old { "" } else { text },
            }).collect()
        };
        prop_assert_eq!(read(true), before);
        prop_assert_eq!(read(false), after);
    }
}
