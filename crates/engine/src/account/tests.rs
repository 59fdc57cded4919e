//! Accounts over a real store, in moved time.

use std::sync::Arc;

use piket_core::directory::{Directory, Person, Role};
use tempfile::TempDir;

use super::*;
use crate::chance::SystemChance;
use crate::channel::Outcome;
use crate::channel::memory::MemoryMailer;
use crate::config;
use crate::deliver::Post;

const SANNE: &str = "sanne@noordwerk.example";
const WORD: &str = "fietspomp-donderdag";

struct House {
    accounts: Accounts,
    directory: Directory,
    store: Store,
    folder: TempDir,
}

fn person(key: &str, name: &str, is_active: bool) -> Person {
    Person {
        key: key.parse().unwrap(),
        name: name.to_owned(),
        email: format!("{key}@noordwerk.example"),
        role: Role::Engineer,
        client: None,
        parties: Vec::new(),
        applications: Vec::new(),
        language: None,
        phone: None,
        is_active,
    }
}

/// Sanne and Jan, and Piet who left.
fn house() -> House {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("piket.db").to_str().unwrap()).unwrap();
    let accounts = Accounts::new(store.clone(), Arc::new(SystemChance));
    let mut directory = Directory::default();
    "Noordwerk".clone_into(&mut directory.installation.name);
    for person in [
        person("sanne", "Sanne de Vries", true),
        person("jan", "Jan Bos", true),
        person("piet", "Piet Smit", false),
    ] {
        directory.people.insert(person.key.clone(), person);
    }
    House { accounts, directory, store, folder }
}

impl House {
    fn sanne(&self) -> &Person {
        &self.directory.people[&"sanne".parse().unwrap()]
    }

    async fn set(&self, key: &str, word: &str) {
        let person = &self.directory.people[&key.parse().unwrap()];
        self.accounts.set_password(person, &Secret::new(word), day(0)).await.unwrap();
    }

    async fn come_in(&self, email: &str, word: &str, at: Timestamp) -> Result<Secret, SignInError> {
        let word = Secret::new(word);
        let come_in = self.accounts.sign_in(&self.directory, email, &word, "Firefox\r\n", at);
        come_in.await.map(|signed_in| signed_in.secret)
    }

    async fn whose(&self, session: &Secret, at: Timestamp) -> Option<String> {
        let who = self.accounts.who(session.expose(), &self.directory, at).await.unwrap();
        who.map(|who| who.key.to_string())
    }
}

fn day(day: i64) -> Timestamp {
    minute(day * 24 * 60)
}

fn minute(minute: i64) -> Timestamp {
    Timestamp::from_second(1_770_000_000 + minute * 60).unwrap()
}

fn post(mailer: &MemoryMailer) -> Post {
    Post::new(Arc::new(mailer.clone()), "https://desk.example/", "node-1")
}

/// The secret of the link in a letter.
fn secret_in(text: &str) -> String {
    let at = text.find("https://desk.example/link/").expect("the letter has a link");
    let rest = &text[at + "https://desk.example/link/".len()..];
    rest.chars().take_while(char::is_ascii_alphanumeric).collect()
}

#[tokio::test]
async fn whoever_knows_the_password_is_somebody_until_signing_out() {
    let house = house();
    house.set("sanne", WORD).await;
    let session = house.come_in(" Sanne@Noordwerk.example", WORD, day(0)).await.unwrap();
    assert_eq!(house.whose(&session, day(1)).await.as_deref(), Some("sanne"));
    assert_eq!(house.whose(&Secret::new("guess"), day(1)).await, None);
    house.accounts.sign_out(session.expose()).await.unwrap();
    assert_eq!(house.whose(&session, day(1)).await, None);
}

#[tokio::test]
async fn a_wrong_password_an_unknown_address_and_somebody_who_left_get_the_same_answer() {
    let mut house = house();
    house.set("sanne", WORD).await;
    house.set("piet", WORD).await;
    for (email, word) in [
        (SANNE, "fietspomp-dinsdag"),
        ("nobody@noordwerk.example", WORD),
        ("jan@noordwerk.example", WORD),
        ("piet@noordwerk.example", WORD),
        ("", ""),
    ] {
        let refused = house.come_in(email, word, day(0)).await.unwrap_err();
        assert!(matches!(refused, SignInError::Wrong), "{email}");
    }
    let session = house.come_in(SANNE, WORD, day(0)).await.unwrap();
    let sanne = "sanne".parse().unwrap();
    house.directory.people.get_mut(&sanne).unwrap().is_active = false;
    assert_eq!(house.whose(&session, day(0)).await, None);
}

