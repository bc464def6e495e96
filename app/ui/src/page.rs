//! Making a page a lazily loaded route.

/// Declares a route whose page is its own piece of WASM, loaded when it is first visited:
/// `ui::lazy_page!(pub ClientOrders = orders::OrdersPage);`, then `<Route path=path!("orders") view={Lazy::<ClientOrders>::new()}/>`.
/// The name must be unique in the whole app (begin it with the portal's): the piece is found by it.
#[macro_export]
macro_rules! lazy_page {
    ($vis:vis $name:ident = $page:path) => {
        #[doc = concat!("The lazily loaded route of `", stringify!($page), "`.")]
        #[derive(Clone, Copy, Debug)]
        $vis struct $name;

        #[::leptos_router::lazy_route]
        impl ::leptos_router::LazyRoute for $name {
            fn data() -> Self {
                Self
            }
            fn view(_this: Self) -> ::leptos::prelude::AnyView {
                ::leptos::prelude::IntoAny::into_any($page())
            }
        }
    };
}
