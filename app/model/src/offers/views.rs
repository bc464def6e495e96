//! What the card, the page and the seller's form show.

use super::{OfferDraft, OfferStatus};
use crate::{
    ChatId, Currency, Moment, Money, OfferId, OrderGroupId, OrderId, Party, ProductId,
    checkout::{GroupStatus, Paying},
    orders::{OrderStatus, SellerFace},
    payments::{GatewayChoice, SavedMethod},
    problem::Text,
};
use serde::{Deserialize, Serialize};

/// One part of what is offered, paid when it is accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferStep {
    pub title: String,
    pub amount: Money,
    /// Counted from the step before.
    pub days: i32,
}

/// An offer as a side sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfferView {
    pub id: OfferId,
    pub chat: ChatId,
    pub version: i32,
    pub status: OfferStatus,
    /// What the viewer is to it; decides every button together with the state.
    pub viewer: Party,
    pub title: String,
    pub description: String,
    pub product: OfferedProduct,
    pub seller: SellerFace,
    pub client: String,
    pub price: Money,
    pub steps: Vec<OfferStep>,
    pub revisions: i32,
    /// The product's questions come after paying; the time runs from their answers.
    pub asks: bool,
    pub sent_at: Moment,
    pub expires_at: Moment,
    pub decided_at: Option<Moment>,
    /// Why it was declined.
    pub reason: String,
    /// The newer version.
    pub replaced_by: Option<OfferId>,
    /// What accepting made.
    pub order: Option<OfferOrder>,
}

impl OfferView {
    /// Of all steps together.
    pub fn days(&self) -> i32 {
        self.steps.iter().fold(0, |sum, step| sum.saturating_add(step.days))
    }

    /// One delivery, without milestones of its own.
    pub fn is_single(&self) -> bool {
        self.steps.len() == 1
    }
}

/// The seller's product that it is based on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferedProduct {
    pub id: ProductId,
    pub slug: String,
    pub name: String,
}

/// The order that accepting made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferOrder {
    pub id: OrderId,
    pub number: String,
    pub status: OrderStatus,
    pub group: OrderGroupId,
    pub group_status: GroupStatus,
}

/// The offer's own page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfferPage {
    pub offer: OfferView,
    /// All versions, oldest first; one when it was never changed.
    pub versions: Vec<OfferVersion>,
    /// For the client, while it can be accepted.
    pub till: Option<OfferTill>,
}

/// One version in the history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferVersion {
    pub id: OfferId,
    pub version: i32,
    pub status: OfferStatus,
    pub price: Money,
    pub sent_at: Moment,
}

/// How the client can pay.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfferTill {
    pub wallet: Money,
    pub gateways: Vec<GatewayChoice>,
    /// The caller's saved methods.
    pub methods: Vec<SavedMethod>,
    /// What keeps it from being accepted just now (a paused service), in words.
    pub obstacle: Option<Text>,
}

/// The client's yes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptOffer {
    /// What the page said it costs, in minor units; another price is refused.
    #[serde(default)]
    pub expected: Option<i64>,
    #[serde(flatten)]
    pub paying: Paying,
    /// For the seller.
    #[serde(default)]
    pub note: String,
}

/// What the seller's form needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfferFormView {
    pub chat: ChatId,
    /// The client's name.
    pub client: String,
    pub products: Vec<OfferProduct>,
    /// Where the amounts are in; the products that are listed share it.
    pub currency: Currency,
    /// The version that this one takes the place of.
    pub replaces: Option<OfferId>,
    /// What the form starts with, with a fresh key.
    pub draft: OfferDraft,
}

/// A product an offer can be based on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferProduct {
    pub id: ProductId,
    pub name: String,
    /// Questions the client answers before the work starts.
    pub questions: usize,
}
