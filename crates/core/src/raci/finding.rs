//! What is wrong with a matrix, as data: a rule, a fault, and where.
//!
//! The texts here are for developers and the command line; pages translate the code of the fault.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Activity, Cell};
use crate::key::PersonKey;
use crate::party::Party;
use crate::priority::Priority;

/// A rule for matrices, as documented: E for errors, W for warnings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Rule {
    /// Exactly one party is accountable for a row.
    E1,
    /// At least one party is responsible for a row.
    E2,
    /// A party is one thing in a row; only R and A go together.
    E3,
    /// Behind A and R is a human who can be reached.
    E4,
    /// Where P1 is promised around the clock, A and R can be reached around the clock.
    E5,
    /// Development is at least informed from step 2 on.
    E6,
    /// The client is at least informed where it matters, and asked about the fix.
    E7,
    /// A responsible supplier can be engaged, on a contract.
    E8,
    /// Every activity of the route has a row.
    E9,
    /// Of several responsible parties one starts.
    W1,
    /// Not too many are asked, and nobody is waited for when it burns.
    W2,
    /// Every party has a letter somewhere.
    W3,
    /// Accountability does not hang on one person.
    W4,
    /// We are accountable for a supplier that we contracted.
    W5,
    /// A supplier's contract is fast enough for what we promised.
    W6,
    /// Who approves a release did not make it.
    W7,
}

