//! What applying a configuration would change, and whether it may: nothing is done here.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;
use piket_core::directory::Directory;

use super::calendar::{CalendarDocument, continued};
use super::check::check;
use super::difference;
use super::directory::build;
use super::document::{Document, Entry, Kind, Stored};
use super::file::Written;
use super::finding::{Finding, Place, Said, Spot};

/// What is wished beside the entries themselves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wish {
    /// What is not in the files goes: people leave, other documents are retired. Otherwise they
    /// stay as they are.
    pub prune: bool,
}

/// What happens to a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// It was not there.
    New,
    /// These fields differ.
    Changed(Vec<String>),
    /// It is as it was.
    Unchanged,
    /// It is no longer in force; a person no longer takes part.
    Retired,
}

/// What happens to one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its kind.
    pub kind: Kind,
    /// Its key.
    pub key: String,
    /// What happens to it.
    pub what: What,
}

/// What applying would do.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// What happens to each document in the files, and to those that are retired.
    pub changes: Vec<Change>,
    /// What is wrong or odd with the configuration as it would be.
    pub findings: Vec<Finding>,
    pub(super) saved: Vec<Document>,
    pub(super) retired: Vec<(Kind, String)>,
    directory: Arc<Directory>,
}

impl Plan {
    /// Whether nothing that was found keeps it from being applied.
    pub fn may_be_applied(&self) -> bool {
        !self.findings.iter().any(Finding::blocks)
    }

    /// What was agreed, as it would be.
    pub fn directory(&self) -> Arc<Directory> {
        Arc::clone(&self.directory)
    }

    /// The calendar as it would be saved, if it would be changed.
    pub fn calendar(&self, key: &str) -> Option<CalendarDocument> {
        let mut saved = self.saved.iter().filter(|it| it.kind == Kind::Calendar && it.key == key);
        match saved.next()?.read() {
            Ok(Entry::Calendar(calendar)) => Some(*calendar),
            Ok(_) | Err(_) => None,
        }
    }

    /// Whether there is nothing to do.
    pub fn changes_nothing(&self) -> bool {
        self.saved.is_empty() && self.retired.is_empty()
    }
}

impl fmt::Display for Plan {
    /// One line a change, and how many documents stay as they are.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut unchanged = 0;
        for Change { kind, key, what } in &self.changes {
            match what {
                What::New => writeln!(f, "  new      {kind} {key}")?,
                What::Changed(fields) => {
                    writeln!(f, "  changed  {kind} {key}: {}", fields.join(", "))?;
                }
                What::Retired => writeln!(f, "  retired  {kind} {key}")?,
                What::Unchanged => unchanged += 1,
            }
        }
        write!(f, "  {unchanged} unchanged")
    }
}

type Name = (Kind, String);

/// Plans to make the stored configuration hold what is written.
///
/// Planning the same again after applying finds nothing to change. The findings are about the
/// whole configuration as it would be, not only about what is written.
pub fn plan(stored: &[Stored], written: Vec<Written>, wish: Wish, now: Timestamp) -> Plan {
    let current = current(stored);
    let mut plan = Plan::default();
    let mut spots: BTreeMap<Name, Spot> = BTreeMap::new();
    let mut named: Vec<Name> = Vec::new();
    for Written { entry, spot } in written {
        let name = (entry.kind(), entry.key().to_owned());
        if let Some(spot) = spot {
            spots.insert(name.clone(), spot);
        }
        plan.write(entry, current.get(&name).copied(), now);
        named.push(name);
    }
    if wish.prune {
        let gone = current.iter().filter(|(name, _)| !named.contains(name));
        for (name, stored) in gone {
            plan.let_go(name, stored);
        }
    }
    plan.judge(stored, &current, now);
    for finding in &mut plan.findings {
        locate(&mut finding.place, &spots);
    }
    plan.findings.sort_by_key(|finding| finding.severity);
    plan
}

/// The newest version of every document.
fn current(stored: &[Stored]) -> BTreeMap<Name, &Stored> {
    let mut current: BTreeMap<Name, &Stored> = BTreeMap::new();
    for one in stored {
        let name = (one.document.kind, one.document.key.clone());
        let newest = current.entry(name).or_insert(one);
        if newest.version < one.version {
            *newest = one;
        }
    }
    current
}

