//! What other service desks got wrong for years, as far as it is about what a desk does with an
//! incident: who stops which clock, what happens by itself, who is written to. The other cases stand
//! in `sla/known_bugs.rs` and in the engine's `tests/it/known_bugs.rs`.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::example::*;
use super::*;
use crate::calendar::{Calendar, CalendarSpec, CalendarVersion};
use crate::key::{IncidentId, Number};
use crate::notice::{About, Notice, notices};
use crate::priority::{Impact, Nature, Urgency};
use crate::process::Step;
use crate::sla::{Clock, ClockState, Metric};

fn clock(story: &Story, metric: Metric) -> Clock {
    crate::sla::clock(metric, &story.state.clock_events, &story.directory, story.now).unwrap()
}

fn says(body: &str) -> Command {
    Command::Send { message: message(Scope::Public, body), remind_at: None }
}

fn asks(story: &Story, body: &str) -> Command {
    let remind_at = Some(story.now + SignedDuration::from_hours(24));
    Command::Send { message: message(Scope::Public, body), remind_at }
}

fn sorted(impact: Impact, urgency: Urgency) -> Command {
    let nature = Nature::FunctionalDefect;
    let reason = Some("as the client sees it".to_owned());
    Command::Classify { nature, component: None, impact, urgency, reason, agreed: None }
}

/// What the client reported, classified as P3 and taken by Ilse.
fn taken() -> Story {
    let mut story = Story::the_client_reports();
    story.does("ilse", sorted(Impact::Medium, Urgency::Medium)).does("ilse", take());
    story
}

fn written(story: &Story, is_it: impl Fn(&Fact) -> bool) -> Vec<&Entry> {
    story.timeline.iter().filter(|entry| is_it(&entry.fact)).collect()
}

fn is_breach(fact: &Fact) -> bool {
    matches!(fact, Fact::Breached { .. })
}

/// The letters that follow from these facts.
fn letters(story: &Story, entries: &[Entry]) -> Vec<Notice> {
    notices(IncidentId(uuid::Uuid::nil()), entries, &story.state, &story.directory)
}

fn hours_of(tz: &str, version: CalendarVersion) -> Arc<Calendar> {
    Arc::new(Calendar::compile(CalendarSpec::single(tz, version)).unwrap())
}

#[test]
fn thread_06_hours_that_never_open_fail_nothing_that_people_do() {
    let mut story = Story::the_client_reports();
    let never = hours_of("Europe/Amsterdam", CalendarVersion::default());
    story.directory.calendars.insert("always".parse().unwrap(), never);
    story.does("ilse", sorted(Impact::Medium, Urgency::Medium)).does("ilse", take());
    let question = asks(&story, "Which browser?");
    story.does("ilse", question).after_minutes(10);
    story.does("fatima", Command::Receive(message(Scope::Public, "Firefox")));
    story.after_minutes(60).wakes();
    story.does("ilse", propose());
    story.does("fatima", Command::RefuseConsent { version: 1, reason: "not now".to_owned() });
    story.does("ilse", Command::Resolve(solved(ResolutionKind::Answered)));
    story
        .does("fatima", Command::Reopen { reason: "still".to_owned(), is_down: false })
        .after_minutes(90)
        .wakes();
    story.does("ilse", sorted(Impact::High, Urgency::Medium));
    story.does("ilse", Command::Resolve(solved(ResolutionKind::Answered)));
    story.does("ilse", prevent()).does("fatima", Command::Confirm);
    assert_eq!(story.state.step, Step::Closed);
    assert_eq!(written(&story, is_breach), [] as [&Entry; 0]);
}

#[test]
fn thread_12_nothing_is_late_or_warned_of_while_the_client_is_waited_for() {
    let mut story = taken();
    story.does("ilse", says("We look into it.")).after_minutes(5);
    let question = asks(&story, "Which browser?");
    story.does("ilse", question);
    for _ in 0..7 {
        story.after_minutes(24 * 60);
        let entries = story.wakes();
        let is_alarm = |fact: &Fact| matches!(fact, Fact::Breached { .. } | Fact::Warned { .. });
        assert!(entries.iter().all(|entry| !is_alarm(&entry.fact)), "{entries:?}");
        for letter in letters(&story, &entries) {
            assert!(!matches!(letter.about, About::Breach { .. } | About::Warning { .. }));
        }
    }
    assert_eq!(clock(&story, Metric::Resolution).state, ClockState::Paused);
}

