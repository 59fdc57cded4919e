//! An agreement as a document to read: the same for the desk and for a client, but for what is
//! ours alone.
//!
//! Used by the pages of agreements and by the portal. The template is `parts/agreement.html`.

use piket_core::calendar::{CalendarSpec, CalendarVersion, Weekly, Window};
use piket_core::priority::{Impact, Priority, Urgency};
use piket_core::sla::{Agreement, Credits, Maintenance, Metric, OnReopen};
use piket_text::Words;

use crate::pages::eye::Eye;

/// Minutes of a day; the picture of a week is this wide.
const DAY: u16 = 1_440;

/// For whom a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    /// Somebody of ours.
    Desk,
    /// A client: in words to them, and without what is ours alone.
    Client,
}

/// An agreement, ready to be shown.
pub(crate) struct Document {
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) party: String,
    pub(crate) tier: String,
    /// `gold`, `silver` or `bronze`.
    pub(crate) tier_class: &'static str,
    pub(crate) version: u32,
    /// The hours of the week in words.
    pub(crate) hours: Vec<(String, String)>,
    pub(crate) closed: String,
    pub(crate) week: Vec<Day>,
    pub(crate) metrics: Vec<(String, String)>,
    pub(crate) rows: Vec<Row>,
    pub(crate) availability: String,
    pub(crate) included: String,
    pub(crate) managed: Vec<String>,
    pub(crate) exclusions: Vec<String>,
    pub(crate) maintenance: Vec<String>,
    pub(crate) credits: Option<CreditTable>,
    /// What else holds, a sentence each.
    pub(crate) notes: Vec<String>,
    /// A row for each impact: its word, and a priority for each urgency.
    pub(crate) matrix: Vec<(String, [u8; 3])>,
    pub(crate) urgencies: [String; 3],
    /// What is ours alone.
    pub(crate) ours: Vec<String>,
}

/// A day of the picture of a week.
pub(crate) struct Day {
    pub(crate) name: String,
    /// What is said to who cannot see it.
    pub(crate) said: String,
    /// Open stretches: where each begins and how wide it is, of 1440.
    pub(crate) open: Vec<(u16, u16)>,
}

/// What is promised for a priority.
pub(crate) struct Row {
    pub(crate) number: u8,
    pub(crate) word: String,
    pub(crate) promises: Vec<Promise>,
}

/// One promise.
pub(crate) struct Promise {
    /// How long; empty when nothing is promised.
    pub(crate) time: String,
    /// The hours in which it counts, where they are not those of the agreement.
    pub(crate) hours: String,
}

/// What is given back.
pub(crate) struct CreditTable {
    pub(crate) fee: String,
    pub(crate) cap: String,
    pub(crate) bands: Vec<(String, String)>,
    pub(crate) exclusions: Vec<String>,
}

/// The document of an agreement in a version.
pub(crate) fn of(eye: &Eye<'_>, version: u32, it: &Agreement, reader: Reader) -> Document {
    let w = eye.w;
    let spec = eye.directory.calendars.get(&it.calendar).map(|calendar| calendar.spec());
    let weekly = spec.and_then(|spec| spec.versions.last()).map(|version| &version.weekly);
    let party = it.party.as_ref().map(|party| eye.party(party));
    let promised = Metric::ALL.into_iter().filter(|metric| promises(it, *metric));
    let metrics: Vec<Metric> = promised.collect();
    Document {
        name: it.name.clone(),
        kind: w.agreement_kind(it.kind).into_owned(),
        party: party.unwrap_or_default(),
        tier: w.tier(it.tier).into_owned(),
        tier_class: it.tier.as_str(),
        version,
        hours: weekly.map(|weekly| w.week_hours(weekly)).unwrap_or_default(),
        closed: spec.map(|spec| closed(eye, spec)).unwrap_or_default(),
        week: weekly.map(|weekly| week(w, weekly)).unwrap_or_default(),
        rows: Priority::ALL.into_iter().map(|priority| row(eye, it, &metrics, priority)).collect(),
        metrics: metrics
            .iter()
            .map(|it| (w.metric(*it).into_owned(), w.about_metric(*it).into_owned()))
            .collect(),
        availability: it.availability.map(|it| w.share(it)).unwrap_or_default(),
        included: it.hours_per_month.map(|it| w.t1("offer-hours", "hours", it)).unwrap_or_default(),
        managed: it.managed.clone(),
        exclusions: it.exclusions.clone(),
        maintenance: it.maintenance.as_ref().map(|it| maintenance(w, it)).unwrap_or_default(),
        credits: it.credits.as_ref().map(|it| credits(w, it)),
        notes: notes(w, it, reader),
        matrix: it.priority_matrix.map(|_| matrix(w, it)).unwrap_or_default(),
        urgencies: Urgency::ALL.map(|it| w.urgency(it).into_owned()),
        ours: if reader == Reader::Desk { ours(w, it) } else { Vec::new() },
    }
}

