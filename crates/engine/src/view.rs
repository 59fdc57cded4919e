//! What somebody sees: incidents, lists and evidence behind the walls of the policy.
//!
//! Every reading door goes through here, so a wall is written once. What may not be seen is not
//! found; nobody learns from an answer that it exists.

use jiff::Timestamp;
use piket_core::directory::Directory;
use piket_core::incident::{Entry, Errand, Fact, Link, State, agenda, party_clocks};
use piket_core::key::{IncidentId, Number};
use piket_core::policy::{Action, Who};
use piket_core::sla::{self, Clock};
use piket_store::incidents::{self, Cursor, Filter, IncidentRow, Page, Timeline};
use piket_store::{StoreError, evidence, search};
use uuid::Uuid;

use crate::desk::Desk;
use crate::error::ActionError;

/// Counts stop here; pages say "999+".
pub const COUNTED_AT_MOST: u32 = 1_000;

/// An incident as one person sees it.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Its row.
    pub id: IncidentId,
    /// Where it is.
    pub state: State,
    /// What happened, as far as the person may read it.
    pub entries: Vec<Entry>,
    /// The clocks of what we promised.
    pub clocks: Vec<Clock>,
    /// The clocks of what suppliers and teams promised us; for our own people only.
    pub party_clocks: Vec<Clock>,
    /// What happens next by itself; for our own people only.
    pub agenda: Vec<Errand>,
    /// What happened to the incidents that were merged into this one, as far as the person may
    /// read it.
    pub parts: Vec<SeenPart>,
    /// With which others it is linked, as far as the person may know of them.
    pub linked: Vec<SeenLink>,
}

/// An incident that is linked with another one, as one person sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenLink {
    /// What it is to the other one.
    pub is: Link,
    /// Its number.
    pub number: Number,
    /// In one line.
    pub summary: String,
}

/// An incident that was merged into another one, as one person sees it.
#[derive(Debug, Clone)]
pub struct SeenPart {
    /// Its row.
    pub id: IncidentId,
    /// Its number.
    pub number: Number,
    /// In one line.
    pub summary: String,
    /// What happened to it until it was merged.
    pub entries: Vec<Entry>,
}

impl Seen {
    /// The first fact: the report.
    pub fn report(&self) -> Option<&Fact> {
        self.entries.first().map(|entry| &entry.fact)
    }

    /// What happened, with what people said in merged incidents in its place, each with the number
    /// where it was said.
    pub fn together(&self) -> Vec<(Option<Number>, &Entry)> {
        let mut theirs: Vec<(Option<Number>, &Entry)> = self
            .parts
            .iter()
            .flat_map(|part| part.entries.iter().map(move |entry| (Some(part.number), entry)))
            .filter(|(_, entry)| is_said(&entry.fact))
            .collect();
        theirs.sort_by_key(|(_, entry)| entry.at);
        let mut theirs = theirs.into_iter().peekable();
        let mut all = Vec::new();
        for entry in &self.entries {
            while let Some(earlier) = theirs.next_if(|(_, it)| it.at <= entry.at) {
                all.push(earlier);
            }
            all.push((None, entry));
        }
        all.extend(theirs);
        all
    }
}

