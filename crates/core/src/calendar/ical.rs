//! Reading iCalendar (RFC 5545) for what can close a calendar: events that cover whole local dates.
//!
//! All-day events are dates and stay dates, whatever zone anybody is in. Of repeats the yearly ones
//! are followed, within bounds; what cannot be taken over is counted and told, never guessed.

#[cfg(test)]
mod tests;

use jiff::ToSpan;
use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;

use super::feed::FeedEvent;

/// More events than this are no calendar of holidays.
const MAX_EVENTS: usize = 5_000;
/// A longer event is none that closes a team: longer seasons are opening hours.
const MAX_DAYS: i32 = 62;
/// Titles and categories are kept up to so many characters.
const MAX_TITLE: usize = 120;
/// A line of content after unfolding; a longer one is an attachment or an attack.
const MAX_LINE: usize = 64 * 1024;

/// What a file or feed gave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Read {
    /// The events of the years that were asked for, in order, each once.
    pub events: Vec<FeedEvent>,
    /// Events left out because they have a time of the day and do not cover whole dates.
    pub timed: u32,
    /// Events left out because they lie outside the years that were asked for.
    pub far: u32,
    /// Events left out because their date, length or way of repeating was not understood.
    pub odd: u32,
}

/// Why a text is no calendar that could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotACalendar {
    /// There is nothing in it.
    #[error("it is empty")]
    Empty,
    /// It is a page for people.
    #[error("it is a web page, not a calendar")]
    WebPage,
    /// It does not begin as a calendar does.
    #[error("it is not a calendar: it does not begin with BEGIN:VCALENDAR")]
    Foreign,
    /// It ends in the middle.
    #[error("it ends in the middle: END:VCALENDAR is missing")]
    CutOff,
    /// It has more events than any calendar of holidays.
    #[error("it has more than {MAX_EVENTS} events")]
    TooMany,
    /// It is not text in UTF-8.
    #[error("it is not text in UTF-8")]
    NotText,
}

impl NotACalendar {
    /// The name in the catalogue of words.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::WebPage => "web-page",
            Self::Foreign => "foreign",
            Self::CutOff => "cut-off",
            Self::TooMany => "too-many",
            Self::NotText => "not-text",
        }
    }
}

/// Reads the events of `first` to `last` that cover whole dates in `zone`.
///
/// # Errors
///
/// [`NotACalendar`] if the whole is none. Single events that are not understood are counted.
pub fn read(bytes: &[u8], zone: &TimeZone, first: Date, last: Date) -> Result<Read, NotACalendar> {
    let text = std::str::from_utf8(bytes).map_err(|_| NotACalendar::NotText)?;
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Err(NotACalendar::Empty);
    }
    let mut lines = unfolded(text);
    if !lines.next().is_some_and(|line| line.eq_ignore_ascii_case("BEGIN:VCALENDAR")) {
        let is_page = text.starts_with('<');
        return Err(if is_page { NotACalendar::WebPage } else { NotACalendar::Foreign });
    }
    let mut reading = Reading { zone, first, last, read: Read::default() };
    let (mut event, mut depth, mut is_whole, mut count) = (None::<Event>, 0_u32, false, 0_usize);
    for line in lines {
        let Some(property) = Property::of(&line) else { continue };
        match (property.name.as_str(), property.value.to_ascii_uppercase().as_str()) {
            ("BEGIN", "VEVENT") if event.is_none() => {
                count += 1;
                if count > MAX_EVENTS {
                    return Err(NotACalendar::TooMany);
                }
                event = Some(Event::default());
            }
            // Alarms and the like inside an event have properties of their own.
            ("BEGIN", _) if event.is_some() => depth += 1,
            ("END", _) if depth > 0 => depth -= 1,
            ("END", "VEVENT") => {
                if let Some(event) = event.take() {
                    reading.take(&event);
                }
            }
            ("END", "VCALENDAR") => is_whole = true,
            _ if depth == 0 => {
                if let Some(event) = &mut event {
                    event.note(property);
                }
            }
            _ => {}
        }
    }
    if !is_whole {
        return Err(NotACalendar::CutOff);
    }
    reading.read.events.sort();
    reading.read.events.dedup();
    Ok(reading.read)
}

/// RFC 5545 §3.1: a line that begins with a blank goes on where the one before it ended.
fn unfolded(text: &str) -> impl Iterator<Item = String> {
    let mut lines = text.lines().peekable();
    std::iter::from_fn(move || {
        let mut line = lines.next()?.trim_end_matches('\r').to_owned();
        while let Some(more) = lines.next_if(|next| next.starts_with([' ', '\t'])) {
            if line.len() < MAX_LINE {
                line.push_str(more.get(1..).unwrap_or_default().trim_end_matches('\r'));
            }
        }
        Some(line)
    })
}

/// `NAME;PARAMETER=VALUE:VALUE`.
struct Property {
    name: String,
    parameters: String,
    value: String,
}

