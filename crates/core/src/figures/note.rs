//! What people write down about the service of an application beside incidents: planned work, an
//! outage that no check saw, and a stretch that must not count.
//!
//! Every step of a note is kept; what it stands for is read off its steps. Planned work counts by
//! when it was announced. An outage and an excuse count only once somebody else has agreed.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::key::{ApplicationKey, ComponentKey, PersonKey};

/// What a note is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// Planned work.
    Maintenance,
    /// The application was down, and no check said so.
    Outage,
    /// An outage that does not count in the corrected figures.
    Excuse,
}

impl NoteKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Maintenance, Self::Outage, Self::Excuse];

    /// The name in files and in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Maintenance => "maintenance",
            Self::Outage => "outage",
            Self::Excuse => "excuse",
        }
    }

    /// Whether somebody else must agree before it counts.
    pub const fn needs_consent(self) -> bool {
        matches!(self, Self::Outage | Self::Excuse)
    }
}

/// Why an outage does not count in the corrected figures (domain §2.10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExcuseCategory {
    /// The client caused it.
    ClientCaused,
    /// Nobody could have prevented it.
    ForceMajeure,
    /// There was none: the measurement was wrong.
    MeasurementError,
    /// It was agreed beforehand that it does not count.
    AgreedException,
}

impl ExcuseCategory {
    /// All of them.
    pub const ALL: [Self; 4] =
        [Self::ClientCaused, Self::ForceMajeure, Self::MeasurementError, Self::AgreedException];

    /// The name in files and in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ClientCaused => "client_caused",
            Self::ForceMajeure => "force_majeure",
            Self::MeasurementError => "measurement_error",
            Self::AgreedException => "agreed_exception",
        }
    }
}

/// What is written down first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted {
    /// What it is about.
    pub kind: NoteKind,
    /// From when.
    pub from: Timestamp,
    /// Until when.
    pub until: Timestamp,
    /// Which parts of the application; empty for all of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<ComponentKey>,
    /// What it is, in words. The client reads it.
    pub text: String,
    /// Where it can be seen: an address, or a number of an incident.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evidence: String,
    /// Why it does not count; of an excuse only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<ExcuseCategory>,
}

/// One step of a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum NoteStep {
    /// It was written down.
    Noted(Noted),
    /// Planned work will take longer, or ended earlier.
    Moved {
        /// Until when it lasts now.
        until: Timestamp,
        /// Why.
        reason: String,
    },
    /// It was agreed.
    Agreed {
        /// Whether there was nobody else to agree, so that the writer did.
        is_alone: bool,
    },
    /// It was refused, or taken back.
    Withdrawn {
        /// Why.
        reason: String,
    },
}

/// A step with who took it and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteEntry {
    /// The place in the note, from 1.
    pub seq: u32,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: PersonKey,
    /// What.
    #[serde(flatten)]
    pub step: NoteStep,
}

/// Where a note stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It waits for somebody else to agree.
    Waiting,
    /// It counts.
    Counts,
    /// It was refused or taken back.
    Withdrawn,
}

impl Standing {
    /// The name in the API and in the catalogue of words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Counts => "counts",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A stretch of planned work, and when it was announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Announced {
    /// From when.
    pub from: Timestamp,
    /// Until when.
    pub until: Timestamp,
    /// When it was announced.
    pub at: Timestamp,
}

/// A note, with all its steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceNote {
    /// Its row key.
    pub id: Uuid,
    /// Of which application.
    pub application: ApplicationKey,
    /// What was written down first.
    pub noted: Noted,
    /// The steps, oldest first.
    pub entries: Vec<NoteEntry>,
}

/// What somebody wants of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoteCommand {
    /// Planned work takes longer or less long.
    Move {
        /// Until when.
        until: Timestamp,
        /// Why.
        reason: String,
    },
    /// Agree with it.
    Agree,
    /// Refuse it or take it back.
    Withdraw {
        /// Why.
        reason: String,
    },
}

