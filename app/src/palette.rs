//! Where the command palette looks: pages of the portals at once; orders and services after a pause in typing.

use api::{orders, search};
use leptos::prelude::*;
use model::{Party, orders::OrderFilter};
use std::time::Duration;
use ui::{
    context::{Me, me},
    palette::{Hit, Palette},
    shell::NavEntry,
    tr,
};

/// How long somebody must pause before the server is asked.
const PAUSE: Duration = Duration::from_millis(180);

/// The palette with the app's sources.
#[component]
pub fn AppPalette() -> impl IntoView {
    let me = me();
    let hits = RwSignal::new(Vec::new());
    let latest = RwSignal::new(String::new());
    let search = Callback::new(move |text: String| {
        let text = text.trim().to_owned();
        latest.set(text.clone());
        hits.set(pages(me, &text));
        if text.chars().count() < 2 {
            return;
        }
        ui::browser::after(PAUSE, move || {
            if latest.try_get_untracked().as_ref() != Some(&text) {
                return;
            }
            leptos::task::spawn_local(async move {
                // What does not answer is left out; the pages are there all the same.
                let found = things(me, text.clone()).await;
                if latest.try_get_untracked().as_ref() == Some(&text) {
                    hits.try_update(|hits| hits.extend(found));
                }
            });
        });
    });
    view! { <Palette search=search hits=hits /> }
}

/// The portals this person may enter, with their rails.
fn portals(me: Me) -> Vec<(String, &'static [NavEntry])> {
    me.with(|viewer| {
        let Some(person) = &viewer.person else { return Vec::new() };
        let mut portals = vec![(tr!("Purchases", "Einkäufe"), client::NAV)];
        if person.sells {
            portals.push((tr!("Sales", "Verkauf"), seller::NAV));
        }
        if viewer.is_staff() {
            portals.push((tr!("Administration", "Verwaltung"), admin::NAV));
        }
        portals
    })
}

fn pages(me: Me, text: &str) -> Vec<Hit> {
    let wanted = text.to_lowercase();
    let shop = [
        (tr!("Shop", "Shop"), "/", icondata::LuStore),
        (tr!("Browse services", "Leistungen ansehen"), "/search", icondata::LuSearch),
        (tr!("Cart", "Warenkorb"), "/cart", icondata::LuShoppingCart),
    ];
    let shop = shop.into_iter().map(|(label, href, icon)| Hit {
        label,
        kind: tr!("Shop", "Shop"),
        href: href.to_owned(),
        icon,
    });
    let rails =
        portals(me).into_iter().flat_map(|(portal, entries)| {
            entries.iter().filter(|entry| entry.needs.is_none_or(|permission| me.may(permission))).map(move |entry| {
                Hit { label: (entry.label)(), kind: portal.clone(), href: entry.href.to_owned(), icon: entry.icon }
            })
        });
    shop.chain(rails).filter(|hit| hit.label.to_lowercase().contains(&wanted)).take(12).collect()
}

/// Asks the server.
async fn things(me: Me, text: String) -> Vec<Hit> {
    let mut hits = Vec::new();
    let (sells, staff, signed_in) =
        me.with(|viewer| (viewer.person.as_ref().is_some_and(|p| p.sells), viewer.is_staff(), viewer.person.is_some()));
    if signed_in {
        let mut sides = vec![(Party::Client, "/app/orders")];
        if sells {
            sides.push((Party::Seller, "/sell/orders"));
        }
        if staff {
            sides.push((Party::Staff, "/admin/orders"));
        }
        for (side, folder) in sides {
            let filter = OrderFilter { search: text.clone(), ..OrderFilter::of(side) };
            if let Ok(page) = orders::list_orders(filter, None).await {
                hits.extend(page.items.into_iter().take(5).map(|order| Hit {
                    label: format!("{} · {}", order.title, order.number),
                    kind: tr!("Order", "Auftrag"),
                    href: format!("{folder}/{}", order.id),
                    icon: icondata::LuPackage,
                }));
            }
        }
    }
    if let Ok(found) = search::suggest(text).await {
        hits.extend(found.products.into_iter().map(|product| Hit {
            label: product.name,
            kind: tr!("Service", "Leistung"),
            href: format!("/services/{}", product.slug),
            icon: icondata::LuBriefcase,
        }));
    }
    hits
}