impl Rule {
    /// The stable code: `E1`.
    pub fn code(self) -> &'static str {
        match self {
            Self::E1 => "E1",
            Self::E2 => "E2",
            Self::E3 => "E3",
            Self::E4 => "E4",
            Self::E5 => "E5",
            Self::E6 => "E6",
            Self::E7 => "E7",
            Self::E8 => "E8",
            Self::E9 => "E9",
            Self::W1 => "W1",
            Self::W2 => "W2",
            Self::W3 => "W3",
            Self::W4 => "W4",
            Self::W5 => "W5",
            Self::W6 => "W6",
            Self::W7 => "W7",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The matrix may not be made active.
    Error,
    /// Somebody should look.
    Warning,
}

macro_rules! faults {
    ($($(#[$doc:meta])* $name:ident $({ $($(#[$fdoc:meta])* $field:ident: $type:ty),* })?
        = $rule:ident, $severity:ident, $code:literal, $text:literal;)*) => {
        /// What is wrong, in the order of the rules.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, thiserror::Error)]
        #[serde(tag = "code", rename_all = "snake_case")]
        pub enum Fault {
            $($(#[$doc])* #[error($text)] $name $({ $($(#[$fdoc])* $field: $type),* })?),*
        }

        impl Fault {
            /// The rule that is broken.
            pub fn rule(&self) -> Rule {
                match self { $(Self::$name { .. } => Rule::$rule),* }
            }

            /// How bad it is.
            pub fn severity(&self) -> Severity {
                match self { $(Self::$name { .. } => Severity::$severity),* }
            }

            /// The stable code, for catalogues of words.
            pub fn code(&self) -> &'static str {
                match self { $(Self::$name { .. } => $code),* }
            }
        }
    };
}

faults! {
    /// Nobody answers for it.
    NobodyAccountable = E1, Error, "nobody_accountable", "nobody is accountable";
    /// More than one party answers for it.
    SeveralAccountable { /** How many. */ count: usize }
        = E1, Error, "several_accountable", "{count} parties are accountable, it must be one";
    /// Nobody does it.
    NobodyResponsible = E2, Error, "nobody_responsible", "nobody is responsible";
    /// The letters of a party do not go together.
    MixedLetters { /** What the party is. */ cell: Cell }
        = E3, Error, "mixed_letters", "has {cell}, but only R and A go together";
    /// Nobody stands behind the party, or nobody can be reached.
    NobodyReachable
        = E4, Error, "nobody_reachable", "is A or R, but has no active person with a working channel";
    /// Only a mailbox or an automation stands behind the party.
    NoHuman
        = E4, Error, "no_human", "is A or R, but only a mailbox or an automation stands behind it";
    /// One of our own parties sleeps at night.
    NotRoundTheClock = E5, Error, "not_round_the_clock",
        "is A or R where P1 is promised around the clock, but has nobody on call";
    /// A party of the client sleeps at night.
    ClientNotRoundTheClock = E5, Warning, "client_not_round_the_clock",
        "is A or R where P1 is promised around the clock, but the client has nobody on call";
    /// Development is left out.
    DevelopmentLeftOut
        = E6, Error, "development_left_out", "must be at least informed from step 2 on";
    /// The client is left out.
    ClientLeftOut = E7, Error, "client_left_out", "no party of the client is at least informed";
    /// The client has no say in the fix.
    ClientNotAsked
        = E7, Error, "client_not_asked", "no party of the client is accountable or consulted";
    /// We do not know how to engage the supplier.
    NoContactRoute
        = E8, Error, "no_contact_route", "is a responsible supplier without a way to engage it";
    /// We contracted the supplier, but nothing is agreed.
    NoUnderpinning = E8, Warning, "no_underpinning",
        "is a responsible supplier of ours without an underpinning contract";
    /// The route has an activity for which nobody is named.
    NoRow = E9, Error, "no_row", "the route has this activity, but no matrix has a row for it";
    /// Several parties do it, and nobody starts.
    NobodyStarts
        = W1, Warning, "nobody_starts", "several parties are responsible: mark one as first (R1)";
    /// Several parties do it, and several start.
    SeveralStart { /** How many. */ count: usize }
        = W1, Warning, "several_start", "{count} parties are marked as first, it must be one";
    /// Many are asked.
    ManyConsulted { /** How many. */ count: usize }
        = W2, Warning, "many_consulted", "{count} parties are consulted, more than three";
    /// A P1 incident would wait for advice.
    BlockingConsult
        = W2, Warning, "blocking_consult", "a P1 incident would wait for this party's advice (C!)";
    /// A party is known here, but no row names it.
    NoLetter = W3, Warning, "no_letter", "has no letter in any row";
    /// Accountability hangs on one person.
    OnePersonAccountable {
        /** The person. */ person: PersonKey, /** In how many rows. */ rows: usize,
        /** Of how many. */ of: usize
    } = W4, Warning, "one_person_accountable", "{person} alone is accountable in {rows} of {of} rows";
    /// Our own supplier answers for it.
    SupplierAccountable
        = W5, Warning, "supplier_accountable", "is accountable, although it is our own supplier";
    /// The supplier promised us less than we promised the client.
    SlowerThanPromised {
        /** The most urgent priority for which it is so. */ priority: Priority,
        /** What the supplier promised. */ supplier_minutes: u32,
        /** What we need ourselves. */ margin_minutes: u32,
        /** What we promised. */ promised_minutes: u32
    } = W6, Warning, "slower_than_promised",
        "restores {priority} in {supplier_minutes} minutes; with our own {margin_minutes} that is \
         more than the {promised_minutes} we promised";
    /// Who approves is who made it.
    NoFourEyes { /** The person. */ person: PersonKey } = W7, Error, "no_four_eyes",
        "{person} would approve a release of their own, and four eyes are asked for";
}

/// One thing that is wrong with a matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What is wrong.
    #[serde(flatten)]
    pub fault: Fault,
    /// The party it is about, if it is about one.
    pub party: Option<Party>,
    /// The rows it is about, in order; empty if it is about the matrix as a whole.
    pub activities: Vec<Activity>,
}

impl Finding {
    /// The rule that is broken.
    pub fn rule(&self) -> Rule {
        self.fault.rule()
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.fault.severity()
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.rule())?;
        for (n, activity) in self.activities.iter().enumerate() {
            write!(f, "{}{activity}", if n == 0 { " in " } else { ", " })?;
        }
        f.write_str(": ")?;
        if let Some(party) = &self.party {
            write!(f, "{party} ")?;
        }
        write!(f, "{}", self.fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_reads_as_a_sentence() {
        let finding = Finding {
            fault: Fault::NobodyReachable,
            party: Some(Party::IncidentManager),
            activities: vec![Activity::FirstResponse, Activity::AssignHolder],
        };
        assert_eq!(
            finding.to_string(),
            "E4 in 1.2, 2.1: own:incident_manager is A or R, but has no active person with a \
             working channel"
        );
    }

    #[test]
    fn a_machine_reads_the_same_code_as_the_catalogue() {
        let fault = Fault::ManyConsulted { count: 4 };
        let finding =
            Finding { fault: fault.clone(), party: None, activities: vec![Activity::Review] };
        assert_eq!(
            serde_json::to_value(&finding).unwrap(),
            serde_json::json!({
                "code": fault.code(), "count": 4, "party": null, "activities": ["6.3"],
            })
        );
    }
}
