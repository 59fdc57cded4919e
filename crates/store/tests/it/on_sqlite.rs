//! What only SQLite does: many jobs to a commit, a full disk, copies of the file.

use std::os::unix::fs::PermissionsExt;

use piket_store::{Store, StoreError, params};

use crate::engines::{Home, Place};
use crate::probe::{self, Gate, begin, finish, is_pending, seen};

piket_store::statements! {
    PAGES = "SELECT page_count AS number FROM pragma_page_count()";
    ROOM_FOR = "PRAGMA max_page_count = 160";
    ROOM_AGAIN = "PRAGMA max_page_count = 1000000";
    FILL = "INSERT INTO probe (id, bytes) VALUES ($1, $2)";
    OWNED = "CREATE TABLE owned (
        probe_id BIGINT NOT NULL REFERENCES probe (id) DEFERRABLE INITIALLY DEFERRED
    )";
    OWN = "INSERT INTO owned (probe_id) VALUES ($1)";
    END = "COMMIT";
}

fn home() -> Home {
    let home = Home::on_sqlite();
    probe::create(&home.store);
    home
}

/// Stops the writer, so that what comes now waits and is taken together.
fn stopped(store: &Store) -> (Gate, impl Future<Output = Result<(), StoreError>> + use<>) {
    let (gate, barrier) = Gate::new();
    let store = store.clone();
    let held = begin(async move {
        store
            .write(move |_| {
                barrier.pass();
                Ok::<_, StoreError>(())
            })
            .await
    });
    gate.wait();
    (gate, held)
}

#[test]
fn a_job_that_fails_does_not_harm_those_it_shares_a_commit_with() {
    let home = home();
    let (gate, _held) = stopped(&home.store);
    let before = begin(home.store.write(|tx| probe::add(tx, 1, "one")));
    let refused = begin(home.store.write(|tx| {
        probe::add(tx, 2, "two")?;
        probe::add(tx, 1, "one")
    }));
    let panicked = begin(home.store.write(|tx| -> Result<(), StoreError> {
        probe::add(tx, 3, "three")?;
        panic!("a bug")
    }));
    let after = begin(home.store.write(|tx| probe::add(tx, 4, "four")));
    gate.open();
    assert_eq!(finish(before), Ok(()));
    assert_eq!(finish(refused), Err(StoreError::Conflict));
    assert!(matches!(finish(panicked), Err(StoreError::Broken(_))));
    assert_eq!(finish(after), Ok(()));
    assert_eq!(seen(&home.store), 2);
}

#[test]
fn jobs_that_wait_share_a_commit_and_nobody_is_answered_before_it() {
    let home = home();
    let (first, _held) = stopped(&home.store);
    let mut one = begin(home.store.write(|tx| probe::add(tx, 1, "one")));
    let (last, barrier) = Gate::new();
    let two = begin(home.store.write(move |tx| {
        let before = probe::count(tx)?;
        barrier.pass();
        probe::add(tx, 2, "two").map(|()| before)
    }));
    first.open();
    last.wait();
    // The first has run, for the second sees its row; but it has no answer, and readers no row.
    assert!(is_pending(&mut one));
    assert_eq!(seen(&home.store), 0);
    last.open();
    assert_eq!(finish(one), Ok(()));
    assert_eq!(finish(two), Ok(1));
    assert_eq!(seen(&home.store), 2);
}

#[test]
fn when_the_commit_fails_all_who_share_it_are_told() {
    let home = home();
    home.store.write_blocking(|tx| tx.execute(OWNED, &[])).unwrap();
    let (gate, _held) = stopped(&home.store);
    let good = begin(home.store.write(|tx| probe::add(tx, 1, "one")));
    let bad = begin(home.store.write(|tx| tx.execute(OWN, params![99])));
    gate.open();
    assert!(matches!(finish(good), Err(StoreError::Broken(why)) if why.starts_with("COMMIT")));
    assert!(matches!(finish(bad), Err(StoreError::Broken(why)) if why.starts_with("COMMIT")));
    assert_eq!(seen(&home.store), 0);
    home.store.write_blocking(|tx| probe::add(tx, 1, "one")).unwrap();
    assert_eq!(seen(&home.store), 1);
}

#[test]
fn a_job_cannot_end_the_transaction_that_it_shares() {
    let home = home();
    let (gate, _held) = stopped(&home.store);
    let thief = begin(home.store.write(|tx| {
        probe::add(tx, 1, "one")?;
        tx.execute(END, &[])
    }));
    let next = begin(home.store.write(|tx| probe::add(tx, 2, "two")));
    gate.open();
    let ended = StoreError::Broken("a job ended the transaction".to_owned());
    assert_eq!(finish(thief), Err(ended));
    assert_eq!(finish(next), Ok(()));
}

#[test]
fn a_full_disk_is_said_clearly_and_work_goes_on_when_there_is_room() {
    let home = home();
    let fill = |id: i64| {
        home.store.write_blocking(move |tx| tx.execute(FILL, params![id, vec![7_u8; 40_000]]))
    };
    let pages = home.store.read_blocking(|tx| tx.query_one(PAGES, &[], |row| row.int::<i64>(0)));
    assert!(pages.unwrap() < 140, "the tables have grown: give this test more room");
    home.store.write_blocking(|tx| tx.query(ROOM_FOR, &[], |_| Ok(()))).unwrap();
    let refused = (1..20).find_map(|id| fill(id).err().map(|why| (id, why)));
    let Some((id, why)) = refused else { panic!("the disk was never full") };
    assert_eq!(why, StoreError::Full);
    assert_eq!(seen(&home.store), id - 1);
    home.store.write_blocking(|tx| tx.query(ROOM_AGAIN, &[], |_| Ok(()))).unwrap();
    assert_eq!(fill(id), Ok(1));
    assert_eq!(seen(&home.store), id);
}

#[test]
fn the_file_is_for_its_owner_only() {
    let home = home();
    let Place::Folder(folder) = &home.place else { panic!("no folder") };
    for name in ["piket.db", "piket.db-wal"] {
        let mode = folder.path().join(name).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn a_backup_holds_what_was_committed_when_it_was_made() {
    let home = home();
    let Place::Folder(folder) = &home.place else { panic!("no folder") };
    let copy = folder.path().join("copy.db");
    home.store.write_blocking(|tx| probe::add(tx, 1, "one")).unwrap();
    let (gate, barrier) = Gate::new();
    let writing = begin(home.store.write(move |tx| {
        probe::add(tx, 2, "two")?;
        barrier.pass();
        Ok::<_, StoreError>(())
    }));
    gate.wait();
    home.store.backup_to(&copy).unwrap();
    gate.open();
    finish(writing).unwrap();
    assert_eq!(seen(&home.store), 2);
    assert_eq!(seen(&Store::open(copy.to_str().unwrap()).unwrap()), 1);
}

#[test]
fn a_backup_never_overwrites_a_file() {
    let home = home();
    let Place::Folder(folder) = &home.place else { panic!("no folder") };
    let copy = folder.path().join("letter.txt");
    std::fs::write(&copy, "dear client").unwrap();
    let refused = home.store.backup_to(&copy);
    assert!(matches!(refused, Err(StoreError::Broken(why)) if why.contains("letter.txt")));
    assert_eq!(std::fs::read_to_string(&copy).unwrap(), "dear client");
}
