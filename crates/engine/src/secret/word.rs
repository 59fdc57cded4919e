//! A word that is never shown: not in a log, not on a page, not in a file that is written back.

use std::fmt;

use serde::Deserialize;

/// A word that is never shown. It can be read from a settings file and not be written to one.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The same word, not to be shown any more.
    pub fn new(word: impl Into<String>) -> Self {
        Self(word.into())
    }

    /// The word itself. Every call is a place to look at twice.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl From<String> for Secret {
    fn from(word: String) -> Self {
        Self(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_not_printed_in_any_way() {
        let secret = Secret::new("zomerregen 7");
        let printed = format!("{secret} {secret:?} {:#?} {:?}", secret, Some(&secret));
        assert!(!printed.contains("zomer"), "{printed}");
        assert_eq!(secret.expose(), "zomerregen 7");
    }
}
