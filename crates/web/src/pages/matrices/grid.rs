//! The rows of one matrix as a grid: activities down, parties across, and for each row that it does
//! not have of its own, the matrix from which it comes.

use std::collections::{BTreeMap, BTreeSet};

use piket_core::directory::Directory;
use piket_core::key::MatrixKey;
use piket_core::party::Party;
use piket_core::process::Phase;
use piket_core::raci::{
    Activity, Cell, Judged, Letter, Matrix, Place, Row, Severity, default_rows, resolve,
};

use crate::pages::eye::Eye;

/// The phases in the order of the steps of activities.
const PHASES: [Phase; 6] = [
    Phase::Report,
    Phase::ActionWho,
    Phase::Investigation,
    Phase::Development,
    Phase::Solution,
    Phase::Close,
];

/// The grid of a matrix.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// The parties across.
    pub(super) parties: Vec<Column>,
    /// The steps with their activities.
    pub(super) steps: Vec<Step>,
    /// What is wrong or odd with the matrix as a whole.
    pub(super) findings: Vec<Found>,
}

/// A party across.
#[derive(Debug, Default)]
pub(super) struct Column {
    /// As files name it.
    pub(super) key: String,
    /// Its name.
    pub(super) name: String,
}

/// A step of the route with its activities.
#[derive(Debug, Default)]
pub(super) struct Step {
    /// Its name, with its number.
    pub(super) name: String,
    /// Its activities.
    pub(super) lines: Vec<Line>,
}

/// One activity.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// Its code: `2.1`.
    pub(super) code: &'static str,
    /// What is done.
    pub(super) activity: String,
    /// What each party is.
    pub(super) cells: Vec<Field>,
    /// Whether the matrix has the row itself.
    pub(super) is_own: bool,
    /// The matrix from which the row comes where this one has none; empty if no matrix has it.
    pub(super) source: String,
    /// What is wrong or odd with the row.
    pub(super) findings: Vec<Found>,
}

/// What one party is for one activity.
#[derive(Debug, Default)]
pub(super) struct Field {
    /// The name of the field in a form.
    pub(super) name: String,
    /// For whom and what, for who does not see the grid.
    pub(super) label: String,
    /// What is typed, or the letters.
    pub(super) value: String,
    /// The letters of the row from elsewhere, where this matrix has none.
    pub(super) hint: String,
    /// As a sign.
    pub(super) sign: Letters,
    /// Whether something is wrong here.
    pub(super) is_wrong: bool,
}

/// Letters as a sign.
#[derive(Debug, Clone, Default)]
pub(crate) struct Letters {
    /// As it is written: `R/A`; empty for nothing.
    pub(crate) text: String,
    /// The class of the sign.
    pub(crate) class: &'static str,
    /// In words.
    pub(crate) words: String,
}

/// Something that was found.
#[derive(Debug)]
pub(super) struct Found {
    /// `bad` or `warn`.
    pub(super) tone: &'static str,
    /// In words.
    pub(super) text: String,
}

/// Letters that were typed and are none, by field.
pub(super) type Wrong = BTreeMap<String, String>;

/// The name of the field of a cell.
pub(super) fn field_name(activity: Activity, party: &Party) -> String {
    format!("{activity} {party}")
}

/// What a grid is made from.
pub(super) struct Source<'a> {
    /// The matrix.
    pub(super) matrix: &'a Matrix,
    /// Whether rows that it has not are shown from where they come now; not beside what was agreed
    /// at another time.
    pub(super) is_of_now: bool,
    /// Columns that are there beside those that have a letter.
    pub(super) columns: &'a [Party],
    /// What was found about it.
    pub(super) judged: &'a [Judged],
    /// Letters that were typed and are none; they are shown as they were typed.
    pub(super) wrong: &'a Wrong,
}

/// The grid of a matrix.
pub(super) fn of(eye: &Eye<'_>, it: &Source<'_>) -> Grid {
    let elsewhere =
        if it.is_of_now { elsewhere(eye.directory, it.matrix) } else { BTreeMap::new() };
    let parties = across(it, &elsewhere);
    let step = |(number, phase): (u8, Phase)| {
        let activities = Activity::ALL.iter().filter(|activity| activity.step() == number);
        let lines =
            activities.map(|activity| line(eye, it, *activity, &parties, elsewhere.get(activity)));
        Step { name: step_name(eye, number, phase), lines: lines.collect() }
    };
    let of_the_whole: Vec<&Judged> =
        it.judged.iter().filter(|it| it.finding.activities.is_empty()).collect();
    Grid {
        parties: parties
            .iter()
            .map(|party| Column { key: party.to_string(), name: eye.party(party) })
            .collect(),
        steps: (1..).zip(PHASES).map(step).collect(),
        findings: found(eye, &of_the_whole),
    }
}

/// A step of the route as a heading: `2 Action! Who?`.
fn step_name(eye: &Eye<'_>, number: u8, phase: Phase) -> String {
    format!("{number} {}", eye.w.phase(phase))
}

