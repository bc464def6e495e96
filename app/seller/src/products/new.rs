//! The first step: what it is. Makes the draft that the wizard then fills.

use api::catalogue::{CreateProduct, categories};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use model::catalogue::{Category, ProductDraft, ProductType};
use ui::prelude::*;

#[component]
pub fn NewProductPage() -> impl IntoView {
    let tree = Resource::new(|| (), |()| categories());
    view! {
        <PageHeader title=tr!("New product", "Neues Produkt") crumbs=vec![Crumb::new(tr!("Products", "Produkte"), "/sell/products")] />
        <Load from=tree bones=Bones::Detail view=move |tree| view! { <Beginning tree=tree /> }.into_any() />
    }
}

#[component]
fn Beginning(tree: Vec<Category>) -> impl IntoView {
    let create = ServerAction::<CreateProduct>::new();
    let made = api::value_of(create);
    let navigate = use_navigate();
    Effect::new(move |_| {
        if let Some(id) = made.get() {
            navigate(&format!("/sell/products/{id}?step=basics"), Default::default());
        }
    });
    let kind = RwSignal::new(ProductType::Service.to_string());
    let name = RwSignal::new(String::new());
    let category = RwSignal::new(String::new());
    let send = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let kind = kind.get_untracked().parse().unwrap_or(ProductType::Service);
        let draft = ProductDraft {
            name: name.get_untracked(),
            category: category.get_untracked().parse().ok(),
            language: lang().code().to_owned(),
            ..ProductDraft::of(kind)
        };
        create.dispatch(CreateProduct { seller: None, draft });
    };
    let kinds = ProductType::CREATABLE
        .iter()
        .map(|kind| Choice::new(kind.as_str(), Shown::label(*kind, lang())).help(kind.help(lang())))
        .collect();
    view! {
        <Card class="max-w-2xl">
            <form on:submit=send novalidate="novalidate">
                <FormScope problem=api::problem_of(create) id="new">
                    <ChoiceCards name="kind" legend=tr!("What kind of thing is it?", "Was für etwas ist es?") choices=kinds value=kind on_change=Callback::new(move |chosen| kind.set(chosen)) />
                    <TextInput name="name" label=tr!("Name", "Name") help=tr!("What the buyer gets, in a few words: “Logo design for startups”.", "Was man bekommt, in wenigen Worten: „Logo-Design für Start-ups“.") bind=name maxlength=120 />
                    <Select name="category" label=tr!("Category", "Kategorie") choices=category_choices(&tree) value=category on_change=Callback::new(move |chosen| category.set(chosen)) placeholder=tr!("Choose …", "Wählen …") />
                    <div><Button kind="submit" look=Look::Primary pending=create.pending()>{tr!("Make a draft", "Entwurf anlegen")}</Button></div>
                </FormScope>
            </form>
        </Card>
    }
}

/// The tree as options, children set in.
pub fn category_choices(tree: &[Category]) -> Vec<Choice> {
    tree.iter()
        .map(|category| {
            let depth = usize::try_from(category.depth).unwrap_or(0);
            Choice::new(category.id.to_string(), format!("{}{}", "\u{2003}".repeat(depth), text_of(&category.name)))
        })
        .collect()
}
