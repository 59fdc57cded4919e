//! Laws of matrices, for any matrix: no invalid row gets past the rules, and resolving keeps a
//! valid row valid.

use std::collections::BTreeMap;

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;

use super::{
    Activity, Cell, Letter, Matrix, Place, Row, Rows, check, check_form, csv, default_matrix,
    may_be_active, resolve,
};
use crate::party::Party;
use crate::priority::Nature;
use crate::raci::example::{agency, nordhost};

fn parties() -> Vec<Party> {
    [
        "own:service_desk",
        "own:development",
        "own:incident_manager",
        "client:product_owner",
        "client:stakeholders",
        "supplier:*",
        "supplier:nordhost",
    ]
    .map(|text| text.parse().expect("a party"))
    .into()
}

/// Any row at all, mostly wrong.
fn any_row() -> impl Strategy<Value = Row> {
    let cell = select(vec!["R", "R1", "A", "C", "C!", "I", "R/A", "C/I", "A/C"]);
    btree_map(select(parties()), cell, 0..7).prop_map(|cells| {
        cells.into_iter().map(|(party, text)| (party, text.parse().expect("a cell"))).collect()
    })
}

/// A row that has what it needs: one A, some R, and everybody else asked or told.
fn good_row() -> impl Strategy<Value = Row> {
    (0..7_usize, vec(any::<bool>(), 7), vec(any::<bool>(), 7), 0..7_usize).prop_map(
        |(accountable, responsible, consulted, does_it)| {
            let cell = |index: usize| {
                let is_responsible = index == does_it || responsible[index];
                match (is_responsible, index == accountable) {
                    (true, true) => Cell::of(Letter::Responsible).and(Letter::Accountable),
                    (true, false) => Cell::of(Letter::Responsible),
                    (false, true) => Cell::of(Letter::Accountable),
                    // The fix is agreed with the client: whoever is asked there, the owner is.
                    (false, false) if consulted[index] || index == 3 => Cell::of(Letter::Consulted),
                    (false, false) => Cell::of(Letter::Informed),
                }
            };
            let mut row: Row =
                parties().into_iter().enumerate().map(|(n, party)| (party, cell(n))).collect();
            if row.cell(&Party::ClientOwner).is_some_and(|c| c.letters().eq([Letter::Responsible]))
            {
                row.set(Party::ClientOwner, Cell::of(Letter::Consulted));
                row.set(Party::ServiceDesk, responsible_too(&row));
            }
            row
        },
    )
}

/// What the desk is, and responsible as well.
fn responsible_too(row: &Row) -> Cell {
    let accountable =
        row.cell(&Party::ServiceDesk).is_some_and(|cell| cell.has(Letter::Accountable));
    let cell = Cell::of(Letter::Responsible);
    if accountable { cell.and(Letter::Accountable) } else { cell }
}

fn rows_of(row: impl Strategy<Value = Row>) -> impl Strategy<Value = Rows> {
    btree_map(select(Activity::ALL.to_vec()), row, 0..21)
}

fn matrix(rows: Rows) -> Matrix {
    Matrix::everywhere("law".parse().expect("a key"), "Law", rows)
}

/// The rules once more, told from the written form instead of from the types.
fn is_valid(activity: Activity, row: &Row) -> bool {
    let cells: BTreeMap<String, String> = row
        .cells()
        .map(|(party, cell)| (party.to_string(), cell.to_string().replace(['1', '!'], "")))
        .collect();
    let count = |letter: &str| cells.values().filter(|cell| cell.contains(letter)).count();
    let client = |wanted: &[&str]| {
        cells.iter().any(|(party, cell)| {
            party.starts_with("client:") && wanted.iter().any(|letter| cell.contains(letter))
        })
    };
    let informed: &[&str] = &["R", "A", "C", "I"];
    let code = activity.code();
    count("A") == 1
        && count("R") >= 1
        && cells.values().all(|cell| ["R", "A", "C", "I", "R/A"].contains(&cell.as_str()))
        && (code.starts_with('1') || cells.contains_key("own:development"))
        && match code {
            "1.2" | "2.1" => client(informed),
            "5.1" => client(&["A", "C"]),
            _ if code.starts_with(['5', '6']) => client(informed),
            _ => true,
        }
}

fn place() -> impl Strategy<Value = Place> {
    (any::<bool>(), any::<bool>()).prop_map(|(outage, supplied)| Place {
        client: None,
        application: Some("webshop".parse().expect("a key")),
        component: None,
        nature: outage.then_some(Nature::Outage),
        supplier: supplied.then(nordhost),
    })
}

proptest! {
    #[test]
    fn the_rules_let_a_row_pass_exactly_when_it_is_valid(
        rows in prop_oneof![rows_of(any_row()), rows_of(good_row())],
    ) {
        let valid = rows.iter().all(|(activity, row)| is_valid(*activity, row));
        prop_assert_eq!(may_be_active(&check_form(&matrix(rows))), valid);
    }

    #[test]
    fn a_matrix_that_may_be_active_has_one_accountable_party_in_every_row_of_the_route(
        rows in rows_of(prop_oneof![1 => any_row(), 9 => good_row()]),
    ) {
        let mut matrix = default_matrix("default".parse().expect("a key"));
        matrix.rows.extend(rows);
        if may_be_active(&check(&matrix, &agency())) {
            for activity in Activity::ALL {
                let row = matrix.row(*activity).expect("E9 asks for a row");
                prop_assert_eq!(row.with_letter(Letter::Accountable).count(), 1);
                prop_assert!(!row.responsible().is_empty());
            }
        }
    }

    #[test]
    fn a_row_made_to_be_good_passes(row in good_row(), activity in select(Activity::ALL.to_vec())) {
        prop_assert!(is_valid(activity, &row), "{:?}", row);
    }

    #[test]
    fn resolving_keeps_valid_rows_valid(
        special in rows_of(good_row()),
        general in rows_of(good_row()),
        place in place(),
    ) {
        let mut outage = matrix(special);
        outage.nature = Some(Nature::Outage);
        let mut base = default_matrix("default".parse().expect("a key"));
        base.rows.extend(general);
        for activity in Activity::ALL {
            let resolved = resolve(&[&base, &outage], &place, *activity).expect("the base has it");
            prop_assert!(is_valid(*activity, &resolved.row), "{:?}", resolved);
            prop_assert!(resolved.row.cell(&Party::ComponentSupplier).is_none());
        }
    }

    #[test]
    fn rows_survive_a_trip_to_a_spreadsheet(rows in rows_of(any_row())) {
        let named: Rows = rows.into_iter().filter(|(_, row)| !row.is_empty()).collect();
        prop_assert_eq!(csv::read(&csv::write(&named)), Ok(named));
    }
}
