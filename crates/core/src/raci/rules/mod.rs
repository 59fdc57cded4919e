//! The validity rules: whether a matrix may be made active, and what somebody should look at.
//!
//! Each file holds the rules about one subject. A rule only tells; nothing is repaired here.

mod coverage;
mod form;
mod people;
mod suppliers;

use std::collections::{BTreeMap, BTreeSet};

use super::{Activity, Fault, Finding, Matrix, Severity, Surroundings};
use crate::party::Party;

/// Judges a matrix by all rules, given its surroundings. Findings come in the order of the rules.
pub fn check(matrix: &Matrix, around: &Surroundings) -> Vec<Finding> {
    let mut findings = Findings::default();
    form::judge(matrix, &mut findings);
    judge_around(matrix, around, &mut findings);
    findings.in_order()
}

/// Judges only what the rows themselves show: E1, E2, E3, E6, E7, W1 and W2.
pub fn check_form(matrix: &Matrix) -> Vec<Finding> {
    let mut findings = Findings::default();
    form::judge(matrix, &mut findings);
    findings.in_order()
}

/// Judges what [`check_form`] does not: the rules that need the surroundings.
pub(super) fn check_around(matrix: &Matrix, around: &Surroundings) -> Vec<Finding> {
    let mut findings = Findings::default();
    judge_around(matrix, around, &mut findings);
    findings.in_order()
}

/// Whether a matrix with these findings may be made active.
pub fn may_be_active(findings: &[Finding]) -> bool {
    findings.iter().all(|finding| finding.severity() != Severity::Error)
}

fn judge_around(matrix: &Matrix, around: &Surroundings, findings: &mut Findings) {
    people::judge(matrix, around, findings);
    suppliers::judge(matrix, around, findings);
    coverage::judge(matrix, around, findings);
}

/// Findings being gathered; the same fault of the same party in many rows is one finding.
#[derive(Default)]
struct Findings(BTreeMap<(Fault, Option<Party>), BTreeSet<Activity>>);

impl Findings {
    /// A row as such is at fault.
    fn of_row(&mut self, activity: Activity, fault: Fault) {
        self.0.entry((fault, None)).or_default().insert(activity);
    }

    /// A party is at fault in a row.
    fn of_party(&mut self, activity: Activity, party: &Party, fault: Fault) {
        self.0.entry((fault, Some(party.clone()))).or_default().insert(activity);
    }

    /// The matrix as a whole, or a party in the whole of it.
    fn of_matrix(&mut self, party: Option<&Party>, fault: Fault) {
        self.0.entry((fault, party.cloned())).or_default();
    }

    fn in_order(self) -> Vec<Finding> {
        let finding = |((fault, party), activities): (_, BTreeSet<_>)| Finding {
            fault,
            party,
            activities: activities.into_iter().collect(),
        };
        self.0.into_iter().map(finding).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raci::example::{agency, codes, matrix};

    #[test]
    fn the_default_matrix_is_valid_for_an_agency_that_has_its_people() {
        let findings = check(&matrix(), &agency());
        assert!(may_be_active(&findings), "{findings:?}");
        assert_eq!(codes(&findings), ["W2"]);
    }

    #[test]
    fn a_party_at_fault_in_many_rows_is_told_once() {
        let mut around = agency();
        around.standings.remove(&Party::Development);

        let findings = check(&matrix(), &around);

        let about: Vec<_> = findings.iter().filter(|f| f.fault == Fault::NobodyReachable).collect();
        assert_eq!(about.len(), 1);
        let rows: Vec<_> = about[0].activities.iter().map(|activity| activity.code()).collect();
        assert_eq!(rows, ["4.1", "4.2", "5.3", "5.4", "5.5", "5.6", "6.4"]);
        assert!(!may_be_active(&findings));
    }
}
