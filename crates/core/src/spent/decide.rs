//! What may be done to time spent: started, stopped, typed in, changed, confirmed, taken back.
//!
//! Whether somebody may note time on an incident at all is a question for `crate::policy`.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::stretch::{before, start_of, whole};
use super::{BEFORE_REPORT_S, LONGEST_NOTE, LONGEST_S, Stretch, TimeDeed, TimeEntry, TimeStanding};
use crate::figures::Month;
use crate::policy::{Action, Who};

/// What somebody wants of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimeCommand {
    /// Stop its timer. Of one that was stopped already, the note is taken down.
    Stop {
        /// What was done in that time.
        note: String,
    },
    /// Say what it should be. A running timer ends with it.
    Change {
        /// The right stretch.
        stretch: Stretch,
        /// The right note.
        note: String,
        /// Why.
        reason: String,
    },
    /// Say that a long stretch is right.
    Confirm,
    /// Take it back.
    Withdraw {
        /// Why.
        reason: String,
    },
}

/// What is known around an entry.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// When the incident was reported.
    pub reported_at: Timestamp,
    /// By which clocks its months are read.
    pub zone: &'a TimeZone,
    /// Which months are frozen.
    pub frozen: &'a BTreeSet<Month>,
    /// The present.
    pub now: Timestamp,
}

/// Why time is not noted, or not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TimeRefusal {
    /// It is somebody else's, and only a manager corrects that.
    #[error("it is somebody else's: a manager can correct it")]
    NotYours,
    /// There is no time in it.
    #[error("say how long it was")]
    Nothing,
    /// It ends before it begins.
    #[error("it must end after it begins")]
    EndsBeforeItBegins,
    /// It is longer than a day.
    #[error("a stretch lasts 24 hours at the most")]
    TooLong,
    /// It has not happened yet.
    #[error("what has not happened yet cannot be noted")]
    InTheFuture,
    /// It is long before the incident was reported.
    #[error("it cannot be more than 24 hours before the incident was reported")]
    BeforeReport,
    /// The note is too long.
    #[error("a note has 2000 characters at the most")]
    LongNote,
    /// A reason is needed.
    #[error("say why")]
    NoReason,
    /// The month is frozen.
    #[error("the month is frozen: a manager can still correct it, with a reason")]
    Frozen,
    /// It was taken back.
    #[error("it was taken back already")]
    Withdrawn,
    /// No timer runs.
    #[error("no timer of yours runs here")]
    NotRunning,
    /// Its timer still runs.
    #[error("its timer still runs")]
    Running,
}

impl TimeRefusal {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::NotYours,
        Self::Nothing,
        Self::EndsBeforeItBegins,
        Self::TooLong,
        Self::InTheFuture,
        Self::BeforeReport,
        Self::LongNote,
        Self::NoReason,
        Self::Frozen,
        Self::Withdrawn,
        Self::NotRunning,
        Self::Running,
    ];

    /// The name in the catalogue of words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotYours => "not_yours",
            Self::Nothing => "nothing",
            Self::EndsBeforeItBegins => "ends_before_it_begins",
            Self::TooLong => "too_long",
            Self::InTheFuture => "in_the_future",
            Self::BeforeReport => "before_report",
            Self::LongNote => "long_note",
            Self::NoReason => "no_reason",
            Self::Frozen => "frozen",
            Self::Withdrawn => "withdrawn",
            Self::NotRunning => "not_running",
            Self::Running => "running",
        }
    }
}

/// Starts a timer. It runs from `now`, without its part of a second.
pub fn begin(now: Timestamp) -> (Timestamp, TimeDeed) {
    (whole(now), TimeDeed::Started)
}

/// Types a stretch in.
///
/// # Errors
///
/// [`TimeRefusal`], the first reason why not.
pub fn type_in(
    stretch: Stretch,
    note: &str,
    who: &Who,
    around: Around<'_>,
) -> Result<TimeDeed, TimeRefusal> {
    around.allows(&stretch)?;
    let note = note_of(note)?;
    if around.is_frozen(&stretch) {
        if !who.may(Action::CorrectTime) {
            return Err(TimeRefusal::Frozen);
        }
        // What comes after the publication explains itself.
        if note.is_empty() {
            return Err(TimeRefusal::NoReason);
        }
    }
    Ok(TimeDeed::Typed { stretch, note })
}

impl Around<'_> {
    /// Whether a stretch can have been worked.
    fn allows(&self, stretch: &Stretch) -> Result<(), TimeRefusal> {
        let earliest = before(self.reported_at, BEFORE_REPORT_S);
        match stretch {
            Stretch::Between { from, until } => {
                if until < from {
                    return Err(TimeRefusal::EndsBeforeItBegins);
                }
                if *until > self.now {
                    return Err(TimeRefusal::InTheFuture);
                }
                if *from < earliest {
                    return Err(TimeRefusal::BeforeReport);
                }
            }
            Stretch::On { day, seconds } => {
                let passed = self.now.as_second() - start_of(*day, self.zone).as_second();
                if passed < *seconds {
                    return Err(TimeRefusal::InTheFuture);
                }
                if *day < self.zone.to_datetime(earliest).date() {
                    return Err(TimeRefusal::BeforeReport);
                }
            }
        }
        match stretch.seconds() {
            ..=0 => Err(TimeRefusal::Nothing),
            1..=LONGEST_S => Ok(()),
            _ => Err(TimeRefusal::TooLong),
        }
    }

    /// Whether a stretch touches a month that is frozen.
    pub fn is_frozen(&self, stretch: &Stretch) -> bool {
        stretch.pieces(self.zone).iter().any(|piece| self.frozen.contains(&piece.month))
    }
}

