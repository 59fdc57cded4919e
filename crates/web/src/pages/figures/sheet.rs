//! A month told in full: every figure with what it is made of. The desk and the portal show the
//! same sheet; the addresses of incidents differ, and what is ours alone is left out of the portal's.

use jiff::Timestamp;
use piket_core::calendar::WorkingTime;
use piket_core::figures::{Figures, Kept, Mean, Miss, Outage, Planned, Proposal, Running, Tally};
use piket_core::key::Number;
use piket_core::sla::{CreditFigure, Metric};

use super::line::{doubt, mean, name, percent, promised, tally, tone};
use super::notes::when;
use crate::pages::condition::Tone;
use crate::pages::eye::Eye;

/// How many rows of a list a page shows; the file has them all.
const ROWS: usize = 50;

/// A month, ready to be shown.
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) tone: Tone,
    pub(crate) state: String,
    /// What is not right about the measurement.
    pub(crate) doubt: String,
    /// The figures that matter most: name, figure, what stands beside it.
    pub(crate) heads: Vec<(String, String, String)>,
    /// The agreements that held, with since when.
    pub(crate) agreements: Vec<String>,
    pub(crate) kept: Vec<KeptRow>,
    pub(crate) times: Vec<(&'static str, String, String, String)>,
    pub(crate) outages: Vec<OutageRow>,
    pub(crate) misses: Vec<MissRow>,
    /// How many more promises were missed than are shown.
    pub(crate) more_misses: usize,
    pub(crate) running: Vec<(String, String, String)>,
    pub(crate) more_running: usize,
    pub(crate) planned: Vec<PlannedRow>,
    pub(crate) credits: Option<CreditSheet>,
}

/// A metric with its shares.
pub(crate) struct KeptRow {
    pub(crate) metric: String,
    pub(crate) about: String,
    pub(crate) raw: (String, String),
    pub(crate) corrected: (String, String),
    /// Per priority: its number and the share.
    pub(crate) by_priority: Vec<(u8, String)>,
}

/// An outage.
pub(crate) struct OutageRow {
    pub(crate) from: String,
    pub(crate) until: String,
    pub(crate) lasted: String,
    pub(crate) cost: String,
    pub(crate) excused: String,
    /// Address and number of its incidents.
    pub(crate) incidents: Vec<(String, String)>,
    pub(crate) is_noted: bool,
}

/// A promise that was not kept.
pub(crate) struct MissRow {
    pub(crate) address: String,
    pub(crate) number: String,
    pub(crate) summary: String,
    pub(crate) metric: String,
    pub(crate) priority: u8,
    pub(crate) due: String,
    /// What happened, in a sentence.
    pub(crate) said: String,
    /// Why it does not count; empty where it does.
    pub(crate) note: String,
}

/// Planned work.
pub(crate) struct PlannedRow {
    pub(crate) when: String,
    pub(crate) text: String,
    pub(crate) taken: String,
    pub(crate) permitted: String,
    pub(crate) why: String,
}

/// What the client gets back.
pub(crate) struct CreditSheet {
    pub(crate) amount: String,
    pub(crate) percent: String,
    pub(crate) is_capped: bool,
    pub(crate) is_nothing: bool,
    pub(crate) lines: Vec<String>,
    pub(crate) exclusions: Vec<String>,
}

/// The sheet of a month; `incidents` is where incidents are shown: `/incidents`.
pub(crate) fn sheet(eye: &Eye<'_>, it: &Figures, incidents: &str) -> Sheet {
    let tone = tone(it);
    let address = |number: Number| format!("{incidents}/{number}");
    Sheet {
        name: name(eye.w, it),
        state: eye.w.named("figures-state", tone.class()).into_owned(),
        tone,
        doubt: doubt(eye.w, it),
        heads: heads(eye, it),
        agreements: agreements(eye, it),
        kept: it.kept.iter().map(|(metric, kept)| kept_row(eye, *metric, kept)).collect(),
        times: times(eye, it),
        outages: it.outages.iter().map(|outage| outage_row(eye, it, outage, &address)).collect(),
        misses: it.misses.iter().take(ROWS).map(|miss| miss_row(eye, miss, &address)).collect(),
        more_misses: it.misses.len().saturating_sub(ROWS),
        running: it.running.iter().take(ROWS).map(|it| running(eye, it, &address)).collect(),
        more_running: it.running.len().saturating_sub(ROWS),
        planned: it.maintenance.iter().map(|it| planned_row(eye, it)).collect(),
        credits: it.credits.as_ref().map(|it| credits(eye, it)),
    }
}

