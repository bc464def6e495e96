//! What machines read of the shop: the drawn covers and the map of its pages.

use super::{cover, queries::outside};
use crate::Platform;
use model::{Actor, Moment, Problem};

/// The addresses that search engines should know, without host.
pub struct Sitemap {
    /// Path and last change; none for pages that are made of others.
    pub pages: Vec<(String, Option<Moment>)>,
}

impl Platform {
    /// The drawn cover of a product, as SVG. `NotFound` without such a product.
    pub async fn draw_cover(&self, actor: &Actor, slug: &str) -> Result<String, Problem> {
        let mut tx = self.db.begin(actor).await?;
        let subject = outside::cover_subject(&mut tx, slug).await?;
        tx.commit().await?;
        Ok(cover::draw(&subject))
    }

    /// Published products, sellers who have some, and categories that hold some; at most 45,000 (a sitemap's limit is 50,000).
    pub async fn sitemap(&self, actor: &Actor) -> Result<Sitemap, Problem> {
        let mut tx = self.db.begin(actor).await?;
        let products = outside::published_slugs(&mut tx, 40_000).await?;
        let sellers = outside::selling_slugs(&mut tx, 3_000).await?;
        let categories = super::categories::tree_in(&mut tx).await?;
        tx.commit().await?;
        let fixed =
            ["/", "/search", "/legal/imprint", "/legal/terms", "/legal/privacy"].map(|path| (path.to_owned(), None));
        let categories = categories
            .into_iter()
            .filter(|category| category.products > 0)
            .map(|category| (format!("/search?category={}", category.slug), None));
        let products = products.into_iter().map(|(slug, at)| (format!("/services/{slug}"), Some(at)));
        let sellers = sellers.into_iter().map(|slug| (format!("/sellers/{slug}"), None));
        Ok(Sitemap { pages: fixed.into_iter().chain(categories).chain(products).chain(sellers).collect() })
    }
}
