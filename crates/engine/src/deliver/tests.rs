//! Delivery over a real store and a mailbox in memory, in moved time.

use std::collections::BTreeSet;

use futures_util::future::BoxFuture;
use piket_core::directory::Language;
use piket_core::key::Number;
use piket_core::notice::{About, Notice, Side, Subject};
use piket_core::priority::Priority;
use piket_core::process::Step;
use piket_store::outbox::LetterState;
use tempfile::TempDir;
use tokio::sync::Notify;

use super::*;
use crate::chance::SystemChance;
use crate::channel::Mail;
use crate::channel::memory::MemoryMailer;

const HOUSE: &str = "Noordwerk";

struct Desk {
    store: Store,
    mailer: MemoryMailer,
    post: Post,
    _folder: TempDir,
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("piket.db").to_str().unwrap()).unwrap();
    let mailer = MemoryMailer::new();
    let post = Post::new(Arc::new(mailer.clone()), "https://desk.example", "node-1");
    Desk { store, mailer, post, _folder: folder }
}

impl Desk {
    async fn put(&self, notices: Vec<Notice>, now: Timestamp) {
        let put = move |tx: &mut Tx<'_>| outbox::put(tx, &notices, MAIL, now, &SystemChance);
        self.store.write::<_, StoreError, _>(put).await.unwrap();
    }

    async fn round(&self, now: Timestamp) -> Vec<Delivered> {
        send_waiting(&self.store, &self.post, now).await.unwrap()
    }

    async fn letters(&self) -> Vec<Letter> {
        let list = |tx: &mut piket_store::ReadTx<'_>| outbox::list(tx, false, None, 1_000);
        self.store.read::<_, StoreError, _>(list).await.unwrap()
    }

    /// The same desk after its server died and was started again.
    fn started_again(&self, node: &str) -> Post {
        Post::new(Arc::new(self.mailer.clone()), "https://desk.example", node)
    }
}

/// One round, of a desk without timelines.
async fn send_waiting(
    store: &Store,
    post: &Post,
    now: Timestamp,
) -> Result<Vec<Delivered>, StoreError> {
    round(store, post, HOUSE, now, |_, _| Ok(())).await
}

fn minute(minute: i64) -> Timestamp {
    Timestamp::from_second(1_770_000_000 + minute * 60).unwrap()
}

fn incident() -> IncidentId {
    IncidentId("0199a3b2-0000-7000-8000-000000001042".parse().unwrap())
}

fn notice(to: &str, once: &str, about: About) -> Notice {
    Notice {
        to: Addressee::Person(to.parse().unwrap()),
        side: Side::Own,
        name: "Sanne de Vries".to_owned(),
        email: Some(format!("{to}@noordwerk.example")),
        language: Language::Nl,
        time_zone: "Europe/Amsterdam".to_owned(),
        letter: None,
        subject: Subject {
            incident: incident(),
            number: Number(1042),
            summary: "Bestellen niet mogelijk".to_owned(),
            client: "Bakkerij De Molen".to_owned(),
            application: Some("Webshop".to_owned()),
            step: Step::Reported,
            step_word: None,
            priority: Priority::P2,
            reported_at: minute(0),
            holder: "Servicedesk".to_owned(),
        },
        about,
        message: None,
        once: once.to_owned(),
    }
}

fn asked(to: &str, once: &str) -> Notice {
    notice(to, once, About::Asked { respond_by: Some(minute(30)) })
}

fn message(to: &str, once: &str) -> Notice {
    let (author, body) = ("Jan Bos".to_owned(), "We kijken ernaar.".to_owned());
    notice(to, once, About::Message { author, body, next_update_at: None, is_reminder: false })
}

fn many(to: &str, count: usize, of: fn(&str, &str) -> Notice) -> Vec<Notice> {
    (0..count).map(|number| of(to, &format!("{to}-{number}"))).collect()
}

