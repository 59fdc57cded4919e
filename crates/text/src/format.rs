//! How moments, lengths of time and numbers read, in the language and zone of the reader.
//!
//! What has passed and what is left is rounded down, what is overdue is rounded up: neither is
//! shown better than it is.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use piket_core::calendar::WorkingTime;
use piket_core::directory::Language;

use crate::words::Words;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Moments.
impl Words {
    /// The whole of a moment: `14 July 2026 16:05 CEST`.
    pub fn date_time(&self, at: Timestamp) -> String {
        format!("{} {}", self.day(self.local(at).date()), self.time_in_zone(at))
    }

    /// The date of a moment: `14 July 2026`.
    pub fn date(&self, at: Timestamp) -> String {
        self.day(self.local(at).date())
    }

    /// A date: `14 July 2026`.
    pub fn day(&self, on: Date) -> String {
        format!("{} {} {}", on.day(), self.month(on), on.year())
    }

    /// A date with its weekday: `Tuesday 14 July 2026`.
    pub fn weekday_and_day(&self, on: Date) -> String {
        format!("{} {}", self.weekday(on), self.day(on))
    }

    /// The time of day: `16:05`.
    pub fn time(&self, at: Timestamp) -> String {
        let local = self.local(at);
        format!("{:02}:{:02}", local.hour(), local.minute())
    }

    /// The time of day to the second, where logs and results are compared: `16:05:09`.
    pub fn time_to_the_second(&self, at: Timestamp) -> String {
        format!("{}:{:02}", self.time(at), self.local(at).second())
    }

    /// The time of day with the zone, where it could be doubted: `16:05 CEST`.
    pub fn time_in_zone(&self, at: Timestamp) -> String {
        format!("{} {}", self.time(at), self.zone_name(at))
    }

    /// What the zone is called at a moment: `CET`, `CEST`, `UTC+03`.
    pub fn zone_name(&self, at: Timestamp) -> String {
        let info = self.zone().to_offset_info(at);
        let name = info.abbreviation();
        // Zones without letters of their own have an offset for a name.
        if name.starts_with(['+', '-']) { format!("UTC{name}") } else { name.to_owned() }
    }

    /// The zone by its IANA name; `UTC` when it has none.
    pub fn zone_iana(&self) -> &str {
        self.zone().iana_name().unwrap_or("UTC")
    }

    /// A moment as people say it at `now`: `today 16:05`, `yesterday 09:00`, `Thursday 16:05`,
    /// `14 July 16:05`, `14 July 2025 16:05`. Not for letters: they are read on another day.
    pub fn when(&self, at: Timestamp, now: Timestamp) -> String {
        let (on, today) = (self.local(at).date(), self.local(now).date());
        let day = match days_between(today, on) {
            0 => self.t("time-today").into_owned(),
            -1 => self.t("time-yesterday").into_owned(),
            1 => self.t("time-tomorrow").into_owned(),
            -6..=6 => self.weekday(on),
            _ if on.year() == today.year() => format!("{} {}", on.day(), self.month(on)),
            _ => self.day(on),
        };
        format!("{day} {}", self.time(at))
    }

    /// The same where there is little room: `16:05`, `Thu 16:05`, `14 Jul`, `14 Jul 2025`.
    pub fn when_short(&self, at: Timestamp, now: Timestamp) -> String {
        let (on, today) = (self.local(at).date(), self.local(now).date());
        match days_between(today, on) {
            0 => self.time(at),
            -6..=6 => format!("{} {}", self.weekday_short(on), self.time(at)),
            _ if on.year() == today.year() => self.day_short(on),
            _ => format!("{} {}", self.day_short(on), on.year()),
        }
    }

    /// A date without its year where there is little room: `14 Jul`.
    pub fn day_short(&self, on: Date) -> String {
        format!("{} {}", on.day(), self.named("month-short", &on.month().to_string()))
    }

    /// A date with its weekday where there is little room: `Tue 14 Jul`.
    pub fn weekday_and_day_short(&self, on: Date) -> String {
        format!("{} {}", self.weekday_short(on), self.day_short(on))
    }

    /// A moment of this year where there is little room: `14 Jul 16:05`.
    pub fn moment(&self, at: Timestamp) -> String {
        format!("{} {}", self.day_short(self.local(at).date()), self.time(at))
    }

    /// A moment of this year with its weekday: `Tue 14 Jul 16:05`.
    pub fn weekday_and_moment(&self, at: Timestamp) -> String {
        format!("{} {}", self.weekday_short(self.local(at).date()), self.moment(at))
    }

