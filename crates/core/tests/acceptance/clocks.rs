//! Clocks as others run them: the replay of an incident against counted facts.
//!
//! The sets know one clock and one reason to wait, so each row is told as an incident whose
//! resolution waits for the client.

use std::collections::BTreeMap;

use jiff::Timestamp;
use piket_core::calendar::Calendar;
use piket_core::directory::Pin;
use piket_core::key::{AgreementKey, CalendarKey};
use piket_core::priority::Priority;
use piket_core::sla::{
    Agreement, Calendars, Clock, ClockEvent, ClockEventKind, ClockState, Metric, Pause, clock,
    cycles,
};
use serde::Deserialize;

use crate::business_time::{self, CalendarRow};
use crate::folder;

/// One agreement over one calendar.
struct Promise<'a> {
    calendar: &'a Calendar,
    agreement: Agreement,
}

impl Calendars for Promise<'_> {
    fn calendar(&self, _: &CalendarKey) -> Option<&Calendar> {
        Some(self.calendar)
    }

    fn agreement(&self, _: &Pin<AgreementKey>) -> Option<&Agreement> {
        Some(&self.agreement)
    }
}

impl<'a> Promise<'a> {
    fn new(calendar: &'a Calendar, targets: &[(Metric, u32)]) -> Self {
        let targets: Vec<_> = targets
            .iter()
            .map(|(metric, minutes)| {
                serde_json::json!({"metric": metric, "priority": 3, "minutes": minutes})
            })
            .collect();
        let agreement = serde_json::json!({
            "key": "agreed", "name": "Agreed", "tier": "silver", "calendar": "hours",
            "target": targets,
        });
        Self { calendar, agreement: serde_json::from_value(agreement).unwrap() }
    }

    fn clock(&self, metric: Metric, events: &[ClockEvent], now: Timestamp) -> Clock {
        clock(metric, events, self, now).unwrap()
    }
}

fn event(at: Timestamp, kind: ClockEventKind) -> ClockEvent {
    ClockEvent { at, kind }
}

fn reported(at: Timestamp) -> Vec<ClockEvent> {
    let agreed = Pin { key: "agreed".parse().unwrap(), version: 1 };
    let classified = ClockEventKind::Prioritised { priority: Priority::P3, is_provisional: false };
    [ClockEventKind::Reported, ClockEventKind::Agreed(agreed), classified]
        .map(|kind| event(at, kind))
        .to_vec()
}

#[derive(Deserialize)]
struct PausedRow {
    id: String,
    calendar: String,
    start_utc: Timestamp,
    target_minutes: u32,
    pauses_utc: Vec<(Timestamp, Timestamp)>,
    at_utc: Timestamp,
    expected_elapsed_seconds: i64,
    expected_due_utc: Timestamp,
    expected_rollover_utc: Timestamp,
    expected_met_if_stopped_at: bool,
}

impl PausedRow {
    fn check(&self, calendar: &Calendar) -> Result<(), String> {
        let promise = Promise::new(calendar, &[(Metric::Resolution, self.target_minutes)]);
        let mut events = reported(self.start_utc);
        for (from, to) in &self.pauses_utc {
            events.push(event(*from, ClockEventKind::PauseBegan(Pause::Client)));
            events.push(event(*to, ClockEventKind::PauseEnded(Pause::Client)));
        }
        let running = promise.clock(Metric::Resolution, &events, self.at_utc);
        events.push(event(self.at_utc, ClockEventKind::Resolved));
        let stopped = promise.clock(Metric::Resolution, &events, self.at_utc);

        let expected = (
            self.expected_elapsed_seconds,
            Some(self.expected_due_utc),
            Some(self.expected_rollover_utc),
            self.expected_met_if_stopped_at,
        );
        let is_met = stopped.state == ClockState::Met;
        let got = (running.used.seconds(), running.due_at, running.limit_at, is_met);
        if got == expected {
            return Ok(());
        }
        Err(format!("{}: {got:?} instead of {expected:?}", self.id))
    }
}

#[test]
fn the_replay_of_a_clock_with_pauses_reads_as_others_read_it() {
    let file = "business_time/clock_with_pauses.json";
    let rows = folder::json::<Vec<PausedRow>>(file);
    let Some((calendars, rows)) = business_time::calendars().zip(rows) else { return };
    let failures: Vec<_> =
        rows.iter().filter_map(|row| row.check(&calendars[&row.calendar]).err()).collect();
    folder::conclude(file, rows.len(), 0, &failures);
}

/// Cases of another product's tests.
#[derive(Deserialize)]
struct Cases {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    id: String,
    calendar: CalendarRow,
    #[serde(default)]
    targets_minutes: BTreeMap<String, Option<u32>>,
    events: Vec<(String, String)>,
    expect: serde_json::Value,
}

