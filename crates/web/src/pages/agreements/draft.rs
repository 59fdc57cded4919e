//! An agreement in the making: begun, edited, compared with what is in force, activated or given
//! up.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use piket_core::directory::Directory;
use piket_core::key::AgreementKey;
use piket_core::party::Party;
use piket_core::policy::Action;
use piket_core::priority::{Impact, Priority, Urgency};
use piket_core::sla::{Agreement, AgreementKind, Metric, OnReopen, Tier, difference};
use piket_engine::drafts::{Draft, DraftError};
use piket_text::Words;

use super::list::edited;
use super::sheet::{self, Wrong};
use crate::app::App;
use crate::extract::{Engineer, Form, Now, Path};
use crate::pages::eye::Eye;
use crate::pages::parts::{Choice, Frame};
use crate::pages::typed::Typed;
use crate::pages::{page, rail};
use crate::problem::Problem;

const OWN: [Party; 4] =
    [Party::ServiceDesk, Party::Development, Party::IncidentManager, Party::Account];

/// A field of one line in a table.
struct Cell {
    name: String,
    label: String,
    value: String,
    error: String,
}

/// A row of the table of promises.
struct PromiseRow {
    number: u8,
    cells: Vec<Cell>,
    pause: bool,
}

/// A promise that counts in hours of its own.
struct HoursRow {
    row: usize,
    metrics: Vec<Choice>,
    priorities: Vec<Choice>,
    calendars: Vec<Choice>,
    confirmed: bool,
    error: String,
}

/// A line of the table of credits.
struct BandRow {
    row: usize,
    figures: Vec<Choice>,
    below: String,
    credit: String,
    error: String,
}

/// The priorities of an impact, by urgency.
struct ImpactRow {
    impact: String,
    cells: Vec<PriorityCell>,
}

/// Which priority follows.
struct PriorityCell {
    name: String,
    label: String,
    choices: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "agreements/draft.html")]
struct DraftPage {
    w: Words,
    frame: Frame,
    key: String,
    revision: u32,
    edited: String,
    /// Told when somebody else saved it meanwhile.
    other: String,
    typed: Typed,
    wrong: Wrong,
    kinds: Vec<Choice>,
    tiers: Vec<Choice>,
    parties: Vec<Choice>,
    calendars: Vec<Choice>,
    metrics: Vec<String>,
    promises: Vec<PromiseRow>,
    hours: Vec<HoursRow>,
    bands: Vec<BandRow>,
    days: Vec<Cell>,
    reopening: Vec<(String, String, Vec<Choice>)>,
    urgencies: Vec<String>,
    matrix: Vec<ImpactRow>,
}

impl DraftPage {
    fn v(&self, name: &str) -> &str {
        self.typed.get(name).unwrap_or_default()
    }

    fn e(&self, name: &str) -> &str {
        self.wrong.get(name).map(String::as_str).unwrap_or_default()
    }

    fn on(&self, name: &str) -> bool {
        self.typed.is_ticked(name)
    }
}

fn configures(engineer: &Engineer) -> Result<(), Problem> {
    if engineer.who().may(Action::Configure) { Ok(()) } else { Err(Problem::Denied) }
}

async fn found(app: &App, engineer: &Engineer, key: &AgreementKey) -> Result<Draft, Problem> {
    let draft = app.desk().draft(engineer.who(), key).await.map_err(super::failed)?;
    draft.ok_or(Problem::NotFound("agreement"))
}

/// `POST /agreements/{key}/draft/begin`: from what is in force, or goes on with what is there.
pub(super) async fn begin(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<AgreementKey>,
) -> Result<Response, Problem> {
    let versions = app.desk().agreement_versions(&key).await?;
    let newest = versions.into_iter().next_back().ok_or(Problem::NotFound("agreement"))?;
    match app.desk().begin_draft(engineer.who(), newest.agreement, now).await {
        Ok(_) | Err(DraftError::Taken) => {
            Ok(Redirect::to(&format!("/agreements/{key}/draft")).into_response())
        }
        Err(error) => Err(super::failed(error)),
    }
}

/// `GET /agreements/{key}/draft`.
pub(super) async fn show(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<AgreementKey>,
) -> Result<Response, Problem> {
    let draft = found(&app, &engineer, &key).await?;
    let typed = sheet::of(&draft.agreement);
    page::shown(&drawn(&app, &engineer, now, &draft, typed, Wrong::new()).await?)
}

