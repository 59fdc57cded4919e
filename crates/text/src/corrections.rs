//! What is corrected, in words.

use std::borrow::Cow;

use jiff::Timestamp;
use piket_core::incident::{Corrected, Excuse, Standing};

use crate::words::Words;

impl Words {
    /// What a correction says, as a part of a sentence: "received 14 July 03:06, not 03:20".
    pub fn corrected(&self, what: &Corrected) -> String {
        let instants = |key: &str, old: &Timestamp, new: &Timestamp| {
            self.t2(key, "old", self.moment(*old), "new", self.moment(*new))
        };
        match what {
            Corrected::Breach { metric, excuse, .. } => self.t2(
                "corrected-breach",
                "metric",
                self.metric_in_sentence(*metric),
                "excuse",
                self.excuse(*excuse),
            ),
            Corrected::ReportedAt { old, new } => instants("corrected-reported-at", old, new),
            Corrected::RespondedAt { old, new } => instants("corrected-responded-at", old, new),
            Corrected::RestoredAt { old, new } => instants("corrected-restored-at", old, new),
            Corrected::OutageStart { old, new, .. } => instants("corrected-outage-start", old, new),
            Corrected::OutageEnd { old, new, .. } => instants("corrected-outage-end", old, new),
            Corrected::Calendar { old, new } => {
                self.t2("corrected-calendar", "old", old.to_string(), "new", new.to_string())
            }
        }
    }

    /// Why a breach is not held against us.
    pub fn excuse(&self, excuse: Excuse) -> Cow<'static, str> {
        self.named("excuse", excuse.as_str())
    }

    /// What became of a request.
    pub fn standing(&self, standing: &Standing) -> Cow<'static, str> {
        self.named("correction-standing", standing.as_str())
    }
}
