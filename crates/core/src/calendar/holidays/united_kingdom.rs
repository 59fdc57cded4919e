//! The bank holidays of the United Kingdom, with the days that stand in for those on a weekend.
//!
//! Dates that were proclaimed for one year are rows of their own, as gov.uk/bank-holidays and
//! mygov.scot list them.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use super::HolidayName;
use super::rule::{Row, Rule, dates};

/// The bank holidays of the United Kingdom.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BritishHolidays {
    /// The part of the kingdom.
    pub nation: Nation,
}

/// A part of the United Kingdom with bank holidays of its own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nation {
    /// England and Wales.
    #[default]
    EnglandAndWales,
    /// Scotland.
    Scotland,
    /// Northern Ireland.
    NorthernIreland,
}

impl Nation {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::EnglandAndWales, Self::Scotland, Self::NorthernIreland];

    /// The name, as it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EnglandAndWales => "england_and_wales",
            Self::Scotland => "scotland",
            Self::NorthernIreland => "northern_ireland",
        }
    }
}

const NEW_YEAR: Row = Row::new(Rule::On(1, 1), "Nieuwjaarsdag", "New Year's Day");
const SECOND_OF_JANUARY: Row = Row::new(Rule::On(1, 2), "Tweede nieuwjaarsdag", "2nd January");
const PATRICK: Row = Row::new(Rule::On(3, 17), "Sint-Patricksdag", "St Patrick's Day");
const BOYNE: Row = Row::new(Rule::On(7, 12), "Slag aan de Boyne", "Battle of the Boyne");
const ANDREW: Row = Row::new(Rule::On(11, 30), "Sint-Andreasdag", "St Andrew's Day");
const CHRISTMAS: Row = Row::new(Rule::On(12, 25), "Eerste kerstdag", "Christmas Day");
const BOXING_DAY: Row = Row::new(Rule::On(12, 26), "Tweede kerstdag", "Boxing Day");

const GOOD_FRIDAY: Row = Row::new(Rule::Easter(-2), "Goede vrijdag", "Good Friday");
const EASTER_MONDAY: Row = Row::new(Rule::Easter(1), "Paasmaandag", "Easter Monday");
const LATE_SUMMER: Row =
    Row::new(Rule::Nth(-1, Weekday::Monday, 8), "Zomerfeestdag", "Summer bank holiday");
const EARLY_SUMMER: Row =
    Row::new(Rule::Nth(1, Weekday::Monday, 8), "Zomerfeestdag", "Summer bank holiday");

/// Those with a date of their own, which move to a weekday when they fall on a weekend.
const fn fixed(nation: Nation) -> &'static [Row] {
    match nation {
        Nation::EnglandAndWales => &[NEW_YEAR, CHRISTMAS, BOXING_DAY],
        Nation::Scotland => &[NEW_YEAR, SECOND_OF_JANUARY, ANDREW, CHRISTMAS, BOXING_DAY],
        Nation::NorthernIreland => &[NEW_YEAR, PATRICK, BOYNE, CHRISTMAS, BOXING_DAY],
    }
}

/// Those that are always on a weekday.
const fn movable(nation: Nation) -> &'static [Row] {
    match nation {
        Nation::EnglandAndWales | Nation::NorthernIreland => {
            &[GOOD_FRIDAY, EASTER_MONDAY, LATE_SUMMER]
        }
        Nation::Scotland => &[GOOD_FRIDAY, EARLY_SUMMER],
    }
}

/// Days that were proclaimed once.
const PROCLAIMED: &[Row] = &[
    Row::new(Rule::On(6, 3), "Platina jubileum", "Platinum Jubilee").only_in(2022),
    Row::new(Rule::On(9, 19), "Staatsbegrafenis", "State funeral").only_in(2022),
    Row::new(Rule::On(5, 8), "Kroning van de koning", "Coronation").only_in(2023),
];
const PROCLAIMED_IN_SCOTLAND: &[Row] =
    &[Row::new(Rule::On(6, 15), "Wereldkampioenschap voetbal", "Football World Cup").only_in(2026)];

pub(super) fn holidays(
    year: i16,
    BritishHolidays { nation }: BritishHolidays,
) -> Vec<(Date, HolidayName)> {
    let mut holidays = dates(movable(nation), year);
    holidays.extend(dates(&[early_may(year), spring(year)], year));
    holidays.extend(dates(PROCLAIMED, year));
    if nation == Nation::Scotland {
        holidays.extend(dates(PROCLAIMED_IN_SCOTLAND, year));
    }
    let fixed = dates(fixed(nation), year);
    let substitutes = substitutes(&fixed);
    holidays.extend(fixed);
    holidays.extend(substitutes);
    holidays
}

/// The first Monday of May; in 2020 it was moved to the 75 years of peace.
const fn early_may(year: i16) -> Row {
    let rule = if year == 2020 { Rule::On(5, 8) } else { Rule::Nth(1, Weekday::Monday, 5) };
    Row::new(rule, "Meifeestdag", "Early May bank holiday")
}

/// The last Monday of May; in 2022 it was moved to the jubilee.
const fn spring(year: i16) -> Row {
    let rule = if year == 2022 { Rule::On(6, 2) } else { Rule::Nth(-1, Weekday::Monday, 5) };
    Row::new(rule, "Lentefeestdag", "Spring bank holiday")
}

/// The weekdays that stand in for those of `fixed` that fall on a weekend: the next that is none.
fn substitutes(fixed: &[(Date, HolidayName)]) -> Vec<(Date, HolidayName)> {
    let mut taken: BTreeSet<Date> = fixed.iter().map(|(date, _)| *date).collect();
    let mut substitutes = Vec::new();
    for (date, name) in fixed.iter().filter(|(date, _)| is_weekend(*date)) {
        let after = date.series(1.day()).find(|day| !is_weekend(*day) && !taken.contains(day));
        let Some(day) = after else { continue };
        taken.insert(day);
        let nl = format!("{} (vervangende dag)", name.nl);
        substitutes.push((day, HolidayName { nl, en: format!("{} (substitute day)", name.en) }));
    }
    substitutes
}

fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}
