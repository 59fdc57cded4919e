//! A house with its doors: the model world, and whoever knocks.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use piket_engine::account::{Accounts, NewToken, TokenKind};
use piket_engine::chance::SeededChance;
use piket_engine::secret::Secret;
use piket_testkit::{Home, World};
use piket_web::{App, Parts, Settings};
use serde_json::{Value, json};
use tower::ServiceExt;

/// A password that is good enough for everybody.
pub(crate) const PASSWORD: &str = "fietspomp-donderdag";

/// The model world with doors.
pub(crate) struct House {
    pub(crate) world: World,
    pub(crate) accounts: Accounts,
    pub(crate) app: App,
    doors: Router,
}

/// An answer, read to its end.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl House {
    pub(crate) async fn new() -> Self {
        Self::with(Settings::default()).await
    }

    pub(crate) async fn with(settings: Settings) -> Self {
        let world = World::new(Home::on_sqlite()).await;
        let chance = Arc::new(SeededChance::new(7));
        let accounts = Accounts::new(world.desk.store().clone(), chance);
        let app = App::new(Parts {
            desk: world.desk.clone(),
            accounts: accounts.clone(),
            clock: world.clock(),
            settings,
        });
        let doors = piket_web::router(app.clone());
        Self { world, accounts, app, doors }
    }

    /// Knocks, and does not wait for the end of the answer.
    pub(crate) async fn knock(&self, request: Request<Body>) -> axum::response::Response {
        self.doors.clone().oneshot(request).await.unwrap()
    }

    /// Knocks, and reads the answer.
    pub(crate) async fn answer(&self, request: Request<Body>) -> Answer {
        let (parts, body) = self.knock(request).await.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.answer(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// A program that acts for a person.
    pub(crate) async fn program(&self, person: &str) -> Program<'_> {
        let new = NewToken {
            name: format!("{person}'s script"),
            kind: TokenKind::Api,
            person: Some(person.parse().unwrap()),
            application: None,
            expires_at: None,
        };
        let made = self.accounts.make_token(new, "console", self.world.now()).await.unwrap();
        Program { house: self, token: made.secret.expose().to_owned() }
    }

    /// The secret of a new intake, for one application or for all.
    pub(crate) async fn intake(&self, name: &str, application: Option<&str>) -> String {
        let new = NewToken {
            name: name.to_owned(),
            kind: TokenKind::Intake,
            person: None,
            application: application.map(|key| key.parse().unwrap()),
            expires_at: None,
        };
        let made = self.accounts.make_token(new, "console", self.world.now()).await.unwrap();
        made.secret.expose().to_owned()
    }

    /// A browser in which a person is signed in.
    pub(crate) async fn browser(&self, person: &str) -> Browser<'_> {
        let directory = self.world.desk.directory();
        let person = &directory.people[&person.parse().unwrap()];
        let password = Secret::new(PASSWORD);
        let now = self.world.now();
        self.accounts.set_password(person, &password, now).await.unwrap();
        let mut browser = Browser { house: self, cookie: None };
        let form = [("email", person.email.as_str()), ("password", PASSWORD)];
        let answer = browser.post("/sign-in", &form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        browser
    }

    pub(crate) fn stranger(&self) -> Browser<'_> {
        Browser { house: self, cookie: None }
    }
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }

    pub(crate) fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The status and the code of a problem.
    pub(crate) fn problem(&self) -> (u16, String) {
        assert_eq!(self.header(header::CONTENT_TYPE), "application/problem+json", "{self:?}");
        let code = self.json()["code"].as_str().unwrap_or_default().to_owned();
        (self.status.as_u16(), code)
    }
}

/// A program with a token.
pub(crate) struct Program<'a> {
    house: &'a House,
    pub(crate) token: String,
}

impl<'a> Program<'a> {
    /// A program with this token.
    pub(crate) fn with(house: &'a House, token: &str) -> Self {
        Self { house, token: token.to_owned() }
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token))
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        let request = self.request(Method::GET, path).body(Body::empty()).unwrap();
        self.house.answer(request).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(self.request(Method::POST, path), body).await
    }

    pub(crate) async fn send(&self, request: axum::http::request::Builder, body: Value) -> Answer {
        let request = request.header(header::CONTENT_TYPE, "application/json");
        self.house.answer(request.body(Body::from(body.to_string())).unwrap()).await
    }

    /// Classifies an incident and takes it.
    pub(crate) async fn takes(&self, number: &str) -> Value {
        let sorted = json!({"nature": "outage", "impact": 1, "urgency": 1});
        self.does(&format!("/incidents/{number}/classify"), sorted).await;
        let reason = json!({"reason": "it is ours"});
        self.does(&format!("/incidents/{number}/take"), reason).await
    }

    /// Asks a verb that is allowed.
    pub(crate) async fn does(&self, path: &str, body: Value) -> Value {
        let answer = self.post(path, body).await;
        assert!(answer.status.is_success(), "{path}: {} {}", answer.status, answer.text());
        answer.json()
    }
}

/// A browser: it keeps one cookie and says where a form came from.
pub(crate) struct Browser<'a> {
    house: &'a House,
    pub(crate) cookie: Option<String>,
}

impl Browser<'_> {
    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        let request = Request::get(path).header("accept", "text/html");
        self.go(request, Body::empty()).await
    }

    pub(crate) async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        self.post_from("same-origin", path, form).await
    }

    /// Sends a form as a browser does that is on a page of this site, or of another.
    pub(crate) async fn post_from(
        &mut self,
        site: &str,
        path: &str,
        form: &[(&str, &str)],
    ) -> Answer {
        let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let request = Request::post(path)
            .header("sec-fetch-site", site)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.go(request, Body::from(form)).await
    }

    async fn go(&mut self, request: axum::http::request::Builder, body: Body) -> Answer {
        let request = match &self.cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        };
        let answer = self.house.answer(request.body(body).unwrap()).await;
        if let Some(set) = answer.headers.get(header::SET_COOKIE) {
            let pair = set.to_str().unwrap().split(';').next().unwrap().to_owned();
            self.cookie = Some(pair).filter(|pair| !pair.ends_with('='));
        }
        answer
    }
}
