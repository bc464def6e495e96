//! Smart intake: what a product asks its buyer, as data. One validator serves the browser and the server; the same
//! engine will carry the fields of tickets. Here: the types, and what a definition must obey. No I/O.

mod check;
mod define;
mod handles;
#[cfg(test)]
mod tests;
mod values;

pub use check::{validate, validate_given, visible};
pub use define::{MAX_FIELDS, check_definition};
pub use handles::Network;

use crate::{Lang, problem::Text, text_enum};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

text_enum! {
    /// What kind of answer a field takes.
    pub enum FieldKind {
        Text = "text",
        LongText = "long_text",
        Number = "number",
        Url = "url",
        Email = "email",
        Choice = "choice",
        MultiChoice = "multi_choice",
        Date = "date",
        File = "file",
        Colour = "colour",
        Handle = "handle",
    }
}

impl FieldKind {
    pub fn label(self, lang: Lang) -> String {
        use crate::tr;
        match self {
            Self::Text => tr!(lang; "Short text", "Kurzer Text"),
            Self::LongText => tr!(lang; "Long text", "Langer Text"),
            Self::Number => tr!(lang; "Number", "Zahl"),
            Self::Url => tr!(lang; "Web address", "Webadresse"),
            Self::Email => tr!(lang; "E-mail", "E-Mail"),
            Self::Choice => tr!(lang; "One of several", "Eines aus mehreren"),
            Self::MultiChoice => tr!(lang; "Several of several", "Mehrere aus mehreren"),
            Self::Date => tr!(lang; "Date", "Datum"),
            Self::File => tr!(lang; "Files", "Dateien"),
            Self::Colour => tr!(lang; "Colour", "Farbe"),
            Self::Handle => tr!(lang; "Social profile", "Social-Media-Profil"),
        }
    }

    /// Has a list of options.
    pub const fn has_options(self) -> bool {
        matches!(self, Self::Choice | Self::MultiChoice)
    }

    /// What `min` and `max` count: characters, the value itself, or how many; `None` where they mean nothing.
    pub const fn bounds(self) -> Option<Bounds> {
        match self {
            Self::Text | Self::LongText => Some(Bounds::Characters),
            Self::Number => Some(Bounds::Value),
            Self::MultiChoice | Self::File => Some(Bounds::Count),
            _ => None,
        }
    }
}

/// The meaning of `min` and `max` of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bounds {
    Characters,
    Value,
    Count,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntakeField {
    /// `[a-z][a-z0-9_]*`, unique in the form; the name of the answer.
    pub key: String,
    pub kind: FieldKind,
    pub label: Text,
    #[serde(default = "blank")]
    pub help: Text,
    #[serde(default)]
    pub required: bool,
    #[serde(default)]
    pub min: Option<i64>,
    #[serde(default)]
    pub max: Option<i64>,
    /// The whole answer must match (regex-lite syntax); texts only.
    #[serde(default)]
    pub pattern: Option<String>,
    #[serde(default)]
    pub options: Vec<Choice>,
    /// Of a handle.
    #[serde(default)]
    pub network: Option<Network>,
    #[serde(default)]
    pub show_if: Option<ShowIf>,
}

/// One option of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub value: String,
    pub label: Text,
}

/// The field is asked only when an earlier choice has one of these values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShowIf {
    pub field: String,
    pub one_of: Vec<String>,
}

/// The empty text in both languages.
pub fn blank() -> Text {
    Text { en: String::new(), de: String::new() }
}

/// A seller's text for a reader: their language, or the other one where that is missing.
pub fn said(text: &Text, lang: Lang) -> &str {
    let wanted = text.get(lang);
    match lang {
        _ if !wanted.trim().is_empty() => wanted,
        Lang::En => &text.de,
        Lang::De => &text.en,
    }
}

/// Answers by field key. A text, number, date, colour, address or handle is a JSON string; a multi-choice and a file
/// field (ids of files) are arrays of strings. Only `validate` makes answers that may be trusted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(pub BTreeMap<String, Value>);

impl Answers {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The answer as the texts it consists of.
    pub fn texts(&self, key: &str) -> Vec<String> {
        self.0.get(key).map(values::texts).unwrap_or_default()
    }

    /// The answer as one text; empty when there is none.
    pub fn text(&self, key: &str) -> String {
        self.texts(key).join(", ")
    }

    pub fn set(&mut self, key: impl Into<String>, value: impl Into<String>) {
        self.0.insert(key.into(), Value::String(value.into()));
    }

    pub fn set_many(&mut self, key: impl Into<String>, values: Vec<String>) {
        self.0.insert(key.into(), Value::Array(values.into_iter().map(Value::String).collect()));
    }
}

impl IntakeField {
    /// A field with nothing but its name, for the builder and for tests.
    pub fn new(key: impl Into<String>, kind: FieldKind, label: Text) -> Self {
        Self {
            key: key.into(),
            kind,
            label,
            help: blank(),
            required: false,
            min: None,
            max: None,
            pattern: None,
            options: Vec::new(),
            network: (kind == FieldKind::Handle).then_some(Network::Instagram),
            show_if: None,
        }
    }

    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// The answer as a person reads it: labels instead of values, `@` before a handle.
    pub fn shown(&self, answers: &Answers, lang: Lang) -> String {
        let texts = answers.texts(&self.key);
        match self.kind {
            FieldKind::Choice | FieldKind::MultiChoice => texts
                .iter()
                .map(|value| {
                    let option = self.options.iter().find(|option| option.value == *value);
                    option.map_or_else(|| value.clone(), |option| said(&option.label, lang).to_owned())
                })
                .collect::<Vec<_>>()
                .join(", "),
            FieldKind::Handle => texts.first().map(|handle| format!("@{handle}")).unwrap_or_default(),
            _ => texts.join(", "),
        }
    }
}
