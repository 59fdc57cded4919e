//! Applications, each with what was agreed for it.

use std::collections::BTreeMap;

use axum::Json;
use piket_core::directory::{self, Directory};
use piket_core::key::{ApplicationKey, ClientKey};
use piket_core::policy::Action;
use piket_core::process::{Route as CoreRoute, Step};
use piket_core::raci::{self, Activity, Place};
use piket_core::sla::{Agreement as CoreAgreement, Metric, Target as CoreTarget};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::{Problems, schemas};
use crate::extract::{ApiCaller, Path, Query};
use crate::problem::Problem;

/// An application that we manage.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Application {
    /// Its key.
    key: String,
    /// Its name.
    name: String,
    /// Whose it is.
    client: String,
    /// Where users find it.
    url: Option<String>,
    /// Whether there is an environment for tests beside production.
    has_test_environment: bool,
    /// Its parts.
    components: Vec<Component>,
}

/// A part of an application.
#[derive(Debug, Serialize, ToSchema)]
struct Component {
    /// Its key, unique within the application.
    key: String,
    /// Its name.
    name: String,
    /// Who supplies it, when it is not ours.
    supplier: Option<String>,
}

/// An application with what was agreed for it, as it holds now. What was agreed is for our own
/// people only.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AgreedApplication)]
pub(crate) struct Agreed {
    #[serde(flatten)]
    application: Application,
    /// The agreement.
    agreement: Option<Agreement>,
    /// Who does what: one row for each activity, from the most specific matrix that has it.
    matrix: Option<Vec<Row>>,
    /// The route of its incidents.
    route: Option<Route>,
}

/// An agreement.
#[derive(Debug, Serialize, ToSchema)]
struct Agreement {
    /// Its key.
    key: String,
    /// Its version.
    version: u32,
    /// Its name.
    name: String,
    /// gold, silver or bronze.
    tier: &'static str,
    /// The calendar of the service window.
    calendar: String,
    /// Whether a restart or a revert needs no approval beforehand.
    minor_fixes_preapproved: bool,
    /// Whether a workaround resolves an incident.
    resolution_by_workaround: bool,
    /// Business days after resolving in which an incident can be opened again.
    reopen_days: u32,
    /// The promises.
    targets: Vec<Target>,
}

/// A promise.
#[derive(Debug, Serialize, ToSchema)]
struct Target {
    /// What is promised: reaction, update, restore or resolution.
    #[schema(value_type = String)]
    metric: Metric,
    /// For incidents of this priority.
    #[schema(schema_with = schemas::priority)]
    priority: u8,
    /// Within so many minutes of open time.
    minutes: u32,
    /// The calendar that counts.
    calendar: String,
}

/// A row of the matrix.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MatrixRow)]
struct Row {
    /// The number of the activity in the process.
    #[schema(example = "2.1")]
    activity: &'static str,
    /// Its name.
    name: &'static str,
    /// The matrix that has the row.
    matrix: String,
    /// What each party is: R, A, C, I, and marks on them.
    cells: BTreeMap<String, String>,
}

/// The route of incidents.
#[derive(Debug, Serialize, ToSchema)]
struct Route {
    /// Its key.
    key: String,
    /// Its version.
    version: u32,
    /// Its name.
    name: String,
    /// Steps with words of their own for the client, by language.
    words: BTreeMap<&'static str, BTreeMap<&'static str, String>>,
    /// Minutes that the failing check must be green before an incident is resolved.
    watch_minutes: u32,
    /// Good results in a row that the watch needs at least.
    watch_results: u32,
    /// Business days in which the client confirms or objects.
    confirm_days: u32,
    /// Minutes until somebody to whom an incident was offered accepts it.
    accept_minutes: u32,
}

impl Application {
    fn of(it: &directory::Application) -> Self {
        let component = |part: &directory::Component| Component {
            key: part.key.to_string(),
            name: part.name.clone(),
            supplier: part.supplier.as_ref().map(ToString::to_string),
        };
        Self {
            key: it.key.to_string(),
            name: it.name.clone(),
            client: it.client.to_string(),
            url: it.url.clone(),
            has_test_environment: it.has_test_environment,
            components: it.components.iter().map(component).collect(),
        }
    }
}

