//! Rules about the people behind the letters: E4, E5, W4 and W7.

use std::collections::{BTreeMap, BTreeSet};

use super::Findings;
use crate::key::PersonKey;
use crate::party::Party;
use crate::raci::{Activity, Cell, Fault, Letter, Matrix, Row, Surroundings};

pub(super) fn judge(matrix: &Matrix, around: &Surroundings, findings: &mut Findings) {
    for (&activity, row) in &matrix.rows {
        for (named, cell) in row.cells().filter(|(_, cell)| does_or_answers(cell)) {
            for party in around.behind(named) {
                let faults = [reachable(&party, cell, around), at_night(activity, &party, around)];
                for fault in faults.into_iter().flatten() {
                    findings.of_party(activity, &party, fault);
                }
            }
        }
    }
    if let Some(fault) = four_eyes(matrix, around) {
        findings.of_row(Activity::ApproveRelease, fault);
    }
    for fault in one_person(matrix, around) {
        findings.of_matrix(None, fault);
    }
}

fn does_or_answers(cell: &Cell) -> bool {
    cell.has(Letter::Responsible) || cell.has(Letter::Accountable)
}

/// E4. A supplier may do its work through a desk that we know how to engage, which E8 asks for;
/// who answers for something is a human everywhere.
fn reachable(party: &Party, cell: &Cell, around: &Surroundings) -> Option<Fault> {
    let desk_suffices = party.is_supplier() && !cell.has(Letter::Accountable);
    match around.standings.get(party) {
        Some(standing) if !standing.people.is_empty() => None,
        Some(standing) if standing.nameless && desk_suffices => None,
        Some(standing) if standing.nameless => Some(Fault::NoHuman),
        Some(_) | None => Some(Fault::NobodyReachable),
    }
}

/// E5. What a supplier does at night is in its contract.
fn at_night(activity: Activity, party: &Party, around: &Surroundings) -> Option<Fault> {
    let asked = around.p1_round_the_clock && activity.is_under_the_clock();
    let awake = around.standings.get(party).is_some_and(|standing| standing.round_the_clock);
    if !asked || awake {
        None
    } else if party.is_own() {
        Some(Fault::NotRoundTheClock)
    } else {
        party.is_client().then_some(Fault::ClientNotRoundTheClock)
    }
}

/// W4. A person counts for a row when nobody else stands behind its A. A matrix that leaves rows
/// to others is not judged, for its few rows say nothing about the whole.
fn one_person(matrix: &Matrix, around: &Surroundings) -> Vec<Fault> {
    let of = matrix.rows.len();
    if !around.activities.iter().all(|activity| matrix.row(*activity).is_some()) {
        return Vec::new();
    }
    let mut rows_of: BTreeMap<&PersonKey, usize> = BTreeMap::new();
    for row in matrix.rows.values() {
        if let Some(person) = only(people_with(row, Letter::Accountable, around)) {
            *rows_of.entry(person).or_default() += 1;
        }
    }
    rows_of
        .into_iter()
        .filter(|(_, rows)| rows * 5 > of * 4)
        .map(|(person, rows)| Fault::OnePersonAccountable { person: person.clone(), rows, of })
        .collect()
}

/// W7. With more people behind R or A another can approve, and the moment itself decides.
fn four_eyes(matrix: &Matrix, around: &Surroundings) -> Option<Fault> {
    let row = matrix.row(Activity::ApproveRelease).filter(|_| around.four_eyes)?;
    let maker = only(people_with(row, Letter::Responsible, around))?;
    let approver = only(people_with(row, Letter::Accountable, around))?;
    (maker == approver).then(|| Fault::NoFourEyes { person: maker.clone() })
}

/// The people behind the parties with this letter.
fn people_with<'a>(row: &Row, letter: Letter, around: &'a Surroundings) -> BTreeSet<&'a PersonKey> {
    let parties = row.with_letter(letter).flat_map(|party| around.behind(party));
    parties.flat_map(|party| around.people(&party).collect::<Vec<_>>()).collect()
}

