//! A problem as people read it: a page in their language that says the way on.

use std::borrow::Cow;

use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use piket_core::directory::Directory;
use piket_text::Words;

use super::{Problem, answered, number_of};
use crate::app::App;
use crate::extract::{Now, words_of};
use crate::pages::parts::Frame;

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    w: Words,
    frame: Frame,
    title: String,
    text: String,
    /// What the incident lacks, one sentence each.
    reasons: Vec<String>,
    /// The number of the request; empty when the reader needs none.
    number: String,
}

/// The outer layer of pages: writes problems out.
pub(crate) async fn shown_to_people(
    State(app): State<App>,
    request: Request,
    next: Next,
) -> Response {
    let number = number_of(&request);
    let now = request.extensions().get::<Now>().map(|now| now.0.to_string());
    let fallback = words_of(request.headers(), &app);
    let answer = next.run(request).await;
    let Some(problem) = Problem::of(&answer) else { return answer };
    problem.log(&number);
    let words = answer.extensions().get::<Words>().cloned().unwrap_or(fallback);
    let directory = app.desk().directory();
    let page = page(&problem, words, &directory, now.unwrap_or_default(), number);
    answered(answer, page)
}

fn page(
    problem: &Problem,
    w: Words,
    directory: &Directory,
    now: String,
    number: String,
) -> Response {
    let (status, code) = problem.kind();
    let (code, reasons, text) = match problem {
        Problem::Refused(refusal) => {
            let missing = w.missing(refusal).into_iter().map(Cow::into_owned).collect();
            ("refused", missing, w.refusal(refusal, directory))
        }
        _ => (code, Vec::new(), w.named("problem", &format!("{code}_text")).into_owned()),
    };
    let title = w.named("problem", &format!("{code}_title")).into_owned();
    let frame = Frame {
        title: title.clone(),
        house: directory.installation.name.clone(),
        language: w.language().code().to_owned(),
        theme: "auto".to_owned(),
        now,
        zone: w.zone().iana_name().unwrap_or("UTC").to_owned(),
        ..Frame::default()
    };
    let page = ProblemPage {
        text,
        reasons,
        number: if status.is_server_error() { number } else { String::new() },
        w,
        frame,
        title,
    };
    match page.render() {
        Ok(html) => Html(html).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
