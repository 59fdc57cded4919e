//! The time that was noted on one incident: every entry with all that was done to it, and the forms
//! to change it.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use piket_core::key::Number;
use piket_text::Words;
use serde::Deserialize;

use super::act;
use super::panel::{self, Attempt, Panel};
use crate::app::App;
use crate::extract::{Engineer, Now, Path, Query};
use crate::pages::eye::Eye;
use crate::pages::parts::Frame;
use crate::pages::{page, rail};
use crate::problem::Problem;

/// How many entries stand on a page.
const MANY: u32 = 50;

#[derive(Template)]
#[template(path = "spent/incident.html")]
struct IncidentPage<'a> {
    w: &'a Words,
    frame: Frame,
    summary: String,
    flash: String,
    flash_tone: &'static str,
    time: Panel,
    /// Where the page before ended.
    after: String,
    attempt: Option<Attempt>,
    /// What is wrong with what was typed for an entry.
    wrong: String,
}

impl IncidentPage<'_> {
    /// Whether this entry was to be changed, in vain.
    fn is_tried(&self, id: &str) -> bool {
        self.attempt.as_ref().is_some_and(|it| it.entry.as_deref() == Some(id))
    }

    /// The reason that was given to change an entry, in vain.
    fn reason_at(&self, id: &str) -> &str {
        let tried = self.attempt.as_ref().filter(|_| self.is_tried(id));
        tried.map_or("", |it| &it.reason)
    }

    /// What is wrong with a field of an entry; empty when nothing is.
    fn wrong_at(&self, id: &str, field: &str) -> &str {
        let is_here = self.attempt.as_ref().is_some_and(|it| it.wrong.field() == field);
        if self.is_tried(id) && is_here { &self.wrong } else { "" }
    }
}

/// What was just done, and where the page before ended.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wish {
    /// What was just done.
    pub(super) done: String,
    /// How long that was, in seconds.
    pub(super) seconds: i64,
    /// The incident whose timer was stopped.
    pub(super) other: String,
    pub(super) after: String,
}

/// `GET /incidents/{number}/time`.
pub(super) async fn show(
    State(app): State<App>,
    engineer: Engineer,
    Path(number): Path<String>,
    Query(wish): Query<Wish>,
    Now(now): Now,
) -> Result<Response, Problem> {
    let number = act::numbered(&number)?;
    drawn(&app, &engineer, number, (StatusCode::OK, None, wish), now).await
}

/// The page, with what was just done or typed in vain.
pub(super) async fn drawn(
    app: &App,
    engineer: &Engineer,
    number: Number,
    (status, attempt, wish): (StatusCode, Option<(Attempt, String)>, Wish),
    now: Timestamp,
) -> Result<Response, Problem> {
    let seen = app.desk().show(engineer.who(), number, now).await?;
    let w = engineer.words();
    let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
    let after = panel::cursor(&wish.after);
    let found = app.desk().time_on(eye.who, &seen, after, MANY).await.map_err(act::problem)?;
    let (attempt, once) = attempt.unzip();
    // What was typed in vain keeps the name of its form: sent twice, it is still one.
    let once = once.filter(|it| !it.is_empty());
    let once = once.unwrap_or_else(|| app.desk().new_id(now).to_string());
    let mut time = panel::of(&eye, number, &found, once, attempt.as_ref());
    let mut wrong = String::new();
    if let Some(tried) = attempt.as_ref().filter(|it| it.entry.is_some()) {
        wrong = tried.wrong.said(&eye);
        let line = time.lines.iter_mut().find(|it| Some(&it.id) == tried.entry.as_ref());
        if let Some(line) = line {
            line.fields = tried.fields.clone();
        }
    }
    let (flash_tone, flash) = act::told(&eye, &wish);
    let page = IncidentPage {
        frame: rail::frame(
            app,
            engineer,
            w.t1("spent-of", "number", number.to_string()),
            "incidents",
            now,
        )
        .await?,
        summary: seen.state.summary.clone(),
        flash,
        flash_tone,
        time,
        after: wish.after,
        attempt,
        wrong,
        w: &w,
    };
    page::with(status, &page)
}
