//! What would happen: who is asked, told and may approve if something broke at a place and a moment.
//!
//! For looking before anything breaks. It reads the directory with the functions that act, and
//! changes nothing.

use jiff::Timestamp;

use super::{Activity, Cell, Matrix, Place, Resolved, resolve};
use crate::directory::{Application, Behind, Directory, Person};
use crate::escalation::{RUNGS, person_on, time_until};
use crate::key::ComponentKey;
use crate::party::Party;
use crate::priority::{Nature, Priority};
use crate::sla::{Agreement, Metric};

/// The promises whose clocks begin with the report; the others begin when somebody answers.
const FROM_THE_REPORT: [Metric; 3] = [Metric::Reaction, Metric::Restore, Metric::Resolution];

/// What is thought to have broken, and when.
#[derive(Debug, Clone)]
pub struct Thought<'a> {
    /// Of which application.
    pub application: &'a Application,
    /// Which part of it, if that is known.
    pub component: Option<&'a ComponentKey>,
    /// What kind of trouble, if that is known.
    pub nature: Option<Nature>,
    /// How bad.
    pub priority: Priority,
    /// When it is reported.
    pub at: Timestamp,
}

/// What would happen.
#[derive(Debug, Clone)]
pub struct TryOut<'d> {
    /// The rows that count, in the order of the route, with the people behind each party.
    pub rows: Vec<Tried<'d>>,
    /// Who hears that nobody took it, and when: whoever stands on the rung, or the service desk.
    pub rungs: Vec<(Timestamp, Vec<&'d Person>)>,
    /// What is promised to the client from the report on, each with its deadline; none for one that
    /// never comes.
    pub promises: Vec<(Metric, Option<Timestamp>)>,
    /// When the supplier of the part is open, if it has one with a contract.
    pub supplier: Option<SupplierHours>,
}

/// A row with the people behind its parties.
#[derive(Debug, Clone)]
pub struct Tried<'d> {
    /// The row, and why it counts.
    pub resolved: Resolved,
    /// The parties in it, what each is, and who stands behind it.
    pub parties: Vec<(Party, Cell, Vec<Behind<'d>>)>,
}

/// Whether a supplier is open at the moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupplierHours {
    /// Which.
    pub party: Party,
    /// Whether it is open by its contract.
    pub is_open: bool,
    /// When it opens next, where it is closed and ever opens.
    pub opens_at: Option<Timestamp>,
}

/// What would happen by what is in force.
pub fn try_out<'d>(directory: &'d Directory, thought: &Thought<'_>) -> TryOut<'d> {
    let Thought { application, component, nature, priority, at } = thought;
    let part = component.and_then(|key| application.component(key));
    let supplier = part.and_then(|part| part.supplier.clone()).map(Party::Supplier);
    let place = Place {
        client: Some(application.client.clone()),
        application: Some(application.key.clone()),
        component: component.cloned(),
        nature: *nature,
        supplier: supplier.clone(),
    };
    let current = directory.current_matrices().into_iter().map(|(_, matrix)| matrix);
    let matrices: Vec<&Matrix> = current.collect();
    let rows = Activity::ALL.iter().filter_map(|activity| resolve(&matrices, &place, *activity));
    let pin = directory.agreement_for(Some(&application.key), *component);
    let agreement = pin.and_then(|pin| directory.agreement(&pin));
    TryOut {
        rows: rows.map(|resolved| tried(directory, application, resolved)).collect(),
        rungs: rungs(directory, application, *at),
        promises: agreement.map_or_else(Vec::new, |it| promises(directory, it, *priority, *at)),
        supplier: supplier.and_then(|party| {
            let pin = directory.agreement_with(&party, Some(&application.key), *component)?;
            let calendar = directory.calendars.get(&directory.agreement(&pin)?.calendar)?;
            let is_open = calendar.is_open(*at);
            let opens_at = if is_open { None } else { calendar.next_opening(*at) };
            Some(SupplierHours { party, is_open, opens_at })
        }),
    }
}

fn tried<'d>(directory: &'d Directory, application: &Application, resolved: Resolved) -> Tried<'d> {
    let behind =
        |party: &Party| directory.behind(party, &application.client, Some(&application.key));
    let parties = resolved.row.cells();
    let parties = parties.map(|(party, cell)| (party.clone(), cell.clone(), behind(party)));
    Tried { parties: parties.collect(), resolved }
}

fn rungs<'d>(
    directory: &'d Directory,
    application: &Application,
    at: Timestamp,
) -> Vec<(Timestamp, Vec<&'d Person>)> {
    let rung = |rung: u8| {
        let at = at.checked_add(time_until(directory, rung)).ok()?;
        let named = person_on(directory, rung).and_then(|key| directory.people.get(&key));
        let people = match named {
            Some(person) => vec![person],
            None => desk(directory, application),
        };
        (!people.is_empty()).then_some((at, people))
    };
    (1..=RUNGS).filter_map(rung).collect()
}

/// The people of the service desk.
fn desk<'d>(directory: &'d Directory, application: &Application) -> Vec<&'d Person> {
    let desk = directory.behind(&Party::ServiceDesk, &application.client, Some(&application.key));
    let person = |behind| match behind {
        Behind::Person(person) => Some(person),
        Behind::Desk(_) => None,
    };
    desk.into_iter().filter_map(person).collect()
}

fn promises(
    directory: &Directory,
    agreement: &Agreement,
    priority: Priority,
    at: Timestamp,
) -> Vec<(Metric, Option<Timestamp>)> {
    let promise = |metric: Metric| {
        let target = agreement.target(metric, priority)?;
        let calendar = directory.calendars.get(agreement.calendar_of(target))?;
        Some((metric, calendar.due(at, target.promised())))
    };
    FROM_THE_REPORT.into_iter().filter_map(promise).collect()
}