#[tokio::test]
async fn after_ten_failures_even_the_right_password_waits_and_so_does_an_unknown_address() {
    let house = house();
    house.set("sanne", WORD).await;
    for email in [SANNE, "nobody@noordwerk.example"] {
        for _ in 0..10 {
            house.come_in(email, "fietspomp-dinsdag", minute(0)).await.unwrap_err();
        }
        let again_at = match house.come_in(email, WORD, minute(1)).await {
            Err(SignInError::TooMany { again_at }) => again_at,
            other => panic!("{other:?}"),
        };
        assert_eq!(again_at, minute(15));
    }
    assert!(house.come_in(SANNE, WORD, minute(15)).await.is_ok());
}

#[tokio::test]
async fn a_session_ends_after_thirty_idle_days_and_after_ninety_days_in_any_case() {
    let house = house();
    house.set("sanne", WORD).await;
    let idle = house.come_in(SANNE, WORD, day(0)).await.unwrap();
    let used = house.come_in(SANNE, WORD, day(0)).await.unwrap();
    for passed in [29, 58, 87, 89] {
        assert!(house.whose(&used, day(passed)).await.is_some(), "day {passed}");
    }
    assert_eq!(house.whose(&used, day(90)).await, None);
    assert_eq!(house.whose(&idle, day(30)).await, None);
    house.come_in(SANNE, WORD, day(91)).await.unwrap();
    let kept = house.accounts.sessions(&house.sanne().key, day(0)).await.unwrap();
    assert_eq!(kept.len(), 1, "the others are forgotten");
}

