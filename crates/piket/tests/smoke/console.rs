//! Running the program, as on a console.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};

/// The program, in a folder of its own and without settings from elsewhere.
pub(crate) fn piket(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_piket"));
    let ours = std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("PIKET_"));
    for (name, _) in ours {
        command.env_remove(name);
    }
    command.current_dir(folder);
    command
}

/// What a command said, and with which number it ended.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: i32,
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        Self {
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap_or(-1),
        }
    }
}

/// Runs a command to its end.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Said {
    piket(folder).args(arguments).stdin(Stdio::null()).output().unwrap().into()
}

/// Runs a command that has to work, and answers what it said.
pub(crate) fn works(folder: &Path, arguments: &[&str]) -> String {
    let said = run(folder, arguments);
    assert_eq!(said.code, 0, "{arguments:?}: {said:?}");
    said.out
}

/// Runs a command with something on its standard input.
pub(crate) fn told(folder: &Path, arguments: &[&str], input: &str) -> Said {
    let mut child = piket(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap().into()
}

/// A program that goes on running.
pub(crate) struct Running {
    child: Child,
    out: BufReader<ChildStdout>,
}

impl Running {
    pub(crate) fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut child =
            piket(folder).args(arguments).stdout(Stdio::piped()).spawn().expect("the program runs");
        let out = BufReader::new(child.stdout.take().unwrap());
        Self { child, out }
    }

    /// Reads what it says up to a line with these words, and answers that line.
    pub(crate) fn until(&mut self, words: &str) -> String {
        let mut all = String::new();
        loop {
            let mut line = String::new();
            let count = self.out.read_line(&mut line).unwrap();
            assert!(count > 0, "it ended without saying {words:?}:\n{all}");
            if line.contains(words) {
                return line.trim().to_owned();
            }
            all.push_str(&line);
        }
    }

    /// Asks it to stop, and answers with which number it ended.
    pub(crate) fn stop(mut self) -> i32 {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        self.child.wait().unwrap().code().unwrap_or(-1)
    }

    /// Ends it at once, as when the machine loses its power.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Running {
    /// A test that failed leaves nothing running.
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            drop(self.child.kill());
            drop(self.child.wait());
        }
    }
}
