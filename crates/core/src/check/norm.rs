//! Norms: the values a measurement should keep to, in the range syntax of monitoring plugins.
//!
//! A [`Range`] says which values raise an alert, a [`Norm`] sets up to two of them on one
//! [`Metric`], and the outcome is a [`Status`]. How many bad results make a trouble is decided in
//! the state machine, not here.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// How a check is doing, from good to bad.
///
/// The order is that of concern: not knowing outranks a warning, and a known failure outranks
/// not knowing.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Within its norms.
    #[default]
    Ok,
    /// Outside the warning range.
    Warning,
    /// Could not be measured; never the same as good.
    Unknown,
    /// Outside the critical range, or not there at all.
    Critical,
}

impl Status {
    /// All statuses, from good to bad.
    pub const ALL: [Self; 4] = [Self::Ok, Self::Warning, Self::Unknown, Self::Critical];

    /// The name used in files, the API and the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warning => "warning",
            Self::Unknown => "unknown",
            Self::Critical => "critical",
        }
    }

    /// Whether everything is as it should be.
    pub fn is_ok(self) -> bool {
        self == Self::Ok
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A text that is not a status.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a status: use ok, warning, unknown or critical")]
pub struct NotAStatus(pub String);

impl FromStr for Status {
    type Err = NotAStatus;

    fn from_str(text: &str) -> Result<Self, NotAStatus> {
        let known = Self::ALL.into_iter().find(|status| status.as_str() == text);
        known.ok_or_else(|| NotAStatus(text.to_owned()))
    }
}

/// Why a text is not a range.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RangeError {
    /// There is nothing to read; leave the threshold out instead.
    #[error("a range is empty; leave the threshold out if there is none")]
    Empty,
    /// More than one colon, or another sign between the ends.
    #[error("{0:?} is not a range: write start:end, with one ':' at most")]
    Shape(String),
    /// Reference parsers disagree on what it means.
    #[error("{0:?} has no ends: write a number, such as 10, 10:, ~:10, 10:20 or @10:20")]
    NoEnds(String),
    /// `~` stands anywhere but at the start.
    #[error(
        "{0:?}: '~' means 'without lower end' and stands only before the ':'; leave the upper end out if there is none"
    )]
    Tilde(String),
    /// An end is not a plain decimal number.
    #[error(
        "{0:?} is not a number: write digits and a decimal point, without unit, comma or exponent"
    )]
    Number(String),
    /// The start lies above the end.
    #[error(
        "the range starts at {start} and ends at {end}: the start may not be above the end (a single number n means 0:n)"
    )]
    Backwards {
        /// The lower end as written.
        start: f64,
        /// The upper end as written.
        end: f64,
    },
}

/// Which values are good, written as monitoring plugins write it.
///
/// `10` is 0 to 10, `10:` is 10 and more, `~:10` is 10 and less; both ends belong to the range.
/// A value outside it alerts. With `@` in front, a value inside it alerts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Range {
    start: f64,
    end: f64,
    alerts_inside: bool,
}

impl Range {
    /// Values up to `end` are good, whatever is below it.
    pub fn at_most(end: f64) -> Self {
        Self { start: f64::NEG_INFINITY, end, alerts_inside: false }
    }

    /// Values from `start` are good, whatever is above it.
    pub fn at_least(start: f64) -> Self {
        Self { start, end: f64::INFINITY, alerts_inside: false }
    }

    /// Whether `value` raises an alert; a value that is not a number always does.
    pub fn alerts(&self, value: f64) -> bool {
        let inside = self.start <= value && value <= self.end;
        value.is_nan() || inside == self.alerts_inside
    }
}

impl FromStr for Range {
    type Err = RangeError;

    fn from_str(text: &str) -> Result<Self, RangeError> {
        if text.is_empty() {
            return Err(RangeError::Empty);
        }
        let (alerts_inside, ends) = match text.strip_prefix('@') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (start, end) = read_ends(ends, text)?;
        if start > end {
            return Err(RangeError::Backwards { start, end });
        }
        Ok(Self { start, end, alerts_inside })
    }
}

