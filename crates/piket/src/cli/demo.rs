//! `piket demo`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Told, in_runtime, log};
use crate::cli::output::say;
use crate::config::{Log, LogFormat};
use crate::demo::trouble::Trouble;
use crate::demo::{self, Options, Ports};
use crate::serve;

/// What can be said to the demo.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    start: Start,
}

#[derive(Debug, Args)]
struct Start {
    /// The folder of its data
    #[arg(long, value_name = "DIR", default_value = "piket-data/demo")]
    data: PathBuf,
    /// Throw an earlier demo in that folder away
    #[arg(long)]
    fresh: bool,
    /// Begin without a past
    #[arg(long)]
    no_history: bool,
    /// The port of the desk
    #[arg(long, default_value_t = Ports::default().desk)]
    port: u16,
    /// The port of the shop
    #[arg(long, default_value_t = Ports::default().shop)]
    shop_port: u16,
    /// The port of the letters, and of the page that breaks the shop
    #[arg(long, default_value_t = Ports::default().room)]
    room_port: u16,
    /// The port of the other applications
    #[arg(long, default_value_t = Ports::default().neighbours)]
    neighbours_port: u16,
    /// The port of the shop behind TLS
    #[arg(long, default_value_t = Ports::default().tls)]
    tls_port: u16,
    /// The port of the mail server
    #[arg(long, default_value_t = Ports::default().smtp)]
    smtp_port: u16,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Break the shop of a demo that runs
    Break {
        /// How
        #[arg(value_enum)]
        trouble: Trouble,
        /// The port of its letters
        #[arg(long, default_value_t = Ports::default().room)]
        room_port: u16,
    },
    /// Mend the shop of a demo that runs
    Mend {
        /// The port of its letters
        #[arg(long, default_value_t = Ports::default().room)]
        room_port: u16,
    },
}

pub(super) fn run(arguments: Arguments, told: &Told) -> anyhow::Result<()> {
    match arguments.command {
        Some(Command::Break { trouble, room_port }) => {
            demo::remote::set(room_port, trouble)?;
            say(format!("The shop is broken ({trouble}). Its check notices within half a minute."));
            Ok(())
        }
        Some(Command::Mend { room_port }) => {
            demo::remote::set(room_port, Trouble::None)?;
            say("The shop is mended.");
            Ok(())
        }
        None => start(arguments.start, told),
    }
}

fn start(start: Start, told: &Told) -> anyhow::Result<()> {
    let level = told.log.clone().unwrap_or_else(|| "warn".to_owned());
    let log = Log { format: LogFormat::Text, level };
    log::begin(&log)?;
    let database_url = told.on_command_line.settings.iter().find(|(it, _)| *it == "database_url");
    let options = Options {
        data: start.data,
        ports: Ports {
            desk: start.port,
            shop: start.shop_port,
            room: start.room_port,
            neighbours: start.neighbours_port,
            tls: start.tls_port,
            smtp: start.smtp_port,
        },
        fresh: start.fresh,
        days: if start.no_history { 0 } else { demo::history::DAYS },
        log,
        database_url: database_url.map(|(_, url)| url.clone()),
    };
    in_runtime(async move {
        let stop = serve::stop_signal()?;
        demo::run(options, stop).await
    })
}
