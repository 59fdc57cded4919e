//! The command line: one file a command. A command opens the house, does one thing through the
//! desk or the store's own tools, and says what came of it.

mod agreement;
mod apply;
mod calc;
mod calendar;
mod check;
mod config;
mod demo;
mod doctor;
mod figures;
mod incident;
mod keep;
mod licences;
mod log;
pub mod output;
mod secret;
mod serve;
mod time;
mod token;
mod upkeep;
mod user;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};
use rustls::crypto::aws_lc_rs;

use crate::config::{self as settings, OnCommandLine, Settings, Typed};
use crate::failure::{self, Failure};
use crate::house::House;

/// Piket: incidents of web applications, from the failing check to the closed incident.
#[derive(Debug, Parser)]
#[command(name = "piket", version, about, propagate_version = true, max_term_width = 100)]
#[command(after_help = "Settings come from piket.toml, from PIKET_… in the environment and from \
                        options; `piket config show` tells which.\nAsked wrongly or settings that \
                        are not right: exit 2. Refused by the rules: exit 3. Anything else: exit 1.")]
struct Cli {
    /// The settings file [default: piket.toml, /etc/piket/piket.toml]
    #[arg(long, global = true, value_name = "FILE")]
    settings: Option<PathBuf>,
    /// Where everything is remembered: sqlite:PATH or postgres://…
    #[arg(long, global = true, value_name = "URL")]
    database_url: Option<String>,
    /// From which level on is logged: error, warn, info, debug, trace
    #[arg(long, global = true, value_name = "LEVEL")]
    log: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve pages and API, run checks, send letters, until stopped
    Serve(serve::Arguments),
    /// Run a whole sample agency, with a shop that can be broken
    Demo(demo::Arguments),
    /// Make the configuration hold what stands in files
    Apply(apply::Arguments),
    /// Write the configuration as a file that can be applied
    Export(apply::ExportArguments),
    /// People who sign in
    #[command(subcommand)]
    User(user::Command),
    /// Tokens by which programs come in
    #[command(subcommand)]
    Token(token::Command),
    /// Passwords for other systems, sealed in the database
    #[command(subcommand)]
    Secret(secret::Command),
    /// Checks
    #[command(subcommand)]
    Check(check::Command),
    /// Agreements
    #[command(subcommand)]
    Agreement(agreement::Command),
    /// Calendars
    #[command(subcommand)]
    Calendar(calendar::Command),
    /// Incidents
    Incident(incident::Arguments),
    /// What a month of an application came to
    Figures(figures::Arguments),
    /// Show the time spent in a month, against the hours of agreements
    Time(time::Arguments),
    /// Replay every timeline and compare it with what lists show
    Verify,
    /// Write everything that is read off timelines anew
    Rebuild,
    /// Copy the whole database to a file while the server goes on working
    Backup(keep::BackupArguments),
    /// Put a copy back in the place of the database
    Restore(keep::RestoreArguments),
    /// Look at everything that an installation needs
    Doctor,
    /// Sums on rows that anybody can check: no installation is needed
    #[command(subcommand)]
    Calc(calc::Command),
    /// Settings
    #[command(subcommand)]
    Config(config::Command),
    /// Write the completions of a shell on the standard output
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// The licences of Piket and of what it is made of
    Licences,
}

/// The program, from its arguments to its exit code.
pub fn main() -> ExitCode {
    if aws_lc_rs::default_provider().install_default().is_err() {
        tracing::debug!("TLS was prepared before");
    }
    match run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(failure::told(&error));
            ExitCode::from(failure::exit_of(&error).code())
        }
    }
}

/// The command line itself, for completions and for tests.
fn grammar() -> clap::Command {
    Cli::command()
}

fn run(cli: Cli) -> anyhow::Result<()> {
    let told = Told::of(&cli);
    match cli.command {
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut grammar(), "piket", &mut std::io::stdout());
            Ok(())
        }
        Command::Licences => {
            output::say(licences::text());
            Ok(())
        }
        Command::Calc(command) => calc::run(command),
        Command::Config(command) => config::run(&command, &told),
        Command::Demo(arguments) => demo::run(arguments, &told),
        Command::Serve(arguments) => serve::run(&arguments, told),
        Command::Doctor => {
            // Settings that cannot be read are a finding of the doctor.
            log::begin_quietly(told.log.as_deref())?;
            in_runtime(doctor::run(&told))
        }
        Command::Restore(arguments) => {
            log::begin_quietly(told.log.as_deref())?;
            keep::restore(&arguments, &told.settings()?)
        }
        command => {
            log::begin_quietly(told.log.as_deref())?;
            let settings = told.settings()?;
            in_runtime(async move {
                let house = House::open(settings).await?;
                of_house(command, &house).await
            })
        }
    }
}

/// The commands that need nothing but an open house.
async fn of_house(command: Command, house: &House) -> anyhow::Result<()> {
    match command {
        Command::Apply(arguments) => apply::run(&arguments, house).await,
        Command::Export(arguments) => apply::export(&arguments, house).await,
        Command::User(command) => user::run(command, house).await,
        Command::Token(command) => token::run(command, house).await,
        Command::Secret(command) => secret::run(command, house).await,
        Command::Check(command) => check::run(command, house).await,
        Command::Agreement(command) => agreement::run(command, house).await,
        Command::Calendar(command) => calendar::run(command, house),
        Command::Incident(arguments) => incident::run(arguments, house).await,
        Command::Figures(arguments) => figures::run(arguments, house).await,
        Command::Time(arguments) => time::run(arguments, house).await,
        Command::Verify => upkeep::verify(house).await,
        Command::Rebuild => upkeep::rebuild(house).await,
        Command::Backup(arguments) => keep::backup(&arguments, house),
        Command::Serve(_)
        | Command::Demo(_)
        | Command::Restore(_)
        | Command::Doctor
        | Command::Calc(_)
        | Command::Config(_)
        | Command::Completions { .. }
        | Command::Licences => Ok(()),
    }
}

fn in_runtime<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
}

/// What was told about settings, wherever.
struct Told {
    on_command_line: OnCommandLine,
    log: Option<String>,
}

impl Told {
    fn of(cli: &Cli) -> Self {
        let mut settings = Vec::new();
        settings.extend(cli.database_url.clone().map(|url| ("database_url", url)));
        settings.extend(cli.log.clone().map(|level| ("log.level", level)));
        let on_command_line = OnCommandLine { file: cli.settings.clone(), settings };
        Self { on_command_line, log: cli.log.clone() }
    }

    fn typed(&self) -> Result<Typed, Failure> {
        settings::read(&settings::environment(), &self.on_command_line)
    }

    fn settings(&self) -> Result<Settings, Failure> {
        Settings::of(&self.typed()?)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_put_together_rightly() {
        super::grammar().debug_assert();
    }

    #[test]
    fn every_command_says_in_one_line_what_it_is_for() {
        fn look(command: &clap::Command, path: &str) {
            for one in command.get_subcommands().filter(|one| one.get_name() != "help") {
                let path = format!("{path} {}", one.get_name());
                let about = one.get_about().unwrap_or_else(|| panic!("{path} says nothing"));
                let about = about.to_string();
                assert!(!about.ends_with('.') && about.lines().count() == 1, "{path}: {about}");
                look(one, &path);
            }
        }
        look(&super::grammar(), "piket");
    }
}
