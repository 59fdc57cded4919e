//! The key outside the database, and what it seals.
//!
//! Every record is sealed with AES-256-GCM under a key of its own, made by HKDF-SHA-256 (RFC 5869)
//! from the key of the installation and a fresh salt. The name under which a record is kept is part
//! of what is sealed, so that a record cannot be moved to another name. Whatever does not fit is
//! refused; nothing is ever read half.

use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::hkdf::{HKDF_SHA256, Salt};
use piket_core::chance::Chance;
use sha2::{Digest, Sha256};

use super::Secret;

const VERSION: u8 = 1;
const ID_LEN: usize = 8;
const SALT_LEN: usize = 16;
const HEAD_LEN: usize = 1 + ID_LEN + SALT_LEN + NONCE_LEN;

/// How many bytes a key has.
pub(super) const KEY_LEN: usize = 32;

/// Why something was not sealed or not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    /// It was sealed with a key that is not here.
    #[error("it was sealed with a key that is not in the key file")]
    UnknownKey,
    /// It was changed, cut off, kept under another name, or is no sealed record at all.
    #[error("it is damaged, or was sealed under another name")]
    Damaged,
    /// The library refused, which it does only when it is broken.
    #[error("it could not be sealed")]
    Unsealable,
}

/// The keys of an installation: the first seals, all of them open.
pub struct Keyring {
    keys: Vec<Key>,
}

struct Key {
    id: [u8; ID_LEN],
    bytes: [u8; KEY_LEN],
}

impl Keyring {
    /// A ring of one key.
    pub fn of(key: [u8; KEY_LEN]) -> Self {
        Self { keys: vec![Key::new(key)] }
    }

    /// The same ring with one more key, which only opens what it has sealed earlier.
    #[must_use]
    pub fn with_former(mut self, key: [u8; KEY_LEN]) -> Self {
        self.keys.push(Key::new(key));
        self
    }

    /// Seals `plain` under `name`.
    ///
    /// # Errors
    ///
    /// [`KeyringError::Unsealable`].
    pub fn seal(
        &self,
        name: &str,
        plain: &str,
        chance: &dyn Chance,
    ) -> Result<Vec<u8>, KeyringError> {
        let key = self.keys.first().ok_or(KeyringError::Unsealable)?;
        let mut random = [0; SALT_LEN + NONCE_LEN];
        chance.fill(&mut random);
        let (salt, nonce) = random.split_at(SALT_LEN);

        let mut sealed = Vec::with_capacity(HEAD_LEN + plain.len() + AES_256_GCM.tag_len());
        sealed.push(VERSION);
        sealed.extend_from_slice(&key.id);
        sealed.extend_from_slice(&random);
        let aad = Aad::from(bound(&sealed, name));

        let own = key.for_record(salt).ok_or(KeyringError::Unsealable)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce);
        let mut body = plain.as_bytes().to_vec();
        nonce
            .and_then(|nonce| own.seal_in_place_append_tag(nonce, aad, &mut body))
            .map_err(|_| KeyringError::Unsealable)?;
        sealed.extend_from_slice(&body);
        Ok(sealed)
    }

    /// Opens what was sealed under `name`.
    ///
    /// # Errors
    ///
    /// [`KeyringError::UnknownKey`] or [`KeyringError::Damaged`].
    pub fn open(&self, name: &str, sealed: &[u8]) -> Result<Secret, KeyringError> {
        let (head, body) = sealed.split_at_checked(HEAD_LEN).ok_or(KeyringError::Damaged)?;
        let (&version, head_after_version) = head.split_first().ok_or(KeyringError::Damaged)?;
        if version != VERSION {
            return Err(KeyringError::Damaged);
        }
        let (id, random) = head_after_version.split_at(ID_LEN);
        let (salt, nonce) = random.split_at(SALT_LEN);
        let key = self.keys.iter().find(|key| key.id == id).ok_or(KeyringError::UnknownKey)?;

        let own = key.for_record(salt).ok_or(KeyringError::Damaged)?;
        let mut body = body.to_vec();
        let plain = Nonce::try_assume_unique_for_key(nonce)
            .and_then(|nonce| own.open_in_place(nonce, Aad::from(bound(head, name)), &mut body))
            .map_err(|_| KeyringError::Damaged)?;
        let plain = std::str::from_utf8(plain).map_err(|_| KeyringError::Damaged)?;
        Ok(Secret::new(plain))
    }
}

impl Key {
    fn new(bytes: [u8; KEY_LEN]) -> Self {
        let mut hash = Sha256::new();
        hash.update(b"piket key id");
        hash.update(bytes);
        let mut id = [0; ID_LEN];
        for (id, hashed) in id.iter_mut().zip(hash.finalize()) {
            *id = hashed;
        }
        Self { id, bytes }
    }

    /// The key of one record.
    fn for_record(&self, salt: &[u8]) -> Option<LessSafeKey> {
        let secret = Salt::new(HKDF_SHA256, salt).extract(&self.bytes);
        let material = secret.expand(&[b"piket record"], &AES_256_GCM).ok()?;
        Some(LessSafeKey::new(UnboundKey::from(material)))
    }
}

/// What is sealed along: the head of the record and its name.
fn bound(head: &[u8], name: &str) -> Vec<u8> {
    [head, name.as_bytes()].concat()
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keyring({} keys)", self.keys.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::SeededChance;

    fn ring() -> Keyring {
        Keyring::of([7; KEY_LEN])
    }

    #[test]
    fn what_was_sealed_under_a_name_opens_under_that_name_only() {
        let sealed = ring().seal("smtp/password", "geheim", &SeededChance::new(1)).unwrap();
        assert_eq!(ring().open("smtp/password", &sealed).unwrap().expose(), "geheim");
        assert_eq!(ring().open("check/web/password", &sealed), Err(KeyringError::Damaged));
    }

    #[test]
    fn the_sealed_record_does_not_show_the_word_and_is_never_the_same_twice() {
        let chance = SeededChance::new(1);
        let first = ring().seal("a", "zomerregen", &chance).unwrap();
        let second = ring().seal("a", "zomerregen", &chance).unwrap();
        assert!(!first.windows(5).any(|part| part == b"zomer"));
        assert_ne!(first, second);
    }

    #[test]
    fn a_record_with_any_byte_changed_or_cut_off_is_refused() {
        let sealed = ring().seal("a", "geheim", &SeededChance::new(1)).unwrap();
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(ring().open("a", &changed).is_err(), "byte {at}");
            assert!(ring().open("a", &sealed[..at]).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn another_key_opens_nothing_and_a_former_key_still_opens() {
        let sealed = ring().seal("a", "geheim", &SeededChance::new(1)).unwrap();
        let other = Keyring::of([8; KEY_LEN]);
        assert_eq!(other.open("a", &sealed), Err(KeyringError::UnknownKey));
        let both = other.with_former([7; KEY_LEN]);
        assert_eq!(both.open("a", &sealed).unwrap().expose(), "geheim");
        let renewed = both.seal("a", "geheim", &SeededChance::new(2)).unwrap();
        assert_eq!(ring().open("a", &renewed), Err(KeyringError::UnknownKey));
    }

    #[test]
    fn a_keyring_does_not_print_its_keys() {
        assert_eq!(format!("{:?}", ring()), "Keyring(1 keys)");
    }
}
