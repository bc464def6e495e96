//! A product in a grid.

use leptos::prelude::*;
use model::catalogue::{PricingKind, ProductCard};
use ui::prelude::*;

/// A whole-tile link with picture, seller, rating and the lowest price.
#[component]
pub fn ProductTile(
    product: ProductCard,
    /// In the first rows of a page: loaded at once.
    #[prop(optional)]
    eager: bool,
) -> impl IntoView {
    let href = format!("/services/{}", product.slug);
    let days = product.delivery_days;
    let rating = product.rating.tenths().and_then(|tenths| u32::try_from(tenths).ok());
    let count = u32::try_from(product.rating.count).unwrap_or(u32::MAX);
    let from = match product.pricing {
        PricingKind::OneTime => String::new(),
        _ => tr!("from", "ab"),
    };
    view! {
        <article class="tile">
            <img class="tile-picture" src=product.cover alt="" width="640" height="400" loading=if eager { "eager" } else { "lazy" } />
            <div class="tile-body">
                <h3 class="tile-title"><a class="tile-link" href=href>{product.name}</a></h3>
                <p class="flex items-center gap-1.5 text-sm text-muted">
                    <span class="min-w-0 truncate">{product.seller}</span>
                    {product.verified.then(|| view! { <Icon glyph=icondata::LuBadgeCheck label=tr!("Verified", "Geprüft") /> })}
                </p>
                <p class="flex flex-wrap items-center gap-x-3 text-sm">
                    {rating.map(|tenths| view! { <Rating tenths=tenths count=count /> })}
                    <span class="text-muted">{if days == 1 { tr!("1 day", "1 Tag") } else { tr!("{days} days", "{days} Tage") }}</span>
                </p>
                <p class="tile-foot">
                    <span class="text-sm text-muted">{from}</span>
                    <span class="price"><Amount money=product.price /></span>
                </p>
            </div>
        </article>
    }
}

/// A grid of tiles.
#[component]
pub fn Tiles(products: Vec<ProductCard>, #[prop(optional)] eager: bool) -> impl IntoView {
    let tiles = products
        .into_iter()
        .map(|product| view! { <li class="grid"><ProductTile product=product eager=eager /></li> })
        .collect_view();
    view! { <ul class="card-grid">{tiles}</ul> }
}
