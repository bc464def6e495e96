//! What the enums are called.

use super::{PricingKind, ProductStatus, ProductType, Tier};
use crate::{Lang, tr};

impl ProductType {
    pub fn label(self, lang: Lang) -> String {
        match self {
            Self::Service => tr!(lang; "Service", "Dienstleistung"),
            Self::Growth => tr!(lang; "Growth", "Reichweite"),
            Self::Consultation => tr!(lang; "Consultation", "Beratung"),
            Self::Digital => tr!(lang; "Digital product", "Digitales Produkt"),
            Self::Course => tr!(lang; "Course", "Kurs"),
            Self::Software => tr!(lang; "Software", "Software"),
        }
    }

    /// What it is good for, where a seller chooses.
    pub fn help(self, lang: Lang) -> String {
        match self {
            Self::Service => tr!(lang; "Work made to order: design, code, texts, retainers.", "Arbeit nach Auftrag: Design, Code, Texte, Betreuung."),
            Self::Growth => tr!(lang; "Counted units, priced per 1,000: views, reach, placements.", "Gezählte Einheiten, Preis je 1.000: Aufrufe, Reichweite, Platzierungen."),
            Self::Consultation => tr!(lang; "Time with an expert.", "Zeit mit einer Fachperson."),
            Self::Digital => tr!(lang; "Files to download.", "Dateien zum Herunterladen."),
            Self::Course => tr!(lang; "Lessons to follow.", "Lektionen zum Mitmachen."),
            Self::Software => tr!(lang; "Licences and subscriptions.", "Lizenzen und Abos."),
        }
    }
}

impl ProductStatus {
    pub fn label(self, lang: Lang) -> String {
        match self {
            Self::Draft => tr!(lang; "Draft", "Entwurf"),
            Self::InReview => tr!(lang; "In review", "In Prüfung"),
            Self::Published => tr!(lang; "Published", "Veröffentlicht"),
            Self::Paused => tr!(lang; "Paused", "Pausiert"),
            Self::Archived => tr!(lang; "Archived", "Archiviert"),
        }
    }
}

impl PricingKind {
    pub fn label(self, lang: Lang) -> String {
        match self {
            Self::OneTime => tr!(lang; "One price", "Ein Preis"),
            Self::Packages => tr!(lang; "Packages", "Pakete"),
            Self::PerUnit => tr!(lang; "Per unit", "Je Einheit"),
        }
    }
}

impl Tier {
    pub fn label(self, lang: Lang) -> String {
        match self {
            Self::Basic => tr!(lang; "Basic", "Basis"),
            Self::Standard => tr!(lang; "Standard", "Standard"),
            Self::Premium => tr!(lang; "Premium", "Premium"),
        }
    }
}
