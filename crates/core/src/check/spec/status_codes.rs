//! Which HTTP statuses are good: `200`, `2xx`, `200-299,401`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// HTTP statuses that are good; by default all from 200 to 299.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "String")]
pub struct StatusCodes(Vec<(u16, u16)>);

/// Why a text does not name HTTP statuses.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} does not name HTTP statuses: write 200, 2xx or 200-299, separated by commas")]
pub struct NotStatusCodes(pub String);

/// A single status may stand in a file as a number.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Code(u16),
    Text(String),
}

impl StatusCodes {
    /// Whether `status` is good.
    pub fn contain(&self, status: u16) -> bool {
        self.0.iter().any(|(first, last)| (*first..=*last).contains(&status))
    }
}

impl Default for StatusCodes {
    fn default() -> Self {
        Self(vec![(200, 299)])
    }
}

fn read_codes(text: &str) -> Option<(u16, u16)> {
    let (first, last) = if let Some(hundreds) = text.strip_suffix("xx") {
        let hundreds: u16 = hundreds.parse().ok().filter(|digit| *digit < 10)?;
        (hundreds * 100, hundreds * 100 + 99)
    } else {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        (first.trim().parse().ok()?, last.trim().parse().ok()?)
    };
    (100 <= first && first <= last && last <= 599).then_some((first, last))
}

impl FromStr for StatusCodes {
    type Err = NotStatusCodes;

    fn from_str(text: &str) -> Result<Self, NotStatusCodes> {
        let codes: Option<Vec<_>> = text.split(',').map(|part| read_codes(part.trim())).collect();
        codes.map(Self).ok_or_else(|| NotStatusCodes(text.to_owned()))
    }
}

impl fmt::Display for StatusCodes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, (first, last)) in self.0.iter().enumerate() {
            if position > 0 {
                f.write_str(",")?;
            }
            match (first, last) {
                (first, last) if first == last => write!(f, "{first}")?,
                (first, last) if first % 100 == 0 && *last == first + 99 => {
                    write!(f, "{}xx", first / 100)?;
                }
                (first, last) => write!(f, "{first}-{last}")?,
            }
        }
        Ok(())
    }
}

impl TryFrom<Written> for StatusCodes {
    type Error = NotStatusCodes;

    fn try_from(written: Written) -> Result<Self, NotStatusCodes> {
        match written {
            Written::Code(code) => code.to_string().parse(),
            Written::Text(text) => text.parse(),
        }
    }
}

impl From<StatusCodes> for String {
    fn from(codes: StatusCodes) -> Self {
        codes.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_are_named_one_by_one_by_hundreds_or_from_to() {
        let codes: StatusCodes = "2xx, 301,401-403".parse().unwrap();
        let good: Vec<_> = (100..600).filter(|code| codes.contain(*code)).collect();
        assert_eq!(good, (200..300).chain([301, 401, 402, 403]).collect::<Vec<_>>());
        assert_eq!(codes.to_string(), "2xx,301,401-403");
    }

    #[test]
    fn what_names_no_status_is_refused() {
        for wrong in ["", "abc", "20", "600", "299-200", "xx", "9xx", "200,", "65535xx", "2xx-3xx"]
        {
            assert_eq!(wrong.parse::<StatusCodes>(), Err(NotStatusCodes(wrong.to_owned())));
        }
    }

    #[test]
    fn a_file_may_say_two_hundred_with_or_without_quotes() {
        let with: StatusCodes = serde_json::from_str("\"200\"").unwrap();
        assert_eq!(with, serde_json::from_str("200").unwrap());
    }
}
