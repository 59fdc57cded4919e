//! Secrets: words that the program must know and nobody may read.
//!
//! [`Secret`] keeps a word from being printed, [`Keyring`] seals it with a key that lies outside
//! the database, [`named`] keeps what is sealed in the store. Passwords by which people sign in
//! are hashed, not sealed; see `account`.

mod keyfile;
mod keyring;
pub mod named;
mod word;

pub use keyfile::KeyFileError;
pub use keyring::{Keyring, KeyringError};
pub use word::Secret;
