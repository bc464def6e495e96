//! The tree of categories.

use super::queries::categories as queries;
use crate::{Error, Result, Tx, clock::new_id, outbox};
use model::{
    CategoryId, FieldErrors, Problem,
    catalogue::{CATEGORY_ICONS, Category, CategoryDraft, slugify},
    text,
};
use serde_json::json;

/// Parents before children, siblings by position.
pub async fn tree_in(tx: &mut Tx) -> Result<Vec<Category>> {
    queries::tree(tx).await
}

pub async fn create_in(tx: &mut Tx, draft: &CategoryDraft) -> Result<CategoryId> {
    let draft = checked(draft)?;
    let id = new_id::<CategoryId>();
    queries::insert(tx, id, &draft).await.map_err(slug_taken)?;
    outbox::record_in(tx, "create_category", "category", Some(id.0), json!({ "slug": draft.slug })).await?;
    Ok(id)
}

pub async fn save_in(tx: &mut Tx, id: CategoryId, draft: &CategoryDraft) -> Result<()> {
    let draft = checked(draft)?;
    if let Some(parent) = draft.parent
        && queries::is_below(tx, parent, id).await?
    {
        return Err(Problem::invalid(
            "parent",
            text!("A category can't stand below itself.", "Eine Kategorie kann nicht unter sich selbst stehen."),
        )
        .into());
    }
    if !queries::update(tx, id, &draft).await.map_err(slug_taken)? {
        return Err(Problem::NotFound.into());
    }
    outbox::record_in(tx, "save_category", "category", Some(id.0), json!({ "slug": draft.slug })).await
}

pub async fn remove_in(tx: &mut Tx, id: CategoryId) -> Result<()> {
    let (products, children) = queries::hanging_on(tx, id).await?;
    if products + children > 0 {
        return Err(Problem::Conflict(text!(
            "{products} products and {children} categories hang on this one. Move them first.",
            "{products} Produkte und {children} Kategorien hängen daran. Verschieben Sie diese zuerst."
        ))
        .into());
    }
    if queries::delete(tx, id).await? {
        outbox::record_in(tx, "remove_category", "category", Some(id.0), json!({})).await?;
    }
    Ok(())
}

fn checked(draft: &CategoryDraft) -> Result<CategoryDraft, Problem> {
    let mut errors = FieldErrors::new();
    let mut clean = draft.clone();
    for (field, name) in [("name_en", &mut clean.name.en), ("name_de", &mut clean.name.de)] {
        *name = name.trim().to_owned();
        if !(1..=80).contains(&name.chars().count()) {
            errors.add(field, text!("Between 1 and 80 characters.", "Zwischen 1 und 80 Zeichen."));
        }
    }
    clean.slug = slugify(if draft.slug.trim().is_empty() { &clean.name.en } else { &draft.slug });
    clean.slug.truncate(60);
    if clean.slug.is_empty() {
        errors.add("slug", text!("Small letters, digits and hyphens.", "Kleinbuchstaben, Ziffern und Bindestriche."));
    }
    if !CATEGORY_ICONS.contains(&clean.icon.as_str()) {
        errors.add("icon", text!("Choose an icon.", "Wählen Sie ein Symbol."));
    }
    errors.into_result()?;
    Ok(clean)
}

fn slug_taken(error: Error) -> Error {
    error
        .at(
            "categories_project_id_slug_key",
            "slug",
            text!("Another category has this address.", "Eine andere Kategorie hat diese Adresse."),
        )
        .at(
            "categories_project_id_parent_id_fkey",
            "parent",
            text!("Choose an existing category.", "Wählen Sie eine vorhandene Kategorie."),
        )
}
