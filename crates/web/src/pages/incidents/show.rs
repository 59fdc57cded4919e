//! One incident: the page on which the work is done.

use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use piket_core::incident::{Evidence, Scope};
use piket_core::key::Number;
use piket_core::policy::Action;
use piket_engine::view::Seen;
use piket_store::incidents::{Filter, Status};
use piket_store::{ReadTx, StoreError, evidence as store_evidence};
use piket_text::Words;
use piket_text::timeline::sentence;
use serde::Deserialize;
use uuid::Uuid;

use super::queue::{self, Asked, List};
use super::verb::Verb;
use super::view::composer::Composer;
use super::view::field::Kind;
use super::view::head::Head;
use super::view::panel::{Act, Attempt, Panel};
use super::view::parties::Matrix;
use super::view::timeline::{Item, Look};
use super::view::{clocks, composer, evidence, head, panel, parties, timeline};
use crate::app::App;
use crate::extract::{Engineer, Now, Path, Query};
use crate::pages::eye::Eye;
use crate::pages::monitoring::watch::{self, Watch};
use crate::pages::parts::{Frame, Row};
use crate::pages::spent;
use crate::pages::together::{self, Beside};
use crate::pages::typed::Typed;
use crate::pages::{page, rail, rows};
use crate::problem::Problem;

/// How many checks are shown with their chart.
const WATCHES: usize = 2;
/// How many items of evidence are shown with what is in them.
const EVIDENCE: usize = 4;
/// How many other incidents of the same application are shown.
const OTHERS: u32 = 5;

/// What the address says beside the number.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wish {
    /// What was just done, for a word about it.
    done: String,
    /// The scope of what was just written.
    sent: String,
    /// The form that is asked for.
    act: String,
    /// `all` for the whole of a long timeline.
    timeline: String,
}

/// A word about what was just done, or not done.
#[derive(Debug, Clone, Default)]
pub(crate) struct Flash {
    /// `ok`, `warn` or `bad`.
    pub(crate) tone: &'static str,
    /// The word.
    pub(crate) text: String,
}

/// What is to be drawn beside the incident itself.
#[derive(Debug, Default)]
pub(crate) struct Drawing {
    /// The status of the answer.
    pub(crate) status: StatusCode,
    /// What was asked and not done.
    pub(crate) attempt: Option<Attempt>,
    /// A word at the top.
    pub(crate) flash: Option<Flash>,
    /// The scope of what was just written.
    pub(crate) sent: String,
    /// The form that is asked for.
    pub(crate) wanted: Option<Verb>,
    /// Whether all of a long timeline is shown.
    pub(crate) is_whole: bool,
}

#[derive(Template)]
#[template(path = "incidents/show.html")]
struct Page<'a> {
    w: &'a Words,
    frame: Frame,
    list: List,
    head: Head,
    clocks: Vec<clocks::Card>,
    holder: clocks::HolderCard,
    items: Vec<Item>,
    newest: Vec<Item>,
    left_out: usize,
    panel: Panel,
    composer: Composer,
    composer_refused: Vec<String>,
    watches: Vec<Watch>,
    evidence: Vec<evidence::Card>,
    more_evidence: Vec<evidence::Card>,
    matrix: Option<Matrix>,
    others: Vec<Row>,
    prevention: Vec<String>,
    beside: Beside,
    time: Option<spent::Panel>,
    flash: Option<Flash>,
    /// What was typed for something that cannot be done any more.
    kept: Vec<String>,
    version: u32,
    may_write: bool,
}

/// `GET /incidents/{number}`: one incident.
pub(crate) async fn show(
    State(app): State<App>,
    engineer: Engineer,
    Path(number): Path<String>,
    Query(wish): Query<Wish>,
    Now(now): Now,
) -> Result<Response, Problem> {
    let number: Number = number.parse().map_err(|_| Problem::NotFound("incident"))?;
    let seen = app.desk().show(engineer.who(), number, now).await?;
    let words = engineer.words();
    let flash = Verb::from_address(&wish.done).map(|verb| Flash {
        tone: "ok",
        text: words.named("done", &verb.as_str().replace('-', "_")).into_owned(),
    });
    let flash = flash.or_else(|| {
        let text = words.t("done-new").into_owned();
        (wish.done == "new").then_some(Flash { tone: "ok", text })
    });
    let wanted = Verb::from_address(&wish.act);
    let is_whole = wish.timeline == "all";
    let drawing = Drawing { flash, sent: wish.sent, wanted, is_whole, ..Drawing::default() };
    drawn(&app, &engineer, &seen, drawing, now).await
}

