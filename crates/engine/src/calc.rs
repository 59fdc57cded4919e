//! The calculator on rows of JSON, for the command line and the API alike.
//!
//! A row that cannot be computed is answered in its place, with its `id` and an `error`. The sums
//! themselves are in `piket_core::calc`.

use piket_core::calc::{
    Calendars, MOST_OCCURRENCES, RecurrenceRow, Thresholds, judge, minutes, recurrence, syntax,
    value,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// Which sum, and what it needs beside its rows.
#[derive(Debug)]
pub enum Sum {
    /// Open time from `start_utc` to `end_utc`.
    Elapsed(Calendars),
    /// When `business_minutes` from `start_utc` on are used up.
    Deadline(Calendars),
    /// A clock with pauses.
    Clock(Calendars),
    /// The availability of a period.
    Availability(Calendars),
    /// Whether `value` alerts by `range`; its status, in a row without one but with `warn` or
    /// `crit`.
    Norm,
    /// Whether `range` is one.
    Syntax,
    /// The status of `value` by these thresholds, or by `warn` and `crit` of the row.
    Status(Option<Thresholds>),
    /// When a rule recurs.
    Recurrence,
}

/// Fields that are repeated in the answer, so that rows can be told apart.
const REPEATED: [&str; 5] = ["id", "range", "warn", "crit", "value"];

/// The answer to a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The row as it is written.
    pub row: Value,
    /// Whether it says that the row could not be computed.
    pub is_error: bool,
}

/// The answers to rows, in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct Answers {
    /// An answer to each row.
    pub rows: Vec<Value>,
    /// How many of them say that the row could not be computed.
    pub errors: usize,
}

impl Sum {
    /// Computes rows as long as `has_time`, which is asked before each; the others are answered
    /// with an error. `most` is how many occurrences a rule may have in an answer.
    pub fn answer_all(
        &self,
        rows: Vec<Value>,
        most: usize,
        mut has_time: impl FnMut() -> bool,
    ) -> Answers {
        let mut answers = Answers { rows: Vec::with_capacity(rows.len()), errors: 0 };
        for row in rows {
            let answer =
                if has_time() { self.answer(row, most) } else { failed(&row, OUT_OF_TIME) };
            answers.errors += usize::from(answer.is_error);
            answers.rows.push(answer.row);
        }
        answers
    }

    /// Computes one row. `most` is how many occurrences a rule may have in an answer.
    pub fn answer(&self, row: Value, most: usize) -> Answer {
        let mut answer = repeated(&row);
        match self.compute(row, most.min(MOST_OCCURRENCES)) {
            Ok(computed) => {
                answer.extend(computed);
                Answer { row: Value::Object(answer), is_error: false }
            }
            Err(error) => with_error(answer, &error),
        }
    }

    fn compute(&self, row: Value, most: usize) -> Result<Map<String, Value>, String> {
        let told = |error: piket_core::calc::RowError| error.to_string();
        match self {
            Self::Elapsed(calendars) => {
                let [calendar, start, end] = texts(&row, ["calendar", "start_utc", "end_utc"])?;
                let elapsed = calendars.elapsed(&calendar, &start, &end).map_err(told)?;
                fields(&json!({"seconds": elapsed.seconds()}))
            }
            Self::Deadline(calendars) => {
                let [calendar, start, promised] =
                    texts(&row, ["calendar", "start_utc", "business_minutes"])?;
                let promised = minutes(&promised).map_err(told)?;
                fields(&calendars.deadline(&calendar, &start, promised).map_err(told)?)
            }
            Self::Clock(calendars) => fields(&calendars.clock(&read(row)?).map_err(told)?),
            Self::Availability(calendars) => {
                fields(&calendars.availability(&read(row)?).map_err(told)?)
            }
            Self::Norm if has_thresholds(&row) => status(&row, None),
            Self::Norm => {
                let [range, value] = texts(&row, ["range", "value"])?;
                fields(&json!({"result": judge(&range, &value).map_err(told)?}))
            }
            Self::Syntax => {
                let [range] = texts(&row, ["range"])?;
                fields(&json!({"result": syntax(&range)}))
            }
            Self::Status(given) => status(&row, *given),
            Self::Recurrence => {
                let row = bounded(read(row)?, most)?;
                fields(&recurrence(&row).map_err(told)?)
            }
        }
    }
}

/// What rows are told for which there was no time.
const OUT_OF_TIME: &str = "the rows before took too long; send this one again, with fewer others";

fn failed(row: &Value, error: &str) -> Answer {
    with_error(repeated(row), error)
}

fn with_error(mut answer: Map<String, Value>, error: &str) -> Answer {
    answer.insert("error".to_owned(), error.into());
    Answer { row: Value::Object(answer), is_error: true }
}

fn has_thresholds(row: &Value) -> bool {
    row.get("range").is_none() && (row.get("warn").is_some() || row.get("crit").is_some())
}

fn status(row: &Value, given: Option<Thresholds>) -> Result<Map<String, Value>, String> {
    let told = |error: piket_core::calc::RowError| error.to_string();
    let thresholds = if let Some(thresholds) = given {
        thresholds
    } else {
        let [warning, critical] = ["warn", "crit"].map(|name| text(row, name).unwrap_or_default());
        Thresholds::read(&warning, &critical).map_err(told)?
    };
    let value = value(&text(row, "value").unwrap_or_default()).map_err(told)?;
    fields(&json!({"status": thresholds.status(value).as_str().to_uppercase()}))
}

