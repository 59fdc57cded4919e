//! What is wrong or odd with an agreement by itself.
//!
//! Whether its calendars are open, its references there and its suppliers fast enough is judged with
//! the whole of the configuration.

use std::collections::BTreeSet;

use super::agreement::{Agreement, AgreementKind, Metric, OnReopen};
use super::terms::{CreditFigure, Credits, Percent};
use crate::party::Party;
use crate::priority::Priority;

/// What is wrong or odd with an agreement.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum AgreementProblem {
    /// A promise of no time at all.
    #[error("{} for {priority}: a target is at least one minute", metric.as_str())]
    TooShort {
        /// The metric.
        metric: Metric,
        /// The priority.
        priority: Priority,
    },
    /// Two promises for the same thing.
    #[error("{} for {priority} is promised twice", metric.as_str())]
    Twice {
        /// The metric.
        metric: Metric,
        /// The priority.
        priority: Priority,
    },
    /// A promise whose own calendar holds once it is confirmed, but that has no own calendar.
    #[error("{} for {priority} waits for a confirmation, but has no calendar of its own for after it", metric.as_str())]
    NothingToConfirm {
        /// The metric.
        metric: Metric,
        /// The priority.
        priority: Priority,
    },
    /// A percent that is none.
    #[error("a warning at {0} % is not between 1 and 99")]
    WarnPercent(u8),
    /// A service level agreement that names who promises: we do.
    #[error("party: in an SLA we promise, so it names no party; this names {0}")]
    PartyOfSla(Party),
    /// An operational agreement of nobody, or not of a team of ours.
    #[error("party: an OLA needs one of our own teams, such as own:development")]
    PartyOfOla,
    /// An underpinning contract of nobody, or not with a supplier by name.
    #[error("party: a UC needs a supplier by its key, such as supplier:nordhost")]
    PartyOfUc,
    /// Reaction cannot be opened again: who answered has answered.
    #[error("on_reopen: a reaction that was given stays given")]
    ReactionReopened,
    /// An availability of nothing.
    #[error("availability: a promise of 0 % promises nothing")]
    NoAvailability,
    /// A fee of nothing, of which nothing can be given back.
    #[error("credits: a fee of nothing gives nothing back")]
    NoFee,
    /// A currency that has no code.
    #[error("credits: {0:?} is not the code of a currency; it looks like EUR")]
    Currency(String),
    /// Credits without a table.
    #[error("credits: they have no band, so nothing is ever given back")]
    NoBand,
    /// Two lines of the table for the same.
    #[error("credits: below {below} % of {of} stands twice", below = .1, of = figure(*.0))]
    BandTwice(CreditFigure, Percent),
    /// A worse figure that gives less back.
    #[error("credits: below {below} % of {of} gives less back than a better figure", below = .1, of = figure(*.0))]
    BandsFall(CreditFigure, Percent),
    /// A line that gives more back than there may be.
    #[error("credits: below {below} % of {of} gives back more than the cap", below = .1, of = figure(*.0))]
    OverCap(CreditFigure, Percent),
    /// Nothing is promised at all.
    #[error("it promises nothing")]
    Empty,
    /// No promise for this priority, while there is one for another.
    #[error("{} is promised for some priorities, but not for {priority}", metric.as_str())]
    Missing {
        /// The metric.
        metric: Metric,
        /// The priority.
        priority: Priority,
    },
    /// What is worse may take longer.
    #[error("{} for {worse} may take longer than for {better}", metric.as_str())]
    WorseIsSlower {
        /// The metric.
        metric: Metric,
        /// The worse priority.
        worse: Priority,
        /// The better one.
        better: Priority,
    },
    /// A first answer that may come after the service is back.
    #[error("{} for {priority} may come after {}", first.as_str(), then.as_str())]
    OutOfOrder {
        /// What comes first.
        first: Metric,
        /// What comes after it.
        then: Metric,
        /// The priority.
        priority: Priority,
    },
    /// Nobody promised when the client hears the next word.
    #[error("no next word is promised: without update the client may hear nothing for long")]
    NoUpdates,
    /// Credits hang on something that is not promised.
    #[error("credits: they hang on {}, which is not promised", figure(*.0))]
    CreditOnNothing(CreditFigure),
}

fn figure(of: CreditFigure) -> &'static str {
    match of {
        CreditFigure::Availability => "availability",
        CreditFigure::Kept(metric) => metric.as_str(),
    }
}

/// A part of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Who promises.
    Party,
    /// The table of promises, and one of them.
    Target(Metric, Priority),
    /// The table of promises as a whole.
    Targets,
    /// The warnings.
    Warnings,
    /// Opening again.
    Reopening,
    /// The availability.
    Availability,
    /// The credits.
    Credits,
}

