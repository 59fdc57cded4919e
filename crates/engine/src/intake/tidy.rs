//! What programs send, cut to a size that people can read and an index can keep.
//!
//! Nothing is lost by it: the delivery is kept as it came. A key stays the key: what is cut off is
//! replaced by a digest of all of it, so two long keys are the same only if they are.

use piket_core::chance::hexadecimal;
use piket_core::signal::Signal;
use sha2::{Digest, Sha256};

/// The longest key, in bytes, that both engines can look up.
const KEY_BYTES: usize = 1_000;

/// How much of a longer key is kept to be read.
const KEY_KEPT: usize = 200;

/// The longest summary; an incident makes its own one line of it.
const SUMMARY_CHARS: usize = 1_000;

/// The longest text of details.
const DETAILS_CHARS: usize = 50_000;

/// The signal as it is worked with.
pub(super) fn tidy(mut signal: Signal) -> Signal {
    signal.key = key(&signal.key);
    if !signal.summary.chars().any(is_visible) {
        signal.summary.clone_from(&signal.key);
    }
    signal.summary = beginning(&signal.summary, SUMMARY_CHARS);
    signal.details = beginning(&signal.details, DETAILS_CHARS);
    signal
}

fn key(key: &str) -> String {
    // PostgreSQL has no place for NUL, so neither has a key.
    let clean = key.replace('\0', "\u{fffd}");
    if clean.len() <= KEY_BYTES {
        return clean;
    }
    let digest = hexadecimal(&Sha256::digest(key.as_bytes()));
    format!("{}…{digest}", beginning(&clean, KEY_KEPT))
}

fn is_visible(character: char) -> bool {
    let turns_direction = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    !character.is_whitespace() && !character.is_control() && !turns_direction
}

fn beginning(text: &str, characters: usize) -> String {
    text.chars().take(characters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ordinary_key_stays_as_it_is() {
        assert_eq!(key("check/shop:home é"), "check/shop:home é");
        assert_eq!(key(&"é".repeat(500)), "é".repeat(500));
    }

    #[test]
    fn a_long_key_is_shortened_to_what_no_other_key_becomes() {
        let long = "é".repeat(1_000_000);
        let (one, other) = (key(&format!("{long}1")), key(&format!("{long}2")));
        assert!(one.len() <= KEY_BYTES);
        assert_ne!(one, other);
        assert_eq!(one, key(&format!("{long}1")));
    }

    #[test]
    fn a_key_with_nul_is_the_same_key_everywhere() {
        assert_eq!(key("a\0b"), "a\u{fffd}b");
    }
}
