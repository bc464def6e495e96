//! A drafted decision as a ReviewTask: what reviewers see of it, and what it needs.

use super::{
    core::DisputeRow,
    queries::{self, StoredTerms},
};
use crate::{
    Result, Tx,
    orders::{OrderRow, queries as orders},
    reviews::{self, OpenReview},
};
use model::{
    Bps, Lang, Problem, UserId,
    disputes::{DisputeStatus, OpenSlice, Resolution, Terms},
    problem::Text,
    reviews::{Check, FieldChange, ReviewSubject},
    text, tr,
};

/// What is handed in.
pub struct Draft<'a> {
    pub order: &'a OrderRow,
    pub row: &'a DisputeRow,
    pub terms: &'a Terms,
    pub slices: &'a [OpenSlice],
    pub reasons: &'a str,
    /// How many must approve.
    pub approvals: u32,
    pub by: UserId,
}

/// Opens the review of a draft, or shows the reviewers its new version. Another drafter's is a review of its own, so that
/// nobody approves what they wrote.
pub async fn ask_in(tx: &mut Tx, draft: Draft<'_>, before: Option<&StoredTerms>) -> Result<()> {
    let (subject, id) = (ReviewSubject::DisputeDecision, draft.row.id.0);
    if before.is_some_and(|before| before.by != draft.by) {
        reviews::withdraw_in(tx, subject, id).await?;
    }
    let mut parties = orders::seller_people(tx, draft.order.seller).await?;
    parties.push(draft.order.buyer);
    // nor does whoever drafted what was appealed approve what takes its place
    if draft.row.status == DisputeStatus::Appealed {
        parties.extend(queries::first_decider(tx, draft.row.id).await?);
    }
    // the project's own rule, with as many approvals as the amount asks for
    let mut rule = reviews::rule_in(tx, subject).await?;
    let asked: u32 = rule.roles.iter().map(|needed| needed.count).sum();
    if let Some(first) = rule.roles.first_mut() {
        first.count += draft.approvals.saturating_sub(asked);
    }
    let open = OpenReview {
        subject,
        subject_id: id,
        version: queries::count_decisions(tx, draft.row.id).await?,
        title: format!("{} · {}", draft.row.number, draft.order.title),
        author: draft.by,
        parties,
        changes: changes(&draft)?,
        checks: checks(&draft),
        rule,
    };
    reviews::open_in(tx, open).await?;
    Ok(())
}

/// How a way out is called.
pub fn name(resolution: Resolution) -> Text {
    match resolution {
        Resolution::Refund => text!("Refund: all of it back to the client", "Erstattung: alles zurück an den Kunden"),
        Resolution::Revision => {
            text!("One more revision; the order goes on", "Eine weitere Überarbeitung; der Auftrag geht weiter")
        }
        Resolution::Compensation => text!("The money is divided", "Das Geld wird aufgeteilt"),
        Resolution::None => text!("The order goes on as it was", "Der Auftrag geht unverändert weiter"),
    }
}

fn changes(draft: &Draft<'_>) -> Result<Vec<FieldChange>, Problem> {
    let lang = Lang::En;
    let mut changes = vec![
        FieldChange {
            field: "resolution".to_owned(),
            label: text!("Resolution", "Lösung"),
            before: String::new(),
            after: name(draft.terms.resolution).en,
        },
        FieldChange {
            field: "reasons".to_owned(),
            label: text!("Reasons", "Begründung"),
            before: String::new(),
            after: draft.reasons.to_owned(),
        },
    ];
    for (slice, part) in draft.slices.iter().zip(&draft.terms.parts) {
        let (title, client, seller) = (&slice.title, part.to_client.format(lang), part.to_seller.format(lang));
        let held = slice.amount.format(lang);
        changes.push(FieldChange {
            field: format!("to_client.{}", slice.milestone),
            label: text!("“{title}”", "„{title}“"),
            before: tr!(lang; "{held} in escrow", "{held} im Treuhandkonto"),
            after: tr!(lang; "{client} to the client, {seller} to the seller", "{client} an den Kunden, {seller} an den Anbieter"),
        });
    }
    if draft.terms.resolution.ends_order() {
        let sums = draft.terms.sums(draft.order.commission.unwrap_or(Bps(0)), draft.order.currency)?;
        let (client, seller, fee) = (sums.to_client.format(lang), sums.to_seller.format(lang), sums.fee.format(lang));
        changes.push(FieldChange {
            field: "sums".to_owned(),
            label: text!("In all", "Insgesamt"),
            before: String::new(),
            after: tr!(lang; "{client} to the client, {seller} to the seller after a fee of {fee}", "{client} an den Kunden, {seller} an den Anbieter nach {fee} Gebühr"),
        });
    }
    Ok(changes)
}

fn checks(draft: &Draft<'_>) -> Vec<Check> {
    let whole = draft.terms.check(draft.slices).is_ok();
    let answered = draft.row.answered_at.is_some();
    vec![
        Check::new(
            text!(
                "The figures divide exactly what is in escrow",
                "Die Beträge teilen genau auf, was auf dem Treuhandkonto liegt"
            ),
            whole,
            text!("", ""),
        ),
        Check::new(
            text!("The other side has answered", "Die andere Seite hat geantwortet"),
            answered,
            if answered {
                text!("", "")
            } else {
                text!(
                    "They let their time pass; the decision rests on one side's words.",
                    "Sie haben ihre Frist verstreichen lassen; die Entscheidung stützt sich auf die Worte einer Seite."
                )
            },
        )
        .advice(),
    ]
}
