//! Money in integer minor units with checked arithmetic, per-unit rates, basis points, and splits that sum to the whole.

use crate::{Currency, Lang};
use serde::{Deserialize, Serialize};
use std::fmt;

/// An amount in minor units (cents) of one currency. Never a float; arithmetic is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    pub minor: i64,
    pub currency: Currency,
}

/// Why an amount could not be computed or read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    #[error("the amount is too large")]
    Overflow,
    #[error("the currencies differ")]
    CurrencyMismatch,
    #[error("this is not an amount")]
    NotAnAmount,
    #[error("too many decimals for this currency")]
    TooManyDecimals,
}

impl Money {
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }
    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }
    pub const fn is_zero(self) -> bool {
        self.minor == 0
    }
    pub const fn is_positive(self) -> bool {
        self.minor > 0
    }

    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        self.minor.checked_add(other.minor).map(|minor| Self { minor, ..self }).ok_or(MoneyError::Overflow)
    }

    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        self.minor.checked_sub(other.minor).map(|minor| Self { minor, ..self }).ok_or(MoneyError::Overflow)
    }

    pub fn checked_mul(self, factor: i64) -> Result<Self, MoneyError> {
        self.minor.checked_mul(factor).map(|minor| Self { minor, ..self }).ok_or(MoneyError::Overflow)
    }

    /// Sums amounts of one currency; an empty list is zero of `currency`.
    pub fn sum(amounts: impl IntoIterator<Item = Self>, currency: Currency) -> Result<Self, MoneyError> {
        amounts.into_iter().try_fold(Self::zero(currency), Self::checked_add)
    }

    /// A share of the amount, rounded half up away from zero on the minor unit.
    pub fn share(self, bps: Bps) -> Result<Self, MoneyError> {
        let product = i128::from(self.minor) * i128::from(bps.0);
        let half = if product < 0 { -5_000 } else { 5_000 };
        let minor = i64::try_from((product + half) / 10_000).map_err(|_| MoneyError::Overflow)?;
        Ok(Self { minor, ..self })
    }

    /// Splits by weights with the largest-remainder method: the parts always sum to the whole.
    /// An empty list, a negative weight or all-zero weights give `None`.
    pub fn split(self, weights: &[i64]) -> Option<Vec<Self>> {
        let total: i128 = weights.iter().map(|&w| i128::from(w)).sum();
        if total <= 0 || weights.iter().any(|&w| w < 0) {
            return None;
        }
        let exact: Vec<i128> = weights.iter().map(|&w| i128::from(self.minor) * i128::from(w)).collect();
        let mut parts: Vec<i128> = exact.iter().map(|e| e.div_euclid(total)).collect();
        let mut missing = i128::from(self.minor) - parts.iter().sum::<i128>();
        let mut order: Vec<usize> = (0..weights.len()).collect();
        order.sort_by_key(|&i| (std::cmp::Reverse(exact[i].rem_euclid(total)), i));
        for i in order {
            if missing == 0 {
                break;
            }
            parts[i] += 1;
            missing -= 1;
        }
        parts.into_iter().map(|p| i64::try_from(p).ok().map(|minor| Self { minor, ..self })).collect()
    }

    /// Reads what a person typed ("1,234.50", "1.234,50", "12"). The last separator followed by at most
    /// `exponent` digits is the decimal one.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\'' && *c != '\u{a0}').collect();
        let text = text.trim_start_matches(currency.symbol()).trim_end_matches(currency.symbol());
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let exponent = currency.exponent() as usize;
        let (whole, decimals) = split_decimals(digits, exponent)?;
        let whole: String = whole.chars().filter(|c| *c != ',' && *c != '.').collect();
        if whole.is_empty() && decimals.is_empty() || !whole.chars().chain(decimals.chars()).all(|c| c.is_ascii_digit())
        {
            return Err(MoneyError::NotAnAmount);
        }
        let minor: i64 = format!("0{whole}{decimals:0<exponent$}").parse().map_err(|_| MoneyError::Overflow)?;
        Ok(Self::new(if negative { -minor } else { minor }, currency))
    }

    /// The amount as a plain decimal, "1234.50": for inputs, CSV and APIs.
    pub fn to_decimal(self) -> String {
        let exponent = self.currency.exponent() as usize;
        let sign = if self.minor < 0 { "-" } else { "" };
        let digits = format!("{:0>width$}", self.minor.unsigned_abs(), width = exponent + 1);
        let (whole, decimals) = digits.split_at(digits.len() - exponent);
        if exponent == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{decimals}") }
    }

    /// The amount as people of a language write it: "€1,234.50", "1.234,50 €". Same on server and in the browser.
    pub fn format(self, lang: Lang) -> String {
        let decimal = self.to_decimal();
        let (sign, decimal) = decimal.strip_prefix('-').map_or(("", decimal.as_str()), |rest| ("−", rest));
        let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal, ""));
        let (thousands, point) = match lang {
            Lang::En => (',', '.'),
            Lang::De => ('.', ','),
        };
        let mut grouped = String::new();
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                grouped.push(thousands);
            }
            grouped.push(digit);
        }
        if !fraction.is_empty() {
            grouped.push(point);
            grouped.push_str(fraction);
        }
        let symbol = self.currency.symbol();
        match lang {
            Lang::En if symbol.len() > 2 && symbol.is_ascii() => format!("{sign}{symbol}\u{a0}{grouped}"),
            Lang::En => format!("{sign}{symbol}{grouped}"),
            Lang::De => format!("{sign}{grouped}\u{a0}{symbol}"),
        }
    }

    fn same_currency(self, other: Self) -> Result<(), MoneyError> {
        if self.currency == other.currency { Ok(()) } else { Err(MoneyError::CurrencyMismatch) }
    }
}

