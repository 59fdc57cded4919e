//! Documents: one thing that people configure, as a typed entry, and as the JSON that is stored.
//!
//! What a document means is told in `piket_core`; whether it makes sense together with the others
//! is judged in `check`.

use piket_core::check::CheckSpec;
use piket_core::directory::{Application, Client, Installation, Person, Supplier};
use piket_core::process::Route;
use piket_core::raci::Matrix;
use piket_core::sla::Agreement;
pub use piket_store::config::{INSTALLATION as INSTALLATION_KEY, Kind};
use serde::{Deserialize, Deserializer};

use super::calendar::CalendarDocument;

macro_rules! entries {
    ($($(#[$doc:meta])* $name:ident($type:ty);)*) => {
        /// One thing that people configure.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Entry { $($(#[$doc])* $name(Box<$type>)),* }

        impl Entry {
            /// Reads an entry of this kind.
            ///
            /// # Errors
            ///
            /// What the format says about a field that is missing, unknown or of another type.
            pub fn read<'de, D: Deserializer<'de>>(kind: Kind, from: D) -> Result<Self, D::Error> {
                Ok(match kind {
                    $(Kind::$name => Self::$name(Box::new(<$type>::deserialize(from)?))),*
                })
            }

            /// What it is about.
            pub const fn kind(&self) -> Kind {
                match self { $(Self::$name(_) => Kind::$name),* }
            }

            /// The entry as it is stored.
            pub fn to_document(&self) -> Document {
                let body = match self { $(Self::$name(entry) => serde_json::to_value(entry)),* };
                Document {
                    kind: self.kind(),
                    key: self.key().to_owned(),
                    body: body.expect("entries have text as keys and nothing that JSON lacks"),
                }
            }

            /// The entry as a value of a configuration file.
            pub(super) fn to_toml(&self) -> Result<toml::Value, toml::ser::Error> {
                match self { $(Self::$name(entry) => toml::Value::try_from(entry)),* }
            }
        }
    };
}

entries! {
    /// What holds for the whole installation.
    Installation(Installation);
    /// Opening hours.
    Calendar(CalendarDocument);
    /// What was promised.
    Agreement(Agreement);
    /// The incident process.
    Route(Route);
    /// Who supplies a component.
    Supplier(Supplier);
    /// Whose applications we look after.
    Client(Client);
    /// What we look after.
    Application(Application);
    /// Who takes part.
    Person(Person);
    /// Who does what.
    Matrix(Matrix);
    /// What is watched.
    Check(CheckSpec);
}

/// Whether an incident remembers a version of such documents, so that old ones are kept.
pub(super) const fn is_pinned(kind: Kind) -> bool {
    matches!(kind, Kind::Agreement | Kind::Route | Kind::Matrix)
}

impl Entry {
    /// The key, unique within its kind.
    pub fn key(&self) -> &str {
        match self {
            Self::Installation(_) => INSTALLATION_KEY,
            Self::Calendar(entry) => entry.key.as_str(),
            Self::Agreement(entry) => entry.key.as_str(),
            Self::Route(entry) => entry.key.as_str(),
            Self::Supplier(entry) => entry.key.as_str(),
            Self::Client(entry) => entry.key.as_str(),
            Self::Application(entry) => entry.key.as_str(),
            Self::Person(entry) => entry.key.as_str(),
            Self::Matrix(entry) => entry.key.as_str(),
            Self::Check(entry) => entry.key.as_str(),
        }
    }

    /// What it is called; for a thing that must have a name.
    pub fn name(&self) -> &str {
        match self {
            Self::Installation(entry) => &entry.name,
            Self::Calendar(entry) => &entry.name,
            Self::Agreement(entry) => &entry.name,
            Self::Route(entry) => &entry.name,
            Self::Supplier(entry) => &entry.name,
            Self::Client(entry) => &entry.name,
            Self::Application(entry) => &entry.name,
            Self::Person(entry) => &entry.name,
            Self::Matrix(entry) => &entry.name,
            Self::Check(entry) => &entry.name,
        }
    }
}

/// An entry as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// What it is about.
    pub kind: Kind,
    /// Its key, unique within the kind.
    pub key: String,
    /// The entry as JSON.
    pub body: serde_json::Value,
}

impl Document {
    /// The entry that is stored in it.
    ///
    /// # Errors
    ///
    /// If the body is not of its kind, or carries another key than it is stored under.
    pub fn read(&self) -> Result<Entry, String> {
        let entry = Entry::read(self.kind, &self.body).map_err(|why| why.to_string())?;
        if entry.key() == self.key {
            Ok(entry)
        } else {
            Err(format!("it is stored under another key than its own, {:?}", entry.key()))
        }
    }
}

/// A document in one of its versions.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// The document.
    pub document: Document,
    /// Which version, counted from 1.
    pub version: u32,
    /// Whether the document was retired.
    pub is_retired: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_under_a_foreign_key_does_not_read() {
        let body = serde_json::json!({"key": "molen", "name": "Bakkerij De Molen"});
        let stored =
            |key: &str| Document { kind: Kind::Client, key: key.to_owned(), body: body.clone() };
        assert_eq!(stored("molen").read().unwrap().to_document(), stored("molen"));
        assert!(stored("zon").read().unwrap_err().contains("\"molen\""));
    }
}
