//! The sums on rows as others write them; that the sums are right is proved where the rules are.

use super::*;
use crate::check::Status;

fn calendars(json: &str) -> Result<Calendars, CalendarsError> {
    Calendars::read(serde_json::from_str(json).unwrap())
}

/// Mondays in Amsterdam, in both ways of writing hours, with a holiday and a date of its own.
fn mondays() -> Calendars {
    calendars(
        r#"[{"id": "mondays", "tz": "Europe/Amsterdam", "note": "ignored",
             "weekly": {"mon": [["09:00", "12:00"], "13:00-17:00"]},
             "holidays": ["2026-06-22"], "exceptions": {"2026-06-23": ["10:00-11:00"]}},
            {"id": "never", "tz": "UTC", "weekly": {}}]"#,
    )
    .unwrap()
}

#[test]
fn hours_are_read_as_pairs_and_as_texts() {
    let elapsed =
        mondays().elapsed("mondays", "2026-06-15T00:00:00Z", "2026-06-29T00:00:00Z").unwrap();
    assert_eq!(elapsed.seconds(), 8 * 3_600, "seven hours on Monday, one on the other date");
}

#[test]
fn a_promise_that_is_never_used_up_has_no_deadline() {
    let never = mondays().deadline("never", "2026-06-15T00:00:00Z", minutes("1").unwrap());
    assert_eq!(never, Ok(Deadline { due_utc: None, limit_utc: None }));
}

#[test]
fn answers_are_in_whole_seconds() {
    let answer = mondays().deadline("mondays", "2026-06-15T07:00:00.9Z", minutes("60").unwrap());
    assert_eq!(answer.unwrap().due_utc.unwrap().to_string(), "2026-06-15T08:00:00Z");
}

#[test]
fn what_is_wrong_with_a_row_is_said() {
    let calendars = mondays();
    let told = |error: RowError| error.to_string();
    let elapsed = |calendar, start, end| told(calendars.elapsed(calendar, start, end).unwrap_err());
    let june = "2026-06-15T07:00:00Z";
    assert_eq!(
        elapsed("tuesdays", june, june),
        r#"there is no calendar "tuesdays"; there are: mondays, never"#
    );
    assert!(elapsed("mondays", "yesterday", june).starts_with("start_utc cannot be \"yesterday\""));
    assert!(elapsed("mondays", "2026-06-15T07:00:00", june).contains("an instant such as"));
    assert!(elapsed("mondays", june, "2026-06-15T06:59:59Z").contains("is before"));
    for wrong in ["0", "-5", "1.5", "", "soon"] {
        assert!(told(minutes(wrong).unwrap_err()).contains("a whole number from 1"), "{wrong}");
    }
}

