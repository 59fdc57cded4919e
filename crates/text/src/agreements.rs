//! What was agreed, in words: its terms, what changes in them, and what is wrong or odd.

use std::borrow::Cow;

use piket_core::calendar::{Weekly, Window, WorkingTime};
use piket_core::priority::Priority;
use piket_core::sla::{
    AgreementProblem, CreditFigure, Gap, OnReopen, Percent, Term, TermChange, TermValue,
};

use crate::names::Names;
use crate::words::{Value, Words};

/// Terms.
impl Words {
    /// What a term is called at the beginning of a sentence: `Reaction for P1`.
    pub fn term(&self, term: &Term) -> String {
        let plain = |name: &str| self.named("term", name).into_owned();
        match term {
            Term::Name => plain("name"),
            Term::Kind => plain("kind"),
            Term::Party => plain("party"),
            Term::Tier => plain("tier"),
            Term::Calendar => plain("calendar"),
            Term::Promise(metric, priority) => self.t2(
                "term-promise",
                "metric",
                self.metric(*metric),
                "priority",
                priority.to_string(),
            ),
            Term::Availability => plain("availability"),
            Term::HoursPerMonth => plain("hours-per-month"),
            Term::Managed(_) => plain("managed"),
            Term::Exclusion(_) => plain("exclusion"),
            Term::ClientWaitPauses => plain("client-wait-pauses"),
            Term::MinorFixes => plain("minor-fixes"),
            Term::Workaround => plain("workaround"),
            Term::ReopenDays => plain("reopen-days"),
            Term::OnReopen(metric) => self.t1("term-on-reopen", "metric", self.metric(*metric)),
            Term::MaintenanceNotice => plain("maintenance-notice"),
            Term::MaintenanceWindows => plain("maintenance-windows"),
            Term::MaintenanceAllowance => plain("maintenance-allowance"),
            Term::Fee => plain("fee"),
            Term::CreditCap => plain("credit-cap"),
            Term::Credit(of, below) => self.t2(
                "term-credit",
                "figure",
                self.credit_figure(*of),
                "below",
                self.share(*below),
            ),
            Term::CreditExclusion(_) => plain("credit-exclusion"),
            Term::Warnings => plain("warnings"),
            Term::WarningBefore(_) => plain("warning-before"),
            Term::PriorityOf(impact, urgency) => self.t2(
                "term-priority-of",
                "impact",
                u32::from(u8::from(*impact)),
                "urgency",
                u32::from(u8::from(*urgency)),
            ),
            Term::Margin => plain("margin"),
        }
    }

    /// The value of a term.
    pub fn term_value(&self, value: &TermValue, names: &dyn Names) -> String {
        match value {
            TermValue::Text(text) => self.t1("term-quoted", "text", text),
            TermValue::Kind(kind) => self.agreement_kind(*kind).into_owned(),
            TermValue::Party(party) => self.party(party, names).into_owned(),
            TermValue::Tier(tier) => self.tier(*tier).into_owned(),
            TermValue::Calendar(key) => names.calendar(key),
            TermValue::Promise { minutes, calendar, once_confirmed } => {
                let time = self.minutes_long(*minutes);
                match (calendar, once_confirmed) {
                    (None, _) => time,
                    (Some(key), false) => {
                        self.t2("term-in-hours", "time", time, "calendar", names.calendar(key))
                    }
                    (Some(key), true) => {
                        let calendar = names.calendar(key);
                        self.t2("term-once-confirmed", "time", time, "calendar", calendar)
                    }
                }
            }
            TermValue::Percent(percent) => self.share(*percent),
            TermValue::Percents(all) if all.is_empty() => self.t("term-never").into_owned(),
            TermValue::Percents(all) => {
                let all: Vec<String> = all.iter().map(|it| format!("{it}%")).collect();
                self.list(&all)
            }
            TermValue::Priorities(all) => self.priorities(all),
            TermValue::Priority(priority) => priority.to_string(),
            TermValue::Minutes(minutes) => self.minutes_long(*minutes),
            TermValue::Hours(hours) => self.minutes_long(hours.saturating_mul(60)),
            TermValue::Days(days) => self.t1("term-business-days", "days", *days),
            TermValue::Yes(yes) => self.t(if *yes { "term-yes" } else { "term-no" }).into_owned(),
            TermValue::OnReopen(it) => self.on_reopen(*it).into_owned(),
            TermValue::Hour(weekly) => self.hours_in_a_line(weekly),
            TermValue::Money { cents, currency } => self.money(*cents, currency),
        }
    }

