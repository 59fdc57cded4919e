//! Words that must not stand in certain places: SQL that asks for the time, and a database
//! driver outside the one folder that may name it.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::tree;

/// Ways in which SQL asks its own clock, in lower case.
const TIME_IN_SQL: [&str; 14] = [
    "now()",
    "current_timestamp",
    "current_date",
    "current_time",
    "localtimestamp",
    "localtime",
    "clock_timestamp()",
    "statement_timestamp()",
    "transaction_timestamp()",
    "datetime('now'",
    "date('now'",
    "julianday('now'",
    "unixepoch(",
    ", 'now'",
];

const DRIVERS: [&str; 3] = ["rusqlite::", "postgres::", "tokio_postgres::"];

/// Where a driver may be named: the adapter, its own tests, and the simulated world.
const DRIVER_ROOMS: [&str; 3] = ["crates/store/src/sql/", "crates/store/tests/", "crates/testkit/"];

/// Every place below `crates` that names what it must not.
pub(crate) fn complaints(root: &Path) -> Result<Vec<String>> {
    let mut complaints = Vec::new();
    for path in tree::files(&root.join("crates"), &["rs", "sql"])? {
        let name = path.strip_prefix(root).unwrap_or(&path).display().to_string();
        let text = fs::read_to_string(&path)?;
        let in_store = name.starts_with("crates/store/") && !name.contains("/tests/");
        let may_name_drivers = DRIVER_ROOMS.iter().any(|room| name.starts_with(room));
        for (number, line) in (1..).zip(text.lines()) {
            let line = without_comment(line);
            if in_store && let Some(word) = asks_for_time(line) {
                complaints
                    .push(format!("{name}:{number}: SQL asks for the time with `{word}`; bind it"));
            }
            if !may_name_drivers && let Some(driver) = names_driver(line) {
                complaints
                    .push(format!("{name}:{number}: only crates/store/src/sql names `{driver}`"));
            }
        }
    }
    Ok(complaints)
}

/// The places in the sources of a crate that name `path`, such as `std::fs`.
pub(crate) fn naming(sources: &Path, path: &str) -> Result<Vec<String>> {
    let mut places = Vec::new();
    for file in tree::files(sources, &["rs"])? {
        let text = tree::read(&file)?;
        for (number, line) in (1..).zip(text.lines()) {
            if mentions(without_comment(line), path) {
                places.push(format!("{}:{number}", tree::show(&file)));
            }
        }
    }
    Ok(places)
}

/// A line up to where a comment of Rust or SQL begins. The `//` of an address is none.
fn without_comment(line: &str) -> &str {
    let mut end = line.len();
    for (begin, sign) in line.match_indices("//").chain(line.match_indices("-- ")) {
        if !line[..begin].ends_with(':') || sign != "//" {
            end = end.min(begin);
        }
    }
    &line[..end]
}

fn asks_for_time(line: &str) -> Option<&'static str> {
    let line = line.to_lowercase();
    TIME_IN_SQL.into_iter().find(|word| mentions(&line, word))
}

fn names_driver(line: &str) -> Option<&'static str> {
    DRIVERS.into_iter().find(|driver| mentions(line, driver))
}

/// Whether the word stands in the line on its own: `now()` but not `clock.now()`,
/// `postgres::` but not `sql::postgres::` or `tokio_postgres::`.
fn mentions(line: &str, word: &str) -> bool {
    let part_of_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | ':' | '$');
    let starts_name = word.starts_with(char::is_alphanumeric);
    let ends_name = word.ends_with(char::is_alphanumeric);
    line.match_indices(word).any(|(begin, _)| {
        let before = line[..begin].chars().next_back();
        let after = line[begin + word.len()..].chars().next();
        let begins_within = starts_name && before.is_some_and(part_of_name);
        let ends_within = ends_name && after.is_some_and(|c| c.is_alphanumeric() || c == '_');
        !begins_within && !ends_within
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sql_that_asks_for_the_time_is_heard_and_a_handed_in_clock_is_not() {
        assert_eq!(asks_for_time("SELECT id FROM due WHERE at < NOW()"), Some("now()"));
        assert_eq!(
            asks_for_time("created_at TEXT DEFAULT CURRENT_TIMESTAMP"),
            Some("current_timestamp")
        );
        assert_eq!(asks_for_time("VALUES (strftime('%s', 'now'))"), Some(", 'now'"));
        assert_eq!(asks_for_time("let now = clock.now();"), None);
        assert_eq!(asks_for_time("current_timestamps are fine"), None);
    }

    #[test]
    fn a_driver_is_told_from_a_module_of_that_name() {
        assert_eq!(names_driver("use rusqlite::Connection;"), Some("rusqlite::"));
        assert_eq!(names_driver("Err(postgres::Error)"), Some("postgres::"));
        assert_eq!(names_driver("use tokio_postgres::Row;"), Some("tokio_postgres::"));
        assert_eq!(names_driver("sql::postgres::connect(url)"), None);
        assert_eq!(names_driver("connect(\"postgres://piket@db/piket\")"), None);
    }

    #[test]
    fn comments_do_not_count_and_addresses_are_not_comments() {
        assert_eq!(without_comment("a // never now()"), "a ");
        assert_eq!(without_comment("SELECT 1 -- not now()"), "SELECT 1 ");
        assert_eq!(without_comment("get(\"http://host/\")"), "get(\"http://host/\")");
        assert_eq!(without_comment("//! never `rusqlite::`"), "");
    }

    #[test]
    fn every_place_is_named_with_its_line() {
        let root = tempfile::tempdir().unwrap();
        for (file, text) in [
            ("crates/store/src/due.rs", "//! Due.\nconst Q: &str = \"SELECT now()\";\n"),
            ("crates/store/src/sql/lite.rs", "use rusqlite::Row;\n"),
            ("crates/store/tests/it/main.rs", "// SELECT now()\nuse rusqlite::Row;\n"),
            ("crates/web/src/lib.rs", "use postgres::Client;\n"),
        ] {
            let path = root.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        assert_eq!(
            complaints(root.path()).unwrap(),
            [
                "crates/store/src/due.rs:2: SQL asks for the time with `now()`; bind it",
                "crates/web/src/lib.rs:1: only crates/store/src/sql names `postgres::`",
            ]
        );
    }
}
