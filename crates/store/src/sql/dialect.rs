//! The one place where the two engines differ in what is said to them.
//!
//! A text is written for SQLite. What PostgreSQL says otherwise is put in when a statement is
//! prepared there, once per connection: see [`for_postgres`].

use std::borrow::Cow;

crate::statements! {
    /// Makes `$2` and `$3` the public and the internal words of incident `$1`.
    pub(crate) SEARCH_PUT =
        "INSERT OR REPLACE INTO search (rowid, public, internal)
        SELECT number, $2, $3 FROM incident WHERE id = $1",
        "INSERT INTO search (number, public, everything)
        SELECT number, array_to_tsvector(string_to_array(CAST($2 AS TEXT), ' ')),
            array_to_tsvector(string_to_array(
                TRIM(CAST($2 AS TEXT) || ' ' || CAST($3 AS TEXT)), ' '))
        FROM incident WHERE id = $1
        ON CONFLICT (number) DO UPDATE SET public = excluded.public,
            everything = excluded.everything";
    /// At most `$2` incidents that fit the question `$1`.
    pub(crate) SEARCH_DESK =
        "SELECT incident.id FROM search CROSS JOIN incident ON incident.number = search.rowid
        WHERE search MATCH $1 ORDER BY search.rowid DESC LIMIT $2",
        "SELECT incident.id FROM search JOIN incident ON incident.number = search.number
        WHERE search.everything @@ CAST(CAST($1 AS TEXT) AS TSQUERY)
        ORDER BY search.number DESC LIMIT $2";
    /// The same for a person of client `$3` with the applications `$4` who is `$5`.
    pub(crate) SEARCH_WALLED =
        "SELECT incident.id FROM search CROSS JOIN incident ON incident.number = search.rowid
        WHERE search MATCH $1 AND client_key = $3 AND (CAST($4 AS TEXT) IS NULL OR reporter = $5
            OR application_key IN (SELECT value FROM json_each($4)))
        ORDER BY search.rowid DESC LIMIT $2",
        "SELECT incident.id FROM search JOIN incident ON incident.number = search.number
        WHERE search.public @@ CAST(CAST($1 AS TEXT) AS TSQUERY) AND client_key = $3
            AND (CAST($4 AS TEXT) IS NULL OR reporter = $5
            OR application_key IN (SELECT value FROM json_each($4)))
        ORDER BY search.number DESC LIMIT $2";
    /// Forgets all words.
    pub(crate) SEARCH_CLEAR =
        "INSERT INTO search (search) VALUES ('delete-all')",
        "DELETE FROM search";
}

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

/// The question for incidents in which each of `words` is the beginning of a word; the words
/// consist of letters and digits. Of a single letter too much begins, so it must be the word.
pub(crate) fn all_of(words: &[String], only_public: bool, engine: Engine) -> String {
    let is_long = |word: &str| word.chars().nth(1).is_some();
    match engine {
        Engine::Sqlite => {
            let beginning =
                |word: &String| format!("\"{word}\"{}", if is_long(word) { " *" } else { "" });
            let all = words.iter().map(beginning).collect::<Vec<_>>().join(" AND ");
            if only_public { format!("public : ({all})") } else { all }
        }
        Engine::Postgres => {
            let beginning =
                |word: &String| format!("'{word}'{}", if is_long(word) { ":*" } else { "" });
            words.iter().map(beginning).collect::<Vec<_>>().join(" & ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_asked_in_the_words_of_each_engine() {
        let words = ["shop".to_owned(), "5".to_owned()];
        assert_eq!(all_of(&words, false, Engine::Sqlite), "\"shop\" * AND \"5\"");
        assert_eq!(all_of(&words, true, Engine::Sqlite), "public : (\"shop\" * AND \"5\")");
        assert_eq!(all_of(&words, true, Engine::Postgres), "'shop':* & '5'");
    }

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
