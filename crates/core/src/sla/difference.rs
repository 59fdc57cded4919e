//! What differs between two versions of an agreement: term by term, so that it can be said in plain
//! words.
//!
//! An agreement is taken apart into its terms, each with a value; what changed is told by comparing
//! the two lists. The sentences are in the catalogue of words.

use std::collections::BTreeMap;

use super::agreement::{Agreement, AgreementKind, Metric, OnReopen, Target, Tier};
use super::terms::{CreditFigure, Percent};
use crate::calendar::Weekly;
use crate::key::CalendarKey;
use crate::party::Party;
use crate::priority::{Impact, Priority, PriorityMatrix, Urgency};

/// Something that is agreed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Term {
    /// What it is called.
    Name,
    /// Between whom.
    Kind,
    /// Who promises it to us.
    Party,
    /// The value tier.
    Tier,
    /// The service window.
    Calendar,
    /// A promise.
    Promise(Metric, Priority),
    /// How available the application is in a month.
    Availability,
    /// Hours of work that the fee includes.
    HoursPerMonth,
    /// What we look after: one line of it.
    Managed(String),
    /// What is not part of it: one line.
    Exclusion(String),
    /// The priorities at which waiting for the client stops the clocks.
    ClientWaitPauses,
    /// Whether a restart or a revert needs no approval.
    MinorFixes,
    /// Whether a workaround resolves.
    Workaround,
    /// Business days in which it can be opened again.
    ReopenDays,
    /// What becomes of a stopped clock then.
    OnReopen(Metric),
    /// How long planned work is announced beforehand.
    MaintenanceNotice,
    /// When planned work may be done.
    MaintenanceWindows,
    /// How much planned work there may be in a month.
    MaintenanceAllowance,
    /// The fee of a month.
    Fee,
    /// The most that is given back of it.
    CreditCap,
    /// What is given back when a figure is below a share.
    Credit(CreditFigure, Percent),
    /// What gives no right to credits: one line.
    CreditExclusion(String),
    /// At which share of a promise people are warned.
    Warnings,
    /// So many minutes before a deadline people are warned, too.
    WarningBefore(u32),
    /// Which priority follows from impact and urgency.
    PriorityOf(Impact, Urgency),
    /// What we need ourselves beside a supplier.
    Margin,
}

/// The value of a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TermValue {
    /// Words.
    Text(String),
    /// Between whom.
    Kind(AgreementKind),
    /// A party.
    Party(Party),
    /// A tier.
    Tier(Tier),
    /// A calendar.
    Calendar(CalendarKey),
    /// A promise.
    Promise {
        /// Minutes of open time.
        minutes: u32,
        /// The calendar that counts, when it is not the agreement's own.
        calendar: Option<CalendarKey>,
        /// Whether that calendar holds only once the trouble is confirmed.
        once_confirmed: bool,
    },
    /// A share.
    Percent(Percent),
    /// Several shares, in whole percents.
    Percents(Vec<u8>),
    /// Some priorities; perhaps none.
    Priorities(Vec<Priority>),
    /// A priority.
    Priority(Priority),
    /// So many minutes.
    Minutes(u32),
    /// So many hours.
    Hours(u32),
    /// So many business days.
    Days(u32),
    /// Yes or no.
    Yes(bool),
    /// What becomes of a clock.
    OnReopen(OnReopen),
    /// Hours of a week; none means at any time.
    Hour(Box<Weekly>),
    /// An amount.
    Money {
        /// In hundredths.
        cents: u64,
        /// The code of the currency.
        currency: String,
    },
}

/// A term that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermChange {
    /// Which.
    pub term: Term,
    /// What it was; nothing when it is new.
    pub from: Option<TermValue>,
    /// What it becomes; nothing when it no longer holds.
    pub to: Option<TermValue>,
}

/// What differs when `after` takes the place of `before`, in the order in which agreements are read.
/// Nothing exactly when they agree on everything; the order of promises does not matter.
pub fn difference(before: &Agreement, after: &Agreement) -> Vec<TermChange> {
    let (mut old, new) = (terms(before), terms(after));
    let mut changes: Vec<TermChange> = new
        .into_iter()
        .filter_map(|(term, to)| {
            let from = old.remove(&term);
            (from.as_ref() != Some(&to)).then_some(TermChange { term, from, to: Some(to) })
        })
        .collect();
    let gone = old.into_iter().map(|(term, from)| TermChange { term, from: Some(from), to: None });
    changes.extend(gone);
    changes.sort_by(|a, b| a.term.cmp(&b.term));
    changes
}