fn read_ends(ends: &str, whole: &str) -> Result<(f64, f64), RangeError> {
    let (start, end) = match ends.split_once(':') {
        Some((_, end)) if end.contains(':') => return Err(RangeError::Shape(whole.to_owned())),
        Some(("", "")) => return Err(RangeError::NoEnds(whole.to_owned())),
        Some((start, end)) => (start, end),
        None if ends.is_empty() => return Err(RangeError::NoEnds(whole.to_owned())),
        None => ("0", ends),
    };
    if end.contains('~') || (start.contains('~') && start != "~") {
        return Err(RangeError::Tilde(whole.to_owned()));
    }
    let start = match start {
        "~" => f64::NEG_INFINITY,
        "" => 0.0,
        number => read_number(number)?,
    };
    let end = if end.is_empty() { f64::INFINITY } else { read_number(end)? };
    Ok((start, end))
}

/// Reads a plain decimal number; blanks around it are let pass, as all reference parsers do.
fn read_number(text: &str) -> Result<f64, RangeError> {
    let wrong = || RangeError::Number(text.to_owned());
    let digits = text.trim();
    let unsigned = digits.strip_prefix(['+', '-']).unwrap_or(digits);
    if !unsigned.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return Err(wrong());
    }
    let number: f64 = digits.parse().map_err(|_| wrong())?;
    // Adding zero turns -0 into 0, so that it is not written back with a sign.
    if number.is_finite() { Ok(number + 0.0) } else { Err(wrong()) }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.alerts_inside {
            f.write_str("@")?;
        }
        match (self.start.is_finite(), self.end.is_finite()) {
            (false, false) => f.write_str("~:"),
            (false, true) => write!(f, "~:{}", self.end),
            (true, false) => write!(f, "{}:", self.start),
            (true, true) if self.start == 0.0 => write!(f, "{}", self.end),
            (true, true) => write!(f, "{}:{}", self.start, self.end),
        }
    }
}

impl TryFrom<String> for Range {
    type Error = RangeError;

    fn try_from(text: String) -> Result<Self, RangeError> {
        text.parse()
    }
}

impl From<Range> for String {
    fn from(range: Range) -> Self {
        range.to_string()
    }
}

/// What a check measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Metric {
    /// From the start of the check to its end.
    TotalMs,
    /// From the request sent to the first byte of the answer.
    TtfbMs,
    /// Finding the address.
    DnsMs,
    /// Opening the connection.
    ConnectMs,
    /// The TLS handshake.
    TlsMs,
    /// From the first byte of the answer to the last.
    TransferMs,
    /// The length of the answer's body.
    SizeBytes,
    /// How long the certificate is still valid.
    CertificateDays,
}

impl Metric {
    /// All metrics, in the order in which they are shown.
    pub const ALL: [Self; 8] = [
        Self::TotalMs,
        Self::TtfbMs,
        Self::DnsMs,
        Self::ConnectMs,
        Self::TlsMs,
        Self::TransferMs,
        Self::SizeBytes,
        Self::CertificateDays,
    ];

    /// The name used in files, the API and the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TotalMs => "total_ms",
            Self::TtfbMs => "ttfb_ms",
            Self::DnsMs => "dns_ms",
            Self::ConnectMs => "connect_ms",
            Self::TlsMs => "tls_ms",
            Self::TransferMs => "transfer_ms",
            Self::SizeBytes => "size_bytes",
            Self::CertificateDays => "certificate_days",
        }
    }

    /// The unit in which it is measured.
    pub fn unit(self) -> &'static str {
        match self {
            Self::TotalMs
            | Self::TtfbMs
            | Self::DnsMs
            | Self::ConnectMs
            | Self::TlsMs
            | Self::TransferMs => "ms",
            Self::SizeBytes => "bytes",
            Self::CertificateDays => "days",
        }
    }
}

impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What was measured, by metric. A metric that could not be measured is absent.
pub type Measurements = BTreeMap<Metric, f64>;

/// The agreed values of one metric of one check.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Norm {
    /// What is judged.
    pub metric: Metric,
    /// Values that do not warn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warning: Option<Range>,
    /// Values that are not critical.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub critical: Option<Range>,
    /// Values that end a trouble caused by this norm, where they differ from "no warning".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clear: Option<Range>,
    /// The unit in which the ranges were written; must be the metric's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

