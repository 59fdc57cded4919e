//! RACI: what the rules find in the matrices, told once for all applications where it is so.

use std::collections::BTreeMap;

use piket_core::directory::{Application, Directory};
use piket_core::key::{ApplicationKey, MatrixKey};
use piket_core::party::Party;
use piket_core::raci::{Fault, Judged, Matrix, Rule, Severity, judge_all, rivals};

use super::super::document::Kind;
use super::Findings;
use super::promises::suppliers_of;

/// So many applications are named; of more the number is told.
const NAMED: usize = 4;

pub(super) fn check(directory: &Directory, findings: &mut Findings) {
    let matrices: Vec<&Matrix> =
        directory.current_matrices().into_iter().map(|(_, matrix)| matrix).collect();
    for (first, other) in rivals(&matrices) {
        let text = format!("it counts for the very same place as matrix {first}");
        findings.error(Kind::Matrix, other.as_str(), text);
        findings.hint("keep one of them, or make one more specific");
    }
    for application in directory.applications.values() {
        if !matrices.iter().any(|matrix| serves(matrix, application)) {
            let text = "no matrix serves it, so nobody is asked and nobody is told";
            findings.error(Kind::Application, application.key.as_str(), text);
            findings.hint("add a matrix without client and application: it serves all");
        }
    }
    tell(directory, findings);
}

fn serves(matrix: &Matrix, application: &Application) -> bool {
    matrix.client.as_ref().is_none_or(|client| *client == application.client)
        && matrix.application.as_ref().is_none_or(|key| *key == application.key)
        && matrix.component.is_none()
        && matrix.nature.is_none()
}

fn tell(directory: &Directory, findings: &mut Findings) {
    let mut told: BTreeMap<(MatrixKey, String), (Severity, Rule, Vec<ApplicationKey>)> =
        BTreeMap::new();
    for judged in judge_all(directory) {
        if is_told_as_promise(&judged, directory) {
            continue;
        }
        let Judged { matrix, application, finding } = judged;
        told.entry((matrix, finding.to_string()))
            .or_insert_with(|| (finding.severity(), finding.rule(), Vec::new()))
            .2
            .extend(application);
    }
    for ((matrix, text), (severity, rule, applications)) in told {
        let text = format!("{text}{}", where_so(&applications));
        match severity {
            Severity::Error => findings.error(Kind::Matrix, matrix.as_str(), text),
            Severity::Warning => findings.warning(Kind::Matrix, matrix.as_str(), text),
        }
        if let Some(hint) = hint_for(rule) {
            findings.hint(hint);
        }
    }
}

/// Slower suppliers of components are told where promises are checked, with their hours.
fn is_told_as_promise(judged: &Judged, directory: &Directory) -> bool {
    let (Fault::SlowerThanPromised { .. }, Some(Party::Supplier(supplier)), Some(application)) =
        (&judged.finding.fault, &judged.finding.party, &judged.application)
    else {
        return false;
    };
    let application = directory.applications.get(application);
    application.is_some_and(|application| suppliers_of(application).contains(supplier))
}

fn where_so(applications: &[ApplicationKey]) -> String {
    match applications {
        [] => String::new(),
        [one] => format!(" (for application {one})"),
        many if many.len() <= NAMED => {
            let names: Vec<&str> = many.iter().map(ApplicationKey::as_str).collect();
            format!(" (for applications {})", names.join(", "))
        }
        [one, others @ ..] => format!(" (for application {one} and {} others)", others.len()),
    }
}

fn hint_for(rule: Rule) -> Option<&'static str> {
    match rule {
        Rule::E4 => Some("put an active person in this party: parties = [\"…\"]"),
        Rule::E5 => Some("give somebody of the party a phone, or a place on the ladder"),
        Rule::E8 => Some("give the supplier an email"),
        Rule::E9 => Some("add the row here, or in a matrix that serves all"),
        Rule::E1
        | Rule::E2
        | Rule::E3
        | Rule::E6
        | Rule::E7
        | Rule::W1
        | Rule::W2
        | Rule::W3
        | Rule::W4
        | Rule::W5
        | Rule::W6
        | Rule::W7 => None,
    }
}
