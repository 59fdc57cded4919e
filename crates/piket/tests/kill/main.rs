//! `kill -9` in a loop during a storm: programs send signals and people act, and the real server is
//! killed again and again at moments that nobody chose. Afterwards everything that was acknowledged
//! is there, everything that was due happened once, and no letter is lost.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "all of this is test code, also where it is no test itself"
)]

mod aftermath;
mod house;
mod post_box;
mod storm;

use std::sync::Arc;

use piket_testkit::Home;

use crate::aftermath::Aftermath;
use crate::house::House;
use crate::storm::Storm;

/// After so many acknowledgements each the server is killed; at 0 it has only just begun to serve.
const ROUNDS: [usize; 10] = [60, 17, 0, 111, 5, 83, 1, 140, 36, 97];

/// How many programs, and how many people, act at once.
const AT_ONCE: usize = 8;

fn everything_is_there_after(home: Home) {
    let house = House::furnish(home);
    let storm = Arc::new(Storm::towards(&house));
    for (round, acknowledged) in ROUNDS.into_iter().enumerate() {
        if round % 3 == 2 {
            // Also while it starts, before it serves anything.
            house.start().kill();
        }
        let mut server = house.start();
        server.until_it_serves();
        let answers = storm.rages(AT_ONCE);
        for _ in 0..acknowledged {
            answers.one();
        }
        server.kill();
        answers.until_all_have_noticed();
    }
    let ledger = storm.ledger();
    let told = Aftermath::of(&house).checks(&ledger);
    println!(
        "kill -9 on {}: {} kills, {ledger} acknowledged and all there; {told}",
        house.engine(),
        house.kills(),
    );
}

#[test]
fn a_server_that_is_killed_in_a_storm_loses_nothing_on_sqlite() {
    everything_is_there_after(Home::on_sqlite());
}

#[test]
fn a_server_that_is_killed_in_a_storm_loses_nothing_on_postgres() {
    if let Some(home) = Home::on_postgres() {
        everything_is_there_after(home);
    }
}
