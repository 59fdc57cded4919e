//! The settings file: TOML, with tables as groups of settings.

use std::path::Path;

use toml::de::{DeTable, DeValue};

use super::typed::{Origin, Typed, Value};
use crate::failure::Failure;

/// Reads the file at `path` into `typed`.
pub(super) fn read(path: &Path, typed: &mut Typed) -> Result<(), Failure> {
    let text = std::fs::read_to_string(path).map_err(|why| {
        Failure::usage(
            format!("the settings file {} cannot be read: {why}", path.display()),
            "name another with --settings, or leave it out and use the environment",
        )
    })?;
    let lines = Lines { path, text: &text };
    let table = DeTable::parse(&text).map_err(|why| {
        let line = lines.at(why.span().unwrap_or_default().start);
        Failure::usage(
            format!("{line}: this is not TOML: {}", why.message()),
            "a setting is a line such as listen = \"127.0.0.1:8080\"",
        )
    })?;
    group(&lines, "", table.get_ref(), typed)
}

/// Takes in a table whose settings begin with `prefix`.
fn group(
    lines: &Lines<'_>,
    prefix: &str,
    table: &DeTable<'_>,
    typed: &mut Typed,
) -> Result<(), Failure> {
    for (name, value) in table {
        let origin = lines.at(name.span().start);
        let name = format!("{prefix}{}", name.get_ref());
        match value.get_ref() {
            DeValue::Table(inner) => group(lines, &format!("{name}."), inner, typed)?,
            other => match plain(other) {
                Some(value) => typed.put(&name, value, origin)?,
                None => {
                    return Err(Failure::usage(
                        format!("{origin}: `{name}` has a value of a kind that no setting has"),
                        "settings are texts, whole numbers, true or false, and lists of texts",
                    ));
                }
            },
        }
    }
    Ok(())
}

fn plain(value: &DeValue<'_>) -> Option<Value> {
    match value {
        DeValue::String(text) => Some(Value::Text(text.to_string())),
        DeValue::Integer(number) => number.to_string().parse().ok().map(Value::Number),
        DeValue::Boolean(flag) => Some(Value::Flag(*flag)),
        DeValue::Array(values) => {
            let texts = values.iter().map(|value| match value.get_ref() {
                DeValue::String(text) => Some(text.to_string()),
                _ => None,
            });
            texts.collect::<Option<Vec<String>>>().map(Value::List)
        }
        DeValue::Float(_) | DeValue::Datetime(_) | DeValue::Table(_) => None,
    }
}

/// A file, to tell lines by.
struct Lines<'a> {
    path: &'a Path,
    text: &'a str,
}

impl Lines<'_> {
    fn at(&self, offset: usize) -> Origin {
        let before = self.text.get(..offset).unwrap_or(self.text);
        Origin::File(self.path.to_owned(), before.matches('\n').count() + 1)
    }
}
