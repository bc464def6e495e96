//! What a review says of itself, in both languages.

use super::{NotYours, ReviewStatus, ReviewSubject, VoteKind};
use crate::{Lang, Role, problem::Text, tr};
use serde::{Deserialize, Serialize};

/// One thing that stands between a task and its merge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Missing {
    /// So many more approvals by this role.
    Approvals { role: Role, count: u32 },
    /// These people ask for changes.
    Changes(Vec<String>),
    /// The author has yet to answer.
    Author,
    /// This required check fails.
    Check(Text),
    /// So many threads are unresolved.
    Threads(u32),
    /// It is decided.
    Closed(ReviewStatus),
}

impl Missing {
    /// The sentence in the merge box.
    pub fn sentence(&self, lang: Lang) -> String {
        match self {
            Self::Approvals { role, count: 1 } => {
                let role = of_role(*role, false, lang);
                tr!(lang; "One approval {role} is missing.", "Es fehlt eine Freigabe {role}.")
            }
            Self::Approvals { role, count } => {
                let role = of_role(*role, true, lang);
                tr!(lang; "{count} approvals {role} are missing.", "Es fehlen {count} Freigaben {role}.")
            }
            Self::Changes(names) => {
                let names = listed(names, lang);
                tr!(lang; "Changes are asked for by {names}.", "Änderungen verlangt: {names}.")
            }
            Self::Author => {
                tr!(lang; "The author has yet to answer.", "Die Antwort der einreichenden Seite steht noch aus.")
            }
            Self::Check(name) => {
                let name = name.get(lang);
                tr!(lang; "A check fails: {name}.", "Eine Prüfung schlägt fehl: {name}.")
            }
            Self::Threads(1) => tr!(lang; "One thread is not resolved.", "Ein Thema ist noch nicht geklärt."),
            Self::Threads(n) => tr!(lang; "{n} threads are not resolved.", "{n} Themen sind noch nicht geklärt."),
            Self::Closed(ReviewStatus::Merged) => tr!(lang; "It has been merged.", "Es wurde übernommen."),
            Self::Closed(ReviewStatus::Rejected) => tr!(lang; "It was rejected.", "Es wurde abgelehnt."),
            Self::Closed(_) => tr!(lang; "It was withdrawn.", "Es wurde zurückgezogen."),
        }
    }

    /// All of them as one text, for a refusal.
    pub fn all(missing: &[Self]) -> Text {
        let said = |lang| missing.iter().map(|one| one.sentence(lang)).collect::<Vec<_>>().join(" ");
        Text { en: said(Lang::En), de: said(Lang::De) }
    }
}

/// "by a reviewer", "by reviewers": whose approval.
fn of_role(role: Role, many: bool, lang: Lang) -> String {
    match (role, many) {
        (Role::Reviewer, false) => tr!(lang; "by a reviewer", "aus der Rolle Prüfer"),
        (Role::Reviewer, true) => tr!(lang; "by reviewers", "aus der Rolle Prüfer"),
        (Role::Approver, false) => tr!(lang; "by an approver", "aus der Rolle Freigeber"),
        (Role::Approver, true) => tr!(lang; "by approvers", "aus der Rolle Freigeber"),
        (Role::Supervisor, false) => tr!(lang; "by a supervisor", "aus der Rolle Aufsicht"),
        (Role::Supervisor, true) => tr!(lang; "by supervisors", "aus der Rolle Aufsicht"),
        (Role::Finance, _) => tr!(lang; "by finance", "aus der Rolle Finanzen"),
        (Role::Admin, false) => tr!(lang; "by an admin", "aus der Rolle Admin"),
        (Role::Admin, true) => tr!(lang; "by admins", "aus der Rolle Admin"),
        (Role::Owner, false) => tr!(lang; "by an owner", "aus der Rolle Inhaber"),
        (Role::Owner, true) => tr!(lang; "by owners", "aus der Rolle Inhaber"),
        (Role::Client | Role::Seller | Role::Worker, _) => role.to_string(),
    }
}

/// "Ada, Ben and Cleo".
fn listed(names: &[String], lang: Lang) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => {
            let most = most.join(", ");
            tr!(lang; "{most} and {last}", "{most} und {last}")
        }
    }
}