/// Parts "1.234,5" into ("1.234", "5"). One lone separator before exactly three digits groups thousands.
fn split_decimals(digits: &str, exponent: usize) -> Result<(&str, &str), MoneyError> {
    let Some(at) = digits.rfind(['.', ',']) else { return Ok((digits, "")) };
    let (whole, decimals) = (&digits[..at], &digits[at + 1..]);
    let separator = digits.as_bytes()[at];
    let repeated = whole.as_bytes().contains(&separator);
    let lone = !whole.contains(['.', ',']) && !whole.is_empty();
    let groups = repeated || (lone && decimals.len() == 3 && exponent < 3);
    if groups {
        return if decimals.len() == 3 { Ok((digits, "")) } else { Err(MoneyError::NotAnAmount) };
    }
    if decimals.len() > exponent {
        return Err(MoneyError::TooManyDecimals);
    }
    Ok((whole, decimals))
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.to_decimal(), self.currency)
    }
}

/// Basis points: 10,000 is the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(transparent))]
#[serde(transparent)]
pub struct Bps(pub i32);

impl Bps {
    /// As people write it: "12.5%", "12,5 %".
    pub fn format(self, lang: Lang) -> String {
        if lang == Lang::De { self.to_string().replace('.', ",").replace('%', "\u{a0}%") } else { self.to_string() }
    }
}

impl fmt::Display for Bps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 100, (self.0 % 100).abs());
        match rest {
            0 => write!(f, "{whole}%"),
            rest if rest % 10 == 0 => write!(f, "{whole}.{}%", rest / 10),
            rest => write!(f, "{whole}.{rest:02}%"),
        }
    }
}

/// A price per 1,000 units with five decimals of the major unit, as provider panels charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(transparent))]
#[serde(transparent)]
pub struct Rate(pub i64);

impl Rate {
    /// 1 major unit = 100,000 rate units.
    pub const SCALE: i64 = 100_000;

    /// What `quantity` units cost: rounded up on the minor unit, so that nothing is sold for nothing.
    pub fn cost(self, quantity: i64, currency: Currency) -> Result<Money, MoneyError> {
        let minor_per_major = 10_i128.pow(currency.exponent());
        let numerator = (i128::from(self.0) * i128::from(quantity)).checked_mul(minor_per_major);
        let numerator = numerator.ok_or(MoneyError::Overflow)?;
        let denominator = i128::from(Self::SCALE) * 1_000;
        let minor = i64::try_from(-((-numerator).div_euclid(denominator))).map_err(|_| MoneyError::Overflow)?;
        Ok(Money::new(minor, currency))
    }