/// The one of a set of one.
fn only<T>(set: BTreeSet<T>) -> Option<T> {
    let mut items = set.into_iter();
    items.next().filter(|_| items.next().is_none())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::raci::example::{agency, matrix, matrix_with, nordhost, person, row};
    use crate::raci::{Rule, Standing, check};

    fn found(matrix: &Matrix, around: &Surroundings, rule: Rule) -> Vec<(Option<Party>, Fault)> {
        check(matrix, around)
            .into_iter()
            .filter(|finding| finding.rule() == rule)
            .map(|finding| (finding.party, finding.fault))
            .collect()
    }

    #[test]
    fn e4_a_human_stands_behind_who_does_it_and_who_answers_for_it() {
        let mut around = agency();
        assert_eq!(found(&matrix(), &around, Rule::E4), []);

        let mailbox = Standing { nameless: true, ..Standing::default() };
        around.standings.insert(Party::IncidentManager, mailbox);
        around.standings.insert(Party::ClientOwner, Standing::default());
        around.standings.remove(&Party::ServiceDesk);

        assert_eq!(
            found(&matrix(), &around, Rule::E4),
            [
                (Some(Party::ServiceDesk), Fault::NobodyReachable),
                (Some(Party::ClientOwner), Fault::NobodyReachable),
                (Some(Party::IncidentManager), Fault::NoHuman),
            ]
        );
    }

    #[test]
    fn e4_who_is_only_told_may_be_a_mailbox() {
        let mut around = agency();
        let mailbox = Standing { nameless: true, ..Standing::default() };
        around.standings.insert(Party::ClientStakeholders, mailbox);
        assert_eq!(found(&matrix(), &around, Rule::E4), []);
    }

    #[test]
    fn e4_a_supplier_works_through_its_desk_but_answers_through_a_human() {
        let mut around = agency();
        let supplier = around.standings.get_mut(&nordhost()).unwrap();
        supplier.people.clear();
        supplier.nameless = true;
        let with = |cell: &str| {
            let cells = format!("supplier:nordhost={cell} own:development=R1 own:account=I");
            found(&matrix_with(Activity::BuildFix, row(&cells)), &around, Rule::E4)
        };
        assert_eq!(with("R"), []);
        assert_eq!(with("R/A"), [(Some(nordhost()), Fault::NoHuman)]);
    }

    #[test]
    fn e4_a_party_that_differs_per_place_is_judged_there() {
        let mut around = agency();
        around.standings.remove(&Party::ClientOwner);
        around.judged_elsewhere.insert(Party::ClientOwner);
        assert_eq!(found(&matrix(), &around, Rule::E4), []);
    }

    #[test]
    fn e4_the_supplier_of_the_component_is_every_supplier_that_it_can_be() {
        let mut around = agency();
        around.component_suppliers.insert("datahuis".parse().unwrap());
        let datahuis = Party::Supplier("datahuis".parse().unwrap());
        assert_eq!(found(&matrix(), &around, Rule::E4), [(Some(datahuis), Fault::NobodyReachable)]);
    }

    #[test]
    fn e5_a_promise_around_the_clock_needs_somebody_on_call() {
        let mut around = agency();
        let sleeps = |around: &mut Surroundings, party: &Party| {
            around.standings.get_mut(party).unwrap().round_the_clock = false;
        };
        sleeps(&mut around, &Party::Development);
        sleeps(&mut around, &Party::ClientOwner);
        around.p1_round_the_clock = false;
        assert_eq!(found(&matrix(), &around, Rule::E5), []);

        around.p1_round_the_clock = true;
        assert_eq!(
            found(&matrix(), &around, Rule::E5),
            [
                (Some(Party::Development), Fault::NotRoundTheClock),
                (Some(Party::ClientOwner), Fault::ClientNotRoundTheClock),
            ]
        );
    }

    #[test]
    fn e5_after_reporting_back_everybody_may_sleep() {
        let mut around = agency();
        around.p1_round_the_clock = true;
        let standing = Standing { people: [person("tess")].into(), ..Standing::default() };
        around.standings.insert(Party::Account, standing);
        let cells = "own:account=R/A own:development=I client:product_owner=I";
        let at = |activity| found(&matrix_with(activity, row(cells)), &around, Rule::E5);
        assert_eq!(at(Activity::Prevent), []);
        assert_eq!(at(Activity::ReportBack), [(Some(Party::Account), Fault::NotRoundTheClock)]);
    }

    #[test]
    fn w4_one_person_does_not_answer_for_nearly_everything() {
        let mut around = agency();
        around.standings.get_mut(&Party::IncidentManager).unwrap().people =
            BTreeSet::from([person("noor")]);
        // The manager answers for 16 of 21 rows, which is not yet more than four in five.
        assert_eq!(found(&matrix(), &around, Rule::W4), []);

        around.standings.get_mut(&Party::Development).unwrap().people =
            BTreeSet::from([person("noor")]);
        let fault = Fault::OnePersonAccountable { person: person("noor"), rows: 18, of: 21 };
        assert_eq!(found(&matrix(), &around, Rule::W4), [(None, fault)]);

        around.standings.get_mut(&Party::Development).unwrap().people.insert(person("sanne"));
        assert_eq!(found(&matrix(), &around, Rule::W4), []);
    }

    #[test]
    fn w4_a_matrix_of_a_few_rows_says_nothing_about_the_whole() {
        let around = agency();
        let mut few = matrix();
        few.rows.retain(|activity, _| *activity == Activity::AgreeFix);
        assert_eq!(found(&few, &around, Rule::W4), []);
    }

    #[test]
    fn w7_nobody_approves_a_release_of_their_own() {
        let mut around = agency();
        around.four_eyes = true;
        assert_eq!(found(&matrix(), &around, Rule::W7), []);

        for party in [Party::Development, Party::IncidentManager] {
            around.standings.get_mut(&party).unwrap().people = BTreeSet::from([person("noor")]);
        }
        let fault = Fault::NoFourEyes { person: person("noor") };
        assert_eq!(found(&matrix(), &around, Rule::W7), [(None, fault.clone())]);
        assert_eq!(fault.severity(), crate::raci::Severity::Error);

        around.four_eyes = false;
        assert_eq!(found(&matrix(), &around, Rule::W7), []);
    }
}