#[test]
fn thread_13_whoever_answered_last_is_not_told_that_nobody_answered() {
    let mut story = taken();
    story.after_minutes(10).does("ilse", says("We look into it."));
    story.after_minutes(5).does("fatima", Command::Receive(message(Scope::Public, "And?")));
    story.after_minutes(5).does("ilse", says("We found it."));
    assert!(!story.state.client_waits);
    story.after_minutes(50).wakes();
    let reaction = clock(&story, Metric::Reaction);
    assert_eq!(
        (reaction.state, reaction.stopped_at),
        (ClockState::Met, Some(at("2026-03-10T09:10:00Z")))
    );
    let of_reaction = |fact: &Fact| {
        matches!(
            fact,
            Fact::Breached { metric: Metric::Reaction, .. }
                | Fact::Warned { metric: Metric::Reaction, .. }
                | Fact::Escalated { .. }
        )
    };
    assert_eq!(written(&story, of_reaction), [] as [&Entry; 0]);
}

#[test]
fn thread_14_every_way_in_which_a_client_answers_ends_the_wait() {
    for channel in [Channel::Portal, Channel::Mail, Channel::Phone, Channel::Api, Channel::Desk] {
        let mut story = taken();
        let question = asks(&story, "Which browser?");
        story.does("ilse", question).after_minutes(60);
        assert_eq!(clock(&story, Metric::Resolution).state, ClockState::Paused);
        let answer = Message { channel, ..message(Scope::Public, "Firefox") };
        story.does("fatima", Command::Receive(answer));
        let resolution = clock(&story, Metric::Resolution);
        assert_eq!(resolution.state, ClockState::Running, "{channel:?}");
        assert!(story.state.client_waits, "{channel:?}");
    }
}

#[test]
fn thread_19_a_duplicate_that_was_ended_warns_nobody() {
    let mut story = taken();
    story.after_minutes(20);
    let reason = "the same as 1041".to_owned();
    story.does("ilse", Command::Cancel { kind: CancelKind::Duplicate, reason });
    assert_eq!(agenda(&story.state, &story.directory, story.now), []);
    story.after_minutes(90 * 24 * 60);
    assert_eq!(story.wakes(), []);
    assert_eq!(clock(&story, Metric::Resolution).state, ClockState::Cancelled);
}

#[test]
fn thread_20_the_first_response_is_awaited_whichever_way_it_was_reported() {
    for channel in
        [Channel::Portal, Channel::Mail, Channel::Api, Channel::Desk, Channel::Monitoring]
    {
        let directory = directory();
        let (actor, now) = (Actor::Program("onboarding".to_owned()), at(MORNING));
        let new = Report {
            number: Number(1043),
            ticket: TicketKind::Incident,
            client: "molen".parse().unwrap(),
            application: Some("shop".parse().unwrap()),
            source: Source { channel, signal: None },
            reporter: None,
            summary: "Invoices show the wrong VAT".to_owned(),
            details: String::new(),
            received_at: now,
            sorted: None,
            felt: None,
            alert: None,
            evidence: Vec::new(),
        };
        let context = Context { directory: &directory, actor: &actor, now };
        let state = opened(&report(new, context).unwrap()).unwrap();
        let reaction = crate::sla::clock(Metric::Reaction, &state.clock_events, &directory, now);
        let reaction = reaction.unwrap();
        assert_eq!(reaction.state, ClockState::Running, "{channel:?}");
        assert_eq!(reaction.due_at, Some(at("2026-03-10T09:30:00Z")), "{channel:?}");
    }
}

