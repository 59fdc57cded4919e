//! What time brings: due rows, leases and numbers.

use jiff::SignedDuration;
use piket_core::key::Number;
use piket_store::{Store, due, lease, numbers};

use crate::desk::{at, id};
use crate::engines::both_engines;

fn set(store: &Store, number: u64, time: Option<&str>) {
    let time = time.map(at);
    store.write_blocking(move |tx| due::set(tx, id(number), time)).unwrap();
}

both_engines! {
    what_is_due_comes_in_the_order_of_its_time(home) {
        set(&home.store, 1, Some("10:00:00"));
        set(&home.store, 2, Some("09:00:00"));
        set(&home.store, 3, Some("11:00:00"));
        set(&home.store, 1, Some("09:30:00"));
        let due = home.store.read_blocking(|tx| due::before(tx, at("09:30:00"), 10)).unwrap();
        assert_eq!(due, [(id(2), at("09:00:00")), (id(1), at("09:30:00"))]);
        let due = home.store.read_blocking(|tx| due::before(tx, at("12:00:00"), 1)).unwrap();
        assert_eq!(due, [(id(2), at("09:00:00"))]);
        assert_eq!(home.store.read_blocking(due::next), Ok(Some(at("09:00:00"))));
    }

    an_incident_for_which_nothing_will_happen_is_never_due(home) {
        set(&home.store, 1, Some("10:00:00"));
        set(&home.store, 1, None);
        set(&home.store, 1, None);
        assert_eq!(home.store.read_blocking(due::next), Ok(None));
    }

    nobody_is_woken_before_the_time(home) {
        let early = at("10:00:00") + SignedDuration::from_nanos(1);
        home.store.write_blocking(move |tx| due::set(tx, id(1), Some(early))).unwrap();
        let woken = home.store.read_blocking(due::next).unwrap().unwrap();
        assert_eq!(woken, at("10:00:00") + SignedDuration::from_millis(1));
    }

    a_lease_has_one_holder_until_its_end(home) {
        let take = |holder: &'static str, now: &str, until: &str| {
            let (now, until) = (at(now), at(until));
            home.store.write_blocking(move |tx| lease::take(tx, "cycle", holder, now, until)).unwrap()
        };
        assert!(take("a", "08:00:00", "08:00:10"));
        assert!(!take("b", "08:00:05", "08:00:15"));
        assert!(take("a", "08:00:05", "08:00:15"), "prolonged");
        assert!(!take("b", "08:00:12", "08:00:22"));
        assert!(take("b", "08:00:15", "08:00:25"), "over");
        assert!(!take("a", "08:00:16", "08:00:26"));
        let holder = home.store.read_blocking(|tx| lease::holder(tx, "cycle"));
        assert_eq!(holder, Ok(Some(("b".to_owned(), at("08:00:25")))));
    }

    a_lease_that_a_wrong_clock_took_for_a_day_keeps_nobody_out(home) {
        let take = |holder: &'static str, now, until| {
            home.store.write_blocking(move |tx| lease::take(tx, "cycle", holder, now, until)).unwrap()
        };
        let day = SignedDuration::from_hours(24);
        assert!(take("a", at("08:00:00") + day, at("08:00:10") + day));
        assert!(take("b", at("08:00:00"), at("08:00:10")));
        let ahead = SignedDuration::from_secs(45);
        assert!(take("b", at("08:00:00") + ahead, at("08:00:10") + ahead));
        assert!(!take("a", at("08:00:00"), at("08:00:10")), "a little ahead is no wrong clock");
    }

    a_lease_that_is_given_back_is_free_at_once(home) {
        let take = |holder: &'static str| {
            let (now, until) = (at("08:00:00"), at("08:00:10"));
            home.store.write_blocking(move |tx| lease::take(tx, "cycle", holder, now, until)).unwrap()
        };
        assert!(take("a"));
        home.store.write_blocking(|tx| lease::give_back(tx, "cycle", "b")).unwrap();
        assert!(!take("b"), "it was not b's to give");
        home.store.write_blocking(|tx| lease::give_back(tx, "cycle", "a")).unwrap();
        assert!(take("b"));
    }

    no_number_is_given_twice(home) {
        let block = |size| home.store.write_blocking(move |tx| numbers::take(tx, size)).unwrap();
        let mut given: Vec<Number> = block(3).collect();
        given.extend(block(2));
        assert_eq!(given, [1001, 1002, 1003, 1004, 1005].map(Number));
    }
}
