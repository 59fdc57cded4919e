//! Whether the matrices of a directory may count: each judged in every application that it serves.
//!
//! A matrix is judged with the rows that really come from it there; rows that a more specific
//! matrix replaces do no harm. Only the directory is read, and nothing is changed.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Activity, Finding, Matrix, Place, Row, Severity, Standing, SupplierTerms, Surroundings,
    Underpinning, check_form, resolve, rules,
};
use crate::calendar::{Calendar, Weekly, Window};
use crate::directory::{Application, Behind, Directory, Person, Supplier};
use crate::key::{ApplicationKey, MatrixKey, SupplierKey};
use crate::party::Party;
use crate::priority::Priority;
use crate::sla::{Agreement, Metric};

/// The parties that the directory fills with people; suppliers come by name.
const PARTIES_OF_PEOPLE: [Party; 7] = [
    Party::ServiceDesk,
    Party::Development,
    Party::IncidentManager,
    Party::Account,
    Party::ClientOwner,
    Party::ClientContact,
    Party::ClientStakeholders,
];

/// A finding about a matrix, and where it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The matrix.
    pub matrix: MatrixKey,
    /// The application for which it is so; nothing if it is so by the rows alone.
    pub application: Option<ApplicationKey>,
    /// What was found.
    pub finding: Finding,
}

/// Judges the newest version of every matrix, by its rows and in every application it serves.
pub fn judge_all(directory: &Directory) -> Vec<Judged> {
    let matrices: Vec<&Matrix> =
        directory.current_matrices().into_iter().map(|(_, matrix)| matrix).collect();
    matrices.iter().flat_map(|matrix| judge(matrix, &matrices, directory)).collect()
}

/// Judges a matrix that is not in force yet, as if it were, beside the others that are.
pub fn judge_draft(draft: &Matrix, directory: &Directory) -> Vec<Judged> {
    let current = directory.current_matrices().into_iter().map(|(_, matrix)| matrix);
    let others = current.filter(|matrix| matrix.key != draft.key);
    let matrices: Vec<&Matrix> = others.chain([draft]).collect();
    judge(draft, &matrices, directory)
}

/// Judges one of these matrices, by its rows and in every application it serves.
fn judge(matrix: &Matrix, matrices: &[&Matrix], directory: &Directory) -> Vec<Judged> {
    let found = |application: Option<&ApplicationKey>, finding| Judged {
        matrix: matrix.key.clone(),
        application: application.cloned(),
        finding,
    };
    let mut judged: Vec<Judged> =
        check_form(matrix).into_iter().map(|finding| found(None, finding)).collect();
    for application in directory.applications.values().filter(|it| serves(matrix, it)) {
        let findings = judge_for(matrix, matrices, application, directory);
        judged.extend(findings.into_iter().map(|it| found(Some(&application.key), it)));
    }
    judged
}

/// Whether nothing that was found keeps the matrices from being made active.
pub fn may_all_be_active(judged: &[Judged]) -> bool {
    judged.iter().all(|it| it.finding.severity() != Severity::Error)
}

/// Pairs of matrices for the very same place; of each pair one must go.
pub fn rivals<'a>(matrices: &[&'a Matrix]) -> Vec<(&'a MatrixKey, &'a MatrixKey)> {
    let mut first = BTreeMap::new();
    let mut rivals = Vec::new();
    for matrix in matrices {
        match first.get(&matrix.scope()) {
            Some(earlier) => rivals.push((*earlier, &matrix.key)),
            None => {
                first.insert(matrix.scope(), &matrix.key);
            }
        }
    }
    rivals
}

fn serves(matrix: &Matrix, application: &Application) -> bool {
    matrix.client.as_ref().is_none_or(|client| *client == application.client)
        && matrix.application.as_ref().is_none_or(|key| *key == application.key)
}

