//! The agreement: targets per metric and priority, in a tier, over calendars.
//!
//! This is the document; how a target becomes a clock is told in `clock`.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::terms::{Credits, Maintenance, Percent};
use crate::calendar::WorkingTime;
use crate::key::{AgreementKey, CalendarKey};
use crate::party::Party;
use crate::priority::{Priority, PriorityMatrix};

/// Between whom an agreement holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AgreementKind {
    /// Service level agreement: we promise the client.
    #[default]
    Sla,
    /// Operational level agreement: our teams promise each other.
    Ola,
    /// Underpinning contract: a supplier promises us.
    Uc,
}

impl AgreementKind {
    /// All kinds, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Sla, Self::Ola, Self::Uc];

    /// The name in files and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sla => "sla",
            Self::Ola => "ola",
            Self::Uc => "uc",
        }
    }
}

/// What an application is worth to its client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// The most valuable.
    Gold,
    /// In between.
    Silver,
    /// The simplest.
    Bronze,
}

impl Tier {
    /// All tiers, the most valuable first.
    pub const ALL: [Self; 3] = [Self::Gold, Self::Silver, Self::Bronze];

    /// The name in files and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Gold => "gold",
            Self::Silver => "silver",
            Self::Bronze => "bronze",
        }
    }
}

/// What is promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Metric {
    /// From the report to the first human response to the client.
    Reaction,
    /// From one public human update to the next; starts with the first response.
    Update,
    /// From the oldest message of the client that nobody answered to the next public word of a
    /// human of ours; no clock unless a target asks for one.
    NextReply,
    /// From the report until the service is back.
    Restore,
    /// From the report until the fix is verified in production and reported back.
    Resolution,
}

impl Metric {
    /// All metrics, in the order in which they are shown.
    pub const ALL: [Self; 5] =
        [Self::Reaction, Self::Update, Self::NextReply, Self::Restore, Self::Resolution];

    /// The name in files and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reaction => "reaction",
            Self::Update => "update",
            Self::NextReply => "next_reply",
            Self::Restore => "restore",
            Self::Resolution => "resolution",
        }
    }
}

/// One promise: a metric, for a priority, within minutes that count in a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// What is promised.
    pub metric: Metric,
    /// For incidents of this priority.
    pub priority: Priority,
    /// Within so many minutes of open time, at least one.
    pub minutes: u32,
    /// The calendar that counts, when it is not the agreement's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<CalendarKey>,
    /// Whether the target's own calendar holds only once the trouble is confirmed: by a call, by a
    /// monitor, or by a report on the portal that says P1. Until then the agreement's calendar
    /// counts (domain §2.4).
    #[serde(default, skip_serializing_if = "is_false")]
    pub once_confirmed: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde asks for")]
fn is_false(it: &bool) -> bool {
    !*it
}

/// What becomes of a stopped clock when the incident is opened again (domain §2.8).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnReopen {
    /// The same clock goes on; the time in which it was resolved does not count.
    #[default]
    Resume,
    /// The stop was wrong, if the client said so in time: the time between counts.
    Void,
    /// A new cycle begins.
    NewCycle,
}

impl Target {
    /// A promise that counts in the agreement's own calendar.
    pub const fn new(metric: Metric, priority: Priority, minutes: u32) -> Self {
        Self { metric, priority, minutes, calendar: None, once_confirmed: false }
    }

    /// The promise as working time.
    pub fn promised(&self) -> WorkingTime {
        WorkingTime::minutes(i64::from(self.minutes))
    }
}