impl Norm {
    /// Judges one value: critical before warning; no value, or one that is not a number, is
    /// unknown.
    pub fn judge(&self, value: Option<f64>) -> Status {
        let Some(value) = value.filter(|value| !value.is_nan()) else {
            return Status::Unknown;
        };
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn range(text: &str) -> Range {
        text.parse().unwrap()
    }

    fn refused(text: &str) -> RangeError {
        text.parse::<Range>().unwrap_err()
    }

    #[test]
    fn a_range_alerts_outside_and_with_an_at_sign_inside_its_closed_ends() {
        let alerting = |text: &str| {
            let values = [-1.0, 0.0, 9.9, 10.0, 15.0, 20.0, 20.1];
            let range = range(text);
            values.into_iter().filter(|value| range.alerts(*value)).collect::<Vec<_>>()
        };
        assert_eq!(alerting("10"), [-1.0, 15.0, 20.0, 20.1]);
        assert_eq!(alerting("10:"), [-1.0, 0.0, 9.9]);
        assert_eq!(alerting("~:10"), [15.0, 20.0, 20.1]);
        assert_eq!(alerting("10:20"), [-1.0, 0.0, 9.9, 20.1]);
        assert_eq!(alerting("@10:20"), [10.0, 15.0, 20.0]);
        assert_eq!(alerting("~:"), [0.0; 0]);
    }

    #[test]
    fn what_is_not_a_range_is_refused_with_the_reason() {
        assert_eq!(refused(""), RangeError::Empty);
        assert_eq!(refused("-10"), RangeError::Backwards { start: 0.0, end: -10.0 });
        assert_eq!(refused("20:10"), RangeError::Backwards { start: 20.0, end: 10.0 });
        for text in ["~", "~:~", "1:~", "@~", "~5:10"] {
            assert_eq!(refused(text), RangeError::Tilde(text.to_owned()));
        }
        for text in ["@", ":", "@:"] {
            assert_eq!(refused(text), RangeError::NoEnds(text.to_owned()));
        }
        for text in ["10::20", "1:2:3"] {
            assert_eq!(refused(text), RangeError::Shape(text.to_owned()));
        }
        for text in ["10;20", "1e3", "foo", "--5", "5s", "1 0", "inf", "nan", "1.2.3", " ", "."] {
            assert_eq!(refused(text), RangeError::Number(text.to_owned()));
        }
        assert_eq!(refused("1,5:2"), RangeError::Number("1,5".to_owned()));
        assert_eq!(refused("@@1:2"), RangeError::Number("@1".to_owned()));
        assert!(matches!(refused(&"9".repeat(400)), RangeError::Number(_)));
    }

    #[test]
    fn a_range_is_written_back_in_its_shortest_form() {
        for (written, shortest) in
            [("0:10", "10"), (":10", "10"), ("-0:5", "5"), ("+5", "5"), ("10 :20", "10:20")]
        {
            assert_eq!(range(written).to_string(), shortest);
        }
    }

    #[test]
    fn critical_is_judged_before_warning_and_nothing_measured_is_unknown() {
        let norm = Norm {
            metric: Metric::TotalMs,
            warning: Some(range("2000")),
            critical: Some(range("5000")),
            clear: None,
            unit: None,
        };
        assert_eq!(norm.judge(Some(1999.0)), Status::Ok);
        assert_eq!(norm.judge(Some(2000.5)), Status::Warning);
        assert_eq!(norm.judge(Some(9000.0)), Status::Critical);
        assert_eq!(norm.judge(None), Status::Unknown);
        assert_eq!(norm.judge(Some(f64::NAN)), Status::Unknown);
    }

    #[test]
    fn a_status_reads_as_it_is_written() {
        for status in Status::ALL {
            assert_eq!(status.to_string().parse(), Ok(status));
        }
        assert!("OK".parse::<Status>().is_err());
    }

    #[test]
    fn names_of_metrics_are_the_same_in_files_and_on_pages() {
        for metric in Metric::ALL {
            assert_eq!(serde_json::to_value(metric).unwrap(), metric.as_str());
        }
    }

    proptest! {
        #[test]
        fn a_range_written_and_read_again_is_the_same_range(
            start in proptest::option::of(-1e12..1e12_f64),
            length in proptest::option::of(0.0..1e12_f64),
            alerts_inside: bool,
        ) {
            let start = start.unwrap_or(f64::NEG_INFINITY);
            let end = length.map_or(f64::INFINITY, |length| start.max(-1e12) + length);
            let range = Range { start, end, alerts_inside };
            prop_assert_eq!(range.to_string().parse::<Range>().unwrap(), range);
        }

        #[test]
        fn the_parser_survives_any_text(text in "\\PC{0,20}") {
            if let Ok(range) = text.parse::<Range>() {
                prop_assert_eq!(range.to_string().parse::<Range>().unwrap(), range);
            }
        }
    }
}
