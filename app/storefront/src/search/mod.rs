//! Results and filters. The address is the whole state: each filter a link, the next page a link, the price a plain form.

mod facets;

use crate::tiles::Tiles;
use api::search::search;
pub(crate) use facets::language_name;
use facets::{Chosen, Facets};
use leptos::prelude::*;
use leptos_meta::{Link, Meta, Title};
use leptos_router::hooks::use_query_map;
use model::{
    catalogue::ProductCard,
    search::{SearchQuery, SearchResults, Sort},
};
use ui::prelude::*;

#[component]
pub fn SearchPage() -> impl IntoView {
    let map = use_query_map();
    let query = Memo::new(move |_| map.with(|map| SearchQuery::read(|name| map.get_str(name))));
    let results = Resource::new_blocking(move || query.get(), search);
    view! {
        <Load from=results bones=Bones::Cards(12) main=true view=move |results| {
            let query = query.get_untracked();
            view! { <Found query=query results=results /> }.into_any()
        } />
    }
}

/// What the page is called: the category, the words, or everything.
fn heading(query: &SearchQuery, results: &SearchResults) -> String {
    let category = results.path.last().map(|category| text_of(&category.name));
    match (query.q.as_str(), category) {
        ("", Some(category)) => category,
        ("", None) => tr!("All services", "Alle Leistungen"),
        (words, Some(category)) => tr!("“{words}” in {category}", "„{words}“ in {category}"),
        (words, None) => tr!("“{words}”", "„{words}“"),
    }
}

#[component]
fn Found(query: SearchQuery, results: SearchResults) -> impl IntoView {
    let title = heading(&query, &results);
    let crumbs: Vec<Crumb> = results
        .path
        .iter()
        .rev()
        .skip(1)
        .rev()
        .map(|category| Crumb::new(text_of(&category.name), format!("/search?category={}", category.slug)))
        .collect();
    let n = results.total;
    let count = match n {
        // facets and totals come with the first page only
        _ if query.after.is_some() => tr!("Further results", "Weitere Treffer"),
        0 => tr!("Nothing found", "Nichts gefunden"),
        1 => tr!("1 service", "1 Leistung"),
        n => tr!("{n} services", "{n} Leistungen"),
    };
    // Filters and further pages are for people; search engines keep to categories and the whole shelf.
    let indexed = query.q.is_empty() && !query.first().is_filtered()
        || results.path.last().is_some_and(|category| query.href() == format!("/search?category={}", category.slug));
    let canonical = format!("{}{}", api::origin(), if indexed { query.href() } else { query.first().href() });
    let description =
        tr!("{title}: {count}, paid safely through escrow.", "{title}: {count}, sicher über Treuhand bezahlt.");
    view! {
        <Title text=title.clone() />
        <Meta name="description" content=description />
        <Link rel="canonical" href=canonical />
        {(!indexed).then(|| view! { <Meta name="robots" content="noindex, follow" /> })}
        <Breadcrumb crumbs=crumbs />
        <header class="page-head">
            <div class="min-w-0">
                <h1 class="page-title">{title}</h1>
                <p class="text-muted" role="status">{count}</p>
            </div>
        </header>
        {results.similar.then(|| view! {
            <Notice tone=Tone::Info class="mb-4">{tr!("Nothing matches exactly as typed. These are similar.", "Genau so geschrieben passt nichts. Diese sind ähnlich.")}</Notice>
        })}
        <div class="find">
            {if query.after.is_some() {
                let first = query.first().href();
                view! { <LinkButton href=first icon=icondata::LuArrowLeft>{tr!("To the first results", "Zu den ersten Treffern")}</LinkButton> }.into_any()
            } else {
                view! { <Facets query=query.clone() facets=results.facets.clone() /> }.into_any()
            }}
            <div class="min-w-0">
                <Chosen query=query.clone() results=results.clone() />
                {if results.products.is_empty() {
                    view! { <Nothing query=query.clone() /> }.into_any()
                } else {
                    view! { <SortLinks query=query.clone() /><Results query=query results=results /> }.into_any()
                }}
            </div>
        </div>
    }
}

#[component]
fn SortLinks(query: SearchQuery) -> impl IntoView {
    let now = query.order();
    let tabs = Sort::ALL
        .iter()
        .filter(|sort| **sort != Sort::Relevance || !query.q.is_empty())
        .map(|sort| {
            let target = SearchQuery { sort: Some(*sort), ..query.first() };
            Tab::new(sort.label(lang()), target.href(), *sort == now)
        })
        .collect();
    view! { <div class="mb-4"><Tabs label=tr!("Order of the results", "Reihenfolge der Treffer") tabs=tabs /></div> }
}

/// The first page, and what scrolling adds to it.
#[component]
fn Results(query: SearchQuery, results: SearchResults) -> impl IntoView {
    let more = RwSignal::new(Vec::<Vec<ProductCard>>::new());
    let next = RwSignal::new(results.next.clone());
    let pending = RwSignal::new(false);
    let query = StoredValue::new(query);
    let load = Callback::new(move |cursor: String| {
        if pending.get_untracked() {
            return;
        }
        pending.set(true);
        let wanted = query.with_value(|query| SearchQuery { after: Some(cursor), ..query.clone() });
        leptos::task::spawn_local(async move {
            match search(wanted).await {
                Ok(page) => {
                    next.try_set(page.next);
                    more.try_update(|more| more.push(page.products));
                }
                Err(fault) => toasts().problem(&fault.0),
            }
            pending.try_set(false);
        });
    });
    view! {
        <h2 class="sr-only">{tr!("Results", "Treffer")}</h2>
        <Tiles products=results.products eager=true />
        <For each=move || more.get().into_iter().enumerate() key=|(index, _)| *index let((_, page))>
            <div class="mt-4"><Tiles products=page /></div>
        </For>
        <NextPage next=next on_more=load pending=pending />
    }
}

#[component]
fn Nothing(query: SearchQuery) -> impl IntoView {
    let without = SearchQuery { q: query.q.clone(), ..SearchQuery::default() };
    let filtered = query.is_filtered();
    view! {
        <EmptyState
            icon=icondata::LuSearchX
            title=tr!("Nothing fits all of this", "Nichts passt zu alldem")
            text=if filtered {
                tr!("Take away a filter, or look through everything.", "Nehmen Sie einen Filter weg oder sehen Sie alles durch.")
            } else {
                tr!("Try fewer or other words, or look through everything.", "Versuchen Sie weniger oder andere Wörter oder sehen Sie alles durch.")
            }
        >
            {filtered.then(|| view! { <LinkButton look=Look::Primary href=without.href()>{tr!("Without filters", "Ohne Filter")}</LinkButton> })}
            <LinkButton href="/search">{tr!("All services", "Alle Leistungen")}</LinkButton>
        </EmptyState>
    }
}
