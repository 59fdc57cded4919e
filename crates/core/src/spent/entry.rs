//! An entry of time spent: everything that was done to it, step by step, and how it stands.
//!
//! No step is ever changed. What may be done is told in `decide`.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{DOUBTED_AFTER_S, Piece, Stretch};
use crate::key::{IncidentId, PersonKey};

/// What was done to an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case")]
pub enum TimeDeed {
    /// A timer was started; it runs from the instant of the step.
    Started,
    /// The timer was stopped.
    Stopped {
        /// When.
        until: Timestamp,
        /// What was done in that time.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
        /// Whether it was stopped because another was started.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        for_another: bool,
    },
    /// It was typed in.
    Typed {
        /// The stretch.
        stretch: Stretch,
        /// What was done in that time.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// It was something else.
    Changed {
        /// The stretch as it is now.
        stretch: Stretch,
        /// The note as it is now.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
        /// Why; empty when nobody had to say.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// What the timer measured is right, however long it ran.
    Confirmed,
    /// It does not count.
    Withdrawn {
        /// Why; empty when nobody had to say.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
}

impl TimeDeed {
    /// The name in the API and in the catalogue of words.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Stopped { .. } => "stopped",
            Self::Typed { .. } => "typed",
            Self::Changed { .. } => "changed",
            Self::Confirmed => "confirmed",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }
}

/// A step with who took it and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeStep {
    /// The place in the entry, from 1.
    pub seq: u32,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: PersonKey,
    /// Whether a month that it touches was frozen by then.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_late: bool,
    /// What.
    #[serde(flatten)]
    pub deed: TimeDeed,
}

/// How an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeStanding {
    /// Its timer runs.
    Running,
    /// Its timer ran so long that it may have been forgotten: it counts once somebody says what is
    /// right.
    InDoubt,
    /// It counts.
    Counts,
    /// It was taken back.
    Withdrawn,
}

impl TimeStanding {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Running, Self::InDoubt, Self::Counts, Self::Withdrawn];

    /// The name in the API and in the catalogue of words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::InDoubt => "in_doubt",
            Self::Counts => "counts",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// An entry of time spent: one stretch of one person on one incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeEntry {
    /// Its row key.
    pub id: Uuid,
    /// Who worked.
    pub person: PersonKey,
    /// On which incident.
    pub incident: IncidentId,
    /// What was done to it, oldest first; never empty.
    steps: Vec<TimeStep>,
}

impl TimeEntry {
    /// The entry that steps add up to; nothing unless they begin with a timer or something typed.
    pub fn of(
        id: Uuid,
        person: PersonKey,
        incident: IncidentId,
        steps: Vec<TimeStep>,
    ) -> Option<Self> {
        let first = &steps.first()?.deed;
        let begins = matches!(first, TimeDeed::Started | TimeDeed::Typed { .. });
        begins.then_some(Self { id, person, incident, steps })
    }

    /// What was done to it, oldest first.
    pub fn steps(&self) -> &[TimeStep] {
        &self.steps
    }

    /// How many steps it has: who changes it says which were read.
    pub fn version(&self) -> u32 {
        self.steps.last().map_or(0, |step| step.seq)
    }

    /// The entry with another step.
    #[must_use]
    pub fn with(mut self, step: TimeStep) -> Self {
        self.steps.push(step);
        self
    }

    /// When it was written down first.
    pub fn begun_at(&self) -> Timestamp {
        self.steps.first().map_or(Timestamp::MIN, |step| step.at)
    }

    /// Whether something was done to it after a month that it touches was frozen.
    pub fn is_late(&self) -> bool {
        self.steps.iter().any(|step| step.is_late)
    }

    /// The stretch; nothing while the timer runs.
    pub fn stretch(&self) -> Option<Stretch> {
        self.steps.iter().rev().find_map(|step| match &step.deed {
            TimeDeed::Stopped { until, .. } => Some(Stretch::between(self.begun_at(), *until)),
            TimeDeed::Typed { stretch, .. } | TimeDeed::Changed { stretch, .. } => Some(*stretch),
            TimeDeed::Started | TimeDeed::Confirmed | TimeDeed::Withdrawn { .. } => None,
        })
    }

    /// What was done in that time, in words; possibly none.
    pub fn note(&self) -> &str {
        let said = self.steps.iter().rev().find_map(|step| match &step.deed {
            TimeDeed::Stopped { note, .. }
            | TimeDeed::Typed { note, .. }
            | TimeDeed::Changed { note, .. } => Some(note.as_str()),
            TimeDeed::Started | TimeDeed::Confirmed | TimeDeed::Withdrawn { .. } => None,
        });
        said.unwrap_or_default()
    }

    /// How it stands.
    pub fn standing(&self) -> TimeStanding {
        let doubted = self.stretch().is_some_and(|it| it.seconds() > DOUBTED_AFTER_S);
        match self.steps.last().map(|step| &step.deed) {
            Some(TimeDeed::Started) => TimeStanding::Running,
            Some(TimeDeed::Stopped { .. }) if doubted => TimeStanding::InDoubt,
            Some(TimeDeed::Withdrawn { .. }) | None => TimeStanding::Withdrawn,
            Some(
                TimeDeed::Stopped { .. }
                | TimeDeed::Typed { .. }
                | TimeDeed::Changed { .. }
                | TimeDeed::Confirmed,
            ) => TimeStanding::Counts,
        }
    }

    /// What of it counts in which month; nothing unless it counts.
    pub fn counted(&self, zone: &TimeZone) -> Vec<Piece> {
        let counts = self.standing() == TimeStanding::Counts;
        self.stretch().filter(|_| counts).map(|it| it.pieces(zone)).unwrap_or_default()
    }
}