impl AgreementProblem {
    /// Whether the agreement cannot come into force with it; the others are to be looked at.
    pub fn blocks(&self) -> bool {
        match self {
            Self::TooShort { .. }
            | Self::Twice { .. }
            | Self::NothingToConfirm { .. }
            | Self::WarnPercent(_)
            | Self::PartyOfSla(_)
            | Self::PartyOfOla
            | Self::PartyOfUc
            | Self::ReactionReopened
            | Self::NoAvailability
            | Self::NoFee
            | Self::Currency(_)
            | Self::NoBand
            | Self::BandTwice(..)
            | Self::BandsFall(..)
            | Self::OverCap(..) => true,
            Self::Empty
            | Self::Missing { .. }
            | Self::WorseIsSlower { .. }
            | Self::OutOfOrder { .. }
            | Self::NoUpdates
            | Self::CreditOnNothing(_) => false,
        }
    }

    /// Where in the document it is.
    pub fn part(&self) -> Part {
        match self {
            Self::TooShort { metric, priority }
            | Self::Twice { metric, priority }
            | Self::NothingToConfirm { metric, priority }
            | Self::Missing { metric, priority }
            | Self::WorseIsSlower { metric, worse: priority, .. }
            | Self::OutOfOrder { first: metric, priority, .. } => Part::Target(*metric, *priority),
            Self::WarnPercent(_) => Part::Warnings,
            Self::PartyOfSla(_) | Self::PartyOfOla | Self::PartyOfUc => Part::Party,
            Self::ReactionReopened => Part::Reopening,
            Self::NoAvailability => Part::Availability,
            Self::NoFee
            | Self::Currency(_)
            | Self::NoBand
            | Self::BandTwice(..)
            | Self::BandsFall(..)
            | Self::OverCap(..)
            | Self::CreditOnNothing(_) => Part::Credits,
            Self::Empty | Self::NoUpdates => Part::Targets,
        }
    }
}

impl Agreement {
    /// What is wrong or odd with the agreement by itself: what keeps it from coming into force
    /// first.
    pub fn problems(&self) -> Vec<AgreementProblem> {
        let mut problems = self.broken_targets();
        let wrong = self.warn_percents.iter().filter(|percent| !(1..=99).contains(*percent));
        problems.extend(wrong.map(|percent| AgreementProblem::WarnPercent(*percent)));
        problems.extend(self.wrong_party());
        if self.on_reopen.get(&Metric::Reaction).is_some_and(|it| *it != OnReopen::Resume) {
            problems.push(AgreementProblem::ReactionReopened);
        }
        if self.availability == Some(Percent::of_thousandths(0)) {
            problems.push(AgreementProblem::NoAvailability);
        }
        problems.extend(self.credits.iter().flat_map(|it| self.broken_credits(it)));
        problems.extend(self.odd_targets());
        problems.sort_by_key(|problem| !problem.blocks());
        problems
    }

    fn broken_targets(&self) -> Vec<AgreementProblem> {
        let mut seen = BTreeSet::new();
        let mut problems = Vec::new();
        for target in &self.targets {
            let (metric, priority) = (target.metric, target.priority);
            if target.minutes == 0 {
                problems.push(AgreementProblem::TooShort { metric, priority });
            }
            if !seen.insert((metric, priority)) {
                problems.push(AgreementProblem::Twice { metric, priority });
            }
            if target.once_confirmed && target.calendar.is_none() {
                problems.push(AgreementProblem::NothingToConfirm { metric, priority });
            }
        }
        problems
    }

    fn wrong_party(&self) -> Option<AgreementProblem> {
        match (self.kind, &self.party) {
            (AgreementKind::Sla, Some(party)) => Some(AgreementProblem::PartyOfSla(party.clone())),
            (AgreementKind::Ola, party) => {
                let is_own = party.as_ref().is_some_and(Party::is_own);
                (!is_own).then_some(AgreementProblem::PartyOfOla)
            }
            (AgreementKind::Uc, party) => {
                let is_named = matches!(party, Some(Party::Supplier(_)));
                (!is_named).then_some(AgreementProblem::PartyOfUc)
            }
            (AgreementKind::Sla, None) => None,
        }
    }

