//! Accounts and secrets: what opens a door, how often, and until when.

use piket_core::key::PersonKey;
use piket_store::accounts::credential;
use piket_store::accounts::link::{self, Link, Purpose};
use piket_store::accounts::session::{self, Session};
use piket_store::accounts::token::{self, Token, TokenKind};
use piket_store::{Store, StoreError, secrets};
use uuid::Uuid;

use crate::desk::{at, key};
use crate::engines::both_engines;

fn anna() -> PersonKey {
    key("anna")
}

fn session(secret: &str, person: PersonKey, seen: &str) -> Session {
    Session {
        secret_hash: secret.to_owned(),
        person,
        created_at: at("08:00:00"),
        seen_at: at(seen),
        expires_at: at("20:00:00"),
        user_agent: "Firefox".to_owned(),
    }
}

fn begin(store: &Store, sessions: &[Session]) {
    let sessions = sessions.to_vec();
    store
        .write_blocking(move |tx| sessions.iter().try_for_each(|it| session::begin(tx, it)))
        .unwrap();
}

fn of_anna(store: &Store) -> Vec<String> {
    let sessions = store.read_blocking(|tx| session::of(tx, &anna())).unwrap();
    sessions.into_iter().map(|session| session.secret_hash).collect()
}

fn token(number: u128, name: &str) -> Token {
    Token {
        id: Uuid::from_u128(number),
        name: name.to_owned(),
        kind: TokenKind::Intake,
        secret_hash: format!("hash of {name}"),
        person: None,
        application: Some(key("webshop")),
        created_at: at("08:00:00"),
        created_by: "anna".to_owned(),
        expires_at: Some(at("12:00:00")),
        revoked_at: None,
        last_used_at: None,
    }
}

fn reset(secret: &str) -> Link {
    Link {
        secret_hash: secret.to_owned(),
        purpose: Purpose::PasswordReset,
        person: anna(),
        created_at: at("08:00:00"),
        expires_at: at("09:00:00"),
        used_at: None,
    }
}

