//! One incident, as a client reads it: where it is, what happens now, what is asked, what was said.

mod act;
mod story;
mod tracker;
mod why;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use piket_core::incident::Link;
use piket_core::key::Number;
use piket_core::process::Step;
use piket_core::sla::Pause;
use piket_engine::view::{Seen, SeenLink};
use piket_text::Words;
use serde::Deserialize;

pub(super) use act::{agree, confirm, refuse, reopen, reply};
pub(super) use why::why;

use self::story::{Item, Look};
use super::side;
use crate::app::App;
use crate::extract::{ClientPerson, Now, Path, Query};
use crate::pages::eye::{Eye, Face};
use crate::pages::frame::frame;
use crate::pages::page;
use crate::pages::parts::{Frame, Station};
use crate::pages::typed::Typed;
use crate::problem::Problem;

/// What is asked of the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ask {
    /// Nothing.
    Nothing,
    /// An answer to a question.
    Answer,
    /// To agree or to refuse.
    Approval,
    /// To confirm, or to say that it is not solved.
    Confirmation,
}

/// The proposal that waits for approval.
struct Proposal {
    version: u32,
    rows: Vec<(String, String)>,
}

/// What a page says beside the incident itself: what was done, or why not.
#[derive(Default)]
struct Word {
    tone: &'static str,
    text: String,
    typed: Typed,
}

#[derive(Template)]
#[template(path = "portal/incident/show.html")]
struct IncidentPage {
    w: Words,
    frame: Frame,
    number: String,
    summary: String,
    application: String,
    stations: Vec<Station>,
    /// `wait` when it rests with the reader.
    route_class: &'static str,
    now: String,
    facts: Vec<(String, String)>,
    promises: Vec<why::Promise>,
    /// What was promised for it, and where that is read; empty when nothing was.
    agreed: String,
    agreed_address: String,
    holder: Face,
    ask: Ask,
    question: String,
    proposal: Option<Proposal>,
    deciders: String,
    may_reopen: bool,
    /// Whether a new incident can follow it up, and whether nothing else is left.
    may_follow_up: bool,
    is_too_late: bool,
    /// What follows up what: the sentence, and the number and the summary of the other one.
    follow_ups: Vec<(String, String, String)>,
    reopen_until: String,
    items: Vec<Item>,
    /// What is said of it when it goes on under another number, that number, and whether the
    /// reader may go there.
    merged: Option<(String, String, bool)>,
    flash: String,
    flash_tone: &'static str,
    /// What was typed: the reply, the remark, the reason.
    text: String,
    note: String,
    reason: String,
}

/// What was just done, in the address.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Done {
    done: Option<String>,
}

/// `GET /portal/incidents/{number}`.
pub(super) async fn show(
    State(app): State<App>,
    reader: ClientPerson,
    Now(now): Now,
    Path(number): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let number = numbered(&number)?;
    let seen = app.desk().show(reader.who(), number, now).await?;
    let word = done.done.as_deref().and_then(|done| told(&reader.words(), done));
    page::shown(&drawn(&reader, &seen, now, word.unwrap_or_default()))
}

fn numbered(text: &str) -> Result<Number, Problem> {
    text.parse().map_err(|_| Problem::NotFound("incident"))
}

/// What is said after something was done.
fn told(w: &Words, done: &str) -> Option<Word> {
    let known = ["reported", "replied", "agreed", "refused", "confirmed", "reopened"];
    let text = known.contains(&done).then(|| w.named("portal-done", done).into_owned())?;
    Some(Word { tone: "ok", text, typed: Typed::default() })
}

/// The page again with why something was not done; what was typed stays.
async fn again(
    app: &App,
    reader: &ClientPerson,
    number: Number,
    now: Timestamp,
    status: StatusCode,
    word: Word,
) -> Result<Response, Problem> {
    let seen = app.desk().show(reader.who(), number, now).await?;
    page::with(status, &drawn(reader, &seen, now, word))
}

