//! Search: incidents by words that occur in them, newest first.
//!
//! Words are cut and folded here (small letters, no accents) so that both engines find the same;
//! the engines only keep them. Whatever somebody types is a list of words, and never a syntax
//! error.

use piket_core::key::IncidentId;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::incidents::Wall;
use crate::sql::dialect::{self, Beginnings, SEARCH_CLEAR, SEARCH_DESK, SEARCH_PUT, SEARCH_WALLED};
use crate::sql::{ReadTx, Tx};
use crate::{StoreError, codec, params};

/// Of a longer word only the beginning counts.
const LETTERS_A_WORD: usize = 40;

/// Of a longer text only the beginning is found.
const WORDS_A_TEXT: usize = 20_000;

/// And not more of it than this: PostgreSQL keeps a megabyte of words for an incident, public and
/// internal ones together.
const BYTES_A_TEXT: usize = 450_000;

/// Of a longer question only the beginning is asked.
const WORDS_A_QUESTION: usize = 12;

/// The words of an incident.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Words<'a> {
    /// What the client may read: number, summary, messages.
    pub public: &'a str,
    /// What only we may read.
    pub internal: &'a str,
}

/// Makes these the words by which an incident is found. The incident must be there.
pub fn index(tx: &mut Tx<'_>, incident: IncidentId, words: &Words<'_>) -> Result<(), StoreError> {
    let public = cut(words.public, WORDS_A_TEXT).join(" ");
    let internal = cut(words.internal, WORDS_A_TEXT).join(" ");
    tx.execute(SEARCH_PUT, params![incident, public, internal]).map(drop)
}

/// At most `limit` incidents in which all words of `question` occur, newest first.
///
/// The last word may be the beginning of one. If nothing has all words so, each may be. (A
/// question that is answered in full by the words as they are is not asked again: beginnings of
/// common words cost more.) Who stands behind a wall finds what the wall lets through, and by
/// public words only.
pub fn find(
    tx: &mut ReadTx<'_>,
    question: &str,
    wall: Option<&Wall>,
    limit: u32,
) -> Result<Vec<IncidentId>, StoreError> {
    let words = cut(question, WORDS_A_QUESTION);
    let mut ask = |beginnings| ask(tx, &words, beginnings, wall, limit);
    if words.is_empty() || limit == 0 {
        return Ok(Vec::new());
    }
    let found = ask(Beginnings::None)?;
    if u32::try_from(found.len()).is_ok_and(|number| number >= limit) {
        return Ok(found);
    }
    let found = ask(Beginnings::Last)?;
    if found.is_empty() && words.len() > 1 { ask(Beginnings::All) } else { Ok(found) }
}

fn ask(
    tx: &mut ReadTx<'_>,
    words: &[String],
    beginnings: Beginnings,
    wall: Option<&Wall>,
    limit: u32,
) -> Result<Vec<IncidentId>, StoreError> {
    let question = dialect::all_of(words, beginnings, wall.is_some(), tx.engine());
    let Some(wall) = wall else {
        return tx.query(SEARCH_DESK, params![question, limit], |row| codec::incident(row, "id"));
    };
    let applications = Some(&wall.applications).filter(|it| !it.is_empty());
    let applications = applications.map(codec::json).transpose()?;
    let values = params![question, limit, &wall.client, applications, &wall.person];
    tx.query(SEARCH_WALLED, values, |row| codec::incident(row, "id"))
}

/// Forgets all words, before they are all told anew.
pub fn clear(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    tx.execute(SEARCH_CLEAR, &[]).map(drop)
}

/// The words of a text, folded, each once, at most so many. They consist of letters and digits.
fn cut(text: &str, at_most: usize) -> Vec<String> {
    let folded: String = text
        .nfkd()
        .filter(|character| !is_combining_mark(*character))
        .flat_map(char::to_lowercase)
        .collect();
    let mut seen = std::collections::BTreeSet::new();
    let mut room = BYTES_A_TEXT;
    folded
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().take(LETTERS_A_WORD).collect::<String>())
        .filter(|word| seen.insert(word.clone()))
        .take(at_most)
        .take_while(|word| {
            let fits = word.len() <= room;
            room = room.saturating_sub(word.len());
            fits
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_at_everything_that_is_no_letter_or_digit_and_folded() {
        let words = cut("INC-1042: Cafés düster, \"ﬁx\" shop.example.nl (503) – cafes!", 20);
        let wanted = ["inc", "1042", "cafes", "duster", "fix", "shop", "example", "nl", "503"];
        assert_eq!(words, wanted);
    }

    #[test]
    fn a_text_of_signs_has_no_words() {
        assert!(cut("  \" ' * : ) -- ; \\ % _ \0 🚨", 20).is_empty());
    }

    #[test]
    fn only_the_beginning_of_endless_texts_counts() {
        assert_eq!(cut(&"x".repeat(1000), 3), ["x".repeat(40)]);
        assert_eq!(cut("a b c d e", 3), ["a", "b", "c"]);
    }
}
