//! What every page needs to know of the person before it and the project around them: read once per page load,
//! sent along with the page, and read again when something says that it changed.

use crate::{Actor, Currency, Permission, Problem, ProjectId, Role, UserId};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The shell's knowledge: who, where, and the three small numbers of the top bar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    /// `None` for a visitor.
    pub person: Option<Person>,
    pub project: ProjectFace,
    /// The projects this person can switch to, this one included; empty for a visitor.
    pub projects: Vec<ProjectChoice>,
    /// Unread notifications.
    pub unread: u32,
    /// Unread messages in the rooms of each portal.
    #[serde(default)]
    pub messages: UnreadMessages,
    /// Reviews that wait for this person, counted up to 100; of staff.
    #[serde(default)]
    pub reviews: u32,
    /// Things in the cart.
    pub cart: u32,
    /// The newest live event at this moment; 0 before the first. The page's socket asks for what came after it, so that
    /// nothing is missed between the reading and the listening.
    pub seq: i64,
}

/// How many messages wait in the rooms of each portal, each counted up to 1,000.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnreadMessages {
    pub client: u32,
    pub seller: u32,
    pub staff: u32,
}

/// The signed-in person as their own pages show them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub email_verified: bool,
    pub superadmin: bool,
    pub roles: BTreeSet<Role>,
    pub permissions: BTreeSet<Permission>,
    /// Works for at least one seller here: sees the seller portal.
    pub sells: bool,
}

/// A project as it shows itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectFace {
    pub id: ProjectId,
    pub slug: String,
    pub name: String,
    pub currency: Currency,
    /// IANA name, like `Europe/Berlin`.
    pub time_zone: String,
    pub branding: Branding,
    /// The demo project: shows `/gallery` and `/dev/mail`.
    pub demo: bool,
}

/// What a project may change of the look: through CSS variables alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branding {
    /// `#rrggbb`; `None` is our green. Contrast is kept by `ui::brand`, whatever stands here.
    pub colour: Option<String>,
    /// A path of ours to the logo; `None` shows our mark and the project's name.
    pub logo: Option<String>,
}

/// One line of the project switcher.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectChoice {
    pub id: ProjectId,
    pub slug: String,
    pub name: String,
}

impl Viewer {
    /// The actor's rule, for showing and hiding; the server decides again.
    pub fn may(&self, permission: Permission) -> bool {
        self.person.as_ref().is_some_and(|person| person.superadmin || person.permissions.contains(&permission))
    }

    pub fn is_staff(&self) -> bool {
        self.person.as_ref().is_some_and(|p| p.superadmin || p.roles.iter().any(|role| role.is_staff()))
    }
}

/// Who is looking.
#[async_trait]
pub trait Viewers: Send + Sync {
    /// The shell's knowledge for this actor, in one round trip. A visitor gets the project's face and their cart.
    async fn whoami(&self, actor: &Actor) -> Result<Viewer, Problem>;
}
