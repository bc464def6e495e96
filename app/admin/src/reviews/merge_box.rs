//! The merge box: what is missing, in words, and buttons only for what this person may do.

use super::page::the_review;
use api::{
    problem_of,
    reviews::{MergeReview, VoteOnReview},
};
use leptos::{form::ActionForm, prelude::*};
use model::reviews::{ReviewPage, ReviewStatus, VoteKind};
use order::reviewing::act;
use ui::prelude::*;

#[component]
pub fn MergeBox() -> impl IntoView {
    let the = the_review();
    // everything but the moment of reading: what is typed here stays while others write
    let stand = the.part(|review| (review.state.clone(), review.me.clone()));
    let missing = Memo::new(move |_| stand.with(|(state, _)| state.missing()));
    view! {
        <Card title=tr!("What is missing", "Was noch fehlt")>
            <div class="stack" data-merge-box="">
                {move || {
                    let status = stand.with(|(state, _)| state.status);
                    let lines = missing.get();
                    if lines.is_empty() {
                        return view! { <p class="needs flex items-center gap-2"><Icon glyph=icondata::LuCircleCheck />{tr!("Nothing is missing: it can be merged.", "Es fehlt nichts: Es kann übernommen werden.")}</p> }.into_any();
                    }
                    let icon = if status == ReviewStatus::Merged { icondata::LuCircleCheck } else { icondata::LuCircleDashed };
                    view! {
                        <ul class="needs">{lines.into_iter().map(|line| view! { <li><Icon glyph=icon /><span>{line.sentence(lang())}</span></li> }).collect_view()}</ul>
                    }
                    .into_any()
                }}
                <Buttons />
            </div>
        </Card>
    }
}

/// What this person may do, as far as it decides which buttons there are.
#[derive(Clone, Copy, PartialEq)]
struct May {
    version: i32,
    approve: bool,
    /// Their approval is the last thing missing.
    completes: bool,
    merge: bool,
}

fn may(review: &ReviewPage) -> Result<May, model::reviews::NotYours> {
    let (state, me) = (&review.state, &review.me);
    state.may_decide(me)?;
    let approve = state.vote_of(me.id) != Some(VoteKind::Approve);
    Ok(May {
        version: state.version,
        approve,
        completes: approve && state.completes(me, review.now),
        merge: state.may_merge(),
    })
}

#[component]
fn Buttons() -> impl IntoView {
    let the = the_review();
    let may = the.part(may);
    let subject = the.0.with_untracked(|review| review.head.subject);
    let task = the.0.with_untracked(|review| review.head.id);
    let typed = RwSignal::new(String::new());
    let vote = act::<VoteOnReview>(Some(typed), |()| tr!("Your vote counts.", "Ihre Stimme zählt."));
    let merge = act::<MergeReview>(None, |()| tr!("Merged and done.", "Übernommen und erledigt."));
    let hidden = move |version: i32| {
        view! {
            <input type="hidden" name="task" value=task.to_string() />
            <input type="hidden" name="version" value=version.to_string() />
        }
    };
    move || {
        let May { version, approve, completes, merge: ready } = match may.get() {
            Ok(may) => may,
            Err(why) => return view! { <p class="text-sm text-muted">{why.sentence(lang())}</p> }.into_any(),
        };
        let done = subject.merge_words(lang());
        let last = done.clone();
        view! {
            {(ready && !completes).then(|| view! {
                <ActionForm action=merge>
                    {hidden(version)}
                    <Button kind="submit" look=Look::Primary wide=true icon=icondata::LuGitMerge pending=merge.pending()>{done}</Button>
                </ActionForm>
            })}
            {completes.then(|| view! {
                <ActionForm action=merge>
                    {hidden(version)}
                    <input type="hidden" name="approve" value="true" />
                    <Button kind="submit" look=Look::Primary wide=true icon=icondata::LuGitMerge pending=merge.pending()>{tr!("Approve and finish: {last}", "Freigeben und abschließen: {last}")}</Button>
                </ActionForm>
            })}
            <ActionForm action=vote attr:novalidate="novalidate">
                <FormScope problem=problem_of(vote) id="vote">
                    {hidden(version)}
                    <TextArea name="note" label=tr!("Your note", "Ihre Anmerkung") bind=typed rows=3 maxlength=2000 optional=true
                        help=tr!("Needed when you ask for changes or reject: the author reads it.", "Nötig, wenn Sie Änderungen verlangen oder ablehnen: Die einreichende Seite liest sie.") />
                    <div class="flex flex-wrap gap-2">
                        {approve.then(|| view! { <Button kind="submit" name="kind" value="approve" icon=icondata::LuCheck pending=vote.pending()>{tr!("Approve", "Freigeben")}</Button> })}
                        <Button kind="submit" name="kind" value="request_changes" icon=icondata::LuPencil pending=vote.pending()>{tr!("Request changes", "Änderungen verlangen")}</Button>
                        <Button kind="submit" look=Look::Danger name="kind" value="reject" icon=icondata::LuCircleX pending=vote.pending()>{subject.reject_words(lang())}</Button>
                    </div>
                </FormScope>
            </ActionForm>
        }
        .into_any()
    }
}
