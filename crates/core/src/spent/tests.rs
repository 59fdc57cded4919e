//! Time spent, told by examples.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::*;
use crate::directory::Role;
use crate::figures::Month;
use crate::key::{IncidentId, PersonKey};
use crate::policy::Who;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn amsterdam() -> TimeZone {
    TimeZone::get("Europe/Amsterdam").unwrap()
}

fn who(key: &str, role: Role) -> Who {
    let key = key.parse().unwrap();
    Who { key, role, client: None, parties: Vec::new(), applications: Vec::new() }
}

fn ilse() -> Who {
    who("ilse", Role::Engineer)
}

fn marit() -> Who {
    who("marit", Role::Manager)
}

/// A desk at an instant; the incident was reported on 10 March at noon.
struct Desk {
    zone: TimeZone,
    frozen: BTreeSet<Month>,
    now: Timestamp,
}

impl Desk {
    fn at(now: &str) -> Self {
        Self { zone: amsterdam(), frozen: BTreeSet::new(), now: at(now) }
    }

    fn frozen(now: &str, month: &str) -> Self {
        Self { frozen: BTreeSet::from([month.parse().unwrap()]), ..Self::at(now) }
    }

    fn around(&self) -> Around<'_> {
        Around {
            reported_at: at("2026-03-10T11:00:00Z"),
            zone: &self.zone,
            frozen: &self.frozen,
            now: self.now,
        }
    }

    fn types(&self, stretch: Stretch, note: &str, who: &Who) -> Result<TimeDeed, TimeRefusal> {
        type_in(stretch, note, who, self.around())
    }

    fn does(
        &self,
        entry: &TimeEntry,
        who: &Who,
        command: TimeCommand,
    ) -> Result<TimeEntry, TimeRefusal> {
        let deed = entry.decide(command, who, self.around())?;
        Ok(match deed {
            Some(deed) => {
                let step = step(entry.version() + 1, self.now, who, deed);
                entry.clone().with(step)
            }
            None => entry.clone(),
        })
    }
}

fn step(seq: u32, at: Timestamp, who: &Who, deed: TimeDeed) -> TimeStep {
    TimeStep { seq, at, by: who.key.clone(), is_late: false, deed }
}

fn entry(who: &Who, at: Timestamp, deed: TimeDeed) -> TimeEntry {
    let (id, incident) = (Uuid::from_u128(1), IncidentId(Uuid::from_u128(2)));
    TimeEntry::of(id, who.key.clone(), incident, vec![step(1, at, who, deed)]).unwrap()
}

fn started(text: &str) -> TimeEntry {
    let (from, deed) = begin(at(text));
    entry(&ilse(), from, deed)
}

fn stop(note: &str) -> TimeCommand {
    TimeCommand::Stop { note: note.to_owned() }
}

fn change(stretch: Stretch, reason: &str) -> TimeCommand {
    TimeCommand::Change { stretch, note: "log read".to_owned(), reason: reason.to_owned() }
}

fn withdraw(reason: &str) -> TimeCommand {
    TimeCommand::Withdraw { reason: reason.to_owned() }
}

fn on(day: &str, minutes: i64) -> Stretch {
    Stretch::On { day: day.parse().unwrap(), seconds: minutes * 60 }
}

fn between(from: &str, until: &str) -> Stretch {
    Stretch::between(at(from), at(until))
}

fn months(stretch: Stretch) -> Vec<(String, i64)> {
    let pieces = stretch.pieces(&amsterdam());
    pieces.into_iter().map(|it| (it.month.to_string(), it.seconds)).collect()
}

#[test]
fn a_stretch_over_midnight_at_the_end_of_a_month_lies_in_both() {
    let night = between("2026-03-31T20:30:00Z", "2026-03-31T23:00:00Z");
    let halves = [("2026-03".to_owned(), 5_400), ("2026-04".to_owned(), 3_600)];
    assert_eq!(months(night), halves);
    let until_midnight = between("2026-03-31T20:00:00Z", "2026-03-31T22:00:00Z");
    assert_eq!(months(until_midnight), [("2026-03".to_owned(), 7_200)]);
}

#[test]
fn an_hour_that_the_clocks_skip_or_repeat_counts_as_it_was_lived() {
    // From 01:00 to 04:00 on the wall, on the night in which summer time begins, and ends.
    let spring = between("2026-03-29T00:00:00Z", "2026-03-29T02:00:00Z");
    assert_eq!(spring.seconds(), 2 * 3_600);
    let autumn = between("2026-10-24T23:00:00Z", "2026-10-25T03:00:00Z");
    assert_eq!(autumn.seconds(), 4 * 3_600);
}

