//! An agency with its people and one supplier, for the tests of this folder.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Activity, Finding, Matrix, Row, Standing, SupplierTerms, Surroundings, Underpinning,
    default_matrix,
};
use crate::directory::ContractedBy;
use crate::key::PersonKey;
use crate::party::Party;

/// A row, written `own:service_desk=R own:incident_manager=A`.
pub(super) fn row(cells: &str) -> Row {
    let cell = |text: &str| {
        let (party, cell) = text.split_once('=').expect("a cell is party=letters");
        (party.parse().expect("a party"), cell.parse().expect("letters"))
    };
    cells.split_whitespace().map(cell).collect()
}

/// The default matrix.
pub(super) fn matrix() -> Matrix {
    default_matrix("default".parse().expect("a key"))
}

/// The default matrix with one row replaced.
pub(super) fn matrix_with(activity: Activity, row: Row) -> Matrix {
    let mut matrix = matrix();
    matrix.rows.insert(activity, row);
    matrix
}

pub(super) fn person(key: &str) -> PersonKey {
    key.parse().expect("a key")
}

/// The supplier of the agency.
pub(super) fn nordhost() -> Party {
    Party::Supplier("nordhost".parse().expect("a key"))
}

/// The terms of that supplier.
pub(super) fn terms(around: &mut Surroundings) -> &mut SupplierTerms {
    around.standings.get_mut(&nordhost()).and_then(|s| s.terms.as_mut()).expect("its terms")
}

/// Surroundings in which the default matrix breaks no rule but W2, whatever is asked.
pub(super) fn agency() -> Surroundings {
    let people = |keys: &[&str]| Standing {
        people: keys.iter().map(|key| person(key)).collect(),
        round_the_clock: true,
        ..Standing::default()
    };
    let supplier = Standing {
        terms: Some(SupplierTerms {
            contracted_by: ContractedBy::Us,
            contact_route: true,
            underpinning: Some(Underpinning::default()),
        }),
        ..people(&["jens"])
    };
    Surroundings {
        standings: BTreeMap::from([
            (Party::ServiceDesk, people(&["mila", "daan"])),
            (Party::Development, people(&["sanne", "bram"])),
            (Party::IncidentManager, people(&["noor", "ruud"])),
            (Party::ClientOwner, people(&["eva"])),
            (Party::ClientStakeholders, people(&["henk"])),
            (nordhost(), supplier),
        ]),
        component_suppliers: BTreeSet::from(["nordhost".parse().expect("a key")]),
        p1_round_the_clock: true,
        four_eyes: true,
        ..Surroundings::of_route(Activity::ALL.iter().copied())
    }
}

/// The codes of the rules that are broken.
pub(super) fn codes(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.rule().code()).collect()
}