both_engines! {
    the_last_password_counts(home) {
        assert_eq!(home.store.read_blocking(credential::is_any), Ok(false));
        home.store.write_blocking(|tx| {
            credential::set(tx, &anna(), "first", at("08:00:00"))?;
            credential::set(tx, &anna(), "second", at("09:00:00"))
        }).unwrap();
        let kept = home.store.read_blocking(|tx| credential::of(tx, &anna())).unwrap().unwrap();
        assert_eq!((kept.password_hash.as_str(), kept.changed_at), ("second", at("09:00:00")));
        assert!(!format!("{kept:?}").contains("second"));
        assert_eq!(home.store.read_blocking(credential::is_any), Ok(true));
        assert_eq!(home.store.read_blocking(credential::holders), Ok(vec![anna()]));
        assert_eq!(home.store.write_blocking(|tx| credential::remove(tx, &anna())), Ok(true));
        assert_eq!(home.store.read_blocking(|tx| credential::of(tx, &anna())), Ok(None));
    }

    a_session_lives_as_long_as_it_is_used(home) {
        let first = session("a", anna(), "08:00:00");
        begin(&home.store, std::slice::from_ref(&first));
        assert_eq!(home.store.read_blocking(|tx| session::find(tx, "a")), Ok(Some(first.clone())));
        assert_eq!(home.store.read_blocking(|tx| session::find(tx, "b")), Ok(None));
        home.store.write_blocking(|tx| session::seen(tx, "a", at("19:00:00"), at("23:00:00"))).unwrap();
        assert_eq!(home.store.write_blocking(|tx| session::forget_expired(tx, at("22:59:59"))), Ok(0));
        let seen = Session { seen_at: at("19:00:00"), expires_at: at("23:00:00"), ..first };
        assert_eq!(home.store.read_blocking(|tx| session::find(tx, "a")), Ok(Some(seen)));
        assert_eq!(home.store.write_blocking(|tx| session::forget_expired(tx, at("23:00:00"))), Ok(1));
    }

    ending_all_sessions_may_spare_the_one_in_use(home) {
        begin(&home.store, &[
            session("a", anna(), "08:00:00"),
            session("b", anna(), "09:00:00"),
            session("c", anna(), "08:30:00"),
            session("d", key("bram"), "08:00:00"),
        ]);
        assert_eq!(of_anna(&home.store), ["b", "c", "a"]);
        assert_eq!(home.store.write_blocking(|tx| session::end(tx, "c")), Ok(true));
        assert_eq!(home.store.write_blocking(|tx| session::end(tx, "c")), Ok(false));
        assert_eq!(home.store.write_blocking(|tx| session::end_all(tx, &anna(), Some("b"))), Ok(1));
        assert_eq!(of_anna(&home.store), ["b"]);
        assert_eq!(home.store.write_blocking(|tx| session::end_all(tx, &anna(), None)), Ok(1));
        assert_eq!(of_anna(&home.store), [""; 0]);
        assert!(home.store.read_blocking(|tx| session::find(tx, "d")).unwrap().is_some());
    }

    a_token_is_good_until_it_is_taken_back_or_over(home) {
        let told = token(1, "nagios");
        let kept = told.clone();
        home.store.write_blocking(move |tx| token::add(tx, &kept)).unwrap();
        let find = || home.store.read_blocking(|tx| token::by_secret(tx, "hash of nagios")).unwrap();
        assert_eq!(find(), Some(told.clone()));
        assert!(told.is_good_at(at("11:59:59")) && !told.is_good_at(at("12:00:00")));
        let id = told.id;
        home.store.write_blocking(move |tx| token::used(tx, id, at("09:00:00"))).unwrap();
        assert_eq!(home.store.write_blocking(move |tx| token::revoke(tx, id, at("10:00:00"))), Ok(true));
        assert_eq!(home.store.write_blocking(move |tx| token::revoke(tx, id, at("11:00:00"))), Ok(false));
        let revoked = Token {
            last_used_at: Some(at("09:00:00")), revoked_at: Some(at("10:00:00")), ..told
        };
        assert!(!revoked.is_good_at(at("09:00:00")));
        assert_eq!(home.store.read_blocking(move |tx| token::get(tx, id)), Ok(Some(revoked.clone())));
        assert_eq!(home.store.read_blocking(token::list), Ok(vec![revoked]));
    }

    two_tokens_cannot_have_one_secret(home) {
        home.store.write_blocking(|tx| token::add(tx, &token(1, "nagios"))).unwrap();
        let second = home.store.write_blocking(|tx| token::add(tx, &token(2, "nagios")));
        assert_eq!(second, Err(StoreError::Conflict));
    }

    a_link_opens_its_door_once(home) {
        home.store.write_blocking(|tx| link::issue(tx, &reset("s"))).unwrap();
        assert_eq!(home.store.read_blocking(|tx| link::find(tx, "s")), Ok(Some(reset("s"))));
        let used = home.store.write_blocking(|tx| link::use_up(tx, "s", at("08:30:00"))).unwrap();
        assert_eq!(used, Some(Link { used_at: Some(at("08:30:00")), ..reset("s") }));
        assert_eq!(home.store.write_blocking(|tx| link::use_up(tx, "s", at("08:30:01"))), Ok(None));
        assert!(!used.unwrap().is_good_at(at("08:30:01")));
    }

    a_link_is_not_good_for_ever(home) {
        home.store.write_blocking(|tx| link::issue(tx, &reset("s"))).unwrap();
        let late = home.store.write_blocking(|tx| link::use_up(tx, "s", at("09:00:00")));
        assert_eq!(late, Ok(None));
        assert_eq!(home.store.write_blocking(|tx| link::forget_expired(tx, at("08:59:59"))), Ok(0));
        assert_eq!(home.store.write_blocking(|tx| link::forget_expired(tx, at("09:00:00"))), Ok(1));
    }

    links_are_counted_and_can_be_voided(home) {
        home.store.write_blocking(|tx| {
            link::issue(tx, &reset("s"))?;
            link::issue(tx, &Link { created_at: at("08:30:00"), ..reset("t") })
        }).unwrap();
        let number = |tx: &mut piket_store::ReadTx<'_>| link::number_since(tx, &anna(), at("08:10:00"));
        assert_eq!(home.store.read_blocking(number), Ok(1));
        assert_eq!(home.store.write_blocking(|tx| link::void(tx, &anna())), Ok(2));
        assert_eq!(home.store.write_blocking(|tx| link::use_up(tx, "t", at("08:31:00"))), Ok(None));
    }

    a_secret_is_kept_as_it_was_sealed(home) {
        home.store.write_blocking(|tx| {
            secrets::set(tx, "smtp", &[1, 2], at("08:00:00"))?;
            secrets::set(tx, "smtp", &[0, 255, 3], at("09:00:00"))
        }).unwrap();
        assert_eq!(home.store.read_blocking(|tx| secrets::get(tx, "smtp")), Ok(Some(vec![0, 255, 3])));
        assert_eq!(home.store.read_blocking(secrets::names), Ok(vec![("smtp".to_owned(), at("09:00:00"))]));
        assert_eq!(home.store.write_blocking(|tx| secrets::remove(tx, "smtp")), Ok(true));
        assert_eq!(home.store.write_blocking(|tx| secrets::remove(tx, "smtp")), Ok(false));
        assert_eq!(home.store.read_blocking(|tx| secrets::get(tx, "smtp")), Ok(None));
    }
}