    /// What changes, in one sentence: `Reaction for P1: 30 minutes becomes 15 minutes`.
    pub fn term_change(&self, change: &TermChange, names: &dyn Names) -> String {
        let term = self.term(&change.term);
        let value = |value: &TermValue| self.term_value(value, names);
        match (&change.from, &change.to) {
            (Some(from), Some(to)) => {
                let (from, to) = (value(from), value(to));
                self.tn("term-becomes", &[("term", &term), ("from", &from), ("to", &to)])
            }
            (None, Some(to)) => self.t2("term-is-new", "term", term, "to", value(to)),
            (Some(from), None) => self.t2("term-is-gone", "term", term, "from", value(from)),
            (None, None) => term,
        }
    }

    /// What becomes of a stopped clock.
    pub fn on_reopen(&self, it: OnReopen) -> Cow<'static, str> {
        let name = match it {
            OnReopen::Resume => "resume",
            OnReopen::Void => "void",
            OnReopen::NewCycle => "new-cycle",
        };
        self.named("on-reopen", name)
    }

    /// A figure that credits hang on, within a sentence.
    pub fn credit_figure(&self, of: CreditFigure) -> String {
        match of {
            CreditFigure::Availability => self.t("figure-availability").into_owned(),
            CreditFigure::Kept(metric) => {
                self.t1("figure-kept", "metric", self.metric_in_sentence(metric))
            }
        }
    }

    /// A share as it was agreed: `99.95%`.
    pub fn share(&self, percent: Percent) -> String {
        self.percent_of(&percent.to_string())
    }

    /// Priorities in a row; a word when there are none.
    pub fn priorities(&self, all: &[Priority]) -> String {
        if all.is_empty() {
            return self.t("term-no-priority").into_owned();
        }
        let all: Vec<String> = all.iter().map(ToString::to_string).collect();
        self.list(&all)
    }

    fn minutes_long(&self, minutes: u32) -> String {
        self.length(WorkingTime::minutes(i64::from(minutes)))
    }
}

/// Hours.
impl Words {
    /// The hours of an ordinary week: stretches of days that are alike, with their hours.
    pub fn week_hours(&self, weekly: &Weekly) -> Vec<(String, String)> {
        if *weekly == Weekly::every_day(&[Window::ALL_DAY]) {
            return vec![(self.t("hours-always").into_owned(), String::new())];
        }
        let week = [
            &weekly.mon,
            &weekly.tue,
            &weekly.wed,
            &weekly.thu,
            &weekly.fri,
            &weekly.sat,
            &weekly.sun,
        ];
        let mut stretches: Vec<(usize, usize, &Vec<Window>)> = Vec::new();
        for (day, windows) in (1..).zip(week) {
            match stretches.last_mut() {
                Some((_, last, same)) if *same == windows => *last = day,
                Some(_) | None => stretches.push((day, day, windows)),
            }
        }
        let name = |day: usize| self.named("weekday-short", &day.to_string()).into_owned();
        stretches
            .into_iter()
            .filter(|(_, _, windows)| !windows.is_empty())
            .map(|(first, last, windows)| {
                let days = if first == last {
                    name(first)
                } else {
                    self.t2("hours-days", "first", name(first), "last", name(last))
                };
                let windows: Vec<String> =
                    windows.iter().map(|window| window.to_string().replace('-', "–")).collect();
                (days, windows.join(", "))
            })
            .collect()
    }

    /// The hours of a week in one line; a word when they are any.
    pub fn hours_in_a_line(&self, weekly: &Weekly) -> String {
        if *weekly == Weekly::default() {
            return self.t("term-at-any-time").into_owned();
        }
        let stretches = self.week_hours(weekly).into_iter();
        let lines: Vec<_> = stretches.map(|(days, hours)| format!("{days} {hours}")).collect();
        lines.join(", ").trim().to_owned()
    }
}

