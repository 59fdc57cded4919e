//! Public holidays: which dates a holiday policy names, and what they are called.
//!
//! Each country is a table of rules in a file of its own. A policy is resolved to explicit dates
//! when a calendar is saved, so that no later change of these tables alters a day that has been
//! counted. The calendar itself only knows the dates.

mod belgium;
mod france;
mod germany;
mod luxembourg;
mod netherlands;
mod rule;
#[cfg(test)]
mod tests;
mod united_kingdom;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use france::FrenchHolidays;
pub use germany::{GermanHolidays, Land};
pub use netherlands::{DutchHolidays, LiberationDay};
pub use rule::easter_sunday;
pub use united_kingdom::{BritishHolidays, Nation};

/// Which public holidays close the team.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "country", rename_all = "lowercase")]
pub enum HolidayPolicy {
    /// None: open on holidays as on any day.
    #[default]
    None,
    /// Those of the Netherlands.
    Nl(DutchHolidays),
    /// Those of Belgium.
    Be(NoChoice),
    /// Those of Germany.
    De(GermanHolidays),
    /// Those of France.
    Fr(FrenchHolidays),
    /// Those of Luxembourg.
    Lu(NoChoice),
    /// The bank holidays of the United Kingdom.
    Gb(BritishHolidays),
}

/// A country in which all employers have the same holidays.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoChoice {}

/// What a holiday is called. A plain text stands for both languages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "WrittenName", into = "WrittenName")]
pub struct HolidayName {
    /// In Dutch.
    pub nl: String,
    /// In English.
    pub en: String,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum WrittenName {
    Same(String),
    Each { nl: String, en: String },
}

impl From<WrittenName> for HolidayName {
    fn from(written: WrittenName) -> Self {
        match written {
            WrittenName::Same(name) => Self { nl: name.clone(), en: name },
            WrittenName::Each { nl, en } => Self { nl, en },
        }
    }
}

impl From<HolidayName> for WrittenName {
    fn from(name: HolidayName) -> Self {
        if name.nl == name.en {
            Self::Same(name.nl)
        } else {
            Self::Each { nl: name.nl, en: name.en }
        }
    }
}

impl HolidayPolicy {
    /// The code of the country, as it is written: `nl`; `none` for no holidays.
    pub const fn country(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Nl(_) => "nl",
            Self::Be(_) => "be",
            Self::De(_) => "de",
            Self::Fr(_) => "fr",
            Self::Lu(_) => "lu",
            Self::Gb(_) => "gb",
        }
    }

    /// The dates this policy names in `years`, with what they are called.
    ///
    /// Two holidays on one date (Ascension Day fell on 5 May in 2016) are one day off; it bears
    /// the name of the one that is a day off by law.
    pub fn resolve(self, years: RangeInclusive<i16>) -> BTreeMap<Date, HolidayName> {
        years.flat_map(|year| self.of_year(year)).collect()
    }

    fn of_year(self, year: i16) -> Vec<(Date, HolidayName)> {
        match self {
            Self::None => Vec::new(),
            Self::Nl(which) => netherlands::holidays(year, which),
            Self::Be(_) => rule::dates(belgium::TABLE, year),
            Self::De(which) => germany::holidays(year, which),
            Self::Fr(which) => france::holidays(year, which),
            Self::Lu(_) => rule::dates(luxembourg::TABLE, year),
            Self::Gb(which) => united_kingdom::holidays(year, which),
        }
    }
}
