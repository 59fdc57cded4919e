//! `piket apply` and `piket export`: the whole configuration as files.

use std::fs;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use piket_core::incident::Actor;
use piket_engine::config::{self, ApplyError, File, Plan, Wish};

use crate::cli::output::say;
use crate::failure::{Failure, OrHint};
use crate::house::House;

/// What to apply.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Files, or folders with files that end in .toml
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Only show what would change
    #[arg(long)]
    dry_run: bool,
    /// Do not ask
    #[arg(long, short)]
    yes: bool,
    /// Retire what is not in the files
    #[arg(long)]
    prune: bool,
}

/// Where to write.
#[derive(Debug, Args)]
pub(super) struct ExportArguments {
    /// The folder in which piket-config.toml is written; `-` for the standard output
    #[arg(long, value_name = "DIR", default_value = "-")]
    out: PathBuf,
}

pub(super) async fn run(arguments: &Arguments, house: &House) -> anyhow::Result<()> {
    let files = read(&arguments.files)?;
    let wish = Wish { prune: arguments.prune };
    let plan = config::preview(&house.store, &files, wish, house.now()).await.map_err(told)?;
    show(&plan);
    if !plan.may_be_applied() {
        return Err(invalid("nothing was applied").into());
    }
    if plan.changes_nothing() {
        say("There is nothing to change.");
        return Ok(());
    }
    if arguments.dry_run {
        say("This was a rehearsal; nothing was changed.");
        return Ok(());
    }
    if !arguments.yes && !agreed()? {
        return Err(Failure::refused("nothing was applied", "answer y, or give --yes").into());
    }
    let actor = Actor::Program("console".to_owned());
    let applied = config::apply(&house.store, &files, wish, &actor, house.now()).await;
    let applied = applied.map_err(told)?;
    say(format!("Applied, as revision {}.", applied.revision));
    Ok(())
}

fn show(plan: &Plan) {
    for finding in &plan.findings {
        say(finding);
    }
    say(plan);
}

fn told(error: ApplyError) -> anyhow::Error {
    match error.findings() {
        [] => error.into(),
        findings => {
            for finding in findings {
                say(finding);
            }
            invalid(&error.to_string()).into()
        }
    }
}

fn invalid(text: &str) -> Failure {
    Failure::refused(text, "mend what is named above; --dry-run shows what would change")
}

/// Asks on the terminal; without one there is nobody to ask.
fn agreed() -> anyhow::Result<bool> {
    if !std::io::stdin().is_terminal() {
        return Ok(false);
    }
    let mut out = std::io::stdout();
    write!(out, "Apply this? [y/N] ")?;
    out.flush()?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "j" | "ja"))
}

fn read(paths: &[PathBuf]) -> anyhow::Result<Vec<File>> {
    let mut all = Vec::new();
    for path in paths {
        if path.is_dir() {
            all.extend(folder(path)?);
        } else {
            all.push(path.clone());
        }
    }
    all.iter().map(|path| file(path)).collect()
}

fn folder(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let hint = format!("{} must be a folder that can be read", path.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(path).hint(&hint)? {
        let path = entry.hint(&hint)?.path();
        if path.extension().is_some_and(|end| end == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn file(path: &Path) -> anyhow::Result<File> {
    let text = fs::read_to_string(path).map_err(|why| {
        Failure::usage(
            format!("{} cannot be read: {why}", path.display()),
            "name files that end in .toml, or folders with such files",
        )
    })?;
    Ok(File { name: path.display().to_string(), text })
}

pub(super) async fn export(arguments: &ExportArguments, house: &House) -> anyhow::Result<()> {
    let (_, stored) = config::stored(&house.store).await?;
    let text = config::export(&stored).hint("update Piket; a newer one wrote this")?;
    if arguments.out == Path::new("-") {
        say(text.trim_end());
        return Ok(());
    }
    let path = arguments.out.join("piket-config.toml");
    fs::create_dir_all(&arguments.out)
        .and_then(|()| fs::write(&path, text))
        .hint("choose a folder that can be written with --out")?;
    say(format!("Written to {}.", path.display()));
    Ok(())
}
