//! Where the words of each letter stand: one file for each side and language.

use piket_core::directory::Language;
use piket_core::notice::Side;

use super::AccountLetter;

/// The words of one letter in every language.
#[derive(Debug)]
pub(super) struct Source {
    /// What the letter is about.
    pub(super) about: &'static str,
    /// For whom: `own`, `client`, `supplier`, or which account letter it is.
    pub(super) side: &'static str,
    en: &'static str,
    nl: &'static str,
}

impl Source {
    /// The template in a language.
    pub(super) fn template(&self, language: Language) -> &'static str {
        match language {
            Language::En => self.en,
            Language::Nl => self.nl,
        }
    }

    /// What the template is called.
    pub(super) fn name(&self, language: Language) -> String {
        format!("{}/{}.{}", self.about, self.side, language.code())
    }
}

macro_rules! sources {
    ($($about:literal: $($side:ident)*;)*) => {
        &[$($(Source {
            about: $about,
            side: stringify!($side),
            en: include_str!(concat!($about, "/", stringify!($side), ".en.txt")),
            nl: include_str!(concat!($about, "/", stringify!($side), ".nl.txt")),
        }),*),*]
    };
}

/// All letters. A side that has no words of its own for something reads `informed`.
pub(super) const SOURCES: &[Source] = sources! {
    "received": own client;
    "asked": own supplier;
    "nobody_took": own;
    "offered": own supplier;
    "not_taken": own;
    "informed": own client supplier;
    "moved": own client supplier;
    "message": own client supplier;
    "client_wrote": own;
    "consent_asked": own client;
    "consented": own supplier;
    "consent_refused": own;
    "confirm_asked": own client;
    "closed": own client supplier;
    "cancelled": own client supplier;
    "reopened": own client supplier;
    "warning": own supplier;
    "breach": own supplier;
    "promise_missed": own;
    "response_voided": own;
    "closing_proposed": client;
    "reminder": own supplier;
    "correction_asked": own;
    "correction_decided": own;
    "merged_into": own client;
    "merge_undone": own client;
    "account": reset_password invitation welcome_admin;
};

/// The words for a notice. What has no words for a client or a supplier is none of their business
/// in detail: they hear that we are at work.
pub(super) fn of_notice(about: &str, side: Side) -> Option<&'static Source> {
    let side = match side {
        Side::Own => "own",
        Side::Client => "client",
        Side::Supplier => "supplier",
    };
    find(about, side).or_else(|| find("informed", side))
}

/// The words of a letter about an account.
pub(super) fn of_account(kind: AccountLetter) -> Option<&'static Source> {
    find("account", kind.as_str())
}

fn find(about: &str, side: &str) -> Option<&'static Source> {
    SOURCES.iter().find(|source| source.about == about && source.side == side)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn every_file_of_a_letter_is_used_and_in_every_language() {
        let letters = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/letters");
        let mut files = BTreeSet::new();
        for folder in fs::read_dir(&letters).unwrap().map(|entry| entry.unwrap().path()) {
            if folder.is_dir() {
                let about = folder.file_name().unwrap().to_str().unwrap().to_owned();
                for file in fs::read_dir(&folder).unwrap() {
                    let file = file.unwrap().file_name().into_string().unwrap();
                    files.insert(format!("{about}/{file}"));
                }
            }
        }
        let listed: BTreeSet<String> = SOURCES
            .iter()
            .flat_map(|source| Language::ALL.map(|language| source.name(language) + ".txt"))
            .collect();
        assert_eq!(files, listed);
    }

    #[test]
    fn what_a_client_has_no_words_for_is_told_as_news() {
        let source = of_notice("breach", Side::Client).unwrap();
        assert_eq!((source.about, source.side), ("informed", "client"));
        assert_eq!(of_notice("breach", Side::Own).unwrap().about, "breach");
    }
}
