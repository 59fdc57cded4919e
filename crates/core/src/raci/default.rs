//! The matrix with which an organisation starts, and its variant for a fix that a supplier makes.

use super::{Activity, Cell, Letter, Matrix, Row, Rows};
use crate::directory::ContractedBy;
use crate::key::MatrixKey;
use crate::party::Party;

/// What stands in a cell of the table below.
#[derive(Clone, Copy)]
enum Mark {
    /// Nothing.
    No,
    R,
    /// Responsible, and starts.
    R1,
    A,
    C,
    I,
    /// Responsible and accountable.
    Ra,
}

impl Mark {
    fn cell(self) -> Option<Cell> {
        match self {
            Self::No => None,
            Self::R => Some(Cell::of(Letter::Responsible)),
            Self::R1 => Some(Cell::of(Letter::Responsible).first()),
            Self::A => Some(Cell::of(Letter::Accountable)),
            Self::C => Some(Cell::of(Letter::Consulted)),
            Self::I => Some(Cell::of(Letter::Informed)),
            Self::Ra => Some(Cell::of(Letter::Responsible).and(Letter::Accountable)),
        }
    }
}

const PARTIES: [Party; 6] = [
    Party::ServiceDesk,
    Party::Development,
    Party::IncidentManager,
    Party::ClientOwner,
    Party::ClientStakeholders,
    Party::ComponentSupplier,
];

#[rustfmt::skip]
const TABLE: [(Activity, [Mark; 6]); 21] = {
    use Activity as Do;
    use Mark::{A, C, I, No, R, R1, Ra};
    [
        //                        desk dev man own  stk sup
        (Do::ReceiveAndRegister, [R,   I,  A,  I,  No, No]),
        (Do::FirstResponse,      [R,   I,  A,  I,  No, No]),
        (Do::Classify,           [R,   C,  A,  C,  No, No]),
        (Do::LiveStatus,         [R,   I,  A,  I,  I,  No]),
        (Do::AssignHolder,       [R,   I,  A,  I,  No, I]),
        (Do::EngageSupplier,     [R1,  I,  A,  I,  No, R]),
        (Do::Investigate,        [R,   C,  A,  I,  No, C]),
        (Do::SupplyEvidence,     [I,   I,  A,  C,  No, R]),
        (Do::Restore,            [R,   C,  A,  I,  I,  C]),
        (Do::SecondLineAnalysis,            [I,   R,  A,  I,  No, C]),
        (Do::BuildFix,           [I,   Ra, I,  I,  No, C]),
        (Do::AgreeFix,           [R,   C,  I,  A,  C,  I]),
        (Do::InformStakeholders, [R,   I,  I,  A,  I,  No]),
        (Do::ImplementAndTest,   [I,   Ra, I,  C,  No, C]),
        (Do::ApproveRelease,     [C,   R,  A,  C,  No, I]),
        (Do::RollOut,            [I,   R,  A,  I,  I,  C]),
        (Do::VerifyInProduction,             [R1,  R,  A,  C,  No, No]),
        (Do::ReportBack,         [R,   I,  A,  I,  I,  I]),
        (Do::ConfirmAndClose,    [R,   I,  I,  A,  No, I]),
        (Do::Review,             [C,   C,  Ra, C,  No, C]),
        (Do::Prevent,            [C,   R,  A,  C,  No, C]),
    ]
};

/// The rows with which an organisation starts.
pub fn default_rows() -> Rows {
    TABLE.iter().map(|(activity, marks)| (*activity, row_of(*marks))).collect()
}

/// The matrix with which an organisation starts.
pub fn default_matrix(key: MatrixKey) -> Matrix {
    Matrix::everywhere(key, "Organisation default", default_rows())
}

