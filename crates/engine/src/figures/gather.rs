//! Gathering what the figures of an application are made of, in one reading of the memory.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use piket_core::calendar::{Calendar, CalendarSpec};
use piket_core::check::CheckSpec;
use piket_core::directory::{Application, Directory, Pin};
use piket_core::figures::{
    self, Figures, IncidentFigures, Inputs, Month, Piece, ServiceNote, Span, Spans, Sum, gaps,
    parts_that_tell,
};
use piket_core::incident::{Entry, State, View, cycles_in, owed_clocks};
use piket_core::key::{AgreementKey, ApplicationKey};
use piket_core::sla::{self, Metric};
use piket_store::config::{self, Kind};
use piket_store::figures::{between, notes_of};
use piket_store::samples::{Period, rollups};
use piket_store::{ReadTx, StoreError};
use sha2::{Digest, Sha256};

/// So long the sums of hours are kept; before that there are days.
const HOURS_KEPT: SignedDuration = SignedDuration::from_hours(24 * 390);

/// What an incident gives to the figures. It is the same whenever it is read off.
pub(crate) fn read_off<'a, T>(directory: &Directory, state: &State, timeline: T) -> IncidentFigures
where
    T: IntoIterator<Item = &'a Entry>,
{
    let owed = || owed_clocks(state, directory, state.changed_at);
    let cycles = |view: View| -> Vec<sla::Clock> {
        let own = Metric::ALL
            .into_iter()
            .flat_map(|metric| cycles_in(state, metric, view, directory, state.changed_at));
        own.chain(owed()).collect()
    };
    let is_corrected = !state.corrections.approved().is_empty();
    let corrected = is_corrected.then(|| cycles(View::Corrected));
    IncidentFigures::of(state, timeline, &cycles(View::Raw), corrected.as_deref())
}

/// What the figures of an application are made of, for a row of months.
pub(super) struct Gathered {
    application: Application,
    checks: Vec<CheckSpec>,
    incidents: Vec<IncidentFigures>,
    notes: Vec<ServiceNote>,
    held: Vec<(Timestamp, Pin<AgreementKey>)>,
    unmeasured: Spans,
}

impl Gathered {
    /// Reads it. The application is known to be there.
    pub(super) fn read(
        tx: &mut ReadTx<'_>,
        directory: &Directory,
        key: &ApplicationKey,
        first: Month,
        last: Month,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let application = directory.applications.get(key).cloned();
        let application = application
            .ok_or_else(|| StoreError::Broken(format!("application {key} is not there")))?;
        let own = directory.checks.values().filter(|check| check.application == *key);
        let checks: Vec<CheckSpec> = own.cloned().collect();
        // A day to spare on both sides: the zone may be any.
        let day = SignedDuration::from_hours(24);
        let from = first.span(&TimeZone::UTC).from.saturating_sub(day).unwrap_or(Timestamp::MIN);
        let to = last.span(&TimeZone::UTC).to.saturating_add(day).unwrap_or(Timestamp::MAX);
        let span = Span { from, to };
        Ok(Self {
            incidents: between(tx, key, span)?,
            notes: notes_of(tx, key)?,
            held: held(tx, directory, &application)?,
            unmeasured: unmeasured(tx, &application, &checks, span, now)?,
            application,
            checks,
        })
    }

    /// The figures of one of the months.
    pub(super) fn figures(&self, directory: &Directory, month: Month, now: Timestamp) -> Figures {
        let pieces = self.pieces(directory);
        let zone = zone_of(directory, &pieces, month);
        let span = month.span(&zone);
        let counts = |it: &&IncidentFigures| {
            it.begins_at() < span.to && it.ends_at().is_none_or(|end| end >= span.from)
        };
        let incidents: Vec<IncidentFigures> =
            self.incidents.iter().filter(counts).cloned().collect();
        let checks: Vec<&CheckSpec> = self.checks.iter().collect();
        figures::figures(&Inputs {
            month,
            zone: &zone,
            now,
            application: &self.application,
            checks: &checks,
            pieces: &pieces,
            incidents: &incidents,
            notes: &self.notes,
            unmeasured: &self.unmeasured,
        })
    }

    fn pieces<'a>(&self, directory: &'a Directory) -> Vec<Piece<'a>> {
        let piece = |(from, pin): &(Timestamp, Pin<AgreementKey>)| {
            let agreement = directory.agreement(pin)?;
            let calendar: &Calendar = directory.calendars.get(&agreement.calendar)?;
            Some(Piece { from: *from, pin: pin.clone(), agreement, calendar })
        };
        self.held.iter().filter_map(piece).collect()
    }

    /// The SHA-256 of everything that the figures of a month were made of.
    pub(super) fn hash(&self, month: Month) -> String {
        let mut incidents: Vec<&IncidentFigures> = self.incidents.iter().collect();
        incidents.sort_by_key(|it| it.number);
        let spans: Vec<(Timestamp, Timestamp)> =
            self.unmeasured.iter().map(|span| (span.from, span.to)).collect();
        let inputs = serde_json::json!({
            "month": month,
            "application": self.application,
            "checks": self.checks,
            "agreements": self.held,
            "incidents": incidents,
            "notes": self.notes,
            "unmeasured": spans,
        });
        let digest = Sha256::digest(inputs.to_string().as_bytes());
        let pairs: Vec<String> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        pairs.concat()
    }
}

