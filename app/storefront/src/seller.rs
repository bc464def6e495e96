//! A seller's public page.

use crate::{numbers::completed_orders, product::reviews::ReviewList, tiles::Tiles};
use leptos::prelude::*;
use leptos_meta::{Link, Meta, Title};
use leptos_router::hooks::use_params_map;
use model::catalogue::SellerProfile;
use ui::prelude::*;

#[component]
pub fn SellerPage() -> impl IntoView {
    let params = use_params_map();
    let slug = move || params.with(|params| params.get("slug").unwrap_or_default());
    let profile = Resource::new_blocking(slug, api::catalogue::seller_profile);
    view! { <Load from=profile bones=Bones::Detail main=true view=move |profile| view! { <Profile profile=profile /> }.into_any() /> }
}

#[component]
fn Profile(profile: SellerProfile) -> impl IntoView {
    let seller = profile.seller;
    let tenths = seller.rating.tenths().and_then(|tenths| u32::try_from(tenths).ok());
    let count = u32::try_from(seller.rating.count).unwrap_or(u32::MAX);
    let completed = seller.completed;
    let languages =
        seller.languages.iter().map(|code| crate::search::language_name(code)).collect::<Vec<_>>().join(", ");
    let reviews = profile.reviews;
    let short: String = seller.bio.chars().take(160).collect();
    view! {
        <Title text=seller.name.clone() />
        <Meta name="description" content=short />
        <Meta property="og:title" content=seller.name.clone() />
        <Meta property="og:type" content="profile" />
        <Link rel="canonical" href=format!("{}/sellers/{}", api::origin(), seller.slug) />
        <div class="stack">
            <header class="flex flex-wrap items-start gap-4">
                <Avatar name=seller.name.clone() size="size-16" />
                <div class="min-w-0 flex-1">
                    <h1 class="page-title">{seller.name.clone()}</h1>
                    <p class="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
                        {tenths.map(|tenths| view! { <Rating tenths=tenths count=count /> })}
                        {seller.verified.then(|| view! { <Chip tone=Tone::Good icon=icondata::LuBadgeCheck label=tr!("Verified", "Geprüft") /> })}
                        <span class="text-muted">{completed_orders(completed)}</span>
                    </p>
                    <p class="prose-text mt-3">{seller.bio}</p>
                    <p class="mt-3 flex flex-wrap gap-x-4 text-sm text-muted">
                        <span>{tr!("Speaks {languages}", "Spricht {languages}")}</span>
                        <span>{seller.country}</span>
                        <span>{tr!("Here since ", "Hier seit ")}<Moment at=seller.since date_only=true /></span>
                    </p>
                </div>
            </header>
            <Section title=tr!("Services", "Leistungen")>
                {if profile.products.is_empty() {
                    view! { <EmptyState title=tr!("Nothing on offer just now", "Zurzeit kein Angebot") text=tr!("This seller has no published services at the moment.", "Dieser Anbieter hat gerade keine veröffentlichten Leistungen.") /> }.into_any()
                } else {
                    view! { <Tiles products=profile.products eager=true /> }.into_any()
                }}
            </Section>
            {(!reviews.is_empty()).then(|| view! { <Section title=tr!("What buyers say", "Was Käufer sagen")><ReviewList reviews=reviews products=true /></Section> })}
        </div>
    }
}
