//! The holidays of Germany: nine everywhere, and those of each Land.
//!
//! What only some places of a Land keep is left out: the Assumption of Mary in Bavaria, Corpus
//! Christi in Saxony and Thuringia, the Peace Festival of Augsburg.

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use super::HolidayName;
use super::rule::{Row, Rule, dates};

/// The holidays of Germany.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GermanHolidays {
    /// The Land whose own holidays are off too; without one only those of all of Germany.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub land: Option<Land>,
}

/// A Land of Germany, by its code in ISO 3166-2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Land {
    /// Baden-Württemberg.
    Bw,
    /// Bavaria; without the Assumption of Mary, which only its Catholic places keep.
    By,
    /// Berlin.
    Be,
    /// Brandenburg.
    Bb,
    /// Bremen.
    Hb,
    /// Hamburg.
    Hh,
    /// Hesse.
    He,
    /// Mecklenburg-Vorpommern.
    Mv,
    /// Lower Saxony.
    Ni,
    /// North Rhine-Westphalia.
    Nw,
    /// Rhineland-Palatinate.
    Rp,
    /// Saarland.
    Sl,
    /// Saxony.
    Sn,
    /// Saxony-Anhalt.
    St,
    /// Schleswig-Holstein.
    Sh,
    /// Thuringia.
    Th,
}

impl Land {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::Bw,
        Self::By,
        Self::Be,
        Self::Bb,
        Self::Hb,
        Self::Hh,
        Self::He,
        Self::Mv,
        Self::Ni,
        Self::Nw,
        Self::Rp,
        Self::Sl,
        Self::Sn,
        Self::St,
        Self::Sh,
        Self::Th,
    ];

    /// The code, as it is written: `by`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Bw => "bw",
            Self::By => "by",
            Self::Be => "be",
            Self::Bb => "bb",
            Self::Hb => "hb",
            Self::Hh => "hh",
            Self::He => "he",
            Self::Mv => "mv",
            Self::Ni => "ni",
            Self::Nw => "nw",
            Self::Rp => "rp",
            Self::Sl => "sl",
            Self::Sn => "sn",
            Self::St => "st",
            Self::Sh => "sh",
            Self::Th => "th",
        }
    }
}

const TABLE: &[Row] = &[
    Row::new(Rule::On(5, 1), "Dag van de Arbeid", "Labour Day"),
    Row::new(Rule::On(1, 1), "Nieuwjaarsdag", "New Year's Day"),
    Row::new(Rule::Easter(-2), "Goede vrijdag", "Good Friday"),
    Row::new(Rule::Easter(1), "Paasmaandag", "Easter Monday"),
    Row::new(Rule::Easter(39), "Hemelvaartsdag", "Ascension Day"),
    Row::new(Rule::Easter(50), "Pinkstermaandag", "Whit Monday"),
    Row::new(Rule::On(10, 3), "Dag van de Duitse Eenheid", "German Unity Day"),
    // All of Germany kept the 500 years of the Reformation.
    Row::new(Rule::On(10, 31), "Hervormingsdag", "Reformation Day").only_in(2017),
    Row::new(Rule::On(12, 25), "Eerste kerstdag", "Christmas Day"),
    Row::new(Rule::On(12, 26), "Tweede kerstdag", "Second Day of Christmas"),
];

const EPIPHANY: Row = Row::new(Rule::On(1, 6), "Driekoningen", "Epiphany");
const WOMENS_DAY: Row =
    Row::new(Rule::On(3, 8), "Internationale Vrouwendag", "International Women's Day");
const WOMENS_DAY_IN_BERLIN: Row = WOMENS_DAY.since(2019);
const WOMENS_DAY_IN_MV: Row = WOMENS_DAY.since(2023);
const EASTER: Row = Row::new(Rule::Easter(0), "Eerste paasdag", "Easter Sunday");
const WHITSUN: Row = Row::new(Rule::Easter(49), "Eerste pinksterdag", "Whit Sunday");
const LIBERATION_DAY: Row = Row::new(Rule::On(5, 8), "Bevrijdingsdag", "Liberation Day");
const PEACE_FOR_75_YEARS: Row = LIBERATION_DAY.only_in(2020);
const PEACE_FOR_80_YEARS: Row = LIBERATION_DAY.only_in(2025);
const UPRISING: Row =
    Row::new(Rule::On(6, 17), "Opstand van 1953", "Uprising of 1953").only_in(2028);
const CORPUS_CHRISTI: Row = Row::new(Rule::Easter(60), "Sacramentsdag", "Corpus Christi");
const ASSUMPTION: Row = Row::new(Rule::On(8, 15), "Maria-Hemelvaart", "Assumption Day");
const CHILDRENS_DAY: Row =
    Row::new(Rule::On(9, 20), "Wereldkinderdag", "World Children's Day").since(2019);
const REFORMATION: Row = Row::new(Rule::On(10, 31), "Hervormingsdag", "Reformation Day");
const REFORMATION_IN_THE_NORTH: Row = REFORMATION.since(2018);
const ALL_SAINTS: Row = Row::new(Rule::On(11, 1), "Allerheiligen", "All Saints' Day");
const REPENTANCE: Row = Row::new(
    Rule::Before(Weekday::Wednesday, 11, 23),
    "Boete- en Bededag",
    "Day of Repentance and Prayer",
);

/// The holidays that a Land has more.
const fn own(land: Land) -> &'static [Row] {
    match land {
        Land::Bw | Land::By => &[EPIPHANY, CORPUS_CHRISTI, ALL_SAINTS],
        Land::Be => &[WOMENS_DAY_IN_BERLIN, PEACE_FOR_75_YEARS, PEACE_FOR_80_YEARS, UPRISING],
        Land::Bb => &[EASTER, WHITSUN, REFORMATION],
        Land::Hb | Land::Hh | Land::Ni | Land::Sh => &[REFORMATION_IN_THE_NORTH],
        Land::He => &[CORPUS_CHRISTI],
        Land::Mv => &[WOMENS_DAY_IN_MV, REFORMATION],
        Land::Nw | Land::Rp => &[CORPUS_CHRISTI, ALL_SAINTS],
        Land::Sl => &[CORPUS_CHRISTI, ASSUMPTION, ALL_SAINTS],
        Land::Sn => &[REFORMATION, REPENTANCE],
        Land::St => &[EPIPHANY, REFORMATION],
        Land::Th => &[CHILDRENS_DAY, REFORMATION],
    }
}

pub(super) fn holidays(year: i16, which: GermanHolidays) -> Vec<(Date, HolidayName)> {
    let own = which.land.map_or(&[] as &[Row], own);
    dates(own, year).into_iter().chain(dates(TABLE, year)).collect()
}
