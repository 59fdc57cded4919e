//! The ledger: breaches as they were recorded, and what became of each request to correct.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{Corrected, Correction, Excuse};
use crate::incident::fact::{Entry, Fact};
use crate::key::PersonKey;
use crate::party::Party;
use crate::sla::Metric;

/// A breach as it was recorded. It stays for ever.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedBreach {
    /// Its place in the timeline.
    pub seq: u32,
    /// The shown deadline.
    pub due_at: Timestamp,
    /// The last instant that was in time.
    pub limit_at: Timestamp,
    /// Who had the ball.
    pub holder: Party,
    /// The line of the timeline that shows that there was none: what should have stopped the clock
    /// had happened in time, and was written down later.
    pub refuted_by: Option<u32>,
}

/// What became of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It waits for somebody to decide.
    Waiting,
    /// It counts.
    Approved {
        /// Who approved.
        by: Option<PersonKey>,
        /// When.
        at: Timestamp,
        /// What was said.
        note: String,
        /// Whether nobody else could, so that who asked has approved.
        is_alone: bool,
    },
    /// It does not count.
    Refused {
        /// Who refused.
        by: Option<PersonKey>,
        /// When.
        at: Timestamp,
        /// Why.
        reason: String,
    },
    /// Who asked took it back.
    Withdrawn {
        /// When.
        at: Timestamp,
    },
}

impl Standing {
    /// The name in lists, in the API and in the catalogue of words.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Approved { .. } => "approved",
            Self::Refused { .. } => "refused",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }

    /// When it was decided; nothing while it waits.
    pub const fn decided_at(&self) -> Option<Timestamp> {
        match self {
            Self::Waiting => None,
            Self::Approved { at, .. } | Self::Refused { at, .. } | Self::Withdrawn { at } => {
                Some(*at)
            }
        }
    }

    /// Who decided; nobody while it waits, and nobody but the asker when it was taken back.
    pub const fn decided_by(&self) -> Option<&PersonKey> {
        match self {
            Self::Waiting | Self::Withdrawn { .. } => None,
            Self::Approved { by, .. } | Self::Refused { by, .. } => by.as_ref(),
        }
    }
}

/// A request to correct, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionRequest {
    /// What was asked.
    pub correction: Correction,
    /// Who asked.
    pub requested_by: Option<PersonKey>,
    /// When.
    pub requested_at: Timestamp,
    /// What became of it.
    pub standing: Standing,
}

impl CorrectionRequest {
    /// Whether it waits for somebody to decide.
    pub const fn is_waiting(&self) -> bool {
        matches!(self.standing, Standing::Waiting)
    }
}

/// Breaches and requests of one incident.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    requests: Vec<CorrectionRequest>,
    breaches: BTreeMap<(Metric, u32), RecordedBreach>,
}

impl Ledger {
    /// Every request, oldest first.
    pub fn requests(&self) -> &[CorrectionRequest] {
        &self.requests
    }

    /// The request of that number.
    pub fn request(&self, number: u32) -> Option<&CorrectionRequest> {
        self.requests.iter().find(|request| request.correction.number == number)
    }

    /// The requests that wait for somebody to decide.
    pub fn waiting(&self) -> impl Iterator<Item = &CorrectionRequest> {
        self.requests.iter().filter(|request| request.is_waiting())
    }

    /// The corrections that count, in the order in which they were approved: of two about the same
    /// figure only the later.
    pub fn approved(&self) -> Vec<&CorrectionRequest> {
        let mut approved: Vec<&CorrectionRequest> = self
            .requests
            .iter()
            .filter(|request| matches!(request.standing, Standing::Approved { .. }))
            .collect();
        approved.sort_by_key(|request| request.standing.decided_at());
        let mut counting: Vec<&CorrectionRequest> = Vec::new();
        for request in approved {
            let what = &request.correction.what;
            counting.retain(|earlier| !earlier.correction.what.is_about_the_same(what));
            counting.push(request);
        }
        counting
    }

    /// Breaches as they were recorded, by metric and cycle.
    pub const fn breaches(&self) -> &BTreeMap<(Metric, u32), RecordedBreach> {
        &self.breaches
    }

    /// The breach of a cycle, if one was recorded.
    pub fn breach(&self, metric: Metric, cycle: u32) -> Option<&RecordedBreach> {
        self.breaches.get(&(metric, cycle))
    }

    /// Why the breach of a cycle is excused, and by which request; nothing if it is not.
    pub fn excuse(&self, metric: Metric, cycle: u32) -> Option<(Excuse, u32)> {
        self.approved().into_iter().find_map(|request| match &request.correction.what {
            Corrected::Breach { metric: of, cycle: in_cycle, excuse }
                if (*of, *in_cycle) == (metric, cycle) =>
            {
                Some((*excuse, request.correction.number))
            }
            Corrected::Breach { .. }
            | Corrected::ReportedAt { .. }
            | Corrected::RespondedAt { .. }
            | Corrected::RestoredAt { .. }
            | Corrected::OutageStart { .. }
            | Corrected::OutageEnd { .. }
            | Corrected::Calendar { .. } => None,
        })
    }

    /// The number of the next request.
    pub fn next_number(&self) -> u32 {
        self.requests.iter().map(|request| request.correction.number).max().unwrap_or(0) + 1
    }

    /// Takes note of one more line of the timeline.
    pub(in crate::incident) fn take(&mut self, entry: &Entry) {
        let by = || entry.actor.person().cloned();
        let at = entry.at;
        if let Fact::Breached { metric, cycle, due_at, limit_at, holder, .. } = &entry.fact {
            let breach = RecordedBreach {
                seq: entry.seq,
                due_at: *due_at,
                limit_at: *limit_at,
                holder: holder.clone(),
                refuted_by: None,
            };
            self.breaches.entry((*metric, *cycle)).or_insert(breach);
        } else if let Fact::BreachRefuted { metric, cycle, by } = &entry.fact {
            if let Some(breach) = self.breaches.get_mut(&(*metric, *cycle)) {
                breach.refuted_by.get_or_insert(*by);
            }
        } else if let Fact::CorrectionRequested(correction) = &entry.fact {
            self.requests.push(CorrectionRequest {
                correction: correction.clone(),
                requested_by: by(),
                requested_at: at,
                standing: Standing::Waiting,
            });
        } else if let Fact::CorrectionApproved { correction, note, is_alone } = &entry.fact {
            let (note, is_alone) = (note.clone(), *is_alone);
            self.decided(*correction, Standing::Approved { by: by(), at, note, is_alone });
        } else if let Fact::CorrectionRefused { correction, reason } = &entry.fact {
            let reason = reason.clone();
            self.decided(*correction, Standing::Refused { by: by(), at, reason });
        } else if let Fact::CorrectionWithdrawn { correction } = &entry.fact {
            self.decided(*correction, Standing::Withdrawn { at });
        }
    }

    fn decided(&mut self, number: u32, standing: Standing) {
        let waiting = self.requests.iter_mut().find(|request| {
            request.correction.number == number && request.standing == Standing::Waiting
        });
        if let Some(request) = waiting {
            request.standing = standing;
        }
    }
}
