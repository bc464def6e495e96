//! What is found, forgiven, counted and paged.

use crate::{
    catalogue::tests::{category, published, whole},
    testing::{TestPlatform, platform},
};
use model::{
    Actor,
    catalogue::ProductDraft,
    search::{Search, SearchQuery, SearchResults, Sort},
};

async fn shop(t: &TestPlatform) -> Actor {
    let design = category(t, "design", None).await;
    let logos = category(t, "logos", Some(design)).await;
    let web = category(t, "web", None).await;
    let (_, seller) = t.seller("nora").await;
    let offers = [
        ("Logo design for startups", logos, "50"),
        ("Brand book", design, "900"),
        ("Landing page in a week", web, "1500"),
        ("Größere Website mit Shop", web, "4000"),
        ("Illustrations", design, "120"),
    ];
    for (name, category, price) in offers {
        let mut draft = whole(name, category);
        draft.packages.truncate(1);
        draft.packages[0].price = price.into();
        published(t, &seller, &draft).await;
        t.clock.advance(time::Duration::minutes(1));
    }
    seller
}

fn names(results: &SearchResults) -> Vec<&str> {
    results.products.iter().map(|card| card.name.as_str()).collect()
}

fn words(q: &str) -> SearchQuery {
    SearchQuery { q: q.into(), ..SearchQuery::default() }
}

#[tokio::test]
async fn finds_words_beginnings_and_typing_errors() {
    let t = platform().await;
    shop(&t).await;
    let visitor = t.visitor();
    for (typed, wanted) in [
        ("logo design", "Logo design for startups"),
        ("logo desi", "Logo design for startups"),
        ("lgo desgin", "Logo design for startups"),
        ("landign page", "Landing page in a week"),
        ("illustratoins", "Illustrations"),
        ("grossere website", "Größere Website mit Shop"),
    ] {
        let found = t.search(&visitor, &words(typed)).await.unwrap();
        assert_eq!(names(&found).first(), Some(&wanted), "{typed}");
    }
    assert!(t.search(&visitor, &words("lgo desgin")).await.unwrap().similar);
    assert!(!t.search(&visitor, &words("logo")).await.unwrap().similar);
    for nothing in ["zzzzqqq", "'; DROP TABLE products; --", "& | ! <->", "%", "\u{0}x"] {
        let _ = t.search(&visitor, &words(&nothing.replace('\u{0}', ""))).await.unwrap();
    }
    let suggestions = t.suggest(&visitor, "desig").await.unwrap();
    assert_eq!(suggestions.products[0].slug, "logo-design-for-startups");
    assert!(suggestions.categories.iter().any(|category| category.slug == "design"));
    assert!(t.suggest(&visitor, "l").await.unwrap().products.is_empty());
}

#[tokio::test]
async fn filters_count_what_they_would_give() {
    let t = platform().await;
    shop(&t).await;
    let visitor = t.visitor();
    let all = t.search(&visitor, &SearchQuery::default()).await.unwrap();
    assert_eq!(all.total, 5);
    // every count is what choosing it gives
    for facet in &all.facets {
        for value in &facet.values {
            let chosen = SearchQuery::default().toggled(&facet.name, &value.value);
            let found = t.search(&visitor, &chosen).await.unwrap();
            assert_eq!(found.total, value.count, "{} {}", facet.name, value.value);
            assert_eq!(found.products.len() as i64, value.count);
        }
    }
    let design = all.facets.iter().find(|facet| facet.name == "category").unwrap();
    assert_eq!(design.values.iter().find(|value| value.value == "design").unwrap().count, 3, "children included");
    let both = SearchQuery { category: Some("design".into()), price_max: Some(200), ..SearchQuery::default() };
    assert_eq!(t.search(&visitor, &both).await.unwrap().total, 2);
    assert_eq!(
        t.search(&visitor, &SearchQuery { category: Some("no-such".into()), ..SearchQuery::default() })
            .await
            .unwrap()
            .total,
        0
    );
}

#[tokio::test]
async fn sorts_and_pages_without_gaps() {
    let t = platform().await;
    let seller = shop(&t).await;
    let design = category(&t, "more", None).await;
    for n in 0..30 {
        published(
            &t,
            &seller,
            &ProductDraft { tags: vec!["poster".into()], ..whole(&format!("Poster number {n}"), design) },
        )
        .await;
    }
    let visitor = t.visitor();
    for sort in Sort::ALL {
        let mut query = SearchQuery { q: "poster".into(), sort: Some(*sort), ..SearchQuery::default() };
        let first = t.search(&visitor, &query).await.unwrap();
        assert_eq!((first.total, first.products.len()), (30, 24), "{sort}");
        query.after = first.next.clone();
        let second = t.search(&visitor, &query).await.unwrap();
        assert_eq!((second.products.len(), second.next.clone()), (6, None));
        let mut ids: Vec<_> = first.products.iter().chain(&second.products).map(|card| card.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 30, "{sort}: no product twice, none missed");
    }
    let cheap = t.search(&visitor, &SearchQuery { sort: Some(Sort::PriceUp), ..SearchQuery::default() }).await.unwrap();
    assert!(cheap.products.windows(2).all(|pair| pair[0].price.minor <= pair[1].price.minor));
    let other = t.search(&Actor { project: crate::clock::new_id(), ..visitor }, &SearchQuery::default()).await.unwrap();
    assert_eq!(other.products.len(), 0, "another project sees nothing of it");
}
