//! "Action! Who?": offers to suppliers and to the second line, accepted, refused and unanswered.

use piket_core::incident::{Command, Scope};
use piket_core::party::Party;
use piket_core::process::Step;
use piket_engine::ActionError;
use piket_testkit::{both_engines, message};

fn offer(party: &str) -> Command {
    Command::Offer {
        party: party.parse().unwrap(),
        person: None,
        reason: "the disk is theirs".to_owned(),
    }
}

both_engines! {
    a_supplier_is_asked_by_mail_and_holds_it_once_it_accepts(world) {
        let number = world.goes_down("shop-host").await;
        world.does("ilse", number, Command::Take { reason: "ours to route".to_owned() }).await;
        world.does("ilse", number, offer("supplier:*")).await;
        let asked = world.mailbox.to("support@nordhost.example");
        assert!(!asked.is_empty(), "Nordhost was asked by mail");
        let state = world.state(number).await;
        assert_eq!(state.holder.party, Party::ServiceDesk, "until it is accepted");
        world.does("ilse", number, Command::Accept).await;
        assert_eq!(world.state(number).await.holder.party.to_string(), "supplier:nordhost");
    }

    an_offer_that_nobody_answers_comes_back_and_the_manager_hears(world) {
        let number = world.goes_down("shop-host").await;
        world.does("ilse", number, Command::Take { reason: "ours to route".to_owned() }).await;
        world.does("ilse", number, offer("supplier:nordhost")).await;
        let before = world.letters_to("marit").len();
        world.live(31).await;
        let state = world.state(number).await;
        assert!(state.offer.is_none());
        assert_eq!(state.holder.person, Some("ilse".parse().unwrap()));
        assert!(world.letters_to("marit").len() > before);
    }

    a_supplier_who_holds_it_hears_nothing_of_what_goes_on_between_the_client_and_us(world) {
        let number = world.goes_down("shop-host").await;
        world.does("ilse", number, Command::Take { reason: "ours to route".to_owned() }).await;
        world.does("ilse", number, offer("supplier:nordhost")).await;
        world.does("ilse", number, Command::Accept).await;
        let theirs = world.mailbox.to("support@nordhost.example").len();
        let ours = world.letters_to("ilse").len();

        let words = message(Scope::Public, "Betalen we jullie hiervoor?");
        world.does("fatima", number, Command::Receive(words)).await;
        assert_eq!(world.letters_to("ilse").len(), ours + 1, "who had it last of ours hears");
        world.live(10 * 60).await;
        assert!(!world.state(number).await.breached.is_empty(), "promises to the client broke");
        let since = world.mailbox.to("support@nordhost.example").split_off(theirs);
        assert_eq!(since.len(), 1, "it hears that its own promise to us is late");
        assert!(since.iter().all(|mail| !mail.text.contains("Betalen")));
    }

    nobody_is_asked_of_a_party_behind_which_nobody_stands(world) {
        let number = world.goes_down("shop-home").await;
        let refusal = world.tries("ilse", number, offer("own:account")).await;
        assert!(matches!(refusal, Err(ActionError::Refused(_))));
        assert_eq!(world.state(number).await.step, Step::Reported);
    }
}