/// Why a note is not written, or not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoteRefusal {
    /// It ends before it begins.
    #[error("it must end after it begins")]
    EndsBeforeItBegins,
    /// It lasts longer than a note may.
    #[error("it may last 31 days at the most")]
    TooLong,
    /// An outage or an excuse that lies in the future.
    #[error("what has not happened yet cannot be written down as past")]
    InTheFuture,
    /// Nothing was said.
    #[error("say in words what it is")]
    NoText,
    /// It needs something to be seen.
    #[error("say where it can be seen: an address or a number of an incident")]
    NoEvidence,
    /// An excuse needs a category.
    #[error("say for which reason it does not count")]
    NoCategory,
    /// A reason is needed.
    #[error("say why")]
    NoReason,
    /// Whoever wrote it cannot agree with it.
    #[error("somebody else must agree with what you wrote down")]
    OwnNote,
    /// It does not wait for anybody.
    #[error("it is decided already")]
    Decided,
    /// Only planned work can take longer or shorter.
    #[error("only planned work that still counts can be moved")]
    NotMovable,
    /// The past does not move.
    #[error("it cannot end before now: what was done is done")]
    EndsInThePast,
}

impl NoteRefusal {
    /// The name in the API and in the catalogue of words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EndsBeforeItBegins => "ends_before_it_begins",
            Self::TooLong => "too_long",
            Self::InTheFuture => "in_the_future",
            Self::NoText => "no_text",
            Self::NoEvidence => "no_evidence",
            Self::NoCategory => "no_category",
            Self::NoReason => "no_reason",
            Self::OwnNote => "own_note",
            Self::Decided => "decided",
            Self::NotMovable => "not_movable",
            Self::EndsInThePast => "ends_in_the_past",
        }
    }

    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::EndsBeforeItBegins,
        Self::TooLong,
        Self::InTheFuture,
        Self::NoText,
        Self::NoEvidence,
        Self::NoCategory,
        Self::NoReason,
        Self::OwnNote,
        Self::Decided,
        Self::NotMovable,
        Self::EndsInThePast,
    ];
}

/// The longest that a note may last.
const LONGEST_S: i64 = 31 * 86_400;

/// Whether a new note may be written down at `now`.
///
/// # Errors
///
/// [`NoteRefusal`], the first reason why not.
pub fn note(noted: Noted, now: Timestamp) -> Result<NoteStep, NoteRefusal> {
    check_length(noted.from, noted.until)?;
    if noted.text.trim().is_empty() {
        return Err(NoteRefusal::NoText);
    }
    match noted.kind {
        NoteKind::Maintenance => {}
        NoteKind::Outage | NoteKind::Excuse => {
            if noted.until > now {
                return Err(NoteRefusal::InTheFuture);
            }
            if noted.evidence.trim().is_empty() {
                return Err(NoteRefusal::NoEvidence);
            }
            if noted.kind == NoteKind::Excuse && noted.category.is_none() {
                return Err(NoteRefusal::NoCategory);
            }
        }
    }
    Ok(NoteStep::Noted(noted))
}

fn check_length(from: Timestamp, until: Timestamp) -> Result<(), NoteRefusal> {
    if until <= from {
        return Err(NoteRefusal::EndsBeforeItBegins);
    }
    if until.as_second() - from.as_second() > LONGEST_S {
        return Err(NoteRefusal::TooLong);
    }
    Ok(())
}

impl ServiceNote {
    /// The note that its steps add up to; nothing unless they begin with what was noted.
    pub fn of(id: Uuid, application: ApplicationKey, entries: Vec<NoteEntry>) -> Option<Self> {
        let NoteStep::Noted(noted) = &entries.first()?.step else { return None };
        let noted = noted.clone();
        Some(Self { id, application, noted, entries })
    }

    /// Who wrote it down.
    pub fn by(&self) -> Option<&PersonKey> {
        self.entries.first().map(|entry| &entry.by)
    }

    /// When it was written down.
    pub fn noted_at(&self) -> Timestamp {
        self.entries.first().map_or(self.noted.from, |entry| entry.at)
    }

    /// Until when it lasts, after everything that moved it.
    pub fn until(&self) -> Timestamp {
        let moved = self.entries.iter().rev().find_map(|entry| match &entry.step {
            NoteStep::Moved { until, .. } => Some(*until),
            NoteStep::Noted(_) | NoteStep::Agreed { .. } | NoteStep::Withdrawn { .. } => None,
        });
        moved.unwrap_or(self.noted.until)
    }

