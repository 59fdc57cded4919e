//! Why something cannot be done, and the way on: refusals of the process, and findings in a matrix.

use std::borrow::Cow;

use piket_core::calendar::WorkingTime;
use piket_core::incident::Refusal;
use piket_core::raci::{Fault, Finding, Rule};

use crate::names::Names;
use crate::words::{Value, Words};

impl Words {
    /// Why a command was refused, in one sentence. What is missing before a move is told by
    /// [`Words::missing`].
    pub fn refusal(&self, refusal: &Refusal, names: &dyn Names) -> String {
        match refusal {
            Refusal::NoSuchMove { from, to } => {
                self.t2("refusal-no-such-move", "from", self.step(*from), "to", self.step(*to))
            }
            Refusal::Guarded { to, .. } => self.t1("refusal-guarded", "to", self.step(*to)),
            Refusal::NotNow { at } => self.t1("refusal-not-now", "at", self.step(*at)),
            Refusal::Missing(what) => {
                self.t1("refusal-missing", "what", self.phrase("missing", what))
            }
            Refusal::NobodyThere(party) => {
                self.t1("refusal-nobody-there", "party", self.party(party, names))
            }
            Refusal::OtherProposal { current: Some(version) } => {
                self.t1("refusal-other-proposal", "current", *version)
            }
            Refusal::OtherProposal { current: None } => self.t("refusal-no-proposal").into_owned(),
            Refusal::WrongTime(why) => {
                self.t1("refusal-wrong-time", "why", self.phrase("wrong-time", why))
            }
            Refusal::Unknown { what, key } => {
                self.t2("refusal-unknown", "what", self.phrase("unknown", what), "key", key)
            }
            Refusal::NothingRecorded(what) => {
                self.t1("refusal-nothing-recorded", "what", self.phrase("recorded", what))
            }
            Refusal::MergedAlready { into } => {
                self.t1("refusal-merged-already", "into", into.to_string())
            }
            Refusal::NamesAnother(name) => self.t1("refusal-names-another", "name", name),
            Refusal::AlreadyYours
            | Refusal::NoOffer
            | Refusal::StillRed
            | Refusal::ForeignEvidence
            | Refusal::LaterThanAgreed { .. }
            | Refusal::TooLate
            | Refusal::StillReopens
            | Refusal::FourEyes
            | Refusal::NotYours
            | Refusal::WaitsAlready
            | Refusal::SameIncident
            | Refusal::OtherClient
            | Refusal::UndoOver
            | Refusal::LinkedFirst
            | Refusal::NobodyLinked
            | Refusal::Already => self.named("refusal", refusal.code()).into_owned(),
        }
    }

    /// What is missing before a move, and what to do about each; empty for other refusals.
    pub fn missing(&self, refusal: &Refusal) -> Vec<Cow<'static, str>> {
        match refusal {
            Refusal::Guarded { guards, .. } => {
                guards.iter().map(|guard| self.guard(*guard)).collect()
            }
            Refusal::NoSuchMove { .. }
            | Refusal::NotNow { .. }
            | Refusal::Missing(_)
            | Refusal::AlreadyYours
            | Refusal::NoOffer
            | Refusal::NobodyThere(_)
            | Refusal::OtherProposal { .. }
            | Refusal::StillRed
            | Refusal::WrongTime(_)
            | Refusal::ForeignEvidence
            | Refusal::LaterThanAgreed { .. }
            | Refusal::TooLate
            | Refusal::StillReopens
            | Refusal::Already
            | Refusal::FourEyes
            | Refusal::NotYours
            | Refusal::WaitsAlready
            | Refusal::NothingRecorded(_)
            | Refusal::SameIncident
            | Refusal::OtherClient
            | Refusal::MergedAlready { .. }
            | Refusal::UndoOver
            | Refusal::LinkedFirst
            | Refusal::NobodyLinked
            | Refusal::NamesAnother(_)
            | Refusal::Unknown { .. } => Vec::new(),
        }
    }

    /// A phrase that the rules give in English, in the reader's language; as it is when the
    /// catalogue does not know it.
    fn phrase(&self, area: &str, phrase: &str) -> String {
        let key = format!("{area}-{}", slug(phrase));
        if self.has(&key) { self.t(&key).into_owned() } else { phrase.to_owned() }
    }

    /// What a rule of matrices asks, in one sentence.
    pub fn rule(&self, rule: Rule) -> Cow<'static, str> {
        self.named("rule", &rule.code().to_ascii_lowercase())
    }

    /// What is wrong with a matrix and what to do, with the rows it is about before it.
    pub fn finding(&self, finding: &Finding, names: &dyn Names) -> String {
        let party = finding.party.as_ref().map(|party| self.party_label(party, names));
        let sentence = self.fault(&finding.fault, party.as_deref().unwrap_or_default(), names);
        if finding.activities.is_empty() {
            return sentence;
        }
        let rows: Vec<&str> = finding.activities.iter().map(|activity| activity.code()).collect();
        self.t2("finding-in-rows", "rows", rows.join(", "), "finding", sentence)
    }

    fn fault(&self, fault: &Fault, party: &str, names: &dyn Names) -> String {
        let mut key = format!("finding-{}", fault.code().replace('_', "-"));
        if matches!(fault, Fault::SlowerThanPromised { margin_minutes: 0, .. }) {
            key.push_str("-alone");
        }
        let tell = |values: &[(&str, &dyn Value)]| self.tn(&key, values);
        match fault {
            Fault::SeveralAccountable { count }
            | Fault::SeveralStart { count }
            | Fault::ManyConsulted { count } => tell(&[("count", count)]),
            Fault::MixedLetters { cell } => tell(&[("party", &party), ("cell", &cell.to_string())]),
            Fault::OnePersonAccountable { person, rows, of } => {
                tell(&[("person", &names.person(person)), ("rows", rows), ("of", of)])
            }
            Fault::NoFourEyes { person } => tell(&[("person", &names.person(person))]),
            Fault::SlowerThanPromised {
                priority,
                supplier_minutes,
                margin_minutes,
                promised_minutes,
            } => {
                let length = |minutes: u32| self.length(WorkingTime::minutes(minutes.into()));
                tell(&[
                    ("party", &party),
                    ("priority", &priority.to_string()),
                    ("supplier", &length(*supplier_minutes)),
                    ("margin", &length(*margin_minutes)),
                    ("promised", &length(*promised_minutes)),
                ])
            }
            Fault::NobodyAccountable
            | Fault::NobodyResponsible
            | Fault::NobodyReachable
            | Fault::NoHuman
            | Fault::NotRoundTheClock
            | Fault::ClientNotRoundTheClock
            | Fault::DevelopmentLeftOut
            | Fault::ClientLeftOut
            | Fault::ClientNotAsked
            | Fault::NoContactRoute
            | Fault::NoUnderpinning
            | Fault::NoRow
            | Fault::NobodyStarts
            | Fault::BlockingConsult
            | Fault::NoLetter
            | Fault::SupplierAccountable => tell(&[("party", &party)]),
        }
    }
}

