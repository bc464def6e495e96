//! Search on PostgreSQL: one statement finds, sorts and cuts; one counts the facets (first page only); one brings the cards.

mod queries;
#[cfg(test)]
mod tests;

use crate::{Platform, Result, Tx, catalogue::cards_in};
use async_trait::async_trait;
use model::{
    Actor, Problem,
    search::{Facet, FacetValue, Search, SearchQuery, SearchResults, Suggestions},
};

/// Cards of a page.
const PAGE: i64 = 24;

#[async_trait]
impl Search for Platform {
    async fn search(&self, actor: &Actor, query: &SearchQuery) -> Result<SearchResults, Problem> {
        let mut tx = self.db.begin(actor).await?;
        let found = search_in(&mut tx, query).await?;
        tx.commit().await?;
        Ok(found)
    }

    async fn suggest(&self, actor: &Actor, typed: &str) -> Result<Suggestions, Problem> {
        // one letter matches everything
        if typed.trim().chars().count() < 2 {
            return Ok(Suggestions::default());
        }
        let mut tx = self.db.begin(actor).await?;
        let products = queries::suggest_products(&mut tx, typed.trim()).await?;
        let categories = queries::suggest_categories(&mut tx, typed.trim()).await?;
        tx.commit().await?;
        Ok(Suggestions { products, categories })
    }
}

async fn search_in(tx: &mut Tx, query: &SearchQuery) -> Result<SearchResults> {
    let after = query.after.as_deref().and_then(read_cursor);
    let mut hits = queries::page(tx, query, after, PAGE + 1).await?;
    let more = hits.len() > PAGE as usize;
    hits.truncate(PAGE as usize);
    let next = hits.last().filter(|_| more).map(|last| format!("{}_{}", last.key, last.id));
    let ids: Vec<_> = hits.iter().map(|hit| hit.id).collect();
    let mut results = SearchResults {
        products: cards_in(tx, &ids).await?,
        next,
        total: 0,
        facets: Vec::new(),
        similar: false,
        path: Vec::new(),
    };
    if after.is_none() {
        count_in(tx, query, &mut results).await?;
        results.path = queries::path(tx, query.category.as_deref()).await?;
    }
    Ok(results)
}

/// Fills totals and facets; a facet's values come in the order of its shelf.
async fn count_in(tx: &mut Tx, query: &SearchQuery, results: &mut SearchResults) -> Result<()> {
    for row in queries::facets(tx, query).await? {
        match row.facet.as_str() {
            "total" => results.total = row.count,
            "similar" => results.similar = row.count > 0 && row.count == results.total,
            name => {
                let value = FacetValue { value: row.value, label: row.label, count: row.count };
                match results.facets.iter_mut().find(|facet| facet.name == name) {
                    Some(facet) => facet.values.push(value),
                    None => results.facets.push(Facet { name: name.to_owned(), values: vec![value] }),
                }
            }
        }
    }
    Ok(())
}

fn read_cursor(text: &str) -> Option<(i64, uuid::Uuid)> {
    let (key, id) = text.split_once('_')?;
    Some((key.parse().ok()?, id.parse().ok()?))
}
