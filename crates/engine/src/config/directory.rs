//! From stored documents to the directory that the rules read.
//!
//! A document that does not read, since a newer program wrote it or a hand changed it, is kept out
//! and told; the rest goes on.

use std::collections::BTreeMap;
use std::sync::Arc;

use piket_core::calendar::Calendar;
use piket_core::directory::{Directory, Versions};
use piket_core::key::CalendarKey;

use super::calendar::CalendarDocument;
use super::document::{Entry, Kind, Stored, is_pinned};
use super::finding::{Finding, Place, Said};

/// A directory, and what could not be taken into it.
#[derive(Debug, Clone, Default)]
pub struct Built {
    /// The directory.
    pub directory: Directory,
    /// The calendars as they are written, those that cannot be counted with included, and those
    /// that were retired left out: clocks may run on by these, but nothing new names them.
    pub calendars: BTreeMap<CalendarKey, CalendarDocument>,
    /// What was kept out, and why.
    pub findings: Vec<Finding>,
}

/// Makes the directory of all stored documents, in any order.
pub fn build(stored: &[Stored]) -> Built {
    let mut documents: Vec<&Stored> = stored.iter().collect();
    documents.sort_by_key(|it| (it.document.kind, it.document.key.as_str(), it.version));
    let mut built = Built::default();
    for document in newest_or_pinned(&documents) {
        built.take(document);
    }
    built.compile_calendars();
    built
}

/// Of the kinds that incidents remember by version all versions, of the others the newest.
fn newest_or_pinned<'a>(sorted: &'a [&Stored]) -> impl Iterator<Item = &'a Stored> {
    let followed_by_newer = |at: usize| {
        let next = sorted.get(at + 1).map(|it| (it.document.kind, it.document.key.as_str()));
        let own = sorted.get(at).map(|it| (it.document.kind, it.document.key.as_str()));
        next == own
    };
    sorted
        .iter()
        .enumerate()
        .filter(move |(at, it)| is_pinned(it.document.kind) || !followed_by_newer(*at))
        .map(|(_, it)| *it)
}

impl Built {
    fn take(&mut self, stored: &Stored) {
        let Stored { document, version, is_retired } = stored;
        if *is_retired && !is_pinned(document.kind) && document.kind != Kind::Calendar {
            return;
        }
        match document.read() {
            Ok(entry) => self.put(entry, *version, *is_retired),
            Err(why) => {
                let place = Place::document(document.kind, &document.key);
                let text = format!("version {version} cannot be read and is left out: {why}");
                self.findings.push(Finding::warning(place, text));
            }
        }
    }

    fn put(&mut self, entry: Entry, version: u32, is_retired: bool) {
        let directory = &mut self.directory;
        match entry {
            Entry::Installation(it) => directory.installation = *it,
            Entry::Calendar(it) if is_retired => {
                directory.calendar_names.insert(it.key.clone(), it.name.clone());
                if let Ok(calendar) = Calendar::compile(it.spec()) {
                    directory.calendars.insert(it.key, Arc::new(calendar));
                }
            }
            Entry::Calendar(it) => {
                directory.calendar_names.insert(it.key.clone(), it.name.clone());
                self.calendars.insert(it.key.clone(), *it);
            }
            Entry::Agreement(it) => {
                let versions = directory.agreements.entry(it.key.clone()).or_default();
                add(versions, version, *it, is_retired);
            }
            Entry::Route(it) => {
                let versions = directory.routes.entry(it.key.clone()).or_default();
                add(versions, version, *it, is_retired);
            }
            Entry::Matrix(it) => {
                let versions = directory.matrices.entry(it.key.clone()).or_default();
                add(versions, version, *it, is_retired);
            }
            Entry::Supplier(it) => drop(directory.suppliers.insert(it.key.clone(), *it)),
            Entry::Client(it) => drop(directory.clients.insert(it.key.clone(), *it)),
            Entry::Application(it) => drop(directory.applications.insert(it.key.clone(), *it)),
            Entry::Person(it) => drop(directory.people.insert(it.key.clone(), *it)),
            Entry::Check(it) => drop(directory.checks.insert(it.key.clone(), *it)),
        }
    }

    fn compile_calendars(&mut self) {
        for (key, document) in &self.calendars {
            match Calendar::compile(document.spec()) {
                Ok(calendar) => {
                    self.directory.calendars.insert(key.clone(), Arc::new(calendar));
                }
                Err(why) => {
                    let place = Place::document(Kind::Calendar, key.as_str());
                    let finding = Finding::error(place, why.to_string());
                    self.findings.push(finding.said(Said::Calendar(why)));
                }
            }
        }
    }
}

fn add<T>(versions: &mut Versions<T>, version: u32, document: T, is_retired: bool) {
    versions.add(version, document);
    if is_retired {
        versions.retire();
    }
}
