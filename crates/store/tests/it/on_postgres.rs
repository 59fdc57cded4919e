//! What only PostgreSQL does: other transactions in the way, and a server that goes away.

use std::net::{SocketAddr, ToSocketAddrs};
use std::sync::{Arc, Barrier as Meeting};
use std::thread;

use piket_store::{Options, Store, StoreError, params};

use crate::engines::{Home, Schema};
use crate::probe::{self, Gate, begin, finish, seen};
use crate::proxy::Proxy;

piket_store::statements! {
    COLLIDE = "DO $$ BEGIN RAISE EXCEPTION 'collision' USING ERRCODE = '40001'; END $$";
    HANG_UP = "SELECT pg_terminate_backend(pg_backend_pid())";
    MY_LINE = "SELECT pg_backend_pid() AS line";
    HANG_UP_ON = "SELECT pg_terminate_backend($1)";
    RENAME = "UPDATE probe SET words = $2 WHERE id = $1";
    NO_PATIENCE = "SET LOCAL deadlock_timeout = '20ms'";
    ALTER = "ALTER TABLE probe ALTER COLUMN id TYPE INTEGER";
    IDS = "SELECT id FROM probe ORDER BY id";
}

const ONE_EACH: Options = Options { readers: 1, writers: 1, waiting: 16 };

fn home() -> Option<Home> {
    let home = Home::on_postgres()?;
    probe::create(&home.store);
    Some(home)
}

#[test]
fn a_job_that_collided_is_run_again() {
    let Some(home) = home() else { return };
    let mut runs = 0;
    let answer = home.store.write_blocking(move |tx| {
        runs += 1;
        probe::add(tx, runs, "one")?;
        if runs < 3 {
            tx.execute(COLLIDE, &[])?;
        }
        Ok::<_, StoreError>(runs)
    });
    assert_eq!(answer, Ok(3));
    assert_eq!(seen(&home.store), 1);
}

#[test]
fn a_job_that_collides_for_ever_is_told_that_the_store_is_busy() {
    let Some(home) = home() else { return };
    let answer = home.store.write_blocking(|tx| tx.execute(COLLIDE, &[]));
    assert_eq!(answer, Err(StoreError::Busy));
}

#[test]
fn two_jobs_that_wait_for_each_other_both_succeed_in_the_end() {
    let Some(home) = home() else { return };
    home.store
        .write_blocking(|tx| {
            probe::add(tx, 1, "one")?;
            probe::add(tx, 2, "two")
        })
        .unwrap();
    let meeting = Arc::new(Meeting::new(2));
    let rename = |first: i64, second: i64, words: &'static str| {
        let meeting = Arc::clone(&meeting);
        let mut runs = 0;
        begin(home.store.write(move |tx| {
            runs += 1;
            tx.execute(NO_PATIENCE, &[])?;
            tx.execute(RENAME, params![first, format!("{words} {first}")])?;
            if runs == 1 {
                meeting.wait(); // both hold a row now
            }
            tx.execute(RENAME, params![second, format!("{words} {second}")])?;
            Ok::<_, StoreError>(runs)
        }))
    };
    let (there, back) = (rename(1, 2, "there"), rename(2, 1, "back"));
    let runs = finish(there).unwrap() + finish(back).unwrap();
    assert!(runs > 2, "nobody was in anybody's way");
}

#[test]
fn a_connection_lost_inside_a_job_is_replaced_and_the_job_run_again() {
    let Some(home) = home() else { return };
    let mut runs = 0;
    let answer = home.store.write_blocking(move |tx| {
        runs += 1;
        probe::add(tx, runs, "one")?;
        if runs == 1 {
            tx.query(HANG_UP, &[], |_| Ok(()))?;
        }
        Ok::<_, StoreError>(runs)
    });
    assert_eq!(answer, Ok(2));
    assert_eq!(seen(&home.store), 1);
}

