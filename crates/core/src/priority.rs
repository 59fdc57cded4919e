//! Priority from impact and urgency, and the nature of a trouble.
//!
//! The value tier of an application changes targets, never priority.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How much is hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Impact {
    /// The application or a key process is down for everybody, or data, security or privacy is hit.
    High,
    /// An important function or a group of users is hit.
    Medium,
    /// One user, or something cosmetic.
    Low,
}

/// How soon it hurts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Urgency {
    /// Business has stopped or a hard deadline is near, and there is no way around it.
    High,
    /// Work is hindered; there is a way around it.
    Medium,
    /// It can wait.
    Low,
}

/// The order in which incidents are served: P1 first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Priority {
    /// Drop everything.
    P1,
    /// Now.
    P2,
    /// Today or tomorrow.
    P3,
    /// This week.
    P4,
    /// When there is time.
    P5,
}

impl Priority {
    /// All priorities, most urgent first.
    pub const ALL: [Self; 5] = [Self::P1, Self::P2, Self::P3, Self::P4, Self::P5];
}

impl fmt::Display for Priority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "P{}", u8::from(*self))
    }
}

/// A number that is not on its scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not on the scale: impact and urgency are 1 to 3, priority is 1 to 5")]
pub struct OffScale(pub u8);

macro_rules! scale {
    ($name:ident: $($level:ident = $number:literal),*) => {
        impl TryFrom<u8> for $name {
            type Error = OffScale;

            fn try_from(number: u8) -> Result<Self, OffScale> {
                match number { $($number => Ok(Self::$level),)* other => Err(OffScale(other)) }
            }
        }

        impl From<$name> for u8 {
            fn from(level: $name) -> u8 {
                match level { $($name::$level => $number),* }
            }
        }
    };
}

scale!(Impact: High = 1, Medium = 2, Low = 3);
scale!(Urgency: High = 1, Medium = 2, Low = 3);
scale!(Priority: P1 = 1, P2 = 2, P3 = 3, P4 = 4, P5 = 5);

/// The priority that follows from impact and urgency.
///
/// The table is total and monotone: a worse impact or urgency never gives a lower priority.
pub fn priority(impact: Impact, urgency: Urgency) -> Priority {
    match u8::from(impact) + u8::from(urgency) {
        0..=2 => Priority::P1,
        3 => Priority::P2,
        4 => Priority::P3,
        5 => Priority::P4,
        6.. => Priority::P5,
    }
}

/// The priority of a trouble of this nature: security and privacy are never under P2.
pub fn priority_of(nature: Nature, impact: Impact, urgency: Urgency) -> Priority {
    let priority = priority(impact, urgency);
    if nature == Nature::SecurityPrivacy { priority.min(Priority::P2) } else { priority }
}

macro_rules! natures {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        /// What kind of trouble it is; the RACI matrix may answer differently for each.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Nature { $($(#[$doc])* $name),* }

        impl Nature {
            /// All natures, in the order in which people are offered them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The name in files and in the API.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }
        }
    };
}

natures! {
    /// It does not answer.
    Outage = "outage";
    /// It is slow.
    Performance = "performance";
    /// Data is wrong or missing.
    WrongOrMissingData = "wrong_or_missing_data";
    /// A function does not do what it should.
    FunctionalDefect = "functional_defect";
    /// Security or privacy is at stake.
    SecurityPrivacy = "security_privacy";
    /// A certificate or a name.
    CertificateDns = "certificate_dns";
    /// Something outside that the application leans on.
    ExternalService = "external_service";
    /// Somebody cannot get in.
    Access = "access";
    /// A question.
    Question = "question";
}

impl fmt::Display for Nature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for Nature {
    type Err = NotANature;

    fn from_str(text: &str) -> Result<Self, NotANature> {
        Self::ALL
            .iter()
            .copied()
            .find(|nature| nature.as_str() == text)
            .ok_or_else(|| NotANature(text.to_owned()))
    }
}

/// Why a text does not name a nature.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a nature of trouble")]
pub struct NotANature(pub String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_impact_and_urgency_is_the_agreed_one() {
        let table = [[1, 2, 3], [2, 3, 4], [3, 4, 5]];
        for (impact, row) in (1..=3).zip(table) {
            for (urgency, expected) in (1..=3).zip(row) {
                let got = priority(
                    Impact::try_from(impact).unwrap(),
                    Urgency::try_from(urgency).unwrap(),
                );
                assert_eq!(u8::from(got), expected, "impact {impact}, urgency {urgency}");
            }
        }
    }

    #[test]
    fn a_leak_of_one_users_data_is_still_served_as_p2() {
        let priority = priority_of(Nature::SecurityPrivacy, Impact::Low, Urgency::Low);
        assert_eq!(priority, Priority::P2);
    }

    #[test]
    fn every_nature_reads_back() {
        for nature in Nature::ALL {
            assert_eq!(nature.as_str().parse(), Ok(*nature));
        }
    }
}