/// The terms of an agreement with their values.
fn terms(it: &Agreement) -> BTreeMap<Term, TermValue> {
    // Taken apart by name, so that a new field cannot be forgotten here.
    let Agreement {
        key: _,
        name,
        kind,
        party,
        tier,
        calendar,
        warn_percents,
        warn_minutes,
        client_wait_pauses,
        minor_fixes_preapproved,
        resolution_by_workaround,
        reopen_days,
        on_reopen,
        managed,
        exclusions,
        maintenance,
        availability,
        credits,
        hours_per_month,
        margin_minutes,
        priority_matrix,
        targets,
    } = it;
    let mut terms = BTreeMap::from([
        (Term::Name, TermValue::Text(name.clone())),
        (Term::Kind, TermValue::Kind(*kind)),
        (Term::Tier, TermValue::Tier(*tier)),
        (Term::Calendar, TermValue::Calendar(calendar.clone())),
        (Term::Warnings, TermValue::Percents(warn_percents.clone())),
        (Term::ClientWaitPauses, TermValue::Priorities(client_wait_pauses.clone())),
        (Term::MinorFixes, TermValue::Yes(*minor_fixes_preapproved)),
        (Term::Workaround, TermValue::Yes(*resolution_by_workaround)),
        (Term::ReopenDays, TermValue::Days(*reopen_days)),
        (Term::Margin, TermValue::Minutes(*margin_minutes)),
    ]);
    terms.extend(warn_minutes.iter().map(|it| (Term::WarningBefore(*it), TermValue::Minutes(*it))));
    terms.extend(party.iter().map(|it| (Term::Party, TermValue::Party(it.clone()))));
    terms.extend(targets.iter().map(promise));
    terms.extend(availability.map(|it| (Term::Availability, TermValue::Percent(it))));
    terms.extend(hours_per_month.map(|it| (Term::HoursPerMonth, TermValue::Hours(it))));
    let line = |text: &String| TermValue::Text(text.clone());
    terms.extend(managed.iter().map(|it| (Term::Managed(it.clone()), line(it))));
    terms.extend(exclusions.iter().map(|it| (Term::Exclusion(it.clone()), line(it))));
    let reopening = on_reopen.iter();
    terms.extend(reopening.map(|(metric, it)| (Term::OnReopen(*metric), TermValue::OnReopen(*it))));
    if let Some(it) = maintenance {
        terms.extend([
            (Term::MaintenanceNotice, TermValue::Hours(it.notice_hours)),
            (Term::MaintenanceWindows, TermValue::Hour(Box::new(it.windows.clone()))),
            (Term::MaintenanceAllowance, TermValue::Minutes(it.allowance_minutes)),
        ]);
    }
    if let Some(it) = credits {
        let fee = TermValue::Money { cents: it.monthly_fee_cents, currency: it.currency.clone() };
        terms.extend([(Term::Fee, fee), (Term::CreditCap, TermValue::Percent(it.cap))]);
        terms.extend(
            it.bands
                .iter()
                .map(|band| (Term::Credit(band.of, band.below), TermValue::Percent(band.credit))),
        );
        let lines = it.exclusions.iter();
        terms.extend(lines.map(|it| (Term::CreditExclusion(it.clone()), line(it))));
    }
    terms.extend(priorities(priority_matrix.unwrap_or_default()));
    terms
}

fn promise(it: &Target) -> (Term, TermValue) {
    let Target { metric, priority, minutes, calendar, once_confirmed } = it;
    let value = TermValue::Promise {
        minutes: *minutes,
        calendar: calendar.clone(),
        once_confirmed: *once_confirmed,
    };
    (Term::Promise(*metric, *priority), value)
}