fn promises(it: &Agreement, metric: Metric) -> bool {
    it.targets.iter().any(|target| target.metric == metric)
}

fn row(eye: &Eye<'_>, it: &Agreement, metrics: &[Metric], priority: Priority) -> Row {
    let promise = |metric: &Metric| {
        let Some(target) = it.target(*metric, priority) else {
            return Promise { time: String::new(), hours: String::new() };
        };
        let other = target.calendar.as_ref().filter(|key| **key != it.calendar);
        let spec = other.and_then(|key| eye.directory.calendars.get(key)).map(|it| it.spec());
        let version: Option<&CalendarVersion> = spec.and_then(|spec| spec.versions.last());
        let hours = version.map(|it| eye.w.week_hours(&it.weekly)).unwrap_or_default();
        let hours: Vec<String> =
            hours.into_iter().map(|(days, hours)| format!("{days} {hours}")).collect();
        let mut hours = hours.join(", ").trim().to_owned();
        if target.once_confirmed && !hours.is_empty() {
            hours = eye.w.t1("offer-once-confirmed", "hours", hours);
        }
        Promise { time: eye.w.length(target.promised()), hours }
    };
    // The sign before it says the number.
    let word = eye.w.priority(priority);
    let word = word.split_once(" · ").map_or(word.as_ref(), |(_, word)| word).to_owned();
    Row { number: priority.into(), word, promises: metrics.iter().map(promise).collect() }
}

/// A day of the week with its windows, and what a window of the day before left over for it.
fn week(w: &Words, weekly: &Weekly) -> Vec<Day> {
    let days =
        [&weekly.mon, &weekly.tue, &weekly.wed, &weekly.thu, &weekly.fri, &weekly.sat, &weekly.sun];
    let before = [6, 0, 1, 2, 3, 4, 5].map(|at| days.get(at).copied());
    let spilt = |windows: Option<&Vec<Window>>| {
        let over = windows.into_iter().flatten().filter(|window| window.spans_midnight());
        over.map(|window| (0, window.bounds().1)).collect::<Vec<_>>()
    };
    (1..)
        .zip(days.iter().zip(before))
        .map(|(number, (windows, before))| {
            let own = windows.iter().map(|window| {
                let (open, close) = window.bounds();
                let close = if window.spans_midnight() { DAY } else { close };
                (open, close.saturating_sub(open))
            });
            let said: Vec<String> =
                windows.iter().map(|window| window.to_string().replace('-', "–")).collect();
            let number: usize = number;
            Day {
                name: w.named("weekday-short", &number.to_string()).into_owned(),
                said: if said.is_empty() {
                    w.t("offer-closed").into_owned()
                } else {
                    said.join(", ")
                },
                open: spilt(before).into_iter().chain(own).collect(),
            }
        })
        .collect()
}

/// Whether holidays close it, and the zone of the hours.
pub(crate) fn closed(eye: &Eye<'_>, spec: &CalendarSpec) -> String {
    let today = eye.w.local(eye.now).date();
    let version = spec.versions.last();
    let next = version.and_then(|it| it.holidays.keys().find(|date| **date >= today));
    match next {
        Some(date) => {
            eye.w.t2("hours-holidays", "next", eye.w.weekday_and_day(*date), "zone", &spec.tz)
        }
        None => eye.w.t1("hours-no-holidays", "zone", &spec.tz),
    }
}

fn maintenance(w: &Words, it: &Maintenance) -> Vec<String> {
    let windows = w.hours_in_a_line(&it.windows);
    let allowance = piket_core::calendar::WorkingTime::minutes(i64::from(it.allowance_minutes));
    vec![
        w.t1("offer-maintenance-windows", "hours", windows),
        w.t1("offer-maintenance-notice", "hours", it.notice_hours),
        w.t1("offer-maintenance-allowance", "time", w.length(allowance)),
    ]
}

