//! The form of a calendar: from what is written to fields, and from fields to what is written.
//!
//! What was shown and is sent back unchanged means what was there.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use piket_core::calendar::{
    BritishHolidays, CalendarSpec, CalendarVersion, DutchHolidays, FrenchHolidays, GermanHolidays,
    HolidayPolicy, Land, LiberationDay, Nation, NoChoice, TimeOfDay, Weekly, Window, WindowError,
    YearDay,
};
use piket_engine::config::CalendarDocument;
use piket_text::Words;

use crate::pages::typed::Typed;

/// The weekdays, as their fields are called.
pub(super) const WEEK: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// What is wrong with a field.
pub(super) struct Wrong {
    pub(super) field: String,
    pub(super) text: String,
}

/// The fields that say what a calendar says.
pub(super) fn fields(document: &CalendarDocument, version: &CalendarVersion) -> Typed {
    let mut fields = vec![
        ("name".to_owned(), document.name.clone()),
        ("tz".to_owned(), document.tz.clone()),
        ("season".to_owned(), document.closed_season_because.clone().unwrap_or_default()),
    ];
    let mut put = |name: &str, value: String| fields.push((name.to_owned(), value));
    for (name, windows) in WEEK.into_iter().zip(days(&version.weekly)) {
        put(name, hours(windows));
    }
    put("country", version.holiday_policy.country().to_owned());
    match version.holiday_policy {
        HolidayPolicy::Nl(which) => {
            put("nl_liberation", liberation(which.liberation_day).to_owned());
            if which.good_friday {
                put("nl_good_friday", "on".to_owned());
            }
        }
        HolidayPolicy::De(which) => {
            put("de_land", which.land.map_or(String::new(), |land| land.code().to_owned()));
        }
        HolidayPolicy::Fr(which) if which.alsace_moselle => put("fr_alsace", "on".to_owned()),
        HolidayPolicy::Gb(which) => put("gb_nation", which.nation.as_str().to_owned()),
        HolidayPolicy::None
        | HolidayPolicy::Be(_)
        | HolidayPolicy::Lu(_)
        | HolidayPolicy::Fr(_) => {}
    }
    let closed = version.closed_on.iter().map(|date| (*date, String::new()));
    let other = version.exceptions.iter().map(|(date, windows)| (*date, hours(windows)));
    let dates: BTreeMap<Date, String> = closed.chain(other).collect();
    for (date, hours) in dates {
        put("date", date.to_string());
        put("hours", hours);
    }
    for (day, time) in &version.early_close {
        put("early_day", day.to_string());
        put("early_time", time.to_string());
    }
    Typed::new(fields)
}

fn days(weekly: &Weekly) -> [&[Window]; 7] {
    let Weekly { mon, tue, wed, thu, fri, sat, sun } = weekly;
    [mon, tue, wed, thu, fri, sat, sun]
}

fn hours(windows: &[Window]) -> String {
    windows.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

pub(super) const fn liberation(day: LiberationDay) -> &'static str {
    match day {
        LiberationDay::Never => "never",
        LiberationDay::Lustrum => "lustrum",
        LiberationDay::Yearly => "yearly",
    }
}

/// The calendar that the fields ask for, as a change of `base`.
///
/// # Errors
///
/// What is wrong with which field; all of it.
pub(super) fn read(
    w: &Words,
    typed: &Typed,
    base: &CalendarDocument,
    now: Timestamp,
) -> Result<CalendarDocument, Vec<Wrong>> {
    let mut reading = Reading { w, typed, wrong: Vec::new() };
    let is_ahead = |it: &CalendarVersion| it.effective_from.is_some_and(|at| at > now);
    let (mut versions, ahead): (Vec<_>, Vec<_>) =
        base.versions.iter().cloned().partition(|version| !is_ahead(version));
    let current = versions.last().cloned().unwrap_or_default();
    let from = reading.from(&base.tz, now);
    let version = reading.version(&current, from);
    if !reading.wrong.is_empty() {
        return Err(reading.wrong);
    }
    if from.is_none() {
        // The hours that are to hold now, and nothing about the past: it stays as it is.
        versions.clear();
    }
    versions.push(version);
    versions.extend(ahead.into_iter().filter(|it| from.is_none() || it.effective_from != from));
    if from.is_some() {
        versions.sort_by_key(|version| version.effective_from);
    }
    Ok(CalendarDocument {
        name: typed.text("name"),
        closed_season_because: typed.some("season"),
        versions,
        ..base.clone()
    })
}

