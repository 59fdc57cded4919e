//! Letters, and the cell of a matrix: what one party is for one activity.
//!
//! A cell may hold letters that do not go together, since a draft may be wrong; the rules tell.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What a party is for an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Letter {
    /// Does it, and becomes the holder when accepting.
    #[serde(rename = "R")]
    Responsible,
    /// Answers for it, approves it, and decides when the responsible party does not.
    #[serde(rename = "A")]
    Accountable,
    /// Is asked for advice before it is done.
    #[serde(rename = "C")]
    Consulted,
    /// Is told.
    #[serde(rename = "I")]
    Informed,
}

impl Letter {
    /// All letters, in the order of the word.
    pub const ALL: [Self; 4] =
        [Self::Responsible, Self::Accountable, Self::Consulted, Self::Informed];

    /// The letter itself: `R`, `A`, `C` or `I`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Responsible => "R",
            Self::Accountable => "A",
            Self::Consulted => "C",
            Self::Informed => "I",
        }
    }
}

impl fmt::Display for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What one party is for one activity: at least one letter, with its marks.
///
/// Written `R`, `A`, `C`, `I` or `R/A`; `R1` is the responsible party that starts when there are
/// several, `C!` is a consultation that must be answered before the activity is done.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cell {
    letters: BTreeSet<Letter>,
    first: bool,
    blocking: bool,
}

impl Cell {
    /// A cell with one letter and no mark.
    pub fn of(letter: Letter) -> Self {
        Self { letters: BTreeSet::from([letter]), first: false, blocking: false }
    }

    /// The same with one more letter.
    #[must_use]
    pub fn and(mut self, letter: Letter) -> Self {
        self.letters.insert(letter);
        self
    }

    /// The same, marked as the responsible party that starts. Without an R it changes nothing.
    #[must_use]
    pub fn first(mut self) -> Self {
        self.first = self.has(Letter::Responsible);
        self
    }

    /// The same, with an answer that must be waited for. Without a C it changes nothing.
    #[must_use]
    pub fn blocking(mut self) -> Self {
        self.blocking = self.has(Letter::Consulted);
        self
    }

    /// Whether the party has this letter.
    pub fn has(&self, letter: Letter) -> bool {
        self.letters.contains(&letter)
    }

    /// The letters, in the order of the word.
    pub fn letters(&self) -> impl Iterator<Item = Letter> {
        self.letters.iter().copied()
    }

    /// Whether this is the responsible party that starts.
    pub fn is_first(&self) -> bool {
        self.first
    }

    /// Whether the advice must be there before the activity is done.
    pub fn is_blocking(&self) -> bool {
        self.blocking
    }

    /// Whether the letters go together: one letter, or R and A.
    pub fn is_one_role(&self) -> bool {
        self.letters.len() == 1
            || (self.letters.len() == 2
                && self.has(Letter::Responsible)
                && self.has(Letter::Accountable))
    }

    /// The same without `letter`, or nothing if that was the only one.
    pub(super) fn without(mut self, letter: Letter) -> Option<Self> {
        self.letters.remove(&letter);
        self.first &= self.has(Letter::Responsible);
        self.blocking &= self.has(Letter::Consulted);
        (!self.letters.is_empty()).then_some(self)
    }

    /// Two cells of one party made one: R and A go together, they outweigh C, and C outweighs I.
    pub(super) fn merged_with(&self, other: &Self) -> Self {
        let both: BTreeSet<Letter> = self.letters.union(&other.letters).copied().collect();
        let kept = |letter: &Letter| match letter {
            Letter::Responsible | Letter::Accountable => true,
            Letter::Consulted => both.iter().all(|other| other >= letter),
            Letter::Informed => both.len() == 1,
        };
        let letters: BTreeSet<Letter> = both.iter().copied().filter(kept).collect();
        Self {
            first: (self.first || other.first) && letters.contains(&Letter::Responsible),
            blocking: (self.blocking || other.blocking) && letters.contains(&Letter::Consulted),
            letters,
        }
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, letter) in self.letters().enumerate() {
            let mark = match letter {
                Letter::Responsible if self.first => "1",
                Letter::Consulted if self.blocking => "!",
                Letter::Responsible
                | Letter::Accountable
                | Letter::Consulted
                | Letter::Informed => "",
            };
            write!(f, "{}{letter}{mark}", if n == 0 { "" } else { "/" })?;
        }
        Ok(())
    }
}

