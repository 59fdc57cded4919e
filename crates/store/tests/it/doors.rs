//! What comes in is kept as it came: deliveries and evidence.

use piket_core::chance::row_id;
use piket_core::incident::{Evidence, EvidenceKind, Scope};
use piket_core::party::Party;
use piket_store::deliveries::{self, Delivery, NewDelivery, Outcome, Verdict};
use piket_store::{Store, evidence};
use uuid::Uuid;

use crate::desk::{Dice, at, id, key};
use crate::engines::both_engines;

fn keep(store: &Store, intake: &'static str, time: &str, body: &'static [u8]) -> Uuid {
    let received_at = at(time);
    let id = row_id(received_at, &Dice::default());
    store
        .write_blocking(move |tx| {
            let verdict = Verdict::UNREAD;
            deliveries::keep(tx, &NewDelivery { id, intake, received_at, body, verdict })
        })
        .unwrap();
    id
}

fn ids(deliveries: &[Delivery]) -> Vec<Uuid> {
    deliveries.iter().map(|delivery| delivery.id).collect()
}

both_engines! {
    a_delivery_is_kept_before_anybody_understands_it(home) {
        let broken: &[u8] = b"{\"action\": \xff\x00";
        let delivery = keep(&home.store, "nagios", "08:00:00", broken);
        let body = home.store.read_blocking(move |tx| deliveries::body(tx, delivery));
        assert_eq!(body, Ok(Some(broken.to_vec())));
        let unread = home.store.read_blocking(|tx| deliveries::unread(tx, None, 10)).unwrap();
        assert_eq!(ids(&unread), [delivery]);

        let verdict = Verdict { outcome: Outcome::Refused, reason: "no JSON", incident: None };
        home.store.write_blocking(move |tx| deliveries::settle(tx, delivery, &verdict)).unwrap();
        let known = home.store.read_blocking(move |tx| deliveries::get(tx, delivery)).unwrap();
        assert_eq!(known, Some(Delivery {
            id: delivery,
            intake: "nagios".to_owned(),
            received_at: at("08:00:00"),
            outcome: Outcome::Refused,
            reason: "no JSON".to_owned(),
            incident: None,
            size_bytes: 13,
        }));
        let unread = home.store.read_blocking(|tx| deliveries::unread(tx, None, 10));
        assert_eq!(unread, Ok(vec![]));
    }

    deliveries_are_listed_newest_first_for_one_intake_or_all(home) {
        let first = keep(&home.store, "nagios", "08:00:00", b"1");
        let other = keep(&home.store, "grafana", "08:01:00", b"2");
        let last = keep(&home.store, "nagios", "08:02:00", b"3");
        let list = |intake: Option<&'static str>, before, limit| {
            let list = home.store
                .read_blocking(move |tx| deliveries::list(tx, intake, before, limit)).unwrap();
            ids(&list)
        };
        assert_eq!(list(None, None, 10), [last, other, first]);
        assert_eq!(list(Some("nagios"), None, 10), [last, first]);
        assert_eq!(list(Some("nagios"), Some(last), 10), [first]);
        assert_eq!(list(None, None, 1), [last]);
        let unread = home.store.read_blocking(move |tx| deliveries::unread(tx, Some(first), 10));
        assert_eq!(ids(&unread.unwrap()), [other, last]);
    }

    old_deliveries_are_really_deleted_a_few_at_a_time(home) {
        for (time, body) in [("08:00:00", b"1"), ("08:01:00", b"2"), ("08:02:00", b"3")] {
            keep(&home.store, "nagios", time, body);
        }
        let forget = |tx: &mut piket_store::Tx<'_>| deliveries::forget(tx, at("08:02:00"), 1);
        let gone: Vec<u64> = (0..3).map(|_| home.store.write_blocking(forget).unwrap()).collect();
        assert_eq!(gone, [1, 1, 0]);
        let left = home.store.read_blocking(|tx| deliveries::list(tx, None, None, 9)).unwrap();
        assert_eq!(left.iter().map(|it| it.received_at).collect::<Vec<_>>(), [at("08:02:00")]);
    }

    evidence_comes_back_byte_for_byte(home) {
        let told = Evidence {
            id: Uuid::from_u128(7),
            kind: EvidenceKind::FailingResult,
            title: "HTTP 500".to_owned(),
            captured_at: at("08:00:00"),
            sha256: "ab".repeat(32),
            scope: Scope::Party(Party::Supplier(key("nordhost"))),
        };
        let evidence = told.clone();
        let bytes: Vec<u8> = (0..=255).collect();
        let body = bytes.clone();
        home.store.write_blocking(move |tx| {
            evidence::add(tx, id(1042), &evidence, "application/json", &body)
        }).unwrap();
        let items = home.store.read_blocking(|tx| evidence::of(tx, id(1042))).unwrap();
        let [item] = &items[..] else { panic!("{items:?}") };
        assert_eq!((&item.evidence, item.incident, item.size_bytes), (&told, id(1042), 256));
        assert_eq!(item.content_type, "application/json");
        let one = home.store.read_blocking(move |tx| evidence::get(tx, told.id));
        assert_eq!(one, Ok(Some(item.clone())));
        assert_eq!(home.store.read_blocking(move |tx| evidence::body(tx, told.id)), Ok(Some(bytes)));
        assert_eq!(home.store.read_blocking(|tx| evidence::of(tx, id(1))), Ok(vec![]));
    }
}
