//! What an empty installation is given at its first start, so that a first incident has hours,
//! clocks, a route and somebody to ask.

use jiff::Timestamp;
use piket_core::calendar::{
    CalendarSpec, CalendarVersion, DutchHolidays, HolidayPolicy, Weekly, Window,
};
use piket_core::directory::Installation;
use piket_core::incident::Actor;
use piket_core::priority::Priority;
use piket_core::process::Route;
use piket_core::raci::default_matrix;
use piket_core::sla::{Agreement, Metric, Target, Tier};
use piket_store::Store;

use super::apply::{Applied, ApplyError, save, stored};
use super::calendar::CalendarDocument;
use super::document::Entry;
use super::file::Written;
use super::plan::Wish;

const ZONE: &str = "Europe/Amsterdam";

/// Minutes of office hours in which a simple agreement promises reaction, update, restore and
/// resolution, per priority from P1 on.
const BRONZE: [(Metric, [u32; 5]); 4] = [
    (Metric::Reaction, [60, 120, 240, 480, 960]),
    (Metric::Update, [120, 240, 480, 960, 1920]),
    (Metric::Restore, [480, 960, 1920, 3840, 7680]),
    (Metric::Resolution, [960, 1920, 3840, 7680, 15_360]),
];

/// The documents with which an installation begins.
pub fn entries() -> Vec<Entry> {
    let installation = Installation {
        default_agreement: Some(key("bronze")),
        default_route: Some(key("standard")),
        ..Installation::default()
    };
    let always = CalendarSpec::always_open(ZONE);
    vec![
        Entry::Installation(Box::new(installation)),
        Entry::Calendar(Box::new(CalendarDocument::new(key("office"), "Office hours", office()))),
        Entry::Calendar(Box::new(CalendarDocument::new(key("always"), "Day and night", always))),
        Entry::Agreement(Box::new(bronze())),
        Entry::Route(Box::new(Route::canonical(key("standard")))),
        Entry::Matrix(Box::new(default_matrix(key("standard")))),
    ]
}

/// Gives an installation that has no documents at all those with which it begins.
///
/// # Errors
///
/// If the memory cannot be read or written.
pub async fn furnish(store: &Store, now: Timestamp) -> Result<Option<Applied>, ApplyError> {
    let (_, stored) = stored(store).await?;
    if !stored.is_empty() {
        return Ok(None);
    }
    let written = entries().into_iter().map(|entry| Written { entry, spot: None }).collect();
    save(store, written, Wish::default(), &Actor::Piket, now).await.map(Some)
}

/// Monday to Friday from nine to five, closed on Dutch holidays.
fn office() -> CalendarSpec {
    let hours: Window = "09:00-17:00".parse().expect("a window");
    let version = CalendarVersion {
        weekly: Weekly::workdays(&[hours]),
        holiday_policy: HolidayPolicy::Nl(DutchHolidays::default()),
        ..CalendarVersion::default()
    };
    CalendarSpec::single(ZONE, version)
}

fn bronze() -> Agreement {
    let targets = BRONZE.into_iter().flat_map(|(metric, minutes)| {
        Priority::ALL
            .into_iter()
            .zip(minutes)
            .map(move |(priority, minutes)| Target::new(metric, priority, minutes))
    });
    Agreement {
        targets: targets.collect(),
        ..Agreement::plain(key("bronze"), "Bronze", Tier::Bronze, key("office"))
    }
}

fn key<K: TryFrom<String>>(text: &str) -> K {
    K::try_from(text.to_owned()).ok().expect("a key")
}
