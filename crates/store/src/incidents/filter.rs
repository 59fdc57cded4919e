//! What a list is asked for, and by which index it is answered.
//!
//! Texts are never built at run time: there is one statement for each index that can lead, and
//! all of them take the same parameters and test all other wishes on the rows that the index
//! yields. The order in [`Filter::lead`] is from the wish that few incidents fulfil to the one
//! that many do.

use jiff::Timestamp;
use piket_core::incident::WaitsOn;
use piket_core::key::{ApplicationKey, ClientKey, PersonKey};
use piket_core::priority::Priority;
use piket_core::process::Step;

use super::ClockStanding;
use crate::sql::Value;
use crate::{StoreError, codec};

/// Whether incidents that are over are meant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Those that are not over, the nearest deadline first.
    #[default]
    Open,
    /// Those that are over, the latest first.
    Closed,
    /// First the open ones, then the closed ones.
    All,
}

/// Which incidents a list is to show. Wishes are joined by "and"; the default is all open ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Whether those that are over are meant.
    pub status: Status,
    /// Only what this person holds.
    pub mine: Option<PersonKey>,
    /// Only what nobody has taken.
    pub unassigned: bool,
    /// Only this client's.
    pub client: Option<ClientKey>,
    /// Only this application's.
    pub application: Option<ApplicationKey>,
    /// Only those at this step.
    pub step: Option<Step>,
    /// Only those of this priority.
    pub priority: Option<Priority>,
    /// Only those with a deadline before this instant. Does not concern those that are over.
    pub due_before: Option<Timestamp>,
    /// Only those with a missed target.
    pub breached: bool,
    /// Only those where the client waits for an answer.
    pub client_waits: bool,
    /// Only those whose clocks stand like this together. Does not concern those that are over.
    pub clock: Option<ClockStanding>,
    /// Only those where we wait for this.
    pub waiting_on: Option<WaitsOn>,
    /// What the reader may know of at all; `None` for everything.
    pub wall: Option<Wall>,
}

/// What a person of a client may know of: as `Who::sees_incident` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wall {
    /// Whose person it is.
    pub client: ClientKey,
    /// The applications to which the person is limited; empty for all.
    pub applications: Vec<ApplicationKey>,
    /// The person, who always sees what he or she reported.
    pub person: PersonKey,
}

/// The index that answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    Person,
    Application,
    Unassigned,
    Breached,
    Unanswered,
    Waiting,
    Clock,
    Client,
    Step,
    Priority,
    All,
}

impl Filter {
    /// The client whose incidents alone can answer; `Err` if the wall leaves none.
    fn client(&self) -> Result<Option<&ClientKey>, ()> {
        match (&self.wall, &self.client) {
            (Some(wall), Some(client)) if wall.client != *client => Err(()),
            (Some(wall), _) => Ok(Some(&wall.client)),
            (None, client) => Ok(client.as_ref()),
        }
    }

    /// Whether the wall leaves nothing of what is asked for.
    pub(super) fn is_void(&self) -> bool {
        self.client().is_err()
    }

    pub(super) fn shows_open(&self) -> bool {
        self.status != Status::Closed
    }

    pub(super) fn shows_closed(&self) -> bool {
        self.status != Status::Open
    }

    /// The index that leaves the fewest rows to be looked at.
    pub(super) fn lead(&self) -> Lead {
        if self.mine.is_some() {
            Lead::Person
        } else if self.application.is_some() {
            Lead::Application
        } else if self.unassigned {
            Lead::Unassigned
        } else if self.breached {
            Lead::Breached
        } else if self.client_waits {
            Lead::Unanswered
        } else if self.waiting_on.is_some() {
            Lead::Waiting
        } else if self.clock.is_some_and(|clock| clock != ClockStanding::Running) {
            Lead::Clock
        } else if self.client.is_some() || self.wall.is_some() {
            Lead::Client
        } else if self.step.is_some() {
            Lead::Step
        } else if self.priority.is_some() {
            Lead::Priority
        } else if self.clock.is_some() {
            Lead::Clock
        } else {
            Lead::All
        }
    }

    /// `$4` to `$16`: the wishes, NULL where there is none.
    pub(super) fn values(&self, is_open: bool) -> Result<[Value; 13], StoreError> {
        let only = |wish: bool| wish.then_some(true);
        let due_before = self.due_before.filter(|_| is_open).map(Timestamp::as_millisecond);
        let applications = self.wall.as_ref().map(|wall| &wall.applications);
        let applications = applications.filter(|applications| !applications.is_empty());
        Ok([
            due_before.unwrap_or(i64::MAX).into(),
            self.mine.as_ref().into(),
            self.client().unwrap_or_default().into(),
            self.application.as_ref().into(),
            self.step.map(Step::as_str).into(),
            self.priority.map(u8::from).into(),
            self.unassigned.then_some(false).into(),
            only(self.breached).into(),
            only(self.client_waits).into(),
            applications.map(codec::json).transpose()?.into(),
            self.wall.as_ref().map(|wall| &wall.person).into(),
            self.clock.filter(|_| is_open).map(ClockStanding::as_str).into(),
            self.waiting_on.as_ref().map(codec::name).transpose()?.into(),
        ])
    }
}

/// What a list and a count say after `WHERE`: `$1` and `$2` are where the page begins, and the
/// rest are the values of [`Filter::values`].
macro_rules! where_open {
    ($lead:literal) => {
        concat!(
            " FROM incident WHERE is_open = TRUE AND ",
            $lead,
            " AND (sort_at, id) > ($1, $2) AND ",
            $crate::incidents::filter::wishes!()
        )
    };
}

/// As [`where_open`], for incidents that are over, which are read backwards.
macro_rules! where_closed {
    ($lead:literal) => {
        concat!(
            " FROM incident WHERE is_open = FALSE AND ",
            $lead,
            " AND (sort_at, id) < ($1, $2) AND ",
            $crate::incidents::filter::wishes!()
        )
    };
}

macro_rules! wishes {
    () => {
        "sort_at < $4
        AND (CAST($5 AS TEXT) IS NULL OR holder_person = $5)
        AND (CAST($6 AS TEXT) IS NULL OR client_key = $6)
        AND (CAST($7 AS TEXT) IS NULL OR application_key = $7)
        AND (CAST($8 AS TEXT) IS NULL OR step = $8)
        AND (CAST($9 AS BIGINT) IS NULL OR priority = $9)
        AND (CAST($10 AS BOOLEAN) IS NULL OR is_taken = $10)
        AND (CAST($11 AS BOOLEAN) IS NULL OR is_breached = $11)
        AND (CAST($12 AS BOOLEAN) IS NULL OR client_waits = $12)
        AND (CAST($13 AS TEXT) IS NULL OR reporter = $14
            OR application_key IN (SELECT value FROM json_each($13)))
        AND (CAST($15 AS TEXT) IS NULL OR clock_state = $15)
        AND (CAST($16 AS TEXT) IS NULL OR waiting_on = $16)"
    };
}
pub(super) use {where_closed, where_open, wishes};
