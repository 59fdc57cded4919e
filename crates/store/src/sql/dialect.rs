//! The one place where the two engines differ in what is said to them.
//!
//! A text is written for SQLite. What PostgreSQL says otherwise is put in when a statement is
//! prepared there, once per connection: see [`for_postgres`].

use std::borrow::Cow;

/// Which database remembers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Engine {
    /// The embedded one: a file beside the program.
    Sqlite,
    /// A server, shared by several nodes.
    Postgres,
}

/// Comments to SQLite, words to PostgreSQL: SQLite has one writer and needs no row locks.
const ROW_LOCKS: [(&str, &str); 2] = [
    ("/* for update skip locked */", "FOR UPDATE SKIP LOCKED"),
    ("/* for update */", "FOR UPDATE"),
];

/// `text` as PostgreSQL is told it.
///
/// * `/* for update */` and `/* for update skip locked */` at the end of a `SELECT` lock its
///   rows;
/// * `json_each($n)` gives the members of a JSON array as rows with a text column `value`, so
///   `x IN (SELECT value FROM json_each($1))` takes a list (of texts; cast `value` for numbers).
pub fn for_postgres(text: &str) -> Cow<'_, str> {
    let mut told = Cow::Borrowed(text);
    for (comment, words) in ROW_LOCKS {
        if told.contains(comment) {
            told = Cow::Owned(told.replace(comment, words));
        }
    }
    while let Some(list) = JsonList::first_in(&told) {
        told = Cow::Owned(list.spoken(&told));
    }
    told
}

/// Where `json_each($n)` stands in a text.
struct JsonList {
    from: usize,
    number: std::ops::Range<usize>,
}

impl JsonList {
    const OPENING: &str = "json_each($";

    fn first_in(text: &str) -> Option<Self> {
        let from = text.find(Self::OPENING)?;
        let start = from + Self::OPENING.len();
        let end = start + text.get(start..)?.find(')')?;
        Some(Self { from, number: start..end })
    }

    fn spoken(&self, text: &str) -> String {
        let number = text.get(self.number.clone()).unwrap_or_default();
        let before = text.get(..self.from).unwrap_or_default();
        let after = text.get(self.number.end + 1..).unwrap_or_default();
        // By way of text: a parameter of its own type would be bound as JSON.
        format!("{before}json_array_elements_text(CAST(CAST(${number} AS TEXT) AS JSON)){after}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_lock_is_a_comment_to_sqlite_and_words_to_postgresql() {
        let text = "SELECT id FROM due ORDER BY id LIMIT $1 /* for update skip locked */";
        assert_eq!(
            for_postgres(text),
            "SELECT id FROM due ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED"
        );
    }

    #[test]
    fn lists_are_json_to_both_engines() {
        let text = "SELECT 1 WHERE a IN (SELECT value FROM json_each($12)) AND b = $1";
        assert_eq!(
            for_postgres(text),
            "SELECT 1 WHERE a IN (SELECT value FROM \
             json_array_elements_text(CAST(CAST($12 AS TEXT) AS JSON))) AND b = $1"
        );
    }

    #[test]
    fn a_text_without_differences_is_left_alone() {
        assert!(matches!(for_postgres("SELECT 1"), Cow::Borrowed("SELECT 1")));
    }
}
