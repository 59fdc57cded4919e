//! What is wrong with a document by itself: calendars, agreements, routes, checks, names, addresses.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use piket_core::calendar::{
    Calendar, CalendarError, CalendarSpec, HORIZON_DAYS, WorkingTime, validate,
};
use piket_core::check::{CheckSpec, Probe};
use piket_core::directory::{Application, Directory};

use super::super::calendar::CalendarDocument;
use super::super::credential::{MARK, is_credential};
use super::super::directory::Built;
use super::super::document::{INSTALLATION_KEY, Kind};
use super::super::finding::{About, Said};
use super::Findings;

pub(super) fn check(built: &Built, now: Timestamp, findings: &mut Findings) {
    for document in built.calendars.values() {
        calendar(document, now, findings);
    }
    promises(&built.directory, findings);
    for application in built.directory.applications.values() {
        check_application(application, findings);
    }
    for check in built.directory.checks.values() {
        check_of_check(check, findings);
    }
    names(built, findings);
    let tz = &built.directory.installation.time_zone;
    let zone = CalendarSpec { tz: tz.clone(), versions: Vec::new() };
    if zone.zone().is_none() {
        let why = CalendarError::UnknownZone(tz.clone());
        findings.error(Kind::Installation, INSTALLATION_KEY, format!("time_zone: {why}"));
    }
}

fn calendar(document: &CalendarDocument, now: Timestamp, findings: &mut Findings) {
    let key = document.key.as_str();
    let spec = document.spec();
    let report = validate(&spec, now);
    let opens = Opens::of(spec, now);
    for error in report.errors {
        let about_closing = error.may_be_overridden();
        match opens {
            Opens::Never if about_closing => {
                findings.error(Kind::Calendar, key, "it is never open");
                findings.hint("give it hours, such as weekly = { mon = [\"09:00-17:00\"] }");
                findings.said(Said::NeverOpen);
            }
            Opens::NoMore if about_closing => {
                findings.error(Kind::Calendar, key, format!("it closes for good: {error}"));
                findings.hint("give its last version hours; let nothing name it that is over");
                findings.said(Said::ClosesForGood);
            }
            Opens::Again if about_closing => {
                if document.closed_season_because.is_none() {
                    findings.error(Kind::Calendar, key, error.to_string());
                    findings.hint("for a closed season say why: closed_season_because = \"…\"");
                    findings.said(Said::Calendar(error));
                }
            }
            Opens::Never | Opens::NoMore | Opens::Again => {
                findings.error(Kind::Calendar, key, error.to_string());
                findings.said(Said::Calendar(error));
            }
        }
    }
    for warning in report.warnings {
        findings.warning(Kind::Calendar, key, warning.to_string());
        findings.said(Said::Oddity(warning));
    }
    feeds(document, findings);
}

fn feeds(document: &CalendarDocument, findings: &mut Findings) {
    let key = document.key.as_str();
    let mut seen = BTreeSet::new();
    for feed in &document.feeds {
        if feed.name.trim().is_empty() || !seen.insert(&feed.name) {
            findings.error(Kind::Calendar, key, "feeds: each needs a name of its own");
            findings.said(Said::FeedName);
        }
        let is_web = |url: &&String| {
            ["https://", "http://", "webcal://"].iter().any(|start| url.starts_with(start))
        };
        if let Some(url) = feed.url.as_ref().filter(|url| !is_web(url)) {
            findings.error(Kind::Calendar, key, format!("feeds: {url:?} is not a web address"));
            findings.hint("it starts with https://, http:// or webcal://");
            findings.said(Said::FeedAddress(url.clone()));
        }
    }
}

/// Whether a clock can run in the time to come.
enum Opens {
    Never,
    NoMore,
    Again,
}

