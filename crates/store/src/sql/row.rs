//! Rows on their way out of a statement: columns by name or position, in the kinds that
//! Piket uses. Errors name the column.

use std::error::Error;
use std::fmt::Display;
use std::str::FromStr;

use jiff::{Timestamp, civil};
use postgres::types::{FromSql, Type};
use rusqlite::types::ValueRef;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::Value;
use crate::StoreError;

/// One row of an answer.
#[derive(Debug)]
pub struct Row<'r>(pub(super) Source<'r>);

/// Where the row comes from.
pub(super) enum Source<'r> {
    /// The current row of an SQLite statement.
    Sqlite(&'r rusqlite::Row<'r>),
    /// A row that PostgreSQL has sent.
    Postgres(&'r postgres::Row),
}

impl std::fmt::Debug for Source<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Sqlite(_) => "Sqlite",
            Self::Postgres(_) => "Postgres",
        })
    }
}

/// How a column is named: by name, or by position from 0.
pub trait Column: Copy + Display {
    /// The position of the column in `row`.
    #[doc(hidden)]
    fn position(self, row: &Row<'_>) -> Option<usize>;
}

impl Column for usize {
    fn position(self, _: &Row<'_>) -> Option<usize> {
        Some(self)
    }
}

impl Column for &str {
    fn position(self, row: &Row<'_>) -> Option<usize> {
        match &row.0 {
            Source::Sqlite(row) => row.as_ref().column_index(self).ok(),
            Source::Postgres(row) => row.columns().iter().position(|c| c.name() == self),
        }
    }
}

/// What stands in one column, borrowed from the row.
#[derive(Debug, Clone, Copy)]
enum Cell<'r> {
    Null,
    Int(i64),
    Real(f64),
    Text(&'r str),
    Bytes(&'r [u8]),
    Bool(bool),
}

impl<'r> FromSql<'r> for Cell<'r> {
    fn from_sql(kind: &Type, raw: &'r [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(match *kind {
            Type::INT8 => Self::Int(i64::from_sql(kind, raw)?),
            Type::INT4 => Self::Int(i32::from_sql(kind, raw)?.into()),
            Type::INT2 => Self::Int(i16::from_sql(kind, raw)?.into()),
            Type::FLOAT8 => Self::Real(f64::from_sql(kind, raw)?),
            Type::FLOAT4 => Self::Real(f32::from_sql(kind, raw)?.into()),
            Type::BOOL => Self::Bool(bool::from_sql(kind, raw)?),
            Type::BYTEA => Self::Bytes(raw),
            Type::VOID => Self::Null,
            _ if <&str as FromSql<'_>>::accepts(kind) => Self::Text(std::str::from_utf8(raw)?),
            _ => return Err(format!("{kind} is no kind of ours: cast it").into()),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self::Null)
    }

    fn accepts(_: &Type) -> bool {
        true // `from_sql` refuses by name
    }
}

impl<'r> TryFrom<ValueRef<'r>> for Cell<'r> {
    type Error = std::str::Utf8Error;

    fn try_from(value: ValueRef<'r>) -> Result<Self, Self::Error> {
        Ok(match value {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(number) => Self::Int(number),
            ValueRef::Real(number) => Self::Real(number),
            ValueRef::Text(text) => Self::Text(std::str::from_utf8(text)?),
            ValueRef::Blob(bytes) => Self::Bytes(bytes),
        })
    }
}

