//! The gallery renders on the server in both languages; the HTML is left in the target folder to be looked at.
#![recursion_limit = "256"]

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{components::Router, location::RequestUrl};
use model::{Currency, Lang, viewer::{Branding, ProjectFace, Viewer}};

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
        cart: 2,
    }
}

fn render(lang: Lang) -> String {
    Owner::new_root(None).with(|| {
        provide_context(lang);
        provide_context(demo());
        provide_context(RequestUrl::new("/gallery"));
        provide_meta_context();
        view! { <Router><ui::gallery::Gallery /></Router> }.to_html()
    })
}

#[test]
fn the_gallery_renders_in_both_languages() {
    let _ = any_spawner::Executor::init_futures_executor();
    for (lang, word) in [(Lang::En, "Where the money is"), (Lang::De, "Wo das Geld ist")] {
        let html = render(lang);
        assert!(html.contains(word), "{lang} misses {word}");
        assert!(!html.contains("style=\""), "inline styles are refused by the content security policy");
        let page = format!(
            "<!DOCTYPE html><html lang=\"{lang}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
             <link rel=\"stylesheet\" href=\"main.css\"></head><body>{html}</body></html>"
        );
        let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("gallery-{lang}.html"));
        std::fs::write(path, page).unwrap();
    }
}
