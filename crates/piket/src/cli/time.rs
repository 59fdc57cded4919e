//! `piket time`: a month of time spent from a console, against the hours of agreements.

use clap::Args;
use piket_core::figures::Month;
use piket_core::key::ClientKey;
use piket_engine::spent::{ClientTime, MonthWish};
use piket_text::Words;

use super::figures::console;
use super::output::{columns, say};
use crate::house::House;

/// Which month, and of whom.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Which month, such as 2026-11 [default: the present one]
    #[arg(long)]
    month: Option<Month>,
    /// Of this client alone
    #[arg(long)]
    client: Option<ClientKey>,
    /// As JSON
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(arguments: Arguments, house: &House) -> anyhow::Result<()> {
    let now = house.now();
    let month = arguments.month.unwrap_or_else(|| house.desk.this_month(now));
    let who = console();
    let mut clients: Vec<ClientTime> = Vec::new();
    for page in 0.. {
        let wish = MonthWish { client: arguments.client.clone(), page, ..MonthWish::default() };
        let found = house.desk.month_time(&who, month, wish, now).await?;
        clients.extend(found.clients);
        if !found.more_clients {
            break;
        }
    }
    if arguments.json {
        say(serde_json::to_string_pretty(&as_json(month, &clients))?);
        return Ok(());
    }
    let directory = house.desk.directory();
    let installation = &directory.installation;
    let words = Words::of(installation.language).in_zone(&installation.time_zone);
    say(format!("{} {month}", words.t("spent-title")));
    let mut lines = Vec::new();
    for client in &clients {
        for it in &client.agreements {
            let against = it.against;
            let name = match &it.agreement {
                Some(_) => it.name.clone(),
                None => words.t("spent-no-agreement").into_owned(),
            };
            let agreed = match against.agreed_hours {
                Some(hours) => words.t1("spent-hours", "hours", hours),
                None => words.t("spent-no-hours").into_owned(),
            };
            let over = against.over_s();
            let used = match against.percent() {
                _ if over > 0 => words.t1("spent-over", "time", words.worked(over)),
                Some(percent) => words.t1("spent-used", "percent", percent),
                None => String::new(),
            };
            let client = directory.client_name(&client.client);
            let spent = words.worked(against.spent_s);
            lines.push(vec![format!("  {client}"), name, spent, agreed, used]);
        }
    }
    if lines.is_empty() {
        say(words.t("spent-nothing-month"));
    } else {
        say(columns(&lines));
    }
    Ok(())
}

fn as_json(month: Month, clients: &[ClientTime]) -> serde_json::Value {
    let client = |it: &ClientTime| {
        let line = |line: &piket_engine::spent::AgreementTime| {
            serde_json::json!({
                "agreement": line.agreement,
                "applications": line.applications,
                "spent_s": line.against.spent_s,
                "agreed_hours": line.against.agreed_hours,
                "left_s": line.against.left_s(),
                "over_s": line.against.over_s(),
                "published_s": line.published_s,
            })
        };
        let agreements: Vec<serde_json::Value> = it.agreements.iter().map(line).collect();
        serde_json::json!({ "client": it.client, "agreements": agreements })
    };
    let clients: Vec<serde_json::Value> = clients.iter().map(client).collect();
    serde_json::json!({ "month": month, "clients": clients })
}