#[test]
fn a_timer_counts_from_its_start_to_its_stop_and_stopped_twice_it_ended_the_first_time() {
    let running = started("2026-03-10T12:00:00.700Z");
    assert_eq!(running.standing(), TimeStanding::Running);
    assert_eq!((running.stretch(), running.counted(&amsterdam())), (None, Vec::new()));
    let desk = Desk::at("2026-03-10T12:30:00.200Z");
    let stopped = desk.does(&running, &ilse(), stop(" read the log ")).unwrap();
    assert_eq!(stopped.stretch(), Some(between("2026-03-10T12:00:00Z", "2026-03-10T12:30:00Z")));
    assert_eq!((stopped.standing(), stopped.note()), (TimeStanding::Counts, "read the log"));
    let later = Desk::at("2026-03-10T13:00:00Z");
    let again = later.does(&stopped, &ilse(), stop("read the log")).unwrap();
    assert_eq!(again, stopped);
    let other_note = later.does(&stopped, &ilse(), stop("and restarted it")).unwrap();
    assert_eq!(other_note.stretch(), stopped.stretch());
    assert_eq!(other_note.note(), "and restarted it");
}

#[test]
fn a_forgotten_timer_counts_once_somebody_says_what_is_right() {
    let running = started("2026-03-10T12:00:00Z");
    let next_day = Desk::at("2026-03-11T08:00:00Z");
    let forgotten = next_day.does(&running, &ilse(), stop("")).unwrap();
    assert_eq!(forgotten.standing(), TimeStanding::InDoubt);
    assert_eq!(forgotten.counted(&amsterdam()), []);
    let confirmed = next_day.does(&forgotten, &ilse(), TimeCommand::Confirm).unwrap();
    assert_eq!(confirmed.counted(&amsterdam())[0].seconds, 20 * 3_600);
    let hour = between("2026-03-10T12:00:00Z", "2026-03-10T13:00:00Z");
    let right = next_day.does(&forgotten, &ilse(), change(hour, "")).unwrap();
    assert_eq!(right.counted(&amsterdam())[0].seconds, 3_600);
    let days = Desk::at("2026-03-13T12:00:00Z");
    let long = days.does(&running, &ilse(), stop("")).unwrap();
    let refused = days.does(&long, &ilse(), TimeCommand::Confirm);
    assert_eq!(refused, Err(TimeRefusal::TooLong), "nobody works for three days");
}

#[test]
fn exactly_twelve_hours_are_believed() {
    let running = started("2026-03-10T12:00:00Z");
    let long = Desk::at("2026-03-11T00:00:00Z").does(&running, &ilse(), stop("")).unwrap();
    assert_eq!(long.standing(), TimeStanding::Counts);
    let longer = Desk::at("2026-03-11T00:00:01Z").does(&running, &ilse(), stop("")).unwrap();
    assert_eq!(longer.standing(), TimeStanding::InDoubt);
}

#[test]
fn a_clock_that_was_set_back_gives_no_time_and_takes_none() {
    let running = started("2026-03-10T12:00:00Z");
    let stopped = Desk::at("2026-03-10T11:00:00Z").does(&running, &ilse(), stop("")).unwrap();
    assert_eq!(stopped.stretch().unwrap().seconds(), 0);
}

#[test]
fn what_cannot_have_been_worked_is_refused() {
    let desk = Desk::at("2026-03-12T12:00:00Z");
    let refused = |stretch| desk.types(stretch, "", &ilse()).unwrap_err();
    assert_eq!(refused(on("2026-03-12", 0)), TimeRefusal::Nothing);
    assert_eq!(refused(on("2026-03-11", 24 * 60 + 1)), TimeRefusal::TooLong);
    assert_eq!(refused(on("2026-03-13", 1)), TimeRefusal::InTheFuture);
    // It is one in the afternoon: of today 13 hours are over.
    assert_eq!(refused(on("2026-03-12", 13 * 60 + 1)), TimeRefusal::InTheFuture);
    assert!(desk.types(on("2026-03-12", 13 * 60), "", &ilse()).is_ok());
    let soon = between("2026-03-12T11:00:00Z", "2026-03-12T12:00:01Z");
    assert_eq!(refused(soon), TimeRefusal::InTheFuture);
    let backwards =
        Stretch::Between { from: at("2026-03-12T11:00:00Z"), until: at("2026-03-12T10:00:00Z") };
    assert_eq!(refused(backwards), TimeRefusal::EndsBeforeItBegins);
    let long = "x".repeat(LONGEST_NOTE + 1);
    let noted = desk.types(on("2026-03-11", 5), &long, &ilse());
    assert_eq!(noted, Err(TimeRefusal::LongNote));
}

#[test]
fn work_may_begin_a_day_before_the_report_and_no_earlier() {
    let desk = Desk::at("2026-03-12T12:00:00Z");
    let a_day_before = at("2026-03-10T11:00:00Z") - SignedDuration::from_hours(24);
    let second = SignedDuration::from_secs(1);
    let hour = |from| Stretch::between(from, from + SignedDuration::from_hours(1));
    assert!(desk.types(hour(a_day_before), "", &ilse()).is_ok());
    let refused = desk.types(hour(a_day_before - second), "", &ilse());
    assert_eq!(refused, Err(TimeRefusal::BeforeReport));
    assert!(desk.types(on("2026-03-09", 60), "", &ilse()).is_ok());
    let refused = desk.types(on("2026-03-08", 60), "", &ilse());
    assert_eq!(refused, Err(TimeRefusal::BeforeReport));
}

