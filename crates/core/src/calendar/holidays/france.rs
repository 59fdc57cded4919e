//! The holidays of France: article L3133-1 of its labour code, and those of Alsace and Moselle.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::HolidayName;
use super::rule::{Row, Rule, dates};

/// The holidays of France.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FrenchHolidays {
    /// Whether the two holidays more of Alsace and Moselle are off: Good Friday and 26 December.
    pub alsace_moselle: bool,
}

const TABLE: &[Row] = &[
    Row::new(Rule::On(5, 1), "Dag van de Arbeid", "Labour Day"),
    Row::new(Rule::On(5, 8), "Overwinningsdag 1945", "Victory Day"),
    Row::new(Rule::On(1, 1), "Nieuwjaarsdag", "New Year's Day"),
    Row::new(Rule::Easter(1), "Paasmaandag", "Easter Monday"),
    Row::new(Rule::Easter(39), "Hemelvaartsdag", "Ascension Day"),
    Row::new(Rule::Easter(50), "Pinkstermaandag", "Whit Monday"),
    Row::new(Rule::On(7, 14), "Nationale feestdag van Frankrijk", "Bastille Day"),
    Row::new(Rule::On(8, 15), "Maria-Hemelvaart", "Assumption Day"),
    Row::new(Rule::On(11, 1), "Allerheiligen", "All Saints' Day"),
    Row::new(Rule::On(11, 11), "Wapenstilstand 1918", "Armistice Day"),
    Row::new(Rule::On(12, 25), "Eerste kerstdag", "Christmas Day"),
];

const ALSACE_MOSELLE: &[Row] = &[
    Row::new(Rule::Easter(-2), "Goede vrijdag", "Good Friday"),
    Row::new(Rule::On(12, 26), "Tweede kerstdag", "Saint Stephen's Day"),
];

pub(super) fn holidays(year: i16, which: FrenchHolidays) -> Vec<(Date, HolidayName)> {
    let more = if which.alsace_moselle { ALSACE_MOSELLE } else { &[] };
    dates(more, year).into_iter().chain(dates(TABLE, year)).collect()
}