struct Reading<'a> {
    w: &'a Words,
    typed: &'a Typed,
    wrong: Vec<Wrong>,
}

impl Reading<'_> {
    fn version(&mut self, current: &CalendarVersion, from: Option<Timestamp>) -> CalendarVersion {
        let [mon, tue, wed, thu, fri, sat, sun] = WEEK.map(|day| {
            let text = self.typed.text(day);
            self.windows(day, &text)
        });
        let weekly = Weekly { mon, tue, wed, thu, fri, sat, sun };
        let policy = self.policy();
        let holidays = if policy == current.holiday_policy {
            current.holidays.clone()
        } else {
            BTreeMap::new()
        };
        let mut version = CalendarVersion {
            effective_from: from,
            weekly,
            holiday_policy: policy,
            holidays,
            from_feeds: current.from_feeds.clone(),
            early_close: self.early(),
            ..CalendarVersion::default()
        };
        self.dates(current, &mut version);
        version
    }

    fn windows(&mut self, field: &str, text: &str) -> Vec<Window> {
        match windows(text) {
            Ok(windows) => windows,
            Err(error) => {
                self.say(field, self.w.wrong_window(&error));
                Vec::new()
            }
        }
    }

    fn say(&mut self, field: &str, text: String) {
        self.wrong.push(Wrong { field: field.to_owned(), text });
    }

    fn policy(&self) -> HolidayPolicy {
        match self.typed.get("country").unwrap_or_default() {
            "nl" => HolidayPolicy::Nl(DutchHolidays {
                good_friday: self.typed.is_ticked("nl_good_friday"),
                liberation_day: match self.typed.get("nl_liberation") {
                    Some("never") => LiberationDay::Never,
                    Some("yearly") => LiberationDay::Yearly,
                    Some(_) | None => LiberationDay::Lustrum,
                },
            }),
            "be" => HolidayPolicy::Be(NoChoice {}),
            "de" => HolidayPolicy::De(GermanHolidays {
                land: Land::ALL.into_iter().find(|it| self.typed.get("de_land") == Some(it.code())),
            }),
            "fr" => HolidayPolicy::Fr(FrenchHolidays {
                alsace_moselle: self.typed.is_ticked("fr_alsace"),
            }),
            "lu" => HolidayPolicy::Lu(NoChoice {}),
            "gb" => {
                let named = self.typed.get("gb_nation");
                let nation = Nation::ALL.into_iter().find(|it| named == Some(it.as_str()));
                HolidayPolicy::Gb(BritishHolidays { nation: nation.unwrap_or_default() })
            }
            _ => HolidayPolicy::None,
        }
    }

    fn dates(&mut self, current: &CalendarVersion, version: &mut CalendarVersion) {
        let rows: Vec<(String, String)> = pairs(self.typed, "date", "hours");
        for (date, hours) in rows.into_iter().filter(|(date, _)| !date.is_empty()) {
            let Ok(on) = date.parse::<Date>() else {
                self.say("dates", self.w.t1("calendar-wrong-date", "text", date));
                continue;
            };
            let windows = self.windows("dates", &hours);
            // A date with hours of its own that are none says the same as a closed date.
            let was_exception = current.exceptions.get(&on).is_some_and(Vec::is_empty);
            if windows.is_empty() && !was_exception {
                version.closed_on.insert(on);
            } else {
                version.exceptions.insert(on, windows);
            }
        }
    }

    fn early(&mut self) -> BTreeMap<YearDay, TimeOfDay> {
        let mut early = BTreeMap::new();
        let rows = pairs(self.typed, "early_day", "early_time");
        for (day, time) in rows.into_iter().filter(|(_, time)| !time.is_empty()) {
            match (day.parse(), time.parse()) {
                (Ok(day), Ok(time)) => drop(early.insert(day, time)),
                (Err(_), _) | (_, Err(_)) => {
                    let text = format!("{day} {time}");
                    self.say("early", self.w.t1("calendar-wrong-early", "text", text));
                }
            }
        }
        early
    }

    /// From when on; nothing is now.
    fn from(&mut self, tz: &str, now: Timestamp) -> Option<Timestamp> {
        let text = self.typed.some("from")?;
        let zone = CalendarSpec { tz: tz.to_owned(), versions: Vec::new() }.zone()?;
        let local = text.parse::<DateTime>().ok();
        let at = local.and_then(|at| zone.to_ambiguous_timestamp(at).compatible().ok());
        let Some(at) = at else {
            self.say("from", self.w.t1("calendar-wrong-from", "text", text));
            return None;
        };
        Some(at).filter(|at| *at > now)
    }
}