impl Desk {
    /// An incident as `who` sees it.
    ///
    /// # Errors
    ///
    /// [`ActionError::NotFound`] when there is none, or when it is not the person's to see.
    pub async fn show(
        &self,
        who: &Who,
        number: Number,
        now: Timestamp,
    ) -> Result<Seen, ActionError> {
        let found = self
            .store()
            .read(move |tx| -> Result<_, StoreError> {
                let Some(id) = incidents::by_number(tx, number)? else { return Ok(None) };
                let Some(timeline) = incidents::load(tx, id)? else { return Ok(None) };
                let parts = parts_of(tx, &timeline)?;
                let linked = linked_with(tx, &timeline)?;
                Ok(Some((id, timeline.entries, parts, linked)))
            })
            .await?;
        let (id, entries, parts, linked) = found.ok_or(ActionError::NotFound("incident"))?;
        let state = State::replay(&entries).ok_or(ActionError::NotFound("incident"))?;
        if !who.sees_incident(&state) {
            return Err(ActionError::NotFound("incident"));
        }
        let directory = self.directory();
        let now = state.present(now);
        let clocks = sla::clocks(&state.clock_events, directory.as_ref(), now);
        let is_own = who.role.is_own();
        let agenda = if is_own { agenda(&state, &directory, now) } else { Vec::new() };
        let party_clocks = if is_own { party_clocks(&state, &directory, now) } else { Vec::new() };
        let linked: Vec<SeenLink> =
            linked.into_iter().filter_map(|(is, row)| seen_link(who, is, row)).collect();
        let is_known = |entry: &Entry| match &entry.fact {
            Fact::Linked { number, .. } => is_own || linked.iter().any(|it| it.number == *number),
            _ => true,
        };
        let entries =
            entries.iter().filter_map(|entry| who.reads(entry)).filter(is_known).collect();
        let parts = parts.iter().filter_map(|part| seen_part(who, part)).collect();
        Ok(Seen { id, state, entries, clocks, party_clocks, agenda, parts, linked })
    }

    /// A page of incidents that `who` may see.
    ///
    /// # Errors
    ///
    /// [`ActionError::Store`] when the memory cannot be reached.
    pub async fn list(
        &self,
        who: &Who,
        filter: Filter,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page, ActionError> {
        let Some(filter) = walled(who, filter) else {
            return Ok(Page { rows: Vec::new(), next: None });
        };
        let read = move |tx: &mut piket_store::ReadTx<'_>| {
            incidents::list(tx, &filter, after.as_ref(), limit)
        };
        Ok(self.store().read(read).await?)
    }

    /// How many incidents of a kind `who` may see, counted up to a cap.
    ///
    /// # Errors
    ///
    /// [`ActionError::Store`] when the memory cannot be reached.
    pub async fn count(&self, who: &Who, filter: Filter) -> Result<u32, ActionError> {
        let Some(filter) = walled(who, filter) else { return Ok(0) };
        let read =
            move |tx: &mut piket_store::ReadTx<'_>| incidents::count(tx, &filter, COUNTED_AT_MOST);
        Ok(self.store().read(read).await?)
    }

    /// Incidents that `who` may see and that contain the words.
    ///
    /// # Errors
    ///
    /// [`ActionError::Store`] when the memory cannot be reached.
    pub async fn search(
        &self,
        who: &Who,
        words: String,
        limit: u32,
    ) -> Result<Vec<IncidentRow>, ActionError> {
        let Some(filter) = walled(who, Filter::default()) else { return Ok(Vec::new()) };
        let found = self
            .store()
            .read(move |tx| -> Result<_, StoreError> {
                let ids = search::find(tx, &words, filter.wall.as_ref(), limit)?;
                incidents::rows(tx, &ids)
            })
            .await?;
        Ok(found)
    }

    /// The bytes of an item of evidence, if `who` may see it. What was kept of an incident that is
    /// merged into this one belongs to it too.
    ///
    /// # Errors
    ///
    /// [`ActionError::NotFound`] when there is none, or when it is not the person's to see.
    pub async fn evidence(
        &self,
        who: &Who,
        number: Number,
        item: Uuid,
        now: Timestamp,
    ) -> Result<(evidence::Item, Vec<u8>), ActionError> {
        let seen = self.show(who, number, now).await?;
        let parts = seen.parts.iter().flat_map(|part| &part.entries);
        let is_shown = seen
            .entries
            .iter()
            .chain(parts)
            .any(|entry| matches!(&entry.fact, Fact::EvidenceAdded(shown) if shown.id == item));
        if !is_shown {
            return Err(ActionError::NotFound("evidence"));
        }
        let kept = self
            .store()
            .read(move |tx| -> Result<_, StoreError> {
                Ok(evidence::get(tx, item)?.zip(evidence::body(tx, item)?))
            })
            .await?;
        kept.ok_or(ActionError::NotFound("evidence"))
    }
}

