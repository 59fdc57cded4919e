//! The documents of the directory that have no module of their own: what people write in files.
//!
//! Agreements, calendars, matrices, routes and checks are described where their rules are.

use serde::{Deserialize, Serialize};

use crate::key::{
    AgreementKey, ApplicationKey, CalendarKey, CheckKey, ClientKey, ComponentKey, PersonKey,
    RouteKey, SupplierKey,
};
use crate::party::Party;
use crate::sla::Percent;

/// A language of the product.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Dutch.
    Nl,
    /// English.
    #[default]
    En,
}

impl Language {
    /// All languages.
    pub const ALL: [Self; 2] = [Self::En, Self::Nl];

    /// The code of RFC 5646.
    pub fn code(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::En => "en",
        }
    }

    /// The language of a code such as `nl` or `nl-NL`.
    pub fn from_code(code: &str) -> Option<Self> {
        let primary = code.split('-').next()?;
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(primary))
    }
}

/// What holds for the whole installation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Installation {
    /// The name of the organisation that runs Piket, as letters and pages show it.
    pub name: String,
    /// The language of people and clients who have none of their own.
    pub language: Language,
    /// The time zone in which times are shown (IANA name).
    pub time_zone: String,
    /// The agreement for applications without one of their own.
    pub default_agreement: Option<AgreementKey>,
    /// The route for applications and clients without one of their own.
    pub default_route: Option<RouteKey>,
    /// Who ends every chain: the named service manager.
    pub service_manager: Option<PersonKey>,
    /// Who is told when nobody takes an incident.
    pub ladder: Ladder,
}

impl Default for Installation {
    fn default() -> Self {
        Self {
            name: "Piket".to_owned(),
            language: Language::default(),
            time_zone: "Europe/Amsterdam".to_owned(),
            default_agreement: None,
            default_route: None,
            service_manager: None,
            ladder: Ladder::default(),
        }
    }
}

/// Who is told when nobody takes an incident: the engineer on duty, after a while the next, and
/// at last the service manager.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Ladder {
    /// The engineer on duty.
    pub first: Option<PersonKey>,
    /// The next engineer.
    pub second: Option<PersonKey>,
    /// Minutes after the report until the second is told.
    pub second_after_minutes: u32,
    /// Minutes after the report until the service manager is told.
    pub manager_after_minutes: u32,
}

impl Default for Ladder {
    fn default() -> Self {
        Self { first: None, second: None, second_after_minutes: 10, manager_after_minutes: 20 }
    }
}

/// A client: an organisation whose applications we look after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Client {
    /// Its key.
    pub key: ClientKey,
    /// Its name.
    pub name: String,
    /// The language of its people who have none of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The route of its incidents, where it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub route: Option<RouteKey>,
}

/// An application that we manage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Application {
    /// Its key.
    pub key: ApplicationKey,
    /// Its name.
    pub name: String,
    /// Whose it is.
    pub client: ClientKey,
    /// Where users find it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What was agreed for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<AgreementKey>,
    /// The route of its incidents, where it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub route: Option<RouteKey>,
    /// Whether there is an environment for tests beside production.
    #[serde(default)]
    pub has_test_environment: bool,
    /// When it counts as down, where that is not whenever a check says that everything is hit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub down_when: Option<DownWhen>,
    /// Its parts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<Component>,
}

/// When an application counts as down: so many of these parts fail.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DownWhen {
    /// How many of the parts must fail at the same time.
    pub fails: HowMany,
    /// Checks that are a part each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<CheckKey>,
    /// Components that are a part each: one fails when any of its checks does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<ComponentKey>,
    /// How much of the time in which something failed, but not so much that it was down, counts as
    /// lost; none if nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub degraded_weight: Option<Percent>,
}

impl DownWhen {
    /// Whether it names a part. Without one, every check that says that everything is hit is one.
    pub fn names_something(&self) -> bool {
        !self.checks.is_empty() || !self.components.is_empty()
    }
}

/// How many of several: written `"any"`, `"all"`, or as a number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HowMany {
    /// One of them is enough.
    #[default]
    Any,
    /// All of them.
    All,
    /// So many at the least.
    #[serde(untagged)]
    AtLeast(u32),
}

/// A part of an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Component {
    /// Its key, unique within the application.
    pub key: ComponentKey,
    /// Its name.
    pub name: String,
    /// Who supplies it, when it is not ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplier: Option<SupplierKey>,
    /// What was agreed with the client for this part, where it differs from the application.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<AgreementKey>,
    /// The contract under which the supplier supplies it, when it has several with us.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<AgreementKey>,
}

/// Who has the contract with a supplier, and so answers for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ContractedBy {
    /// We do: the client's clocks run on while we wait for the supplier.
    #[default]
    Us,
    /// The client does: waiting for the supplier is waiting for the client.
    Client,
}

/// A supplier: hosting, data, DNS, payment and so on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Supplier {
    /// Its key.
    pub key: SupplierKey,
    /// Its name.
    pub name: String,
    /// Who has the contract with it.
    #[serde(default)]
    pub contracted_by: ContractedBy,
    /// The address of its desk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The address to which it is written when it misses what it promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub escalation_email: Option<String>,
    /// The language in which it is written to.
    #[serde(default)]
    pub language: Language,
    /// Its hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<CalendarKey>,
    /// Minutes of its hours within which it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reaction_minutes: Option<u32>,
    /// Minutes of its hours within which it restores.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restore_minutes: Option<u32>,
}

/// What a person may do, before letters and client walls are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Keeps the installation: people, tokens, settings, and all that a manager may.
    Administrator,
    /// Makes agreements and answers for them, and all that an engineer may.
    Manager,
    /// First line.
    Engineer,
    /// Second line.
    Developer,
    /// A person of a client.
    Client,
}

impl Role {
    /// The name in files and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Manager => "manager",
            Self::Engineer => "engineer",
            Self::Developer => "developer",
            Self::Client => "client",
        }
    }

    /// Whether the person works on our side of the desk.
    pub fn is_own(self) -> bool {
        !matches!(self, Self::Client)
    }
}

/// A person: of our own teams or of a client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The key.
    pub key: PersonKey,
    /// The name as others see it.
    pub name: String,
    /// The address for mail and for signing in.
    pub email: String,
    /// What the person may do.
    pub role: Role,
    /// Whose person it is; set for the role `client`, and for no other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<ClientKey>,
    /// The parties in which the person stands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<Party>,
    /// Applications to which the person's part is limited; empty means all (of the client).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub applications: Vec<ApplicationKey>,
    /// The person's language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The number by which the person is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Whether the person still takes part.
    #[serde(default = "yes")]
    pub is_active: bool,
}

fn yes() -> bool {
    true
}
