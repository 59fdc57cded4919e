//! The outbox: nothing is said twice, nothing is lost, and one at a time has a letter in hand.

use std::slice::from_ref;

use jiff::Timestamp;
use piket_core::directory::Language;
use piket_core::key::Number;
use piket_core::notice::{About, Addressee, Notice, Side, Subject};
use piket_core::priority::Priority;
use piket_core::process::Step;
use piket_store::outbox::{self, Letter, LetterState};
use piket_store::{Store, StoreError};

use crate::desk::{Dice, at, id, key};
use crate::engines::both_engines;

pub(crate) fn notice(to: &str, once: &str) -> Notice {
    Notice {
        to: Addressee::Person(key(to)),
        side: Side::Own,
        name: "Anna".to_owned(),
        email: Some(format!("{to}@example.nl")),
        language: Language::Nl,
        time_zone: "Europe/Amsterdam".to_owned(),
        letter: None,
        subject: Subject {
            incident: id(1042),
            number: Number(1042),
            summary: "Webshop: bestellen niet mogelijk".to_owned(),
            client: "Bakkerij De Molen".to_owned(),
            application: Some("Webshop".to_owned()),
            step: Step::Reported,
            step_word: None,
            priority: Priority::P2,
            reported_at: at("08:00:00"),
            holder: "Service desk".to_owned(),
        },
        about: About::Asked { respond_by: Some(at("08:30:00")) },
        message: None,
        once: once.to_owned(),
    }
}

fn put(store: &Store, notices: &[Notice], channel: &'static str, now: &str) -> u64 {
    let (notices, now, dice) = (notices.to_vec(), at(now), Dice::default());
    store.write_blocking(move |tx| outbox::put(tx, &notices, channel, now, &dice)).unwrap()
}

fn claim(store: &Store, holder: &'static str, now: &str, until: &str, limit: u32) -> Vec<Letter> {
    let (now, until) = (at(now), at(until));
    store.write_blocking(move |tx| outbox::claim(tx, now, limit, holder, until)).unwrap()
}

fn onces(letters: &[Letter]) -> Vec<&str> {
    letters.iter().map(|letter| letter.notice.once.as_str()).collect()
}

fn written<T: Send + 'static>(
    store: &Store,
    job: impl FnMut(&mut piket_store::Tx<'_>) -> Result<T, StoreError> + Send + 'static,
) -> T {
    store.write_blocking(job).unwrap()
}

fn next(store: &Store) -> Option<Timestamp> {
    store.read_blocking(outbox::next).unwrap()
}

