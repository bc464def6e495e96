//! All products of the person's shops, by state.

use api::catalogue::{
    ArchiveProduct, ChangeProducts, PauseProduct, RestoreProduct, ResumeProduct, WithdrawProduct, my_products,
};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_query_map;
use model::{
    Machine, Party,
    catalogue::{MyProduct, MyProducts, PricingKind, ProductEvent as Event, ProductStatus},
    events::Subject,
};
use ui::prelude::*;

/// What can be done from the list.
#[derive(Clone, Copy)]
struct Moves {
    pause: ServerAction<PauseProduct>,
    resume: ServerAction<ResumeProduct>,
    withdraw: ServerAction<WithdrawProduct>,
    archive: ServerAction<ArchiveProduct>,
    restore: ServerAction<RestoreProduct>,
    many: ServerAction<ChangeProducts>,
}

#[component]
pub fn ProductsPage() -> impl IntoView {
    let query = use_query_map();
    let status = Memo::new(move |_| {
        query.with(|query| query.get("status").and_then(|status| status.parse::<ProductStatus>().ok()))
    });
    let after = Memo::new(move |_| query.with(|query| query.get("after")));
    let moves = Moves {
        pause: ServerAction::new(),
        resume: ServerAction::new(),
        withdraw: ServerAction::new(),
        archive: ServerAction::new(),
        restore: ServerAction::new(),
        many: ServerAction::new(),
    };
    say_many(moves.many.value());
    toast_result(moves.pause.value(), |_| {
        tr!("Paused: nobody can order it now.", "Pausiert: Niemand kann es jetzt bestellen.")
    });
    toast_result(moves.resume.value(), |_| tr!("Back on the shelf.", "Wieder im Regal."));
    toast_result(moves.withdraw.value(), |_| {
        tr!("Taken back: you can change it again.", "Zurückgeholt: Sie können es wieder ändern.")
    });
    toast_result(moves.archive.value(), |_| tr!("In the archive.", "Im Archiv."));
    toast_result(moves.restore.value(), |_| tr!("A draft again.", "Wieder ein Entwurf."));
    let changed = live().version(Subject::Product, None);
    let done = move || {
        (
            moves.pause.version().get(),
            moves.resume.version().get(),
            moves.withdraw.version().get(),
            moves.archive.version().get(),
            moves.restore.version().get(),
            moves.many.version().get(),
        )
    };
    let products = Resource::new(
        move || (status.get(), after.get(), done(), changed.get()),
        |(status, after, ..)| my_products(status, after),
    );
    view! {
        <PageHeader title=tr!("Products", "Produkte") lead=|| tr!("What you sell, and in which state it is.", "Was Sie verkaufen, und in welchem Zustand es ist.")>
            <LinkButton look=Look::Primary href="/sell/products/new" icon=icondata::LuPlus>{tr!("New product", "Neues Produkt")}</LinkButton>
        </PageHeader>
        <Load from=products bones=Bones::Rows(6) view=move |found| {
            view! { <Found found=found status=status.get_untracked() moves=moves /> }.into_any()
        } />
    }
}

#[component]
fn Found(found: MyProducts, status: Option<ProductStatus>, moves: Moves) -> impl IntoView {
    let all: i64 = found.counts.iter().map(|(_, n)| n).sum();
    let count = |status: ProductStatus| found.counts.iter().find(|(s, _)| *s == status).map_or(0, |(_, n)| *n);
    let mut tabs = vec![Tab::new(tr!("All", "Alle"), "/sell/products", status.is_none()).count(all.unsigned_abs())];
    tabs.extend(ProductStatus::ALL.iter().map(|one| {
        Tab::new(one.label(lang()), format!("/sell/products?status={one}"), status == Some(*one))
            .count(count(*one).unsigned_abs())
    }));
    let next = found.products.next.clone();
    let rows = found.products.items;
    view! {
        <Tabs label=tr!("State", "Zustand") tabs=tabs />
        {if rows.is_empty() {
            view! {
                <EmptyState icon=icondata::LuPackage title=tr!("Nothing here yet", "Noch nichts hier") text=tr!("A product is a service with its price, its plan and its questions. The wizard takes you through in a few minutes.", "Ein Produkt ist eine Leistung mit Preis, Plan und Fragen. Der Assistent führt Sie in ein paar Minuten durch.")>
                    <LinkButton look=Look::Primary href="/sell/products/new" icon=icondata::LuPlus>{tr!("New product", "Neues Produkt")}</LinkButton>
                </EmptyState>
            }.into_any()
        } else {
            let picks = Picks::new("many");
            let all = rows.iter().map(|row| row.id.to_string()).collect();
            view! {
                <BulkBar picks=picks all=all>
                    <ActionForm action=moves.many attr:id="many" attr:class="flex flex-wrap gap-2">
                        <Button kind="submit" size=Size::Small name="event" value="publish" icon=icondata::LuStore pending=moves.many.pending()>{tr!("Publish", "Veröffentlichen")}</Button>
                        <Button kind="submit" size=Size::Small name="event" value="pause" icon=icondata::LuCirclePause pending=moves.many.pending()>{tr!("Pause", "Pausieren")}</Button>
                        <Button kind="submit" size=Size::Small name="event" value="resume" icon=icondata::LuCirclePlay pending=moves.many.pending()>{tr!("Sell again", "Wieder verkaufen")}</Button>
                    </ActionForm>
                </BulkBar>
                <DataTable caption=tr!("Your products", "Ihre Produkte") columns=columns(moves, picks) rows=rows />
                <NextPage next=next />
            }.into_any()
        }}
    }
}

