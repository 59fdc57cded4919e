//! Why a clock stands where it stands, told line by line: what counted, what was skipped and by
//! which rule.

use jiff::Timestamp;
use jiff::civil::Date;
use piket_core::calendar::{DayRule, WorkingTime};
use piket_core::directory::Language;
use piket_core::sla::{Explanation, Line, Pause, TargetChange};

use crate::format::capitalised;
use crate::words::Words;

/// Who reads the explanation: it decides who "you" is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// One of ours.
    Desk,
    /// The client.
    Client,
}

/// An explanation as sentences, in the order of time.
pub fn explain(words: &Words, explanation: &Explanation, reader: Reader) -> Vec<String> {
    let teller = Teller { words, reader };
    explanation.lines.iter().map(|line| capitalised(&teller.line(line))).collect()
}

struct Teller<'a> {
    words: &'a Words,
    reader: Reader,
}

impl Teller<'_> {
    fn line(&self, line: &Line) -> String {
        let words = self.words;
        let at = |at: &Timestamp| words.weekday_and_moment(*at);
        match line {
            Line::NotStarted { promised } => {
                words.t1("clock-line-not-started", "promised", words.length(*promised))
            }
            Line::Started { at: started, promised } => {
                let promised = words.length(*promised);
                words.t2("clock-line-started", "at", at(started), "promised", promised)
            }
            Line::Counted { from, to, spent } => {
                self.stretch("clock-line-counted", *from, *to, "spent", *spent)
            }
            Line::Ahead { from, to, spent } => {
                self.stretch("clock-line-ahead", *from, *to, "spent", *spent)
            }
            Line::SkippedDays { first_on, last_on, reason } => {
                let days = self.days(*first_on, *last_on);
                words.t2("clock-line-skipped", "days", days, "reason", self.rule(reason))
            }
            Line::Paused { from, to, why, spared } => self.paused(*from, *to, *why, *spared),
            Line::Stopped { from, to, spared } => {
                self.stretch("clock-line-stopped", *from, *to, "spared", *spared)
            }
            Line::TargetChanged(change) => self.target(change),
            Line::OutsideWindow { until: Some(until) } => {
                words.t1("clock-line-outside-until", "until", at(until))
            }
            Line::OutsideWindow { until: None } => words.t("clock-line-outside").into_owned(),
            Line::NeverOpen { calendar } => {
                words.t1("clock-line-never-open", "calendar", calendar.as_str())
            }
            Line::Due { at: due } => words.t1("clock-line-due", "at", at(due)),
            Line::Limit { at: limit } => words.t1("clock-line-limit", "at", at(limit)),
            Line::WordPromised { at: promised } => {
                words.t1("clock-line-word-promised", "at", at(promised))
            }
            Line::Overdue { since, by } => {
                let by = words.overdue(*by);
                words.t2("clock-line-overdue", "since", at(since), "by", by)
            }
            Line::Met { at: end, used } => self.ended("clock-line-met", *end, *used),
            Line::Missed { at: end, used } => self.ended("clock-line-missed", *end, *used),
            Line::Cancelled { at: end, used } => self.ended("clock-line-cancelled", *end, *used),
        }
    }

    /// From one moment to another, with the open time in between under the name of `length`.
    fn stretch(
        &self,
        key: &str,
        from: Timestamp,
        to: Timestamp,
        length: &str,
        time: WorkingTime,
    ) -> String {
        let range = self.range(from, to);
        self.words.t2(key, "range", range, length, self.words.duration(time))
    }

    fn ended(&self, key: &str, at: Timestamp, used: WorkingTime) -> String {
        let at = self.words.weekday_and_moment(at);
        self.words.t2(key, "at", at, "used", self.words.duration(used))
    }

    fn paused(
        &self,
        from: Timestamp,
        to: Option<Timestamp>,
        why: Pause,
        spared: WorkingTime,
    ) -> String {
        let why = match self.reader {
            Reader::Desk => self.words.pause(why),
            Reader::Client => self.words.pause_for_client(why),
        };
        let Some(to) = to else {
            let from = self.words.weekday_and_moment(from);
            return self.words.t2("clock-line-paused-still", "from", from, "why", why);
        };
        let range = self.range(from, to);
        if spared == WorkingTime::ZERO {
            return self.words.t2("clock-line-paused-outside", "range", range, "why", why);
        }
        let spared = self.words.duration(spared);
        self.words.tn("clock-line-paused", &[("range", &range), ("why", &why), ("spared", &spared)])
    }

    fn target(&self, change: &TargetChange) -> String {
        let at = self.words.weekday_and_moment(change.at);
        let (priority, to) = (change.priority.to_string(), self.words.length(change.to));
        match change.from {
            None => self
                .words
                .tn("clock-line-target-set", &[("at", &at), ("priority", &priority), ("to", &to)]),
            Some(from) => self.words.tn(
                "clock-line-target-changed",
                &[
                    ("at", &at),
                    ("priority", &priority),
                    ("from", &self.words.length(from)),
                    ("to", &to),
                    ("used", &self.words.duration(change.used)),
                ],
            ),
        }
    }

    /// The second moment without its date when it is the same.
    fn range(&self, from: Timestamp, to: Timestamp) -> String {
        let is_same_day = self.words.local(from).date() == self.words.local(to).date();
        let end = if is_same_day { self.words.time(to) } else { self.words.weekday_and_moment(to) };
        self.words.t2("time-range", "from", self.words.weekday_and_moment(from), "to", end)
    }

    fn days(&self, first: Date, last: Date) -> String {
        let first_day = self.words.weekday_and_day_short(first);
        if first == last {
            return first_day;
        }
        let last = self.words.weekday_and_day_short(last);
        self.words.t2("time-range", "from", first_day, "to", last)
    }

    fn rule(&self, rule: &DayRule) -> String {
        let key = match rule {
            DayRule::Holiday(name) => {
                return match self.words.language() {
                    Language::Nl => name.nl.clone(),
                    Language::En => name.en.clone(),
                };
            }
            DayRule::ClosedWeekday => "day-closed-weekday",
            DayRule::ClosedDate => "day-closed-date",
            DayRule::Exception => "day-exception",
            DayRule::OpeningHours => "day-opening-hours",
        };
        self.words.t(key).into_owned()
    }
}
