//! What is said about a configuration: how bad it is, where, and what would be right.

use std::fmt;

use piket_core::calendar::{CalendarError, CalendarWarning};
use piket_core::sla::{AgreementProblem, Gap};

use super::document::Kind;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is applied.
    Error,
    /// Somebody should look.
    Warning,
}

impl Severity {
    /// The word before the sentence.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// Where something stands in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The name of the file.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// What a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A line of a file.
    Line(Spot),
    /// A document.
    Document {
        /// Its kind.
        kind: Kind,
        /// Its key.
        key: String,
        /// Where it is written, when it comes from a file.
        spot: Option<Spot>,
    },
}

impl Place {
    /// A document, wherever it comes from.
    pub fn document(kind: Kind, key: impl AsRef<str>) -> Self {
        Self::Document { kind, key: key.as_ref().to_owned(), spot: None }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, key, spot) = match self {
            Self::Line(spot) => return spot.fmt(f),
            Self::Document { kind, key, spot } => (kind, key, spot),
        };
        match kind {
            Kind::Installation => write!(f, "{kind}")?,
            _ => write!(f, "{kind} {key}")?,
        }
        spot.as_ref().map_or(Ok(()), |spot| write!(f, " ({spot})"))
    }
}

/// What a finding says, for whoever says it in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// Something of an agreement by itself.
    Agreement(AgreementProblem),
    /// A supplier that may need longer than we promise.
    Gap(Box<Gap>),
    /// Something of a calendar.
    Calendar(Said),
}

/// One thing to say about a configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// What is wrong.
    pub text: String,
    /// What would be right, when it can be told.
    pub hint: Option<String>,
    /// What the text says, where it can be said in other languages too.
    pub about: Option<About>,
}

/// What is found with a calendar, as a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// A reason not to save it.
    Calendar(CalendarError),
    /// Something to look at.
    Oddity(CalendarWarning),
    /// It is never open.
    NeverOpen,
    /// From some day on it stays closed.
    ClosesForGood,
    /// Its zone would become another one.
    OtherZone,
    /// Something of the past would change; it counts from now on, or not at all.
    FromNow,
    /// Two feeds have one name, or one has none.
    FeedName,
    /// A feed is at no address of the web.
    FeedAddress(String),
}

impl Finding {
    /// A reason to apply nothing.
    pub fn error(place: Place, text: impl Into<String>) -> Self {
        Self { severity: Severity::Error, place, text: text.into(), hint: None, about: None }
    }

    /// Something to look at.
    pub fn warning(place: Place, text: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(place, text) }
    }

    /// The same with a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same with what it says of a calendar as a value.
    #[must_use]
    pub fn said(mut self, said: Said) -> Self {
        self.about = Some(About::Calendar(said));
        self
    }

    /// Whether it is about this document.
    pub fn is_about(&self, kind: Kind, key: &str) -> bool {
        matches!(&self.place, Place::Document { kind: its, key: own, .. }
            if *its == kind && own == key)
    }

    /// Whether it keeps the configuration from being applied.
    pub fn blocks(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.severity.as_str(), self.place, self.text)?;
        self.hint.as_ref().map_or(Ok(()), |hint| write!(f, "\n  hint: {hint}"))
    }
}
