//! Why a clock stands where it stands, told line by line: what counted, what was skipped and by
//! which rule.

use jiff::Timestamp;
use jiff::civil::Date;
use piket_core::calendar::{DayRule, WorkingTime};
use piket_core::directory::{Directory, Language, Pin};
use piket_core::incident::{Actor, Channel, Holder};
use piket_core::key::AgreementKey;
use piket_core::party::Party;
use piket_core::sla::{Explanation, Line, Pause, Share, SoFar, StartCause, TargetChange};

use crate::format::capitalised;
use crate::names::Names;
use crate::words::{Value, Words};

/// Who reads the explanation: it decides who "you" is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// One of ours.
    Desk,
    /// The client.
    Client,
}

/// An explanation as sentences, in the order of time.
pub fn explain(
    words: &Words,
    explanation: &Explanation,
    reader: Reader,
    directory: &Directory,
) -> Vec<String> {
    let teller = Teller { words, reader, directory };
    explanation.lines.iter().map(|line| capitalised(&teller.line(line))).collect()
}

/// What matters of an explanation, in three sentences at most: from when it counts and what is
/// promised, what was used and spared so far, and how it stands. For letters.
pub fn essence(
    words: &Words,
    explanation: &Explanation,
    reader: Reader,
    directory: &Directory,
) -> Vec<String> {
    let teller = Teller { words, reader, directory };
    let lines = &explanation.lines;
    let first = lines.first().map(|line| teller.line(line));
    let now = lines.get(1).map(|_| so_far(words, &explanation.so_far()));
    let last = lines.iter().rev().find(|line| tells_the_end(line)).map(|line| teller.line(line));
    let sentences = [first, now, last].into_iter().flatten();
    sentences.map(|sentence| capitalised(&sentence)).collect()
}

/// A line as a row of a table: when, and what it was in a word or two. Nothing for lines that tell
/// of no stretch of time.
pub fn label(words: &Words, line: &Line) -> Option<(String, String)> {
    let teller = Teller { words, reader: Reader::Desk, directory: &Directory::default() };
    let what = |key: &str| words.t(key).into_owned();
    Some(match line {
        Line::Counted { from, to, .. } => (teller.range(*from, *to), what("why-row-counted")),
        Line::Folded { from, to, pauses, .. } => {
            (teller.range(*from, *to), words.t1("why-row-folded", "pauses", *pauses))
        }
        Line::SkippedDays { first_on, last_on, reason } => {
            (teller.days(*first_on, *last_on), teller.rule(reason))
        }
        Line::Paused { from, to, .. } => {
            let when = to.map(|to| teller.range(*from, to));
            let since = || words.t1("why-row-since", "from", words.weekday_and_moment(*from));
            (when.unwrap_or_else(since), what("why-row-paused"))
        }
        Line::Stopped { from, to, .. } => (teller.range(*from, *to), what("why-row-stopped")),
        Line::Ahead { from, to, spent } => {
            let spent = words.duration(*spent);
            (teller.range(*from, *to), words.t1("why-row-ahead", "spent", spent))
        }
        _ => return None,
    })
}

/// Whether a line says how the clock stands or ended.
fn tells_the_end(line: &Line) -> bool {
    match line {
        Line::Paused { to, .. } => to.is_none(),
        Line::NeverOpen { .. }
        | Line::Due { .. }
        | Line::Overdue { .. }
        | Line::Met { .. }
        | Line::Missed { .. }
        | Line::Cancelled { .. } => true,
        _ => false,
    }
}

/// What was used of a promise and what did not count, as the rest of a sentence.
pub fn so_far(words: &Words, so_far: &SoFar) -> String {
    let SoFar { used, spared, pauses, holidays } = so_far;
    let used = words.duration(*used);
    let told = if *pauses == 0 {
        words.t1("clock-essence-used", "used", used)
    } else {
        let kept = words.duration(*spared);
        let values: [(&str, &dyn Value); 3] =
            [("used", &used), ("count", pauses), ("spared", &kept)];
        words.tn("clock-essence-paused", &values)
    };
    if holidays.is_empty() {
        return told;
    }
    let days: Vec<_> = holidays.iter().map(|day| words.holiday(day)).collect();
    let (days, count) = (days.join(", "), holidays.len());
    let values: [(&str, &dyn Value); 3] = [("told", &told), ("days", &days), ("count", &count)];
    words.tn("clock-essence-closed", &values)
}

struct Teller<'a> {
    words: &'a Words,
    reader: Reader,
    directory: &'a Directory,
}

