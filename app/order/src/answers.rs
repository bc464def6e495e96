//! The seller's questions while they are open: the delivery clock starts with the answers.

use crate::context::{act, the_order};
use api::{orders::AnswerIntake, problem_of};
use leptos::prelude::*;
use model::{OrderItemId, Party, orders::OrderStatus};
use ui::{intake::mended, prelude::*};

/// A form per item whose questions are open; for the other sides a sentence.
#[component]
pub fn Questions() -> impl IntoView {
    let the = the_order();
    let open = the.part(|order| {
        let asks = matches!(order.status, OrderStatus::Pending | OrderStatus::Active | OrderStatus::Delivered);
        order.items.iter().filter(|item| asks && item.answered_at.is_none()).map(|item| item.id).collect::<Vec<_>>()
    });
    let client = the.viewer() == Party::Client;
    view! {
        <div id="questions" class="stack">
            <For each=move || if client { open.get() } else { vec![] } key=|id| *id let(id)>
                <QuestionForm item=id />
            </For>
        </div>
    }
}

#[component]
fn QuestionForm(item: OrderItemId) -> impl IntoView {
    let the = the_order();
    let Some(found) = the.order.with_untracked(|order| order.items.iter().find(|i| i.id == item).cloned()) else {
        return ().into_any();
    };
    let answer = act::<AnswerIntake>(|_| {
        tr!("Thank you. The seller has your answers.", "Danke. Der Anbieter hat Ihre Angaben.")
    });
    let answers = RwSignal::new(found.answers);
    let problem = mended(problem_of(answer), found.intake.clone(), answers);
    let (name, days) = (found.name, found.delivery_days);
    view! {
        <Card title=tr!("Questions of the seller: {name}", "Fragen des Anbieters: {name}")>
            <p class="mb-4 text-muted">{tr!("The delivery time of {days} days starts when you have answered.", "Die Lieferzeit von {days} Tagen beginnt mit Ihren Antworten.")}</p>
            <ActionForm action=answer>
                <FormScope problem=problem id=format!("intake-{item}")>
                    <input type="hidden" name="item" value=item.to_string() />
                    <IntakeFields fields=found.intake answers=answers upload="/files?purpose=intake" />
                    <Button kind="submit" look=Look::Primary pending=answer.pending()>{tr!("Send the answers and start the work", "Antworten senden und Arbeit starten")}</Button>
                </FormScope>
            </ActionForm>
        </Card>
    }
    .into_any()
}
