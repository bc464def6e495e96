//! A message that has not arrived yet, with how far it is and what can be done about it.

use super::{
    bubble::{Files, Quoted},
    outbox::{Outgoing, SendState},
    room::Room,
    words,
};
use leptos::prelude::*;
use ui::prelude::*;

/// A row under the log's last message.
#[component]
pub fn OutgoingRow(room: Room, out: Outgoing) -> impl IntoView {
    let Outgoing { client_id: id, content, reply, files, state, .. } = out;
    let state = match state {
        SendState::Sending => view! { <Icon glyph=icondata::LuClock />{tr!("Sending …", "Wird gesendet …")} }.into_any(),
        SendState::Sent => view! { <Icon glyph=icondata::LuCheck />{tr!("Sent", "Gesendet")} }.into_any(),
        SendState::Offline => view! {
            <Icon glyph=icondata::LuWifiOff />{tr!("Offline. It is sent when the connection is back.", "Offline. Wird gesendet, sobald die Verbindung wieder da ist.")}
        }
        .into_any(),
        SendState::Refused(problem) => {
            let why = problem.message(lang());
            view! {
                <span class="msg-failed" role="alert"><Icon glyph=icondata::LuCircleAlert />{tr!("Not sent. {why}", "Nicht gesendet. {why}")}</span>
                <button type="button" class="btn btn-plain btn-sm" on:click=move |_| room.retry(id)>{tr!("Try again", "Erneut versuchen")}</button>
                <button type="button" class="btn btn-ghost btn-sm" on:click=move |_| { super::composer::take_back(room, id); }>{tr!("Back to writing", "Zurück in die Eingabe")}</button>
            }
            .into_any()
        }
    };
    view! {
        <article class="msg msg-own" aria-label=tr!("Your message, not sent yet", "Ihre Nachricht, noch nicht gesendet") data-outgoing="">
            <span></span>
            <div class="min-w-0">
                {reply.map(|quote| view! { <Quoted room=room quote=quote /> })}
                {(!content.is_empty()).then(|| view! { <div class="msg-bubble"><p class="msg-text">{words::linked(&content)}</p></div> })}
                {(!files.is_empty()).then(|| view! { <Files files=files /> })}
                <p class="msg-foot">{state}</p>
            </div>
        </article>
    }
}
