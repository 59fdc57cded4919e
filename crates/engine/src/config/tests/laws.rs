//! I7: what is invalid never becomes active, whatever was wrong with it, and nothing is saved.

use piket_core::calendar::CalendarVersion;
use piket_core::directory::Language;
use piket_core::process::Step;
use piket_core::raci::{Activity, Cell, Letter, default_matrix};
use proptest::prelude::*;

use super::*;

fn activity() -> impl Strategy<Value = Activity> {
    proptest::sample::select(Activity::ALL)
}

/// A way to make one row of a matrix invalid.
fn broken_matrix() -> impl Strategy<Value = Entry> {
    (activity(), 0..4usize).prop_map(|(activity, how)| {
        let mut matrix = default_matrix("standard".parse().unwrap());
        let row = matrix.rows.get_mut(&activity).unwrap();
        let with = |letter| row.with_letter(letter).next().cloned().unwrap();
        let informed: Cell = "I".parse().unwrap();
        match how {
            // Nobody answers for it; whoever did both only listens now.
            0 => {
                let accountable = with(Letter::Accountable);
                row.set(accountable, informed);
            }
            // Two answer for it.
            1 => {
                let accountable = with(Letter::Accountable);
                let other = piket_core::party::Party::Account;
                assert_ne!(accountable, other);
                row.set(other, "A".parse().unwrap());
            }
            // Nobody does it.
            2 => {
                let responsible: Vec<_> = row.with_letter(Letter::Responsible).cloned().collect();
                for party in responsible {
                    row.set(party, "C".parse().unwrap());
                }
            }
            // Letters that do not go together.
            _ => {
                let accountable = with(Letter::Accountable);
                row.set(accountable, "A/I".parse().unwrap());
            }
        }
        Entry::Matrix(Box::new(matrix))
    })
}

/// A calendar that is never open, has no version, no zone, or versions in no order.
fn broken_calendar() -> impl Strategy<Value = Entry> {
    (0..5usize, 0..60i64).prop_map(|(how, days)| {
        let Some(Entry::Calendar(mut office)) =
            starter::entries().into_iter().find(|it| it.key() == "office")
        else {
            panic!("there is an office");
        };
        office.key = "mutant".parse().unwrap();
        let ahead = now() + jiff::SignedDuration::from_hours(24 * days);
        match how {
            0 => office.versions = vec![CalendarVersion::default()],
            1 => office.versions.clear(),
            2 => office.tz = format!("Europe/Nowhere{days}"),
            // It closes for good in some days.
            3 => office.versions.push(CalendarVersion {
                effective_from: Some(ahead),
                ..CalendarVersion::default()
            }),
            _ => {
                let version =
                    CalendarVersion { effective_from: Some(ahead), ..office.versions[0].clone() };
                office.versions.extend([version.clone(), version]);
            }
        }
        Entry::Calendar(office)
    })
}

fn broken_agreement() -> impl Strategy<Value = Entry> {
    (0..5usize, 0..20usize).prop_map(|(how, at)| {
        let Some(Entry::Agreement(mut bronze)) =
            starter::entries().into_iter().find(|it| it.key() == "bronze")
        else {
            panic!("there is an agreement");
        };
        match how {
            0 => bronze.targets[at].minutes = 0,
            1 => {
                let twice = bronze.targets[at].clone();
                bronze.targets.push(twice);
            }
            2 => bronze.warn_percents.push(if at % 2 == 0 { 0 } else { 100 }),
            3 => bronze.calendar = "nowhere".parse().unwrap(),
            _ => bronze.targets[at].calendar = Some("nowhere".parse().unwrap()),
        }
        Entry::Agreement(bronze)
    })
}

fn broken_route() -> impl Strategy<Value = Entry> {
    (0..6usize, proptest::sample::select(Step::ALL)).prop_map(|(how, step)| {
        let mut route = piket_core::process::Route::canonical("standard".parse().unwrap());
        match how {
            0 => route.confirm_days = 0,
            1 => route.accept_minutes = 0,
            2 => route.watch_results = 0,
            3 => route.checkpoint_minutes = 0,
            4 => drop(route.words.insert(step, [(Language::Nl, "Stap".to_owned())].into())),
            _ => {
                let words = [(Language::Nl, "Stap".to_owned()), (Language::En, " ".to_owned())];
                route.words.insert(step, words.into());
            }
        }
        Entry::Route(Box::new(route))
    })
}

fn broken() -> impl Strategy<Value = Entry> {
    prop_oneof![broken_matrix(), broken_calendar(), broken_agreement(), broken_route()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn what_is_invalid_is_refused_and_nothing_is_saved(entry in broken()) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let house = House::new().await;
            let before = house.stored().await;
            let innocent = Entry::Client(Box::new(piket_core::directory::Client {
                key: "zon".parse().unwrap(),
                name: "Zon".to_owned(),
                language: None,
                route: None,
            }));
            let (kind, key) = (entry.kind(), entry.key().to_owned());
            let written =
                [innocent, entry].map(|entry| Written { entry, spot: None }).to_vec();

            let error =
                save(&house.store, written, Wish::default(), &Actor::Piket, now()).await.unwrap_err();

            let about = |place: &Place| {
                matches!(place, Place::Document { kind: k, key: its, .. } if *k == kind && *its == key)
            };
            let told = error.findings().iter().any(|it| it.blocks() && about(&it.place));
            assert!(told, "{error:?}");
            assert_eq!(house.stored().await, before);
        });
    }
}
