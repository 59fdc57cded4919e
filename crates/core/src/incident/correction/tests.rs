//! Corrections and excuses: what they change, what they never touch, and who may decide.

use jiff::SignedDuration;
use proptest::prelude::*;

use super::*;
use crate::directory::{Person, Role};
use crate::incident::example::*;
use crate::incident::*;
use crate::sla::{ClockState, Metric};

fn ask(wish: CorrectionWish) -> Command {
    let reason = "it stands in the log".to_owned();
    Command::RequestCorrection { wish, reason, evidence: Vec::new() }
}

fn approve(correction: u32) -> Command {
    Command::ApproveCorrection { correction, note: String::new() }
}

fn word() -> Command {
    Command::Send { message: message(Scope::Public, "We look at it."), remind_at: None }
}

fn clock(story: &Story, metric: Metric, view: View) -> crate::sla::Clock {
    let clocks = clocks_in(&story.state, view, &story.directory, story.now);
    clocks.into_iter().find(|clock| clock.metric == metric).unwrap()
}

/// The first word came after forty minutes; thirty were promised.
fn late() -> Story {
    let mut story = Story::the_client_reports();
    story.after_minutes(40).wakes();
    story.does("ilse", word());
    story
}

fn excuse() -> CorrectionWish {
    let (metric, cycle) = (Metric::Reaction, 0);
    CorrectionWish::Excuse { metric, cycle, excuse: Excuse::ClientCaused }
}

#[test]
fn an_excuse_changes_only_the_corrected_view_and_the_breach_stays() {
    let mut story = late();
    let before = story.timeline.clone();
    story.does("ilse", ask(excuse()));
    assert_eq!(story.state.corrections.excuse(Metric::Reaction, 0), None, "nobody has approved");
    story.does("marit", approve(1));
    let ledger = &story.state.corrections;
    assert_eq!(ledger.excuse(Metric::Reaction, 0), Some((Excuse::ClientCaused, 1)));
    assert!(ledger.breach(Metric::Reaction, 0).is_some());
    assert_eq!(story.timeline[..before.len()], before[..], "nothing was taken back");
    assert_eq!(clock(&story, Metric::Reaction, View::Raw).state, ClockState::Missed);
}

#[test]
fn a_corrected_instant_replays_beside_the_recorded_one() {
    let mut story = late();
    let earlier = at(MORNING).checked_add(SignedDuration::from_mins(20)).unwrap();
    story.does("ilse", ask(CorrectionWish::RespondedAt(earlier)));
    assert_eq!(clock(&story, Metric::Reaction, View::Corrected).state, ClockState::Missed);
    story.does("marit", approve(1));
    assert_eq!(clock(&story, Metric::Reaction, View::Corrected).state, ClockState::Met);
    assert_eq!(clock(&story, Metric::Reaction, View::Corrected).used.seconds(), 20 * 60);
    assert_eq!(clock(&story, Metric::Reaction, View::Raw).used.seconds(), 40 * 60);
    assert_eq!(story.state.responded_at, Some(story.now), "the recorded instant stays");
}

#[test]
fn a_report_that_came_in_earlier_starts_the_corrected_clocks_earlier() {
    let mut story = late();
    let earlier = at("2026-03-10T08:30:00Z");
    story.does("ilse", ask(CorrectionWish::ReportedAt(earlier))).does("marit", approve(1));
    assert_eq!(clock(&story, Metric::Restore, View::Corrected).started_at, Some(earlier));
    assert_eq!(clock(&story, Metric::Restore, View::Raw).started_at, Some(at(MORNING)));
}

#[test]
fn another_calendar_counts_in_the_corrected_view_only() {
    let mut story = late();
    let mut shut = crate::calendar::CalendarSpec::always_open("Europe/Amsterdam");
    for version in &mut shut.versions {
        version.closed_on.insert(jiff::civil::date(2026, 3, 10));
    }
    let shut = crate::calendar::Calendar::compile(shut).unwrap();
    story.directory.calendars.insert("shut".parse().unwrap(), std::sync::Arc::new(shut));
    let wish = CorrectionWish::Calendar("always".parse().unwrap(), "shut".parse().unwrap());
    story.does("ilse", ask(wish)).does("marit", approve(1));
    assert_eq!(clock(&story, Metric::Reaction, View::Corrected).used.seconds(), 0);
    assert_eq!(clock(&story, Metric::Reaction, View::Raw).used.seconds(), 40 * 60);
}

#[test]
fn nobody_decides_on_what_they_asked_themselves() {
    let mut story = late();
    story.does("marit", ask(excuse()));
    let second = Person {
        key: "otto".parse().unwrap(),
        ..story.directory.people[&"marit".parse().unwrap()].clone()
    };
    story.directory.people.insert(second.key.clone(), second);
    assert_eq!(story.refuses("marit", approve(1)), Refusal::FourEyes);
    let refuse = Command::RefuseCorrection { correction: 1, reason: "no".to_owned() };
    assert_eq!(story.refuses("marit", refuse), Refusal::FourEyes);
    story.does("otto", approve(1));
    assert_eq!(story.refuses("otto", approve(1)), Refusal::Already, "it is decided");
}

#[test]
fn who_is_alone_confirms_alone_with_a_reason_and_it_is_marked_so() {
    let mut story = late();
    story.does("marit", ask(excuse()));
    assert_eq!(story.refuses("marit", approve(1)), Refusal::Missing("why you approve it yourself"));
    let note = "I run this desk alone".to_owned();
    story.does("marit", Command::ApproveCorrection { correction: 1, note });
    let standing = &story.state.corrections.request(1).unwrap().standing;
    assert!(matches!(standing, Standing::Approved { is_alone: true, .. }), "{standing:?}");
}