    /// Where it stands.
    pub fn standing(&self) -> Standing {
        let mut standing =
            if self.noted.kind.needs_consent() { Standing::Waiting } else { Standing::Counts };
        for entry in &self.entries {
            match entry.step {
                NoteStep::Agreed { .. } => standing = Standing::Counts,
                NoteStep::Withdrawn { .. } => standing = Standing::Withdrawn,
                NoteStep::Noted(_) | NoteStep::Moved { .. } => {}
            }
        }
        standing
    }

    /// The stretches of planned work with when each was announced: an extension is one of its own.
    pub fn announced(&self) -> Vec<Announced> {
        let first =
            Announced { from: self.noted.from, until: self.noted.until, at: self.noted_at() };
        let mut pieces = vec![first];
        for entry in &self.entries {
            let NoteStep::Moved { until, .. } = entry.step else { continue };
            for piece in &mut pieces {
                piece.until = piece.until.min(until);
            }
            pieces.retain(|piece| piece.from < piece.until);
            let end = pieces.iter().map(|piece| piece.until).max().unwrap_or(self.noted.from);
            if end < until {
                pieces.push(Announced { from: end, until, at: entry.at });
            }
        }
        pieces
    }

    /// What follows of a command by `who` at `now`. `is_alone` says that nobody else could agree.
    ///
    /// # Errors
    ///
    /// [`NoteRefusal`], when it is not done.
    pub fn decide(
        &self,
        command: NoteCommand,
        who: &PersonKey,
        is_alone: bool,
        now: Timestamp,
    ) -> Result<NoteStep, NoteRefusal> {
        match command {
            NoteCommand::Move { until, reason } => {
                let is_planned = self.noted.kind == NoteKind::Maintenance;
                if !is_planned || self.standing() != Standing::Counts || self.until() <= now {
                    return Err(NoteRefusal::NotMovable);
                }
                check_length(self.noted.from, until)?;
                if until < now {
                    return Err(NoteRefusal::EndsInThePast);
                }
                if reason.trim().is_empty() {
                    return Err(NoteRefusal::NoReason);
                }
                Ok(NoteStep::Moved { until, reason })
            }
            NoteCommand::Agree => {
                if self.standing() != Standing::Waiting {
                    return Err(NoteRefusal::Decided);
                }
                let is_own = self.by() == Some(who);
                if is_own && !is_alone {
                    return Err(NoteRefusal::OwnNote);
                }
                Ok(NoteStep::Agreed { is_alone: is_own })
            }
            NoteCommand::Withdraw { reason } => {
                if self.standing() == Standing::Withdrawn {
                    return Err(NoteRefusal::Decided);
                }
                if reason.trim().is_empty() {
                    return Err(NoteRefusal::NoReason);
                }
                Ok(NoteStep::Withdrawn { reason })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn who(key: &str) -> PersonKey {
        key.parse().unwrap()
    }

    fn noted(kind: NoteKind, from: &str, until: &str) -> Noted {
        Noted {
            kind,
            from: at(from),
            until: at(until),
            components: Vec::new(),
            text: "New database server".to_owned(),
            evidence: "https://status.example/7".to_owned(),
            category: Some(ExcuseCategory::ClientCaused),
        }
    }

    fn written(noted: Noted, when: &str) -> ServiceNote {
        let entry =
            NoteEntry { seq: 1, at: at(when), by: who("ilse"), step: NoteStep::Noted(noted) };
        ServiceNote::of(Uuid::nil(), "shop".parse().unwrap(), vec![entry]).unwrap()
    }

    fn then(mut note: ServiceNote, when: &str, by: &str, step: NoteStep) -> ServiceNote {
        let seq = u32::try_from(note.entries.len()).unwrap() + 1;
        note.entries.push(NoteEntry { seq, at: at(when), by: who(by), step });
        note
    }

    #[test]
    fn an_outage_counts_only_once_somebody_else_agreed() {
        let outage = noted(NoteKind::Outage, "2026-10-05T10:00:00Z", "2026-10-05T11:00:00Z");
        let now = at("2026-10-06T09:00:00Z");
        let waiting = written(outage, "2026-10-06T08:00:00Z");
        assert_eq!(waiting.standing(), Standing::Waiting);
        let own = waiting.decide(NoteCommand::Agree, &who("ilse"), false, now);
        assert_eq!(own, Err(NoteRefusal::OwnNote));
        let step = waiting.decide(NoteCommand::Agree, &who("marit"), false, now).unwrap();
        assert_eq!(step, NoteStep::Agreed { is_alone: false });
        let agreed = then(waiting, "2026-10-06T09:00:00Z", "marit", step);
        assert_eq!(agreed.standing(), Standing::Counts);
        let again = agreed.decide(NoteCommand::Agree, &who("anna"), false, now);
        assert_eq!(again, Err(NoteRefusal::Decided));
    }

    #[test]
    fn who_is_alone_agrees_with_the_own_note_and_it_is_marked_so() {
        let outage = noted(NoteKind::Outage, "2026-10-05T10:00:00Z", "2026-10-05T11:00:00Z");
        let waiting = written(outage, "2026-10-06T08:00:00Z");
        let now = at("2026-10-06T09:00:00Z");
        let step = waiting.decide(NoteCommand::Agree, &who("ilse"), true, now).unwrap();
        assert_eq!(step, NoteStep::Agreed { is_alone: true });
    }

    #[test]
    fn what_is_not_over_is_no_outage_yet_and_one_without_evidence_is_none() {
        let now = at("2026-10-05T10:30:00Z");
        let outage = noted(NoteKind::Outage, "2026-10-05T10:00:00Z", "2026-10-05T11:00:00Z");
        assert_eq!(note(outage.clone(), now), Err(NoteRefusal::InTheFuture));
        let later = at("2026-10-05T11:00:00Z");
        assert!(note(outage.clone(), later).is_ok());
        let silent = Noted { evidence: " ".to_owned(), ..outage };
        assert_eq!(note(silent, later), Err(NoteRefusal::NoEvidence));
        let excuse = noted(NoteKind::Excuse, "2026-10-05T10:00:00Z", "2026-10-05T11:00:00Z");
        let excuse = Noted { category: None, ..excuse };
        assert_eq!(note(excuse, later), Err(NoteRefusal::NoCategory));
    }

    #[test]
    fn a_note_ends_after_it_begins_and_within_a_month() {
        let now = at("2026-10-01T00:00:00Z");
        let back = noted(NoteKind::Maintenance, "2026-10-05T11:00:00Z", "2026-10-05T11:00:00Z");
        assert_eq!(note(back, now), Err(NoteRefusal::EndsBeforeItBegins));
        let long = noted(NoteKind::Maintenance, "2026-10-05T11:00:00Z", "2026-11-06T11:00:00Z");
        assert_eq!(note(long, now), Err(NoteRefusal::TooLong));
    }

    #[test]
    fn an_extension_is_announced_when_it_is_said() {
        let work = noted(NoteKind::Maintenance, "2026-10-05T01:00:00Z", "2026-10-05T03:00:00Z");
        let work = written(work, "2026-10-01T12:00:00Z");
        let moved = NoteStep::Moved { until: at("2026-10-05T04:00:00Z"), reason: "slow".into() };
        let work = then(work, "2026-10-05T02:30:00Z", "ilse", moved);
        let pieces = work.announced();
        assert_eq!(pieces.len(), 2);
        assert_eq!(pieces[0].until, at("2026-10-05T03:00:00Z"));
        assert_eq!(
            (pieces[1].from, pieces[1].at),
            (at("2026-10-05T03:00:00Z"), at("2026-10-05T02:30:00Z"))
        );
        assert_eq!(work.until(), at("2026-10-05T04:00:00Z"));
    }

    #[test]
    fn work_that_ends_early_is_shorter_from_then_on() {
        let work = noted(NoteKind::Maintenance, "2026-10-05T01:00:00Z", "2026-10-05T03:00:00Z");
        let work = written(work, "2026-10-01T12:00:00Z");
        let done = NoteCommand::Move { until: at("2026-10-05T02:00:00Z"), reason: "done".into() };
        let step = work.decide(done, &who("tom"), false, at("2026-10-05T02:00:00Z")).unwrap();
        let work = then(work, "2026-10-05T02:00:00Z", "tom", step);
        assert_eq!(work.announced().len(), 1);
        assert_eq!(work.announced()[0].until, at("2026-10-05T02:00:00Z"));
        let again = NoteCommand::Move { until: at("2026-10-05T05:00:00Z"), reason: "more".into() };
        let late = work.decide(again, &who("tom"), false, at("2026-10-05T02:00:01Z"));
        assert_eq!(late, Err(NoteRefusal::NotMovable));
    }
}
