//! Tests of the configuration as a whole: an agency in files, applied to a store.

mod applying;
mod calendars;
mod checking;
mod laws;
mod reading;

use jiff::Timestamp;
use piket_core::incident::Actor;
use piket_store::Store;
use tempfile::TempDir;

use super::*;

/// A Monday morning in Amsterdam.
fn now() -> Timestamp {
    "2026-03-02T08:00:00Z".parse().unwrap()
}

fn file(name: &str, text: &str) -> File {
    File { name: name.to_owned(), text: text.to_owned() }
}

/// An agency with one client, its web shop, a supplier and its people.
const AGENCY: &str = r#"
[installation]
name = "Lantaarn"
language = "nl"
default_agreement = "bronze"
default_route = "standard"
service_manager = "noor"
ladder = { first = "mila", second = "sanne" }

[[calendar]]
key = "shop-hours"
name = "Shop hours"
tz = "Europe/Amsterdam"

[[calendar.versions]]
weekly = { mon = ["09:00-17:00"], tue = ["09:00-12:30", "13:00-17:00"], sat = ["22:00-06:00"] }
holiday_policy = { country = "nl" }
closed_on = [2026-05-15]
exceptions = { 2026-12-24 = ["09:00-13:00"] }

[[agreement]]
key = "gold"
name = "Gold"
tier = "gold"
calendar = "always"

[[agreement.target]]
metric = "reaction"
priority = 1
minutes = 15

[[agreement.target]]
metric = "restore"
priority = 1
minutes = 240
calendar = "shop-hours"

[[route]]
key = "bakery"
name = "Bakery"
watch_minutes = 20
[route.words]
investigating = { nl = "Onderzoek", en = "Research" }

[[supplier]]
key = "nordhost"
name = "Nordhost"
email = "noc@nordhost.example"
calendar = "always"
restore_minutes = 120

[[client]]
key = "molen"
name = "Bakkerij De Molen"
route = "bakery"

[[application]]
key = "webshop"
name = "Web shop"
client = "molen"
url = "https://shop.example.org"
agreement = "gold"
[[application.components]]
key = "server"
name = "Server"
supplier = "nordhost"

[[person]]
key = "mila"
name = "Mila"
email = "mila@lantaarn.example"
role = "engineer"
parties = ["own:service_desk"]
phone = "+31 20 000 0001"

[[person]]
key = "sanne"
name = "Sanne"
email = "sanne@lantaarn.example"
role = "developer"
parties = ["own:development"]

[[person]]
key = "noor"
name = "Noor"
email = "noor@lantaarn.example"
role = "manager"
parties = ["own:incident_manager"]

[[person]]
key = "eva"
name = "Eva"
email = "eva@molen.example"
role = "client"
client = "molen"
parties = ["client:product_owner", "client:contact"]
phone = "+31 20 000 0002"

[[person]]
key = "henk"
name = "Henk"
email = "henk@molen.example"
role = "client"
client = "molen"
parties = ["client:stakeholders"]

[[matrix]]
key = "webshop"
name = "Web shop"
application = "webshop"
[matrix.rows]
"2.2" = { "own:service_desk" = "R1", "supplier:nordhost" = "R", "own:incident_manager" = "A", "own:development" = "I", "client:product_owner" = "I" }

[[check]]
key = "webshop-home"
name = "Home page"
application = "webshop"
component = "server"
interval_s = 30
[check.probe.http]
url = "https://shop.example.org/"
expect = { status = "2xx", contains = ["Winkelwagen"], json = [{ pointer = "/a", equals = 1.0 }] }
[[check.norms]]
metric = "total_ms"
warning = "0:2000"
"#;

fn agency() -> Vec<File> {
    vec![file("agency.toml", AGENCY)]
}

/// The agency with one text in it replaced by another.
fn agency_with(old: &str, new: &str) -> Vec<File> {
    assert_eq!(AGENCY.matches(old).count(), 1, "{old:?} stands once in the example");
    vec![file("agency.toml", &AGENCY.replace(old, new))]
}

/// The agency with more at its end.
fn agency_and(more: &str) -> Vec<File> {
    vec![file("agency.toml", AGENCY), file("more.toml", more)]
}

fn line_of(text: &str) -> usize {
    AGENCY.lines().position(|line| line == text).unwrap() + 1
}

/// An installation as it is at its first start.
struct House {
    store: Store,
    _folder: TempDir,
}

impl House {
    async fn new() -> Self {
        let house = Self::empty();
        furnish(&house.store, now()).await.unwrap().unwrap();
        house
    }

    fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path().join("piket.db").to_str().unwrap()).unwrap();
        Self { store, _folder: folder }
    }

    async fn apply(&self, files: &[File]) -> Result<Applied, ApplyError> {
        self.apply_at(files, now()).await
    }

    async fn apply_at(&self, files: &[File], now: Timestamp) -> Result<Applied, ApplyError> {
        apply(&self.store, files, Wish::default(), &Actor::Piket, now).await
    }

    async fn stored(&self) -> (i64, Vec<Stored>) {
        stored(&self.store).await.unwrap()
    }

    async fn export(&self) -> String {
        export(&self.stored().await.1).unwrap()
    }
}

/// The documents with which an installation begins, as they are stored.
fn starter() -> Vec<Stored> {
    let written = starter::entries().into_iter().map(|entry| Written { entry, spot: None });
    let plan = plan(&[], written.collect(), Wish::default(), now());
    plan.saved
        .into_iter()
        .map(|document| Stored { document, version: 1, is_retired: false })
        .collect()
}

/// What is found when the files are applied to a furnished installation.
fn findings(files: &[File]) -> Vec<Finding> {
    match file::read(files) {
        Ok(written) => plan(&starter(), written, Wish::default(), now()).findings,
        Err(mistakes) => mistakes,
    }
}

/// The only error that is found.
#[track_caller]
fn only_error(files: &[File]) -> String {
    let errors: Vec<_> = findings(files).into_iter().filter(Finding::blocks).collect();
    assert_eq!(errors.len(), 1, "{errors:#?}");
    errors[0].to_string()
}
