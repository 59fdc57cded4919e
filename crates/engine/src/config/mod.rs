//! The whole configuration as documents: read from TOML files, judged as a whole, planned, applied
//! in one transaction, and written back.
//!
//! Nothing invalid becomes active, whichever way it comes: every door saves through [`apply()`]. What
//! a document means is told in `piket_core`; credentials are not configuration and never stand in
//! a file.

pub mod apply;
pub mod calendar;
pub mod check;
pub mod credential;
mod difference;
pub mod directory;
pub mod document;
pub mod export;
pub mod file;
pub mod finding;
mod hint;
pub mod plan;
pub mod starter;

#[cfg(test)]
mod tests;

pub use apply::{Applied, ApplyError, apply, load, preview, retire, save, stored};
pub use calendar::CalendarDocument;
pub use credential::{CredentialError, with_credentials};
pub use directory::{Built, build};
pub use document::{Document, Entry, Kind, Stored};
pub use export::export;
pub use file::{File, Written};
pub use finding::{About, Finding, Place, Said, Severity, Spot};
pub use plan::{Change, Plan, What, Wish, plan};
pub use starter::furnish;
