//! The place to begin a thread.

use super::{act, reviewing, threads::MOST};
use api::{problem_of, reviews::OpenReviewThread};
use leptos::{form::ActionForm, prelude::*};
use model::reviews::Visibility;
use ui::prelude::*;

/// Begins a thread on a field, or on the whole.
#[component]
pub fn NewThreadForm(field: Option<String>) -> impl IntoView {
    let the = reviewing();
    let typed = RwSignal::new(String::new());
    let open = act::<OpenReviewThread>(Some(typed), |_| tr!("Said.", "Gesagt."));
    let place = field.clone().unwrap_or_else(|| "whole".to_owned()).replace('.', "-");
    let on_field = field.is_some();
    let field = StoredValue::new(field.unwrap_or_default());
    let place = StoredValue::new(place);
    let form = move || {
        let seen =
            [Visibility::Author, Visibility::Internal].map(|seen| Choice::new(seen.as_str(), seen.label(lang())));
        view! {
            <ActionForm action=open>
                <FormScope problem=problem_of(open) id=format!("thread-{}", place.get_value())>
                    <input type="hidden" name="task" value=the.task.to_string() />
                    <input type="hidden" name="field" value=field.get_value() />
                    <TextArea name="body" label=if on_field { tr!("About this field", "Zu diesem Feld") } else { tr!("Begin a thread", "Thema eröffnen") } bind=typed rows=3 maxlength=MOST />
                    {if the.two_sides && !the.outside {
                        view! { <Select name="visibility" label=tr!("Who reads it", "Wer liest mit") choices=seen.to_vec() value=Visibility::Author.as_str().to_owned() /> }.into_any()
                    } else {
                        let seen = if the.outside { Visibility::Author } else { Visibility::Internal };
                        view! { <input type="hidden" name="visibility" value=seen.as_str() /> }.into_any()
                    }}
                    <div><Button kind="submit" size=Size::Small icon=icondata::LuMessageSquarePlus pending=open.pending()>{tr!("Say it", "Absenden")}</Button></div>
                </FormScope>
            </ActionForm>
        }
    };
    view! {
        <Show when=move || the.status.get().is_live()>
            {if on_field {
                view! { <details class="thread-more"><summary>{tr!("Comment on this field", "Dieses Feld kommentieren")}</summary>{form()}</details> }.into_any()
            } else {
                view! { <Card>{form()}</Card> }.into_any()
            }}
        </Show>
    }
}