/// The four rows that change when the supplier of the component makes the fix.
///
/// Analysing, building, implementing and rolling out become the supplier's work; development stays
/// informed. We stay accountable for a supplier that we contracted; for one that the client
/// contracted, the client's owner is.
pub fn rows_if_supplier_fixes(contracted_by: ContractedBy) -> Rows {
    const MOVED: [Activity; 4] = [
        Activity::SecondLineAnalysis,
        Activity::BuildFix,
        Activity::ImplementAndTest,
        Activity::RollOut,
    ];
    TABLE
        .iter()
        .filter(|(activity, _)| MOVED.contains(activity))
        .map(|(activity, marks)| (*activity, moved_to_supplier(row_of(*marks), contracted_by)))
        .collect()
}

fn row_of(marks: [Mark; 6]) -> Row {
    let cell = |(party, mark): (Party, Mark)| mark.cell().map(|cell| (party, cell));
    PARTIES.into_iter().zip(marks).filter_map(cell).collect()
}

fn moved_to_supplier(mut row: Row, contracted_by: ContractedBy) -> Row {
    take_letter(&mut row, Letter::Responsible);
    row.set(Party::ComponentSupplier, Cell::of(Letter::Responsible));
    match contracted_by {
        ContractedBy::Us => {}
        ContractedBy::Client => {
            take_letter(&mut row, Letter::Accountable);
            row.set(Party::ClientOwner, Cell::of(Letter::Accountable));
        }
    }
    row
}

/// Takes a letter from whoever has it; a party left with nothing stays informed.
fn take_letter(row: &mut Row, letter: Letter) {
    let holders: Vec<Party> = row.with_letter(letter).cloned().collect();
    for party in holders {
        let rest = row.remove(&party).and_then(|cell| cell.without(letter));
        row.set(party, rest.unwrap_or_else(|| Cell::of(Letter::Informed)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raci::example::row;
    use crate::raci::{Rule, Severity, check_form};

    #[test]
    fn the_default_matrix_has_every_row_and_may_be_made_active() {
        let matrix = default_matrix("default".parse().unwrap());

        assert!(matrix.rows.keys().eq(Activity::ALL));
        let findings = check_form(&matrix);
        assert!(findings.iter().all(|finding| finding.severity() == Severity::Warning));
        // Four parties are asked at a review; that is as agreed, and a warning.
        let rules: Vec<_> = findings.iter().map(|f| (f.rule(), f.activities.clone())).collect();
        assert_eq!(rules, [(Rule::W2, vec![Activity::Review])]);
    }

    #[test]
    fn a_fix_by_our_own_supplier_leaves_us_accountable() {
        let rows = rows_if_supplier_fixes(ContractedBy::Us);

        assert_eq!(
            rows[&Activity::BuildFix],
            row("own:service_desk=I own:development=A own:incident_manager=I \
                 client:product_owner=I supplier:*=R")
        );
        assert_eq!(
            rows[&Activity::RollOut],
            row("own:service_desk=I own:development=I own:incident_manager=A \
                 client:product_owner=I client:stakeholders=I supplier:*=R")
        );
    }

    #[test]
    fn a_fix_by_the_clients_supplier_makes_the_client_accountable() {
        let rows = rows_if_supplier_fixes(ContractedBy::Client);

        assert_eq!(
            rows[&Activity::ImplementAndTest],
            row("own:service_desk=I own:development=I own:incident_manager=I \
                 client:product_owner=A supplier:*=R")
        );
    }

    #[test]
    fn the_rows_of_a_fix_by_a_supplier_are_valid_too() {
        for contracted_by in [ContractedBy::Us, ContractedBy::Client] {
            let rows = rows_if_supplier_fixes(contracted_by);
            let codes: Vec<_> = rows.keys().map(|activity| activity.code()).collect();
            assert_eq!(codes, ["4.1", "4.2", "5.3", "5.5"]);
            let matrix = Matrix::everywhere("supplier-fixes".parse().unwrap(), "x", rows);
            assert_eq!(check_form(&matrix), []);
        }
    }
}