/// The page of an incident as it was seen.
pub(crate) async fn drawn(
    app: &App,
    engineer: &Engineer,
    seen: &Seen,
    drawing: Drawing,
    now: Timestamp,
) -> Result<Response, Problem> {
    let words = engineer.words();
    let eye = Eye { w: &words, directory: engineer.directory(), who: engineer.who(), now };
    let number = seen.state.number;
    let attempt = drawing.attempt.as_ref();
    let tried = attempt.filter(|attempt| attempt.verb != Verb::Say);
    let panel = panel::of(&eye, seen, tried, drawing.wanted);
    let say = attempt.filter(|attempt| attempt.verb == Verb::Say);
    let mut cards = evidence_cards(app, &eye, seen).await?;
    let more_evidence = cards.split_off(cards.len().min(2));
    let (items, newest, left_out) = if drawing.is_whole {
        (timeline::of(&eye, seen), Vec::new(), 0)
    } else {
        timeline::folded(&eye, seen)
    };
    let head = head::of(&eye, seen);
    let title = format!("{} {}", head.number, head.summary);
    let page = Page {
        w: &words,
        frame: rail::frame(app, engineer, title, "incidents", now).await?,
        list: queue::list(app, engineer, &eye, &Asked::default(), Some(number)).await?,
        clocks: clocks::of(&eye, seen),
        holder: clocks::holder(&eye, &seen.state),
        items,
        newest,
        left_out,
        kept: kept(&panel.acts, tried),
        panel,
        composer: composer::of(&eye, seen, say.map(|say| &say.typed), &drawing.sent),
        composer_refused: say.map(refusal).unwrap_or_default(),
        watches: watches(app, &eye, seen).await?,
        evidence: cards,
        more_evidence,
        matrix: parties::row(&eye, &seen.state, parties::activity(seen.state.step)),
        others: others(app, &eye, seen).await?,
        prevention: prevention(&eye, seen),
        beside: together::beside(&eye, seen),
        time: spent::panel(app, &eye, seen).await?,
        flash: drawing.flash,
        version: seen.state.version,
        may_write: engineer.who().may(Action::WriteToClient),
        head,
    };
    page::with(drawing.status, &page)
}

fn refusal(attempt: &Attempt) -> Vec<String> {
    let mut told = vec![attempt.refused.title.clone()];
    told.extend(attempt.refused.points.iter().cloned());
    told
}

/// What was typed for something that cannot be done any more, so that nothing is lost.
fn kept(acts: &[Act], attempt: Option<&Attempt>) -> Vec<String> {
    let Some(attempt) = attempt else { return Vec::new() };
    if acts.iter().any(|act| act.verb == attempt.verb.as_str()) {
        return Vec::new();
    }
    let words: &Typed = &attempt.typed;
    words.words().into_iter().map(str::to_owned).collect()
}

/// The checks that saw the trouble, as they are now.
async fn watches(app: &App, eye: &Eye<'_>, seen: &Seen) -> Result<Vec<Watch>, Problem> {
    let mut watches = Vec::new();
    let alerts = seen.state.alerts.values();
    for key in alerts.filter_map(|alert| alert.check.as_ref()).take(WATCHES) {
        watches.extend(watch::of(app, eye, key).await?);
    }
    Ok(watches)
}

