//! Passwords: what may be one, and how it is kept so that nobody can read it back.
//!
//! Kept as Argon2id with 19 MiB, two passes, one lane (the first choice of the OWASP password
//! storage cheat sheet). A hash is work, so it is made off the async threads and two at a time.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use piket_core::chance::Chance;
use piket_core::directory::Person;
use tokio::sync::Semaphore;

use crate::secret::Secret;

/// How many characters a password has at least.
pub const MIN_CHARS: usize = 12;

/// How many characters a password has at most, so that nobody makes us hash a book.
pub const MAX_CHARS: usize = 256;

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const AT_ONCE: usize = 2;

/// A hash of nothing that anybody knows, so that an unknown person costs the same work.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$cGlrZXQgbm9ib2R5IQ$\
    eC2l3kXHsvrwYp0qYgD3YVYyZ4BcF0cCk4cGZJmYt0M";

/// Why a word is not taken as a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    /// Too few characters.
    #[error("a password has at least {MIN_CHARS} characters")]
    TooShort,
    /// Too many characters.
    #[error("a password has at most {MAX_CHARS} characters")]
    TooLong,
    /// It is the address or the name of its owner, or little more.
    #[error("a password is not made of one's own name or address")]
    OwnName,
    /// It is one character, or a few, over and over.
    #[error("a password has at least five different characters")]
    Monotonous,
}

/// Whether `word` may be the password of `person`.
///
/// # Errors
///
/// [`WeakPassword`] says why not.
pub fn judge(word: &str, person: &Person) -> Result<(), WeakPassword> {
    let count = word.chars().count();
    if count < MIN_CHARS {
        return Err(WeakPassword::TooShort);
    }
    if count > MAX_CHARS {
        return Err(WeakPassword::TooLong);
    }
    let mut different: Vec<char> = word.to_lowercase().chars().collect();
    different.sort_unstable();
    different.dedup();
    if different.len() < 5 {
        return Err(WeakPassword::Monotonous);
    }
    if is_own_name(word, person) {
        return Err(WeakPassword::OwnName);
    }
    Ok(())
}

/// Whether little is left of the word without the name and the address of its owner.
fn is_own_name(word: &str, person: &Person) -> bool {
    let mut rest = word.to_lowercase();
    let email = person.email.to_lowercase();
    let mut parts = vec![email.clone()];
    parts.extend(email.split(['@', '.']).map(str::to_owned));
    parts.extend(person.name.to_lowercase().split_whitespace().map(str::to_owned));
    parts.push(person.name.to_lowercase().split_whitespace().collect());
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    for part in parts.iter().filter(|part| part.chars().count() >= 3) {
        rest = rest.replace(part.as_str(), "");
    }
    rest.chars().filter(|c| c.is_alphabetic()).count() < 4
        && rest.chars().count() < MIN_CHARS
        && rest.chars().count() < word.chars().count()
}

/// Hashes passwords, and compares them with hashes. Clones share one queue.
#[derive(Debug, Clone)]
pub struct Hasher {
    turns: Arc<Semaphore>,
}

