//! Lists and counts: the right incidents in the right order, page by page, for who may see them.

use std::collections::BTreeSet;

use piket_core::priority::Priority;
use piket_core::process::Step;
use piket_core::sla::Metric;
use piket_store::Store;
use piket_store::incidents::{
    self, Cursor, Deadline, Filter, IncidentRow, NotACursor, Status, Wall,
};

use crate::desk::{add_all, at, key, row};
use crate::engines::both_engines;

/// How a wish is told, and which incidents fit it.
type Wish = (fn(&mut Filter), fn(&IncidentRow) -> bool);

fn due(number: u64, time: &str) -> IncidentRow {
    let deadline = Deadline { at: at(time), metric: Metric::Resolution };
    IncidentRow { deadline: Some(deadline), ..row(number) }
}

fn closed(number: u64, time: &str) -> IncidentRow {
    let closed_at = Some(at(time));
    IncidentRow { is_open: false, step: Step::Closed, closed_at, ..row(number) }
}

/// The numbers of all pages, read two at a time.
fn numbers(store: &Store, filter: &Filter) -> Vec<u64> {
    let mut numbers = Vec::new();
    let mut after: Option<Cursor> = None;
    loop {
        let asked = filter.clone();
        let page =
            store.read_blocking(move |tx| incidents::list(tx, &asked, after.as_ref(), 2)).unwrap();
        assert!(page.rows.len() <= 2);
        numbers.extend(page.rows.iter().map(|row| row.number.0));
        match page.next {
            Some(next) => after = Some(next.to_string().parse().unwrap()),
            None => return numbers,
        }
    }
}

fn count(store: &Store, filter: &Filter, cap: u32) -> u32 {
    let asked = filter.clone();
    store.read_blocking(move |tx| incidents::count(tx, &asked, cap)).unwrap()
}

fn all() -> Filter {
    Filter { status: Status::All, ..Filter::default() }
}