/// `POST /agreements/{key}/draft`: saves what was typed, or gives one more row to type in.
pub(super) async fn save(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<AgreementKey>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    configures(&engineer)?;
    let typed = Typed::new(fields);
    let draft = found(&app, &engineer, &key).await?;
    let w = engineer.words();
    let wish = typed.text("do");
    if wish.starts_with("add-") {
        let page = drawn(&app, &engineer, now, &draft, typed, Wrong::new()).await?;
        return page::shown(&page);
    }
    let agreement = match sheet::read(&typed, key.clone(), &w) {
        Ok(agreement) => agreement,
        Err(wrong) => {
            let page = drawn(&app, &engineer, now, &draft, typed, wrong).await?;
            return page::with(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let revision = typed.text("revision").parse().unwrap_or(0);
    match app.desk().save_draft(engineer.who(), agreement, revision, now).await {
        Ok(()) if wish == "review" => {
            Ok(Redirect::to(&format!("/agreements/{key}/draft/review")).into_response())
        }
        Ok(()) => Ok(Redirect::to(&format!("/agreements/{key}/draft")).into_response()),
        Err(DraftError::Stale(other)) => {
            // Theirs is kept; what was typed here stays in the form, and saving again replaces it.
            let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
            let told = w.t1("agreements-stale", "edited", edited(&eye, &other));
            let page = drawn(&app, &engineer, now, &other, typed, Wrong::new()).await?;
            page::with(StatusCode::CONFLICT, &DraftPage { other: told, ..page })
        }
        Err(error) => Err(super::failed(error)),
    }
}

/// `POST /agreements/{key}/draft/give-up`.
pub(super) async fn give_up(
    State(app): State<App>,
    engineer: Engineer,
    Path(key): Path<AgreementKey>,
) -> Result<Response, Problem> {
    app.desk().give_up_draft(engineer.who(), &key).await.map_err(super::failed)?;
    let was = !app.desk().agreement_versions(&key).await?.is_empty();
    let to = if was { format!("/agreements/{key}?done=discarded") } else { "/agreements".into() };
    Ok(Redirect::to(&to).into_response())
}

#[derive(Template)]
#[template(path = "agreements/review.html")]
struct ReviewPage {
    w: Words,
    frame: Frame,
    key: String,
    name: String,
    revision: u32,
    edited: String,
    is_new: bool,
    changes: Vec<String>,
    errors: Vec<String>,
    warnings: Vec<String>,
    places: Vec<(String, String)>,
    /// Why it was not activated.
    refused: String,
}

/// `GET /agreements/{key}/draft/review`: what would change, what is wrong or odd, and for whom.
pub(super) async fn review(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<AgreementKey>,
) -> Result<Response, Problem> {
    let draft = found(&app, &engineer, &key).await?;
    page::shown(&reviewed(&app, &engineer, now, &draft).await?)
}

/// `POST /agreements/{key}/draft/activate`.
pub(super) async fn activate(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Path(key): Path<AgreementKey>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let w = engineer.words();
    let revision = Typed::new(fields).text("revision").parse().unwrap_or(0);
    let (status, refused) =
        match app.desk().activate_draft(engineer.who(), &key, revision, now).await {
            Ok(_) => {
                let to = format!("/agreements/{key}?done=activated");
                return Ok(Redirect::to(&to).into_response());
            }
            Err(DraftError::Stale(other)) => {
                let eye = Eye { w: &w, directory: engineer.directory(), who: engineer.who(), now };
                (StatusCode::CONFLICT, w.t1("agreements-stale", "edited", edited(&eye, &other)))
            }
            Err(DraftError::Outdated(version)) => {
                (StatusCode::CONFLICT, w.t1("agreements-outdated", "version", version))
            }
            Err(error) if error.findings().is_empty() => return Err(super::failed(error)),
            Err(_) => {
                (StatusCode::UNPROCESSABLE_ENTITY, w.t("agreements-not-activated").into_owned())
            }
        };
    let draft = found(&app, &engineer, &key).await?;
    let page = reviewed(&app, &engineer, now, &draft).await?;
    page::with(status, &ReviewPage { refused, ..page })
}

async fn reviewed(
    app: &App,
    engineer: &Engineer,
    now: Timestamp,
    draft: &Draft,
) -> Result<ReviewPage, Problem> {
    let w = engineer.words();
    let directory = engineer.directory();
    let eye = Eye { w: &w, directory, who: engineer.who(), now };
    let it = &draft.agreement;
    let plan = app.desk().rehearse_agreement(eye.who, it, now).await.map_err(super::failed)?;
    let before = app.desk().agreement_versions(&it.key).await?;
    let changes = before.last().map(|before| difference(&before.agreement, it));
    let names = directory.as_ref();
    let (errors, warnings): (Vec<_>, Vec<_>) =
        plan.findings.iter().partition(|finding| finding.blocks());
    let places = directory.held_by(&it.key).map(|held| {
        let name = eye.about(&held.application.client, Some(&held.application.key));
        (format!("/applications/{}", held.application.key), name)
    });
    Ok(ReviewPage {
        frame: rail::frame(app, engineer, it.name.clone(), "agreements", now).await?,
        key: it.key.to_string(),
        name: it.name.clone(),
        revision: draft.revision,
        edited: edited(&eye, draft),
        is_new: changes.is_none(),
        changes: changes.iter().flatten().map(|it| w.term_change(it, names)).collect(),
        errors: errors.iter().map(|it| super::found(&eye, it)).collect(),
        warnings: warnings.iter().map(|it| super::found(&eye, it)).collect(),
        places: places.collect(),
        refused: String::new(),
        w: w.clone(),
    })
}

#[derive(Template)]
#[template(path = "agreements/new.html")]
struct NewPage {
    w: Words,
    frame: Frame,
    called: String,
    key: String,
    error: String,
    like: Vec<Choice>,
}

/// `GET /agreements/new`.
pub(super) async fn new(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
) -> Result<Response, Problem> {
    configures(&engineer)?;
    page::shown(&asked(&app, &engineer, now, &Typed::default()).await?)
}

/// `POST /agreements/new`: begins the draft of a new agreement, like another one or empty.
pub(super) async fn add(
    State(app): State<App>,
    engineer: Engineer,
    Now(now): Now,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    configures(&engineer)?;
    let typed = Typed::new(fields);
    let w = engineer.words();
    let directory = engineer.directory();
    let error = match typed.text("key").parse::<AgreementKey>() {
        Err(_) => "agreements-wrong-key",
        Ok(key) if directory.agreements.contains_key(&key) => "agreements-taken",
        Ok(key) => match begun(&app, &engineer, &typed, &key, now).await {
            Ok(()) => return Ok(Redirect::to(&format!("/agreements/{key}/draft")).into_response()),
            Err(DraftError::Taken) => "agreements-taken",
            Err(DraftError::NotFound) => "agreements-no-calendar",
            Err(error) => return Err(super::failed(error)),
        },
    };
    let page = asked(&app, &engineer, now, &typed).await?;
    let error = w.t(error).into_owned();
    page::with(StatusCode::UNPROCESSABLE_ENTITY, &NewPage { error, ..page })
}

async fn begun(
    app: &App,
    engineer: &Engineer,
    typed: &Typed,
    key: &AgreementKey,
    now: Timestamp,
) -> Result<(), DraftError> {
    let directory = engineer.directory();
    let name = typed.some("name").unwrap_or_else(|| key.to_string());
    let like = typed.text("like").parse::<AgreementKey>().ok();
    let like = like.and_then(|like| directory.in_force(&like));
    let agreement = if let Some((_, like)) = like {
        Agreement { key: key.clone(), name, ..like.clone() }
    } else {
        let calendar = directory.calendars.keys().next().ok_or(DraftError::NotFound)?;
        Agreement::plain(key.clone(), name, Tier::Bronze, calendar.clone())
    };
    app.desk().begin_draft(engineer.who(), agreement, now).await.map(drop)
}

async fn asked(
    app: &App,
    engineer: &Engineer,
    now: Timestamp,
    typed: &Typed,
) -> Result<NewPage, Problem> {
    let w = engineer.words();
    let chosen = typed.text("like");
    let in_force = engineer.directory().agreements.values().filter_map(|it| it.current());
    let like = in_force.map(|(_, it)| Choice {
        value: it.key.to_string(),
        label: it.name.clone(),
        chosen: it.key.as_str() == chosen,
    });
    let empty = Choice {
        value: String::new(),
        label: w.t("agreements-like-none").into_owned(),
        chosen: chosen.is_empty(),
    };
    let title = w.t("agreements-new").into_owned();
    Ok(NewPage {
        frame: rail::frame(app, engineer, title, "agreements", now).await?,
        called: typed.text("name"),
        key: typed.text("key"),
        error: String::new(),
        like: std::iter::once(empty).chain(like).collect(),
        w: w.clone(),
    })
}

async fn drawn(
    app: &App,
    engineer: &Engineer,
    now: Timestamp,
    draft: &Draft,
    typed: Typed,
    wrong: Wrong,
) -> Result<DraftPage, Problem> {
    let w = engineer.words();
    let directory = engineer.directory();
    let eye = Eye { w: &w, directory, who: engineer.who(), now };
    let name = draft.agreement.name.clone();
    let fields = Fields { eye: &eye, typed: &typed, wrong: &wrong };
    Ok(DraftPage {
        frame: rail::frame(app, engineer, name, "agreements", now).await?,
        key: draft.agreement.key.to_string(),
        revision: draft.revision,
        edited: edited(&eye, draft),
        other: String::new(),
        kinds: fields.choices("kind", AgreementKind::ALL, AgreementKind::as_str, |it| {
            w.agreement_kind(it).into_owned()
        }),
        tiers: fields.choices("tier", Tier::ALL, Tier::as_str, |it| w.tier(it).into_owned()),
        parties: fields.parties(),
        calendars: calendars(directory, typed.get("calendar").unwrap_or_default(), None),
        metrics: Metric::ALL.map(|it| w.metric(it).into_owned()).to_vec(),
        promises: Vec::from(Priority::ALL.map(|it| fields.promise_row(it))),
        hours: fields.hours(),
        bands: fields.bands(),
        days: fields.days(),
        reopening: fields.reopening(),
        urgencies: Urgency::ALL.map(|it| w.urgency(it).into_owned()).to_vec(),
        matrix: Vec::from(Impact::ALL.map(|it| fields.matrix_row(it))),
        typed,
        wrong,
        w: w.clone(),
    })
}

/// The calendars to choose from, perhaps with a first that is none.
fn calendars(directory: &Directory, chosen: &str, none: Option<String>) -> Vec<Choice> {
    use piket_text::Names as _;
    let none = none.map(|label| Choice { value: String::new(), label, chosen: chosen.is_empty() });
    let all = directory.calendars.keys().map(|key| Choice {
        value: key.to_string(),
        label: directory.calendar(key),
        chosen: key.as_str() == chosen,
    });
    none.into_iter().chain(all).collect()
}

/// The fields of the form as they are shown.
struct Fields<'a> {
    eye: &'a Eye<'a>,
    typed: &'a Typed,
    wrong: &'a Wrong,
}

impl Fields<'_> {
    fn value(&self, name: &str) -> String {
        self.typed.get(name).unwrap_or_default().to_owned()
    }

    fn error(&self, name: &str) -> String {
        self.wrong.get(name).cloned().unwrap_or_default()
    }

    fn cell(&self, name: String, label: String) -> Cell {
        Cell { value: self.value(&name), error: self.error(&name), name, label }
    }

    fn choices<T: Copy, const N: usize>(
        &self,
        field: &str,
        all: [T; N],
        value: fn(T) -> &'static str,
        label: impl Fn(T) -> String,
    ) -> Vec<Choice> {
        let chosen = self.value(field);
        all.map(|it| Choice {
            value: value(it).to_owned(),
            label: label(it),
            chosen: value(it) == chosen,
        })
        .to_vec()
    }

    fn parties(&self) -> Vec<Choice> {
        let chosen = self.value("party");
        let choice = |party: Party, label: String| Choice {
            chosen: party.to_string() == chosen,
            value: party.to_string(),
            label,
        };
        let us = Choice {
            value: String::new(),
            label: self.eye.w.t("agreements-party-us").into_owned(),
            chosen: chosen.is_empty(),
        };
        let own = OWN.into_iter().map(|it| choice(it.clone(), self.eye.party(&it)));
        let suppliers = self.eye.directory.suppliers.values();
        let suppliers =
            suppliers.map(|it| choice(Party::Supplier(it.key.clone()), it.name.clone()));
        std::iter::once(us).chain(own).chain(suppliers).collect()
    }

    fn promise_row(&self, priority: Priority) -> PromiseRow {
        let cell = |metric: Metric| {
            let label = format!("{} {priority}", self.eye.w.metric(metric));
            self.cell(sheet::target_field(metric, priority), label)
        };
        PromiseRow {
            number: priority.into(),
            cells: Vec::from(Metric::ALL.map(cell)),
            pause: self.typed.is_ticked(&format!("pause-{}", u8::from(priority))),
        }
    }

    /// The rows that are there, and one to add.
    fn hours(&self) -> Vec<HoursRow> {
        let rows = sheet::rows(self.typed, "h-calendar-").end;
        let more = usize::from(self.typed.text("do") == "add-hours" || rows == 0);
        let row = |row: usize| {
            let (metric, priority) = (format!("h-metric-{row}"), format!("h-priority-{row}"));
            let calendar = format!("h-calendar-{row}");
            let chosen = self.value(&priority);
            let none = self.eye.w.t("agreements-same-hours").into_owned();
            HoursRow {
                row,
                metrics: self.choices(&metric, Metric::ALL, Metric::as_str, |it| {
                    self.eye.w.metric(it).into_owned()
                }),
                priorities: Priority::ALL
                    .map(|it| Choice {
                        value: u8::from(it).to_string(),
                        label: it.to_string(),
                        chosen: u8::from(it).to_string() == chosen,
                    })
                    .to_vec(),
                calendars: calendars(self.eye.directory, &self.value(&calendar), Some(none)),
                confirmed: self.typed.is_ticked(&format!("h-confirmed-{row}")),
                error: self.error(&calendar),
            }
        };
        (0..rows + more).map(row).collect()
    }

    fn bands(&self) -> Vec<BandRow> {
        let rows = sheet::rows(self.typed, "b-below-").end;
        let more = usize::from(self.typed.text("do") == "add-band" || rows == 0);
        let row = |row: usize| {
            let (below, credit) = (format!("b-below-{row}"), format!("b-credit-{row}"));
            let chosen = self.value(&format!("b-of-{row}"));
            let availability = Choice {
                value: "availability".to_owned(),
                label: self.eye.w.t("figure-availability").into_owned(),
                chosen: chosen == "availability",
            };
            let kept = Metric::ALL.map(|it| Choice {
                value: it.as_str().to_owned(),
                label: self.eye.w.credit_figure(piket_core::sla::CreditFigure::Kept(it)),
                chosen: it.as_str() == chosen,
            });
            let error = self.error(&below);
            BandRow {
                row,
                figures: std::iter::once(availability).chain(kept).collect(),
                below: self.value(&below),
                credit: self.value(&credit),
                error: if error.is_empty() { self.error(&credit) } else { error },
            }
        };
        (0..rows + more).map(row).collect()
    }

    fn days(&self) -> Vec<Cell> {
        let day = |(number, day): (usize, &str)| {
            let label = self.eye.w.named("weekday-short", &number.to_string()).into_owned();
            self.cell(format!("m-{day}"), label)
        };
        (1..).zip(sheet::DAYS).map(day).collect()
    }

    fn reopening(&self) -> Vec<(String, String, Vec<Choice>)> {
        let metrics = [Metric::Restore, Metric::Resolution];
        let all = [OnReopen::Resume, OnReopen::Void, OnReopen::NewCycle];
        metrics
            .map(|metric| {
                let field = format!("reopen-{}", metric.as_str());
                let choices = self.choices(&field, all, sheet::on_reopen, |it| {
                    self.eye.w.on_reopen(it).into_owned()
                });
                let label = self.eye.w.t1("term-on-reopen", "metric", self.eye.w.metric(metric));
                (field, label, choices)
            })
            .to_vec()
    }

    fn matrix_row(&self, impact: Impact) -> ImpactRow {
        let cell = |urgency: Urgency| {
            let name = sheet::matrix_field(impact, urgency);
            let chosen = self.value(&name);
            let label = format!("{} / {}", self.eye.w.impact(impact), self.eye.w.urgency(urgency));
            let choices = Priority::ALL.map(|it| Choice {
                value: u8::from(it).to_string(),
                label: it.to_string(),
                chosen: u8::from(it).to_string() == chosen,
            });
            PriorityCell { name, label, choices: choices.to_vec() }
        };
        let cells = Vec::from(Urgency::ALL.map(cell));
        ImpactRow { impact: self.eye.w.impact(impact).into_owned(), cells }
    }
}
