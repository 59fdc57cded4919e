//! Laws over histories of any facts at all, whether or not a desk would ever write them: what is in
//! a timeline happened, and what follows from it must not depend on how it was read.
//!
//! I3, a replay gives every value again; I5, nothing automatic answers a client; I6, what is late
//! once is late for ever.

use jiff::{SignedDuration, Timestamp};
use proptest::collection::vec;
use proptest::prelude::*;
use uuid::Uuid;

use super::example::{at, directory, item, message, solved};
use super::*;
use crate::directory::Language;
use crate::key::Number;
use crate::party::Party;
use crate::priority::{Impact, Nature, Priority, Urgency, priority};
use crate::process::Step;
use crate::sla::{Clock, Metric, Pause, cycles};

/// Two weeks.
const SPAN: i64 = 14 * 86_400;

fn after(seconds: i64) -> Timestamp {
    at("2026-03-10T09:00:00Z") + SignedDuration::from_secs(seconds)
}

fn words() -> impl Strategy<Value = String> {
    Just("words".to_owned())
}

fn party() -> impl Strategy<Value = Party> {
    let parties = ["own:service_desk", "own:development", "supplier:nordhost", "client:contact"];
    prop::sample::select(parties.to_vec()).prop_map(|party| party.parse().unwrap())
}

fn person() -> impl Strategy<Value = Option<crate::key::PersonKey>> {
    prop::option::of(prop::sample::select(vec!["ilse", "tom"]).prop_map(|it| it.parse().unwrap()))
}

fn any_message() -> impl Strategy<Value = Message> {
    let scope = prop_oneof![3 => Just(Scope::Public), 1 => Just(Scope::Internal)];
    (scope, prop::option::of(0..SPAN)).prop_map(|(scope, next)| Message {
        next_update_at: next.map(after),
        ..message(scope, "a word")
    })
}

fn metric() -> impl Strategy<Value = Metric> {
    prop::sample::select(&Metric::ALL[..])
}

fn pause() -> impl Strategy<Value = Pause> {
    prop_oneof![Just(Pause::Client), Just(Pause::ClientParty), Just(Pause::AgreedDeferral)]
}

fn step() -> impl Strategy<Value = Step> {
    prop::sample::select(Step::ALL)
}

fn key() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["check/shop".to_owned(), "check/host".to_owned()])
}

fn classification() -> impl Strategy<Value = Classification> {
    (1_u8..4, 1_u8..4).prop_map(|(impact, urgency)| {
        let (impact, urgency) =
            (Impact::try_from(impact).unwrap(), Urgency::try_from(urgency).unwrap());
        Classification {
            nature: Nature::FunctionalDefect,
            component: None,
            impact,
            urgency,
            priority: priority(impact, urgency),
        }
    })
}

