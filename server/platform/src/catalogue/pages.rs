//! What the storefront and the lists read.

use super::{
    categories::tree_in,
    load::{Loaded, cards_in, product_by_slug_in},
    queries::{lists, pages as queries, reviews},
};
use crate::{Result, Tx};
use model::{
    Actor, Money, Page, PageRequest, Permission, Problem, ProductId, SellerId,
    catalogue::{
        Home, MyProduct, MyProducts, Picture, ProductPage, ProductStatus, Rating, Review, SellerFace, SellerProfile,
        cover_url,
    },
};

/// How many cards a shelf of the first page has.
const SHELF: i64 = 8;
const REVIEWS: u32 = 6;

pub async fn home_in(tx: &mut Tx) -> Result<Home> {
    let shelves = queries::shelves(tx, SHELF).await?;
    let both: Vec<ProductId> = shelves.popular.iter().chain(&shelves.newest).copied().collect();
    let cards = cards_in(tx, &both).await?;
    let pick =
        |ids: &[ProductId]| ids.iter().filter_map(|id| cards.iter().find(|card| card.id == *id).cloned()).collect();
    Ok(Home {
        categories: tree_in(tx).await?,
        popular: pick(&shelves.popular),
        newest: pick(&shelves.newest),
        tagline: shelves.tagline,
        products: shelves.products,
        sellers: shelves.sellers,
        completed: shelves.completed,
    })
}

pub async fn product_in(tx: &mut Tx, actor: &Actor, slug: &str) -> Result<ProductPage> {
    let product = product_by_slug_in(tx, slug).await?.ok_or(Problem::NotFound)?;
    let own = actor.sells_for(product.row.seller_id)
        || actor.has(Permission::CatalogueManage)
        || actor.has(Permission::ProductPublish) && actor.is_staff();
    if product.for_sale().is_err() && !own {
        return Err(Problem::NotFound.into());
    }
    let seller = queries::seller_by_id(tx, product.row.seller_id).await?;
    let shown = reviews::reviews(tx, product.row.id, None, REVIEWS).await?;
    let stars = reviews::stars(tx, product.row.id).await?;
    let path = queries::path(tx, product.row.category_id).await?;
    let pictures = queries::pictures(tx, product.row.id).await?;
    let related = queries::related(tx, &product.row, 4).await?;
    let related = cards_in(tx, &related).await?;
    let mut page = page_of(product, seller);
    page.reviews = shown;
    page.stars = stars;
    page.path = path;
    page.pictures.extend(pictures);
    page.related = related;
    page.own = own;
    Ok(page)
}

fn page_of(product: Loaded, seller: SellerFace) -> ProductPage {
    let auto_accept_days = product.auto_accept_days();
    let row = product.row;
    ProductPage {
        pictures: vec![Picture { url: cover_url(&row.slug, row.cover_file_id), alt: row.name.clone() }],
        id: row.id,
        slug: row.slug,
        status: row.status,
        kind: row.kind,
        name: row.name,
        summary: row.summary,
        description: row.description,
        language: row.language,
        location: row.location,
        tags: row.tags,
        features: row.features.0,
        offer: product.offer,
        intake: product.intake,
        plan: product.plan,
        checklist: row.checklist.0,
        auto_accept_days,
        rating: Rating { sum: row.rating_sum, count: row.rating_count },
        sales: row.sales_count,
        path: Vec::new(),
        seller,
        reviews: Page { items: Vec::new(), next: None },
        stars: [0; 5],
        related: Vec::new(),
        seo_title: row.seo_title,
        seo_description: row.seo_description,
        own: false,
    }
}

pub async fn reviews_in(tx: &mut Tx, product: ProductId, page: &PageRequest) -> Result<Page<Review>> {
    reviews::reviews(tx, product, page.after.as_deref(), page.limit()).await
}

pub async fn seller_in(tx: &mut Tx, slug: &str) -> Result<SellerProfile> {
    let seller = queries::seller_by_slug(tx, slug).await?.ok_or(Problem::NotFound)?;
    let products = queries::seller_products(tx, seller.id).await?;
    let products = cards_in(tx, &products).await?;
    let said = reviews::seller_reviews(tx, seller.id, i64::from(REVIEWS)).await?;
    Ok(SellerProfile { seller, products, reviews: said })
}

/// The lists of sellers (`sellers` given) and of staff (all).
pub async fn list_in(
    tx: &mut Tx,
    sellers: Option<&[SellerId]>,
    status: Option<ProductStatus>,
    page: &PageRequest,
) -> Result<MyProducts> {
    let sellers: Option<Vec<uuid::Uuid>> = sellers.map(|ids| ids.iter().map(|id| id.0).collect());
    let limit = page.limit();
    let rows = lists::list(tx, sellers.as_deref(), status, page.after.as_deref(), limit).await?;
    let counts = lists::counts(tx, sellers.as_deref()).await?;
    let products = Page::cut(rows, limit, |row| lists::cursor(row.updated_at, row.id.0)).map(|row| MyProduct {
        cover: cover_url(&row.slug, row.cover_file_id),
        price: Money::new(row.price, row.currency),
        rating: Rating { sum: row.rating_sum, count: row.rating_count },
        category: model::problem::Text { en: row.category_en, de: row.category_de },
        id: row.id,
        slug: row.slug,
        name: row.name,
        kind: row.kind,
        status: row.status,
        pricing: row.pricing,
        sales: row.sales_count,
        seller: row.seller,
        review_note: row.review_note,
        review: row.review,
        updated_at: row.updated_at,
    });
    Ok(MyProducts { products, counts })
}
