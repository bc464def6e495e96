//! Becoming a seller, and the staff's say in it.

use crate::{Actor, Bps, Moment, Page, PageRequest, Problem, ReviewTaskId, SellerId, UserId, text_enum};
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
    /// The latest review of the application.
    pub review: Option<ReviewTaskId>,
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
    async fn save_seller_profile(
        &self,
        actor: &Actor,
        seller: SellerId,
        application: SellerApplication,
    ) -> Result<(), Problem>;

    /// Newest first. Needs `seller.manage`.
    async fn list_sellers(
        &self,
        actor: &Actor,
        filter: SellerFilter,
        page: PageRequest,
    ) -> Result<Page<SellerView>, Problem>;

    /// Lets the seller sell, and gives its owner the role. Needs `seller.manage`; nobody approves themselves.
    async fn approve_seller(&self, actor: &Actor, seller: SellerId) -> Result<(), Problem>;

    /// Turns an application down, or stops a seller for now; the reason is shown to them. Needs `seller.manage`.
    async fn suspend_seller(&self, actor: &Actor, seller: SellerId, reason: String) -> Result<(), Problem>;

    /// The seller's own rate from now on; `None`: the project's. Needs `seller.manage`.
    async fn set_seller_commission(
        &self,
        actor: &Actor,
        seller: SellerId,
        commission: Option<Bps>,
    ) -> Result<(), Problem>;
}

/// The two-letter codes in use: ISO 3166-1.
const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY \
    BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE \
    GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR \
    KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI \
    NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS \
    ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

fn is_country(code: &str) -> bool {
    COUNTRIES.split_whitespace().any(|known| known == code)
}

/// The application tidied, or every field's message at once.
pub fn check(mut application: SellerApplication) -> Result<SellerApplication, Problem> {
    use crate::{FieldErrors, text};
    let mut errors = FieldErrors::new();
    application.business_name = application.business_name.split_whitespace().collect::<Vec<_>>().join(" ");
    application.country = application.country.trim().to_uppercase();
    application.bio = application.bio.trim().to_owned();
    if !(2..=120).contains(&application.business_name.chars().count())
        || application.business_name.contains(char::is_control)
    {
        errors.add("business_name", text!("Between 2 and 120 characters.", "Zwischen 2 und 120 Zeichen."));
    }
    if !is_country(&application.country) {
        errors.add("country", text!("A country's two letters, like DE.", "Die zwei Buchstaben eines Landes, etwa DE."));
    }
    if application.bio.chars().count() > 2000 {
        errors.add("bio", text!("At most 2,000 characters.", "Höchstens 2.000 Zeichen."));
    }
    errors.into_result()?;
    Ok(application)
}

/// A name as it may stand in an address: `Müller & Söhne` → `mueller-soehne`. May be empty.
pub fn slug_of(name: &str) -> String {
    let mut slug = String::new();
    for c in name.to_lowercase().chars() {
        match c {
            'ä' => slug.push_str("ae"),
            'ö' => slug.push_str("oe"),
            'ü' => slug.push_str("ue"),
            'ß' => slug.push_str("ss"),
            c if c.is_ascii_alphanumeric() => slug.push(c),
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
    }
    slug.truncate(50);
    slug.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_addresses() {
        assert_eq!(slug_of("Müller & Söhne GmbH"), "mueller-soehne-gmbh");
        assert_eq!(slug_of("  "), "");
        assert_eq!(slug_of("東京"), "");
    }

    #[test]
    fn countries_are_two_letters_in_use() {
        assert!(["DE", "GE", "AD", "ZW", "BY", "KR", "SS"].into_iter().all(is_country));
        assert!(!["GERMANY", "XX", "D", "", "DE AT"].into_iter().any(is_country));
    }
}
