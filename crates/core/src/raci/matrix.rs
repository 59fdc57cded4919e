//! The matrix as a document: where it counts, and its rows.
//!
//! Reading a matrix does not judge it: a draft may be wrong. Only a place that cannot exist is
//! refused here.

use serde::{Deserialize, Serialize};

use super::{Activity, Row, Rows};
use crate::key::{ApplicationKey, ClientKey, ComponentKey, MatrixKey};
use crate::priority::Nature;

/// Who does what, for the places in its scope.
///
/// A matrix need not have all rows: what it leaves out comes from a more general one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Document")]
pub struct Matrix {
    /// By what files call it.
    pub key: MatrixKey,
    /// By what people call it.
    pub name: String,
    /// Only for this client.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<ClientKey>,
    /// Only for this application.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application: Option<ApplicationKey>,
    /// Only for this component of the application.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub component: Option<ComponentKey>,
    /// Only for this nature of trouble.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nature: Option<Nature>,
    /// The rows. Last, because in TOML tables come after values.
    #[serde(skip_serializing_if = "Rows::is_empty")]
    pub rows: Rows,
}

impl Matrix {
    /// A matrix that counts everywhere, unless a more specific one has the row.
    pub fn everywhere(key: MatrixKey, name: impl Into<String>, rows: Rows) -> Self {
        Self {
            key,
            name: name.into(),
            client: None,
            application: None,
            component: None,
            nature: None,
            rows,
        }
    }

    /// The row for an activity, if it has one that names somebody.
    pub fn row(&self, activity: Activity) -> Option<&Row> {
        self.rows.get(&activity).filter(|row| !row.is_empty())
    }

    /// Where it counts. No two active matrices may have the same scope.
    pub fn scope(&self) -> Scope<'_> {
        Scope {
            level: self.level(),
            application: self.application.as_ref(),
            client: self.client.as_ref(),
            component: self.component.as_ref(),
            nature: self.nature,
        }
    }

    /// How specific it is.
    pub fn level(&self) -> Level {
        match (&self.component, self.nature, &self.application, &self.client) {
            (Some(_), Some(_), _, _) => Level::ComponentAndNature,
            (Some(_), None, _, _) => Level::Component,
            (None, Some(_), _, _) => Level::Nature,
            (None, None, Some(_), _) => Level::Application,
            (None, None, None, Some(_)) => Level::Client,
            (None, None, None, None) => Level::Organisation,
        }
    }
}

/// How specific a matrix is; the most specific comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// For one component and one nature of trouble.
    ComponentAndNature,
    /// For one component.
    Component,
    /// For one nature of trouble.
    Nature,
    /// For one application.
    Application,
    /// For one client.
    Client,
    /// For everything.
    Organisation,
}

impl Level {
    /// The name in files, in the API and for the catalogue of words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ComponentAndNature => "component_and_nature",
            Self::Component => "component",
            Self::Nature => "nature",
            Self::Application => "application",
            Self::Client => "client",
            Self::Organisation => "organisation",
        }
    }
}

/// Where a matrix counts; two matrices with equal scopes compete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Scope<'a> {
    /// How specific it is.
    pub level: Level,
    /// Its client, if it has one.
    pub client: Option<&'a ClientKey>,
    /// Its application, if it has one.
    pub application: Option<&'a ApplicationKey>,
    /// Its component, if it has one.
    pub component: Option<&'a ComponentKey>,
    /// Its nature of trouble, if it has one.
    pub nature: Option<Nature>,
}

/// Why a matrix cannot count anywhere.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "matrix {matrix:?} is for component {component:?} but does not say of which application: add `application`"
)]
pub struct NotAScope {
    /// The matrix.
    pub matrix: MatrixKey,
    /// Its component.
    pub component: ComponentKey,
}

/// A matrix as it is written, before its scope is looked at.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    key: MatrixKey,
    name: String,
    client: Option<ClientKey>,
    application: Option<ApplicationKey>,
    component: Option<ComponentKey>,
    nature: Option<Nature>,
    #[serde(default)]
    rows: Rows,
}

impl TryFrom<Document> for Matrix {
    type Error = NotAScope;

    fn try_from(document: Document) -> Result<Self, NotAScope> {
        let Document { key, name, client, application, component, nature, rows } = document;
        match (component, &application) {
            // Two applications may both have a component called `database`.
            (Some(component), None) => Err(NotAScope { matrix: key, component }),
            (component, _) => Ok(Self { key, name, client, application, component, nature, rows }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raci::example::row;

    const FILE: &str = r#"
key = "molen-hosting"
name = "De Molen, hosting"
application = "molen-webshop"
component = "server"

[rows."2.1"]
"own:service_desk" = "R"
"own:development" = "I"
"own:incident_manager" = "A"
"client:product_owner" = "I"
"supplier:*" = "I"
"#;

    #[test]
    fn a_matrix_is_read_from_a_file_and_written_back() {
        let matrix: Matrix = toml::from_str(FILE).unwrap();

        assert_eq!(matrix.level(), Level::Component);
        assert_eq!(
            matrix.row(Activity::AssignHolder),
            Some(&row("own:service_desk=R own:development=I own:incident_manager=A \
                 client:product_owner=I supplier:*=I"))
        );
        let again: Matrix = toml::from_str(&toml::to_string(&matrix).unwrap()).unwrap();
        assert_eq!(again, matrix);
    }

    #[test]
    fn a_misspelt_field_activity_party_or_letter_is_refused_by_name() {
        for (right, wrong) in [
            ("component =", "componnent ="),
            ("\"2.1\"", "\"2.9\""),
            ("own:service_desk", "own:servicedesk"),
            ("= \"R\"", "= \"X\""),
            ("molen-hosting", "Molen Hosting"),
        ] {
            let error = toml::from_str::<Matrix>(&FILE.replacen(right, wrong, 1)).unwrap_err();
            let named = wrong.trim_matches(|c| " =\"".contains(c));
            assert!(error.to_string().contains(named), "{error}");
        }
    }

    #[test]
    fn a_component_needs_its_application() {
        let file = FILE.replace("application = \"molen-webshop\"", "");
        let error = toml::from_str::<Matrix>(&file).unwrap_err();
        assert!(error.to_string().contains("add `application`"), "{error}");
    }

    #[test]
    fn matrices_for_the_same_place_have_the_same_scope() {
        let one: Matrix = toml::from_str(FILE).unwrap();
        let other: Matrix = toml::from_str(&FILE.replace("molen-hosting", "other")).unwrap();
        let nature: Matrix =
            toml::from_str(&FILE.replace("component =", "nature = \"outage\"\ncomponent ="))
                .unwrap();
        assert_eq!(one.scope(), other.scope());
        assert_ne!(one.scope(), nature.scope());
        assert!(nature.scope() < one.scope());
    }
}
