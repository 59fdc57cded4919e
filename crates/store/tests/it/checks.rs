//! Checks: where they stand, what they found last, and what they measured.

use jiff::{SignedDuration, Timestamp};
use piket_core::check::machine::Run;
use piket_core::check::{CheckResult, CheckState, Status};
use piket_store::checks::{self, Latest, Standing};
use piket_store::samples::{self, Period, Sample};
use piket_store::{Store, StoreError};

use crate::desk::{at, key};
use crate::engines::both_engines;

fn sample(at: Timestamp, status: Status, ms: Option<f64>) -> Sample {
    Sample { at, status, ms }
}

fn record(store: &Store, check: &str, samples: &[Sample]) {
    let (check, samples) = (key(check), samples.to_vec());
    store.write_blocking(move |tx| samples::record(tx, &check, &samples)).unwrap();
}

fn raw(store: &Store, from: Timestamp, until: Timestamp) -> Vec<Sample> {
    store.read_blocking(move |tx| samples::raw(tx, &key("shop"), from, until)).unwrap()
}

fn instants(samples: &[Sample]) -> Vec<Timestamp> {
    samples.iter().map(|sample| sample.at).collect()
}

/// One sample every minute from 08:00 on.
fn minutes(number: i64) -> Vec<Sample> {
    (0..number)
        .map(|minute| {
            sample(at("08:00:00") + SignedDuration::from_mins(minute), Status::Ok, Some(100.0))
        })
        .collect()
}

both_engines! {
    the_standing_of_a_check_outlives_the_program(home) {
        let bad = Run { count: 3, first_at: Some(at("07:58:00")) };
        let state = CheckState {
            status: Status::Critical,
            hard: Status::Critical,
            onset_at: Some(at("07:58:00")),
            failures: bad,
            ..CheckState::default()
        };
        let told = state.clone();
        home.store.write_blocking(move |tx| {
            checks::set_state(tx, &key("shop"), &CheckState::default(), at("08:00:00"))?;
            checks::set_state(tx, &key("shop"), &told, at("08:01:00"))
        }).unwrap();
        let standing = Standing { check: key("shop"), state, changed_at: at("08:01:00") };
        let one = home.store.read_blocking(|tx| checks::state(tx, &key("shop")));
        assert_eq!(one, Ok(Some(standing.clone())));
        let all = home.store.read_blocking(checks::states).unwrap();
        assert_eq!(all.into_iter().collect::<Vec<_>>(), [(key("shop"), standing)]);
    }

    the_last_good_result_stays_when_a_failing_one_comes(home) {
        let good = CheckResult::plain(at("08:00:00"), Status::Ok, "200");
        let failing = CheckResult::plain(at("08:01:00"), Status::Critical, "500");
        let told = (good.clone(), failing.clone());
        home.store.write_blocking(move |tx| {
            checks::set_latest(tx, &key("shop"), None, Some(&told.0))?;
            checks::set_latest(tx, &key("shop"), Some(&told.1), None)
        }).unwrap();
        let latest = home.store.read_blocking(|tx| checks::latest(tx, &key("shop")));
        assert_eq!(latest, Ok(Latest { failing: Some(failing), good: Some(good) }));
        home.store.write_blocking(|tx| checks::forget(tx, &key("shop"))).unwrap();
        let latest = home.store.read_blocking(|tx| checks::latest(tx, &key("shop")));
        assert_eq!(latest, Ok(Latest::default()));
        assert_eq!(home.store.read_blocking(|tx| checks::state(tx, &key("shop"))), Ok(None));
    }

    samples_that_come_in_handfuls_come_back_as_one_stretch(home) {
        let told = minutes(2000);
        for handful in told.chunks(300) {
            record(&home.store, "shop", handful);
        }
        record(&home.store, "mail", &minutes(3));
        let far = at("08:00:00") + SignedDuration::from_hours(48);
        let back = raw(&home.store, at("08:00:00"), far);
        assert_eq!(instants(&back), instants(&told));
        let (from, until) = (at("09:00:00"), at("21:00:00"));
        let part = raw(&home.store, from, until);
        assert_eq!(part.len(), 720);
        assert_eq!((part[0].at, part[719].at), (from, at("20:59:00")));
    }

    samples_that_come_late_stand_where_they_belong(home) {
        record(&home.store, "shop", &minutes(5)[2..]);
        record(&home.store, "shop", &minutes(5)[..2]);
        record(&home.store, "shop", &[]);
        let back = raw(&home.store, at("08:00:00"), at("09:00:00"));
        assert_eq!(instants(&back), instants(&minutes(5)));
    }

    sums_are_kept_by_minute_hour_and_day(home) {
        record(&home.store, "shop", &[
            sample(at("08:59:10"), Status::Ok, Some(100.0)),
            sample(at("08:59:40"), Status::Critical, Some(300.0)),
            sample(at("09:00:10"), Status::Unknown, None),
        ]);
        record(&home.store, "shop", &[sample(at("08:59:50"), Status::Warning, Some(50.0))]);
        let sums = |period| {
            let (from, until) = (at("00:00:00"), at("23:00:00"));
            home.store
                .read_blocking(move |tx| samples::rollups(tx, &key("shop"), period, from, until))
                .unwrap()
        };
        let minutes = sums(Period::Minute);
        assert_eq!(minutes.iter().map(|it| it.start_at).collect::<Vec<_>>(), [at("08:59:00"), at("09:00:00")]);
        let minute = minutes[0];
        assert_eq!((minute.results, minute.ok_results, minute.unmeasured), (3, 1, 0));
        assert_eq!((minute.min_ms, minute.max_ms, minute.mean_ms()), (Some(50.0), Some(300.0), Some(150.0)));
        assert_eq!((minutes[1].results, minutes[1].unmeasured, minutes[1].mean_ms()), (1, 1, None));
        let hours: Vec<_> = sums(Period::Hour).iter().map(|it| (it.start_at, it.results)).collect();
        assert_eq!(hours, [(at("08:00:00"), 3), (at("09:00:00"), 1)]);
        let days: Vec<_> = sums(Period::Day).iter().map(|it| (it.start_at, it.results)).collect();
        assert_eq!(days, [(at("00:00:00"), 4)]);
    }

    a_period_without_a_duration_takes_the_first_that_comes(home) {
        record(&home.store, "shop", &[sample(at("08:00:00"), Status::Unknown, None)]);
        record(&home.store, "shop", &[sample(at("08:00:10"), Status::Ok, Some(80.0))]);
        record(&home.store, "shop", &[sample(at("08:00:20"), Status::Unknown, None)]);
        let sums = home.store.read_blocking(|tx| {
            samples::rollups(tx, &key("shop"), Period::Minute, at("08:00:00"), at("08:01:00"))
        }).unwrap();
        assert_eq!((sums[0].min_ms, sums[0].max_ms, sums[0].results), (Some(80.0), Some(80.0), 3));
    }

    what_is_too_old_is_really_deleted(home) {
        record(&home.store, "shop", &minutes(2));
        let forget = |before: &str| {
            let before = at(before);
            home.store.write_blocking(move |tx| {
                let raw = samples::forget_raw(tx, before)?;
                Ok::<_, StoreError>((raw, samples::forget_rollups(tx, Period::Minute, before)?))
            }).unwrap()
        };
        assert_eq!(forget("08:01:00"), (0, 1));
        assert_eq!(forget("08:01:01"), (1, 1));
        assert_eq!(raw(&home.store, at("00:00:00"), at("23:00:00")), []);
    }
}
