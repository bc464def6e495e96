//! The sentences. Two parts: a title that says what happened, and a line that says what it means for the reader.

use super::{NoticeKind, NoticeParams, NoticeTopic};
use crate::{Lang, tr};

impl NoticeTopic {
    pub fn label(self, lang: Lang) -> String {
        match self {
            Self::Orders => tr!(lang; "Orders", "Aufträge"),
            Self::Deliveries => tr!(lang; "Deliveries and feedback", "Lieferungen und Feedback"),
            Self::Money => tr!(lang; "Money", "Geld"),
            Self::Account => tr!(lang; "Account and products", "Konto und Produkte"),
            Self::Messages => tr!(lang; "Messages", "Nachrichten"),
        }
    }

    /// What falls under it.
    pub fn help(self, lang: Lang) -> String {
        match self {
            Self::Orders => {
                tr!(lang; "New, late, completed and cancelled orders, offers, and proposals of the other side.", "Neue, verspätete, abgeschlossene und abgebrochene Aufträge, Angebote und Vorschläge der anderen Seite.")
            }
            Self::Deliveries => {
                tr!(lang; "Work to look at, revisions, approvals, reminders and feedback.", "Arbeit zur Durchsicht, Korrekturen, Freigaben, Erinnerungen und Feedback.")
            }
            Self::Money => {
                tr!(lang; "Payments, refunds, and earnings that become available.", "Zahlungen, Erstattungen und Einnahmen, die verfügbar werden.")
            }
            Self::Account => {
                tr!(lang; "Invitations, roles, and reviews.", "Einladungen, Rollen und Prüfungen.")
            }
            Self::Messages => {
                tr!(lang; "What you have not read for a quarter of an hour, in one mail.", "Was Sie eine Viertelstunde lang nicht gelesen haben, in einer Mail.")
            }
        }
    }
}

impl NoticeParams {
    fn what(&self) -> String {
        self.title.clone().or_else(|| self.order.clone()).unwrap_or_default()
    }
    fn who(&self, lang: Lang) -> String {
        self.by.clone().unwrap_or_else(|| tr!(lang; "The other side", "Die andere Seite"))
    }
    fn money(&self, lang: Lang) -> String {
        self.amount.map(|amount| amount.format(lang)).unwrap_or_default()
    }
    /// "in 2 days", "today".
    fn when(&self, lang: Lang) -> String {
        match self.days.unwrap_or(0) {
            0 => tr!(lang; "today", "heute"),
            1 => tr!(lang; "tomorrow", "morgen"),
            n => tr!(lang; "in {n} days", "in {n} Tagen"),
        }
    }
}

