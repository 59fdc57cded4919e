//! A client sees its own and nothing that was written for us.

use piket_core::incident::{Command, Fact, Message, Recipient, Scope};
use piket_engine::ActionError;
use piket_engine::view::Seen;
use piket_testkit::{both_engines, message, propose};

const SECRET: &str = "between us: they forgot to pay";

fn recipient(person: &str) -> Recipient {
    Recipient { name: person.to_owned(), person: Some(person.parse().unwrap()), party: None }
}

both_engines! {
    another_client_s_incident_does_not_exist(world) {
        let number = world.goes_down("shop-home").await;
        assert!(matches!(world.sees("henk", number).await, Err(ActionError::NotFound(_))));
        let words = Command::Receive(message(Scope::Public, "hello"));
        let answer = world.tries("henk", number, words).await;
        assert!(matches!(answer, Err(ActionError::NotFound(_))));
        let list = world.desk.list(&world.who("henk"), piket_store::incidents::Filter::default(), None, 50).await;
        assert_eq!(list.unwrap().rows, []);
        let found = world.desk.search(&world.who("henk"), number.to_string(), 50).await;
        assert_eq!(found.unwrap(), []);
    }

    internal_words_reach_no_client_by_any_way(world) {
        let number = world.goes_down("shop-home").await;
        world.does("ilse", number, Command::Take { reason: SECRET.to_owned() }).await;
        let note = message(Scope::Internal, SECRET);
        world.does("ilse", number, Command::Send { message: note, remind_at: None }).await;
        let finding = Command::RecordFinding {
            text: SECRET.to_owned(),
            evidence: Vec::new(),
            cause: None,
        };
        world.does("ilse", number, finding).await;
        world.does("ilse", number, propose("restart")).await;

        let seen = world.sees("fatima", number).await.unwrap();
        let shown = serde_json::to_string(&seen.entries).unwrap();
        assert!(!shown.contains(SECRET), "not in the timeline");
        let found = world.desk.search(&world.who("fatima"), "forgot".to_owned(), 50).await.unwrap();
        assert_eq!(found, [], "not by searching");
        for mail in world.mailbox.letters() {
            let is_theirs = mail.to.email.ends_with("demolen.example");
            assert!(!is_theirs || !mail.text.contains(SECRET), "not by mail");
        }
        assert!(!seen.entries.iter().any(|entry| matches!(entry.fact, Fact::FindingRecorded { .. })));
    }

    words_for_us_go_to_no_client_who_was_named_by_mistake(world) {
        let number = world.goes_down("shop-home").await;
        let fatima = recipient("fatima");
        let before = world.letters_to("fatima").len();
        let note = Message { to: vec![fatima], ..message(Scope::Internal, SECRET) };
        world.does("ilse", number, Command::Send { message: note, remind_at: None }).await;
        assert_eq!(world.letters_to("fatima").len(), before);
    }

    words_to_the_client_reach_the_client_whoever_else_is_named(world) {
        let number = world.goes_down("shop-home").await;
        let before = world.letters_to("fatima").len();
        let samira = recipient("samira");
        let words = Message { to: vec![samira], ..message(Scope::Public, "We zien het.") };
        world.does("ilse", number, Command::Send { message: words, remind_at: None }).await;
        assert_eq!(world.letters_to("fatima").len(), before + 1);
    }

    the_client_reads_which_check_failed_and_not_what_it_found(world) {
        let number = world.goes_down("shop-home").await;
        let state = world.state(number).await;
        assert!(state.summary.ends_with(": Home"), "{}", state.summary);
        let told = |seen: &Seen| serde_json::to_string(&seen.entries).unwrap();
        assert!(told(&world.sees("ilse", number).await.unwrap()).contains("502 Bad Gateway"));
        assert!(!told(&world.sees("fatima", number).await.unwrap()).contains("502"));
        for mail in world.mailbox.to("fatima@demolen.example") {
            assert!(!mail.subject.contains("502") && !mail.text.contains("502"), "{}", mail.subject);
        }
        for (person, finds) in [("fatima", 0), ("ilse", 1)] {
            let who = world.who(person);
            let found = world.desk.search(&who, "gateway".to_owned(), 50).await.unwrap();
            assert_eq!(found.len(), finds, "{person}");
        }
    }

    a_client_may_not_do_our_work(world) {
        let number = world.goes_down("shop-home").await;
        let take = Command::Take { reason: "mine".to_owned() };
        assert!(matches!(world.tries("fatima", number, take).await, Err(ActionError::Denied)));
        let close = world.tries("fatima", number, Command::Close).await;
        assert!(matches!(close, Err(ActionError::Denied)));
        let wake = world.tries("ilse", number, Command::Wake).await;
        assert!(matches!(wake, Err(ActionError::Denied)), "nobody plays the clock");
    }
}
