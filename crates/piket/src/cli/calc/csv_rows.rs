//! Rows as CSV: columns by name, in any order; others are ignored.
//!
//! A row that cannot be computed says `error: …` in the first column of its answer, and leaves the
//! others empty, so that every answer has the same columns.

use std::fmt::Write as _;
use std::io::{BufRead, Write};

use csv::ByteRecord;
use piket_core::calc::{Thresholds, judge, minutes, syntax, value};
use piket_engine::calc::Sum;

use super::json_rows::not_written;
use crate::failure::Failure;

/// Writes a header and the answers, and tells how many rows could not be computed.
pub(super) fn answer(reader: impl BufRead, out: impl Write, sum: &Sum) -> anyhow::Result<u64> {
    let mut rows = csv::ReaderBuilder::new().flexible(true).from_reader(reader);
    let mut out = csv::WriterBuilder::new().flexible(true).from_writer(out);
    let table = Table::of(sum, rows.byte_headers().map_err(|error| unreadable(&error))?)?;
    let written = write_all(&mut rows, &mut out, &table, sum)?;
    match written {
        Ok(wrong) => Ok(wrong),
        Err(error) => match error.into_kind() {
            csv::ErrorKind::Io(error) => not_written(&error).map(|()| 0),
            other => Err(Failure::new(format!("{other:?}"), "look at the rows").into()),
        },
    }
}

fn write_all(
    rows: &mut csv::Reader<impl BufRead>,
    out: &mut csv::Writer<impl Write>,
    table: &Table,
    sum: &Sum,
) -> anyhow::Result<Result<u64, csv::Error>> {
    if let Err(error) = out.write_record(&table.header) {
        return Ok(Err(error));
    }
    let (mut row, mut wrong) = (ByteRecord::new(), 0);
    // The texts of an answer are kept, so that a row allocates nothing.
    let mut answer = [String::new(), String::new()];
    while rows.read_byte_record(&mut row).map_err(|error| unreadable(&error))? {
        answer.iter_mut().for_each(String::clear);
        if let Err(error) = table.compute(sum, &row, &mut answer) {
            wrong += 1;
            let [first, second] = &mut answer;
            *first = format!("error: {error}");
            second.clear();
        }
        let repeated = table.repeated.iter().map(|column| row.get(*column).unwrap_or_default());
        let answers = answer.iter().take(table.answers).map(String::as_bytes);
        if let Err(error) = out.write_record(repeated.chain(answers)) {
            return Ok(Err(error));
        }
    }
    Ok(out.flush().map(|()| wrong).map_err(Into::into))
}

fn unreadable(error: &csv::Error) -> Failure {
    Failure::new(format!("the rows cannot be read: {error}"), "the rows before are answered")
}

/// Where the columns are, and what the answers look like.
struct Table {
    width: usize,
    /// The columns that the sum reads.
    read: Vec<Option<usize>>,
    /// The columns that the answer repeats.
    repeated: Vec<usize>,
    header: Vec<String>,
    /// How many columns the answer has beside those.
    answers: usize,
}