impl Agreed {
    fn of(it: &directory::Application, caller: &ApiCaller) -> Self {
        let directory = caller.directory.as_ref();
        let may = caller.who.may(Action::SeeAgreements);
        Self {
            application: Application::of(it),
            agreement: if may { agreement(it, directory) } else { None },
            matrix: may.then(|| matrix(it, directory)),
            route: if may { route(it, directory) } else { None },
        }
    }
}

fn agreement(it: &directory::Application, directory: &Directory) -> Option<Agreement> {
    let pin = directory.agreement_for(Some(&it.key), None)?;
    let agreement: &CoreAgreement = directory.agreement(&pin)?;
    let target = |target: &CoreTarget| Target {
        metric: target.metric,
        priority: target.priority.into(),
        minutes: target.minutes,
        calendar: agreement.calendar_of(target).to_string(),
    };
    Some(Agreement {
        key: pin.key.to_string(),
        version: pin.version,
        name: agreement.name.clone(),
        tier: agreement.tier.as_str(),
        calendar: agreement.calendar.to_string(),
        minor_fixes_preapproved: agreement.minor_fixes_preapproved,
        resolution_by_workaround: agreement.resolution_by_workaround,
        reopen_days: agreement.reopen_days,
        targets: agreement.targets.iter().map(target).collect(),
    })
}

fn matrix(it: &directory::Application, directory: &Directory) -> Vec<Row> {
    let current: Vec<_> =
        directory.current_matrices().into_iter().map(|(_, matrix)| matrix).collect();
    let place = Place {
        client: Some(it.client.clone()),
        application: Some(it.key.clone()),
        component: None,
        nature: None,
        supplier: None,
    };
    let rows = Activity::ALL.iter().filter_map(|activity| {
        let resolved = raci::resolve(&current, &place, *activity)?;
        let cells = resolved.row.cells();
        Some(Row {
            activity: activity.code(),
            name: activity.as_str(),
            matrix: resolved.matrix.to_string(),
            cells: cells.map(|(party, cell)| (party.to_string(), cell.to_string())).collect(),
        })
    });
    rows.collect()
}

fn route(it: &directory::Application, directory: &Directory) -> Option<Route> {
    let pin = directory.route_for(Some(&it.key))?;
    let route: &CoreRoute = directory.route(&pin)?;
    let words = |(step, words): (&Step, &BTreeMap<directory::Language, String>)| {
        let words = words.iter().map(|(language, word)| (language.code(), word.clone()));
        (step.as_str(), words.collect())
    };
    Some(Route {
        key: pin.key.to_string(),
        version: pin.version,
        name: route.name.clone(),
        words: route.words.iter().map(words).collect(),
        watch_minutes: route.watch_minutes,
        watch_results: route.watch_results,
        confirm_days: route.confirm_days,
        accept_minutes: route.accept_minutes,
    })
}

/// Which applications.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// Only this client's.
    #[param(value_type = Option<String>)]
    client: Option<ClientKey>,
}

/// Applications.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Applications {
    /// By key.
    applications: Vec<Application>,
}

/// Applications that the caller may see.
#[utoipa::path(
    get,
    path = "/applications",
    tag = "agreed",
    params(Wanted),
    responses((status = 200, body = Applications), Problems)
)]
pub(crate) async fn list(caller: ApiCaller, Query(wanted): Query<Wanted>) -> Json<Applications> {
    let seen = piket_engine::view::visible_applications(&caller.who, &caller.directory);
    let wished = seen.filter(|it| wanted.client.as_ref().is_none_or(|key| it.client == *key));
    Json(Applications { applications: wished.map(Application::of).collect() })
}

/// One application, with what was agreed for it.
#[utoipa::path(
    get,
    path = "/applications/{application}",
    tag = "agreed",
    params(("application" = String, Path, description = "The key of the application.")),
    responses((status = 200, body = Agreed), Problems)
)]
pub(crate) async fn show(
    caller: ApiCaller,
    Path(key): Path<ApplicationKey>,
) -> Result<Json<Agreed>, Problem> {
    let known = caller.directory.applications.get(&key);
    let known = known.filter(|it| caller.who.sees(&it.client, Some(&it.key)));
    let application = known.ok_or(Problem::NotFound("application"))?;
    Ok(Json(Agreed::of(application, &caller)))
}
