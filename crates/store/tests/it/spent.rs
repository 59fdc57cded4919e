//! Time spent: entries with their steps, one running timer a person, and what months come to.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use piket_core::figures::Month;
use piket_core::key::{IncidentId, Number};
use piket_core::spent::{Stretch, TimeDeed, TimeEntry, TimeStanding, TimeStep};
use piket_store::spent::{self, Place, Slice, TimeRow};
use piket_store::{Store, StoreError, Tx};
use uuid::Uuid;

use crate::desk::{at, id, key};
use crate::engines::both_engines;

fn zone() -> TimeZone {
    TimeZone::get("Europe/Amsterdam").unwrap()
}

fn march() -> Month {
    "2026-03".parse().unwrap()
}

fn place(number: u64, client: &str) -> Place {
    let application = Some(key(if client == "de-molen" { "webshop" } else { "loket" }));
    Place { number: Number(number), client: key(client), application }
}

/// What a person did on incident INC-`number`.
fn entry(number: u128, person: &str, incident: u64, deed: TimeDeed) -> TimeEntry {
    let step = TimeStep { seq: 1, at: at("08:00:00"), by: key(person), is_late: false, deed };
    TimeEntry::of(Uuid::from_u128(number), key(person), id(incident), vec![step]).unwrap()
}

fn typed(from: Timestamp, until: Timestamp) -> TimeDeed {
    TimeDeed::Typed { stretch: Stretch::between(from, until), note: "log read".to_owned() }
}

fn on_a_day(seconds: i64) -> TimeDeed {
    let stretch = Stretch::On { day: "2026-03-02".parse().unwrap(), seconds };
    TimeDeed::Typed { stretch, note: String::new() }
}

fn next(entry: &TimeEntry, is_late: bool, deed: TimeDeed) -> TimeEntry {
    let seq = entry.version() + 1;
    let step = TimeStep { seq, at: at("09:00:00"), by: key("marit"), is_late, deed };
    entry.clone().with(step)
}

/// Writes an entry with its last step.
fn keep(store: &Store, entry: &TimeEntry, place: &Place) -> Result<(), StoreError> {
    let (entry, place) = (entry.clone(), place.clone());
    store.write_blocking(move |tx: &mut Tx<'_>| {
        spent::add_step(tx, entry.id, entry.steps().last().unwrap())?;
        spent::put(tx, &entry, &place, &zone())
    })
}

fn of(store: &Store, incidents: Vec<IncidentId>) -> Vec<TimeRow> {
    store.read_blocking(move |tx| spent::of_incidents(tx, &incidents, None, 50)).unwrap()
}

fn molen(month: Month) -> Slice {
    Slice { month, client: Some(key("de-molen")), applications: None }
}

