//! My desk: what needs me now, in order; what nobody has taken; what is in trouble.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use piket_core::check::Status;
use piket_core::incident::State as Incident;
use piket_core::key::{CheckKey, Number};
use piket_core::process::Step;
use piket_store::checks::{self, Standing};
use piket_store::incidents::{self, Filter, IncidentRow};
use piket_store::{ReadTx, StoreError};
use piket_text::Words;

use super::eye::Eye;
use super::incidents::concerns_me;
use super::parts::{Frame, Row};
use super::{corrections, page, rail, rows};
use crate::app::App;
use crate::extract::{Engineer, Now};
use crate::problem::Problem;

/// How many of the reader's own incidents are looked at.
const MINE: u32 = 50;
/// How many that nobody has taken are shown.
const NOBODYS: u32 = 8;
/// How many incidents at a step are looked at for an offer to the reader.
const MAYBE_OFFERED: u32 = 20;
/// How many of the reader's own are looked at for what became of a proposal.
const MINE_LOOKED_AT: usize = 20;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/", get(desk))
}

/// An incident with the reason why it stands here.
#[derive(Debug, Clone)]
struct Need {
    why: String,
    tone: &'static str,
    row: Row,
}

/// A check in trouble.
#[derive(Debug, Clone)]
struct Trouble {
    address: String,
    name: String,
    about: String,
    tone: &'static str,
    since_at: String,
    since: String,
}

#[derive(Template)]
#[template(path = "desk/desk.html")]
struct Page<'a> {
    w: &'a Words,
    frame: Frame,
    hello: String,
    needs: Vec<Need>,
    mine: Vec<Row>,
    nobodys: Vec<Row>,
    troubles: Vec<Trouble>,
    figures: Vec<(String, String, String)>,
    /// That corrections wait for the reader's decision; empty when none does.
    corrections: String,
}

/// `GET /`: my desk.
async fn desk(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
) -> Result<Response, Problem> {
    let words = engineer.words();
    let eye = Eye { w: &words, directory: engineer.directory(), who: engineer.who(), now };
    let (desk, who) = (app.desk(), engineer.who());
    let mine = Filter { mine: Some(who.key.clone()), ..Filter::default() };
    let mine = desk.list(who, mine, None, MINE).await?.rows;
    let nobodys = Filter { unassigned: true, ..Filter::default() };
    let nobodys_count = desk.count(who, nobodys.clone()).await?;
    let nobodys = desk.list(who, nobodys, None, NOBODYS).await?.rows;
    let looked_at = looked_at(&app, &eye, &mine).await?;
    let standings = desk.reader().read(checks::states).await?;
    let (needs, mine) = sorted(&eye, &looked_at, &mine);
    let is_offered =
        |row: &&IncidentRow| !needs.iter().any(|need| need.row.number == row.number.to_string());
    let nobodys: Vec<Row> =
        nobodys.iter().filter(is_offered).map(|row| rows::row(&eye, row, None)).collect();
    let troubles = troubles(&eye, &standings);
    let frame =
        rail::frame(&app, &engineer, words.t("desk-home").into_owned(), "home", now).await?;
    let corrections = match corrections::waiting_for(&app, who).await? {
        0 => String::new(),
        count => words.t1("corrections-wait", "count", count),
    };
    let page = Page {
        corrections,
        w: &words,
        hello: words.weekday_and_day(words.local(now).date()),
        figures: figures(&eye, (needs.len(), mine.len()), nobodys_count, troubles.len()),
        frame,
        needs,
        mine,
        nobodys,
        troubles,
    };
    page::shown(&page)
}

fn figures(
    eye: &Eye<'_>,
    (needs, mine): (usize, usize),
    nobodys: u32,
    troubles: usize,
) -> Vec<(String, String, String)> {
    let figure =
        |key: &str, value: String, tone: &str| (eye.w.t(key).into_owned(), value, tone.to_owned());
    let tone = |is_some: bool, tone: &'static str| if is_some { tone } else { "" };
    vec![
        figure("home-needs", needs.to_string(), tone(needs > 0, "is-warn")),
        figure("home-mine", (needs + mine).to_string(), ""),
        figure("home-nobodys", nobodys.to_string(), tone(nobodys > 0, "is-warn")),
        figure("home-troubles", troubles.to_string(), tone(troubles > 0, "is-bad")),
    ]
}

