//! Documents that name files and commands rot unless something reads them. This does: every path
//! and every command that a document names must be there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::markdown::{self, Line};
use crate::{TASKS, shell, tree};

/// Beginnings of paths that git ignores: made by a command, so a clean checkout lacks them.
const MADE: [&str; 5] = ["target/", "shots", "ui/dist", "ui/node_modules", "piket-data"];

/// Endings that make a word without a slash a file at the root.
const ROOT_FILES: [&str; 3] = [".md", ".toml", ".lock"];

/// Folders of a crate, by which a short path such as `core/src/dedup.rs` is known.
const IN_CRATE: [&str; 6] = ["src", "tests", "locales", "migrations", "schema", "Cargo.toml"];

/// `cargo xtask docs`.
pub(crate) fn run(_: &[String]) -> Result<()> {
    paths_and_commands()?;
    piket_commands()?;
    api()
}

/// Every path and every developer command named in a document exists.
pub(crate) fn paths_and_commands() -> Result<()> {
    let root = tree::root();
    let documents = documents(&root)?;
    let mut complaints = Vec::new();
    for document in &documents {
        let text = tree::read(document)?;
        let place = tree::show(document);
        let folder = document.parent().unwrap_or(&root);
        complaints.extend(missing_paths(&root, folder, &place, &text));
        complaints.extend(missing_tasks(&place, &text));
    }
    if complaints.is_empty() {
        println!("docs: {} documents name only what is there", documents.len());
        return Ok(());
    }
    bail!("documents name what is not there:\n  {}", complaints.join("\n  "))
}

/// The documentation of the code builds without a warning.
pub(crate) fn api() -> Result<()> {
    let mut cargo = shell::cargo();
    shell::run(cargo.args(["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"))
}

/// Every `piket` command in a document is one that the program knows, if it is built.
pub(crate) fn piket_commands() -> Result<()> {
    let root = tree::root();
    let piket = root.join("target/debug/piket");
    if !piket.is_file() {
        println!("docs: target/debug/piket is not built; the commands of piket are not compared");
        return Ok(());
    }
    let known = subcommands(&shell::output(shell::program("target/debug/piket").arg("--help"))?);
    let mut complaints = Vec::new();
    for document in documents(&root)? {
        let place = tree::show(&document);
        complaints.extend(unknown_piket_commands(&known, &place, &tree::read(&document)?));
    }
    if complaints.is_empty() {
        return Ok(());
    }
    bail!("documents name commands that piket does not know:\n  {}", complaints.join("\n  "))
}

/// The documents: at the root, below `docs`, and beside the code.
fn documents(root: &Path) -> Result<Vec<PathBuf>> {
    tree::files(root, &["md"])
}

fn missing_paths(root: &Path, folder: &Path, place: &str, text: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    for (number, line) in markdown::lines(text) {
        let Line::Prose(prose) = line else { continue };
        for span in markdown::spans(prose) {
            if let Some(path) = repository_path(root, span)
                && !is_there(root, path)
            {
                complaints.push(format!("{place}:{number}: `{span}` is not there"));
            }
        }
        for link in markdown::links(prose) {
            let path = link.split('#').next().unwrap_or_default();
            let elsewhere = path.is_empty() || path.contains(':') || path.starts_with('/');
            if !elsewhere && !folder.join(path).exists() && !is_made(root, &folder.join(path)) {
                complaints.push(format!("{place}:{number}: the link to {link} leads nowhere"));
            }
        }
    }
    complaints
}

/// The path in a code span, if it is meant as one in this repository.
fn repository_path<'a>(root: &Path, span: &'a str) -> Option<&'a str> {
    let path = span.split("::").next()?;
    let path = path.split_once(':').map_or(path, |(path, _)| path).trim_end_matches('/');
    let allowed = |c: char| c.is_ascii_alphanumeric() || "._-/*{},".contains(c);
    if path.is_empty() || !path.chars().all(allowed) || path.starts_with('/') {
        return None;
    }
    let Some((first, rest)) = path.split_once('/') else {
        let is_root_file = ROOT_FILES.iter().any(|ending| path.ends_with(ending));
        return (is_root_file && path.starts_with(char::is_uppercase)).then_some(path);
    };
    let second = rest.split('/').next().unwrap_or_default();
    let in_crate = root.join("crates").join(first).is_dir() && IN_CRATE.contains(&second);
    (root.join(first).is_dir() || in_crate).then_some(path)
}

/// Whether at least one file fits each form of the path: `{a,b}` are two forms, `*` is any name.
fn is_there(root: &Path, path: &str) -> bool {
    forms(path).iter().all(|form| {
        is_made(root, &root.join(form)) || fits(root, form) || fits(&root.join("crates"), form)
    })
}

fn is_made(root: &Path, path: &Path) -> bool {
    let below = path.strip_prefix(root).unwrap_or(path).display().to_string();
    MADE.iter().any(|made| below.starts_with(made))
}

/// `a/{b,c}` is `a/b` and `a/c`.
fn forms(path: &str) -> Vec<String> {
    let Some((before, rest)) = path.split_once('{') else { return vec![path.to_owned()] };
    let Some((choices, after)) = rest.split_once('}') else { return vec![path.to_owned()] };
    choices.split(',').flat_map(|choice| forms(&format!("{before}{choice}{after}"))).collect()
}

