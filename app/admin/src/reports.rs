//! `/admin/messages/reports`: messages that somebody reported; staff take them away or leave them.

use api::chats::{DecideReport, list_reports};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::{
    Page,
    chats::{ReportLine, ReportStatus},
};
use ui::prelude::*;

const BASE: &str = "/admin/messages/reports";

#[component]
pub fn ReportsPage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        query.with(|query| {
            let status = query.get("status").and_then(|status| status.parse().ok()).unwrap_or(ReportStatus::Open);
            (status, query.get("after"))
        })
    });
    let decide = ServerAction::<DecideReport>::new();
    toast_result(decide.value(), |()| tr!("Decided.", "Entschieden."));
    let reports = Resource::new(
        move || (asked.get(), decide.version().get()),
        |((status, after), _)| list_reports(status, after),
    );
    let crumbs = vec![
        Crumb::new(tr!("Messages", "Nachrichten"), "/admin/messages"),
        Crumb::here(tr!("Reported messages", "Gemeldete Nachrichten")),
    ];
    let tabs = move || {
        let (now, _) = asked.get();
        let tab = |label: String, status: ReportStatus| {
            Tab::new(label, with_query(BASE, "status", status.as_str()), now == status)
        };
        vec![
            tab(tr!("Open", "Offen"), ReportStatus::Open),
            tab(tr!("Taken away", "Entfernt"), ReportStatus::Upheld),
            tab(tr!("Left", "Belassen"), ReportStatus::Dismissed),
        ]
    };
    view! {
        <PageHeader title=tr!("Reported messages", "Gemeldete Nachrichten") crumbs=crumbs />
        <div class="stack">
            {move || view! { <Tabs label=tr!("Which reports", "Welche Meldungen") tabs=tabs() /> }}
            <Load from=reports bones=Bones::Rows(4) view={move |page: Page<ReportLine>| {
                let (status, after) = asked.get_untracked();
                let list = endless(page, after, move |after| list_reports(status, after));
                let nothing = list.is_empty();
                view! {
                    {move || nothing.get().then(|| view! {
                        <EmptyState icon=icondata::LuFlag title=tr!("Nothing here", "Nichts hier") text=tr!("Messages that somebody reports stand here until they are decided.", "Gemeldete Nachrichten stehen hier, bis darüber entschieden ist.") />
                    })}
                    <For each=move || list.batches() key=|batch| batch.key let(batch)>
                        <div class="stack mb-6">{batch.rows.iter().map(|report| view! { <Report report=report.clone() decide=decide /> }).collect_view()}</div>
                    </For>
                    <MoreOf list=list />
                }
                .into_any()
            }} />
        </div>
    }
}

/// The message as it was when it was reported, why, and what can be done.
#[component]
fn Report(report: ReportLine, decide: ServerAction<DecideReport>) -> impl IntoView {
    let ReportLine { id, reason, note, status, reported_by, at, decided_by, room, message } = report;
    let writer = message.sender.as_ref().map(|sender| sender.name.clone()).unwrap_or_default();
    let title = tr!("{writer} in “{room}”", "{writer} in „{room}“");
    let files = message.files.len();
    let hidden = move |upheld: &'static str| {
        view! {
            <input type="hidden" name="report" value=id.to_string() />
            <input type="hidden" name="upheld" value=upheld />
        }
    };
    view! {
        <Card title=title>
            <blockquote class="msg-bubble"><p class="msg-text">{message.content}</p></blockquote>
            {(files > 0).then(|| view! { <p class="mt-1 text-sm text-muted">{if files == 1 { tr!("with a file", "mit einer Datei") } else { tr!("with {files} files", "mit {files} Dateien") }}</p> })}
            <p class="mt-2 text-sm"><span class="font-medium">{reason.words(lang())}</span>" · "{tr!("reported by {reported_by}", "gemeldet von {reported_by}")}" · "<Moment at=at /></p>
            {(!note.is_empty()).then(|| view! { <p class="mt-1 text-sm text-muted">{note}</p> })}
            {decided_by.map(|name| view! { <p class="mt-1 text-sm text-muted">{tr!("Decided by {name}.", "Entschieden von {name}.")}</p> })}
            {(status == ReportStatus::Open).then(|| view! {
                <div class="mt-3 flex flex-wrap gap-2">
                    <ConfirmButton label=tr!("Take it away", "Entfernen") look=Look::Danger size=Size::Small icon=icondata::LuTrash2 key=id.to_string() pending=decide.pending()
                        title=tr!("Take away the message of {writer}?", "Die Nachricht von {writer} entfernen?")
                        text=tr!("Its words and files go for everybody in the room. What it said stays in the records for disputes.", "Text und Dateien verschwinden für alle in der Unterhaltung. Der Wortlaut bleibt in den Akten für Streitfälle.")
                        confirm=tr!("Take it away", "Entfernen")
                    >
                        <ActionForm action=decide>{hidden("true")}<Button kind="submit" look=Look::Danger pending=decide.pending()>{tr!("Take it away", "Entfernen")}</Button></ActionForm>
                    </ConfirmButton>
                    <ActionForm action=decide>{hidden("false")}<Button kind="submit" size=Size::Small pending=decide.pending()>{tr!("Leave it", "Belassen")}</Button></ActionForm>
                </div>
            })}
        </Card>
    }
}
