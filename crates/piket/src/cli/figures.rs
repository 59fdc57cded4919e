//! `piket figures`: a month of an application from a console, as text or as JSON.

use clap::Args;
use piket_core::calendar::WorkingTime;
use piket_core::directory::Role;
use piket_core::figures::{Figures, Mean, Month};
use piket_core::key::{ApplicationKey, PersonKey};
use piket_core::policy::Who;
use piket_engine::figures::MonthSeen;
use piket_text::Words;

use super::output::{columns, say};
use crate::house::House;

/// Which month of which application.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The key of the application
    application: ApplicationKey,
    /// Which month, such as 2026-10 [default: the present one]
    #[arg(long)]
    month: Option<Month>,
    /// As JSON
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(arguments: Arguments, house: &House) -> anyhow::Result<()> {
    let now = house.now();
    let key = &arguments.application;
    let month = arguments.month.unwrap_or_else(|| house.desk.current_month(key, now));
    let seen = house.desk.month(&console(), key, month, now).await?;
    if arguments.json {
        say(serde_json::to_string_pretty(&as_json(&seen))?);
        return Ok(());
    }
    let directory = house.desk.directory();
    let installation = &directory.installation;
    let words = Words::of(installation.language).in_zone(&installation.time_zone);
    say(format!("{} {}", directory.application_name(key), seen.figures.month));
    say(columns(&lines(&words, &seen)));
    Ok(())
}

/// Whoever has the console of the server reads everything, and is nobody of the directory.
pub(super) fn console() -> Who {
    Who {
        key: "console".parse::<PersonKey>().expect("a short lower-case word is a key"),
        role: Role::Manager,
        client: None,
        parties: Vec::new(),
        applications: Vec::new(),
    }
}

fn as_json(seen: &MonthSeen) -> serde_json::Value {
    let versions: Vec<serde_json::Value> = seen
        .versions
        .iter()
        .map(|it| {
            serde_json::json!({
                "version": it.version,
                "at": it.at,
                "by": it.by,
                "reason": it.reason,
                "inputs_sha256": it.inputs_sha256,
                "figures": it.figures,
            })
        })
        .collect();
    serde_json::json!({ "figures": seen.figures, "versions": versions })
}

fn lines(words: &Words, seen: &MonthSeen) -> Vec<Vec<String>> {
    let it: &Figures = &seen.figures;
    let mut lines = Vec::new();
    let mut line = |name: &str, figure: String, beside: String| {
        lines.push(vec![format!("  {name}"), figure, beside]);
    };
    let none = || words.t("figures-none").into_owned();
    if let Some(measured) = &it.availability {
        let percent = |it: &piket_core::figures::Availability| {
            it.floored(3).map_or_else(none, |text| words.percent_of(&text))
        };
        let raw = words.t1("figures-raw", "figure", percent(&measured.raw));
        line(&words.t("figures-availability"), percent(&measured.corrected), raw);
        let of = words.duration(measured.corrected.agreed);
        let of = words.t1("figures-of-agreed", "time", of);
        line(&words.t("figures-down"), words.duration(measured.corrected.down), of);
        if measured.raw.unmeasured > WorkingTime::ZERO {
            let time = words.duration(measured.raw.unmeasured);
            line(&words.t("figures-unmeasured"), time, String::new());
        }
    }
    for (metric, kept) in &it.kept {
        let share = kept.corrected.floored(1).map_or_else(none, |text| words.percent_of(&text));
        let (part, whole) = (kept.corrected.met, kept.corrected.total());
        let of = words.t2("figures-of", "part", part, "whole", whole);
        line(&words.metric(*metric), share, of);
    }
    let mut mean = |name: &str, mean: Mean| {
        let shown = mean.seconds().map_or_else(none, |seconds| words.span(seconds));
        line(name, shown, words.t1("figures-n", "count", mean.n));
    };
    mean("MTTD", it.times.detect);
    mean("MTTA", it.times.acknowledge);
    mean("MTRS", it.times.restore);
    mean("MTTR", it.times.repair);
    line(&words.t("figures-incidents"), it.incidents.total().to_string(), String::new());
    line(&words.t("figures-outages"), it.outages.len().to_string(), String::new());
    if let Some(last) = seen.versions.last() {
        let name = words.t1("figures-frozen-version", "version", last.version);
        line(&name, words.date_time(last.at), last.by.to_string());
    }
    lines
}
