//! What figures are made of: rows of incidents, notes, frozen months.

use piket_core::figures::{
    Counts, Figures, IncidentFigures, Month, NoteEntry, NoteKind, NoteStep, Noted, Span, Times,
};
use piket_core::incident::State;
use piket_core::key::ApplicationKey;
use piket_store::figures::{self, CreditDecision, Frozen};
use piket_store::{Store, StoreError};
use uuid::Uuid;

use crate::desk::{add_all, at, id, key, reported, row};
use crate::engines::both_engines;

/// What incident INC-`number` gives, reported on 2 March at 08:00 and resolved at `resolved`.
fn given(number: u64, resolved: Option<&str>) -> IncidentFigures {
    let entries = [reported(number)];
    let mut given = IncidentFigures::of(&State::replay(&entries).unwrap(), &entries, &[], None);
    given.resolved_at = resolved.map(at);
    given
}

fn webshop() -> ApplicationKey {
    key("webshop")
}

fn hours(from: &str, to: &str) -> Span {
    Span { from: at(from), to: at(to) }
}

fn numbers(store: &Store, span: Span) -> Vec<u64> {
    let found = store.read_blocking(move |tx| figures::between(tx, &webshop(), span)).unwrap();
    let mut numbers: Vec<u64> = found.iter().map(|it| it.number.0).collect();
    numbers.sort_unstable();
    numbers
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn frozen(version: u32, month_of: &str) -> Frozen {
    Frozen {
        version,
        at: at("12:00:00"),
        by: key("marit"),
        reason: String::new(),
        inputs_sha256: "ab".repeat(32),
        figures: Figures {
            application: webshop(),
            month: month(month_of),
            zone: "Europe/Amsterdam".to_owned(),
            from: at("00:00:00"),
            until: at("23:00:00"),
            is_over: true,
            agreements: Vec::new(),
            is_watched: true,
            availability: None,
            outages: Vec::new(),
            maintenance: Vec::new(),
            kept: std::collections::BTreeMap::new(),
            misses: Vec::new(),
            running: Vec::new(),
            times: Times::default(),
            incidents: Counts::default(),
            credits: None,
        },
    }
}

both_engines! {
    an_incident_is_found_where_it_can_count_and_changes_in_place(home) {
        home.store.write_blocking(|tx| {
            figures::put(tx, id(1), &given(1, Some("10:00:00")))?;
            figures::put(tx, id(2), &given(2, None))
        }).unwrap();
        assert_eq!(numbers(&home.store, hours("07:00:00", "09:00:00")), [1, 2]);
        assert_eq!(numbers(&home.store, hours("11:00:00", "12:00:00")), [2], "what goes on");
        let nothing: [u64; 0] = [];
        assert_eq!(numbers(&home.store, hours("06:00:00", "08:00:00")), nothing);

        home.store.write_blocking(|tx| figures::put(tx, id(2), &given(2, Some("09:00:00")))).unwrap();
        assert_eq!(numbers(&home.store, hours("11:00:00", "12:00:00")), nothing);
        let kept = home.store.read_blocking(|tx| figures::of(tx, id(2))).unwrap();
        assert_eq!(kept, Some(given(2, Some("09:00:00"))));
    }

    incidents_from_before_there_were_figures_are_named_until_they_have_a_row(home) {
        add_all(&home.store, [row(1), row(2)]);
        assert_eq!(home.store.read_blocking(figures::is_behind), Ok(true));
        home.store.write_blocking(|tx| figures::put(tx, id(1), &given(1, None))).unwrap();
        let missing = home.store.read_blocking(|tx| figures::missing(tx, None, 10)).unwrap();
        assert_eq!(missing, [id(2)]);
        home.store.write_blocking(figures::caught_up).unwrap();
        assert_eq!(home.store.read_blocking(figures::is_behind), Ok(false));
    }

    a_note_is_its_steps_and_two_cannot_take_the_same_one(home) {
        let note = Uuid::from_u128(7);
        let step = |seq, step| NoteEntry { seq, at: at("08:00:00"), by: key("ilse"), step };
        let work = Noted {
            kind: NoteKind::Maintenance,
            from: at("20:00:00"),
            until: at("22:00:00"),
            components: vec![key("web")],
            text: "New server".to_owned(),
            evidence: String::new(),
            category: None,
        };
        let first = step(1, NoteStep::Noted(work));
        let moved = NoteStep::Moved { until: at("21:00:00"), reason: "done".to_owned() };
        let second = step(2, moved);
        home.store.write_blocking(move |tx| {
            figures::add_step(tx, note, &webshop(), &first)?;
            figures::add_step(tx, note, &webshop(), &second)
        }).unwrap();
        let found = home.store.read_blocking(|tx| figures::notes_of(tx, &webshop())).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].until(), at("21:00:00"));
        let again = step(2, NoteStep::Withdrawn { reason: "no".to_owned() });
        let twice = home.store.write_blocking(move |tx| {
            figures::add_step(tx, note, &webshop(), &again)
        });
        assert_eq!(twice, Err(StoreError::Conflict));
        let one = home.store.read_blocking(move |tx| figures::note(tx, note)).unwrap();
        assert_eq!(one.as_ref(), found.first());
    }

    a_frozen_month_gets_new_versions_and_never_another_of_the_same_number(home) {
        home.store.write_blocking(|tx| {
            figures::freeze(tx, &frozen(1, "2026-02"))?;
            figures::freeze(tx, &frozen(2, "2026-02"))?;
            figures::freeze(tx, &frozen(1, "2026-03"))
        }).unwrap();
        let twice = home.store.write_blocking(|tx| figures::freeze(tx, &frozen(2, "2026-02")));
        assert_eq!(twice, Err(StoreError::Conflict));
        let found = home.store.read_blocking(|tx| {
            figures::versions(tx, &webshop(), month("2026-02"))
        }).unwrap();
        assert_eq!(found, [frozen(1, "2026-02"), frozen(2, "2026-02")]);
        let last = home.store.read_blocking(|tx| {
            figures::latest(tx, &webshop(), month("2025-04"), month("2026-03"))
        }).unwrap();
        assert_eq!(last, [frozen(2, "2026-02"), frozen(1, "2026-03")]);
    }

    the_credits_of_a_version_are_decided_once(home) {
        let decision = CreditDecision {
            version: 1,
            decided_at: at("12:00:00"),
            decided_by: key("marit"),
            is_given: true,
            reason: String::new(),
        };
        let other = CreditDecision { is_given: false, ..decision.clone() };
        let decide = move |decision: CreditDecision| home.store.write_blocking(move |tx| {
            figures::decide_credit(tx, &webshop(), month("2026-02"), &decision)
        });
        assert_eq!(decide(decision.clone()), Ok(()));
        assert_eq!(decide(other), Err(StoreError::Conflict));
        let found = home.store.read_blocking(|tx| {
            figures::decisions(tx, &webshop(), month("2026-02"))
        }).unwrap();
        assert_eq!(found, [decision]);
    }
}
