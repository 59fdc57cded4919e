//! What will break while nobody looks: every promise that runs out within the next hours, in order,
//! with who holds it, who would be told, and what would prevent it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};
use piket_core::escalation::{RUNGS, person_on};
use piket_core::key::PersonKey;
use piket_core::sla::Metric;
use piket_engine::running_out::Soon;
use piket_store::incidents::IncidentRow;
use piket_store::running_out::{After, Between};
use piket_text::Words;
use serde::Deserialize;

use crate::app::App;
use crate::extract::{Engineer, Now, Query};
use crate::pages::eye::Eye;
use crate::pages::parts::{Frame, Row};
use crate::pages::rows::{self, SOON};
use crate::pages::{page, rail};
use crate::problem::Problem;

/// How many clocks a page shows.
const PAGE: u32 = 50;
/// The choices of hours ahead; the last is usual.
const HOURS: [i64; 3] = [8, 12, 24];
/// No further ahead than a month.
const FURTHEST: SignedDuration = SignedDuration::from_hours(31 * 24);

/// What the address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    hours: String,
    from: String,
    to: String,
    after: String,
}

impl Asked {
    /// The instants that are asked for; what cannot be read is as if it were not there.
    fn between(&self, eye: &Eye<'_>) -> Between {
        let typed = |text: &str| {
            let local: DateTime = text.parse().ok()?;
            eye.w.zone().to_timestamp(local).ok()
        };
        let from = typed(&self.from).unwrap_or(eye.now).max(eye.now);
        let ahead = SignedDuration::from_hours(self.hours());
        let usual = from.checked_add(ahead).unwrap_or(Timestamp::MAX);
        let furthest = from.checked_add(FURTHEST).unwrap_or(Timestamp::MAX);
        let until = typed(&self.to).filter(|to| *to > from).unwrap_or(usual).min(furthest);
        Between { from, until }
    }

    fn hours(&self) -> i64 {
        let asked = self.hours.parse().ok();
        let asked = asked.filter(|hours| HOURS.contains(hours));
        asked.unwrap_or(HOURS[HOURS.len() - 1])
    }

    fn is_typed(&self) -> bool {
        !self.from.is_empty() || !self.to.is_empty()
    }
}

/// Something that runs out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Item {
    at: Timestamp,
    /// The instant for scripts, and the time of day.
    datetime: String,
    time: String,
    /// How long until then.
    ahead: String,
    tone: &'static str,
    /// What runs out.
    what: String,
    /// Where it is explained.
    why: String,
    address: String,
    number: String,
    summary: String,
    about: String,
    priority: u8,
    holder: String,
    /// Who would be told.
    told: String,
    /// What would prevent it.
    prevents: String,
}

/// What runs out within an hour of the day.
#[derive(Debug, Clone, Default)]
struct Hour {
    title: String,
    items: Vec<Item>,
}

#[derive(Template)]
#[template(path = "incidents/tonight.html")]
struct Page<'a> {
    w: &'a Words,
    frame: Frame,
    /// The choices of hours: address, label, and whether it is this one.
    choices: Vec<(String, String, bool)>,
    from: String,
    to: String,
    said: String,
    duty: String,
    is_duty: bool,
    hours: Vec<Hour>,
    next: String,
    paused: Vec<Row>,
    paused_count: u32,
    late: u32,
}

/// `GET /incidents/tonight`: what runs out within the next hours.
pub(crate) async fn tonight(
    State(app): State<App>,
    engineer: Engineer,
    Query(asked): Query<Asked>,
    Now(now): Now,
) -> Result<Response, Problem> {
    let words = engineer.words();
    let eye = Eye { w: &words, directory: engineer.directory(), who: engineer.who(), now };
    let between = asked.between(&eye);
    let after: Option<After> = asked.after.parse().ok();
    let soon = app.desk().running_out(eye.who, between, after, PAGE).await?;
    let late = piket_store::incidents::Filter { breached: true, ..Default::default() };
    let late = app.desk().count(eye.who, late).await?;
    let title = words.t("tonight-title").into_owned();
    let (duty, is_duty) = duty(&eye);
    let page = Page {
        w: &words,
        frame: rail::frame(&app, &engineer, title, "incidents", now).await?,
        choices: choices(&eye, &asked),
        from: eye.local_field(between.from),
        to: eye.local_field(between.until),
        said: said(&eye, between, soon.count),
        duty,
        is_duty,
        next: soon.next.map(|next| next_page(&asked, next)).unwrap_or_default(),
        hours: hours(&eye, &soon, asked.after.is_empty()),
        paused: soon.paused.iter().map(|row| rows::row(&eye, row, None)).collect(),
        paused_count: soon.paused_count,
        late,
    };
    page::shown(&page)
}

