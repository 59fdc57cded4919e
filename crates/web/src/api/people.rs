//! People, for whoever keeps them.

use axum::Json;
use piket_core::directory::Language;
use piket_core::key::PersonKey;
use piket_core::policy::Action;
use serde::Serialize;
use utoipa::ToSchema;

use super::Problems;
use crate::extract::{ApiCaller, Path};
use crate::problem::Problem;

/// A person: of our own teams or of a client.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Person {
    /// The key.
    key: String,
    /// The name as others see it.
    name: String,
    /// The address for mail and for signing in.
    email: String,
    /// What the person is: administrator, manager, engineer, developer or client.
    role: &'static str,
    /// Whose person it is, if not ours.
    client: Option<String>,
    /// The parties in which the person stands.
    parties: Vec<String>,
    /// Applications to which the person's part is limited; empty for all.
    applications: Vec<String>,
    /// The person's language, if it is not the client's or ours.
    language: Option<&'static str>,
    /// The number by which the person is called.
    phone: Option<String>,
    /// Whether the person still takes part.
    is_active: bool,
}

impl From<&piket_core::directory::Person> for Person {
    fn from(person: &piket_core::directory::Person) -> Self {
        Self {
            key: person.key.to_string(),
            name: person.name.clone(),
            email: person.email.clone(),
            role: person.role.as_str(),
            client: person.client.as_ref().map(ToString::to_string),
            parties: person.parties.iter().map(ToString::to_string).collect(),
            applications: person.applications.iter().map(ToString::to_string).collect(),
            language: person.language.map(Language::code),
            phone: person.phone.clone(),
            is_active: person.is_active,
        }
    }
}

/// All people.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct People {
    /// By key.
    people: Vec<Person>,
}

/// All people. For administrators.
#[utoipa::path(
    get,
    path = "/people",
    tag = "access",
    responses((status = 200, body = People), Problems)
)]
pub(crate) async fn list(caller: ApiCaller) -> Result<Json<People>, Problem> {
    caller.must(Action::Administer)?;
    let people = caller.directory.people.values().map(Person::from).collect();
    Ok(Json(People { people }))
}

/// One person. For administrators.
#[utoipa::path(
    get,
    path = "/people/{person}",
    tag = "access",
    params(("person" = String, Path, description = "The key of the person.")),
    responses((status = 200, body = Person), Problems)
)]
pub(crate) async fn show(
    caller: ApiCaller,
    Path(key): Path<PersonKey>,
) -> Result<Json<Person>, Problem> {
    caller.must(Action::Administer)?;
    let person = caller.directory.people.get(&key).ok_or(Problem::NotFound("person"))?;
    Ok(Json(Person::from(person)))
}
