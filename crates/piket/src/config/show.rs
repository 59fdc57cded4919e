//! The settings as they are in effect, each with where it came from; secrets hidden.

use std::fmt::Write as _;

use super::known::{KNOWN, Known};
use super::meant::{LogFormat, Settings};
use super::typed::{Typed, Value};

/// All settings as a file that could be used, with a comment on each line.
pub fn show(typed: &Typed, settings: &Settings) -> String {
    let mut text = String::new();
    let mut group = "";
    for known in KNOWN {
        let (own_group, name) = known.name.split_once('.').unwrap_or(("", known.name));
        if own_group != group {
            push(&mut text, format_args!("\n[{own_group}]\n"));
            group = own_group;
        }
        let Some(shown) = shown(known, typed, settings) else {
            push(&mut text, format_args!("# {name} is not set: {}\n", known.about));
            continue;
        };
        let origin = typed.get(known.name).map(|(_, origin)| origin.to_string());
        let origin = origin.unwrap_or_else(|| "usual".to_owned());
        push(&mut text, format_args!("{:<44} # {origin}\n", format!("{name} = {shown}")));
    }
    text
}

/// The value of a setting as it may be shown; nothing if it has none.
fn shown(known: &Known, typed: &Typed, settings: &Settings) -> Option<String> {
    match typed.get(known.name) {
        Some(_) if known.is_secret => Some("\"(hidden)\"".to_owned()),
        Some((Value::Text(url), _)) if known.name == "database_url" => {
            Some(Value::Text(without_password(url)).to_string())
        }
        Some((value, _)) => Some(value.to_string()),
        None => usual(known.name, settings).map(|value| value.to_string()),
    }
}

/// The value of a setting that nobody typed.
fn usual(name: &str, settings: &Settings) -> Option<Value> {
    let text = |text: &str| Some(Value::Text(text.to_owned()));
    let mail = settings.smtp.as_ref();
    match name {
        "database_url" => text(&settings.database_url),
        "listen" => text(&settings.listen.to_string()),
        "public_url" => text(&settings.public_url),
        "key_file" => text(&settings.key_file.to_string_lossy()),
        "trusted_proxies" => Some(Value::List(Vec::new())),
        "smtp.port" => mail.map(|mail| Value::Number(i64::from(mail.port()))),
        "smtp.security" => mail.and_then(|_| text("starttls")),
        "smtp.from_name" => mail.and_then(|mail| text(&mail.from_name)),
        "smtp.timeout_seconds" => mail.map(|_| Value::Number(30)),
        "checks.enabled" => Some(Value::Flag(settings.checks.enabled)),
        "checks.at_once" => i64::try_from(settings.checks.at_once).ok().map(Value::Number),
        "feeds.private_addresses" => Some(Value::Flag(settings.feeds_from_inside)),
        "log.format" => text(match settings.log.format {
            LogFormat::Text => "text",
            LogFormat::Json => "json",
        }),
        "log.level" => text(&settings.log.level),
        _ => None,
    }
}

/// An address of a database without the password in it.
pub fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let Some((person, host)) = rest.rsplit_once('@') else { return url.to_owned() };
    match person.split_once(':') {
        Some((name, _)) => format!("{scheme}://{name}:(hidden)@{host}"),
        None => url.to_owned(),
    }
}

fn push(text: &mut String, line: std::fmt::Arguments<'_>) {
    text.write_fmt(line).expect("a text takes what is written to it");
}