/// Incidents with what their rows do not tell: whether they are offered to somebody, and what
/// became of a proposal. Only the few that can have either are looked at, all in one reading.
async fn looked_at(
    app: &App,
    eye: &Eye<'_>,
    mine: &[IncidentRow],
) -> Result<BTreeMap<Number, (IncidentRow, Incident)>, Problem> {
    let mut rows: Vec<IncidentRow> = mine
        .iter()
        .filter(|row| row.step >= Step::Investigating && row.step < Step::Resolved)
        .take(MINE_LOOKED_AT)
        .cloned()
        .collect();
    for step in [Step::Assigning, Step::Investigating, Step::Developing] {
        let filter = Filter { step: Some(step), ..Filter::default() };
        let found = app.desk().list(eye.who, filter, None, MAYBE_OFFERED).await?;
        let is_others = |row: &IncidentRow| row.holder_person.as_ref() != Some(&eye.who.key);
        rows.extend(found.rows.into_iter().filter(is_others));
    }
    let read = move |tx: &mut ReadTx<'_>| -> Result<Vec<_>, StoreError> {
        let mut states = Vec::new();
        for row in &rows {
            let state = incidents::load(tx, row.id)?.and_then(|timeline| timeline.state());
            states.extend(state.map(|state| (row.clone(), state)));
        }
        Ok(states)
    };
    let states = app.desk().reader().read(read).await?;
    Ok(states.into_iter().map(|(row, state)| (row.number, (row, state))).collect())
}

/// What needs the reader now, gravest first, and what is theirs beside that.
fn sorted(
    eye: &Eye<'_>,
    looked_at: &BTreeMap<Number, (IncidentRow, Incident)>,
    mine: &[IncidentRow],
) -> (Vec<Need>, Vec<Row>) {
    let offered = looked_at.values().filter(|(_, state)| concerns_me(eye, state));
    let mut needs: Vec<(u8, Need)> = offered
        .filter_map(|(row, state)| {
            let until = state.offer.as_ref()?.accept_by;
            let why = eye.w.t1("need-offer", "until", eye.when(until));
            Some((0, Need { why, tone: "route", row: rows::row(eye, row, None) }))
        })
        .collect();
    let mut rest = Vec::new();
    for it in mine {
        let row = rows::row(eye, it, None);
        let state = looked_at.get(&it.number).map(|(_, state)| state);
        let need = rows::need(eye, it).or_else(|| decided(eye, state?));
        match need {
            Some((rank, why)) => {
                let tone = match rank {
                    1 => "bad",
                    2 | 3 => "warn",
                    _ => "route",
                };
                needs.push((rank, Need { why, tone, row }));
            }
            None => rest.push(row),
        }
    }
    // Offers and what is late come first; then what weighs most, whatever the reason.
    needs.sort_by_key(|(rank, need)| ((*rank).min(2), need.row.priority, *rank));
    (needs.into_iter().map(|(_, need)| need).collect(), rest)
}

/// What the client or the check decided, and now waits for its holder.
fn decided(eye: &Eye<'_>, state: &Incident) -> Option<(u8, String)> {
    let plain = |key: &str| Some((4, eye.w.t(key).into_owned()));
    match state.step {
        Step::Investigating | Step::Developing if state.proposals > 0 => plain("need-refused"),
        Step::Verifying if state.verified_at.is_some() => plain("need-report-back"),
        _ => None,
    }
}

/// Checks whose trouble is confirmed, longest first.
fn troubles(eye: &Eye<'_>, standings: &BTreeMap<CheckKey, Standing>) -> Vec<Trouble> {
    let mut troubles: Vec<_> = standings
        .values()
        .filter_map(|standing| {
            let spec = eye.directory.checks.get(&standing.check).filter(|it| it.enabled)?;
            let status = Some(standing.state.hard).filter(|status| !status.is_ok())?;
            Some((standing.state.onset_at.unwrap_or(standing.changed_at), spec, status))
        })
        .collect();
    troubles.sort_by_key(|(onset_at, _, _)| *onset_at);
    troubles
        .into_iter()
        .map(|(onset_at, spec, status)| Trouble {
            address: format!("/monitoring/{}", spec.key),
            name: spec.name.clone(),
            about: eye.directory.application_name(&spec.application).to_owned(),
            tone: if status == Status::Warning { "warn" } else { "bad" },
            since_at: onset_at.to_string(),
            since: eye.w.ago(onset_at, eye.now),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::example::Example;

    #[test]
    fn a_proposal_that_was_refused_waits_for_another_one() {
        let mut example = Example::agreeing();
        let refused = piket_core::incident::Command::RefuseConsent {
            version: 1,
            reason: "not today".to_owned(),
        };
        example.asks("fatima", refused);
        let (_, why) = decided(&example.eye(), &example.state).unwrap();
        assert_eq!(why, "Not approved: propose something else");
        assert_eq!(decided(&example.eye(), &Example::taken().state), None);
    }

    #[test]
    fn what_is_offered_to_me_comes_before_all_that_is_mine() {
        let mut example = Example::taken();
        let offer = piket_core::incident::Command::Offer {
            party: piket_core::party::Party::Development,
            person: None,
            reason: "stock sync".to_owned(),
        };
        example.asks("ilse", offer);
        example.who = (&example.directory.people[&"tom".parse().unwrap()]).into();
        let seen = example.seen();
        let row = IncidentRow::of(seen.id, &seen.state, &seen.clocks);
        let looked_at = BTreeMap::from([(row.number, (row, seen.state))]);
        let (needs, _) = sorted(&example.eye(), &looked_at, &[]);
        assert!(needs[0].why.starts_with("Offered to you"), "{}", needs[0].why);
    }
}
