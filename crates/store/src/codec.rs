//! How values of the core are spelled in a column, where they have no written form of their own.
//!
//! Reading back is `row.json`, `row.parsed`, or [`named`] here.

use jiff::Timestamp;
use piket_core::key::IncidentId;
use serde::Serialize;
use serde::de::value::{Error, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};

use crate::StoreError;
use crate::sql::Row;

/// A value as JSON.
pub(crate) fn json<T: Serialize + ?Sized>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(StoreError::broken)
}

/// A value without fields by the name it has in files: `waiting`, `nl`, `own:development`.
pub(crate) fn name<T: Serialize>(value: &T) -> Result<String, StoreError> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => Ok(name),
        Ok(_) => Err(StoreError::broken("a value has no name")),
        Err(why) => Err(StoreError::broken(why)),
    }
}

/// What [`name`] wrote.
pub(crate) fn named<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> Result<T, StoreError> {
    opt_named(row, column)?.ok_or_else(|| StoreError::Broken(format!("column {column}: is NULL")))
}

/// What [`name`] wrote, or nothing.
pub(crate) fn opt_named<T: DeserializeOwned>(
    row: &Row<'_>,
    column: &str,
) -> Result<Option<T>, StoreError> {
    row.opt_str(column)?
        .map(|text| {
            let text: StrDeserializer<'_, Error> = text.into_deserializer();
            T::deserialize(text)
                .map_err(|why| StoreError::Broken(format!("column {column}: {why}")))
        })
        .transpose()
}

/// The incident that a column names.
pub(crate) fn incident(row: &Row<'_>, column: &str) -> Result<IncidentId, StoreError> {
    row.uuid(column).map(IncidentId)
}

/// An instant as it comes back from a column: in whole milliseconds.
pub(crate) fn kept(at: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(at.as_millisecond()).unwrap_or(at)
}
