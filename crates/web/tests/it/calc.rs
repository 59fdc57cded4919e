//! The calculator, as programs call it: the same answers as the sums of the engine, errors in their
//! places, and an end to every request.
#![expect(clippy::print_stdout, reason = "a run tells how many rows it proved and skipped")]

use axum::http::Method;
use piket_core::calc::Calendars;
use piket_engine::calc::Sum;
use serde_json::{Map, Value, json};

use crate::house::House;
use crate::openapi::operations;

const SETS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/acceptance");

/// Fields of an answer, each with the field of the row that it must equal.
type Fields = &'static [(&'static str, &'static str)];

/// A file of the acceptance sets; nothing, said in a line, where it is not there.
fn set(file: &str) -> Option<String> {
    let text = std::fs::read_to_string(format!("{SETS}/{file}")).ok();
    if text.is_none() {
        println!("{file}: not here, skipped");
    }
    text
}

/// The rows of a set, in JSON or as CSV without quotes.
fn rows_of(text: &str) -> Vec<Value> {
    if text.starts_with('[') {
        return serde_json::from_str(text).unwrap();
    }
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().unwrap().split(',').collect();
    let row = |line: &str| {
        let fields = names.iter().zip(line.split(','));
        fields.map(|(name, it)| ((*name).to_owned(), json!(it))).collect::<Map<_, _>>()
    };
    lines.map(|line| Value::Object(row(line))).collect()
}

/// What somebody reads who is sent this: a fraction may come out one digit different.
fn as_sent(row: &Value) -> Value {
    serde_json::from_str(&row.to_string()).unwrap()
}

fn read(calendars: &Value) -> Calendars {
    Calendars::read(serde_json::from_value(calendars.clone()).unwrap()).unwrap()
}

#[tokio::test]
async fn the_api_answers_rows_of_the_acceptance_sets_as_the_sums_do() {
    let Some(calendars) = set("business_time/calendars.json") else { return };
    let calendars: Value = serde_json::from_str(&calendars).unwrap();
    let house = House::new().await;
    let fatima = house.program("fatima").await;
    // Which sum, which set, and which of its fields each of the answer's must equal.
    let sets: [(&str, &str, Sum, Fields); 6] = [
        (
            "elapsed",
            "business_time/elapsed.csv",
            Sum::Elapsed(read(&calendars)),
            &[("seconds", "expected_seconds")],
        ),
        (
            "deadline",
            "business_time/deadline.csv",
            Sum::Deadline(read(&calendars)),
            &[("due_utc", "due_utc"), ("limit_utc", "rollover_utc")],
        ),
        (
            "clock",
            "business_time/clock_with_pauses.json",
            Sum::Clock(read(&calendars)),
            &[("elapsed_seconds", "expected_elapsed_seconds"), ("due_utc", "expected_due_utc")],
        ),
        (
            "availability",
            "availability/availability_cases.json",
            Sum::Availability(read(&calendars)),
            &[],
        ),
        ("norm", "nagios/range_values.csv", Sum::Norm, &[]),
        (
            "recurrence",
            "recurrence/rrule_cases.json",
            Sum::Recurrence,
            &[("occurrences_utc", "occurrences_utc")],
        ),
    ];
    for (name, file, sum, fields) in sets {
        let Some(text) = set(file) else { continue };
        // Every seventh row, so that this takes a moment; the command line answers all of them.
        let rows: Vec<Value> = rows_of(&text).into_iter().step_by(7).collect();
        let mut asked = json!({"rows": rows});
        if ["elapsed", "deadline", "clock", "availability"].contains(&name) {
            asked["calendars"] = calendars.clone();
        }
        let answer = fatima.does(&format!("/calc/{name}"), asked).await;
        assert_eq!(answer["errors"], 0, "{file}");
        let answers = answer["rows"].as_array().unwrap();
        assert_eq!(answers.len(), rows.len(), "{file}");
        for (answer, row) in answers.iter().zip(&rows) {
            let computed = sum.answer(row.clone(), 100).row;
            assert_eq!(*answer, as_sent(&computed), "{file}");
            for (own, theirs) in fields {
                let written = |it: &Value| it.as_str().map_or(it.to_string(), str::to_owned);
                assert_eq!(written(&answer[own]), written(&row[theirs]), "{file}: {row}");
            }
        }
        println!("calc {name}, {file}: {} rows ran", rows.len());
    }
}

#[tokio::test]
async fn the_examples_of_the_description_are_what_the_api_answers() {
    let house = House::new().await;
    let fatima = house.program("fatima").await;
    let sums = operations().into_iter().filter(|(_, path, _)| path.starts_with("/calc/"));
    let mut tried = 0;
    for (method, path, operation) in sums {
        assert_eq!(method, Method::POST);
        let example = |it: &Value| it["content"]["application/json"]["example"].clone();
        let answer = fatima.does(&path, example(&operation["requestBody"])).await;
        assert_eq!(answer, example(&operation["responses"]["200"]), "{path}");
        tried += 1;
    }
    assert_eq!(tried, 6);
}

/// Mondays in UTC.
fn mondays() -> Value {
    json!([{"id": "mondays", "tz": "UTC", "weekly": {"mon": ["09:00-17:00"]}}])
}

