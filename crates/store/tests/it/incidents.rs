//! Timelines: what is appended comes back, in order, and only on what it was decided upon.

use jiff::civil;
use piket_core::calendar::WorkingTime;
use piket_core::incident::{
    Actor, CancelKind, Channel, Classification, Entry, Evidence, EvidenceKind, Fact, Message, Pins,
    ProposalTerms, Recipient, ResolutionKind, Scope, Solved, State, WaitsOn,
};
use piket_core::key::{IncidentId, Number};
use piket_core::party::Party;
use piket_core::priority::{Impact, Nature, Priority, Urgency};
use piket_core::process::Step;
use piket_core::sla::{Clock, ClockState, Metric, PastCycles, Pause};
use piket_store::clocks::{self, ClockRow};
use piket_store::incidents::{self, Change, Deadline, IncidentRow, Timeline};
use piket_store::{Store, StoreError, due};
use uuid::Uuid;

use crate::desk::{add_all, at, entry, id, key, reported, row};
use crate::engines::both_engines;

/// The row of `entries` with these clocks.
fn row_of(entries: &[Entry], clocks: &[Clock]) -> IncidentRow {
    IncidentRow::of(id(1042), &State::replay(entries).unwrap(), clocks)
}

/// Appends `new` to what is known of INC-1042.
fn append(store: &Store, known: &[Entry], new: &[Entry]) -> Result<IncidentRow, StoreError> {
    let entries = new.to_vec();
    let row = row_of(&[known, new].concat(), &[]);
    let written = row.clone();
    let expected_version = u32::try_from(known.len()).unwrap();
    store.write_blocking(move |tx| {
        let change = Change {
            expected_version,
            entries: &entries,
            row: &row,
            clocks: &[],
            due_at: Some(at("09:00:00")),
        };
        incidents::append(tx, &change)
    })?;
    Ok(written)
}

fn timeline(store: &Store, id: IncidentId) -> Option<Timeline> {
    store.read_blocking(move |tx| incidents::load(tx, id)).unwrap()
}

fn stored_row(store: &Store, id: IncidentId) -> Option<IncidentRow> {
    store.read_blocking(move |tx| incidents::row(tx, id)).unwrap()
}

pub(crate) fn taken(seq: u32, time: &str, by: &str) -> Entry {
    let fact = Fact::HolderAccepted {
        party: Party::ServiceDesk,
        person: Some(key(by)),
        reason: "ik kijk".to_owned(),
    };
    Entry { actor: Actor::Person(key(by)), ..entry(seq, time, fact) }
}

fn clock(metric: Metric, due_at: &str) -> Clock {
    Clock {
        metric,
        party: None,
        priority: Priority::P3,
        state: ClockState::Running,
        cycle: 0,
        started_at: Some(at("08:00:00")),
        segments: Vec::new(),
        changes: Vec::new(),
        promised: WorkingTime::hours(4),
        used: WorkingTime::minutes(10),
        due_at: Some(at(due_at)),
        limit_at: Some(at(due_at)),
        stopped_at: None,
        is_outside_window: false,
        continues_at: None,
        promise_at: None,
        past_cycles: PastCycles::default(),
    }
}

fn message() -> Message {
    Message {
        id: Uuid::from_u128(77),
        scope: Scope::Party(Party::Supplier(key("nordhost"))),
        channel: Channel::Mail,
        to: vec![Recipient {
            name: "Nordhost".to_owned(),
            person: None,
            party: Some(Party::Supplier(key("nordhost"))),
        }],
        body: "Wat zien jullie?\n\"Grüße\" 🚨 $1 ' --".to_owned(),
        next_update_at: Some(at("10:30:00")),
    }
}