#[test]
fn thread_21_late_is_computed_and_a_breach_stays_a_fact_without_a_new_alarm_on_reopening() {
    let mut story = taken();
    story.does("ilse", says("We look into it.")).after_minutes(9 * 60).wakes();
    assert!(clock(&story, Metric::Resolution).is_breached_at(story.now));
    let before = written(&story, is_breach).len();
    story.does("ilse", Command::Resolve(solved(ResolutionKind::Answered)));
    assert_eq!(clock(&story, Metric::Resolution).state, ClockState::Missed);
    story
        .after_minutes(60)
        .does("fatima", Command::Reopen { reason: "still".to_owned(), is_down: false });
    let now = story.wakes();
    assert!(now.iter().all(|entry| !is_breach(&entry.fact)), "it is not late once more");
    story.does("ilse", sorted(Impact::Low, Urgency::Low));
    story.after_minutes(30).wakes();
    let of_resolution =
        |fact: &Fact| matches!(fact, Fact::Breached { metric: Metric::Resolution, .. });
    assert_eq!(written(&story, of_resolution).len(), 1, "once, whatever came later");
    assert!(before >= 1);

    // Solved in time and opened again in time: nothing is late, and no flag sticks.
    let mut story = taken();
    story.does("ilse", says("We look into it.")).after_minutes(60);
    story.does("ilse", Command::Resolve(solved(ResolutionKind::Answered)));
    story.after_minutes(3 * 24 * 60).wakes();
    story.does("fatima", Command::Reopen { reason: "still".to_owned(), is_down: false }).wakes();
    assert_eq!(written(&story, is_breach), [] as [&Entry; 0]);
    assert!(!clock(&story, Metric::Resolution).is_breached_at(story.now));
}

#[test]
fn thread_23_an_agreement_that_is_edited_holds_for_what_is_reported_after_it() {
    let mut story = taken();
    let key = "gold".parse().unwrap();
    let versions = story.directory.agreements.get_mut(&key).unwrap();
    let mut quicker = versions.current().unwrap().1.clone();
    for target in &mut quicker.targets {
        target.minutes = 1;
    }
    versions.add(2, quicker);
    assert_eq!(clock(&story, Metric::Reaction).due_at, Some(at("2026-03-10T09:30:00Z")));
    let shop = "shop".parse().unwrap();
    assert_eq!(Pins::of(&story.directory, Some(&shop), None).agreement.unwrap().version, 2);
}

#[test]
fn thread_24_nothing_automatic_is_a_response() {
    let mut story = Story::the_client_reports();
    let fatima = letters(&story, &story.timeline.clone());
    assert!(fatima.iter().any(|letter| matches!(letter.about, About::Received)), "a receipt");
    let noted = Command::NoteDelivery {
        to: "fatima".to_owned(),
        language: crate::directory::Language::Nl,
        about: "received".to_owned(),
        failure: None,
        message: None,
    };
    for actor in
        [Actor::Piket, Actor::Program("mail".to_owned()), Actor::Check("home".parse().unwrap())]
    {
        story.try_as(&actor, noted.clone()).unwrap();
        story.try_as(&actor, says("Thank you for your message.")).unwrap();
        story.after_minutes(3).wakes();
    }
    // An out-of-office reply of the client's own program changes nothing either.
    assert_eq!(clock(&story, Metric::Reaction).state, ClockState::Running);
    assert_eq!(clock(&story, Metric::Update).state, ClockState::NotStarted);
    assert!(story.state.client_waits, "nobody of ours has answered");
    assert_eq!((story.state.responded_at, story.state.last_update_at), (None, None));
    story.does("ilse", says("I look into it."));
    assert_eq!(clock(&story, Metric::Reaction).state, ClockState::Met);
}

#[test]
fn thread_27_each_warning_has_one_letter_and_a_key_of_its_own() {
    let mut story = taken();
    let mut keys = std::collections::BTreeSet::new();
    let mut letters_of_warnings = 0;
    for _ in 0..9 * 60 {
        story.after_minutes(1);
        let entries = story.wakes();
        for letter in letters(&story, &entries) {
            if matches!(letter.about, About::Warning { .. } | About::Breach { .. }) {
                letters_of_warnings += 1;
                assert!(keys.insert((letter.to.clone(), letter.once.clone())), "{letter:?}");
            }
        }
    }
    let warned = written(&story, |fact| matches!(fact, Fact::Warned { .. })).len();
    assert!(warned >= 9, "three thresholds of three clocks: {warned}");
    assert!(letters_of_warnings >= warned, "every one of them has its letter");
    assert_eq!(story.state.warned.len(), warned, "and none was given twice");
}

