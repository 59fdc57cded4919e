//! The RACI matrix as people sign it: activities down, parties across, and for each row the matrix
//! it comes from.

use std::collections::{BTreeMap, BTreeSet};

use piket_core::directory::{Application, Behind, Directory};
use piket_core::key::{ComponentKey, MatrixKey};
use piket_core::party::Party;
use piket_core::priority::Nature;
use piket_core::raci::{self, Activity, Letter, Matrix, Place, Resolved, Severity, SupplierFate};

use super::Wanted;
use crate::pages::eye::Eye;
use crate::pages::matrices::grid::{Letters, letters, step_of};
use crate::pages::parts::Choice;

/// The matrix for one place.
pub(super) struct Grid {
    /// The components to choose from.
    pub(super) components: Vec<Choice>,
    /// The natures to choose from.
    pub(super) natures: Vec<Choice>,
    /// The parties across.
    pub(super) parties: Vec<Column>,
    /// The steps with their activities.
    pub(super) steps: Vec<Step>,
    /// The letters and what is meant by each.
    pub(super) letters: Vec<(&'static str, String, String)>,
    /// What was found, the worst first.
    pub(super) findings: Vec<Found>,
    /// Whether no row is there at all.
    pub(super) is_empty: bool,
}

/// A party across.
pub(super) struct Column {
    /// Its name.
    pub(super) name: String,
    /// Who stands behind it.
    pub(super) people: String,
}

/// A step of the route with its activities.
pub(super) struct Step {
    /// Its name, with its number.
    pub(super) name: String,
    /// Its activities.
    pub(super) lines: Vec<Line>,
}

/// One activity.
pub(super) struct Line {
    /// Its code: `2.1`.
    pub(super) code: &'static str,
    /// What is done.
    pub(super) activity: String,
    /// What each party is.
    pub(super) cells: Vec<Letters>,
    /// From which matrix the row comes.
    pub(super) source: String,
    /// How specific that matrix is, and what was passed over.
    pub(super) why: String,
    /// Whether it comes from a matrix of its own for this place.
    pub(super) is_own: bool,
}

/// Something that was found about the matrices.
pub(super) struct Found {
    /// `bad` or `warn`.
    pub(super) tone: &'static str,
    /// In words.
    pub(super) text: String,
}

/// The matrix of an application for the place that is asked.
pub(super) fn of(eye: &Eye<'_>, it: &Application, wanted: &Wanted) -> Grid {
    let component = it.components.iter().find(|part| part.key.as_str() == wanted.component);
    let nature: Option<Nature> = wanted.nature.parse().ok();
    let place = Place {
        client: Some(it.client.clone()),
        application: Some(it.key.clone()),
        component: component.map(|part| part.key.clone()),
        nature,
        supplier: component.and_then(|part| part.supplier.clone()).map(Party::Supplier),
    };
    let matrices: Vec<&Matrix> =
        eye.directory.current_matrices().into_iter().map(|(_, matrix)| matrix).collect();
    let rows: Vec<Resolved> = Activity::ALL
        .iter()
        .filter_map(|activity| raci::resolve(&matrices, &place, *activity))
        .collect();
    let parties: BTreeSet<&Party> =
        rows.iter().flat_map(|resolved| resolved.row.cells().map(|(party, _)| party)).collect();
    Grid {
        components: components(eye, it, place.component.as_ref()),
        natures: natures(eye, nature),
        parties: parties.iter().map(|party| column(eye, it, party)).collect(),
        steps: steps(eye, &rows, &parties),
        letters: Letter::ALL
            .map(|letter| {
                let (word, about) = (eye.w.letter(letter), eye.w.about_letter(letter));
                (letter.as_str(), word.into_owned(), about.into_owned())
            })
            .to_vec(),
        findings: findings(eye, it, &rows),
        is_empty: rows.is_empty(),
    }
}

pub(super) fn components(
    eye: &Eye<'_>,
    it: &Application,
    chosen: Option<&ComponentKey>,
) -> Vec<Choice> {
    let any = Choice {
        value: String::new(),
        label: eye.w.t("raci-any-component").into_owned(),
        chosen: chosen.is_none(),
    };
    let parts = it.components.iter().map(|part| Choice {
        value: part.key.to_string(),
        label: part.name.clone(),
        chosen: chosen == Some(&part.key),
    });
    std::iter::once(any).chain(parts).collect()
}

pub(super) fn natures(eye: &Eye<'_>, chosen: Option<Nature>) -> Vec<Choice> {
    let any = Choice {
        value: String::new(),
        label: eye.w.t("raci-any-nature").into_owned(),
        chosen: chosen.is_none(),
    };
    let all = Nature::ALL.iter().map(|nature| Choice {
        value: nature.as_str().to_owned(),
        label: eye.w.nature(*nature).into_owned(),
        chosen: chosen == Some(*nature),
    });
    std::iter::once(any).chain(all).collect()
}

fn column(eye: &Eye<'_>, it: &Application, party: &Party) -> Column {
    let behind = eye.directory.behind(party, &it.client, Some(&it.key));
    let people: Vec<String> = behind
        .iter()
        .filter_map(|behind| match behind {
            Behind::Person(person) => Some(person.name.clone()),
            Behind::Desk(_) => None,
        })
        .collect();
    Column { name: eye.party(party), people: people.join(", ") }
}

fn steps(eye: &Eye<'_>, rows: &[Resolved], parties: &BTreeSet<&Party>) -> Vec<Step> {
    let mut by_step: BTreeMap<u8, Vec<Line>> = BTreeMap::new();
    for resolved in rows {
        by_step.entry(resolved.activity.step()).or_default().push(line(eye, resolved, parties));
    }
    by_step.into_iter().map(|(number, lines)| Step { name: step_of(eye, number), lines }).collect()
}

fn line(eye: &Eye<'_>, resolved: &Resolved, parties: &BTreeSet<&Party>) -> Line {
    let level = eye.w.named("raci-level", resolved.level.as_str());
    let passed: Vec<String> =
        resolved.passed_over.iter().map(|key| matrix_name(eye.directory, key)).collect();
    let mut why = vec![level.into_owned()];
    if !passed.is_empty() {
        why.push(eye.w.t1("raci-passed-over", "names", eye.w.list(&passed)));
    }
    if let SupplierFate::Absent { .. } = resolved.supplier {
        why.push(eye.w.t("raci-no-supplier").into_owned());
    }
    Line {
        code: resolved.activity.code(),
        activity: eye.w.activity(resolved.activity).into_owned(),
        cells: parties.iter().map(|party| letters(eye, resolved.row.cell(party))).collect(),
        source: matrix_name(eye.directory, &resolved.matrix),
        why: why.join(" · "),
        is_own: resolved.level < raci::Level::Client,
    }
}

fn matrix_name(directory: &Directory, key: &MatrixKey) -> String {
    let matrix = directory.matrices.get(key).and_then(|versions| versions.current());
    matrix.map_or_else(|| key.to_string(), |(_, matrix)| matrix.name.clone())
}

/// What is wrong or odd with the matrices that count for this application.
fn findings(eye: &Eye<'_>, it: &Application, rows: &[Resolved]) -> Vec<Found> {
    // Only this application is looked at, so that a page costs the same whatever else there is.
    let around = Directory {
        applications: BTreeMap::from([(it.key.clone(), it.clone())]),
        ..eye.directory.clone()
    };
    let used: BTreeSet<&MatrixKey> = rows.iter().map(|resolved| &resolved.matrix).collect();
    let mut judged: Vec<raci::Judged> = raci::judge_all(&around)
        .into_iter()
        .filter(|judged| judged.application.is_some() || used.contains(&judged.matrix))
        .collect();
    judged.sort_by_key(|judged| judged.finding.severity());
    let mut told = BTreeSet::new();
    let mut findings = Vec::new();
    for judged in judged {
        let text = eye.w.finding(&judged.finding, eye.directory);
        if told.insert(text.clone()) {
            let is_error = judged.finding.severity() == Severity::Error;
            findings.push(Found { tone: if is_error { "bad" } else { "warn" }, text });
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::example::Example;

    #[test]
    fn every_activity_stands_in_the_grid_with_a_cell_for_each_party_and_its_source() {
        let example = Example::reported();
        let shop = &example.directory.applications[&"shop".parse().unwrap()];
        let grid = of(&example.eye(), shop, &Wanted::default());
        let lines: Vec<&Line> = grid.steps.iter().flat_map(|step| &step.lines).collect();
        assert_eq!(lines.len(), Activity::ALL.len());
        for line in lines {
            assert_eq!(line.cells.len(), grid.parties.len(), "{}", line.code);
            assert!(!line.source.is_empty());
        }
        assert_eq!(grid.steps.len(), 6);
    }

    #[test]
    fn a_component_of_a_supplier_brings_the_supplier_into_the_grid() {
        let example = Example::reported();
        let shop = &example.directory.applications[&"shop".parse().unwrap()];
        let names = |wanted: &Wanted| -> Vec<String> {
            let grid = of(&example.eye(), shop, wanted);
            grid.parties.into_iter().map(|column| column.name).collect()
        };
        let web = Wanted { component: "web".to_owned(), nature: String::new() };
        assert!(names(&web).contains(&"NordHost".to_owned()));
        assert!(!names(&Wanted::default()).contains(&"NordHost".to_owned()));
    }
}