/// What moves things.
fn deed() -> impl Strategy<Value = Fact> {
    let pins = || Pins::of(&directory(), Some(&"shop".parse().unwrap()), None);
    prop_oneof![
        (key(), 0..SPAN).prop_map(|(key, onset)| Fact::AlertLinked {
            key,
            check: None,
            summary: "down".to_owned(),
            onset_at: after(onset),
        }),
        (key(), 0..SPAN)
            .prop_map(|(key, at)| Fact::AlertRecovered { key, recovered_at: after(at) }),
        (key(), 0..SPAN).prop_map(|(key, at)| Fact::AlertReturned { key, onset_at: after(at) }),
        (classification(), prop::option::of(words())).prop_map(|(classification, reason)| {
            Fact::Classified { classification, reason, agreement: None, agreed: None }
        }),
        Just(Fact::ApplicationSet { application: "shop".parse().unwrap(), pins: pins() }),
        (party(), person(), 0..SPAN).prop_map(|(party, person, by)| Fact::HolderOffered {
            party,
            person,
            reason: "theirs".to_owned(),
            accept_by: after(by),
        }),
        (party(), person()).prop_map(|(party, person)| Fact::HolderAccepted {
            party,
            person,
            reason: String::new(),
        }),
        (party(), words()).prop_map(|(party, reason)| Fact::HolderRefused { party, reason }),
        party().prop_map(|party| Fact::OfferExpired { party }),
        (step(), step(), prop::option::of(words())).prop_map(|(from, to, reason)| {
            Fact::StepChanged { from, to, reason, skipped: Vec::new() }
        }),
        any_message().prop_map(Fact::MessageReceived),
        Just(Fact::ResponseVoided { message: Uuid::nil() }),
        (pause(), 0..SPAN).prop_map(|(pause, remind)| Fact::WaitingBegan {
            pause,
            question: "which?".to_owned(),
            remind_at: after(remind),
            who: None,
            party: None,
        }),
        pause().prop_map(|pause| Fact::WaitingEnded { pause, reason: None, party: None }),
        Just(Fact::Restored),
        any::<bool>().prop_map(|is_unattended| Fact::Resolved {
            resolution: ResolutionKind::Recovered,
            cause: "words".to_owned(),
            solution: "words".to_owned(),
            is_unattended,
        }),
        Just(Fact::Confirmed),
        any::<bool>().prop_map(|by_silence| Fact::Closed { by_silence }),
        words().prop_map(|reason| Fact::Cancelled { cancel: CancelKind::NoIncident, reason }),
        (words(), any::<bool>(), any::<bool>()).prop_map(|(reason, is_objection, is_down)| {
            Fact::Reopened { reason, is_objection, is_down }
        }),
        Just(Fact::ResolutionPrepared(solved(ResolutionKind::Fixed))),
        Just(Fact::VerificationPassed { proof: "a loaf".to_owned() }),
        Just(Fact::RolledOut { version: "1".to_owned(), note: String::new() }),
        (1_u32..4).prop_map(|version| Fact::ConsentGiven { version, note: String::new() }),
    ]
}

/// What is said, noted or written down about it.
fn word() -> impl Strategy<Value = Fact> {
    prop_oneof![
        4 => any_message().prop_map(Fact::MessageSent),
        1 => any_message().prop_map(Fact::ReportedBack),
        1 => words().prop_map(|body| Fact::CallLogged { with: "Fatima".to_owned(), body }),
        1 => words().prop_map(|what| Fact::ClientTold { what }),
        1 => Just(Fact::EvidenceAdded(item(7))),
        1 => (words(), prop::option::of(words())).prop_map(|(text, cause)| {
            Fact::FindingRecorded { text, evidence: Vec::new(), cause }
        }),
        1 => words().prop_map(|reason| Fact::PreventionWaived { reason }),
        1 => any::<bool>()
            .prop_map(|is_tested| Fact::Implemented { is_tested, note: String::new() }),
        1 => (0..SPAN).prop_map(|at| Fact::PromiseMissed { promised_at: after(at) }),
        1 => (1_u8..4, person()).prop_map(|(rung, person)| Fact::Escalated { rung, person }),
        1 => words().prop_map(|errand| Fact::Reminded { errand }),
        1 => prop::option::of(words()).prop_map(|failure| Fact::Delivered {
            to: "Fatima".to_owned(),
            language: Language::Nl,
            about: "message".to_owned(),
            failure,
            message: None,
        }),
    ]
}

fn automatic() -> impl Strategy<Value = Actor> {
    prop_oneof![
        Just(Actor::Piket),
        Just(Actor::Check("home".parse().unwrap())),
        Just(Actor::Program("mail".to_owned())),
        Just(Actor::Party("supplier:nordhost".parse().unwrap())),
    ]
}

fn any_actor() -> impl Strategy<Value = Actor> {
    prop_oneof![
        Just(Actor::Person("ilse".parse().unwrap())),
        Just(Actor::Person("fatima".parse().unwrap())),
        automatic(),
    ]
}

fn breach() -> impl Strategy<Value = Fact> {
    (metric(), 0_u32..3, 0..SPAN, party()).prop_map(|(metric, cycle, limit, holder)| {
        let (due_at, limit_at) = (after(limit), after(limit));
        let text = serde_json::json!({
            "fact": "breached", "metric": metric, "cycle": cycle, "due_at": due_at,
            "limit_at": limit_at, "holder": holder,
        });
        serde_json::from_value(text).unwrap()
    })
}

