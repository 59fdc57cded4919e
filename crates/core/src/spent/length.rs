//! Lengths of time as people type them: `90`, `1:30`, `1h30`, `1.5h`, and in Dutch `1,5u`.

/// Why a text is no length of time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a length of time; it looks like 90, 1:30, 1h30 or 1.5h")]
pub struct NotALength(pub String);

/// What is typed is at most so long, in characters.
const LONGEST: usize = 16;

/// Reads a length of time, in seconds. A number alone is minutes; `h` and the Dutch `u` are hours,
/// whole or with a point or a comma; what follows them is minutes.
///
/// # Errors
///
/// [`NotALength`] for anything else: a text without a number, sixty minutes or more after hours, a
/// length that does not fit.
pub fn length(text: &str) -> Result<i64, NotALength> {
    let wrong = || NotALength(text.to_owned());
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = plain.to_lowercase().replace(',', ".");
    if plain.is_empty() || plain.len() > LONGEST {
        return Err(wrong());
    }
    read(&plain).ok_or_else(wrong)
}

fn read(text: &str) -> Option<i64> {
    if let Some((hours, minutes)) = text.split_once(':') {
        return hours_and_minutes(whole(hours)?, minutes);
    }
    if let Some((hours, rest)) = text.split_once(['h', 'u']) {
        let rest = hour_words(rest);
        let minutes = minutes_of(rest).unwrap_or(rest);
        return if minutes.is_empty() {
            decimal_hours(hours)
        } else {
            hours_and_minutes(whole(hours)?, minutes)
        };
    }
    whole(minutes_of(text).unwrap_or(text))?.checked_mul(60)
}

/// What follows the letter of hours, without the rest of the word.
fn hour_words(text: &str) -> &str {
    let words = ["ours", "our", "ren", "ur", "r", "rs"];
    words.into_iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text)
}

/// What stands before a word for minutes.
fn minutes_of(text: &str) -> Option<&str> {
    let words = ["minutes", "minuten", "minute", "minuut", "mins", "min", "m"];
    words.into_iter().find_map(|word| text.strip_suffix(word))
}

fn hours_and_minutes(hours: i64, minutes: &str) -> Option<i64> {
    let minutes = whole(minutes).filter(|minutes| *minutes < 60)?;
    hours.checked_mul(3_600)?.checked_add(minutes * 60)
}

/// Hours with a part, rounded down to seconds.
fn decimal_hours(text: &str) -> Option<i64> {
    let (hours, part) = text.split_once('.').unwrap_or((text, "0"));
    let seconds = whole(hours)?.checked_mul(3_600)?;
    let digits = u32::try_from(part.len()).ok().filter(|digits| *digits <= 6)?;
    seconds.checked_add(whole(part)? * 3_600 / 10_i64.pow(digits))
}

/// A number of digits alone.
fn whole(text: &str) -> Option<i64> {
    let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_reads_as_people_type_it() {
        for (text, minutes) in [
            ("90", 90),
            ("1:30", 90),
            ("01:05", 65),
            ("0:45", 45),
            ("1h30", 90),
            ("1u30", 90),
            ("1h 30m", 90),
            ("1 uur 30 minuten", 90),
            ("2 hours", 120),
            ("2h", 120),
            ("1.5h", 90),
            ("1,5u", 90),
            ("1,5 uur", 90),
            ("0,25u", 15),
            ("45m", 45),
            ("45 min", 45),
            (" 90 ", 90),
            ("0", 0),
        ] {
            assert_eq!(length(text), Ok(minutes * 60), "{text}");
        }
        assert_eq!(length("0.333h"), Ok(1_198), "seconds are kept, rounded down");
    }

    #[test]
    fn what_could_mean_two_things_is_asked_again() {
        for wrong in [
            "",
            " ",
            "-5",
            "+5",
            "1.5",
            "1:60",
            "1:5:0",
            "1h75",
            "h",
            ":30",
            "half",
            "1e3",
            "99999999999999999999",
            "1.1234567h",
            "1.5:30",
            "1.5h30",
            "٣٠",
        ] {
            assert_eq!(length(wrong), Err(NotALength(wrong.to_owned())), "{wrong}");
        }
    }
}