impl Default for Hasher {
    fn default() -> Self {
        Self { turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl Hasher {
    /// The hash under which a password is kept, as a PHC string.
    pub async fn hash(&self, word: &Secret, chance: &dyn Chance) -> String {
        let mut salt = [0; 16];
        chance.fill(&mut salt);
        let word = word.clone();
        self.work(move || {
            let hash: PasswordHash = argon2()
                .hash_password_with_salt(word.expose().as_bytes(), &salt)
                .expect("a salt of 16 bytes and these costs are within what Argon2 takes");
            hash.to_string()
        })
        .await
    }

    /// Whether `word` is the password that was kept as `hash`. With no hash, the same work is done
    /// for nothing, so that the time taken does not tell who has a password here.
    pub async fn is(&self, word: &Secret, hash: Option<String>) -> bool {
        let word = word.clone();
        self.work(move || {
            let is_known = hash.is_some();
            let kept = hash.unwrap_or_else(|| NOBODYS.to_owned());
            let Ok(kept) = PasswordHash::new(&kept) else { return false };
            argon2().verify_password(word.expose().as_bytes(), &kept).is_ok() && is_known
        })
        .await
    }

    async fn work<T: Send + 'static>(&self, deed: impl FnOnce() -> T + Send + 'static) -> T {
        let turn = Arc::clone(&self.turns).acquire_owned().await;
        tokio::task::spawn_blocking(move || {
            // Held until the work is done, also when nobody waits for it any more.
            let _turn = turn;
            deed()
        })
        .await
        .expect("hashing neither panics nor is cancelled")
    }
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)
        .expect("these costs are within what Argon2 takes");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

#[cfg(test)]
mod tests {
    use piket_core::directory::Role;

    use super::*;
    use crate::chance::SeededChance;

    fn sanne() -> Person {
        Person {
            key: "sanne".parse().unwrap(),
            name: "Sanne de Vries".to_owned(),
            email: "sanne@noordwerk.example".to_owned(),
            role: Role::Engineer,
            client: None,
            parties: Vec::new(),
            applications: Vec::new(),
            language: None,
            phone: None,
            is_active: true,
        }
    }

    #[tokio::test]
    async fn a_kept_password_is_recognised_and_no_other() {
        let hasher = Hasher::default();
        let hash = hasher.hash(&Secret::new("fietspomp-donderdag"), &SeededChance::new(1)).await;
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(hasher.is(&Secret::new("fietspomp-donderdag"), Some(hash.clone())).await);
        assert!(!hasher.is(&Secret::new("fietspomp-dinsdag"), Some(hash)).await);
    }

    #[tokio::test]
    async fn the_same_password_is_kept_differently_each_time() {
        let (hasher, chance) = (Hasher::default(), SeededChance::new(1));
        let word = Secret::new("fietspomp-donderdag");
        assert_ne!(hasher.hash(&word, &chance).await, hasher.hash(&word, &chance).await);
    }

    #[tokio::test]
    async fn nobody_and_a_damaged_hash_match_no_password() {
        let hasher = Hasher::default();
        for hash in [None, Some(String::new()), Some("$argon2id$v=19$m=8,t=1,p=1$".to_owned())] {
            assert!(!hasher.is(&Secret::new(""), hash).await);
        }
    }

    #[test]
    fn an_unknown_person_costs_the_same_work_as_a_known_one() {
        let nobody = PasswordHash::new(NOBODYS).unwrap();
        let params = Params::try_from(&nobody).unwrap();
        assert_eq!(
            (params.m_cost(), params.t_cost(), params.p_cost()),
            (MEMORY_KIB, PASSES, LANES)
        );
        assert_eq!(nobody.hash.unwrap().len(), 32);
    }

    #[test]
    fn a_password_that_is_short_long_monotonous_or_the_own_name_is_refused() {
        for (word, why) in [
            ("elf tekens!", WeakPassword::TooShort),
            (&"fietspomp".repeat(40) as &str, WeakPassword::TooLong),
            ("aaaaaaaaaaaaa", WeakPassword::Monotonous),
            ("121212121212", WeakPassword::Monotonous),
            ("sanne@noordwerk.example", WeakPassword::OwnName),
            ("SannedeVries2026", WeakPassword::OwnName),
            ("sanne de vries!", WeakPassword::OwnName),
            ("noordwerk-2026", WeakPassword::OwnName),
        ] {
            assert_eq!(judge(word, &sanne()), Err(why), "{word}");
        }
    }

    #[test]
    fn a_sentence_is_a_password_even_if_it_names_its_owner() {
        for word in ["fietspomp-donderdag", "sanne eet op dinsdag erwtensoep", "8273-5520-9917"] {
            assert_eq!(judge(word, &sanne()), Ok(()), "{word}");
        }
    }
}
