//! Incidents as a console shows them: rows, and one with its clocks and its timeline.

use jiff::Timestamp;
use piket_core::directory::Directory;
use piket_core::incident::State;
use piket_core::sla::{Clock, ClockState};
use piket_engine::view::Seen;
use piket_store::incidents::{ClockStanding, IncidentRow};
use piket_text::{Words, timeline};

use crate::cli::output::columns;

pub(super) fn rows(rows: &[IncidentRow], words: &Words, now: Timestamp) -> String {
    if rows.is_empty() {
        return "There are no such incidents.".to_owned();
    }
    let row = |row: &IncidentRow| {
        let deadline = match (row.deadline, row.clocks) {
            (Some(deadline), _) => words.when(deadline.at, now),
            (None, ClockStanding::Paused) => words.clock_state(ClockState::Paused).into_owned(),
            (None, ClockStanding::NeverDue) => words.clock_state(ClockState::NeverDue).into_owned(),
            (None, ClockStanding::Running | ClockStanding::None) => String::new(),
        };
        vec![
            row.number.to_string(),
            row.priority.to_string(),
            words.step(row.step).into_owned(),
            row.holder_person.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string),
            deadline,
            row.application.as_ref().map_or_else(|| row.client.to_string(), ToString::to_string),
            row.summary.clone(),
        ]
    };
    columns(&rows.iter().map(row).collect::<Vec<_>>())
}

pub(super) fn rows_as_json(rows: &[IncidentRow]) -> Vec<serde_json::Value> {
    rows.iter()
        .map(|row| {
            serde_json::json!({
                "number": row.number,
                "summary": row.summary,
                "client": row.client,
                "application": row.application,
                "step": row.step,
                "priority": row.priority,
                "holder": { "party": row.holder_party, "person": row.holder_person },
                "reported_at": row.reported_at,
                "deadline_at": row.deadline.map(|it| it.at),
                "is_breached": row.is_breached,
                "clocks": row.clocks,
                "paused_at": row.paused_at,
                "waiting_on": row.waiting_on,
            })
        })
        .collect()
}

/// Where it is, in one line.
pub(super) fn standing(state: &State, words: &Words, directory: &Directory) -> String {
    let party = words.party(&state.holder.party, directory);
    let holder = match &state.holder.person {
        Some(person) => format!("{} ({party})", directory.person_name(person)),
        None => party.into_owned(),
    };
    format!(
        "{} {} · {} · {holder} · {}",
        state.number,
        state.priority,
        words.step(state.step),
        state.summary
    )
}

pub(super) fn incident(
    seen: &Seen,
    words: &Words,
    directory: &Directory,
    now: Timestamp,
) -> String {
    let mut lines = vec![standing(&seen.state, words, directory), String::new()];
    let clocks: Vec<Vec<String>> = seen.clocks.iter().map(|it| clock(it, words, now)).collect();
    if !clocks.is_empty() {
        lines.extend([columns(&clocks), String::new()]);
    }
    let entries = seen.entries.iter().map(|entry| {
        let sentence = timeline::sentence(words, entry, directory);
        vec![format!("  {}", words.date_time(entry.at)), sentence]
    });
    lines.push(columns(&entries.collect::<Vec<_>>()));
    if let Some(errand) = seen.agenda.first() {
        lines.extend([String::new(), timeline::next(words, errand.at, &errand.kind, now)]);
    }
    lines.join("\n")
}

fn clock(clock: &Clock, words: &Words, now: Timestamp) -> Vec<String> {
    let due = match (clock.state, clock.due_at) {
        (ClockState::Running | ClockState::Missed, Some(due_at)) => words.when(due_at, now),
        _ => String::new(),
    };
    vec![
        format!("  {}", words.metric(clock.metric)),
        words.clock_state(clock.state).into_owned(),
        due,
    ]
}
