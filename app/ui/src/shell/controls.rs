//! The small controls of every shell. All are plain forms or links: they work before WASM has loaded.

use crate::{
    browser::here,
    context::{Theme, me, theme},
    figures::Avatar,
    icon::Icon,
    lang,
    menu::{Menu, MenuButton, MenuLink, MenuRule},
    shell::Tally,
    tr,
};
use leptos::prelude::*;
use model::Lang;

/// Posts one preference and comes back to where the reader is.
#[component]
fn PreferenceForm(children: Children) -> impl IntoView {
    let here = here();
    view! {
        <form method="post" action="/preferences">
            <input type="hidden" name="return_to" value=move || here.get() />
            {children()}
        </form>
    }
}

/// Light, dark, as the system: lines of a menu.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let current = theme();
    let line = move |choice: Theme| {
        let (label, glyph) = match choice {
            Theme::System => (tr!("As the system", "Wie das System"), icondata::LuSunMoon),
            Theme::Light => (tr!("Light", "Hell"), icondata::LuSun),
            Theme::Dark => (tr!("Dark", "Dunkel"), icondata::LuMoon),
        };
        view! { <MenuButton kind="submit" icon=glyph name="theme" value=choice.as_str() current={choice == current}>{label}</MenuButton> }
    };
    view! {
        <PreferenceForm>
            <MenuRule label=tr!("Appearance", "Darstellung") />
            {Theme::ALL.map(line).into_iter().collect_view()}
        </PreferenceForm>
    }
}

/// English, Deutsch: lines of a menu.
#[component]
pub fn LangSwitch() -> impl IntoView {
    let current = lang();
    let line = move |choice: Lang| {
        view! { <MenuButton kind="submit" icon=icondata::LuLanguages name="lang" value=choice.code() current={choice == current}>{choice.name()}</MenuButton> }
    };
    view! {
        <PreferenceForm>
            <MenuRule label=tr!("Language", "Sprache") />
            {Lang::ALL.map(line).into_iter().collect_view()}
        </PreferenceForm>
    }
}

/// Who is signed in, the portals they may enter, preferences, and the way out. For a visitor: the way in.
#[component]
pub fn UserMenu(
    /// Opens upwards (at the foot of the rail).
    #[prop(optional)]
    up: bool,
) -> impl IntoView {
    let me = me();
    let here = here();
    move || {
        let viewer = me.get();
        let Some(person) = viewer.person.clone() else {
            let next = move || format!("/sign-in?next={}", crate::tabs::escape(&here.get()));
            return view! {
                <Menu label=tr!("Preferences", "Einstellungen") end=true up=up button=|| view! { <Icon glyph=icondata::LuSettings2 class="size-5" /> }>
                    <LangSwitch />
                    <ThemeSwitch />
                </Menu>
                <a class="btn btn-primary" href=next>{tr!("Sign in", "Anmelden")}</a>
            }
            .into_any();
        };
        let (name, email, sells, staff) = (person.name.clone(), person.email.clone(), person.sells, viewer.is_staff());
        let shown = person.name.clone();
        view! {
            <Menu label=tr!("Your account: {name}", "Ihr Konto: {name}") end=true up=up button=move || view! { <Avatar name=shown.clone() /> }>
                <div class="menu-person">
                    <p class="truncate font-medium">{name.clone()}</p>
                    <p class="truncate text-sm text-muted">{email}</p>
                </div>
                <MenuRule />
                <MenuLink href="/app" icon=icondata::LuShoppingBag>{tr!("Your purchases", "Ihre Einkäufe")}</MenuLink>
                <MenuLink href="/app/messages" icon=icondata::LuMessagesSquare>{tr!("Messages", "Nachrichten")}<Tally n=Signal::derive(move || me.with(|viewer| viewer.messages.client)) /></MenuLink>
                {sells.then(|| view! { <MenuLink href="/sell" icon=icondata::LuStore>{tr!("Your sales", "Ihre Verkäufe")}</MenuLink> })}
                {staff.then(|| view! { <MenuLink href="/admin" icon=icondata::LuShieldCheck>{tr!("Administration", "Verwaltung")}</MenuLink> })}
                <MenuLink href="/app/settings" icon=icondata::LuSettings2>{tr!("Settings", "Einstellungen")}</MenuLink>
                <LangSwitch />
                <ThemeSwitch />
                <MenuRule />
                <form method="post" action="/sign-out">
                    <MenuButton kind="submit" icon=icondata::LuLogOut>{tr!("Sign out", "Abmelden")}</MenuButton>
                </form>
            </Menu>
        }
        .into_any()
    }
}

/// The projects this person belongs to; nothing for those with one.
#[component]
pub fn ProjectSwitch() -> impl IntoView {
    let me = me();
    move || {
        let viewer = me.get();
        let name = viewer.project.name.clone();
        if viewer.projects.len() < 2 {
            return ().into_any();
        }
        let current = viewer.project.id;
        let lines = viewer
            .projects
            .into_iter()
            .map(|project| {
                view! { <MenuButton kind="submit" name="project" value=project.slug current={project.id == current}>{project.name}</MenuButton> }
            })
            .collect_view();
        view! {
            <Menu class="rail-project" label=tr!("Switch project", "Projekt wechseln") button=move || view! {
                <span class="truncate">{name.clone()}</span><Icon glyph=icondata::LuChevronsUpDown class="text-muted" />
            }>
                <form method="post" action="/switch-project">{lines}</form>
            </Menu>
        }
        .into_any()
    }
}

/// The project's logo, or our mark with the project's name.
#[component]
pub(super) fn Logo(#[prop(default = "/")] href: &'static str) -> impl IntoView {
    let me = me();
    move || {
        me.with(|viewer| {
            let name = viewer.project.name.clone();
            match viewer.project.branding.logo.clone() {
                Some(src) => {
                    view! { <a class="logo" href=href><img src=src alt=name class="logo-picture" /></a> }.into_any()
                }
                None => {
                    view! { <a class="logo" href=href><crate::icon::Mark /><span class="logo-name">{name}</span></a> }
                        .into_any()
                }
            }
        })
    }
}

/// A small count on a corner; nothing at zero.
#[component]
pub(super) fn Count(n: Signal<u32>) -> impl IntoView {
    move || match n.get() {
        0 => None,
        n => Some(
            view! { <span class="count" aria-hidden="true">{if n > 99 { "99+".to_owned() } else { n.to_string() }}</span> },
        ),
    }
}

/// The first stop of the Tab key.
#[component]
pub(super) fn SkipLink() -> impl IntoView {
    view! { <a class="skip-link" href="#main" rel="external">{tr!("Skip to content", "Zum Inhalt springen")}</a> }
}
