//! What must not become an agreement or a calendar is refused with its reason, and what is odd is
//! warned of, whichever way it comes: from a file, or from a page or a program, which both ask
//! [`piket_engine::Desk::configure`].

use piket_core::incident::Actor;
use piket_engine::config::{self, ApplyError, Entry, File, Finding, Wish, file};
use piket_testkit::{World, both_engines};

/// What comes of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It cannot even be read.
    Unreadable,
    /// It is refused.
    Refused,
    /// It is saved, and somebody is to look at it.
    Warned,
}

use Fate::{Refused, Unreadable, Warned};

const CALENDAR: &str = "[[calendar]]\nkey = \"new\"\nname = \"New\"\n";
const AMSTERDAM: &str = "tz = \"Europe/Amsterdam\"\n[[calendar.versions]]\n";
const AGREEMENT: &str =
    "[[agreement]]\nkey = \"new\"\nname = \"New\"\ntier = \"gold\"\ncalendar = \"office\"\n";

/// What is written, what comes of it, and what is said.
fn cases() -> Vec<(&'static str, String, Fate, &'static str)> {
    let calendar = |text: &str| format!("{CALENDAR}{AMSTERDAM}{text}");
    let agreement = |text: &str| format!("{AGREEMENT}{text}");
    let mondays = "weekly = { mon = [\"09:00-17:00\"] }\n";
    vec![
        (
            "windows that overlap count once",
            calendar("weekly = { mon = [\"09:00-13:00\", \"12:00-17:00\"] }"),
            Warned,
            "overlap",
        ),
        ("hours that never open", calendar("weekly = {}"), Refused, "it is never open"),
        (
            "a zone that there is not",
            format!("{CALENDAR}tz = \"Europe/Atlantis\"\n[[calendar.versions]]\n{mondays}"),
            Refused,
            "\"Europe/Atlantis\" is not a time zone",
        ),
        (
            "an offset instead of a zone",
            format!("{CALENDAR}tz = \"+01:00\"\n[[calendar.versions]]\n{mondays}"),
            Refused,
            "is not a time zone",
        ),
        (
            "versions that start at once",
            calendar(&format!(
                "effective_from = 2026-07-01T00:00:00+02:00\n{mondays}[[calendar.versions]]\n\
                 effective_from = 2026-07-01T00:00:00+02:00\n{mondays}"
            )),
            Refused,
            "must take effect after the one before it",
        ),
        (
            "versions in the wrong order",
            calendar(&format!(
                "effective_from = 2026-08-01T00:00:00+02:00\n{mondays}[[calendar.versions]]\n\
                 effective_from = 2026-07-01T00:00:00+02:00\n{mondays}"
            )),
            Refused,
            "must take effect after the one before it",
        ),
        (
            "a window of no length",
            calendar("weekly = { mon = [\"09:00-09:00\"] }"),
            Unreadable,
            "use 00:00-24:00 for a whole day",
        ),
        (
            "a minute that there is not",
            calendar("weekly = { mon = [\"09:00-17:60\"] }"),
            Unreadable,
            "is not an opening window",
        ),
        (
            "a weekday that there is not",
            calendar("weekly = { maandag = [] }"),
            Unreadable,
            "maandag",
        ),
        (
            "a single date that runs past midnight",
            calendar(&format!("{mondays}exceptions = {{ 2026-12-24 = [\"20:00-02:00\"] }}")),
            Refused,
            "run past midnight",
        ),
        (
            "a closed season without a reason",
            calendar(
                "weekly = { mon = [\"09:00-17:00\"] }\n[[calendar.versions]]\n\
                 effective_from = 2026-06-01T00:00:00+02:00\n[[calendar.versions]]\n\
                 effective_from = 2026-09-01T00:00:00+02:00\nweekly = { mon = [\"09:00-17:00\"] }\n",
            ),
            Refused,
            "is closed for the 31 days from",
        ),
        (
            "a target of no time",
            agreement("target = [{ metric = \"reaction\", priority = 1, minutes = 0 }]"),
            Refused,
            "at least one minute",
        ),
        (
            "a target below nothing",
            agreement("target = [{ metric = \"reaction\", priority = 1, minutes = -5 }]"),
            Unreadable,
            "integer `-5`",
        ),
        (
            "a priority that there is not",
            agreement("target = [{ metric = \"reaction\", priority = 6, minutes = 5 }]"),
            Unreadable,
            "6 is not on the scale",
        ),
        (
            "the same promise twice",
            agreement(
                "target = [{ metric = \"reaction\", priority = 1, minutes = 5 },\n\
                 { metric = \"reaction\", priority = 1, minutes = 10 }]",
            ),
            Refused,
            "twice",
        ),
        (
            "a warning after the end",
            agreement(
                "warn_percents = [50, 100]\n\
                 target = [{ metric = \"reaction\", priority = 1, minutes = 5 }]",
            ),
            Refused,
            "100",
        ),
        (
            "hours that there are not",
            agreement(
                "target = [{ metric = \"reaction\", priority = 1, minutes = 5, calendar = \"moon\" }]",
            ),
            Refused,
            "moon",
        ),
        ("an agreement that promises nothing", agreement(""), Warned, "it promises nothing"),
    ]
}