/// One fact of nearly every shape there is.
fn facts() -> Vec<Fact> {
    let classification = Classification {
        nature: Nature::Outage,
        component: Some(key("checkout")),
        impact: Impact::High,
        urgency: Urgency::Medium,
        priority: Priority::P2,
    };
    let evidence = Evidence {
        id: Uuid::from_u128(5),
        kind: EvidenceKind::FailingResult,
        title: "HTTP 500".to_owned(),
        captured_at: at("08:00:30"),
        sha256: "ab".repeat(32),
        scope: Scope::Internal,
    };
    let terms = ProposalTerms {
        solution: "Vorige versie terug".to_owned(),
        risk: "Geen".to_owned(),
        rollback: "Opnieuw uitrollen".to_owned(),
        test_plan: "Bestelling plaatsen".to_owned(),
        planned_at: None,
    };
    let solved = Solved {
        kind: ResolutionKind::Fixed,
        cause: "Schijf vol".to_owned(),
        solution: "Ruimte gemaakt".to_owned(),
        message: message(),
    };
    vec![
        Fact::AlertLinked {
            key: "check:shop".to_owned(),
            check: Some(key("shop")),
            summary: "HTTP 500".to_owned(),
            onset_at: at("07:58:00"),
        },
        Fact::Classified { classification, reason: None, agreement: None, agreed: None },
        Fact::ApplicationSet { application: key("webshop"), pins: Pins::default() },
        Fact::HolderOffered {
            party: Party::Development,
            person: None,
            reason: "code".to_owned(),
            accept_by: at("08:30:00"),
        },
        Fact::HolderRefused { party: Party::Development, reason: "hosting".to_owned() },
        Fact::StepChanged {
            from: Step::Reported,
            to: Step::Assigning,
            reason: None,
            skipped: Vec::new(),
        },
        Fact::MessageSent(message()),
        Fact::WaitingBegan {
            pause: Pause::ClientParty,
            question: "Wat zien jullie?".to_owned(),
            remind_at: at("12:00:00"),
            who: None,
            party: None,
        },
        Fact::EvidenceAdded(evidence),
        Fact::SolutionProposed { version: 1, terms },
        Fact::ConsentGiven { version: 1, note: "per telefoon".to_owned() },
        Fact::ResolutionPrepared(solved),
        Fact::Restored,
        Fact::Breached {
            metric: Metric::Restore,
            cycle: 0,
            due_at: at("09:00:00"),
            limit_at: at("09:00:00"),
            holder: Party::ServiceDesk,
            detail: None,
        },
        Fact::PreventionPlanned {
            action: "Schijf bewaken".to_owned(),
            owner: key("anna"),
            due_on: civil::date(2026, 4, 1),
        },
        Fact::Cancelled { cancel: CancelKind::Duplicate, reason: "INC-1041".to_owned() },
    ]
}

both_engines! {
    a_timeline_comes_back_as_it_was_told(home) {
        let mut told = vec![reported(1042)];
        for (seq, fact) in (2..).zip(facts()) {
            told.push(entry(seq, "08:05:00", fact));
        }
        told[3].recorded_at = at("08:20:00");
        told[3].actor = Actor::Party(Party::Supplier(key("nordhost")));
        append(&home.store, &[], &told).unwrap();
        let timeline = timeline(&home.store, id(1042)).unwrap();
        assert_eq!(timeline.entries, told);
        assert_eq!(timeline.state(), State::replay(&told));
    }

    a_row_comes_back_as_it_was_read_off(home) {
        let known = [reported(1042)];
        append(&home.store, &[], &known).unwrap();
        let written = append(&home.store, &known, &[taken(2, "08:04:00", "bram")]).unwrap();
        assert_eq!(stored_row(&home.store, id(1042)), Some(written.clone()));
        assert_eq!(written.holder_person, Some(key("bram")));
        assert!(written.is_taken && written.is_open);
        let number = home.store.read_blocking(|tx| incidents::by_number(tx, Number(1042)));
        assert_eq!(number, Ok(Some(id(1042))));
    }

    every_column_of_a_row_comes_back(home) {
        let full = IncidentRow {
            waiting_on: Some(WaitsOn::ClientParty),
            client_waits: true,
            reporter: Some(key("petra")),
            application: None,
            holder_party: Party::Supplier(key("nordhost")),
            deadline: Some(Deadline { at: at("12:00:00"), metric: Metric::Restore }),
            is_breached: true,
            next_update_at: Some(at("10:00:00")),
            closed_at: Some(at("11:00:00")),
            visited: vec![Step::Reported, Step::Investigating],
            ..row(1042)
        };
        add_all(&home.store, [full.clone(), row(1043)]);
        assert_eq!(stored_row(&home.store, id(1042)), Some(full.clone()));
        let wanted = [id(1043), id(7), id(1042)];
        let rows = home.store.read_blocking(move |tx| incidents::rows(tx, &wanted));
        assert_eq!(rows, Ok(vec![row(1043), full]));
    }

    of_two_who_take_an_incident_at_once_the_second_is_told(home) {
        let known = [reported(1042)];
        append(&home.store, &[], &known).unwrap();
        append(&home.store, &known, &[taken(2, "08:04:00", "anna")]).unwrap();
        let late = append(&home.store, &known, &[taken(2, "08:04:01", "bram")]);
        assert_eq!(late, Err(StoreError::Conflict));
        let timeline = timeline(&home.store, id(1042)).unwrap();
        assert_eq!(timeline.entries, [known[0].clone(), taken(2, "08:04:00", "anna")]);
        assert_eq!(stored_row(&home.store, id(1042)).unwrap().holder_person, Some(key("anna")));
    }

    a_new_incident_needs_an_id_and_a_number_of_its_own(home) {
        append(&home.store, &[], &[reported(1042)]).unwrap();
        assert_eq!(append(&home.store, &[], &[reported(1042)]), Err(StoreError::Conflict));
        let same_number = IncidentRow { id: id(7), ..row(1042) };
        let refused = home.store.write_blocking(move |tx| crate::desk::add(tx, &same_number));
        assert_eq!(refused, Err(StoreError::Conflict));
    }

    a_timeline_has_no_gaps(home) {
        let known = [reported(1042)];
        append(&home.store, &[], &known).unwrap();
        let gap = append(&home.store, &known, &[taken(3, "08:04:00", "anna")]);
        assert_eq!(gap, Err(StoreError::Broken("fact 3 does not follow 1".to_owned())));
        assert_eq!(timeline(&home.store, id(1042)).unwrap().entries, known);
    }

    an_unknown_incident_is_not_there(home) {
        assert_eq!(timeline(&home.store, id(1)), None);
        assert_eq!(stored_row(&home.store, id(1)), None);
        let found = home.store.read_blocking(|tx| incidents::by_number(tx, Number(u64::MAX)));
        assert_eq!(found, Ok(None));
    }

    clocks_that_are_no_longer_promised_go(home) {
        let entries = vec![reported(1042), taken(2, "08:04:00", "anna")];
        let both = [clock(Metric::Resolution, "12:00:00"), clock(Metric::Reaction, "08:30:00")];
        let rows: Vec<_> = both.iter().map(ClockRow::of).collect();
        let first = row_of(&entries[..1], &both);
        assert_eq!(first.deadline, Some(Deadline { at: at("08:30:00"), metric: Metric::Reaction }));
        let (told, written) = (entries[..1].to_vec(), rows.clone());
        home.store.write_blocking(move |tx| {
            let change = Change {
                expected_version: 0, entries: &told, row: &first, clocks: &written,
                due_at: Some(at("08:15:00")),
            };
            incidents::append(tx, &change)
        }).unwrap();
        let of = |tx: &mut piket_store::ReadTx<'_>| clocks::of(tx, id(1042));
        let kept = home.store.read_blocking(of).unwrap();
        assert_eq!(kept, [rows[1].clone(), rows[0].clone()], "in the order they are shown");

        let (second, written) = (row_of(&entries, &both[..1]), rows[..1].to_vec());
        let told = entries[1..].to_vec();
        home.store.write_blocking(move |tx| {
            let change = Change {
                expected_version: 1, entries: &told, row: &second, clocks: &written, due_at: None,
            };
            incidents::append(tx, &change)
        }).unwrap();
        assert_eq!(home.store.read_blocking(of).unwrap(), rows[..1]);
        assert_eq!(home.store.read_blocking(|tx| due::of(tx, id(1042))), Ok(None));
    }

    what_was_read_off_can_be_written_anew(home) {
        append(&home.store, &[], &[reported(1042)]).unwrap();
        let right = IncidentRow { summary: "Shop".to_owned(), ..row(1042) };
        let clocks = [ClockRow::of(&clock(Metric::Update, "10:00:00"))];
        let (written, told) = (right.clone(), clocks.clone());
        home.store.write_blocking(move |tx| {
            incidents::rewrite(tx, &written, &told, Some(at("10:00:00")))
        }).unwrap();
        assert_eq!(stored_row(&home.store, id(1042)), Some(right));
        assert_eq!(home.store.read_blocking(|tx| clocks::of(tx, id(1042))).unwrap(), clocks);
        assert_eq!(timeline(&home.store, id(1042)).unwrap().entries, [reported(1042)]);
    }
}

