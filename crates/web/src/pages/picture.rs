//! A clock as a picture: opening hours, what counted, where it stood still, and its deadline.
//!
//! Pure geometry: places are shares of the width, in hundredths of a percent, so that the same
//! picture fits a desk, a phone and paper. The template draws it; the sentences beside it say the
//! same in words.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp, ToSpan};
use piket_core::calendar::{Calendar, DayRule};
use piket_core::sla::{Calendars, Clock, Pause, Segment, SegmentKind};
use piket_text::Words;

/// The whole width, in hundredths of a percent.
const WIDTH: i64 = 10_000;
/// Gaps narrower than this are not drawn: the nights of a year.
const NARROWEST: i64 = 45;
/// No more marks than this along the scale.
const TICKS: usize = 7;
/// A holiday is drawn for itself in a picture of at most so many days.
const DAYS: i64 = 400;
/// How many hundredths of a percent a letter takes on the narrowest screen.
const LETTER: i64 = 190;

/// A clock as a picture.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Picture {
    /// The opening hours; what is not open is hatched.
    pub(crate) hours: Vec<Band>,
    /// What the clock did and will do.
    pub(crate) bands: Vec<Band>,
    /// Moments with a name.
    pub(crate) marks: Vec<Mark>,
    /// The scale.
    pub(crate) ticks: Vec<Tick>,
    /// The kinds of bands that occur, for the key: class and name.
    pub(crate) key: Vec<(&'static str, String)>,
    /// How many rows of names stand above it.
    pub(crate) lanes: u32,
}

/// A stretch of the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Band {
    /// Where it begins, as a percentage.
    pub(crate) x: String,
    /// How wide it is.
    pub(crate) width: String,
    /// What it is.
    pub(crate) class: &'static str,
}

/// A moment with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) x: String,
    pub(crate) label: String,
    /// `start`, `now`, `due`, `limit`, `promise` or `end`.
    pub(crate) class: &'static str,
    /// On which side of the moment the name stands.
    pub(crate) anchor: &'static str,
    /// How far down the name stands, in pixels.
    pub(crate) y: u32,
}

/// A moment of the scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tick {
    pub(crate) x: String,
    pub(crate) label: String,
    pub(crate) anchor: &'static str,
    /// Whether it is left out where there is little room.
    pub(crate) is_spare: bool,
}

/// Draws a clock that was replayed at `now`; nothing for one that has not started.
pub(crate) fn of(
    words: &Words,
    clock: &Clock,
    calendars: &dyn Calendars,
    now: Timestamp,
) -> Option<Picture> {
    let start = clock.started_at?;
    let is_going = clock.state.is_going();
    let ends = [clock.due_at, clock.limit_at, clock.stopped_at, is_going.then_some(now)];
    let end = ends.into_iter().flatten().max()?;
    let room = SignedDuration::from_secs(((end.as_second() - start.as_second()) / 25).max(60));
    let scale = Scale { start, end: end.checked_add(room).ok()? };
    let mut drawing = Drawing { words, clock, calendars, now, scale, picture: Picture::default() };
    drawing.hours();
    drawing.bands();
    drawing.marks();
    drawing.ticks();
    drawing.key();
    Some(drawing.picture)
}

/// From moments to places.
#[derive(Debug, Clone, Copy)]
struct Scale {
    start: Timestamp,
    end: Timestamp,
}

impl Scale {
    /// In hundredths of a percent of the width.
    fn place(self, at: Timestamp) -> i64 {
        let whole = (self.end.as_second() - self.start.as_second()).max(1);
        let part = (at.as_second() - self.start.as_second()).clamp(0, whole);
        i64::try_from(i128::from(part) * i128::from(WIDTH) / i128::from(whole)).unwrap_or(WIDTH)
    }
}

fn percent(place: i64) -> String {
    format!("{}.{:02}%", place / 100, place % 100)
}

fn band(from: i64, to: i64, class: &'static str) -> Band {
    Band { x: percent(from), width: percent((to - from).max(1)), class }
}

