//! Keys: the short names by which people and files call the things they configure.
//!
//! A key is chosen once, is unique for its kind in an installation and never changes; what a thing
//! is called on a page is its name. Incidents have no key but an [`IncidentId`] and a [`Number`].

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Why a text is not a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is not a key: use 1 to 64 lower-case letters, digits, '-', '_' or '.', starting with a letter or digit"
)]
pub struct NotAKey(pub String);

fn is_key(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c);
    (1..=64).contains(&text.len())
        && text.chars().all(allowed)
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
}

macro_rules! keys {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The key as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = NotAKey;

            fn from_str(text: &str) -> Result<Self, NotAKey> {
                if is_key(text) { Ok(Self(text.to_owned())) } else { Err(NotAKey(text.to_owned())) }
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAKey;

            fn try_from(text: String) -> Result<Self, NotAKey> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(key: $name) -> Self {
                key.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

keys! {
    /// A client: an organisation whose applications we look after.
    ClientKey;
    /// An application that we manage.
    ApplicationKey;
    /// A part of an application; unique within it.
    ComponentKey;
    /// A supplier: hosting, data, DNS, payment and so on.
    SupplierKey;
    /// A person: of our own teams, of a client or of a supplier.
    PersonKey;
    /// A business calendar.
    CalendarKey;
    /// An agreement.
    AgreementKey;
    /// A RACI matrix.
    MatrixKey;
    /// A route: the agreed incident process.
    RouteKey;
    /// A check.
    CheckKey;
}

/// The row key of an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct IncidentId(pub Uuid);

impl fmt::Display for IncidentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The number by which people call an incident, shown as `INC-1042`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Number(pub u64);

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "INC-{}", self.0)
    }
}

impl FromStr for Number {
    type Err = NotANumber;

    /// Reads `INC-1042`, `inc-1042`, `#1042` and `1042`.
    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let text = text.trim();
        let digits = text
            .strip_prefix("INC-")
            .or_else(|| text.strip_prefix("inc-"))
            .or_else(|| text.strip_prefix('#'))
            .unwrap_or(text);
        digits.parse().map(Self).map_err(|_| NotANumber(text.to_owned()))
    }
}

/// Why a text is not the number of an incident.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not the number of an incident; it looks like INC-1042")]
pub struct NotANumber(pub String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_short_lower_case_and_starts_with_a_letter_or_digit() {
        assert!("bakkerij-de-molen".parse::<ClientKey>().is_ok());
        for wrong in ["", "-x", "Molen", "de molen", "é", &"x".repeat(65)] {
            assert_eq!(wrong.parse::<ClientKey>(), Err(NotAKey(wrong.to_owned())));
        }
    }

    #[test]
    fn a_number_reads_as_people_write_it() {
        for text in ["INC-1042", "inc-1042", "#1042", " 1042 "] {
            assert_eq!(text.parse(), Ok(Number(1042)));
        }
        assert!("INC-".parse::<Number>().is_err());
    }
}