    /// How long ago something was, or how far ahead it is: `just now`, `12 m ago`, `in 2 h 05 m`.
    pub fn ago(&self, at: Timestamp, now: Timestamp) -> String {
        let seconds = now.as_second() - at.as_second();
        if seconds.abs() < MINUTE {
            return self.t("time-just-now").into_owned();
        }
        let key = if seconds > 0 { "time-ago" } else { "time-ahead" };
        self.t1(key, "span", self.span(seconds.abs()))
    }

    /// The month of a date: `July`.
    pub fn month(&self, on: Date) -> String {
        self.named("month", &on.month().to_string()).into_owned()
    }

    /// The month of a date with its year: `July 2026`.
    pub fn month_and_year(&self, on: Date) -> String {
        format!("{} {}", self.month(on), on.year())
    }

    /// The weekday of a date: `Tuesday`.
    pub fn weekday(&self, on: Date) -> String {
        let number = on.weekday().to_monday_one_offset().to_string();
        self.named("weekday", &number).into_owned()
    }

    /// The weekday of a date where there is little room: `Tue`.
    pub fn weekday_short(&self, on: Date) -> String {
        let number = on.weekday().to_monday_one_offset().to_string();
        self.named("weekday-short", &number).into_owned()
    }

    /// The moment as the clock on the reader's wall shows it.
    pub fn local(&self, at: Timestamp) -> DateTime {
        self.zone().to_datetime(at)
    }
}

/// A sentence that begins with a capital.
pub fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + characters.as_str()
}

fn days_between(from: Date, to: Date) -> i64 {
    // Whole days, so the difference has no other part.
    i64::from(to.since(from).map_or(0, |span| span.get_days()))
}

/// Lengths of time.
impl Words {
    /// Open time in figures, rounded down: `45 m`, `1 h 13 m`, `26 h 00 m`. Never in days, since
    /// those of a desk are shorter than those of the calendar.
    pub fn duration(&self, time: WorkingTime) -> String {
        self.minutes(time.seconds().max(0) / MINUTE)
    }

    /// What is left of a promise, rounded down; nothing left when it is overdue.
    pub fn remaining(&self, left: WorkingTime) -> String {
        self.minutes(left.full_minutes().max(0))
    }

    /// How much later than promised, rounded up: a minute too late from the first second.
    pub fn overdue(&self, by: WorkingTime) -> String {
        self.minutes(by.begun_minutes().max(0))
    }

    /// Open time as agreements and sentences say it: `30 minutes`, `4 hours`, `1 hour 30 minutes`.
    pub fn length(&self, time: WorkingTime) -> String {
        let minutes = time.full_minutes().max(0);
        let (hours, rest) = (minutes / 60, minutes % 60);
        let in_hours = || self.t1("length-hours", "count", hours);
        let in_minutes = || self.t1("length-minutes", "count", rest);
        match (hours, rest) {
            (0, _) => in_minutes(),
            (_, 0) => in_hours(),
            _ => self.t2("length-and", "hours", in_hours(), "minutes", in_minutes()),
        }
    }

    /// Time on the wall in figures, rounded down: `40 s`, `12 m`, `2 h 05 m`, `3 d 4 h`.
    pub fn span(&self, seconds: i64) -> String {
        let seconds = seconds.max(0);
        match seconds {
            0..MINUTE => self.t1("span-seconds", "seconds", seconds),
            MINUTE..DAY => self.minutes(seconds / MINUTE),
            _ => self.t2("span-days", "days", seconds / DAY, "hours", seconds % DAY / HOUR),
        }
    }

    fn minutes(&self, minutes: i64) -> String {
        if minutes < 60 {
            return self.t1("span-minutes", "minutes", minutes);
        }
        let rest = format!("{:02}", minutes % 60);
        self.t2("span-hours", "hours", minutes / 60, "minutes", rest)
    }

    /// How long an answer took: `820 ms`, `2.4 s`.
    pub fn milliseconds(&self, ms: u64) -> String {
        if ms < 1000 {
            return format!("{ms} ms");
        }
        format!("{} s", self.tenths(ms / 100))
    }
}

/// Numbers.
impl Words {
    /// A share in whole percents, rounded down: `99%` as long as anything is missing.
    #[expect(clippy::unused_self, reason = "how a percent sign is set is a matter of language")]
    pub fn percent(&self, part: u64, whole: u64) -> String {
        format!("{}%", u128::from(part) * 100 / u128::from(whole.max(1)))
    }