#[tokio::test]
async fn a_notice_goes_out_as_a_letter_and_its_outcome_is_told_once() {
    let desk = desk();
    desk.put(vec![asked("sanne", "3")], minute(0)).await;

    let told = desk.round(minute(0)).await;

    assert_eq!(
        told,
        [Delivered {
            incident: incident(),
            to: "Sanne de Vries".to_owned(),
            language: Language::Nl,
            about: "asked".to_owned(),
            failure: None,
            message: None,
            once: "3".to_owned(),
        }]
    );
    let mail = desk.mailer.take().remove(0);
    assert_eq!(mail.to.email, "sanne@noordwerk.example");
    assert!(mail.subject.contains("INC-1042"), "{}", mail.subject);
    assert!(mail.text.contains("https://desk.example/incidents/INC-1042"), "{}", mail.text);
    assert!(mail.text.contains(HOUSE) || mail.html.unwrap().contains(HOUSE));
    assert!(mail.is_automatic);
    assert_eq!(desk.round(minute(60)).await, []);
    assert_eq!(desk.mailer.attempts(), 1);
}

#[tokio::test]
async fn each_side_has_a_thread_and_links_of_its_own() {
    let desk = desk();
    let client = Notice { side: Side::Client, ..message("fatima", "3") };
    let nordhost = Notice {
        side: Side::Supplier,
        to: Addressee::Desk("nordhost".parse().unwrap()),
        email: Some("support@nordhost.example".to_owned()),
        ..asked("sanne", "3")
    };
    desk.put(vec![asked("sanne", "3"), client, nordhost, asked("jan", "4")], minute(0)).await;
    desk.round(minute(0)).await;

    let one = |email: &str| desk.mailer.to(email).remove(0);
    let (sanne, jan) = (one("sanne@noordwerk.example"), one("jan@noordwerk.example"));
    let (fatima, desk_of_theirs) =
        (one("fatima@noordwerk.example"), one("support@nordhost.example"));
    assert_eq!(sanne.thread, jan.thread);
    let threads = BTreeSet::from([&sanne.thread, &fatima.thread, &desk_of_theirs.thread]);
    assert_eq!(threads.len(), 3);
    assert!(fatima.text.contains("https://desk.example/portal/incidents/INC-1042"));
    assert!(!fatima.text.contains("desk.example/incidents/"));
    assert!(!desk_of_theirs.text.contains("desk.example"), "{}", desk_of_theirs.text);
    assert_eq!((fatima.author.as_deref(), fatima.is_automatic), (Some("Jan Bos"), false));
}

#[tokio::test]
async fn while_the_mail_server_is_away_letters_wait_and_then_go_once() {
    let desk = desk();
    desk.put(many("sanne", 3, asked), minute(0)).await;
    desk.mailer.set_down(Some("connection refused"));
    for at in 0..60 {
        assert_eq!(desk.round(minute(at)).await, []);
    }
    let attempts = desk.mailer.attempts();
    assert!((3 * 5..3 * 12).contains(&attempts), "{attempts} attempts in an hour");
    let failure = desk.letters().await[0].failure.clone();
    assert_eq!(failure.as_deref(), Some("connection refused"));

    desk.mailer.set_down(None);
    let told = desk.round(minute(120)).await;

    assert_eq!(told.len(), 3);
    assert!(told.iter().all(|one| one.failure.is_none()));
    assert_eq!(desk.mailer.letters().len(), 3);
}

#[tokio::test]
async fn a_refused_address_is_told_with_the_reason_and_not_tried_again() {
    let desk = desk();
    desk.put(vec![asked("sanne", "3"), Notice { email: None, ..asked("jan", "3") }], minute(0))
        .await;
    desk.mailer.answer("sanne@noordwerk.example", Outcome::Never("550 no such box".to_owned()));

    let told = desk.round(minute(0)).await;

    let failures: BTreeSet<_> = told.iter().filter_map(|one| one.failure.as_deref()).collect();
    assert_eq!(failures, BTreeSet::from(["550 no such box", "there is no address"]));
    assert_eq!(desk.round(minute(24 * 60)).await, []);
    assert!(desk.letters().await.iter().all(|letter| letter.state == LetterState::Failed));
}

