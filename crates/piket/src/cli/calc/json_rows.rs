//! A list in JSON, answered element by element: no more than one row is in memory.

use std::fmt;
use std::io::{self, BufRead, Write};

use piket_engine::calc::Sum;
use serde::de::{Deserializer as _, SeqAccess, Visitor};
use serde_json::Value;

use crate::failure::Failure;

/// Writes the answers as a list, and tells how many say that a row could not be computed.
pub(super) fn answer(
    reader: impl BufRead,
    out: impl Write,
    sum: &Sum,
    most: usize,
) -> anyhow::Result<u64> {
    let mut rows = serde_json::Deserializer::from_reader(reader);
    let mut answers = Answers { out, sum, most, wrong: 0, written: 0, failed: None };
    let read = rows.deserialize_seq(&mut answers).and_then(|()| rows.end());
    if let Some(error) = answers.failed.take() {
        return not_written(&error).map(|()| answers.wrong);
    }
    let close: &[u8] = if answers.written == 0 { b"[]\n" } else { b"\n]\n" };
    answers
        .out
        .write_all(close)
        .and_then(|()| answers.out.flush())
        .or_else(|error| not_written(&error))?;
    read.map_err(|error| {
        let hint = "mend the list; the rows before that place are answered";
        Failure::new(format!("the rows cannot be read: {error}"), hint)
    })?;
    Ok(answers.wrong)
}

/// Whoever does not listen any more (`| head`) misses the rest; all else is a failure.
pub(super) fn not_written(error: &io::Error) -> anyhow::Result<()> {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Ok(());
    }
    let hint = "look at where the standard output goes; the disk may be full";
    Err(Failure::new(format!("the answers cannot be written: {error}"), hint).into())
}

struct Answers<'a, W> {
    out: W,
    sum: &'a Sum,
    most: usize,
    wrong: u64,
    written: u64,
    failed: Option<io::Error>,
}

impl<W: Write> Answers<'_, W> {
    fn write(&mut self, row: &Value) -> io::Result<()> {
        self.out.write_all(if self.written == 0 { b"[\n" } else { b",\n" })?;
        self.written += 1;
        serde_json::to_writer(&mut self.out, row).map_err(io::Error::from)
    }
}

impl<'de, W: Write> Visitor<'de> for &mut Answers<'_, W> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of rows")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<(), A::Error> {
        while let Some(row) = rows.next_element::<Value>()? {
            let answer = self.sum.answer(row, self.most);
            self.wrong += u64::from(answer.is_error);
            if let Err(error) = self.write(&answer.row) {
                self.failed = Some(error);
                return Err(serde::de::Error::custom("the answers cannot be written"));
            }
        }
        Ok(())
    }
}