fn judge_for(
    matrix: &Matrix,
    matrices: &[&Matrix],
    application: &Application,
    directory: &Directory,
) -> Vec<Finding> {
    let place = Place {
        client: Some(application.client.clone()),
        application: Some(application.key.clone()),
        component: matrix.component.clone(),
        nature: matrix.nature,
        supplier: None,
    };
    let source = |activity| resolve(matrices, &place, activity).map(|resolved| resolved.matrix);
    let mut here = matrix.clone();
    here.rows.retain(|activity, _| source(*activity).as_ref() == Some(&matrix.key));
    let inherited = Activity::ALL
        .iter()
        .copied()
        .filter(|activity| source(*activity).is_some_and(|key| key != matrix.key));
    let around = Surroundings {
        inherited: inherited.collect(),
        ..surroundings(matrix, application, directory)
    };
    rules::check_around(&here, &around)
}

/// What the directory knows about the surroundings of a matrix in one application.
fn surroundings(matrix: &Matrix, application: &Application, directory: &Directory) -> Surroundings {
    let agreement = directory
        .agreement_for(Some(&application.key), None)
        .and_then(|pin| directory.agreement(&pin));
    let component_suppliers = suppliers_of(matrix, application);
    let named =
        matrix.rows.values().flat_map(Row::cells).filter_map(|(party, _)| {
            if let Party::Supplier(key) = party { Some(key) } else { None }
        });
    let suppliers: BTreeSet<&SupplierKey> = named.chain(&component_suppliers).collect();
    let mut standings: BTreeMap<Party, Standing> = PARTIES_OF_PEOPLE
        .into_iter()
        .filter_map(|party| Some((party.clone(), of_people(&party, application, directory)?)))
        .collect();
    standings.extend(suppliers.into_iter().filter_map(|key| {
        Some((Party::Supplier(key.clone()), of_supplier(directory.suppliers.get(key)?)))
    }));
    Surroundings {
        standings,
        component_suppliers,
        p1_round_the_clock: agreement.is_some_and(|it| p1_round_the_clock(it, directory)),
        promised_restore_minutes: agreement.map(promised_restore).unwrap_or_default(),
        ..Surroundings::of_route(Activity::ALL.iter().copied())
    }
}

/// The suppliers of the components that the matrix is about.
fn suppliers_of(matrix: &Matrix, application: &Application) -> BTreeSet<SupplierKey> {
    application
        .components
        .iter()
        .filter(|component| matrix.component.as_ref().is_none_or(|key| *key == component.key))
        .filter_map(|component| component.supplier.clone())
        .collect()
}

fn of_people(party: &Party, application: &Application, directory: &Directory) -> Option<Standing> {
    let behind = directory.behind(party, &application.client, Some(&application.key));
    let people: Vec<&Person> = behind
        .into_iter()
        .filter_map(|behind| match behind {
            Behind::Person(person) => Some(person),
            Behind::Desk(_) => None,
        })
        .collect();
    (!people.is_empty()).then(|| Standing {
        round_the_clock: people.iter().any(|person| can_be_woken(person, directory)),
        people: people.into_iter().map(|person| person.key.clone()).collect(),
        ..Standing::default()
    })
}

/// Whether a person is on the ladder or has a number that can be called at night.
fn can_be_woken(person: &Person, directory: &Directory) -> bool {
    let installation = &directory.installation;
    let ladder =
        [&installation.ladder.first, &installation.ladder.second, &installation.service_manager];
    person.phone.is_some() || ladder.into_iter().flatten().any(|key| *key == person.key)
}

fn of_supplier(supplier: &Supplier) -> Standing {
    let restore = |minutes| Underpinning {
        restore_minutes: Priority::ALL.into_iter().map(|priority| (priority, minutes)).collect(),
    };
    Standing {
        nameless: true,
        terms: Some(SupplierTerms {
            contracted_by: supplier.contracted_by,
            contact_route: supplier.email.is_some(),
            underpinning: supplier.restore_minutes.map(restore),
        }),
        ..Standing::default()
    }
}

