//! `/app/notifications`: everything the person was told, and which of it also comes by mail.

use api::notifications::{
    ReadAllNotifications, ReadNotification, SetNotificationPreference, list_notifications, notification_preferences,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::{
    events::Subject,
    notifications::{Notice as Notification, NoticePreference},
};
use ui::prelude::*;

/// The page.
#[component]
pub fn NotificationsPage() -> impl IntoView {
    let query = use_query_map();
    let unread = Memo::new(move |_| query.with(|query| query.get("show").as_deref() == Some("unread")));
    let after = Memo::new(move |_| query.with(|query| query.get("after")));
    let read = ServerAction::<ReadNotification>::new();
    let read_all = ServerAction::<ReadAllNotifications>::new();
    let changed = live().version(Subject::Notification, None);
    let list = Resource::new(
        move || (unread.get(), after.get(), read_all.version().get()),
        |(unread, after, _)| list_notifications(unread, after),
    );
    toast_result(read_all.value(), |_| tr!("All marked as read.", "Alles als gelesen markiert."));
    Effect::new(move |_| {
        if read.version().get() + read_all.version().get() > 0 {
            me().refresh();
        }
    });
    let open = Callback::new(move |id| {
        read.dispatch(ReadNotification { id });
    });
    view! {
        <PageHeader title=tr!("Notifications", "Benachrichtigungen")>
            <ActionForm action=read_all>
                <Button kind="submit" icon=icondata::LuCheckCheck pending=read_all.pending()>{tr!("Mark all as read", "Alle als gelesen markieren")}</Button>
            </ActionForm>
        </PageHeader>
        <div class="two-cols">
            <div class="stack">
                {move || view! {
                    <Tabs label=tr!("Which notifications", "Welche Benachrichtigungen") tabs=vec![
                        Tab::new(tr!("All", "Alle"), "/app/notifications", !unread.get()),
                        Tab::new(tr!("Unread", "Ungelesen"), "/app/notifications?show=unread", unread.get()),
                    ] />
                }}
                <Load from=list bones=Bones::Rows(6) view=move |page| {
                    let unread = unread.get_untracked();
                    let list = endless(page, after.get_untracked(), move |after| list_notifications(unread, after)).follow(changed);
                    view! { <List list=list open=open /> }.into_any()
                } />
            </div>
            <Mails />
        </div>
    }
}

#[component]
fn List(list: Endless<Notification>, open: Callback<model::NotificationId>) -> impl IntoView {
    let nothing = list.is_empty();
    move || {
        if nothing.get() {
            return view! {
                <EmptyState
                    icon=icondata::LuBellOff
                    title=tr!("Nothing to read", "Nichts zu lesen")
                    text=tr!(
                        "When something happens to your orders, your money or your account, it stands here.",
                        "Wenn sich bei Ihren Aufträgen, Ihrem Geld oder Ihrem Konto etwas tut, steht es hier."
                    )
                />
            }
            .into_any();
        }
        view! {
            <Card flush=true>
                <For each=move || list.batches() key=|batch| batch.key let(batch)>
                    <ul class="divide-y divide-base-200 border-b border-base-200 last:border-b-0">
                        {batch.rows.iter().map(|notice| view! { <Row notice=notice.clone() open=open /> }).collect_view()}
                    </ul>
                </For>
            </Card>
            <MoreOf list=list />
        }
        .into_any()
    }
}

#[component]
fn Row(notice: Notification, open: Callback<model::NotificationId>) -> impl IntoView {
    let (title, line) = (notice.kind.title(&notice.params, lang()), notice.kind.line(&notice.params, lang()));
    let is_new = notice.read_at.is_none();
    let id = notice.id;
    let glyph = notice.kind.icon();
    let tone = if notice.kind.needs_you() && is_new { Tone::Attention } else { notice.kind.tone() };
    view! {
        <li>
            <a href=notice.link class="flex gap-3 px-4 py-3 hover:bg-base-200" on:click=move |_| if is_new { open.run(id) }>
                <span class=format!("event-dot {}", tone.class())><Icon glyph=glyph /></span>
                <span class="min-w-0 grow">
                    <span class=if is_new { "block font-medium" } else { "block" }>{title}</span>
                    {(!line.is_empty()).then(|| view! { <span class="block text-sm text-muted">{line}</span> })}
                </span>
                <span class="shrink-0 text-right text-sm text-muted">
                    <Moment at=notice.created_at />
                    {is_new.then(|| view! { <span class="mt-1 block"><Chip label=tr!("New", "Neu") tone=Tone::Brand /></span> })}
                </span>
            </a>
        </li>
    }
}

/// One switch per topic; takes effect at once.
#[component]
fn Mails() -> impl IntoView {
    let set = ServerAction::<SetNotificationPreference>::new();
    toast_result(set.value(), |()| tr!("Saved.", "Gespeichert."));
    let preferences = Resource::new(move || set.version().get(), |_| notification_preferences());
    view! {
        <Section id="mail" title=tr!("Also by mail", "Auch per E-Mail")
            help=tr!("The bell always tells you. A mail comes a minute later, and only if you have not read it by then.", "Die Glocke sagt immer Bescheid. Eine Mail kommt eine Minute später, und nur, wenn Sie es bis dahin nicht gelesen haben.")
        >
            <Load from=preferences bones=Bones::Rows(4) view=move |list| view! { <Switches list=list set=set /> }.into_any() />
        </Section>
    }
}

#[component]
fn Switches(list: Vec<NoticePreference>, set: ServerAction<SetNotificationPreference>) -> impl IntoView {
    let switches =
        list.into_iter().map(|preference| view! { <MailSwitch preference=preference set=set /> }).collect_view();
    view! { <Card><div class="stack">{switches}</div></Card> }
}

#[component]
fn MailSwitch(preference: NoticePreference, set: ServerAction<SetNotificationPreference>) -> impl IntoView {
    let NoticePreference { topic, mail } = preference;
    view! {
        <ActionForm action=set>
            <FormScope problem=Signal::derive(|| None) id=format!("mail-{topic}")>
                <input type="hidden" name="topic" value=topic.as_str() />
                <Checkbox name="mail" label=topic.label(lang()) help=topic.help(lang()) checked=mail switch=true
                    on_change=Callback::new(move |mail| { set.dispatch(SetNotificationPreference { topic, mail }); }) />
                <noscript><Button kind="submit" size=Size::Small>{tr!("Save", "Speichern")}</Button></noscript>
            </FormScope>
        </ActionForm>
    }
}
