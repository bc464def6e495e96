//! The tree of categories: a table, and one form for making and changing. Works as a plain form.

use api::catalogue::{RemoveCategory, SaveCategory, categories};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::{use_navigate, use_query_map};
use model::catalogue::{CATEGORY_ICONS, Category};
use ui::prelude::*;

#[component]
pub fn CategoriesPage() -> impl IntoView {
    let save = ServerAction::<SaveCategory>::new();
    let remove = ServerAction::<RemoveCategory>::new();
    let tree = Resource::new(move || (save.version().get(), remove.version().get()), |_| categories());
    toast_result(save.value(), |_| tr!("Saved.", "Gespeichert."));
    toast_result(remove.value(), |_| tr!("Removed.", "Entfernt."));
    let navigate = use_navigate();
    let saved = api::value_of(save);
    Effect::new(move |_| {
        if saved.get().is_some() {
            navigate("/admin/categories", Default::default());
        }
    });
    view! {
        <PageHeader title=tr!("Categories", "Kategorien") lead=|| tr!("How the shop is sorted. Products hang on one category each.", "Wie der Shop sortiert ist. Jedes Produkt hängt an einer Kategorie.") />
        <Load from=tree bones=Bones::Rows(8) view=move |tree| view! { <Tree tree=tree save=save remove=remove /> }.into_any() />
    }
}

#[component]
fn Tree(tree: Vec<Category>, save: ServerAction<SaveCategory>, remove: ServerAction<RemoveCategory>) -> impl IntoView {
    let query = use_query_map();
    let all = StoredValue::new(tree.clone());
    let chosen = Memo::new(move |_| {
        let slug = query.with(|query| query.get("edit"));
        slug.and_then(|slug| all.with_value(|all| all.iter().find(|category| category.slug == slug).cloned()))
    });
    let rows = tree.clone();
    view! {
        <div class="two-cols">
            {if rows.is_empty() {
                view! { <EmptyState icon=icondata::LuFolderTree title=tr!("No categories yet", "Noch keine Kategorien") text=tr!("Sellers need at least one before they can offer something.", "Anbieter brauchen mindestens eine, bevor sie etwas anbieten können.") /> }.into_any()
            } else {
                view! { <Card flush=true><DataTable caption=tr!("Categories", "Kategorien") columns=columns(remove) rows=rows /></Card> }.into_any()
            }}
            {move || view! { <Editor tree=tree.clone() chosen=chosen.get() save=save /> }}
        </div>
    }
}

fn columns(remove: ServerAction<RemoveCategory>) -> Vec<Column<Category>> {
    vec![
        Column::new(tr!("Name", "Name"), |row: &Category| {
            let depth = usize::try_from(row.depth).unwrap_or(0);
            view! { <span aria-hidden="true">{"\u{2003}".repeat(depth)}</span><a class="link" href=format!("/admin/categories?edit={}", row.slug)>{text_of(&row.name)}</a> }
        })
        .main(),
        Column::new(tr!("Address", "Adresse"), |row: &Category| row.slug.clone()).wide_only(),
        Column::new(tr!("Place", "Platz"), |row: &Category| row.position).right().wide_only(),
        Column::new(tr!("Products", "Produkte"), |row: &Category| row.products).right(),
        Column::new(tr!("Actions", "Aktionen"), move |row: &Category| {
            let (id, name) = (row.id.to_string(), text_of(&row.name));
            view! {
                <ConfirmButton
                    label=tr!("Remove", "Entfernen")
                    title=tr!("Remove the category “{name}”?", "Kategorie „{name}“ entfernen?")
                    text=tr!("It must be empty. Links to it will lead nowhere.", "Sie muss leer sein. Links zu ihr führen dann ins Leere.")
                    confirm=tr!("Remove “{name}”", "„{name}“ entfernen")
                    look=Look::Quiet
                    size=Size::Small
                    pending=remove.pending()
                >
                    <ActionForm action=remove>
                        <input type="hidden" name="id" value=id />
                        <Button kind="submit" look=Look::Danger>{tr!("Remove “{name}”", "„{name}“ entfernen")}</Button>
                    </ActionForm>
                </ConfirmButton>
            }
        })
        .actions(),
    ]
}

