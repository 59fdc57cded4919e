//! Secrets by name: passwords for other systems, sealed in the store.
//!
//! A name is a path, `smtp/password` or `check/<key>/<what>`. Names can be listed; what stands
//! under them is only ever opened for use.

use jiff::Timestamp;
use piket_core::chance::Chance;
use piket_core::key::CheckKey;
use piket_store::{ReadTx, Store, StoreError, Tx, secrets};

use super::{Keyring, KeyringError, Secret};

/// The password of the mail server.
pub const SMTP_PASSWORD: &str = "smtp/password";

/// Why a secret was not kept or not opened.
#[derive(Debug, thiserror::Error)]
pub enum NamedError {
    /// It cannot be sealed or opened.
    #[error("the secret {name}: {why}")]
    Keyring {
        /// Which secret.
        name: String,
        /// What is wrong with it.
        why: KeyringError,
    },
    /// The memory cannot be reached.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The name of a secret of a check.
pub fn of_check(check: &CheckKey, what: &str) -> String {
    format!("check/{check}/{what}")
}

/// Keeps a secret under a name, in the place of what stood there.
///
/// # Errors
///
/// [`NamedError`]; nothing is changed then.
pub async fn put(
    store: &Store,
    keyring: &Keyring,
    name: &str,
    secret: &Secret,
    chance: &dyn Chance,
    now: Timestamp,
) -> Result<(), NamedError> {
    let sealed = keyring.seal(name, secret.expose(), chance).map_err(|why| of(name, why))?;
    let name = name.to_owned();
    store.write(move |tx: &mut Tx<'_>| secrets::set(tx, &name, &sealed, now)).await?;
    Ok(())
}

/// The secret of a name.
///
/// # Errors
///
/// [`NamedError`], also when there is one that cannot be opened.
pub async fn get(
    store: &Store,
    keyring: &Keyring,
    name: &str,
) -> Result<Option<Secret>, NamedError> {
    let wanted = name.to_owned();
    let sealed: Option<Vec<u8>> =
        store.read(move |tx: &mut ReadTx<'_>| secrets::get(tx, &wanted)).await?;
    sealed.map(|sealed| keyring.open(name, &sealed).map_err(|why| of(name, why))).transpose()
}

/// The names under which secrets are kept, and when each was last changed.
///
/// # Errors
///
/// [`StoreError`] when the memory cannot be asked.
pub async fn names(store: &Store) -> Result<Vec<(String, Timestamp)>, StoreError> {
    store.read(|tx: &mut ReadTx<'_>| secrets::names(tx)).await
}

/// Forgets the secret of a name. True if there was one.
///
/// # Errors
///
/// [`StoreError`]; nothing is changed then.
pub async fn forget(store: &Store, name: &str) -> Result<bool, StoreError> {
    let name = name.to_owned();
    store.write(move |tx: &mut Tx<'_>| secrets::remove(tx, &name)).await
}

fn of(name: &str, why: KeyringError) -> NamedError {
    NamedError::Keyring { name: name.to_owned(), why }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::SeededChance;

    #[tokio::test]
    async fn a_secret_is_kept_sealed_and_opens_with_the_right_key_only() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("piket.db");
        let store = Store::open(path.to_str().unwrap()).unwrap();
        let (ring, chance) = (Keyring::of([7; 32]), SeededChance::new(1));
        let now = "2026-03-06T15:00:00Z".parse().unwrap();
        let word = Secret::new("zomerregen in Assen");

        put(&store, &ring, SMTP_PASSWORD, &word, &chance, now).await.unwrap();

        assert_eq!(get(&store, &ring, SMTP_PASSWORD).await.unwrap(), Some(word));
        assert_eq!(get(&store, &ring, "smtp/other").await.unwrap(), None);
        assert_eq!(names(&store).await.unwrap(), [(SMTP_PASSWORD.to_owned(), now)]);
        let other = get(&store, &Keyring::of([8; 32]), SMTP_PASSWORD).await.unwrap_err();
        assert_eq!(
            other.to_string(),
            "the secret smtp/password: it was sealed with a key that is not in the key file"
        );
        assert!(forget(&store, SMTP_PASSWORD).await.unwrap());
        assert_eq!(get(&store, &ring, SMTP_PASSWORD).await.unwrap(), None);
        drop(store);
        for file in std::fs::read_dir(folder.path()).unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            assert!(!bytes.windows(10).any(|part| part == b"zomerregen"));
        }
    }
}
