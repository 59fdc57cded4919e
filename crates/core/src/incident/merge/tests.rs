//! Merging and taking it back, parents and children.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::directory::Person;
use crate::incident::example::*;
use crate::incident::*;
use crate::sla::{ClockState, Metric, clocks};

const A: IncidentId = IncidentId(Uuid::from_u128(1));
const B: IncidentId = IncidentId(Uuid::from_u128(2));

/// Two incidents of one client.
struct Two {
    a: Story,
    b: Story,
}

impl Two {
    /// A check saw it; twenty minutes later somebody reports it too.
    fn of_one_trouble() -> Self {
        let mut b = Story::the_client_reports().later(20).numbered(1043);
        let a = Story::the_shop_is_down();
        let ruth = Person {
            key: "ruth".parse().unwrap(),
            ..b.directory.people[&"fatima".parse().unwrap()].clone()
        };
        b.directory.people.insert(ruth.key.clone(), ruth);
        Self { a: Story { directory: b.directory.clone(), ..a }, b }
    }

    fn at_once(&mut self, minutes: i64) -> &mut Self {
        let now = self.a.now.max(self.b.now);
        (self.a.now, self.b.now) = (now, now);
        self.a.after_minutes(minutes);
        self.b.after_minutes(minutes);
        self
    }

    fn take(&mut self, both: ToBoth) {
        for (story, entries) in [(&mut self.b, both.first), (&mut self.a, both.second)] {
            for entry in &entries {
                story.state.apply(entry);
            }
            story.timeline.extend(entries);
        }
    }

    fn try_merge(&mut self) -> Result<(), Refusal> {
        let (ilse, now) = (by("ilse"), self.a.now);
        let context = Context { directory: &self.a.directory, actor: &ilse, now };
        let first = OneOfTwo { id: B, state: &self.b.state };
        let second = OneOfTwo { id: A, state: &self.a.state };
        let both = merge(first, second, "the same".to_owned(), context)?;
        self.take(both);
        Ok(())
    }

    fn try_undo(&mut self) -> Result<(), Refusal> {
        let (ilse, now) = (by("ilse"), self.a.now);
        let context = Context { directory: &self.a.directory, actor: &ilse, now };
        let first = OneOfTwo { id: B, state: &self.b.state };
        let second = OneOfTwo { id: A, state: &self.a.state };
        let both = undo_merge(first, second, &self.a.timeline, context)?;
        self.take(both);
        Ok(())
    }

    fn try_link(&mut self, second_is: Link) -> Result<(), Refusal> {
        let (ilse, now) = (by("ilse"), self.a.now);
        let context = Context { directory: &self.a.directory, actor: &ilse, now };
        let first = OneOfTwo { id: B, state: &self.b.state };
        let second = OneOfTwo { id: A, state: &self.a.state };
        let both = link(first, second, second_is, context)?;
        self.take(both);
        Ok(())
    }
}

fn word() -> Command {
    let message = Message { id: Uuid::from_u128(77), ..message(Scope::Public, "We look at it.") };
    Command::Send { message, remind_at: None }
}

/// Without what counts lines and cycles: how an incident stands.
fn standing(state: &State) -> State {
    let mut state = state.clone();
    state.version = 0;
    state.human_acted = true;
    state.changed_at = at(MORNING);
    state.merging.last_cycle = 0;
    state
}

#[test]
fn the_clocks_start_with_the_earliest_report() {
    let mut two = Two::of_one_trouble();
    two.at_once(5);
    std::mem::swap(&mut two.a, &mut two.b);
    two.try_merge().unwrap();
    assert_eq!(two.a.state.number, Number(1043));
    assert_eq!(two.a.state.reported_at, at(MORNING), "the other one came first");
    let found = clocks(&two.a.state.clock_events, &two.a.directory, two.a.now);
    let restore = found.iter().find(|clock| clock.metric == Metric::Restore).unwrap();
    assert_eq!(restore.started_at, Some(at(MORNING)));
    assert_eq!(restore.state, ClockState::Running);
}