impl Property {
    fn of(line: &str) -> Option<Self> {
        // A colon between quotes belongs to a parameter.
        let mut is_quoted = false;
        let colon = line.find(|c| {
            is_quoted ^= c == '"';
            c == ':' && !is_quoted
        })?;
        let (head, value) = (line.get(..colon)?, line.get(colon + 1..)?);
        let (name, parameters) = head.split_once(';').unwrap_or((head, ""));
        Some(Self {
            name: name.trim().to_ascii_uppercase(),
            parameters: parameters.to_ascii_uppercase(),
            value: value.trim().to_owned(),
        })
    }

    fn parameter(&self, name: &str) -> Option<&str> {
        let pairs = self.parameters.split(';').filter_map(|pair| pair.split_once('='));
        pairs.into_iter().find(|(key, _)| *key == name).map(|(_, value)| value.trim_matches('"'))
    }
}

/// The properties of an event that matter here.
#[derive(Default)]
struct Event {
    start: Option<Property>,
    end: Option<Property>,
    duration: Option<String>,
    title: String,
    categories: Vec<String>,
    rule: Option<String>,
    /// It repeats in a way that is more than a rule.
    has_more_dates: bool,
    left_out: Vec<Date>,
    is_cancelled: bool,
    is_override: bool,
}

impl Event {
    fn note(&mut self, property: Property) {
        match property.name.as_str() {
            "DTSTART" => self.start = Some(property),
            "DTEND" => self.end = Some(property),
            "DURATION" => self.duration = Some(property.value),
            "SUMMARY" => self.title = plain(&property.value),
            "CATEGORIES" => {
                let more = property.value.split(',').map(plain).filter(|it| !it.is_empty());
                self.categories.extend(more.take(10));
            }
            "RRULE" => self.rule = Some(property.value.to_ascii_uppercase()),
            "RDATE" => self.has_more_dates = true,
            "EXDATE" => {
                let dates = property.value.split(',').filter_map(|one| date_of(one.get(..8)?));
                self.left_out.extend(dates.take(1_000));
            }
            "STATUS" => self.is_cancelled = property.value.eq_ignore_ascii_case("CANCELLED"),
            "RECURRENCE-ID" => self.is_override = true,
            _ => {}
        }
    }
}

/// RFC 5545 §3.3.11: text without its escapes; what cannot be shown is left out.
fn plain(value: &str) -> String {
    let mut text = String::new();
    let mut rest = value.chars();
    while let Some(c) = rest.next() {
        let shown = if c == '\\' {
            rest.next().map(|escaped| if matches!(escaped, 'n' | 'N') { ' ' } else { escaped })
        } else {
            Some(c)
        };
        text.extend(shown.filter(|c| !c.is_control()));
    }
    text.trim().chars().take(MAX_TITLE).collect()
}

/// `20261225`.
fn date_of(text: &str) -> Option<Date> {
    let is_date = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let year = text.get(..4).filter(|_| is_date)?.parse().ok()?;
    Date::new(year, text.get(4..6)?.parse().ok()?, text.get(6..8)?.parse().ok()?).ok()
}

struct Reading<'a> {
    zone: &'a TimeZone,
    first: Date,
    last: Date,
    read: Read,
}

/// What a start and an end say together.
enum Span {
    /// These whole dates.
    Dates(Date, u16),
    /// A part of a date.
    Timed,
    /// It is not understood.
    Odd,
}

