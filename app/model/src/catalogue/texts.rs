//! What the types are good for, where a seller chooses. (What they are called stands in `ui::states`.)

use super::ProductType;
use crate::{Lang, tr};

impl ProductType {
    pub fn help(self, lang: Lang) -> String {
        match self {
            Self::Service => {
                tr!(lang; "Work made to order: design, code, texts, retainers.", "Arbeit nach Auftrag: Design, Code, Texte, Betreuung.")
            }
            Self::Growth => {
                tr!(lang; "Counted units, priced per 1,000: views, reach, placements.", "Gezählte Einheiten, Preis je 1.000: Aufrufe, Reichweite, Platzierungen.")
            }
            Self::Consultation => tr!(lang; "Time with an expert.", "Zeit mit einer Fachperson."),
            Self::Digital => tr!(lang; "Files to download.", "Dateien zum Herunterladen."),
            Self::Course => tr!(lang; "Lessons to follow.", "Lektionen zum Mitmachen."),
            Self::Software => tr!(lang; "Licences and subscriptions.", "Lizenzen und Abos."),
        }
    }
}