#[test]
fn the_merged_one_stops_all_its_clocks_and_nothing_is_awaited_there() {
    let mut two = Two::of_one_trouble();
    two.at_once(5).try_merge().unwrap();
    assert_eq!(two.b.state.step, Step::Cancelled);
    assert!(agenda(&two.b.state, &two.b.directory, two.b.now).is_empty());
    let found = clocks(&two.b.state.clock_events, &two.b.directory, two.b.now);
    for clock in found.iter().filter(|clock| clock.metric != Metric::Update) {
        assert_eq!(clock.state, ClockState::Cancelled, "{:?}", clock.metric);
    }
    two.b.after_minutes(600);
    assert_eq!(two.b.wakes(), Vec::new(), "no warning, no breach, no ladder");
}

#[test]
fn who_reported_the_merged_one_is_still_owed_a_first_word() {
    let mut two = Two::of_one_trouble();
    two.a.does("ilse", take()).does("ilse", word());
    two.at_once(5).try_merge().unwrap();
    let owed = owed_clocks(&two.a.state, &two.a.directory, two.a.now);
    assert_eq!(owed.len(), 1);
    assert_eq!((owed[0].state, owed[0].cycle), (ClockState::Running, 1));
    assert_eq!(owed[0].started_at, Some(two.b.state.reported_at));

    two.at_once(40);
    two.a.wakes();
    let breach = two.a.state.corrections.breach(Metric::Reaction, 1).unwrap();
    assert_eq!(Some(breach.limit_at), owed[0].limit_at, "late at its own limit");

    two.a.does("ilse", word());
    let owed = owed_clocks(&two.a.state, &two.a.directory, two.a.now);
    assert_eq!(owed[0].state, ClockState::Missed);
    let who: Vec<_> = two.a.state.merging.contacts().cloned().collect();
    assert_eq!(who, ["fatima".parse().unwrap()]);
}

#[test]
fn a_public_message_in_time_is_the_first_word_for_both() {
    let mut two = Two::of_one_trouble();
    two.at_once(5).try_merge().unwrap();
    two.a.does("ilse", take()).does("ilse", word());
    let owed = owed_clocks(&two.a.state, &two.a.directory, two.a.now);
    assert!(owed.iter().all(|clock| clock.state == ClockState::Met), "{owed:?}");
    let voided = Fact::ResponseVoided { message: Uuid::from_u128(77) };
    let entry = Entry {
        seq: two.a.state.version + 1,
        at: two.a.now,
        recorded_at: two.a.now,
        actor: Actor::Piket,
        fact: voided,
    };
    two.a.state.apply(&entry);
    let owed = owed_clocks(&two.a.state, &two.a.directory, two.a.now);
    assert!(owed.iter().all(|clock| clock.state == ClockState::Running), "it reached nobody");
}

#[test]
fn what_cannot_be_merged_is_refused_by_name() {
    let mut two = Two::of_one_trouble();
    two.b = two.b.of_client("linde");
    assert_eq!(two.try_merge(), Err(Refusal::OtherClient));

    let mut two = Two::of_one_trouble();
    two.at_once(1).try_merge().unwrap();
    assert_eq!(two.try_merge(), Err(Refusal::MergedAlready { into: Number(1042) }));
    std::mem::swap(&mut two.a, &mut two.b);
    assert_eq!(two.try_merge(), Err(Refusal::MergedAlready { into: Number(1042) }), "no circle");

    let mut two = Two::of_one_trouble();
    let cancel = Command::Cancel { kind: CancelKind::NoIncident, reason: "none".to_owned() };
    two.a.does("ilse", cancel);
    assert_eq!(two.try_merge(), Err(Refusal::NotNow { at: Step::Cancelled }));
}

#[test]
fn a_merge_is_taken_back_for_a_day_and_no_longer() {
    let mut two = Two::of_one_trouble();
    two.at_once(1).try_merge().unwrap();
    two.at_once(24 * 60);
    assert_eq!(two.clone_and_undo(), Ok(()));
    two.at_once(1);
    assert_eq!(two.try_undo(), Err(Refusal::UndoOver));
}

impl Two {
    fn clone_and_undo(&self) -> Result<(), Refusal> {
        Self { a: self.a.clone(), b: self.b.clone() }.try_undo()
    }
}