    /// A share in hundredths of percents, rounded down: `99.94%`.
    pub fn percent_fine(&self, part: u64, whole: u64) -> String {
        let hundredths = u128::from(part) * 10_000 / u128::from(whole.max(1));
        format!("{}{}{:02}%", hundredths / 100, self.decimal_mark(), hundredths % 100)
    }

    /// A percentage that is a text with a decimal point: `99.95` reads `99,95%` where that is the
    /// custom.
    pub fn percent_of(&self, number: &str) -> String {
        let mut text: String =
            number.chars().map(|c| if c == '.' { self.decimal_mark() } else { c }).collect();
        text.push('%');
        text
    }

    /// An amount of money: `€ 1,250.00`, `€ 1.250,00`, `CHF 80.00`.
    pub fn money(&self, cents: u64, currency: &str) -> String {
        let sign = if currency == "EUR" { "€" } else { currency };
        format!("{sign} {}{}{:02}", self.count(cents / 100), self.decimal_mark(), cents % 100)
    }

    /// A number of bytes: `512 B`, `1.2 kB`, `3.4 MB`, rounded down.
    pub fn bytes(&self, bytes: u64) -> String {
        const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
        if bytes < 1000 {
            return format!("{bytes} B");
        }
        let mut tenths = bytes / 100;
        let mut unit = UNITS[0];
        for larger in &UNITS[1..] {
            if tenths < 10_000 {
                break;
            }
            tenths /= 1000;
            unit = larger;
        }
        format!("{} {unit}", self.tenths(tenths))
    }