/// Whether somebody said something: that belongs to whoever reads the incident that goes on.
fn is_said(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::Reported { .. }
            | Fact::MessageSent(_)
            | Fact::MessageReceived(_)
            | Fact::ReportedBack(_)
            | Fact::CallLogged { .. }
            | Fact::FindingRecorded { .. }
    )
}

/// The timelines of what was merged into an incident, and into those.
fn parts_of(
    tx: &mut piket_store::ReadTx<'_>,
    timeline: &Timeline,
) -> Result<Vec<Timeline>, StoreError> {
    let state = timeline.state();
    let ids = state.iter().flat_map(|state| state.merging.parts().values());
    let ids: Vec<IncidentId> = ids.map(|part| part.brought.incident).collect();
    let mut parts = Vec::new();
    for id in ids {
        if let Some(part) = incidents::load(tx, id)? {
            parts.extend(parts_of(tx, &part)?);
            parts.push(part);
        }
    }
    Ok(parts)
}

/// The rows of what is linked with an incident, each with what it is to that one.
fn linked_with(
    tx: &mut piket_store::ReadTx<'_>,
    timeline: &Timeline,
) -> Result<Vec<(Link, IncidentRow)>, StoreError> {
    let Some(state) = timeline.state().filter(|state| !state.links.is_empty()) else {
        return Ok(Vec::new());
    };
    let ids: Vec<IncidentId> = state.links.iter().map(|(_, _, id)| id).collect();
    let rows = incidents::rows(tx, &ids)?;
    let linked = rows.into_iter().filter_map(|row| Some((state.links.with(row.number)?, row)));
    Ok(linked.collect())
}

/// The same walls stand around what is linked, and a client knows only of what follows up what.
fn seen_link(who: &Who, is: Link, row: IncidentRow) -> Option<SeenLink> {
    let is_theirs = who.sees(&row.client, row.application.as_ref())
        || (who.client.as_ref() == Some(&row.client) && row.reporter.as_ref() == Some(&who.key));
    let may_know = who.role.is_own() || (is.is_for_client() && is_theirs);
    may_know.then_some(SeenLink { is, number: row.number, summary: row.summary })
}

/// The same walls stand around a part as around any incident.
fn seen_part(who: &Who, part: &Timeline) -> Option<SeenPart> {
    let state = part.state().filter(|state| who.sees_incident(state))?;
    let is_merge = |entry: &&Entry| matches!(entry.fact, Fact::MergedInto { .. });
    let until = part.entries.iter().rev().find(is_merge).map_or(u32::MAX, |entry| entry.seq);
    let before = part.entries.iter().filter(|entry| entry.seq < until);
    Some(SeenPart {
        id: part.id,
        number: state.number,
        summary: state.summary,
        entries: before.filter_map(|entry| who.reads(entry)).collect(),
    })
}

/// The filter, made narrower by the walls around the person; `None` when they leave nothing: who is
/// not ours and of no client sees nothing.
fn walled(who: &Who, mut filter: Filter) -> Option<Filter> {
    if !who.may(Action::UseDesk) {
        filter.wall = Some(incidents::Wall {
            client: who.client.clone()?,
            applications: who.applications.clone(),
            person: who.key.clone(),
        });
    }
    Some(filter)
}

/// What the person may know of the directory: the client's part of it, or all.
pub fn visible_applications<'a>(
    who: &'a Who,
    directory: &'a Directory,
) -> impl Iterator<Item = &'a piket_core::directory::Application> {
    directory
        .applications
        .values()
        .filter(|application| who.sees(&application.client, Some(&application.key)))
}