#[test]
fn a_breach_that_only_the_merge_brought_about_is_refuted_by_taking_it_back() {
    let mut two = Two::of_one_trouble();
    std::mem::swap(&mut two.a, &mut two.b);
    two.at_once(15);
    two.a.does("ilse", word());
    two.try_merge().unwrap();
    assert!(two.a.state.corrections.breach(Metric::Reaction, 0).is_some(), "35 minutes of 30");
    two.try_undo().unwrap();
    let breach = two.a.state.corrections.breach(Metric::Reaction, 0).unwrap();
    assert!(breach.refuted_by.is_some());
}

#[test]
fn what_the_reporter_wrote_meanwhile_goes_back_with_it_and_so_do_recoveries() {
    let mut two = Two::of_one_trouble();
    std::mem::swap(&mut two.a, &mut two.b);
    two.a.state.reporter = Some("ruth".parse().unwrap());
    two.b.state.reporter = Some("fatima".parse().unwrap());
    two.at_once(1).try_merge().unwrap();
    assert!(two.a.state.alerts.contains_key("check/shop"), "its alerts come along");
    two.a.does("fatima", Command::Receive(message(Scope::Public, "Still broken here.")));
    two.a.recovers();
    two.try_undo().unwrap();
    assert!(!two.a.state.alerts.contains_key("check/shop"));
    assert!(two.b.state.alerts["check/shop"].recovered_at.is_some());
    assert!(two.b.state.client_wrote);
}

#[test]
fn a_child_has_one_parent_and_a_parent_none() {
    let mut two = Two::of_one_trouble();
    two.b = two.b.of_client("linde");
    two.try_link(Link::Parent).unwrap();
    assert_eq!(two.b.state.links.parent(), Some((Number(1042), A)));
    assert_eq!(two.a.state.links.children().collect::<Vec<_>>(), [(Number(1043), B)]);
    assert_eq!(two.try_link(Link::Parent), Err(Refusal::Already));
    assert_eq!(two.try_link(Link::Related), Err(Refusal::Already));
    std::mem::swap(&mut two.a, &mut two.b);
    assert_eq!(two.try_link(Link::Parent), Err(Refusal::Already));
    let (ilse, now) = (by("ilse"), two.a.now);
    let context = Context { directory: &two.a.directory, actor: &ilse, now };
    let (one, other) =
        (OneOfTwo { id: A, state: &two.b.state }, OneOfTwo { id: B, state: &two.a.state });
    let both = unlink(one, other, context).unwrap();
    two.take(both);
    assert!(two.a.state.links.is_empty() && two.b.state.links.is_empty());
}

#[test]
fn words_for_one_client_do_not_name_another() {
    let others = vec!["De Linde".to_owned(), "INC-12".to_owned()];
    assert_eq!(names_another("Ook bij de linde ligt het plat.", &others), Some("De Linde"));
    assert_eq!(names_another("Zie inc-12.", &others), Some("INC-12"));
    assert_eq!(names_another("Zie INC-123, onder de lindeboom.", &others), None);
}