impl Opens {
    fn of(spec: CalendarSpec, now: Timestamp) -> Self {
        // What cannot be read is told as such.
        let Ok(calendar) = Calendar::compile(spec) else { return Self::Again };
        let opens_after = |at: Timestamp| calendar.due(at, WorkingTime::minutes(1)).is_some();
        let horizon = now.saturating_add(SignedDuration::from_hours(HORIZON_DAYS * 24));
        if !opens_after(now) {
            Self::Never
        } else if horizon.is_ok_and(|horizon| !opens_after(horizon)) {
            Self::NoMore
        } else {
            Self::Again
        }
    }
}

fn promises(directory: &Directory, findings: &mut Findings) {
    for (key, versions) in &directory.agreements {
        let Some((_, agreement)) = versions.current() else { continue };
        for problem in agreement.problems() {
            let text = problem.to_string();
            if problem.blocks() {
                findings.error(Kind::Agreement, key.as_str(), text);
            } else {
                findings.warning(Kind::Agreement, key.as_str(), text);
            }
            findings.about(About::Agreement(problem));
            if agreement.targets.is_empty() {
                findings.hint("add [[agreement.target]] with metric, priority and minutes");
            }
        }
    }
    for (key, versions) in &directory.routes {
        let Some((_, route)) = versions.current() else { continue };
        for problem in route.problems() {
            findings.error(Kind::Route, key.as_str(), problem.to_string());
        }
    }
}

fn check_application(application: &Application, findings: &mut Findings) {
    let key = application.key.as_str();
    let mut seen = BTreeSet::new();
    for component in &application.components {
        if !seen.insert(&component.key) {
            let text = format!("components: {} is there twice", component.key);
            findings.error(Kind::Application, key, text);
        }
        if component.name.trim().is_empty() {
            let text = format!("components: {} has no name", component.key);
            findings.error(Kind::Application, key, text);
        }
    }
    // Pages link to it, so nothing but a web address may stand there.
    let is_web = |url: &&String| url.starts_with("https://") || url.starts_with("http://");
    if let Some(url) = application.url.as_ref().filter(|url| !is_web(url)) {
        findings.error(Kind::Application, key, format!("url: {url:?} is not a web address"));
        findings.hint("it starts with https:// or http://");
    }
}

fn check_of_check(check: &CheckSpec, findings: &mut Findings) {
    for problem in check.problems() {
        findings.error(Kind::Check, check.key.as_str(), problem.to_string());
    }
    let Probe::Http(http) = &check.probe else { return };
    let telling =
        http.headers.iter().find(|(name, value)| is_credential(name) && !value.starts_with(MARK));
    if let Some((name, _)) = telling {
        let text = format!("the header {name} carries a credential, and everybody could read it");
        findings.error(Kind::Check, check.key.as_str(), text);
        let what = name.to_ascii_lowercase();
        findings.hint(format!(
            "keep it as the secret check/{}/{what}, and write {name} = \"{MARK}{what}\"",
            check.key
        ));
    }
}

fn names(built: &Built, findings: &mut Findings) {
    let directory = &built.directory;
    let mut nameless = |kind, key: &str, name: &str| {
        if name.trim().is_empty() {
            findings.error(kind, key, "name: it needs a name");
        }
    };
    nameless(Kind::Installation, INSTALLATION_KEY, &directory.installation.name);
    built.calendars.values().for_each(|it| nameless(Kind::Calendar, it.key.as_str(), &it.name));
    for (_, it) in directory.agreements.values().filter_map(|versions| versions.current()) {
        nameless(Kind::Agreement, it.key.as_str(), &it.name);
    }
    for (_, it) in directory.routes.values().filter_map(|versions| versions.current()) {
        nameless(Kind::Route, it.key.as_str(), &it.name);
    }
    for (_, it) in directory.current_matrices() {
        nameless(Kind::Matrix, it.key.as_str(), &it.name);
    }
    directory.suppliers.values().for_each(|it| nameless(Kind::Supplier, it.key.as_str(), &it.name));
    directory.clients.values().for_each(|it| nameless(Kind::Client, it.key.as_str(), &it.name));
    for it in directory.applications.values() {
        nameless(Kind::Application, it.key.as_str(), &it.name);
    }
    directory.people.values().for_each(|it| nameless(Kind::Person, it.key.as_str(), &it.name));
}