fn promised_restore(agreement: &Agreement) -> BTreeMap<Priority, u32> {
    let restore = agreement.targets.iter().filter(|target| target.metric == Metric::Restore);
    restore.map(|target| (target.priority, target.minutes)).collect()
}

fn p1_round_the_clock(agreement: &Agreement, directory: &Directory) -> bool {
    agreement
        .targets
        .iter()
        .filter(|target| target.priority == Priority::P1)
        .filter_map(|target| directory.calendars.get(agreement.calendar_of(target)))
        .any(|calendar| never_closes(calendar.as_ref()))
}

/// Whether the newest version of a calendar has no closing hour.
fn never_closes(calendar: &Calendar) -> bool {
    calendar.spec().versions.last().is_some_and(|version| {
        version.weekly == Weekly::every_day(&[Window::ALL_DAY])
            && version.holidays.is_empty()
            && version.closed_on.is_empty()
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::calendar::CalendarSpec;
    use crate::directory::{ContractedBy, Versions};
    use crate::raci::example::{matrix, nordhost, row};
    use crate::raci::{Fault, Rule};

    fn read<T: serde::de::DeserializeOwned>(text: &str) -> T {
        toml::from_str(text).unwrap()
    }

    fn person(key: &str, rest: &str) -> Person {
        read(&format!("key = {key:?}\nname = {key:?}\nemail = '{key}@example.org'\n{rest}"))
    }

    fn current<T>(document: T) -> Versions<T> {
        let mut versions = Versions::default();
        versions.add(1, document);
        versions
    }

    /// An agency with a web shop, hosted by a supplier of ours, under the default matrix.
    fn agency() -> Directory {
        let people = [
            person("mila", "role = 'engineer'\nparties = ['own:service_desk']\nphone = '1'"),
            person("sanne", "role = 'developer'\nparties = ['own:development']\nphone = '2'"),
            person("noor", "role = 'manager'\nparties = ['own:incident_manager']\nphone = '3'"),
            person(
                "eva",
                "role = 'client'\nclient = 'molen'\nparties = ['client:product_owner']\n\
                 phone = '4'",
            ),
            person("henk", "role = 'client'\nclient = 'molen'\nparties = ['client:stakeholders']"),
        ];
        let webshop: Application = read(
            "key = 'webshop'\nname = 'Web shop'\nclient = 'molen'\nagreement = 'gold'\n\
             [[components]]\nkey = 'server'\nname = 'Server'\nsupplier = 'nordhost'",
        );
        let supplier: Supplier = read(
            "key = 'nordhost'\nname = 'Nordhost'\nemail = 'noc@example.net'\n\
             restore_minutes = 120",
        );
        let agreement: Agreement = read(
            "key = 'gold'\nname = 'Gold'\ntier = 'gold'\ncalendar = 'always'\n\
             [[target]]\nmetric = 'restore'\npriority = 1\nminutes = 240",
        );
        let always = Calendar::compile(CalendarSpec::always_open("Europe/Amsterdam")).unwrap();
        Directory {
            people: people.into_iter().map(|it| (it.key.clone(), it)).collect(),
            applications: [(webshop.key.clone(), webshop)].into(),
            suppliers: [(supplier.key.clone(), supplier)].into(),
            agreements: [(agreement.key.clone(), current(agreement))].into(),
            calendars: [("always".parse().unwrap(), Arc::new(always))].into(),
            matrices: [(matrix().key, current(matrix()))].into(),
            ..Directory::default()
        }
    }

    fn webshop_matrix(rows: &[(Activity, &str)]) -> Matrix {
        let mut matrix: Matrix =
            read("key = 'webshop'\nname = 'Web shop'\napplication = 'webshop'");
        matrix.rows = rows.iter().map(|(activity, cells)| (*activity, row(cells))).collect();
        matrix
    }

    fn errors(directory: &Directory) -> Vec<(String, String)> {
        judge_all(directory)
            .into_iter()
            .filter(|judged| judged.finding.severity() == Severity::Error)
            .map(|judged| (judged.matrix.to_string(), judged.finding.to_string()))
            .collect()
    }

    #[test]
    fn the_default_matrix_may_count_for_an_application_with_its_people() {
        let judged = judge_all(&agency());
        assert!(may_all_be_active(&judged), "{judged:?}");
        let codes: Vec<_> = judged.iter().map(|it| it.finding.rule()).collect();
        assert_eq!(codes, [Rule::W2]);
    }

    #[test]
    fn an_application_without_its_owner_is_told_by_name() {
        let mut directory = agency();
        directory.people.get_mut(&"eva".parse().unwrap()).unwrap().is_active = false;

        let judged = judge_all(&directory);

        assert!(!may_all_be_active(&judged));
        let about: Vec<_> =
            judged.iter().filter(|it| it.finding.fault == Fault::NobodyReachable).collect();
        assert_eq!(about.len(), 1);
        assert_eq!(about[0].application.as_ref().unwrap().as_str(), "webshop");
        assert_eq!(about[0].finding.party, Some(Party::ClientOwner));
    }

    #[test]
    fn rows_that_a_more_specific_matrix_replaces_do_no_harm() {
        let mut directory = agency();
        directory.people.remove(&"eva".parse().unwrap());
        let without_owner = "own:service_desk=R own:development=I own:incident_manager=A \
                             client:stakeholders=C";
        let replaced =
            [Activity::AgreeFix, Activity::InformStakeholders, Activity::ConfirmAndClose];
        let matrix = webshop_matrix(&replaced.map(|activity| (activity, without_owner)));
        directory.matrices.insert(matrix.key.clone(), current(matrix));

        assert_eq!(errors(&directory), []);
    }

    #[test]
    fn a_promise_around_the_clock_is_read_from_the_agreement() {
        let mut directory = agency();
        directory.people.get_mut(&"sanne".parse().unwrap()).unwrap().phone = None;
        let found = errors(&directory);
        assert_eq!(found.len(), 1);
        assert!(found[0].1.starts_with("E5 in 4.1, 4.2, 5.3, 5.4, 5.5, 5.6: own:development"));

        directory.installation.ladder.second = Some("sanne".parse().unwrap());
        assert_eq!(errors(&directory), []);
    }

    #[test]
    fn the_terms_of_a_supplier_are_read_from_the_directory() {
        let mut directory = agency();
        let supplier = directory.suppliers.get_mut(&"nordhost".parse().unwrap()).unwrap();
        supplier.email = None;
        supplier.restore_minutes = Some(241);

        let about: Vec<_> = judge_all(&directory)
            .into_iter()
            .filter(|judged| judged.finding.party == Some(nordhost()))
            .map(|judged| judged.finding.rule())
            .collect();

        assert_eq!(about, [Rule::E8, Rule::W6]);
    }

    #[test]
    fn a_supplier_of_the_client_answers_through_a_human() {
        let mut directory = agency();
        let supplier = directory.suppliers.get_mut(&"nordhost".parse().unwrap()).unwrap();
        supplier.contracted_by = ContractedBy::Client;
        let cells = "supplier:nordhost=R/A own:development=I client:product_owner=I";
        let matrix = webshop_matrix(&[(Activity::RollOut, cells)]);
        directory.matrices.insert(matrix.key.clone(), current(matrix));

        let found = errors(&directory);

        assert_eq!(found.len(), 1);
        assert!(found[0].1.starts_with("E4 in 5.5: supplier:nordhost is A or R, but only a"));
    }

    #[test]
    fn two_matrices_for_the_same_place_are_rivals() {
        let one = webshop_matrix(&[]);
        let mut other = webshop_matrix(&[]);
        other.key = "other".parse().unwrap();
        let default = matrix();
        assert_eq!(rivals(&[&default, &one, &other]), [(&one.key, &other.key)]);
        assert_eq!(rivals(&[&default, &one]), []);
    }
}