both_engines! {
    an_entry_reads_back_with_its_steps_and_its_row(home) {
        let hour = entry(1, "ilse", 1, typed(at("08:00:00"), at("09:00:00")));
        keep(&home.store, &hour, &place(1, "de-molen")).unwrap();
        let found = home.store.read_blocking(|tx| spent::entry(tx, Uuid::from_u128(1))).unwrap();
        assert_eq!(found, Some((hour.clone(), place(1, "de-molen"))));
        let row = of(&home.store, vec![id(1)]).remove(0);
        assert_eq!((row.stretch, row.seconds), (hour.stretch(), 3_600));
        assert_eq!((row.note.as_str(), row.standing), ("log read", TimeStanding::Counts));
        let day = entry(2, "ilse", 1, on_a_day(600));
        keep(&home.store, &day, &place(1, "de-molen")).unwrap();
        let row = of(&home.store, vec![id(1)]).remove(1);
        assert_eq!(row.stretch, day.stretch());
        assert_eq!(row.begins_at, "2026-03-01T23:00:00Z".parse::<Timestamp>().unwrap());
        let total = home.store.read_blocking(|tx| spent::total(tx, &[id(1), id(2)])).unwrap();
        assert_eq!(total, 4_200);
    }

    one_timer_of_a_person_runs_and_of_two_steps_at_once_the_second_is_told(home) {
        let one = entry(1, "ilse", 1, TimeDeed::Started);
        keep(&home.store, &one, &place(1, "de-molen")).unwrap();
        let second = entry(2, "ilse", 2, TimeDeed::Started);
        let twice = keep(&home.store, &second, &place(2, "de-molen"));
        assert_eq!(twice, Err(StoreError::Conflict));
        let toms = entry(3, "tom", 2, TimeDeed::Started);
        keep(&home.store, &toms, &place(2, "de-molen")).unwrap();
        let running = home.store.read_blocking(|tx| spent::running(tx, &key("ilse"))).unwrap();
        assert_eq!(running.map(|it| it.id), Some(one.id));

        let until = at("09:00:00");
        let stop = |note: &str| TimeDeed::Stopped { until, note: note.to_owned(), for_another: false };
        let stopped = next(&one, false, stop("done"));
        keep(&home.store, &stopped, &place(1, "de-molen")).unwrap();
        let again = keep(&home.store, &next(&one, false, stop("other")), &place(1, "de-molen"));
        assert_eq!(again, Err(StoreError::Conflict));
        let none = home.store.read_blocking(|tx| spent::running(tx, &key("ilse"))).unwrap();
        assert_eq!(none, None);
        keep(&home.store, &second, &place(2, "de-molen")).unwrap();
    }

    months_are_summed_by_application_incident_and_person(home) {
        let night = ("2026-03-31T21:00:00Z".parse().unwrap(), "2026-03-31T23:00:00Z".parse().unwrap());
        for (entry, place) in [
            (entry(1, "ilse", 1, typed(night.0, night.1)), place(1, "de-molen")),
            (entry(2, "tom", 1, on_a_day(600)), place(1, "de-molen")),
            (entry(3, "tom", 2, on_a_day(1_200)), place(2, "de-molen")),
            (entry(4, "tom", 3, on_a_day(2_400)), place(3, "oosterveld")),
        ] {
            keep(&home.store, &entry, &place).unwrap();
        }
        let april = march().next();
        let sums = |client: Option<&'static str>| {
            let client = client.map(key);
            let read = move |tx: &mut piket_store::ReadTx<'_>| {
                spent::by_place(tx, march(), april, client.as_ref())
            };
            let found: Vec<spent::Sum> = home.store.read_blocking(read).unwrap();
            found.iter().map(|it| (it.month.to_string(), it.seconds)).collect::<Vec<_>>()
        };
        let molens = [("2026-03".to_owned(), 5_400), ("2026-04".to_owned(), 3_600)];
        assert_eq!(sums(Some("de-molen")), molens);
        assert_eq!(sums(None).len(), 3);
        let by_incident = |slice: Slice, before: Option<u64>, limit: u32| {
            let before = before.map(Number);
            home.store.read_blocking(move |tx| {
                spent::by_incident(tx, &slice, before, limit)
            }).unwrap()
        };
        assert_eq!(by_incident(molen(march()), None, 9), [(Number(2), 1_200), (Number(1), 4_200)]);
        assert_eq!(by_incident(molen(march()), None, 1), [(Number(2), 1_200)]);
        assert_eq!(by_incident(molen(march()), Some(2), 9), [(Number(1), 4_200)]);
        let all = Slice { client: None, ..molen(march()) };
        assert_eq!(by_incident(all.clone(), None, 9).len(), 3);
        let loket = Slice { applications: Some(vec![key("loket")]), ..all };
        assert_eq!(by_incident(loket, None, 9), [(Number(3), 2_400)]);
        let people = home.store.read_blocking(|tx| {
            spent::by_person(tx, march(), Some(&key("de-molen")), 9)
        }).unwrap();
        assert_eq!(people, [(key("ilse"), 3_600), (key("tom"), 1_800)]);
        let people = home.store.read_blocking(|tx| spent::by_person(tx, march(), None, 9)).unwrap();
        assert_eq!(people, [(key("ilse"), 3_600), (key("tom"), 4_200)]);
    }

    a_file_is_read_page_by_page(home) {
        for number in 1..=3 {
            let entry = entry(number, "ilse", 1, on_a_day(60));
            keep(&home.store, &entry, &place(1, "de-molen")).unwrap();
        }
        let page = |client: Option<&'static str>, after, limit| {
            let client = client.map(key);
            home.store.read_blocking(move |tx| {
                spent::export(tx, march(), client.as_ref(), after, limit)
            }).unwrap()
        };
        let first = page(None, None, 2);
        let last = first.last().map(|it| (it.number, it.entry));
        let second = page(None, last, 2);
        let ids: Vec<Uuid> = first.iter().chain(&second).map(|it| it.entry).collect();
        assert_eq!(ids, [1, 2, 3].map(Uuid::from_u128));
        assert_eq!(page(Some("de-molen"), None, 9).len(), 3);
        assert_eq!(page(Some("oosterveld"), None, 9), []);
        let stretch = Stretch::On { day: "2026-03-02".parse().unwrap(), seconds: 60 };
        assert_eq!((first[0].seconds, first[0].stretch), (60, Some(stretch)));
    }

    what_is_taken_back_or_changed_leaves_its_months(home) {
        let hour = entry(1, "ilse", 1, on_a_day(3_600));
        keep(&home.store, &hour, &place(1, "de-molen")).unwrap();
        let day = "2026-04-01".parse().unwrap();
        let change = TimeDeed::Changed {
            stretch: Stretch::On { day, seconds: 60 }, note: String::new(), reason: "x".to_owned(),
        };
        let moved = next(&hour, true, change);
        keep(&home.store, &moved, &place(1, "de-molen")).unwrap();
        let spent_in = |month: Month| {
            home.store.read_blocking(move |tx| {
                spent::by_incident(tx, &molen(month), None, 9)
            }).unwrap()
        };
        assert_eq!(spent_in(march()), []);
        assert_eq!(spent_in(march().next()), [(Number(1), 60)]);
        let gone = next(&moved, false, TimeDeed::Withdrawn { reason: String::new() });
        keep(&home.store, &gone, &place(1, "de-molen")).unwrap();
        assert_eq!(spent_in(march().next()), []);
        let row = of(&home.store, vec![id(1)]).remove(0);
        assert_eq!(row.standing, TimeStanding::Withdrawn, "it stays to be read");
        let total = home.store.read_blocking(|tx| spent::total(tx, &[id(1)])).unwrap();
        assert_eq!(total, 0);
    }

    time_of_one_person_at_once_is_flagged_and_that_of_two_is_not(home) {
        let eight = entry(1, "ilse", 1, typed(at("08:00:00"), at("09:00:00")));
        let nine = entry(2, "ilse", 2, typed(at("09:00:00"), at("10:00:00")));
        let toms = entry(3, "tom", 1, typed(at("08:00:00"), at("10:00:00")));
        for (entry, number) in [(&eight, 1), (&nine, 2), (&toms, 1)] {
            keep(&home.store, entry, &place(number, "de-molen")).unwrap();
        }
        let flagged = || -> Vec<Uuid> {
            let rows = of(&home.store, vec![id(1), id(2)]);
            let mut ids: Vec<_> = rows.iter().filter(|it| it.overlaps).map(|it| it.id).collect();
            ids.sort();
            ids
        };
        assert_eq!(flagged(), Vec::<Uuid>::new(), "one after the other, and two people at once");
        let half = entry(4, "ilse", 2, typed(at("08:30:00"), at("09:30:00")));
        keep(&home.store, &half, &place(2, "de-molen")).unwrap();
        assert_eq!(flagged(), [eight.id, nine.id, half.id]);
        let gone = next(&half, false, TimeDeed::Withdrawn { reason: String::new() });
        keep(&home.store, &gone, &place(2, "de-molen")).unwrap();
        assert_eq!(flagged(), Vec::<Uuid>::new());
    }

    a_forgotten_timer_waits_and_has_no_pieces(home) {
        let started = entry(1, "ilse", 1, TimeDeed::Started);
        let until = "2026-03-03T08:00:00Z".parse().unwrap();
        let stop = TimeDeed::Stopped { until, note: String::new(), for_another: true };
        keep(&home.store, &started, &place(1, "de-molen")).unwrap();
        let forgotten = next(&started, false, stop);
        keep(&home.store, &forgotten, &place(1, "de-molen")).unwrap();
        let waiting = home.store.read_blocking(|tx| spent::in_doubt(tx, 10)).unwrap();
        assert_eq!(waiting.iter().map(|it| it.id).collect::<Vec<_>>(), [started.id]);
        let found = home.store.read_blocking(|tx| {
            spent::by_incident(tx, &molen(march()), None, 9)
        }).unwrap();
        assert_eq!(found, []);
        let all = home.store.read_blocking(|tx| spent::entries_of(tx, id(1))).unwrap();
        assert_eq!(all, [forgotten]);
    }
}