fn any_act() -> impl Strategy<Value = (&'static str, Command)> {
    prop_oneof![
        Just(("ilse", take())),
        Just(("tom", take())),
        Just(("ilse", word())),
        Just(("fatima", Command::Receive(message(Scope::Public, "news?")))),
        Just((
            "ilse",
            Command::Classify {
                nature: crate::priority::Nature::Outage,
                component: None,
                impact: crate::priority::Impact::High,
                urgency: crate::priority::Urgency::High,
                reason: Some("because".to_owned()),
                agreed: None,
            }
        )),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    /// Merge, then take it back, is nothing: both stand, with all their clocks, as if they had
    /// never met.
    #[test]
    fn a_merge_that_is_taken_back_never_was(
        of_a in prop::collection::vec((0..50i64, any_act()), 0..6),
        of_b in prop::collection::vec((0..50i64, any_act()), 0..6),
        meanwhile in 0..(24 * 60i64),
    ) {
        let mut two = Two::of_one_trouble();
        for (story, acts) in [(&mut two.a, of_a), (&mut two.b, of_b)] {
            for (minutes, (person, command)) in acts {
                story.after_minutes(minutes);
                let _refused_is_fine = story.try_as(&by(person), command).is_ok();
            }
        }
        two.at_once(1);
        two.a.wakes();
        two.b.wakes();
        let (a, b) = (standing(&two.a.state), standing(&two.b.state));
        prop_assume!(two.try_merge().is_ok());
        two.at_once(meanwhile);
        two.try_undo().unwrap();
        let mut alone = two.b.clone();
        alone.state = b.clone();
        let clocks_of = |state: &State| clocks(&state.clock_events, &two.a.directory, two.a.now);
        prop_assert_eq!(clocks_of(&a), clocks_of(&two.a.state));
        prop_assert_eq!(clocks_of(&b), clocks_of(&two.b.state));
        let beside = |state: &State| {
            // Breaches written down by the undo are those that would have been written anyhow.
            let mut state = standing(state);
            state.corrections = Ledger::default();
            state.breached.clear();
            state
        };
        prop_assert_eq!(beside(&a), beside(&two.a.state));
        prop_assert_eq!(beside(&b), beside(&two.b.state));
        prop_assert_eq!(State::replay(&two.a.timeline).unwrap(), two.a.state.clone());
        prop_assert_eq!(State::replay(&two.b.timeline).unwrap(), two.b.state.clone());
    }
}

fn undo_after_a_word(change: impl Fn(&mut Two)) -> Two {
    let mut two = Two::of_one_trouble();
    two.at_once(5).try_merge().unwrap();
    two.a.does("ilse", take()).does("ilse", word());
    change(&mut two);
    two.at_once(10).try_undo().unwrap();
    two
}

fn reaction_of_b(two: &Two) -> ClockState {
    let found = clocks(&two.b.state.clock_events, &two.b.directory, two.b.now);
    found.iter().find(|clock| clock.metric == Metric::Reaction).unwrap().state
}

fn note(two: &mut Two, fact: Fact) {
    let (seq, at) = (two.a.state.version + 1, two.a.now);
    let entry = Entry { seq, at, recorded_at: at, actor: Actor::Piket, fact };
    two.a.state.apply(&entry);
    two.a.timeline.push(entry);
}

fn delivered(to: &str, failure: Option<&str>) -> Fact {
    Fact::Delivered {
        to: to.to_owned(),
        language: crate::directory::Language::En,
        about: "message".to_owned(),
        failure: failure.map(str::to_owned),
        message: Some(Uuid::from_u128(77)),
    }
}

#[test]
fn a_word_to_both_while_they_were_one_counts_for_the_other_too_once_they_are_apart() {
    let two = undo_after_a_word(|_| {});
    assert_eq!(reaction_of_b(&two), ClockState::Met);
    assert!(two.b.state.next_update_at.is_some(), "and so does the next word that was promised");
    let said = |entry: &&Entry| matches!(entry.fact, Fact::SaidInMerged { .. });
    let said: Vec<_> = two.b.timeline.iter().filter(said).collect();
    assert_eq!(said.len(), 1);
    assert_eq!(said[0].at, two.a.state.responses[0].at, "at the moment at which it was said");
    assert_eq!(State::replay(&two.b.timeline).unwrap(), two.b.state);
}

#[test]
fn a_word_that_did_not_reach_who_reported_the_other_is_none_there() {
    let two = undo_after_a_word(|two| note(two, delivered("fatima", Some("no such mailbox"))));
    assert_eq!(reaction_of_b(&two), ClockState::Running, "it came back");
    let two = undo_after_a_word(|two| {
        note(two, delivered("ruth", Some("no such mailbox")));
        note(two, delivered("fatima", None));
    });
    assert_eq!(reaction_of_b(&two), ClockState::Met, "it was another's that came back");
    let voided = Fact::ResponseVoided { message: Uuid::from_u128(77) };
    let two = undo_after_a_word(|two| note(two, voided.clone()));
    assert_eq!(reaction_of_b(&two), ClockState::Running, "it reached nobody");
}

#[test]
fn what_was_said_before_they_were_one_stays_where_it_was() {
    let mut two = Two::of_one_trouble();
    two.a.does("ilse", take()).does("ilse", word());
    two.at_once(5).try_merge().unwrap();
    two.at_once(10).try_undo().unwrap();
    assert_eq!(reaction_of_b(&two), ClockState::Running);
}
