//! `piket calc`, as another program calls it: the acceptance sets where they are there, and rows of
//! our own for what must hold without them.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::console::{told, works};

const SETS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/acceptance");

/// Mondays from nine to five in Amsterdam, and no other day.
const MONDAYS: &str = r#"[{"id": "mondays", "tz": "Europe/Amsterdam",
    "weekly": {"mon": [["09:00", "17:00"]]}, "holidays": ["2026-06-22"]}]"#;

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("calendars.json"), MONDAYS).unwrap();
    folder
}

fn set(file: &str) -> Option<PathBuf> {
    let path = Path::new(SETS).join(file);
    if path.is_file() {
        return Some(path);
    }
    println!("{file}: not here, skipped");
    None
}

/// The rows of a CSV text as maps from column to value.
fn rows(text: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect()
}

/// Each row of a set gives in these columns what the set says in those.
fn agrees(calc: &str, file: &str, columns: &[(&str, &str)]) {
    let (Some(path), Some(calendars)) = (set(file), set("business_time/calendars.json")) else {
        return;
    };
    let (path, calendars) = (path.display().to_string(), calendars.display().to_string());
    let mut arguments = vec!["calc", calc, "--input", &path];
    if calc != "norm" {
        arguments.extend(["--calendars", &calendars]);
    }
    let answers = rows(&works(folder().path(), &arguments));
    let expected = rows(&std::fs::read_to_string(&path).unwrap());
    assert_eq!(answers.len(), expected.len(), "nothing is dropped");
    for (answer, row) in answers.iter().zip(&expected) {
        for (own, theirs) in columns {
            assert_eq!(answer[*own], row[*theirs], "{file}: {row:?}");
        }
    }
    println!("calc {calc}, {file}: {} rows ran, 0 skipped", expected.len());
}

/// The cases of a set in JSON, each with what the program answers to it.
fn answered_in_json(calc: &str, file: &str, options: &[&str]) -> Vec<(Value, Value)> {
    let (Some(path), Some(calendars)) = (set(file), set("business_time/calendars.json")) else {
        return Vec::new();
    };
    let (path, calendars) = (path.display().to_string(), calendars.display().to_string());
    let mut arguments = vec!["calc", calc, "--input", &path];
    arguments.extend(options);
    if ["clock", "availability"].contains(&calc) {
        arguments.extend(["--calendars", &calendars]);
    }
    let answers = works(folder().path(), &arguments);
    let answers: Vec<Value> = serde_json::from_str(&answers).unwrap();
    let cases: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    assert_eq!(answers.len(), cases.len(), "nothing is dropped");
    answers.into_iter().zip(cases).collect()
}

/// Each case of a set gives under these keys what the set says under those.
fn agrees_in_json(calc: &str, file: &str, keys: &[(&str, &str)]) {
    let cases = answered_in_json(calc, file, &[]);
    for (answer, case) in &cases {
        for (own, theirs) in keys {
            assert_eq!(answer[*own], case[*theirs], "{file}: {case}");
        }
    }
    println!("calc {calc}, {file}: {} rows ran, 0 skipped", cases.len());
}

#[test]
fn acceptance_rows_of_elapsed_time_and_deadlines_come_out_of_the_program() {
    for file in ["elapsed", "elapsed_dst_boundary_and_overrides"] {
        let columns = [("id", "id"), ("seconds", "expected_seconds")];
        agrees("elapsed", &format!("business_time/{file}.csv"), &columns);
    }
    for file in ["deadline", "deadline_dst_boundary_and_overrides"] {
        let columns = [("id", "id"), ("due_utc", "due_utc"), ("limit_utc", "rollover_utc")];
        agrees("deadline", &format!("business_time/{file}.csv"), &columns);
    }
}

#[test]
fn acceptance_cases_of_clocks_and_recurrence_come_out_of_the_program() {
    let keys = [
        ("id", "id"),
        ("elapsed_seconds", "expected_elapsed_seconds"),
        ("due_utc", "expected_due_utc"),
        ("limit_utc", "expected_rollover_utc"),
        ("met_if_stopped_at", "expected_met_if_stopped_at"),
    ];
    agrees_in_json("clock", "business_time/clock_with_pauses.json", &keys);
    let keys = [("id", "id"), ("occurrences_utc", "occurrences_utc")];
    agrees_in_json("recurrence", "recurrence/rrule_cases.json", &keys);
}

