//! A year of a calendar as it is drawn: twelve months of days, and the list of those that differ
//! from the ordinary week.

use jiff::Timestamp;
use jiff::civil::Date;
use piket_core::calendar::{Calendar, CalendarDay, DayRule, WorkingTime};
use piket_text::Words;

/// A month.
pub(super) struct Month {
    pub(super) name: String,
    /// Weeks of seven places, Monday first.
    pub(super) weeks: Vec<Vec<Cell>>,
}

/// A day in its month; number 0 is a place without a day.
#[derive(Clone, Default)]
pub(super) struct Cell {
    pub(super) number: i8,
    pub(super) class: String,
    pub(super) title: String,
    /// How many hours the day has, where the clocks change.
    pub(super) mark: String,
}

/// A day that differs from the ordinary week.
pub(super) struct Special {
    pub(super) class: &'static str,
    pub(super) date: String,
    pub(super) what: String,
    pub(super) hours: String,
}

/// The whole year.
pub(super) struct Year {
    pub(super) number: i16,
    pub(super) weekdays: Vec<String>,
    pub(super) months: Vec<Month>,
    pub(super) special: Vec<Special>,
    /// How many hours it is open, and on how many days.
    pub(super) open: String,
}

impl Year {
    /// Draws a year of a calendar.
    pub(super) fn of(w: &Words, calendar: &Calendar, year: i16, now: Timestamp) -> Self {
        let (first, last) = (Date::new(year, 1, 1), Date::new(year, 12, 31));
        let days = match (first, last) {
            (Ok(first), Ok(last)) => calendar.days(first, last),
            (Err(_), _) | (_, Err(_)) => Vec::new(),
        };
        let today = calendar.zone().to_datetime(now).date();
        let drawing = Drawing { w, calendar, today };
        let total: WorkingTime = days.iter().map(|day| day.total).sum();
        let open_days = days.iter().filter(|day| day.total > WorkingTime::ZERO).count();
        let hours = w.count(u64::try_from(total.seconds() / 3600).unwrap_or(0));
        let hours = w.t1("calendar-day-of-hours", "hours", hours);
        let open_days = u64::try_from(open_days).unwrap_or(0);
        Self {
            number: year,
            weekdays: (1..=7)
                .map(|day| w.named("weekday-short", &day.to_string()).into_owned())
                .collect(),
            months: days
                .chunk_by(|a, b| a.on.month() == b.on.month())
                .map(|it| drawing.month(it))
                .collect(),
            special: days.iter().filter_map(|day| drawing.special(day)).collect(),
            open: w.t2("calendar-year-open", "hours", hours, "days", open_days),
        }
    }
}

struct Drawing<'a> {
    w: &'a Words,
    calendar: &'a Calendar,
    today: Date,
}

impl Drawing<'_> {
    fn month(&self, days: &[CalendarDay]) -> Month {
        let name = days.first().map(|day| self.w.month(day.on)).unwrap_or_default();
        let before = days.first().map_or(0, |day| day.on.weekday().to_monday_zero_offset());
        let mut cells = vec![Cell::default(); usize::try_from(before).unwrap_or(0)];
        for day in days {
            let cell = Cell {
                number: day.on.day(),
                class: self.class(day),
                title: self.title(day),
                mark: mark(day),
            };
            // A date that the zone left out leaves its place empty.
            let place = usize::try_from(before + day.on.day() - 1).unwrap_or(0);
            cells.resize(place.max(cells.len()), Cell::default());
            cells.push(cell);
        }
        cells.resize(cells.len().next_multiple_of(7), Cell::default());
        Month { name, weeks: cells.chunks(7).map(<[Cell]>::to_vec).collect() }
    }

    fn class(&self, day: &CalendarDay) -> String {
        let mut class = sign(&day.rule).to_owned();
        if day.has_clock_change() {
            class.push_str(" dst");
        }
        if day.on == self.today {
            class.push_str(" today");
        }
        class
    }

    fn title(&self, day: &CalendarDay) -> String {
        let hours = self.hours(day);
        let what = self.what(day);
        match (what.is_empty(), day.rule == DayRule::ClosedWeekday) {
            (true, true) => String::new(),
            (true, false) => hours,
            (false, _) => format!("{what}: {hours}"),
        }
    }

    /// What makes it differ; empty for a day of the ordinary week.
    fn what(&self, day: &CalendarDay) -> String {
        let mut parts = Vec::new();
        match &day.rule {
            DayRule::Holiday(name) => parts.push(self.w.holiday(name).to_owned()),
            DayRule::ClosedDate => parts.push(self.w.t("calendar-is-closed-date").into_owned()),
            DayRule::Exception => parts.push(self.w.t("calendar-is-exception").into_owned()),
            DayRule::OpeningHours | DayRule::ClosedWeekday => {}
        }
        if day.has_clock_change() {
            let change = self.w.t("calendar-is-clock-change");
            let length = self.w.t1("calendar-day-of-hours", "hours", day_hours(day.length));
            parts.push(format!("{change} ({length})"));
        }
        parts.join(", ")
    }

    /// The hours of a day in the calendar's own zone.
    fn hours(&self, day: &CalendarDay) -> String {
        if day.open.is_empty() {
            return self.w.t("calendar-closed").into_owned();
        }
        let clock = |at: Timestamp, closes: bool| {
            let local = self.calendar.zone().to_datetime(at);
            let is_midnight = local.hour() == 0 && local.minute() == 0;
            if closes && is_midnight {
                "24:00".to_owned()
            } else {
                format!("{:02}:{:02}", local.hour(), local.minute())
            }
        };
        let stretch = |(from, to): &(Timestamp, Timestamp)| {
            format!("{}–{}", clock(*from, false), clock(*to, true))
        };
        day.open.iter().map(stretch).collect::<Vec<_>>().join(", ")
    }

    fn special(&self, day: &CalendarDay) -> Option<Special> {
        let what = self.what(day);
        (!what.is_empty()).then(|| Special {
            class: sign(&day.rule),
            date: self.w.weekday_and_day_short(day.on),
            what,
            hours: self.hours(day),
        })
    }
}

/// How long the day is, where the clocks change on it.
fn mark(day: &CalendarDay) -> String {
    if day.has_clock_change() { day_hours(day.length) } else { String::new() }
}

/// Hours of a day, `23` or `24.5`.
fn day_hours(length: WorkingTime) -> String {
    let (hours, rest) = (length.seconds() / 3600, length.seconds() % 3600);
    if rest == 0 { hours.to_string() } else { format!("{hours}½") }
}

/// How a day is drawn.
fn sign(rule: &DayRule) -> &'static str {
    match rule {
        DayRule::OpeningHours => "o",
        DayRule::ClosedWeekday => "c",
        DayRule::Holiday(_) => "h",
        DayRule::ClosedDate => "x",
        DayRule::Exception => "e",
    }
}
