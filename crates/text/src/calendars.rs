//! Calendars in words: opening hours, holidays, what changed from one version to the next, and what
//! is wrong with one.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday, date};
use piket_core::calendar::{
    CalendarError, CalendarVersion, CalendarWarning, HolidayName, HolidayPolicy, LiberationDay,
    TimeOfDay, Weekly, Window, WindowError, YearDay,
};
use piket_core::directory::Language;

use crate::words::Words;

const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// More dates than this are counted, not listed.
const DATES_LISTED: usize = 8;

impl Words {
    /// The hours of a week: `Mon–Fri 09:00–17:00; Sat 10:00–14:00`.
    pub fn opening_hours(&self, weekly: &Weekly) -> String {
        let mut runs: Vec<(Weekday, Weekday, &[Window])> = Vec::new();
        for day in WEEK {
            let windows = weekly.opening_on(day);
            match runs.last_mut() {
                Some((_, last, same)) if *same == windows => *last = day,
                Some(_) | None => runs.push((day, day, windows)),
            }
        }
        if let [(_, _, [all])] = runs.as_slice()
            && *all == Window::ALL_DAY
        {
            return self.t("calendar-day-and-night").into_owned();
        }
        let open = runs.iter().filter(|(_, _, windows)| !windows.is_empty());
        let run = |(first, last, windows): &(Weekday, Weekday, &[Window])| {
            let (from, to) = (self.of_week(*first), self.of_week(*last));
            let days = if first == last { from } else { format!("{from}–{to}") };
            format!("{days} {}", self.hours(windows))
        };
        let told: Vec<String> = open.map(run).collect();
        if told.is_empty() { self.t("calendar-never-open").into_owned() } else { told.join("; ") }
    }

    /// The weekday's short name.
    pub fn of_week(&self, day: Weekday) -> String {
        let number = day.to_monday_one_offset().to_string();
        self.named("weekday-short", &number).into_owned()
    }

    /// Windows of a day: `09:00–12:30, 13:00–17:00`, or `closed`.
    pub fn hours(&self, windows: &[Window]) -> String {
        if windows.is_empty() {
            return self.t("calendar-closed").into_owned();
        }
        let shown = windows.iter().map(|window| window.to_string().replace('-', "–"));
        shown.collect::<Vec<_>>().join(", ")
    }

