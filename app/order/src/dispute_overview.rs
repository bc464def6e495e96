//! The first tab: what both say, the decision with its two answers, how it ended, and the timeline.

use crate::{
    dispute_context::{act, the_dispute},
    dispute_decision::Decision,
    dispute_terms::TermsShown,
};
use api::{
    disputes::{AnswerDispute, WithdrawDispute},
    problem_of,
};
use leptos::prelude::*;
use model::Party;
use ui::prelude::*;

#[component]
pub fn Overview() -> impl IntoView {
    view! {
        <div class="two-cols">
            <div class="stack">
                <Outcome />
                <Decision />
                <Statement />
                <Answer />
            </div>
            <div class="stack">
                <Dates />
                <Withdraw />
                <Events />
            </div>
        </div>
    }
}

#[component]
fn Statement() -> impl IntoView {
    let the = the_dispute();
    let (who, words, wanted, slices, created) = the.dispute.with_untracked(|d| {
        (d.name_of(d.opened_by).to_owned(), d.statement.clone(), d.wanted.clone(), d.slices.clone(), d.created_at)
    });
    let commission = the.dispute.with_untracked(|d| (d.commission, d.held.currency));
    let wish = match wanted.and_then(|terms| terms.sums(commission.0, commission.1).ok().map(|sums| (terms, sums))) {
        Some((terms, sums)) => view! { <TermsShown terms=terms sums=sums titles=slices /> }.into_any(),
        None => view! { <p class="text-sm text-muted">{tr!("Something else, said above.", "Etwas anderes, steht oben.")}</p> }.into_any(),
    };
    view! {
        <Card title=tr!("What {who} says", "Was {who} sagt")>
            <p class="whitespace-pre-line break-words">{words}</p>
            <p class="mt-1 text-sm text-muted"><Moment at=created /></p>
            <h3 class="mt-4 mb-1 text-sm font-medium">{tr!("What is wanted", "Was gewünscht wird")}</h3>
            {wish}
        </Card>
    }
}

#[component]
fn Answer() -> impl IntoView {
    let the = the_dispute();
    let may = the.part(|d| d.may.answer);
    let said = the.part(|d| (d.answer.clone(), d.answered_at, d.unanswered));
    let who = the.dispute.with_untracked(|d| {
        let other = if d.opened_by == Party::Client { Party::Seller } else { Party::Client };
        d.name_of(other).to_owned()
    });
    let title = tr!("What {who} answers", "Was {who} antwortet");
    let answer = act::<AnswerDispute>(|_| tr!("Answered. Mediation begins.", "Beantwortet. Die Vermittlung beginnt."));
    let form = move || {
        may.get().then(|| {
            let id = the.id();
            view! {
                <ActionForm action=answer>
                    <FormScope problem=problem_of(answer) id="answer-form">
                        <input type="hidden" name="dispute" value=id />
                        <TextArea name="answer" label=tr!("How do you see it?", "Wie sehen Sie es?") rows=6 maxlength=10000
                            help=tr!("The other side and the mediators read this.", "Die andere Seite und die Vermittlung lesen das.") />
                        <FileDrop name="files[]" label=tr!("Evidence", "Belege") to="/files?purpose=evidence" max_mb=50 multiple=true optional=true />
                        <div><Button kind="submit" look=Look::Primary pending=answer.pending()>{tr!("Send the answer", "Antwort senden")}</Button></div>
                    </FormScope>
                </ActionForm>
            }
        })
    };
    view! {
        <div id="answer">
            <Card title=title>
                {move || {
                    let (words, at, missed) = said.get();
                    match at {
                        Some(at) => view! { <p class="whitespace-pre-line break-words">{words}</p><p class="mt-1 text-sm text-muted"><Moment at=at /></p> }.into_any(),
                        None if missed => view! { <p class="text-muted">{tr!("No answer in time. One is still heard until the dispute is decided.", "Keine Antwort in der Frist. Eine Antwort wird bis zur Entscheidung noch gehört.")}</p> }.into_any(),
                        None => view! { <p class="text-muted">{tr!("No answer yet.", "Noch keine Antwort.")}</p> }.into_any(),
                    }
                }}
                {form}
            </Card>
        </div>
    }
}

/// How it ended.
#[component]
fn Outcome() -> impl IntoView {
    let outcome = the_dispute().part(|d| Some((d.outcome.clone()?, d.outcome_sums?, d.slices.clone(), d.status)));
    move || {
        outcome.get().map(|(terms, sums, slices, status)| {
            view! {
                <Card title=tr!("How it ended", "Wie es endete")>
                    <p class="mb-2"><StateChip state=status /></p>
                    <TermsShown terms=terms sums=sums titles=slices />
                </Card>
            }
        })
    }
}

#[component]
fn Dates() -> impl IntoView {
    let the = the_dispute();
    let dates = the.part(|d| {
        (d.created_at, d.answer_due_at, d.answered_at, d.final_at.filter(|_| !d.status.is_over()), d.ended_at, d.held)
    });
    view! {
        <Card title=tr!("Dates and money", "Termine und Geld")>
            {move || {
                let (opened, due, answered, takes_effect, ended, held) = dates.get();
                view! {
                    <Facts>
                        <Fact label=tr!("In escrow", "Im Treuhandkonto")><Amount money=held /></Fact>
                        <Fact label=tr!("Opened", "Eröffnet")><Moment at=opened /></Fact>
                        {match answered {
                            Some(at) => view! { <Fact label=tr!("Answered", "Beantwortet")><Moment at=at /></Fact> }.into_any(),
                            None => view! { <Fact label=tr!("Answer until", "Antwort bis")><Moment at=due absolute=true /></Fact> }.into_any(),
                        }}
                        {takes_effect.map(|at| view! { <Fact label=tr!("Takes effect", "Wirksam")><Moment at=at absolute=true /></Fact> })}
                        {ended.map(|at| view! { <Fact label=tr!("Ended", "Beendet")><Moment at=at /></Fact> })}
                    </Facts>
                }
            }}
        </Card>
    }
}

#[component]
fn Withdraw() -> impl IntoView {
    let the = the_dispute();
    let may = the.part(|d| d.may.withdraw);
    let withdraw =
        act::<WithdrawDispute>(|_| tr!("Taken back. The order goes on.", "Zurückgezogen. Der Auftrag geht weiter."));
    move || {
        may.get().then(|| {
            let id = the.id();
            view! {
                <ConfirmButton label=tr!("Take the dispute back", "Streitfall zurückziehen") pending=withdraw.pending()
                    title=tr!("Take this dispute back?", "Diesen Streitfall zurückziehen?")
                    text=tr!("The order goes on where it stood; its dates move by the time it stood still.", "Der Auftrag geht dort weiter, wo er stand; seine Fristen verschieben sich um den Stillstand.")
                    confirm=tr!("Take it back", "Zurückziehen")
                >
                    <ActionForm action=withdraw>
                        <input type="hidden" name="dispute" value=id />
                        <Button kind="submit" look=Look::Primary pending=withdraw.pending()>{tr!("Take it back", "Zurückziehen")}</Button>
                    </ActionForm>
                </ConfirmButton>
            }
        })
    }
}

#[component]
fn Events() -> impl IntoView {
    let events = the_dispute().part(|d| d.timeline.clone());
    view! {
        <Card title=tr!("Timeline", "Verlauf")>
            {move || {
                let entries = events.get().into_iter().rev().map(crate::timeline::entry).collect::<Vec<_>>();
                view! { <Timeline entries=entries /> }
            }}
        </Card>
    }
}
