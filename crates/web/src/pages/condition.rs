//! How an application is: what its checks and its open incidents say, as one tone.

use std::collections::BTreeMap;

use piket_core::check::{CheckSpec, Phase, Status};
use piket_core::directory::Directory;
use piket_core::incident::TicketKind;
use piket_core::key::{ApplicationKey, CheckKey};
use piket_core::priority::Priority;
use piket_store::checks::Standing;
use piket_store::incidents::IncidentRow;

/// How something is, the worst last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tone {
    /// Nothing is known.
    #[default]
    Unknown,
    /// All is well.
    Ok,
    /// Something is not as it should be.
    Warn,
    /// It is down, or as good as.
    Bad,
}

impl Tone {
    /// The class in styles.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Unknown => "none",
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }

    /// The icon that says the same.
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Self::Unknown => "circle-dashed",
            Self::Ok => "circle-check",
            Self::Warn => "alert-triangle",
            Self::Bad => "alert-octagon",
        }
    }
}

/// What a check says. What could not be measured says nothing about the application.
pub(crate) fn of_check(spec: &CheckSpec, standing: Option<&Standing>) -> Tone {
    let Some(standing) = standing.filter(|_| spec.enabled) else { return Tone::Unknown };
    if standing.state.phase() == Phase::Unmeasured {
        return Tone::Unknown;
    }
    match standing.state.hard {
        Status::Ok => Tone::Ok,
        Status::Warning => Tone::Warn,
        Status::Unknown => Tone::Unknown,
        Status::Critical => Tone::Bad,
    }
}

/// What the checks of an application say together: the worst of it.
pub(crate) fn of_checks(
    directory: &Directory,
    standings: &BTreeMap<CheckKey, Standing>,
    application: &ApplicationKey,
) -> Tone {
    directory
        .checks
        .values()
        .filter(|spec| spec.application == *application)
        .map(|spec| of_check(spec, standings.get(&spec.key)))
        .max()
        .unwrap_or_default()
}

/// What an incident says about its application; nothing once it is resolved, and a question or a
/// request says nothing either.
pub(crate) fn of_incident(row: &IncidentRow) -> Tone {
    if row.ticket != TicketKind::Incident || !row.step.is_at_work() {
        return Tone::Unknown;
    }
    if row.priority <= Priority::P2 { Tone::Bad } else { Tone::Warn }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use piket_core::check::CheckState;

    use super::*;
    use crate::pages::example::Example;

    fn standing(hard: Status, last_at: Option<Timestamp>) -> Standing {
        let state = CheckState { hard, last_at, ..CheckState::default() };
        Standing { check: "checkout".parse().unwrap(), state, changed_at: Timestamp::UNIX_EPOCH }
    }

    #[test]
    fn a_check_that_measured_nothing_says_nothing_about_its_application() {
        let example = Example::reported();
        let spec = &example.directory.checks[&"checkout".parse().unwrap()];
        let measured = Some(Timestamp::UNIX_EPOCH);
        assert_eq!(of_check(spec, None), Tone::Unknown);
        assert_eq!(of_check(spec, Some(&standing(Status::Ok, None))), Tone::Unknown);
        assert_eq!(of_check(spec, Some(&standing(Status::Unknown, measured))), Tone::Unknown);
        assert_eq!(of_check(spec, Some(&standing(Status::Ok, measured))), Tone::Ok);
        assert_eq!(of_check(spec, Some(&standing(Status::Critical, measured))), Tone::Bad);
    }

    #[test]
    fn an_incident_counts_while_it_is_worked_on_and_a_question_never_does() {
        let example = Example::reported();
        let seen = example.seen();
        let mut row = IncidentRow::of(seen.id, &seen.state, &seen.clocks);
        row.priority = Priority::P1;
        assert_eq!(of_incident(&row), Tone::Bad);
        row.priority = Priority::P4;
        assert_eq!(of_incident(&row), Tone::Warn);
        row.ticket = TicketKind::Question;
        assert_eq!(of_incident(&row), Tone::Unknown);
        row.ticket = TicketKind::Incident;
        row.step = piket_core::process::Step::Resolved;
        assert_eq!(of_incident(&row), Tone::Unknown);
    }
}