impl NoticeKind {
    /// What happened, in one line.
    pub fn title(self, p: &NoticeParams, lang: Lang) -> String {
        let (what, who, money) = (p.what(), p.who(lang), p.money(lang));
        match self {
            Self::OrderPlaced => tr!(lang; "New order: {what}", "Neuer Auftrag: {what}"),
            Self::OrderPaid => {
                tr!(lang; "Your payment is in escrow: {what}", "Ihre Zahlung liegt im Treuhandkonto: {what}")
            }
            Self::RequirementsNeeded => {
                tr!(lang; "Your answers are needed: {what}", "Ihre Angaben werden gebraucht: {what}")
            }
            Self::OrderStarted => tr!(lang; "You can start: {what}", "Sie können anfangen: {what}"),
            Self::WorkSubmitted => tr!(lang; "{who} delivered: {what}", "{who} hat geliefert: {what}"),
            Self::RevisionRequested => tr!(lang; "{who} asks for changes: {what}", "{who} wünscht Änderungen: {what}"),
            Self::MilestoneApproved => tr!(lang; "{who} approved: {what}", "{who} hat freigegeben: {what}"),
            Self::WorkRejected => tr!(lang; "{who} rejected: {what}", "{who} hat abgelehnt: {what}"),
            Self::OrderCompleted => tr!(lang; "Completed: {what}", "Abgeschlossen: {what}"),
            Self::OrderCancelled => tr!(lang; "Cancelled: {what}", "Abgebrochen: {what}"),
            Self::OrderLate => tr!(lang; "Late: {what}", "Verspätet: {what}"),
            Self::AutoAcceptReminder => {
                let when = p.when(lang);
                tr!(lang; "Accepted by itself {when}: {what}", "Wird {when} von selbst angenommen: {what}")
            }
            Self::AutoAccepted => tr!(lang; "Accepted by itself: {what}", "Von selbst angenommen: {what}"),
            Self::ProposalMade => {
                tr!(lang; "{who} proposes a change: {what}", "{who} schlägt eine Änderung vor: {what}")
            }
            Self::ProposalAccepted => tr!(lang; "{who} agreed: {what}", "{who} hat zugestimmt: {what}"),
            Self::ProposalDeclined => tr!(lang; "{who} declined: {what}", "{who} hat abgelehnt: {what}"),
            Self::OfferReceived => {
                tr!(lang; "{who} made you an offer: {what}", "{who} hat Ihnen ein Angebot gemacht: {what}")
            }
            Self::OfferAccepted => {
                tr!(lang; "{who} accepted your offer: {what}", "{who} hat Ihr Angebot angenommen: {what}")
            }
            Self::OfferDeclined => {
                tr!(lang; "{who} declined your offer: {what}", "{who} hat Ihr Angebot abgelehnt: {what}")
            }
            Self::OfferExpired => tr!(lang; "The offer has expired: {what}", "Das Angebot ist abgelaufen: {what}"),
            Self::DisputeOpened => {
                tr!(lang; "{who} opened a dispute: {what}", "{who} hat einen Streitfall eröffnet: {what}")
            }
            Self::DisputeReminder => {
                let when = p.when(lang);
                tr!(lang; "Answer the dispute, latest {when}: {what}", "Antworten Sie im Streitfall, spätestens {when}: {what}")
            }
            Self::DisputeAnswered => {
                tr!(lang; "{who} answered in the dispute: {what}", "{who} hat im Streitfall geantwortet: {what}")
            }
            Self::DisputeUnanswered => {
                tr!(lang; "No answer in time, mediation begins: {what}", "Keine Antwort in der Frist, die Vermittlung beginnt: {what}")
            }
            Self::DisputeNews => {
                tr!(lang; "{who} wrote in the dispute: {what}", "{who} schreibt im Streitfall: {what}")
            }
            Self::DisputeOffer => {
                tr!(lang; "{who} offers a settlement: {what}", "{who} bietet eine Einigung an: {what}")
            }
            Self::DisputeOfferDeclined => {
                tr!(lang; "{who} declined your settlement: {what}", "{who} lehnt Ihre Einigung ab: {what}")
            }
            Self::DisputeDecided => {
                tr!(lang; "The dispute is decided: {what}", "Der Streitfall ist entschieden: {what}")
            }
            Self::DisputeAppealed => {
                tr!(lang; "{who} appealed the decision: {what}", "{who} hat Widerspruch eingelegt: {what}")
            }
            Self::DisputeEnded => tr!(lang; "The dispute is over: {what}", "Der Streitfall ist beendet: {what}"),
            Self::FeedbackLeft => tr!(lang; "{who} left feedback: {what}", "{who} hat Feedback gegeben: {what}"),
            Self::FeedbackReplied => {
                tr!(lang; "{who} replied to your feedback: {what}", "{who} hat auf Ihr Feedback geantwortet: {what}")
            }
            Self::EarningsCleared => tr!(lang; "{money} is available to you", "{money} sind für Sie verfügbar"),
            Self::PaymentSucceeded => tr!(lang; "We received {money}", "Wir haben {money} erhalten"),
            Self::PaymentFailed => {
                tr!(lang; "Your payment of {money} did not go through", "Ihre Zahlung über {money} ist nicht gelungen")
            }
            Self::RefundSent => {
                tr!(lang; "{money} is on its way back to you", "{money} sind auf dem Weg zurück zu Ihnen")
            }
            Self::RefundFailed => {
                tr!(lang; "The refund of {money} did not go through", "Die Erstattung über {money} ist nicht gelungen")
            }
            Self::MemberInvited => tr!(lang; "Welcome to {what}", "Willkommen bei {what}"),
            Self::RolesChanged => tr!(lang; "Your roles in {what} changed", "Ihre Rollen in {what} wurden geändert"),
            Self::SellerApproved => tr!(lang; "{what} is open for business", "{what} ist eröffnet"),
            Self::SellerSuspended => tr!(lang; "{what} was suspended", "{what} wurde gesperrt"),
            Self::ProductSubmitted => {
                tr!(lang; "A product waits for review: {what}", "Ein Produkt wartet auf Prüfung: {what}")
            }
            Self::ProductPublished => tr!(lang; "Published: {what}", "Veröffentlicht: {what}"),
            Self::ProductReturned => tr!(lang; "Sent back: {what}", "Zurückgegeben: {what}"),
            Self::QuestionAsked => tr!(lang; "{who} asks about {what}", "{who} fragt zu: {what}"),
            Self::MessageReported => {
                tr!(lang; "A message was reported: {what}", "Eine Nachricht wurde gemeldet: {what}")
            }
            Self::ReviewRequested => tr!(lang; "Waits for your review: {what}", "Wartet auf Ihre Prüfung: {what}"),
            Self::ReviewChangesRequested => {
                tr!(lang; "Please change something: {what}", "Bitte etwas ändern: {what}")
            }
            Self::ReviewMerged => tr!(lang; "Approved and done: {what}", "Freigegeben und erledigt: {what}"),
            Self::ReviewRejected => tr!(lang; "Rejected: {what}", "Abgelehnt: {what}"),
            Self::ReviewAnswered => tr!(lang; "{who} wrote about: {what}", "{who} schreibt zu: {what}"),
            Self::HelpAsked => tr!(lang; "{who} asks for your help: {what}", "{who} bittet um Ihre Hilfe: {what}"),
            Self::HelpAnswered => {
                tr!(lang; "{who} answered your question: {what}", "{who} hat Ihre Frage beantwortet: {what}")
            }
        }
    }

