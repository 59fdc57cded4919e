//! A new password as it is typed, twice, and what is wrong with it in the reader's words.

use piket_engine::account::password::{MAX_CHARS, MIN_CHARS};
use piket_engine::account::{PasswordError, WeakPassword};
use piket_engine::secret::Secret;
use piket_store::StoreError;
use piket_text::Words;

/// What is wrong, by field: with the present password, with the new one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Wrong {
    /// What is wrong with the present password.
    pub(crate) current: String,
    /// What is wrong with the new one.
    pub(crate) new: String,
}

/// The new password, if it was typed alike twice.
///
/// # Errors
///
/// The sentence that says so.
pub(crate) fn alike(new: &str, again: &str, w: &Words) -> Result<Secret, Wrong> {
    if new == again {
        return Ok(Secret::new(new));
    }
    Err(Wrong { new: w.t("password-unequal").into_owned(), ..Wrong::default() })
}

/// What the field of a new password says beside it.
pub(crate) fn hint(w: &Words) -> String {
    w.t1("password-hint", "count", MIN_CHARS)
}

/// What went wrong, at its field; `Err` when that is not the reader's to mend.
///
/// # Errors
///
/// [`StoreError`] as it came.
pub(crate) fn told(error: PasswordError, w: &Words) -> Result<Wrong, StoreError> {
    let at_new = |new: String| Wrong { new, ..Wrong::default() };
    let at_current = |current: String| Wrong { current, ..Wrong::default() };
    match error {
        PasswordError::Weak(weak) => Ok(at_new(weakness(weak, w))),
        PasswordError::Wrong => Ok(at_current(w.t("password-current-wrong").into_owned())),
        PasswordError::TooMany { again_at } => {
            Ok(at_current(w.t1("signin-locked", "at", w.time(again_at))))
        }
        PasswordError::NoLink => Ok(at_new(w.t("password-link-void-text").into_owned())),
        PasswordError::Store(error) => Err(error),
    }
}

fn weakness(weak: WeakPassword, w: &Words) -> String {
    match weak {
        WeakPassword::TooShort => w.t1("password-too-short", "count", MIN_CHARS),
        WeakPassword::TooLong => w.t1("password-too-long", "count", MAX_CHARS),
        WeakPassword::OwnName => w.t("password-own-name").into_owned(),
        WeakPassword::Monotonous => w.t("password-monotonous").into_owned(),
    }
}