impl NotYours {
    /// Why there is no button.
    pub fn sentence(self, lang: Lang) -> String {
        match self {
            Self::Author => {
                tr!(lang; "You handed this in: somebody else decides about it.", "Sie haben das eingereicht: Darüber entscheidet jemand anderes.")
            }
            Self::Party => {
                tr!(lang; "You are part of this matter: somebody else decides about it.", "Sie sind selbst beteiligt: Darüber entscheidet jemand anderes.")
            }
            Self::Role => {
                tr!(lang; "The rule does not ask for your role. You can still take part in the conversation.", "Die Regel verlangt Ihre Rolle nicht. Am Gespräch können Sie trotzdem teilnehmen.")
            }
            Self::Closed => tr!(lang; "This review is closed.", "Diese Prüfung ist abgeschlossen."),
        }
    }

    /// The same as a refusal.
    pub fn text(self) -> Text {
        Text { en: self.sentence(Lang::En), de: self.sentence(Lang::De) }
    }
}

impl ReviewSubject {
    pub fn label(self, lang: Lang) -> String {
        match self {
            Self::Product => tr!(lang; "Product", "Produkt"),
            Self::VaultMerge => tr!(lang; "Service draft", "Leistungsentwurf"),
            Self::Contract => tr!(lang; "Contract", "Vertrag"),
            Self::SellerVerification => tr!(lang; "Seller", "Anbieter"),
            Self::DisputeDecision => tr!(lang; "Dispute decision", "Streitentscheidung"),
            Self::Payout => tr!(lang; "Payout", "Auszahlung"),
            Self::ContentReport => tr!(lang; "Report", "Meldung"),
        }
    }

    /// What merging does, as the words on its button.
    pub fn merge_words(self, lang: Lang) -> String {
        match self {
            Self::Product => tr!(lang; "Publish", "Veröffentlichen"),
            Self::VaultMerge => tr!(lang; "Merge into main", "In den Hauptstand übernehmen"),
            Self::Contract => tr!(lang; "Release for signing", "Zur Unterschrift freigeben"),
            Self::SellerVerification => tr!(lang; "Open the shop", "Shop eröffnen"),
            Self::DisputeDecision => tr!(lang; "Carry out the decision", "Entscheidung ausführen"),
            Self::Payout => tr!(lang; "Pay out", "Auszahlen"),
            Self::ContentReport => tr!(lang; "Remove the content", "Inhalt entfernen"),
        }
    }

    /// What a rejection does, as the words on its button.
    pub fn reject_words(self, lang: Lang) -> String {
        match self {
            Self::Product => tr!(lang; "Return to the seller", "An den Anbieter zurückgeben"),
            Self::SellerVerification => tr!(lang; "Turn down", "Ablehnen"),
            Self::ContentReport => tr!(lang; "Keep the content", "Inhalt behalten"),
            _ => tr!(lang; "Reject", "Ablehnen"),
        }
    }
}

impl VoteKind {
    /// What the person did.
    pub fn words(self, lang: Lang) -> String {
        match self {
            Self::Approve => tr!(lang; "approved", "hat freigegeben"),
            Self::RequestChanges => tr!(lang; "asks for changes", "verlangt Änderungen"),
            Self::Reject => tr!(lang; "rejected", "hat abgelehnt"),
        }
    }
}

impl super::HistoryEvent {
    /// What happened, after the person's name.
    pub fn words(self, version: i32, lang: Lang) -> String {
        match self {
            Self::Opened => tr!(lang; "opened this review", "hat diese Prüfung eröffnet"),
            Self::Changed => {
                tr!(lang; "handed in version {version}; earlier votes no longer count", "hat Stand {version} eingereicht; frühere Stimmen zählen nicht mehr")
            }
            Self::Approved => tr!(lang; "approved version {version}", "hat Stand {version} freigegeben"),
            Self::ChangesRequested => {
                tr!(lang; "asked for changes to version {version}", "hat Änderungen an Stand {version} verlangt")
            }
            Self::Resubmitted => {
                tr!(lang; "answered and asked to look again", "hat geantwortet und bittet um erneute Prüfung")
            }
            Self::ThreadOpened => tr!(lang; "began a thread", "hat ein Thema eröffnet"),
            Self::ThreadResolved => tr!(lang; "resolved a thread", "hat ein Thema als geklärt markiert"),
            Self::ThreadReopened => tr!(lang; "reopened a thread", "hat ein Thema wieder geöffnet"),
            Self::HelpAsked => tr!(lang; "asked for help", "hat um Hilfe gebeten"),
            Self::HelpAnswered => tr!(lang; "answered a request for help", "hat auf eine Bitte um Hilfe geantwortet"),
            Self::Merged => tr!(lang; "merged", "hat es übernommen"),
            Self::Rejected => tr!(lang; "rejected", "hat es abgelehnt"),
            Self::Withdrawn => tr!(lang; "withdrew", "hat es zurückgezogen"),
        }
    }
}
