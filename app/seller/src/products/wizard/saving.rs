//! Sending the draft, one request at a time, and publishing what was sent.

use super::state::Wizard;
use api::catalogue::{PublishProduct, SaveProduct};
use leptos::prelude::*;
use model::{
    Problem,
    catalogue::{ProductDraft, ProductStatus},
};
use ui::prelude::*;

impl Wizard {
    pub(super) fn hear_saved(self) {
        let value = self.save.value();
        let input = self.save.input();
        // what was sent stays known after the action has forgotten it
        let sent = RwSignal::new(None::<ProductDraft>);
        Effect::new(move |_| {
            if let Some(input) = input.get() {
                sent.set(Some(input.draft));
            }
        });
        Effect::new(move |_| match value.get() {
            Some(Ok(version)) => {
                self.version.set(version);
                if let Some(draft) = sent.get_untracked() {
                    self.saved.set(draft);
                }
                if self.queued.get_untracked() {
                    self.queued.set(false);
                    self.quiet.set(false);
                    if self.is_dirty_now() {
                        return self.dispatch(self.draft.get_untracked());
                    }
                }
                if self.quiet.get_untracked() {
                    return;
                }
                self.problem.set(None);
                if self.then_publish.get_untracked() {
                    self.then_publish.set(false);
                    self.publish.dispatch(PublishProduct { id: self.id });
                } else {
                    toasts().good(tr!("Saved.", "Gespeichert."));
                }
            }
            Some(Err(fault)) => {
                let asked = self.queued.get_untracked() || !self.quiet.get_untracked();
                self.queued.set(false);
                self.then_publish.set(false);
                // what nobody asked to be checked is not marked as wrong while they type
                if asked || !matches!(fault.0, Problem::Invalid(_)) {
                    self.fail(fault.0);
                }
            }
            None => {}
        });
    }

    pub(super) fn hear_published(self, again: Callback<()>) {
        let value = self.publish.value();
        Effect::new(move |_| match value.get() {
            Some(Ok(ProductStatus::InReview)) => {
                toasts().good(tr!(
                    "Handed in. You hear as soon as it has been looked at.",
                    "Eingereicht. Sie hören, sobald es angesehen wurde."
                ));
                again.run(());
            }
            Some(Ok(_)) => {
                toasts()
                    .good(tr!("Published: it can be ordered now.", "Veröffentlicht: Es kann jetzt bestellt werden."));
                again.run(());
            }
            Some(Err(fault)) => self.fail(fault.0),
            None => {}
        });
    }

    fn fail(self, problem: Problem) {
        if !matches!(problem, Problem::Invalid(_)) {
            toasts().problem(&problem);
        }
        self.show(problem);
    }

    fn show(self, problem: Problem) {
        self.local.set(self.draft.with_untracked(|draft| draft.read(self.currency, true)).err().unwrap_or_default());
        self.problem.set(Some(problem));
    }

    /// Checks here first (the same reading as the server's), then sends.
    pub fn save(self) {
        let draft = self.draft.get_untracked();
        let public = self.is_public();
        if let Err(errors) = draft.read(self.currency, public) {
            self.show(Problem::Invalid(errors));
            self.then_publish.set(false);
            return;
        }
        self.send(draft, false);
    }

    /// The same by itself: no marks, no toast.
    pub fn save_quietly(self) {
        self.send(self.draft.get_untracked(), true);
    }

    fn send(self, draft: ProductDraft, quiet: bool) {
        if self.save.pending().get_untracked() {
            self.queued.set(true);
        } else {
            self.quiet.set(quiet);
            self.dispatch(draft);
        }
    }

    fn dispatch(self, draft: ProductDraft) {
        self.save.dispatch(SaveProduct { id: self.id, version: self.version.get_untracked(), draft });
    }

    /// In the shop, or about to be: it stays whole.
    fn is_public(self) -> bool {
        matches!(self.status, ProductStatus::InReview | ProductStatus::Published | ProductStatus::Paused)
    }

    /// Whether the server would take it as it stands.
    pub fn is_readable(self) -> bool {
        let public = self.is_public();
        self.draft.with(|draft| draft.read(self.currency, public).is_ok())
    }

    /// Saves what is open, then publishes.
    pub fn publish(self) {
        let missing = untrack(|| self.missing());
        if !missing.is_empty() {
            self.show(Problem::Invalid(missing));
        } else if self.is_dirty_now() {
            self.then_publish.set(true);
            self.save();
        } else {
            self.publish.dispatch(PublishProduct { id: self.id });
        }
    }
}
