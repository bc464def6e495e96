//! `/admin/integrations`: every call to an outside service, secrets removed.

use api::payments::integration_calls;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::{Page, payments::IntegrationCall};
use ui::prelude::*;

#[component]
pub fn CallsPage() -> impl IntoView {
    let query = use_query_map();
    let after = Memo::new(move |_| query.with(|query| query.get("after")));
    let page = Resource::new(move || after.get(), integration_calls);
    view! {
        <PageHeader title=tr!("Outside calls", "Aufrufe nach außen") crumbs=vec![Crumb::new(tr!("Gateways", "Gateways"), "/admin/gateways")]>
            <Button icon=icondata::LuRefreshCw on_press=Callback::new(move |()| page.refetch())>{tr!("Read again", "Neu laden")}</Button>
        </PageHeader>
        <Load from=page bones=Bones::Rows(8) view=|page| view! { <List page=page /> }.into_any() />
    }
}

#[component]
fn List(page: Page<IntegrationCall>) -> impl IntoView {
    if page.items.is_empty() {
        return view! {
            <EmptyState icon=icondata::LuCable title=tr!("No calls yet", "Noch keine Aufrufe")
                text=tr!("What we ask of payment providers and other services is written down here, without secrets.", "Was wir Zahlungsanbieter und andere Dienste fragen, steht hier, ohne Geheimnisse.") />
        }
        .into_any();
    }
    let columns = vec![
        Column::new(tr!("Call", "Aufruf"), |call: &IntegrationCall| view! { <Call call=call.clone() /> }).main(),
        Column::new(tr!("Answer", "Antwort"), |call: &IntegrationCall| {
            let (tone, label) = match call.status {
                Some(status @ 200..=299) => (Tone::Good, status.to_string()),
                Some(status) => (Tone::Attention, status.to_string()),
                None => (Tone::Danger, tr!("none", "keine")),
            };
            view! { <Chip tone=tone label=label /> }
        }),
        Column::new(tr!("Took", "Dauer"), |call: &IntegrationCall| format!("{} ms", call.latency_ms)).right(),
        Column::new(tr!("When", "Wann"), |call: &IntegrationCall| view! { <Moment at=call.at /> }),
    ];
    let next = page.next.clone();
    view! {
        <Card flush=true><DataTable caption=tr!("Outside calls", "Aufrufe nach außen") columns=columns rows=page.items /></Card>
        <NextPage next=next />
    }
    .into_any()
}

#[component]
fn Call(call: IntegrationCall) -> impl IntoView {
    let part = |label: String, text: String| {
        (!text.is_empty()).then(|| view! { <p class="mt-2 text-xs text-muted">{label}</p><pre class="max-h-48 overflow-auto whitespace-pre-wrap break-all text-xs" tabindex="0">{text}</pre> })
    };
    view! {
        <details>
            <summary><span class="font-medium">{call.provider}</span>" "<code class="break-all text-xs">{call.endpoint}</code></summary>
            {part(tr!("Asked", "Gefragt"), call.request)}
            {part(tr!("Answered", "Geantwortet"), call.response)}
        </details>
    }
}
