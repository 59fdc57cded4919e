//! The canonical steps of an incident.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! steps {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        /// Where an incident is on its route.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Step { $($(#[$doc])* $name),* }

        impl Step {
            /// All steps in the order of the route.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The name in files, in the API and in the catalogue of words.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }
        }
    };
}

steps! {
    /// 1: it is known, and nobody has looked yet.
    Reported = "reported";
    /// 2, "Action! Who?": a holder is being found.
    Assigning = "assigning";
    /// 3: the cause is being sought.
    Investigating = "investigating";
    /// 4: the second line works on it.
    Developing = "developing";
    /// 5a: a proposal waits for the client's consent.
    Agreeing = "agreeing";
    /// 5b: the fix is being made and tested.
    Implementing = "implementing";
    /// 5c: the fix is on its way to production.
    RollingOut = "rolling_out";
    /// 5d: the fix is live and being watched.
    Verifying = "verifying";
    /// 6a: resolved and reported back; the client is asked to confirm.
    Resolved = "resolved";
    /// 6b: the review is being written.
    Reviewing = "reviewing";
    /// 6: done.
    Closed = "closed";
    /// Left by the side door: a duplicate, no incident, withdrawn, spam.
    Cancelled = "cancelled";
}

/// The six phases of the process, as the tracker shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// 1 Report.
    Report,
    /// 2 Action! Who?
    ActionWho,
    /// 3 Investigation.
    Investigation,
    /// 4 Development team.
    Development,
    /// 5 Solution.
    Solution,
    /// 6 Report back and close.
    Close,
}

impl Step {
    /// The phase to which the step belongs.
    pub fn phase(self) -> Phase {
        match self {
            Self::Reported => Phase::Report,
            Self::Assigning => Phase::ActionWho,
            Self::Investigating => Phase::Investigation,
            Self::Developing => Phase::Development,
            Self::Agreeing | Self::Implementing | Self::RollingOut | Self::Verifying => {
                Phase::Solution
            }
            Self::Resolved | Self::Reviewing | Self::Closed | Self::Cancelled => Phase::Close,
        }
    }

    /// Whether nothing more is expected.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Closed | Self::Cancelled)
    }

    /// Whether work is still to be done to get the service back or the question answered.
    pub fn is_at_work(self) -> bool {
        self < Self::Resolved
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for Step {
    type Err = NotAStep;

    fn from_str(text: &str) -> Result<Self, NotAStep> {
        let found = Self::ALL.iter().copied().find(|step| step.as_str() == text);
        found.ok_or_else(|| NotAStep(text.to_owned()))
    }
}

/// Why a text does not name a step.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a step of the incident process")]
pub struct NotAStep(pub String);