struct Drawing<'a> {
    words: &'a Words,
    clock: &'a Clock,
    calendars: &'a dyn Calendars,
    now: Timestamp,
    scale: Scale,
    picture: Picture,
}

impl Drawing<'_> {
    /// The stretches of the clock with their calendars; the last one goes on to the edge.
    fn stretches(&self) -> Vec<(Timestamp, Timestamp, &Segment, &Calendar)> {
        let last = self.clock.segments.len().saturating_sub(1);
        let segments = self.clock.segments.iter().enumerate();
        segments
            .filter_map(|(index, segment)| {
                let to = if index == last { self.scale.end } else { segment.to? };
                Some((segment.from, to, segment, self.calendars.calendar(&segment.calendar)?))
            })
            .collect()
    }

    fn hours(&mut self) {
        let mut open: Vec<(i64, i64)> = Vec::new();
        for (from, to, _, calendar) in self.stretches() {
            join(&mut open, self.windows(calendar, from, to));
        }
        self.picture.hours = open.into_iter().map(|(from, to)| band(from, to, "open")).collect();
        let holidays = self.holidays();
        self.picture.hours.extend(holidays);
    }

    fn windows(&self, calendar: &Calendar, from: Timestamp, to: Timestamp) -> Vec<(i64, i64)> {
        let place = |at| self.scale.place(at);
        let windows = calendar.windows(from, to).into_iter();
        windows.map(|(from, to)| (place(from), place(to))).collect()
    }

    /// Holidays and closed dates, which people look for.
    fn holidays(&self) -> Vec<Band> {
        let mut holidays = Vec::new();
        let days = (self.scale.end.as_second() - self.scale.start.as_second()) / 86_400;
        if days > DAYS {
            return holidays;
        }
        for (from, to, _, calendar) in self.stretches() {
            for day in calendar.explain(from, to) {
                if !matches!(day.rule, DayRule::Holiday(_) | DayRule::ClosedDate) {
                    continue;
                }
                let (Some(from), Some(to)) = (
                    midnight(calendar.zone(), day.on),
                    day.on.tomorrow().ok().and_then(|next| midnight(calendar.zone(), next)),
                ) else {
                    continue;
                };
                let (from, to) = (self.scale.place(from), self.scale.place(to));
                if to > from {
                    holidays.push(band(from, to, "holiday"));
                }
            }
        }
        holidays.dedup();
        holidays
    }

    fn bands(&mut self) {
        let ended_at = self.clock.stopped_at.unwrap_or(self.now);
        let late_from = self.clock.due_at.unwrap_or(self.scale.end);
        let mut runs: Vec<(i64, i64)> = Vec::new();
        let mut late: Vec<(i64, i64)> = Vec::new();
        let mut ahead: Vec<(i64, i64)> = Vec::new();
        let mut still = Vec::new();
        for (from, to, segment, calendar) in self.stretches() {
            let done = to.min(ended_at).max(from);
            match segment.kind {
                SegmentKind::Run => {
                    let due = late_from.clamp(from, done);
                    join(&mut runs, self.windows(calendar, from, due));
                    join(&mut late, self.windows(calendar, due, done));
                    if self.clock.state.is_going() && done < to {
                        let end = late_from.clamp(done, to);
                        join(&mut ahead, self.windows(calendar, done, end));
                    }
                }
                SegmentKind::Pause(why) => still.push((from, done, class_of(why))),
                SegmentKind::Stopped => still.push((from, done, "stopped")),
            }
        }
        let mut bands: Vec<Band> = Vec::new();
        for (class, stretches) in [("run", runs), ("late", late), ("ahead", ahead)] {
            bands.extend(stretches.into_iter().map(|(from, to)| band(from, to, class)));
        }
        let mut last: Option<(i64, &'static str)> = None;
        for (from, to, class) in still {
            let (from, to) = (self.scale.place(from), self.scale.place(to));
            // Of hundreds of pauses those are drawn that can be told apart.
            if last.is_some_and(|(end, before)| before == class && from < end) {
                continue;
            }
            let to = to.max(from + NARROWEST).min(WIDTH);
            bands.push(band(from.min(to), to, class));
            last = Some((to, class));
        }
        self.picture.bands = bands;
    }

    fn marks(&mut self) {
        let clock = self.clock;
        let limit = clock.limit_at.filter(|limit| Some(*limit) != clock.due_at);
        let now = clock.state.is_going().then_some(self.now);
        let moments = [
            ("start", clock.started_at),
            ("promise", clock.promise_at),
            ("due", clock.due_at),
            ("limit", limit),
            ("end", clock.stopped_at),
            ("now", now),
        ];
        let mut moments: Vec<_> =
            moments.into_iter().filter_map(|(class, at)| Some((at?, class))).collect();
        moments.sort_unstable();
        let mut ends: Vec<i64> = Vec::new();
        for (at, class) in moments {
            let name = self.words.named("picture", class);
            let label = format!("{name} {}", self.when(at));
            let place = self.scale.place(at);
            let anchor = anchor(place);
            let length = i64::try_from(label.chars().count()).unwrap_or(0) * LETTER;
            let from = match anchor {
                "start" => place,
                "end" => place - length,
                _ => place - length / 2,
            };
            let lane = ends.iter().position(|end| *end <= from).unwrap_or(ends.len());
            match ends.get_mut(lane) {
                Some(end) => *end = from + length,
                None => ends.push(from + length),
            }
            let y = 12 + 15 * u32::try_from(lane).unwrap_or(0);
            let x = percent(place);
            self.picture.marks.push(Mark { x, label, class, anchor, y });
        }
        self.picture.lanes = u32::try_from(ends.len()).unwrap_or(1);
    }

    /// A moment as a name carries it: without its date on a picture of one day.
    fn when(&self, at: Timestamp) -> String {
        let on = |at: Timestamp| self.words.local(at).date();
        if on(self.scale.start) == on(self.scale.end) {
            self.words.time(at)
        } else {
            format!("{} {}", self.words.weekday_short(on(at)), self.words.moment(at))
        }
    }

    fn ticks(&mut self) {
        let seconds = self.scale.end.as_second() - self.scale.start.as_second();
        let zone = self.words.zone();
        let few = i64::try_from(TICKS).unwrap_or(1);
        let mut steps = steps().into_iter();
        let Some((length, step)) = steps.find(|(length, _)| seconds / length < few) else { return };
        let is_days = length >= 86_400;
        for (number, at) in self.moments(zone, length, step).into_iter().enumerate() {
            let place = self.scale.place(at);
            let label = if is_days {
                self.words.day_short(self.words.local(at).date())
            } else {
                self.words.time(at)
            };
            let (x, anchor) = (percent(place), anchor(place));
            self.picture.ticks.push(Tick { x, label, anchor, is_spare: number % 2 == 1 });
        }
    }

    /// The round moments of the scale.
    fn moments(&self, zone: &TimeZone, length: i64, step: Span) -> Vec<Timestamp> {
        let local = zone.to_datetime(self.scale.start);
        let first =
            if length >= 28 * 86_400 { local.date().first_of_month() } else { local.date() };
        let mut moments = Vec::new();
        let mut next = first.to_datetime(Time::midnight());
        while let Ok(at) = zone.to_timestamp(next) {
            if at >= self.scale.end || moments.len() > 2 * TICKS {
                break;
            }
            if at >= self.scale.start {
                moments.push(at);
            }
            let Ok(after) = next.checked_add(step) else { break };
            next = after;
        }
        moments
    }

    fn key(&mut self) {
        let drawn = |class: &str| {
            self.picture.bands.iter().chain(&self.picture.hours).any(|band| band.class == class)
        };
        let mut key: Vec<(&'static str, String)> = KINDS
            .into_iter()
            .filter(|class| drawn(class))
            .map(|class| (class, self.words.named("picture", class).into_owned()))
            .collect();
        key.push(("closed", self.words.named("picture", "closed").into_owned()));
        self.picture.key = key;
    }
}

/// All kinds of bands, in the order of the key.
const KINDS: [&str; 8] =
    ["run", "late", "ahead", "client", "client-party", "deferral", "stopped", "holiday"];

fn class_of(why: Pause) -> &'static str {
    match why {
        Pause::Client => "client",
        Pause::ClientParty | Pause::Us => "client-party",
        Pause::AgreedDeferral => "deferral",
    }
}

