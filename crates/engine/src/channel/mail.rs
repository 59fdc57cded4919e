//! A letter as a channel takes it: addressed, worded, dated.

use jiff::Timestamp;

/// A name and an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// The name as people read it.
    pub name: String,
    /// The address.
    pub email: String,
}

/// A letter, ready to go out.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// What makes it one and the same letter, however often it is tried: the left part of its
    /// Message-ID.
    pub id: String,
    /// The thread in which mail programs show it: the left part of the id of a first letter that
    /// need not exist.
    pub thread: Option<String>,
    /// To whom.
    pub to: Mailbox,
    /// Who wrote it by hand; `None` for automatic mail, which says so (RFC 3834).
    pub author: Option<String>,
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The same with markup.
    pub html: Option<String>,
    /// When it is sent.
    pub at: Timestamp,
    /// Whether nobody answers for it by hand.
    pub is_automatic: bool,
}

impl std::fmt::Debug for Mail {
    /// Without words and addresses: letters carry links by which people sign in.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mail").field("id", &self.id).field("at", &self.at).finish_non_exhaustive()
    }
}
