//! All products of the project; those that wait for review come with the two decisions.

use api::catalogue::{ApproveProduct, ArchiveProduct, ChangeProducts, PauseProduct, ReturnProduct, moderation};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_query_map;
use model::{
    Machine, Party, Permission,
    catalogue::{MyProduct, MyProducts, ProductEvent as Event, ProductStatus},
    events::Subject,
};
use ui::prelude::*;

#[derive(Clone, Copy)]
struct Decisions {
    approve: ServerAction<ApproveProduct>,
    give_back: ServerAction<ReturnProduct>,
    pause: ServerAction<PauseProduct>,
    archive: ServerAction<ArchiveProduct>,
    many: ServerAction<ChangeProducts>,
}

#[component]
pub fn ModerationPage() -> impl IntoView {
    let query = use_query_map();
    let status = Memo::new(move |_| {
        query.with(|query| query.get("status").and_then(|status| status.parse::<ProductStatus>().ok()))
    });
    let after = Memo::new(move |_| query.with(|query| query.get("after")));
    let decisions = Decisions {
        approve: ServerAction::new(),
        give_back: ServerAction::new(),
        pause: ServerAction::new(),
        archive: ServerAction::new(),
        many: ServerAction::new(),
    };
    say_many(decisions.many.value());
    toast_result(decisions.approve.value(), |_| {
        tr!("Published. The seller sees it at once.", "Veröffentlicht. Der Anbieter sieht es sofort.")
    });
    toast_result(decisions.give_back.value(), |_| {
        tr!("Sent back with your reason.", "Mit Ihrer Begründung zurückgegeben.")
    });
    toast_result(decisions.pause.value(), |_| tr!("Paused.", "Pausiert."));
    toast_result(decisions.archive.value(), |_| tr!("In the archive.", "Im Archiv."));
    let changed = live().version(Subject::Product, None);
    let done = move || {
        (
            decisions.approve.version().get(),
            decisions.give_back.version().get(),
            decisions.pause.version().get(),
            decisions.archive.version().get(),
            decisions.many.version().get(),
        )
    };
    let found = Resource::new(
        move || (status.get(), after.get(), done(), changed.get()),
        |(status, after, ..)| moderation(status, after),
    );
    view! {
        <PageHeader title=tr!("Products", "Produkte") lead=|| tr!("Everything that sellers offer or want to offer.", "Alles, was Anbieter anbieten oder anbieten wollen.") />
        <Load from=found bones=Bones::Rows(8) view=move |found| view! { <Found found=found status=status.get_untracked() decisions=decisions /> }.into_any() />
    }
}

#[component]
fn Found(found: MyProducts, status: Option<ProductStatus>, decisions: Decisions) -> impl IntoView {
    let all: i64 = found.counts.iter().map(|(_, n)| n).sum();
    let mut tabs = vec![Tab::new(tr!("All", "Alle"), "/admin/products", status.is_none()).count(all.unsigned_abs())];
    // what waits for somebody comes first
    let order = [
        ProductStatus::InReview,
        ProductStatus::Published,
        ProductStatus::Paused,
        ProductStatus::Draft,
        ProductStatus::Archived,
    ];
    tabs.extend(order.iter().map(|one| {
        let n = found.counts.iter().find(|(status, _)| status == one).map_or(0, |(_, n)| *n);
        Tab::new(one.label(lang()), format!("/admin/products?status={one}"), status == Some(*one))
            .count(n.unsigned_abs())
    }));
    let (rows, next) = (found.products.items, found.products.next);
    view! {
        <Tabs label=tr!("State", "Zustand") tabs=tabs />
        {if rows.is_empty() {
            view! { <EmptyState icon=icondata::LuPackageCheck title=tr!("Nothing here", "Hier ist nichts") text=tr!("What sellers hand in for review appears here by itself.", "Was Anbieter zur Prüfung einreichen, erscheint hier von selbst.") /> }.into_any()
        } else {
            let picks = Picks::new("many");
            let all = rows.iter().map(|row| row.id.to_string()).collect();
            view! {
                <BulkBar picks=picks all=all>
                    <ActionForm action=decisions.many attr:id="many" attr:class="flex flex-wrap gap-2">
                        <Button kind="submit" size=Size::Small name="event" value="approve" icon=icondata::LuCheck pending=decisions.many.pending()>{tr!("Publish", "Veröffentlichen")}</Button>
                        <Button kind="submit" size=Size::Small name="event" value="pause" icon=icondata::LuCirclePause pending=decisions.many.pending()>{tr!("Pause", "Pausieren")}</Button>
                    </ActionForm>
                </BulkBar>
                <DataTable caption=tr!("Products", "Produkte") columns=columns(decisions, picks) rows=rows />
                <NextPage next=next />
            }.into_any()
        }}
    }
}

