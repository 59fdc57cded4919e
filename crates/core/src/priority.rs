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

impl Impact {
    /// All, worst first.
    pub const ALL: [Self; 3] = [Self::High, Self::Medium, Self::Low];
}

impl Urgency {
    /// All, most urgent first.
    pub const ALL: [Self; 3] = [Self::High, Self::Medium, Self::Low];
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

/// Which priority follows from impact and urgency: a row for each impact, worst first, with a
/// priority for each urgency.
///
/// It is total and monotone: a worse impact or urgency never gives a lower priority. Written as
/// `[[1, 2, 3], [2, 3, 4], [3, 4, 5]]`, which is the usual one (domain §3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "[[Priority; 3]; 3]", into = "[[Priority; 3]; 3]")]
pub struct PriorityMatrix([[Priority; 3]; 3]);

/// Why nine priorities are not a matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "impact {} with urgency {} is served as {worse}, after impact {} with urgency {} as {better}: what is worse may not wait longer",
    u8::from(self.at.0), u8::from(self.at.1), u8::from(self.after.0), u8::from(self.after.1)
)]
pub struct NotMonotone {
    /// The worse trouble.
    pub at: (Impact, Urgency),
    /// How it would be served.
    pub worse: Priority,
    /// The better one that would be served before it.
    pub after: (Impact, Urgency),
    /// How that would be served.
    pub better: Priority,
}

impl PriorityMatrix {
    /// The usual one.
    pub const USUAL: Self = {
        use Priority::{P1, P2, P3, P4, P5};
        Self([[P1, P2, P3], [P2, P3, P4], [P3, P4, P5]])
    };

    /// The priority of a trouble.
    pub fn priority(&self, impact: Impact, urgency: Urgency) -> Priority {
        let [high, medium, low] = self.0;
        let [now, soon, later] = match impact {
            Impact::High => high,
            Impact::Medium => medium,
            Impact::Low => low,
        };
        match urgency {
            Urgency::High => now,
            Urgency::Medium => soon,
            Urgency::Low => later,
        }
    }

    /// The priority of a trouble of this nature: security and privacy are never under P2.
    pub fn of(&self, nature: Nature, impact: Impact, urgency: Urgency) -> Priority {
        let priority = self.priority(impact, urgency);
        if nature == Nature::SecurityPrivacy { priority.min(Priority::P2) } else { priority }
    }

    /// The rows: for each impact, worst first, the priority for each urgency.
    pub fn rows(&self) -> [[Priority; 3]; 3] {
        self.0
    }
}

impl Default for PriorityMatrix {
    fn default() -> Self {
        Self::USUAL
    }
}

impl TryFrom<[[Priority; 3]; 3]> for PriorityMatrix {
    type Error = NotMonotone;

    fn try_from(rows: [[Priority; 3]; 3]) -> Result<Self, NotMonotone> {
        let matrix = Self(rows);
        let all = Impact::ALL.into_iter().flat_map(|it| Urgency::ALL.map(|urgency| (it, urgency)));
        for at in all.clone() {
            for after in all.clone().filter(|it| at.0 <= it.0 && at.1 <= it.1) {
                let worse = matrix.priority(at.0, at.1);
                let better = matrix.priority(after.0, after.1);
                if worse > better {
                    return Err(NotMonotone { at, worse, after, better });
                }
            }
        }
        Ok(matrix)
    }
}

impl From<PriorityMatrix> for [[Priority; 3]; 3] {
    fn from(matrix: PriorityMatrix) -> Self {
        matrix.0
    }
}

/// The priority that usually follows from impact and urgency, where nothing else was agreed.
pub fn priority(impact: Impact, urgency: Urgency) -> Priority {
    PriorityMatrix::USUAL.priority(impact, urgency)
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
        let priority = PriorityMatrix::USUAL.of(Nature::SecurityPrivacy, Impact::Low, Urgency::Low);
        assert_eq!(priority, Priority::P2);
    }

    #[test]
    fn a_matrix_that_lets_worse_trouble_wait_longer_is_refused_with_the_place() {
        let read = |text: &str| serde_json::from_str::<PriorityMatrix>(text);
        let told = read("[[1, 1, 3], [2, 1, 4], [3, 4, 5]]").unwrap_err().to_string();
        assert!(told.starts_with("impact 2 with urgency 1 is served as P2, after"), "{told}");
        assert!(told.contains("impact 2 with urgency 2 as P1"), "{told}");
        assert!(read("[[1, 2], [2, 3], [3, 4]]").is_err(), "not every case has a priority");
    }

    #[test]
    fn a_matrix_reads_back_as_it_was_written() {
        let text = "[[1,1,2],[1,2,3],[2,3,3]]";
        let matrix: PriorityMatrix = serde_json::from_str(text).unwrap();
        assert_eq!(matrix.priority(Impact::High, Urgency::Medium), Priority::P1);
        assert_eq!(matrix.priority(Impact::Low, Urgency::High), Priority::P2);
        assert_eq!(serde_json::to_string(&matrix).unwrap(), text);
    }

    proptest::proptest! {
        #[test]
        fn whatever_matrix_is_accepted_never_lets_worse_trouble_wait_longer(
            rows in proptest::array::uniform3(proptest::array::uniform3(1u8..=5)),
        ) {
            let rows = rows.map(|row| row.map(|it| Priority::try_from(it).unwrap()));
            let Ok(matrix) = PriorityMatrix::try_from(rows) else { return Ok(()) };
            for impact in Impact::ALL {
                for [worse, better] in [[Urgency::High, Urgency::Medium], [Urgency::Medium, Urgency::Low]] {
                    proptest::prop_assert!(
                        matrix.priority(impact, worse) <= matrix.priority(impact, better)
                    );
                }
            }
            for urgency in Urgency::ALL {
                for [worse, better] in [[Impact::High, Impact::Medium], [Impact::Medium, Impact::Low]] {
                    proptest::prop_assert!(
                        matrix.priority(worse, urgency) <= matrix.priority(better, urgency)
                    );
                }
            }
        }
    }

    #[test]
    fn every_nature_reads_back() {
        for nature in Nature::ALL {
            assert_eq!(nature.as_str().parse(), Ok(*nature));
        }
    }
}
