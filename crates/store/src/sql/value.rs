//! Values on their way into a statement: one small set of kinds that both engines can keep.
//!
//! Reading them back is the business of `row.rs`.

use std::borrow::Cow;
use std::error::Error;

use bytes::BytesMut;
use jiff::{Timestamp, civil};
use postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use rusqlite::types::{ToSqlOutput, Value as Owned, ValueRef};
use uuid::Uuid;

/// A value for a parameter, `$1` being the first.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing known.
    Null,
    /// A whole number, and an instant as milliseconds since 1970 UTC; column type `BIGINT`.
    Int(i64),
    /// A measured number; column type `DOUBLE PRECISION`.
    Real(f64),
    /// Words, and keys, days and JSON in their written form; column type `TEXT`.
    ///
    /// PostgreSQL has no place for the character NUL, so both engines keep U+FFFD instead.
    Text(String),
    /// Raw bytes; column type `BYTEA`.
    Bytes(Vec<u8>),
    /// True or false; column type `BOOLEAN`. SQLite keeps 1 or 0.
    Bool(bool),
}

/// The parameters of a statement, each turned into a [`Value`]: `params![id, now, "open"]`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => {
        &[$($crate::sql::Value::from($value)),*] as &[$crate::sql::Value]
    };
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// The last instant that can be read back: the last whole second that there is.
const LAST_MS: i64 = 253_402_207_200_000;

impl From<Timestamp> for Value {
    /// Milliseconds since 1970. `Timestamp::MAX`, which stands for never, is the last whole second.
    fn from(at: Timestamp) -> Self {
        Self::Int(at.as_millisecond().min(LAST_MS))
    }
}

impl From<civil::Date> for Value {
    fn from(on: civil::Date) -> Self {
        Self::Text(on.to_string())
    }
}

impl From<Uuid> for Value {
    fn from(id: Uuid) -> Self {
        Self::Text(id.to_string())
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<&[u8]> for Value {
    fn from(bytes: &[u8]) -> Self {
        Self::Bytes(bytes.to_vec())
    }
}

/// Kinds that fit into a [`Value`] as they are.
macro_rules! value_from {
    ($($kind:ty => $variant:ident;)+) => {
        $(impl From<$kind> for Value {
            fn from(value: $kind) -> Self {
                Self::$variant(value.into())
            }
        })+
    };
}

value_from! {
    String => Text;
    Vec<u8> => Bytes;
    bool => Bool;
    i64 => Int;
    i32 => Int;
    i16 => Int;
    i8 => Int;
    u32 => Int;
    u16 => Int;
    u8 => Int;
    f64 => Real;
}

/// `text` as both engines can keep it.
fn storable(text: &str) -> Cow<'_, str> {
    if text.as_bytes().contains(&0) {
        Cow::Owned(text.replace('\0', "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Self::Int(number) => ToSqlOutput::Borrowed(ValueRef::Integer(*number)),
            Self::Bool(truth) => ToSqlOutput::Borrowed(ValueRef::Integer(i64::from(*truth))),
            Self::Real(number) => ToSqlOutput::Borrowed(ValueRef::Real(*number)),
            Self::Bytes(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Self::Text(text) => match storable(text) {
                Cow::Borrowed(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
                Cow::Owned(text) => ToSqlOutput::Owned(Owned::Text(text)),
            },
        })
    }
}

impl ToSql for Value {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match (self, kind) {
            (Self::Null, _) => Ok(IsNull::Yes),
            (Self::Int(number), &Type::INT8) => number.to_sql(kind, out),
            (Self::Int(number), &Type::INT4) => i32::try_from(*number)?.to_sql(kind, out),
            (Self::Int(number), &Type::INT2) => i16::try_from(*number)?.to_sql(kind, out),
            #[expect(clippy::cast_precision_loss, reason = "as SQLite does for such a column")]
            (Self::Int(number), &Type::FLOAT8) => (*number as f64).to_sql(kind, out),
            // What SQLite hands out for a truth; `piket move` carries it over.
            (Self::Int(number @ (0 | 1)), &Type::BOOL) => (*number == 1).to_sql(kind, out),
            (Self::Real(number), &Type::FLOAT8) => number.to_sql(kind, out),
            (Self::Text(text), kind) if <&str as ToSql>::accepts(kind) => {
                storable(text).as_ref().to_sql(kind, out)
            }
            (Self::Bytes(bytes), &Type::BYTEA) => bytes.to_sql(kind, out),
            (Self::Bool(truth), &Type::BOOL) => truth.to_sql(kind, out),
            (value, kind) => Err(format!("{} does not fit {kind}", value.kind()).into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true // `to_sql` refuses by name
    }

    to_sql_checked!();
}

impl Value {
    /// What sort of value it is, for messages that must not show the value itself.
    fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Int(_) => "a whole number",
            Self::Real(_) => "a number",
            Self::Text(_) => "a text",
            Self::Bytes(_) => "bytes",
            Self::Bool(_) => "a truth",
        }
    }
}