impl Reading<'_> {
    fn take(&mut self, event: &Event) {
        if event.is_cancelled {
            return;
        }
        let (on, days) = match self.span(event) {
            Span::Dates(on, days) => (on, days),
            Span::Timed => {
                self.read.timed += 1;
                return;
            }
            Span::Odd => {
                self.read.odd += 1;
                return;
            }
        };
        let starts = match &event.rule {
            None => Some(vec![on]),
            Some(rule) => Yearly::of(rule, on).map(|rule| rule.starts(on, self.last)),
        };
        let Some(starts) = starts.filter(|_| !event.has_more_dates) else {
            self.read.odd += 1;
            return;
        };
        let title = if event.title.is_empty() { "?".to_owned() } else { event.title.clone() };
        let mut is_near = false;
        for on in starts.into_iter().filter(|on| !event.left_out.contains(on)) {
            let until = on.saturating_add(i64::from(days).days());
            if until > self.first && on <= self.last && self.read.events.len() < MAX_EVENTS {
                is_near = true;
                let categories = event.categories.clone();
                self.read.events.push(FeedEvent { on, days, title: title.clone(), categories });
            }
        }
        self.read.far += u32::from(!is_near && !event.is_override);
    }

    /// RFC 5545 §3.6.1: without an end, a date is one day long; the end is not part of the event.
    fn span(&self, event: &Event) -> Span {
        let Some(start) = &event.start else { return Span::Odd };
        let is_date = start.parameter("VALUE") == Some("DATE") || start.value.len() == 8;
        if !is_date {
            return self.timed(start, event.end.as_ref());
        }
        let Some(on) = date_of(&start.value) else { return Span::Odd };
        let days = match (&event.end, &event.duration) {
            (Some(end), _) => match end.value.get(..8).and_then(date_of) {
                Some(end) => end.since(on).map_or(0, |span| span.get_days()).max(1),
                None => return Span::Odd,
            },
            (None, Some(duration)) => match whole_days(duration) {
                Some(days) => days,
                None => return Span::Odd,
            },
            (None, None) => 1,
        };
        of_length(on, days)
    }

    /// An event with times covers whole dates if it lasts from midnight to midnight in our zone.
    fn timed(&self, start: &Property, end: Option<&Property>) -> Span {
        let Some(from) = self.midnight(start) else { return Span::Timed };
        let Some(to) = end.and_then(|end| self.midnight(end)) else { return Span::Timed };
        let days = to.since(from).map_or(0, |span| span.get_days());
        if days < 1 { Span::Timed } else { of_length(from, days) }
    }

    /// The date, if the instant is its midnight in our zone.
    fn midnight(&self, property: &Property) -> Option<Date> {
        let on = property.value.get(..8).and_then(date_of)?;
        let time = property.value.get(8..)?;
        let zone = property.parameter("TZID");
        if time == "T000000" {
            // Floating, or in a zone by its name: midnight is meant where it is ours.
            let own = self.zone.iana_name().map(str::to_ascii_uppercase);
            return zone.is_none_or(|zone| own.as_deref() == Some(zone)).then_some(on);
        }
        let utc = time.strip_prefix('T')?.strip_suffix('Z')?;
        let (hour, minute) = (utc.get(..2)?.parse().ok()?, utc.get(2..4)?.parse().ok()?);
        let time = Time::new(hour, minute, 0, 0).ok()?;
        let instant = TimeZone::UTC.to_timestamp(on.to_datetime(time)).ok()?;
        let local = self.zone.to_datetime(instant);
        (local.time() == Time::midnight()).then(|| local.date())
    }
}

fn of_length(on: Date, days: i32) -> Span {
    match u16::try_from(days) {
        Ok(length) if (1..=MAX_DAYS).contains(&days) => Span::Dates(on, length),
        Ok(_) | Err(_) => Span::Odd,
    }
}

/// `P1D` or `P2W`.
fn whole_days(duration: &str) -> Option<i32> {
    let length = duration.strip_prefix('P')?;
    if let Some(days) = length.strip_suffix('D') {
        days.parse().ok()
    } else {
        length.strip_suffix('W')?.parse::<i32>().ok()?.checked_mul(7)
    }
}

/// A yearly repeat: on the same date, or on the nth weekday of a month.
struct Yearly {
    interval: i16,
    count: Option<usize>,
    until: Option<Date>,
    nth: Option<(i8, Weekday, i8)>,
}

impl Yearly {
    fn of(rule: &str, on: Date) -> Option<Self> {
        let mut yearly = Self { interval: 1, count: None, until: None, nth: None };
        let (mut is_yearly, mut month, mut weekday) = (false, on.month(), None);
        for part in rule.split(';').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=')?;
            match name {
                "FREQ" => is_yearly = value == "YEARLY",
                "INTERVAL" => yearly.interval = value.parse().ok().filter(|it| *it >= 1)?,
                "COUNT" => yearly.count = Some(value.parse().ok()?),
                "UNTIL" => yearly.until = Some(date_of(value.get(..8)?)?),
                "BYMONTH" => month = value.parse().ok()?,
                // On another date than it starts on: more than we follow.
                "BYMONTHDAY" if value.parse() == Ok(on.day()) => {}
                "BYDAY" => weekday = Some(nth_weekday(value)?),
                "WKST" => {}
                _ => return None,
            }
        }
        yearly.nth = weekday.map(|(nth, weekday)| (nth, weekday, month));
        let is_same_month = yearly.nth.is_some() || month == on.month();
        (is_yearly && is_same_month).then_some(yearly)
    }

    /// The dates on which it begins, no later than `last`.
    fn starts(&self, on: Date, last: Date) -> Vec<Date> {
        let last = self.until.map_or(last, |until| until.min(last));
        let step = usize::try_from(self.interval).unwrap_or(1);
        let years = (on.year()..=last.year()).step_by(step);
        let starts = years.filter_map(|year| match self.nth {
            Some((nth, weekday, month)) => {
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
            }
            None => Date::new(year, on.month(), on.day()).ok(),
        });
        let starts = starts.filter(|start| *start >= on && *start <= last);
        starts.take(self.count.unwrap_or(usize::MAX)).collect()
    }
}

/// `4TH` is the fourth Thursday, `-1MO` the last Monday.
fn nth_weekday(text: &str) -> Option<(i8, Weekday)> {
    let (nth, day) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let weekday = match day {
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        "SU" => Weekday::Sunday,
        _ => return None,
    };
    let nth = nth.trim_start_matches('+').parse().ok().filter(|nth: &i8| *nth != 0)?;
    Some((nth, weekday))
}
