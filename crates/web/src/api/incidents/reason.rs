//! A line that explains a clock, as the API tells it: the kind, and whatever the kind has.

use jiff::Timestamp;
use jiff::civil::Date;
use piket_core::calendar::{DayRule, WorkingTime};
use piket_core::incident::{Actor, Channel};
use piket_core::sla::{Explanation, Line, Pause, Share, StartCause};
use serde::Serialize;
use utoipa::ToSchema;

/// A line that explains a clock.
#[derive(Debug, Default, Serialize, ToSchema)]
#[schema(as = ClockLine)]
pub(super) struct Reason {
    /// What the line tells: `not_started`, `started`, `agreed`, `response_voided`, `counted`,
    /// `ahead`, `folded`, `skipped_days`, `paused`, `stopped`, `target_changed`,
    /// `calendar_changed`, `outside_window`, `never_open`, `left`, `due`, `limit`,
    /// `word_promised`, `overdue`, `met`, `missed`, `cancelled` or `shares`.
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
    /// The calendar that never opens, or whose hours changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    calendar: Option<String>,
    /// By what the clock started: `report`, `portal`, `desk`, `mail`, `phone`, `api`,
    /// `monitoring`, `word`, `down_again`, `reopened`, `engaged` (a party) or `unknown`.
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<&'static str>,
    /// The agreement that holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    agreement: Option<String>,
    /// In which version.
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<u32>,
    /// Of a month told at once: what will count, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    ahead_s: Option<i64>,
    /// What did not count, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    spared_s: Option<i64>,
    /// How often the clock stood still.
    #[serde(skip_serializing_if = "Option::is_none")]
    pauses: Option<u32>,
    /// Of a month told at once: what is promised since, in seconds, if the target changed in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    promised_s: Option<i64>,
    /// How often target or hours changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<u32>,
    /// The holidays on which nothing counted, in English.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    holidays: Vec<String>,
    /// The party that had the ball then.
    #[serde(skip_serializing_if = "Option::is_none")]
    holder_party: Option<String>,
    /// Who in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    holder_person: Option<String>,
    /// Who did it, as the timeline names them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    by: Option<Actor>,
    /// Why, in their words.
    #[serde(rename = "reason", skip_serializing_if = "Option::is_none")]
    because: Option<String>,
    /// The deadline before a change of target.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    old_due_at: Option<Timestamp>,
    /// The deadline after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    new_due_at: Option<Timestamp>,
    /// What was promised before a change of target, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    from_s: Option<i64>,
    /// What is used up at that moment, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    used_s: Option<i64>,
    /// Of a broken promise: who had the ball for how much of what is used.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    shares: Vec<Part>,
}

/// How much of what is used passed with whom.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ClockShare)]
struct Part {
    /// The party.
    party: String,
    /// Who in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<String>,
    /// So much, in seconds.
    seconds: i64,
}

impl Reason {
    /// All lines; without who of ours did or held it for somebody who is not ours.
    pub(super) fn all(explanation: &Explanation, is_own: bool) -> Vec<Self> {
        let lines = explanation.lines.iter().map(Self::of);
        if is_own { lines.collect() } else { lines.map(Self::for_client).collect() }
    }

    fn of(line: &Line) -> Self {
        match line {
            Line::NotStarted { promised } => Self::of_time("not_started", *promised),
            Line::Started { at, promised, priority, cause } => Self {
                priority: Some((*priority).into()),
                cause: Some(name_of(*cause)),
                ..Self::at("started", *at).with(*promised)
            },
            Line::Agreed { agreement, version, known_at } => Self {
                kind: "agreed",
                at: *known_at,
                agreement: Some(agreement.to_string()),
                version: Some(*version),
                ..Self::default()
            },
            Line::ResponseVoided { sent_at, at } => {
                Self { from: Some(*sent_at), ..Self::at("response_voided", *at) }
            }
            Line::Counted { from, to, spent } => {
                Self::span("counted", *from, Some(*to)).with(*spent)
            }
            Line::Ahead { from, to, spent } => Self::span("ahead", *from, Some(*to)).with(*spent),
            Line::SkippedDays { first_on, last_on, reason } => {
                Self::skipped(*first_on, *last_on, reason)
            }
            Line::Folded { .. } => Self::folded(line),
            Line::Paused { from, to, why, spared, holder } => Self {
                pause: Some(*why),
                holder_party: holder.as_ref().map(|holder| holder.party.to_string()),
                holder_person: holder.as_ref().and_then(|it| Some(it.person.as_ref()?.to_string())),
                ..Self::span("paused", *from, *to).with(*spared)
            },
            Line::Stopped { from, to, spared, by, reason } => Self {
                by: by.clone(),
                because: reason.clone(),
                ..Self::span("stopped", *from, Some(*to)).with(*spared)
            },
            Line::TargetChanged { change, by, reason } => Self {
                priority: Some(change.priority.into()),
                by: by.clone(),
                because: reason.clone(),
                old_due_at: change.old_due_at,
                new_due_at: change.new_due_at,
                from_s: change.from.map(WorkingTime::seconds),
                used_s: Some(change.used.seconds()),
                ..Self::at("target_changed", change.at).with(change.to)
            },
            Line::CalendarChanged { at, calendar } => {
                Self { calendar: Some(calendar.to_string()), ..Self::at("calendar_changed", *at) }
            }
            Line::Left { from, to, time } => Self::span("left", *from, Some(*to)).with(*time),
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
            Line::Shares(shares) => Self {
                kind: "shares",
                shares: shares.iter().map(Part::of).collect(),
                ..Self::default()
            },
        }
    }

    /// The same without who of ours did or held it: what the client reads.
    fn for_client(self) -> Self {
        let shares = self.shares.into_iter().map(|part| Part { person: None, ..part }).collect();
        Self { holder_person: None, by: None, shares, ..self }
    }

    fn folded(line: &Line) -> Self {
        let Line::Folded { from, to, counted, ahead, spared, pauses, changes, promised, holidays } =
            line
        else {
            return Self::default();
        };
        Self {
            ahead_s: Some(ahead.seconds()),
            spared_s: Some(spared.seconds()),
            pauses: Some(*pauses),
            changes: Some(*changes),
            promised_s: promised.map(WorkingTime::seconds),
            holidays: holidays.iter().map(|name| name.en.clone()).collect(),
            ..Self::span("folded", *from, Some(*to)).with(*counted)
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

impl Part {
    fn of(share: &Share) -> Self {
        Self {
            party: share.party.to_string(),
            person: share.person.as_ref().map(ToString::to_string),
            seconds: share.used.seconds(),
        }
    }
}

fn name_of(cause: StartCause) -> &'static str {
    match cause {
        StartCause::Report(None) => "report",
        StartCause::Report(Some(channel)) => match channel {
            Channel::Portal => "portal",
            Channel::Desk => "desk",
            Channel::Mail => "mail",
            Channel::Phone => "phone",
            Channel::Api => "api",
            Channel::Monitoring => "monitoring",
        },
        StartCause::Word => "word",
        StartCause::DownAgain => "down_again",
        StartCause::Engaged => "engaged",
        StartCause::Reopened => "reopened",
        StartCause::Unknown => "unknown",
    }
}
