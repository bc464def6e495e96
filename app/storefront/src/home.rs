//! The first page: what can be had, what sells, and why money is safe here.

use crate::{icons::category_icon, numbers::completed_orders, tiles::Tiles};
use leptos::prelude::*;
use leptos_meta::{Link, Meta, Title};
use model::{
    Money,
    catalogue::{Category, Home},
};
use ui::prelude::*;

#[component]
pub fn HomePage() -> impl IntoView {
    let home = Resource::new_blocking(|| (), |()| api::catalogue::home());
    view! {
        <Title text="" />
        <Link rel="canonical" href=format!("{}/", api::origin()) />
        <Load from=home bones=Bones::Cards(8) main=true view=move |home| first_page(home).into_any() />
    }
}

fn first_page(home: Home) -> impl IntoView {
    let name = untrack(|| me().with(|viewer| viewer.project.name.clone()));
    let line = tr!(
        "Find the right people, pay into escrow, and release the money only for work that you have accepted.",
        "Die richtigen Leute finden, auf ein Treuhandkonto zahlen und das Geld erst freigeben, wenn Sie die Arbeit angenommen haben.",
    );
    let description = if home.tagline.trim().is_empty() { line.clone() } else { home.tagline.clone() };
    let title = if home.tagline.trim().is_empty() {
        tr!("Work done, money safe", "Arbeit erledigt, Geld sicher")
    } else {
        home.tagline.clone()
    };
    let (products, sellers, completed) = (home.products, home.sellers, home.completed);
    let top: Vec<Category> = home.categories.into_iter().filter(|category| category.depth == 0).collect();
    view! {
        <Meta name="description" content=description.clone() />
        <Meta property="og:title" content=name />
        <Meta property="og:description" content=description />
        <Meta property="og:type" content="website" />
        <div class="stack">
            <section class="hero">
              <div class="hero-words">
                <h1 class="hero-title">{title}</h1>
                <p class="hero-line">{line}</p>
                <form class="hero-search" role="search" aria-label=tr!("Find a service", "Leistung finden") method="get" action="/search">
                    <label class="sr-only" for="hero-q">{tr!("What do you need done?", "Was soll erledigt werden?")}</label>
                    <span class="input"><Icon glyph=icondata::LuSearch class="text-muted" />
                        <input id="hero-q" name="q" type="search" maxlength="200" autocomplete="off" placeholder=tr!("Logo, landing page, more reach …", "Logo, Landingpage, mehr Reichweite …") />
                    </span>
                    <button type="submit" class="btn btn-primary">{tr!("Search", "Suchen")}</button>
                </form>
                <p class="hero-facts">
                    <span>{tr!("{products} services", "{products} Leistungen")}</span>
                    <span>{tr!("{sellers} sellers", "{sellers} Anbieter")}</span>
                    {(completed > 0).then(|| view! { <span>{completed_orders(completed)}</span> })}
                </p>
              </div>
              <Sample />
            </section>
            <CategoryTiles categories=top />
            {(!home.popular.is_empty()).then(|| view! {
                <Section title=tr!("Most ordered", "Meistbestellt") action=|| view! { <a class="link" href="/search?sort=popular">{tr!("Show all", "Alle zeigen")}</a> }>
                    <Tiles products=home.popular eager=true />
                </Section>
            })}
            <Escrow />
            {(!home.newest.is_empty()).then(|| view! {
                <Section title=tr!("New", "Neu") action=|| view! { <a class="link" href="/search?sort=newest">{tr!("Show all", "Alle zeigen")}</a> }>
                    <Tiles products=home.newest />
                </Section>
            })}
            {(products == 0).then(|| view! {
                <EmptyState icon=icondata::LuStore title=tr!("The shelves are still empty", "Die Regale sind noch leer") text=tr!("As soon as the first service is published, it stands here.", "Sobald die erste Leistung veröffentlicht ist, steht sie hier.")>
                    <LinkButton href="/sell">{tr!("Offer a service", "Leistung anbieten")}</LinkButton>
                </EmptyState>
            })}
        </div>
    }
}

