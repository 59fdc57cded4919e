//! A line that explains a clock, as the API tells it: the kind, and whatever the kind has.

use jiff::Timestamp;
use jiff::civil::Date;
use piket_core::calendar::{DayRule, WorkingTime};
use piket_core::sla::{Line, Pause};
use serde::Serialize;
use utoipa::ToSchema;

/// A line that explains a clock.
#[derive(Debug, Default, Serialize, ToSchema)]
#[schema(as = ClockLine)]
pub(super) struct Reason {
    /// What the line tells: `not_started`, `started`, `counted`, `ahead`, `skipped_days`,
    /// `paused`, `stopped`, `target_changed`, `outside_window`, `never_open`, `due`, `limit`,
    /// `word_promised`, `overdue`, `met`, `missed` or `cancelled`.
    kind: &'static str,
    /// When it happened or will.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    at: Option<Timestamp>,
    /// From when.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    from: Option<Timestamp>,
    /// Until when; missing while it goes on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    to: Option<Timestamp>,
    /// So much open time, in seconds: promised, counted, not counted, used or late.
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds: Option<i64>,
    /// The first of the days that were skipped, in the calendar's zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    first_on: Option<Date>,
    /// The last of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    last_on: Option<Date>,
    /// By which rule they were skipped: `closed_weekday`, `holiday`, `closed_date`.
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
    /// The holiday, in English.
    #[serde(skip_serializing_if = "Option::is_none")]
    holiday: Option<String>,
    /// For whom the clock stood still.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pause: Option<Pause>,
    /// The priority that brought another target.
    #[serde(skip_serializing_if = "Option::is_none")]
    priority: Option<u8>,
    /// The calendar that never opens.
    #[serde(skip_serializing_if = "Option::is_none")]
    calendar: Option<String>,
}

impl Reason {
    pub(super) fn of(line: &Line) -> Self {
        match line {
            Line::NotStarted { promised } => Self::of_time("not_started", *promised),
            Line::Started { at, promised } => Self::at("started", *at).with(*promised),
            Line::Counted { from, to, spent } => {
                Self::span("counted", *from, Some(*to)).with(*spent)
            }
            Line::Ahead { from, to, spent } => Self::span("ahead", *from, Some(*to)).with(*spent),
            Line::SkippedDays { first_on, last_on, reason } => {
                Self::skipped(*first_on, *last_on, reason)
            }
            Line::Paused { from, to, why, spared } => {
                Self { pause: Some(*why), ..Self::span("paused", *from, *to).with(*spared) }
            }
            Line::Stopped { from, to, spared } => {
                Self::span("stopped", *from, Some(*to)).with(*spared)
            }
            Line::TargetChanged(change) => Self {
                priority: Some(change.priority.into()),
                ..Self::at("target_changed", change.at).with(change.to)
            },
            Line::OutsideWindow { until } => {
                Self { kind: "outside_window", to: *until, ..Self::default() }
            }
            Line::NeverOpen { calendar } => {
                Self { kind: "never_open", calendar: Some(calendar.to_string()), ..Self::default() }
            }
            Line::Due { at } => Self::at("due", *at),
            Line::Limit { at } => Self::at("limit", *at),
            Line::WordPromised { at } => Self::at("word_promised", *at),
            Line::Overdue { since, by } => Self::span("overdue", *since, None).with(*by),
            Line::Met { at, used } => Self::at("met", *at).with(*used),
            Line::Missed { at, used } => Self::at("missed", *at).with(*used),
            Line::Cancelled { at, used } => Self::at("cancelled", *at).with(*used),
        }
    }

    fn at(kind: &'static str, at: Timestamp) -> Self {
        Self { kind, at: Some(at), ..Self::default() }
    }

    fn span(kind: &'static str, from: Timestamp, to: Option<Timestamp>) -> Self {
        Self { kind, from: Some(from), to, ..Self::default() }
    }

    fn of_time(kind: &'static str, time: WorkingTime) -> Self {
        Self { kind, ..Self::default() }.with(time)
    }

    fn with(self, time: WorkingTime) -> Self {
        Self { seconds: Some(time.seconds()), ..self }
    }

    fn skipped(first_on: Date, last_on: Date, rule: &DayRule) -> Self {
        let (rule, holiday) = match rule {
            DayRule::OpeningHours => ("opening_hours", None),
            DayRule::ClosedWeekday => ("closed_weekday", None),
            DayRule::Holiday(name) => ("holiday", Some(name.en.clone())),
            DayRule::ClosedDate => ("closed_date", None),
            DayRule::Exception => ("exception", None),
        };
        let dates = (Some(first_on), Some(last_on));
        Self {
            kind: "skipped_days",
            first_on: dates.0,
            last_on: dates.1,
            rule: Some(rule),
            holiday,
            ..Self::default()
        }
    }
}
