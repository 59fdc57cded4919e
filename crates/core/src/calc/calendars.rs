//! Calendars as the calculator is given them: documents with a name, hours and dates.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use serde::Deserialize;

use super::error::{CalendarsError, RowError};
use crate::calendar::{Calendar, CalendarSpec, CalendarVersion, Weekly, Window};

/// How many calendars are named to whoever asked for one that is not there.
const NAMED: usize = 12;

/// A calendar of one version, with all dates explicit. Further fields, such as a note, are ignored.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CalendarDocument {
    /// The name by which rows mean it.
    pub id: String,
    /// The IANA name of its zone.
    pub tz: String,
    /// The hours of each weekday, from `mon` to `sun`; a day that is not there is closed.
    #[serde(default)]
    pub weekly: BTreeMap<String, Vec<Hours>>,
    /// Dates that are closed.
    #[serde(default)]
    pub holidays: BTreeSet<Date>,
    /// Dates with hours of their own, which replace everything else on that date.
    #[serde(default)]
    pub exceptions: BTreeMap<Date, Vec<Hours>>,
}

/// A window, as `["09:00", "17:00"]` or as `"09:00-17:00"`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Hours {
    /// Open and close.
    Pair(String, String),
    /// Both in one text.
    Text(String),
}

impl CalendarDocument {
    /// How many windows it has, of weekdays and of dates: what counting with it costs.
    pub fn windows(&self) -> usize {
        self.weekly.values().chain(self.exceptions.values()).map(Vec::len).sum()
    }
}

/// Calendars by name, ready to count with.
#[derive(Debug, Default)]
pub struct Calendars(BTreeMap<String, Arc<Calendar>>);

impl Calendars {
    /// Reads documents.
    ///
    /// # Errors
    ///
    /// The first reason for which one of them cannot be counted with.
    pub fn read(documents: Vec<CalendarDocument>) -> Result<Self, CalendarsError> {
        if documents.is_empty() {
            return Err(CalendarsError::None);
        }
        let mut calendars = BTreeMap::new();
        for document in documents {
            let id = document.id.clone();
            if calendars.insert(id.clone(), Arc::new(compile(document)?)).is_some() {
                return Err(CalendarsError::Twice(id));
            }
        }
        Ok(Self(calendars))
    }

    /// These, and beside them others that are ready; of two with one name, those that were read.
    #[must_use]
    pub fn beside(mut self, others: impl IntoIterator<Item = (String, Arc<Calendar>)>) -> Self {
        for (name, calendar) in others {
            self.0.entry(name).or_insert(calendar);
        }
        self
    }

    /// The calendar of that name.
    ///
    /// # Errors
    ///
    /// [`RowError::UnknownCalendar`].
    pub fn get(&self, name: &str) -> Result<&Calendar, RowError> {
        self.0.get(name).map(Arc::as_ref).ok_or_else(|| self.unknown(name))
    }

    fn unknown(&self, name: &str) -> RowError {
        let mut known: Vec<&str> = self.0.keys().map(String::as_str).take(NAMED).collect();
        if self.0.len() > NAMED {
            known.push("…");
        }
        RowError::UnknownCalendar { named: name.to_owned(), known: known.join(", ") }
    }
}

impl IntoIterator for Calendars {
    type Item = (String, Arc<Calendar>);
    type IntoIter = std::collections::btree_map::IntoIter<String, Arc<Calendar>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

fn compile(document: CalendarDocument) -> Result<Calendar, CalendarsError> {
    let CalendarDocument { id, tz, weekly: days, holidays, exceptions } = document;
    let mut weekly = Weekly::default();
    for (day, hours) in days {
        let windows = windows(&id, &hours)?;
        match day.as_str() {
            "mon" => weekly.mon = windows,
            "tue" => weekly.tue = windows,
            "wed" => weekly.wed = windows,
            "thu" => weekly.thu = windows,
            "fri" => weekly.fri = windows,
            "sat" => weekly.sat = windows,
            "sun" => weekly.sun = windows,
            _ => return Err(CalendarsError::Weekday { calendar: id, day }),
        }
    }
    let exceptions = exceptions
        .into_iter()
        .map(|(on, hours)| Ok((on, windows(&id, &hours)?)))
        .collect::<Result<_, CalendarsError>>()?;
    let version =
        CalendarVersion { weekly, closed_on: holidays, exceptions, ..CalendarVersion::default() };
    Calendar::compile(CalendarSpec::single(&tz, version))
        .map_err(|error| CalendarsError::Calendar { calendar: id, error })
}

fn windows(calendar: &str, hours: &[Hours]) -> Result<Vec<Window>, CalendarsError> {
    let window = |hours: &Hours| match hours {
        Hours::Pair(open, close) => format!("{open}-{close}").parse(),
        Hours::Text(text) => text.parse(),
    };
    hours
        .iter()
        .map(|hours| {
            window(hours)
                .map_err(|error| CalendarsError::Window { calendar: calendar.to_owned(), error })
        })
        .collect()
}
