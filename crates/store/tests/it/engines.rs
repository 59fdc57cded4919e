//! A fresh store on each engine, and the macro that runs a test on both.

use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use piket_store::{Options, Store};
use postgres::{Client, NoTls};
use tempfile::TempDir;

/// Makes one test into two: `NAME::on_sqlite` and `NAME::on_postgres`.
///
/// The body gets a [`Home`] with an empty, migrated store.
macro_rules! both_engines {
    ($($name:ident($home:ident) $body:block)+) => {
        $(mod $name {
            use super::*;

            fn body($home: &$crate::engines::Home) $body

            #[test]
            fn on_sqlite() {
                body(&$crate::engines::Home::on_sqlite());
            }

            #[test]
            fn on_postgres() {
                if let Some(home) = $crate::engines::Home::on_postgres() {
                    body(&home);
                }
            }
        })+
    };
}
pub(crate) use both_engines;

/// A store of one's own, gone after the test.
pub(crate) struct Home {
    /// The store; first, so that it is closed before its place is cleared away.
    pub(crate) store: Store,
    /// Where it is, for opening it once more.
    pub(crate) url: String,
    /// The file or schema.
    pub(crate) place: Place,
}

/// What is cleared away after the test.
pub(crate) enum Place {
    Folder(TempDir),
    Schema(#[expect(dead_code, reason = "kept for its Drop")] Schema),
}

impl Home {
    pub(crate) fn on_sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("piket.db").display());
        Self { store: Store::open(&url).unwrap(), url, place: Place::Folder(folder) }
    }

    pub(crate) fn on_postgres() -> Option<Self> {
        let schema = Schema::fresh()?;
        let url = schema.url.clone();
        Some(Self { store: Store::open(&url).unwrap(), url, place: Place::Schema(schema) })
    }

    /// The same place through another store.
    pub(crate) fn open_with(&self, options: Options) -> Store {
        Store::open_with(&self.url, options).unwrap()
    }
}

/// A schema of one's own in the PostgreSQL that `PIKET_TEST_POSTGRES` names.
pub(crate) struct Schema {
    pub(crate) url: String,
    server: String,
    name: String,
}

impl Schema {
    pub(crate) fn fresh() -> Option<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);

        let server = server()?;
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("piket_test_{}_{number}", process::id());
        let mark = if server.contains('?') { '&' } else { '?' };
        let url = format!("{server}{mark}options=-c%20search_path%3D{name}");
        let drop = format!("DROP SCHEMA IF EXISTS {name} CASCADE");
        let mut client = Client::connect(&server, NoTls).unwrap();
        client.batch_execute(&format!("{drop}; CREATE SCHEMA {name}")).unwrap();
        Some(Self { url, server, name })
    }
}

impl Drop for Schema {
    fn drop(&mut self) {
        let drop = format!("DROP SCHEMA IF EXISTS {} CASCADE", self.name);
        Client::connect(&self.server, NoTls).and_then(|mut c| c.batch_execute(&drop)).unwrap();
    }
}

/// The address of a PostgreSQL at hand, if there is one.
#[expect(clippy::disallowed_methods, reason = "the only setting of the tests")]
fn server() -> Option<String> {
    let server = std::env::var("PIKET_TEST_POSTGRES").ok().filter(|url| !url.is_empty());
    if server.is_none() {
        println!("skipped on PostgreSQL: PIKET_TEST_POSTGRES is not set");
    }
    server
}
