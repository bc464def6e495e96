//! The wizard: eight steps over one draft. Steps are addresses (`?step=pricing`), the draft stays while one walks through
//! them; saving checks it with the same reading that the server uses.

mod autosave;
mod basics;
mod delivery;
mod intake;
mod media;
mod pricing;
mod review;
mod saving;
mod state;
mod steps;

use api::catalogue::{WithdrawProduct, edit_product};
use autosave::SaveState;
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::{use_params_map, use_query_map};
use model::{
    Problem, ProductId,
    catalogue::{EditProduct, ProductStatus},
};
use state::Wizard;
use steps::{Step, StepNav};
use ui::prelude::*;

#[component]
pub fn EditProductPage() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id").and_then(|id| id.parse::<ProductId>().ok()));
    let product = Resource::new_blocking(id, |id| async move {
        match id {
            Some(id) => edit_product(id).await,
            None => Err(Problem::NotFound.into()),
        }
    });
    let again = Callback::new(move |()| product.refetch());
    view! { <Load from=product bones=Bones::Detail main=true view=move |page| view! { <Editor page=page again=again /> }.into_any() /> }
}

#[component]
fn Editor(page: EditProduct, again: Callback<()>) -> impl IntoView {
    let query = use_query_map();
    let step = Memo::new(move |_| {
        query.with(|query| query.get("step").and_then(|step| Step::named(&step)).unwrap_or(Step::Basics))
    });
    let status = page.status;
    let (name, note) = (page.draft.name.clone(), page.review_note.clone());
    let (own, seller) = (page.own, page.seller.clone());
    let review =
        page.review.filter(|_| page.pending || matches!(status, ProductStatus::InReview | ProductStatus::Draft));
    let pending = page.pending;
    let discard = ServerAction::<WithdrawProduct>::new();
    toast_result(discard.value(), |()| {
        tr!("Discarded. It is as the shop shows it.", "Verworfen. Es ist, wie der Shop es zeigt.")
    });
    Effect::new(move |_| {
        if api::value_of(discard).get().is_some() {
            again.run(());
        }
    });
    let id = page.id;
    let wizard = Wizard::new(page, again);
    autosave::autosave(wizard);
    let list = if own { "/sell/products" } else { "/admin/products" };
    let content = move |step: Step| match step {
        Step::Basics => basics::Basics(basics::BasicsProps { wizard }).into_any(),
        Step::Pricing => pricing::Pricing(pricing::PricingProps { wizard }).into_any(),
        Step::Delivery => delivery::Delivery(delivery::DeliveryProps { wizard }).into_any(),
        Step::Intake => intake::IntakeBuilder(intake::IntakeBuilderProps { wizard }).into_any(),
        Step::Checklist => delivery::Checklist(delivery::ChecklistProps { wizard }).into_any(),
        Step::Media => media::Media(media::MediaProps { wizard }).into_any(),
        Step::Seo => media::Seo(media::SeoProps { wizard }).into_any(),
        Step::Review => review::Review(review::ReviewProps { wizard }).into_any(),
    };
    view! {
        <PageHeader title=name crumbs=vec![Crumb::new(tr!("Products", "Produkte"), list)] lead=move || view! { <StateChip state=status /> }>
            <SaveState wizard=wizard />
        </PageHeader>
        {(!own).then(|| view! { <Notice class="mb-4">{tr!("You change a product of {seller}. The log keeps who did it.", "Sie ändern ein Produkt von {seller}. Das Protokoll hält fest, wer es war.")}</Notice> })}
        {review.map(|task| view! {
            <Notice tone=Tone::Info class="mb-4" action=move || view! { <LinkButton size=Size::Small href=if own { format!("/sell/reviews/{task}") } else { format!("/admin/reviews/{task}") }>{tr!("See the review", "Prüfung ansehen")}</LinkButton> }>
                {if pending { tr!("What you see here waits for its review. The shop shows the old state.", "Was Sie hier sehen, wartet auf seine Prüfung. Der Shop zeigt den alten Stand.") } else if status == ProductStatus::InReview { tr!("It is under review.", "Es wird geprüft.") } else { tr!("What was said when it was reviewed last can still be read.", "Was bei der letzten Prüfung gesagt wurde, lässt sich nachlesen.") }}
            </Notice>
        })}
        {(pending && own).then(|| view! {
            <div class="mb-4"><ConfirmButton
                label=tr!("Discard the changes", "Änderungen verwerfen") look=Look::Quiet size=Size::Small pending=discard.pending()
                title=tr!("Discard what waits for review?", "Verwerfen, was auf die Prüfung wartet?")
                text=tr!("The product stays as the shop shows it.", "Das Produkt bleibt, wie der Shop es zeigt.")
                confirm=tr!("Discard the changes", "Änderungen verwerfen")
            >
                <ActionForm action=discard>
                    <input type="hidden" name="id" value=id.to_string() />
                    <Button kind="submit" look=Look::Danger>{tr!("Discard the changes", "Änderungen verwerfen")}</Button>
                </ActionForm>
            </ConfirmButton></div>
        })}
        {(!note.is_empty()).then(|| view! { <Notice tone=Tone::Attention title=tr!("Sent back by the project", "Vom Projekt zurückgegeben") class="mb-4">{note}</Notice> })}
        <div class="wizard">
            <StepNav wizard=wizard step=step />
            <Card>
                <form novalidate="novalidate" on:submit=move |ev| { ev.prevent_default(); wizard.save(); }>
                    {move || {
                        let now = step.get();
                        view! { <FormScope problem=wizard.problem_of(now) id="w">{content(now)}</FormScope> }
                    }}
                    <steps::StepFoot wizard=wizard step=step />
                </form>
            </Card>
        </div>
    }
}
