//! The walls of the house: the table of crates in ARCHITECTURE.md against what cargo knows.
//!
//! A row names a crate without its `piket-`, which of ours it may import, and what it must never
//! name: packages, or paths such as `std::fs`, which are looked for in its sources.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::{forbidden, markdown, shell, tree};

const CRATE: &str = "crate";
const IMPORTS: &str = "may import of ours";
const NEVER: &str = "never";

/// May import anything and are imported by nothing, so they have no row.
const OUTSIDE: [&str; 2] = ["xtask", "bench"];

/// The model house: for tests, so never among what is shipped.
const TESTKIT: &str = "testkit";

/// What the table says of one crate.
#[derive(Debug, PartialEq, Eq)]
struct Room {
    may_import: Imports,
    never: Vec<String>,
}

#[derive(Debug, PartialEq, Eq)]
enum Imports {
    All,
    Only(BTreeSet<String>),
}

impl Imports {
    fn allow(&self, room: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(rooms) => rooms.contains(room),
        }
    }
}

/// What cargo knows of one crate of ours.
#[derive(Debug, Default, PartialEq, Eq)]
struct Crate {
    /// Packages that it is built with, by their full names.
    normal: BTreeSet<String>,
    /// Packages that only its tests are built with.
    in_tests: BTreeSet<String>,
    /// The folder of its sources.
    sources: String,
}

/// `cargo xtask rooms`.
pub(crate) fn run(_: &[String]) -> Result<()> {
    let root = tree::root();
    let rooms = rooms(&tree::read(&root.join("ARCHITECTURE.md"))?)?;
    let crates = crates(&metadata()?)?;
    let mut complaints = imports(&rooms, &crates);
    complaints.extend(never_named(&rooms, &crates)?);
    complaints.extend(forbidden::complaints(&root)?);
    if complaints.is_empty() {
        println!("rooms: {} crates import what they may", rooms.len());
        return Ok(());
    }
    bail!("the walls of the house do not hold:\n  {}", complaints.join("\n  "))
}

fn metadata() -> Result<Value> {
    let mut cargo = shell::cargo();
    let text = shell::output(cargo.args(["metadata", "--no-deps", "--format-version", "1"]))?;
    Ok(serde_json::from_str(&text)?)
}

/// The rows of the table, by crate.
fn rooms(architecture: &str) -> Result<BTreeMap<String, Room>> {
    let rows = markdown::table(architecture, &[CRATE, IMPORTS, NEVER]).with_context(|| {
        format!("ARCHITECTURE.md has no table with `{CRATE} | {IMPORTS} | {NEVER}` in its header")
    })?;
    rows.iter().map(|row| Ok((cell(row, CRATE)?.replace('`', ""), room(row)?))).collect()
}

fn room(row: &markdown::Row) -> Result<Room> {
    let may_import = match cell(row, IMPORTS)? {
        "–" | "-" | "" => Imports::Only(BTreeSet::new()),
        "all" => Imports::All,
        listed => {
            Imports::Only(listed.split(',').map(|room| room.trim().replace('`', "")).collect())
        }
    };
    let never = markdown::spans(cell(row, NEVER)?);
    Ok(Room { may_import, never: never.into_iter().map(str::to_owned).collect() })
}

fn cell<'a>(row: &'a markdown::Row, heading: &str) -> Result<&'a str> {
    row.get(heading).map(String::as_str).context("a row of the table of crates is too short")
}

/// The crates of the workspace, by their short names.
fn crates(metadata: &Value) -> Result<BTreeMap<String, Crate>> {
    let packages = metadata["packages"].as_array().context("cargo metadata has no packages")?;
    let mut crates = BTreeMap::new();
    for package in packages {
        let name = package["name"].as_str().context("a package has no name")?;
        let manifest = Path::new(package["manifest_path"].as_str().unwrap_or_default());
        let mut found = Crate {
            sources: manifest.with_file_name("src").display().to_string(),
            ..Crate::default()
        };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let wanted = dependency["name"].as_str().unwrap_or_default().to_owned();
            if dependency["kind"] == "dev" {
                found.in_tests.insert(wanted);
            } else {
                found.normal.insert(wanted);
            }
        }
        crates.insert(short(name).to_owned(), found);
    }
    Ok(crates)
}

fn short(package: &str) -> &str {
    package.strip_prefix("piket-").unwrap_or(package)
}

