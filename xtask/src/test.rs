//! `cargo xtask test`: everything that CI runs, cheap things first. It stops at the first part
//! that fails and says how to run that part alone.

use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};

use crate::counts::{self, Counts};
use crate::generated::{self, Generated};
use crate::postgres::{self, Postgres};
use crate::{docs, journeys, rooms, setup, shell, texts};

/// What of the environment may reach the tests, of all that begins with `PIKET_`.
const KEPT: [&str; 4] =
    [postgres::VARIABLE, journeys::BROWSER, "PIKET_ASSETS", "PIKET_YEAR_INCIDENTS"];

/// What one run carries from part to part.
struct Run {
    /// Started for the first part that needs it, and ended with the run.
    postgres: Option<Postgres>,
    /// The generated files as they were at the beginning.
    generated: Generated,
    /// Tests so far.
    counts: Counts,
    /// What tests told of what they counted.
    told: Vec<String>,
}

/// One part of the run: its name, how to run it alone, and what it does.
struct Part {
    name: &'static str,
    alone: &'static str,
    run: fn(&mut Run) -> Result<()>,
}

const PARTS: &[Part] = &[
    Part { name: "what the tests need", alone: "cargo xtask setup", run: |_| setup::everything() },
    Part { name: "format", alone: "cargo fmt --all", run: |_| format() },
    Part { name: "rooms", alone: "cargo xtask rooms", run: |_| rooms::run(&[]) },
    Part { name: "texts", alone: "cargo xtask texts", run: |_| texts::run(&[]) },
    Part { name: "documents", alone: "cargo xtask docs", run: |_| docs::paths_and_commands() },
    Part {
        name: "lints",
        alone: "cargo clippy --workspace --all-targets -- -D warnings",
        run: |_| lints(),
    },
    Part { name: "documentation of the code", alone: "cargo xtask docs", run: |_| docs::api() },
    Part { name: "tests", alone: "cargo xtask test NAME", run: tests },
    Part {
        name: "examples in the documentation",
        alone: "cargo test --workspace --doc",
        run: doc_tests,
    },
    Part {
        name: "commands in documents",
        alone: "cargo xtask docs",
        run: |_| docs::piket_commands(),
    },
    Part {
        name: "licences and sources of dependencies",
        alone: "cargo deny --offline check bans licenses sources",
        run: |_| dependencies(),
    },
    Part {
        name: "generated files",
        alone: "cargo xtask fix",
        run: |run| generated::check(&run.generated),
    },
    Part { name: "browser journeys", alone: "cargo xtask test --journeys", run: browser_journeys },
];

/// Runs everything, or the tests that `arguments` name.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    match arguments {
        [] => everything(),
        [flag] if flag == "--journeys" => {
            let counts = journeys::check(clean)?;
            println!("{counts}");
            Ok(())
        }
        filter => some(filter),
    }
}

fn everything() -> Result<()> {
    let mut run = Run {
        postgres: None,
        generated: Generated::read()?,
        counts: Counts::default(),
        told: Vec::new(),
    };
    let outcome = PARTS.iter().try_for_each(|part| carry_out(part, &mut run));
    if outcome.is_err() {
        // A part that is no test counts as one when it fails: "0 failed" would be a lie.
        run.counts.failed = run.counts.failed.max(1);
    }
    for line in &run.told {
        println!("told by a test: {line}");
    }
    println!("{}", run.counts);
    outcome
}

#[expect(clippy::disallowed_methods, reason = "people want to know which part takes long")]
fn carry_out(part: &Part, run: &mut Run) -> Result<()> {
    println!("── {}", part.name);
    let begun = Instant::now();
    let outcome = (part.run)(run);
    println!("── {}: {} s", part.name, begun.elapsed().as_secs());
    outcome.with_context(|| {
        format!("FAILED: {}. Run this part alone with `{}`", part.name, part.alone)
    })
}

fn format() -> Result<()> {
    shell::run(shell::cargo().args(["fmt", "--all", "--", "--check"]))
}

