//! The seller's side of a milestone: checklist, progress, draft and submission in one place.

use crate::{
    context::{act, the_order},
    milestone::find,
};
use api::{
    deliveries::{CheckQuality, SaveDraft, SubmitWork, UpdateProgress},
    problem_of,
};
use leptos::{prelude::*, server_fn::ServerFn};
use model::{
    FileId, MilestoneId,
    deliveries::{ChecklistStatus, ChecklistView, DeliverableStatus},
    files::FileView,
};
use ui::{file_drop::Uploaded, prelude::*};

/// Everything the seller can do with a milestone that waits for them.
#[component]
pub fn WorkPart(milestone: MilestoneId) -> impl IntoView {
    view! {
        <ChecklistPart milestone=milestone />
        <SubmitForm milestone=milestone />
        <ProgressForm milestone=milestone />
    }
}

#[component]
fn ChecklistPart(milestone: MilestoneId) -> impl IntoView {
    let check = act::<CheckQuality>(|status| match status {
        ChecklistStatus::Passed => {
            tr!("The checklist is passed: you can submit.", "Die Prüfung ist bestanden: Sie können einreichen.")
        }
        _ => tr!(
            "Saved. Every point must be ticked before you submit.",
            "Gespeichert. Vor dem Einreichen muss jeder Punkt abgehakt sein."
        ),
    });
    let list = the_order().of(milestone, |m| m.checklist.clone());
    move || list.get().flatten().map(|list| view! { <ChecklistForm milestone=milestone list=list check=check /> })
}

#[component]
fn ChecklistForm(milestone: MilestoneId, list: ChecklistView, check: ServerAction<CheckQuality>) -> impl IntoView {
    let deliverable = find(milestone).map(|m| m.deliverable.to_string()).unwrap_or_default();
    let points = list.criteria.len();
    let boxes = list
        .criteria
        .into_iter()
        .enumerate()
        .map(|(n, point)| view! { <Checkbox name="passed[]" value=n.to_string() label=point.text checked=point.passed /> })
        .collect_view();
    let status = list.status;
    view! {
        <div class="mt-4 border-t border-line pt-4">
            <h3 class="flex flex-wrap items-center gap-2 font-medium">{tr!("Quality checklist", "Qualitätsprüfung")}<StateChip state=status /></h3>
            <ActionForm action=check attr:class="mt-2">
                <FormScope problem=problem_of(check) id=format!("check-{milestone}")>
                    <input type="hidden" name="deliverable" value=deliverable />
                    <input type="hidden" name="points" value=points />
                    {boxes}
                    <Button kind="submit" size=Size::Small pending=check.pending()>{tr!("Save the checklist", "Prüfung speichern")}</Button>
                </FormScope>
            </ActionForm>
        </div>
    }
}