#[test]
fn the_row_of_what_is_over_has_no_deadline_but_an_end() {
    let cancelled =
        Fact::Cancelled { cancel: CancelKind::Duplicate, reason: "INC-1041".to_owned() };
    let moved = Fact::StepChanged {
        from: Step::Reported,
        to: Step::Cancelled,
        reason: None,
        skipped: Vec::new(),
    };
    let over = [entry(2, "08:30:00", cancelled), entry(3, "08:30:00", moved)];
    let entries = [&[reported(1042)], &over[..]].concat();
    let row = row_of(&entries, &[clock(Metric::Update, "10:00:00")]);
    assert_eq!((row.is_open, row.deadline), (false, None));
    assert_eq!(row.closed_at, Some(at("08:30:00")));
}

#[test]
fn a_clock_that_stands_still_gives_no_deadline() {
    let paused = Clock { state: ClockState::Paused, ..clock(Metric::Restore, "09:00:00") };
    let row = row_of(&[reported(1042)], &[paused, clock(Metric::Resolution, "12:00:00")]);
    assert_eq!(row.deadline, Some(Deadline { at: at("12:00:00"), metric: Metric::Resolution }));
}

#[test]
fn a_running_clock_agrees_with_itself_later() {
    let now = ClockRow::of(&clock(Metric::Restore, "12:00:00"));
    let later = ClockRow { used: WorkingTime::minutes(20), ..now.clone() };
    assert!(now.agrees_with(&later));
    assert!(!now.agrees_with(&ClockRow { due_at: None, ..later.clone() }));
    let met = |clock: ClockRow| ClockRow { state: ClockState::Met, ..clock };
    assert!(!met(now).agrees_with(&met(later)));
}