both_engines! {
    the_same_notice_is_put_there_once(home) {
        let asked = notice("anna", "1042/asked/3");
        assert_eq!(put(&home.store, &[asked.clone(), asked.clone()], "mail", "08:00:00"), 1);
        assert_eq!(put(&home.store, from_ref(&asked), "mail", "08:01:00"), 0);
        assert_eq!(put(&home.store, from_ref(&asked), "sms", "08:01:00"), 1);
        assert_eq!(put(&home.store, &[notice("bram", "1042/asked/3")], "mail", "08:02:00"), 1);
        let letters = claim(&home.store, "a", "09:00:00", "09:01:00", 10);
        assert_eq!(letters.len(), 3);
        assert_eq!(letters[0].notice, asked);
        assert_eq!(letters[0].created_at, at("08:00:00"));
    }

    a_letter_in_hand_is_nobody_elses_until_its_time_is_over(home) {
        put(&home.store, &[notice("anna", "1"), notice("anna", "2")], "mail", "08:00:00");
        let first = claim(&home.store, "a", "08:00:00", "08:01:00", 1);
        let second = claim(&home.store, "b", "08:00:30", "08:02:00", 10);
        assert_eq!((onces(&first), onces(&second)), (vec!["1"], vec!["2"]));
        assert_eq!((first[0].state, first[0].attempts), (LetterState::Sending, 1));
        assert_eq!(claim(&home.store, "b", "08:00:59", "08:02:00", 10), []);

        let taken_over = claim(&home.store, "b", "08:01:00", "08:03:00", 10);
        assert_eq!((taken_over[0].id, taken_over[0].attempts), (first[0].id, 2));
        let id = first[0].id;
        let late = written(&home.store, move |tx| outbox::sent(tx, id, "a", at("08:01:01")));
        assert!(!late, "a has lost it");
        assert!(written(&home.store, move |tx| outbox::sent(tx, id, "b", at("08:01:02"))));
        assert!(!written(&home.store, move |tx| outbox::sent(tx, id, "b", at("08:01:03"))));
        let letter = home.store.read_blocking(move |tx| outbox::get(tx, id)).unwrap().unwrap();
        assert_eq!((letter.state, letter.done_at), (LetterState::Sent, Some(at("08:01:02"))));
    }

    a_letter_that_failed_for_now_waits_for_its_time(home) {
        put(&home.store, &[notice("anna", "1")], "mail", "08:00:00");
        let id = claim(&home.store, "a", "08:00:00", "08:01:00", 1)[0].id;
        assert!(written(&home.store, move |tx| {
            outbox::later(tx, id, "a", at("08:05:00"), "452 mailbox is full")
        }));
        assert_eq!(next(&home.store), Some(at("08:05:00")));
        assert_eq!(claim(&home.store, "a", "08:04:59", "08:06:00", 1), []);
        let letter = claim(&home.store, "a", "08:05:00", "08:06:00", 1).remove(0);
        assert_eq!(letter.attempts, 2);
        assert_eq!(letter.failure.as_deref(), Some("452 mailbox is full"));
    }

    a_letter_that_would_wait_far_too_long_is_brought_forward_and_no_other(home) {
        put(&home.store, &[notice("anna", "1"), notice("anna", "2")], "mail", "23:00:00");
        put(&home.store, &[notice("anna", "3")], "mail", "09:00:00");
        assert_eq!(onces(&claim(&home.store, "a", "23:00:00", "23:05:00", 1)), ["3"]);
        let bring = |tx: &mut piket_store::Tx<'_>| {
            outbox::bring_forward(tx, at("08:00:00"), at("23:00:00"))
        };
        assert_eq!(written(&home.store, bring), 1, "the one in hand");
        let bring = |tx: &mut piket_store::Tx<'_>| {
            outbox::bring_forward(tx, at("08:00:00"), at("10:00:00"))
        };
        assert_eq!(written(&home.store, bring), 2);
        assert_eq!(claim(&home.store, "b", "08:00:00", "08:05:00", 10).len(), 3);
    }

    a_letter_that_was_given_up_is_tried_again_only_when_somebody_says_so(home) {
        put(&home.store, &[notice("anna", "1"), notice("anna", "2")], "mail", "08:00:00");
        let letters = claim(&home.store, "a", "08:00:00", "08:01:00", 2);
        let (id, other) = (letters[0].id, letters[1].id);
        assert!(written(&home.store, move |tx| outbox::failed(tx, id, "a", at("08:00:10"), "550")));
        assert!(written(&home.store, move |tx| outbox::sent(tx, other, "a", at("08:00:10"))));
        assert_eq!((next(&home.store), home.store.read_blocking(|tx| outbox::backlog(tx, 10))), (None, Ok(0)));
        assert_eq!(home.store.read_blocking(|tx| outbox::failed_number(tx, 10)), Ok(1));
        let failed = home.store.read_blocking(|tx| outbox::list(tx, true, None, 10)).unwrap();
        assert_eq!(onces(&failed), ["1"]);
        assert!(written(&home.store, move |tx| outbox::again(tx, id, at("09:00:00"))));
        assert!(!written(&home.store, move |tx| outbox::again(tx, other, at("09:00:00"))));
        assert_eq!(onces(&claim(&home.store, "a", "09:00:00", "09:01:00", 9)), ["1"]);
    }

    the_mail_page_reads_backwards(home) {
        for (once, now) in [("1", "08:00:00"), ("2", "08:01:00"), ("3", "08:02:00")] {
            put(&home.store, &[notice("anna", once)], "mail", now);
        }
        let newest = home.store.read_blocking(|tx| outbox::list(tx, false, None, 2)).unwrap();
        assert_eq!(onces(&newest), ["3", "2"]);
        let before = newest[1].id;
        let rest = home.store.read_blocking(move |tx| outbox::list(tx, false, Some(before), 2));
        assert_eq!(onces(&rest.unwrap()), ["1"]);
        let about = home.store.read_blocking(|tx| outbox::about(tx, id(1042))).unwrap();
        assert_eq!(onces(&about), ["1", "2", "3"]);
    }

    what_somebody_got_of_late_can_be_counted(home) {
        put(&home.store, &[notice("anna", "1"), notice("bram", "1")], "mail", "08:00:00");
        put(&home.store, &[notice("anna", "2")], "mail", "08:30:00");
        put(&home.store, &[notice("anna", "3")], "mail", "09:00:00");
        let to = Addressee::Person(key("anna"));
        let recent = home.store.read_blocking(move |tx| {
            outbox::recent_for(tx, &to, at("08:30:00"), 10)
        }).unwrap();
        assert_eq!(onces(&recent), ["3", "2"]);
        let desk = Addressee::Desk(key("anna"));
        let none = home.store.read_blocking(move |tx| outbox::recent_for(tx, &desk, at("08:00:00"), 9));
        assert_eq!(none, Ok(vec![]));
    }
}
