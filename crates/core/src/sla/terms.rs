//! The terms of an agreement beside its targets: what is managed, when planned work may be done,
//! how available the application must be, and what it costs us when it is not.
//!
//! A document; what a month came to under these terms is told in the figures.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::agreement::Metric;
use crate::calendar::Weekly;

/// A share of a hundred, to the thousandth: 99.95 %. Between 0 and 100; written as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Percent(u32);

/// Why a number is not a percentage.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("{0} is not a percentage from 0 to 100 with at most three decimals")]
pub struct NotAPercent(f64);

impl Percent {
    /// All of it.
    pub const HUNDRED: Self = Self(100_000);

    /// So many thousandths of a percent: 99 950 is 99.95 %. More than all of it is all of it.
    pub const fn of_thousandths(thousandths: u32) -> Self {
        Self(if thousandths > Self::HUNDRED.0 { Self::HUNDRED.0 } else { thousandths })
    }

    /// In thousandths of a percent.
    pub const fn thousandths(self) -> u32 {
        self.0
    }
}

impl TryFrom<f64> for Percent {
    type Error = NotAPercent;

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range is checked before"
    )]
    fn try_from(number: f64) -> Result<Self, NotAPercent> {
        let thousandths = (number * 1_000.0).round();
        let is_exact = (number * 1_000.0 - thousandths).abs() < 1e-6;
        if is_exact && (0.0..=100_000.0).contains(&thousandths) {
            Ok(Self(thousandths as u32))
        } else {
            Err(NotAPercent(number))
        }
    }
}

impl From<Percent> for f64 {
    fn from(percent: Percent) -> Self {
        Self::from(percent.0) / 1_000.0
    }
}

impl fmt::Display for Percent {
    /// Without a sign and without zeros at the end: `99.95`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", f64::from(*self))
    }
}

/// When planned work may be done without counting as downtime.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Maintenance {
    /// It is announced so many hours beforehand.
    pub notice_hours: u32,
    /// In these hours of the week, in the zone of the agreement's calendar; no hours means at any
    /// time.
    pub windows: Weekly,
    /// So many minutes a month at the most; more counts as service time.
    pub allowance_minutes: u32,
}

/// What the client gets back of its fee for a month that was not as promised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credits {
    /// The fee of a month, in cents.
    pub monthly_fee_cents: u64,
    /// The currency of the fee, by its code in ISO 4217: `EUR`.
    #[serde(default = "euro")]
    pub currency: String,
    /// No more than this share of the fee in one month.
    pub cap: Percent,
    /// What is given back. Of several bands of one figure that fit, the one with the lowest
    /// `below` counts.
    #[serde(default, rename = "band")]
    pub bands: Vec<Band>,
    /// What does not give a right to credits, in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclusions: Vec<String>,
}

fn euro() -> String {
    "EUR".to_owned()
}

/// One line of the table of credits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Which figure of the month is looked at.
    pub of: CreditFigure,
    /// If it is below this.
    pub below: Percent,
    /// This share of the fee is given back.
    pub credit: Percent,
}

/// A figure of a month that credits can hang on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CreditFigure {
    /// The availability of the application.
    Availability,
    /// The share of promises that were kept, of this metric.
    #[serde(untagged)]
    Kept(Metric),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_is_written_as_a_number_and_keeps_three_decimals() {
        let percent: Percent = serde_json::from_str("99.995").unwrap();
        assert_eq!(percent, Percent::of_thousandths(99_995));
        assert_eq!(serde_json::to_string(&percent).unwrap(), "99.995");
        assert_eq!(percent.to_string(), "99.995");
        assert_eq!(Percent::HUNDRED.to_string(), "100");
    }

    #[test]
    fn what_is_no_percentage_is_refused_with_the_number() {
        for wrong in ["-1", "100.001", "99.9995", "1e9"] {
            let why = serde_json::from_str::<Percent>(wrong).unwrap_err();
            assert!(why.to_string().contains("is not a percentage"), "{wrong}: {why}");
        }
    }

    #[test]
    fn credits_hang_on_availability_or_on_a_metric() {
        let read = |text: &str| serde_json::from_str::<CreditFigure>(text).unwrap();
        assert_eq!(read(r#""availability""#), CreditFigure::Availability);
        assert_eq!(read(r#""restore""#), CreditFigure::Kept(Metric::Restore));
    }
}