fn priorities(matrix: PriorityMatrix) -> impl Iterator<Item = (Term, TermValue)> {
    Impact::ALL.into_iter().flat_map(move |impact| {
        Urgency::ALL.map(|urgency| {
            let priority = TermValue::Priority(matrix.priority(impact, urgency));
            (Term::PriorityOf(impact, urgency), priority)
        })
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::sla::{Band, Credits, Maintenance};

    fn gold() -> Agreement {
        let plain = Agreement::plain(
            "gold".parse().unwrap(),
            "Gold",
            Tier::Gold,
            "office".parse().unwrap(),
        );
        let targets = vec![
            Target::new(Metric::Reaction, Priority::P1, 30),
            Target::new(Metric::Restore, Priority::P1, 240),
        ];
        Agreement { targets, managed: vec!["The web shop".to_owned()], ..plain }
    }

    fn minutes(minutes: u32) -> TermValue {
        TermValue::Promise { minutes, calendar: None, once_confirmed: false }
    }

    #[test]
    fn a_promise_that_becomes_another_is_told_with_both() {
        let mut after = gold();
        after.targets[0].minutes = 15;
        let change = TermChange {
            term: Term::Promise(Metric::Reaction, Priority::P1),
            from: Some(minutes(30)),
            to: Some(minutes(15)),
        };
        assert_eq!(difference(&gold(), &after), [change]);
    }

    #[test]
    fn what_is_new_and_what_is_gone_is_told() {
        let mut after = gold();
        after.targets.pop();
        after.managed = vec!["The web shop".to_owned(), "The database".to_owned()];
        let told = difference(&gold(), &after);
        assert_eq!(told.len(), 2, "{told:?}");
        assert_eq!(told[0].term, Term::Promise(Metric::Restore, Priority::P1));
        assert_eq!(told[0].to, None);
        assert_eq!(told[1].term, Term::Managed("The database".to_owned()));
        assert_eq!(told[1].from, None);
    }

    #[test]
    fn the_order_of_promises_does_not_matter_and_the_usual_matrix_may_be_left_out() {
        let mut after = gold();
        after.targets.reverse();
        after.priority_matrix = Some(PriorityMatrix::USUAL);
        assert_eq!(difference(&gold(), &after), []);
    }

    /// One change of one field, whichever.
    fn changed() -> impl Strategy<Value = Agreement> {
        (0..21usize, 1..50u32).prop_map(|(which, number)| {
            let mut it = gold();
            match which {
                0 => it.name = format!("Gold {number}"),
                1 => it.kind = AgreementKind::Uc,
                2 => it.party = Some(Party::Development),
                3 => it.tier = Tier::Bronze,
                4 => it.calendar = "other".parse().unwrap(),
                5 => it.warn_percents = vec![50],
                6 => it.client_wait_pauses = Vec::new(),
                7 => it.minor_fixes_preapproved = false,
                8 => it.resolution_by_workaround = true,
                9 => it.reopen_days = 5 + number,
                10 => drop(it.on_reopen.insert(Metric::Resolution, OnReopen::Void)),
                11 => it.managed.push(number.to_string()),
                12 => it.exclusions.push(number.to_string()),
                13 => it.maintenance = Some(Maintenance::default()),
                14 => it.availability = Some(Percent::of_thousandths(number)),
                15 => {
                    it.credits = Some(Credits {
                        monthly_fee_cents: u64::from(number),
                        currency: "EUR".to_owned(),
                        cap: Percent::HUNDRED,
                        bands: vec![Band {
                            of: CreditFigure::Availability,
                            below: Percent::HUNDRED,
                            credit: Percent::of_thousandths(number),
                        }],
                        exclusions: Vec::new(),
                    });
                }
                16 => it.hours_per_month = Some(number),
                17 => it.margin_minutes = number,
                18 => {
                    it.priority_matrix =
                        Some(serde_json::from_str("[[1,1,3],[2,3,4],[3,4,5]]").unwrap());
                }
                19 => it.warn_minutes = vec![number],
                _ => it.targets[0].once_confirmed = true,
            }
            it
        })
    }

    proptest! {
        #[test]
        fn every_change_is_told_and_told_the_other_way_round(after in changed()) {
            let told = difference(&gold(), &after);
            prop_assert!(!told.is_empty());
            let back: Vec<_> = difference(&after, &gold())
                .into_iter()
                .map(|it| TermChange { term: it.term, from: it.to, to: it.from })
                .collect();
            prop_assert_eq!(told, back);
            prop_assert_eq!(difference(&after, &after), []);
        }
    }
}
