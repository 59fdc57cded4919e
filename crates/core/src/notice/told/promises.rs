//! Promises that run out or are broken: a ladder from the holder to who is accountable.

use super::post::weight;
use super::{Post, activity_at};
use crate::directory::Behind;
use crate::incident::Entry;
use crate::notice::{About, Promise};
use crate::party::Party;
use crate::raci::Letter;
use crate::sla::{self, Background, Metric};

/// Of which clock a notice is: who promised (we, where nobody is named), what, in which cycle.
pub(super) type Of<'a> = (Option<&'a Party>, Metric, u32);

/// From which share of a promise on who leads the team hears.
const TO_THE_LEAD: u8 = 75;

/// From which share on who is accountable hears.
const TO_THE_ACCOUNTABLE: u8 = 90;

impl Post<'_> {
    /// The ladder of a promise that runs out: first the holder, then who leads, then who is
    /// accountable for what is being done.
    pub(super) fn warned(&mut self, entry: &Entry, of: Of<'_>, percent: u8) {
        let clock = self.clock(entry, of);
        let due_at = clock.as_ref().and_then(|clock| clock.due_at);
        let promise = self.promise(entry, clock, of);
        let about = About::Warning { metric: of.1, percent, due_at, promise };
        self.tell_holder(entry, about.clone());
        if percent >= TO_THE_LEAD {
            self.tell_lead(entry, &about);
        }
        if percent >= TO_THE_ACCOUNTABLE {
            self.tell_accountable(entry, &about);
        }
    }

    /// After the last rung of the ladder: the service manager as well.
    pub(super) fn breached(&mut self, entry: &Entry, of: Of<'_>, due_at: jiff::Timestamp) {
        let promise = self.promise(entry, self.clock(entry, of), of);
        let about = About::Breach { metric: of.1, due_at, promise };
        self.tell_holder(entry, about.clone());
        self.tell_lead(entry, &about);
        self.tell_accountable(entry, &about);
        self.tell_service_manager(entry, about);
    }

    /// The supplier's contact for escalation hears what its own people missed.
    pub(super) fn tell_escalation(&mut self, entry: &Entry, of: Of<'_>, due_at: jiff::Timestamp) {
        let Some(Party::Supplier(key)) = of.0 else { return };
        let Some(supplier) = self.directory.suppliers.get(key) else { return };
        let mut supplier = supplier.clone();
        supplier.email = supplier.escalation_email.take().or(supplier.email);
        let promise = self.promise(entry, self.clock(entry, of), of);
        let about = About::Breach { metric: of.1, due_at, promise };
        let weight = weight(Letter::Accountable, &about);
        let behind = Behind::Desk(&supplier);
        self.put(entry, &behind, Some(Letter::Accountable), weight, about);
    }

    /// The clock that a warning or a breach is about.
    fn clock(&self, entry: &Entry, (party, metric, cycle): Of<'_>) -> Option<sla::Clock> {
        let now = self.after.present(entry.recorded_at);
        let is_it = |clock: &sla::Clock| (clock.metric, clock.cycle) == (metric, cycle);
        match party {
            None => sla::cycles(metric, &self.after.clock_events, self.directory, now)
                .into_iter()
                .find(is_it),
            Some(party) => self
                .after
                .engagements
                .iter()
                .filter(|engagement| engagement.party == *party)
                .flat_map(|engagement| engagement.clocks(self.directory, now))
                .find(is_it),
        }
    }

    fn promise(
        &self,
        entry: &Entry,
        clock: Option<sla::Clock>,
        (party, ..): Of<'_>,
    ) -> Option<Promise> {
        let clock = clock?;
        let now = self.after.present(entry.recorded_at);
        let background = Background::of_events(&self.after.clock_events);
        let explanation = sla::explain(&clock, &background, self.directory, now);
        let by = party.map(|party| match self.directory.supplier_name(party) {
            Some(name) => name.to_owned(),
            None => party.to_string(),
        });
        Some(Promise {
            by,
            promised_s: clock.promised.seconds(),
            since: clock.started_at,
            limit_at: clock.limit_at.filter(|limit| Some(*limit) != clock.due_at),
            so_far: Some(explanation.so_far()),
        })
    }

    /// Who leads the team that has the ball: the incident manager, or the service manager where
    /// nobody is one.
    fn tell_lead(&mut self, entry: &Entry, about: &About) {
        let party = Party::IncidentManager;
        let application = self.after.application.as_ref();
        if self.directory.behind(&party, &self.after.client, application).is_empty() {
            self.tell_service_manager(entry, about.clone());
        } else {
            self.tell_party(entry, &party, None, Letter::Accountable, about.clone());
        }
    }

    /// Who is accountable for what is being done now, if it is one of ours: how we stand with our
    /// promises is not told to others in this way.
    fn tell_accountable(&mut self, entry: &Entry, about: &About) {
        let Some(activity) = activity_at(self.after.step) else { return };
        let row = self.after.row(self.directory, activity);
        let accountable = row.and_then(|resolved| resolved.row.accountable().cloned());
        if let Some(party) = accountable.filter(Party::is_own) {
            self.tell_party(entry, &party, None, Letter::Accountable, about.clone());
        }
    }
}