/// What was agreed about service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// Its key.
    pub key: AgreementKey,
    /// Its name.
    pub name: String,
    /// Between whom.
    #[serde(default)]
    pub kind: AgreementKind,
    /// Who promises it to us: the team of an OLA, the supplier of an underpinning contract. An SLA
    /// has none; there we promise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<Party>,
    /// The value tier.
    pub tier: Tier,
    /// The service window.
    pub calendar: CalendarKey,
    /// Percents of a target at which people are warned.
    #[serde(default = "usual_warnings")]
    pub warn_percents: Vec<u8>,
    /// Minutes of open time before a deadline at which people are warned as well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warn_minutes: Vec<u32>,
    /// Priorities at which waiting for the client stops the clocks. For a major incident it does
    /// not, unless it is agreed.
    #[serde(default = "usual_pauses")]
    pub client_wait_pauses: Vec<Priority>,
    /// Whether a restart or a revert needs no approval beforehand.
    #[serde(default = "yes")]
    pub minor_fixes_preapproved: bool,
    /// Whether a workaround resolves an incident.
    #[serde(default)]
    pub resolution_by_workaround: bool,
    /// Business days after resolving in which an incident can be opened again.
    #[serde(default = "usual_reopening")]
    pub reopen_days: u32,
    /// What becomes of stopped clocks when an incident is opened again, where they do not resume.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub on_reopen: BTreeMap<Metric, OnReopen>,
    /// What we look after, in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub managed: Vec<String>,
    /// What is not part of the agreement, in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclusions: Vec<String>,
    /// When planned work may be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maintenance: Option<Maintenance>,
    /// How available the application is in a month, of the hours of the agreement's calendar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub availability: Option<Percent>,
    /// What the client gets back when it is not as promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credits: Option<Credits>,
    /// Hours of work a month that the fee includes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours_per_month: Option<u32>,
    /// Minutes that we need ourselves beside a supplier's, when the two promises are compared.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub margin_minutes: u32,
    /// Which priority follows from impact and urgency, where it is not the usual.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority_matrix: Option<PriorityMatrix>,
    /// The promises.
    #[serde(default, rename = "target")]
    pub targets: Vec<Target>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde asks for")]
fn is_zero(it: &u32) -> bool {
    *it == 0
}

impl Agreement {
    /// An agreement without promises, as usual in all the rest.
    pub fn plain(
        key: AgreementKey,
        name: impl Into<String>,
        tier: Tier,
        calendar: CalendarKey,
    ) -> Self {
        Self {
            key,
            name: name.into(),
            kind: AgreementKind::Sla,
            party: None,
            tier,
            calendar,
            warn_percents: usual_warnings(),
            warn_minutes: Vec::new(),
            client_wait_pauses: usual_pauses(),
            minor_fixes_preapproved: true,
            resolution_by_workaround: false,
            reopen_days: usual_reopening(),
            on_reopen: BTreeMap::new(),
            managed: Vec::new(),
            exclusions: Vec::new(),
            maintenance: None,
            availability: None,
            credits: None,
            hours_per_month: None,
            margin_minutes: 0,
            priority_matrix: None,
            targets: Vec::new(),
        }
    }
}

fn usual_warnings() -> Vec<u8> {
    vec![50, 75, 90]
}

fn usual_pauses() -> Vec<Priority> {
    vec![Priority::P2, Priority::P3, Priority::P4, Priority::P5]
}

fn usual_reopening() -> u32 {
    5
}

fn yes() -> bool {
    true
}

impl Agreement {
    /// The promise for a metric and a priority, when there is one.
    pub fn target(&self, metric: Metric, priority: Priority) -> Option<&Target> {
        self.targets.iter().find(|target| target.metric == metric && target.priority == priority)
    }

    /// Whether anything is promised for a metric, whatever the priority.
    pub fn promises(&self, metric: Metric) -> bool {
        self.targets.iter().any(|target| target.metric == metric)
    }

    /// What becomes of the stopped clock of a metric when the incident is opened again.
    pub fn when_reopened(&self, metric: Metric) -> OnReopen {
        self.on_reopen.get(&metric).copied().unwrap_or_default()
    }

    /// The calendar in which a target counts.
    pub fn calendar_of<'a>(&'a self, target: &'a Target) -> &'a CalendarKey {
        target.calendar.as_ref().unwrap_or(&self.calendar)
    }

    /// Every calendar that the agreement names.
    pub fn calendars(&self) -> BTreeSet<&CalendarKey> {
        let named = self.targets.iter().filter_map(|target| target.calendar.as_ref());
        named.chain([&self.calendar]).collect()
    }
}
