//! `piket calendar`: the days of a year that differ from the ordinary week, and what a calendar
//! file would close.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::Timestamp;
use jiff::civil::Date;
use piket_core::calendar::{CalendarDay, CalendarSpec, DayRule, FeedEvent, read_ical};
use piket_core::key::CalendarKey;
use piket_engine::calendars::years;

use super::output::{columns, say};
use crate::failure::{Failure, OrHint, nearest};
use crate::house::House;

/// What can be done with calendars.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Show the days of a year that differ from the ordinary week
    Show(Which),
    /// Read an iCalendar file and print its dates as lines for a configuration file
    Import(Source),
}

/// Which calendar, in which year.
#[derive(Debug, Args)]
pub(super) struct Which {
    /// The key of a calendar
    key: CalendarKey,
    /// The year [default: this year]
    #[arg(long)]
    year: Option<i16>,
}

/// Which file.
#[derive(Debug, Args)]
pub(super) struct Source {
    /// A file in the form iCalendar (.ics)
    file: PathBuf,
    /// The zone of the calendar that would be closed
    #[arg(long, default_value = "Europe/Amsterdam", value_name = "ZONE")]
    tz: String,
}

pub(super) fn run(command: Command, house: &House) -> anyhow::Result<()> {
    match command {
        Command::Show(which) => show(&which, house),
        Command::Import(source) => import(&source, house.now()),
    }
}

fn show(which: &Which, house: &House) -> anyhow::Result<()> {
    let directory = house.desk.directory();
    let Some(calendar) = directory.calendars.get(&which.key) else {
        let keys = || directory.calendars.keys().map(CalendarKey::as_str);
        let hint = match nearest(which.key.as_str(), keys()) {
            Some(near) => format!("did you mean {near}?"),
            None => format!("known are {}", keys().collect::<Vec<_>>().join(", ")),
        };
        return Err(Failure::usage(format!("there is no calendar {}", which.key), hint).into());
    };
    let year = which.year.unwrap_or_else(|| calendar.zone().to_datetime(house.now()).year());
    let (first, last) = (Date::new(year, 1, 1)?, Date::new(year, 12, 31)?);
    let days = calendar.days(first, last);
    let differing: Vec<Vec<String>> = days.iter().filter_map(|day| row(day, calendar)).collect();
    let open: i64 = days.iter().map(|day| day.total.seconds()).sum();
    if !differing.is_empty() {
        say(columns(&differing));
    }
    say(format!("{year}: {} h open, {} days differ", open / 3600, differing.len()));
    Ok(())
}

fn row(day: &CalendarDay, calendar: &piket_core::calendar::Calendar) -> Option<Vec<String>> {
    let mut what = match &day.rule {
        DayRule::Holiday(name) => name.en.clone(),
        DayRule::ClosedDate => "closed".to_owned(),
        DayRule::Exception => "other hours".to_owned(),
        DayRule::OpeningHours | DayRule::ClosedWeekday if day.has_clock_change() => String::new(),
        DayRule::OpeningHours | DayRule::ClosedWeekday => return None,
    };
    if day.has_clock_change() {
        let hours = day.length.seconds() / 3600;
        let separator = if what.is_empty() { "" } else { ", " };
        what = format!("{what}{separator}the clocks change ({hours} h)");
    }
    let clock = |at: &Timestamp| calendar.zone().to_datetime(*at).strftime("%H:%M").to_string();
    let open = day.open.iter().map(|(from, to)| format!("{}-{}", clock(from), clock(to)));
    let open = open.collect::<Vec<_>>().join(", ");
    let open = if open.is_empty() { "closed".to_owned() } else { open };
    Some(vec![day.on.strftime("%a %Y-%m-%d").to_string(), open, what])
}

fn import(source: &Source, now: Timestamp) -> anyhow::Result<()> {
    let zone = CalendarSpec { tz: source.tz.clone(), versions: Vec::new() }.zone();
    let zone = zone.ok_or_else(|| {
        Failure::usage(
            format!("{} is not a time zone", source.tz),
            "it looks like Europe/Amsterdam",
        )
    })?;
    let bytes = std::fs::read(&source.file).hint("the file must be readable")?;
    let (first, last) = years(&zone, now);
    let read = read_ical(&bytes, &zone, first, last).hint("export it once more, as iCalendar")?;
    let date = |event: &FeedEvent| {
        let title = event.title.replace(['\n', '\r'], " ");
        let lines = event.dates().map(|on| format!("  \"{on}\", # {title}"));
        lines.collect::<Vec<_>>().join("\n")
    };
    say("closed_on = [");
    for event in &read.events {
        say(date(event));
    }
    say("]");
    let (timed, far, odd) = (read.timed, read.far, read.odd);
    if timed + far + odd > 0 {
        say(format!(
            "# left out: {timed} with a time of the day, {far} in other years, {odd} not understood"
        ));
    }
    Ok(())
}
