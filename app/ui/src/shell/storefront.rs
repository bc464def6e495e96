//! The shop's frame: search in the middle, categories under it, cart and account at the right, the law at the foot.

use super::{
    UserMenu,
    bell::Bell,
    controls::{Count, LangSwitch, Logo, SkipLink, ThemeSwitch},
};
use crate::{context::me, icon::Icon, tr};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The shop: `<StorefrontShell categories=… ><Outlet/></StorefrontShell>`.
#[component]
pub fn StorefrontShell(
    /// Links to the categories; drawn as a scrolling row: `<li><a href=…>…</a></li>`.
    #[prop(into, optional)]
    categories: Option<ViewFn>,
    /// Under the search field while typing: the page's own suggestions.
    #[prop(into, optional)]
    suggestions: Option<ViewFn>,
    /// Hears what is typed into the search.
    #[prop(into, optional)]
    on_type: Option<Callback<String>>,
    children: Children,
) -> impl IntoView {
    let me = me();
    let query = use_query_map();
    let cart = Signal::derive(move || me.with(|viewer| viewer.cart));
    let cart_label = move || match cart.get() {
        0 => tr!("Cart, empty", "Warenkorb, leer"),
        1 => tr!("Cart, 1 item", "Warenkorb, 1 Artikel"),
        n => tr!("Cart, {n} items", "Warenkorb, {n} Artikel"),
    };
    view! {
        <div class="shop">
            <SkipLink />
            <header class="shop-top">
                <div class="shop-bar">
                    <Logo />
                    <form class="shop-search" role="search" aria-label=tr!("Search of the shop", "Suche im Shop") method="get" action="/search">
                        <label class="sr-only" for="shop-q">{tr!("Search services", "Leistungen suchen")}</label>
                        <span class="input">
                            <Icon glyph=icondata::LuSearch class="text-muted" />
                            <input id="shop-q" name="q" type="search" autocomplete="off" maxlength="200"
                                placeholder=tr!("What do you need done?", "Was soll erledigt werden?")
                                value=query.with_untracked(|query| query.get("q").unwrap_or_default())
                                on:input=move |ev| if let Some(hear) = on_type { hear.run(event_target_value(&ev)) }
                            />
                        </span>
                        {suggestions.map(|suggestions| suggestions.run())}
                    </form>
                    <div class="shop-tools">
                        {move || me.signed_in().then(|| view! { <Bell /> })}
                        <a class="btn btn-ghost btn-square indicator" href="/cart" aria-label=cart_label title=cart_label>
                            <Icon glyph=icondata::LuShoppingCart class="size-5" />
                            <Count n=cart />
                        </a>
                        <UserMenu />
                    </div>
                </div>
                {categories.map(|categories| view! {
                    <nav class="shop-categories" aria-label=tr!("Categories", "Kategorien")><ul>{categories.run()}</ul></nav>
                })}
            </header>
            <main id="main" class="shop-content" tabindex="-1">{children()}</main>
            <Footer />
        </div>
    }
}

#[component]
fn Footer() -> impl IntoView {
    let me = me();
    let name = move || me.with(|viewer| viewer.project.name.clone());
    view! {
        <footer class="shop-foot">
            <div class="shop-foot-in">
                <div class="min-w-0">
                    <p class="font-medium">{name}</p>
                    <p class="mt-1 max-w-prose text-sm text-muted">
                        {tr!(
                            "Your money stays in escrow until you have accepted the work. Every cent, where it is and why, stands on your order.",
                            "Ihr Geld bleibt auf dem Treuhandkonto, bis Sie die Arbeit angenommen haben. Wo jeder Cent liegt und warum, steht auf Ihrem Auftrag.",
                        )}
                    </p>
                </div>
                <nav aria-label=tr!("Legal", "Rechtliches")>
                    <ul class="foot-links">
                        <li><a href="/legal/imprint">{tr!("Imprint", "Impressum")}</a></li>
                        <li><a href="/legal/privacy">{tr!("Privacy", "Datenschutz")}</a></li>
                        <li><a href="/legal/terms">{tr!("Terms", "AGB")}</a></li>
                    </ul>
                </nav>
                <div class="foot-prefs"><LangSwitch /><ThemeSwitch /></div>
            </div>
        </footer>
    }
}
