//! When each thing of an order happens: from its path, its day and the number of its milestones to moments. Pure.

use super::{story::Path, talk::Line};
use model::Moment;
use time::Duration;

/// What somebody does at a moment of the story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    Place,
    Progress(usize, i32),
    Submit(usize),
    Look(usize),
    Approve(usize),
    Revise(usize),
    Reject(usize),
    AskMoreTime,
    AskCancel,
    AgreeCancel,
    Refund,
    Hold,
    /// The client opens a dispute, the seller answers it, the admin asks both.
    Complain,
    Answer,
    Mediate,
    Feedback,
    Reply,
    /// Something is said in the order's room.
    Say(Line),
    /// The timers of a night.
    Night,
    /// Everybody reads what they were told so far.
    ReadAll,
}

/// Everything after the placing of one order, between `placed` and `now`. `dues` are its milestones' due dates, as far as
/// the clock runs: who is not late in the story delivers before them.
pub fn after_placing(path: Path, dues: &[Option<Moment>], placed: Moment, now: Moment) -> Vec<(Moment, Act)> {
    let n = dues.len();
    let pace = dues
        .iter()
        .zip(1..)
        .filter_map(|(due, nth)| Some((((*due)? - placed).whole_hours()) / nth))
        .min()
        .unwrap_or(96)
        .clamp(6, 96);
    let hours = |h: i64| Duration::hours(h);
    let whole = (now - placed).whole_hours();
    let mut acts: Vec<(Moment, Act)> = Vec::new();
    let recent = |before: i64| (now - hours(before)).max(placed + hours(2));
    match path {
        Path::Unpaid | Path::Questions => {}
        Path::Refunded => acts.push((placed + hours(5), Act::Refund)),
        Path::Disputed => acts.extend([
            (recent(90), Act::Submit(0)),
            (recent(60), Act::Complain),
            (recent(34), Act::Answer),
            (recent(12), Act::Mediate),
        ]),
        Path::Held => acts.push((placed + hours(26), Act::Hold)),
        Path::Late => acts.push((placed + hours(30), Act::Progress(0, 35))),
        Path::Begun(percent) => acts.push((placed + hours((whole * 6 / 10).max(1)), Act::Progress(0, percent))),
        Path::HandedIn => acts.extend([(placed + hours(8), Act::Progress(0, 50)), (recent(29), Act::Submit(0))]),
        Path::Revising => {
            acts.extend([(recent(74), Act::Submit(0)), (recent(60), Act::Look(0)), (recent(38), Act::Revise(0))])
        }
        Path::Rejected => acts.extend([(recent(80), Act::Submit(0)), (recent(50), Act::Reject(0))]),
        Path::MoreTime => acts.extend([(placed + hours(40), Act::Progress(0, 55)), (recent(21), Act::AskMoreTime)]),
        Path::CancelAsked => acts.extend([(placed + hours(40), Act::Progress(0, 20)), (recent(16), Act::AskCancel)]),
        Path::Silent => acts.extend((0..n).map(|m| (placed + hours(70 + m as i64), Act::Submit(m)))),
        Path::EndedMidway => {
            acts.extend(milestone(0, placed, pace.min(72), false));
            acts.extend([(placed + hours(150), Act::AskCancel), (placed + hours(161), Act::AgreeCancel)]);
        }
        Path::Midway => {
            acts.extend(milestone(0, placed, pace, false));
            acts.push((placed + hours((whole * 7 / 10).max(pace + 10)), Act::Progress(1, 40)));
        }
        Path::AllIn => {
            acts.extend(milestone(0, placed, pace, false));
            acts.extend((1..n).map(|m| (placed + hours(pace * (2 * m as i64 + 1) / 2), Act::Submit(m))));
        }
        Path::Done(..) | Path::Changed(..) => {
            let changed = matches!(path, Path::Changed(..));
            let step = (whole * 7 / 10 / n.max(1) as i64).clamp(6, pace.max(6));
            for m in 0..n {
                acts.extend(milestone(m, placed + hours(step * m as i64), step, changed && m == 0));
            }
            let end = placed + hours(step * n as i64);
            acts.push((end + hours(9), Act::Feedback));
            if let Path::Done(.., reply) = path
                && !reply.is_empty()
            {
                acts.push((end + hours(21), Act::Reply));
            }
        }
    }
    acts.retain(|(at, _)| *at < now);
    acts
}

/// One milestone from begin to approval within `step` hours, perhaps with a round of changes.
fn milestone(m: usize, from: Moment, step: i64, changes: bool) -> Vec<(Moment, Act)> {
    let at = |percent: i64| from + Duration::minutes(step * 60 * percent / 100);
    let mut acts = vec![(at(15), Act::Progress(m, 40)), (at(50), Act::Submit(m)), (at(60), Act::Look(m))];
    if changes {
        acts.extend([(at(66), Act::Revise(m)), (at(80), Act::Submit(m))]);
    }
    acts.push((at(94), Act::Approve(m)));
    acts
}