#[test]
fn thread_28_a_breach_found_when_the_agreement_is_attached_is_told_once() {
    // Nothing is promised until the application is named, a day later.
    let mut story = Story::the_client_reports();
    story.directory.installation.default_agreement = None;
    let (application, actor) = (None, by("fatima"));
    let new = Report {
        number: Number(1043),
        ticket: TicketKind::Incident,
        client: "molen".parse().unwrap(),
        application,
        source: Source { channel: Channel::Portal, signal: None },
        reporter: Some("fatima".parse().unwrap()),
        summary: "It does not work".to_owned(),
        details: String::new(),
        received_at: story.now,
        sorted: None,
        felt: None,
        alert: None,
        evidence: Vec::new(),
    };
    let context = Context { directory: &story.directory, actor: &actor, now: story.now };
    story.timeline = report(new, context).unwrap();
    story.state = opened(&story.timeline).unwrap();
    story.after_minutes(24 * 60).wakes();
    assert_eq!(crate::sla::clocks(&story.state.clock_events, &story.directory, story.now), []);

    let named = Command::SetApplication("shop".parse().unwrap());
    let entries = story.try_as(&by("ilse"), named).unwrap();
    let breached = entries.iter().filter(|entry| is_breach(&entry.fact)).count();
    assert_eq!(breached, 3, "reaction, restore and resolution, at their true instants");
    let warned = |entries: &[Entry]| {
        entries.iter().filter(|entry| matches!(entry.fact, Fact::Warned { .. })).count()
    };
    let mut addressees: Vec<_> = letters(&story, &entries).into_iter().map(|it| it.to).collect();
    let count = addressees.len();
    addressees.dedup();
    assert_eq!(addressees.len(), count, "one letter to each");
    assert_eq!(warned(&entries) + warned(&story.wakes()), 0, "and no threshold on the way there");
}

/// The breaches that a timeline must have, from its clocks alone.
fn late_cycles(story: &Story) -> Vec<(Metric, u32, Timestamp)> {
    let cycles =
        |metric| crate::sla::cycles(metric, &story.state.clock_events, &story.directory, story.now);
    let late = Metric::ALL.into_iter().flat_map(cycles).filter(|it| it.is_breached_at(story.now));
    late.map(|it| (it.metric, it.cycle, it.limit_at.unwrap())).collect()
}

#[test]
fn thread_18_a_stop_that_comes_before_the_desk_looks_hides_no_breach() {
    // The server slept over the deadline; the first to act is a person.
    for act in [
        Command::Resolve(solved(ResolutionKind::Answered)),
        Command::Cancel { kind: CancelKind::Withdrawn, reason: "asked by phone".to_owned() },
    ] {
        let mut story = taken();
        story.does("ilse", says("We look into it.")).after_minutes(9 * 60);
        story.does("ilse", act.clone());
        let late = late_cycles(&story);
        assert!(late.iter().any(|(metric, ..)| *metric == Metric::Resolution), "{late:?}");
        story.after_minutes(1).wakes();
        let mut told: Vec<_> = written(&story, is_breach)
            .into_iter()
            .filter_map(|entry| match &entry.fact {
                Fact::Breached { metric, cycle, limit_at, .. } => {
                    Some((*metric, *cycle, *limit_at))
                }
                _ => None,
            })
            .collect();
        told.sort_unstable();
        assert_eq!(told, late, "{act:?}");
    }
    // And one that waits for the client since it was late is late all the same.
    let mut story = taken();
    story.does("ilse", says("We look into it.")).after_minutes(9 * 60);
    let question = asks(&story, "Which browser?");
    story.does("ilse", question).after_minutes(1).wakes();
    assert_eq!(written(&story, is_breach).len(), late_cycles(&story).len());
}
