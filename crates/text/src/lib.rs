//! The words of Piket: what people read, in every language we ship.
//!
//! Sentences stand in `locales/<language>/<area>.ftl` and are looked up through [`Words`]; letters
//! are rendered by [`letters`]. Nothing here queries, decides or sends: whatever a sentence needs
//! to know is handed in.

pub mod agreements;
pub mod calendars;
mod corrections;
pub mod explain;
pub mod format;
pub mod letters;
mod matrices;
pub mod names;
pub mod refusals;
mod spent;
pub mod timeline;
pub mod words;

pub use letters::{AccountLetter, Letter, Links, account_letter, render};
pub use names::Names;
pub use words::{Value, Words};
