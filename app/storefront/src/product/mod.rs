//! A product's page: pictures, what you get, packages, plan, questions, seller, reviews, and the order box beside it all.
//! Everything that is chosen and answered is one form, so that it can be sent without a script.

mod about;
mod ask;
mod buy;
mod gallery;
mod packages;
pub(crate) mod reviews;
mod structured;

use crate::tiles::Tiles;
use api::cart::AddToCart;
use buy::{Choosing, OrderBox};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::{Link, Meta, Title};
use leptos_router::hooks::use_params_map;
use model::{
    catalogue::{PricingKind, ProductPage as Product, ProductStatus},
    intake::Answers,
};
use ui::{intake::mended, prelude::*};

#[component]
pub fn ProductPage() -> impl IntoView {
    let params = use_params_map();
    let slug = move || params.with(|params| params.get("slug").unwrap_or_default());
    let product = Resource::new_blocking(slug, api::catalogue::product);
    view! { <Load from=product bones=Bones::Detail main=true view=move |product| view! { <Shown product=product /> }.into_any() /> }
}

#[component]
fn Shown(product: Product) -> impl IntoView {
    let crumbs = product
        .path
        .iter()
        .map(|step| Crumb::new(text_of(&step.name), format!("/search?category={}", step.slug)))
        .chain([Crumb::here(product.name.clone())])
        .collect();
    let add = ServerAction::<AddToCart>::new();
    let answers = RwSignal::new(Answers::default());
    let problem = mended(api::problem_of(add), product.intake.clone(), answers);
    let choosing = Choosing::new(product.offer.clone());
    let below = product.clone();
    let related = product.related.clone();
    view! {
        <Head product=product.clone() />
        <Breadcrumb crumbs=crumbs />
        {(product.status != ProductStatus::Published).then(|| view! {
            <Notice tone=Tone::Attention class="mb-4">{tr!("Only you see this page: the service is not published.", "Nur Sie sehen diese Seite: Die Leistung ist nicht veröffentlicht.")}</Notice>
        })}
        <ActionForm action=add attr:novalidate="novalidate">
            <input type="hidden" name="product" value=product.id.to_string() />
            <FormScope problem=problem id="buy">
                <div class="two-cols">
                    <div class="stack">
                        <Top product=product.clone() />
                        <about::About product=product.clone() />
                        {(product.offer.pricing == PricingKind::Packages).then(|| view! { <packages::Packages offer=product.offer.clone() /> })}
                        <about::Plan product=product.clone() />
                        <Questions product=product.clone() answers=answers />
                    </div>
                    <OrderBox product=product.clone() choosing=choosing pending=add.pending() />
                </div>
            </FormScope>
        </ActionForm>
        <div class="stack mt-7">
            <about::SellerCard seller=below.seller.clone() />
            {(!below.own).then(|| view! { <ask::Ask product=below.id slug=below.slug.clone() seller=below.seller.name.clone() /> })}
            <reviews::Reviews product=below />
            {(!related.is_empty()).then(|| view! { <Section title=tr!("You may also need", "Das könnten Sie auch brauchen")><Tiles products=related /></Section> })}
        </div>
    }
}

/// What search engines and link previews read.
#[component]
fn Head(product: Product) -> impl IntoView {
    let origin = api::origin();
    let title = if product.seo_title.is_empty() { product.name.clone() } else { product.seo_title.clone() };
    let description =
        if product.seo_description.is_empty() { product.summary.clone() } else { product.seo_description.clone() };
    let address = format!("{origin}/services/{}", product.slug);
    let picture = product.pictures.first().map(|picture| format!("{origin}{}", picture.url));
    let price = product.offer.lowest();
    view! {
        <Title text=title.clone() />
        <Meta name="description" content=description.clone() />
        <Link rel="canonical" href=address.clone() />
        <Meta property="og:type" content="product" />
        <Meta property="og:title" content=title />
        <Meta property="og:description" content=description />
        <Meta property="og:url" content=address />
        {picture.map(|picture| view! { <Meta property="og:image" content=picture /> })}
        <Meta property="product:price:amount" content=price.to_decimal() />
        <Meta property="product:price:currency" content=price.currency.code() />
        <script type="application/ld+json" inner_html=structured::json_ld(&product, &origin)></script>
    }
}

/// Name, rating, pictures.
#[component]
fn Top(product: Product) -> impl IntoView {
    let tenths = product.rating.tenths().and_then(|tenths| u32::try_from(tenths).ok());
    let count = u32::try_from(product.rating.count).unwrap_or(u32::MAX);
    let sales = product.sales;
    view! {
        <div class="flex flex-col gap-4">
        <header>
            <h1 class="page-title">{product.name}</h1>
            <p class="mt-1 text-muted">{product.summary}</p>
            <p class="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
                {match tenths {
                    Some(tenths) => view! { <a href="#reviews" rel="external"><Rating tenths=tenths count=count /></a> }.into_any(),
                    None => view! { <Rating tenths=0 count=0 /> }.into_any(),
                }}
                {(sales > 0).then(|| view! { <span class="text-muted">{if sales == 1 { tr!("ordered once", "einmal bestellt") } else { tr!("ordered {sales} times", "{sales}-mal bestellt") }}</span> })}
                <Chip label=product.kind.label(lang()) icon=product.kind.icon() />
            </p>
        </header>
        <gallery::Gallery pictures=product.pictures />
        </div>
    }
}

/// The intake, answered here or after paying.
#[component]
fn Questions(product: Product, answers: RwSignal<Answers>) -> impl IntoView {
    if product.intake.is_empty() {
        return ().into_any();
    }
    let upload = untrack(|| me().signed_in()).then(|| "/files?purpose=intake".to_owned());
    view! {
        <Section
            id="questions"
            title=tr!("What the seller needs to know", "Was der Anbieter wissen muss")
            help=tr!("Answer now, or after paying: the delivery time starts when all is answered.", "Antworten Sie jetzt oder nach dem Bezahlen: Die Lieferzeit beginnt, wenn alles beantwortet ist.")
        >
            <Card>
                <div class="form-stack">
                    {match upload {
                        Some(upload) => view! { <IntakeFields fields=product.intake answers=answers upload=upload /> }.into_any(),
                        None => view! { <IntakeFields fields=product.intake answers=answers /> }.into_any(),
                    }}
                </div>
            </Card>
        </Section>
    }
    .into_any()
}
