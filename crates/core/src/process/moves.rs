//! Which moves the process knows: a table to be read aloud, one row a move.

use super::Step;
use super::guard::Guard;

/// What kind of move it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// The next step of the route; these guards stand before it.
    Forward(&'static [Guard]),
    /// A jump forward; the steps between are skipped, and the timeline says so.
    Shortcut(&'static [Guard]),
    /// A step back; it needs a reason and is counted.
    Back,
    /// The side door; it needs a reason.
    Leave,
}

/// The kind of the move from one step to another; `None` when the process does not know it.
pub fn kind_of(from: Step, to: Step) -> Option<Move> {
    use Guard as G;
    use Step as S;
    Some(match (from, to) {
        (S::Reported, S::Assigning) => {
            Move::Forward(&[G::ApplicationKnown, G::Classified, G::DuplicatesLookedAt])
        }
        (S::Assigning, S::Investigating) => Move::Forward(&[G::HolderAccepted, G::ClientTold]),
        (S::Investigating, S::Developing) => Move::Forward(&[G::FindingWithEvidence]),
        (S::Investigating, S::Agreeing) => Move::Forward(&[G::CauseKnown, G::Proposed]),
        (S::Developing, S::Agreeing) => Move::Forward(&[G::ProposalComplete]),
        (S::Agreeing, S::Implementing) => Move::Forward(&[G::Consented]),
        (S::Implementing, S::RollingOut) => Move::Forward(&[G::Tested, G::ReleaseApproved]),
        (S::RollingOut, S::Verifying) => Move::Forward(&[G::RolledOut]),
        (S::Verifying, S::Resolved) => Move::Forward(&[G::WatchedGreen, G::ReportedBack]),
        (S::Resolved, S::Reviewing) => Move::Forward(&[G::CauseAndSolution]),
        (S::Resolved | S::Reviewing, S::Closed) => {
            Move::Forward(&[G::ConfirmedOrSilent, G::CauseAndSolution, G::PreventionDecided])
        }

        // A restart or a revert that the agreement allows without asking first.
        (S::Investigating, S::Verifying) => Move::Shortcut(&[G::MinorFixPreapproved, G::RolledOut]),
        // A false alarm, or recovered before anybody engaged.
        (S::Reported, S::Resolved) => Move::Shortcut(&[G::NobodyEngaged]),
        // Answered, recovered, worked around, or no reply came.
        (S::Assigning | S::Investigating | S::Developing, S::Resolved) => {
            Move::Shortcut(&[G::KindAllowed, G::CauseAndSolution, G::ReportedBack, G::ProvedGreen])
        }

        (S::Investigating, S::Assigning) => Move::Back,
        (S::Developing, S::Investigating) => Move::Back,
        (S::Agreeing, S::Developing | S::Investigating) => Move::Back,
        (S::Implementing, S::Developing | S::Agreeing) => Move::Back,
        (S::RollingOut, S::Implementing) => Move::Back,
        (S::Verifying, S::Implementing | S::Developing | S::Investigating) => Move::Back,
        (S::Resolved, S::Investigating | S::Assigning) => Move::Back,
        (S::Closed | S::Reviewing, S::Investigating) => Move::Back,

        (
            S::Reported | S::Assigning | S::Investigating | S::Developing | S::Agreeing,
            S::Cancelled,
        ) => Move::Leave,

        (
            S::Reported
            | S::Assigning
            | S::Investigating
            | S::Developing
            | S::Agreeing
            | S::Implementing
            | S::RollingOut
            | S::Verifying
            | S::Resolved
            | S::Reviewing
            | S::Closed
            | S::Cancelled,
            _,
        ) => return None,
    })
}

/// Every step that can be reached from `from` in one move.
pub fn allowed_moves(from: Step) -> Vec<(Step, Move)> {
    Step::ALL.iter().filter_map(|to| Some((*to, kind_of(from, *to)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_route_runs_from_reported_to_closed_in_forward_moves() {
        let mut step = Step::Reported;
        let mut seen = vec![step];
        while step != Step::Closed {
            let next = allowed_moves(step)
                .into_iter()
                .find(|(to, kind)| matches!(kind, Move::Forward(_)) && *to > step)
                .map(|(to, _)| to);
            step = next.expect("every open step has a way forward");
            seen.push(step);
        }
        let expected: Vec<Step> =
            Step::ALL.iter().copied().filter(|step| *step != Step::Cancelled).collect();
        assert_eq!(seen, expected);
    }

    #[test]
    fn closed_can_be_reached_from_every_step_but_the_side_door() {
        for &start in Step::ALL.iter().filter(|step| **step != Step::Cancelled) {
            let mut reached = vec![start];
            let mut at = 0;
            while let Some(&step) = reached.get(at) {
                for (to, _) in allowed_moves(step) {
                    if !reached.contains(&to) {
                        reached.push(to);
                    }
                }
                at += 1;
            }
            assert!(reached.contains(&Step::Closed), "{start} never closes");
        }
    }

    #[test]
    fn nobody_leaves_by_the_side_door_after_the_client_agreed() {
        for step in [Step::Implementing, Step::RollingOut, Step::Verifying, Step::Resolved] {
            assert_eq!(kind_of(step, Step::Cancelled), None);
        }
    }
}