fn fate(answer: Result<Vec<Finding>, ApplyError>) -> (Fate, Vec<Finding>) {
    match answer {
        Ok(warnings) => (Warned, warnings),
        Err(ApplyError::Unreadable(findings)) => (Unreadable, findings),
        Err(ApplyError::Refused(plan)) => (Refused, plan.findings),
        Err(other) => panic!("{other}"),
    }
}

async fn by_file(world: &World, text: &str) -> (Fate, Vec<Finding>) {
    let file = File { name: "new.toml".to_owned(), text: text.to_owned() };
    let (store, now) = (world.desk.store(), world.now());
    let applied = config::apply(store, &[file], Wish::default(), &Actor::Piket, now).await;
    fate(applied.map(|applied| applied.warnings))
}

/// The same as a page or a program would ask it; nothing if it cannot be said there at all.
async fn by_hand(world: &World, text: &str) -> Option<(Fate, Vec<Finding>)> {
    let file = File { name: "new.toml".to_owned(), text: text.to_owned() };
    let written = file::read(&[file]).ok()?;
    let entries: Vec<Entry> = written.into_iter().map(|written| written.entry).collect();
    let rehearsed = world.desk.rehearse(&world.who("anna"), entries.clone(), world.now()).await;
    let answer = world.desk.configure(&world.who("anna"), entries, world.now()).await;
    let answer = match answer {
        Ok(applied) => Ok(applied.warnings),
        Err(piket_engine::configure::ConfigureError::Config(error)) => Err(error),
        Err(denied) => panic!("{denied}"),
    };
    let (fate, findings) = fate(answer);
    assert_eq!(rehearsed.unwrap().may_be_applied(), fate == Warned, "{text}");
    Some((fate, findings))
}

async fn revision(world: &World) -> i64 {
    world.desk.store().read(piket_store::config::revision).await.unwrap()
}

both_engines! {
    what_is_wrong_is_refused_and_what_is_odd_is_warned_of_by_every_door(world) {
        for (what, text, expected, said) in cases() {
            let before = revision(world).await;
            let by_hand = by_hand(world, &text).await;
            assert_eq!(by_hand.is_none(), expected == Unreadable, "{what}");
            let mut doors = vec![("file", by_file(world, &text).await)];
            doors.extend(by_hand.map(|answer| ("page and program", answer)));
            for (door, (fate, findings)) in &doors {
                assert_eq!(*fate, expected, "{what} by {door}: {findings:#?}");
            }
            // A second look at what was saved has nothing new to say.
            let told = doors.iter().any(|(_, (_, findings))| {
                findings.iter().any(|finding| finding.to_string().contains(said))
            });
            assert!(told, "{what}: {said:?} is not said in {doors:#?}");
            let is_saved = revision(world).await > before;
            assert_eq!(is_saved, expected == Warned, "{what}");
        }
    }

    a_desk_goes_on_with_the_hours_it_had_after_each_refusal(world) {
        let number = world.reports("henk", "De kaart is leeg").await;
        let before = world.state(number).await;
        for (_, text, expected, _) in cases() {
            if expected == Refused {
                let text = text.replace("key = \"new\"", "key = \"office\"");
                let (fate, _) = by_file(world, &text).await;
                assert_eq!(fate, Refused, "{text}");
            }
        }
        world.live(30).await;
        let after = world.state(number).await;
        assert_eq!(after.clock_events, before.clock_events);
    }
}
