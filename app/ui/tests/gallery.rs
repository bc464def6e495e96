//! The gallery and a portal render on the server in both languages; the HTML is left in the target folder to be looked at.
#![recursion_limit = "256"]

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{components::Router, location::RequestUrl};
use model::{
    Currency, Lang, Permission,
    viewer::{Branding, Person, ProjectFace, Viewer},
};
use ui::prelude::*;

fn demo() -> Viewer {
    Viewer {
        person: None,
        project: ProjectFace {
            id: model::ProjectId(Default::default()),
            slug: "demo".to_owned(),
            name: "Nordlicht".to_owned(),
            currency: Currency::Eur,
            time_zone: "Europe/Berlin".to_owned(),
            branding: Branding::default(),
            demo: true,
        },
        projects: Vec::new(),
        unread: 3,
        messages: Default::default(),
        reviews: 0,
        cart: 2,
        seq: 0,
    }
}

fn page(
    lang: Lang,
    viewer: Viewer,
    path: &str,
    name: &str,
    view: impl Fn() -> AnyView + Send + Sync + 'static,
) -> String {
    let _ = any_spawner::Executor::init_futures_executor();
    let html = Owner::new_root(None).with(|| {
        provide_context(lang);
        provide_context(viewer);
        provide_context(RequestUrl::new(path));
        provide_meta_context();
        // Built inside the router, whose contexts the shells ask for.
        let view = ViewFn::from(view);
        view! { <Router><InRouter view=view /></Router> }.to_html()
    });
    assert!(!html.contains("style=\""), "inline styles are refused by the content security policy");
    let page = format!(
        "<!DOCTYPE html><html lang=\"{lang}\"><head><meta charset=\"utf-8\"><title>{name}</title><meta name=\"viewport\" content=\"width=device-width\">\
         <link rel=\"stylesheet\" href=\"main.css\"></head><body>{html}</body></html>"
    );
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{lang}.html"));
    std::fs::write(path, page).expect("write the rendered page");
    html
}

#[component]
fn InRouter(view: ViewFn) -> impl IntoView {
    view.run()
}

#[test]
fn the_gallery_renders_in_both_languages() {
    for (lang, word) in [(Lang::En, "Where the money is"), (Lang::De, "Wo das Geld ist")] {
        let html = page(lang, demo(), "/gallery", "gallery", || view! { <ui::gallery::Gallery /> }.into_any());
        assert!(html.contains(word), "{lang} misses {word}");
    }
}

const NAV: &[NavEntry] = &[
    NavEntry::new(icondata::LuHouse, || tr!("Overview", "Übersicht"), "/app").phone(),
    NavEntry::new(icondata::LuShoppingBag, || tr!("Orders", "Aufträge"), "/app/orders").phone(),
    NavEntry::new(icondata::LuWallet, || tr!("Wallet", "Guthaben"), "/app/wallet").phone(),
    NavEntry::new(icondata::LuBell, || tr!("Notifications", "Benachrichtigungen"), "/app/notifications").phone(),
    NavEntry::new(icondata::LuShieldCheck, || tr!("Log", "Protokoll"), "/app/log").needs(Permission::LogView),
    NavEntry::new(icondata::LuSettings2, || tr!("Settings", "Einstellungen"), "/app/settings")
        .group(|| tr!("You", "Sie")),
];

#[test]
fn a_portal_shows_what_the_person_may_enter() {
    let mut viewer = demo();
    viewer.person = Some(Person {
        id: model::UserId(Default::default()),
        name: "Mara Lindqvist".to_owned(),
        email: "mara@example.com".to_owned(),
        email_verified: true,
        superadmin: false,
        roles: [model::Role::Client].into(),
        permissions: [].into(),
        sells: true,
    });
    let shell = || {
        view! {
            <PortalShell name=tr!("Purchases", "Einkäufe") entries=NAV>
                <PageHeader title="Brand identity, standard" crumbs=vec![Crumb::new(tr!("Orders", "Aufträge"), "/app/orders")]
                    lead=|| view! { <span>"ORD-2026-000123"</span> <StateChip state=model::orders::OrderStatus::Active /> }
                >
                    <Button look=Look::Primary>{tr!("Review milestone 2", "Meilenstein 2 prüfen")}</Button>
                </PageHeader>
                <Card><EmptyState title="…" text="…" /></Card>
            </PortalShell>
        }
        .into_any()
    };
    for lang in Lang::ALL {
        let html = page(lang, viewer.clone(), "/app/orders/1", "portal", shell);
        assert!(html.contains("/app/wallet") && !html.contains("/app/log"), "the rail follows the permissions");
        assert!(
            html.contains("Mara Lindqvist") && html.contains("href=\"/sell\"") && !html.contains("href=\"/admin\"")
        );
    }
}
