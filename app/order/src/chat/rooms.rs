//! The list of conversations: the one with the newest message first, with what is unread; and the search in all of them.

use super::{base, words};
use api::chats::{list_chats, search_messages};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::{
    ChatId, Page, Party, UserId,
    chats::{ChatFilter, ChatHit, ChatKind, RoomLine, ServerFrame},
};
use std::time::Duration;
use ui::prelude::*;

/// Several changes within this time are one reading.
const GATHER: Duration = Duration::from_millis(400);

/// The left pane.
#[component]
pub fn Rooms(side: Party, current: Memo<Option<ChatId>>) -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        query.with(|query| (Show::of(query.get("show").as_deref()), query.get("q").unwrap_or_default()))
    });
    let here = ui::browser::here();
    let tabs = move || {
        let (show, _) = asked.get();
        let bare = with_query(&with_query(&with_query(&here.get(), "show", ""), "q", ""), "at", "");
        let tab =
            |label: String, which: Show| Tab::new(label, with_query(&bare, "show", which.as_str()), which == show);
        vec![
            tab(tr!("All", "Alle"), Show::All),
            tab(tr!("Unread", "Ungelesen"), Show::Unread),
            tab(tr!("Archived", "Archiviert"), Show::Archived),
        ]
    };
    let path = move || here.get().split('?').next().unwrap_or_default().to_owned();
    let first = asked.with_untracked(|(_, words)| words.clone());
    view! {
        <section class="rooms" aria-label=tr!("Conversations", "Unterhaltungen")>
            <div class="rooms-head">
                <form method="get" action=path role="search" class="flex items-end gap-2">
                    <TextInput name="q" kind="search" label=tr!("Search messages", "Nachrichten suchen") bare=true optional=true value=first placeholder=tr!("Search messages", "Nachrichten suchen") class="min-w-0 flex-1" />
                    <IconButton kind="submit" glyph=icondata::LuSearch label=tr!("Search", "Suchen") look=Look::Secondary />
                </form>
                {move || view! { <Tabs label=tr!("Which conversations", "Welche Unterhaltungen") tabs=tabs() /> }}
            </div>
            <div class="rooms-list" tabindex="0" aria-label=tr!("List of conversations", "Liste der Unterhaltungen") role="region">
                {move || {
                    let (show, words) = asked.get();
                    if words.trim().is_empty() {
                        view! { <List side=side show=show current=current /> }.into_any()
                    } else {
                        view! { <Found side=side words=words /> }.into_any()
                    }
                }}
            </div>
        </section>
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Show {
    All,
    Unread,
    Archived,
}

impl Show {
    fn of(text: Option<&str>) -> Self {
        match text {
            Some("unread") => Self::Unread,
            Some("archived") => Self::Archived,
            _ => Self::All,
        }
    }
    const fn as_str(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Unread => "unread",
            Self::Archived => "archived",
        }
    }
}

#[component]
fn List(side: Party, show: Show, current: Memo<Option<ChatId>>) -> impl IntoView {
    let filter = ChatFilter { side, unread: show == Show::Unread, archived: show == Show::Archived };
    let first = filter.clone();
    let rooms = Resource::new(|| (), move |()| list_chats(first.clone(), None));
    let changed = news();
    view! {
        <Load from=rooms bones=Bones::Rows(6) view={move |page: Page<RoomLine>| {
            let filter = filter.clone();
            let list = endless(page, None, move |after| list_chats(filter.clone(), after)).follow(changed);
            let nothing = list.is_empty();
            view! {
                {move || nothing.get().then(|| empty(side, show))}
                <For each=move || list.batches() key=|batch| batch.key let(batch)>
                    <ul>{batch.rows.iter().map(|line| view! { <Line line=line.clone() side=side current=current /> }).collect_view()}</ul>
                </For>
                <MoreOf list=list />
            }
            .into_any()
        }} />
    }
}

/// Grows when something new is in any room, or was read.
fn news() -> Signal<u64> {
    let (version, waits) = (RwSignal::new(0_u64), StoredValue::new(false));
    live().hear(move |frame| {
        let tells = matches!(
            frame,
            ServerFrame::New { .. } | ServerFrame::Room { .. } | ServerFrame::Read { .. } | ServerFrame::Changed { .. }
        );
        if tells && waits.try_get_value() == Some(false) {
            waits.set_value(true);
            ui::browser::after(GATHER, move || {
                waits.try_set_value(false);
                version.try_update(|n| *n += 1);
            });
        }
    });
    let (read, stood) = (live().messages_read, live().stood);
    Signal::derive(move || version.get() + read.get() + stood.get())
}

