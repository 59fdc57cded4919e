//! Rows of lists of incidents: what the store read off, in the reader's words; and their groups by
//! how near the deadline is.

use jiff::{SignedDuration, Timestamp, ToSpan};
use piket_core::key::Number;
use piket_core::process::Step;
use piket_store::incidents::{ClockStanding, IncidentRow};

use super::eye::{Eye, Face};
use super::parts::Row;
use super::stations;

/// A deadline nearer than this needs somebody now.
pub(crate) const NOW: SignedDuration = SignedDuration::from_mins(60);
/// A deadline nearer than this is worth a look.
pub(crate) const SOON: SignedDuration = SignedDuration::from_hours(2);

/// A group of a list.
#[derive(Debug, Clone, Default)]
pub(crate) struct Group {
    /// Its heading.
    pub(crate) title: String,
    /// Its rows, in the order of the list.
    pub(crate) rows: Vec<Row>,
}

/// An incident in a list.
pub(crate) fn row(eye: &Eye<'_>, row: &IncidentRow, current: Option<Number>) -> Row {
    let holder = holder(eye, row);
    let (clock_tone, clock_due, clock_text) = clock(eye, row);
    Row {
        address: format!("/incidents/{}", row.number),
        number: row.number.to_string(),
        summary: row.summary.clone(),
        about: eye.about(&row.client, row.application.as_ref()),
        priority: row.priority.into(),
        clock_tone,
        clock_due,
        clock_text,
        step_at: stations::number_of(row.step),
        steps: stations::COUNT,
        step_label: stations::in_words(eye, row.step),
        state: state(eye, row),
        waits: row.waiting_on.is_some(),
        unread: row.client_waits,
        current: current == Some(row.number),
        holder_name: holder.name,
        holder_initials: holder.initials,
        holder_tone: holder.tone,
    }
}

fn holder(eye: &Eye<'_>, row: &IncidentRow) -> Face {
    match &row.holder_person {
        Some(person) => eye.person(person),
        None if row.is_taken => eye.party_face(&row.holder_party),
        None => Face::default(),
    }
}

fn state(eye: &Eye<'_>, row: &IncidentRow) -> String {
    if row.client_waits && row.is_open {
        return eye.w.t("row-to-answer").into_owned();
    }
    match row.waiting_on {
        Some(kind) => eye.w.waits_on(kind).into_owned(),
        None => eye.w.step(row.step).into_owned(),
    }
}

fn clock(eye: &Eye<'_>, row: &IncidentRow) -> (&'static str, String, String) {
    let words = |key: &str| eye.w.t(key).into_owned();
    if !row.is_open {
        let at = row.closed_at.unwrap_or(row.changed_at);
        return ("met", at.to_string(), eye.when(at));
    }
    let Some(deadline) = row.deadline else {
        return match (row.clocks, row.paused_at) {
            (ClockStanding::NeverDue, _) => ("never", String::new(), words("row-never-due")),
            (ClockStanding::Paused, Some(at)) => {
                let since = eye.w.t1("row-paused-since", "at", eye.when(at));
                ("paused", String::new(), since)
            }
            (ClockStanding::Paused, None) => ("paused", String::new(), words("row-paused")),
            (ClockStanding::Running | ClockStanding::None, _) => ("", String::new(), String::new()),
        };
    };
    let left = deadline.at.duration_since(eye.now);
    let tone = if left.is_negative() {
        "bad"
    } else if left < NOW {
        "warn"
    } else {
        ""
    };
    (tone, deadline.at.to_string(), eye.countdown(deadline.at))
}

