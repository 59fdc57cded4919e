//! The figures of a month as programs read them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use piket_core::calendar::WorkingTime;
use piket_core::figures::{
    self, Availability as Measured, Mean as CoreMean, Tally as CoreTally, Verdict,
};
use piket_engine::figures::MonthSeen;
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::ApiCaller;

/// The figures of an application for a month.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MonthFigures)]
pub(crate) struct Figures {
    /// The application.
    application: String,
    /// The month, as `2026-10`.
    month: String,
    /// The zone of its midnights.
    zone: String,
    /// Its first instant.
    #[schema(value_type = String, format = DateTime)]
    from: Timestamp,
    /// Up to where it is told: its end, or the present.
    #[schema(value_type = String, format = DateTime)]
    until: Timestamp,
    /// Whether the month is over.
    is_over: bool,
    /// The last frozen version; nothing if the month is not frozen. The client is given the figures
    /// of that version, our own people those of today.
    frozen_version: Option<u32>,
    /// Whether a check says when the application is down.
    is_watched: bool,
    /// How available it was; nothing if no hours were agreed.
    availability: Option<Availability>,
    /// Promises kept, by metric.
    kept: BTreeMap<&'static str, Kept>,
    /// Promises that were not kept.
    misses: Vec<Miss>,
    /// How many promises were still open at the end.
    running: usize,
    /// Means by the clock on the wall, in seconds.
    times: Times,
    /// Incidents that were reported.
    incidents: u32,
    /// How often one was opened again.
    reopened: u32,
    /// Of those resolved for the first time, how many were right: `met`.
    first_time_right: Tally,
    /// When it was down.
    outages: Vec<Outage>,
    /// The credits that are proposed; nothing while the month lasts or if none were agreed.
    credits: Option<Credits>,
}

/// How available an application was.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MonthAvailability)]
pub(crate) struct Availability {
    /// As it was.
    raw: Share,
    /// Without what was excused.
    corrected: Share,
    /// What was promised, in percent.
    promised_pct: Option<f64>,
    /// Whether so much was not measured (more than 1 %) that the figure is in doubt.
    is_poorly_measured: bool,
}

/// Agreed time, and what was lost of it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MonthShare)]
struct Share {
    /// In percent, unrounded; nothing without agreed time.
    availability_pct: Option<f64>,
    /// In percent, rounded down to two decimals.
    #[schema(example = "99.95")]
    shown: Option<String>,
    /// Agreed service time in seconds: open, without permitted planned work and what was not
    /// measured.
    agreed_s: i64,
    /// Downtime within it, in seconds.
    down_s: i64,
    /// Open time that was not measured, in seconds.
    unmeasured_s: i64,
    /// Permitted planned work, in seconds.
    maintenance_s: i64,
}

/// Promises that ended.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = KeptTally)]
struct Tally {
    /// Kept.
    met: u32,
    /// Broken.
    missed: u32,
    /// The share that was kept, in percent, unrounded; nothing if none ended.
    pct: Option<f64>,
}

/// Promises of a metric.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = KeptPromises)]
pub(crate) struct Kept {
    /// As it was.
    raw: Tally,
    /// Without what was excused.
    corrected: Tally,
}

/// A promise that was not kept.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MissedPromise)]
pub(crate) struct Miss {
    /// The incident.
    number: String,
    /// Which promise.
    metric: &'static str,
    /// In which cycle of it, from 0.
    cycle: u32,
    /// The instant after which it was late.
    #[schema(value_type = Option<String>, format = DateTime)]
    breached_at: Option<Timestamp>,
    /// How much was promised, in seconds of open time.
    promised_s: i64,
    /// How much was used when it ended.
    used_s: Option<i64>,
    /// Why it does not count in the corrected figure.
    excuse: Option<String>,
    /// Whether it proved to have been in time after all.
    is_refuted: bool,
}

/// Means, in seconds.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MonthTimes)]
struct Times {
    /// MTTD: from the onset to the first alert or report.
    detect: Mean,
    /// MTTA: from the alert or report until one of us took it up.
    acknowledge: Mean,
    /// MTRS: from the onset until the service was back.
    restore: Mean,
    /// MTTR: from the beginning of work until it was resolved.
    repair: Mean,
    /// MTBF: agreed time without downtime for each failure; nothing without failures.
    between_failures_s: Option<i64>,
    /// MTBSI: MTBF and MTRS together.
    between_incidents_s: Option<i64>,
}

