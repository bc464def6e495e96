//! What a room asks before it does something that cannot be undone.

use super::{
    acts,
    room::{Asked, Room},
    words,
};
use api::{chats::ReportMessage, problem_of, value_of};
use leptos::prelude::*;
use ui::prelude::*;

/// The dialogs of a room; each opens when it is asked for.
#[component]
pub fn Dialogs(room: Room) -> impl IntoView {
    let (deleting, reporting) = (RwSignal::new(false), RwSignal::new(false));
    Effect::new(move |_| {
        let asked = room.asked.get();
        deleting.set(matches!(asked, Some(Asked::Delete(_))));
        reporting.set(matches!(asked, Some(Asked::Report(_))));
    });
    // closed by Esc or its cross
    Effect::new(move |before: Option<bool>| {
        let open = deleting.get() || reporting.get();
        if before == Some(true) && !open {
            room.asked.set(None);
        }
        open
    });
    let seq = move || match room.asked.get() {
        Some(Asked::Delete(seq) | Asked::Report(seq)) => Some(seq),
        None => None,
    };
    let quote = move || {
        let words = seq().and_then(|seq| room.message(seq)).map(|message| model::chats::excerpt(&message.content, 140));
        words.filter(|words| !words.is_empty()).map(|words| view! { <p class="msg-quote">{words}</p> })
    };
    view! {
        <Dialog open=deleting title=tr!("Delete this message?", "Diese Nachricht löschen?")>
            {quote}
            <p>{tr!("Its words and files go for everybody in the room; that something was deleted stays visible.", "Text und Dateien verschwinden für alle in der Unterhaltung; dass etwas gelöscht wurde, bleibt sichtbar.")}</p>
            <div class="mt-4 flex flex-wrap justify-end gap-2">
                <Button look=Look::Quiet on_press=Callback::new(move |()| room.asked.set(None))>{tr!("Cancel", "Abbrechen")}</Button>
                <Button look=Look::Danger icon=icondata::LuTrash2 on_press=Callback::new(move |()| {
                    if let Some(seq) = untrack(seq) {
                        acts::delete(room, seq);
                    }
                    room.asked.set(None);
                })>{tr!("Delete the message", "Nachricht löschen")}</Button>
            </div>
        </Dialog>
        <Dialog open=reporting title=tr!("Report this message", "Diese Nachricht melden")>
            {quote}
            {move || reporting.get().then(seq).flatten().map(|seq| view! { <Report room=room seq=seq /> })}
        </Dialog>
    }
}

#[component]
fn Report(room: Room, seq: i64) -> impl IntoView {
    let report = ServerAction::<ReportMessage>::new();
    toast_result(report.value(), |_| {
        tr!(
            "Reported. The project's team looks at it; the other side is not told by whom.",
            "Gemeldet. Das Team des Projekts sieht es sich an; die andere Seite erfährt nicht, von wem."
        )
    });
    let done = value_of(report);
    Effect::new(move |_| {
        if done.get().is_some() {
            room.asked.set(None);
        }
    });
    view! {
        <ActionForm action=report>
            <FormScope problem=problem_of(report) id="report">
                <input type="hidden" name="chat" value=room.id.to_string() />
                <input type="hidden" name="seq" value=seq />
                <ChoiceCards name="reason" legend=tr!("What is wrong with it?", "Was stimmt damit nicht?") choices=words::reasons() value="spam".to_owned() />
                <TextArea name="note" label=tr!("What should the team know?", "Was sollte das Team wissen?") rows=3 maxlength=2000 optional=true />
                <Button kind="submit" look=Look::Primary icon=icondata::LuFlag pending=report.pending()>{tr!("Report", "Melden")}</Button>
            </FormScope>
        </ActionForm>
    }
}