/// Rows by how near the deadline is: needs somebody now, today, later. What never comes due, what
/// stands still and what has no clock stand by themselves, and so do closed ones.
pub(crate) fn groups(eye: &Eye<'_>, rows: &[IncidentRow], current: Option<Number>) -> Vec<Group> {
    let today_ends_at = end_of_day(eye);
    let mut groups: Vec<(&'static str, Group)> = Vec::new();
    for it in rows {
        let key = match it.deadline.map(|deadline| deadline.at) {
            _ if !it.is_open => "group-over",
            Some(at) if at < eye.now + NOW => "group-now",
            Some(at) if at < today_ends_at => "group-today",
            Some(_) => "group-later",
            None => match it.clocks {
                ClockStanding::NeverDue => "group-never-due",
                ClockStanding::Paused => "group-paused",
                ClockStanding::Running | ClockStanding::None => "group-no-clock",
            },
        };
        if groups.last().is_none_or(|(last, _)| *last != key) {
            let title = eye.w.t(key).into_owned();
            groups.push((key, Group { title, rows: Vec::new() }));
        }
        if let Some((_, group)) = groups.last_mut() {
            group.rows.push(row(eye, it, current));
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

fn end_of_day(eye: &Eye<'_>) -> Timestamp {
    let tomorrow = eye.w.local(eye.now).date().checked_add(1.days());
    let midnight = tomorrow
        .ok()
        .and_then(|day| day.at(0, 0, 0, 0).to_zoned_datetime(eye.w.zone().clone()).ok());
    midnight.map_or(Timestamp::MAX, |midnight| midnight.timestamp())
}

/// Why an incident needs its holder now, the gravest first; `None` when it does not.
pub(crate) fn need(eye: &Eye<'_>, row: &IncidentRow) -> Option<(u8, String)> {
    let plain = |rank, key: &str| Some((rank, eye.w.t(key).into_owned()));
    let is_late = row.deadline.is_some_and(|deadline| deadline.at < eye.now);
    if row.client_waits && !is_late {
        return plain(2, "need-answer");
    }
    if let Some(deadline) = row.deadline.filter(|it| it.at < eye.now + NOW) {
        let metric = eye.w.metric(deadline.metric);
        let (rank, key) = if is_late { (1, "need-late") } else { (3, "need-due") };
        return Some((rank, eye.w.t1(key, "metric", metric)));
    }
    if let Some(at) = row.next_update_at.filter(|at| *at < eye.now + NOW && row.is_open) {
        return Some((3, eye.w.t1("need-promise", "at", eye.when(at))));
    }
    match row.step {
        Step::Implementing if row.waiting_on.is_none() => plain(4, "need-approved"),
        Step::Resolved if u8::from(row.priority) <= 2 => plain(5, "need-prevention"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::example::Example;

    fn shown(example: &Example) -> IncidentRow {
        let seen = example.seen();
        IncidentRow::of(seen.id, &seen.state, &seen.clocks)
    }

    #[test]
    fn a_row_tells_client_application_step_and_the_nearest_clock() {
        let example = Example::reported();
        let row = row(&example.eye(), &shown(&example), Some(Number(1042)));
        assert_eq!(row.about, "Bakkerij De Molen · demolen.nl");
        assert_eq!(row.step_label, "Step 1 of 8: Reported");
        assert_eq!((row.clock_tone, row.clock_text.as_str()), ("warn", "28 m"));
        assert!(row.current && row.holder_name.is_empty());
    }

    #[test]
    fn what_is_due_within_the_hour_needs_somebody_now_and_the_rest_is_today_or_later() {
        let example = Example::reported();
        let rows: Vec<IncidentRow> = [30_i64, 300, 3_000]
            .into_iter()
            .map(|minutes| {
                let mut row = shown(&example);
                let at = example.now + SignedDuration::from_mins(minutes);
                row.deadline = row.deadline.map(|it| piket_store::incidents::Deadline { at, ..it });
                row
            })
            .collect();
        let titles: Vec<_> =
            groups(&example.eye(), &rows, None).into_iter().map(|group| group.title).collect();
        assert_eq!(titles, ["Needs you now", "Today", "Later"]);
    }

    #[test]
    fn what_stands_still_and_what_never_comes_due_stand_by_themselves() {
        let example = Example::reported();
        let since = Some(example.now - SignedDuration::from_mins(30));
        let rows: Vec<IncidentRow> =
            [ClockStanding::NeverDue, ClockStanding::Paused, ClockStanding::None]
                .into_iter()
                .map(|clocks| {
                    let paused_at = since.filter(|_| clocks == ClockStanding::Paused);
                    IncidentRow { deadline: None, clocks, paused_at, ..shown(&example) }
                })
                .collect();
        let groups = groups(&example.eye(), &rows, None);
        let titles: Vec<_> = groups.iter().map(|group| group.title.as_str()).collect();
        assert_eq!(titles, ["Never due: look at the agreement", "Paused", "Without a clock"]);
        let clocks: Vec<_> = groups
            .iter()
            .map(|group| (group.rows[0].clock_tone, group.rows[0].clock_text.as_str()))
            .collect();
        let paused = ("paused", "since 14:30");
        assert_eq!(clocks, [("never", "never due"), paused, ("", "")]);
    }

    #[test]
    fn a_client_who_waits_comes_before_a_deadline() {
        let mut example = Example::taken();
        example.client_says("Is there news?");
        let (rank, why) = need(&example.eye(), &shown(&example)).unwrap();
        assert_eq!((rank, why.as_str()), (2, "The client waits for an answer"));
    }
}