impl TimeEntry {
    /// What becomes of it; nothing when it is so already.
    ///
    /// # Errors
    ///
    /// [`TimeRefusal`], the first reason why not.
    pub fn decide(
        &self,
        command: TimeCommand,
        who: &Who,
        around: Around<'_>,
    ) -> Result<Option<TimeDeed>, TimeRefusal> {
        let is_manager = who.may(Action::CorrectTime);
        if !who.may_change_time(&self.person) {
            return Err(TimeRefusal::NotYours);
        }
        match command {
            TimeCommand::Stop { note } => self.stop(&note, who, around),
            TimeCommand::Change { stretch, note, reason } => {
                if self.standing() == TimeStanding::Withdrawn {
                    return Err(TimeRefusal::Withdrawn);
                }
                let note = note_of(&note)?;
                let is_same = self.stretch() == Some(stretch) && self.note() == note;
                if is_same && self.standing() != TimeStanding::InDoubt {
                    return Ok(None);
                }
                around.allows(&stretch)?;
                let is_frozen = self.is_frozen(around) || around.is_frozen(&stretch);
                let reason = self.reason(&reason, who, is_manager, is_frozen)?;
                Ok(Some(TimeDeed::Changed { stretch, note, reason }))
            }
            TimeCommand::Confirm => match self.standing() {
                TimeStanding::Counts => Ok(None),
                TimeStanding::Running => Err(TimeRefusal::Running),
                TimeStanding::Withdrawn => Err(TimeRefusal::Withdrawn),
                TimeStanding::InDoubt => {
                    if self.stretch().is_some_and(|it| it.seconds() > LONGEST_S) {
                        return Err(TimeRefusal::TooLong);
                    }
                    if self.is_frozen(around) && !is_manager {
                        return Err(TimeRefusal::Frozen);
                    }
                    Ok(Some(TimeDeed::Confirmed))
                }
            },
            TimeCommand::Withdraw { reason } => {
                if self.standing() == TimeStanding::Withdrawn {
                    return Ok(None);
                }
                let is_frozen = self.is_frozen(around);
                let reason = self.reason(&reason, who, is_manager, is_frozen)?;
                Ok(Some(TimeDeed::Withdrawn { reason }))
            }
        }
    }

    /// The timer ends at the present. Stopped twice, it ended the first time; a note that came with
    /// the second is not lost.
    fn stop(
        &self,
        note: &str,
        who: &Who,
        around: Around<'_>,
    ) -> Result<Option<TimeDeed>, TimeRefusal> {
        let note = note_of(note)?;
        if self.standing() == TimeStanding::Running {
            if self.person != who.key {
                return Err(TimeRefusal::NotYours);
            }
            let until = whole(around.now).max(self.begun_at());
            return Ok(Some(TimeDeed::Stopped { until, note, for_another: false }));
        }
        match self.stretch() {
            _ if note.is_empty() || note == self.note() => Ok(None),
            Some(stretch) if self.standing() == TimeStanding::Counts => {
                let change = TimeCommand::Change { stretch, note, reason: String::new() };
                self.decide(change, who, around)
            }
            Some(_) | None => Err(TimeRefusal::NotRunning),
        }
    }

    /// What becomes of it when another timer is started; nothing unless it runs.
    pub fn make_way(&self, now: Timestamp) -> Option<TimeDeed> {
        let until = whole(now).max(self.begun_at());
        let stopped = TimeDeed::Stopped { until, note: String::new(), for_another: true };
        (self.standing() == TimeStanding::Running).then_some(stopped)
    }

    fn is_frozen(&self, around: Around<'_>) -> bool {
        self.stretch().is_some_and(|stretch| around.is_frozen(&stretch))
    }

    /// Whether it may be changed, and the reason that goes with it.
    fn reason(
        &self,
        reason: &str,
        who: &Who,
        is_manager: bool,
        is_frozen: bool,
    ) -> Result<String, TimeRefusal> {
        if is_frozen && !is_manager {
            return Err(TimeRefusal::Frozen);
        }
        let reason = note_of(reason)?;
        if reason.is_empty() && (is_frozen || self.person != who.key) {
            return Err(TimeRefusal::NoReason);
        }
        Ok(reason)
    }
}

fn note_of(text: &str) -> Result<String, TimeRefusal> {
    let text = text.trim();
    if text.chars().count() > LONGEST_NOTE {
        return Err(TimeRefusal::LongNote);
    }
    Ok(text.to_owned())
}
