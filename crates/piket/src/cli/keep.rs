//! `piket backup` and `piket restore`: a copy of the whole database, and the way back.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use clap::Args;
use piket_store::{Engine, Store, verify};

use super::output::say;
use crate::config::{Settings, without_password};
use crate::failure::{Failure, OrHint};
use crate::house::House;

/// Where to copy to.
#[derive(Debug, Args)]
pub(super) struct BackupArguments {
    /// A new file
    path: PathBuf,
}

/// What to put back.
#[derive(Debug, Args)]
pub(super) struct RestoreArguments {
    /// A file that `piket backup` made
    path: PathBuf,
    /// The database that is there now may be put aside
    #[arg(long)]
    replace: bool,
}

pub(super) fn backup(arguments: &BackupArguments, house: &House) -> anyhow::Result<()> {
    let path = &arguments.path;
    if house.store.engine() == Engine::Postgres {
        return Err(use_the_tools_of_postgres(&house.settings, path).into());
    }
    let hint = "choose a new file on a disk with room";
    tokio::task::block_in_place(|| house.store.backup_to(path)).hint(hint)?;
    let counts = tokio::task::block_in_place(|| counts_of(path))?;
    let size = fs::metadata(path)?.len();
    say(format!(
        "{}: {} incidents with {} facts, {} MB, checked.\nKeep the key file {} too, and elsewhere: \
         without it the sealed secrets cannot be opened.",
        path.display(),
        counts.incidents,
        counts.facts,
        size.div_ceil(1_000_000),
        house.settings.key_file.display(),
    ));
    Ok(())
}

fn use_the_tools_of_postgres(settings: &Settings, path: &Path) -> Failure {
    let url = without_password(&settings.database_url);
    Failure::usage(
        "a PostgreSQL database is backed up with its own tools",
        format!(
            "pg_dump --format=custom --file={} '{url}', and back with pg_restore --clean \
             --if-exists --dbname='{url}' FILE",
            path.display()
        ),
    )
}

/// Opens the copy as the database that it is, and counts what is in it.
fn counts_of(path: &Path) -> anyhow::Result<verify::Counts> {
    // On a copy of the copy: opening writes, and the backup stays as it was made.
    let trial = path.with_added_extension("trial");
    let counted = fs::copy(path, &trial).map_err(anyhow::Error::from).and_then(|_| {
        let store = Store::open(&format!("sqlite:{}", trial.display()))?;
        Ok(store.read_blocking(verify::counts)?)
    });
    for end in ["", "-wal", "-shm"] {
        let mut name = trial.clone().into_os_string();
        name.push(end);
        if let Err(why) = fs::remove_file(&name) {
            tracing::debug!("{}: {why}", name.display());
        }
    }
    counted.hint("the file is no backup of Piket, or it is damaged")
}

pub(super) fn restore(arguments: &RestoreArguments, settings: &Settings) -> anyhow::Result<()> {
    let RestoreArguments { path, replace } = arguments;
    let Some(database) = settings.database_file() else {
        return Err(use_the_tools_of_postgres(settings, path).into());
    };
    let counts = counts_of(path)?;
    if database.exists() {
        if !replace {
            return Err(Failure::refused(
                format!("there is a database at {} already", database.display()),
                "stop the server, then give --replace; the database is put aside, not deleted",
            )
            .into());
        }
        refuse_while_in_use(database)?;
        put_aside(database)?;
    }
    if let Some(folder) = database.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).hint("choose a folder that can be written")?;
    }
    let draft = database.with_added_extension("restoring");
    let hint = "look whether there is room on the disk";
    fs::copy(path, &draft).hint(hint)?;
    File::open(&draft).and_then(|file| file.sync_all()).hint(hint)?;
    fs::rename(&draft, database).hint(hint)?;
    say(format!(
        "{} holds {} incidents with {} facts again. `piket verify` replays them.",
        database.display(),
        counts.incidents,
        counts.facts
    ));
    Ok(())
}

/// A database that a server has open must not be moved away under it.
fn refuse_while_in_use(database: &Path) -> Result<(), Failure> {
    let name = fs::canonicalize(database).unwrap_or_else(|_| database.to_owned());
    let programs = fs::read_dir("/proc").into_iter().flatten().flatten();
    let holds = |program: fs::DirEntry| {
        let files = fs::read_dir(program.path().join("fd")).into_iter().flatten().flatten();
        files.into_iter().any(|file| fs::read_link(file.path()).is_ok_and(|file| file == name))
    };
    if programs.into_iter().any(holds) {
        return Err(Failure::refused(
            format!("a program has {} open", database.display()),
            "stop the server first",
        ));
    }
    Ok(())
}

/// Renames the database and what belongs to it; nothing is deleted.
fn put_aside(database: &Path) -> anyhow::Result<()> {
    let free = |number: &u32| !aside(database, *number, "").exists();
    let number = (1..u32::MAX).find(free).unwrap_or(u32::MAX);
    for end in ["-wal", "-shm", ""] {
        let mut from = database.to_owned().into_os_string();
        from.push(end);
        if Path::new(&from).exists() {
            fs::rename(&from, aside(database, number, end)).hint("the folder must be writable")?;
        }
    }
    say(format!("The database before is put aside as {}.", aside(database, number, "").display()));
    Ok(())
}

fn aside(database: &Path, number: u32, end: &str) -> PathBuf {
    let mut name = database.to_owned().into_os_string();
    name.push(format!(".before-{number}{end}"));
    name.into()
}
