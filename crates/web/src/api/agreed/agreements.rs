//! Agreements: what is in force, every version, what differs between two, and the draft of the next.
//!
//! Only our own people read them, and only who makes agreements changes them.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use jiff::Timestamp;
use piket_core::directory::Language;
use piket_core::key::AgreementKey;
use piket_core::policy::Action;
use piket_core::sla::{Agreement, difference};
use piket_engine::drafts::{DraftError, PastVersion};
use piket_text::Words;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::Problems;
use crate::app::App;
use crate::extract::{self, ApiCaller, Now, Path, Query};
use crate::problem::Problem;

/// An agreement that is in force.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AgreementLine)]
pub(crate) struct Line {
    /// Its key.
    key: String,
    /// Its name.
    name: String,
    /// sla, ola or uc.
    kind: &'static str,
    /// Who promises it, when it is an OLA or an underpinning contract.
    party: Option<String>,
    /// gold, silver or bronze.
    tier: &'static str,
    /// The version in force.
    version: u32,
    /// The applications for which it holds.
    applications: Vec<String>,
}

/// Agreements.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Agreements {
    /// By key.
    agreements: Vec<Line>,
}

/// An agreement in one of its versions.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AgreementVersion)]
pub(crate) struct Version {
    /// Which.
    #[serde(rename = "version")]
    number: u32,
    /// Since when it is in force.
    #[schema(value_type = String, format = DateTime)]
    since: Timestamp,
    /// What it says, as configuration files have it.
    #[schema(value_type = Object)]
    agreement: Agreement,
}

/// The versions of an agreement.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AgreementVersions)]
pub(crate) struct Versions {
    /// Oldest first.
    versions: Vec<Version>,
}

/// What differs between two versions.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AgreementDifference)]
pub(crate) struct Difference {
    /// The earlier one.
    from: u32,
    /// The later one.
    to: u32,
    /// A sentence each.
    changes: Vec<String>,
}

/// An agreement in the making.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AgreementDraft)]
pub(crate) struct Draft {
    /// How often it was saved; whoever saves or activates says which was read.
    revision: u32,
    /// The version in force when it was begun.
    based_on: Option<u32>,
    /// When it was saved last.
    #[schema(value_type = String, format = DateTime)]
    changed_at: Timestamp,
    /// What it says.
    #[schema(value_type = Object)]
    agreement: Agreement,
    /// What would change when it comes into force, a sentence each.
    changes: Vec<String>,
    /// What keeps it from coming into force.
    errors: Vec<String>,
    /// What is worth a look.
    warnings: Vec<String>,
}

/// A draft to keep.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = KeepAgreementDraft)]
pub(crate) struct Keep {
    /// The revision that was read; 0 to begin one.
    #[serde(default)]
    revision: u32,
    /// What it says, as configuration files have it.
    #[schema(value_type = Object)]
    agreement: Agreement,
}

/// A draft to bring into force.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ActivateAgreement)]
pub(crate) struct Activate {
    /// The revision that was read.
    revision: u32,
}

/// Between which versions.
#[derive(Debug, Deserialize)]
pub(crate) struct Between {
    from: u32,
    to: u32,
}

fn sees(caller: &ApiCaller) -> Result<(), Problem> {
    if caller.who.may(Action::SeeAgreements) {
        Ok(())
    } else {
        // What was agreed with others does not exist for a client.
        Err(Problem::NotFound("agreement"))
    }
}

fn failed(error: &DraftError<Agreement>) -> Problem {
    match error {
        DraftError::Denied => Problem::Denied,
        DraftError::NotFound => Problem::NotFound("draft"),
        DraftError::Taken | DraftError::Retired => Problem::Stale(None),
        DraftError::Stale(other) => Problem::Stale(Some(other.revision)),
        DraftError::Outdated(version) => Problem::Stale(Some(*version)),
        DraftError::Config(_) => {
            let blocking = error.findings().iter().filter(|it| it.blocks());
            let said: Vec<String> =
                blocking.map(|it| format!("{}: {}", it.place, it.text)).collect();
            if said.is_empty() {
                Problem::Busy(error.to_string())
            } else {
                Problem::Unreadable(said.join("; "))
            }
        }
    }
}

/// Agreements that are in force.
#[utoipa::path(
    get,
    path = "/agreements",
    tag = "agreed",
    responses((status = 200, body = Agreements), Problems)
)]
pub(crate) async fn list(caller: ApiCaller) -> Result<Json<Agreements>, Problem> {
    sees(&caller)?;
    let in_force = caller.directory.agreements.values().filter_map(|it| it.current());
    let line = |(version, it): (u32, &Agreement)| {
        let held = caller.directory.held_by(&it.key);
        Line {
            key: it.key.to_string(),
            name: it.name.clone(),
            kind: it.kind.as_str(),
            party: it.party.as_ref().map(ToString::to_string),
            tier: it.tier.as_str(),
            version,
            applications: held.map(|held| held.application.key.to_string()).collect(),
        }
    };
    Ok(Json(Agreements { agreements: in_force.map(line).collect() }))
}

/// All versions of an agreement.
#[utoipa::path(
    get,
    path = "/agreements/{agreement}/versions",
    tag = "agreed",
    params(("agreement" = String, Path, description = "The key of the agreement.")),
    responses((status = 200, body = Versions), Problems)
)]
pub(crate) async fn versions(
    State(app): State<App>,
    caller: ApiCaller,
    Path(key): Path<AgreementKey>,
) -> Result<Json<Versions>, Problem> {
    let all = known(&app, &caller, &key).await?;
    let version = |it: PastVersion<Agreement>| Version {
        number: it.version,
        since: it.since,
        agreement: it.document,
    };
    Ok(Json(Versions { versions: all.into_iter().map(version).collect() }))
}

