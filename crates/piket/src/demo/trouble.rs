//! What is wrong with the shop at the moment. The shop reads it with every request; the control page
//! and the command `piket demo break` change it.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use tokio::sync::watch;

/// What can be wrong with the shop.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Trouble {
    /// Nothing.
    #[default]
    #[value(skip)]
    None,
    /// It answers with an error.
    #[value(name = "500")]
    Error,
    /// It takes seconds to answer.
    Slow,
    /// It answers quickly, with the wrong page.
    Content,
    /// It does not answer at all.
    Down,
    /// Its certificate has expired.
    Certificate,
}

impl Trouble {
    /// All that can be wrong.
    pub const ALL: [Self; 5] =
        [Self::Error, Self::Slow, Self::Content, Self::Down, Self::Certificate];

    /// The name on the command line and in the form of the control page.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Error => "500",
            Self::Slow => "slow",
            Self::Content => "content",
            Self::Down => "down",
            Self::Certificate => "certificate",
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that names no trouble.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a trouble that the shop can have")]
pub struct NotATrouble(pub String);

impl FromStr for Trouble {
    type Err = NotATrouble;

    fn from_str(text: &str) -> Result<Self, NotATrouble> {
        let all = Self::ALL.into_iter().chain([Self::None]);
        all.into_iter().find(|it| it.as_str() == text).ok_or_else(|| NotATrouble(text.to_owned()))
    }
}

/// The switch: clones share one.
#[derive(Debug, Clone)]
pub struct Switch(Arc<watch::Sender<Trouble>>);

impl Default for Switch {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(Trouble::None)))
    }
}

impl Switch {
    /// What is wrong now.
    pub fn trouble(&self) -> Trouble {
        *self.0.borrow()
    }

    /// Breaks the shop, or mends it.
    pub fn set(&self, trouble: Trouble) {
        self.0.send_replace(trouble);
    }

    /// Waits until `is_meant` holds.
    pub async fn until(&self, is_meant: impl FnMut(&Trouble) -> bool) {
        // The sender lives as long as this switch, so waiting cannot fail.
        drop(self.0.subscribe().wait_for(is_meant).await);
    }
}
