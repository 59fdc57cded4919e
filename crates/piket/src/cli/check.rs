//! `piket check run`: looks once, now, and shows what was found.

use clap::{Args, Subcommand};
use piket_agent::Prober;
use piket_core::check::{CheckResult, CheckSpec};
use piket_core::key::CheckKey;

use super::output::{columns, say};
use crate::failure::{Failure, OrHint, nearest};
use crate::house::House;

/// What can be done with checks.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Look once, now; nothing follows from it
    Run(Which),
}

/// Which check.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(super) struct Which {
    /// The key of a check of the configuration
    key: Option<CheckKey>,
    /// Any address
    #[arg(long)]
    url: Option<String>,
}

pub(super) async fn run(command: Command, house: &House) -> anyhow::Result<()> {
    let Command::Run(which) = command;
    let check = match (which.key, which.url) {
        (Some(key), _) => known(&key, house)?,
        (None, Some(url)) => anything(&url)?,
        (None, None) => {
            return Err(Failure::usage("no check is named", "give a key or --url").into());
        }
    };
    let destinations = house.settings.checks.destinations.clone();
    let prober = Prober::for_this_machine(destinations)
        .hint("checks need a name server: look at /etc/resolv.conf")?;
    let result = prober.run(&check, house.now()).await;
    say(told(&result));
    if result.status.is_ok() {
        return Ok(());
    }
    Err(Failure::new(
        format!("{} is {}", check.probe.target(), result.status),
        "nothing follows from a look by hand; the server looks by itself",
    )
    .into())
}

fn known(key: &CheckKey, house: &House) -> Result<CheckSpec, Failure> {
    let directory = house.desk.directory();
    directory.checks.get(key).cloned().ok_or_else(|| {
        let near = nearest(key.as_str(), directory.checks.keys().map(CheckKey::as_str));
        let all: Vec<&str> = directory.checks.keys().map(CheckKey::as_str).collect();
        let hint = match near {
            Some(near) => format!("did you mean {near}?"),
            None if all.is_empty() => "there are no checks yet; `piket apply` adds them".to_owned(),
            None => format!("known are: {}", all.join(", ")),
        };
        Failure::usage(format!("there is no check {key}"), hint)
    })
}

/// A check of an address that nobody configured.
fn anything(url: &str) -> anyhow::Result<CheckSpec> {
    let check: CheckSpec = serde_json::from_value(serde_json::json!({
        "key": "by-hand",
        "name": "By hand",
        "application": "none",
        "probe": { "http": { "url": url } },
    }))?;
    if let Some(problem) = check.problems().into_iter().next() {
        let hint = "write the whole address: https://example.org/";
        return Err(Failure::usage(format!("{url:?} cannot be looked at: {problem}"), hint).into());
    }
    Ok(check)
}

fn told(result: &CheckResult) -> String {
    let mut lines = vec![format!("{}: {}", result.status, result.summary)];
    let timings = &result.timings;
    let parts = [
        ("name", timings.dns_ms),
        ("connection", timings.connect_ms),
        ("TLS", timings.tls_ms),
        ("first byte", timings.ttfb_ms),
        ("transfer", timings.transfer_ms),
        ("in all", timings.total_ms),
    ];
    let rows: Vec<Vec<String>> = parts
        .into_iter()
        .filter_map(|(name, ms)| Some(vec![format!("  {name}"), format!("{:>9.2} ms", ms?)]))
        .collect();
    if !rows.is_empty() {
        lines.push(columns(&rows));
    }
    if !result.addresses.is_empty() {
        lines.push(format!("  addresses: {}", result.addresses.join(", ")));
    }
    if let Some(response) = &result.response {
        lines.push(format!("  answer: HTTP {} from {}", response.status, response.url));
    }
    if let Some(certificate) = &result.certificate {
        let until = certificate.not_after.strftime("%Y-%m-%d");
        lines.push(format!("  certificate: {} until {until}", certificate.subject));
    }
    lines.join("\n")
}