/// Adds stretches, as one where the gap between them would not be seen.
fn join(stretches: &mut Vec<(i64, i64)>, more: Vec<(i64, i64)>) {
    for (from, to) in more {
        match stretches.last_mut() {
            Some((_, end)) if from - *end < NARROWEST => *end = to.max(*end),
            Some(_) | None => stretches.push((from, to)),
        }
    }
}

fn anchor(place: i64) -> &'static str {
    match place {
        ..1_500 => "start",
        8_500.. => "end",
        _ => "middle",
    }
}

fn midnight(zone: &TimeZone, on: Date) -> Option<Timestamp> {
    zone.to_timestamp(on.to_datetime(Time::midnight())).ok()
}

/// The steps of a scale with how long they are, in seconds.
fn steps() -> Vec<(i64, Span)> {
    const HOUR: i64 = 3_600;
    const DAY: i64 = 24 * HOUR;
    vec![
        (60, 1.minute()),
        (300, 5.minutes()),
        (900, 15.minutes()),
        (1_800, 30.minutes()),
        (HOUR, 1.hour()),
        (2 * HOUR, 2.hours()),
        (4 * HOUR, 4.hours()),
        (8 * HOUR, 8.hours()),
        (DAY, 1.day()),
        (2 * DAY, 2.days()),
        (7 * DAY, 7.days()),
        (14 * DAY, 14.days()),
        (30 * DAY, 1.month()),
        (91 * DAY, 3.months()),
        (365 * DAY, 1.year()),
        (3_650 * DAY, 10.years()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::example::{Example, at};

    fn picture(example: &Example, metric: &str) -> Picture {
        let seen = example.seen();
        let clock = seen.clocks.iter().find(|clock| clock.metric.as_str() == metric).unwrap();
        of(&example.words, clock, &example.directory, example.now).unwrap()
    }

    #[test]
    fn a_running_clock_is_drawn_up_to_now_and_on_to_its_deadline() {
        let picture = picture(&Example::reported(), "resolution");
        let classes: Vec<_> = picture.bands.iter().map(|band| band.class).collect();
        assert_eq!(classes, ["run", "ahead"]);
        let labels: Vec<_> = picture.marks.iter().map(|mark| mark.label.as_str()).collect();
        assert_eq!(labels, ["Start 14:58", "Now 15:00", "Due 18:58"]);
        let ticks: Vec<_> = picture.ticks.iter().map(|tick| tick.label.as_str()).collect();
        assert_eq!(ticks, ["15:00", "16:00", "17:00", "18:00", "19:00"]);
    }

    #[test]
    fn a_late_clock_is_drawn_late_from_its_deadline_on() {
        let mut example = Example::taken();
        example.now = at("20:00");
        let picture = picture(&example, "resolution");
        let classes: Vec<_> = picture.bands.iter().map(|band| band.class).collect();
        assert_eq!(classes, ["run", "late"]);
    }

    #[test]
    fn names_that_would_lie_upon_each_other_stand_in_rows() {
        let picture = picture(&Example::reported(), "resolution");
        let ys: Vec<_> = picture.marks.iter().map(|mark| mark.y).collect();
        assert_eq!(ys, [12, 27, 12]);
        assert_eq!(picture.lanes, 2);
    }

    #[test]
    fn everything_lies_within_the_picture() {
        for minutes in [1_i64, 59, 600, 60 * 24 * 9, 60 * 24 * 300] {
            let mut example = Example::taken();
            example.now += SignedDuration::from_mins(minutes);
            let picture = picture(&example, "resolution");
            assert!(picture.ticks.len() <= 2 * TICKS, "{} ticks", picture.ticks.len());
            assert!(!picture.ticks.is_empty(), "{minutes}");
            for band in picture.bands.iter().chain(&picture.hours) {
                let number = |text: &str| text.trim_end_matches('%').parse::<f64>().unwrap();
                assert!(number(&band.x) + number(&band.width) <= 100.02, "{band:?}");
            }
        }
    }
}
