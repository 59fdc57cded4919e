//! Configuration files: from TOML to entries, with the line of each and a hint for each mistake.
//!
//! Reads what is there and no more. Whether the entries make sense is judged in `check`.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::document::{Entry, Kind};
use super::finding::{Finding, Place, Spot};
use super::hint;

/// A configuration file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name, as messages show it.
    pub name: String,
    /// What is in it.
    pub text: String,
}

/// An entry and the line where it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// The entry.
    pub entry: Entry,
    /// Where it is written; nothing if it comes from elsewhere.
    pub spot: Option<Spot>,
}

/// Reads the entries of all files as one configuration.
///
/// # Errors
///
/// Every mistake that was found, in the order of the files.
pub fn read(files: &[File]) -> Result<Vec<Written>, Vec<Finding>> {
    let mut reading = Reading::default();
    for file in files {
        reading.file(file);
    }
    reading.mistakes.extend(twice(&reading.written));
    if reading.mistakes.is_empty() { Ok(reading.written) } else { Err(reading.mistakes) }
}

/// Entries that are written twice, each with the place of the first.
fn twice(written: &[Written]) -> Vec<Finding> {
    let mut first: BTreeMap<(Kind, &str), &Written> = BTreeMap::new();
    let mut mistakes = Vec::new();
    for one in written {
        let (kind, key) = (one.entry.kind(), one.entry.key());
        let (Some(earlier), Some(spot)) = (first.get(&(kind, key)), &one.spot) else {
            first.insert((kind, key), one);
            continue;
        };
        let text = match kind {
            Kind::Installation => "the installation is written twice".to_owned(),
            _ => format!("{kind} {key} is written twice"),
        };
        let place = earlier.spot.as_ref().map_or_else(|| "elsewhere".to_owned(), Spot::to_string);
        mistakes.push(
            Finding::error(Place::Line(spot.clone()), text)
                .hint(format!("the first is at {place}; keep one of them")),
        );
    }
    mistakes
}

#[derive(Default)]
struct Reading {
    written: Vec<Written>,
    mistakes: Vec<Finding>,
}

impl Reading {
    fn file(&mut self, file: &File) {
        let lines = Lines { file };
        match DeTable::parse(&file.text) {
            Ok(table) => {
                for (name, value) in table.into_inner() {
                    self.top_level(&lines, &name, value);
                }
            }
            Err(why) => self.mistakes.push(lines.mistake(&why)),
        }
    }

    fn top_level(
        &mut self,
        lines: &Lines<'_>,
        name: &Spanned<std::borrow::Cow<'_, str>>,
        value: Spanned<DeValue<'_>>,
    ) {
        let at = name.span().start;
        let name = name.get_ref().as_ref();
        let Ok(kind) = name.parse::<Kind>() else {
            let known: Vec<_> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
            let text = format!("there is no `{name}` in a configuration");
            self.mistakes.push(lines.error(at, text).hint(hint::meant(name, &known)));
            return;
        };
        let span = value.span();
        match (kind, value.into_inner()) {
            (Kind::Installation, table @ DeValue::Table(_)) => {
                self.entry(lines, kind, Spanned::new(span, table));
            }
            (Kind::Installation, _) => {
                let mistake = lines.error(at, "there is one installation");
                self.mistakes.push(mistake.hint("write [installation]"));
            }
            (_, DeValue::Array(entries)) => {
                for entry in entries {
                    self.entry(lines, kind, entry);
                }
            }
            (_, _) => {
                let mistake = lines.error(at, format!("there can be many of `{kind}`"));
                self.mistakes.push(mistake.hint(format!("write [[{kind}]], with two brackets")));
            }
        }
    }

    fn entry(&mut self, lines: &Lines<'_>, kind: Kind, mut value: Spanned<DeValue<'_>>) {
        let start = value.span().start;
        if let Err(at) = made_storable(&mut value) {
            let mistake = lines.error(at, "this is not a number that can be kept");
            self.mistakes.push(mistake);
            return;
        }
        match Entry::read(kind, ValueDeserializer::from(value)) {
            Ok(entry) => self.written.push(Written { entry, spot: Some(lines.spot(start)) }),
            Err(why) => self.mistakes.push(lines.mistake(&why)),
        }
    }
}

/// Makes of dates and times what entries have them as: text. Tells where a number is infinite or
/// none at all, which no store keeps.
fn made_storable(value: &mut Spanned<DeValue<'_>>) -> Result<(), usize> {
    let at = value.span().start;
    let inner = value.get_mut();
    match inner {
        DeValue::Datetime(written) => *inner = DeValue::String(written.to_string().into()),
        DeValue::Float(float) => {
            let number: Result<f64, _> = float.to_string().parse();
            number.ok().filter(|number| number.is_finite()).ok_or(at)?;
        }
        DeValue::Array(values) => values.iter_mut().try_for_each(made_storable)?,
        DeValue::Table(values) => {
            values.iter_mut().try_for_each(|(_, value)| made_storable(value))?;
        }
        DeValue::String(_) | DeValue::Integer(_) | DeValue::Boolean(_) => {}
    }
    Ok(())
}

/// A file, to tell lines by.
struct Lines<'a> {
    file: &'a File,
}

impl Lines<'_> {
    fn spot(&self, at: usize) -> Spot {
        let before = self.file.text.get(..at).unwrap_or(&self.file.text);
        let line = before.matches('\n').count() + 1;
        Spot { file: self.file.name.clone(), line }
    }

    fn error(&self, at: usize, text: impl Into<String>) -> Finding {
        Finding::error(Place::Line(self.spot(at)), text)
    }

    fn mistake(&self, why: &toml::de::Error) -> Finding {
        let span = why.span().unwrap_or_default();
        let text = &self.file.text;
        let start =
            text.get(..span.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let written = text.get(span.clone()).unwrap_or_default();
        let (said, hint) = hint::of(why.message(), written, line);
        Finding { hint, ..self.error(span.start, said) }
    }
}
