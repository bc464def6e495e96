//! The one dispute of the story: a logo that the client did not expect, in mediation.

use crate::{Platform, files::NewFile};
use anyhow::{Context, Result};
use bytes::Bytes;
use futures::stream;
use model::{
    Actor, DisputeId, OrderId,
    disputes::{DisputeType, Disputes, NewDispute, Resolution, TypedParts, Visibility},
    files::FilePurpose,
};

const AGREED: &str = "Our call on the brief, as I wrote it down:\n- one colour, no gradient\n- readable at 16 pixels\n- no coffee bean, everybody has one\n";

pub async fn complain(p: &Platform, client: &Actor, order: OrderId) -> Result<()> {
    let content = stream::iter([Ok::<_, std::convert::Infallible>(Bytes::from_static(AGREED.as_bytes()))]);
    let new = NewFile { purpose: FilePurpose::Evidence, name: "notes-of-our-call.txt".to_owned() };
    let notes = p.upload_file(client, new, content).await?.id;
    let dispute = NewDispute {
        kind: DisputeType::Quality,
        statement: "We agreed on one colour and no coffee bean. What I got is a bean with a gradient, and it is a grey spot on the receipts. I asked twice in the chat and was told to get used to it.".to_owned(),
        wanted: Some(Resolution::Refund),
        to_client: TypedParts::new(),
        files: vec![notes],
    };
    p.open_dispute(client, order, dispute).await?;
    Ok(())
}

pub async fn answer(p: &Platform, seller: &Actor, order: OrderId) -> Result<()> {
    let dispute = of(p, seller, order).await?;
    let words = "The bean was in the mood board that Clara approved. The gradient is my mistake: that is the screen version, the flat one is in the same file. I am glad to do it once more without the bean.";
    p.answer_dispute(seller, dispute, words.to_owned(), vec![]).await?;
    Ok(())
}

pub async fn mediate(p: &Platform, admin: &Actor, order: OrderId) -> Result<()> {
    let dispute = of(p, admin, order).await?;
    let words = "Thank you both. Clara, would a new version without the bean and in one colour be what you wanted, if it is there by Friday? Samir, please put the flat file into the evidence.";
    p.write_in_dispute(admin, dispute, words.to_owned(), Visibility::Both).await?;
    Ok(())
}

async fn of(p: &Platform, actor: &Actor, order: OrderId) -> Result<DisputeId> {
    Ok(p.disputes_of_order(actor, order).await?.first().context("a dispute")?.id)
}
