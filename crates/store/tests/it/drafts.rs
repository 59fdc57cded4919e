//! Drafts: one for each document, and of two who edit at once the second is told.

use piket_core::incident::Actor;
use piket_store::Tx;
use piket_store::config::Kind;
use piket_store::drafts;

use crate::desk::{at, key};
use crate::engines::both_engines;

const GOLD: (Kind, &str) = (Kind::Agreement, "gold");

fn by(person: &str) -> Actor {
    Actor::Person(key(person))
}

both_engines! {
    a_draft_is_kept_until_it_is_given_up(home) {
        let begun = |tx: &mut Tx<'_>| drafts::begin(tx, GOLD, "{}", 2, at("08:00:00"), &by("anna"));
        assert_eq!(home.store.write_blocking(begun), Ok(true));
        assert_eq!(home.store.write_blocking(begun), Ok(false), "there is one already");
        let read = |tx: &mut piket_store::ReadTx<'_>| drafts::draft(tx, GOLD.0, GOLD.1);
        let draft = home.store.read_blocking(read).unwrap().unwrap();
        assert_eq!((draft.based_on, draft.revision, draft.body.as_str()), (2, 1, "{}"));
        assert_eq!(draft.actor, by("anna"));
        let all = home.store.read_blocking(|tx| drafts::drafts(tx, Kind::Agreement)).unwrap();
        assert_eq!(all, [draft]);
        let gone = |tx: &mut Tx<'_>| drafts::give_up(tx, GOLD, None);
        let other = |tx: &mut Tx<'_>| drafts::give_up(tx, GOLD, Some(2));
        assert_eq!(home.store.write_blocking(other), Ok(false), "it is another revision");
        assert_eq!(home.store.write_blocking(gone), Ok(true));
        assert_eq!(home.store.write_blocking(gone), Ok(false));
        assert_eq!(home.store.read_blocking(read), Ok(None));
    }

    of_two_who_edit_at_once_the_second_is_told(home) {
        let begun = |tx: &mut Tx<'_>| drafts::begin(tx, GOLD, "{}", 0, at("08:00:00"), &by("anna"));
        home.store.write_blocking(begun).unwrap();
        let save = |who: &'static str, body: &'static str| {
            home.store.write_blocking(move |tx: &mut Tx<'_>| {
                drafts::change(tx, GOLD, 1, body, at("08:01:00"), &by(who))
            })
        };
        assert_eq!(save("anna", "{\"a\":1}"), Ok(true));
        assert_eq!(save("ben", "{\"b\":1}"), Ok(false));
        let read = |tx: &mut piket_store::ReadTx<'_>| drafts::draft(tx, GOLD.0, GOLD.1);
        let draft = home.store.read_blocking(read).unwrap().unwrap();
        assert_eq!((draft.revision, draft.body.as_str()), (2, "{\"a\":1}"));
    }
}
