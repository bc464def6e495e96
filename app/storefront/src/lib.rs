//! The shop: first page, search, products, sellers, the cart, and the law. Everything here can be read before any script
//! has loaded, and a service can be put into the cart without one.
#![recursion_limit = "256"]

mod account;
mod cart;
mod frame;
mod home;
mod icons;
mod legal;
mod numbers;
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

// Two pieces: what a first visitor reads must not carry the till and the account forms.
ui::lazy_pages! { shop_pages:
    pub ShopHome = home::HomePage,
    pub ShopSearch = search::SearchPage,
    pub ShopProduct = product::ProductPage,
    pub ShopSeller = seller::SellerPage,
    pub ShopLegal = legal::LegalPage,
}
ui::lazy_pages! { desk_pages:
    pub ShopCart = cart::CartPage,
    pub ShopTill = order::checkout::TillPage,
    pub ShopPlaced = order::checkout::GroupPage,
    pub ShopNewOffer = order::NewOfferPage,
    pub ShopOffer = order::OfferPage,
    pub ShopSignIn = account::SignInPage,
    pub ShopSignUp = account::SignUpPage,
    pub ShopVerify = account::VerifyPage,
    pub ShopConfirmEmail = account::ConfirmEmailPage,
    pub ShopForgot = account::ForgotPage,
    pub ShopReset = account::ResetPage,
    pub ShopMailbox = account::MailboxPage,
    pub ShopMail = account::MailPage,
}

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
            <Route path=path!("checkout") view={Lazy::<ShopTill>::new()} ssr=SsrMode::Async />
            <Route path=path!("checkout/:group") view={Lazy::<ShopPlaced>::new()} ssr=SsrMode::Async />
            <Route path=path!("offers/new") view={Lazy::<ShopNewOffer>::new()} ssr=SsrMode::Async />
            <Route path=path!("offers/:id") view={Lazy::<ShopOffer>::new()} ssr=SsrMode::Async />
            <Route path=path!("legal/:page") view={Lazy::<ShopLegal>::new()} ssr=SsrMode::Async />
            <AccountRoutes />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}

/// Coming in, and the demo's mailbox.
#[component(transparent)]
fn AccountRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=leptos_router::components::Outlet ssr=SsrMode::Async>
            <Route path=path!("sign-in") view={Lazy::<ShopSignIn>::new()} ssr=SsrMode::Async />
            <Route path=path!("sign-up") view={Lazy::<ShopSignUp>::new()} ssr=SsrMode::Async />
            <Route path=path!("verify") view={Lazy::<ShopVerify>::new()} ssr=SsrMode::Async />
            <Route path=path!("confirm-email") view={Lazy::<ShopConfirmEmail>::new()} ssr=SsrMode::Async />
            <Route path=path!("forgot") view={Lazy::<ShopForgot>::new()} ssr=SsrMode::Async />
            <Route path=path!("reset") view={Lazy::<ShopReset>::new()} ssr=SsrMode::Async />
            <Route path=path!("dev/mail") view={Lazy::<ShopMailbox>::new()} ssr=SsrMode::Async />
            <Route path=path!("dev/mail/:id") view={Lazy::<ShopMail>::new()} ssr=SsrMode::Async />
        </ParentRoute>
    }
    .into_inner()
    .into_any_nested_route()
}
