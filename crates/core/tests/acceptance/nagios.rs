//! Ranges and statuses against the facts on which independent monitoring plugins agree.
#![expect(clippy::print_stdout, reason = "a run tells how many rows it proved and skipped")]

use std::fs;
use std::path::{Path, PathBuf};

use piket_core::check::{Metric, Norm, Range, Status};
use serde::Deserialize;

/// The file of facts, or nothing (and a line that says so) where it is not there.
fn facts(name: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/acceptance/nagios");
    let path = root.join(name);
    if path.exists() {
        return Some(path);
    }
    println!("nagios/{name}: not here, skipped");
    None
}

fn report(name: &str, run: usize, skipped: usize, wrong: &[String]) {
    println!("nagios/{name}: {run} rows ran, {skipped} skipped, {} wrong", wrong.len());
    assert!(run > 0, "nagios/{name} holds no rows");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[derive(Deserialize)]
struct Syntax {
    range: String,
    expected: String,
}

#[test]
fn ranges_are_read_and_refused_as_reference_parsers_agree() {
    let Some(path) = facts("range_syntax.json") else { return };
    let rows: Vec<Syntax> = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();

    let (mut run, mut skipped, mut wrong) = (0, 0, Vec::new());
    for row in &rows {
        let read = row.range.parse::<Range>();
        match (row.expected.as_str(), &read) {
            ("disputed", _) => {
                skipped += 1;
                continue;
            }
            ("valid", Ok(_)) | ("invalid", Err(_)) => {}
            (expected, _) => wrong.push(format!("{:?}: {expected}, got {read:?}", row.range)),
        }
        run += 1;
    }
    report("range_syntax.json", run, skipped, &wrong);
}

#[derive(Deserialize)]
struct Judged {
    range: String,
    value: f64,
    expected: String,
}

#[test]
fn values_alert_as_reference_implementations_agree() {
    let Some(path) = facts("range_values.csv") else { return };
    let rows: Vec<Judged> =
        csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect();

    let (mut run, mut skipped, mut wrong) = (0, 0, Vec::new());
    for Judged { range, value, expected } in &rows {
        if expected == "disputed" {
            skipped += 1;
            continue;
        }
        let found = match range.parse::<Range>() {
            Ok(range) if range.alerts(*value) => "alert",
            Ok(_) => "ok",
            Err(_) => "invalid-range",
        };
        if found != expected {
            wrong.push(format!("{range} with {value}: {expected}, got {found}"));
        }
        run += 1;
    }
    report("range_values.csv", run, skipped, &wrong);
}

#[derive(Deserialize)]
struct TwoThresholds {
    warn: String,
    crit: String,
    value: f64,
    expected: String,
}

#[test]
fn two_thresholds_give_the_status_on_which_implementations_agree() {
    let Some(path) = facts("status_two_thresholds.csv") else { return };
    let rows: Vec<TwoThresholds> =
        csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect();
    // An empty threshold is "not set".
    let range = |text: &str| (!text.is_empty()).then(|| text.parse::<Range>().unwrap());

    let mut wrong = Vec::new();
    for TwoThresholds { warn, crit, value, expected } in &rows {
        let norm = Norm {
            metric: Metric::TotalMs,
            warning: range(warn),
            critical: range(crit),
            clear: None,
            unit: None,
        };
        let found = match norm.judge(Some(*value)) {
            Status::Ok => "OK",
            Status::Warning => "WARNING",
            Status::Critical => "CRITICAL",
            Status::Unknown => "UNKNOWN",
        };
        if found != expected {
            wrong.push(format!("{warn} and {crit} with {value}: {expected}, got {found}"));
        }
    }
    report("status_two_thresholds.csv", rows.len(), 0, &wrong);
}
