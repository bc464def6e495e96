//! ISO 4217 currencies that the platform trades in, with their minor-unit exponent.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A currency; stored and sent as its three-letter code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(type_name = "text", rename_all = "UPPERCASE"))]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    Eur,
    Usd,
    Gbp,
    Chf,
    Jpy,
    Vnd,
    Ngn,
    Kwd,
}

impl Currency {
    pub const ALL: [Currency; 8] =
        [Self::Eur, Self::Usd, Self::Gbp, Self::Chf, Self::Jpy, Self::Vnd, Self::Ngn, Self::Kwd];

    /// The ISO 4217 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Eur => "EUR",
            Self::Usd => "USD",
            Self::Gbp => "GBP",
            Self::Chf => "CHF",
            Self::Jpy => "JPY",
            Self::Vnd => "VND",
            Self::Ngn => "NGN",
            Self::Kwd => "KWD",
        }
    }

    /// How many decimals the minor unit has (ISO 4217 exponent).
    pub const fn exponent(self) -> u32 {
        match self {
            Self::Jpy | Self::Vnd => 0,
            Self::Kwd => 3,
            _ => 2,
        }
    }

    /// What is printed beside an amount.
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Eur => "€",
            Self::Usd => "$",
            Self::Gbp => "£",
            Self::Jpy => "¥",
            Self::Vnd => "₫",
            Self::Ngn => "₦",
            Self::Chf => "CHF",
            Self::Kwd => "KWD",
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Currency {
    type Err = String;
    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|currency| currency.code() == code).ok_or_else(|| format!("unknown currency {code}"))
    }
}
