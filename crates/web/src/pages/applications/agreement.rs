//! The agreement as a table: what is promised, by priority and metric, and in which hours it counts.

use piket_core::calendar::CalendarSpec;
use piket_core::directory::{Application, Directory};
use piket_core::key::CalendarKey;
use piket_core::priority::Priority;
use piket_core::sla::{Agreement, Metric};
use piket_text::Words;

use crate::pages::agreements::document::closed;
use crate::pages::eye::Eye;

/// What was agreed, ready to be shown.
pub(super) struct Agreed {
    /// Where it is.
    pub(super) address: String,
    /// Its name.
    pub(super) name: String,
    /// The value tier.
    pub(super) tier: String,
    /// Which version of it is in force.
    pub(super) version: u32,
    /// The service window: stretches of days with their hours.
    pub(super) hours: Vec<(String, String)>,
    /// What closes it beside that.
    pub(super) closed: String,
    /// The metrics with what is meant by each.
    pub(super) metrics: Vec<(String, String)>,
    /// Per priority: its number, its word, and a promise per metric.
    pub(super) rows: Vec<(u8, String, Vec<Promise>)>,
    /// What else was agreed.
    pub(super) notes: Vec<String>,
}

/// One promise.
pub(super) struct Promise {
    /// How long; empty when nothing is promised.
    pub(super) time: String,
    /// The hours in which it counts, where they are not those of the agreement.
    pub(super) hours: String,
}

/// What holds now for the application; `None` when nothing was agreed.
pub(super) fn of(eye: &Eye<'_>, it: &Application) -> Option<Agreed> {
    let pin = eye.directory.agreement_for(Some(&it.key), None)?;
    let agreement = eye.directory.agreement(&pin)?;
    let spec = calendar(eye.directory, &agreement.calendar);
    Some(Agreed {
        address: format!("/agreements/{}", agreement.key),
        name: agreement.name.clone(),
        tier: eye.w.tier(agreement.tier).into_owned(),
        version: pin.version,
        hours: spec.map(|spec| hours(eye.w, spec)).unwrap_or_default(),
        closed: spec.map(|spec| closed(eye, spec)).unwrap_or_default(),
        metrics: promised(agreement)
            .map(|it| (eye.w.metric(it).into_owned(), eye.w.about_metric(it).into_owned()))
            .collect(),
        rows: Vec::from(Priority::ALL.map(|it| row(eye, agreement, it))),
        notes: notes(eye.w, agreement),
    })
}

fn calendar<'a>(directory: &'a Directory, key: &CalendarKey) -> Option<&'a CalendarSpec> {
    directory.calendars.get(key).map(|calendar| calendar.spec())
}

fn row(eye: &Eye<'_>, agreement: &Agreement, priority: Priority) -> (u8, String, Vec<Promise>) {
    let promise = |metric| {
        let Some(target) = agreement.target(metric, priority) else {
            return Promise { time: String::new(), hours: String::new() };
        };
        let other = target.calendar.as_ref().filter(|key| **key != agreement.calendar);
        let spec = other.and_then(|key| calendar(eye.directory, key));
        let hours = spec.map(|spec| hours(eye.w, spec)).unwrap_or_default();
        let hours: Vec<String> =
            hours.into_iter().map(|(days, hours)| format!("{days} {hours}")).collect();
        Promise { time: eye.w.length(target.promised()), hours: hours.join(", ") }
    };
    // The sign before it says the number.
    let word = eye.w.priority(priority);
    let word = word.split_once(" · ").map_or(word.as_ref(), |(_, word)| word).to_owned();
    (priority.into(), word, promised(agreement).map(promise).collect())
}

/// The metrics for which anything is promised, as they are shown.
fn promised(agreement: &Agreement) -> impl Iterator<Item = Metric> {
    Metric::ALL.into_iter().filter(|metric| agreement.promises(*metric))
}

/// The hours of an ordinary week of the newest version: stretches of days that are alike.
fn hours(w: &Words, spec: &CalendarSpec) -> Vec<(String, String)> {
    spec.versions.last().map(|version| w.week_hours(&version.weekly)).unwrap_or_default()
}

fn notes(w: &Words, agreement: &Agreement) -> Vec<String> {
    let priorities = |list: &[Priority]| {
        let names: Vec<String> = list.iter().map(ToString::to_string).collect();
        w.list(&names)
    };
    let pauses = if agreement.client_wait_pauses.is_empty() {
        w.t("agreed-no-pause").into_owned()
    } else {
        w.t1("agreed-pause", "priorities", priorities(&agreement.client_wait_pauses))
    };
    let fixes = if agreement.minor_fixes_preapproved { "agreed-fixes" } else { "agreed-no-fixes" };
    let workaround = agreement.resolution_by_workaround.then(|| w.t("agreed-workaround"));
    let percents: Vec<String> =
        agreement.warn_percents.iter().map(|percent| format!("{percent}%")).collect();
    let mut notes = vec![pauses, w.t(fixes).into_owned()];
    notes.extend(workaround.map(std::borrow::Cow::into_owned));
    notes.push(w.t1("agreed-reopen", "days", agreement.reopen_days));
    if !percents.is_empty() {
        notes.push(w.t1("agreed-warn", "percents", w.list(&percents)));
    }
    notes
}

#[cfg(test)]
mod tests {
    use piket_core::calendar::{CalendarVersion, Weekly, Window};
    use piket_core::directory::Language;

    use super::*;
    use crate::pages::example::Example;

    fn week(weekly: Weekly) -> CalendarSpec {
        CalendarSpec::single(
            "Europe/Amsterdam",
            CalendarVersion { weekly, ..CalendarVersion::default() },
        )
    }

    #[test]
    fn days_with_the_same_hours_are_one_stretch() {
        let office: Window = "09:00-17:00".parse().unwrap();
        let evening: Window = "09:00-21:00".parse().unwrap();
        let w = Words::of(Language::En);
        let weekly = Weekly { thu: vec![evening], ..Weekly::workdays(&[office]) };
        let said = hours(&w, &week(weekly));
        let days: Vec<&str> = said.iter().map(|(days, _)| days.as_str()).collect();
        assert_eq!(days, ["Mon to Wed", "Thu", "Fri"]);
        assert_eq!(said[1].1, "09:00–21:00");
        let always = hours(&w, &CalendarSpec::always_open("UTC"));
        assert_eq!(always, [("day and night".to_owned(), String::new())]);
    }

    #[test]
    fn every_priority_has_a_row_with_a_promise_per_metric() {
        let example = Example::reported();
        let shop = &example.directory.applications[&"shop".parse().unwrap()];
        let agreed = of(&example.eye(), shop).unwrap();
        assert_eq!(agreed.rows.len(), 5);
        assert_eq!(agreed.rows[0].2.len(), 4);
        assert_eq!(agreed.rows[0].2[0].time, "30 minutes");
    }
}
