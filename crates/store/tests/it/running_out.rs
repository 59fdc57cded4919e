//! The queue by urgency and what runs out soon: told apart, in order, page by page.

use piket_core::calendar::WorkingTime;
use piket_core::incident::WaitsOn;
use piket_core::sla::{ClockState, Metric};
use piket_store::Store;
use piket_store::clocks::ClockRow;
use piket_store::incidents::{self, Change, ClockStanding, Deadline, Filter, IncidentRow};
use piket_store::running_out::{self, After, Between, RunningOut};

use crate::desk::{add_all, at, id, reported, row};
use crate::engines::both_engines;

fn clock(metric: Metric, state: ClockState, limit: &str) -> ClockRow {
    ClockRow {
        metric,
        cycle: 0,
        state,
        started_at: Some(at("08:00:00")),
        due_at: Some(at(limit)),
        limit_at: Some(at(limit)),
        used: WorkingTime::ZERO,
        promised: WorkingTime::hours(1),
        stopped_at: None,
    }
}

fn add(store: &Store, number: u64, clocks: Vec<ClockRow>) {
    store
        .write_blocking(move |tx| {
            let (row, entries) = (row(number), [reported(number)]);
            let (row, entries, clocks) = (&row, &entries[..], &clocks[..]);
            incidents::append(
                tx,
                &Change { expected_version: 0, entries, row, clocks, due_at: None },
            )
        })
        .unwrap();
}

fn between(from: &str, until: &str) -> Between {
    Between { from: at(from), until: at(until) }
}

fn paused(number: u64, since: &str) -> IncidentRow {
    let paused_at = Some(at(since));
    let waiting_on = Some(WaitsOn::Client);
    IncidentRow { clocks: ClockStanding::Paused, paused_at, waiting_on, ..row(number) }
}

fn numbers(store: &Store, filter: Filter) -> Vec<u64> {
    let page = store.read_blocking(move |tx| incidents::list(tx, &filter, None, 50)).unwrap();
    page.rows.iter().map(|row| row.number.0).collect()
}

both_engines! {
    what_runs_out_comes_soonest_first_and_page_by_page(home) {
        let running = |limit| clock(Metric::Resolution, ClockState::Running, limit);
        add(&home.store, 1, vec![running("12:00:00"), clock(Metric::Update, ClockState::Running, "10:00:00")]);
        add(&home.store, 2, vec![running("11:00:00")]);
        add(&home.store, 3, vec![clock(Metric::Resolution, ClockState::Paused, "10:30:00")]);
        add(&home.store, 4, vec![clock(Metric::Resolution, ClockState::Met, "10:30:00")]);
        add(&home.store, 5, vec![running("18:00:00"), clock(Metric::Update, ClockState::Running, "09:00:00")]);
        let mut found: Vec<RunningOut> = Vec::new();
        let mut after: Option<After> = None;
        loop {
            let page = home.store.read_blocking(move |tx| {
                running_out::clocks(tx, between("10:00:00", "18:00:00"), after.as_ref(), 2)
            }).unwrap();
            let Some(last) = page.last() else { break };
            after = Some(After::from(last).to_string().parse().unwrap());
            found.extend(page);
        }
        let told: Vec<_> = found.iter().map(|it| (it.incident, it.metric)).collect();
        assert_eq!(told, [
            (id(1), Metric::Update), (id(2), Metric::Resolution), (id(1), Metric::Resolution),
        ]);
        let count = |cap| home.store.read_blocking(move |tx| {
            running_out::count(tx, between("10:00:00", "18:00:00"), cap)
        }).unwrap();
        assert_eq!((count(100), count(2)), (3, 2));
    }

    promised_words_and_offers_are_told_in_order(home) {
        let promised = |number, time| IncidentRow { next_update_at: Some(at(time)), ..row(number) };
        let offered = |number, time| IncidentRow { offer_until: Some(at(time)), ..row(number) };
        add_all(&home.store, [
            promised(1, "12:00:00"), promised(2, "11:00:00"), offered(3, "11:30:00"),
            offered(4, "19:00:00"),
        ]);
        let found = home.store.read_blocking(|tx| {
            let between = between("10:00:00", "18:00:00");
            Ok::<_, piket_store::StoreError>((
                running_out::words(tx, between, 10)?, running_out::offers(tx, between, 10)?,
            ))
        }).unwrap();
        assert_eq!(found.0, [(id(2), at("11:00:00")), (id(1), at("12:00:00"))]);
        assert_eq!(found.1, [(id(3), at("11:30:00"))]);
    }

    without_a_deadline_never_due_comes_first_then_the_longest_pause_and_no_clock_last(home) {
        let due = Deadline { at: at("12:00:00"), metric: Metric::Resolution };
        let clocks = ClockStanding::Running;
        add_all(&home.store, [
            row(1), paused(2, "11:00:00"), paused(3, "10:00:00"),
            IncidentRow { clocks: ClockStanding::NeverDue, ..row(4) },
            IncidentRow { deadline: Some(due), clocks, ..row(5) },
        ]);
        assert_eq!(numbers(&home.store, Filter::default()), [5, 4, 3, 2, 1]);
        let standing = |clock| Filter { clock: Some(clock), ..Filter::default() };
        assert_eq!(numbers(&home.store, standing(ClockStanding::Paused)), [3, 2]);
        assert_eq!(numbers(&home.store, standing(ClockStanding::NeverDue)), [4]);
        assert_eq!(numbers(&home.store, standing(ClockStanding::Running)), [5]);
        let waiting = Filter { waiting_on: Some(WaitsOn::Client), ..Filter::default() };
        assert_eq!(numbers(&home.store, waiting), [3, 2]);
    }
}

#[test]
fn what_is_not_where_a_page_ended_is_refused() {
    for text in ["", "1", "x.y.z", "1.2.resolution", "1.0199a3b27c4470008000000000000001.limbo"] {
        assert!(text.parse::<After>().is_err(), "{text}");
    }
}