impl Teller<'_> {
    fn line(&self, line: &Line) -> String {
        let words = self.words;
        let at = |at: &Timestamp| words.weekday_and_moment(*at);
        match line {
            Line::NotStarted { promised } => {
                words.t1("clock-line-not-started", "promised", words.length(*promised))
            }
            Line::Started { at: started, promised, priority, cause } => {
                let cause = self.cause(*cause);
                let promised = words.length(*promised);
                let values = [
                    ("at", at(started)),
                    ("cause", cause),
                    ("promised", promised),
                    ("priority", priority.to_string()),
                ];
                self.tell("clock-line-started", &values)
            }
            Line::Agreed { agreement, version, known_at } => {
                self.agreed(agreement, *version, *known_at)
            }
            Line::ResponseVoided { sent_at, at: known_at } => {
                let key = match self.reader {
                    Reader::Desk => "clock-line-voided",
                    Reader::Client => "clock-line-voided-you",
                };
                words.t2(key, "sent", at(sent_at), "at", at(known_at))
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
            Line::Folded { from, to, .. } => {
                let range = self.range(*from, *to);
                words.t2("clock-line-folded", "range", range, "parts", self.folded(line))
            }
            Line::Paused { from, to, why, spared, holder } => {
                let paused = self.paused(*from, *to, *why, *spared);
                self.with(paused, [self.held(holder.as_ref())])
            }
            Line::Stopped { from, to, spared, by, reason } => {
                let stopped = self.stretch("clock-line-stopped", *from, *to, "spared", *spared);
                self.with(
                    stopped,
                    [self.by("clock-line-reopened-by", by.as_ref(), reason.as_ref())],
                )
            }
            Line::TargetChanged { change, by, reason } => {
                let moved =
                    change.old_due_at.zip(change.new_due_at).filter(|(old, new)| old != new);
                let moved = moved.map(|(old, new)| {
                    words.t2("clock-line-moved", "from", at(&old), "to", at(&new))
                });
                let by = self.by("clock-line-changed-by", by.as_ref(), reason.as_ref());
                self.with(self.target(change), [by, moved])
            }
            Line::CalendarChanged { at: changed, calendar } => {
                words.t2("clock-line-hours", "at", at(changed), "calendar", calendar.as_str())
            }
            Line::Left { time, .. } => words.t1("clock-line-left", "time", words.duration(*time)),
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
            Line::Shares(shares) => {
                words.t1("clock-line-shares", "shares", words.list(&self.shares(shares)))
            }
        }
    }

    fn tell(&self, key: &str, values: &[(&str, String)]) -> String {
        let values: Vec<(&str, &dyn Value)> =
            values.iter().map(|(name, value)| (*name, value as &dyn Value)).collect();
        self.words.tn(key, &values)
    }

    /// A sentence with what belongs to it.
    #[expect(clippy::unused_self, reason = "how a sentence goes on is a matter of language")]
    fn with<const N: usize>(&self, sentence: String, more: [Option<String>; N]) -> String {
        more.into_iter().flatten().fold(sentence, |sentence, more| format!("{sentence}; {more}"))
    }

    fn cause(&self, cause: StartCause) -> String {
        let name = match cause {
            StartCause::Report(None) => "report",
            StartCause::Report(Some(Channel::Portal)) => "portal",
            StartCause::Report(Some(Channel::Desk)) => "desk",
            StartCause::Report(Some(Channel::Mail)) => "mail",
            StartCause::Report(Some(Channel::Phone)) => "phone",
            StartCause::Report(Some(Channel::Api)) => "api",
            StartCause::Report(Some(Channel::Monitoring)) => "monitoring",
            StartCause::Word => match self.reader {
                Reader::Desk => "word",
                Reader::Client => "word-to-you",
            },
            StartCause::DownAgain => "down-again",
            StartCause::Reopened => "reopened",
            StartCause::Engaged => "engaged",
            StartCause::Unknown => "unknown",
        };
        self.words.named("clock-cause", name).into_owned()
    }

    fn agreed(&self, key: &AgreementKey, version: u32, known_at: Option<Timestamp>) -> String {
        let agreed = self.directory.agreement(&Pin { key: key.clone(), version });
        let name = agreed.map_or(key.as_str(), |agreement| agreement.name.as_str()).to_owned();
        let version = version.to_string();
        match known_at {
            None => self.words.t2("clock-line-agreed", "agreement", name, "version", version),
            Some(at) => {
                let at = self.words.weekday_and_moment(at);
                let values = [("agreement", name), ("version", version), ("at", at)];
                self.tell("clock-line-agreed-later", &values)
            }
        }
    }

    /// Who had the ball; the client is told of itself and of us, not of our people.
    fn held(&self, holder: Option<&Holder>) -> Option<String> {
        let holder = holder.filter(|_| self.reader == Reader::Desk)?;
        let name = self.holder(&holder.party, holder.person.as_ref());
        Some(self.words.t1("clock-line-held", "holder", name))
    }

    fn holder(&self, party: &Party, person: Option<&piket_core::key::PersonKey>) -> String {
        match person {
            Some(person) => self.directory.person(person),
            None => self.words.party(party, self.directory).into_owned(),
        }
    }

    fn by(&self, key: &str, by: Option<&Actor>, reason: Option<&String>) -> Option<String> {
        let who = match by.filter(|_| self.reader == Reader::Desk)? {
            Actor::Piket => "Piket".to_owned(),
            Actor::Person(person) => self.directory.person(person),
            Actor::Party(party) => self.words.party(party, self.directory).into_owned(),
            Actor::Check(check) => self.directory.check(check),
            Actor::Program(name) => name.clone(),
        };
        let said = self.words.t1(key, "who", who);
        Some(match reason {
            Some(reason) => self.words.t2("clock-line-reason", "said", said, "reason", reason),
            None => said,
        })
    }

    /// What a month told at once comes to.
    fn folded(&self, line: &Line) -> String {
        let Line::Folded { counted, ahead, spared, pauses, changes, holidays, .. } = line else {
            return String::new();
        };
        let words = self.words;
        let is_some = |time: &&WorkingTime| **time > WorkingTime::ZERO;
        let time = |key: &str, time: Option<&WorkingTime>| {
            time.map(|time| words.t1(key, "time", words.duration(*time)))
        };
        let names = holidays.iter().map(|name| match words.language() {
            Language::Nl => name.nl.clone(),
            Language::En => name.en.clone(),
        });
        let names: Vec<String> = names.collect();
        let parts = [
            time("clock-fold-counted", Some(counted).filter(is_some)),
            time("clock-fold-ahead", Some(ahead).filter(is_some)),
            (*pauses > 0).then(|| {
                let spared = words.duration(*spared);
                words.t2("clock-fold-paused", "count", *pauses, "spared", spared)
            }),
            (*changes > 0).then(|| words.t1("clock-fold-changes", "count", *changes)),
            (!names.is_empty()).then(|| words.t1("clock-fold-closed", "names", words.list(&names))),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.join("; ")
    }

    fn shares(&self, shares: &[Share]) -> Vec<String> {
        let share = |name: String, used: WorkingTime| {
            self.words.t2("clock-share", "holder", name, "used", self.words.duration(used))
        };
        match self.reader {
            Reader::Desk => shares
                .iter()
                .map(|it| share(self.holder(&it.party, it.person.as_ref()), it.used))
                .collect(),
            Reader::Client => ["us", "you", "supplier"]
                .into_iter()
                .filter_map(|side| {
                    let theirs = shares.iter().filter(|it| side_of(&it.party) == side);
                    let used: WorkingTime = theirs.map(|it| it.used).sum();
                    let name = self.words.named("clock-side", side).into_owned();
                    (used > WorkingTime::ZERO).then(|| share(name, used))
                })
                .collect(),
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
        let words = self.words;
        let why = match (self.reader, to) {
            (Reader::Desk, _) => words.pause(why),
            (Reader::Client, Some(_)) => words.paused_for_client(why),
            (Reader::Client, None) => words.pausing_for_client(why),
        };
        let you = |desk, you| if self.reader == Reader::Desk { desk } else { you };
        let Some(to) = to else {
            let key = you("clock-line-paused-still", "clock-line-paused-still-you");
            return words.t2(key, "from", words.weekday_and_moment(from), "why", why);
        };
        let range = self.range(from, to);
        if spared == WorkingTime::ZERO {
            let key = you("clock-line-paused-outside", "clock-line-paused-outside-you");
            return words.t2(key, "range", range, "why", why);
        }
        let spared = words.duration(spared);
        let key = you("clock-line-paused", "clock-line-paused-you");
        words.tn(key, &[("range", &range), ("why", &why), ("spared", &spared)])
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

/// On whose side a party is, as the client sees it.
fn side_of(party: &Party) -> &'static str {
    if party.is_own() {
        "us"
    } else if party.is_client() {
        "you"
    } else {
        "supplier"
    }
}
