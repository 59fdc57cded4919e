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
    /// Whether `value` alerts by `range`.
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

impl Sum {
    /// Computes one row. `most` is how many occurrences a rule may have in an answer.
    pub fn answer(&self, row: Value, most: usize) -> Answer {
        let mut answer = repeated(&row);
        let is_error = match self.compute(row, most.min(MOST_OCCURRENCES)) {
            Ok(computed) => {
                answer.extend(computed);
                false
            }
            Err(error) => {
                answer.insert("error".to_owned(), error.into());
                true
            }
        };
        Answer { row: Value::Object(answer), is_error }
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
            Self::Norm => {
                let [range, value] = texts(&row, ["range", "value"])?;
                fields(&json!({"result": judge(&range, &value).map_err(told)?}))
            }
            Self::Syntax => {
                let [range] = texts(&row, ["range"])?;
                fields(&json!({"result": syntax(&range)}))
            }
            Self::Status(given) => {
                let thresholds = if let Some(thresholds) = given {
                    *thresholds
                } else {
                    let [warning, critical] =
                        ["warn", "crit"].map(|name| text(&row, name).unwrap_or_default());
                    Thresholds::read(&warning, &critical).map_err(told)?
                };
                let value = value(&text(&row, "value").unwrap_or_default()).map_err(told)?;
                let status = thresholds.status(value).as_str().to_uppercase();
                fields(&json!({"status": status}))
            }
            Self::Recurrence => {
                let mut row: RecurrenceRow = read(row)?;
                let limit =
                    row.limit.filter(|limit| usize::try_from(*limit).is_ok_and(|n| n > most));
                if let Some(limit) = limit {
                    return Err(format!(
                        "{limit} occurrences are too many; at most {most} are listed"
                    ));
                }
                if row.limit.is_none() && row.occurrences_utc.as_ref().is_none_or(Vec::is_empty) {
                    let usual = piket_core::calc::USUAL_OCCURRENCES.min(most);
                    row.limit = u64::try_from(usual).ok();
                }
                fields(&recurrence(&row).map_err(told)?)
            }
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
    }

    #[test]
    fn thresholds_stand_beside_the_rows_or_in_them() {
        let row = json!({"warn": "30", "crit": "60", "value": 45});
        let status = |sum: Sum| sum.answer(row.clone(), 1).row["status"].clone();
        assert_eq!(status(Sum::Status(None)), "WARNING");
        assert_eq!(status(Sum::Status(Some(Thresholds::read("", "40").unwrap()))), "CRITICAL");
    }
}
