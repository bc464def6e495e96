//! A room, whole: head, history, who is writing, and the place to write.

use super::{
    composer::Composer,
    dialogs::Dialogs,
    head::{Head, May},
    log::{Log, begin},
    room::Room,
};
use leptos::prelude::*;
use model::{
    Party, UserId,
    chats::{Around, RoomView},
};
use ui::prelude::*;

/// The room as it was opened; it goes on by itself from there.
#[component]
pub fn Conversation(
    view: RoomView,
    side: Party,
    around: Around,
    /// Inside another page.
    #[prop(optional)]
    docked: bool,
    /// Told how many are unread.
    #[prop(optional)]
    unread: Option<RwSignal<u32>>,
    /// Something changed that only the server knows: read the room again.
    on_change: Callback<()>,
) -> impl IntoView {
    // what is said of the viewer later changes nothing here
    let reader = untrack(|| me().with(|viewer| viewer.person.as_ref().map(|person| person.id)));
    let may = May { archive: view.may_archive, block: view.may_block };
    let room = Room::new(view, reader.unwrap_or(UserId(uuid::Uuid::nil())));
    room.connect();
    Effect::new(move |_| {
        room.alive.set(true);
        untrack(|| {
            room.resume();
            begin(room, around);
        });
    });
    if let Some(unread) = unread {
        Effect::new(move |_| unread.set(room.unread()));
    }
    view! {
        <section class=if docked { "room room-docked" } else { "room" } aria-label=tr!("Conversation", "Unterhaltung")>
            <Head room=room may=may side=side docked=docked on_change=on_change />
            <Log room=room />
            <Writers room=room />
            <Composer room=room />
        </section>
        <Dialogs room=room />
    }
}

/// "Mara is writing …"
#[component]
fn Writers(room: Room) -> impl IntoView {
    let words = move || {
        let names: Vec<String> =
            room.writers.with(|writers| writers.iter().map(|writer| writer.name.clone()).collect());
        match names.as_slice() {
            [] => String::new(),
            [name] => tr!("{name} is writing …", "{name} schreibt …"),
            [one, two] => tr!("{one} and {two} are writing …", "{one} und {two} schreiben …"),
            _ => tr!("Several people are writing …", "Mehrere schreiben …"),
        }
    };
    // not read out: it would interrupt at every key
    view! { <p class="room-typing" aria-live="off">{words}</p> }
}