fn columns(decisions: Decisions, picks: Picks) -> Vec<Column<MyProduct>> {
    vec![
        picks.column(|row: &MyProduct| row.id.to_string(), |row: &MyProduct| row.name.clone()),
        Column::new(tr!("Product", "Produkt"), |row: &MyProduct| {
            view! {
                <div class="flex min-w-0 items-center gap-3">
                    <img class="suggest-picture" src=row.cover.clone() alt="" width="48" height="30" loading="lazy" />
                    <div class="min-w-0">
                        <a class="link" href=format!("/services/{}", row.slug)>{row.name.clone()}</a>
                        <p class="text-sm text-muted">{format!("{} · {}", row.seller, text_of(&row.category))}</p>
                    </div>
                </div>
            }
        })
        .main(),
        Column::new(tr!("State", "Zustand"), |row: &MyProduct| view! { <StateChip state=row.status /> }),
        Column::new(tr!("Price from", "Preis ab"), |row: &MyProduct| view! { <Amount money=row.price /> }).right(),
        Column::new(tr!("Sold", "Verkauft"), |row: &MyProduct| row.sales).right().wide_only(),
        Column::new(tr!("Changed", "Geändert"), |row: &MyProduct| view! { <Moment at=row.updated_at /> }).wide_only(),
        Column::new(
            tr!("Decision", "Entscheidung"),
            move |row: &MyProduct| view! { <RowDecisions row=row.clone() decisions=decisions /> },
        )
        .actions(),
    ]
}

#[component]
fn RowDecisions(row: MyProduct, decisions: Decisions) -> impl IntoView {
    let (id, status, name) = (row.id, row.status, row.name.clone());
    let give_back_name = name.clone();
    let can = move |event| status.can(event, Party::Staff);
    let hidden = move || view! { <input type="hidden" name="id" value=id.to_string() /> };
    view! {
        <div class="flex flex-wrap justify-end gap-1">
            {me().may(Permission::CatalogueManage).then(|| view! {
                <LinkButton size=Size::Small look=Look::Quiet icon=icondata::LuPencil href=format!("/sell/products/{id}")>{tr!("Edit", "Bearbeiten")}</LinkButton>
            })}
            {row.review.map(|task| view! {
                <LinkButton size=Size::Small icon=icondata::LuGitPullRequest href=format!("/admin/reviews/{task}")>{tr!("Review", "Prüfen")}</LinkButton>
            })}
            {can(Event::Approve).then(|| view! {
                <ActionForm action=decisions.approve>{hidden()}<Button kind="submit" size=Size::Small look=Look::Primary icon=icondata::LuCheck>{tr!("Publish", "Veröffentlichen")}</Button></ActionForm>
            })}
            {can(Event::Return).then(|| view! { <GiveBack id=id.to_string() name=give_back_name decisions=decisions /> })}
            {can(Event::Pause).then(|| view! {
                <ActionForm action=decisions.pause>{hidden()}<Button kind="submit" size=Size::Small look=Look::Quiet icon=icondata::LuCirclePause>{tr!("Pause", "Pausieren")}</Button></ActionForm>
            })}
            {can(Event::Archive).then(|| view! {
                <ConfirmButton
                    label=tr!("Archive", "Archivieren") look=Look::Quiet size=Size::Small pending=decisions.archive.pending()
                    title=tr!("Take “{name}” out of the shop for good?", "„{name}“ endgültig aus dem Shop nehmen?")
                    text=tr!("Running orders go on. The seller can bring it back as a draft.", "Laufende Aufträge gehen weiter. Der Anbieter kann es als Entwurf zurückholen.")
                    confirm=tr!("Archive “{name}”", "„{name}“ archivieren")
                >
                    <ActionForm action=decisions.archive>{hidden()}<Button kind="submit" look=Look::Danger>{tr!("Archive “{name}”", "„{name}“ archivieren")}</Button></ActionForm>
                </ConfirmButton>
            })}
        </div>
    }
}

/// Back to the seller, with the reason that they will read.
#[component]
fn GiveBack(id: String, name: String, decisions: Decisions) -> impl IntoView {
    let open = RwSignal::new(false);
    let problem = api::problem_of(decisions.give_back);
    let form = format!("return-{id}");
    view! {
        <Button size=Size::Small on_press=Callback::new(move |()| open.set(true)) icon=icondata::LuUndo2>{tr!("Send back", "Zurückgeben")}</Button>
        <Dialog open=open title=tr!("Send “{name}” back", "„{name}“ zurückgeben")>
            <ActionForm action=decisions.give_back attr:novalidate="novalidate">
                <FormScope problem=problem id=form>
                    <input type="hidden" name="id" value=id />
                    <TextArea name="reason" label=tr!("What must change", "Was sich ändern muss") help=tr!("The seller reads exactly this.", "Der Anbieter liest genau das.") rows=4 maxlength=2000 />
                    <div><Button kind="submit" look=Look::Primary pending=decisions.give_back.pending()>{tr!("Send back to the seller", "An den Anbieter zurückgeben")}</Button></div>
                </FormScope>
            </ActionForm>
        </Dialog>
    }
}