#[test]
fn what_is_wrong_with_calendars_is_said_before_any_row() {
    let told = |json| calendars(json).unwrap_err().to_string();
    assert!(told("[]").contains("no calendar"));
    let two = r#"[{"id": "a", "tz": "UTC"}, {"id": "a", "tz": "UTC"}]"#;
    assert!(told(two).contains("two calendars"));
    assert!(told(r#"[{"id": "a", "tz": "Mars/Base"}]"#).contains("not a time zone"));
    assert!(told(r#"[{"id": "a", "tz": "UTC", "weekly": {"maandag": []}}]"#).contains("use mon"));
    let same = r#"[{"id": "a", "tz": "UTC", "weekly": {"mon": [["09:00", "09:00"]]}}]"#;
    assert!(told(same).contains("same minute"));
    let night = r#"[{"id": "a", "tz": "UTC", "exceptions": {"2026-01-01": ["22:00-06:00"]}}]"#;
    assert!(told(night).contains("past midnight"));
}

#[test]
fn calendars_that_were_given_come_before_those_beside_them() {
    let always = r#"[{"id": "mondays", "tz": "UTC", "weekly": {"sun": ["00:00-24:00"]}},
        {"id": "sundays", "tz": "UTC", "weekly": {"sun": ["00:00-24:00"]}}]"#;
    let all = mondays().beside(calendars(always).unwrap());
    let elapsed = |name| all.elapsed(name, "2026-06-14T00:00:00Z", "2026-06-16T00:00:00Z");
    assert_eq!(elapsed("mondays").unwrap().seconds(), 7 * 3_600);
    assert_eq!(elapsed("sundays").unwrap().seconds(), 24 * 3_600);
    let none = Calendars::default().get("mondays").unwrap_err();
    assert_eq!(none.to_string(), r#"there is no calendar "mondays"; there are: none"#);
}

fn clock(pauses: &str, at: &str) -> Result<ClockAnswer, RowError> {
    let row = format!(
        r#"{{"calendar": "mondays", "start_utc": "2026-06-15T07:00:00Z", "target_minutes": 60,
            "pauses_utc": {pauses}, "at_utc": "{at}"}}"#
    );
    mondays().clock(&serde_json::from_str(&row).unwrap())
}

#[test]
fn a_clock_stands_still_in_its_pauses() {
    let paused = r#"[["2026-06-15T07:30:00Z", "2026-06-15T08:00:00Z"]]"#;
    let answer = clock(paused, "2026-06-15T08:30:00Z").unwrap();
    assert_eq!(answer.elapsed_seconds, 3_600);
    assert!(answer.met_if_stopped_at, "exactly on time is in time");
    assert_eq!(answer.due_utc.unwrap().to_string(), "2026-06-15T08:30:00Z");

    let lasting = clock(r#"[["2026-06-15T07:30:00Z", null]]"#, "2026-06-15T09:00:00Z").unwrap();
    assert_eq!((lasting.elapsed_seconds, lasting.due_utc), (1_800, None));

    let backwards = r#"[["2026-06-15T08:00:00Z", "2026-06-15T07:30:00Z"]]"#;
    assert!(clock(backwards, "2026-06-15T08:30:00Z").is_err());
    assert!(clock("[]", "2026-06-15T06:30:00Z").is_err(), "read before it starts");
}

#[test]
fn availability_weighs_what_was_bad_and_leaves_out_what_nobody_saw() {
    let row = r#"{"calendar": "mondays",
        "period_start": "2026-06-14T22:00:00Z", "period_end": "2026-06-15T22:00:00Z",
        "outages": [["2026-06-15T07:00:00Z", "2026-06-15T08:00:00Z"]],
        "degraded": [["2026-06-15T08:00:00Z", "2026-06-15T10:00:00Z"]], "degraded_weight_pct": 50,
        "unmeasured": [["2026-06-15T14:00:00Z", "2026-06-15T16:00:00Z"]]}"#;
    let mut row: AvailabilityRow = serde_json::from_str(row).unwrap();
    let answer = mondays().availability(&row).unwrap();
    assert_eq!((answer.agreed_service_seconds, answer.downtime_seconds), (6 * 3_600, 3_600));
    let percent = answer.availability_pct.unwrap();
    assert!((percent - 400.0 / 6.0).abs() < 1e-9, "{percent}");
    row.degraded_weight_pct = 101.0;
    assert!(mondays().availability(&row).is_err());
}

#[test]
fn a_period_without_service_time_is_not_a_hundred_percent() {
    let row = r#"{"calendar": "never",
        "period_start": "2026-06-01T00:00:00Z", "period_end": "2026-07-01T00:00:00Z"}"#;
    let answer = mondays().availability(&serde_json::from_str(row).unwrap()).unwrap();
    assert_eq!(answer.availability_pct, None);
}

fn daily(rest: &str) -> Result<RecurrenceAnswer, RowError> {
    let row = format!(r#"{{"dtstart": "20260615T090000", "rrule": "FREQ=DAILY"{rest}}}"#);
    recurrence(&serde_json::from_str(&row).unwrap())
}

#[test]
fn a_rule_without_an_end_is_listed_as_far_as_asked() {
    let listed = |rest| daily(rest).map(|answer| (answer.occurrences_utc.len(), answer.more));
    assert_eq!(listed(""), Ok((USUAL_OCCURRENCES, true)));
    assert_eq!(listed(r#", "limit": 3"#), Ok((3, true)));
    assert_eq!(listed(r#", "occurrences_utc": ["2026-06-15T09:00:00Z", "x"]"#), Ok((2, true)));
    assert!(matches!(listed(r#", "limit": 0"#), Err(RowError::Limit(0))));
    assert!(matches!(listed(r#", "tz": "Mars/Base""#), Err(RowError::UnknownZone(_))));
}

#[test]
fn norms_are_judged_in_words() {
    assert_eq!(judge("10:20", "15"), Ok(Judgement::Ok));
    assert_eq!(judge("10:20", "25"), Ok(Judgement::Alert));
    assert_eq!(judge("20:10", "25"), Ok(Judgement::Invalid));
    assert_eq!(judge("10", "NaN"), Ok(Judgement::Alert));
    assert!(judge("10", "5 ms").is_err());
    assert!(judge("10", "").is_err());
    assert_eq!((syntax("@1:2"), syntax("1,5:2")), (Syntax::Valid, Syntax::Invalid));
    let norm = Thresholds::read("30", "60").unwrap();
    let statuses =
        [Some(5.0), Some(31.0), Some(61.0), None, Some(f64::NAN)].map(|it| norm.status(it));
    assert_eq!(
        statuses,
        [Status::Ok, Status::Warning, Status::Critical, Status::Unknown, Status::Unknown]
    );
    assert_eq!(Thresholds::read("", " ").unwrap().status(Some(1e9)), Status::Ok);
    assert!(Thresholds::read("foo", "").is_err());
}
