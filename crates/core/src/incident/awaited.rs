//! What an incident waits for, beside its step (domain §2.5).
//!
//! Waiting for the client, and for a supplier whom the client contracted, lets clocks stand still
//! and is told in `state::WaitingOn`. What is awaited here never does: a supplier of ours, a change
//! window, something within our own house. It is told so that everybody knows why nothing moves.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::state::State;
use crate::key::SupplierKey;
use crate::party::Party;
use crate::process::Step;
use crate::sla::Pause;

/// What one of ours says that we wait for. No clock stands still for it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Awaited {
    /// An answer or a delivery of a supplier.
    Supplier(SupplierKey),
    /// The window in which a change may be made.
    ChangeWindow,
    /// Something within our own house.
    Internal,
}

impl Awaited {
    /// The supplier as a party, where it is one.
    pub fn party(&self) -> Option<Party> {
        match self {
            Self::Supplier(key) => Some(Party::Supplier(key.clone())),
            Self::ChangeWindow | Self::Internal => None,
        }
    }

    /// Of what kind it is.
    pub const fn kind(&self) -> WaitsOn {
        match self {
            Self::Supplier(_) => WaitsOn::Supplier,
            Self::ChangeWindow => WaitsOn::ChangeWindow,
            Self::Internal => WaitsOn::Internal,
        }
    }
}

impl fmt::Display for Awaited {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Supplier(key) => write!(f, "supplier:{key}"),
            Self::ChangeWindow => f.write_str("change_window"),
            Self::Internal => f.write_str("internal"),
        }
    }
}

/// Why a text does not name what is awaited.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} cannot be awaited: use supplier:<key>, change_window or internal")]
pub struct NotAwaited(pub String);

impl FromStr for Awaited {
    type Err = NotAwaited;

    fn from_str(text: &str) -> Result<Self, NotAwaited> {
        match text {
            "change_window" => Ok(Self::ChangeWindow),
            "internal" => Ok(Self::Internal),
            other => other
                .strip_prefix("supplier:")
                .and_then(|key| key.parse().ok())
                .map(Self::Supplier)
                .ok_or_else(|| NotAwaited(other.to_owned())),
        }
    }
}

impl TryFrom<String> for Awaited {
    type Error = NotAwaited;

    fn try_from(text: String) -> Result<Self, NotAwaited> {
        text.parse()
    }
}

impl From<Awaited> for String {
    fn from(awaited: Awaited) -> Self {
        awaited.to_string()
    }
}

/// What we wait for while the clocks go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Awaiting {
    /// What it is.
    pub on: Awaited,
    /// In words.
    pub what: String,
    /// Since when.
    pub since: Timestamp,
    /// When the wait ends by itself, and the holder is reminded.
    pub until: Option<Timestamp>,
}

/// Of what kind the wait is, for lists and filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitsOn {
    /// The client, who was asked something.
    Client,
    /// A moment to which the client agreed.
    AgreedDeferral,
    /// A supplier with whom the client has the contract; the clocks stand still.
    ClientParty,
    /// A supplier; the clocks go on.
    Supplier,
    /// The window in which a change may be made.
    ChangeWindow,
    /// Something within our own house.
    Internal,
}

impl WaitsOn {
    /// All kinds.
    pub const ALL: [Self; 6] = [
        Self::Client,
        Self::Supplier,
        Self::ClientParty,
        Self::ChangeWindow,
        Self::Internal,
        Self::AgreedDeferral,
    ];

    /// The name in the API and in the catalogue of words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::AgreedDeferral => "agreed_deferral",
            Self::ClientParty => "client_party",
            Self::Supplier => "supplier",
            Self::ChangeWindow => "change_window",
            Self::Internal => "internal",
        }
    }

    const fn of(pause: Pause) -> Self {
        match pause {
            Pause::Client => Self::Client,
            Pause::ClientParty => Self::ClientParty,
            Pause::AgreedDeferral => Self::AgreedDeferral,
            Pause::Us => Self::Internal,
        }
    }
}

impl State {
    /// What we wait for, foremost the client, then what one of ours said.
    pub fn waiting_on(&self) -> Option<WaitsOn> {
        let asked = self.waiting.as_ref().map(|it| WaitsOn::of(it.pause));
        let said = self.awaiting.as_ref().map(|it| it.on.kind());
        let party = self.party_waits.values().next().map(|it| WaitsOn::of(it.pause));
        match asked {
            Some(WaitsOn::Client) => asked,
            _ => said.or(asked).or(party),
        }
    }

    /// A party answered, or let us know that it will not: it is no longer awaited.
    pub(super) fn awaits_no_longer(&mut self, party: &Party) {
        self.awaiting.take_if(|it| match &it.on {
            Awaited::Supplier(_) => it.on.party().as_ref() == Some(party),
            Awaited::Internal => party.is_own(),
            Awaited::ChangeWindow => false,
        });
    }

    /// The ball goes from `past` to `next`: what was awaited within our house has happened, and a
    /// supplier from whom it comes back has done its part.
    pub(super) fn awaits_after_hand_over(&mut self, past: &Party, next: &Party) {
        self.awaiting.take_if(|it| match &it.on {
            Awaited::Supplier(_) => past != next && it.on.party().as_ref() == Some(past),
            Awaited::Internal => true,
            Awaited::ChangeWindow => false,
        });
    }

    /// The incident moves on its route: whatever was awaited within our house is there, the change
    /// window has begun once the change is rolled out, and out of work nothing is awaited.
    pub(super) fn awaits_at(&mut self, step: Step) {
        self.awaiting.take_if(|it| {
            !step.is_at_work()
                || match &it.on {
                    Awaited::Internal => true,
                    Awaited::Supplier(_) | Awaited::ChangeWindow => step == Step::Verifying,
                }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_awaited_reads_back_as_it_is_written() {
        for text in ["supplier:nordhost", "change_window", "internal"] {
            assert_eq!(text.parse::<Awaited>().unwrap().to_string(), text);
        }
        for text in ["client", "supplier:", "own:development", ""] {
            assert_eq!(text.parse::<Awaited>(), Err(NotAwaited(text.to_owned())));
        }
    }

    #[test]
    fn every_kind_has_the_name_under_which_it_is_kept() {
        for kind in WaitsOn::ALL {
            let kept = serde_json::to_value(kind).unwrap();
            assert_eq!(kept, serde_json::Value::from(kind.as_str()));
        }
    }
}