async fn known(
    app: &App,
    caller: &ApiCaller,
    key: &AgreementKey,
) -> Result<Vec<PastVersion<Agreement>>, Problem> {
    sees(caller)?;
    let all = app.desk().versions(key).await?;
    if all.is_empty() { Err(Problem::NotFound("agreement")) } else { Ok(all) }
}

fn said(caller: &ApiCaller, before: &Agreement, after: &Agreement) -> Vec<String> {
    let w = Words::of(Language::En);
    let names = caller.directory.as_ref();
    difference(before, after).iter().map(|it| w.term_change(it, names)).collect()
}

/// What differs between two versions, in plain words.
#[utoipa::path(
    get,
    path = "/agreements/{agreement}/difference",
    tag = "agreed",
    params(
        ("agreement" = String, Path, description = "The key of the agreement."),
        ("from" = u32, Query, description = "The earlier version."),
        ("to" = u32, Query, description = "The later version."),
    ),
    responses((status = 200, body = Difference), Problems)
)]
pub(crate) async fn between(
    State(app): State<App>,
    caller: ApiCaller,
    Path(key): Path<AgreementKey>,
    Query(wanted): Query<Between>,
) -> Result<Json<Difference>, Problem> {
    let all = known(&app, &caller, &key).await?;
    let find = |number| all.iter().find(|it| it.version == number);
    let (Some(before), Some(after)) = (find(wanted.from), find(wanted.to)) else {
        return Err(Problem::NotFound("version"));
    };
    Ok(Json(Difference {
        from: wanted.from,
        to: wanted.to,
        changes: said(&caller, &before.document, &after.document),
    }))
}

/// The draft of an agreement, with what it would change and what is wrong or odd with it.
#[utoipa::path(
    get,
    path = "/agreements/{agreement}/draft",
    tag = "agreed",
    params(("agreement" = String, Path, description = "The key of the agreement.")),
    responses((status = 200, body = Draft), Problems)
)]
pub(crate) async fn draft(
    State(app): State<App>,
    caller: ApiCaller,
    Now(now): Now,
    Path(key): Path<AgreementKey>,
) -> Result<Json<Draft>, Problem> {
    sees(&caller)?;
    let found = app.desk().draft(&caller.who, &key).await.map_err(|error| failed(&error))?;
    let found = found.ok_or(Problem::NotFound("draft"))?;
    let plan = app.desk().rehearse_draft(&caller.who, &found.document, now).await;
    let plan = plan.map_err(|error| failed(&error))?;
    let before = app.desk().versions(&key).await?;
    let changes = before.last().map(|it| said(&caller, &it.document, &found.document));
    let (errors, warnings): (Vec<_>, Vec<_>) = plan.findings.iter().partition(|it| it.blocks());
    let words = |all: Vec<&piket_engine::config::Finding>| {
        all.into_iter().map(|it| format!("{}: {}", it.place, it.text)).collect()
    };
    Ok(Json(Draft {
        revision: found.revision,
        based_on: found.based_on,
        changed_at: found.changed_at,
        changes: changes.unwrap_or_default(),
        errors: words(errors),
        warnings: words(warnings),
        agreement: found.document,
    }))
}

/// Keeps a draft: begins one with revision 0, else saves over the revision that was read.
#[utoipa::path(
    post,
    path = "/agreements/{agreement}/draft",
    tag = "agreed",
    params(("agreement" = String, Path, description = "The key of the agreement.")),
    request_body = Keep,
    responses((status = 204), Problems)
)]
pub(crate) async fn keep(
    State(app): State<App>,
    caller: ApiCaller,
    Now(now): Now,
    Path(key): Path<AgreementKey>,
    extract::Json(wanted): extract::Json<Keep>,
) -> Result<StatusCode, Problem> {
    sees(&caller)?;
    if wanted.agreement.key != key {
        return Err(Problem::Unreadable("the key is not that of the address".to_owned()));
    }
    let desk = app.desk();
    let kept = match wanted.revision {
        0 => desk.begin_draft(&caller.who, wanted.agreement, now).await.map(drop),
        revision => desk.save_draft(&caller.who, wanted.agreement, revision, now).await,
    };
    kept.map_err(|error| failed(&error))?;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives a draft up.
#[utoipa::path(
    delete,
    path = "/agreements/{agreement}/draft",
    tag = "agreed",
    params(("agreement" = String, Path, description = "The key of the agreement.")),
    responses((status = 204), Problems)
)]
pub(crate) async fn give_up(
    State(app): State<App>,
    caller: ApiCaller,
    Path(key): Path<AgreementKey>,
) -> Result<StatusCode, Problem> {
    sees(&caller)?;
    let gone =
        app.desk().give_up_draft(&caller.who, &key, None).await.map_err(|error| failed(&error))?;
    if gone { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::NotFound("draft")) }
}

/// Brings the draft into force as a new version. It holds for new incidents.
#[utoipa::path(
    post,
    path = "/agreements/{agreement}/draft/activate",
    tag = "agreed",
    params(("agreement" = String, Path, description = "The key of the agreement.")),
    request_body = Activate,
    responses((status = 204), Problems)
)]
pub(crate) async fn activate(
    State(app): State<App>,
    caller: ApiCaller,
    Now(now): Now,
    Path(key): Path<AgreementKey>,
    extract::Json(wanted): extract::Json<Activate>,
) -> Result<StatusCode, Problem> {
    sees(&caller)?;
    let done = app.desk().activate_draft(&caller.who, &key, wanted.revision, now).await;
    done.map_err(|error| failed(&error))?;
    Ok(StatusCode::NO_CONTENT)
}
