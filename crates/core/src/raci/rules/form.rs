//! Rules that need nothing but the rows: E1, E2, E3, E6, E7, W1 and W2.

use super::Findings;
use crate::party::Party;
use crate::raci::{Activity, Cell, Fault, Letter, Matrix, Row};

/// More advice than this is a meeting.
const MOST_CONSULTED: usize = 3;

pub(super) fn judge(matrix: &Matrix, findings: &mut Findings) {
    for (&activity, row) in &matrix.rows {
        let faults = [
            accountable(row),
            responsible(row),
            client(activity, row),
            who_starts(row),
            many_consulted(row),
        ];
        for fault in faults.into_iter().flatten() {
            findings.of_row(activity, fault);
        }
        if activity.step() >= 2 && row.cell(&Party::Development).is_none() {
            findings.of_party(activity, &Party::Development, Fault::DevelopmentLeftOut);
        }
        for (party, cell) in row.cells() {
            for fault in [letters(cell), blocking(activity, cell)].into_iter().flatten() {
                findings.of_party(activity, party, fault);
            }
        }
    }
}

/// E1.
fn accountable(row: &Row) -> Option<Fault> {
    match row.with_letter(Letter::Accountable).count() {
        0 => Some(Fault::NobodyAccountable),
        1 => None,
        count => Some(Fault::SeveralAccountable { count }),
    }
}

/// E2.
fn responsible(row: &Row) -> Option<Fault> {
    row.with_letter(Letter::Responsible).next().is_none().then_some(Fault::NobodyResponsible)
}

/// E3.
fn letters(cell: &Cell) -> Option<Fault> {
    (!cell.is_one_role()).then(|| Fault::MixedLetters { cell: cell.clone() })
}

/// E7.
fn client(activity: Activity, row: &Row) -> Option<Fault> {
    let mut cells = row.cells().filter(|(party, _)| party.is_client()).map(|(_, cell)| cell);
    let has_a_say = |cell: &Cell| cell.has(Letter::Accountable) || cell.has(Letter::Consulted);
    if activity == Activity::AgreeFix {
        return (!cells.any(has_a_say)).then_some(Fault::ClientNotAsked);
    }
    let matters = matches!(activity, Activity::FirstResponse | Activity::AssignHolder)
        || activity.step() >= 5;
    (matters && cells.next().is_none()).then_some(Fault::ClientLeftOut)
}

/// W1.
fn who_starts(row: &Row) -> Option<Fault> {
    let responsible = row.with_letter(Letter::Responsible).count();
    let first = row.cells().filter(|(_, cell)| cell.is_first()).count();
    match (responsible, first) {
        (0 | 1, _) | (_, 1) => None,
        (_, 0) => Some(Fault::NobodyStarts),
        (_, count) => Some(Fault::SeveralStart { count }),
    }
}

/// W2, the first half.
fn many_consulted(row: &Row) -> Option<Fault> {
    let count = row.with_letter(Letter::Consulted).count();
    (count > MOST_CONSULTED).then_some(Fault::ManyConsulted { count })
}

/// W2, the second half.
fn blocking(activity: Activity, cell: &Cell) -> Option<Fault> {
    (cell.is_blocking() && activity.is_under_the_clock()).then_some(Fault::BlockingConsult)
}

#[cfg(test)]
mod tests {
    use crate::party::Party;
    use crate::raci::example::{codes, matrix_with, row};
    use crate::raci::{Activity, Fault, check_form};

    /// What the rules say about one row, by fault.
    fn said(activity: Activity, cells: &str) -> Vec<Fault> {
        let findings = check_form(&matrix_with(activity, row(cells)));
        findings
            .into_iter()
            .filter(|finding| finding.activities == [activity])
            .map(|finding| finding.fault)
            .collect()
    }

    #[test]
    fn e1_exactly_one_party_is_accountable() {
        let row = |accountable: &str| format!("own:service_desk=R own:development=I {accountable}");
        let investigate = Activity::Investigate;
        assert_eq!(said(investigate, &row("")), [Fault::NobodyAccountable]);
        assert_eq!(
            said(investigate, &row("own:incident_manager=A client:product_owner=A")),
            [Fault::SeveralAccountable { count: 2 }]
        );
        assert_eq!(said(investigate, &row("own:incident_manager=A")), []);
    }