/// A mean.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MeanTime)]
struct Mean {
    /// In seconds, rounded down; nothing over nothing.
    seconds: Option<i64>,
    /// Over how many.
    n: u32,
}

/// A stretch in which the application was down.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MonthOutage)]
pub(crate) struct Outage {
    /// From when.
    #[schema(value_type = String, format = DateTime)]
    from: Timestamp,
    /// Until when; nothing while it lasts.
    #[schema(value_type = Option<String>, format = DateTime)]
    until: Option<Timestamp>,
    /// How much of the agreed time it cost, in seconds.
    cost_s: i64,
    /// How much of that is excused.
    excused_s: i64,
    /// Its incidents.
    incidents: Vec<String>,
}

/// What the client gets back, as a proposal.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProposedCredits)]
pub(crate) struct Credits {
    /// The share of the monthly fee, in percent, after the cap.
    percent: f64,
    /// The amount in cents.
    amount_cents: u64,
    /// The currency.
    currency: String,
    /// Whether the cap made it less.
    is_capped: bool,
}

fn share(it: &Measured) -> Share {
    let seconds = WorkingTime::seconds;
    Share {
        availability_pct: it.percent(),
        shown: it.floored(2),
        agreed_s: seconds(it.agreed),
        down_s: seconds(it.down),
        unmeasured_s: seconds(it.unmeasured),
        maintenance_s: seconds(it.maintenance),
    }
}

fn tally(it: CoreTally) -> Tally {
    Tally { met: it.met, missed: it.missed, pct: it.percent() }
}

fn mean(it: CoreMean) -> Mean {
    Mean { seconds: it.seconds(), n: it.n }
}

impl Figures {
    pub(super) fn of(seen: MonthSeen, caller: &ApiCaller) -> Self {
        let frozen_version = seen.versions.last().map(|it| it.version);
        let published = seen.versions.into_iter().last();
        let is_client = !caller.who.role.is_own();
        let it = published.filter(|_| is_client).map_or(seen.figures, |it| it.figures);
        Self {
            application: it.application.to_string(),
            month: it.month.to_string(),
            frozen_version,
            availability: it.availability.as_ref().map(|it| Availability {
                raw: share(&it.raw),
                corrected: share(&it.corrected),
                promised_pct: it.promised.map(f64::from),
                is_poorly_measured: it.raw.is_poorly_measured(),
            }),
            kept: it
                .kept
                .iter()
                .map(|(metric, kept)| {
                    let (raw, corrected) = (tally(kept.raw), tally(kept.corrected));
                    (metric.as_str(), Kept { raw, corrected })
                })
                .collect(),
            misses: it.misses.iter().map(miss).collect(),
            running: it.running.len(),
            times: Times {
                detect: mean(it.times.detect),
                acknowledge: mean(it.times.acknowledge),
                restore: mean(it.times.restore),
                repair: mean(it.times.repair),
                between_failures_s: it.times.between_failures_s,
                between_incidents_s: it.times.between_incidents_s,
            },
            incidents: it.incidents.total(),
            reopened: it.incidents.reopened,
            first_time_right: tally(it.incidents.first_time_right),
            outages: it.outages.iter().map(outage).collect(),
            credits: it.credits.as_ref().map(|it| Credits {
                percent: f64::from(it.percent),
                amount_cents: it.amount_cents,
                currency: it.currency.clone(),
                is_capped: it.is_capped,
            }),
            zone: it.zone,
            from: it.from,
            until: it.until,
            is_over: it.is_over,
            is_watched: it.is_watched,
        }
    }
}

fn miss(it: &figures::Miss) -> Miss {
    let clock = &it.clock;
    Miss {
        number: it.number.to_string(),
        metric: clock.metric.as_str(),
        cycle: clock.cycle,
        breached_at: clock.breached_at,
        promised_s: clock.promised_s,
        used_s: clock.used_s,
        excuse: clock.excuse.clone(),
        is_refuted: clock.verdict() == Verdict::Met,
    }
}

fn outage(it: &figures::Outage) -> Outage {
    Outage {
        from: it.from,
        until: it.until,
        cost_s: it.cost.seconds(),
        excused_s: it.excused.seconds(),
        incidents: it.incidents.iter().map(ToString::to_string).collect(),
    }
}
