//! Making pages lazily loaded routes.

/// Declares routes whose pages are one piece of WASM, loaded when the first of them is visited: one piece per portal,
/// since every further piece can double the number of shared chunks (each page alone made 230 of them, eight pieces 88).
///
/// ```ignore
/// ui::lazy_pages! { client_pages:
///     pub ClientOverview = overview::OverviewPage,
///     pub ClientOrders = orders::OrdersPage,
/// }
/// <Route path=path!("orders") view={Lazy::<ClientOrders>::new()} />
/// ```
/// The first name must be unique in the whole app: the piece is found by it.
#[macro_export]
macro_rules! lazy_pages {
    ($group:ident: $($(#[$meta:meta])* $vis:vis $name:ident = $page:path),+ $(,)?) => {
        mod $group {
            #[allow(clippy::wildcard_imports, unused_imports, reason = "the pages' paths are written as outside")]
            use super::*;

            /// Which page of the piece.
            #[derive(Clone, Copy, Debug)]
            pub enum Which {
                $($name),+
            }

            #[::leptos::lazy($group)]
            pub fn page(which: Which) -> ::leptos::prelude::AnyView {
                match which {
                    $(Which::$name => ::leptos::prelude::IntoAny::into_any($page())),+
                }
            }

            /// Fetches the piece before it is needed. On the server there is nothing to fetch.
            pub async fn preload() {
                #[cfg(target_arch = "wasm32")]
                __preload_page().await;
            }
        }
        $(
            $(#[$meta])*
            #[doc = concat!("The lazily loaded route of `", stringify!($page), "`.")]
            #[derive(Clone, Copy, Debug)]
            $vis struct $name;

            impl ::leptos_router::LazyRoute for $name {
                fn data() -> Self {
                    Self
                }
                async fn view(_this: Self) -> ::leptos::prelude::AnyView {
                    $group::page($group::Which::$name).await
                }
                async fn preload() {
                    $group::preload().await;
                }
            }
        )+
    };
}
