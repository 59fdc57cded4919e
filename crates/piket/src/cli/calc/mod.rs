//! `piket calc`: rows in, answers out, without an installation. So others can check our sums.
//!
//! Reads and writes a row at a time. A row that cannot be computed is answered in its place, and
//! the command then ends with 1; what concerns all rows is said at once, before any is answered.

mod csv_rows;
mod json_rows;

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use piket_core::calc::{CalendarDocument, Calendars, Thresholds};
use piket_engine::calc::Sum;

use crate::failure::{Failure, OrHint};

/// A sum.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Open seconds between two instants: `id,calendar,start_utc,end_utc` → `id,seconds`
    Elapsed(Timed),
    /// When a promise ends: `id,calendar,start_utc,business_minutes` → `id,due_utc,limit_utc`
    Deadline(Timed),
    /// Clocks with pauses, as JSON
    Clock(Timed),
    /// Availability of periods, as JSON
    Availability(Timed),
    /// Values against ranges: range,value → range,value,result
    Norm(Norm),
    /// Occurrences of recurrence rules, as JSON
    Recurrence(Recurrence),
}

/// Rows that name calendars.
#[derive(Debug, Args)]
pub(super) struct Timed {
    /// The calendars that rows name, as JSON
    #[arg(long, value_name = "FILE")]
    calendars: PathBuf,
    #[command(flatten)]
    input: Input,
}

/// Where rows come from.
#[derive(Debug, Args)]
pub(super) struct Input {
    /// The rows [default: the standard input]
    #[arg(long, value_name = "FILE")]
    input: Option<PathBuf>,
}

/// Ranges as monitoring plugins write them.
#[derive(Debug, Args)]
pub(super) struct Norm {
    /// Only whether each range is one: range → range,result
    #[arg(long, conflicts_with_all = ["warning", "critical"])]
    syntax: bool,
    /// The status by this warning range; rows may have columns warn and crit instead
    #[arg(long, value_name = "RANGE", allow_hyphen_values = true)]
    warning: Option<String>,
    /// The status by this critical range
    #[arg(long, value_name = "RANGE", allow_hyphen_values = true)]
    critical: Option<String>,
    #[command(flatten)]
    input: Input,
}

/// Recurrence rules of RFC 5545.
#[derive(Debug, Args)]
pub(super) struct Recurrence {
    /// How many occurrences of each are listed, where the row does not say
    #[arg(long, value_name = "COUNT", default_value_t = piket_core::calc::USUAL_OCCURRENCES)]
    limit: usize,
    #[command(flatten)]
    input: Input,
}

pub(super) fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Elapsed(it) => rows(&it.input, &Sum::Elapsed(calendars(&it.calendars)?)),
        Command::Deadline(it) => rows(&it.input, &Sum::Deadline(calendars(&it.calendars)?)),
        Command::Clock(it) => only_json(&it.input, &Sum::Clock(calendars(&it.calendars)?), MOST),
        Command::Availability(it) => {
            only_json(&it.input, &Sum::Availability(calendars(&it.calendars)?), MOST)
        }
        Command::Norm(it) => rows(&it.input, &norm(&it)?),
        Command::Recurrence(it) => {
            if !(1..=MOST).contains(&it.limit) {
                let hint = format!("give a number from 1 to {MOST}");
                return Err(Failure::usage(
                    format!("{} occurrences cannot be listed", it.limit),
                    hint,
                )
                .into());
            }
            only_json(&it.input, &Sum::Recurrence, it.limit)
        }
    }
}

const MOST: usize = piket_core::calc::MOST_OCCURRENCES;

fn norm(asked: &Norm) -> Result<Sum, Failure> {
    if asked.syntax {
        return Ok(Sum::Syntax);
    }
    if asked.warning.is_none() && asked.critical.is_none() {
        return Ok(Sum::Norm);
    }
    let range = |text: &Option<String>| text.clone().unwrap_or_default();
    let thresholds = Thresholds::read(&range(&asked.warning), &range(&asked.critical));
    thresholds.map(|thresholds| Sum::Status(Some(thresholds))).map_err(|error| {
        Failure::usage(
            format!("--warning or --critical: {error}"),
            "a range is 10, 10:, ~:10, 10:20 or @10:20",
        )
    })
}

