//! The shop around every storefront page: categories under the bar, suggestions under the search.

use leptos::prelude::*;
use leptos_router::components::Outlet;
use model::search::Suggestions;
use std::time::Duration;
use ui::prelude::*;

/// How long somebody must pause before we ask for suggestions.
const PAUSE: Duration = Duration::from_millis(160);

/// The parent of all storefront routes; other crates may wrap their own pages in it.
#[component]
pub fn Shop() -> impl IntoView {
    view! { <ShopFrame><Outlet /></ShopFrame> }
}

/// The same around given children.
#[component]
pub fn ShopFrame(children: Children) -> impl IntoView {
    // Held by what waits for it: the page may be left while it still loads.
    let categories = ArcResource::new_blocking(|| (), |()| api::catalogue::categories());
    let typed = RwSignal::new(String::new());
    let found = RwSignal::new(Suggestions::default());
    let hear = Callback::new(move |text: String| {
        typed.set(text.clone());
        ui::browser::after(PAUSE, move || {
            if typed.try_get_untracked().as_ref() != Some(&text) {
                return;
            }
            if text.trim().chars().count() < 2 {
                found.set(Suggestions::default());
                return;
            }
            leptos::task::spawn_local(async move {
                // no suggestions are no loss: Enter searches all the same
                if let Ok(suggestions) = api::search::suggest(text.clone()).await
                    && typed.try_get_untracked().as_ref() == Some(&text)
                {
                    found.try_set(suggestions);
                }
            });
        });
    });
    let nav = move || {
        let categories = categories.clone();
        view! {
            <Suspense>
                {move || {
                    let categories = categories.clone();
                    Suspend::new(async move {
                    let categories = categories.await.unwrap_or_default();
                    categories
                        .into_iter()
                        .filter(|category| category.depth == 0 && category.products > 0)
                        .map(|category| {
                            let href = format!("/search?category={}", category.slug);
                            view! { <li><a href=href>{text_of(&category.name)}</a></li> }
                        })
                        .collect_view()
                    })
                }}
            </Suspense>
        }
    };
    view! {
        <StorefrontShell categories=nav suggestions=move || view! { <SuggestionList found=found typed=typed /> } on_type=hear>
            {children()}
        </StorefrontShell>
    }
}

#[component]
fn SuggestionList(found: RwSignal<Suggestions>, typed: RwSignal<String>) -> impl IntoView {
    let close = move |_| {
        found.set(Suggestions::default());
        typed.set(String::new());
    };
    let any = move || found.with(|found| !found.products.is_empty() || !found.categories.is_empty());
    move || {
        any().then(|| {
            let found = found.get();
            let categories = found
                .categories
                .into_iter()
                .map(|category| {
                    let href = format!("/search?category={}", category.slug);
                    let n = category.products;
                    view! {
                        <li>
                            <a class="suggest-item" href=href on:click=close>
                                <Icon glyph=icondata::LuLayoutGrid class="text-muted" />
                                <span class="min-w-0 flex-1 truncate">{text_of(&category.name)}</span>
                                <span class="text-sm text-muted">{tr!("{n} services", "{n} Leistungen")}</span>
                            </a>
                        </li>
                    }
                })
                .collect_view();
            let products = found
                .products
                .into_iter()
                .map(|product| {
                    let href = format!("/services/{}", product.slug);
                    view! {
                        <li>
                            <a class="suggest-item" href=href on:click=close>
                                <img class="suggest-picture" src=product.cover alt="" width="48" height="30" />
                                <span class="min-w-0 flex-1 truncate">{product.name}</span>
                                <span class="text-sm text-muted"><Amount money=product.price /></span>
                            </a>
                        </li>
                    }
                })
                .collect_view();
            view! {
                <div class="suggest">
                    <ul aria-label=tr!("Suggestions", "Vorschläge")>{categories}{products}</ul>
                </div>
            }
        })
    }
}
