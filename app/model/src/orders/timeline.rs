//! The timeline in words: one sentence per event name, in both languages.

use super::TimelineEntry;
use crate::{Lang, Party, tr};

impl TimelineEntry {
    /// What happened, without who and when.
    pub fn words(&self, lang: Lang) -> String {
        let m = self.milestone.as_deref().unwrap_or_default();
        let amount = self.amount.map(|a| a.format(lang)).unwrap_or_default();
        match self.event.as_str() {
            "place" => tr!(lang; "placed the order", "hat den Auftrag erteilt"),
            "pay" => tr!(lang; "{amount} went into escrow", "{amount} gingen auf das Treuhandkonto"),
            "start" => tr!(lang; "the delivery clock started", "die Lieferfrist begann"),
            "answer_intake" => tr!(lang; "answered the seller's questions", "hat die Fragen des Anbieters beantwortet"),
            "submit" => tr!(lang; "submitted “{m}”", "hat „{m}“ eingereicht"),
            "deliver" => tr!(lang; "everything is delivered", "alles ist geliefert"),
            "start_review" => tr!(lang; "opened “{m}” for review", "hat die Prüfung von „{m}“ begonnen"),
            "request_revision" => {
                tr!(lang; "asked for a revision of “{m}”", "hat eine Überarbeitung von „{m}“ verlangt")
            }
            "reopen" => tr!(lang; "the order is in work again", "der Auftrag ist wieder in Arbeit"),
            "accept" => {
                tr!(lang; "accepted “{m}” and released {amount}", "hat „{m}“ angenommen und {amount} freigegeben")
            }
            "auto_accept" => {
                tr!(lang; "“{m}” was accepted after the review time; {amount} released", "„{m}“ gilt nach Ablauf der Prüffrist als angenommen; {amount} freigegeben")
            }
            "reject" => tr!(lang; "rejected “{m}”", "hat „{m}“ abgelehnt"),
            "progress" => tr!(lang; "updated the progress of “{m}”", "hat den Fortschritt von „{m}“ aktualisiert"),
            "check_quality" => tr!(lang; "checked the quality of “{m}”", "hat die Qualität von „{m}“ geprüft"),
            "mark_late" => tr!(lang; "“{m}” is late", "„{m}“ ist überfällig"),
            "complete" => tr!(lang; "the order is completed", "der Auftrag ist abgeschlossen"),
            "cancel" if self.party == Party::System => {
                tr!(lang; "cancelled because it was not paid in time", "storniert, weil nicht rechtzeitig bezahlt wurde")
            }
            "cancel" => tr!(lang; "cancelled the unpaid order", "hat den unbezahlten Auftrag storniert"),
            "refund" | "settle" => {
                tr!(lang; "ended the order; {amount} went back to the client", "hat den Auftrag beendet; {amount} gingen an den Kunden zurück")
            }
            "hold" => tr!(lang; "paused the order", "hat den Auftrag pausiert"),
            "resume_pending" | "resume_active" | "resume_delivered" => {
                tr!(lang; "resumed the order; all dates moved by the pause", "hat den Auftrag fortgesetzt; alle Fristen verschoben sich um die Pause")
            }
            "propose_extension" => tr!(lang; "asked for more time", "hat um mehr Zeit gebeten"),
            "propose_cancellation" => {
                tr!(lang; "proposed to cancel; {amount} would go back", "hat eine Stornierung vorgeschlagen; {amount} gingen zurück")
            }
            "accept_proposal" => tr!(lang; "agreed to the proposal", "hat dem Vorschlag zugestimmt"),
            "decline_proposal" => tr!(lang; "declined the proposal", "hat den Vorschlag abgelehnt"),
            "withdraw_proposal" => tr!(lang; "withdrew the proposal", "hat den Vorschlag zurückgezogen"),
            "extend" => tr!(lang; "the due dates moved", "die Fristen wurden verschoben"),
            "feedback" => tr!(lang; "left feedback", "hat eine Bewertung abgegeben"),
            "note" => tr!(lang; "changed the note", "hat die Notiz geändert"),
            other => other.replace('_', " "),
        }
    }

    /// Who did it, and what: one sentence.
    pub fn sentence(&self, lang: Lang) -> String {
        let words = self.words(lang);
        // what follows from an act rather than being one speaks for itself
        let by_itself = matches!(
            self.event.as_str(),
            "pay" | "start" | "deliver" | "reopen" | "complete" | "extend" | "auto_accept" | "mark_late"
        );
        match (&self.who, self.party) {
            (Some(name), Party::Staff) if !by_itself => {
                tr!(lang; "{name} (project) {words}", "{name} (Projekt) {words}")
            }
            (Some(name), _) if !by_itself => format!("{name} {words}"),
            _ => capital(&words),
        }
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