impl Row<'_> {
    fn cell(&self, column: impl Column) -> Result<Cell<'_>, StoreError> {
        let position = column.position(self).ok_or_else(|| unreadable(column, "is not there"))?;
        match &self.0 {
            Source::Sqlite(row) => row
                .get_ref(position)
                .map_err(|why| unreadable(column, why))
                .and_then(|value| value.try_into().map_err(|why| unreadable(column, why))),
            Source::Postgres(row) => row.try_get(position).map_err(|why| {
                unreadable(
                    column,
                    why.source().map_or_else(|| why.to_string(), ToString::to_string),
                )
            }),
        }
    }

    /// The value of a column, whatever its kind. A truth comes from SQLite as 1 or 0.
    ///
    /// # Errors
    ///
    /// [`StoreError::Broken`] if there is no such column; so for all functions below, which also
    /// refuse a value of another kind than the one asked for.
    pub fn value(&self, column: impl Column) -> Result<Value, StoreError> {
        Ok(match self.cell(column)? {
            Cell::Null => Value::Null,
            Cell::Int(number) => Value::Int(number),
            Cell::Real(number) => Value::Real(number),
            Cell::Text(text) => Value::Text(text.to_owned()),
            Cell::Bytes(bytes) => Value::Bytes(bytes.to_vec()),
            Cell::Bool(truth) => Value::Bool(truth),
        })
    }

    /// How many columns the row has.
    pub fn width(&self) -> usize {
        match &self.0 {
            Source::Sqlite(row) => row.as_ref().column_count(),
            Source::Postgres(row) => row.len(),
        }
    }

    /// A text, borrowed from the row; nothing if the column is NULL.
    pub fn opt_str(&self, column: impl Column) -> Result<Option<&str>, StoreError> {
        match self.cell(column)? {
            Cell::Null => Ok(None),
            Cell::Text(text) => Ok(Some(text)),
            other => Err(not("a text", column, other)),
        }
    }

    /// A whole number, in whatever integer type is asked for, or nothing.
    pub fn opt_int<T: TryFrom<i64>>(&self, column: impl Column) -> Result<Option<T>, StoreError> {
        match self.cell(column)? {
            Cell::Null => Ok(None),
            Cell::Int(number) => match T::try_from(number) {
                Ok(number) => Ok(Some(number)),
                Err(_) => Err(unreadable(column, "the number is out of range")),
            },
            other => Err(not("a whole number", column, other)),
        }
    }

    /// A number, or nothing.
    pub fn opt_real(&self, column: impl Column) -> Result<Option<f64>, StoreError> {
        match self.cell(column)? {
            Cell::Null => Ok(None),
            Cell::Real(number) => Ok(Some(number)),
            #[expect(clippy::cast_precision_loss, reason = "SQLite may keep 2.0 as 2")]
            Cell::Int(number) => Ok(Some(number as f64)),
            other => Err(not("a number", column, other)),
        }
    }

    /// True, false, or nothing.
    pub fn opt_bool(&self, column: impl Column) -> Result<Option<bool>, StoreError> {
        match self.cell(column)? {
            Cell::Null => Ok(None),
            Cell::Bool(truth) => Ok(Some(truth)),
            Cell::Int(number @ (0 | 1)) => Ok(Some(number == 1)),
            other => Err(not("a truth", column, other)),
        }
    }

    /// Bytes, or nothing.
    pub fn opt_bytes(&self, column: impl Column) -> Result<Option<Vec<u8>>, StoreError> {
        match self.cell(column)? {
            Cell::Null => Ok(None),
            Cell::Bytes(bytes) => Ok(Some(bytes.to_vec())),
            other => Err(not("bytes", column, other)),
        }
    }

    /// An instant, kept as milliseconds since 1970 UTC, or nothing.
    pub fn opt_at(&self, column: impl Column) -> Result<Option<Timestamp>, StoreError> {
        self.opt_int(column)?
            .map(|ms| Timestamp::from_millisecond(ms).map_err(|why| unreadable(column, why)))
            .transpose()
    }

    /// Anything with a written form: a key, a day, a kind by its name; or nothing.
    pub fn opt_parsed<T: FromStr<Err: Display>>(
        &self,
        column: impl Column,
    ) -> Result<Option<T>, StoreError> {
        self.opt_str(column)?
            .map(|text| text.parse().map_err(|why| unreadable(column, why)))
            .transpose()
    }

    /// A value kept as JSON, or nothing.
    pub fn opt_json<T: DeserializeOwned>(
        &self,
        column: impl Column,
    ) -> Result<Option<T>, StoreError> {
        self.opt_str(column)?
            .map(|text| serde_json::from_str(text).map_err(|why| unreadable(column, why)))
            .transpose()
    }

    /// A text, borrowed from the row.
    pub fn str(&self, column: impl Column) -> Result<&str, StoreError> {
        self.opt_str(column)?.ok_or_else(|| missing(column))
    }

    /// A text.
    pub fn text(&self, column: impl Column) -> Result<String, StoreError> {
        Ok(self.str(column)?.to_owned())
    }

    /// A text, or nothing.
    pub fn opt_text(&self, column: impl Column) -> Result<Option<String>, StoreError> {
        Ok(self.opt_str(column)?.map(ToOwned::to_owned))
    }

    /// A whole number, in whatever integer type is asked for.
    pub fn int<T: TryFrom<i64>>(&self, column: impl Column) -> Result<T, StoreError> {
        self.opt_int(column)?.ok_or_else(|| missing(column))
    }

    /// A number.
    pub fn real(&self, column: impl Column) -> Result<f64, StoreError> {
        self.opt_real(column)?.ok_or_else(|| missing(column))
    }

    /// True or false.
    pub fn bool(&self, column: impl Column) -> Result<bool, StoreError> {
        self.opt_bool(column)?.ok_or_else(|| missing(column))
    }

    /// Bytes.
    pub fn bytes(&self, column: impl Column) -> Result<Vec<u8>, StoreError> {
        self.opt_bytes(column)?.ok_or_else(|| missing(column))
    }

    /// An instant.
    pub fn at(&self, column: impl Column) -> Result<Timestamp, StoreError> {
        self.opt_at(column)?.ok_or_else(|| missing(column))
    }

    /// A calendar day.
    pub fn on(&self, column: impl Column) -> Result<civil::Date, StoreError> {
        self.parsed(column)
    }

    /// A calendar day, or nothing.
    pub fn opt_on(&self, column: impl Column) -> Result<Option<civil::Date>, StoreError> {
        self.opt_parsed(column)
    }

    /// A key.
    pub fn uuid(&self, column: impl Column) -> Result<Uuid, StoreError> {
        self.parsed(column)
    }

    /// A key, or nothing.
    pub fn opt_uuid(&self, column: impl Column) -> Result<Option<Uuid>, StoreError> {
        self.opt_parsed(column)
    }

    /// Anything with a written form.
    pub fn parsed<T: FromStr<Err: Display>>(&self, column: impl Column) -> Result<T, StoreError> {
        self.opt_parsed(column)?.ok_or_else(|| missing(column))
    }

    /// A value kept as JSON.
    pub fn json<T: DeserializeOwned>(&self, column: impl Column) -> Result<T, StoreError> {
        self.opt_json(column)?.ok_or_else(|| missing(column))
    }
}

fn unreadable(column: impl Column, why: impl Display) -> StoreError {
    StoreError::Broken(format!("column {column}: {why}"))
}

fn missing(column: impl Column) -> StoreError {
    unreadable(column, "is NULL")
}

fn not(wanted: &str, column: impl Column, found: Cell<'_>) -> StoreError {
    let found = match found {
        Cell::Null => "NULL",
        Cell::Int(_) => "a whole number",
        Cell::Real(_) => "a number",
        Cell::Text(_) => "a text",
        Cell::Bytes(_) => "bytes",
        Cell::Bool(_) => "a truth",
    };
    unreadable(column, format_args!("wanted {wanted}, found {found}"))
}
