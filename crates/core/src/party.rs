//! Parties: the roles that organisations and teams have for an application.
//!
//! A party is whom the RACI matrix names; the people behind it are found in the directory.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::key::SupplierKey;

/// An organisation or a team in its role for an application.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Party {
    /// Our first line.
    ServiceDesk,
    /// Our second line, always informed.
    Development,
    /// Our incident manager, who is also the service manager where nobody else is named.
    IncidentManager,
    /// Our account manager.
    Account,
    /// The client's owner of the application, who decides for the client.
    ClientOwner,
    /// The client's people who report and are asked.
    ClientContact,
    /// The client's people who want to know.
    ClientStakeholders,
    /// The supplier of the component that is in trouble, whoever that is: for matrices that serve
    /// many applications.
    ComponentSupplier,
    /// A supplier by name.
    Supplier(SupplierKey),
}

impl Party {
    /// Whether the party is one of our own teams.
    pub fn is_own(&self) -> bool {
        matches!(
            self,
            Self::ServiceDesk | Self::Development | Self::IncidentManager | Self::Account
        )
    }

    /// Whether the party is the client.
    pub fn is_client(&self) -> bool {
        matches!(self, Self::ClientOwner | Self::ClientContact | Self::ClientStakeholders)
    }

    /// Whether the party is a supplier.
    pub fn is_supplier(&self) -> bool {
        matches!(self, Self::ComponentSupplier | Self::Supplier(_))
    }
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ServiceDesk => "own:service_desk",
            Self::Development => "own:development",
            Self::IncidentManager => "own:incident_manager",
            Self::Account => "own:account",
            Self::ClientOwner => "client:product_owner",
            Self::ClientContact => "client:contact",
            Self::ClientStakeholders => "client:stakeholders",
            Self::ComponentSupplier => "supplier:*",
            Self::Supplier(key) => return write!(f, "supplier:{key}"),
        })
    }
}

/// Why a text does not name a party.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is not a party: use own:service_desk, own:development, own:incident_manager, own:account, client:product_owner, client:contact, client:stakeholders or supplier:<key>"
)]
pub struct NotAParty(pub String);

impl FromStr for Party {
    type Err = NotAParty;

    fn from_str(text: &str) -> Result<Self, NotAParty> {
        let supplier = |key: &str| key.parse().map(Self::Supplier);
        Ok(match text {
            "own:service_desk" => Self::ServiceDesk,
            "own:development" => Self::Development,
            "own:incident_manager" => Self::IncidentManager,
            "own:account" => Self::Account,
            "client:product_owner" => Self::ClientOwner,
            "client:contact" => Self::ClientContact,
            "client:stakeholders" => Self::ClientStakeholders,
            "supplier:*" => Self::ComponentSupplier,
            other => other
                .strip_prefix("supplier:")
                .and_then(|key| supplier(key).ok())
                .ok_or_else(|| NotAParty(other.to_owned()))?,
        })
    }
}

impl TryFrom<String> for Party {
    type Error = NotAParty;

    fn try_from(text: String) -> Result<Self, NotAParty> {
        text.parse()
    }
}

impl From<Party> for String {
    fn from(party: Party) -> Self {
        party.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_party_reads_back_as_it_is_written() {
        for text in [
            "own:service_desk",
            "own:development",
            "own:incident_manager",
            "own:account",
            "client:product_owner",
            "client:contact",
            "client:stakeholders",
            "supplier:*",
            "supplier:nordhost",
        ] {
            assert_eq!(text.parse::<Party>().unwrap().to_string(), text);
        }
        assert_eq!("supplier:".parse::<Party>(), Err(NotAParty("supplier:".to_owned())));
    }
}
