//! Whether those who promise us something are as fast as we promise to be: the gaps between an
//! underpinning contract and the agreement that leans on it (domain §2.5).

use jiff::{SignedDuration, Timestamp};

use super::agreement::{Agreement, Metric, Target};
use crate::calendar::{Calendar, WorkingTime};
use crate::directory::{Application, Component, ContractedBy, Directory, Supplier};
use crate::key::{AgreementKey, ApplicationKey, CalendarKey, ComponentKey, SupplierKey};
use crate::party::Party;
use crate::priority::Priority;

/// So many hours of the coming time are tried as the beginning of a trouble: four weeks.
const HOURS_TRIED: i64 = 28 * 24;

/// A supplier that may need longer than we promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// In which application.
    pub application: ApplicationKey,
    /// For which part.
    pub component: ComponentKey,
    /// Who supplies it.
    pub supplier: SupplierKey,
    /// What leans on it.
    pub agreement: AgreementKey,
    /// The contract that promises it; nothing when only the supplier's own line does.
    pub contract: Option<AgreementKey>,
    /// The most urgent priority with the gap.
    pub priority: Priority,
    /// Within so many minutes we promise that the service is back.
    pub ours: u32,
    /// Within so many minutes the supplier promises it.
    pub theirs: u32,
    /// So many minutes we need ourselves.
    pub margin: u32,
    /// So much later than promised it can be, in the hours of the agreement; nothing when the
    /// supplier's hours never come.
    pub late: Option<WorkingTime>,
}

/// The gaps of the parts of an application, for troubles that may begin after `now`.
///
/// A supplier with whom the client has the contract is the client's to wait for, and one that has
/// promised nothing is no gap.
pub fn gaps(directory: &Directory, application: &Application, now: Timestamp) -> Vec<Gap> {
    let parts = application.components.iter();
    parts.filter_map(|part| gap(directory, application, part, now)).collect()
}

fn gap(
    directory: &Directory,
    application: &Application,
    part: &Component,
    now: Timestamp,
) -> Option<Gap> {
    let supplier = directory.suppliers.get(part.supplier.as_ref()?)?;
    if supplier.contracted_by == ContractedBy::Client {
        return None;
    }
    let pin = directory.agreement_for(Some(&application.key), Some(&part.key))?;
    let agreement = directory.agreement(&pin)?;
    let party = Party::Supplier(supplier.key.clone());
    let contract = directory.agreement_with(&party, Some(&application.key), Some(&part.key));
    let contract = contract.and_then(|pin| directory.agreement(&pin));
    let mut promised: Vec<_> =
        agreement.targets.iter().filter(|target| target.metric == Metric::Restore).collect();
    promised.sort_by_key(|target| target.priority);
    promised.into_iter().find_map(|target| {
        let theirs = Theirs::of(supplier, contract, target.priority)?;
        let late = late(directory, agreement, target, &theirs, now)?;
        Some(Gap {
            application: application.key.clone(),
            component: part.key.clone(),
            supplier: supplier.key.clone(),
            agreement: agreement.key.clone(),
            contract: theirs.contract.cloned(),
            priority: target.priority,
            ours: target.minutes,
            theirs: theirs.minutes,
            margin: agreement.margin_minutes,
            late,
        })
    })
}

/// What a supplier promises for a priority.
struct Theirs<'a> {
    minutes: u32,
    calendar: Option<&'a CalendarKey>,
    contract: Option<&'a AgreementKey>,
}

impl<'a> Theirs<'a> {
    /// By its contract, else by the short form in the supplier's own lines.
    fn of(
        supplier: &'a Supplier,
        contract: Option<&'a Agreement>,
        priority: Priority,
    ) -> Option<Self> {
        let by_contract = contract.and_then(|contract| {
            let target = contract.target(Metric::Restore, priority)?;
            Some(Self {
                minutes: target.minutes,
                calendar: Some(contract.calendar_of(target)),
                contract: Some(&contract.key),
            })
        });
        by_contract.or_else(|| {
            let calendar = supplier.calendar.as_ref();
            Some(Self { minutes: supplier.restore_minutes?, calendar, contract: None })
        })
    }
}

/// How much later than promised it can become, if it can: the inner `None` is "never".
#[expect(clippy::option_option, reason = "whether there is a gap, and whether it ever ends")]
fn late(
    directory: &Directory,
    agreement: &Agreement,
    target: &Target,
    theirs: &Theirs<'_>,
    now: Timestamp,
) -> Option<Option<WorkingTime>> {
    let key = agreement.calendar_of(target);
    let margin = WorkingTime::minutes(i64::from(agreement.margin_minutes));
    let needed = WorkingTime::minutes(i64::from(theirs.minutes));
    // A supplier without hours of its own is taken to work in those of the agreement.
    if theirs.calendar.is_none_or(|calendar| calendar == key) {
        let late = needed + margin - target.promised();
        return (late.seconds() > 0).then_some(Some(late));
    }
    let calendars = &directory.calendars;
    let (ours, theirs) = (calendars.get(key)?, calendars.get(theirs.calendar?)?);
    let at = |hour| now.checked_add(SignedDuration::from_hours(hour)).ok();
    let tried = (0..HOURS_TRIED).filter_map(at);
    let mut worst = None;
    for begun in tried {
        let Some(used) = used(ours, theirs, needed, begun) else { return Some(None) };
        let late = used + margin - target.promised();
        if late.seconds() > 0 {
            worst = worst.max(Some(late));
        }
    }
    worst.map(Some)
}

