//! Failures of a command: what went wrong, what to do about it, and with which number the program
//! ends. Every failure that reaches a person has a hint.

use std::fmt;

/// With which number the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// It did not work.
    Failed,
    /// It was asked in the wrong way, or the settings are not right.
    Usage,
    /// It was understood, and the rules of the house do not allow it.
    Refused,
}

impl Exit {
    /// The number.
    pub fn code(self) -> u8 {
        match self {
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Refused => 3,
        }
    }
}

/// Something that went wrong, in words, with what to do about it.
#[derive(Debug)]
pub struct Failure {
    text: String,
    hint: String,
    exit: Exit,
}

impl Failure {
    /// A failure.
    pub fn new(text: impl fmt::Display, hint: impl fmt::Display) -> Self {
        Self { text: text.to_string(), hint: hint.to_string(), exit: Exit::Failed }
    }

    /// A failure of whoever asked.
    pub fn usage(text: impl fmt::Display, hint: impl fmt::Display) -> Self {
        Self { exit: Exit::Usage, ..Self::new(text, hint) }
    }

    /// Something that the rules do not allow.
    pub fn refused(text: impl fmt::Display, hint: impl fmt::Display) -> Self {
        Self { exit: Exit::Refused, ..Self::new(text, hint) }
    }

    /// What to do about it.
    pub fn hint(&self) -> &str {
        &self.hint
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Failure {}

/// Puts a hint to whatever went wrong.
pub trait OrHint<T> {
    /// The same, and on failure the hint beside it.
    ///
    /// # Errors
    ///
    /// As before, with a hint.
    fn hint(self, hint: impl fmt::Display) -> anyhow::Result<T>;
}

impl<T, E: Into<anyhow::Error>> OrHint<T> for Result<T, E> {
    fn hint(self, hint: impl fmt::Display) -> anyhow::Result<T> {
        self.map_err(|error| {
            let error = error.into();
            let text = causes(&error);
            Failure::new(text, hint).into()
        })
    }
}

/// What a person reads when a command failed.
pub fn told(error: &anyhow::Error) -> String {
    let hint = error.chain().find_map(|cause| cause.downcast_ref::<Failure>());
    let hint = hint.map_or("`piket doctor` looks at the usual causes", |failure| &failure.hint);
    format!("error: {}\n hint: {hint}", causes(error))
}

/// With which number the program ends after this failure.
pub fn exit_of(error: &anyhow::Error) -> Exit {
    let failure = error.chain().find_map(|cause| cause.downcast_ref::<Failure>());
    failure.map_or(Exit::Failed, |failure| failure.exit)
}

/// The failure and what led to it, on one line. A cause that its effect quotes is not repeated.
fn causes(error: &anyhow::Error) -> String {
    let mut text = error.to_string();
    for cause in error.chain().skip(1) {
        let cause = cause.to_string();
        if !text.contains(&cause) {
            text = format!("{text}: {cause}");
        }
    }
    text
}

/// Which of the known names was meant, if one is near.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const NEAR: f64 = 0.6;
    let lower = name.to_lowercase();
    known
        .into_iter()
        .map(|one| (strsim::normalized_damerau_levenshtein(&lower, &one.to_lowercase()), one))
        .filter(|(nearness, _)| *nearness >= NEAR)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, one)| one)
}

#[cfg(test)]
mod tests {
    use anyhow::Context as _;

    use super::*;

    #[test]
    fn a_failure_tells_its_causes_once_and_what_to_do() {
        let wrong: Result<(), _> = Err(std::io::Error::other("permission denied"));
        let error = wrong.context("the key file cannot be read").unwrap_err();
        let error = Err::<(), _>(error).hint("run chmod 600 piket.key").unwrap_err();
        assert_eq!(
            told(&error),
            "error: the key file cannot be read: permission denied\n hint: run chmod 600 piket.key"
        );
    }

    #[test]
    fn a_failure_without_a_hint_of_its_own_leads_to_the_doctor() {
        let told = told(&anyhow::anyhow!("it is broken"));
        assert!(told.ends_with("hint: `piket doctor` looks at the usual causes"), "{told}");
    }

    #[test]
    fn the_number_at_the_end_tells_whose_fault_it_was() {
        for (failure, code) in [
            (Failure::new("a", "b"), 1),
            (Failure::usage("a", "b"), 2),
            (Failure::refused("a", "b"), 3),
        ] {
            assert_eq!(exit_of(&failure.into()).code(), code);
        }
    }

    #[test]
    fn only_a_name_that_is_near_is_proposed() {
        let known = ["database_url", "listen", "smtp.host"];
        assert_eq!(nearest("databse_url", known), Some("database_url"));
        assert_eq!(nearest("smtp.hots", known), Some("smtp.host"));
        assert_eq!(nearest("colour", known), None);
    }
}