#[tokio::test]
async fn a_letter_that_cannot_be_sent_for_a_day_is_given_up_and_told() {
    let desk = desk();
    desk.put(vec![asked("sanne", "3")], minute(0)).await;
    desk.mailer.set_down(Some("connection refused"));
    let mut told = Vec::new();
    for at in 0..25 * 60 {
        for one in desk.round(minute(at)).await {
            told.push((at, one.failure));
        }
    }
    let [(at, failure)] = told.try_into().unwrap();
    assert!((24 * 60..24 * 60 + 31).contains(&at), "minute {at}");
    assert_eq!(failure.as_deref(), Some("connection refused"));
}

#[tokio::test]
async fn nobody_is_flooded_with_automatic_letters_and_nothing_by_hand_is_held_back() {
    let desk = desk();
    desk.put(many("sanne", 50, asked), minute(0)).await;
    desk.put(many("fatima", 50, message), minute(0)).await;
    desk.put(many("jan", 5, asked), minute(0)).await;

    desk.round(minute(0)).await;

    assert_eq!(desk.mailer.to("sanne@noordwerk.example").len(), pace::MOST);
    assert_eq!(desk.mailer.to("fatima@noordwerk.example").len(), 50);
    assert_eq!(desk.mailer.to("jan@noordwerk.example").len(), 5);
    desk.round(minute(59)).await;
    assert_eq!(desk.mailer.to("sanne@noordwerk.example").len(), pace::MOST);
    let told = desk.round(minute(60)).await;
    assert_eq!(told.len(), 20);
    assert_eq!(desk.mailer.to("sanne@noordwerk.example").len(), 50);
}

#[tokio::test]
async fn what_waited_while_the_mail_server_was_away_is_not_a_flood_either() {
    let desk = desk();
    desk.mailer.set_down(Some("connection refused"));
    for at in 0..10 {
        let notice = (0..6).map(|number| asked("sanne", &format!("{at}-{number}"))).collect();
        desk.put(notice, minute(at * 30)).await;
        desk.round(minute(at * 30)).await;
    }
    desk.mailer.set_down(None);
    for at in 301..360 {
        desk.round(minute(at)).await;
    }
    assert_eq!(desk.mailer.letters().len(), pace::MOST);
    for at in 360..480 {
        desk.round(minute(at)).await;
    }
    let ids: BTreeSet<String> = desk.mailer.letters().into_iter().map(|mail| mail.id).collect();
    assert_eq!(ids.len(), 60, "all of them, each once");
}

#[tokio::test]
async fn a_letter_in_the_hands_of_a_server_that_died_goes_out_all_the_same() {
    let desk = desk();
    desk.put(vec![asked("sanne", "3")], minute(0)).await;
    let claimed = claim(&desk.store, &desk.post, minute(0)).await.unwrap();
    let sent = send(&desk.post, HOUSE, claimed.into_iter().next().unwrap(), minute(0)).await;
    // It was sent, and the server died before that was written down.
    drop(sent);

    let other = desk.started_again("node-2");
    assert_eq!(send_waiting(&desk.store, &other, minute(1)).await.unwrap(), []);
    let same = desk.started_again("node-1");
    let told = send_waiting(&desk.store, &same, minute(1)).await.unwrap();

    assert_eq!(told.len(), 1);
    let letters = desk.mailer.letters();
    assert_eq!(letters.len(), 2);
    assert_eq!(letters[0].id, letters[1].id, "mail programs see one letter");
}

#[tokio::test]
async fn a_server_that_never_comes_back_loses_its_letters_to_another_after_a_while() {
    let desk = desk();
    desk.put(vec![asked("sanne", "3")], minute(0)).await;
    claim(&desk.store, &desk.post, minute(0)).await.unwrap();
    let other = desk.started_again("node-2");
    assert_eq!(send_waiting(&desk.store, &other, minute(4)).await.unwrap(), []);
    assert_eq!(send_waiting(&desk.store, &other, minute(5)).await.unwrap().len(), 1);
    assert_eq!(desk.mailer.letters().len(), 1);
}

