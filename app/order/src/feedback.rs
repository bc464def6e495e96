//! Feedback on a completed order: the client's three ratings, and the seller's public answer.

use crate::context::{act, the_order};
use api::{
    deliveries::{LeaveFeedback, ReplyToFeedback},
    problem_of,
};
use leptos::prelude::*;
use model::{
    Party,
    orders::{FeedbackView, OrderStatus},
};
use ui::prelude::*;

#[component]
pub fn FeedbackPart() -> impl IntoView {
    let the = the_order();
    let given = the.part(|order| order.feedback.clone());
    let ask = the.part(|order| {
        order.viewer == Party::Client && order.status == OrderStatus::Completed && order.feedback.is_empty()
    });
    view! {
        <div id="feedback">
            {move || ask.get().then(|| view! { <FeedbackForm /> })}
            {move || given.get().into_iter().map(|feedback| view! { <Given feedback=feedback /> }).collect_view()}
        </div>
    }
}

#[component]
fn FeedbackForm() -> impl IntoView {
    let id = the_order().order.with_untracked(|order| order.id.to_string());
    let leave = act::<LeaveFeedback>(|_| {
        tr!("Thank you. Your feedback is public now.", "Danke. Ihre Bewertung ist jetzt öffentlich.")
    });
    view! {
        <Card title=tr!("How did it go?", "Wie war es?")>
            <ActionForm action=leave>
                <FormScope problem=problem_of(leave) id="feedback">
                    <input type="hidden" name="order" value=id />
                    <div class="form-row">
                        <RatingInput name="quality" legend=tr!("Quality", "Qualität") />
                        <RatingInput name="communication" legend=tr!("Communication", "Kommunikation") />
                        <RatingInput name="timeliness" legend=tr!("On time", "Pünktlichkeit") />
                    </div>
                    <TextArea name="comment" label=tr!("What should others know?", "Was sollten andere wissen?") maxlength=4000 optional=true />
                    <Button kind="submit" look=Look::Primary pending=leave.pending()>{tr!("Publish the feedback", "Bewertung veröffentlichen")}</Button>
                </FormScope>
            </ActionForm>
        </Card>
    }
}

#[component]
fn Given(feedback: FeedbackView) -> impl IntoView {
    let seller = the_order().viewer() == Party::Seller;
    let stars = |label: String, value: i32| {
        let tenths = u32::try_from(value * 10).unwrap_or(0);
        view! { <Fact label=label><Rating tenths=tenths /></Fact> }
    };
    let reply = match (feedback.seller_reply.is_empty(), seller) {
        (false, _) => view! { <Notice class="mt-3" title=tr!("Answer of the seller", "Antwort des Anbieters") icon=icondata::LuReply><p class="whitespace-pre-line">{feedback.seller_reply}</p></Notice> }.into_any(),
        (true, true) => view! { <ReplyForm /> }.into_any(),
        (true, false) => ().into_any(),
    };
    let comment =
        (!feedback.comment.is_empty()).then(|| view! { <p class="mt-3 whitespace-pre-line">{feedback.comment}</p> });
    view! {
        <Card title=tr!("Feedback", "Bewertung")>
            <p class="text-sm text-muted">{feedback.item_name}" · "<Moment at=feedback.created_at /></p>
            <Facts class="mt-2">
                {stars(tr!("Quality", "Qualität"), feedback.quality)}
                {stars(tr!("Communication", "Kommunikation"), feedback.communication)}
                {stars(tr!("On time", "Pünktlichkeit"), feedback.timeliness)}
            </Facts>
            {comment}
            {reply}
        </Card>
    }
}

#[component]
fn ReplyForm() -> impl IntoView {
    let id = the_order().order.with_untracked(|order| order.id.to_string());
    let reply = act::<ReplyToFeedback>(|_| tr!("Your answer is public now.", "Ihre Antwort ist jetzt öffentlich."));
    view! {
        <details class="mt-3">
            <summary class="link text-sm">{tr!("Answer in public", "Öffentlich antworten")}</summary>
            <ActionForm action=reply attr:class="mt-2">
                <FormScope problem=problem_of(reply) id="reply">
                    <input type="hidden" name="order" value=id />
                    <TextArea name="reply" label=tr!("Your answer", "Ihre Antwort") rows=3 maxlength=2000 />
                    <Button kind="submit" size=Size::Small pending=reply.pending()>{tr!("Publish the answer", "Antwort veröffentlichen")}</Button>
                </FormScope>
            </ActionForm>
        </details>
    }
}
