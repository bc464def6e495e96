//! `…/messages` and `…/messages/{id}`: the conversations at the left, the open one at the right; on a phone one of them.

use super::{base, conversation::Conversation, rooms::Rooms, staff::NewStaffRoom};
use api::chats::{open_chat, open_chat_of_order};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use model::{
    ChatId, OrderId, Party, Permission, Problem,
    chats::{Around, RoomView},
};
use ui::prelude::*;

/// The page, as seen from one side.
#[component]
pub fn MessagesPage(side: Party) -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let asked = Memo::new(move |_| params.with(|params| params.get("id")));
    let current = Memo::new(move |_| asked.with(|id| id.as_ref().and_then(|id| id.parse::<ChatId>().ok())));
    let at = Memo::new(move |_| query.with(|query| query.get("at").and_then(|at| at.parse::<i64>().ok())));
    // the conversation of an order, whichever it is
    let order =
        Memo::new(move |_| query.with(|query| query.get("order").and_then(|order| order.parse::<OrderId>().ok())));
    let new = Memo::new(move |_| side == Party::Staff && query.with(|query| query.get("new").is_some()));
    let open = move || asked.with(Option::is_some) || order.get().is_some() || new.get();
    let action = (side == Party::Staff).then(|| view! {
        {untrack(|| me().may(Permission::OrderManage)).then(|| view! {
            <LinkButton href=format!("{}/reports", base(side)) icon=icondata::LuFlag>{tr!("Reported messages", "Gemeldete Nachrichten")}</LinkButton>
        })}
        <LinkButton href=format!("{}?new=1", base(side)) icon=icondata::LuMessageSquarePlus>{tr!("New conversation", "Neue Unterhaltung")}</LinkButton>
    });
    let right = move || {
        if new.get() {
            view! { <NewStaffRoom /> }.into_any()
        } else if asked.with(Option::is_some) || order.get().is_some() {
            view! { <Open side=side current=current order=order at=at /> }.into_any()
        } else {
            view! {
                <EmptyState icon=icondata::LuMessageSquareText title=tr!("Choose a conversation", "Wählen Sie eine Unterhaltung") text=tr!("It opens here, with everything that was written and every file.", "Sie öffnet sich hier, mit allem, was geschrieben wurde, und jeder Datei.") />
            }
            .into_any()
        }
    };
    view! {
        <div class=move || if open() { "max-md:sr-only" } else { "" }>
            <PageHeader title=tr!("Messages", "Nachrichten")>{action}</PageHeader>
        </div>
        <div class=move || if open() { "chat-panes chat-open" } else { "chat-panes" }>
            <Rooms side=side current=current />
            <div class="chat-room">{right}</div>
        </div>
    }
}

#[component]
fn Open(
    side: Party,
    current: Memo<Option<ChatId>>,
    order: Memo<Option<OrderId>>,
    at: Memo<Option<i64>>,
) -> impl IntoView {
    let again = RwSignal::new(0_u64);
    let room = Resource::new_blocking(
        move || (current.get(), order.get(), at.get(), again.get()),
        |(id, order, at, _)| async move {
            match (id, order) {
                (Some(id), _) => open_chat(id, around(at)).await,
                (None, Some(order)) => open_chat_of_order(order).await,
                (None, None) => Err(Problem::NotFound.into()),
            }
        },
    );
    let changed = Callback::new(move |()| again.update(|n| *n += 1));
    view! {
        <Load from=room bones=Bones::Detail main=true view={move |view: RoomView| {
            view! { <Conversation view=view side=side around=around(at.get_untracked()) on_change=changed /> }.into_any()
        }} />
    }
}

fn around(at: Option<i64>) -> Around {
    at.map_or(Around::Unread, Around::Message)
}
