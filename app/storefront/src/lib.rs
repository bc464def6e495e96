//! The shop: first page, search, products, sellers, the cart, and the law. Everything here can be read before any script
//! has loaded, and a service can be put into the cart without one.
#![recursion_limit = "256"]

mod cart;
mod frame;
mod home;
mod icons;
mod legal;
mod product;
mod search;
mod seller;
mod tiles;

pub use frame::Shop;
pub use tiles::{ProductTile, Tiles};

use leptos::prelude::*;
use leptos_router::{
    Lazy, SsrMode,
    any_nested_route::IntoAnyNestedRoute,
    components::{ParentRoute, Route},
    path,
};

ui::lazy_page!(pub ShopHome = home::HomePage);
ui::lazy_page!(pub ShopSearch = search::SearchPage);
ui::lazy_page!(pub ShopProduct = product::ProductPage);
ui::lazy_page!(pub ShopSeller = seller::SellerPage);
ui::lazy_page!(pub ShopCart = cart::CartPage);
ui::lazy_page!(pub ShopLegal = legal::LegalPage);

/// The storefront's routes, under the shop's frame.
#[component(transparent)]
pub fn StorefrontRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Shop ssr=SsrMode::Async>
            <Route path=path!("") view={Lazy::<ShopHome>::new()} ssr=SsrMode::Async />
            <Route path=path!("search") view={Lazy::<ShopSearch>::new()} ssr=SsrMode::Async />
            <Route path=path!("services/:slug") view={Lazy::<ShopProduct>::new()} ssr=SsrMode::Async />
            <Route path=path!("sellers/:slug") view={Lazy::<ShopSeller>::new()} ssr=SsrMode::Async />
            <Route path=path!("cart") view={Lazy::<ShopCart>::new()} ssr=SsrMode::Async />
            <Route path=path!("legal/:page") view={Lazy::<ShopLegal>::new()} ssr=SsrMode::Async />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}
