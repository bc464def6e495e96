//! What it is, what you get, how it is delivered, and by whom.

use super::packages::days;
use crate::numbers::completed_orders;
use leptos::prelude::*;
use model::{
    Lang,
    catalogue::{ProductPage, SellerFace},
};
use ui::prelude::*;

/// Description and "what you get".
#[component]
pub fn About(product: ProductPage) -> impl IntoView {
    let features = product
        .features
        .into_iter()
        .map(|feature| view! { <li class="tick"><Icon glyph=icondata::LuCheck />{feature}</li> })
        .collect_view();
    let tags = product
        .tags
        .into_iter()
        .map(|tag| {
            let href = format!("/search?q={}", ui::tabs::escape(&tag));
            view! { <li><a class="chosen" href=href>{tag}</a></li> }
        })
        .collect_view();
    view! {
        <Section title=tr!("What you get", "Was Sie bekommen")>
            <ul class="ticks">{features}</ul>
            <p class="prose-text mt-4">{product.description}</p>
            <ul class="mt-4 flex flex-wrap gap-2" aria-label=tr!("Keywords", "Schlagworte")>{tags}</ul>
        </Section>
    }
}

/// The milestones and how acceptance works.
#[component]
pub fn Plan(product: ProductPage) -> impl IntoView {
    let auto = match (product.auto_accept_days, lang()) {
        // “nach” takes the dative
        (1, Lang::De) => "einem Tag".to_owned(),
        (n, Lang::De) => format!("{n} Tagen"),
        (n, Lang::En) => days(n),
    };
    let note = tr!(
        "You accept each step, and only then its share is released. A delivery that you do not answer is accepted after {auto}; you are reminded before.",
        "Sie nehmen jeden Schritt an, erst dann wird sein Anteil freigegeben. Eine Lieferung, auf die Sie nicht antworten, gilt nach {auto} als angenommen; Sie werden vorher erinnert.",
    );
    let steps = product
        .plan
        .into_iter()
        .map(|step| {
            view! {
                <li class="plan-step">
                    <div class="min-w-0">
                        <p class="font-medium">{step.title}</p>
                        {(!step.description.is_empty()).then(|| view! { <p class="text-sm text-muted">{step.description}</p> })}
                    </div>
                    <p class="text-sm text-muted tabular-nums">{step.share_bps.format(lang())}</p>
                </li>
            }
        })
        .collect::<Vec<_>>();
    let checklist = product.checklist;
    view! {
        <Section title=tr!("How it is delivered", "So wird geliefert")>
            {(!steps.is_empty()).then(|| view! { <Card><ol class="plan">{steps}</ol></Card> })}
            <p class="mt-3 text-sm text-muted">{note}</p>
            {(!checklist.is_empty()).then(|| view! {
                <h3 class="mt-4 font-medium">{tr!("Checked before the final delivery", "Vor der Abgabe geprüft")}</h3>
                <ul class="ticks mt-2">{checklist.into_iter().map(|line| view! { <li class="tick"><Icon glyph=icondata::LuClipboardCheck />{line}</li> }).collect_view()}</ul>
            })}
        </Section>
    }
}

/// The seller beside their work.
#[component]
pub fn SellerCard(seller: SellerFace) -> impl IntoView {
    let href = format!("/sellers/{}", seller.slug);
    let tenths = seller.rating.tenths().and_then(|tenths| u32::try_from(tenths).ok());
    let count = u32::try_from(seller.rating.count).unwrap_or(u32::MAX);
    let completed = seller.completed;
    view! {
        <Section title=tr!("The seller", "Der Anbieter")>
            <Card>
                <div class="flex flex-wrap items-start gap-4">
                    <Avatar name=seller.name.clone() size="size-12" />
                    <div class="min-w-0 flex-1">
                        <p class="flex flex-wrap items-center gap-2 font-medium">
                            <a class="link" href=href.clone()>{seller.name}</a>
                            {seller.verified.then(|| view! { <Chip tone=Tone::Good icon=icondata::LuBadgeCheck label=tr!("Verified", "Geprüft") /> })}
                        </p>
                        <p class="mt-1 flex flex-wrap gap-x-4 text-sm text-muted">
                            {tenths.map(|tenths| view! { <Rating tenths=tenths count=count /> })}
                            <span>{completed_orders(completed)}</span>
                        </p>
                        <p class="prose-text mt-2">{seller.bio}</p>
                    </div>
                    <LinkButton href=href>{tr!("All services", "Alle Leistungen")}</LinkButton>
                </div>
            </Card>
        </Section>
    }
}
