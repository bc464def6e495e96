//! The demo project: a small agency with its people, made through the same services that people use.

use crate::{Platform, Result, identity::NewPerson};
use model::{Lang, Role};

/// The demo's log-ins share it; printed at start and shown on the sign-in page.
pub const PASSWORD: &str = "guildhall-demo";

/// Address and what it is for.
pub const LOG_INS: &[(&str, &str)] = &[
    ("client@demo.example", "buys: wallet, orders, approvals"),
    ("seller@demo.example", "sells: products, deliveries, earnings"),
    ("admin@demo.example", "runs the project"),
    ("owner@demo.example", "owns it, and all others of this installation"),
];

impl Platform {
    /// Makes what is missing of the demo; a second start changes nothing.
    pub async fn load_demo(&self) -> anyhow::Result<()> {
        self.load_demo_people().await.map_err(|error| anyhow::anyhow!("{error:?}"))
    }

    async fn load_demo_people(&self) -> Result<()> {
        let (project, _made) = self.found_project(&self.settings.default_project, "Nordlicht Studio").await?;
        let people: [(&str, &str, &[Role], bool); 4] = [
            ("client@demo.example", "Clara Winter", &[Role::Client], false),
            ("seller@demo.example", "Samir Haddad", &[Role::Client, Role::Seller], false),
            ("admin@demo.example", "Annika Brandt", &[Role::Client, Role::Admin], false),
            ("owner@demo.example", "Oskar Lindqvist", &[Role::Client, Role::Owner], true),
        ];
        for (email, name, roles, superadmin) in people {
            self.add_person(project, NewPerson { email, name, password: PASSWORD, lang: Lang::En, roles, superadmin }).await?;
        }
        Ok(())
    }
}