    /// What it means and what to do; empty where the title says it all. Ends with the order's number.
    pub fn line(self, p: &NoticeParams, lang: Lang) -> String {
        let (money, reason, days) = (p.money(lang), p.reason.clone().unwrap_or_default(), p.days.unwrap_or(0));
        let line = match self {
            Self::OrderPlaced if p.amount.is_some() => {
                tr!(lang; "{money} is paid and held in escrow.", "{money} sind bezahlt und liegen im Treuhandkonto.")
            }
            Self::OrderPaid => {
                tr!(lang; "We hold {money} until you approve the work.", "Wir halten {money}, bis Sie die Arbeit freigeben.")
            }
            Self::RequirementsNeeded => {
                tr!(lang; "The seller starts when your answers are there.", "Es geht los, sobald Ihre Angaben da sind.")
            }
            Self::OrderStarted => {
                tr!(lang; "The client's answers are there. The delivery time runs from now.", "Die Angaben sind da. Die Lieferzeit läuft ab jetzt.")
            }
            Self::WorkSubmitted => {
                tr!(lang; "Approve it to release the money, or say what to change.", "Geben Sie sie frei, damit das Geld ausgezahlt wird, oder sagen Sie, was zu ändern ist.")
            }
            Self::MilestoneApproved if p.amount.is_some() => {
                tr!(lang; "{money} was released to you and is clearing.", "{money} wurden für Sie freigegeben und werden verrechnet.")
            }
            Self::OrderCompleted => {
                tr!(lang; "Everything is approved and released.", "Alles ist angenommen und freigegeben.")
            }
            Self::OrderCancelled if p.amount.is_some() => {
                tr!(lang; "{money} went back to the client's wallet.", "{money} gingen zurück auf das Guthaben.")
            }
            Self::OrderLate if days > 1 => {
                tr!(lang; "The due date passed {days} days ago. The two of you can agree on a new one.", "Der Termin ist seit {days} Tagen vorbei. Sie können gemeinsam einen neuen vereinbaren.")
            }
            Self::OrderLate => {
                tr!(lang; "The due date has passed. The two of you can agree on a new one.", "Der Termin ist vorbei. Sie können gemeinsam einen neuen vereinbaren.")
            }
            Self::AutoAcceptReminder => {
                tr!(lang; "Look at the work before: after that its money is released.", "Sehen Sie sich die Arbeit vorher an: danach wird das Geld ausgezahlt.")
            }
            Self::AutoAccepted => {
                tr!(lang; "The time to answer has passed, so the money was released.", "Die Frist ist verstrichen, das Geld wurde ausgezahlt.")
            }
            Self::OfferReceived if p.amount.is_some() && days == 1 => {
                tr!(lang; "{money}. Accept it within a day, or say what does not fit.", "{money}. Nehmen Sie es innerhalb eines Tages an, oder sagen Sie, was nicht passt.")
            }
            Self::OfferReceived if p.amount.is_some() => {
                tr!(lang; "{money}. Accept it within {days} days, or say what does not fit.", "{money}. Nehmen Sie es innerhalb von {days} Tagen an, oder sagen Sie, was nicht passt.")
            }
            Self::OfferAccepted => {
                tr!(lang; "The order is placed. You can start when it is paid.", "Der Auftrag ist erteilt. Sie können anfangen, sobald er bezahlt ist.")
            }
            Self::OfferExpired => {
                tr!(lang; "Nobody answered in time. A new offer can be made in the conversation.", "Es kam keine Antwort in der Frist. Ein neues Angebot ist in der Unterhaltung möglich.")
            }
            Self::DisputeOpened if p.amount.is_some() => {
                tr!(lang; "{money} in escrow is frozen until it is over.", "{money} auf dem Treuhandkonto sind bis zum Ende eingefroren.")
            }
            Self::DisputeReminder => {
                tr!(lang; "Without your answer the mediators decide on what the other side says.", "Ohne Ihre Antwort entscheidet die Vermittlung nach dem, was die andere Seite sagt.")
            }
            Self::DisputeUnanswered => {
                tr!(lang; "An answer is still heard until it is decided.", "Eine Antwort wird bis zur Entscheidung noch gehört.")
            }
            Self::DisputeOffer => {
                tr!(lang; "Accept it and it takes effect at once, or decline.", "Nehmen Sie an, und sie wird sofort wirksam, oder lehnen Sie ab.")
            }
            Self::DisputeDecided if days > 0 => {
                tr!(lang; "Accept it or appeal within {days} days; then it takes effect.", "Nehmen Sie an oder widersprechen Sie innerhalb von {days} Tagen; danach wird sie wirksam.")
            }
            Self::DisputeEnded if p.amount.is_some() => {
                tr!(lang; "{money} went back to the client; the rest to the seller.", "{money} gingen an den Kunden zurück, der Rest an den Anbieter.")
            }
            Self::DisputeEnded => {
                tr!(lang; "The order goes on; its dates moved by the time it stood still.", "Der Auftrag geht weiter; seine Fristen verschoben sich um den Stillstand.")
            }
            Self::EarningsCleared => tr!(lang; "The clearing period is over.", "Die Klärungsfrist ist vorbei."),
            Self::PaymentSucceeded => {
                tr!(lang; "It is in your wallet or has paid your order.", "Es ist auf Ihrem Guthaben oder hat Ihren Auftrag bezahlt.")
            }
            Self::PaymentFailed if reason.is_empty() => {
                tr!(lang; "Nothing was taken. Try again or choose another way to pay.", "Es wurde nichts abgebucht. Versuchen Sie es erneut oder zahlen Sie anders.")
            }
            Self::RefundFailed if reason.is_empty() => {
                tr!(lang; "The money is still in your wallet.", "Das Geld ist weiter auf Ihrem Guthaben.")
            }
            Self::MemberInvited => tr!(lang; "You can sign in and start.", "Sie können sich anmelden und loslegen."),
            _ => reason.clone(),
        };
        match (&p.order, line.is_empty()) {
            (Some(number), true) => number.clone(),
            (Some(number), false) => format!("{line} · {number}"),
            (None, _) => line,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Currency, Money};

    #[test]
    fn every_kind_speaks_both_languages_without_gaps() {
        let p = NoticeParams::order("ORD-2026-000001", "Logo")
            .by("Ada")
            .amount(Money::new(45_000, Currency::Eur))
            .reason("Because")
            .days(2);
        for kind in NoticeKind::ALL {
            for lang in Lang::ALL {
                let (title, line) = (kind.title(&p, lang), kind.line(&p, lang));
                assert!(title.len() > 8 && !title.contains("  "), "{kind}: {title}");
                assert!(line.ends_with("ORD-2026-000001"), "{kind}: {line}");
            }
        }
    }

    #[test]
    fn stored_parameters_survive_a_missing_part() {
        let p: NoticeParams =
            serde_json::from_str(r#"{"order":"ORD-2026-000001","later_field":1}"#).expect("unknown parts are ignored");
        assert_eq!(NoticeKind::OrderCompleted.title(&p, Lang::En), "Completed: ORD-2026-000001");
    }
}
