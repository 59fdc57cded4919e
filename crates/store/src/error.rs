//! What can go wrong with the memory, in the caller's words.
//!
//! "Not there" is no error: questions answer it with `Option`.

/// Why the store did not do what was asked. Nothing of the job was kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Too much is waiting already, or somebody else held on for too long; try again later.
    #[error("the store is busy")]
    Busy,
    /// A row that may exist only once exists already.
    #[error("the row exists already")]
    Conflict,
    /// The database server does not answer at this moment.
    ///
    /// If it went away during the commit, the job may have been kept nevertheless: whoever tries
    /// again must be ready for its own earlier success.
    #[error("the database server is away")]
    Away,
    /// There is no room left where the database lives.
    #[error("the disk of the database is full")]
    Full,
    /// Anything else; the text is for the log, not for the reader of a page.
    #[error("the store is broken: {0}")]
    Broken(String),
}

impl StoreError {
    /// Shorthand for [`StoreError::Broken`].
    pub(crate) fn broken(what: impl std::fmt::Display) -> Self {
        Self::Broken(what.to_string())
    }

    /// Whether the same call may succeed a little later without anybody changing anything.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Busy | Self::Away | Self::Full => true,
            Self::Conflict | Self::Broken(_) => false,
        }
    }
}