fn lints() -> Result<()> {
    let mut cargo = shell::cargo();
    shell::run(cargo.args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn dependencies() -> Result<()> {
    if !setup::cargo_has("deny") {
        println!("cargo-deny is not installed; licences and sources are not checked");
        return Ok(());
    }
    let mut cargo = shell::cargo();
    shell::run(cargo.args(["deny", "--offline", "check", "bans", "licenses", "sources"]))
}

/// All tests of all crates; those of the store and the stories run on both engines.
fn tests(run: &mut Run) -> Result<()> {
    let server = Postgres::start(&setup::postgres()?)?;
    let url = run.postgres.insert(server).url();
    let heard = listen_to_tests(&["--workspace".into()], true, Some(&url))?;
    run.told = counts::told(&heard.text);
    let counted = counted(&heard)?;
    run.counts += counted;
    if !heard.success || counted.failed > 0 {
        bail!("{counted}");
    }
    Ok(())
}

fn doc_tests(run: &mut Run) -> Result<()> {
    let mut cargo = shell::cargo();
    cargo.args(["test", "--workspace", "--doc"]);
    let heard = shell::listen(&mut cargo)?;
    run.counts += counts::cargo_test(&heard.text).unwrap_or_default();
    if !heard.success {
        bail!("an example in the documentation does not work");
    }
    Ok(())
}

fn browser_journeys(run: &mut Run) -> Result<()> {
    let counted = journeys::check(clean)?;
    run.counts += counted;
    Ok(())
}

/// The tests whose name holds a filter. Options (`--package piket-core`) go to the test runner.
fn some(arguments: &[String]) -> Result<()> {
    let mut arguments = arguments.to_vec();
    let names_packages = arguments.iter().any(|word| {
        ["-p", "--package", "--workspace"].iter().any(|option| word.starts_with(option))
    });
    if !names_packages {
        arguments.insert(0, "--workspace".into());
    }
    let server = postgres::programs().map(|bin| Postgres::start(&bin)).transpose()?;
    if server.is_none() {
        println!("PostgreSQL is not installed: tests run on SQLite only (`cargo xtask setup`)");
    }
    let url = server.as_ref().map(Postgres::url);
    let heard = listen_to_tests(&arguments, false, url.as_deref())?;
    let counted = counted(&heard)?;
    println!("{counted}");
    if counted == Counts::default() {
        bail!("no test has a name with {}", arguments.join(" "));
    }
    if !heard.success {
        bail!("some of these tests failed");
    }
    Ok(())
}

fn listen_to_tests(arguments: &[String], in_ci: bool, url: Option<&str>) -> Result<shell::Heard> {
    let mut cargo = shell::cargo();
    let has_nextest = setup::cargo_has("nextest");
    if has_nextest {
        cargo.args(["nextest", "run", "--no-tests=fail"]);
        if in_ci {
            cargo.args(["--profile", "ci"]);
        }
    } else {
        println!("cargo-nextest is not installed; `cargo test` does the same, slower");
        cargo.args(["test", "--no-fail-fast", "--tests"]);
    }
    cargo.args(arguments);
    if in_ci && !has_nextest {
        cargo.args(["--", "--show-output"]);
    }
    clean(&mut cargo);
    if let (Some(url), None) = (url, std::env::var_os(postgres::VARIABLE)) {
        cargo.env(postgres::VARIABLE, url);
    }
    shell::listen(&mut cargo)
}

fn counted(heard: &shell::Heard) -> Result<Counts> {
    counts::nextest(&heard.text)
        .or_else(|| counts::cargo_test(&heard.text))
        .context("the tests did not run to their end")
}

/// Takes out of the environment what would change what is tested: settings of Piket, and what
/// makes tests write what they should compare.
fn clean(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        let told = name.to_string_lossy();
        let setting = told.starts_with("PIKET_") && !KEPT.contains(&told.as_ref());
        if setting || told.starts_with("INSTA_") || told == "SKIP" {
            command.env_remove(&name);
        }
    }
    command.env("INSTA_UPDATE", "no");
}