fn calendars(path: &Path) -> anyhow::Result<Calendars> {
    let shown = path.display();
    let text = std::fs::read(path);
    let text = text.map_err(|error| {
        Failure::usage(
            format!("the calendars {shown} cannot be read: {error}"),
            "give --calendars a JSON file",
        )
    })?;
    let text = text.strip_prefix(BOM).unwrap_or(&text);
    let is_one = text.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    let documents: Result<Vec<CalendarDocument>, _> = if is_one {
        serde_json::from_slice(text).map(|one| vec![one])
    } else {
        serde_json::from_slice(text)
    };
    let documents = documents.map_err(|error| {
        let hint = r#"it is a list of {"id": "office", "tz": "Europe/Amsterdam", "weekly": {"mon": [["09:00", "17:00"]]}, "holidays": [], "exceptions": {}}"#;
        Failure::usage(format!("the calendars {shown} cannot be read: {error}"), hint)
    })?;
    Calendars::read(documents).map_err(|error| {
        let hint = "mend it; no row was computed";
        Failure::usage(format!("the calendars {shown} cannot be used: {error}"), hint).into()
    })
}

/// What some programs put before a text.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// Rows as CSV; a list in JSON is answered in JSON.
fn rows(input: &Input, sum: &Sum) -> anyhow::Result<()> {
    let mut reader = open(input)?;
    let wrong = if first_sign(&mut reader)? == Some(b'[') {
        json_rows::answer(reader, out(), sum, MOST)?
    } else {
        csv_rows::answer(reader, out(), sum)?
    };
    end(wrong)
}

fn only_json(input: &Input, sum: &Sum, most: usize) -> anyhow::Result<()> {
    let mut reader = open(input)?;
    if first_sign(&mut reader)? != Some(b'[') {
        let hint = "give a list of objects: [{\"id\": …}, …]";
        return Err(Failure::usage("the rows are not a list in JSON", hint).into());
    }
    end(json_rows::answer(reader, out(), sum, most)?)
}

fn open(input: &Input) -> anyhow::Result<Box<dyn BufRead>> {
    const BUFFER: usize = 256 * 1024;
    let path = input.input.as_deref().filter(|path| path.as_os_str() != "-");
    let Some(path) = path else {
        return Ok(Box::new(BufReader::with_capacity(BUFFER, io::stdin().lock())));
    };
    let file = File::open(path).map_err(|error| {
        let hint = "give --input a file, or the rows on the standard input";
        Failure::usage(format!("the rows {} cannot be read: {error}", path.display()), hint)
    })?;
    Ok(Box::new(BufReader::with_capacity(BUFFER, file)))
}

fn out() -> impl io::Write {
    BufWriter::with_capacity(256 * 1024, io::stdout().lock())
}

/// Steps over a byte order mark, and tells what the text begins with beside blanks.
fn first_sign(reader: &mut dyn BufRead) -> anyhow::Result<Option<u8>> {
    const HINT: &str = "give --input a file, or the rows on the standard input";
    if reader.fill_buf().hint(HINT)?.starts_with(BOM) {
        reader.consume(BOM.len());
    }
    loop {
        let buffer = reader.fill_buf().hint(HINT)?;
        let Some(first) = buffer.first().copied() else { return Ok(None) };
        if !first.is_ascii_whitespace() {
            return Ok(Some(first));
        }
        reader.consume(1);
    }
}

/// The number at the end tells whether there was a row that could not be computed.
fn end(wrong: u64) -> anyhow::Result<()> {
    if wrong == 0 {
        return Ok(());
    }
    let rows = if wrong == 1 { "1 row".to_owned() } else { format!("{wrong} rows") };
    let hint = "each says in its place what is wrong with it";
    Err(Failure::new(format!("{rows} could not be computed"), hint).into())
}
