//! Who does what at this moment: the row of the matrix for what is being done now, with people.

use piket_core::incident::State;
use piket_core::process::Step;
use piket_core::raci::{Activity, Letter, Resolved};

use crate::pages::eye::Eye;

/// How many people of a party are named.
const NAMES: usize = 4;

/// A row of the matrix, ready to be read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Matrix {
    /// Its code: `3.1`.
    pub(crate) code: String,
    /// What is done.
    pub(crate) activity: String,
    /// The parties.
    pub(crate) parties: Vec<PartyRow>,
    /// Why this row counts.
    pub(crate) why: String,
}

/// What one party is in the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PartyRow {
    /// The party.
    pub(crate) name: String,
    /// Its letters, each with what it is called.
    pub(crate) letters: Vec<(String, String)>,
    /// The people behind it.
    pub(crate) people: String,
    /// Whether it has the ball.
    pub(crate) holds: bool,
}

/// What is being done at a step.
pub(crate) fn activity(step: Step) -> Activity {
    match step {
        Step::Reported => Activity::ReceiveAndRegister,
        Step::Assigning => Activity::AssignHolder,
        Step::Investigating => Activity::Investigate,
        Step::Developing => Activity::SecondLineAnalysis,
        Step::Agreeing => Activity::AgreeFix,
        Step::Implementing => Activity::ImplementAndTest,
        Step::RollingOut => Activity::RollOut,
        Step::Verifying => Activity::VerifyInProduction,
        Step::Resolved | Step::Cancelled => Activity::ConfirmAndClose,
        Step::Reviewing => Activity::Review,
        Step::Closed => Activity::Prevent,
    }
}

/// The row for an activity; `None` when no matrix has one.
pub(crate) fn row(eye: &Eye<'_>, state: &State, activity: Activity) -> Option<Matrix> {
    let resolved = state.row(eye.directory, activity)?;
    let mut parties: Vec<_> = resolved.row.cells().collect();
    parties.sort_by_key(|(_, cell)| {
        Letter::ALL.iter().position(|letter| cell.has(*letter)).unwrap_or(Letter::ALL.len())
    });
    let parties = parties
        .into_iter()
        .map(|(party, cell)| PartyRow {
            name: eye.party(party),
            letters: cell
                .letters()
                .map(|letter| (letter.to_string(), eye.w.letter(letter).into_owned()))
                .collect(),
            people: people(eye, state, party),
            holds: state.holder.party == *party && state.is_taken(),
        })
        .collect();
    Some(Matrix {
        code: activity.code().to_owned(),
        activity: eye.w.activity(activity).into_owned(),
        parties,
        why: why(eye, &resolved),
    })
}

fn people(eye: &Eye<'_>, state: &State, party: &piket_core::party::Party) -> String {
    let behind = eye.directory.behind(party, &state.client, state.application.as_ref());
    let own_name = eye.party(party);
    let names = behind.iter().map(|it| it.name().to_owned()).filter(|name| *name != own_name);
    let names: Vec<String> = names.collect();
    let more = names.len().saturating_sub(NAMES);
    let mut told: Vec<String> = names.into_iter().take(NAMES).collect();
    if more > 0 {
        told.push(eye.w.t1("inc-others", "count", more));
    }
    told.join(", ")
}

/// Which matrix gave the row, and for what it was made.
pub(crate) fn why(eye: &Eye<'_>, resolved: &Resolved) -> String {
    let matrix = eye
        .directory
        .matrices
        .get(&resolved.matrix)
        .and_then(|versions| versions.current())
        .map_or_else(|| resolved.matrix.to_string(), |(_, matrix)| matrix.name.clone());
    eye.w.t1("inc-by-matrix", "matrix", matrix)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::example::Example;

    #[test]
    fn the_row_names_who_does_it_first_and_the_people_behind() {
        let example = Example::taken();
        let matrix = row(&example.eye(), &example.state, Activity::Investigate).unwrap();
        assert_eq!(matrix.code, "3.1");
        let first = &matrix.parties[0];
        assert_eq!(first.name, "Service desk");
        assert_eq!(first.letters, [("R".to_owned(), "Responsible".to_owned())]);
        assert!(first.people.contains("Ilse de Vries"));
        assert!(first.holds);
    }

    #[test]
    fn what_is_done_at_a_step_is_an_activity_of_its_phase() {
        for step in Step::ALL {
            assert_eq!(activity(*step).step(), step.phase() as u8 + 1, "{step}");
        }
    }
}
