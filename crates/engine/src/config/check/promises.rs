//! Whether what was promised can be kept: an agreement for every application, and suppliers that
//! are as fast as we are.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use piket_core::calendar::{Calendar, WorkingTime};
use piket_core::directory::{Application, ContractedBy, Directory, Supplier};
use piket_core::key::SupplierKey;
use piket_core::sla::{Agreement, Metric, Target};

use super::super::document::Kind;
use super::Findings;

/// So many hours of the coming time are tried as the beginning of a trouble: four weeks.
const HOURS_TRIED: i64 = 28 * 24;

pub(super) fn check(directory: &Directory, now: Timestamp, findings: &mut Findings) {
    for application in directory.applications.values() {
        let pin = directory.agreement_for(Some(&application.key), None);
        match pin.and_then(|pin| directory.agreement(&pin)) {
            Some(agreement) => slower_suppliers(application, agreement, directory, now, findings),
            // An agreement that is named but not there is told as such.
            None if application.agreement.is_none()
                && directory.installation.default_agreement.is_none() =>
            {
                let text = "agreement: nothing is promised, so no clock runs";
                findings.warning(Kind::Application, application.key.as_str(), text);
                findings.hint("name an agreement, or a default_agreement for all");
            }
            None => {}
        }
    }
}

/// The suppliers of the application's components.
pub(super) fn suppliers_of(application: &Application) -> BTreeSet<&SupplierKey> {
    application.components.iter().filter_map(|component| component.supplier.as_ref()).collect()
}

fn slower_suppliers(
    application: &Application,
    agreement: &Agreement,
    directory: &Directory,
    now: Timestamp,
    findings: &mut Findings,
) {
    let suppliers = suppliers_of(application)
        .into_iter()
        .filter_map(|key| directory.suppliers.get(key))
        .filter(|supplier| supplier.contracted_by == ContractedBy::Us);
    for supplier in suppliers {
        let slower = agreement
            .targets
            .iter()
            .filter(|target| target.metric == Metric::Restore)
            .filter(|target| is_slower(supplier, agreement, target, directory, now))
            .min_by_key(|target| target.priority);
        if let (Some(target), Some(minutes)) = (slower, supplier.restore_minutes) {
            let text = format!(
                "supplier {} restores in {minutes} minutes of its hours; that can end after the {} \
                 minutes in which we promise it for {}",
                supplier.key, target.minutes, target.priority
            );
            findings.warning(Kind::Application, application.key.as_str(), text);
            findings.hint("agree on more time with the client, or on less with the supplier");
        }
    }
}

/// Whether a trouble can begin at an hour from which the supplier's time ends after ours.
fn is_slower(
    supplier: &Supplier,
    agreement: &Agreement,
    target: &Target,
    directory: &Directory,
    now: Timestamp,
) -> bool {
    let Some(minutes) = supplier.restore_minutes else { return false };
    let key = agreement.calendar_of(target);
    // A supplier without hours of its own is taken to work in those of the agreement.
    let theirs = supplier.calendar.as_ref().unwrap_or(key);
    if theirs == key {
        return minutes > target.minutes;
    }
    let calendars = &directory.calendars;
    let (Some(theirs), Some(ours)) = (calendars.get(theirs), calendars.get(key)) else {
        return false;
    };
    (0..HOURS_TRIED).any(|hour| {
        let begun = now.saturating_add(SignedDuration::from_hours(hour));
        begun.is_ok_and(|at| ends_later(theirs, minutes, ours, target, at))
    })
}

fn ends_later(
    theirs: &Calendar,
    minutes: u32,
    ours: &Calendar,
    target: &Target,
    at: Timestamp,
) -> bool {
    let promised = ours.limit(at, target.promised());
    let done = theirs.due(at, WorkingTime::minutes(i64::from(minutes)));
    match (promised, done) {
        (Some(promised), Some(done)) => done > promised,
        (Some(_), None) => true,
        (None, _) => false,
    }
}