    #[test]
    fn e2_somebody_is_responsible() {
        let rest = "own:development=I own:incident_manager=A";
        assert_eq!(said(Activity::Investigate, rest), [Fault::NobodyResponsible]);
        assert_eq!(said(Activity::Investigate, "own:development=I own:incident_manager=R/A"), []);
    }

    #[test]
    fn e3_only_responsible_and_accountable_go_together() {
        let row = |desk: &str| {
            format!("own:service_desk={desk} own:development=I own:incident_manager=R/A")
        };
        let mixed = Fault::MixedLetters { cell: "C/I".parse().unwrap() };
        assert_eq!(said(Activity::Investigate, &row("C/I")), [mixed]);
        assert_eq!(said(Activity::Investigate, &row("C")), []);
    }

    #[test]
    fn e6_development_is_always_informed_from_step_two_on() {
        let alone = "own:service_desk=R own:incident_manager=A client:product_owner=C";
        for activity in Activity::ALL {
            let expected: &[Fault] =
                if activity.step() >= 2 { &[Fault::DevelopmentLeftOut] } else { &[] };
            assert_eq!(said(*activity, alone), expected, "{activity}");
            let informed = format!("{alone} own:development=I");
            assert_eq!(said(*activity, &informed), [], "{activity}");
        }
    }

    #[test]
    fn e7_the_client_is_told_where_it_matters() {
        let alone = "own:service_desk=R own:incident_manager=A own:development=I";
        let told: Vec<_> = Activity::ALL
            .iter()
            .filter(|activity| said(**activity, alone) == [Fault::ClientLeftOut])
            .map(|activity| activity.code())
            .collect();
        assert_eq!(
            told,
            ["1.2", "2.1", "5.2", "5.3", "5.4", "5.5", "5.6", "6.1", "6.2", "6.3", "6.4"]
        );
        let contact = format!("{alone} client:contact=I");
        assert_eq!(said(Activity::FirstResponse, &contact), []);
    }

    #[test]
    fn e7_the_client_has_a_say_in_the_fix() {
        let ours = "own:service_desk=R own:incident_manager=A own:development=C";
        let with = |client: &str| said(Activity::AgreeFix, &format!("{ours} {client}"));
        assert_eq!(with(""), [Fault::ClientNotAsked]);
        assert_eq!(with("client:product_owner=I"), [Fault::ClientNotAsked]);
        assert_eq!(with("client:product_owner=C"), []);
        let theirs = "own:service_desk=R client:product_owner=A own:development=C";
        assert_eq!(said(Activity::AgreeFix, theirs), []);
    }

    #[test]
    fn w1_of_several_responsible_parties_one_starts() {
        let row = |desk: &str, development: &str| {
            format!(
                "own:service_desk={desk} own:development={development} own:incident_manager=A \
                 client:product_owner=I"
            )
        };
        assert_eq!(said(Activity::VerifyInProduction, &row("R", "R")), [Fault::NobodyStarts]);
        assert_eq!(
            said(Activity::VerifyInProduction, &row("R1", "R1")),
            [Fault::SeveralStart { count: 2 }]
        );
        assert_eq!(said(Activity::VerifyInProduction, &row("R1", "R")), []);
        assert_eq!(said(Activity::VerifyInProduction, &row("R", "I")), []);
    }

    #[test]
    fn w2_more_than_three_opinions_are_a_meeting() {
        let three = "own:incident_manager=R/A own:service_desk=C own:development=C \
                     client:product_owner=C";
        assert_eq!(said(Activity::Review, three), []);
        let four = format!("{three} supplier:*=C");
        assert_eq!(said(Activity::Review, &four), [Fault::ManyConsulted { count: 4 }]);
    }

    #[test]
    fn w2_a_fire_does_not_wait_for_advice() {
        let row = "own:service_desk=R own:incident_manager=A own:development=C! \
                   client:product_owner=I";
        let findings = check_form(&matrix_with(Activity::Restore, self::row(row)));
        let about = findings.iter().find(|f| f.fault == Fault::BlockingConsult).unwrap();
        assert_eq!(about.party, Some(Party::Development));
        assert_eq!(said(Activity::Prevent, row), []);
        assert!(codes(&findings).contains(&"W2"));
    }
}
