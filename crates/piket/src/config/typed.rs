//! What was typed: values by the names of their settings, each with where it was typed. Whether it
//! makes sense is asked in `meant`.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use super::known::{KNOWN, Kind, Known, by_name};
use crate::failure::{Failure, nearest};

/// A value as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A whole number.
    Number(i64),
    /// Yes or no.
    Flag(bool),
    /// Texts.
    List(Vec<String>),
}

impl Value {
    /// What kind it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Text(_) => Kind::Text,
            Self::Number(_) => Kind::Number,
            Self::Flag(_) => Kind::Flag,
            Self::List(_) => Kind::List,
        }
    }
}

impl fmt::Display for Value {
    /// As it would stand in the file.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        match self {
            Self::Text(text) => f.write_str(&quoted(text)),
            Self::Number(number) => number.fmt(f),
            Self::Flag(flag) => flag.fmt(f),
            Self::List(texts) => {
                let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
                write!(f, "[{}]", texts.join(", "))
            }
        }
    }
}

/// Where a setting was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// In a file, on a line.
    File(PathBuf, usize),
    /// In the environment.
    Variable(String),
    /// On the command line.
    CommandLine,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path, line) => write!(f, "{}:{line}", path.display()),
            Self::Variable(name) => f.write_str(name),
            Self::CommandLine => f.write_str("the command line"),
        }
    }
}

/// What was typed.
#[derive(Debug, Clone, Default)]
pub struct Typed(BTreeMap<&'static str, (Value, Origin)>);

impl Typed {
    /// What was typed for a setting.
    pub fn get(&self, name: &str) -> Option<&(Value, Origin)> {
        self.0.get(name)
    }

    /// Takes a value in.
    ///
    /// # Errors
    ///
    /// When there is no such setting or it takes another kind of value.
    pub(super) fn put(&mut self, name: &str, value: Value, origin: Origin) -> Result<(), Failure> {
        let Some(known) = by_name(name) else { return Err(unknown(name, &origin)) };
        if known.kind != value.kind() {
            return Err(of_other_kind(known, &origin));
        }
        self.0.insert(known.name, (value, origin));
        Ok(())
    }

    /// Takes a variable of the environment in.
    pub(super) fn variable(&mut self, variable: &str, text: &str) -> Result<(), Failure> {
        let origin = Origin::Variable(variable.to_owned());
        let Some(known) = KNOWN.iter().find(|known| known.variable() == variable) else {
            let variables: Vec<String> = KNOWN.iter().map(Known::variable).collect();
            let near = nearest(variable, variables.iter().map(String::as_str));
            return Err(Failure::usage(
                format!("the environment sets {variable}, which is no setting of Piket"),
                meant(near, "unset it"),
            ));
        };
        let value = parsed(known, text).ok_or_else(|| of_other_kind(known, &origin))?;
        self.put(known.name, value, origin)
    }

    /// Takes an option of the command line in.
    pub(super) fn option(&mut self, name: &str, text: &str) -> Result<(), Failure> {
        let Some(known) = by_name(name) else { return Err(unknown(name, &Origin::CommandLine)) };
        let value =
            parsed(known, text).ok_or_else(|| of_other_kind(known, &Origin::CommandLine))?;
        self.put(known.name, value, Origin::CommandLine)
    }
}

/// A value from a text that says nothing about its kind.
fn parsed(known: &Known, text: &str) -> Option<Value> {
    let text = text.trim();
    match known.kind {
        Kind::Text => Some(Value::Text(text.to_owned())),
        Kind::Number => text.parse().ok().map(Value::Number),
        Kind::Flag => match text.to_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => Some(Value::Flag(true)),
            "false" | "no" | "off" | "0" => Some(Value::Flag(false)),
            _ => None,
        },
        Kind::List => {
            let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
            Some(Value::List(items.map(str::to_owned).collect()))
        }
    }
}

fn unknown(name: &str, origin: &Origin) -> Failure {
    let near = nearest(name, KNOWN.iter().map(|known| known.name));
    Failure::usage(
        format!("{origin}: there is no setting `{name}`"),
        meant(near, "`piket config show` lists all settings"),
    )
}

fn meant(near: Option<&str>, otherwise: &str) -> String {
    near.map_or_else(|| otherwise.to_owned(), |near| format!("did you mean `{near}`?"))
}

fn of_other_kind(known: &Known, origin: &Origin) -> Failure {
    let kind = match known.kind {
        Kind::Text => "a text between quotes",
        Kind::Number => "a whole number",
        Kind::Flag => "true or false",
        Kind::List => "a list of texts",
    };
    let text = format!("{origin}: `{}` is {kind}", known.name);
    Failure::usage(text, format!("it sets {}", known.about))
}