fn locate(place: &mut Place, spots: &BTreeMap<Name, Spot>) {
    if let Place::Document { kind, key, spot } = place {
        *spot = spots.get(&(*kind, key.clone())).cloned();
    }
}

impl Plan {
    /// What retiring a document would do.
    pub(super) fn without(stored: &[Stored], kind: Kind, key: &str, now: Timestamp) -> Self {
        let current = current(stored);
        let mut plan = Self::default();
        let name = (kind, key.to_owned());
        if let Some(stored) = current.get(&name) {
            plan.let_go(&name, stored);
        }
        plan.judge(stored, &current, now);
        plan.findings.sort_by_key(|finding| finding.severity);
        plan
    }

    fn write(&mut self, entry: Entry, stored: Option<&Stored>, now: Timestamp) {
        let before = stored.and_then(|stored| stored.document.read().ok());
        let entry = self.settled(entry, before.as_ref(), now);
        let document = entry.to_document();
        let before = before.map(|before| before.to_document());
        let in_force = stored.is_some_and(|stored| !stored.is_retired);
        let what = match &before {
            Some(before) if in_force && *before == document => What::Unchanged,
            Some(before) if in_force => {
                What::Changed(difference::fields(&before.body, &document.body))
            }
            // What no longer reads is written anew.
            None if in_force => What::Changed(vec!["everything".to_owned()]),
            Some(_) | None => What::New,
        };
        let (kind, key) = (document.kind, document.key.clone());
        if what != What::Unchanged {
            self.saved.push(document);
        }
        self.changes.push(Change { kind, key, what });
    }

    /// The entry as it is saved: a calendar with its holidays as dates, continuing its past.
    fn settled(&mut self, entry: Entry, before: Option<&Entry>, now: Timestamp) -> Entry {
        let Entry::Calendar(written) = entry else { return entry };
        let Some(Entry::Calendar(before)) = before else {
            return Entry::Calendar(Box::new(written.resolved(now)));
        };
        let place = Place::document(Kind::Calendar, written.key.as_str());
        match continued(before, (*written).clone(), now) {
            Ok(continued) => {
                if let Some(text) = continued.ignored {
                    self.findings.push(Finding::warning(place, text).said(Said::FromNow));
                }
                Entry::Calendar(Box::new(continued.document))
            }
            Err(why) => {
                let finding = Finding::error(place, format!("tz: {why}")).said(Said::OtherZone);
                self.findings.push(finding.hint("make a new calendar, and let agreements name it"));
                Entry::Calendar(written)
            }
        }
    }

    /// What is not in the files goes. What holds for the whole installation never does.
    fn let_go(&mut self, name: &Name, stored: &Stored) {
        let (kind, key) = name.clone();
        if kind == Kind::Installation || stored.is_retired {
            return;
        }
        match stored.document.read() {
            Ok(Entry::Person(person)) if !person.is_active => return,
            Ok(Entry::Person(mut person)) => {
                person.is_active = false;
                self.saved.push(Entry::Person(person).to_document());
            }
            Ok(_) | Err(_) => self.retired.push((kind, key.clone())),
        }
        self.changes.push(Change { kind, key, what: What::Retired });
    }

    /// Judges the configuration as it would be.
    fn judge(&mut self, stored: &[Stored], current: &BTreeMap<Name, &Stored>, now: Timestamp) {
        let wanted = self.saved.iter().map(|document| {
            let name = (document.kind, document.key.clone());
            let version = current.get(&name).map_or(1, |stored| stored.version + 1);
            Stored { document: document.clone(), version, is_retired: false }
        });
        let retired = self
            .retired
            .iter()
            .filter_map(|name| current.get(name))
            .map(|stored| Stored { is_retired: true, ..(*stored).clone() });
        let candidate: Vec<Stored> = stored.iter().cloned().chain(wanted).chain(retired).collect();
        let built = build(&candidate);
        let found = built.findings.iter().cloned().chain(check(&built, now));
        for finding in found {
            if !self.findings.contains(&finding) {
                self.findings.push(finding);
            }
        }
        self.directory = Arc::new(built.directory);
    }
}
