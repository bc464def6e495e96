//! Becoming a seller, and the staff's say in it.

use crate::{Actor, Bps, Moment, Page, PageRequest, Problem, SellerId, UserId, text_enum};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

text_enum! {
    /// Whether a seller may sell.
    pub enum SellerStatus {
        PendingApproval = "pending_approval",
        Open = "open",
        /// Products are hidden; open orders go on.
        Suspended = "suspended",
        Terminated = "terminated",
    }
}

text_enum! {
    pub enum BusinessType {
        Individual = "individual",
        Company = "company",
    }
}

/// What somebody says who wants to sell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SellerApplication {
    pub business_name: String,
    pub business_type: BusinessType,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    pub bio: String,
}

/// A seller as staff and the seller see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SellerView {
    pub id: SellerId,
    pub slug: String,
    pub business_name: String,
    pub business_type: BusinessType,
    pub country: String,
    pub bio: String,
    pub status: SellerStatus,
    /// Why it is suspended or was not let in.
    pub status_reason: String,
    /// `None`: the project's.
    pub commission: Option<Bps>,
    /// Who runs it.
    pub owner: UserId,
    pub owner_name: String,
    pub owner_email: String,
    pub created_at: Moment,
}

/// Which sellers are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SellerFilter {
    pub status: Option<SellerStatus>,
    pub search: String,
}

/// Sellers of the actor's project.
#[async_trait]
pub trait Sellers: Send + Sync {
    /// Asks to sell here. One application or seller per person (`Conflict`). `Invalid` at each field.
    async fn apply_as_seller(&self, actor: &Actor, application: SellerApplication) -> Result<SellerId, Problem>;

    /// The actor's own seller or application, if there is one.
    async fn load_my_seller(&self, actor: &Actor) -> Result<Option<SellerView>, Problem>;

    /// Name, type, country and words about oneself. `NotFound` for somebody else's; `Invalid` at each field.
    async fn save_seller_profile(&self, actor: &Actor, seller: SellerId, application: SellerApplication) -> Result<(), Problem>;

    /// Newest first. Needs `seller.manage`.
    async fn list_sellers(&self, actor: &Actor, filter: SellerFilter, page: PageRequest) -> Result<Page<SellerView>, Problem>;

    /// Lets the seller sell, and gives its owner the role. Needs `seller.manage`; nobody approves themselves.
    async fn approve_seller(&self, actor: &Actor, seller: SellerId) -> Result<(), Problem>;

    /// Turns an application down, or stops a seller for now; the reason is shown to them. Needs `seller.manage`.
    async fn suspend_seller(&self, actor: &Actor, seller: SellerId, reason: String) -> Result<(), Problem>;

    /// The seller's own rate from now on; `None`: the project's. Needs `seller.manage`.
    async fn set_seller_commission(&self, actor: &Actor, seller: SellerId, commission: Option<Bps>) -> Result<(), Problem>;
}