    /// A count with its thousands apart: `12,345`, `12.345`.
    pub fn count(&self, count: u64) -> String {
        let mark = match self.language() {
            Language::En => ',',
            Language::Nl => '.',
        };
        let digits = count.to_string();
        let mut text = String::with_capacity(digits.len() + digits.len() / 3);
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push(mark);
            }
            text.push(digit);
        }
        text
    }

    fn tenths(&self, tenths: u64) -> String {
        format!("{}{}{}", tenths / 10, self.decimal_mark(), tenths % 10)
    }

    fn decimal_mark(&self) -> char {
        match self.language() {
            Language::En => '.',
            Language::Nl => ',',
        }
    }

    /// Names in a row: `a`, `a and b`, `a, b and c`.
    pub fn list(&self, names: &[String]) -> String {
        match names {
            [] => String::new(),
            [only] => only.clone(),
            [first @ .., last] => {
                self.t2("common-list-and", "first", first.join(", "), "last", last)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn en() -> Words {
        Words::of(Language::En).in_zone("Europe/Amsterdam")
    }

    fn nl() -> Words {
        Words::of(Language::Nl).in_zone("Europe/Amsterdam")
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_moment_is_written_in_the_readers_zone_with_its_name() {
        let summer = at("2026-07-14T14:05:00Z");
        assert_eq!(en().date_time(summer), "14 July 2026 16:05 CEST");
        assert_eq!(nl().date_time(summer), "14 juli 2026 16:05 CEST");
        assert_eq!(nl().date_time(at("2026-03-01T08:00:00Z")), "1 maart 2026 09:00 CET");
        assert_eq!(Words::of(Language::En).date_time(summer), "14 July 2026 14:05 UTC");
        let istanbul = Words::of(Language::En).in_zone("Europe/Istanbul");
        assert_eq!(istanbul.time_in_zone(summer), "17:05 UTC+03");
    }

    #[test]
    fn the_hour_that_comes_twice_is_told_apart_by_its_zone() {
        assert_eq!(en().time_in_zone(at("2026-10-25T00:30:00Z")), "02:30 CEST");
        assert_eq!(en().time_in_zone(at("2026-10-25T01:30:00Z")), "02:30 CET");
    }

    #[test]
    fn a_zone_that_nobody_knows_leaves_the_times_in_utc() {
        let words = Words::of(Language::En).in_zone("Europe/Atlantis");
        assert_eq!(words.time_in_zone(at("2026-07-14T14:05:00Z")), "14:05 UTC");
    }

    #[test]
    fn a_moment_near_now_is_said_as_people_say_it() {
        let now = at("2026-07-16T10:00:00+02:00"); // a Thursday
        for (moment, long, short) in [
            ("2026-07-16T16:05:00+02:00", "vandaag 16:05", "16:05"),
            ("2026-07-15T23:59:00+02:00", "gisteren 23:59", "wo 23:59"),
            ("2026-07-17T00:00:00+02:00", "morgen 00:00", "vr 00:00"),
            ("2026-07-12T09:00:00+02:00", "zondag 09:00", "zo 09:00"),
            ("2026-07-09T09:00:00+02:00", "9 juli 09:00", "9 jul"),
            ("2025-07-16T09:00:00+02:00", "16 juli 2025 09:00", "16 jul 2025"),
        ] {
            assert_eq!(nl().when(at(moment), now), long);
            assert_eq!(nl().when_short(at(moment), now), short);
        }
        assert_eq!(en().when(at("2026-07-14T09:00:00+02:00"), now), "Tuesday 09:00");
    }

    #[test]
    fn how_long_ago_it_was_is_rounded_down() {
        let now = at("2026-07-16T10:00:00Z");
        for (moment, said) in [
            ("2026-07-16T09:59:01Z", "just now"),
            ("2026-07-16T09:58:01Z", "1 m ago"),
            ("2026-07-16T07:55:00Z", "2 h 05 m ago"),
            ("2026-07-13T05:00:00Z", "3 d 5 h ago"),
            ("2026-07-16T10:30:00Z", "in 30 m"),
        ] {
            assert_eq!(en().ago(at(moment), now), said);
        }
        assert_eq!(nl().ago(at("2026-07-16T07:55:00Z"), now), "2 u 05 m geleden");
    }

    #[test]
    fn what_is_left_is_rounded_down_and_what_is_overdue_is_rounded_up() {
        let just_short_of_two_minutes = WorkingTime::of_seconds(119);
        assert_eq!(en().remaining(just_short_of_two_minutes), "1 m");
        assert_eq!(en().overdue(just_short_of_two_minutes), "2 m");
        assert_eq!(en().overdue(WorkingTime::of_seconds(1)), "1 m");
        assert_eq!(en().remaining(WorkingTime::of_seconds(-1)), "0 m");
        assert_eq!(en().duration(WorkingTime::of_seconds(4399)), "1 h 13 m");
        assert_eq!(nl().duration(WorkingTime::minutes(125)), "2 u 05 m");
        assert_eq!(en().duration(WorkingTime::hours(26)), "26 h 00 m");
    }

    #[test]
    fn a_promise_reads_as_a_sentence_says_it() {
        for (minutes, in_en, in_nl) in [
            (1, "1 minute", "1 minuut"),
            (30, "30 minutes", "30 minuten"),
            (60, "1 hour", "1 uur"),
            (90, "1 hour 30 minutes", "1 uur 30 minuten"),
            (480, "8 hours", "8 uur"),
        ] {
            assert_eq!(en().length(WorkingTime::minutes(minutes)), in_en);
            assert_eq!(nl().length(WorkingTime::minutes(minutes)), in_nl);
        }
    }

    #[test]
    fn a_share_is_whole_only_when_nothing_is_missing() {
        assert_eq!(en().percent(999_999, 1_000_000), "99%");
        assert_eq!(en().percent(7, 7), "100%");
        assert_eq!(en().percent(0, 0), "0%");
        assert_eq!(nl().percent_fine(999_999, 1_000_000), "99,99%");
        assert_eq!(en().percent_fine(99_904, 100_000), "99.90%");
    }

    #[test]
    fn numbers_carry_the_marks_of_their_language() {
        assert_eq!(en().count(1_234_567), "1,234,567");
        assert_eq!(nl().count(12_345), "12.345");
        assert_eq!(nl().count(999), "999");
        assert_eq!(en().bytes(999), "999 B");
        assert_eq!(en().bytes(1299), "1.2 kB");
        assert_eq!(nl().bytes(3_456_789), "3,4 MB");
        assert_eq!(en().bytes(999_999), "999.9 kB");
        assert_eq!(en().milliseconds(820), "820 ms");
        assert_eq!(nl().milliseconds(2499), "2,4 s");
    }

    #[test]
    fn names_stand_in_a_row() {
        let names = |names: &[&str]| names.iter().map(|&it| it.to_owned()).collect::<Vec<_>>();
        assert_eq!(nl().list(&names(&["Ilse", "Tom", "Samira"])), "Ilse, Tom en Samira");
        assert_eq!(en().list(&names(&["Ilse", "Tom"])), "Ilse and Tom");
        assert_eq!(en().list(&names(&["Ilse"])), "Ilse");
    }
}
