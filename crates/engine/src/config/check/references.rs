//! Whether everything that a document names is there.

use piket_core::directory::{Application, Directory, HowMany, Person};
use piket_core::key::{
    AgreementKey, ApplicationKey, CalendarKey, ClientKey, RouteKey, SupplierKey,
};
use piket_core::party::Party;
use piket_core::raci::{Matrix, Row};
use piket_core::sla::AgreementKind;

use super::super::directory::Built;
use super::super::document::{INSTALLATION_KEY, Kind};
use super::super::hint;
use super::Findings;

pub(super) fn check(built: &Built, findings: &mut Findings) {
    let names = Names { built, directory: &built.directory };
    names.installation(findings);
    names.agreements(findings);
    names.clients_and_suppliers(findings);
    for application in names.directory.applications.values() {
        names.application(application, findings);
    }
    for person in names.directory.people.values() {
        names.person(person, findings);
    }
    for (_, matrix) in names.directory.current_matrices() {
        names.matrix(matrix, findings);
    }
    names.checks(findings);
}

struct Names<'a> {
    built: &'a Built,
    directory: &'a Directory,
}

/// A document that names another one.
struct From<'a> {
    kind: Kind,
    key: &'a str,
    field: &'a str,
}

impl From<'_> {
    /// Says that `wanted` is not there, and which one was meant.
    fn missing(&self, findings: &mut Findings, kind: Kind, wanted: &str, known: &[&str]) {
        let text = format!("{}: there is no {kind} {wanted}", self.field);
        findings.error(self.kind, self.key, text);
        findings.hint(hint::meant(wanted, known));
    }
}

