//! What can go wrong, as the caller sees it. Causes are logged where they are handled and never travel.
//! Over HTTP a `Problem` is RFC 9457 `application/problem+json`.

use crate::Lang;
use serde::{Deserialize, Serialize};

/// Messages per field, in the order of the form. A message is a `Text` so that each reader gets their language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FieldErrors(pub Vec<(String, Text)>);

/// A short text in both languages, for messages that are made before the reader is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    pub en: String,
    pub de: String,
}

impl Text {
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::De => &self.de,
        }
    }
}

/// Both languages of one message, with inline captures: `text!("Choose {n}", "Wählen Sie {n}")`.
#[macro_export]
macro_rules! text {
    ($en:literal, $de:literal $(,)?) => {
        $crate::problem::Text { en: ::std::format!($en), de: ::std::format!($de) }
    };
}

impl FieldErrors {
    pub fn new() -> Self {
        Self::default()
    }
    pub fn add(&mut self, field: impl Into<String>, message: Text) {
        self.0.push((field.into(), message));
    }
    pub fn get(&self, field: &str) -> Option<&Text> {
        self.0.iter().find(|(name, _)| name == field).map(|(_, message)| message)
    }
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// `Ok` when nothing was added.
    pub fn into_result(self) -> Result<(), Problem> {
        if self.is_empty() { Ok(()) } else { Err(Problem::Invalid(self)) }
    }
}

/// Every refusal and failure that reaches a caller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "type", content = "detail", rename_all = "snake_case")]
pub enum Problem {
    /// Not there, or not for the caller to know of. 404
    #[error("not found")]
    NotFound,
    /// Known to the caller, but not theirs to do. 403
    #[error("not allowed")]
    NotAllowed,
    /// 401
    #[error("sign in first")]
    SignInNeeded,
    /// The thing is not in a state that allows this, or somebody was faster. The text says what and what to do. 409
    #[error("conflict: {}", .0.en)]
    Conflict(Text),
    /// Bad input, at its fields. 422
    #[error("invalid input: {}", .0.0.iter().map(|(f, m)| format!("{f}: {}", m.en)).collect::<Vec<_>>().join("; "))]
    Invalid(FieldErrors),
    /// Seconds until the next try is worth it. 429
    #[error("too many requests, retry in {0} s")]
    TooMany(u32),
    /// The database or a provider does not answer just now. 503
    #[error("unavailable for the moment")]
    Unavailable,
    /// A fault of ours; the reference finds it in the logs. 500
    #[error("unexpected error, reference {0}")]
    Unexpected(String),
}

impl Problem {
    /// One bad field.
    pub fn invalid(field: impl Into<String>, message: Text) -> Self {
        Self::Invalid(FieldErrors(vec![(field.into(), message)]))
    }

    /// The HTTP status (RFC 9110).
    pub const fn status(&self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::NotAllowed => 403,
            Self::SignInNeeded => 401,
            Self::Conflict(_) => 409,
            Self::Invalid(_) => 422,
            Self::TooMany(_) => 429,
            Self::Unavailable => 503,
            Self::Unexpected(_) => 500,
        }
    }

    /// What is said to a person: what, why, and what to do.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::NotFound => {
                crate::tr!(lang; "This does not exist, or it is not shared with you.", "Das gibt es nicht, oder es ist nicht für Sie freigegeben.")
            }
            Self::NotAllowed => {
                crate::tr!(lang; "Your role does not allow this. Ask an admin of the project.", "Ihre Rolle erlaubt das nicht. Fragen Sie einen Admin des Projekts.")
            }
            Self::SignInNeeded => crate::tr!(lang; "Sign in to go on.", "Melden Sie sich an, um fortzufahren."),
            Self::Conflict(text) => text.get(lang).to_owned(),
            Self::Invalid(fields) => match fields.0.as_slice() {
                [(_, only)] => only.get(lang).to_owned(),
                many => {
                    let n = many.len();
                    crate::tr!(lang; "{n} fields need your attention.", "{n} Felder brauchen Ihre Aufmerksamkeit.")
                }
            },
            Self::TooMany(1) => {
                crate::tr!(lang; "Too many tries. Wait a second, then try again.", "Zu viele Versuche. Warten Sie eine Sekunde und versuchen Sie es erneut.")
            }
            Self::TooMany(seconds) => {
                crate::tr!(lang; "Too many tries. Wait {seconds} seconds, then try again.", "Zu viele Versuche. Warten Sie {seconds} Sekunden und versuchen Sie es erneut.")
            }
            Self::Unavailable => {
                crate::tr!(lang; "The database does not answer just now. Nothing was changed; try again in a moment.", "Die Datenbank antwortet gerade nicht. Es wurde nichts geändert; versuchen Sie es gleich noch einmal.")
            }
            Self::Unexpected(reference) => {
                crate::tr!(lang; "Something broke on our side and nothing was changed. Tell support this reference: {reference}", "Bei uns ist etwas schiefgegangen, es wurde nichts geändert. Nennen Sie dem Support diese Referenz: {reference}")
            }
        }
    }
}

impl From<crate::money::MoneyError> for Problem {
    fn from(error: crate::money::MoneyError) -> Self {
        use crate::money::MoneyError as E;
        Self::invalid(
            "amount",
            match error {
                E::Overflow => text!("This amount is too large.", "Dieser Betrag ist zu groß."),
                E::CurrencyMismatch => text!("The currencies differ.", "Die Währungen sind verschieden."),
                E::NotAnAmount => text!("Enter an amount, like 12.50.", "Geben Sie einen Betrag ein, etwa 12,50."),
                E::TooManyDecimals => {
                    text!("Too many decimals for this currency.", "Zu viele Nachkommastellen für diese Währung.")
                }
            },
        )
    }
}
