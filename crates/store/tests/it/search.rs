//! Search: the same words find the same incidents on both engines, and nobody finds too much.

use piket_store::Store;
use piket_store::incidents::{IncidentRow, Wall};
use piket_store::search::{self, Words};

use crate::desk::{add_all, id, key, row};
use crate::engines::both_engines;

fn index(store: &Store, number: u64, public: &'static str, internal: &'static str) {
    store
        .write_blocking(move |tx| search::index(tx, id(number), &Words { public, internal }))
        .unwrap();
}

fn find(store: &Store, question: &str, wall: Option<&Wall>) -> Vec<u64> {
    let (question, wall) = (question.to_owned(), wall.cloned());
    let found =
        store.read_blocking(move |tx| search::find(tx, &question, wall.as_ref(), 10)).unwrap();
    found.iter().map(|found| (1..=3).find(|number| id(*number) == *found).unwrap()).collect()
}

fn three(store: &Store) {
    add_all(store, [row(1), IncidentRow { client: key("nautilus"), ..row(2) }, row(3)]);
    index(store, 1, "INC-1 Webshop: bestellen niet mogelijk", "Schijf vol bij Nordhost");
    index(store, 2, "INC-2 Café-kassa traag", "");
    index(store, 3, "INC-3 Bestelling tweemaal verstuurd", "race condition");
}

both_engines! {
    the_beginnings_of_words_find_incidents_newest_first(home) {
        three(&home.store);
        assert_eq!(find(&home.store, "bestel", None), [3, 1]);
        assert_eq!(find(&home.store, "niet BESTELLEN", None), [1]);
        assert_eq!(find(&home.store, "estellen", None), [0; 0]);
        assert_eq!(find(&home.store, "bestellen traag", None), [0; 0]);
        assert_eq!(find(&home.store, "bestellen moge", None), [1]);
        assert_eq!(find(&home.store, "bestelli tweem verst", None), [3], "each may begin a word");
    }

    accents_and_capitals_do_not_matter(home) {
        three(&home.store);
        for question in ["cafe", "CAFÉ", "cafe\u{301}", "kassa"] {
            assert_eq!(find(&home.store, question, None), [2], "{question}");
        }
    }

    what_somebody_types_is_never_an_error(home) {
        three(&home.store);
        let hostile = [
            "\"", "'", "*", "(", ")", ":", "-", "--", "webshop*", "\"webshop", "'webshop'",
            "webshop' | 'x", "public : webshop", "NEAR(webshop, 2)", "webshop^2", "{webshop}",
            "+webshop", "webshop & !niet", "\\", "%", "\0webshop\0", "webshop <-> niet", "🚨",
            "'); DROP TABLE search; --", "AND", "OR", "NOT", "a", "",
        ];
        for question in hostile {
            find(&home.store, question, None);
        }
        assert_eq!(find(&home.store, "webshop*", None), [1]);
        assert_eq!(find(&home.store, "(\"webshop\" -niet)", None), [1]);
        assert_eq!(find(&home.store, "'🚨'", None), [0; 0]);
        assert_eq!(find(&home.store, &"wort ".repeat(10_000), None), [0; 0]);
    }

    a_client_finds_neither_internal_words_nor_others_incidents(home) {
        three(&home.store);
        let wall = Wall { client: key("de-molen"), applications: vec![], person: key("petra") };
        assert_eq!(find(&home.store, "nordhost", None), [1]);
        assert_eq!(find(&home.store, "nordhost", Some(&wall)), [0; 0]);
        assert_eq!(find(&home.store, "kassa", Some(&wall)), [0; 0]);
        assert_eq!(find(&home.store, "inc", Some(&wall)), [3, 1]);
        let other = Wall { applications: vec![key("intranet")], ..wall };
        assert_eq!(find(&home.store, "inc", Some(&other)), [0; 0]);
    }

    megabytes_of_words_are_found_by_the_first_of_them(home) {
        three(&home.store);
        let words = |of: char| {
            let words = (0..25_000).map(|number| format!("{of}{number:06}{}", "w".repeat(33)));
            words.collect::<Vec<_>>().join(" ")
        };
        let (public, internal) = (words('p'), words('q'));
        home.store.write_blocking(move |tx| {
            search::index(tx, id(1), &Words { public: &public, internal: &internal })
        }).unwrap();
        for question in ["p000000", "p005000", "q000000", "q005000"] {
            assert_eq!(find(&home.store, question, None), [1], "{question}");
        }
    }

    new_words_take_the_place_of_the_old(home) {
        three(&home.store);
        index(&home.store, 1, "INC-1 Webshop: betalen niet mogelijk", "");
        assert_eq!(find(&home.store, "bestellen", None), [0; 0]);
        assert_eq!(find(&home.store, "nordhost", None), [0; 0]);
        assert_eq!(find(&home.store, "betalen", None), [1]);
        index(&home.store, 1, "", "");
        assert_eq!(find(&home.store, "betalen", None), [0; 0]);
        home.store.write_blocking(search::clear).unwrap();
        assert_eq!(find(&home.store, "inc", None), [0; 0]);
        index(&home.store, 2, "kassa", "");
        assert_eq!(find(&home.store, "kassa", None), [2]);
    }
}
