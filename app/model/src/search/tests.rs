//! A search reads back from its own address.

use super::*;
use crate::catalogue::ProductType;
use proptest::prelude::*;
use std::collections::HashMap;

fn read(address: &HashMap<String, String>) -> SearchQuery {
    SearchQuery::read(|name| address.get(name).map(String::as_str))
}

#[test]
fn nonsense_is_ignored() {
    let address = [
        ("q", " logo "),
        ("type", "service,nonsense"),
        ("price", "x-200"),
        ("rating", "9"),
        ("days", "-3"),
        ("sort", "sideways"),
    ];
    let query = read(&address.into_iter().map(|(k, v)| (k.to_owned(), v.to_owned())).collect());
    assert_eq!(
        query,
        SearchQuery {
            q: "logo".into(),
            kinds: vec![ProductType::Service],
            price_max: Some(200),
            ..SearchQuery::default()
        }
    );
    assert_eq!(query.href(), "/search?q=logo&type=service&price=-200");
}

#[test]
fn toggling_twice_changes_nothing() {
    let query = SearchQuery { q: "web & more".into(), after: Some("1".into()), ..SearchQuery::default() };
    for (facet, value) in [
        ("type", "growth"),
        ("category", "design"),
        ("price", "50-200"),
        ("price", "1000-"),
        ("rating", "4"),
        ("days", "3"),
        ("language", "de"),
    ] {
        let chosen = query.toggled(facet, value);
        assert!(chosen.has(facet, value) && chosen.is_filtered(), "{facet}");
        assert_eq!(chosen.toggled(facet, value), query.first(), "{facet}");
    }
    assert_eq!(query.first().href(), "/search?q=web+%26+more");
}

proptest! {
    #[test]
    fn reads_back(q in "[a-zA-Zäöü0-9 ]{0,20}", category in prop::option::of("[a-z-]{1,10}"), price_min in prop::option::of(0_i64..9_999), price_max in prop::option::of(0_i64..9_999), days in prop::option::of(1_i64..99), sort in prop::option::of(prop::sample::select(Sort::ALL.to_vec()))) {
        let query = SearchQuery { q: q.trim().to_owned(), category, price_min, price_max, days, sort, ..SearchQuery::default() };
        let address = query.parameters().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        prop_assert_eq!(read(&address), query);
    }
}