#[test]
fn acceptance_cases_of_availability_come_out_of_the_program() {
    let file = "availability/availability_cases.json";
    let cases = answered_in_json("availability", file, &[]);
    for (answer, case) in &cases {
        let expected = &case["expected"];
        for seconds in ["agreed_service_seconds", "downtime_seconds"] {
            assert_eq!(answer[seconds], expected[seconds], "{case}");
        }
        // The set is rounded to four decimals.
        let rounded = |percent: f64| (percent * 10_000.0).round() / 10_000.0;
        let found = answer["availability_pct"].as_f64().map(rounded);
        assert_eq!(found, expected["availability_pct"].as_f64(), "{case}");
    }
    println!("calc availability, {file}: {} rows ran, 0 skipped", cases.len());
}

#[test]
fn acceptance_rows_of_norms_come_out_of_the_program() {
    agrees("norm", "nagios/status_two_thresholds.csv", &[("status", "expected")]);
}

#[test]
fn acceptance_rows_of_ranges_come_out_of_the_program_but_for_those_in_dispute() {
    let file = "nagios/range_values.csv";
    let Some(path) = set(file).map(|path| path.display().to_string()) else { return };
    let answers = rows(&works(folder().path(), &["calc", "norm", "--input", &path]));
    let cases = rows(&std::fs::read_to_string(&path).unwrap());
    assert_eq!(answers.len(), cases.len(), "nothing is dropped");
    let mut skipped = 0;
    for (answer, case) in answers.iter().zip(&cases) {
        assert_eq!((&answer["range"], &answer["value"]), (&case["range"], &case["value"]));
        match case["expected"].as_str() {
            "disputed" => skipped += 1,
            "invalid-range" => assert_eq!(answer["result"], "invalid", "{case:?}"),
            expected => assert_eq!(answer["result"], expected, "{case:?}"),
        }
    }
    assert!(skipped < cases.len());
    println!("calc norm, {file}: {} rows ran, {skipped} skipped", cases.len() - skipped);
}

#[test]
fn acceptance_cases_of_the_syntax_of_ranges_come_out_of_the_program() {
    let file = "nagios/range_syntax.json";
    let cases = answered_in_json("norm", file, &["--syntax"]);
    let agreed = cases.iter().filter(|(_, case)| case["expected"] != "disputed");
    let mut ran = 0;
    for (answer, case) in agreed {
        assert_eq!(answer["result"], case["expected"], "{case}");
        ran += 1;
    }
    println!("calc norm --syntax, {file}: {ran} rows ran, {} skipped", cases.len() - ran);
}

#[test]
fn a_malformed_row_is_answered_in_its_place_and_the_others_are_computed() {
    let folder = folder();
    let rows_in = "start_utc,id,end_utc,calendar,other\r\n\
                   2026-06-15T07:00:00Z,a,2026-06-15T15:00:00Z,mondays,x\r\n\
                   2026-06-15T07:00:00Z,b,2026-06-14T15:00:00Z,mondays,x\r\n\
                   2026-06-22T07:00:00Z,c,2026-06-22T15:00:00Z,mondays,x\r\n";
    let arguments = ["calc", "elapsed", "--calendars", "calendars.json"];
    let said = told(folder.path(), &arguments, rows_in);
    assert_eq!(said.code, 1, "{said:?}");
    let answers = rows(&said.out);
    let told: Vec<_> =
        answers.iter().map(|it| (it["id"].as_str(), it["seconds"].as_str())).collect();
    assert_eq!((told[0], told[2]), (("a", "28800"), ("c", "0")));
    assert!(told[1].0 == "b" && told[1].1.starts_with("error: "), "{told:?}");
}

#[test]
fn a_deadline_that_never_comes_is_an_empty_field() {
    let folder = folder();
    std::fs::write(folder.path().join("never.json"), r#"[{"id": "never", "tz": "UTC"}]"#).unwrap();
    let rows_in = "id,calendar,start_utc,business_minutes\na,never,2026-06-15T07:00:00Z,60\n";
    let arguments = ["calc", "deadline", "--calendars", "never.json"];
    let said = told(folder.path(), &arguments, rows_in);
    assert_eq!((said.code, said.out.as_str()), (0, "id,due_utc,limit_utc\na,,\n"), "{said:?}");
}
