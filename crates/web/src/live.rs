//! Live pages: one stream of server-sent events a page, that says what changed and nothing of it.
//!
//! `event: changed`, and as data the topics, separated by spaces; nothing means anything. Topics:
//! `incidents` (some incident), `incident:INC-1042`, `checks`, `check:<key>`, `directory`. A page
//! fetches again what it shows of them, behind its own walls.

use std::convert::Infallible;

use axum::Router;
use axum::extract::State;
use axum::response::sse::{self, KeepAlive, Sse};
use axum::routing::get;
use futures_util::{Stream, StreamExt};
use jiff::{SignedDuration, Timestamp};
use piket_core::directory::Directory;
use piket_core::policy::{Action, Who};
use piket_engine::events::Event;
use tokio_stream::wrappers::BroadcastStream;

use crate::app::App;
use crate::extract::{Now, SignedIn};

/// After this time a stream ends with the next event: the page connects again, and whether its
/// reader is still signed in is asked again.
const ASK_AGAIN_AFTER: SignedDuration = SignedDuration::from_mins(10);

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/events", get(listen))
}

/// `GET /events`: what changes from now on, as far as the reader may know of it.
async fn listen(
    State(app): State<App>,
    reader: SignedIn,
    Now(now): Now,
) -> Sse<impl Stream<Item = Result<sse::Event, Infallible>>> {
    stream(&app, reader.who().clone(), now)
}

/// The stream for one reader. It ends when the server stops.
pub(crate) fn stream(
    app: &App,
    who: Who,
    since: Timestamp,
) -> Sse<impl Stream<Item = Result<sse::Event, Infallible>> + use<>> {
    let heard = BroadcastStream::new(app.desk().listen());
    let clock_of = app.clone();
    let events = heard
        .take_while(move |_| {
            let is_fresh = clock_of.clock().now().duration_since(since) < ASK_AGAIN_AFTER;
            std::future::ready(is_fresh)
        })
        .filter_map({
            let app = app.clone();
            move |heard| {
                // Whoever was too slow to hear all of it looks at everything again.
                let topics = match heard {
                    Ok(event) => topics(&who, &event, &app.desk().directory()),
                    Err(_) => Some(String::new()),
                };
                std::future::ready(topics.map(|topics| Ok(changed(&topics))))
            }
        })
        .take_until(app.stop().clone().cancelled_owned());
    Sse::new(events).keep_alive(KeepAlive::default())
}

fn changed(topics: &str) -> sse::Event {
    sse::Event::default().event("changed").data(topics)
}

/// What of an event a reader may know; `None` for nothing.
fn topics(who: &Who, event: &Event, directory: &Directory) -> Option<String> {
    match event {
        Event::Incident { number, client, application, .. } => {
            if who.sees(client, application.as_ref()) {
                Some(format!("incidents incident:{number}"))
            } else if who.client.as_ref() == Some(client) {
                // It may be one that this person reported: worth a look, but no number.
                Some("incidents".to_owned())
            } else {
                None
            }
        }
        Event::Check(key) => {
            let application = &directory.checks.get(key)?.application;
            let client = &directory.applications.get(application)?.client;
            if who.may(Action::UseDesk) {
                Some(format!("checks check:{key}"))
            } else {
                who.sees(client, Some(application)).then(|| "checks".to_owned())
            }
        }
        Event::Directory => Some("directory".to_owned()),
    }
}