#[tokio::test]
async fn a_person_sees_the_own_sessions_and_ends_any_of_them_but_nobody_elses() {
    let house = house();
    house.set("sanne", WORD).await;
    house.set("jan", WORD).await;
    let here = house.come_in(SANNE, WORD, day(0)).await.unwrap();
    let lost = house.come_in(SANNE, WORD, day(1)).await.unwrap();
    let jan = "jan".parse().unwrap();

    let sessions = house.accounts.sessions(&house.sanne().key, day(2)).await.unwrap();
    assert_eq!(sessions.len(), 2);
    assert_eq!(sessions[0].user_agent, "Firefox");
    let id = Accounts::session_id(lost.expose());
    assert!(sessions.iter().any(|session| session.secret_hash == id));
    assert!(!house.accounts.end_session(&jan, &id).await.unwrap());
    assert!(house.accounts.end_session(&house.sanne().key, &id).await.unwrap());

    assert_eq!(house.whose(&lost, day(2)).await, None);
    assert!(house.whose(&here, day(2)).await.is_some());
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions_and_needs_the_old_one() {
    let house = house();
    house.set("sanne", WORD).await;
    let here = house.come_in(SANNE, WORD, day(0)).await.unwrap();
    let there = house.come_in(SANNE, WORD, day(0)).await.unwrap();
    let change = async |present: &str, new: &str| {
        let (present, new) = (Secret::new(present), Secret::new(new));
        let (person, session) = (house.sanne(), here.expose());
        house.accounts.change_password(person, &present, &new, session, day(1)).await
    };

    assert!(matches!(change("guess", "een-heel-nieuw-woord").await, Err(PasswordError::Wrong)));
    assert!(matches!(change(WORD, "kort").await, Err(PasswordError::Weak(_))));
    change(WORD, "een-heel-nieuw-woord").await.unwrap();

    assert!(house.whose(&here, day(1)).await.is_some());
    assert_eq!(house.whose(&there, day(1)).await, None);
    assert!(house.come_in(SANNE, WORD, day(1)).await.is_err());
    assert!(house.come_in(SANNE, "een-heel-nieuw-woord", day(1)).await.is_ok());
}

#[tokio::test]
async fn a_link_is_looked_at_many_times_and_used_once_even_by_two_at_once() {
    let house = house();
    house.set("sanne", WORD).await;
    let session = house.come_in(SANNE, WORD, day(0)).await.unwrap();
    let key = &house.sanne().key;
    let link = house.accounts.issue_link(key, Purpose::PasswordReset, day(0)).await.unwrap();
    let other = house.accounts.issue_link(key, Purpose::PasswordReset, day(0)).await.unwrap();
    for _ in 0..2 {
        let found = house.accounts.link(link.expose(), day(0)).await.unwrap().unwrap();
        assert_eq!((found.person, found.purpose), (key.clone(), Purpose::PasswordReset));
    }
    let redeem = async |word: &str| {
        let word = Secret::new(word);
        house.accounts.redeem(&house.directory, link.expose(), &word, day(0)).await
    };

    assert!(matches!(redeem("kort").await, Err(PasswordError::Weak(_))), "and is good still");
    let both = tokio::join!(redeem("een-heel-nieuw-woord"), redeem("een-heel-ander-woord"));

    let outcomes = [&both.0, &both.1];
    assert_eq!(outcomes.iter().filter(|one| one.is_ok()).count(), 1);
    assert!(outcomes.iter().any(|one| matches!(one, Err(PasswordError::NoLink))));
    assert!(matches!(redeem("nog-een-ander-woord").await, Err(PasswordError::NoLink)));
    assert_eq!(house.accounts.link(other.expose(), day(0)).await.unwrap(), None, "void as well");
    assert_eq!(house.whose(&session, day(0)).await, None);
}

#[tokio::test]
async fn a_link_ends_with_its_time_and_opens_nothing_for_somebody_who_left() {
    let house = house();
    let piet = "piet".parse().unwrap();
    for (purpose, minutes) in [
        (Purpose::PasswordReset, 60),
        (Purpose::FirstAdministrator, 24 * 60),
        (Purpose::Invitation, 7 * 24 * 60),
    ] {
        let link = house.accounts.issue_link(&piet, purpose, minute(0)).await.unwrap();
        let at = async |at| house.accounts.link(link.expose(), at).await.unwrap().is_some();
        assert!(at(minute(minutes - 1)).await);
        assert!(!at(minute(minutes)).await);
        let word = Secret::new(WORD);
        let redeemed =
            house.accounts.redeem(&house.directory, link.expose(), &word, minute(1)).await;
        assert!(matches!(redeemed, Err(PasswordError::NoLink)));
    }
}

#[tokio::test]
async fn a_token_opens_its_own_door_until_it_ends_or_is_taken_back() {
    let house = house();
    let key = house.sanne().key.clone();
    let new = |kind, expires_at| NewToken {
        name: "ci".to_owned(),
        kind,
        person: Some(key.clone()),
        application: Some("shop".parse().unwrap()),
        expires_at,
    };
    let make = async |new| house.accounts.make_token(new, "console", day(0)).await.unwrap();
    let api = make(new(TokenKind::Api, Some(day(10)))).await;
    let intake = make(new(TokenKind::Intake, None)).await;
    let person = async |secret: &str, at| house.accounts.token(secret, at).await.unwrap();

    assert!(api.secret.expose().starts_with("pk_"));
    assert_eq!(person(api.secret.expose(), day(1)).await, Some(key.clone()));
    assert_eq!(person(api.secret.expose(), day(10)).await, None);
    assert_eq!(person(intake.secret.expose(), day(1)).await, None);
    assert_eq!(person("pk_0000", day(1)).await, None);
    let found = house.accounts.intake(intake.secret.expose(), day(1)).await.unwrap().unwrap();
    assert_eq!(found.application, Some("shop".parse().unwrap()));
    assert_eq!(house.accounts.intake(api.secret.expose(), day(1)).await.unwrap(), None);

    assert!(house.accounts.revoke_token(api.token.id, day(2)).await.unwrap());
    assert!(!house.accounts.revoke_token(api.token.id, day(2)).await.unwrap());
    assert_eq!(person(api.secret.expose(), day(2)).await, None);
    let listed = house.accounts.tokens().await.unwrap();
    assert_eq!(listed.len(), 2);
    assert!(listed.iter().all(|token| token.last_used_at == Some(day(1))));
}

#[tokio::test]
async fn what_was_handed_out_does_not_stand_in_the_database() {
    let house = house();
    house.set("sanne", WORD).await;
    let session = house.come_in(SANNE, WORD, day(0)).await.unwrap();
    let key = &house.sanne().key;
    let link = house.accounts.issue_link(key, Purpose::Invitation, day(0)).await.unwrap();
    let new = NewToken {
        name: "ci".to_owned(),
        kind: TokenKind::Api,
        person: Some(key.clone()),
        application: None,
        expires_at: None,
    };
    let token = house.accounts.make_token(new, "console", day(0)).await.unwrap().secret;
    for file in std::fs::read_dir(house.folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for secret in [WORD, session.expose(), link.expose(), token.expose()] {
            let secret = secret.as_bytes();
            assert!(!bytes.windows(secret.len()).any(|part| part == secret));
        }
    }
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_a_letter_with_a_link() {
    let house = house();
    let mailer = MemoryMailer::new();
    house.accounts.request_reset(&house.directory, SANNE, day(0));
    house.accounts.request_reset(&house.directory, SANNE, day(0));
    assert_eq!(house.accounts.send_letters(&post(&mailer), day(0)).await.unwrap(), 1);

    let letter = mailer.to(SANNE).remove(0);
    assert!(letter.is_automatic);
    let secret = secret_in(&letter.text);
    let word = Secret::new("een-heel-nieuw-woord");
    house.accounts.redeem(&house.directory, &secret, &word, minute(59)).await.unwrap();
    assert!(house.come_in(SANNE, "een-heel-nieuw-woord", minute(59)).await.is_ok());
}

#[tokio::test]
async fn nobody_who_is_unknown_or_left_gets_a_letter_and_nobody_is_flooded() {
    let house = house();
    let mailer = MemoryMailer::new();
    for email in ["nobody@noordwerk.example", "piet@noordwerk.example", "", "sanne"] {
        house.accounts.request_reset(&house.directory, email, day(0));
    }
    assert_eq!(house.accounts.send_letters(&post(&mailer), day(0)).await.unwrap(), 0);
    for number in 0..10 {
        house.accounts.request_reset(&house.directory, SANNE, minute(number));
        house.accounts.send_letters(&post(&mailer), minute(number)).await.unwrap();
    }
    assert_eq!(mailer.letters().len(), 3);
}

#[tokio::test]
async fn a_letter_with_a_link_is_tried_again_while_the_link_would_be_good() {
    let house = house();
    let mailer = MemoryMailer::new();
    let post = post(&mailer);
    mailer.set_down(Some("the server is away"));
    house.accounts.request_reset(&house.directory, SANNE, minute(0));
    house.accounts.invite(&house.directory, house.sanne(), minute(0));
    for number in 0..70 {
        house.accounts.send_letters(&post, minute(number)).await.unwrap();
    }
    mailer.set_down(None);
    mailer.answer("jan@noordwerk.example", Outcome::Never("no such box".to_owned()));
    let jan = &house.directory.people[&"jan".parse().unwrap()];
    house.accounts.invite(&house.directory, jan, minute(100));
    house.accounts.send_letters(&post, minute(100)).await.unwrap();
    house.accounts.send_letters(&post, minute(200)).await.unwrap();

    let letters = mailer.letters();
    assert_eq!(letters.len(), 1, "the invitation; the other link would have ended");
    let link = house.accounts.link(&secret_in(&letters[0].text), minute(200)).await.unwrap();
    assert_eq!(link.unwrap().purpose, Purpose::Invitation);
}

#[tokio::test]
async fn the_first_administrator_comes_in_by_the_link_on_the_console_and_nobody_after() {
    let house = house();
    config::furnish(&house.store, day(0)).await.unwrap();
    let former = house.accounts.first_link(day(0)).await.unwrap().unwrap();
    let link = house.accounts.first_link(day(0)).await.unwrap().unwrap();
    let first = |name: &str, email: &str| FirstPerson {
        name: name.to_owned(),
        email: email.to_owned(),
        language: None,
    };
    let make = async |secret: &Secret, first, word: &str| {
        let word = Secret::new(word);
        house.accounts.make_first(secret.expose(), &first, &word, day(0)).await
    };
    let anna = first(" Anna Jansen ", "Anna.Jansen@noordwerk.example");

    let stale = make(&former, anna.clone(), WORD).await;
    assert!(matches!(stale, Err(FirstError::Password(PasswordError::NoLink))));
    assert!(matches!(make(&link, first("", SANNE), WORD).await, Err(FirstError::Name)));
    assert!(matches!(make(&link, first("A", "anna"), WORD).await, Err(FirstError::Email)));
    let weak = make(&link, anna.clone(), "anna.jansen-1").await;
    assert!(matches!(weak, Err(FirstError::Password(PasswordError::Weak(_)))));
    let key = make(&link, anna.clone(), WORD).await.unwrap();

    let (_, directory) = config::load(&house.store).await.unwrap();
    let person = &directory.people[&key];
    assert_eq!((key.as_str(), person.name.as_str()), ("anna-jansen", "Anna Jansen"));
    assert_eq!(person.role, Role::Administrator);
    let word = Secret::new(WORD);
    let email = "anna.jansen@noordwerk.example";
    assert!(house.accounts.sign_in(&directory, email, &word, "", day(0)).await.is_ok());
    let again = make(&link, anna, WORD).await;
    assert!(matches!(again, Err(FirstError::Password(PasswordError::NoLink))));
    assert_eq!(house.accounts.first_link(day(0)).await.unwrap(), None);
}

#[tokio::test]
async fn who_is_shut_out_has_no_session_no_password_and_no_link() {
    let house = house();
    house.set("sanne", WORD).await;
    let session = house.come_in(SANNE, WORD, day(0)).await.unwrap();
    let key = &house.sanne().key;
    let link = house.accounts.issue_link(key, Purpose::Invitation, day(0)).await.unwrap();
    assert_eq!(house.accounts.holders().await.unwrap(), std::slice::from_ref(key));
    house.accounts.shut_out(key).await.unwrap();
    assert_eq!(house.whose(&session, day(0)).await, None);
    assert_eq!(house.accounts.link(link.expose(), day(0)).await.unwrap(), None);
    assert!(house.come_in(SANNE, WORD, day(0)).await.is_err());
    assert_eq!(house.accounts.holders().await.unwrap(), []);
}