/// What somebody will see on their own order: where the money is. An example, and said to be one.
#[component]
fn Sample() -> impl IntoView {
    let currency = untrack(|| me().with(|viewer| viewer.project.currency));
    let major = |amount: i64| Money::new(amount * 10_i64.pow(currency.exponent()), currency);
    view! {
        <figure class="hero-sample">
            <figcaption class="text-sm text-muted">{tr!("So it looks on your order, for example:", "So sieht es auf Ihrem Auftrag aus, zum Beispiel:")}</figcaption>
            <MoneyStrip paid=major(1_450) escrow=major(870) released=major(580) refunded=major(0) />
            <ul class="flex flex-col gap-2 text-sm">
                <li class="tick"><Icon glyph=icondata::LuCircleCheck />{tr!("Design accepted: its share is with the seller", "Design angenommen: Der Anteil ist beim Anbieter")}</li>
                <li class="tick text-muted"><Icon glyph=icondata::LuLock />{tr!("Build and launch: still in escrow", "Umsetzung und Start: noch auf dem Treuhandkonto")}</li>
            </ul>
        </figure>
    }
}

#[component]
fn CategoryTiles(categories: Vec<Category>) -> impl IntoView {
    let tiles = categories
        .into_iter()
        .map(|category| {
            let n = category.products;
            view! {
                <li>
                    <a class="category-tile" href=format!("/search?category={}", category.slug)>
                        <span class="category-glyph"><Icon glyph=category_icon(&category.icon) class="size-5" /></span>
                        <span class="min-w-0">
                            <span class="block font-medium">{text_of(&category.name)}</span>
                            <span class="block text-sm text-muted">{tr!("{n} services", "{n} Leistungen")}</span>
                        </span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <Section title=tr!("Categories", "Kategorien")><ul class="category-grid">{tiles}</ul></Section> }
}

/// How the money moves, in four steps.
#[component]
fn Escrow() -> impl IntoView {
    let steps = [
        (
            icondata::LuWallet,
            tr!("You pay into escrow", "Sie zahlen auf das Treuhandkonto"),
            tr!(
                "The whole price is set aside for your order. Nobody can touch it.",
                "Der ganze Preis liegt für Ihren Auftrag bereit. Niemand kommt daran."
            ),
        ),
        (
            icondata::LuHammer,
            tr!("The seller delivers in steps", "Der Anbieter liefert in Schritten"),
            tr!(
                "Each milestone has its own share of the price and its own date.",
                "Jeder Meilenstein hat seinen Anteil am Preis und seinen Termin."
            ),
        ),
        (
            icondata::LuCircleCheck,
            tr!("You accept, or ask for changes", "Sie nehmen an oder bitten um Änderungen"),
            tr!(
                "Only what you accept is released, and only its share.",
                "Nur was Sie annehmen, wird freigegeben, und nur dessen Anteil."
            ),
        ),
        (
            icondata::LuReceipt,
            tr!("You see every cent", "Sie sehen jeden Cent"),
            tr!(
                "Paid, in escrow, released, refunded: it always adds up, on your order.",
                "Bezahlt, treuhänderisch, freigegeben, erstattet: Die Summe stimmt immer, auf Ihrem Auftrag."
            ),
        ),
    ];
    let steps = steps
        .into_iter()
        .map(|(glyph, title, text)| {
            view! {
                <li class="escrow-step">
                    <span class="category-glyph"><Icon glyph=glyph class="size-5" /></span>
                    <h3 class="font-medium">{title}</h3>
                    <p class="text-sm text-muted">{text}</p>
                </li>
            }
        })
        .collect_view();
    view! { <Section title=tr!("How your money is protected", "So ist Ihr Geld geschützt")><ol class="escrow-steps">{steps}</ol></Section> }
}