fn choices(eye: &Eye<'_>, asked: &Asked) -> Vec<(String, String, bool)> {
    let choice = |hours: i64| {
        let is_it = !asked.is_typed() && asked.hours() == hours;
        let label = eye.w.t1("tonight-hours", "hours", hours);
        (format!("/incidents/tonight?hours={hours}"), label, is_it)
    };
    HOURS.into_iter().map(choice).collect()
}

fn next_page(asked: &Asked, next: After) -> String {
    let mut words = url::form_urlencoded::Serializer::new(String::new());
    let typed = [("hours", &asked.hours), ("from", &asked.from), ("to", &asked.to)];
    for (name, value) in typed.into_iter().filter(|(_, value)| !value.is_empty()) {
        words.append_pair(name, value);
    }
    words.append_pair("after", &next.to_string());
    format!("/incidents/tonight?{}", words.finish())
}

fn said(eye: &Eye<'_>, between: Between, count: u32) -> String {
    let moment = |at| format!("{} {}", eye.w.weekday_and_moment(at), eye.w.zone_name(at));
    let (from, until) = (moment(between.from), moment(between.until));
    eye.w.tn("tonight-said", &[("count", &count), ("from", &from), ("until", &until)])
}

/// Who stands on the ladder, and whether anybody is on duty at all.
fn duty(eye: &Eye<'_>) -> (String, bool) {
    let ladder = &eye.directory.installation.ladder;
    let name = |person: &PersonKey| eye.directory.person_name(person).to_owned();
    let mut names: Vec<String> = Vec::new();
    for rung in 1..=RUNGS {
        let person = person_on(eye.directory, rung);
        names.extend(person.map(|person| name(&person)).filter(|it| !names.contains(it)));
    }
    match names.split_first() {
        Some((first, rest)) if ladder.first.is_some() && !rest.is_empty() => {
            (eye.w.t2("tonight-duty-then", "first", first, "then", eye.w.list(rest)), true)
        }
        Some((first, _)) if ladder.first.is_some() => {
            (eye.w.t1("tonight-duty", "first", first), true)
        }
        _ => (eye.w.t("tonight-duty-nobody").into_owned(), false),
    }
}

/// All that runs out, in order, by the hour of the day.
fn hours(eye: &Eye<'_>, soon: &Soon, is_first_page: bool) -> Vec<Hour> {
    let mut items: Vec<Item> = soon
        .clocks
        .iter()
        .map(|(clock, row)| {
            let name = clock.metric.as_str();
            Item {
                what: eye.w.metric(clock.metric).into_owned(),
                why: format!("/incidents/{}/clocks/{name}", row.number),
                prevents: prevents(eye, clock.metric),
                told: told_of_breach(eye, row),
                ..item(eye, clock.limit_at, row)
            }
        })
        .collect();
    // What was promised beside the clocks stands on the first page, up to where it ends.
    let until = items.last().map(|item| item.at).filter(|_| soon.next.is_some());
    let is_shown = |at: Timestamp| is_first_page && until.is_none_or(|until| at <= until);
    items.extend(soon.words.iter().filter(|(at, _)| is_shown(*at)).map(|(at, row)| Item {
        what: eye.w.t("tonight-word").into_owned(),
        prevents: eye.w.t("tonight-prevents-word").into_owned(),
        told: told(eye, &[holder_key(row)]),
        ..item(eye, *at, row)
    }));
    items.extend(soon.offers.iter().filter(|(at, _)| is_shown(*at)).map(|(at, row)| Item {
        what: eye.w.t("tonight-offer").into_owned(),
        prevents: eye.w.t("tonight-prevents-offer").into_owned(),
        told: told(eye, &[holder_key(row), person_on(eye.directory, RUNGS)]),
        ..item(eye, *at, row)
    }));
    items.sort_by_key(|item| item.at);
    let mut hours: Vec<Hour> = Vec::new();
    for item in items {
        let local = eye.w.local(item.at);
        let day = eye.w.weekday_and_day_short(local.date());
        let title = format!("{day} {:02}:00–{:02}:59", local.hour(), local.hour());
        match hours.last_mut() {
            Some(hour) if hour.title == title => hour.items.push(item),
            Some(_) | None => hours.push(Hour { title, items: vec![item] }),
        }
    }
    hours
}