    fn broken_credits(&self, credits: &Credits) -> Vec<AgreementProblem> {
        let mut problems = Vec::new();
        if credits.monthly_fee_cents == 0 {
            problems.push(AgreementProblem::NoFee);
        }
        let code = &credits.currency;
        if code.len() != 3 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
            problems.push(AgreementProblem::Currency(code.clone()));
        }
        if credits.bands.is_empty() {
            problems.push(AgreementProblem::NoBand);
        }
        let mut bands: Vec<_> = credits.bands.iter().collect();
        // Worse figures last: each gives back at least as much as the one before it.
        bands.sort_by_key(|band| (band.of, std::cmp::Reverse(band.below)));
        for (better, worse) in bands.iter().zip(bands.iter().skip(1)) {
            if better.of != worse.of {
                continue;
            }
            if better.below == worse.below {
                problems.push(AgreementProblem::BandTwice(worse.of, worse.below));
            } else if worse.credit < better.credit {
                problems.push(AgreementProblem::BandsFall(worse.of, worse.below));
            }
        }
        let over = bands.iter().filter(|band| band.credit > credits.cap);
        problems.extend(over.map(|band| AgreementProblem::OverCap(band.of, band.below)));
        let figures: BTreeSet<_> = bands.iter().map(|band| band.of).collect();
        let unpromised = figures.into_iter().filter(|of| match of {
            CreditFigure::Availability => self.availability.is_none(),
            CreditFigure::Kept(metric) => !self.promises(*metric),
        });
        problems.extend(unpromised.map(AgreementProblem::CreditOnNothing));
        problems
    }

    fn odd_targets(&self) -> Vec<AgreementProblem> {
        if self.targets.is_empty() {
            return vec![AgreementProblem::Empty];
        }
        let mut problems = Vec::new();
        for metric in Metric::ALL {
            if !self.promises(metric) {
                continue;
            }
            for priority in Priority::ALL {
                if self.target(metric, priority).is_none() {
                    problems.push(AgreementProblem::Missing { metric, priority });
                }
            }
            problems.extend(self.slower_when_worse(metric));
        }
        problems.extend(Priority::ALL.into_iter().flat_map(|it| self.out_of_order(it)));
        if self.kind == AgreementKind::Sla && !self.promises(Metric::Update) {
            problems.push(AgreementProblem::NoUpdates);
        }
        problems
    }

    /// Promises are only compared where they count in the same hours.
    fn slower_when_worse(&self, metric: Metric) -> Option<AgreementProblem> {
        let promised: Vec<_> =
            Priority::ALL.into_iter().filter_map(|it| self.target(metric, it)).collect();
        promised
            .iter()
            .zip(promised.iter().skip(1))
            .find(|(worse, better)| {
                worse.minutes > better.minutes
                    && self.calendar_of(worse) == self.calendar_of(better)
            })
            .map(|(worse, better)| AgreementProblem::WorseIsSlower {
                metric,
                worse: worse.priority,
                better: better.priority,
            })
    }

    fn out_of_order(&self, priority: Priority) -> Vec<AgreementProblem> {
        const IN_ORDER: [(Metric, Metric); 2] =
            [(Metric::Reaction, Metric::Restore), (Metric::Restore, Metric::Resolution)];
        let odd = |(first, then): (Metric, Metric)| {
            let (before, after) = (self.target(first, priority)?, self.target(then, priority)?);
            let same = self.calendar_of(before) == self.calendar_of(after);
            (same && before.minutes > after.minutes).then_some(AgreementProblem::OutOfOrder {
                first,
                then,
                priority,
            })
        };
        IN_ORDER.into_iter().filter_map(odd).collect()
    }
}

#[cfg(test)]
mod tests {
    use AgreementKind::{Ola, Sla, Uc};

    use super::*;
    use crate::sla::{Band, Target, Tier};

    fn plain(targets: Vec<Target>) -> Agreement {
        let (key, calendar) = ("gold".parse().unwrap(), "office".parse().unwrap());
        Agreement { targets, ..Agreement::plain(key, "Gold", Tier::Gold, calendar) }
    }

    fn full() -> Agreement {
        let promised = [
            (Metric::Reaction, 30),
            (Metric::Update, 60),
            (Metric::Restore, 240),
            (Metric::Resolution, 480),
        ];
        plain(
            promised
                .into_iter()
                .flat_map(|(metric, minutes)| {
                    Priority::ALL
                        .map(|it| Target::new(metric, it, minutes * u32::from(u8::from(it))))
                })
                .collect(),
        )
    }

    fn credits(bands: &[(CreditFigure, u32, u32)]) -> Agreement {
        let percent = |whole: u32| Percent::of_thousandths(whole * 1_000);
        let bands = bands.iter().map(|(of, below, credit)| Band {
            of: *of,
            below: percent(*below),
            credit: percent(*credit),
        });
        let credits = Credits {
            monthly_fee_cents: 100_000,
            currency: "EUR".to_owned(),
            cap: percent(50),
            bands: bands.collect(),
            exclusions: Vec::new(),
        };
        Agreement { credits: Some(credits), availability: Some(percent(99)), ..full() }
    }

