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
    /// At most `$2` incidents that fit the question `$1`. PostgreSQL is made to look at the newest
    /// first and to turn to its index only then: it cannot tell how many words begin alike, and
    /// walks through all incidents for a rare word or the whole index for a common one.
    pub(crate) SEARCH_DESK =
        "SELECT incident.id FROM search CROSS JOIN incident ON incident.number = search.rowid
        WHERE search MATCH $1 ORDER BY search.rowid DESC LIMIT $2",
        "WITH newest AS MATERIALIZED (
            SELECT number FROM (SELECT number, everything FROM search
                WHERE number > (SELECT MAX(number) FROM search) - 5000
                ORDER BY number DESC OFFSET 0) AS newer
            WHERE everything @@ CAST(CAST($1 AS TEXT) AS TSQUERY) LIMIT $2),
        others AS MATERIALIZED (
            SELECT number FROM search WHERE everything @@ CAST(CAST($1 AS TEXT) AS TSQUERY)
                AND (SELECT COUNT(*) FROM newest) < $2)
        SELECT incident.id FROM (SELECT number FROM newest UNION SELECT number FROM others
            ORDER BY number DESC LIMIT $2) AS found
        JOIN incident ON incident.number = found.number
        ORDER BY found.number DESC";
    /// The same for a person of client `$3` with the applications `$4` who is `$5`.
    pub(crate) SEARCH_WALLED =
        "SELECT incident.id FROM search CROSS JOIN incident ON incident.number = search.rowid
        WHERE search MATCH $1 AND client_key = $3 AND (CAST($4 AS TEXT) IS NULL OR reporter = $5
            OR application_key IN (SELECT value FROM json_each($4)))
        ORDER BY search.rowid DESC LIMIT $2",
        "WITH newest AS MATERIALIZED (
            SELECT number FROM (
                SELECT search.number, public, client_key, application_key, reporter
                FROM search JOIN incident ON incident.number = search.number
                WHERE search.number > (SELECT MAX(number) FROM search) - 5000
                ORDER BY search.number DESC OFFSET 0) AS newer
            WHERE public @@ CAST(CAST($1 AS TEXT) AS TSQUERY) AND client_key = $3
                AND (CAST($4 AS TEXT) IS NULL OR reporter = $5
                OR application_key IN (SELECT value FROM json_each($4)))
            LIMIT $2),
        others AS MATERIALIZED (
            SELECT search.number FROM search JOIN incident ON incident.number = search.number
            WHERE public @@ CAST(CAST($1 AS TEXT) AS TSQUERY) AND client_key = $3
                AND (CAST($4 AS TEXT) IS NULL OR reporter = $5
                OR application_key IN (SELECT value FROM json_each($4)))
                AND (SELECT COUNT(*) FROM newest) < $2)
        SELECT incident.id FROM (SELECT number FROM newest UNION SELECT number FROM others
            ORDER BY number DESC LIMIT $2) AS found
        JOIN incident ON incident.number = found.number
        ORDER BY found.number DESC";
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

/// Which words of a question may be the beginning of one, so that the rest is added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beginnings {
    /// None: the words are meant as they are.
    None,
    /// The last one, which somebody is still typing.
    Last,
    /// Each.
    All,
}

/// The question for incidents in which all `words` occur; the words consist of letters and
/// digits. With a single letter too much begins, so it must be the word.
pub(crate) fn all_of(
    words: &[String],
    beginnings: Beginnings,
    only_public: bool,
    engine: Engine,
) -> String {
    let asked = words.iter().enumerate().map(|(place, word)| {
        let may_begin = match beginnings {
            Beginnings::None => false,
            Beginnings::Last => place + 1 == words.len(),
            Beginnings::All => true,
        };
        let begins = may_begin && word.chars().nth(1).is_some();
        match engine {
            Engine::Sqlite => format!("\"{word}\"{}", if begins { " *" } else { "" }),
            Engine::Postgres => format!("'{word}'{}", if begins { ":*" } else { "" }),
        }
    });
    let asked: Vec<_> = asked.collect();
    match (engine, only_public) {
        (Engine::Sqlite, true) => format!("public : ({})", asked.join(" AND ")),
        (Engine::Sqlite, false) => asked.join(" AND "),
        (Engine::Postgres, _) => asked.join(" & "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_asked_in_the_words_of_each_engine() {
        let words = ["web", "5", "shop"].map(str::to_owned);
        let asked = |beginnings, engine| all_of(&words, beginnings, false, engine);
        let (all, last) = (Beginnings::All, Beginnings::Last);
        assert_eq!(asked(all, Engine::Sqlite), "\"web\" * AND \"5\" AND \"shop\" *");
        assert_eq!(asked(last, Engine::Postgres), "'web' & '5' & 'shop':*");
        assert_eq!(asked(Beginnings::None, Engine::Postgres), "'web' & '5' & 'shop'");
        let public = all_of(&words[..1], last, true, Engine::Sqlite);
        assert_eq!(public, "public : (\"web\" *)");
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