impl Case {
    /// The facts that hold here as well, as metric, what is asked and the answer.
    ///
    /// That product lets waiting and solving stop the first response; here only an answer does.
    /// Its update clock is our next reply. Where it cuts pauses to minutes, seconds are right.
    fn facts(&self) -> Vec<(Metric, &'static str, &serde_json::Value)> {
        let answers_only = ["created_by_customer", "first_response", "agent_contact"];
        let is_plain = self.events.iter().all(|(_, what)| answers_only.contains(&what.as_str()));
        [
            (is_plain, Metric::Reaction, "due", "first_response_due"),
            (is_plain, Metric::Reaction, "used", "first_response_minutes"),
            (is_plain, Metric::Reaction, "left", "first_response_diff"),
            (true, Metric::NextReply, "due", "update_due"),
            (true, Metric::NextReply, "due to the minute", "update_due_upstream"),
            (true, Metric::NextReply, "due", "update_due_second_precision"),
            (true, Metric::NextReply, "used", "update_minutes"),
            (true, Metric::NextReply, "left", "update_diff"),
            (true, Metric::NextReply, "most used", "update_minutes_longest"),
            (true, Metric::NextReply, "least left", "update_diff_longest"),
            (true, Metric::Resolution, "due", "resolution_due"),
            (true, Metric::Resolution, "used", "resolution_minutes"),
            (true, Metric::Resolution, "left", "resolution_diff"),
        ]
        .into_iter()
        .filter(|(holds, ..)| *holds)
        .filter_map(|(_, metric, asked, name)| Some((metric, asked, self.expect.get(name)?)))
        .collect()
    }

    fn events(&self) -> Vec<ClockEvent> {
        let mut events = Vec::new();
        for (at, what) in &self.events {
            let at: Timestamp = at.parse().unwrap();
            match what.as_str() {
                "created_open" => events.extend(reported(at)),
                "created_by_customer" => {
                    events.extend(reported(at));
                    events.push(event(at, ClockEventKind::ClientWrote));
                }
                "created_paused" => {
                    events.extend(reported(at));
                    events.push(event(at, ClockEventKind::PauseBegan(Pause::Client)));
                }
                "first_response" | "agent_contact" => {
                    events.push(event(at, ClockEventKind::Responded { next_update_at: None }));
                }
                "pause" => events.push(event(at, ClockEventKind::PauseBegan(Pause::Client))),
                "resume" => events.push(event(at, ClockEventKind::PauseEnded(Pause::Client))),
                "closed" => events.push(event(at, ClockEventKind::Resolved)),
                "reopened" => {
                    events.push(event(at, ClockEventKind::Reopened { counts_between: false }));
                }
                "customer_contact" => events.push(event(at, ClockEventKind::ClientWrote)),
                unknown => panic!("{unknown} is not known"),
            }
        }
        events
    }

    fn check(&self, facts: &[(Metric, &str, &serde_json::Value)]) -> Vec<String> {
        let calendar = self.calendar.compile();
        let metrics = [
            ("first_response", Metric::Reaction),
            ("update", Metric::NextReply),
            ("resolution", Metric::Resolution),
        ];
        let targets: Vec<_> = metrics
            .into_iter()
            .filter_map(|(name, metric)| Some((metric, (*self.targets_minutes.get(name)?)?)))
            .collect();
        let promise = Promise::new(&calendar, &targets);
        let events = self.events();
        let now = events.last().unwrap().at;
        let check = |(metric, asked, expected): &(Metric, &str, &serde_json::Value)| {
            let clock = promise.clock(*metric, &events, now);
            let all = cycles(*metric, &events, &promise, now);
            let worst = all.iter().max_by_key(|cycle| cycle.used).unwrap_or(&clock);
            let to_the_minute = |at: Timestamp| {
                Timestamp::from_second(at.as_second() - at.as_second() % 60).unwrap()
            };
            let got = match *asked {
                // An answered message has no deadline there; here it keeps the one it had.
                "due" if clock.stopped_at.is_some() && expected.is_null() => {
                    serde_json::Value::Null
                }
                "due" => serde_json::json!(clock.due_at),
                "due to the minute" => serde_json::json!(clock.due_at.map(to_the_minute)),
                "most used" => serde_json::json!(worst.used.full_minutes()),
                "least left" => serde_json::json!(worst.remaining().full_minutes()),
                "used" => serde_json::json!(clock.used.full_minutes()),
                _ => serde_json::json!(clock.remaining().full_minutes()),
            };
            let id = &self.id;
            (got != **expected)
                .then(|| format!("{id}: {metric:?} {asked} {got} instead of {expected}"))
        };
        facts.iter().filter_map(check).collect()
    }
}

#[test]
fn incidents_of_another_product_escalate_when_it_says() {
    let file = "sla/zammad_escalation_cases.json";
    let Some(Cases { cases }) = folder::json(file) else { return };
    let cases: Vec<_> = cases.iter().map(|case| (case, case.facts())).collect();
    let (known, unknown): (Vec<_>, Vec<_>) =
        cases.into_iter().partition(|(_, facts)| !facts.is_empty());
    for (case, _) in &unknown {
        println!(
            "{}: skipped, it asks what only that product stops the first response by",
            case.id
        );
    }
    for (case, facts) in &known {
        println!("{}: {} facts", case.id, facts.len());
    }
    let failures: Vec<_> = known.iter().flat_map(|(case, facts)| case.check(facts)).collect();
    folder::conclude(file, known.len() + unknown.len(), unknown.len(), &failures);
}