#[test]
fn only_who_asked_takes_it_back_and_then_it_may_be_asked_again() {
    let mut story = late();
    story.does("ilse", ask(excuse()));
    assert_eq!(story.refuses("tom", ask(excuse())), Refusal::WaitsAlready);
    let back = Command::WithdrawCorrection { correction: 1 };
    assert_eq!(story.refuses("tom", back.clone()), Refusal::NotYours);
    story.does("ilse", back).does("tom", ask(excuse()));
    assert_eq!(story.state.corrections.request(2).unwrap().standing, Standing::Waiting);
}

#[test]
fn what_cannot_be_corrected_is_refused_by_name() {
    let mut story = Story::the_client_reports();
    story.after_minutes(5);
    let future = story.now.checked_add(SignedDuration::from_mins(1)).unwrap();
    assert_eq!(
        story.refuses("ilse", ask(CorrectionWish::RestoredAt(story.now))),
        Refusal::NothingRecorded("recovery")
    );
    assert!(matches!(
        story.refuses("ilse", ask(CorrectionWish::ReportedAt(future))),
        Refusal::WrongTime(_)
    ));
    assert!(matches!(story.refuses("ilse", ask(excuse())), Refusal::Unknown { .. }));
    let evidence = vec![Uuid::from_u128(99)];
    let (wish, reason) = (CorrectionWish::ReportedAt(at("2026-03-10T08:00:00Z")), "x".to_owned());
    let foreign = Command::RequestCorrection { wish: wish.clone(), reason, evidence };
    assert_eq!(story.refuses("ilse", foreign), Refusal::ForeignEvidence);
    let silent = Command::RequestCorrection { wish, reason: String::new(), evidence: Vec::new() };
    assert_eq!(story.refuses("ilse", silent), Refusal::Missing("the reason"));
}

#[test]
fn a_call_in_time_that_is_noted_later_refutes_the_breach_and_the_row_stays() {
    let mut story = Story::the_client_reports();
    story.after_minutes(40).wakes();
    assert!(story.state.corrections.breach(Metric::Reaction, 0).is_some());
    let occurred_at = at(MORNING).checked_add(SignedDuration::from_mins(30)).unwrap();
    let (with, body) = ("Fatima".to_owned(), "We look at it.".to_owned());
    story.does("ilse", Command::LogCall { with, body, occurred_at });
    let call = story.timeline.iter().find(|it| matches!(it.fact, Fact::CallLogged { .. })).unwrap();
    let breach = story.state.corrections.breach(Metric::Reaction, 0).unwrap();
    assert_eq!(breach.refuted_by, Some(call.seq));
    assert_eq!(clock(&story, Metric::Reaction, View::Raw).state, ClockState::Met);
    assert!(matches!(story.refuses("ilse", ask(excuse())), Refusal::Unknown { .. }));
}

#[test]
fn a_call_after_the_limit_refutes_nothing() {
    let mut story = Story::the_client_reports();
    story.after_minutes(40).wakes();
    let occurred_at = at(MORNING).checked_add(SignedDuration::from_mins(31)).unwrap();
    let (with, body) = ("Fatima".to_owned(), "We look at it.".to_owned());
    story.does("ilse", Command::LogCall { with, body, occurred_at });
    assert_eq!(story.state.corrections.breach(Metric::Reaction, 0).unwrap().refuted_by, None);
}

#[test]
fn managers_approve_and_others_do_not() {
    let directory = directory();
    for person in directory.people.values() {
        let who = crate::policy::Who::from(person);
        let may = matches!(person.role, Role::Manager | Role::Administrator);
        let somebody_else = "somebody".parse().unwrap();
        assert_eq!(who.may_approve(Some(&somebody_else), &directory), may, "{}", person.name);
    }
}

proptest! {
    /// I6: breach rows only grow; whatever is asked and decided, the recorded clocks stay.
    #[test]
    fn no_correction_touches_what_was_recorded(
        wishes in prop::collection::vec((0..5u8, 0..60i64, any::<bool>()), 1..8),
    ) {
        let mut story = late();
        story.after_minutes(60);
        let raw = clocks_in(&story.state, View::Raw, &story.directory, story.now);
        let breaches = story.state.corrections.breaches().clone();
        for (what, minutes, is_approved) in wishes {
            let at = at(MORNING).checked_add(SignedDuration::from_mins(minutes)).unwrap();
            let wish = match what {
                0 => CorrectionWish::ReportedAt(at),
                1 => CorrectionWish::RespondedAt(at),
                2 => CorrectionWish::RestoredAt(at),
                3 => CorrectionWish::Calendar("always".parse().unwrap(), "none".parse().unwrap()),
                _ => excuse(),
            };
            let number = story.state.corrections.next_number();
            if story.try_as(&by("ilse"), ask(wish)).is_ok() {
                let decision = if is_approved {
                    approve(number)
                } else {
                    Command::RefuseCorrection { correction: number, reason: "no".to_owned() }
                };
                story.does("marit", decision);
            }
        }
        let after = clocks_in(&story.state, View::Raw, &story.directory, story.now);
        prop_assert_eq!(raw, after);
        prop_assert_eq!(&breaches, story.state.corrections.breaches());
        let replayed = State::replay(&story.timeline).unwrap();
        prop_assert_eq!(replayed, story.state);
    }
}