fn heads(eye: &Eye<'_>, it: &Figures) -> Vec<(String, String, String)> {
    let w = eye.w;
    let mut heads = Vec::new();
    if let Some(measured) = &it.availability {
        let (raw, corrected) = (percent(w, &measured.raw), percent(w, &measured.corrected));
        let mut beside: Vec<String> = measured
            .promised
            .map(|it| w.t1("figures-promised", "percent", promised(w, it)))
            .into_iter()
            .collect();
        if raw != corrected {
            beside.push(w.t1("figures-raw", "figure", raw));
        }
        heads.push((w.t("figures-availability").into_owned(), corrected, beside.join(" · ")));
        let of = w.t1("figures-of-agreed", "time", w.duration(measured.corrected.agreed));
        let down = w.duration(measured.corrected.down);
        heads.push((w.t("figures-down").into_owned(), down, of));
        if measured.raw.unmeasured > WorkingTime::ZERO {
            let time = w.duration(measured.raw.unmeasured);
            let beside = w.t("figures-unmeasured-about").into_owned();
            heads.push((w.t("figures-unmeasured").into_owned(), time, beside));
        }
        if measured.raw.degraded > WorkingTime::ZERO {
            let time = w.duration(measured.raw.degraded);
            let beside = w.t("figures-degraded-about").into_owned();
            heads.push((w.t("figures-degraded").into_owned(), time, beside));
        }
    }
    let all = it.kept.values().fold(Tally::default(), |sum, kept| Tally {
        met: sum.met + kept.corrected.met,
        missed: sum.missed + kept.corrected.missed,
    });
    let (share, of) = tally(w, all);
    heads.push((w.t("figures-kept").into_owned(), share, of));
    let reopened = w.t1("figures-reopened", "count", it.incidents.reopened);
    heads.push((w.t("figures-incidents").into_owned(), it.incidents.total().to_string(), reopened));
    let (right, of) = tally(w, it.incidents.first_time_right);
    heads.push((w.t("figures-first-time-right").into_owned(), right, of));
    heads
}

fn agreements(eye: &Eye<'_>, it: &Figures) -> Vec<String> {
    let many = it.agreements.len() > 1;
    let held = |held: &piket_core::figures::Held| {
        let version = eye.w.t1("clients-version", "version", held.pin.version);
        let name = format!("{} · {version}", held.name);
        if many {
            eye.w.t2("figures-held-from", "name", name, "from", eye.w.date_time(held.from))
        } else {
            name
        }
    };
    it.agreements.iter().map(held).collect()
}

fn kept_row(eye: &Eye<'_>, metric: Metric, kept: &Kept) -> KeptRow {
    let share = |(priority, tally_of): (&piket_core::priority::Priority, &Tally)| {
        let (share, of) = tally(eye.w, *tally_of);
        (u8::from(*priority), format!("{share} ({of})"))
    };
    KeptRow {
        metric: eye.w.metric(metric).into_owned(),
        about: eye.w.about_metric(metric).into_owned(),
        raw: tally(eye.w, kept.raw),
        corrected: tally(eye.w, kept.corrected),
        by_priority: kept.corrected_by_priority.iter().map(share).collect(),
    }
}

fn times(eye: &Eye<'_>, it: &Figures) -> Vec<(&'static str, String, String, String)> {
    let w = eye.w;
    let n = |n: u32| w.t1("figures-n", "count", n);
    let row = |name, of: Mean, about: &str| (name, mean(w, of), n(of.n), w.t(about).into_owned());
    let between = |name, seconds: Option<i64>, about: &str| {
        let none = || w.t("figures-none").into_owned();
        let shown = seconds.map_or_else(none, |seconds| w.span(seconds));
        (name, shown, n(it.times.failures), w.t(about).into_owned())
    };
    vec![
        row("MTTD", it.times.detect, "figures-about-detect"),
        row("MTTA", it.times.acknowledge, "figures-about-acknowledge"),
        row("MTRS", it.times.restore, "figures-about-restore"),
        row("MTTR", it.times.repair, "figures-about-repair"),
        between("MTBF", it.times.between_failures_s, "figures-about-between-failures"),
        between("MTBSI", it.times.between_incidents_s, "figures-about-between-incidents"),
    ]
}

