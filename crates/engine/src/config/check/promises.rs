//! Whether what was promised can be kept: an agreement for every application, and suppliers that
//! are as fast as we are.

use std::collections::BTreeSet;

use jiff::Timestamp;
use piket_core::directory::{Application, Directory};
use piket_core::key::SupplierKey;
use piket_core::sla::{Gap, gaps};

use super::super::document::Kind;
use super::super::finding::About;
use super::Findings;

pub(super) fn check(directory: &Directory, now: Timestamp, findings: &mut Findings) {
    for application in directory.applications.values() {
        let pin = directory.agreement_for(Some(&application.key), None);
        match pin {
            Some(_) => slower_suppliers(application, directory, now, findings),
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
    directory: &Directory,
    now: Timestamp,
    findings: &mut Findings,
) {
    for gap in gaps(directory, application, now) {
        let Gap { supplier, component, priority, ours, theirs, margin, .. } = &gap;
        let margin = match margin {
            0 => String::new(),
            margin => format!(" and {margin} of our own"),
        };
        let late = match gap.late {
            Some(late) => format!("up to {} minutes late", late.seconds().div_euclid(60)),
            None => "never in time, for its hours never come".to_owned(),
        };
        let text = format!(
            "component {component}: supplier {supplier} restores in {theirs} minutes of its \
             hours{margin}, and we promise {ours} for {priority}: {late}"
        );
        findings.warning(Kind::Application, application.key.as_str(), text);
        findings.about(About::Gap(Box::new(gap)));
        findings.hint("agree on more time with the client, or on less with the supplier");
    }
}