/// What is imported against the table.
fn imports(rooms: &BTreeMap<String, Room>, crates: &BTreeMap<String, Crate>) -> Vec<String> {
    let mut complaints = Vec::new();
    for name in rooms.keys().filter(|name| !crates.contains_key(*name)) {
        complaints.push(format!("{name} is in the table, but there is no such crate"));
    }
    for (name, built) in crates {
        for wanted in built.normal.union(&built.in_tests).map(|package| short(package)) {
            if OUTSIDE.contains(&wanted) {
                complaints.push(format!("{name} imports {wanted}, which nothing may import"));
            }
        }
        if OUTSIDE.contains(&name.as_str()) {
            continue;
        }
        let Some(room) = rooms.get(name) else {
            complaints.push(format!("{name} has no row in the table of crates"));
            continue;
        };
        for package in &built.normal {
            let wanted = short(package);
            if wanted == TESTKIT {
                complaints.push(format!("{name} imports {TESTKIT} outside its tests"));
            } else if crates.contains_key(wanted) && !room.may_import.allow(wanted) {
                complaints.push(format!("{name} may not import {wanted}"));
            } else if room.never.contains(package) {
                complaints.push(format!("{name} must never import `{package}`"));
            }
        }
    }
    complaints
}

/// The paths (with `::`) that a crate's sources must not name.
fn never_named(
    rooms: &BTreeMap<String, Room>,
    crates: &BTreeMap<String, Crate>,
) -> Result<Vec<String>> {
    let mut complaints = Vec::new();
    for (name, room) in rooms {
        let Some(built) = crates.get(name) else { continue };
        for path in room.never.iter().filter(|named| named.contains("::")) {
            for place in forbidden::naming(Path::new(&built.sources), path)? {
                complaints.push(format!("{place}: {name} must never name `{path}`"));
            }
        }
    }
    Ok(complaints)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const TABLE: &str = "\
| crate | may import of ours | never |\n|---|---|---|\n\
| core | – | `tokio`, `std::fs` |\n\
| web | core, engine | `lettre` |\n\
| engine | core | `axum` |\n\
| piket | all | – |\n\
| testkit | all | – |\n";

    fn house(dependencies: &[(&str, &str, Value)]) -> BTreeMap<String, Crate> {
        let names = ["piket-core", "piket-web", "piket-engine", "piket", "piket-testkit", "xtask"];
        let packages: Vec<Value> = names
            .iter()
            .map(|name| {
                let wanted: Vec<Value> = dependencies
                    .iter()
                    .filter(|(from, ..)| from == name)
                    .map(|(_, to, kind)| json!({ "name": to, "kind": kind }))
                    .collect();
                json!({ "name": name, "manifest_path": "x/Cargo.toml", "dependencies": wanted })
            })
            .collect();
        crates(&json!({ "packages": packages })).unwrap()
    }

    fn complaints(dependencies: &[(&str, &str, Value)]) -> Vec<String> {
        imports(&rooms(TABLE).unwrap(), &house(dependencies))
    }

    #[test]
    fn a_house_in_order_gives_no_complaint() {
        assert_eq!(
            complaints(&[
                ("piket-web", "piket-engine", Value::Null),
                ("piket-web", "axum", Value::Null),
                ("piket-core", "piket-testkit", json!("dev")),
                ("piket", "piket-web", Value::Null),
                ("xtask", "piket-web", Value::Null),
            ]),
            Vec::<String>::new()
        );
    }

    #[test]
    fn an_import_through_a_wall_is_named() {
        let through = complaints(&[("piket-engine", "piket-web", Value::Null)]);
        assert_eq!(through, ["engine may not import web"]);
        let at_build = complaints(&[("piket-core", "piket-engine", json!("build"))]);
        assert_eq!(at_build, ["core may not import engine"]);
    }

    #[test]
    fn a_forbidden_package_is_named() {
        let forbidden = complaints(&[("piket-web", "lettre", Value::Null)]);
        assert_eq!(forbidden, ["web must never import `lettre`"]);
    }

    #[test]
    fn nothing_ships_the_model_house_or_imports_the_developer_commands() {
        let ships = complaints(&[("piket", "piket-testkit", Value::Null)]);
        assert_eq!(ships, ["piket imports testkit outside its tests"]);
        let imports = complaints(&[("piket-web", "xtask", json!("dev"))]);
        assert_eq!(imports, ["web imports xtask, which nothing may import"]);
    }

    #[test]
    fn a_crate_without_a_row_and_a_row_without_a_crate_are_named() {
        let table = TABLE.replace("| engine |", "| motor |");
        let complaints = imports(&rooms(&table).unwrap(), &house(&[]));
        assert_eq!(
            complaints,
            [
                "motor is in the table, but there is no such crate",
                "engine has no row in the table of crates"
            ]
        );
    }

    #[test]
    fn a_document_without_the_table_is_refused() {
        let refusal = rooms("# The house\n").unwrap_err().to_string();
        assert!(refusal.contains("ARCHITECTURE.md has no table"), "{refusal}");
    }
}
