//! What the pages of documents in the making share: who edits a draft, and why something was not
//! done with it. The documents and their forms are each a matter of their own pages.

use std::fmt;

use piket_engine::drafts::{Draft, DraftError};

use super::eye::Eye;
use crate::problem::Problem;

/// Who edits a draft, and when it was saved last.
pub(crate) fn edited<D>(eye: &Eye<'_>, it: &Draft<D>) -> String {
    let who = eye.actor(&it.by).name;
    eye.w.t2("agreements-edited", "who", who, "when", eye.when(it.changed_at))
}

/// Why something was not done with a document of this kind, where the page itself cannot say it.
pub(crate) fn failed<D: fmt::Debug>(error: DraftError<D>, kind: &'static str) -> Problem {
    match error {
        DraftError::Denied => Problem::Denied,
        DraftError::NotFound => Problem::NotFound(kind),
        DraftError::Taken
        | DraftError::Stale(_)
        | DraftError::Outdated(_)
        | DraftError::Retired => Problem::Stale(None),
        DraftError::Config(error) => Problem::Busy(error.to_string()),
    }
}
