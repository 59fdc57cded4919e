//! Sums about norms: is a range one, does a value alert, which status do two thresholds give.

use serde::Serialize;

use super::error::RowError;
use crate::check::{Range, Status};

/// Whether a text is a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Syntax {
    /// It is.
    Valid,
    /// It is not.
    Invalid,
}

impl Syntax {
    /// The word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Invalid => "invalid",
        }
    }
}

/// What a range says of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Judgement {
    /// The value is good.
    Ok,
    /// It raises an alert.
    Alert,
    /// The range is none.
    Invalid,
}

impl Judgement {
    /// The word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Alert => "alert",
            Self::Invalid => "invalid",
        }
    }
}

/// Whether a text is a range.
pub fn syntax(range: &str) -> Syntax {
    if range.parse::<Range>().is_ok() { Syntax::Valid } else { Syntax::Invalid }
}

/// What a range says of a value. A value that is not a number (`NaN`) alerts.
///
/// # Errors
///
/// [`RowError::NotAValue`] if the value cannot be read; a range that cannot is an answer.
pub fn judge(range: &str, value: &str) -> Result<Judgement, RowError> {
    let Ok(range) = range.parse::<Range>() else { return Ok(Judgement::Invalid) };
    let value = self::value(value)?.ok_or_else(|| RowError::NotAValue(String::new()))?;
    Ok(if range.alerts(value) { Judgement::Alert } else { Judgement::Ok })
}

/// Reads a value; nothing if there is none.
///
/// # Errors
///
/// [`RowError::NotAValue`].
pub fn value(text: &str) -> Result<Option<f64>, RowError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| RowError::NotAValue(text.to_owned()))
}

/// Two thresholds, of which either may be left out.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Thresholds {
    warning: Option<Range>,
    critical: Option<Range>,
}

impl Thresholds {
    /// Reads the ranges; an empty text is no threshold.
    ///
    /// # Errors
    ///
    /// [`RowError::NotARange`].
    pub fn read(warning: &str, critical: &str) -> Result<Self, RowError> {
        let read = |text: &str| match text.trim() {
            "" => Ok(None),
            text => text.parse::<Range>().map(Some),
        };
        Ok(Self { warning: read(warning)?, critical: read(critical)? })
    }

    /// The status of a value: the critical threshold is asked first, and no value is unknown.
    pub fn status(&self, value: Option<f64>) -> Status {
        let Some(value) = value.filter(|value| !value.is_nan()) else { return Status::Unknown };
        let alerts = |range: Option<Range>| range.is_some_and(|range| range.alerts(value));
        if alerts(self.critical) {
            Status::Critical
        } else if alerts(self.warning) {
            Status::Warning
        } else {
            Status::Ok
        }
    }
}
