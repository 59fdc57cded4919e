//! Where the acceptance sets are, and how to read them.

use std::fs;
use std::path::PathBuf;

use serde::de::DeserializeOwned;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/acceptance");

/// The text of a file of the sets; nothing, said in a line, where the sets are not there.
pub(crate) fn text(file: &str) -> Option<String> {
    let folder = PathBuf::from(FOLDER);
    if !folder.is_dir() {
        println!("{file}: not here, skipped");
        return None;
    }
    Some(fs::read_to_string(folder.join(file)).expect("the acceptance sets are complete"))
}

/// The rows of a CSV file, by its header.
pub(crate) fn csv<Row: DeserializeOwned>(file: &str) -> Option<Vec<Row>> {
    let text = text(file)?;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    Some(reader.deserialize().map(|row| row.expect("a row has the known columns")).collect())
}

/// The value in a JSON file.
pub(crate) fn json<Value: DeserializeOwned>(file: &str) -> Option<Value> {
    Some(serde_json::from_str(&text(file)?).expect("a file has the known form"))
}

/// Says how many rows ran, and fails with those that did not come out as expected.
#[track_caller]
pub(crate) fn conclude(file: &str, rows: usize, skipped: usize, failures: &[String]) {
    println!("{file}: {} rows ran, {skipped} skipped", rows - skipped);
    assert!(rows > skipped, "{file} has no rows");
    assert!(failures.is_empty(), "{file}: {} failed\n{}", failures.len(), failures.join("\n"));
}
