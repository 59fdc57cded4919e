//! Credentials of checks: a header names a sealed word, and only the run itself knows it.
//!
//! `Authorization = "secret:authorization"` in a check stands for what is kept under
//! `check/<key>/authorization`, so that no file, export or page holds it.

use piket_core::check::{CheckSpec, Probe};
use piket_store::Store;

use crate::secret::Keyring;
use crate::secret::named::{self, NamedError};

/// What a value starts with that is the name of a sealed word, not the word itself.
pub(super) const MARK: &str = "secret:";

/// Why a check cannot run with its credentials.
#[derive(Debug, thiserror::Error)]
pub enum CredentialError {
    /// The check names a secret that is not kept.
    #[error("the check names the secret {0}, which is not there")]
    Missing(String),
    /// It cannot be opened.
    #[error(transparent)]
    Named(#[from] NamedError),
}

/// Whether a header usually carries something secret.
pub(super) fn is_credential(header: &str) -> bool {
    let header = header.to_ascii_lowercase();
    ["authorization", "cookie", "token", "api-key", "apikey", "secret"]
        .iter()
        .any(|part| header.contains(part))
}

/// The check with the words behind its names, for one who runs it and nobody else.
///
/// # Errors
///
/// [`CredentialError`], if a word is missing or cannot be opened.
pub async fn with_credentials(
    store: &Store,
    keyring: &Keyring,
    mut check: CheckSpec,
) -> Result<CheckSpec, CredentialError> {
    let Probe::Http(http) = &mut check.probe else { return Ok(check) };
    for value in http.headers.values_mut() {
        let Some(what) = value.strip_prefix(MARK) else { continue };
        let name = named::of_check(&check.key, what);
        let word = named::get(store, keyring, &name).await?;
        word.ok_or(CredentialError::Missing(name))?.expose().clone_into(value);
    }
    Ok(check)
}