/// Why a text is not a cell of a matrix.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} are not letters: use R, A, C, I or R/A; R1 for who starts, C! for advice to wait for"
)]
pub struct NotACell(pub String);

impl FromStr for Cell {
    type Err = NotACell;

    /// Reads letters with a slash between, in any order and case.
    fn from_str(text: &str) -> Result<Self, NotACell> {
        let mut cell = Self { letters: BTreeSet::new(), first: false, blocking: false };
        for part in text.split('/') {
            let letter = match part.trim().to_ascii_uppercase().as_str() {
                "R" => Letter::Responsible,
                "R1" => {
                    cell.first = true;
                    Letter::Responsible
                }
                "A" => Letter::Accountable,
                "C" => Letter::Consulted,
                "C!" => {
                    cell.blocking = true;
                    Letter::Consulted
                }
                "I" => Letter::Informed,
                _ => return Err(NotACell(text.to_owned())),
            };
            if !cell.letters.insert(letter) {
                return Err(NotACell(text.to_owned()));
            }
        }
        Ok(cell)
    }
}

impl TryFrom<String> for Cell {
    type Error = NotACell;

    fn try_from(text: String) -> Result<Self, NotACell> {
        text.parse()
    }
}

impl From<Cell> for String {
    fn from(cell: Cell) -> Self {
        cell.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> Cell {
        text.parse().unwrap()
    }

    #[test]
    fn a_cell_is_written_as_people_write_it() {
        for text in ["R", "R1", "A", "C", "C!", "I", "R/A", "R1/A", "C/I"] {
            assert_eq!(cell(text).to_string(), text);
        }
        assert_eq!(cell("A/R"), cell("R/A"));
        assert_eq!(cell(" r1 / a "), cell("R1/A"));
        for wrong in ["", "X", "R/", "R/R", "R/R1", "A1", "I!", "RA", "R A"] {
            assert_eq!(wrong.parse::<Cell>(), Err(NotACell(wrong.to_owned())));
        }
    }

    #[test]
    fn only_responsible_and_accountable_go_together() {
        for together in ["R", "A", "C!", "I", "R1/A"] {
            assert!(cell(together).is_one_role(), "{together}");
        }
        for apart in ["C/I", "A/C", "R/I", "R/A/C"] {
            assert!(!cell(apart).is_one_role(), "{apart}");
        }
    }

    #[test]
    fn a_mark_needs_its_letter() {
        assert_eq!(Cell::of(Letter::Informed).first(), cell("I"));
        assert_eq!(Cell::of(Letter::Accountable).blocking(), cell("A"));
        assert_eq!(Cell::of(Letter::Responsible).first().and(Letter::Accountable), cell("R1/A"));
    }

    #[test]
    fn of_two_cells_of_one_party_the_heavier_letters_stay() {
        for (one, other, merged) in [
            ("R1", "A", "R1/A"),
            ("R", "C!", "R"),
            ("A", "I", "A"),
            ("C!", "I", "C!"),
            ("I", "I", "I"),
            ("C", "C!", "C!"),
        ] {
            assert_eq!(cell(one).merged_with(&cell(other)), cell(merged), "{one} with {other}");
            assert_eq!(cell(other).merged_with(&cell(one)), cell(merged), "{other} with {one}");
        }
    }

    #[test]
    fn a_cell_that_loses_a_letter_loses_its_mark_too() {
        assert_eq!(cell("R1/A").without(Letter::Responsible), Some(cell("A")));
        assert_eq!(cell("R1").without(Letter::Responsible), None);
    }
}
