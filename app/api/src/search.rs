//! Finding things.

use crate::Fault;
use leptos::{prelude::*, server_fn::codec::Json};
use model::search::{SearchQuery, SearchResults, Suggestions};

/// One page of results; facets with the first.
#[server(name = RunSearch, prefix = "/api", endpoint = "search", input = Json)]
pub async fn search(query: SearchQuery) -> Result<SearchResults, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.search(&actor, &query).await?)
}

/// While somebody types.
#[server(name = Suggest, prefix = "/api", endpoint = "search/suggest")]
pub async fn suggest(typed: String) -> Result<Suggestions, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.suggest(&actor, &typed).await?)
}