/// How much of our hours passes until the supplier's are used up; nothing when they never are.
fn used(
    ours: &Calendar,
    theirs: &Calendar,
    needed: WorkingTime,
    begun: Timestamp,
) -> Option<WorkingTime> {
    let done = theirs.due(begun, needed)?;
    ours.elapsed(begun, done).ok()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;

    use super::*;
    use crate::calendar::{CalendarSpec, CalendarVersion, Weekly};
    use crate::sla::{AgreementKind, Tier};

    const MONDAY: &str = "2026-03-02T08:00:00Z";

    fn restoring(key: &str, calendar: &str, minutes: u32) -> Agreement {
        let plain =
            Agreement::plain(key.parse().unwrap(), key, Tier::Gold, calendar.parse().unwrap());
        let targets = Priority::ALL.map(|it| Target::new(Metric::Restore, it, minutes));
        Agreement { targets: targets.to_vec(), ..plain }
    }

    /// A shop that is restored within four hours of day and night, on a host by contract.
    fn directory(contract: Option<Agreement>) -> Directory {
        let mut directory = Directory::default();
        let weekly = Weekly::workdays(&["09:00-17:00".parse().unwrap()]);
        let office = CalendarVersion { weekly, ..CalendarVersion::default() };
        for (key, spec) in [
            ("always", CalendarSpec::always_open("Europe/Amsterdam")),
            ("office", CalendarSpec::single("Europe/Amsterdam", office)),
        ] {
            let calendar = Calendar::compile(spec).unwrap();
            directory.calendars.insert(key.parse().unwrap(), Arc::new(calendar));
        }
        let contract = contract.map(|it| Agreement {
            kind: AgreementKind::Uc,
            party: Some("supplier:host".parse().unwrap()),
            ..it
        });
        for it in [Some(restoring("gold", "always", 240)), contract].into_iter().flatten() {
            directory.agreements.entry(it.key.clone()).or_default().add(1, it);
        }
        directory.applications.insert(
            "shop".parse().unwrap(),
            serde_json::from_value(json!({
                "key": "shop", "name": "Shop", "client": "molen", "agreement": "gold",
                "components": [{"key": "web", "name": "Web", "supplier": "host"}],
            }))
            .unwrap(),
        );
        directory.suppliers.insert(
            "host".parse().unwrap(),
            serde_json::from_value(json!({"key": "host", "name": "Host"})).unwrap(),
        );
        directory
    }

    fn found(directory: &Directory) -> Vec<Gap> {
        gaps(directory, &directory.applications[&"shop".parse().unwrap()], MONDAY.parse().unwrap())
    }

    #[test]
    fn a_contract_that_is_as_fast_as_we_promise_is_no_gap_until_we_need_time_ourselves() {
        let mut directory = directory(Some(restoring("host", "always", 240)));
        assert_eq!(found(&directory), []);
        let mut gold = restoring("gold", "always", 240);
        gold.margin_minutes = 30;
        directory.agreements.get_mut(&"gold".parse().unwrap()).unwrap().add(2, gold);
        let gap = found(&directory).remove(0);
        assert_eq!((gap.ours, gap.theirs, gap.margin), (240, 240, 30));
        assert_eq!(gap.priority, Priority::P1);
        assert_eq!(gap.component.as_str(), "web");
        assert_eq!(gap.contract.unwrap().as_str(), "host");
        assert_eq!(gap.late, Some(WorkingTime::minutes(30)));
    }

    #[test]
    fn office_hours_of_a_supplier_are_a_weekend_too_slow_for_a_promise_round_the_clock() {
        let gap = found(&directory(Some(restoring("host", "office", 60)))).remove(0);
        // From Friday 17:00 or later to Monday 10:00, less the four hours that we have.
        let late = gap.late.unwrap().seconds();
        assert!(late > 60 * 3_600 && late <= 61 * 3_600, "{late}");
    }

    #[test]
    fn without_a_contract_the_short_form_counts_and_without_that_nothing_does() {
        let mut directory = directory(None);
        assert_eq!(found(&directory), []);
        let host = directory.suppliers.get_mut(&"host".parse().unwrap()).unwrap();
        host.restore_minutes = Some(300);
        assert_eq!(found(&directory)[0].late, Some(WorkingTime::minutes(60)));
        assert_eq!(found(&directory)[0].contract, None);
        let host = directory.suppliers.get_mut(&"host".parse().unwrap()).unwrap();
        host.contracted_by = ContractedBy::Client;
        assert_eq!(found(&directory), []);
    }
}
