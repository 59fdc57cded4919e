//! Where the log goes: to the standard error, so that what a command says can be read by programs.

use tracing_subscriber::EnvFilter;

use crate::config::{Log, LogFormat};
use crate::failure::Failure;

/// Begins to log as the settings say; for what runs long.
pub(super) fn begin(log: &Log) -> Result<(), Failure> {
    let filter = filter(&log.level)?;
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let begun = match log.format {
        LogFormat::Text => lines.with_target(false).try_init(),
        LogFormat::Json => lines.json().try_init(),
    };
    begun.map_err(|why| Failure::new(why, "this is a mistake of Piket; please report it"))
}

/// Begins to log warnings only, or what was asked for; for commands that are soon done.
pub(super) fn begin_quietly(level: Option<&str>) -> Result<(), Failure> {
    begin(&Log { format: LogFormat::Text, level: level.unwrap_or("warn").to_owned() })
}

fn filter(level: &str) -> Result<EnvFilter, Failure> {
    EnvFilter::try_new(meant(level)).map_err(|why| {
        let hint = "write error, warn, info, debug or trace, or a filter such as piket=debug,warn";
        Failure::usage(format!("the level of the log {level:?} is none: {why}"), hint)
    })
}

/// A plain level is meant for Piket itself; of what it is made of, only warnings are of use.
fn meant(level: &str) -> String {
    match level.trim() {
        level @ ("info" | "debug" | "trace") => format!("warn,piket={level}"),
        other => other.to_owned(),
    }
}
