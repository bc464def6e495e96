//! The platform's inner error: a `Problem` for the caller, or a database failure that becomes one at the edge, logged once.

use model::{Problem, text};

/// Inside the platform; the traits' methods turn it into a `Problem`.
#[derive(Debug)]
pub enum Error {
    Problem(Problem),
    Database(sqlx::Error),
    /// Anything else that is our fault: what to log.
    Unexpected(anyhow::Error),
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// The violated constraint, where the database named one.
    pub fn constraint(&self) -> Option<&str> {
        match self {
            Self::Database(sqlx::Error::Database(error)) => error.constraint(),
            _ => None,
        }
    }

    /// Names the field that a constraint guards: `.map_err(|e| e.at("users_email_key", "email", text!(…)))`.
    pub fn at(self, constraint: &str, field: &str, message: model::problem::Text) -> Self {
        if self.constraint() == Some(constraint) { Self::Problem(Problem::invalid(field, message)) } else { self }
    }

    /// The database does not answer just now: nothing else will work either.
    pub fn is_outage(&self) -> bool {
        matches!(self, Self::Database(error) if is_outage(error))
    }

    /// A deadlock or serialization failure: the transaction can simply be tried again.
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(error)) if matches!(error.code().as_deref(), Some("40001" | "40P01")))
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}
impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}
impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        Self::Unexpected(error)
    }
}
impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Unexpected(error.into())
    }
}
impl From<model::money::MoneyError> for Error {
    fn from(error: model::money::MoneyError) -> Self {
        Self::Problem(error.into())
    }
}

impl From<Error> for Problem {
    /// The edge: what is not for the caller is logged here, once, under a reference the caller can tell support.
    fn from(error: Error) -> Self {
        match error {
            Error::Problem(problem) => problem,
            Error::Database(sqlx::Error::RowNotFound) => Self::NotFound,
            Error::Database(error) if is_outage(&error) => {
                tracing::warn!(%error, "the database does not answer");
                Self::Unavailable
            }
            Error::Database(error)
                if error.as_database_error().is_some_and(|e| e.constraint() == Some("accounts_not_overdrawn")) =>
            {
                Self::Conflict(text!(
                    "The balance does not cover this amount. Top up, then try again.",
                    "Das Guthaben deckt diesen Betrag nicht. Laden Sie auf und versuchen Sie es erneut."
                ))
            }
            // A zero byte, which no text of PostgreSQL's can hold (22021), nor any JSON of its (22P05).
            Error::Database(error)
                if error
                    .as_database_error()
                    .is_some_and(|e| matches!(e.code().as_deref(), Some("22021" | "22P05"))) =>
            {
                Self::invalid(
                    "form",
                    text!(
                        "The text holds a character that cannot be stored. Remove it and send the form again.",
                        "Der Text enthält ein Zeichen, das sich nicht speichern lässt. Entfernen Sie es und senden Sie das Formular erneut."
                    ),
                )
            }
            // Two acts met and PostgreSQL undid ours whole.
            error if error.is_transient() => Self::Conflict(text!(
                "Somebody changed the same thing at the same moment, so nothing was done. Try again.",
                "Jemand hat im selben Moment dasselbe geändert, daher ist nichts geschehen. Versuchen Sie es noch einmal."
            )),
            Error::Database(error) => unexpected(&error),
            Error::Unexpected(error) => unexpected(&*error),
        }
    }
}

fn unexpected(error: &(dyn std::error::Error + 'static)) -> Problem {
    let reference = uuid::Uuid::now_v7().simple().to_string()[20..].to_owned();
    tracing::error!(reference, error = format!("{error:#}"), "unexpected error {reference}");
    Problem::Unexpected(reference)
}

/// The database went away, is starting, shutting down, out of connections or too slow (57014, a statement's time limit):
/// waiting helps, changing the input does not.
fn is_outage(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::Protocol(_) => true,
        sqlx::Error::Database(error) => error.code().is_some_and(|c| {
            c.starts_with("57P")
                || c == "57014"
                || c.starts_with("08")
                || c.starts_with("53")
                || c == "3D000"
                || c == "55000"
        }),
        _ => false,
    }
}