impl Names<'_> {
    fn client(&self, from: &From<'_>, key: &ClientKey, findings: &mut Findings) -> bool {
        let known = &self.directory.clients;
        let there = known.contains_key(key);
        if !there {
            let known: Vec<_> = known.keys().map(ClientKey::as_str).collect();
            from.missing(findings, Kind::Client, key.as_str(), &known);
        }
        there
    }

    fn named_application(&self, from: &From<'_>, key: &ApplicationKey, findings: &mut Findings) {
        let known = &self.directory.applications;
        if !known.contains_key(key) {
            let known: Vec<_> = known.keys().map(ApplicationKey::as_str).collect();
            from.missing(findings, Kind::Application, key.as_str(), &known);
        }
    }

    fn supplier(&self, from: &From<'_>, key: &SupplierKey, findings: &mut Findings) {
        let known = &self.directory.suppliers;
        if !known.contains_key(key) {
            let known: Vec<_> = known.keys().map(SupplierKey::as_str).collect();
            from.missing(findings, Kind::Supplier, key.as_str(), &known);
        }
    }

    fn calendar(&self, from: &From<'_>, key: &CalendarKey, findings: &mut Findings) {
        let known = &self.built.calendars;
        if !known.contains_key(key) {
            let known: Vec<_> = known.keys().map(CalendarKey::as_str).collect();
            from.missing(findings, Kind::Calendar, key.as_str(), &known);
        }
    }

    /// An agreement that is in force, and of the kind that can stand there.
    fn agreement_of(
        &self,
        from: &From<'_>,
        key: Option<&AgreementKey>,
        kind: AgreementKind,
        findings: &mut Findings,
    ) {
        let Some(key) = key else { return };
        let known = &self.directory.agreements;
        match self.directory.in_force(key) {
            None => {
                let known: Vec<_> = known.keys().map(AgreementKey::as_str).collect();
                from.missing(findings, Kind::Agreement, key.as_str(), &known);
            }
            Some((_, agreement)) if agreement.kind != kind => {
                let text = format!(
                    "{}: agreement {key} is of kind {}, and this must be {}",
                    from.field,
                    agreement.kind.as_str(),
                    kind.as_str()
                );
                findings.error(from.kind, from.key, text);
            }
            Some(_) => {}
        }
    }

    fn route(&self, from: &From<'_>, key: Option<&RouteKey>, findings: &mut Findings) {
        let Some(key) = key else { return };
        let known = &self.directory.routes;
        if known.get(key).and_then(|versions| versions.current()).is_none() {
            let known: Vec<_> = known.keys().map(RouteKey::as_str).collect();
            from.missing(findings, Kind::Route, key.as_str(), &known);
        }
    }

    fn installation(&self, findings: &mut Findings) {
        let from = |field| From { kind: Kind::Installation, key: INSTALLATION_KEY, field };
        let installation = &self.directory.installation;
        let agreement = installation.default_agreement.as_ref();
        self.agreement_of(&from("default_agreement"), agreement, AgreementKind::Sla, findings);
        self.route(&from("default_route"), installation.default_route.as_ref(), findings);
    }

    fn agreements(&self, findings: &mut Findings) {
        for (key, versions) in &self.directory.agreements {
            let Some((_, agreement)) = versions.current() else { continue };
            let from = From { kind: Kind::Agreement, key: key.as_str(), field: "calendar" };
            for calendar in agreement.calendars() {
                self.calendar(&from, calendar, findings);
            }
            if let Some(Party::Supplier(supplier)) = &agreement.party {
                self.supplier(&From { field: "party", ..from }, supplier, findings);
            }
        }
    }

    fn clients_and_suppliers(&self, findings: &mut Findings) {
        for (key, client) in &self.directory.clients {
            let from = From { kind: Kind::Client, key: key.as_str(), field: "route" };
            self.route(&from, client.route.as_ref(), findings);
        }
        for (key, supplier) in &self.directory.suppliers {
            let from = From { kind: Kind::Supplier, key: key.as_str(), field: "calendar" };
            if let Some(calendar) = &supplier.calendar {
                self.calendar(&from, calendar, findings);
            }
        }
    }

    fn application(&self, application: &Application, findings: &mut Findings) {
        let key = application.key.as_str();
        let from = |field| From { kind: Kind::Application, key, field };
        self.client(&from("client"), &application.client, findings);
        let agreement = application.agreement.as_ref();
        self.agreement_of(&from("agreement"), agreement, AgreementKind::Sla, findings);
        self.route(&from("route"), application.route.as_ref(), findings);
        for component in &application.components {
            let agreement = component.agreement.as_ref();
            self.agreement_of(
                &from("components.agreement"),
                agreement,
                AgreementKind::Sla,
                findings,
            );
            let contract = component.contract.as_ref();
            self.agreement_of(&from("components.contract"), contract, AgreementKind::Uc, findings);
            if let Some(supplier) = &component.supplier {
                self.supplier(&from("components.supplier"), supplier, findings);
            }
        }
        self.formula(application, findings);
    }

    /// The parts by which an application counts as down are its own, and there are enough.
    fn formula(&self, application: &Application, findings: &mut Findings) {
        let Some(formula) = &application.down_when else { return };
        let key = application.key.as_str();
        let from = |field| From { kind: Kind::Application, key, field };
        for component in &formula.components {
            if !application.components.iter().any(|it| it.key == *component) {
                let from = from("down_when.components");
                no_component(&from, application, component.as_str(), findings);
            }
        }
        let own = self.directory.checks.values().filter(|it| it.application == application.key);
        let own: Vec<_> = own.map(|it| it.key.as_str()).collect();
        for check in &formula.checks {
            if !own.contains(&check.as_str()) {
                let from = from("down_when.checks");
                from.missing(findings, Kind::Check, check.as_str(), &own);
            }
        }
        let parts = formula.checks.len() + formula.components.len();
        if let HowMany::AtLeast(count) = formula.fails
            && (count == 0 || (formula.names_something() && count as usize > parts))
        {
            let text = format!("down_when.fails: {count} of {parts} parts can never be down");
            findings.error(Kind::Application, key, text);
            findings.hint("write \"any\", \"all\", or a number from 1 to that of the parts");
        }
    }

    fn person(&self, person: &Person, findings: &mut Findings) {
        let from = |field| From { kind: Kind::Person, key: person.key.as_str(), field };
        if let Some(client) = &person.client {
            self.client(&from("client"), client, findings);
        }
        for application in &person.applications {
            self.named_application(&from("applications"), application, findings);
        }
    }

    fn matrix(&self, matrix: &Matrix, findings: &mut Findings) {
        let key = matrix.key.as_str();
        let from = |field| From { kind: Kind::Matrix, key, field };
        if let Some(client) = &matrix.client {
            self.client(&from("client"), client, findings);
        }
        if let Some(application) = &matrix.application {
            self.named_application(&from("application"), application, findings);
            self.matrix_place(matrix, application, findings);
        }
        for (party, _) in matrix.rows.values().flat_map(Row::cells) {
            if let Party::Supplier(supplier) = party {
                self.supplier(&from("rows"), supplier, findings);
            }
        }
    }

    /// An application is of the client that the matrix names, and has the component.
    fn matrix_place(&self, matrix: &Matrix, key: &ApplicationKey, findings: &mut Findings) {
        let Some(application) = self.directory.applications.get(key) else { return };
        if let Some(client) = matrix.client.as_ref().filter(|it| **it != application.client) {
            let text = format!("application {key} is not of client {client}");
            findings.error(Kind::Matrix, matrix.key.as_str(), text);
            findings.hint("name the application only");
        }
        if let Some(component) = &matrix.component
            && !application.components.iter().any(|it| it.key == *component)
        {
            let from = From { kind: Kind::Matrix, key: matrix.key.as_str(), field: "component" };
            no_component(&from, application, component.as_str(), findings);
        }
    }

    fn checks(&self, findings: &mut Findings) {
        for (key, check) in &self.directory.checks {
            let from = |field| From { kind: Kind::Check, key: key.as_str(), field };
            self.named_application(&from("application"), &check.application, findings);
            let Some(application) = self.directory.applications.get(&check.application) else {
                continue;
            };
            if let Some(component) = &check.component
                && !application.components.iter().any(|it| it.key == *component)
            {
                no_component(&from("component"), application, component.as_str(), findings);
            }
        }
    }
}

fn no_component(
    from: &From<'_>,
    application: &Application,
    component: &str,
    findings: &mut Findings,
) {
    let text =
        format!("{}: application {} has no component {component}", from.field, application.key);
    findings.error(from.kind, from.key, text);
    let known: Vec<_> = application.components.iter().map(|it| it.key.as_str()).collect();
    findings.hint(hint::meant(component, &known));
}