impl Table {
    fn of(sum: &Sum, header: &ByteRecord) -> Result<Self, Failure> {
        let names: Vec<&str> = header
            .iter()
            .map(|name| std::str::from_utf8(name).unwrap_or_default().trim())
            .collect();
        let has = |name: &str| names.contains(&name);
        // Columns that must be there, that are repeated, and that the answer adds.
        let (must, repeated, added): (&[&str], &[&str], &[&str]) = match sum {
            Sum::Elapsed(_) => (&["id", "calendar", "start_utc", "end_utc"], &["id"], &["seconds"]),
            Sum::Deadline(_) => (
                &["id", "calendar", "start_utc", "business_minutes"],
                &["id"],
                &["due_utc", "limit_utc"],
            ),
            Sum::Syntax => (&["range"], &["range"], &["result"]),
            Sum::Status(_) => (&["value"], &["range", "warn", "crit", "value"], &["status"]),
            Sum::Norm if !has("range") && (has("warn") || has("crit")) => {
                (&["value"], &["warn", "crit", "value"], &["status"])
            }
            Sum::Norm => (&["range", "value"], &["range", "value"], &["result"]),
            Sum::Clock(_) | Sum::Availability(_) | Sum::Recurrence => (&[], &[], &[]),
        };
        if let Some(missing) = must.iter().find(|name| !has(name)) {
            let hint = format!(
                "the first line names the columns, with commas between them: {}",
                must.join(",")
            );
            return Err(Failure::usage(format!("the rows have no column {missing}"), hint));
        }
        if let Some(twice) =
            must.iter().find(|name| names.iter().filter(|it| it == name).count() > 1)
        {
            let hint = "leave one of them out; nobody could tell which is meant";
            return Err(Failure::usage(format!("the rows have two columns {twice}"), hint));
        }
        let column = |name: &str| names.iter().position(|it| *it == name);
        let reads: &[&str] = if added == ["status"] { &["value", "warn", "crit"] } else { must };
        let repeated: Vec<&str> = repeated.iter().copied().filter(|name| has(name)).collect();
        Ok(Self {
            width: names.len(),
            read: reads.iter().map(|name| column(name)).collect(),
            repeated: repeated.iter().filter_map(|name| column(name)).collect(),
            header: repeated.iter().chain(added).map(|name| (*name).to_owned()).collect(),
            answers: added.len(),
        })
    }

    /// The text of the n-th column that the sum reads; empty if there is no such column.
    fn text<'a>(&self, row: &'a ByteRecord, number: usize) -> Result<&'a str, String> {
        let column = self.read.get(number).copied().flatten();
        let bytes = column.and_then(|column| row.get(column)).unwrap_or_default();
        std::str::from_utf8(bytes).map_err(|_| "the row is not in UTF-8".to_owned())
    }

    fn compute(&self, sum: &Sum, row: &ByteRecord, answer: &mut [String; 2]) -> Result<(), String> {
        if row.len() != self.width {
            return Err(format!(
                "the row has {} fields, and there are {} columns",
                row.len(),
                self.width
            ));
        }
        let told = |error: piket_core::calc::RowError| error.to_string();
        let text = |number| self.text(row, number);
        let [first, second] = answer;
        match sum {
            Sum::Elapsed(calendars) => {
                let elapsed = calendars.elapsed(text(1)?, text(2)?, text(3)?).map_err(told)?;
                put(first, Some(elapsed.seconds()));
            }
            Sum::Deadline(calendars) => {
                let promised = minutes(text(3)?).map_err(told)?;
                let deadline = calendars.deadline(text(1)?, text(2)?, promised).map_err(told)?;
                put(first, deadline.due_utc);
                put(second, deadline.limit_utc);
            }
            Sum::Syntax => put(first, Some(syntax(text(0)?).as_str())),
            Sum::Status(given) => self.status(*given, row, first)?,
            Sum::Norm if self.header.last().is_some_and(|name| name == "status") => {
                self.status(None, row, first)?;
            }
            Sum::Norm => put(first, Some(judge(text(0)?, text(1)?).map_err(told)?.as_str())),
            Sum::Clock(_) | Sum::Availability(_) | Sum::Recurrence => {}
        }
        Ok(())
    }

    fn status(
        &self,
        given: Option<Thresholds>,
        row: &ByteRecord,
        answer: &mut String,
    ) -> Result<(), String> {
        let told = |error: piket_core::calc::RowError| error.to_string();
        let thresholds = match given {
            Some(thresholds) => thresholds,
            None => Thresholds::read(self.text(row, 1)?, self.text(row, 2)?).map_err(told)?,
        };
        let status = thresholds.status(value(self.text(row, 0)?).map_err(told)?);
        put(answer, Some(status.as_str().to_uppercase()));
        Ok(())
    }
}

/// Writes a value; nothing where there is none.
fn put(answer: &mut String, value: Option<impl std::fmt::Display>) {
    if let Some(value) = value {
        // Writing into a text cannot fail.
        write!(answer, "{value}").unwrap_or_default();
    }
}