fn credits(w: &Words, it: &Credits) -> CreditTable {
    let mut bands: Vec<_> = it.bands.iter().collect();
    bands.sort_by_key(|band| (band.of, std::cmp::Reverse(band.below)));
    let line = |band: &&piket_core::sla::Band| {
        let figure = w.credit_figure(band.of);
        let when = w.t2("offer-credit-when", "figure", figure, "below", w.share(band.below));
        (when, w.share(band.credit))
    };
    CreditTable {
        fee: w.money(it.monthly_fee_cents, &it.currency),
        cap: w.share(it.cap),
        bands: bands.iter().map(line).collect(),
        exclusions: it.exclusions.clone(),
    }
}

fn notes(w: &Words, it: &Agreement, reader: Reader) -> Vec<String> {
    let key = |desk: &'static str, client: &'static str| match reader {
        Reader::Desk => desk,
        Reader::Client => client,
    };
    let pauses = if it.client_wait_pauses.is_empty() {
        w.t(key("agreed-no-pause", "offer-no-pause")).into_owned()
    } else {
        let priorities = w.priorities(&it.client_wait_pauses);
        w.t1(key("agreed-pause", "offer-pause"), "priorities", priorities)
    };
    let fixes = match (it.minor_fixes_preapproved, reader) {
        (true, Reader::Desk) => "agreed-fixes",
        (true, Reader::Client) => "offer-fixes",
        (false, Reader::Desk) => "agreed-no-fixes",
        (false, Reader::Client) => "offer-no-fixes",
    };
    let mut notes = vec![pauses, w.t(fixes).into_owned()];
    if it.resolution_by_workaround {
        notes.push(w.t("agreed-workaround").into_owned());
    }
    notes.push(w.t1("agreed-reopen", "days", it.reopen_days));
    for (metric, then) in it.on_reopen.iter().filter(|(_, then)| **then != OnReopen::Resume) {
        let then = w.on_reopen(*then);
        notes.push(w.t2("offer-on-reopen", "metric", w.metric(*metric), "then", then));
    }
    notes
}

fn matrix(w: &Words, it: &Agreement) -> Vec<(String, [u8; 3])> {
    let matrix = it.priority_matrix.unwrap_or_default();
    let row = |impact: Impact| {
        let priorities = Urgency::ALL.map(|urgency| u8::from(matrix.priority(impact, urgency)));
        (w.impact(impact).into_owned(), priorities)
    };
    Impact::ALL.map(row).to_vec()
}

fn ours(w: &Words, it: &Agreement) -> Vec<String> {
    let percents: Vec<String> = it.warn_percents.iter().map(|it| format!("{it}%")).collect();
    let warn = match percents.as_slice() {
        [] => w.t("offer-no-warning").into_owned(),
        _ => w.t1("agreed-warn", "percents", w.list(&percents)),
    };
    let margin = (it.margin_minutes > 0).then(|| {
        let time = piket_core::calendar::WorkingTime::minutes(i64::from(it.margin_minutes));
        w.t1("offer-margin", "time", w.length(time))
    });
    std::iter::once(warn).chain(margin).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::example::Example;

    #[test]
    fn a_night_goes_on_in_the_picture_of_the_next_day() {
        let example = Example::reported();
        let night: Window = "22:00-06:00".parse().unwrap();
        let week = week(example.eye().w, &Weekly { sun: vec![night], ..Weekly::default() });
        assert_eq!(week[6].open, [(1_320, 120)]);
        assert_eq!(week[0].open, [(0, 360)]);
        assert_eq!(week[1].open, []);
    }

    #[test]
    fn a_client_is_not_told_when_we_are_warned() {
        let example = Example::reported();
        let pin = example.directory.agreement_for(None, None).unwrap();
        let it = example.directory.agreement(&pin).unwrap();
        assert!(!of(&example.eye(), 1, it, Reader::Desk).ours.is_empty());
        let document = of(&example.eye(), 1, it, Reader::Client);
        assert!(document.ours.is_empty());
        assert_eq!(document.rows[0].promises[0].time, "30 minutes");
    }
}