    /// Reads "0.90125" or "0,9": at most five decimals.
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        let text = text.trim().replace(',', ".");
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
        if whole.is_empty() && decimals.is_empty() || !digits(whole) || !digits(decimals) {
            return Err(MoneyError::NotAnAmount);
        }
        if decimals.len() > 5 {
            return Err(MoneyError::TooManyDecimals);
        }
        format!("0{whole}{decimals:0<5}").parse().map(Self).map_err(|_| MoneyError::Overflow)
    }

    /// "0.90125", without trailing zeros beyond two decimals.
    pub fn to_decimal(self) -> String {
        let text = format!("{}.{:05}", self.0 / Self::SCALE, (self.0 % Self::SCALE).abs());
        let keep = text.trim_end_matches('0').len().max(text.find('.').unwrap_or(0) + 3);
        text[..keep].to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_people_type() {
        let eur = |text| Money::parse(text, Currency::Eur).map(|m| m.minor);
        assert_eq!(eur("12"), Ok(1200));
        assert_eq!(eur("1,234.50"), Ok(123_450));
        assert_eq!(eur("1.234,5"), Ok(123_450));
        assert_eq!(eur("1.234"), Ok(123_400));
        assert_eq!(eur("€ 0,07"), Ok(7));
        assert_eq!(eur("1.005,001"), Err(MoneyError::TooManyDecimals));
        assert_eq!(eur("abc"), Err(MoneyError::NotAnAmount));
        assert_eq!(eur(""), Err(MoneyError::NotAnAmount));
        assert_eq!(eur("99999999999999999999"), Err(MoneyError::Overflow));
        assert_eq!(Money::parse("1500", Currency::Jpy).map(|m| m.minor), Ok(1500));
    }

    #[test]
    fn writes_as_the_language_does() {
        let amount = Money::new(-123_456_789, Currency::Eur);
        assert_eq!(amount.format(Lang::En), "−€1,234,567.89");
        assert_eq!(amount.format(Lang::De), "−1.234.567,89\u{a0}€");
        assert_eq!(Bps(1_250).format(Lang::De), "12,5\u{a0}%");
        assert_eq!(Money::new(5, Currency::Eur).format(Lang::En), "€0.05");
        assert_eq!(Money::new(1500, Currency::Jpy).format(Lang::En), "¥1,500");
        assert_eq!(Money::new(1_234_567, Currency::Kwd).format(Lang::En), "KWD\u{a0}1,234.567");
    }

    #[test]
    fn a_rate_costs_per_thousand_and_rounds_up() {
        let rate = Rate::parse("0.90125").unwrap();
        assert_eq!(rate.cost(1_000, Currency::Eur).unwrap().minor, 91);
        assert_eq!(rate.cost(100_000, Currency::Eur).unwrap().minor, 9_013);
        assert_eq!(Rate::parse("0.00001").unwrap().cost(1, Currency::Eur).unwrap().minor, 1);
        assert_eq!(rate.to_decimal(), "0.90125");
        assert_eq!(Rate::parse("1.5").unwrap().to_decimal(), "1.50");
        for currency in Currency::ALL {
            assert_eq!(Rate(i64::MAX).cost(i64::MAX, currency), Err(MoneyError::Overflow), "{currency}");
        }
    }

    proptest! {
        #[test]
        fn parts_sum_to_the_whole(minor in -1_000_000_000_i64..1_000_000_000, weights in prop::collection::vec(0_i64..10_000, 1..12)) {
            let whole = Money::new(minor, Currency::Eur);
            if let Some(parts) = whole.split(&weights) {
                prop_assert_eq!(Money::sum(parts, Currency::Eur).unwrap(), whole);
            } else {
                prop_assert!(weights.iter().all(|&w| w == 0));
            }
        }

        #[test]
        fn a_decimal_reads_back(minor in any::<i32>(), which in 0..8_usize) {
            let money = Money::new(i64::from(minor), Currency::ALL[which]);
            // Three decimals are ambiguous with grouped thousands only where the currency has fewer.
            prop_assert_eq!(Money::parse(&money.to_decimal(), money.currency).unwrap(), money);
        }
    }
}
