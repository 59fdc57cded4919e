//! Two nodes at once on one PostgreSQL: one wins, and the other is told.
//!
//! SQLite has one writer, so there nobody can be in anybody's way.

use std::sync::{Arc, Barrier as Meeting};

use piket_core::incident::Actor;
use piket_store::alerts::{self, NewAlert};
use piket_store::config::{self, Kind, NewDocument};
use piket_store::incidents::{self, Change, IncidentRow};
use piket_store::{StoreError, Tx, lease, numbers, outbox, verify};

use crate::desk::{Dice, add, add_all, at, id, row};
use crate::engines::Home;
use crate::incidents::taken;
use crate::outbox::notice;
use crate::probe::{Gate, begin, finish};

/// What a runner does: in a transaction, told its number and how to wait for the other.
type Leg<T> = fn(&mut Tx<'_>, u64, &dyn Fn()) -> Result<T, StoreError>;

/// Runs `job` twice at once, told 1 and 2; each waits at the meeting that it is handed, once.
fn race<T: Send + 'static>(home: &Home, job: Leg<T>) -> [Result<T, StoreError>; 2] {
    let meeting = Arc::new(Meeting::new(2));
    let runners = [1, 2].map(|number| {
        let meeting = Arc::clone(&meeting);
        let mut is_first_run = true;
        begin(home.store.write(move |tx| {
            let wait = is_first_run;
            is_first_run = false;
            job(tx, number, &|| {
                if wait {
                    meeting.wait();
                }
            })
        }))
    });
    runners.map(finish)
}

#[test]
fn the_same_new_alert_at_two_nodes_opens_one_incident() {
    let Some(home) = Home::on_postgres() else { return };
    let answers = race(&home, |tx, number, meet| {
        assert_eq!(alerts::find_for_change(tx, "check", "shop")?, None);
        meet();
        add(tx, &row(number))?;
        let alert = NewAlert {
            source: "check",
            key: "shop",
            incident: id(number),
            summary: "HTTP 500",
            seen_at: at("08:00:00"),
        };
        alerts::add(tx, &alert)
    });
    let lost = answers.iter().filter(|answer| **answer == Err(StoreError::Conflict)).count();
    assert_eq!((lost, answers.iter().filter(|answer| answer.is_ok()).count()), (1, 1));
    let counts = home.store.read_blocking(verify::counts).unwrap();
    assert_eq!((counts.incidents, counts.alerts), (1, 1));
}

#[test]
fn of_two_nodes_that_open_the_same_number_one_is_told() {
    let Some(home) = Home::on_postgres() else { return };
    let answers = race(&home, |tx, _, meet| {
        meet();
        add(tx, &row(7))
    });
    assert!(answers.contains(&Ok(())) && answers.contains(&Err(StoreError::Conflict)));
}

#[test]
fn who_claims_letters_does_not_wait_for_who_else_does() {
    let Some(home) = Home::on_postgres() else { return };
    let notices = [notice("anna", "1"), notice("anna", "2")];
    home.store
        .write_blocking(move |tx| {
            outbox::put(tx, &notices, "mail", at("08:00:00"), &Dice::default())
        })
        .unwrap();
    let (gate, barrier) = Gate::new();
    let claim = |tx: &mut Tx<'_>, holder: &str, limit| {
        let letters = outbox::claim(tx, at("08:00:00"), limit, holder, at("08:01:00"))?;
        Ok::<_, StoreError>(
            letters.into_iter().map(|letter| letter.notice.once).collect::<Vec<_>>(),
        )
    };
    let first = begin(home.store.write(move |tx| {
        let claimed = claim(tx, "a", 1);
        barrier.pass();
        claimed
    }));
    gate.wait();
    let second = home.store.write_blocking(move |tx| claim(tx, "b", 10)).unwrap();
    gate.open();
    assert_eq!((finish(first).unwrap(), second), (vec!["1".to_owned()], vec!["2".to_owned()]));
}

#[test]
fn two_who_save_a_document_make_two_versions() {
    let Some(home) = Home::on_postgres() else { return };
    let mut versions = race(&home, |tx, number, meet| {
        meet();
        let body = format!("{{\"number\":{number}}}");
        let document = NewDocument { kind: Kind::Client, key: "de-molen", body: &body };
        config::save(tx, &document, at("08:00:00"), &Actor::Piket)
    });
    versions.sort_by_key(|version| version.clone().ok());
    assert_eq!(versions, [Ok(Some(1)), Ok(Some(2))]);
    assert_eq!(home.store.read_blocking(config::revision), Ok(2));
}

#[test]
fn a_lease_and_a_number_go_to_one_of_two() {
    let Some(home) = Home::on_postgres() else { return };
    let taken = race(&home, |tx, number, meet| {
        meet();
        lease::take(tx, "cycle", &number.to_string(), at("08:00:00"), at("08:00:10"))
    });
    assert!(taken.contains(&Ok(true)) && taken.contains(&Ok(false)));
    let blocks = race(&home, |tx, _, meet| {
        meet();
        numbers::take(tx, 5)
    });
    let mut given: Vec<_> = blocks.into_iter().flat_map(Result::unwrap).collect();
    given.sort();
    given.dedup();
    assert_eq!(given.len(), 10);
}

#[test]
fn of_two_who_change_an_incident_at_once_one_decides_again() {
    let Some(home) = Home::on_postgres() else { return };
    add_all(&home.store, [row(7)]);
    let answers = race(&home, |tx, number, meet| {
        let known = incidents::row(tx, id(7))?.unwrap();
        meet();
        let entry = taken(2, "08:04:00", &format!("person-{number}"));
        let row = IncidentRow { version: 2, ..known };
        let change =
            Change { expected_version: 1, entries: &[entry], row: &row, clocks: &[], due_at: None };
        incidents::append(tx, &change)
    });
    assert!(answers.contains(&Ok(())) && answers.contains(&Err(StoreError::Conflict)));
    let timeline = home.store.read_blocking(|tx| incidents::load(tx, id(7))).unwrap();
    assert_eq!(timeline.unwrap().entries.len(), 2);
}