#[component]
fn Editor(tree: Vec<Category>, chosen: Option<Category>, save: ServerAction<SaveCategory>) -> impl IntoView {
    let id = chosen.as_ref().map(|category| category.id);
    let title = match &chosen {
        Some(category) => {
            let name = text_of(&category.name);
            tr!("Change “{name}”", "„{name}“ ändern")
        }
        None => tr!("New category", "Neue Kategorie"),
    };
    // nothing stands below itself
    let parents: Vec<Choice> = tree
        .iter()
        .filter(|category| Some(category.id) != id)
        .map(|category| {
            Choice::new(
                category.id.to_string(),
                format!(
                    "{}{}",
                    "\u{2003}".repeat(usize::try_from(category.depth).unwrap_or(0)),
                    text_of(&category.name)
                ),
            )
        })
        .collect();
    let icons: Vec<Choice> = CATEGORY_ICONS.iter().map(|icon| Choice::new(*icon, icon_name(icon))).collect();
    let parent = chosen.as_ref().and_then(|category| category.parent).map(|id| id.to_string()).unwrap_or_default();
    let icon = chosen.as_ref().map_or_else(|| "folder".to_owned(), |category| category.icon.clone());
    let text = |read: fn(&Category) -> String| chosen.as_ref().map(read).unwrap_or_default();
    let (en, de) = (text(|category| category.name.en.clone()), text(|category| category.name.de.clone()));
    let (slug, position) = (text(|category| category.slug.clone()), text(|category| category.position.to_string()));
    let editing = chosen.is_some();
    view! {
        <Card title=title>
            <ActionForm action=save attr:novalidate="novalidate">
                <FormScope problem=api::problem_of(save) id="category">
                    <input type="hidden" name="id" value=id.map(|id| id.to_string()).unwrap_or_default() />
                    <TextInput name="name_en" label=tr!("Name, English", "Name, englisch") value=en maxlength=80 />
                    <TextInput name="name_de" label=tr!("Name, German", "Name, deutsch") value=de maxlength=80 />
                    <Select name="parent" label=tr!("Below", "Unterhalb von") choices=parents value=parent placeholder=tr!("at the top", "ganz oben") optional=true />
                    <Select name="icon" label=tr!("Icon", "Symbol") choices=icons value=icon />
                    <TextInput name="slug" label=tr!("Address", "Adresse") help=tr!("Empty: made from the English name.", "Leer: aus dem englischen Namen gemacht.") value=slug optional=true maxlength=60 />
                    <TextInput name="position" label=tr!("Place among its neighbours", "Platz unter den Nachbarn") kind="number" value=if position.is_empty() { "0".to_owned() } else { position } />
                    <div class="flex flex-wrap gap-2">
                        <Button kind="submit" look=Look::Primary pending=save.pending()>{tr!("Save", "Speichern")}</Button>
                        {editing.then(|| view! { <LinkButton href="/admin/categories">{tr!("Make a new one instead", "Stattdessen neu anlegen")}</LinkButton> })}
                    </div>
                </FormScope>
            </ActionForm>
        </Card>
    }
}

fn icon_name(icon: &str) -> String {
    match icon {
        "palette" => tr!("Palette (design)", "Palette (Design)"),
        "code" => tr!("Code (development)", "Code (Entwicklung)"),
        "trending-up" => tr!("Rising line (growth)", "Steigende Linie (Reichweite)"),
        "search" => tr!("Magnifier (search)", "Lupe (Suche)"),
        "video" => tr!("Film (video)", "Film (Video)"),
        "pen" => tr!("Pen (texts)", "Stift (Texte)"),
        "megaphone" => tr!("Megaphone (marketing)", "Megafon (Marketing)"),
        "briefcase" => tr!("Briefcase (business)", "Koffer (Geschäft)"),
        "camera" => tr!("Camera (photos)", "Kamera (Fotos)"),
        "music" => tr!("Note (sound)", "Note (Ton)"),
        "globe" => tr!("Globe (languages)", "Globus (Sprachen)"),
        _ => tr!("Folder", "Ordner"),
    }
}
