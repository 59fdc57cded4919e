//! Rules about suppliers: E8, W5 and W6.

use super::Findings;
use crate::directory::ContractedBy;
use crate::raci::{Fault, Letter, Matrix, SupplierTerms, Surroundings};

pub(super) fn judge(matrix: &Matrix, around: &Surroundings, findings: &mut Findings) {
    for (&activity, row) in &matrix.rows {
        for (party, cell) in row.cells().filter(|(party, _)| party.is_supplier()) {
            for supplier in around.behind(party) {
                let terms = around.standings.get(&supplier).and_then(|s| s.terms.as_ref());
                if cell.has(Letter::Responsible) {
                    if let Some(fault) = engaged(terms) {
                        findings.of_party(activity, &supplier, fault);
                    }
                    if let Some(fault) = terms.and_then(|terms| too_slow(terms, around)) {
                        findings.of_matrix(Some(&supplier), fault);
                    }
                }
                if cell.has(Letter::Accountable) && terms.is_some_and(is_ours) {
                    findings.of_party(activity, &supplier, Fault::SupplierAccountable);
                }
            }
        }
    }
}

/// E8.
fn engaged(terms: Option<&SupplierTerms>) -> Option<Fault> {
    match terms {
        Some(terms) if !terms.contact_route => Some(Fault::NoContactRoute),
        None => Some(Fault::NoContactRoute),
        Some(terms) => {
            (is_ours(terms) && terms.underpinning.is_none()).then_some(Fault::NoUnderpinning)
        }
    }
}

/// W6: of the priorities for which the contract is too slow, the most urgent.
fn too_slow(terms: &SupplierTerms, around: &Surroundings) -> Option<Fault> {
    let margin_minutes = around.own_margin_minutes;
    let restores = &terms.underpinning.as_ref()?.restore_minutes;
    around.promised_restore_minutes.iter().find_map(|(&priority, &promised_minutes)| {
        let supplier_minutes = *restores.get(&priority)?;
        (supplier_minutes.saturating_add(margin_minutes) > promised_minutes).then_some(
            Fault::SlowerThanPromised {
                priority,
                supplier_minutes,
                margin_minutes,
                promised_minutes,
            },
        )
    })
}

fn is_ours(terms: &SupplierTerms) -> bool {
    terms.contracted_by == ContractedBy::Us
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::priority::Priority;
    use crate::raci::example::{agency, matrix, matrix_with, nordhost, row, terms};
    use crate::raci::{Activity, Finding, Rule, check};

    fn found(matrix: &Matrix, around: &Surroundings, rule: Rule) -> Vec<Finding> {
        check(matrix, around).into_iter().filter(|finding| finding.rule() == rule).collect()
    }

    #[test]
    fn e8_a_responsible_supplier_can_be_engaged() {
        let mut around = agency();
        assert_eq!(found(&matrix(), &around, Rule::E8), []);

        terms(&mut around).contact_route = false;

        let expected = Finding {
            fault: Fault::NoContactRoute,
            party: Some(nordhost()),
            activities: vec![Activity::EngageSupplier, Activity::SupplyEvidence],
        };
        assert_eq!(found(&matrix(), &around, Rule::E8), [expected]);
    }

    #[test]
    fn e8_a_supplier_of_ours_without_a_contract_is_a_warning() {
        let mut around = agency();
        terms(&mut around).underpinning = None;
        let faults: Vec<_> =
            found(&matrix(), &around, Rule::E8).into_iter().map(|f| f.fault).collect();
        assert_eq!(faults, [Fault::NoUnderpinning]);

        terms(&mut around).contracted_by = ContractedBy::Client;
        assert_eq!(found(&matrix(), &around, Rule::E8), []);
    }

    #[test]
    fn w5_we_answer_for_our_own_supplier() {
        let mut around = agency();
        let accountable = matrix_with(
            Activity::BuildFix,
            row("supplier:nordhost=R/A own:development=I client:product_owner=I"),
        );
        assert_eq!(found(&matrix(), &around, Rule::W5), []);
        let findings = found(&accountable, &around, Rule::W5);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].party, Some(nordhost()));
        assert_eq!(findings[0].activities, [Activity::BuildFix]);

        terms(&mut around).contracted_by = ContractedBy::Client;
        assert_eq!(found(&accountable, &around, Rule::W5), []);
    }

    #[test]
    fn w6_a_supplier_is_fast_enough_for_what_we_promised() {
        let mut around = agency();
        around.own_margin_minutes = 30;
        around.promised_restore_minutes = [(Priority::P1, 240), (Priority::P2, 480)].into();
        let promised = &mut terms(&mut around).underpinning.as_mut().unwrap().restore_minutes;
        promised.insert(Priority::P1, 210);
        assert_eq!(found(&matrix(), &around, Rule::W6), []);

        terms(&mut around).underpinning.as_mut().unwrap().restore_minutes.insert(Priority::P1, 211);

        let expected = Finding {
            fault: Fault::SlowerThanPromised {
                priority: Priority::P1,
                supplier_minutes: 211,
                margin_minutes: 30,
                promised_minutes: 240,
            },
            party: Some(nordhost()),
            activities: vec![],
        };
        assert_eq!(found(&matrix(), &around, Rule::W6), [expected]);
    }
}