#[component]
fn Line(line: RoomLine, side: Party, current: Memo<Option<ChatId>>) -> impl IntoView {
    let reader = reader();
    let id = line.id;
    let name = line.other_name(lang());
    let about = match (&line.order, line.kind) {
        (Some(order), _) => format!("{} · {}", order.number, line.title),
        (None, ChatKind::Presale) => {
            let title = &line.title;
            tr!("Question: {title}", "Frage: {title}")
        }
        _ => line.title.clone(),
    };
    let about = (about != name).then(|| view! { <span class="block truncate text-sm text-muted">{about}</span> });
    let last = line.last.as_ref().map(|last| words::last_line(last, reader)).unwrap_or_default();
    let unread = line.unread;
    let at = line.at;
    let (title, below) = match unread {
        0 => ("truncate font-medium", "min-w-0 flex-1 truncate text-muted"),
        _ => ("truncate font-semibold", "min-w-0 flex-1 truncate"),
    };
    view! {
        <li>
            <a class="room-line" href=format!("{}/{id}", base(side)) aria-current=move || (current.get() == Some(id)).then_some("page")>
                <Avatar name=name.clone() />
                <span class="min-w-0 flex-1">
                    <span class="flex items-baseline justify-between gap-2">
                        <span class=title>{name}</span>
                        <span class="shrink-0 text-xs text-muted"><Moment at=at /></span>
                    </span>
                    {about}
                    <span class="flex items-center gap-2 text-sm">
                        <span class=below>{last}</span>
                        <Tally n=Signal::from(unread) />
                    </span>
                </span>
            </a>
        </li>
    }
}

/// Who reads; what is said of them later changes no line.
fn reader() -> UserId {
    let id = untrack(|| me().with(|viewer| viewer.person.as_ref().map(|person| person.id)));
    id.unwrap_or(UserId(uuid::Uuid::nil()))
}

/// What a search found: the message, and the way into its room.
#[component]
fn Found(side: Party, words: String) -> impl IntoView {
    let asked = words.clone();
    let hits = Resource::new(|| (), move |()| search_messages(asked.clone(), None, None));
    view! {
        <Load from=hits bones=Bones::Rows(6) view={move |page: Page<ChatHit>| {
            let asked = words.clone();
            let list = endless(page, None, move |after| search_messages(asked.clone(), None, after));
            let nothing = list.is_empty();
            view! {
                {move || nothing.get().then(|| view! {
                    <EmptyState icon=icondata::LuSearchX title=tr!("No message fits", "Keine Nachricht passt") text=tr!("Try fewer or other words.", "Versuchen Sie es mit weniger oder anderen Wörtern.") />
                })}
                <For each=move || list.batches() key=|batch| batch.key let(batch)>
                    <ul>{batch.rows.iter().map(|hit| view! { <Hit hit=hit.clone() side=side /> }).collect_view()}</ul>
                </For>
                <MoreOf list=list />
            }
            .into_any()
        }} />
    }
}

#[component]
fn Hit(hit: ChatHit, side: Party) -> impl IntoView {
    let reader = reader();
    let name = words::name_of(hit.sender.as_ref(), reader);
    view! {
        <li>
            <a class="room-line" href=format!("{}/{}?at={}", base(side), hit.chat, hit.seq)>
                <span class="min-w-0 flex-1">
                    <span class="flex items-baseline justify-between gap-2">
                        <span class="truncate font-medium">{hit.title}</span>
                        <span class="shrink-0 text-xs text-muted"><Moment at=hit.at /></span>
                    </span>
                    <span class="block text-sm">{name}": "{hit.excerpt}</span>
                </span>
            </a>
        </li>
    }
}

fn empty(side: Party, show: Show) -> AnyView {
    match (show, side) {
        (Show::Unread, _) => view! {
            <EmptyState icon=icondata::LuMailCheck title=tr!("All read", "Alles gelesen") text=tr!("New messages stand here until you have read them.", "Neue Nachrichten stehen hier, bis Sie sie gelesen haben.") />
        }
        .into_any(),
        (Show::Archived, _) => view! {
            <EmptyState icon=icondata::LuArchive title=tr!("Nothing archived", "Nichts archiviert") text=tr!("Conversations that you archive stand here.", "Hier stehen Unterhaltungen, die Sie archivieren.") />
        }
        .into_any(),
        (Show::All, Party::Client) => view! {
            <EmptyState icon=icondata::LuMessagesSquare title=tr!("No conversations yet", "Noch keine Unterhaltungen") text=tr!("Each order brings one with its seller; and you can ask a seller before you buy.", "Jeder Auftrag bringt eine mit seinem Anbieter; und Sie können einen Anbieter vor dem Kauf fragen.")>
                <LinkButton look=Look::Primary href="/search" icon=icondata::LuSearch>{tr!("Find a service", "Leistung finden")}</LinkButton>
            </EmptyState>
        }
        .into_any(),
        (Show::All, Party::Seller) => view! {
            <EmptyState icon=icondata::LuMessagesSquare title=tr!("No conversations yet", "Noch keine Unterhaltungen") text=tr!("When somebody asks about a service or orders from you, it stands here.", "Wenn jemand nach einer Leistung fragt oder bei Ihnen bestellt, steht es hier.") />
        }
        .into_any(),
        (Show::All, _) => view! {
            <EmptyState icon=icondata::LuMessagesSquare title=tr!("No conversations yet", "Noch keine Unterhaltungen") text=tr!("Rooms of the team stand here, and those of orders that you have looked into.", "Hier stehen Unterhaltungen des Teams und die von Aufträgen, in die Sie hineingesehen haben.") />
        }
        .into_any(),
    }
}