fn drawn(reader: &ClientPerson, seen: &Seen, now: Timestamp, word: Word) -> IncidentPage {
    let w = reader.words();
    let eye = Eye { w: &w, directory: reader.directory(), who: reader.who(), now };
    let state = &seen.state;
    let ask = ask(&eye, seen);
    let reopen_until = state.reopening_ends_at(eye.directory).filter(|until| *until > now);
    let known = state.application.as_ref().map(|key| eye.directory.application_name(key));
    let title = format!("{} · {}", state.number, state.summary);
    IncidentPage {
        frame: frame(reader, title, "incidents", now),
        number: state.number.to_string(),
        summary: state.summary.clone(),
        application: known
            .map_or_else(|| w.t("portal-application-unknown").into_owned(), ToOwned::to_owned),
        stations: side::stations(&eye, state),
        route_class: if ask == Ask::Nothing { "" } else { "wait" },
        now: tracker::sentence(&eye, seen),
        facts: tracker::facts(&eye, seen),
        promises: why::promises(&eye, seen),
        agreed: super::agreement::in_a_line(&eye, state.pins.agreement.as_ref())
            .unwrap_or_default(),
        agreed_address: state
            .application
            .as_ref()
            .map(|key| format!("/portal/agreements/{key}?incident={}", state.number))
            .unwrap_or_default(),
        holder: side::holder(&eye, &state.holder),
        question: question(seen).unwrap_or_default(),
        proposal: proposal(&eye, seen),
        deciders: if ask == Ask::Nothing { deciders(&eye, seen) } else { String::new() },
        may_reopen: state.step.is_over() && reopen_until.is_some() && state.cancelled.is_none(),
        reopen_until: reopen_until.map(|until| eye.at(until)).unwrap_or_default(),
        may_follow_up: state.takes_follow_up(eye.directory, now),
        is_too_late: state.is_past_reopening(eye.directory, now),
        follow_ups: follow_ups(&eye, seen),
        items: story::of(&eye, seen),
        merged: merged(&eye, seen),
        ask,
        flash: word.text,
        flash_tone: word.tone,
        text: word.typed.text("text"),
        note: word.typed.text("note"),
        reason: word.typed.text("reason"),
        w: w.clone(),
    }
}

/// Of which earlier incidents it is a follow-up, and which follow it up.
fn follow_ups(eye: &Eye<'_>, seen: &Seen) -> Vec<(String, String, String)> {
    let told = |it: &SeenLink| {
        let key = match it.is {
            Link::FollowUpOf => "portal-is-follow-up-of",
            Link::FollowedUpBy => "portal-is-followed-up-by",
            Link::Parent | Link::Child | Link::Related => return None,
        };
        Some((eye.w.t(key).into_owned(), it.number.to_string(), it.summary.clone()))
    };
    seen.linked.iter().filter_map(told).collect()
}

/// Under which number it goes on. Who reported it may read it there; others only if it is of an
/// application that they see.
fn merged(eye: &Eye<'_>, seen: &Seen) -> Option<(String, String, bool)> {
    let into = seen.state.merging.merged_into()?.number.to_string();
    let may_go =
        eye.who.applications.is_empty() || seen.state.reporter.as_ref() == Some(&eye.who.key);
    Some((eye.w.t1("together-portal-merged", "into", &into), into, may_go))
}

fn ask(eye: &Eye<'_>, seen: &Seen) -> Ask {
    let state = &seen.state;
    if state.step == Step::Agreeing && eye.who.may_decide(state, eye.directory) {
        return Ask::Approval;
    }
    if state.step == Step::Resolved && state.confirmed_at.is_none() {
        return Ask::Confirmation;
    }
    if question(seen).is_some() { Ask::Answer } else { Ask::Nothing }
}

/// What we asked and wait for.
fn question(seen: &Seen) -> Option<String> {
    let waiting = seen.state.waiting.as_ref().filter(|it| it.pause == Pause::Client)?;
    Some(waiting.question.clone())
}

fn proposal(eye: &Eye<'_>, seen: &Seen) -> Option<Proposal> {
    let at_it = seen.state.step == Step::Agreeing;
    let proposal = seen.state.proposal.as_ref().filter(|_| at_it)?;
    let rows = story::terms(eye, &proposal.terms);
    Some(Proposal { version: proposal.version, rows })
}

/// Who of the client decides, for somebody who does not.
fn deciders(eye: &Eye<'_>, seen: &Seen) -> String {
    use piket_core::raci::Activity;
    let state = &seen.state;
    if state.step != Step::Agreeing {
        return String::new();
    }
    let row = state.row(eye.directory, Activity::AgreeFix);
    let party = row.as_ref().and_then(|resolved| resolved.row.accountable());
    let Some(party) = party.filter(|party| party.is_client()) else { return String::new() };
    let behind = eye.directory.behind(party, &state.client, state.application.as_ref());
    let names: Vec<String> = behind.iter().map(|it| it.name().to_owned()).collect();
    eye.w.list(&names)
}
