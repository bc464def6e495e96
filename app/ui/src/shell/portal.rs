//! The portals' frame: rail at the left (icons only on middling screens), bar at the bottom on a phone.

use super::{
    NavEntry, UserMenu,
    bell::Bell,
    controls::{Logo, ProjectSwitch, SkipLink},
    is_current,
};
use crate::{
    context::me,
    feedback::{Bones, Skeleton},
    icon::Icon,
    menu::{Menu, MenuLink},
    palette::PaletteButton,
    tr,
};
use leptos::prelude::*;
use leptos_router::{components::Redirect, hooks::use_location};

/// A portal, for people who are signed in (others are sent to sign in and come back): `<PortalShell name=… entries=NAV><Outlet/></PortalShell>` as the view of its parent route.
#[component]
pub fn PortalShell(
    /// "Purchases", "Sales", "Administration": beside the project's name.
    #[prop(into)]
    name: String,
    entries: &'static [NavEntry],
    children: ChildrenFn,
) -> impl IntoView {
    let me = me();
    let here = crate::browser::here();
    // In the browser the server is asked before anybody is sent away: they may have signed in a moment ago.
    let asked = RwSignal::new(cfg!(not(target_arch = "wasm32")));
    let door = Memo::new(move |_| match (me.signed_in(), asked.get()) {
        (true, _) => Door::Open,
        (false, true) => Door::Shut,
        (false, false) => Door::Asking,
    });
    Effect::new(move |_| match door.get() {
        Door::Open => asked.set(false),
        Door::Asking => me.refresh_then(Callback::new(move |()| {
            asked.try_set(true);
        })),
        Door::Shut => {}
    });
    move || match door.get() {
        Door::Open => {
            let (name, children) = (name.clone(), children.clone());
            view! { <Frame name=name entries=entries children=children /> }.into_any()
        }
        Door::Asking => view! { <div class="portal-content"><Skeleton bones=Bones::Detail /></div> }.into_any(),
        Door::Shut => {
            let next = format!("/sign-in?next={}", crate::tabs::escape(&here.get_untracked()));
            view! { <Redirect path=next /> }.into_any()
        }
    }
}

/// Whether this person may come in.
#[derive(Clone, Copy, PartialEq)]
enum Door {
    Open,
    Asking,
    Shut,
}

#[component]
fn Frame(name: String, entries: &'static [NavEntry], children: ChildrenFn) -> impl IntoView {
    let narrow = RwSignal::new(false);
    let allowed = move |entry: &NavEntry| entry.needs.is_none_or(|permission| me().may(permission));
    let rail = move || {
        entries
            .iter()
            .filter(|entry| allowed(entry))
            .map(|entry| {
                view! {
                    {entry.group.map(|heading| view! { <li class="rail-group"><span>{heading()}</span></li> })}
                    <li><RailLink entry=*entry /></li>
                }
            })
            .collect_view()
    };
    view! {
        <div class="portal" class:portal-narrow=narrow>
            <SkipLink />
            <aside class="rail">
                <div class="rail-head"><Logo /></div>
                <ProjectSwitch />
                <nav class="rail-nav" aria-label=name.clone()><ul>{rail}</ul></nav>
                <button type="button" class="rail-fold" on:click=move |_| narrow.update(|n| *n = !*n)
                    aria-pressed=move || narrow.get().to_string()
                >
                    <Icon glyph=icondata::LuPanelLeft class="size-5" />
                    <span>{tr!("Fold the menu", "Menü einklappen")}</span>
                </button>
            </aside>
            <div class="portal-main">
                <header class="portal-top">
                    <div class="portal-phone-logo"><Logo /></div>
                    <p class="portal-name">{name}</p>
                    <div class="portal-tools">
                        <PaletteButton />
                        <a class="btn btn-ghost portal-shop" href="/"><Icon glyph=icondata::LuStore class="size-5" /><span>{tr!("To the shop", "Zum Shop")}</span></a>
                        <Bell />
                        <UserMenu />
                    </div>
                </header>
                <main id="main" class="portal-content" tabindex="-1">{children()}</main>
            </div>
            <PhoneBar entries=entries />
        </div>
    }
}

#[component]
fn RailLink(entry: NavEntry) -> impl IntoView {
    let path = use_location().pathname;
    let current = move || is_current(&path.get(), entry.href).then_some("page");
    let label = (entry.label)();
    view! {
        <a class="rail-link" href=entry.href aria-current=current title=label.clone()>
            <Icon glyph=entry.icon class="size-5 shrink-0" />
            <span class="rail-label">{label.clone()}</span>
            {entry.count.map(|count| view! { <Tally n=Signal::derive(move || me().with(count)) /> })}
        </a>
    }
}

/// How many new ones, as a figure and for those who hear the page; nothing at zero.
#[component]
pub fn Tally(n: Signal<u32>) -> impl IntoView {
    move || {
        let n = n.get();
        (n > 0).then(|| {
            let shown = if n > 99 { "99+".to_owned() } else { n.to_string() };
            view! {
                <span class="tally" aria-hidden="true">{shown}</span>
                <span class="sr-only">{tr!(" ({n} new)", " ({n} neu)")}</span>
            }
        })
    }
}

/// Four entries under the thumb and the rest under "More".
#[component]
fn PhoneBar(entries: &'static [NavEntry]) -> impl IntoView {
    let shown = move |phone: bool| {
        entries.iter().filter(move |e| e.phone == phone && e.needs.is_none_or(|permission| me().may(permission)))
    };
    let main = move || shown(true).take(4).map(|entry| view! { <li><RailLink entry=*entry /></li> }).collect_view();
    let rest = move || {
        shown(false)
            .map(|entry| view! { <MenuLink href=entry.href icon=entry.icon>{(entry.label)()}</MenuLink> })
            .collect_view()
    };
    let more = move || {
        (shown(false).count() > 0).then(|| view! {
        <li>
            <Menu label=tr!("More", "Mehr") end=true up=true class="rail-link" button=|| view! {
                <Icon glyph=icondata::LuEllipsis class="size-5" /><span class="rail-label" aria-hidden="true">{tr!("More", "Mehr")}</span>
            }>{rest}</Menu>
        </li>
    })
    };
    view! { <nav class="phone-bar" aria-label=tr!("Main pages", "Hauptseiten")><ul>{main}{more}</ul></nav> }
}
