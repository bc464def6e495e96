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
            "accept_offer" => {
                tr!(lang; "accepted the seller's offer and placed the order", "hat das Angebot des Anbieters angenommen und den Auftrag erteilt")
            }
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
            "refund" | "settle" if self.party == Party::System => {
                tr!(lang; "the order ended with the dispute; {amount} went back to the client", "der Auftrag endete mit dem Streitfall; {amount} gingen an den Kunden zurück")
            }
            "refund" | "settle" => {
                tr!(lang; "ended the order; {amount} went back to the client", "hat den Auftrag beendet; {amount} gingen an den Kunden zurück")
            }
            "hold" => tr!(lang; "paused the order", "hat den Auftrag pausiert"),
            "resume_pending" | "resume_active" | "resume_delivered" => {
                tr!(lang; "resumed the order; all dates moved by the pause", "hat den Auftrag fortgesetzt; alle Fristen verschoben sich um die Pause")
            }
            "dispute" => {
                tr!(lang; "opened a dispute; the money is frozen", "hat einen Streitfall eröffnet; das Geld ist eingefroren")
            }
            "dispute_answer" => tr!(lang; "answered in the dispute", "hat im Streitfall geantwortet"),
            "dispute_unanswered" => {
                tr!(lang; "the time to answer the dispute passed without an answer", "die Frist zur Antwort im Streitfall verstrich ohne Antwort")
            }
            "dispute_evidence" => tr!(lang; "added evidence to the dispute", "hat im Streitfall Belege ergänzt"),
            "dispute_offer" => {
                tr!(lang; "offered a settlement; {amount} to the client", "hat eine Einigung angeboten; {amount} an den Kunden")
            }
            "dispute_offer_decline" => tr!(lang; "declined the settlement", "hat die Einigung abgelehnt"),
            "dispute_offer_withdraw" => tr!(lang; "took the settlement back", "hat das Einigungsangebot zurückgezogen"),
            "dispute_settle" => tr!(lang; "accepted the settlement", "hat die Einigung angenommen"),
            "dispute_withdraw" => tr!(lang; "took the dispute back", "hat den Streitfall zurückgezogen"),
            "dispute_decide" => tr!(lang; "the dispute was decided", "der Streitfall wurde entschieden"),
            "dispute_accept" => tr!(lang; "accepted the decision", "hat die Entscheidung angenommen"),
            "dispute_appeal" => tr!(lang; "appealed the decision", "hat Widerspruch gegen die Entscheidung eingelegt"),
            "dispute_close" => tr!(lang; "the decision took effect", "die Entscheidung wurde wirksam"),
            "dispute_split" => {
                tr!(lang; "“{m}” was divided: {amount} to the client", "„{m}“ wurde aufgeteilt: {amount} an den Kunden")
            }
            "dispute_revision" => {
                tr!(lang; "“{m}” goes back for one more revision", "„{m}“ geht für eine weitere Überarbeitung zurück")
            }
            "return_pending" | "return_active" | "return_delivered" | "return_on_hold" => {
                tr!(lang; "the dispute is over and the order goes on", "der Streitfall ist beendet und der Auftrag geht weiter")
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
            "pay"
                | "start"
                | "deliver"
                | "reopen"
                | "complete"
                | "extend"
                | "auto_accept"
                | "mark_late"
                | "dispute_unanswered"
                | "dispute_decide"
                | "dispute_close"
                | "dispute_split"
                | "dispute_revision"
                | "return_pending"
                | "return_active"
                | "return_delivered"
                | "return_on_hold"
        );
        match (&self.who, self.party) {
            (Some(name), Party::Staff) if !by_itself => {
                tr!(lang; "{name} (project) {words}", "{name} (Projekt) {words}")
            }
            // what a dispute does to the order is nobody's single act
            (_, Party::System) => capital(&words),
            (Some(name), _) if !by_itself => format!("{name} {words}"),
            _ => capital(&words),
        }
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