fn fits(folder: &Path, form: &str) -> bool {
    let (first, rest) = form.split_once('/').map_or((form, None), |(a, b)| (a, Some(b)));
    if !first.contains('*') {
        let next = folder.join(first);
        return rest.map_or_else(|| next.exists(), |rest| fits(&next, rest));
    }
    let (before, after) = first.split_once('*').unwrap_or((first, ""));
    let Ok(entries) = folder.read_dir() else { return false };
    entries.filter_map(Result::ok).any(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        let long_enough = name.len() >= before.len() + after.trim_start_matches('*').len();
        let named = name.starts_with(before) && name.ends_with(after.trim_start_matches('*'));
        long_enough && named && rest.is_none_or(|rest| fits(&entry.path(), rest))
    })
}

fn missing_tasks(place: &str, text: &str) -> Vec<String> {
    named_after("cargo xtask ", text)
        .filter(|(_, task)| !TASKS.iter().any(|known| known.name == *task))
        .map(|(number, task)| format!("{place}:{number}: there is no `cargo xtask {task}`"))
        .collect()
}

fn unknown_piket_commands(known: &BTreeSet<String>, place: &str, text: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    for (number, line) in markdown::lines(text) {
        let commands: Vec<&str> = match line {
            Line::Prose(prose) => markdown::spans(prose),
            Line::Code(code) => vec![code],
        };
        for command in commands {
            let typed = command.trim().trim_start_matches("$ ").trim_start_matches("sudo ");
            let Some(rest) = typed.strip_prefix("piket ") else { continue };
            let word = first_word(rest);
            if !word.is_empty() && !known.contains(word) {
                complaints.push(format!("{place}:{number}: there is no `piket {word}`"));
            }
        }
    }
    complaints
}

/// The names in the list of commands that a program prints for `--help`.
fn subcommands(help: &str) -> BTreeSet<String> {
    help.lines()
        .skip_while(|line| line.trim() != "Commands:")
        .skip(1)
        .take_while(|line| !line.trim().is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("    "))
        .map(|line| first_word(line.trim_start()).to_owned())
        .collect()
}

/// The words that follow `command`, with their lines; places to fill in (`FILTER`, `…`) are none.
fn named_after<'a>(command: &'a str, text: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
    (1..)
        .zip(text.lines())
        .flat_map(move |(number, line)| {
            line.split(command).skip(1).map(move |after| (number, first_word(after)))
        })
        .filter(|(_, word)| !word.is_empty())
}

/// The word in small letters at the beginning of a text; empty if there is none.
fn first_word(text: &str) -> &str {
    let inside = |c: char| c.is_ascii_lowercase() || c == '-';
    let word = &text[..text.find(|c| !inside(c)).unwrap_or(text.len())];
    if word.starts_with('-') { "" } else { word.trim_end_matches('-') }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn house() -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for file in
            ["crates/core/src/dedup.rs", "docs/adr/0001-sql.md", "docs/guide.md", "README.md"]
        {
            let path = root.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        root
    }

    fn complaints(text: &str) -> Vec<String> {
        let root = house();
        missing_paths(root.path(), &root.path().join("docs"), "docs/guide.md", text)
    }

    #[test]
    fn paths_that_are_there_are_silent() {
        let text = "`crates/core/src/dedup.rs`, `core/src/dedup.rs:12`, `crates/core/src/dedup.rs::same`, \
                    `docs/adr/*.md`, `docs/{adr,guide.md}`, `README.md`, `ui/dist`, \
                    [a](adr/0001-sql.md#why), [b](../README.md), [c](https://example.org), [d](#here)";
        assert_eq!(complaints(text), Vec::<String>::new());
    }

    #[test]
    fn paths_that_are_gone_are_named_with_their_line() {
        let text = "fine\n`crates/core/src/gone.rs` and `core/src/gone.rs` and `docs/{adr,gone.md}`\n\
                    `docs/adr/*.txt` and [a](gone.md) and `GONE.md`";
        assert_eq!(
            complaints(text),
            [
                "docs/guide.md:2: `crates/core/src/gone.rs` is not there",
                "docs/guide.md:2: `core/src/gone.rs` is not there",
                "docs/guide.md:2: `docs/{adr,gone.md}` is not there",
                "docs/guide.md:3: `docs/adr/*.txt` is not there",
                "docs/guide.md:3: `GONE.md` is not there",
                "docs/guide.md:3: the link to gone.md leads nowhere",
            ]
        );
    }

    #[test]
    fn what_only_looks_like_a_path_is_left_alone() {
        let text = "`text/html`, `/api/v1`, `application/problem+json`, `and/or`, `piket.toml`, \
                    `crates/<name>/src`\n```\ndocs/gone.md\n```";
        assert_eq!(complaints(text), Vec::<String>::new());
    }

    #[test]
    fn a_developer_command_that_does_not_exist_is_named() {
        let text = "Run `cargo xtask test`.\n```sh\ncargo xtask fly\n```\n`cargo xtask …`";
        assert_eq!(missing_tasks("a.md", text), ["a.md:3: there is no `cargo xtask fly`"]);
    }

    #[test]
    fn commands_of_piket_are_compared_with_its_own_help() {
        let help = "Incidents.\n\nUsage: piket <COMMAND>\n\nCommands:\n  serve    Serves\n  \
                    check    Checks\n           more of it\n  help     Helps\n\nOptions:\n  -h\n";
        let known = subcommands(help);
        assert_eq!(
            known.iter().map(String::as_str).collect::<Vec<_>>(),
            ["check", "help", "serve"]
        );
        let text = "`piket serve`, `piket --version`, piket is nice\n```\n$ piket fly --high\n```";
        assert_eq!(
            unknown_piket_commands(&known, "a.md", text),
            ["a.md:3: there is no `piket fly`"]
        );
    }
}