    #[test]
    fn nothing_is_said_about_an_agreement_that_is_in_order() {
        assert_eq!(full().problems(), []);
        let up = CreditFigure::Availability;
        assert_eq!(credits(&[(up, 99, 10), (up, 98, 25), (up, 95, 50)]).problems(), []);
    }

    #[test]
    fn a_target_of_zero_minutes_and_one_that_stands_twice_are_refused() {
        let mut it = full();
        it.targets[0].minutes = 0;
        let first = it.targets[1].clone();
        it.targets.push(first);
        let blocking: Vec<_> = it.problems().into_iter().filter(AgreementProblem::blocks).collect();
        let (metric, one, two) = (Metric::Reaction, Priority::P1, Priority::P2);
        assert_eq!(
            blocking,
            [
                AgreementProblem::TooShort { metric, priority: one },
                AgreementProblem::Twice { metric, priority: two }
            ]
        );
    }

    #[test]
    fn each_kind_of_agreement_names_the_party_that_promises() {
        let told = |kind, party: Option<&str>| {
            let party = party.map(|text| text.parse().unwrap());
            let it = Agreement { kind, party, ..full() };
            it.problems().into_iter().find(AgreementProblem::blocks)
        };
        assert_eq!(told(Sla, None), None);
        assert_eq!(
            told(Sla, Some("own:development")),
            Some(AgreementProblem::PartyOfSla(Party::Development))
        );
        assert_eq!(told(Ola, Some("own:development")), None);
        assert_eq!(told(Ola, Some("supplier:host")), Some(AgreementProblem::PartyOfOla));
        assert_eq!(told(Ola, None), Some(AgreementProblem::PartyOfOla));
        assert_eq!(told(Uc, Some("supplier:host")), None);
        assert_eq!(told(Uc, Some("supplier:*")), Some(AgreementProblem::PartyOfUc));
        assert_eq!(told(Uc, None), Some(AgreementProblem::PartyOfUc));
    }

    #[test]
    fn a_worse_month_never_gives_less_back_and_never_more_than_the_cap() {
        let up = CreditFigure::Availability;
        let percent = |whole: u32| Percent::of_thousandths(whole * 1_000);
        let falls = credits(&[(up, 95, 5), (up, 99, 10)]).problems();
        assert_eq!(falls, [AgreementProblem::BandsFall(up, percent(95))]);
        let twice = credits(&[(up, 99, 5), (up, 99, 10)]).problems();
        assert_eq!(twice, [AgreementProblem::BandTwice(up, percent(99))]);
        let over = credits(&[(up, 99, 60)]).problems();
        assert_eq!(over, [AgreementProblem::OverCap(up, percent(99))]);
        assert_eq!(credits(&[]).problems(), [AgreementProblem::NoBand]);
        let mut odd = credits(&[(up, 99, 10)]);
        odd.credits.as_mut().unwrap().currency = "euro".to_owned();
        odd.credits.as_mut().unwrap().monthly_fee_cents = 0;
        odd.availability = None;
        assert_eq!(
            odd.problems(),
            [
                AgreementProblem::NoFee,
                AgreementProblem::Currency("euro".to_owned()),
                AgreementProblem::CreditOnNothing(up)
            ]
        );
    }

    #[test]
    fn what_is_odd_about_promises_is_told_but_keeps_nothing_back() {
        let mut it = full();
        it.targets.retain(|it| (it.metric, it.priority) != (Metric::Restore, Priority::P5));
        it.targets.retain(|it| it.metric != Metric::Update);
        it.targets[0].minutes = 10_000;
        let told = it.problems();
        assert!(told.iter().all(|it| !it.blocks()), "{told:?}");
        let (metric, priority) = (Metric::Restore, Priority::P5);
        assert!(told.contains(&AgreementProblem::Missing { metric, priority }));
        assert!(told.contains(&AgreementProblem::NoUpdates));
        let (worse, better) = (Priority::P1, Priority::P2);
        let metric = Metric::Reaction;
        assert!(told.contains(&AgreementProblem::WorseIsSlower { metric, worse, better }));
        let (first, then) = (Metric::Reaction, Metric::Restore);
        assert!(told.contains(&AgreementProblem::OutOfOrder { first, then, priority: worse }));
        assert_eq!(plain(Vec::new()).problems(), [AgreementProblem::Empty]);
    }

    #[test]
    fn a_promise_after_a_confirmation_needs_hours_of_its_own() {
        let mut it = full();
        it.targets[0].once_confirmed = true;
        let (metric, priority) = (Metric::Reaction, Priority::P1);
        assert_eq!(it.problems(), [AgreementProblem::NothingToConfirm { metric, priority }]);
        it.targets[0].calendar = Some("always".parse().unwrap());
        assert_eq!(it.problems(), []);
    }
}
