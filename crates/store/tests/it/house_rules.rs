//! Rules that every statement and migration of the house keeps.

use std::fs;
use std::path::{Path, PathBuf};

use piket_store::sql::all_statements;

use crate::engines::both_engines;

both_engines! {
    every_statement_is_understood(home) {
        for sql in all_statements() {
            let prepared = home.store.read_blocking(move |tx| tx.prepare(sql));
            assert_eq!(prepared, Ok(()), "{} in {}", sql.name(), sql.file());
        }
    }
}

/// Files below `folder` that end in `ending`.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn home_of_the_store() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// `text` without comments, in capitals, one blank between words.
fn plain(text: &str) -> String {
    let lines = text.lines().map(|line| line.split("--").next().unwrap_or_default());
    let words: Vec<_> = lines.flat_map(str::split_whitespace).map(str::to_uppercase).collect();
    words.join(" ")
}

#[test]
fn every_file_with_statements_is_named_in_the_list() {
    let listed = all_statements();
    for path in files(&home_of_the_store().join("src"), "rs") {
        let text = fs::read_to_string(&path).unwrap();
        let registers = text.lines().any(|line| line == "crate::statements! {");
        let name = path.strip_prefix(home_of_the_store()).unwrap();
        let is_listed = listed.iter().any(|sql| Path::new(sql.file()).ends_with(name));
        assert_eq!(registers, is_listed, "{}", path.display());
    }
}

#[test]
fn no_statement_asks_for_the_time_or_for_all_columns() {
    let migrations = files(&home_of_the_store().join("migrations"), "sql");
    let migrations = migrations
        .iter()
        .map(|path| (path.display().to_string(), plain(&fs::read_to_string(path).unwrap())));
    let statements = all_statements();
    let statements = statements.iter().flat_map(|sql| {
        [sql.sqlite(), sql.postgres()].map(|text| (sql.name().to_owned(), plain(text)))
    });
    for (name, text) in migrations.chain(statements) {
        for word in ["NOW()", "CURRENT_", "DATETIME(", "STRFTIME(", "UNIXEPOCH(", "SELECT *"] {
            assert!(!text.contains(word), "{name} says {word}");
        }
    }
}

#[test]
fn only_the_dialect_file_has_statements_with_two_texts() {
    for sql in all_statements() {
        let is_split = sql.sqlite() != sql.postgres();
        assert!(!is_split || sql.file().ends_with("sql/dialect.rs"), "{}", sql.name());
    }
}
