//! `/app/settings`: oneself, one's address, one's password, one's browsers, and selling.

mod email;
mod password;
mod profile;
mod sell;
mod sessions;

use leptos::prelude::*;
use ui::prelude::*;

/// The page.
#[component]
pub fn SettingsPage() -> impl IntoView {
    view! {
        <PageHeader title=tr!("Settings", "Einstellungen") />
        <div class="stack max-w-3xl">
            <profile::ProfileSection />
            <email::EmailSection />
            <password::PasswordSection />
            <sessions::SessionsSection />
            <sell::SellSection />
        </div>
    }
}
