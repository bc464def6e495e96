//! What buyers said after completed orders.

use leptos::prelude::*;
use model::catalogue::{ProductPage, Review};
use ui::prelude::*;

#[component]
pub fn Reviews(product: ProductPage) -> impl IntoView {
    let id = product.id;
    let stars = product.stars;
    let total: i64 = stars.iter().sum();
    let more = RwSignal::new(Vec::<Review>::new());
    let next = RwSignal::new(product.reviews.next.clone());
    let pending = RwSignal::new(false);
    let load = Callback::new(move |()| {
        let Some(cursor) = next.get_untracked() else { return };
        pending.set(true);
        leptos::task::spawn_local(async move {
            match api::catalogue::reviews(id, Some(cursor)).await {
                Ok(page) => {
                    next.try_set(page.next);
                    more.try_update(|more| more.extend(page.items));
                }
                Err(fault) => toasts().problem(&fault.0),
            }
            pending.try_set(false);
        });
    });
    let bars = (1..=5_usize)
        .rev()
        .map(|n| {
            let count = stars[n - 1];
            let label = if n == 1 { tr!("1 star", "1 Stern") } else { tr!("{n} stars", "{n} Sterne") };
            view! {
                <li class="star-row">
                    <span>{label.clone()}</span>
                    <progress class="progress" value=count max=total.max(1) aria-label=label></progress>
                    <span class="text-right tabular-nums text-muted">{count}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <Section title=tr!("Reviews", "Bewertungen") id="reviews" help=tr!("Only from people who bought and received it.", "Nur von Leuten, die es gekauft und erhalten haben.")>
            {if total == 0 {
                view! { <p class="text-muted">{tr!("No reviews yet. The first order writes the first one.", "Noch keine Bewertungen. Der erste Auftrag schreibt die erste.")}</p> }.into_any()
            } else {
                view! {
                    <ul class="flex max-w-md flex-col gap-1">{bars}</ul>
                    <ReviewList reviews=product.reviews.items />
                    {move || { let more = more.get(); (!more.is_empty()).then(|| view! { <ReviewList reviews=more /> }) }}
                    {move || next.get().is_some().then(|| view! { <Button on_press=load pending=pending>{tr!("More reviews", "Mehr Bewertungen")}</Button> })}
                }.into_any()
            }}
        </Section>
    }
}

/// Reviews below each other; `products` names what was bought.
#[component]
pub fn ReviewList(reviews: Vec<Review>, #[prop(optional)] products: bool) -> impl IntoView {
    let items = reviews
        .into_iter()
        .map(|review| {
            let tenths = u32::try_from(review.stars * 10).unwrap_or(0);
            view! {
                <li class="border-b border-line py-4">
                    <p class="flex flex-wrap items-center gap-x-3 text-sm">
                        <span class="font-medium">{review.author}</span>
                        <Rating tenths=tenths />
                        <span class="text-muted"><Moment at=review.at date_only=true /></span>
                    </p>
                    {products.then(|| view! { <p class="text-sm text-muted">{review.product}</p> })}
                    {(!review.comment.is_empty()).then(|| view! { <p class="prose-text mt-2">{review.comment}</p> })}
                    {(!review.reply.is_empty()).then(|| view! {
                        <p class="mt-2 text-sm"><span class="font-medium">{tr!("The seller's answer: ", "Antwort des Anbieters: ")}</span>{review.reply}</p>
                    })}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="mt-3">{items}</ul> }
}