#[test]
fn connections_lost_between_jobs_are_replaced_unnoticed() {
    let Some(home) = home() else { return };
    let store = home.open_with(ONE_EACH);
    let line =
        |tx: &mut piket_store::ReadTx<'_>| tx.query_one(MY_LINE, &[], |row| row.int::<i32>("line"));
    let lost =
        [store.read_blocking(line).unwrap(), store.write_blocking(move |tx| line(tx)).unwrap()];
    for line in lost {
        home.store
            .read_blocking(move |tx| tx.query(HANG_UP_ON, params![line], |_| Ok(())))
            .unwrap();
    }
    assert_eq!(store.write_blocking(|tx| probe::add(tx, 1, "one")), Ok(()));
    assert_eq!(seen(&store), 1);
    assert_ne!(store.read_blocking(line).unwrap(), lost[0]);
}

#[test]
fn while_the_server_is_away_everybody_is_told_and_afterwards_work_goes_on() {
    let Some(home) = home() else { return };
    let (proxy, url) = wire(&home.url);
    let store = Store::open_with(&url, ONE_EACH).unwrap();
    store.write_blocking(|tx| probe::add(tx, 1, "one")).unwrap();
    proxy.cut();
    assert_eq!(store.write_blocking(|tx| probe::add(tx, 2, "two")), Err(StoreError::Away));
    assert_eq!(store.read_blocking(probe::count), Err(StoreError::Away));
    proxy.mend();
    assert_eq!(store.write_blocking(|tx| probe::add(tx, 3, "three")), Ok(()));
    assert_eq!(seen(&store), 2);
}

#[test]
fn those_who_wait_when_the_server_goes_away_are_told_at_once() {
    let Some(home) = home() else { return };
    let (proxy, url) = wire(&home.url);
    let store = Store::open_with(&url, ONE_EACH).unwrap();
    let (gate, barrier) = Gate::new();
    let mut runs = 0;
    let running = begin(store.write(move |tx| {
        runs += 1;
        if runs == 1 {
            barrier.pass();
        }
        probe::add(tx, 1, "one")
    }));
    gate.wait();
    let waiting: Vec<_> =
        (2..10).map(|id| begin(store.write(move |tx| probe::add(tx, id, "next")))).collect();
    proxy.cut();
    gate.open();
    assert_eq!(finish(running), Err(StoreError::Away));
    for waiting in waiting {
        assert_eq!(finish(waiting), Err(StoreError::Away));
    }
    assert_eq!(seen(&home.store), 0);
}

#[test]
fn a_table_changed_under_a_prepared_statement_is_noticed() {
    let Some(home) = home() else { return };
    let store = home.open_with(ONE_EACH);
    let ids =
        |store: &Store| store.write_blocking(|tx| tx.query(IDS, &[], |row| row.int::<i64>("id")));
    store.write_blocking(|tx| probe::add(tx, 1, "one")).unwrap();
    assert_eq!(ids(&store), Ok(vec![1]));
    home.store.write_blocking(|tx| tx.execute(ALTER, &[])).unwrap();
    assert_eq!(ids(&store), Ok(vec![1]));
}

#[test]
fn two_nodes_that_start_together_bring_the_tables_up_to_date_once() {
    let Some(schema) = Schema::fresh() else { return };
    let nodes: Vec<_> = (0..4)
        .map(|_| {
            let url = schema.url.clone();
            thread::spawn(move || Store::open_with(&url, ONE_EACH).map(drop))
        })
        .collect();
    for node in nodes {
        assert_eq!(node.join().unwrap(), Ok(()));
    }
}

#[test]
fn a_server_that_is_not_there_is_said_at_the_start() {
    let refused = Store::open("postgres://piket@127.0.0.1:1/piket").err();
    let said = "PostgreSQL cannot be reached";
    assert!(matches!(refused, Some(StoreError::Broken(why)) if why.starts_with(said)));
}

/// A wire to the server at `url`, and the address of its near end.
fn wire(url: &str) -> (Proxy, String) {
    let (server, place) = place(url);
    let proxy = Proxy::to(server);
    let url = url.replacen(&place, &format!("127.0.0.1:{}", proxy.port), 1);
    (proxy, url)
}

/// The server in an address of the form `postgres://user@HOST:PORT/…`, with how it is written.
fn place(url: &str) -> (SocketAddr, String) {
    let rest = url.split_once("://").unwrap().1;
    let authority = rest.split(['/', '?']).next().unwrap();
    let place = authority.rsplit('@').next().unwrap().to_owned();
    let full = if place.contains(':') { place.clone() } else { format!("{place}:5432") };
    (full.to_socket_addrs().unwrap().next().unwrap(), place)
}
