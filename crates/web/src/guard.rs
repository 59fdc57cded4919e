//! The guards before each room: they find out who it is, and send away who does not belong there.
//!
//! A guard looks up the session or the token once and leaves the result in the request, for the
//! extractors. It also leaves the reader's words in the answer, for the page of a problem.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{Method, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use piket_core::policy::{Action, Who};

use crate::app::App;
use crate::extract::{ApiCaller, Now, SignedIn};
use crate::pages::signin;
use crate::problem::Problem;

/// Only our own people.
pub(crate) fn desk(room: Router<App>, app: &App) -> Router<App> {
    room.layer(from_fn_with_state(app.clone(), desk_guard))
}

/// Only people of clients.
pub(crate) fn portal(room: Router<App>, app: &App) -> Router<App> {
    room.layer(from_fn_with_state(app.clone(), portal_guard))
}

/// Everybody who is signed in.
pub(crate) fn anybody(room: Router<App>, app: &App) -> Router<App> {
    room.layer(from_fn_with_state(app.clone(), session_guard))
}

/// Programs with a token.
pub(crate) fn programs(room: Router<App>, app: &App) -> Router<App> {
    room.layer(from_fn_with_state(app.clone(), token_guard))
}

async fn desk_guard(State(app): State<App>, request: Request, next: Next) -> Response {
    admit(&app, request, next, Some(Action::UseDesk)).await
}

async fn portal_guard(State(app): State<App>, request: Request, next: Next) -> Response {
    admit(&app, request, next, Some(Action::UsePortal)).await
}

async fn session_guard(State(app): State<App>, request: Request, next: Next) -> Response {
    admit(&app, request, next, None).await
}

/// Lets the person of the session in, if there is one who may; else shows the way.
async fn admit(app: &App, mut request: Request, next: Next, only: Option<Action>) -> Response {
    let secret = session_of(app, &request);
    let person = match person_of(app, secret, now_of(&request)).await {
        Ok(Some(person)) => person,
        Ok(None) => return to_sign_in(&request),
        Err(problem) => return problem.into_response(),
    };
    let words = person.words();
    let may = only.is_none_or(|action| person.who().may(action));
    let mut answer = if may {
        request.extensions_mut().insert(person);
        next.run(request).await
    } else if is_front_door(&request) {
        Redirect::to(person.home()).into_response()
    } else {
        Problem::Denied.into_response()
    };
    answer.extensions_mut().insert(words);
    answer
}

/// The desk's or the portal's first page: whoever stands before the wrong one is shown the right one.
fn is_front_door(request: &Request) -> bool {
    let path = request.extensions().get::<axum::extract::OriginalUri>();
    let path = path.map_or(request.uri().path(), |original| original.0.path());
    request.method() == Method::GET && matches!(path, "/" | "/portal" | "/portal/")
}

/// The secret of a session that the cookie carries.
fn session_of(app: &App, request: &Request) -> Option<String> {
    let jar = CookieJar::from_headers(request.headers());
    signin::cookie::secret(&jar, app.settings())
}

/// When the request came; without a clock nobody is let in.
fn now_of(request: &Request) -> Option<Now> {
    request.extensions().get().copied()
}

/// Whose session it is.
async fn person_of(
    app: &App,
    secret: Option<String>,
    now: Option<Now>,
) -> Result<Option<SignedIn>, Problem> {
    let (Some(secret), Some(Now(now))) = (secret, now) else { return Ok(None) };
    let directory = app.desk().directory();
    let Some(key) = app.accounts().session(&secret, now).await? else { return Ok(None) };
    let person = directory.people.get(&key).filter(|person| person.is_active).cloned();
    Ok(person.map(|person| SignedIn::new(person, secret, directory)))
}

/// A page is shown after signing in; anything else is refused.
fn to_sign_in(request: &Request) -> Response {
    let is_page = request.method() == Method::GET
        && !request.headers().contains_key("hx-request")
        && !wants_stream(request);
    if !is_page {
        return Problem::NotSignedIn.into_response();
    }
    let original = request.extensions().get::<axum::extract::OriginalUri>();
    let wanted = original.map_or(request.uri(), |original| &original.0);
    let wanted = wanted.path_and_query().map_or("/", |path| path.as_str());
    Redirect::to(&signin::address_to_come_back_to(wanted)).into_response()
}

fn wants_stream(request: &Request) -> bool {
    request
        .headers()
        .get(header::ACCEPT)
        .is_some_and(|accept| accept.as_bytes().starts_with(b"text/event-stream"))
}

/// Lets a program in that carries a token of a person who still takes part.
async fn token_guard(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let secret = bearer(&request);
    match caller_of(&app, secret, now_of(&request)).await {
        Ok(caller) => {
            request.extensions_mut().insert(caller);
            next.run(request).await
        }
        Err(problem) => problem.into_response(),
    }
}

async fn caller_of(
    app: &App,
    secret: Option<String>,
    now: Option<Now>,
) -> Result<ApiCaller, Problem> {
    let (Some(secret), Some(Now(now))) = (secret, now) else { return Err(Problem::NoToken) };
    let directory = app.desk().directory();
    let key = app.accounts().token(&secret, now).await?.ok_or(Problem::NoToken)?;
    let person = directory.people.get(&key).filter(|person| person.is_active);
    let who = person.map(Who::from).ok_or(Problem::NoToken)?;
    Ok(ApiCaller { who, directory })
}

/// The token of `Authorization: Bearer …` (RFC 6750 §2.1).
fn bearer(request: &Request) -> Option<String> {
    let value = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}
