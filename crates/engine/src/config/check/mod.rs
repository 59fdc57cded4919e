//! Whether a whole configuration may become active: references, people, promises, RACI.
//!
//! Each file holds one subject. Errors keep everything from being applied; warnings are shown.

mod entries;
mod people;
mod promises;
mod raci;
mod references;

use jiff::Timestamp;

use super::directory::Built;
use super::document::Kind;
use super::finding::{About, Finding, Place, Said};

/// Judges a configuration as a whole, at `now`.
pub fn check(built: &Built, now: Timestamp) -> Vec<Finding> {
    let mut findings = Findings::default();
    references::check(built, &mut findings);
    entries::check(built, now, &mut findings);
    people::check(&built.directory, &mut findings);
    promises::check(&built.directory, now, &mut findings);
    raci::check(&built.directory, &mut findings);
    findings.0
}

/// Findings being gathered.
#[derive(Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn error(&mut self, kind: Kind, key: impl AsRef<str>, text: impl Into<String>) {
        self.0.push(Finding::error(Place::document(kind, key), text));
    }

    fn warning(&mut self, kind: Kind, key: impl AsRef<str>, text: impl Into<String>) {
        self.0.push(Finding::warning(Place::document(kind, key), text));
    }

    /// Says the finding that was put last as a value too.
    fn said(&mut self, said: Said) {
        self.about(About::Calendar(said));
    }

    /// Says in a form that can be told in any language what the finding that was put last is.
    fn about(&mut self, about: About) {
        if let Some(last) = self.0.last_mut() {
            last.about = Some(about);
        }
    }

    /// Adds a hint to the finding that was put last.
    fn hint(&mut self, hint: impl Into<String>) {
        if let Some(last) = self.0.last_mut() {
            last.hint = Some(hint.into());
        }
    }
}
