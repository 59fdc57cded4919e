//! Incidents, people and instants that look real, for the tests of this folder.

use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use piket_core::chance::Chance;
use piket_core::incident::{Actor, Channel, Entry, Fact, Pins, Source, State, TicketKind};
use piket_core::key::{IncidentId, Number};
use piket_core::priority::Priority;
use piket_store::incidents::{self, Change, IncidentRow};
use piket_store::{Store, StoreError, Tx};
use uuid::Uuid;

/// Monday 2 March 2026 at this time of the day, UTC.
pub(crate) fn at(time: &str) -> Timestamp {
    format!("2026-03-02T{time}Z").parse().unwrap()
}

/// A key of whatever kind is wanted.
pub(crate) fn key<T: FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

/// The id of incident INC-`number`; they sort as their numbers.
pub(crate) fn id(number: u64) -> IncidentId {
    IncidentId(Uuid::from_u64_pair(0x0199_a3b2_7c44_7000, 0x8000_0000_0000_0000 | number))
}

/// Chance that gives other bytes each time, the same in each run.
#[derive(Debug, Default)]
pub(crate) struct Dice(AtomicU64);

impl Chance for Dice {
    fn fill(&self, bytes: &mut [u8]) {
        let throw = self.0.fetch_add(1, Ordering::Relaxed);
        for (byte, digit) in bytes.iter_mut().zip(throw.to_be_bytes().into_iter().cycle()) {
            *byte = digit;
        }
    }
}

/// A fact by Piket, told when it happened.
pub(crate) fn entry(seq: u32, time: &str, fact: Fact) -> Entry {
    Entry { seq, at: at(time), recorded_at: at(time), actor: Actor::Piket, fact }
}

/// The first fact of incident INC-`number`: reported at 08:00 for the web shop of De Molen.
pub(crate) fn reported(number: u64) -> Entry {
    let fact = Fact::Reported {
        number: Number(number),
        ticket: TicketKind::Incident,
        client: key("de-molen"),
        application: Some(key("webshop")),
        source: Source { channel: Channel::Monitoring, signal: Some("check:shop".to_owned()) },
        reporter: None,
        summary: "Webshop: bestellen niet mogelijk".to_owned(),
        details: String::new(),
        provisional: Priority::P3,
        pins: Pins::default(),
        onset_at: None,
        recurrence_of: None,
        felt: None,
    };
    entry(1, "08:00:00", fact)
}

/// What lists show of incident INC-`number` just after the report.
pub(crate) fn row(number: u64) -> IncidentRow {
    let state = State::replay(&[reported(number)]).unwrap();
    IncidentRow::of(id(number), &state, &[])
}

/// Writes a new incident that lists show as `row`.
pub(crate) fn add(tx: &mut Tx<'_>, row: &IncidentRow) -> Result<(), StoreError> {
    let entries = [reported(row.number.0)];
    let change = Change { expected_version: 0, entries: &entries, row, clocks: &[], due_at: None };
    incidents::append(tx, &change)
}

/// Writes new incidents.
pub(crate) fn add_all(store: &Store, rows: impl IntoIterator<Item = IncidentRow>) {
    let rows: Vec<_> = rows.into_iter().collect();
    store.write_blocking(move |tx| rows.iter().try_for_each(|row| add(tx, row))).unwrap();
}
