//! Stories of what one of ours says that we wait for: no clock stands still, and it ends by itself.

use jiff::Timestamp;

use super::example::*;
use super::*;
use crate::party::Party;
use crate::sla::{ClockState, Metric, clocks};

fn awaits(on: &str, until: Option<Timestamp>) -> Command {
    Command::Await { on: on.parse().unwrap(), what: "a word from them".to_owned(), until }
}

fn on(story: &Story) -> Option<WaitsOn> {
    story.state.waiting_on()
}

fn waiting(kind: &str) -> Story {
    let mut story = Story::the_shop_is_down().taken();
    let until = (kind == "change_window").then(|| story.now + jiff::SignedDuration::from_hours(6));
    story.does("ilse", awaits(kind, until));
    story
}

fn hears_from(scope: Scope) -> Command {
    Command::Hear { message: message(scope, "We looked."), asks: false }
}

#[test]
fn waiting_for_a_supplier_a_window_or_ourselves_stops_no_clock() {
    for kind in ["supplier:nordhost", "change_window", "internal"] {
        let mut story = waiting(kind);
        story.after_minutes(10);
        let found = clocks(&story.state.clock_events, &story.directory, story.now);
        let restore = found.iter().find(|clock| clock.metric == Metric::Restore).unwrap();
        assert_eq!(restore.state, ClockState::Running, "{kind}");
        assert_eq!(on(&story).unwrap().as_str(), kind.split(':').next().unwrap());
    }
}

#[test]
fn a_supplier_is_awaited_until_it_answers_and_no_other_answer_ends_it() {
    let mut story = waiting("supplier:nordhost");
    story.does("ilse", hears_from(Scope::Party(Party::Development)));
    assert_eq!(on(&story), Some(WaitsOn::Supplier));
    story.does("ilse", hears_from(Scope::Party("supplier:nordhost".parse().unwrap())));
    assert_eq!(on(&story), None);
}

#[test]
fn what_is_awaited_within_our_house_ends_with_an_answer_a_hand_over_or_the_next_step() {
    let mut story = waiting("internal");
    story.does("ilse", hears_from(Scope::Party(Party::Development)));
    assert_eq!(on(&story), None);
    let mut story = waiting("internal");
    story.does("tom", take());
    assert_eq!(on(&story), None);
    assert_eq!(on(&waiting("internal").proposed()), None);
}

#[test]
fn a_change_window_is_awaited_through_the_steps_until_the_change_is_in_production() {
    let story = waiting("change_window").proposed();
    assert_eq!(on(&story), Some(WaitsOn::ChangeWindow));
    assert_eq!(on(&story.rolled_out()), None);
}

#[test]
fn when_its_moment_comes_the_wait_is_over_and_the_holder_hears_it() {
    let mut story = waiting("change_window");
    let until = story.state.awaiting.as_ref().unwrap().until.unwrap();
    let errands = agenda(&story.state, &story.directory, story.now);
    assert!(errands.contains(&Errand { at: until, kind: ErrandKind::AwaitedEnds }));
    story.now = until;
    let facts: Vec<_> = story.wakes().into_iter().map(|entry| entry.fact).collect();
    let on = Awaited::ChangeWindow;
    assert!(facts.contains(&Fact::AwaitingEnded { on, reason: None }), "{facts:?}");
    assert!(facts.contains(&Fact::Reminded { errand: "awaited_ends".to_owned() }));
    assert_eq!(story.state.awaiting, None);
}

#[test]
fn the_client_comes_before_all_that_we_wait_for() {
    let mut story = waiting("supplier:nordhost");
    let remind_at = Some(story.now + jiff::SignedDuration::from_hours(24));
    let question = message(Scope::Public, "Which browser is it?");
    story.does("ilse", Command::Send { message: question, remind_at });
    assert_eq!(on(&story), Some(WaitsOn::Client));
    story.does("fatima", Command::Receive(message(Scope::Public, "All.")));
    assert_eq!(on(&story), Some(WaitsOn::Supplier));
}

#[test]
fn nothing_is_awaited_of_what_is_over_and_nothing_vague() {
    let closed = waiting("supplier:nordhost").proposed().rolled_out().resolved();
    assert_eq!(on(&closed), None);
    let mut story = Story::the_shop_is_down().taken();
    let refused = story.refuses("ilse", awaits("change_window", None));
    assert_eq!(refused, Refusal::Missing("when the change window opens"));
    let past = Some(story.now);
    let refused = story.refuses("ilse", awaits("internal", past));
    assert!(matches!(refused, Refusal::WrongTime(_)), "{refused:?}");
    let refused = story.refuses("ilse", awaits("supplier:nobody", None));
    assert_eq!(refused, Refusal::Unknown { what: "supplier", key: "nobody".to_owned() });
    let reason = String::new();
    assert_eq!(story.refuses("ilse", Command::AwaitNoLonger { reason }), Refusal::Already);
}