/// The step of the route with this number as a heading.
pub(crate) fn step_of(eye: &Eye<'_>, number: u8) -> String {
    let phase = PHASES.get(usize::from(number).saturating_sub(1));
    phase.map(|phase| step_name(eye, number, *phase)).unwrap_or_default()
}

/// The rows that count at its place without it, as they are written, and from which matrix.
pub(super) fn elsewhere<'d>(
    directory: &'d Directory,
    it: &Matrix,
) -> BTreeMap<Activity, (&'d Matrix, &'d Row)> {
    let place = Place {
        client: it.client.clone().or_else(|| {
            let application = directory.applications.get(it.application.as_ref()?)?;
            Some(application.client.clone())
        }),
        application: it.application.clone(),
        component: it.component.clone(),
        nature: it.nature,
        supplier: None,
    };
    let current = directory.current_matrices().into_iter().map(|(_, matrix)| matrix);
    let others: Vec<&Matrix> = current.filter(|matrix| matrix.key != it.key).collect();
    let row = |activity: &Activity| {
        let key: MatrixKey = resolve(&others, &place, *activity)?.matrix;
        let matrix = *others.iter().find(|matrix| matrix.key == key)?;
        Some((*activity, (matrix, matrix.row(*activity)?)))
    };
    Activity::ALL.iter().filter_map(row).collect()
}

/// The parties across: the usual ones, those with a letter here or elsewhere, and the wished ones.
fn across(it: &Source<'_>, elsewhere: &BTreeMap<Activity, (&Matrix, &Row)>) -> Vec<Party> {
    let usual = default_rows();
    let rows = it.matrix.rows.values().chain(usual.values());
    let rows = rows.chain(elsewhere.values().map(|(_, row)| *row));
    let named = rows.flat_map(Row::cells).map(|(party, _)| party);
    let parties: BTreeSet<&Party> = named.chain(it.columns).collect();
    parties.into_iter().cloned().collect()
}

fn line(
    eye: &Eye<'_>,
    it: &Source<'_>,
    activity: Activity,
    parties: &[Party],
    from: Option<&(&Matrix, &Row)>,
) -> Line {
    let own = it.matrix.row(activity);
    let here: Vec<&Judged> =
        it.judged.iter().filter(|it| it.finding.activities.contains(&activity)).collect();
    let field = |party: &Party| {
        let cell = own.and_then(|row| row.cell(party));
        let inherited = from.and_then(|(_, row)| row.cell(party)).filter(|_| own.is_none());
        let name = field_name(activity, party);
        let typed = it.wrong.get(&name);
        let (what, whose) = (eye.w.coded(activity), eye.party(party));
        Field {
            label: eye.w.t2("matrices-cell", "activity", what, "party", whose),
            value: typed.cloned().or_else(|| cell.map(Cell::to_string)).unwrap_or_default(),
            hint: inherited.map(Cell::to_string).unwrap_or_default(),
            sign: letters(eye, cell.or(inherited)),
            is_wrong: typed.is_some()
                || here.iter().any(|it| it.finding.party.as_ref() == Some(party)),
            name,
        }
    };
    let cells: Vec<Field> = parties.iter().map(field).collect();
    let unread = cells
        .iter()
        .filter_map(|field| it.wrong.get(&field.name))
        .map(|text| Found { tone: "bad", text: eye.w.t1("matrices-not-letters", "text", text) });
    Line {
        code: activity.code(),
        activity: eye.w.activity(activity).into_owned(),
        findings: unread.chain(found(eye, &here)).collect(),
        cells,
        is_own: own.is_some(),
        source: from.map(|(matrix, _)| matrix.name.clone()).unwrap_or_default(),
    }
}

/// What was found, each sentence once, errors first.
pub(super) fn found(eye: &Eye<'_>, judged: &[&Judged]) -> Vec<Found> {
    let mut told = BTreeSet::new();
    let mut found: Vec<(Severity, Found)> = judged
        .iter()
        .filter_map(|judged| {
            let severity = judged.finding.severity();
            let text = eye.w.finding(&judged.finding, eye.directory);
            let tone = if severity == Severity::Error { "bad" } else { "warn" };
            told.insert(text.clone()).then_some((severity, Found { tone, text }))
        })
        .collect();
    found.sort_by_key(|(severity, _)| *severity);
    found.into_iter().map(|(_, found)| found).collect()
}

/// What a party is, as a sign.
pub(crate) fn letters(eye: &Eye<'_>, cell: Option<&Cell>) -> Letters {
    let Some(cell) = cell else { return Letters::default() };
    let words: Vec<String> =
        cell.letters().map(|letter| eye.w.letter(letter).into_owned()).collect();
    let mut words = eye.w.list(&words);
    if cell.is_first() {
        words = eye.w.t1("raci-first", "words", words);
    }
    if cell.is_blocking() {
        words = eye.w.t1("raci-blocking", "words", words);
    }
    let class = if cell.has(Letter::Responsible) {
        "r"
    } else if cell.has(Letter::Accountable) {
        "a"
    } else {
        ""
    };
    Letters { text: cell.to_string(), class, words }
}
