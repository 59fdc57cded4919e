//! What a job may count on: all or nothing, its own answer, and a word when there is no room.

use piket_store::{Options, Store, StoreError, params};

use crate::engines::both_engines;
use crate::probe::{self, Gate, Refusal, begin, finish, seen};

piket_store::statements! {
    MISSPELT = "SELEKT 1";
    SNEAK_IN = "INSERT INTO probe (id, words) VALUES ($1, $2) RETURNING id";
    ALL_IDS = "SELECT id FROM probe";
    ADD_IF_NEW = "INSERT INTO probe (id, words) VALUES ($1, $2) ON CONFLICT DO NOTHING";
}

/// One thread a kind, and room for one job to wait.
const NARROW: Options = Options { readers: 1, writers: 1, waiting: 1 };

both_engines! {
    what_a_job_wrote_is_there_for_the_next_one(home) {
        probe::create(&home.store);
        home.store.write_blocking(|tx| probe::add(tx, 1, "one")).unwrap();
        assert_eq!(seen(&home.store), 1);
        let again = Store::open(&home.url).unwrap();
        assert_eq!(seen(&again), 1);
    }

    a_job_that_refuses_leaves_nothing_behind(home) {
        probe::create(&home.store);
        let refused = home.store.write_blocking(|tx| -> Result<(), Refusal> {
            probe::add(tx, 1, "one")?;
            Err(Refusal::Own("not on a Sunday"))
        });
        assert_eq!(refused, Err(Refusal::Own("not on a Sunday")));
        assert_eq!(seen(&home.store), 0);
    }

    a_row_that_exists_already_is_a_conflict(home) {
        probe::create(&home.store);
        home.store.write_blocking(|tx| probe::add(tx, 1, "one")).unwrap();
        let by_key = home.store.write_blocking(|tx| probe::add(tx, 1, "uno"));
        let by_words = home.store.write_blocking(|tx| probe::add(tx, 2, "one"));
        assert_eq!(by_key, Err(StoreError::Conflict));
        assert_eq!(by_words, Err(StoreError::Conflict));
    }

    a_conflict_that_is_expected_is_a_number_of_rows(home) {
        probe::create(&home.store);
        let added = home.store.write_blocking(|tx| {
            let first = tx.execute(ADD_IF_NEW, params![1, "one"])?;
            let second = tx.execute(ADD_IF_NEW, params![1, "one"])?;
            Ok::<_, StoreError>((first, second))
        });
        assert_eq!(added, Ok((1, 0)));
    }

    a_job_that_looks_away_from_a_failure_is_not_kept(home) {
        probe::create(&home.store);
        let answer = home.store.write_blocking(|tx| {
            probe::add(tx, 1, "one")?;
            let conflict = probe::add(tx, 1, "one");
            assert_eq!(conflict, Err(StoreError::Conflict));
            assert_eq!(probe::add(tx, 2, "two"), Err(StoreError::Conflict));
            Ok::<_, StoreError>(())
        });
        assert_eq!(answer, Err(StoreError::Conflict));
        assert_eq!(seen(&home.store), 0);
    }

    a_job_that_panics_is_undone_and_the_next_one_works(home) {
        probe::create(&home.store);
        let answer = home.store.write_blocking(|tx| -> Result<(), StoreError> {
            probe::add(tx, 1, "one")?;
            panic!("a bug at {}", 3);
        });
        assert_eq!(answer, Err(StoreError::Broken("a job panicked: a bug at 3".to_owned())));
        let answer = home.store.read_blocking(|_| -> Result<(), StoreError> { panic!("again") });
        assert_eq!(answer, Err(StoreError::Broken("a job panicked: again".to_owned())));
        home.store.write_blocking(|tx| probe::add(tx, 2, "two")).unwrap();
        assert_eq!(seen(&home.store), 1);
    }

    a_statement_that_the_engine_does_not_understand_is_named(home) {
        let answer = home.store.read_blocking(|tx| tx.query(MISSPELT, &[], |_| Ok(())));
        assert!(matches!(answer, Err(StoreError::Broken(why)) if why.starts_with("MISSPELT: ")));
    }

    one_row_means_one(home) {
        probe::create(&home.store);
        let one = |store: &Store| {
            store.read_blocking(|tx| tx.query_one(ALL_IDS, &[], |row| row.int::<i64>("id")))
        };
        assert_eq!(one(&home.store), Err(StoreError::Broken("ALL_IDS: no row".to_owned())));
        home.store.write_blocking(|tx| probe::add(tx, 1, "one")).unwrap();
        assert_eq!(one(&home.store), Ok(1));
        home.store.write_blocking(|tx| probe::add(tx, 2, "two")).unwrap();
        let several = StoreError::Broken("ALL_IDS: more than one row".to_owned());
        assert_eq!(one(&home.store), Err(several));
    }

    readers_do_not_see_what_is_not_committed(home) {
        probe::create(&home.store);
        let (gate, barrier) = Gate::new();
        let writing = begin(home.store.write(move |tx| {
            probe::add(tx, 1, "one")?;
            barrier.pass();
            probe::count(tx)
        }));
        gate.wait();
        assert_eq!(seen(&home.store), 0);
        gate.open();
        assert_eq!(finish(writing), Ok(1));
        assert_eq!(seen(&home.store), 1);
    }

    a_reader_sees_one_state_from_its_first_question_to_its_last(home) {
        probe::create(&home.store);
        let (gate, barrier) = Gate::new();
        let reading = begin(home.store.read(move |tx| {
            let first = probe::count(tx)?;
            barrier.pass();
            Ok::<_, StoreError>((first, probe::count(tx)?))
        }));
        gate.wait();
        home.store.write_blocking(|tx| probe::add(tx, 1, "one")).unwrap();
        gate.open();
        assert_eq!(finish(reading), Ok((0, 0)));
        assert_eq!(seen(&home.store), 1);
    }

    a_reader_cannot_write_even_by_a_trick(home) {
        probe::create(&home.store);
        let sneaked = home.store.reader().read_blocking(|tx| {
            tx.query(SNEAK_IN, params![1, "one"], |row| row.int::<i64>("id"))
        });
        assert!(matches!(sneaked, Err(StoreError::Broken(_))), "{sneaked:?}");
        assert_eq!(seen(&home.store), 0);
    }

    when_the_queue_is_full_the_store_is_busy(home) {
        probe::create(&home.store);
        let store = home.open_with(NARROW);
        let (gate, barrier) = Gate::new();
        let held = begin(store.write(move |_| {
            barrier.pass();
            Ok::<_, StoreError>(())
        }));
        gate.wait();
        let waiting = begin(store.write(|tx| probe::add(tx, 1, "one")));
        assert_eq!(store.waiting(), (1, 0));
        assert_eq!(store.write_blocking(|tx| probe::add(tx, 2, "two")), Err(StoreError::Busy));
        gate.open();
        assert_eq!(finish(held), Ok(()));
        assert_eq!(finish(waiting), Ok(()));
        assert_eq!(seen(&store), 1);
    }

    readers_too_are_told_when_there_is_no_room(home) {
        probe::create(&home.store);
        let store = home.open_with(NARROW);
        let (gate, barrier) = Gate::new();
        let held = begin(store.read(move |_| {
            barrier.pass();
            Ok::<_, StoreError>(())
        }));
        gate.wait();
        let waiting = begin(store.read(probe::count));
        assert_eq!(store.read_blocking(probe::count), Err(StoreError::Busy));
        gate.open();
        assert_eq!(finish(held), Ok(()));
        assert_eq!(finish(waiting), Ok(0));
    }

    what_waits_is_done_before_the_store_closes(home) {
        probe::create(&home.store);
        let store = home.open_with(Options { waiting: 100, ..NARROW });
        let answers: Vec<_> = (1..=50)
            .map(|id| {
                let store = store.clone();
                let mut answer = Box::pin(async move {
                    store.write(move |tx| probe::add(tx, id, &format!("row {id}"))).await
                });
                let _ = probe::is_pending(&mut answer);
                answer
            })
            .collect();
        drop(store);
        drop(answers); // the last handles; nobody listens any more
        assert_eq!(seen(&home.store), 50);
    }

    a_job_may_hold_the_last_handle_of_its_store(home) {
        probe::create(&home.store);
        let store = home.open_with(NARROW);
        let (gate, barrier) = Gate::new();
        let held = store.clone();
        let writing = begin(async move {
            let handle = held.clone();
            let job = held.write(move |tx| {
                barrier.pass();
                assert_eq!(handle.engine(), tx.engine());
                probe::add(tx, 1, "one")
            });
            job.await
        });
        gate.wait();
        drop(store);
        drop(writing);
        gate.open();
        // The store closes itself on its own thread; whoever comes next finds the row.
        let found = home.store.write_blocking(|tx| probe::add(tx, 2, "two"));
        assert_eq!(found, Ok(()));
    }
}

#[test]
fn a_database_of_another_kind_is_refused() {
    let refused = Store::open("mysql://localhost/piket").err();
    assert!(matches!(refused, Some(StoreError::Broken(why)) if why.contains("postgres://")));
}

#[test]
fn a_file_that_cannot_be_made_is_named() {
    let refused = Store::open("sqlite:/nowhere/at/all/piket.db").err();
    assert!(matches!(refused, Some(StoreError::Broken(why)) if why.contains("/nowhere/at/all")));
}