fn columns(moves: Moves, picks: Picks) -> Vec<Column<MyProduct>> {
    vec![
        picks.column(|row: &MyProduct| row.id.to_string(), |row: &MyProduct| row.name.clone()),
        Column::new(tr!("Product", "Produkt"), |row: &MyProduct| {
            let note = row.review_note.clone();
            view! {
                <div class="flex min-w-0 items-center gap-3">
                    <img class="suggest-picture" src=row.cover.clone() alt="" width="48" height="30" loading="lazy" />
                    <div class="min-w-0">
                        <a class="link" href=format!("/sell/products/{}", row.id)>{row.name.clone()}</a>
                        <p class="text-sm text-muted">{text_of(&row.category)}</p>
                        {(!note.is_empty() && row.status == ProductStatus::Draft).then(|| view! { <p class="text-sm">{tr!("Sent back: {note}", "Zurückgegeben: {note}")}</p> })}
                    </div>
                </div>
            }
        })
        .main(),
        Column::new(tr!("State", "Zustand"), |row: &MyProduct| view! { <StateChip state=row.status /> }),
        Column::new(tr!("Price", "Preis"), |row: &MyProduct| {
            let from = if row.pricing == PricingKind::OneTime { String::new() } else { tr!("from ", "ab ") };
            if row.price.is_zero() { view! { <span class="text-muted">"–"</span> }.into_any() } else { view! { <span class="text-muted">{from}</span><Amount money=row.price /> }.into_any() }
        })
        .right(),
        Column::new(tr!("Sold", "Verkauft"), |row: &MyProduct| row.sales).right().wide_only(),
        Column::new(tr!("Rating", "Bewertung"), |row: &MyProduct| row.rating.shown(lang()).unwrap_or_else(|| "–".to_owned())).right().wide_only(),
        Column::new(tr!("Changed", "Geändert"), |row: &MyProduct| view! { <Moment at=row.updated_at /> }).wide_only(),
        Column::new(tr!("Actions", "Aktionen"), move |row: &MyProduct| view! { <RowMenu row=row.clone() moves=moves /> }).actions(),
    ]
}

#[component]
fn RowMenu(row: MyProduct, moves: Moves) -> impl IntoView {
    let (id, status, name) = (row.id, row.status, row.name.clone());
    let can = move |event| status.can(event, Party::Seller);
    let hidden = move || view! { <input type="hidden" name="id" value=id.to_string() /> };
    let button = || view! { <Icon glyph=icondata::LuEllipsis class="size-5" /> };
    view! {
        <Menu label=tr!("Actions for {name}", "Aktionen für {name}") button=button end=true>
            <MenuLink href=format!("/sell/products/{}", row.id) icon=icondata::LuPencil>{tr!("Edit", "Bearbeiten")}</MenuLink>
            <MenuLink href=format!("/services/{}", row.slug) icon=icondata::LuEye>{tr!("See its page", "Seite ansehen")}</MenuLink>
            {row.review.map(|task| view! { <MenuLink href=format!("/sell/reviews/{task}") icon=icondata::LuMessagesSquare>{tr!("See its review", "Prüfung ansehen")}</MenuLink> })}
            {can(Event::Withdraw).then(|| view! { <ActionForm action=moves.withdraw>{hidden()}<MenuButton kind="submit" icon=icondata::LuUndo2>{tr!("Take back from review", "Aus der Prüfung holen")}</MenuButton></ActionForm> })}
            {can(Event::Pause).then(|| view! { <ActionForm action=moves.pause>{hidden()}<MenuButton kind="submit" icon=icondata::LuCirclePause>{tr!("Pause", "Pausieren")}</MenuButton></ActionForm> })}
            {can(Event::Resume).then(|| view! { <ActionForm action=moves.resume>{hidden()}<MenuButton kind="submit" icon=icondata::LuCirclePlay>{tr!("Sell again", "Wieder verkaufen")}</MenuButton></ActionForm> })}
            {can(Event::Archive).then(|| view! { <ActionForm action=moves.archive>{hidden()}<MenuButton kind="submit" icon=icondata::LuArchive>{tr!("Into the archive", "Ins Archiv")}</MenuButton></ActionForm> })}
            {can(Event::Restore).then(|| view! { <ActionForm action=moves.restore>{hidden()}<MenuButton kind="submit" icon=icondata::LuArchiveRestore>{tr!("Back as a draft", "Zurück als Entwurf")}</MenuButton></ActionForm> })}
        </Menu>
    }
}