/// A phrase as the end of a key: `the reason` is `the-reason`.
fn slug(phrase: &str) -> String {
    let letters = phrase.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' });
    letters.collect::<String>().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use piket_core::directory::{Directory, Language};
    use piket_core::key::Number;
    use piket_core::party::Party;
    use piket_core::priority::Priority;
    use piket_core::process::{Step, guard::Guard};
    use piket_core::raci::{Activity, Cell, Letter};

    use super::*;

    fn both() -> [Words; 2] {
        Language::ALL.map(Words::of)
    }

    /// The first text in quotes of every statement of the rules that calls or builds `what`.
    fn phrases_of(what: &str) -> Vec<String> {
        let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src/incident/decide");
        let files = fs::read_dir(rules).unwrap();
        let texts = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
        texts
            .flat_map(|text| {
                let statements = text.split(what).skip(1).map(|after| after.split(';').next());
                let phrases = statements.filter_map(|it| it?.split('"').nth(1).map(str::to_owned));
                phrases.collect::<Vec<_>>()
            })
            .collect()
    }

    #[test]
    fn every_phrase_of_a_refusal_is_known_in_every_language() {
        for (area, what, at_least) in [
            ("missing", " required(", 15),
            ("missing", "Refusal::Missing(", 3),
            ("wrong-time", "Refusal::WrongTime(", 5),
            ("unknown", "Refusal::Unknown {", 3),
        ] {
            let phrases = phrases_of(what);
            assert!(phrases.len() >= at_least, "{what} {phrases:?}");
            for words in both() {
                for phrase in &phrases {
                    let key = format!("{area}-{}", slug(phrase));
                    assert!(words.has(&key), "{key} in {}", words.language().code());
                }
            }
        }
    }

    fn refusals() -> Vec<Refusal> {
        vec![
            Refusal::NoSuchMove { from: Step::Closed, to: Step::Verifying },
            Refusal::Guarded { to: Step::Resolved, guards: vec![Guard::WatchedGreen] },
            Refusal::NotNow { at: Step::Closed },
            Refusal::Missing("the reason"),
            Refusal::AlreadyYours,
            Refusal::NoOffer,
            Refusal::NobodyThere(Party::Development),
            Refusal::OtherProposal { current: Some(2) },
            Refusal::OtherProposal { current: None },
            Refusal::StillRed,
            Refusal::WrongTime("the call lies in the future"),
            Refusal::ForeignEvidence,
            Refusal::LaterThanAgreed { by: jiff::Timestamp::UNIX_EPOCH },
            Refusal::TooLate,
            Refusal::StillReopens,
            Refusal::Already,
            Refusal::Unknown { what: "person", key: "tom".to_owned() },
            Refusal::FourEyes,
            Refusal::NotYours,
            Refusal::WaitsAlready,
            Refusal::NothingRecorded("response"),
            Refusal::SameIncident,
            Refusal::OtherClient,
            Refusal::MergedAlready { into: Number(1041) },
            Refusal::UndoOver,
            Refusal::LinkedFirst,
            Refusal::NobodyLinked,
            Refusal::NamesAnother("De Linde".to_owned()),
        ]
    }

    #[test]
    fn every_refusal_is_a_sentence_in_every_language() {
        for words in both() {
            for refusal in refusals() {
                let said = words.refusal(&refusal, &Directory::default());
                assert!(said.ends_with('.') && !said.contains("{$"), "{said}");
            }
        }
        let nl = Words::of(Language::Nl);
        let directory = Directory::default();
        assert_eq!(nl.refusal(&refusals()[3], &directory), "Vul nog in: de reden.");
        assert_eq!(
            nl.refusal(&refusals()[10], &directory),
            "Dat tijdstip kan niet: het gesprek ligt in de toekomst."
        );
    }

    #[test]
    fn a_guarded_move_says_what_is_missing_and_what_to_do() {
        let words = Words::of(Language::En);
        let refusal = Refusal::Guarded {
            to: Step::Closed,
            guards: vec![Guard::PreventionDecided, Guard::ReportedBack],
        };
        assert_eq!(
            words.missing(&refusal),
            [
                "Nothing is decided about prevention. Plan a preventive action, or say why none is needed.",
                "The client has not heard what it was and how it was solved. Report back.",
            ]
        );
        assert!(words.missing(&Refusal::TooLate).is_empty());
    }

    #[test]
    fn every_guard_says_what_is_missing_and_what_to_do_in_every_language() {
        for words in both() {
            for guard in [
                Guard::ApplicationKnown,
                Guard::Classified,
                Guard::DuplicatesLookedAt,
                Guard::HolderAccepted,
                Guard::ClientTold,
                Guard::FindingWithEvidence,
                Guard::CauseKnown,
                Guard::Proposed,
                Guard::ProposalComplete,
                Guard::Consented,
                Guard::Tested,
                Guard::ReleaseApproved,
                Guard::RolledOut,
                Guard::WatchedGreen,
                Guard::ProvedGreen,
                Guard::ReportedBack,
                Guard::ConfirmedOrSilent,
                Guard::CauseAndSolution,
                Guard::PreventionDecided,
                Guard::MinorFixPreapproved,
                Guard::NobodyEngaged,
                Guard::KindAllowed,
            ] {
                let said = words.guard(guard);
                assert!(said.matches(". ").count() >= 1 && said.ends_with('.'), "{said}");
            }
        }
    }

    fn faults() -> Vec<Fault> {
        let person = || "samira".parse().unwrap();
        vec![
            Fault::NobodyAccountable,
            Fault::SeveralAccountable { count: 2 },
            Fault::NobodyResponsible,
            Fault::MixedLetters { cell: Cell::of(Letter::Consulted).and(Letter::Informed) },
            Fault::NobodyReachable,
            Fault::NoHuman,
            Fault::NotRoundTheClock,
            Fault::ClientNotRoundTheClock,
            Fault::DevelopmentLeftOut,
            Fault::ClientLeftOut,
            Fault::ClientNotAsked,
            Fault::NoContactRoute,
            Fault::NoUnderpinning,
            Fault::NoRow,
            Fault::NobodyStarts,
            Fault::SeveralStart { count: 3 },
            Fault::ManyConsulted { count: 4 },
            Fault::BlockingConsult,
            Fault::NoLetter,
            Fault::OnePersonAccountable { person: person(), rows: 20, of: 21 },
            Fault::SupplierAccountable,
            Fault::SlowerThanPromised {
                priority: Priority::P1,
                supplier_minutes: 240,
                margin_minutes: 30,
                promised_minutes: 120,
            },
            Fault::NoFourEyes { person: person() },
        ]
    }

    #[test]
    fn every_finding_is_a_sentence_in_every_language() {
        for words in both() {
            for fault in faults() {
                assert!(!words.rule(fault.rule()).starts_with("rule-"), "{}", fault.rule());
                let finding = Finding {
                    fault,
                    party: Some(Party::Development),
                    activities: vec![Activity::AgreeFix, Activity::RollOut],
                };
                let said = words.finding(&finding, &Directory::default());
                assert!(said.starts_with("5.1, 5.5: "), "{said}");
                assert!(said.ends_with('.') && !said.contains("{$"), "{said}");
                assert!(!said.contains("finding-"), "{said}");
            }
        }
    }

    #[test]
    fn a_finding_about_the_whole_matrix_names_no_row() {
        let finding =
            Finding { fault: Fault::NoLetter, party: Some(Party::Account), activities: vec![] };
        assert_eq!(
            Words::of(Language::Nl).finding(&finding, &Directory::default()),
            "Accountmanager heeft in geen enkele rij een letter."
        );
    }
}
