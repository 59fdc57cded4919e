//! A place for a store, gone after the test: a file, or a schema of a PostgreSQL at hand.

use std::process;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use piket_store::Store;
use postgres::{Client, NoTls};
use tempfile::TempDir;

/// A place for a store, gone after the test.
#[derive(Debug)]
pub struct Home {
    /// The address of the store.
    pub url: String,
    _place: Place,
}

#[derive(Debug)]
#[expect(dead_code, reason = "kept for what happens when they go")]
enum Place {
    Folder(TempDir),
    Schema(Schema),
}

impl Home {
    /// A file in a folder of its own, with the writer and the readers of production; in memory where
    /// the machine has a folder for that, since no story pulls the plug.
    pub fn on_sqlite() -> Self {
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
        let folder = folder.expect("a temporary folder");
        let url = format!("sqlite:{}", folder.path().join("piket.db").display());
        Self { url, _place: Place::Folder(folder) }
    }

    /// A schema of its own in the PostgreSQL that `PIKET_TEST_POSTGRES` names.
    pub fn on_postgres() -> Option<Self> {
        let schema = Schema::fresh()?;
        Some(Self { url: schema.url.clone(), _place: Place::Schema(schema) })
    }

    /// The store, migrated.
    pub fn open(&self) -> Store {
        Store::open(&self.url).expect("a store at a fresh place opens")
    }
}

#[derive(Debug)]
struct Schema {
    url: String,
    server: String,
    name: String,
}

impl Schema {
    fn fresh() -> Option<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);

        let server = server()?;
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("piket_world_{}_{number}", process::id());
        let mark = if server.contains('?') { '&' } else { '?' };
        let url = format!("{server}{mark}options=-c%20search_path%3D{name}");
        let drop = format!("DROP SCHEMA IF EXISTS {name} CASCADE");
        run(&server, format!("{drop}; CREATE SCHEMA {name}"));
        Some(Self { url, server, name })
    }
}

impl Drop for Schema {
    fn drop(&mut self) {
        run(&self.server, format!("DROP SCHEMA IF EXISTS {} CASCADE", self.name));
    }
}

/// Runs statements on a thread of their own: the driver blocks, and the tests are async.
fn run(server: &str, statements: String) {
    let server = server.to_owned();
    let work = move || {
        Client::connect(&server, NoTls).and_then(|mut client| client.batch_execute(&statements))
    };
    let done = thread::spawn(work).join().expect("the thread ends");
    done.expect("the PostgreSQL of the tests answers");
}

#[expect(clippy::disallowed_methods, clippy::print_stdout, reason = "the setting of the tests")]
fn server() -> Option<String> {
    let server = std::env::var("PIKET_TEST_POSTGRES").ok().filter(|url| !url.is_empty());
    if server.is_none() {
        println!("skipped on PostgreSQL: PIKET_TEST_POSTGRES is not set");
    }
    server
}