#[tokio::test]
async fn a_row_that_cannot_be_computed_says_why_in_its_place_and_is_counted() {
    let house = House::new().await;
    let fatima = house.program("fatima").await;
    let row = |id: u8, calendar: &str, minutes: &str| {
        json!({
            "id": id, "calendar": calendar, "start_utc": "2026-06-15T16:30:00Z",
            "business_minutes": minutes
        })
    };
    let rows = json!([row(1, "mondays", "0"), row(2, "mondays", "30"), 7, row(4, "mine", "30")]);
    let answer = fatima.does("/calc/deadline", json!({"calendars": mondays(), "rows": rows})).await;
    assert_eq!(answer["errors"], 3);
    assert_eq!(
        answer["rows"],
        json!([
            {"id": 1, "error": "\"0\" minutes cannot be promised; write a whole number from 1"},
            {"id": 2, "due_utc": "2026-06-15T17:00:00Z", "limit_utc": "2026-06-22T09:00:00Z"},
            {"error": "the row has no calendar, or it is neither a text nor a number"},
            {"id": 4, "error": "there is no calendar \"mine\"; there are: mondays"}
        ])
    );
}

#[tokio::test]
async fn our_own_people_count_with_calendars_of_the_desk_and_with_their_own_before_those() {
    let house = House::new().await;
    let ilse = house.program("ilse").await;
    let row = json!({
        "calendar": "office", "start_utc": "2026-06-15T00:00:00Z", "end_utc": "2026-06-16T00:00:00Z"
    });
    let office = ilse.does("/calc/elapsed", json!({"rows": [row]})).await;
    assert_eq!(office, json!({"rows": [{"seconds": 8 * 3_600}], "errors": 0}));
    let own = json!([{"id": "office", "tz": "UTC", "weekly": {"mon": ["09:00-10:00"]}}]);
    let own = ilse.does("/calc/elapsed", json!({"calendars": own, "rows": [row]})).await;
    assert_eq!(own["rows"][0]["seconds"], 3_600);
}

#[tokio::test]
async fn norms_are_judged_by_ranges_by_two_thresholds_and_for_their_syntax() {
    let house = House::new().await;
    let fatima = house.program("fatima").await;
    let said = async |asked: Value| {
        let answer = fatima.does("/calc/norm", asked).await;
        let row = answer["rows"][0].clone();
        row.get("result").or(row.get("status")).cloned().unwrap_or(row)
    };
    let range = json!([{"range": "10:20", "value": 25}]);
    assert_eq!(said(json!({"rows": range})).await, "alert");
    assert_eq!(said(json!({"rows": range, "syntax": true})).await, "valid");
    assert_eq!(said(json!({"rows": range, "warning": "20"})).await, "WARNING");
    assert_eq!(said(json!({"rows": range, "warning": "20", "critical": "24"})).await, "CRITICAL");
    let beside = json!([{"warn": "30", "crit": "", "value": "31"}]);
    assert_eq!(said(json!({"rows": beside})).await, "WARNING");
}

#[tokio::test]
async fn what_no_row_can_be_computed_with_is_refused_as_a_whole() {
    let house = House::new().await;
    let fatima = house.program("fatima").await;
    let many = |count: usize, it: Value| vec![it; count];
    let windows = vec!["09:00-09:01"; 1_001];
    let twice = json!([mondays()[0], mondays()[0]]);
    for (sum, asked, told) in [
        ("elapsed", json!({"rows": many(10_001, json!(1))}), "10001 rows are too many"),
        ("recurrence", json!({"rows": many(1_001, json!(1))}), "1001 rows are too many"),
        (
            "clock",
            json!({"calendars": many(101, mondays()[0].clone()), "rows": []}),
            "101 calendars are too many",
        ),
        (
            "availability",
            json!({
                "calendars": [{"id": "a", "tz": "UTC", "weekly": {"mon": windows}}], "rows": []
            }),
            "1001 windows of calendars are too many",
        ),
        ("deadline", json!({"calendars": twice, "rows": []}), "two calendars"),
        (
            "deadline",
            json!({"calendars": [{"id": "a", "tz": "Mars/Base"}], "rows": []}),
            "Mars/Base",
        ),
        ("norm", json!({"rows": [], "warning": "20:10"}), "warning or critical"),
        ("norm", json!({"rows": [], "warning": "10", "syntax": true}), "syntax"),
        ("norm", json!({"rows": [], "calendars": []}), "unknown field"),
    ] {
        let answer = fatima.post(&format!("/calc/{sum}"), asked).await;
        assert_eq!(answer.problem(), (422, "unreadable".to_owned()), "{told}");
        assert!(answer.text().contains(told), "{}", answer.text());
    }
}

#[tokio::test]
async fn rules_that_never_match_and_calendars_that_never_open_come_to_an_end() {
    let house = House::new().await;
    let fatima = house.program("fatima").await;
    let rule = |rrule: &str| json!({"dtstart": "20260615T090000", "rrule": rrule});
    let rows = json!([
        rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
        rule("FREQ=SECONDLY;INTERVAL=2;BYSECOND=1"),
        rule("FREQ=HOURLY;BYMINUTE=1,2;BYSETPOS=3"),
        rule("FREQ=DAILY"),
        {"dtstart": "20260615T090000", "rrule": "FREQ=DAILY", "limit": 101},
    ]);
    let answer = fatima.does("/calc/recurrence", json!({"rows": rows})).await;
    for never in 0..3 {
        assert_eq!(answer["rows"][never], json!({"occurrences_utc": []}));
    }
    assert_eq!(answer["rows"][3]["occurrences_utc"].as_array().unwrap().len(), 100);
    assert_eq!(answer["rows"][3]["more"], true);
    let too_many = "101 occurrences are too many; at most 100 are listed";
    assert_eq!(answer["rows"][4]["error"], too_many);

    let never = json!([{"id": "never", "tz": "UTC"}]);
    let row = json!({
        "calendar": "never", "start_utc": "1970-01-01T00:00:00Z",
        "business_minutes": i64::MAX
    });
    let asked = json!({"calendars": never, "rows": [row]});
    let answer = fatima.does("/calc/deadline", asked).await;
    assert_eq!(answer["rows"][0], json!({"due_utc": null, "limit_utc": null}));
}
