//! Alerts: one row a key, counted while it lasts.

use piket_core::process::Step;
use piket_store::alerts::{self, Alert, NewAlert};
use piket_store::{Store, StoreError};

use crate::desk::{add_all, at, id, row};
use crate::engines::both_engines;

const SHOP: (&str, &str) = ("check", "shop");

fn shop(number: u64, time: &str) -> NewAlert<'static> {
    let (source, key) = SHOP;
    NewAlert { source, key, incident: id(number), summary: "HTTP 500", seen_at: at(time) }
}

fn found(store: &Store) -> Option<Alert> {
    store.write_blocking(|tx| alerts::find_for_change(tx, SHOP.0, SHOP.1)).unwrap()
}

both_engines! {
    repeats_are_counted_until_the_alert_is_over(home) {
        add_all(&home.store, [row(1)]);
        assert_eq!(found(&home.store), None);
        home.store.write_blocking(|tx| {
            alerts::add(tx, &shop(1, "08:00:00"))?;
            alerts::repeat(tx, SHOP.0, SHOP.1, at("08:01:00"))?;
            alerts::repeat(tx, SHOP.0, SHOP.1, at("08:02:00"))
        }).unwrap();
        let alert = found(&home.store).unwrap();
        assert_eq!(alert, Alert {
            source: "check".to_owned(),
            key: "shop".to_owned(),
            incident: id(1),
            is_open: true,
            seen_count: 3,
            first_seen_at: at("08:00:00"),
            last_seen_at: at("08:02:00"),
            summary: "HTTP 500".to_owned(),
            step: Step::Reported,
        });
        let close = |tx: &mut piket_store::Tx<'_>| alerts::close(tx, SHOP.0, SHOP.1, at("08:03:00"));
        assert_eq!(home.store.write_blocking(close), Ok(true));
        assert_eq!(home.store.write_blocking(close), Ok(false));
        let of = home.store.read_blocking(|tx| alerts::of(tx, id(1))).unwrap();
        let over = Alert { is_open: false, last_seen_at: at("08:03:00"), ..alert };
        assert_eq!(of, [over]);
    }

    a_key_cannot_become_known_twice(home) {
        add_all(&home.store, [row(1), row(2)]);
        home.store.write_blocking(|tx| alerts::add(tx, &shop(1, "08:00:00"))).unwrap();
        let second = home.store.write_blocking(|tx| alerts::add(tx, &shop(2, "08:00:01")));
        assert_eq!(second, Err(StoreError::Conflict));
        assert_eq!(found(&home.store).unwrap().incident, id(1));
    }

    an_alert_that_is_back_goes_on_in_its_incident_and_begins_anew_in_another(home) {
        add_all(&home.store, [row(1), row(2)]);
        home.store.write_blocking(|tx| {
            alerts::add(tx, &shop(1, "08:00:00"))?;
            alerts::close(tx, SHOP.0, SHOP.1, at("08:10:00"))?;
            alerts::reopen(tx, &shop(1, "08:20:00"))
        }).unwrap();
        let alert = found(&home.store).unwrap();
        assert_eq!((alert.is_open, alert.seen_count), (true, 2));
        assert_eq!((alert.first_seen_at, alert.last_seen_at), (at("08:00:00"), at("08:20:00")));

        home.store.write_blocking(|tx| alerts::reopen(tx, &shop(2, "09:00:00"))).unwrap();
        let alert = found(&home.store).unwrap();
        assert_eq!((alert.incident, alert.seen_count), (id(2), 1));
        assert_eq!(alert.first_seen_at, at("09:00:00"));
        assert_eq!(home.store.read_blocking(|tx| alerts::of(tx, id(1))).unwrap(), []);
    }
}
