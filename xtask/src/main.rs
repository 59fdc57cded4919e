//! Developer commands, run as `cargo xtask COMMAND`: the tests as CI runs them, the checks of the
//! house, the demo, and the small chores around them.
//!
//! Only orchestration lives here; what is tested stands beside what it tests. Nothing imports
//! this crate.

#![expect(clippy::print_stdout, reason = "a command line speaks on stdout")]
#![expect(clippy::print_stderr, reason = "a command line complains on stderr")]

mod bench;
mod counts;
mod demo;
mod dev;
mod docs;
mod fix;
mod forbidden;
mod ftl;
mod generated;
mod journeys;
mod markdown;
mod migration;
mod postgres;
mod rooms;
mod schema;
mod setup;
mod shell;
mod shots;
mod test;
mod texts;
mod tree;

use std::process::ExitCode;

use anyhow::{Result, bail};

/// One developer command: what is typed, what it is for, and what carries it out.
struct Task {
    name: &'static str,
    arguments: &'static str,
    about: &'static str,
    run: fn(&[String]) -> Result<()>,
}

/// Every command there is; documents may name no other (`cargo xtask docs` sees to it).
const TASKS: &[Task] = &[
    Task {
        name: "test",
        arguments: "[FILTER…]",
        about: "everything that CI runs, or only the tests whose name holds FILTER",
        run: test::run,
    },
    Task {
        name: "demo",
        arguments: "[OPTION…]",
        about: "build and start Piket with a sample agency on http://127.0.0.1:8080",
        run: demo::run,
    },
    Task {
        name: "dev",
        arguments: "",
        about: "the demo, started again whenever a source file changes",
        run: dev::run,
    },
    Task {
        name: "fix",
        arguments: "",
        about: "format, apply clippy's own corrections, regenerate generated files",
        run: fix::run,
    },
    Task {
        name: "rooms",
        arguments: "",
        about: "check who imports whom against the table in ARCHITECTURE.md",
        run: rooms::run,
    },
    Task {
        name: "texts",
        arguments: "",
        about: "check that every language has the same keys, and that pages use only these",
        run: texts::run,
    },
    Task {
        name: "docs",
        arguments: "",
        about: "check paths and commands named in documents, and build the API documentation",
        run: docs::run,
    },
    Task {
        name: "schema",
        arguments: "[--write]",
        about: "compare both engines' migrations with the schema files, or write these anew",
        run: schema::run,
    },
    Task {
        name: "migration",
        arguments: "NAME",
        about: "begin the next migration",
        run: migration::run,
    },
    Task {
        name: "shots",
        arguments: "[OPTION…]",
        about: "screenshots of every page, light and dark, wide and narrow, into shots/",
        run: shots::run,
    },
    Task {
        name: "bench",
        arguments: "[NAME…]",
        about: "run the benchmarks in release mode and print their figures",
        run: bench::run,
    },
    Task {
        name: "postgres",
        arguments: "[COMMAND…]",
        about: "a throw-away PostgreSQL while COMMAND runs (or until Enter is pressed)",
        run: postgres::run,
    },
    Task {
        name: "setup",
        arguments: "",
        about: "look for Node, PostgreSQL and Chromium; as root, install what is missing",
        run: setup::run,
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<()> {
    let Some((name, rest)) = arguments.split_first() else {
        print!("{}", help());
        return Ok(());
    };
    if matches!(name.as_str(), "help" | "--help" | "-h") {
        print!("{}", help());
        return Ok(());
    }
    let Some(task) = TASKS.iter().find(|task| task.name == name) else {
        bail!("there is no command {name:?}\n\n{}", help());
    };
    if rest.iter().any(|argument| argument == "--help" || argument == "-h") {
        println!("cargo xtask {} {}\n  {}", task.name, task.arguments, task.about);
        return Ok(());
    }
    (task.run)(rest)
}

fn help() -> String {
    let lines = TASKS.iter().map(|task| {
        let typed = format!("{} {}", task.name, task.arguments);
        format!("  {typed:<24}{}\n", task.about)
    });
    format!("cargo xtask COMMAND\n\n{}", lines.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_command_is_refused_by_name_and_answered_with_the_list() {
        let refusal = dispatch(&["tset".into()]).unwrap_err().to_string();
        assert!(refusal.contains("\"tset\""), "{refusal}");
        assert!(refusal.contains("cargo xtask COMMAND"), "{refusal}");
    }

    #[test]
    fn every_command_is_listed_once() {
        let mut names: Vec<_> = TASKS.iter().map(|task| task.name).collect();
        names.sort_unstable();
        let listed = names.len();
        names.dedup();
        assert_eq!(names.len(), listed);
    }
}