fn happening() -> impl Strategy<Value = (i64, Actor, Fact)> {
    let fact = prop_oneof![4 => deed(), 3 => word(), 1 => breach()];
    (0..SPAN, any_actor(), fact)
}

fn reported(priority: Priority) -> Fact {
    Fact::Reported {
        number: Number(1),
        ticket: TicketKind::Incident,
        client: "molen".parse().unwrap(),
        application: Some("shop".parse().unwrap()),
        source: Source { channel: Channel::Portal, signal: None },
        reporter: Some("fatima".parse().unwrap()),
        summary: "It does not work".to_owned(),
        details: String::new(),
        provisional: priority,
        pins: Pins::of(&directory(), Some(&"shop".parse().unwrap()), None),
        onset_at: None,
        recurrence_of: None,
        felt: None,
    }
}

/// A timeline of these happenings, in the order of their time.
fn timeline(priority: Priority, mut happenings: Vec<(i64, Actor, Fact)>) -> Vec<Entry> {
    happenings.sort_by_key(|(seconds, ..)| *seconds);
    let first = (0, Actor::Person("fatima".parse().unwrap()), reported(priority));
    (1..)
        .zip(std::iter::once(first).chain(happenings))
        .map(|(seq, (seconds, actor, fact))| {
            let at = after(seconds);
            Entry { seq, at, recorded_at: at, actor, fact }
        })
        .collect()
}

fn any_priority() -> impl Strategy<Value = Priority> {
    prop::sample::select(&Priority::ALL[..])
}

fn clocks_of(entries: &[Entry], now: Timestamp) -> Vec<Clock> {
    let state = State::replay(entries).unwrap();
    let directory = directory();
    let of = |metric| cycles(metric, &state.clock_events, &directory, now);
    Metric::ALL.into_iter().flat_map(of).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn whatever_is_automatic_stops_starts_and_moves_no_clock(
        priority in any_priority(),
        happenings in vec(happening(), 0..25),
        // Words that no person of ours wrote, at any moment.
        automatic in vec((0..SPAN, automatic(), word()), 1..12),
        now in 0..SPAN,
    ) {
        let without = timeline(priority, happenings.clone());
        let mut all = happenings;
        all.extend(automatic);
        let with = timeline(priority, all);
        prop_assert_eq!(clocks_of(&with, after(now)), clocks_of(&without, after(now)));
    }

    #[test]
    fn a_history_read_in_two_parts_or_from_what_was_kept_is_the_same(
        priority in any_priority(),
        happenings in vec(happening(), 0..30),
        cut in any::<prop::sample::Index>(),
        now in 0..SPAN,
    ) {
        let entries = timeline(priority, happenings);
        let whole = State::replay(&entries).unwrap();
        let (before, rest) = entries.split_at(1 + cut.index(entries.len()));
        let mut in_parts = State::replay(before).unwrap();
        for entry in rest {
            in_parts.apply(entry);
        }
        prop_assert_eq!(&in_parts, &whole);

        let kept = serde_json::to_string(&entries).unwrap();
        let read: Vec<Entry> = serde_json::from_str(&kept).unwrap();
        prop_assert_eq!(&read, &entries);
        prop_assert_eq!(clocks_of(&read, after(now)), clocks_of(&entries, after(now)));
        let (once, twice) = (agenda(&whole, &directory(), after(now)), agenda(&in_parts, &directory(), after(now)));
        prop_assert_eq!(once, twice);
    }

    #[test]
    fn what_was_late_or_warned_of_once_stays_so_whatever_happens(
        priority in any_priority(),
        happenings in vec(happening(), 0..30),
    ) {
        let entries = timeline(priority, happenings);
        let mut state = State::begin(&entries[0]).unwrap();
        for entry in &entries[1..] {
            let (breached, warned) = (state.breached.clone(), state.warned.clone());
            state.apply(entry);
            prop_assert!(breached.is_subset(&state.breached), "{:?}", entry.fact);
            prop_assert!(warned.is_subset(&state.warned), "{:?}", entry.fact);
        }
        let rows = entries.iter().filter(|entry| matches!(entry.fact, Fact::Breached { .. })).count();
        prop_assert!(state.breached.len() <= rows);
    }
}
