//! Documents: a change is a new version, and nothing is new that says the same.

use piket_core::incident::Actor;
use piket_store::Store;
use piket_store::config::{self, Kind, NewDocument};

use crate::desk::{at, key};
use crate::engines::both_engines;

fn save(store: &Store, kind: Kind, key: &'static str, body: &'static str) -> Option<u32> {
    let actor = Actor::Person(crate::desk::key("anna"));
    store
        .write_blocking(move |tx| {
            config::save(tx, &NewDocument { kind, key, body }, at("08:00:00"), &actor)
        })
        .unwrap()
}

fn revision(store: &Store) -> i64 {
    store.read_blocking(config::revision).unwrap()
}

both_engines! {
    a_change_is_a_new_version_and_the_old_one_stays(home) {
        assert_eq!(save(&home.store, Kind::Agreement, "gold", "{\"a\":1}"), Some(1));
        assert_eq!(save(&home.store, Kind::Agreement, "gold", "{\"a\":2}"), Some(2));
        assert_eq!(save(&home.store, Kind::Agreement, "silver", "{}"), Some(1));
        assert_eq!(save(&home.store, Kind::Client, "gold", "{}"), Some(1));
        let all = home.store.read_blocking(config::load_all).unwrap();
        let told: Vec<_> = all.iter().map(|it| {
            (it.kind, it.key.as_str(), it.version, it.body.as_str(), it.is_head)
        }).collect();
        assert_eq!(told, [
            (Kind::Agreement, "gold", 1, "{\"a\":1}", false),
            (Kind::Agreement, "gold", 2, "{\"a\":2}", true),
            (Kind::Agreement, "silver", 1, "{}", true),
            (Kind::Client, "gold", 1, "{}", true),
        ]);
        assert_eq!(all[0].actor, Actor::Person(key("anna")));
        assert_eq!(all[0].recorded_at, at("08:00:00"));
        let history = home.store.read_blocking(|tx| config::history(tx, Kind::Agreement, "gold"));
        assert_eq!(history, Ok(all[..2].to_vec()));
    }

    saying_the_same_again_changes_nothing(home) {
        assert_eq!(save(&home.store, Kind::Check, "shop", "{}"), Some(1));
        let before = revision(&home.store);
        assert_eq!(save(&home.store, Kind::Check, "shop", "{}"), None);
        assert_eq!(revision(&home.store), before);
    }

    what_was_retired_keeps_its_versions_and_can_come_back(home) {
        let retire = |tx: &mut piket_store::Tx<'_>| config::retire(tx, Kind::Check, "shop");
        save(&home.store, Kind::Check, "shop", "{}");
        let before = revision(&home.store);
        assert_eq!(home.store.write_blocking(retire), Ok(true));
        assert_eq!(home.store.write_blocking(retire), Ok(false));
        assert_eq!(revision(&home.store), before + 1);
        let all = home.store.read_blocking(config::load_all).unwrap();
        assert_eq!(all.iter().map(|it| (it.version, it.is_active)).collect::<Vec<_>>(), [(1, false)]);
        assert_eq!(save(&home.store, Kind::Check, "shop", "{}"), Some(1));
        assert_eq!(save(&home.store, Kind::Check, "shop", "{\"b\":1}"), Some(2));
        assert_eq!(revision(&home.store), before + 3);
        let all = home.store.read_blocking(config::load_all).unwrap();
        assert!(all.iter().all(|it| it.is_active));
    }
}

#[test]
fn every_kind_reads_back() {
    for kind in Kind::ALL {
        assert_eq!(kind.to_string().parse(), Ok(*kind));
    }
}