#[test]
fn one_changes_ones_own_and_a_manager_that_of_others_with_a_reason() {
    let desk = Desk::at("2026-03-12T12:00:00Z");
    let typed = entry(&ilse(), desk.now, desk.types(on("2026-03-11", 60), "", &ilse()).unwrap());
    let shorter = on("2026-03-11", 30);
    let own = desk.does(&typed, &ilse(), change(shorter, "")).unwrap();
    assert_eq!((own.stretch(), own.note()), (Some(shorter), "log read"));
    assert_eq!(own.steps().len(), 2, "what it was is kept");
    let tom = who("tom", Role::Engineer);
    for command in [change(shorter, "mine"), withdraw("mine"), stop("")] {
        assert_eq!(desk.does(&typed, &tom, command), Err(TimeRefusal::NotYours));
    }
    let silent = desk.does(&typed, &marit(), change(shorter, " "));
    assert_eq!(silent, Err(TimeRefusal::NoReason));
    let corrected = desk.does(&typed, &marit(), change(shorter, "counted twice")).unwrap();
    assert_eq!(corrected.stretch(), Some(shorter));
    assert_eq!(corrected.person, "ilse".parse::<PersonKey>().unwrap(), "it stays hers");
}

#[test]
fn what_was_taken_back_counts_no_more_and_once_is_enough() {
    let desk = Desk::at("2026-03-12T12:00:00Z");
    let typed = entry(&ilse(), desk.now, desk.types(on("2026-03-11", 60), "", &ilse()).unwrap());
    let gone = desk.does(&typed, &ilse(), withdraw("")).unwrap();
    assert_eq!((gone.standing(), gone.counted(&amsterdam())), (TimeStanding::Withdrawn, vec![]));
    assert_eq!(desk.does(&gone, &ilse(), withdraw("")), Ok(gone.clone()));
    let changed = desk.does(&gone, &ilse(), change(on("2026-03-11", 30), ""));
    assert_eq!(changed, Err(TimeRefusal::Withdrawn));
    let running = desk.does(&started("2026-03-12T11:00:00Z"), &ilse(), withdraw("")).unwrap();
    assert_eq!(running.standing(), TimeStanding::Withdrawn, "a timer can be thrown away");
}

#[test]
fn a_frozen_month_is_for_managers_who_say_why() {
    let desk = Desk::at("2026-03-12T12:00:00Z");
    let march = on("2026-03-11", 60);
    let typed = entry(&ilse(), desk.now, desk.types(march, "", &ilse()).unwrap());
    let after = Desk::frozen("2026-04-03T08:00:00Z", "2026-03");
    assert_eq!(after.types(march, "forgotten", &ilse()), Err(TimeRefusal::Frozen));
    assert_eq!(after.types(march, "", &marit()), Err(TimeRefusal::NoReason));
    assert!(after.types(march, "forgotten", &marit()).is_ok());
    assert!(after.types(on("2026-04-02", 60), "", &ilse()).is_ok(), "April is open");
    let (own, boss) = (ilse(), marit());
    for command in [withdraw("x"), change(on("2026-04-02", 60), "x")] {
        assert_eq!(after.does(&typed, &own, command.clone()), Err(TimeRefusal::Frozen));
        assert!(after.does(&typed, &boss, command).is_ok());
    }
    assert_eq!(after.does(&typed, &boss, withdraw("")), Err(TimeRefusal::NoReason));
    // Nor may time be moved into it.
    let april = entry(
        &own,
        desk.now,
        TimeDeed::Typed { stretch: on("2026-04-02", 60), note: String::new() },
    );
    assert_eq!(after.does(&april, &own, change(march, "x")), Err(TimeRefusal::Frozen));
}

#[test]
fn an_entry_reads_back_as_it_was_written() {
    let stretches = [on("2026-03-11", 61), between("2026-03-31T20:30:00Z", "2026-03-31T23:00:00Z")];
    for stretch in stretches {
        let deed = TimeDeed::Changed { stretch, note: "n".to_owned(), reason: String::new() };
        let step = step(2, at("2026-03-12T12:00:00Z"), &ilse(), deed);
        let text = serde_json::to_string(&step).unwrap();
        assert_eq!(serde_json::from_str::<TimeStep>(&text).unwrap(), step, "{text}");
    }
}

#[test]
fn hours_are_held_against_what_was_agreed() {
    let spent = |spent_s, agreed_hours| Against { spent_s, agreed_hours };
    let half = spent(4 * 3_600, Some(8));
    assert_eq!((half.percent(), half.left_s(), half.over_s()), (Some(50), Some(14_400), 0));
    let over = spent(9 * 3_600, Some(8));
    assert_eq!((over.percent(), over.left_s(), over.over_s()), (Some(112), Some(0), 3_600));
    let free = spent(3_600, None);
    assert_eq!((free.percent(), free.left_s(), free.over_s()), (None, None, 0));
    assert_eq!(spent(1, Some(0)).percent(), Some(100));
    assert_eq!(spent(0, Some(0)).percent(), Some(0));
}
