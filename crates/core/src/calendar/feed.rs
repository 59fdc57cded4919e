//! Feeds: other people's calendars whose events may close ours, and which of them do.
//!
//! What a feed gave is read in [`super::ical`]; when it is fetched is not decided here. Nothing
//! closes unless somebody chose it: feeds of holidays are full of days on which everybody works.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::HolidayName;

/// A feed to which a calendar subscribes, or that was imported into it once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feed {
    /// What people call it; unique within the calendar.
    pub name: String,
    /// Where it is; nothing if it was imported from a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Which of its events close the calendar.
    #[serde(default, skip_serializing_if = "Closing::is_nothing")]
    pub close: Closing,
}

/// Which events of a feed close the calendar.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Closing {
    /// None, until somebody chooses.
    #[default]
    Nothing,
    /// Every one.
    All,
    /// Those that are named.
    #[serde(untagged)]
    Some(Chosen),
}

/// Events that were chosen: an event is one of them if any of these holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Chosen {
    /// Its title is one of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<String>,
    /// Its title contains one of these, in whatever case.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub titles: Vec<String>,
    /// It is in one of these categories, in whatever case.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
}

/// An event of a feed that covers whole local dates.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeedEvent {
    /// The first date.
    pub on: Date,
    /// How many dates, at least one.
    pub days: u16,
    /// What it is called.
    pub title: String,
    /// Its categories.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
}

impl FeedEvent {
    /// The dates that it covers.
    pub fn dates(&self) -> impl Iterator<Item = Date> {
        self.on.series(1.day()).take(usize::from(self.days))
    }
}

impl Closing {
    /// Whether nothing closes.
    pub const fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing)
    }

    /// Whether an event closes the calendar.
    pub fn closes(&self, event: &FeedEvent) -> bool {
        match self {
            Self::Nothing => false,
            Self::All => true,
            Self::Some(chosen) => chosen.contains(event),
        }
    }
}

impl Chosen {
    fn contains(&self, event: &FeedEvent) -> bool {
        let title = event.title.to_lowercase();
        let is_said = |part: &String| !part.is_empty() && title.contains(&part.to_lowercase());
        let is_own = |one: &String| event.categories.iter().any(|own| is_same(own, one));
        self.events.contains(&event.title)
            || self.titles.iter().any(is_said)
            || self.categories.iter().any(is_own)
    }
}

fn is_same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

/// The dates that events close, with what they are called; of two on one date the first counts.
pub fn closed_by(events: &[FeedEvent], close: &Closing) -> BTreeMap<Date, HolidayName> {
    let mut closed = BTreeMap::new();
    for event in events.iter().filter(|event| close.closes(event)) {
        for date in event.dates() {
            let name = HolidayName { nl: event.title.clone(), en: event.title.clone() };
            closed.entry(date).or_insert(name);
        }
    }
    closed
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn event(title: &str, categories: &[&str]) -> FeedEvent {
        let categories = categories.iter().map(|it| (*it).to_owned()).collect();
        FeedEvent { on: date(2026, 11, 11), days: 1, title: title.to_owned(), categories }
    }

    fn closing(json: &str) -> Closing {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn an_observance_closes_nothing_unless_somebody_chose_it() {
        let martin = event("St. Martin", &["Observance"]);
        assert!(!Closing::default().closes(&martin));
        assert!(Closing::All.closes(&martin));
        for (rule, closes) in [
            (r#""nothing""#, false),
            (r#""all""#, true),
            (r#"{"events": ["St. Martin"]}"#, true),
            (r#"{"events": ["St."]}"#, false),
            (r#"{"titles": ["martin"]}"#, true),
            (r#"{"titles": [""]}"#, false),
            (r#"{"categories": ["OBSERVANCE"]}"#, true),
            (r#"{"categories": ["Public holiday"]}"#, false),
        ] {
            assert_eq!(closing(rule).closes(&martin), closes, "{rule}");
        }
    }

    #[test]
    fn a_feed_is_written_with_what_it_closes() {
        let written =
            r#"{"name":"Holidays","url":"https://a.example/h.ics","close":{"titles":["dag"]}}"#;
        let feed: Feed = serde_json::from_str(written).unwrap();
        assert_eq!(serde_json::to_string(&feed).unwrap(), written);
        assert_eq!(toml::from_str::<Feed>(&toml::to_string(&feed).unwrap()).unwrap(), feed);
        assert!(serde_json::from_str::<Closing>(r#""everything""#).is_err());
        assert!(serde_json::from_str::<Closing>(r#"{"title": ["x"]}"#).is_err());
    }

    #[test]
    fn an_event_of_several_days_closes_each_of_them() {
        let week = FeedEvent { days: 3, ..event("Brugdagen", &[]) };
        let closed = closed_by(&[week, event("Sint-Maarten", &[])], &Closing::All);
        let dates: Vec<_> = closed.iter().map(|(on, name)| (on.day(), name.nl.as_str())).collect();
        assert_eq!(dates, [(11, "Brugdagen"), (12, "Brugdagen"), (13, "Brugdagen")]);
    }
}
