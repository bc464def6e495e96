//! Who works and buys in the demo.

use super::products::Shop;
use model::{Role, identity::BusinessType};

/// Somebody with a log-in.
pub struct Person {
    pub email: &'static str,
    pub name: &'static str,
    pub roles: &'static [Role],
}

const fn person(email: &'static str, name: &'static str, roles: &'static [Role]) -> Person {
    Person { email, name, roles }
}

/// The project's own people. The first is the owner, the second the admin who acts in the story.
pub const STAFF: &[Person] = &[
    person("owner@demo.test", "Oskar Lindqvist", &[Role::Client, Role::Owner]),
    person("admin@demo.test", "Annika Brandt", &[Role::Client, Role::Admin]),
    person("finance@demo.test", "Femi Adeyemi", &[Role::Client, Role::Finance]),
    person("reviewer@demo.test", "Rosa Klein", &[Role::Client, Role::Reviewer]),
    person("supervisor@demo.test", "Stefan Nowak", &[Role::Client, Role::Supervisor]),
];

/// A shop and who runs it.
pub struct Seller {
    pub shop: Shop,
    pub person: Person,
    pub business: &'static str,
    pub kind: BusinessType,
    pub country: &'static str,
    pub bio: &'static str,
}

pub const SELLERS: &[Seller] = &[
    Seller {
        shop: Shop::Harbour,
        person: person("seller@demo.test", "Samir Haddad", &[Role::Client, Role::Seller]),
        business: "Harbour Design",
        kind: BusinessType::Company,
        country: "DE",
        bio: "Four designers and two developers in a former net loft in Hamburg. We make brands and websites for people who make things: bakers, builders, bands. Since 2014.",
    },
    Seller {
        shop: Shop::Plainword,
        person: person("tomas@demo.test", "Tomás Alvarez", &[Role::Client, Role::Seller]),
        business: "Plainword",
        kind: BusinessType::Individual,
        country: "ES",
        bio: "Writer and SEO from Valencia, in English, German and Spanish. Ten years at newspapers, eight on the web. I cut half of everything.",
    },
    Seller {
        shop: Shop::Fjord,
        person: person("ingrid@demo.test", "Ingrid Solberg", &[Role::Client, Role::Seller]),
        business: "Fjord Motion",
        kind: BusinessType::Company,
        country: "NO",
        bio: "A small film and sound studio in Bergen. We film quietly, cut patiently and mix by ear. Two of us speak German.",
    },
];

/// A client and their business.
pub struct Client {
    pub person: Person,
    pub business: &'static str,
    pub what: &'static str,
    /// What they put into their wallet, in two parts.
    pub budget: [&'static str; 2],
}

pub const CLIENTS: &[Client] = &[
    Client {
        person: person("client@demo.test", "Clara Winter", &[Role::Client]),
        business: "Café Winter",
        what: "a café with its own roastery in Lübeck",
        budget: ["4500.00", "2500.00"],
    },
    Client {
        person: person("jonas@demo.test", "Jonas Weber", &[Role::Client]),
        business: "Weber Rad",
        what: "a workshop that builds bicycles to measure",
        budget: ["4000.00", "1800.00"],
    },
    Client {
        person: person("priya@demo.test", "Priya Raman", &[Role::Client]),
        business: "Loomline",
        what: "an app with which weavers plan their patterns",
        budget: ["4800.00", "2000.00"],
    },
    Client {
        person: person("luc@demo.test", "Luc Moreau", &[Role::Client]),
        business: "Maison Moreau",
        what: "a small hotel between vineyards",
        budget: ["4900.00", "4000.00"],
    },
    Client {
        person: person("hanna@demo.test", "Hanna Koch", &[Role::Client]),
        business: "Koch & Kraut",
        what: "a maker of pickles and ferments",
        budget: ["3500.00", "1500.00"],
    },
    Client {
        person: person("ben@demo.test", "Ben Okafor", &[Role::Client]),
        business: "Okafor Physio",
        what: "a physiotherapy practice for musicians",
        budget: ["3000.00", "1500.00"],
    },
];