/// The zone of the agreement that holds now, or that of the house.
pub(crate) fn zone_now(directory: &Directory, key: &ApplicationKey) -> TimeZone {
    let pin = directory.agreement_for(Some(key), None);
    let agreement = pin.as_ref().and_then(|pin| directory.agreement(pin));
    let calendar = agreement.and_then(|it| directory.calendars.get(&it.calendar));
    calendar.map_or_else(|| house_zone(directory), |calendar| calendar.zone().clone())
}

/// The zone of a month: that of the agreement at its end, or that of the house.
fn zone_of(directory: &Directory, pieces: &[Piece<'_>], month: Month) -> TimeZone {
    let end = month.span(&TimeZone::UTC).to;
    let held = pieces.iter().rev().find(|piece| piece.from < end).or(pieces.first());
    held.map_or_else(|| house_zone(directory), |piece| piece.calendar.zone().clone())
}

pub(crate) fn house_zone(directory: &Directory) -> TimeZone {
    let name = &directory.installation.time_zone;
    CalendarSpec::always_open(name).zone().unwrap_or(TimeZone::UTC)
}

/// Which agreement held from when on. What was written first holds since ever: nothing is known
/// from before it.
pub(crate) fn held(
    tx: &mut ReadTx<'_>,
    directory: &Directory,
    application: &Application,
) -> Result<Vec<(Timestamp, Pin<AgreementKey>)>, StoreError> {
    let usual = directory.installation.default_agreement.as_ref();
    let mut named: Vec<(Timestamp, Option<AgreementKey>)> = Vec::new();
    for document in config::history(tx, Kind::Application, application.key.as_str())? {
        let body: serde_json::Value = serde_json::from_str(&document.body)
            .map_err(|why| StoreError::Broken(why.to_string()))?;
        let key = body.get("agreement").and_then(serde_json::Value::as_str);
        let key = key.and_then(|key| key.parse().ok()).or_else(|| usual.cloned());
        named.push((document.recorded_at, key));
    }
    if named.is_empty() {
        let key = application.agreement.clone().or_else(|| usual.cloned());
        named.push((Timestamp::MIN, key));
    }
    let keys: BTreeSet<&AgreementKey> = named.iter().filter_map(|(_, key)| key.as_ref()).collect();
    let mut versions: BTreeMap<&AgreementKey, Vec<(Timestamp, u32)>> = BTreeMap::new();
    for key in keys {
        let history = config::history(tx, Kind::Agreement, key.as_str())?;
        let all = history.iter().map(|it| (it.recorded_at, it.version)).collect();
        versions.insert(key, all);
    }
    let changes = named.iter().map(|(at, _)| *at);
    let changes = changes.chain(versions.values().flatten().map(|(at, _)| *at));
    let instants: BTreeSet<Timestamp> = changes.collect();
    let mut held: Vec<(Timestamp, Pin<AgreementKey>)> = Vec::new();
    for at in instants {
        let key = last_until(&named, at).and_then(|key| key.as_ref());
        let Some(key) = key else { continue };
        let version = versions.get(key).and_then(|all| last_until(all, at)).copied();
        let Some(version) = version else { continue };
        let pin = Pin { key: key.clone(), version };
        if held.last().is_none_or(|(_, last)| *last != pin) {
            held.push((at, pin));
        }
    }
    Ok(held)
}

/// What was written last at that instant; what was written first if it was before.
fn last_until<T>(written: &[(Timestamp, T)], at: Timestamp) -> Option<&T> {
    let last = written.iter().rev().find(|(since, _)| *since <= at);
    last.or(written.first()).map(|(_, it)| it)
}

/// When none of the checks that say whether the application is down looked.
fn unmeasured(
    tx: &mut ReadTx<'_>,
    application: &Application,
    checks: &[CheckSpec],
    span: Span,
    now: Timestamp,
) -> Result<Spans, StoreError> {
    let span = Span { from: span.from, to: span.to.min(now) };
    let is_recent = now.duration_since(span.from) < HOURS_KEPT;
    let period = if is_recent { Period::Hour } else { Period::Day };
    let length = SignedDuration::from_millis(period.length_ms());
    let all: Vec<&CheckSpec> = checks.iter().collect();
    let telling: BTreeSet<_> = parts_that_tell(application, &all).into_iter().flatten().collect();
    let mut found: Option<Spans> = None;
    for check in checks.iter().filter(|check| telling.contains(&check.key)) {
        let sums: Vec<Sum> = rollups(tx, &check.key, period, span.from, span.to)?
            .into_iter()
            .map(|it| Sum { start_at: it.start_at, results: it.results, unmeasured: it.unmeasured })
            .collect();
        let interval = SignedDuration::from_secs(i64::from(check.interval_s));
        let gaps = gaps(&sums, length, interval, span);
        found = Some(found.map_or(gaps.clone(), |found| found.within(&gaps)));
    }
    // Without such a check it is what people say that counts, and the figures say so.
    Ok(found.unwrap_or_default())
}
