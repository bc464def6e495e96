//! State machines as data. One table per machine stands in its domain's `rules.rs`; the server refuses by it, the
//! buttons are greyed out by it, and the docs' diagrams are generated from it.

use crate::{Problem, text};

crate::text_enum! {
    /// Who may cause a transition.
    pub enum Party {
        Client = "client",
        Seller = "seller",
        /// Staff of the project, with a reason, audited.
        Staff = "staff",
        /// A timer or another machine.
        System = "system",
    }
}

/// One row of a machine's table: in `from`, when one of `by` does `event`, it becomes `to`.
#[derive(Clone, Copy, Debug)]
pub struct Transition<S: 'static, E: 'static> {
    pub from: S,
    pub event: E,
    pub by: &'static [Party],
    pub to: S,
}

/// A type of state together with its events and its table.
pub trait Machine: Copy + PartialEq + std::fmt::Debug + 'static {
    type Event: Copy + PartialEq + std::fmt::Debug + 'static;
    const NAME: &'static str;
    const TABLE: &'static [Transition<Self, Self::Event>];

    /// The state after `event`, or why not. An event that has already led here is `Step::AlreadyApplied`: repeating is no error.
    fn step(self, event: Self::Event, by: Party) -> Result<Step<Self>, Problem> {
        if let Some(row) = Self::TABLE.iter().find(|row| row.from == self && row.event == event) {
            return if row.by.contains(&by) { Ok(Step::To(row.to)) } else { Err(Problem::NotAllowed) };
        }
        if Self::TABLE.iter().any(|row| row.to == self && row.event == event && row.by.contains(&by)) {
            return Ok(Step::AlreadyApplied);
        }
        Err(Problem::Conflict(text!(
            "This was changed in the meantime and is no longer possible. The page shows the current state.",
            "Das wurde inzwischen geändert und ist nicht mehr möglich. Die Seite zeigt den aktuellen Stand."
        )))
    }

    /// Whether a button for `event` is alive.
    fn can(self, event: Self::Event, by: Party) -> bool {
        Self::TABLE.iter().any(|row| row.from == self && row.event == event && row.by.contains(&by))
    }

    /// The machine as a Mermaid state diagram, for the docs.
    fn diagram() -> String {
        let mut lines = vec!["stateDiagram-v2".to_owned()];
        for row in Self::TABLE {
            let by: Vec<String> = row.by.iter().map(|p| format!("{p:?}").to_lowercase()).collect();
            lines.push(format!("    {:?} --> {:?}: {:?} ({})", row.from, row.to, row.event, by.join(", ")));
        }
        lines.join("\n") + "\n"
    }
}

/// What an event does to a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<S> {
    To(S),
    AlreadyApplied,
}

/// Derives a stored, shown and parsed name for a fieldless enum: snake_case text in PostgreSQL, in JSON and in URLs.
#[macro_export]
macro_rules! text_enum {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize)]
        #[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(type_name = "text"))]
        $vis enum $name { $($(#[$vmeta])* #[serde(rename = $text)] #[cfg_attr(feature = "sqlx", sqlx(rename = $text))] $variant),+ }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The stored name.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result { f.write_str(self.as_str()) }
        }
        impl ::std::str::FromStr for $name {
            type Err = String;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|v| v.as_str() == text).ok_or_else(|| format!("{text} is no {}", stringify!($name)))
            }
        }
    };
}
