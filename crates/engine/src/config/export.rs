//! Writing the configuration back as a file that can be applied.
//!
//! Applied to an empty installation, the file gives the same configuration: past versions of
//! calendars and resolved holidays are in it. Credentials are not, since they are no documents.

use std::fmt::Write as _;

use toml::{Table, Value};

use super::document::{Document, Kind, Stored};

/// What stands first in a table; the rest follows by the alphabet.
const FIRST: [&str; 4] = ["key", "name", "metric", "priority"];
/// A table that is no longer than this on one line stands on one line.
const WIDTH: usize = 96;

const HEADING: &str = "# The configuration of Piket. `piket apply` reads it back.\n";

/// The configuration that is in force, as TOML.
///
/// # Errors
///
/// Names the document that cannot be written: one that a newer program stored.
pub fn export(stored: &[Stored]) -> Result<String, NotWritten> {
    let mut text = HEADING.to_owned();
    for kind in Kind::ALL {
        for document in in_force(stored, *kind) {
            let entry = document.read().map_err(|why| NotWritten::of(document, why))?;
            let value = entry.to_toml().map_err(|why| NotWritten::of(document, why.to_string()))?;
            let Value::Table(table) = value else { continue };
            let brackets = match kind {
                Kind::Installation => format!("[{kind}]"),
                _ => format!("[[{kind}]]"),
            };
            push(&mut text, format_args!("\n{brackets}\n"));
            write_table(&mut text, kind.as_str(), &table);
        }
    }
    Ok(text)
}

/// Why the configuration cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind} {key} cannot be written: {why}")]
pub struct NotWritten {
    kind: Kind,
    key: String,
    why: String,
}

impl NotWritten {
    fn of(document: &Document, why: String) -> Self {
        Self { kind: document.kind, key: document.key.clone(), why }
    }
}

/// The newest versions of a kind that are not retired, by key.
fn in_force(stored: &[Stored], kind: Kind) -> Vec<&Document> {
    let mut newest: std::collections::BTreeMap<&str, &Stored> = std::collections::BTreeMap::new();
    for one in stored.iter().filter(|one| one.document.kind == kind) {
        let known = newest.entry(&one.document.key).or_insert(one);
        if known.version < one.version {
            *known = one;
        }
    }
    newest.into_values().filter(|one| !one.is_retired).map(|one| &one.document).collect()
}

/// Writes what fits on lines first, then tables of their own: so TOML asks.
fn write_table(text: &mut String, path: &str, table: &Table) {
    let (lines, tables): (Vec<_>, Vec<_>) =
        ordered(table).into_iter().partition(|(name, value)| fits(name, value));
    for (name, value) in lines {
        match value {
            Value::Array(values) if !values.is_empty() && values.iter().all(Value::is_table) => {
                push(text, format_args!("{} = [\n", quoted(name)));
                for value in values {
                    push(text, format_args!("  {},\n", inline(value)));
                }
                text.push_str("]\n");
            }
            value => push(text, format_args!("{} = {}\n", quoted(name), inline(value))),
        }
    }
    for (name, value) in tables {
        let path = format!("{path}.{}", quoted(name));
        match value {
            Value::Table(table) => {
                push(text, format_args!("\n[{path}]\n"));
                write_table(text, &path, table);
            }
            Value::Array(values) => {
                for table in values.iter().filter_map(Value::as_table) {
                    push(text, format_args!("\n[[{path}]]\n"));
                    write_table(text, &path, table);
                }
            }
            Value::String(_)
            | Value::Integer(_)
            | Value::Float(_)
            | Value::Boolean(_)
            | Value::Datetime(_) => {}
        }
    }
}

/// Whether a value stands on a line, or as lines between brackets, rather than under a heading.
fn fits(name: &str, value: &Value) -> bool {
    let short = |value: &Value| inline(value).len() + name.len() <= WIDTH;
    match value {
        Value::Table(table) => !table.is_empty() && short(value),
        Value::Array(values) if !values.is_empty() && values.iter().all(Value::is_table) => {
            values.iter().all(short)
        }
        Value::Array(_)
        | Value::String(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_) => true,
    }
}

fn ordered(table: &Table) -> Vec<(&String, &Value)> {
    let mut entries: Vec<_> = table.iter().collect();
    let rank = |name: &str| FIRST.iter().position(|first| *first == name).unwrap_or(FIRST.len());
    entries.sort_by_key(|(name, _)| (rank(name), name.as_str()));
    entries
}

/// A value on one line.
fn inline(value: &Value) -> String {
    match value {
        Value::Table(table) => {
            let entry =
                |(name, value): (&String, &Value)| format!("{} = {}", quoted(name), inline(value));
            let entries: Vec<_> = ordered(table).into_iter().map(entry).collect();
            if entries.is_empty() {
                "{}".to_owned()
            } else {
                format!("{{ {} }}", entries.join(", "))
            }
        }
        Value::Array(values) => {
            let values: Vec<_> = values.iter().map(inline).collect();
            format!("[{}]", values.join(", "))
        }
        Value::String(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_) => value.to_string(),
    }
}

/// A name as TOML has it: in quotes if it needs them.
fn quoted(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !name.is_empty() && name.chars().all(bare) {
        name.to_owned()
    } else {
        Value::String(name.to_owned()).to_string()
    }
}

fn push(text: &mut String, line: std::fmt::Arguments<'_>) {
    text.write_fmt(line).expect("a text takes what is written to it");
}