fn item(eye: &Eye<'_>, at: Timestamp, row: &IncidentRow) -> Item {
    let left = at.duration_since(eye.now);
    let party = || eye.party(&row.holder_party);
    let holder = match &row.holder_person {
        Some(person) => {
            let is_on_duty = eye.directory.installation.ladder.first.as_ref() == Some(person);
            let name = eye.person(person).name;
            if is_on_duty { eye.w.t1("tonight-holds-on-duty", "name", name) } else { name }
        }
        None if row.is_taken => party(),
        None => eye.w.t("tonight-holds-nobody").into_owned(),
    };
    Item {
        at,
        datetime: at.to_string(),
        time: eye.w.time(at),
        ahead: eye.countdown(at),
        tone: if left < SOON { "warn" } else { "" },
        address: format!("/incidents/{}", row.number),
        number: row.number.to_string(),
        summary: row.summary.clone(),
        about: eye.about(&row.client, row.application.as_ref()),
        priority: row.priority.into(),
        holder,
        ..Item::default()
    }
}

fn holder_key(row: &IncidentRow) -> Option<PersonKey> {
    row.holder_person.clone()
}

/// A breach is told to the holder and the service manager; while nobody holds it, the ladder is
/// climbed as well.
fn told_of_breach(eye: &Eye<'_>, row: &IncidentRow) -> String {
    let manager = eye.directory.service_manager().map(|person| person.key.clone());
    let holder = holder_key(row).or_else(|| person_on(eye.directory, 1));
    told(eye, &[holder, manager])
}

fn told(eye: &Eye<'_>, people: &[Option<PersonKey>]) -> String {
    let mut names: Vec<String> = Vec::new();
    for person in people.iter().flatten() {
        let name = eye.directory.person_name(person).to_owned();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        return eye.w.t("tonight-told-nobody").into_owned();
    }
    eye.w.t1("tonight-told", "names", eye.w.list(&names))
}

fn prevents(eye: &Eye<'_>, metric: Metric) -> String {
    eye.w.named("tonight-prevents", metric.as_str()).into_owned()
}

#[cfg(test)]
mod tests {
    use piket_core::calendar::WorkingTime;
    use piket_store::running_out::RunningOut;

    use super::*;
    use crate::pages::example::{Example, at};

    fn soon(example: &Example, limit: &str) -> Soon {
        let seen = example.seen();
        let row = IncidentRow::of(seen.id, &seen.state, &seen.clocks);
        let clock = RunningOut {
            incident: seen.id,
            metric: Metric::Resolution,
            cycle: 0,
            due_at: Some(at(limit)),
            limit_at: at(limit),
            promised: WorkingTime::hours(4),
        };
        Soon {
            clocks: vec![(clock, row.clone())],
            next: None,
            count: 1,
            words: vec![(at("18:10"), row)],
            offers: Vec::new(),
            paused: Vec::new(),
            paused_count: 0,
        }
    }

    #[test]
    fn what_runs_out_is_told_by_the_hour_with_who_holds_it_and_what_prevents_it() {
        let example = Example::taken();
        let hours = hours(&example.eye(), &soon(&example, "18:58"), true);
        assert_eq!(hours.len(), 1);
        assert_eq!(hours[0].title, "Mon 23 Nov 18:00–18:59");
        let [word, clock] = &hours[0].items[..] else { panic!("{hours:?}") };
        assert_eq!((word.time.as_str(), clock.time.as_str()), ("18:10", "18:58"));
        assert_eq!(clock.holder, "Ilse de Vries");
        assert!(clock.told.contains("Ilse de Vries"), "{}", clock.told);
        assert!(!clock.prevents.contains("tonight-"), "{}", clock.prevents);
    }

    #[test]
    fn the_next_day_is_usual_and_what_cannot_be_read_is_left_out() {
        let example = Example::taken();
        let eye = example.eye();
        let day = SignedDuration::from_hours(24);
        for hours in ["", "x", "7", "24"] {
            let asked = Asked { hours: hours.to_owned(), ..Asked::default() };
            assert_eq!(asked.between(&eye), Between { from: eye.now, until: eye.now + day });
        }
        let typed = |from: &str, to: &str| Asked {
            from: from.to_owned(),
            to: to.to_owned(),
            ..Asked::default()
        };
        let night = typed("2026-11-23T22:00", "2026-11-24T06:00").between(&eye);
        assert_eq!(night.from, at("22:00"));
        assert_eq!(night.until.duration_since(night.from), SignedDuration::from_hours(8));
        let past = typed("2026-11-20T22:00", "2026-11-20T23:00").between(&eye);
        assert_eq!(past.from, eye.now);
        let long = typed("", "2036-11-20T23:00").between(&eye);
        assert_eq!(long.until, eye.now + FURTHEST);
    }

    #[test]
    fn nobody_on_duty_is_said_so() {
        let example = Example::taken();
        let (said, is_duty) = duty(&example.eye());
        assert!(!is_duty && said.contains("Nobody"), "{said}");
    }
}
