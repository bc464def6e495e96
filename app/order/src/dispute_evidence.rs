//! The third tab: what both sides and the mediators have shown.

use crate::{
    dispute_context::{act, the_dispute},
    files::FileList,
};
use api::{disputes::AddEvidence, problem_of};
use leptos::prelude::*;
use model::{Party, disputes::EvidenceView};
use ui::prelude::*;

#[component]
pub fn EvidencePart() -> impl IntoView {
    let the = the_dispute();
    let evidence = the.part(|d| d.evidence.clone());
    let may = the.part(|d| d.may.write);
    let add = act::<AddEvidence>(|_| {
        tr!("Added. Everybody in the dispute sees it.", "Ergänzt. Alle im Streitfall sehen es.")
    });
    view! {
        <Card title=tr!("Evidence", "Belege")>
            {move || {
                let list = evidence.get();
                if list.is_empty() {
                    return view! { <p class="text-muted">{tr!("Nothing was shown yet: screenshots, agreements, mails, files as they were delivered.", "Noch nichts gezeigt: Bildschirmfotos, Absprachen, Mails, Dateien, wie sie geliefert wurden.")}</p> }.into_any();
                }
                let lines = list.into_iter().map(|piece| view! { <Piece piece=piece /> }).collect_view();
                view! { <ol class="stack">{lines}</ol> }.into_any()
            }}
            // drawn anew with each piece that came, so that the list of chosen files begins empty again
            {move || { let shown = evidence.with(Vec::len); may.get().then(|| view! { <Form add=add shown=shown /> }) }}
        </Card>
    }
}

#[component]
fn Piece(piece: EvidenceView) -> impl IntoView {
    let name = piece.by_name;
    let who = if piece.by == Party::Staff { tr!("{name} (mediation)", "{name} (Vermittlung)") } else { name };
    let words =
        (!piece.words.is_empty()).then(|| view! { <p class="mt-1 whitespace-pre-line break-words">{piece.words}</p> });
    view! {
        <li class="border-b border-line pb-3">
            <p class="flex flex-wrap items-center gap-2 text-sm"><span class="font-medium">{who}</span><span class="text-muted"><Moment at=piece.created_at /></span></p>
            {words}
            <FileList files=piece.file.into_iter().collect() />
        </li>
    }
}

#[component]
fn Form(add: ServerAction<AddEvidence>, shown: usize) -> impl IntoView {
    let id = the_dispute().id();
    view! {
        <ActionForm action=add attr:class="mt-4">
            <FormScope problem=problem_of(add) id=format!("evidence-{shown}")>
                <input type="hidden" name="dispute" value=id />
                <TextArea name="words" label=tr!("What it shows", "Was es zeigt") rows=3 maxlength=10000 optional=true />
                <FileDrop name="files[]" label=tr!("Files", "Dateien") to="/files?purpose=evidence" max_mb=50 multiple=true optional=true />
                <div><Button kind="submit" icon=icondata::LuPaperclip pending=add.pending()>{tr!("Add evidence", "Beleg ergänzen")}</Button></div>
            </FormScope>
        </ActionForm>
    }
}
