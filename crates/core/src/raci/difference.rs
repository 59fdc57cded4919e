//! What differs between two versions of a matrix, cell by cell, so that it can be said in plain
//! words. The sentences are in the catalogue of words.

use std::collections::BTreeSet;

use super::{Activity, Cell, Matrix, Row};
use crate::party::Party;

/// Something that is different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It is called otherwise.
    Name {
        /// As it was called.
        from: String,
        /// As it is called.
        to: String,
    },
    /// It counts in another place.
    Scope,
    /// It has no row for this activity any more: a more general matrix says who does what.
    RowLeft(Activity),
    /// A party is something else for an activity.
    Cell {
        /// Which activity.
        activity: Activity,
        /// Which party.
        party: Party,
        /// What it was; nothing if it was not in the row.
        from: Option<Cell>,
        /// What it is; nothing if it is not in the row any more.
        to: Option<Cell>,
    },
}

/// What is different in `after`, in the order of the route.
pub fn difference(before: &Matrix, after: &Matrix) -> Vec<Change> {
    let mut changes = Vec::new();
    if before.name != after.name {
        changes.push(Change::Name { from: before.name.clone(), to: after.name.clone() });
    }
    if before.scope() != after.scope() {
        changes.push(Change::Scope);
    }
    for activity in Activity::ALL.iter().copied() {
        match (before.row(activity), after.row(activity)) {
            (Some(_), None) => changes.push(Change::RowLeft(activity)),
            (from, Some(to)) => changes.extend(cells(activity, from, to)),
            (None, None) => {}
        }
    }
    changes
}

fn cells(activity: Activity, from: Option<&Row>, to: &Row) -> Vec<Change> {
    let named = from.into_iter().chain([to]).flat_map(Row::cells);
    let parties: BTreeSet<&Party> = named.map(|(party, _)| party).collect();
    let cell = |party: &Party| {
        let (from, to) = (from.and_then(|row| row.cell(party)), to.cell(party));
        (from != to).then(|| Change::Cell {
            activity,
            party: party.clone(),
            from: from.cloned(),
            to: to.cloned(),
        })
    };
    parties.into_iter().filter_map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raci::example::{matrix, row};

    #[test]
    fn a_matrix_does_not_differ_from_itself() {
        assert_eq!(difference(&matrix(), &matrix()), []);
    }

    #[test]
    fn each_cell_that_became_something_else_is_told_with_what_it_was() {
        let mut after = matrix();
        let changed = "own:service_desk=C own:development=R own:incident_manager=A";
        after.rows.insert(Activity::Restore, row(changed));
        let told: Vec<String> = difference(&matrix(), &after)
            .iter()
            .map(|change| match change {
                Change::Cell { activity, party, from, to } => {
                    let text =
                        |cell: &Option<Cell>| cell.as_ref().map_or("-".into(), Cell::to_string);
                    format!("{activity} {party} {} {}", text(from), text(to))
                }
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(
            told,
            [
                "3.3 own:service_desk R C",
                "3.3 own:development C R",
                "3.3 client:product_owner I -",
                "3.3 client:stakeholders I -",
                "3.3 supplier:* C -",
            ]
        );
    }

    #[test]
    fn a_row_that_is_left_out_comes_from_elsewhere() {
        let mut after = matrix();
        after.rows.remove(&Activity::Review);
        "Another name".clone_into(&mut after.name);
        after.client = Some("molen".parse().unwrap());
        let changes = difference(&matrix(), &after);
        assert_eq!(changes[1..], [Change::Scope, Change::RowLeft(Activity::Review)]);
        assert!(matches!(&changes[0], Change::Name { to, .. } if to == "Another name"));
        let new = difference(&after, &matrix());
        let review = |it: &&Change| {
            matches!(it, Change::Cell { activity: Activity::Review, from: None, .. })
        };
        assert_eq!(new.iter().filter(review).count(), 5);
    }
}
