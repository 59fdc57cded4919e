//! Running other programs: with their output on the terminal, caught, or both.

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, IsTerminal as _, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use crate::tree;

/// A cargo that runs in the root of the repository, without what `cargo run` told this program
/// about itself.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(tree::root());
    for (name, _) in std::env::vars_os() {
        let told = name.to_string_lossy();
        if told.starts_with("CARGO_PKG_") || told.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}

/// A program that runs in the root of the repository.
pub(crate) fn program(name: &str) -> Command {
    let mut command = Command::new(name);
    command.current_dir(tree::root());
    command
}

/// Runs a program with its output on the terminal; anything but success is an error.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start `{}`", line(command)))?;
    if !status.success() {
        bail!("`{}` ended with {status}", line(command));
    }
    Ok(())
}

/// What a program writes on its standard output.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let answer = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start `{}`", line(command)))?;
    if !answer.status.success() {
        bail!("`{}` ended with {}", line(command), answer.status);
    }
    Ok(String::from_utf8_lossy(&answer.stdout).into_owned())
}

/// Whether a program can be started with these arguments and succeeds; its output is dropped.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// What a program said, and whether it succeeded.
#[derive(Debug)]
pub(crate) struct Heard {
    /// Both outputs, without colours.
    pub(crate) text: String,
    /// Whether it ended with 0.
    pub(crate) success: bool,
}

/// Runs a program with its output on the terminal, and keeps what it said.
pub(crate) fn listen(command: &mut Command) -> Result<Heard> {
    if std::io::stdout().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start `{}`", line(command)))?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let (said, complained) = std::thread::scope(|scope| {
        let complaints = scope.spawn(|| echo(stderr, std::io::stderr()));
        (echo(stdout, std::io::stdout()), complaints.join().unwrap_or_default())
    });
    let success = child.wait()?.success();
    Ok(Heard { text: without_colours(&(said + &complained)), success })
}

/// Copies line by line and returns all of it.
fn echo(from: Option<impl Read>, mut to: impl Write) -> String {
    let mut kept = String::new();
    let Some(from) = from else { return kept };
    let mut reader = BufReader::new(from);
    let mut bytes = Vec::new();
    while reader.read_until(b'\n', &mut bytes).is_ok_and(|read| read > 0) {
        // A closed terminal must not end the tests.
        to.write_all(&bytes).and_then(|()| to.flush()).ok();
        kept.push_str(&String::from_utf8_lossy(&bytes));
        bytes.clear();
    }
    kept
}

/// The text without terminal colours (the escape sequences that end in `m`).
fn without_colours(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    plain
}

/// The first program of this name in `PATH`.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// Whether this runs as root.
pub(crate) fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0)
}

/// The command as one would type it.
fn line(command: &Command) -> String {
    let mut typed = PathBuf::from(command.get_program())
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    for argument in command.get_args() {
        write!(typed, " {}", argument.to_string_lossy()).ok();
    }
    typed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_program_is_named_as_typed() {
        let refusal = run(program("false").arg("--really")).unwrap_err().to_string();
        assert!(refusal.starts_with("`false --really` ended with"), "{refusal}");
    }

    #[test]
    fn what_a_program_said_is_kept_without_colours() {
        let script = "printf '\\033[32;1mok\\033[0m\\n'; echo bad >&2; exit 3";
        let heard = listen(program("sh").args(["-c", script])).unwrap();
        assert_eq!((heard.text.as_str(), heard.success), ("ok\nbad\n", false));
    }

    #[test]
    fn a_program_that_is_not_there_is_not_found() {
        assert!(find("sh").is_some());
        assert_eq!(find("no-such-program-anywhere"), None);
    }
}
