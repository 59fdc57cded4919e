//! Rules about what is left out: E9 and W3.

use super::Findings;
use crate::party::Party;
use crate::raci::{Fault, Matrix, Row, Surroundings};

pub(super) fn judge(matrix: &Matrix, around: &Surroundings, findings: &mut Findings) {
    let missing = || around.activities.iter().filter(|activity| matrix.row(**activity).is_none());
    for &activity in missing().filter(|activity| !around.inherited.contains(activity)) {
        findings.of_row(activity, Fault::NoRow);
    }
    // In a matrix that leaves rows to others, a party may have its letters there.
    if missing().next().is_none() {
        for party in around.standings.keys().filter(|party| !is_named(party, matrix, around)) {
            findings.of_matrix(Some(party), Fault::NoLetter);
        }
    }
}

fn is_named(party: &Party, matrix: &Matrix, around: &Surroundings) -> bool {
    let named = |cells: &Party| cells == party || around.behind(cells).contains(party);
    matrix.rows.values().flat_map(Row::cells).any(|(cells, _)| named(cells))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raci::example::{agency, matrix, person};
    use crate::raci::{Activity, Finding, Rule, Standing, check};

    fn found(matrix: &Matrix, around: &Surroundings, rule: Rule) -> Vec<Finding> {
        check(matrix, around).into_iter().filter(|finding| finding.rule() == rule).collect()
    }

    #[test]
    fn e9_every_activity_of_the_route_has_a_row() {
        let mut around = agency();
        let mut gaps = matrix();
        assert_eq!(found(&gaps, &around, Rule::E9), []);

        gaps.rows.remove(&Activity::VerifyInProduction);
        gaps.rows.insert(Activity::Review, Row::new());
        let findings = found(&gaps, &around, Rule::E9);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].activities, [Activity::VerifyInProduction, Activity::Review]);

        around.activities.remove(&Activity::Review);
        around.inherited.insert(Activity::VerifyInProduction);
        assert_eq!(found(&gaps, &around, Rule::E9), []);
    }

    #[test]
    fn w3_every_party_has_a_letter() {
        let mut around = agency();
        around.standings.remove(&Party::Account);
        assert_eq!(found(&matrix(), &around, Rule::W3), []);

        let people = [person("tess")].into();
        around.standings.insert(Party::Account, Standing { people, ..Standing::default() });
        let expected =
            Finding { fault: Fault::NoLetter, party: Some(Party::Account), activities: vec![] };
        assert_eq!(found(&matrix(), &around, Rule::W3), [expected]);
    }

    #[test]
    fn w3_in_a_matrix_of_a_few_rows_a_party_may_be_named_elsewhere() {
        let around = agency();
        let mut few = matrix();
        few.rows.retain(|activity, _| activity.step() == 1);
        assert_eq!(found(&few, &around, Rule::W3), []);
    }
}