fn outage_row(
    eye: &Eye<'_>,
    month: &Figures,
    it: &Outage,
    address: &dyn Fn(Number) -> String,
) -> OutageRow {
    let end = it.until.unwrap_or(month.until);
    let lasts = || eye.w.t("figures-lasts").into_owned();
    let excused =
        if it.excused > WorkingTime::ZERO { eye.w.duration(it.excused) } else { String::new() };
    OutageRow {
        from: eye.w.date_time(it.from),
        until: it.until.map_or_else(lasts, |until| eye.w.date_time(until)),
        lasted: eye.w.span(end.as_second() - it.from.as_second()),
        cost: eye.w.duration(it.cost),
        excused,
        incidents: it.incidents.iter().map(|it| (address(*it), it.to_string())).collect(),
        is_noted: !it.notes.is_empty(),
    }
}

fn miss_row(eye: &Eye<'_>, it: &Miss, address: &dyn Fn(Number) -> String) -> MissRow {
    let clock = &it.clock;
    let promised = eye.w.length(WorkingTime::of_seconds(clock.promised_s));
    let used = clock.used_s.filter(|used| *used > clock.promised_s);
    let said = match used {
        Some(used) => {
            let by = eye.w.overdue(WorkingTime::of_seconds(used - clock.promised_s));
            eye.w.t2("figures-missed-by", "promised", promised, "by", by)
        }
        None => eye.w.t1("figures-missed", "promised", promised),
    };
    let note = match &clock.excuse {
        _ if clock.is_refuted() => eye.w.t("figures-refuted").into_owned(),
        Some(excuse) => {
            let why = eye.w.named("note-category", excuse);
            eye.w.t1("figures-excused-because", "why", why.as_ref())
        }
        None => String::new(),
    };
    MissRow {
        address: address(it.number),
        number: it.number.to_string(),
        summary: it.summary.clone(),
        metric: eye.w.metric(clock.metric).into_owned(),
        priority: clock.priority.into(),
        due: clock.due_at.or(clock.breached_at).map(|at| eye.w.date_time(at)).unwrap_or_default(),
        said,
        note,
    }
}

fn running(
    eye: &Eye<'_>,
    it: &Running,
    address: &dyn Fn(Number) -> String,
) -> (String, String, String) {
    let metric = eye.w.metric(it.metric).into_owned();
    (address(it.number), it.number.to_string(), metric)
}

fn planned_row(eye: &Eye<'_>, it: &Planned) -> PlannedRow {
    let why: Vec<String> = it
        .excess
        .iter()
        .map(|why| eye.w.named("figures-excess", why.as_str()).into_owned())
        .collect();
    PlannedRow {
        when: when(eye, it.from, it.until),
        text: it.text.clone(),
        taken: eye.w.duration(it.taken),
        permitted: eye.w.duration(it.permitted),
        why: why.join("; "),
    }
}

fn credits(eye: &Eye<'_>, it: &Proposal) -> CreditSheet {
    let w = eye.w;
    let line = |line: &piket_core::figures::CreditLine| {
        let figure = match line.of {
            CreditFigure::Availability => w.t("figures-availability").into_owned(),
            CreditFigure::Kept(metric) => w.metric(metric).into_owned(),
        };
        let below = w.percent_of(&line.below.to_string());
        let credit = w.percent_of(&line.credit.to_string());
        let was = w.percent_of(&line.was);
        w.tn(
            "figures-credit-line",
            &[("figure", &figure), ("was", &was), ("below", &below), ("credit", &credit)],
        )
    };
    CreditSheet {
        amount: w.money(it.amount_cents, &it.currency),
        percent: w.percent_of(&it.percent.to_string()),
        is_capped: it.is_capped,
        is_nothing: it.amount_cents == 0,
        lines: it.lines.iter().map(line).collect(),
        exclusions: it.exclusions.clone(),
    }
}

/// Until when a month is told, for one that runs: "up to …".
pub(crate) fn up_to(eye: &Eye<'_>, at: Timestamp) -> String {
    eye.w.t1("figures-up-to", "at", eye.w.date_time(at))
}
