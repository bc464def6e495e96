//! A new conversation among the project's staff.

use api::{
    chats::{OpenStaffChat, list_staff_people},
    problem_of,
};
use leptos::prelude::*;
use model::chats::ChatPerson;
use ui::prelude::*;

/// Subject and people; leads into the room.
#[component]
pub fn NewStaffRoom() -> impl IntoView {
    let people = Resource::new(|| (), |()| list_staff_people());
    let open = ServerAction::<OpenStaffChat>::new();
    view! {
        <div class="p-4 overflow-y-auto">
            <h2 class="section-title">{tr!("New conversation in the team", "Neue Unterhaltung im Team")}</h2>
            <Load from=people bones=Bones::Rows(4) view={move |people: Vec<ChatPerson>| view! { <Form people=people open=open /> }.into_any()} />
        </div>
    }
}

#[component]
fn Form(people: Vec<ChatPerson>, open: ServerAction<OpenStaffChat>) -> impl IntoView {
    let nobody = people.is_empty();
    let boxes = people
        .into_iter()
        .map(|person| view! { <Checkbox name="people[]" value=person.id.to_string() label=person.name /> })
        .collect_view();
    view! {
        <ActionForm action=open attr:class="mt-3 form-stack">
            <FormScope problem=problem_of(open) id="staff-room">
                <TextInput name="title" label=tr!("What is it about?", "Worum geht es?") maxlength=160 />
                <fieldset class="field">
                    <legend class="field-label">{tr!("With whom?", "Mit wem?")}</legend>
                    {boxes}
                    {nobody.then(|| view! { <p class="text-sm text-muted">{tr!("Nobody else is on the team yet.", "Noch ist niemand sonst im Team.")}</p> })}
                </fieldset>
                <Button kind="submit" look=Look::Primary pending=open.pending()>{tr!("Begin", "Beginnen")}</Button>
            </FormScope>
        </ActionForm>
    }
}