/// Two fields that come more than once, row by row.
pub(super) fn pairs(typed: &Typed, first: &str, second: &str) -> Vec<(String, String)> {
    let text = |text: &str| text.trim().to_owned();
    typed.all(first).map(text).zip(typed.all(second).map(text)).collect()
}

/// Windows separated by commas.
pub(super) fn windows(text: &str) -> Result<Vec<Window>, WindowError> {
    let parts = text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::parse).collect()
}

#[cfg(test)]
mod tests {
    use piket_core::directory::Language;

    use super::*;

    const DOCUMENT: &str = r#"{
        "key": "office", "name": "Kantoor", "tz": "Europe/Amsterdam",
        "versions": [{
            "weekly": {"mon": ["09:00-12:30", "13:00-17:00"], "sat": ["22:00-06:00"]},
            "holiday_policy": {"country": "nl", "good_friday": true, "liberation_day": "yearly"},
            "holidays": {"2026-04-27": "Koningsdag"},
            "early_close": {"12-24": "13:00"},
            "closed_on": ["2026-05-15"],
            "exceptions": {"2026-05-16": ["10:00-12:00"], "2026-05-17": []}
        }, {
            "effective_from": "2026-09-01T00:00:00Z",
            "weekly": {"mon": ["08:00-18:00"]}
        }]
    }"#;

    fn now() -> Timestamp {
        "2026-03-10T09:00:00Z".parse().unwrap()
    }

    #[test]
    fn what_was_shown_and_is_sent_back_unchanged_means_what_was_there() {
        let words = Words::of(Language::Nl);
        let mut document: CalendarDocument = serde_json::from_str(DOCUMENT).unwrap();
        for policy in [
            r#"{"country": "none"}"#,
            r#"{"country": "be"}"#,
            r#"{"country": "de", "land": "nw"}"#,
            r#"{"country": "de"}"#,
            r#"{"country": "fr", "alsace_moselle": true}"#,
            r#"{"country": "gb", "nation": "scotland"}"#,
            r#"{"country": "lu"}"#,
            r#"{"country": "nl", "good_friday": true, "liberation_day": "yearly"}"#,
        ] {
            document.versions[0].holiday_policy = serde_json::from_str(policy).unwrap();
            let shown = fields(&document, &document.versions[0]);
            let read = read(&words, &shown, &document, now()).ok().unwrap();
            assert_eq!(read.versions, document.versions, "{policy}, and what is planned stays");
            assert_eq!(read.name, document.name);
        }
    }

    #[test]
    fn hours_for_later_are_a_plan_and_replace_one_for_the_same_moment() {
        let words = Words::of(Language::En);
        let document: CalendarDocument = serde_json::from_str(DOCUMENT).unwrap();
        let typed = |from: &str| {
            Typed::new(vec![
                ("name".to_owned(), "Kantoor".to_owned()),
                ("mon".to_owned(), "10:00-16:00".to_owned()),
                ("from".to_owned(), from.to_owned()),
            ])
        };
        let planned = read(&words, &typed("2026-09-01T02:00"), &document, now()).ok().unwrap();
        assert_eq!(planned.versions.len(), 2);
        assert_eq!(planned.versions[1].weekly.mon[0].to_string(), "10:00-16:00");
        let between = read(&words, &typed("2026-06-01T00:00"), &document, now()).ok().unwrap();
        assert_eq!(between.versions.len(), 3);
        assert_eq!(between.versions[1].effective_from, "2026-05-31T22:00:00Z".parse().ok());
    }

    #[test]
    fn every_mistake_is_told_at_its_field() {
        let words = Words::of(Language::Nl);
        let document: CalendarDocument = serde_json::from_str(DOCUMENT).unwrap();
        let typed = [
            ("mon", "9-17"),
            ("tue", "09:00-09:00"),
            ("date", "kerst"),
            ("hours", ""),
            ("early_day", "24-12"),
            ("early_time", "13:00"),
            ("from", "morgen"),
        ];
        let typed = Typed::new(typed.map(|(a, b)| (a.to_owned(), b.to_owned())).into());
        let wrong = read(&words, &typed, &document, now()).err().unwrap();
        let fields: Vec<_> = wrong.iter().map(|wrong| wrong.field.as_str()).collect();
        assert_eq!(fields, ["from", "mon", "tue", "early", "dates"]);
        assert_eq!(wrong[1].text, "9-17 is geen openingstijd. Bijvoorbeeld 09:00-17:00.");
    }
}
