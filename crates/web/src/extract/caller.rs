//! Who calls the API: a program with a bearer token that acts for a person.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use piket_core::directory::Directory;
use piket_core::policy::{Action, Who};

use crate::problem::Problem;

/// A program that acts for a person, with that person's walls.
#[derive(Clone)]
pub(crate) struct ApiCaller {
    /// The person for whom it acts.
    pub(crate) who: Who,
    /// What was agreed, as it was when the request came.
    pub(crate) directory: Arc<Directory>,
}

impl ApiCaller {
    /// Refuses a caller who may not do this.
    ///
    /// # Errors
    ///
    /// [`Problem::Denied`].
    pub(crate) fn must(&self, action: Action) -> Result<(), Problem> {
        if self.who.may(action) { Ok(()) } else { Err(Problem::Denied) }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for ApiCaller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get().cloned().ok_or(Problem::NoToken)
    }
}
