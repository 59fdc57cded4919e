//! A clock explains itself in sentences: what counted, what was skipped and by which rule.

#![expect(
    clippy::unwrap_used,
    reason = "all of this is test code, also where it is no test itself"
)]

use jiff::Timestamp;
use jiff::civil::date;
use piket_core::calendar::{Calendar, DayRule, WorkingTime};
use piket_core::directory::{Language, Pin};
use piket_core::key::{AgreementKey, CalendarKey};
use piket_core::priority::Priority;
use piket_core::sla::{
    self, Agreement, Calendars, ClockEvent, ClockEventKind, Explanation, Line, Metric, Pause,
    TargetChange,
};
use piket_text::Words;
use piket_text::explain::{Reader, explain};
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
    explain(&words(language), &sla::explain(&clock, &promised, now), reader)
}

#[test]
fn a_clock_over_kings_day_explains_itself_to_the_desk() {
    assert_eq!(
        lines(Language::En, Reader::Desk),
        [
            "Started Thu 23 Apr 16:00; 8 hours promised",
            "Thu 23 Apr 16:00 to 17:00: 1 h 00 m used",
            "Fri 24 Apr 09:00 to 10:00: 1 h 00 m used",
            "Fri 24 Apr 10:00 to 12:00: paused, waiting for the client; 2 h 00 m did not count",
            "Fri 24 Apr 12:00 to 17:00: 5 h 00 m used",
            "Sat 25 Apr to Sun 26 Apr: no opening hours, does not count",
            "Mon 27 Apr: King's Day, does not count",
            "Tue 28 Apr 09:00 to 09:30: 30 m used",
            "Tue 28 Apr 09:30 to 10:00: 30 m will count",
            "Due Tue 28 Apr 10:00",
        ]
    );
}

#[test]
fn the_same_clock_tells_the_client_what_it_waited_for() {
    let lines = lines(Language::Nl, Reader::Client);
    assert_eq!(
        lines[3],
        "Vr 24 apr 10:00 tot 12:00: gepauzeerd, wachten op u; 2 u 00 m telde niet mee"
    );
    assert_eq!(lines[6], "Ma 27 apr: Koningsdag, telt niet mee");
    assert_eq!(lines[9], "Uiterlijk di 28 apr 10:00");
}

#[test]
fn every_line_of_an_explanation_is_a_sentence_in_every_language() {
    let (from, to) = (at("2026-04-23T14:00:00Z"), at("2026-04-24T08:00:00Z"));
    let time = WorkingTime::minutes(125);
    let change = |from| TargetChange { at: to, priority: Priority::P1, from, to: time, used: time };
    let skipped = |reason| Line::SkippedDays {
        first_on: date(2026, 4, 25),
        last_on: date(2026, 4, 25),
        reason,
    };
    let paused = |to, spared| Line::Paused { from, to, why: Pause::AgreedDeferral, spared };
    let every = vec![
        Line::NotStarted { promised: time },
        Line::Started { at: from, promised: time },
        Line::Counted { from, to, spent: time },
        Line::Ahead { from, to, spent: time },
        skipped(DayRule::ClosedWeekday),
        skipped(DayRule::ClosedDate),
        skipped(DayRule::Exception),
        paused(Some(to), time),
        paused(Some(to), WorkingTime::ZERO),
        paused(None, time),
        Line::Stopped { from, to, spared: time },
        Line::TargetChanged(change(None)),
        Line::TargetChanged(change(Some(time))),
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
    ];
    for language in Language::ALL {
        let said = explain(&words(language), &Explanation { lines: every.clone() }, Reader::Client);
        for line in &said {
            for left_over in ["{$", "{ $", "clock-line", "day-", "pause-"] {
                assert!(!line.contains(left_over), "{line}");
            }
        }
        insta::assert_snapshot!(format!("lines_{}", language.code()), said.join("\n"));
    }
}
