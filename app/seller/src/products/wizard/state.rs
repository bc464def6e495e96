//! What all steps share: the draft, its version, and the last problem.

use super::steps::Step;
use api::catalogue::{PublishProduct, SaveProduct};
use leptos::prelude::*;
use model::{
    Currency, FieldErrors, Problem, ProductId,
    catalogue::{Category, EditProduct, ProductDraft, ProductStatus},
};

/// The wizard's state; cheap to hand around.
#[derive(Clone, Copy)]
pub struct Wizard {
    pub id: ProductId,
    pub currency: Currency,
    pub status: ProductStatus,
    pub draft: RwSignal<ProductDraft>,
    /// What the page began with: categories, commission, whether publishing is reviewed.
    pub page: StoredValue<EditProduct>,
    /// Grows when rows come, go or move: their inputs are drawn anew.
    pub rows: RwSignal<u32>,
    pub(super) saved: RwSignal<ProductDraft>,
    pub(super) version: RwSignal<i32>,
    pub(super) problem: RwSignal<Option<Problem>>,
    /// Fields that the check in the browser also found wrong: these are seen to be mended, the server's own are not.
    pub(super) local: RwSignal<FieldErrors>,
    pub(super) save: ServerAction<SaveProduct>,
    pub(super) publish: ServerAction<PublishProduct>,
    /// Publish once the saving under way is done.
    pub(super) then_publish: RwSignal<bool>,
    /// The saving under way was nobody's click: it says nothing when it worked.
    pub(super) quiet: RwSignal<bool>,
    /// Somebody pressed a button while one was under way: what is open then is sent after it, with its version.
    pub(super) queued: RwSignal<bool>,
}

impl Wizard {
    pub fn new(page: EditProduct, again: Callback<()>) -> Self {
        let wizard = Self {
            id: page.id,
            currency: page.currency,
            status: page.status,
            draft: RwSignal::new(page.draft.clone()),
            saved: RwSignal::new(page.draft.clone()),
            version: RwSignal::new(page.version),
            problem: RwSignal::new(None),
            local: RwSignal::new(FieldErrors::new()),
            rows: RwSignal::new(0),
            save: ServerAction::new(),
            publish: ServerAction::new(),
            then_publish: RwSignal::new(false),
            quiet: RwSignal::new(false),
            queued: RwSignal::new(false),
            page: StoredValue::new(page),
        };
        wizard.hear_saved();
        wizard.hear_published(again);
        wizard
    }

    /// What must still be done before it can be published.
    pub fn missing(self) -> FieldErrors {
        self.draft.with(|draft| draft.read(self.currency, true)).err().unwrap_or_default()
    }

    pub fn is_dirty(self) -> bool {
        self.draft.with(|draft| self.saved.with(|saved| draft != saved))
    }

    pub fn saving(self) -> Signal<bool> {
        self.save.pending().into()
    }

    pub fn publishing(self) -> Signal<bool> {
        let (save, publish) = (self.save.pending(), self.publish.pending());
        Signal::derive(move || publish.get() || save.get() && self.then_publish.get())
    }

    pub fn categories(self) -> Vec<Category> {
        self.page.with_value(|page| page.categories.clone())
    }

    /// The problem as this step shows it: its own fields, without what has been mended since.
    pub fn problem_of(self, step: Step) -> Signal<Option<Problem>> {
        Signal::derive(move || match self.problem.get()? {
            Problem::Invalid(FieldErrors(errors)) => {
                let now = self.missing();
                let mended = |at: &str| self.local.with(|local| local.get(at).is_some()) && now.get(at).is_none();
                let own: Vec<_> = errors.into_iter().filter(|(at, _)| Step::of(at) == step && !mended(at)).collect();
                (!own.is_empty()).then_some(Problem::Invalid(FieldErrors(own)))
            }
            other => Some(other),
        })
    }

    /// The same for event handlers.
    pub fn is_dirty_now(self) -> bool {
        untrack(|| self.is_dirty())
    }

    pub fn wrong_now(self, step: Step) -> usize {
        untrack(|| self.wrong_in(step))
    }

    /// How many fields of a step were found wrong and are not mended.
    pub fn wrong_in(self, step: Step) -> usize {
        match self.problem_of(step).get() {
            Some(Problem::Invalid(errors)) => errors.0.len(),
            _ => 0,
        }
    }

    /// A text of the draft as a signal for an input. The field may be gone (a removed row): then nothing is written.
    pub fn text(
        self,
        field: impl Fn(&mut ProductDraft) -> Option<&mut String> + Send + Sync + 'static,
    ) -> RwSignal<String> {
        let first = self.draft.try_update_untracked(|draft| field(draft).cloned()).flatten().unwrap_or_default();
        let text = RwSignal::new(first);
        Effect::new(move |_| {
            let now = text.get();
            let changed = self.draft.try_update_untracked(|draft| match field(draft) {
                Some(old) if *old != now => {
                    *old = now.clone();
                    true
                }
                _ => false,
            });
            if changed == Some(true) {
                self.draft.notify();
            }
        });
        text
    }

    /// A list of texts as one text with a line for each.
    pub fn lines(
        self,
        field: impl Fn(&mut ProductDraft) -> Option<&mut Vec<String>> + Send + Sync + 'static,
    ) -> RwSignal<String> {
        let first = self
            .draft
            .try_update_untracked(|draft| field(draft).map(|lines| lines.join("\n")))
            .flatten()
            .unwrap_or_default();
        let text = RwSignal::new(first);
        Effect::new(move |_| {
            let now: Vec<String> =
                text.get().lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
            let changed = self.draft.try_update_untracked(|draft| match field(draft) {
                Some(old) if *old != now => {
                    *old = now.clone();
                    true
                }
                _ => false,
            });
            if changed == Some(true) {
                self.draft.notify();
            }
        });
        text
    }

    /// Changes rows: their inputs are drawn anew.
    pub fn change_rows(self, change: impl FnOnce(&mut ProductDraft)) {
        self.draft.update(change);
        self.rows.update(|rows| *rows += 1);
    }

    /// Moves a row up or down.
    pub fn move_row<T>(self, list: fn(&mut ProductDraft) -> &mut Vec<T>, index: usize, up: bool) {
        self.change_rows(|draft| {
            let list = list(draft);
            let other = if up { index.wrapping_sub(1) } else { index + 1 };
            if index < list.len() && other < list.len() {
                list.swap(index, other);
            }
        });
    }
}
