//! `piket doctor`: looks at everything an installation needs, and says what to do.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use jiff::{SignedDuration, Timestamp};
use piket_engine::channel::smtp::Smtp;
use piket_engine::config::{self, build};
use piket_store::{due, outbox};

use super::Told;
use super::output::say;
use crate::config::{Settings, without_password};
use crate::failure::Failure;
use crate::house::House;

/// How late something that was due may be before nobody seems to be at work.
const LATE: SignedDuration = SignedDuration::from_mins(2);

/// What was found.
#[derive(Default)]
struct Findings {
    looked_at: usize,
    wrong: usize,
}

impl Findings {
    fn good(&mut self, text: impl std::fmt::Display) {
        self.looked_at += 1;
        say(format!("  ok     {text}"));
    }

    fn look(&mut self, text: impl std::fmt::Display, hint: &str) {
        self.looked_at += 1;
        say(format!("  look   {text}\n         {hint}"));
    }

    fn wrong(&mut self, text: impl std::fmt::Display, hint: impl std::fmt::Display) {
        self.looked_at += 1;
        self.wrong += 1;
        say(format!("  WRONG  {text}\n         {hint}"));
    }
}

pub(super) async fn run(told: &Told) -> anyhow::Result<()> {
    let mut findings = Findings::default();
    match told.settings() {
        Ok(settings) => {
            findings.good("the settings can be read; `piket config show` shows them");
            house(settings, &mut findings).await;
        }
        Err(failure) => findings.wrong(&failure, failure.hint()),
    }
    match findings.wrong {
        0 => {
            say(format!("\n{} things looked at, none is wrong.", findings.looked_at));
            Ok(())
        }
        1 => Err(Failure::new("one thing is wrong", "do what stands under it").into()),
        count => {
            Err(Failure::new(format!("{count} things are wrong"), "begin with the first").into())
        }
    }
}

async fn house(settings: Settings, findings: &mut Findings) {
    key_file(&settings, findings);
    if let Some(file) = settings.database_file().filter(|file| !file.exists()) {
        let text = format!("there is no database {} yet", file.display());
        findings.look(text, "`piket serve` makes it at its first start");
        return mail_server(&settings, smtp_of(&settings), findings).await;
    }
    let place = without_password(&settings.database_url);
    match House::open(settings).await {
        Ok(house) => {
            findings.good(format!("the database {place} can be used and is up to date"));
            clock(&house, findings);
            directory(&house, findings).await;
            people(&house, findings).await;
            mail(&house, findings).await;
            work(&house, findings).await;
            watcher(&house, findings);
        }
        Err(error) => {
            let told = crate::failure::told(&error);
            let (text, hint) = told.split_once("\n hint: ").unwrap_or((&told, ""));
            findings.wrong(text.trim_start_matches("error: "), hint);
        }
    }
}

fn key_file(settings: &Settings, findings: &mut Findings) {
    let path = settings.key_file.display();
    match fs::metadata(&settings.key_file) {
        Ok(file) if file.permissions().mode() & 0o077 != 0 => {
            findings.wrong(
                format!("others than its owner can read the key file {path}"),
                format!("chmod 600 {path}"),
            );
        }
        Ok(_) => findings.good(format!("only its owner can read the key file {path}")),
        Err(_) => findings.good(format!("the key file {path} is made at the first start")),
    }
}

/// Whether the clock could be right: not before the program was written, not before what is
/// remembered.
fn clock(house: &House, findings: &mut Findings) {
    let written = Timestamp::from_second(1_767_225_600).unwrap_or(Timestamp::MIN); // 2026-01-01
    let now = house.now();
    if now < written {
        findings.wrong(
            format!("the clock of this machine says {now}"),
            "deadlines would be wrong: let the machine keep time (chrony, systemd-timesyncd)",
        );
    } else {
        findings.good(format!("the clock of this machine says {}", now.strftime("%F %T UTC")));
    }
}

async fn directory(house: &House, findings: &mut Findings) {
    let stored = match config::stored(&house.store).await {
        Ok((_, stored)) => stored,
        Err(why) => return findings.wrong(why, "look at the database"),
    };
    let built = build(&stored);
    for finding in &built.findings {
        findings.wrong(finding, "mend it with `piket apply`");
    }
    let directory = &built.directory;
    let (clients, applications) = (directory.clients.len(), directory.applications.len());
    if applications == 0 {
        findings
            .look("there are no applications yet", "describe them in a file and `piket apply` it");
    } else {
        findings.good(format!("{clients} clients with {applications} applications"));
    }
    let checks = directory.checks.values().filter(|check| check.enabled).count();
    match (house.settings.checks.enabled, checks) {
        (false, _) => findings.look("this server runs no checks", "checks.enabled says so"),
        (true, 0) => {
            findings.look("there are no checks yet", "add [[check]] to a file and apply it");
        }
        (true, count) => findings.good(format!("{count} checks")),
    }
    if directory.service_manager().is_none() {
        findings.wrong(
            "nobody ends the chain of those who are told",
            "set service_manager under [installation]",
        );
    }
}

async fn people(house: &House, findings: &mut Findings) {
    match house.accounts.holders().await {
        Ok(holders) if holders.is_empty() => {
            findings.look("nobody can sign in yet", "`piket serve` prints a link for the first");
        }
        Ok(holders) => findings.good(format!("{} people can sign in", holders.len())),
        Err(why) => findings.wrong(why, "look at the database"),
    }
}

async fn mail(house: &House, findings: &mut Findings) {
    mail_server(&house.settings, house.smtp().await, findings).await;
}

/// The mail server, as long as there is no database with its password.
fn smtp_of(settings: &Settings) -> anyhow::Result<Option<Smtp>> {
    Ok(settings.smtp.as_ref().map(Smtp::new).transpose()?)
}

async fn mail_server(
    settings: &Settings,
    smtp: anyhow::Result<Option<Smtp>>,
    findings: &mut Findings,
) {
    let smtp = match smtp {
        Ok(Some(smtp)) => smtp,
        Ok(None) => {
            return findings.look("no mail server is named: letters wait", "set smtp.host");
        }
        Err(error) => return findings.wrong(error, "look at [smtp] in `piket config show`"),
    };
    let host = settings.smtp.as_ref().map_or("", |smtp| smtp.host.as_str());
    match smtp.greet().await {
        Ok(()) => findings.good(format!("the mail server {host} lets us in")),
        Err(why) => findings.wrong(
            format!("the mail server {host}: {why}"),
            "look at the host, the port, smtp.security and the password",
        ),
    }
}

/// Whether somebody does what is due.
async fn work(house: &House, findings: &mut Findings) {
    let now = house.now();
    let waiting = house
        .store
        .read(|tx| -> Result<_, piket_store::StoreError> {
            Ok((due::next(tx)?, outbox::next(tx)?))
        })
        .await;
    let oldest = match waiting {
        Ok((due, letter)) => [due, letter].into_iter().flatten().min(),
        Err(why) => return findings.wrong(why, "look at the database"),
    };
    match oldest.filter(|at| now.duration_since(*at) > LATE) {
        Some(at) => findings.look(
            format!("something is due since {}", at.strftime("%F %T UTC")),
            "no server is at work, or the mail server does not take letters: look at the log",
        ),
        None => findings.good("nothing that is due waits"),
    }
}

fn watcher(house: &House, findings: &mut Findings) {
    findings.look(
        "nobody here can notice that Piket itself is down",
        &format!("let a program on another machine look at {}/healthz", house.settings.public_url),
    );
}