/// What is wrong or odd.
impl Words {
    /// What is wrong or odd with an agreement by itself.
    pub fn agreement_problem(&self, problem: &AgreementProblem, names: &dyn Names) -> String {
        use AgreementProblem as P;
        let promise = |metric, priority: &Priority| {
            self.t2("term-promise", "metric", self.metric(metric), "priority", priority.to_string())
        };
        let of_band = |key: &str, of: &CreditFigure, below: &Percent| {
            self.t2(key, "figure", self.credit_figure(*of), "below", self.share(*below))
        };
        match problem {
            P::TooShort { metric, priority } => {
                self.t1("problem-too-short", "promise", promise(*metric, priority))
            }
            P::Twice { metric, priority } => {
                self.t1("problem-twice", "promise", promise(*metric, priority))
            }
            P::NothingToConfirm { metric, priority } => {
                self.t1("problem-nothing-to-confirm", "promise", promise(*metric, priority))
            }
            P::Missing { metric, priority } => {
                self.t1("problem-missing", "promise", promise(*metric, priority))
            }
            P::WorseIsSlower { metric, worse, better } => self.t2(
                "problem-worse-is-slower",
                "promise",
                promise(*metric, worse),
                "better",
                better.to_string(),
            ),
            P::OutOfOrder { first, then, priority } => self.t2(
                "problem-out-of-order",
                "promise",
                promise(*first, priority),
                "then",
                self.metric_in_sentence(*then),
            ),
            P::WarnPercent(percent) => {
                self.t1("problem-warn-percent", "percent", u32::from(*percent))
            }
            P::PartyOfSla(party) => {
                self.t1("problem-party-of-sla", "party", self.party(party, names))
            }
            P::PartyOfOla => self.t("problem-party-of-ola").into_owned(),
            P::PartyOfUc => self.t("problem-party-of-uc").into_owned(),
            P::ReactionReopened => self.t("problem-reaction-reopened").into_owned(),
            P::NoAvailability => self.t("problem-no-availability").into_owned(),
            P::NoFee => self.t("problem-no-fee").into_owned(),
            P::Currency(code) => self.t1("problem-currency", "code", code),
            P::NoBand => self.t("problem-no-band").into_owned(),
            P::BandTwice(of, below) => of_band("problem-band-twice", of, below),
            P::BandsFall(of, below) => of_band("problem-bands-fall", of, below),
            P::OverCap(of, below) => of_band("problem-over-cap", of, below),
            P::Empty => self.t("problem-empty").into_owned(),
            P::NoUpdates => self.t("problem-no-updates").into_owned(),
            P::CreditOnNothing(of) => {
                self.t1("problem-credit-on-nothing", "figure", self.credit_figure(*of))
            }
        }
    }

    /// A supplier that may need longer than we promise, with by how much.
    pub fn gap(&self, gap: &Gap, names: &dyn Names) -> String {
        let supplier = names.supplier(&gap.supplier);
        let theirs = self.minutes_long(gap.theirs);
        let (ours, margin) = (self.minutes_long(gap.ours), self.minutes_long(gap.margin));
        let priority = gap.priority.to_string();
        let application = names.application(&gap.application);
        let component = gap.component.to_string();
        let late = gap.late.map(|it| self.length(it)).unwrap_or_default();
        let values: [(&str, &dyn Value); 8] = [
            ("application", &application),
            ("component", &component),
            ("supplier", &supplier),
            ("theirs", &theirs),
            ("ours", &ours),
            ("margin", &margin),
            ("priority", &priority),
            ("late", &late),
        ];
        self.tn(if gap.late.is_some() { "problem-gap" } else { "problem-gap-never" }, &values)
    }
}

#[cfg(test)]
mod tests {
    use piket_core::directory::{Directory, Language};
    use piket_core::sla::{Agreement, Metric, Target, Tier, difference};

    use super::*;

    fn gold() -> Agreement {
        let plain = Agreement::plain(
            "gold".parse().unwrap(),
            "Gold",
            Tier::Gold,
            "office".parse().unwrap(),
        );
        Agreement { targets: vec![Target::new(Metric::Reaction, Priority::P1, 30)], ..plain }
    }

    fn told(language: Language, after: &Agreement) -> Vec<String> {
        let words = Words::of(language);
        let names = Directory::default();
        difference(&gold(), after).iter().map(|it| words.term_change(it, &names)).collect()
    }

    #[test]
    fn a_difference_is_said_in_plain_words() {
        let mut after = gold();
        after.targets[0].minutes = 15;
        after.targets.push(Target::new(Metric::Restore, Priority::P1, 240));
        after.availability = Some(Percent::of_thousandths(99_950));
        after.managed = vec!["The shop".to_owned()];
        assert_eq!(
            told(Language::En, &after),
            [
                "Reaction for P1: 30 minutes becomes 15 minutes",
                "Restore for P1: 4 hours is new",
                "Availability in a month: 99.95% is new",
                "What we look after: “The shop” is new",
            ]
        );
        assert_eq!(
            told(Language::Nl, &after)[..3],
            [
                "Reactie bij P1: 30 minuten wordt 15 minuten",
                "Herstel bij P1: 4 uur is nieuw",
                "Beschikbaarheid per maand: 99,95% is nieuw",
            ]
        );
    }

    #[test]
    fn what_no_longer_holds_is_said_too() {
        let mut after = gold();
        after.targets.clear();
        after.client_wait_pauses = Vec::new();
        let told = told(Language::En, &after);
        assert_eq!(told[0], "Reaction for P1: 30 minutes no longer holds");
        assert_eq!(
            told[1],
            "Waiting for the client stops the clocks at: P2, P3, P4 and P5 becomes no priority"
        );
    }
}