/// The first items of evidence, with what is in them.
async fn evidence_cards(
    app: &App,
    eye: &Eye<'_>,
    seen: &Seen,
) -> Result<Vec<evidence::Card>, Problem> {
    // What was kept of the incident itself comes before what came with a merged one.
    let own = evidence::kept(seen).into_iter().map(|item| (None, item)).take(EVIDENCE);
    let merged = evidence::kept_elsewhere(seen).into_iter().take(EVIDENCE);
    let items: Vec<(Option<Number>, Evidence)> = own
        .chain(merged.map(|(number, item)| (Some(number), item)))
        .map(|(number, item)| (number, item.clone()))
        .collect();
    let ids: Vec<Uuid> = items.iter().map(|(_, item)| item.id).collect();
    let read = move |tx: &mut ReadTx<'_>| -> Result<Vec<Option<Vec<u8>>>, StoreError> {
        ids.iter().map(|id| store_evidence::body(tx, *id)).collect()
    };
    let bodies = app.desk().reader().read(read).await?;
    let cards = items.iter().zip(bodies).map(|((from, item), body)| {
        let from = from.map(|number| number.to_string()).unwrap_or_default();
        let card = evidence::card(eye, seen.state.number, item, &body.unwrap_or_default());
        evidence::Card { from, ..card }
    });
    Ok(cards.collect())
}

/// Other incidents of the same application, open ones first.
async fn others(app: &App, eye: &Eye<'_>, seen: &Seen) -> Result<Vec<Row>, Problem> {
    let Some(application) = seen.state.application.clone() else { return Ok(Vec::new()) };
    let filter =
        Filter { application: Some(application), status: Status::All, ..Filter::default() };
    let found = app.desk().list(eye.who, filter, None, OTHERS + 1).await?;
    let others = found.rows.iter().filter(|row| row.number != seen.state.number);
    let limit = usize::try_from(OTHERS).unwrap_or(usize::MAX);
    Ok(others.take(limit).map(|row| rows::row(eye, row, None)).collect())
}

/// What was set out so that it does not happen again.
fn prevention(eye: &Eye<'_>, seen: &Seen) -> Vec<String> {
    let actions = seen.state.preventive_actions.iter().map(|action| {
        let owner = eye.person(&action.owner).name;
        let on = eye.w.day(action.due_on);
        eye.w.tn("prevention-line", &[("action", &action.action), ("owner", &owner), ("on", &on)])
    });
    let waived = seen.state.prevention_waived.as_ref();
    let waived = waived.map(|reason| eye.w.t1("prevention-waived", "reason", reason));
    actions.chain(waived).collect()
}

/// `GET /incidents/{number}/evidence/{item}`: the bytes of an item, as they were kept.
pub(crate) async fn item(
    State(app): State<App>,
    engineer: Engineer,
    Path((number, item)): Path<(String, Uuid)>,
    Now(now): Now,
) -> Result<Response, Problem> {
    let number: Number = number.parse().map_err(|_| Problem::NotFound("incident"))?;
    let (_, body) = app.desk().evidence(engineer.who(), number, item, now).await?;
    // Whatever somebody sent is shown as text and never run.
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "inline"),
    ];
    let text = match serde_json::from_slice::<serde_json::Value>(&body) {
        Ok(value) => serde_json::to_vec_pretty(&value).map_err(Problem::broken)?,
        Err(_) => body,
    };
    Ok((headers, text).into_response())
}

#[derive(Template)]
#[template(path = "incidents/changed.html")]
struct Changed<'a> {
    w: &'a Words,
    number: String,
    since: u32,
    lines: Vec<String>,
}

/// Since which version.
#[derive(Debug, Deserialize)]
pub(crate) struct Since {
    since: u32,
}

/// `GET /incidents/{number}/changed?since=`: what others did since a page was drawn, so that two
/// who work at once are told before either sends.
pub(crate) async fn changed(
    State(app): State<App>,
    engineer: Engineer,
    Path(number): Path<String>,
    Query(Since { since }): Query<Since>,
    Now(now): Now,
) -> Result<Response, Problem> {
    let number: Number = number.parse().map_err(|_| Problem::NotFound("incident"))?;
    let seen = app.desk().show(engineer.who(), number, now).await?;
    let words = engineer.words();
    let fresh = seen.entries.iter().filter(|entry| entry.seq > since && entry.fact.is_weighty());
    let lines = fresh.map(|entry| sentence(&words, entry, engineer.directory().as_ref()));
    let page =
        Changed { w: &words, number: number.to_string(), since, lines: lines.take(3).collect() };
    page::shown(&page)
}

/// The scope of a message, as the composer names it.
pub(crate) fn scope_name(scope: &Scope) -> &'static str {
    match scope {
        Scope::Public => "client",
        Scope::Party(_) => "party",
        Scope::Internal => "internal",
    }
}