    /// The name of a holiday in the reader's language.
    pub fn holiday<'a>(&self, name: &'a HolidayName) -> &'a str {
        match self.language() {
            Language::Nl => &name.nl,
            Language::En => &name.en,
        }
    }

    /// Which holidays close: `those of the Netherlands, with Good Friday`.
    pub fn holiday_policy(&self, policy: HolidayPolicy) -> String {
        let country = self.named("calendar-country", policy.country()).into_owned();
        let more = match policy {
            HolidayPolicy::Nl(which) => {
                let liberation = match which.liberation_day {
                    LiberationDay::Never => "never",
                    LiberationDay::Lustrum => "lustrum",
                    LiberationDay::Yearly => "yearly",
                };
                let liberation = self.named("calendar-liberation", liberation).into_owned();
                let friday = which.good_friday.then(|| self.t("calendar-good-friday").into_owned());
                friday.into_iter().chain([liberation]).collect()
            }
            HolidayPolicy::De(which) => {
                let land = which.land.map(|land| self.named("calendar-land", land.code()));
                land.into_iter().map(std::borrow::Cow::into_owned).collect()
            }
            HolidayPolicy::Fr(which) if which.alsace_moselle => {
                vec![self.t("calendar-alsace-moselle").into_owned()]
            }
            HolidayPolicy::Gb(which) => {
                vec![self.named("calendar-nation", which.nation.as_str()).into_owned()]
            }
            HolidayPolicy::None
            | HolidayPolicy::Be(_)
            | HolidayPolicy::Lu(_)
            | HolidayPolicy::Fr(_) => Vec::new(),
        };
        std::iter::once(country).chain(more).collect::<Vec<String>>().join(", ")
    }

    /// What is different from one version of a calendar to the next, a sentence each.
    pub fn changed_hours(&self, before: &CalendarVersion, after: &CalendarVersion) -> Vec<String> {
        let mut told = Vec::new();
        if before.weekly != after.weekly {
            let (old, new) =
                (self.opening_hours(&before.weekly), self.opening_hours(&after.weekly));
            told.push(self.t2("calendar-changed-week", "before", old, "after", new));
        }
        if before.holiday_policy != after.holiday_policy {
            let (old, new) = (
                self.holiday_policy(before.holiday_policy),
                self.holiday_policy(after.holiday_policy),
            );
            told.push(self.t2("calendar-changed-policy", "before", old, "after", new));
        } else if let Some(last) = after.holidays.keys().next_back()
            && before.holidays.keys().next_back().is_some_and(|old| old < last)
        {
            told.push(self.t1("calendar-changed-extended", "year", i64::from(last.year())));
        }
        self.dates_changed(before, after, &mut told);
        if before.early_close != after.early_close {
            let early = self.early_closing(&after.early_close);
            told.push(if early.is_empty() {
                self.t("calendar-changed-no-early").into_owned()
            } else {
                self.t1("calendar-changed-early", "days", early)
            });
        }
        told
    }

    /// On which days of every year one closes early: `24 Dec open until 13:00`.
    pub fn early_closing(&self, early: &BTreeMap<YearDay, TimeOfDay>) -> String {
        let one = |(day, time): (&YearDay, &TimeOfDay)| {
            // In a leap year every day of the year is a date.
            let on = format!("2024-{day}").parse::<Date>();
            let day = on.map_or_else(|_| day.to_string(), |on| self.day_short(on));
            self.t2("calendar-early-one", "day", day, "time", time.to_string())
        };
        early.iter().map(one).collect::<Vec<_>>().join(", ")
    }

    fn dates_changed(
        &self,
        before: &CalendarVersion,
        after: &CalendarVersion,
        told: &mut Vec<String>,
    ) {
        let mut say = |key: &str, dates: Vec<Date>| {
            if !dates.is_empty() {
                told.push(self.t1(key, "dates", self.dates(&dates)));
            }
        };
        say(
            "calendar-changed-closed",
            after.closed_on.difference(&before.closed_on).copied().collect(),
        );
        say(
            "calendar-changed-opened",
            before.closed_on.difference(&after.closed_on).copied().collect(),
        );
        let other = |date: &&Date| before.exceptions.get(date) != after.exceptions.get(date);
        let all: BTreeSet<&Date> =
            before.exceptions.keys().chain(after.exceptions.keys()).collect();
        say("calendar-changed-hours", all.into_iter().filter(other).copied().collect());
        let of_feeds = |version: &CalendarVersion| -> BTreeSet<Date> {
            version.from_feeds.iter().flat_map(|closed| closed.keys().copied()).collect()
        };
        let (old, new) = (of_feeds(before), of_feeds(after));
        say("calendar-changed-by-feeds", old.symmetric_difference(&new).copied().collect());
    }

    /// Some dates in a line; many are counted.
    pub fn dates(&self, dates: &[Date]) -> String {
        let shown: Vec<String> =
            dates.iter().take(DATES_LISTED).map(|on| self.weekday_and_day_of(*on)).collect();
        let rest = dates.len().saturating_sub(DATES_LISTED);
        if rest == 0 {
            self.list(&shown)
        } else {
            let more = u64::try_from(rest).unwrap_or(0);
            self.t2("calendar-dates-more", "dates", shown.join(", "), "count", more)
        }
    }

    fn weekday_and_day_of(&self, on: Date) -> String {
        format!("{} {}", self.weekday_and_day_short(on), on.year())
    }

    /// What is wrong with a calendar, and what would be right.
    pub fn calendar_error(&self, error: &CalendarError) -> String {
        match error {
            CalendarError::UnknownZone(zone) => {
                self.t1("calendar-wrong-zone", "zone", zone.as_str())
            }
            CalendarError::NoVersion => self.t("calendar-wrong-no-version").into_owned(),
            CalendarError::VersionsOutOfOrder { .. } => self.t("calendar-wrong-order").into_owned(),
            CalendarError::ExceptionSpansMidnight { on, window } => self.t2(
                "calendar-wrong-midnight",
                "on",
                self.weekday_and_day_of(*on),
                "window",
                window.to_string(),
            ),
            CalendarError::HolidaysNotResolved { .. } => {
                self.t("calendar-wrong-unresolved").into_owned()
            }
            CalendarError::ClosedTooLong { from } => {
                self.t1("calendar-wrong-closed-long", "from", self.date(*from))
            }
        }
    }

    /// What is odd about a calendar.
    pub fn calendar_oddity(&self, oddity: &CalendarWarning) -> String {
        match oddity {
            CalendarWarning::WeekdayOverlaps { day, .. } => {
                let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
                let at = names.iter().position(|name| name == day).unwrap_or(0);
                // 2024 began on a Monday.
                let monday = date(2024, 1, 1);
                let on =
                    monday.saturating_add(jiff::Span::new().days(i64::try_from(at).unwrap_or(0)));
                self.t1("calendar-odd-weekday", "day", self.weekday(on))
            }
            CalendarWarning::DateOverlaps { on, .. } => {
                self.t1("calendar-odd-date", "on", self.weekday_and_day_of(*on))
            }
            CalendarWarning::HolidaysRunOut { until } => {
                self.t1("calendar-odd-run-out", "until", self.day(*until))
            }
        }
    }

    /// Why a text is not an opening window.
    pub fn wrong_window(&self, error: &WindowError) -> String {
        match error {
            WindowError::Malformed(text) => self.t1("calendar-wrong-window", "text", text.as_str()),
            WindowError::Empty(text) => self.t1("calendar-wrong-empty", "text", text.as_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weekly(json: &str) -> Weekly {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_week_reads_in_one_line() {
        let words = Words::of(Language::Nl);
        for (week, expected) in [
            (
                r#"{"mon": ["09:00-17:00"], "tue": ["09:00-17:00"], "wed": ["09:00-12:30", "13:00-17:00"]}"#,
                "ma–di 09:00–17:00; wo 09:00–12:30, 13:00–17:00",
            ),
            (r#"{"sat": ["22:00-06:00"]}"#, "za 22:00–06:00"),
            ("{}", "nooit open"),
        ] {
            assert_eq!(words.opening_hours(&weekly(week)), expected);
        }
        let always = Weekly::every_day(&[Window::ALL_DAY]);
        assert_eq!(words.opening_hours(&always), "dag en nacht");
    }

    #[test]
    fn what_changed_is_told_in_sentences() {
        let before: CalendarVersion = serde_json::from_str(
            r#"{"weekly": {"mon": ["09:00-17:00"]}, "closed_on": ["2026-05-15"]}"#,
        )
        .unwrap();
        let after: CalendarVersion = serde_json::from_str(
            r#"{"weekly": {"mon": ["08:00-17:00"]}, "early_close": {"12-24": "13:00"},
                "exceptions": {"2026-05-16": ["10:00-12:00"]}}"#,
        )
        .unwrap();
        let told = Words::of(Language::En).changed_hours(&before, &after);
        assert_eq!(
            told,
            [
                "Opening hours: Mon 08:00–17:00 (was Mon 09:00–17:00)",
                "No longer closed on Fri 15 May 2026",
                "Other hours on Sat 16 May 2026",
                "Closes early: 24 Dec open until 13:00",
            ]
        );
        assert!(Words::of(Language::En).changed_hours(&after, &after).is_empty());
        let early = Words::of(Language::Nl).early_closing(&after.early_close);
        assert_eq!(early, "24 dec open tot 13:00");
    }
}
