//! What somebody typed about a stretch of work: a day, how long, and perhaps from when.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use piket_core::spent::{Stretch, TimeRefusal, length};

use crate::pages::eye::Eye;
use crate::pages::typed::Typed;

/// The form of a stretch, as typed or as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Fields {
    /// The day.
    pub(crate) day: String,
    /// From when, or nothing.
    pub(crate) from: String,
    /// How long.
    pub(crate) length: String,
    /// What was done in that time.
    pub(crate) note: String,
}

/// What is wrong with what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrong {
    /// This field cannot be read.
    Field(&'static str),
    /// It is not allowed.
    Refused(TimeRefusal),
    /// Somebody else changed it.
    Stale,
}

impl Wrong {
    /// At which field it is said; empty for the whole form.
    pub(super) const fn field(self) -> &'static str {
        match self {
            Self::Field(field) => field,
            Self::Refused(refusal) => match refusal {
                TimeRefusal::Nothing | TimeRefusal::TooLong => "length",
                TimeRefusal::InTheFuture | TimeRefusal::BeforeReport => "day",
                TimeRefusal::LongNote => "note",
                TimeRefusal::NoReason => "reason",
                TimeRefusal::NotYours
                | TimeRefusal::EndsBeforeItBegins
                | TimeRefusal::Frozen
                | TimeRefusal::Withdrawn
                | TimeRefusal::NotRunning
                | TimeRefusal::Running => "",
            },
            Self::Stale => "",
        }
    }

    /// It in a sentence.
    pub(super) fn said(self, eye: &Eye<'_>) -> String {
        match self {
            Self::Field(field) => eye.w.named("spent-wrong", field).into_owned(),
            Self::Refused(refusal) => eye.w.time_refused(refusal).into_owned(),
            Self::Stale => eye.w.t("spent-stale").into_owned(),
        }
    }
}

impl Fields {
    /// As it was typed.
    pub(super) fn typed(typed: &Typed) -> Self {
        Self {
            day: typed.text("day"),
            from: typed.text("from"),
            length: typed.text("length"),
            note: typed.text("note"),
        }
    }

    /// An empty form, for today.
    pub(super) fn today(eye: &Eye<'_>) -> Self {
        Self { day: eye.w.local(eye.now).date().to_string(), ..Self::default() }
    }

    /// As an entry is.
    pub(super) fn of(eye: &Eye<'_>, stretch: Option<&Stretch>, note: &str) -> Self {
        let (day, from) = match stretch {
            Some(Stretch::On { day, .. }) => (*day, String::new()),
            Some(Stretch::Between { from, .. }) => (eye.w.local(*from).date(), eye.w.time(*from)),
            None => (eye.w.local(eye.now).date(), String::new()),
        };
        let minutes = stretch.map_or(0, |it| it.seconds() / 60);
        let length = format!("{}:{:02}", minutes / 60, minutes % 60);
        let length = if stretch.is_some() { length } else { String::new() };
        Self { day: day.to_string(), from, length, note: note.to_owned() }
    }

    /// The stretch that is meant, by the clocks of a zone.
    pub(super) fn stretch(&self, zone: &TimeZone) -> Result<Stretch, Wrong> {
        let day: Date = self.day.parse().map_err(|_| Wrong::Field("day"))?;
        let seconds = length(&self.length).map_err(|_| Wrong::Field("length"))?;
        if self.from.is_empty() {
            return Ok(Stretch::On { day, seconds });
        }
        let wrong = Wrong::Field("from");
        let time: Time = self.from.parse().map_err(|_| wrong)?;
        let from = zone.to_ambiguous_timestamp(day.to_datetime(time)).compatible();
        let from = from.map_err(|_| wrong)?;
        lasting(from, seconds)
    }

    /// The stretch that is meant by a form that showed `shown`: left as it was, it keeps the
    /// seconds that no field shows, and which of two like hours it was when clocks went back.
    pub(super) fn changed(&self, eye: &Eye<'_>, shown: Option<&Stretch>) -> Result<Stretch, Wrong> {
        let before = Self::of(eye, shown, &self.note);
        let begins_as_shown = before.day == self.day && before.from == self.from;
        match shown {
            Some(stretch) if before == *self => Ok(*stretch),
            Some(Stretch::Between { from, .. }) if begins_as_shown => {
                lasting(*from, length(&self.length).map_err(|_| Wrong::Field("length"))?)
            }
            _ => self.stretch(eye.w.zone()),
        }
    }
}

fn lasting(from: Timestamp, seconds: i64) -> Result<Stretch, Wrong> {
    let until = from.checked_add(SignedDuration::from_secs(seconds));
    Ok(Stretch::between(from, until.map_err(|_| Wrong::Refused(TimeRefusal::TooLong))?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::example::Example;

    fn fields(day: &str, from: &str, length: &str) -> Fields {
        let (day, from, length) = (day.to_owned(), from.to_owned(), length.to_owned());
        Fields { day, from, length, note: String::new() }
    }

    fn amsterdam() -> TimeZone {
        TimeZone::get("Europe/Amsterdam").unwrap()
    }

    #[test]
    fn a_day_and_a_length_are_enough_and_a_beginning_says_when() {
        let on = fields("2026-03-31", "", "1,5u").stretch(&amsterdam()).unwrap();
        assert_eq!(on, Stretch::On { day: "2026-03-31".parse().unwrap(), seconds: 5_400 });
        let night = fields("2026-03-31", "23:30", "1:00").stretch(&amsterdam()).unwrap();
        let from = "2026-03-31T21:30:00Z".parse().unwrap();
        assert_eq!(night, Stretch::between(from, from + SignedDuration::from_hours(1)));
    }

    #[test]
    fn what_cannot_be_read_is_said_at_its_field() {
        for (wrong, field) in [
            (fields("yesterday", "", "90"), "day"),
            (fields("2026-03-31", "", "long"), "length"),
            (fields("2026-03-31", "noon", "90"), "from"),
        ] {
            assert_eq!(wrong.stretch(&amsterdam()), Err(Wrong::Field(field)));
        }
    }

    #[test]
    fn a_form_that_is_sent_as_it_was_shown_changes_no_second() {
        let example = Example::reported();
        let eye = example.eye();
        let from = "2026-03-31T21:30:07Z".parse().unwrap();
        let stretch = Stretch::between(from, from + SignedDuration::from_secs(1_513));
        let shown = Fields::of(&eye, Some(&stretch), "read the log");
        assert_eq!(shown.changed(&eye, Some(&stretch)), Ok(stretch));
        let longer = Fields { length: "0:30".to_owned(), ..shown };
        assert_eq!(longer.changed(&eye, Some(&stretch)).unwrap().seconds(), 1_800);
    }

    #[test]
    fn a_length_that_is_corrected_stays_in_the_hour_that_came_twice() {
        let example = Example::reported();
        let eye = example.eye();
        // 02:30 for the second time that night.
        let from = "2026-10-25T01:30:07Z".parse().unwrap();
        let stretch = Stretch::between(from, from + SignedDuration::from_hours(1));
        let shorter = Fields { length: "0:45".to_owned(), ..Fields::of(&eye, Some(&stretch), "") };
        let changed = shorter.changed(&eye, Some(&stretch)).unwrap();
        assert_eq!(changed, Stretch::between(from, from + SignedDuration::from_mins(45)));
    }
}
