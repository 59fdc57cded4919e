//! A row of a matrix: for one activity, what each party is.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Activity, Cell, Letter};
use crate::party::Party;

/// The rows of a matrix, by activity.
pub type Rows = BTreeMap<Activity, Row>;

/// What each party is for one activity. A party that is not named has nothing to do with it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Row(BTreeMap<Party, Cell>);

impl Row {
    /// A row that names nobody yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same row with `party` as `cell`; what the party was before is replaced.
    #[must_use]
    pub fn with(mut self, party: Party, cell: Cell) -> Self {
        self.set(party, cell);
        self
    }

    /// Makes `party` what `cell` says.
    pub fn set(&mut self, party: Party, cell: Cell) {
        self.0.insert(party, cell);
    }

    /// Takes `party` out of the row; returns what it was.
    pub fn remove(&mut self, party: &Party) -> Option<Cell> {
        self.0.remove(party)
    }

    /// Whether nobody is named.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What this party is, if it is named.
    pub fn cell(&self, party: &Party) -> Option<&Cell> {
        self.0.get(party)
    }

    /// The parties and what they are, in the order of parties.
    pub fn cells(&self) -> impl Iterator<Item = (&Party, &Cell)> {
        self.0.iter()
    }

    /// The parties with this letter, in the order of parties.
    pub fn with_letter(&self, letter: Letter) -> impl Iterator<Item = &Party> {
        self.cells().filter(move |(_, cell)| cell.has(letter)).map(|(party, _)| party)
    }

    /// Who does it; the party that starts comes first.
    pub fn responsible(&self) -> Vec<&Party> {
        let mut parties: Vec<_> =
            self.cells().filter(|(_, cell)| cell.has(Letter::Responsible)).collect();
        parties.sort_by_key(|(_, cell)| !cell.is_first());
        parties.into_iter().map(|(party, _)| party).collect()
    }

    /// Who answers for it. A valid row has exactly one.
    pub fn accountable(&self) -> Option<&Party> {
        self.with_letter(Letter::Accountable).next()
    }

    /// Whose advice is asked.
    pub fn consulted(&self) -> Vec<&Party> {
        self.with_letter(Letter::Consulted).collect()
    }

    /// Who is told.
    pub fn informed(&self) -> Vec<&Party> {
        self.with_letter(Letter::Informed).collect()
    }
}

impl FromIterator<(Party, Cell)> for Row {
    fn from_iter<I: IntoIterator<Item = (Party, Cell)>>(cells: I) -> Self {
        Self(cells.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raci::example::row;

    #[test]
    fn of_several_responsible_parties_the_one_that_starts_comes_first() {
        let verify = row("own:service_desk=R own:development=R1 own:incident_manager=A");
        assert_eq!(verify.responsible(), [&Party::Development, &Party::ServiceDesk]);
        assert_eq!(verify.accountable(), Some(&Party::IncidentManager));
    }

    #[test]
    fn a_row_tells_who_is_asked_and_who_is_told() {
        let agree = row(
            "own:service_desk=R client:product_owner=A own:development=C client:stakeholders=I",
        );
        assert_eq!(agree.consulted(), [&Party::Development]);
        assert_eq!(agree.informed(), [&Party::ClientStakeholders]);
        assert_eq!(agree.cell(&Party::Account), None);
    }
}
