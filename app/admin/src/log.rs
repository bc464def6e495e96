//! `/admin/log`: who did what to which thing, and the proof that nobody changed it since.

use crate::log_verify::Verify;
use api::audit::{list_log, list_log_actions};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::{
    Permission,
    audit::{LogEntry, LogFilter},
};
use ui::prelude::*;

/// The page.
#[component]
pub fn LogPage() -> impl IntoView {
    let query = use_query_map();
    let filter = Memo::new(move |_| {
        query.with(|query| {
            let text = |key: &str| query.get(key).filter(|value| !value.is_empty());
            LogFilter {
                action: text("action"),
                subject: text("subject"),
                subject_id: text("id").and_then(|id| id.parse().ok()),
                actor: text("by").and_then(|id| id.parse().ok()),
                from: text("from").and_then(|day| start_of(&day, 0)),
                until: text("until").and_then(|day| start_of(&day, 1)),
            }
        })
    });
    let after = Memo::new(move |_| query.with(|query| query.get("after")));
    let rows = Resource::new(move || (filter.get(), after.get()), |(filter, after)| list_log(filter, after));
    let actions = Resource::new(|| (), |()| list_log_actions());
    view! {
        <PageHeader title=tr!("Transaction log", "Protokoll") lead=|| tr!("Who did what, when, to which thing. Nothing here can be changed.", "Wer hat was wann woran getan. Nichts davon lässt sich ändern.") />
        <div class="stack">
            {move || me().may(Permission::LogVerify).then(|| view! { <Verify /> })}
            <Load from=actions bones=Bones::Rows(1) view=move |actions| view! { <Filters actions=actions filter=filter /> }.into_any() />
            <Load from=rows bones=Bones::Rows(10) view=move |page| {
                let filter = filter.get_untracked();
                let list = endless(page, after.get_untracked(), move |after| list_log(filter.clone(), after));
                view! { <List list=list /> }.into_any()
            } />
        </div>
    }
}

/// Midnight UTC of a day as an `<input type=date>` sends it, some days later.
fn start_of(day: &str, later: i64) -> Option<model::Moment> {
    let mut parts = day.split('-').map(|part| part.parse::<i32>());
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    let month = time::Month::try_from(u8::try_from(month).ok()?).ok()?;
    let date = time::Date::from_calendar_date(year, month, u8::try_from(day).ok()?).ok()?;
    date.midnight().assume_utc().checked_add(time::Duration::days(later))
}

/// A plain GET form: the filter is the address.
#[component]
fn Filters(actions: Vec<String>, filter: Memo<LogFilter>) -> impl IntoView {
    let query = use_query_map();
    let value = move |key: &'static str| query.with(|query| query.get(key).unwrap_or_default());
    let choices = actions.into_iter().map(|action| Choice::new(action.clone(), action)).collect::<Vec<_>>();
    let chosen = Signal::derive(move || filter.with(|filter| filter.action.clone().unwrap_or_default()));
    view! {
        <leptos_router::components::Form method="GET" action="/admin/log">
            <div class="flex flex-wrap items-end gap-3">
                <Select name="action" label=tr!("Action", "Vorgang") choices=choices value=chosen placeholder=tr!("All", "Alle") optional=true bare=false />
                <TextInput name="from" kind="date" label=tr!("From", "Von") value=value("from") optional=true />
                <TextInput name="until" kind="date" label=tr!("Until", "Bis") value=value("until") optional=true />
                <TextInput name="id" label=tr!("Id of the thing", "Id der Sache") value=value("id") optional=true />
                <div class="flex gap-2 pb-1">
                    <Button kind="submit" icon=icondata::LuListFilter>{tr!("Filter", "Filtern")}</Button>
                    <LinkButton href="/admin/log" look=Look::Quiet>{tr!("Clear", "Zurücksetzen")}</LinkButton>
                </div>
            </div>
        </leptos_router::components::Form>
    }
}

#[component]
fn List(list: Endless<LogEntry>) -> impl IntoView {
    let empty = || {
        view! {
            <EmptyState
                icon=icondata::LuScrollText
                title=tr!("No rows", "Keine Einträge")
                text=tr!("Every act that touches money or rights leaves a row here. With these filters there is none.", "Alles, was Geld oder Rechte berührt, hinterlässt hier einen Eintrag. Mit diesen Filtern gibt es keinen.")
            />
        }
    };
    let columns = vec![
        Column::new(tr!("What", "Was"), |row: &LogEntry| view! { <What row=row.clone() /> }).main(),
        Column::new(tr!("Who", "Wer"), |row: &LogEntry| view! { <Who row=row.clone() /> }),
        Column::new(tr!("When", "Wann"), |row: &LogEntry| view! { <Moment at=row.at absolute=true /> }),
        Column::new(tr!("Seal", "Siegel"), |row: &LogEntry| match row.seq {
            Some(seq) => view! { <Chip label=format!("#{seq}") icon=icondata::LuLink /> }.into_any(),
            None => view! { <Chip label=tr!("in a moment", "gleich") icon=icondata::LuHourglass /> }.into_any(),
        })
        .right(),
    ];
    view! { <EndlessTable caption=tr!("Transaction log", "Protokoll") columns=columns list=list empty=empty /> }
}

#[component]
fn What(row: LogEntry) -> impl IntoView {
    let data = serde_json::to_string_pretty(&row.data).unwrap_or_default();
    let thing = row
        .subject_id
        .map(|id| view! { <a class="link break-all text-xs" href=format!("/admin/log?id={id}")>{id.to_string()}</a> });
    view! {
        <a class="link-quiet font-medium" href=format!("/admin/log?action={}", row.action)><code>{row.action.clone()}</code></a>
        <span class="block text-sm text-muted">{row.subject}" "{thing}</span>
        {(data != "{}").then(|| view! {
            <details class="mt-1 text-sm">
                <summary>{tr!("Details", "Einzelheiten")}</summary>
                <pre class="mt-1 overflow-auto text-xs" tabindex="0">{data}</pre>
            </details>
        })}
    }
}

#[component]
fn Who(row: LogEntry) -> impl IntoView {
    match (row.actor, row.actor_name) {
        (Some(id), name) => {
            let name = name.unwrap_or_else(|| tr!("Operator", "Betreiber"));
            view! { <a class="link-quiet" href=format!("/admin/log?by={id}")>{name}</a> }.into_any()
        }
        (None, _) => view! { <span class="text-muted">{tr!("by itself", "von selbst")}</span> }.into_any(),
    }
}