both_engines! {
    the_nearest_deadline_comes_first_and_none_last(home) {
        add_all(&home.store, [
            row(1), due(2, "12:00:00"), due(3, "09:00:00"), row(4), due(5, "09:00:00"),
        ]);
        assert_eq!(numbers(&home.store, &Filter::default()), [3, 5, 2, 1, 4]);
        let soon = Filter { due_before: Some(at("12:00:00")), ..Filter::default() };
        assert_eq!(numbers(&home.store, &soon), [3, 5]);
        assert_eq!(count(&home.store, &soon, 1000), 2);
    }

    what_is_over_comes_after_what_is_open_the_latest_first(home) {
        add_all(&home.store, [
            closed(1, "10:00:00"), row(2), closed(3, "11:00:00"), due(4, "12:00:00"),
            closed(5, "10:00:00"),
        ]);
        assert_eq!(numbers(&home.store, &Filter::default()), [4, 2]);
        let over = Filter { status: Status::Closed, ..Filter::default() };
        assert_eq!(numbers(&home.store, &over), [3, 5, 1]);
        assert_eq!(numbers(&home.store, &all()), [4, 2, 3, 5, 1]);
    }

    a_count_stops_where_nobody_reads_on(home) {
        add_all(&home.store, (1..=5).map(row).chain((6..=9).map(|n| closed(n, "10:00:00"))));
        assert_eq!(count(&home.store, &Filter::default(), 1000), 5);
        assert_eq!(count(&home.store, &all(), 1000), 9);
        assert_eq!(count(&home.store, &all(), 7), 7);
        assert_eq!(count(&home.store, &all(), 3), 3);
    }

    every_wish_and_every_two_wishes_are_heard(home) {
        // Every combination of five properties, open and closed.
        let rows: Vec<_> = (0..64_u64).map(|number| {
            let has = |bit: u64| number & (1 << bit) != 0;
            let base = if has(5) { closed(number, "10:00:00") } else { due(number, "09:00:00") };
            let step = if base.is_open { Step::Investigating } else { Step::Closed };
            IncidentRow {
                holder_person: has(0).then(|| key("anna")),
                is_taken: has(0),
                client: if has(1) { key("de-molen") } else { key("nautilus") },
                application: has(2).then(|| key("webshop")),
                priority: if has(3) { Priority::P1 } else { Priority::P4 },
                is_breached: has(4),
                client_waits: has(3) != has(4),
                step,
                ..base
            }
        }).collect();
        add_all(&home.store, rows.clone());
        let wishes: [Wish; 8] = [
            (|f| f.mine = Some(key("anna")), |r| r.holder_person.is_some()),
            (|f| f.unassigned = true, |r| !r.is_taken),
            (|f| f.client = Some(key("de-molen")), |r| r.client.as_str() == "de-molen"),
            (|f| f.application = Some(key("webshop")), |r| r.application.is_some()),
            (|f| f.step = Some(Step::Closed), |r| r.step == Step::Closed),
            (|f| f.priority = Some(Priority::P1), |r| r.priority == Priority::P1),
            (|f| f.breached = true, |r| r.is_breached),
            (|f| f.client_waits = true, |r| r.client_waits),
        ];
        for status in [Status::Open, Status::Closed, Status::All] {
            for (wish, fits) in wishes {
                for (also, fits_also) in wishes {
                    let mut filter = Filter { status, ..Filter::default() };
                    wish(&mut filter);
                    also(&mut filter);
                    let in_status = |row: &&IncidentRow| match status {
                        Status::Open => row.is_open,
                        Status::Closed => !row.is_open,
                        Status::All => true,
                    };
                    let wanted: BTreeSet<_> = rows.iter().filter(in_status)
                        .filter(|row| fits(row) && fits_also(row))
                        .map(|row| row.number.0).collect();
                    let found = numbers(&home.store, &filter);
                    let number = u32::try_from(found.len()).unwrap();
                    assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), wanted, "{filter:?}");
                    assert_eq!(count(&home.store, &filter, 1000), number, "{filter:?}");
                }
            }
        }
    }

    a_wall_hides_other_clients_and_other_applications(home) {
        add_all(&home.store, [
            row(1),
            IncidentRow { application: Some(key("intranet")), ..row(2) },
            IncidentRow { application: None, ..row(3) },
            IncidentRow { application: None, reporter: Some(key("petra")), ..row(4) },
            IncidentRow { client: key("nautilus"), ..row(5) },
            IncidentRow { client: key("nautilus"), reporter: Some(key("petra")), ..row(6) },
        ]);
        let wall = |applications: &[&str]| Wall {
            client: key("de-molen"),
            applications: applications.iter().map(|text| key(text)).collect(),
            person: key("petra"),
        };
        let behind = |wall| Filter { wall: Some(wall), ..all() };
        assert_eq!(numbers(&home.store, &behind(wall(&[]))), [1, 2, 3, 4]);
        assert_eq!(numbers(&home.store, &behind(wall(&["webshop"]))), [1, 4]);
        assert_eq!(numbers(&home.store, &behind(wall(&["webshop", "intranet"]))), [1, 2, 4]);
        assert_eq!(count(&home.store, &behind(wall(&["webshop"])), 1000), 2);
        let wished = Filter { client: Some(key("nautilus")), ..behind(wall(&[])) };
        assert_eq!(numbers(&home.store, &wished), [0; 0]);
        assert_eq!(count(&home.store, &wished, 1000), 0);
        let wished = Filter { application: Some(key("intranet")), ..behind(wall(&["webshop"])) };
        assert_eq!(numbers(&home.store, &wished), [0; 0]);
    }
}

#[test]
fn a_cursor_that_somebody_made_up_is_refused() {
    for text in ["", "o", "x1_2", "o1", "o_", "o1_2", "c99999999999999999999_x", "é"] {
        assert_eq!(text.parse::<Cursor>(), Err(NotACursor), "{text}");
    }
}