/// One form, two ways out: keep it as a draft, or hand it in.
#[component]
fn SubmitForm(milestone: MilestoneId) -> impl IntoView {
    let Some(view) = find(milestone) else { return ().into_any() };
    let draft = view.draft().cloned();
    let submit =
        act::<SubmitWork>(|_| tr!("Submitted. The client was told.", "Eingereicht. Der Kunde wurde benachrichtigt."));
    let save = act::<SaveDraft>(|_| {
        tr!("Draft saved; only your side sees it.", "Entwurf gespeichert; nur Ihre Seite sieht ihn.")
    });
    let text = |get: fn(&model::deliveries::SubmissionView) -> &String| {
        RwSignal::new(draft.as_ref().map(get).cloned().unwrap_or_default())
    };
    let (description, notes, preview_url) = (text(|d| &d.description), text(|d| &d.notes), text(|d| &d.preview_url));
    let kept = RwSignal::new(draft.map(|d| d.files).unwrap_or_default());
    let uploaded = RwSignal::new(Vec::<Uploaded>::new());
    let deliverable = view.deliverable;
    let save_now =
        move || {
            let mut files: Vec<FileId> = kept.with_untracked(|files| files.iter().map(|f| f.id).collect());
            files.extend(uploaded.with_untracked(|list| {
                list.iter().filter_map(|file| file.id.parse::<FileId>().ok()).collect::<Vec<_>>()
            }));
            save.dispatch(SaveDraft {
                deliverable,
                description: description.get_untracked(),
                notes: notes.get_untracked(),
                preview_url: preview_url.get_untracked(),
                files,
            });
        };
    let again = view.work != DeliverableStatus::Draft;
    let label = if again {
        tr!("Submit again", "Erneut einreichen")
    } else {
        tr!("Submit to the client", "Beim Kunden einreichen")
    };
    // what the draft was refused for is said at the same fields
    let problem = Signal::derive(move || problem_of(submit).get().or_else(|| problem_of(save).get()));
    let saving = save.pending();
    view! {
        <div class="mt-4 border-t border-line pt-4">
            <h3 class="font-medium">{tr!("Your submission", "Ihre Abgabe")}</h3>
            <ActionForm action=submit attr:class="mt-2">
                <FormScope problem=problem id=format!("work-{milestone}")>
                    <input type="hidden" name="deliverable" value=deliverable.to_string() />
                    <TextArea name="description" label=tr!("What you deliver", "Was Sie liefern") bind=description maxlength=10000 />
                    <Kept files=kept />
                    <FileDrop name="files[]" label=tr!("Files", "Dateien") to="/files?purpose=submission" max_mb=50 multiple=true optional=true
                        on_change=Callback::new(move |list| uploaded.set(list)) />
                    <TextInput name="preview_url" kind="url" label=tr!("Address to look at", "Adresse zum Ansehen") bind=preview_url optional=true placeholder="https://" />
                    <TextArea name="notes" label=tr!("Note for your own side", "Notiz für Ihre Seite") bind=notes rows=2 optional=true />
                    <div class="flex flex-wrap gap-2">
                        <Button kind="submit" look=Look::Primary icon=icondata::LuPackageCheck pending=submit.pending()>{label}</Button>
                        <button type="submit" class="btn btn-plain" formaction=SaveDraft::url() formnovalidate=true
                            disabled=move || saving.get()
                            on:click=move |ev| { ev.prevent_default(); save_now(); }
                        >{tr!("Save as draft", "Als Entwurf speichern")}</button>
                    </div>
                </FormScope>
            </ActionForm>
        </div>
    }
    .into_any()
}

/// Files of the draft, each with a way to drop it.
#[component]
fn Kept(files: RwSignal<Vec<FileView>>) -> impl IntoView {
    view! {
        <ul class="file-list">
            <For each=move || files.get() key=|file| file.id let(file)>
                <li class="file-line">
                    <Icon glyph=icondata::LuFileText class="size-5 text-muted" />
                    <input type="hidden" name="files[]" value=file.id.to_string() />
                    <a class="link min-w-0 flex-1 truncate text-sm" href=file.href() rel="external">{file.name.clone()}</a>
                    <DropFile files=files file=file />
                </li>
            </For>
        </ul>
    }
}

#[component]
fn DropFile(files: RwSignal<Vec<FileView>>, file: FileView) -> impl IntoView {
    let (id, name) = (file.id, file.name);
    view! {
        <IconButton glyph=icondata::LuX label=tr!("Remove {name}", "{name} entfernen")
            on_press=Callback::new(move |()| files.update(|list| list.retain(|f| f.id != id))) />
    }
}

#[component]
fn ProgressForm(milestone: MilestoneId) -> impl IntoView {
    let update = act::<UpdateProgress>(|_| tr!("The client sees your progress.", "Der Kunde sieht Ihren Fortschritt."));
    let now = find(milestone).map(|m| m.progress.to_string()).unwrap_or_default();
    view! {
        <details class="mt-4">
            <summary class="link text-sm">{tr!("Tell the client how far you are", "Dem Kunden den Fortschritt zeigen")}</summary>
            <ActionForm action=update attr:class="mt-2">
                <FormScope problem=problem_of(update) id=format!("progress-{milestone}")>
                    <input type="hidden" name="milestone" value=milestone.to_string() />
                    <div class="flex flex-wrap items-end gap-2">
                        <TextInput name="percentage" kind="number" label=tr!("Progress", "Fortschritt") value=now min="0" max="99" inputmode="numeric" suffix="%" />
                        <Button kind="submit" size=Size::Small pending=update.pending()>{tr!("Update", "Aktualisieren")}</Button>
                    </div>
                </FormScope>
            </ActionForm>
        </details>
    }
}
