//! A clock explains itself in sentences: what counted, what was skipped and by which rule.

#![expect(
    clippy::unwrap_used,
    reason = "all of this is test code, also where it is no test itself"
)]

use jiff::Timestamp;
use jiff::civil::date;
use piket_core::calendar::{Calendar, DayRule, HolidayName, WorkingTime};
use piket_core::directory::{Directory, Language, Pin};
use piket_core::incident::{Actor, Channel, Holder};
use piket_core::key::{AgreementKey, CalendarKey};
use piket_core::priority::Priority;
use piket_core::sla::{
    self, Agreement, Background, Calendars, ClockEvent, ClockEventKind, Explanation, Line, Metric,
    Pause, Share, StartCause, TargetChange,
};
use piket_text::Words;
use piket_text::explain::{Reader, essence, explain};
use serde_json::json;

/// An office that is closed on King's Day, and a promise of eight hours.
struct Promised {
    office: Calendar,
    agreement: Agreement,
}

impl Calendars for Promised {
    fn calendar(&self, _: &CalendarKey) -> Option<&Calendar> {
        Some(&self.office)
    }

    fn agreement(&self, _: &Pin<AgreementKey>) -> Option<&Agreement> {
        Some(&self.agreement)
    }
}

fn promised() -> Promised {
    let hours = ["09:00-17:00"];
    let office = json!({"tz": "Europe/Amsterdam", "versions": [{
        "weekly": {"mon": hours, "tue": hours, "wed": hours, "thu": hours, "fri": hours},
        "holidays": {"2026-04-27": {"nl": "Koningsdag", "en": "King's Day"}},
    }]});
    let agreement = json!({"key": "silver", "name": "Silver", "tier": "silver",
        "calendar": "office",
        "target": [{"metric": "resolution", "priority": 3, "minutes": 480}]});
    Promised {
        office: Calendar::compile(serde_json::from_value(office).unwrap()).unwrap(),
        agreement: serde_json::from_value(agreement).unwrap(),
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn words(language: Language) -> Words {
    Words::of(language).in_zone("Europe/Amsterdam")
}

/// Reported on a Thursday before King's Day, waiting for the client on Friday morning.
fn lines(language: Language, reader: Reader) -> Vec<String> {
    let promised = promised();
    let pin = Pin { key: "silver".parse().unwrap(), version: 1 };
    let event = |moment: &str, kind| ClockEvent { at: at(moment), kind };
    let events = [
        event("2026-04-23T16:00:00+02:00", ClockEventKind::Reported),
        event("2026-04-23T16:00:00+02:00", ClockEventKind::Agreed(pin)),
        event(
            "2026-04-23T16:00:00+02:00",
            ClockEventKind::Prioritised { priority: Priority::P3, is_provisional: false },
        ),
        event("2026-04-24T10:00:00+02:00", ClockEventKind::PauseBegan(Pause::Client)),
        event("2026-04-24T12:00:00+02:00", ClockEventKind::PauseEnded(Pause::Client)),
    ];
    let now = at("2026-04-28T09:30:00+02:00");
    let clock = sla::clock(Metric::Resolution, &events, &promised, now).unwrap();
    let background = Background::of_events(&events);
    let explanation = sla::explain(&clock, &background, &promised, now);
    let mut lines = explain(&words(language), &explanation, reader, &Directory::default());
    lines.extend(essence(&words(language), &explanation, reader, &Directory::default()));
    lines
}

#[test]
fn a_clock_over_kings_day_explains_itself_to_the_desk() {
    assert_eq!(
        lines(Language::En, Reader::Desk),
        [
            "Started Thu 23 Apr 16:00 with the report; 8 hours promised for P3",
            "By the agreement silver, version 1",
            "Thu 23 Apr 16:00 to 17:00: 1 h 00 m used",
            "Fri 24 Apr 09:00 to 10:00: 1 h 00 m used",
            "Fri 24 Apr 10:00 to 12:00: paused, waiting for the client; 2 h 00 m did not count",
            "Fri 24 Apr 12:00 to 17:00: 5 h 00 m used",
            "Sat 25 Apr to Sun 26 Apr: no opening hours, does not count",
            "Mon 27 Apr: King's Day, does not count",
            "Tue 28 Apr 09:00 to 09:30: 30 m used",
            "Tue 28 Apr 09:30 to 10:00: 30 m will count",
            "Due Tue 28 Apr 10:00",
            // And in three lines.
            "Started Thu 23 Apr 16:00 with the report; 8 hours promised for P3",
            "7 h 30 m used so far; paused once, 2 h 00 m did not count; King's Day does not count",
            "Due Tue 28 Apr 10:00",
        ]
    );
}

#[test]
fn the_same_clock_tells_the_client_what_it_waited_for() {
    let lines = lines(Language::Nl, Reader::Client);
    assert_eq!(lines[4], "Vr 24 apr 10:00 tot 12:00: gepauzeerd 2 u 00 m: wij wachtten op u");
    assert_eq!(lines[7], "Ma 27 apr: Koningsdag, telt niet mee");
    assert_eq!(lines[10], "Uiterlijk di 28 apr 10:00");
}

#[test]
fn every_line_of_an_explanation_is_a_sentence_in_every_language() {
    let (from, to) = (at("2026-04-23T14:00:00Z"), at("2026-04-24T08:00:00Z"));
    let time = WorkingTime::minutes(125);
    let change = |from| TargetChange {
        at: to,
        priority: Priority::P1,
        from,
        to: time,
        used: time,
        old_due_at: Some(at("2026-04-25T08:00:00Z")),
        new_due_at: Some(to),
    };
    let skipped = |reason| Line::SkippedDays {
        first_on: date(2026, 4, 25),
        last_on: date(2026, 4, 25),
        reason,
    };
    let holder = |party: &str, person: Option<&str>| Holder {
        party: party.parse().unwrap(),
        person: person.map(|key| key.parse().unwrap()),
        since: from,
    };
    let paused = |to, spared| Line::Paused {
        from,
        to,
        why: Pause::AgreedDeferral,
        spared,
        holder: Some(holder("own:service_desk", Some("ilse"))),
    };
    let changed = |before| Line::TargetChanged {
        change: change(before),
        by: Some(Actor::Person("ilse".parse().unwrap())),
        reason: Some("it is worse than it looked".to_owned()),
    };
    let folded = |pauses, changes, names: &[&str]| Line::Folded {
        from,
        to,
        counted: time,
        ahead: WorkingTime::ZERO,
        spared: time,
        pauses,
        changes,
        promised: None,
        holidays: names
            .iter()
            .map(|name| HolidayName { nl: (*name).to_owned(), en: (*name).to_owned() })
            .collect(),
    };
    let share = |party: &str| Share { party: party.parse().unwrap(), person: None, used: time };
    let started = |cause| Line::Started { at: from, promised: time, priority: Priority::P3, cause };
    let every = vec![
        Line::NotStarted { promised: time },
        started(StartCause::Report(None)),
        started(StartCause::Report(Some(Channel::Portal))),
        started(StartCause::Report(Some(Channel::Mail))),
        started(StartCause::Report(Some(Channel::Phone))),
        started(StartCause::Report(Some(Channel::Desk))),
        started(StartCause::Report(Some(Channel::Api))),
        started(StartCause::Report(Some(Channel::Monitoring))),
        started(StartCause::Word),
        started(StartCause::DownAgain),
        started(StartCause::Reopened),
        started(StartCause::Unknown),
        Line::Agreed { agreement: "gold".parse().unwrap(), version: 3, known_at: None },
        Line::Agreed { agreement: "gold".parse().unwrap(), version: 3, known_at: Some(to) },
        Line::ResponseVoided { sent_at: from, at: to },
        Line::Counted { from, to, spent: time },
        Line::Ahead { from, to, spent: time },
        skipped(DayRule::ClosedWeekday),
        skipped(DayRule::ClosedDate),
        skipped(DayRule::Exception),
        paused(Some(to), time),
        paused(Some(to), WorkingTime::ZERO),
        paused(None, time),
        Line::Stopped { from, to, spared: time, by: None, reason: None },
        Line::Stopped {
            from,
            to,
            spared: time,
            by: Some(Actor::Person("fatima".parse().unwrap())),
            reason: Some("it is back".to_owned()),
        },
        changed(None),
        changed(Some(time)),
        Line::CalendarChanged { at: to, calendar: "office".parse().unwrap() },
        folded(1, 1, &["Pasen"]),
        folded(12, 3, &["Pasen", "Pinksteren"]),
        Line::Left { from, to, time },
        Line::OutsideWindow { until: Some(to) },
        Line::OutsideWindow { until: None },
        Line::NeverOpen { calendar: "office".parse().unwrap() },
        Line::Due { at: to },
        Line::Limit { at: to },
        Line::WordPromised { at: to },
        Line::Overdue { since: to, by: time },
        Line::Met { at: to, used: time },
        Line::Missed { at: to, used: time },
        Line::Cancelled { at: to, used: time },
        Line::Shares(vec![
            share("own:service_desk"),
            share("client:contact"),
            share("supplier:nordhost"),
        ]),
    ];
    for language in Language::ALL {
        for reader in [Reader::Client, Reader::Desk] {
            let explanation = Explanation { lines: every.clone() };
            let said = explain(&words(language), &explanation, reader, &Directory::default());
            for line in &said {
                for left_over in ["{$", "{ $", "clock-", "day-", "pause-", "paused-", "pausing-"] {
                    assert!(!line.contains(left_over), "{line}");
                }
            }
            let side = if reader == Reader::Desk { "desk" } else { "client" };
            insta::assert_snapshot!(format!("lines_{side}_{}", language.code()), said.join("\n"));
        }
    }
}
