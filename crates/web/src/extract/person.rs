//! Who is signed in. The guards look it up once per request; these extractors hand it out, and
//! refuse where the guard of another room was asked.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use piket_core::directory::{Directory, Person};
use piket_core::policy::{Action, Who};
use piket_text::Words;

use crate::problem::Problem;

/// A person with a session, whichever side of the desk.
#[derive(Clone)]
pub(crate) struct SignedIn(Arc<Inside>);

struct Inside {
    who: Who,
    person: Person,
    /// The session's secret, as the cookie carries it.
    session: String,
    directory: Arc<Directory>,
}

impl SignedIn {
    pub(crate) fn new(person: Person, session: String, directory: Arc<Directory>) -> Self {
        Self(Arc::new(Inside { who: Who::from(&person), person, session, directory }))
    }

    /// Who it is, for the policy.
    pub(crate) fn who(&self) -> &Who {
        &self.0.who
    }

    /// Refuses a person who may not do this.
    ///
    /// # Errors
    ///
    /// [`Problem::Denied`].
    pub(crate) fn must(&self, action: Action) -> Result<(), Problem> {
        if self.0.who.may(action) { Ok(()) } else { Err(Problem::Denied) }
    }

    /// The person.
    pub(crate) fn person(&self) -> &Person {
        &self.0.person
    }

    /// The session's secret.
    pub(crate) fn session(&self) -> &str {
        &self.0.session
    }

    /// What was agreed, as it was when the request came: one request sees one directory.
    pub(crate) fn directory(&self) -> &Arc<Directory> {
        &self.0.directory
    }

    /// The reader's words, with times in the zone of the house.
    pub(crate) fn words(&self) -> Words {
        let language = self.0.directory.language_of(&self.0.person);
        Words::of(language).in_zone(&self.0.directory.installation.time_zone)
    }

    /// Where this person is at home: the desk or the portal.
    pub(crate) fn home(&self) -> &'static str {
        if self.0.who.may(Action::UseDesk) { "/" } else { "/portal" }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get().cloned().ok_or(Problem::NotSignedIn)
    }
}

macro_rules! people {
    ($($(#[$doc:meta])* $name:ident may $action:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone)]
        pub(crate) struct $name(pub(crate) SignedIn);

        impl std::ops::Deref for $name {
            type Target = SignedIn;

            fn deref(&self) -> &SignedIn {
                &self.0
            }
        }

        impl<S: Send + Sync> FromRequestParts<S> for $name {
            type Rejection = Problem;

            async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
                let person = SignedIn::from_request_parts(parts, state).await?;
                if person.who().may(Action::$action) {
                    Ok(Self(person))
                } else {
                    Err(Problem::Denied)
                }
            }
        }
    )*};
}

people! {
    /// Somebody of ours at the desk.
    Engineer may UseDesk;
    /// A person of a client on the portal.
    ClientPerson may UsePortal;
    /// Somebody who keeps people and tokens.
    Admin may Administer;
}
