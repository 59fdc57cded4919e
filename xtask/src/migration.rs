//! `cargo xtask migration NAME`: the next migration, empty, in the form the store reads. One text
//! for both engines, or with `--each` one for each where they must differ.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::tree;

/// Below the store: what both engines are given, and what only one understands. The numbers run
/// through all three.
const FOLDERS: [&str; 3] = ["both", "sqlite", "postgres"];

/// Writes the empty files and says where they are.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let (each, name) = match arguments {
        [name] => (false, name),
        [flag, name] | [name, flag] if flag == "--each" => (true, name),
        _ => bail!("a migration needs a name: `cargo xtask migration add_duty_roster`"),
    };
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
        bail!("the name of a migration is of small letters and underscores, not {name:?}");
    }
    for path in begin(&tree::root().join("crates/store/migrations"), name, each)? {
        println!("{}", tree::show(&path));
    }
    println!("Afterwards `cargo xtask schema --write`; migrations only go forward.");
    Ok(())
}

fn begin(migrations: &Path, name: &str, each: bool) -> Result<Vec<PathBuf>> {
    let number = next(migrations)?;
    let folders = if each { &FOLDERS[1..] } else { &FOLDERS[..1] };
    let mut written = Vec::new();
    for folder in folders {
        let path = migrations.join(folder).join(format!("V{number}__{name}.sql"));
        fs::write(&path, format!("-- {}: why, and what a reader must know.\n", title(name)))
            .with_context(|| format!("cannot write {}", tree::show(&path)))?;
        written.push(path);
    }
    Ok(written)
}

/// One more than the highest number there is.
fn next(migrations: &Path) -> Result<u32> {
    let files = tree::files(migrations, &["sql"])?;
    Ok(files.iter().filter_map(|path| number(path)).max().unwrap_or_default() + 1)
}

/// The number in `V12__name.sql`.
fn number(path: &Path) -> Option<u32> {
    path.file_name()?.to_str()?.strip_prefix('V')?.split_once("__")?.0.parse().ok()
}

fn title(name: &str) -> String {
    let words = name.replace('_', " ");
    let (first, rest) = words.split_at(1);
    first.to_uppercase() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_number_runs_through_all_folders() {
        let migrations = tempfile::tempdir().unwrap();
        for file in ["both/V1__house.sql", "sqlite/V10__search.sql", "postgres/V9__search.sql"] {
            let path = migrations.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        let written = begin(migrations.path(), "add_rota", true).unwrap();
        let wanted = ["sqlite/V11__add_rota.sql", "postgres/V11__add_rota.sql"];
        assert_eq!(written, wanted.map(|file| migrations.path().join(file)));
        let text = fs::read_to_string(&written[0]).unwrap();
        assert_eq!(text, "-- Add rota: why, and what a reader must know.\n");
    }

    #[test]
    fn the_first_migration_is_number_one() {
        assert_eq!(next(tempfile::tempdir().unwrap().path()).unwrap(), 1);
    }
}