#[tokio::test]
async fn letters_of_a_clock_that_was_a_day_ahead_go_when_it_is_set_right() {
    let desk = desk();
    let day = 24 * 60;
    desk.mailer.set_down(Some("connection refused"));
    desk.put(many("sanne", 3, asked), minute(day)).await;
    desk.round(minute(day)).await;
    desk.mailer.set_down(None);

    assert_eq!(desk.round(minute(0)).await.len(), 3);
    assert_eq!(desk.round(minute(day)).await, []);
    assert_eq!(desk.mailer.letters().len(), 3, "each once");
}

#[tokio::test]
async fn letters_of_a_clock_that_was_a_day_ahead_go_after_a_restart() {
    let desk = desk();
    let day = 24 * 60;
    desk.put(many("sanne", 3, asked), minute(day)).await;
    claim(&desk.store, &desk.post, minute(day)).await.unwrap();

    let other = desk.started_again("node-2");
    assert_eq!(send_waiting(&desk.store, &other, minute(0)).await.unwrap().len(), 3);
}

#[tokio::test]
async fn a_letter_is_marked_and_told_together_or_not_at_all() {
    let desk = desk();
    desk.put(vec![asked("sanne", "3")], minute(0)).await;
    let busy = round(&desk.store, &desk.post, HOUSE, minute(0), |_, _| Err(StoreError::Busy)).await;
    assert_eq!(busy, Err(StoreError::Busy));
    assert_eq!(desk.letters().await[0].state, LetterState::Sending);

    assert_eq!(desk.round(minute(1)).await.len(), 1);
    assert_eq!(desk.mailer.letters().len(), 1, "and it did not go out again");
}

#[tokio::test]
async fn a_timeline_that_cannot_be_read_does_not_send_letters_again_and_again() {
    let desk = desk();
    desk.put(vec![asked("sanne", "3")], minute(0)).await;
    let broken = || StoreError::Broken("no JSON".to_owned());
    let told = round(&desk.store, &desk.post, HOUSE, minute(0), move |_, _| Err(broken())).await;
    assert_eq!(told.unwrap().len(), 1);
    assert_eq!(desk.letters().await[0].state, LetterState::Sent);
}

/// A mailer whose letters all arrive while `gate` is closed.
struct Slow {
    inner: MemoryMailer,
    arrived: Arc<Notify>,
    gate: Arc<Notify>,
}

impl Mailer for Slow {
    fn send<'a>(&'a self, mail: &'a Mail) -> BoxFuture<'a, Outcome> {
        Box::pin(async move {
            let outcome = self.inner.send(mail).await;
            self.arrived.notify_one();
            self.gate.notified().await;
            outcome
        })
    }
}

#[tokio::test]
async fn two_servers_at_once_send_a_letter_once() {
    let desk = desk();
    desk.put(vec![asked("sanne", "3")], minute(0)).await;
    let (arrived, gate) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let slow =
        Slow { inner: desk.mailer.clone(), arrived: Arc::clone(&arrived), gate: Arc::clone(&gate) };
    let slow = Post::new(Arc::new(slow), "", "node-2");
    let sending = send_waiting(&desk.store, &slow, minute(0));
    let meanwhile = async {
        arrived.notified().await;
        let told = desk.round(minute(1)).await;
        gate.notify_one();
        told
    };
    let (first, second) = tokio::join!(sending, meanwhile);
    assert_eq!((first.unwrap().len(), second.len()), (1, 0));
    assert_eq!(desk.mailer.letters().len(), 1);
}

#[tokio::test]
async fn what_could_not_be_written_down_is_written_down_in_the_next_round() {
    let desk = desk();
    desk.put(vec![asked("sanne", "3")], minute(0)).await;
    let claimed = claim(&desk.store, &desk.post, minute(0)).await.unwrap();
    let mark = send(&desk.post, HOUSE, claimed.into_iter().next().unwrap(), minute(0)).await;
    // As if the database had been away just then.
    *desk.post.last_round() = Some(minute(0));
    desk.post.unwritten().push(mark);

    let told = desk.round(minute(1)).await;

    assert_eq!(told.len(), 1);
    assert_eq!(desk.round(minute(60)).await, []);
    assert_eq!(desk.mailer.letters().len(), 1, "and it is not sent again");
}
