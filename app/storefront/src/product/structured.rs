//! The product as schema.org JSON-LD, for search engines.

use model::{
    Money,
    catalogue::{PricingKind, ProductPage},
};
use serde_json::{Value, json};

/// The script's text. `<` is escaped: nothing a seller writes can end the element.
pub fn json_ld(product: &ProductPage, origin: &str) -> String {
    let address = format!("{origin}/services/{}", product.slug);
    let pictures: Vec<String> = product.pictures.iter().map(|picture| format!("{origin}{}", picture.url)).collect();
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "Product",
        "name": product.name,
        "description": product.summary,
        "image": pictures,
        "url": address,
        "sku": product.slug,
        "brand": { "@type": "Organization", "name": product.seller.name, "url": format!("{origin}/sellers/{}", product.seller.slug) },
        "offers": offers(product, &address),
    });
    if let Some(tenths) = product.rating.tenths() {
        data["aggregateRating"] = json!({
            "@type": "AggregateRating",
            "ratingValue": format!("{}.{}", tenths / 10, tenths % 10),
            "reviewCount": product.rating.count,
            "bestRating": "5",
        });
    }
    let path: Vec<Value> = (1..)
        .zip(&product.path)
        .map(|(position, step)| json!({ "@type": "ListItem", "position": position, "name": step.name.en, "item": format!("{origin}/search?category={}", step.slug) }))
        .collect();
    let crumbs = json!({ "@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": path });
    json!([data, crumbs]).to_string().replace('<', "\\u003c")
}

fn offers(product: &ProductPage, address: &str) -> Value {
    let offer = &product.offer;
    let decimal = |minor: i64| Money::new(minor, offer.currency).to_decimal();
    let common = |price: String| {
        json!({
            "@type": "Offer",
            "price": price,
            "priceCurrency": offer.currency.code(),
            "availability": "https://schema.org/InStock",
            "url": address,
        })
    };
    match offer.pricing {
        PricingKind::Packages if offer.packages.len() > 1 => {
            let prices: Vec<i64> = offer.packages.iter().map(|package| package.price).collect();
            json!({
                "@type": "AggregateOffer",
                "lowPrice": decimal(prices.iter().copied().min().unwrap_or(0)),
                "highPrice": decimal(prices.iter().copied().max().unwrap_or(0)),
                "priceCurrency": offer.currency.code(),
                "offerCount": prices.len(),
                "offers": offer.packages.iter().map(|package| common(decimal(package.price))).collect::<Vec<_>>(),
            })
        }
        _ => common(offer.lowest().to_decimal()),
    }
}
