//! Finding things: what is asked (readable in an address), what is found, and the facets with their counts.

mod query;
#[cfg(test)]
mod tests;

pub use query::{SearchQuery, Sort};

use crate::{
    Actor, Money, Problem,
    catalogue::{Category, ProductCard},
    problem::Text,
};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// A page of results. Facets come with the first page only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchResults {
    pub products: Vec<ProductCard>,
    /// The cursor of the next page.
    pub next: Option<String>,
    /// How many match; counted up to [`MAX_CANDIDATES`].
    pub total: i64,
    pub facets: Vec<Facet>,
    /// Nothing matched as typed; these are like it.
    pub similar: bool,
    /// The category that was asked for, from the top.
    pub path: Vec<Category>,
}

/// Matches of a text that are looked at; what ranks lower is not found.
pub const MAX_CANDIDATES: i32 = 2_000;

/// One question with its answers. A count says how many results choosing the answer gives, all other filters kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facet {
    /// The parameter of the address: `type`, `category`, `price`, `rating`, `days`, `language`.
    pub name: String,
    pub values: Vec<FacetValue>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetValue {
    pub value: String,
    /// A category's own name; the pages name the other values.
    pub label: Option<Text>,
    pub count: i64,
}

/// What is offered while somebody types.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestions {
    pub products: Vec<Suggestion>,
    pub categories: Vec<CategorySuggestion>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    pub slug: String,
    pub name: String,
    pub price: Money,
    pub cover: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategorySuggestion {
    pub slug: String,
    pub name: Text,
    pub products: i64,
}

/// Finding things.
#[async_trait]
pub trait Search: Send + Sync {
    /// Published products that match. Typing errors are forgiven when little matches as typed.
    async fn search(&self, actor: &Actor, query: &SearchQuery) -> Result<SearchResults, Problem>;
    /// At most six products and three categories for what is typed so far.
    async fn suggest(&self, actor: &Actor, typed: &str) -> Result<Suggestions, Problem>;
}