/// A row that lists no more than `most` occurrences.
///
/// # Errors
///
/// It asks for more, or expects more.
fn bounded(mut row: RecurrenceRow, most: usize) -> Result<RecurrenceRow, String> {
    let expected = row.occurrences_utc.as_ref().map(Vec::len).filter(|count| *count > 0);
    let asked = row.limit.or(expected.and_then(|count| u64::try_from(count).ok()));
    match asked {
        Some(limit) if usize::try_from(limit).map_or(true, |limit| limit > most) => {
            Err(format!("{limit} occurrences are too many; at most {most} are listed"))
        }
        Some(_) => Ok(row),
        None => {
            row.limit = u64::try_from(piket_core::calc::USUAL_OCCURRENCES.min(most)).ok();
            Ok(row)
        }
    }
}

fn repeated(row: &Value) -> Map<String, Value> {
    let field = |name: &str| Some((name.to_owned(), row.get(name)?.clone()));
    REPEATED.into_iter().filter_map(field).collect()
}

fn read<Row: DeserializeOwned>(row: Value) -> Result<Row, String> {
    serde_json::from_value(row).map_err(|error| format!("the row cannot be read: {error}"))
}

/// The fields of these names as texts; a number is read as it is written.
fn texts<const N: usize>(row: &Value, names: [&str; N]) -> Result<[String; N], String> {
    let mut found = names.map(|name| text(row, name));
    if let Some((name, _)) = names.iter().zip(&found).find(|(_, text)| text.is_none()) {
        return Err(format!("the row has no {name}, or it is neither a text nor a number"));
    }
    Ok(found.each_mut().map(|text| text.take().unwrap_or_default()))
}

fn text(row: &Value, name: &str) -> Option<String> {
    match row.get(name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn fields(answer: &impl Serialize) -> Result<Map<String, Value>, String> {
    match serde_json::to_value(answer) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(other) => Err(format!("the answer is {other}")),
        Err(error) => Err(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc() -> Calendars {
        let all = json!([{"id": "utc", "tz": "UTC", "weekly": {"mon": ["09:00-17:00"]}}]);
        Calendars::read(serde_json::from_value(all).unwrap()).unwrap()
    }

    #[test]
    fn a_row_is_answered_with_its_id_and_a_malformed_one_with_what_is_wrong() {
        let sum = Sum::Deadline(utc());
        let row = json!({"id": 7, "calendar": "utc", "start_utc": "2026-06-15T16:30:00Z", "business_minutes": 30});
        let answer = sum.answer(row, 10);
        let expected = json!({"id": 7, "due_utc": "2026-06-15T17:00:00Z", "limit_utc": "2026-06-22T09:00:00Z"});
        assert_eq!(answer, Answer { row: expected, is_error: false });

        for (row, error) in [
            (json!({"id": "a", "calendar": "utc"}), "has no start_utc"),
            (json!("nonsense"), "has no calendar"),
            (
                json!({"id": "a", "calendar": "x", "start_utc": "2026-06-15T16:30:00Z", "business_minutes": 1}),
                "no calendar \"x\"",
            ),
        ] {
            let answer = sum.answer(row.clone(), 10);
            assert!(answer.is_error);
            assert_eq!(answer.row.get("id"), row.get("id"));
            assert!(answer.row["error"].as_str().unwrap().contains(error), "{answer:?}");
        }
        assert!(Sum::Clock(utc()).answer(json!({"id": "a"}), 10).is_error);
    }

    #[test]
    fn no_row_lists_more_occurrences_than_the_door_allows() {
        let row = |limit: Value| json!({"dtstart": "20260615T090000", "rrule": "FREQ=DAILY", "limit": limit});
        let answer = Sum::Recurrence.answer(row(Value::Null), 5);
        assert_eq!(answer.row["occurrences_utc"].as_array().unwrap().len(), 5);
        assert_eq!(answer.row["more"], true);
        assert!(Sum::Recurrence.answer(row(json!(6)), 5).is_error);
        let mut expecting = row(Value::Null);
        expecting["occurrences_utc"] = json!(["a", "b", "c"]);
        assert_eq!(
            Sum::Recurrence.answer(expecting.clone(), 2).row["error"],
            "3 occurrences are too many; at most 2 are listed"
        );
        assert!(!Sum::Recurrence.answer(expecting, 3).is_error);
    }

    #[test]
    fn thresholds_stand_beside_the_rows_or_in_them() {
        let row = json!({"warn": "30", "crit": "60", "value": 45});
        let status = |sum: Sum| sum.answer(row.clone(), 1).row["status"].clone();
        assert_eq!(status(Sum::Status(None)), "WARNING");
        assert_eq!(status(Sum::Norm), "WARNING");
        assert_eq!(status(Sum::Status(Some(Thresholds::read("", "40").unwrap()))), "CRITICAL");
    }
    #[test]
    fn rows_for_which_there_is_no_time_say_so_and_keep_their_places() {
        let rows = vec![
            json!({"id": 1, "range": "10", "value": 5}),
            json!({"id": 2, "range": "10", "value": "x"}),
            json!({"id": 3, "range": "10", "value": 5}),
        ];
        let mut asked = 0;
        let answers = Sum::Norm.answer_all(rows, 1, || {
            asked += 1;
            asked < 3
        });
        assert_eq!(answers.errors, 2);
        assert_eq!(answers.rows[0], json!({"id": 1, "range": "10", "value": 5, "result": "ok"}));
        assert!(answers.rows[1]["error"].as_str().unwrap().contains("not a value"));
        assert_eq!(answers.rows[2]["id"], 3);
        assert_eq!(answers.rows[2]["error"], OUT_OF_TIME);
    }
}
