//! Offers of settlement: one side proposes how to end it, the other accepts, and that is that.

use super::{
    core::{
        DisputeRow, announce_in, binding_side, change_in, enter_in, name_in, note_in, other, still_open, tell_side_in,
    },
    end::{self, How},
    open::WORDS,
    queries::{self, NewTermsRow, StoredTerms},
};
use crate::{
    Result, Tx,
    orders::{OrderRow, Said, core::at_most},
    reviews,
};
use model::{
    Actor, DisputeId, DisputeOfferId, Party, Problem,
    disputes::{DisputeEvent, NewTerms, OfferStatus, Terms},
    notifications::NoticeKind,
    orders::Applied,
    reviews::ReviewSubject,
    text,
};
use serde_json::json;

/// An earlier open offer of the same side is replaced; the same one again is the same.
pub async fn offer_in(tx: &mut Tx, actor: &Actor, dispute: DisputeId, new: NewTerms) -> Result<DisputeOfferId> {
    let (order, row, party) = enter_in(tx, actor, dispute).await?;
    let party = binding_side(actor, party)?;
    still_open(&row)?;
    let words = at_most("words", &new.words, WORDS)?;
    let slices = queries::open_slices(tx, &order).await?;
    let terms = Terms::read(new.resolution, &slices, &new.to_client)?;
    let mut before = queries::all_terms(tx, dispute).await?.into_iter().filter(|line| line.party == party);
    if let Some((id, _)) = before.find_map(|line| {
        let same = line.resolution == terms.resolution && line.words == words;
        line.offer().filter(|(_, status)| same && *status == OfferStatus::Open)
    }) && queries::parts(tx, &order, id.0).await? == terms.parts
    {
        return Ok(id);
    }
    queries::replace_offer(tx, dispute, party).await?;
    let offer = NewTermsRow {
        dispute,
        kind: "offer",
        status: "open",
        terms: &terms,
        words: &words,
        by: actor.user_id()?,
        party,
        round: 1,
        approvals: 0,
    };
    let id = queries::insert_terms(tx, offer).await?;
    let back = terms.back(order.currency)?;
    note_in(tx, &order, "dispute_offer", party, Said { amount: Some(back), ..Said::default() }).await?;
    let notice = order.notice().by(name_in(tx, &order, party).await?);
    tell_side_in(tx, &order, &row, other(party), NoticeKind::DisputeOffer, notice).await?;
    let data = json!({"by": party, "resolution": terms.resolution, "to_client": back.minor, "currency": back.currency});
    announce_in(tx, &order, &row, "offer_settlement", data).await?;
    Ok(DisputeOfferId(id))
}

/// What is done with an open offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Accept,
    Decline,
    Withdraw,
}

impl Answer {
    const fn result(self) -> &'static str {
        match self {
            Self::Accept => "accepted",
            Self::Decline => "declined",
            Self::Withdraw => "withdrawn",
        }
    }
}

/// The other side accepts or declines; whoever offered takes it back.
pub async fn answer_in(tx: &mut Tx, actor: &Actor, offer: DisputeOfferId, answer: Answer) -> Result<Applied> {
    let dispute = queries::dispute_of_offer(tx, offer).await?.ok_or(Problem::NotFound)?;
    let (order, row, party) = enter_in(tx, actor, dispute).await?;
    let party = binding_side(actor, party)?;
    let stored = queries::load_offer(tx, &order, offer.0).await?.ok_or(Problem::NotFound)?;
    if (stored.party == party) != (answer == Answer::Withdraw) {
        return Err(Problem::NotAllowed.into());
    }
    if stored.status == answer.result() {
        return Ok(Applied::Already);
    }
    if stored.status != "open" {
        return Err(Problem::Conflict(text!(
            "This offer has been answered, replaced or taken back in the meantime.",
            "Dieses Angebot wurde inzwischen beantwortet, ersetzt oder zurückgezogen."
        ))
        .into());
    }
    queries::set_terms_status(tx, stored.id, "open", answer.result()).await?;
    match answer {
        Answer::Accept => settle_in(tx, order, row, party, &stored).await?,
        Answer::Decline => {
            note_in(tx, &order, "dispute_offer_decline", party, Said::default()).await?;
            let notice = order.notice().by(name_in(tx, &order, party).await?);
            tell_side_in(tx, &order, &row, stored.party, NoticeKind::DisputeOfferDeclined, notice).await?;
            announce_in(tx, &order, &row, "decline_settlement", json!({"by": party})).await?;
        }
        Answer::Withdraw => {
            note_in(tx, &order, "dispute_offer_withdraw", party, Said::default()).await?;
            announce_in(tx, &order, &row, "withdraw_settlement", json!({"by": party})).await?;
        }
    }
    Ok(Applied::Done)
}

/// Agreed: it takes effect at once, whatever the mediators were about to say.
async fn settle_in(
    tx: &mut Tx,
    mut order: OrderRow,
    mut row: DisputeRow,
    party: Party,
    stored: &StoredTerms,
) -> Result<()> {
    if !change_in(tx, &mut row, DisputeEvent::Settle, party).await? {
        return Ok(());
    }
    note_in(tx, &order, "dispute_settle", party, Said::default()).await?;
    reviews::withdraw_in(tx, ReviewSubject::DisputeDecision, row.id.0).await?;
    let how = How::Terms { id: stored.id, terms: &stored.terms, words: &stored.words };
    end::end_in(tx, &mut order, &row, how).await?;
    end::tell_both_in(tx, &order, &row, &stored.terms).await?;
    let back = stored.terms.back(order.currency)?;
    let data = json!({"resolution": stored.terms.resolution, "to_client": back.minor, "currency": back.currency});
    announce_in(tx, &order, &row, "accept_settlement", data).await
}
