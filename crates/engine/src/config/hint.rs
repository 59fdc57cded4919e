//! Hints: what somebody who made this mistake in a file probably meant.

/// The message of the format in our words, and what would be right, when it can be told.
///
/// `written` is the part of the file that is wrong, `line` the line on which it starts.
pub(super) fn of(message: &str, written: &str, line: &str) -> (String, Option<String>) {
    if let Some((name, known)) = unknown(message, "unknown field ") {
        let text = format!("there is no field `{name}` here");
        return (text, Some(meant(name, &known)));
    }
    if let Some((name, known)) = unknown(message, "unknown variant ") {
        let text = format!("`{name}` is not one of the words that can stand here");
        return (text, Some(meant(name, &known)));
    }
    let said = message.lines().collect::<Vec<_>>().join("; ");
    let hint = if has_bare_hours(line) {
        Some("opening hours stand in quotes: \"09:00-17:00\"".to_owned())
    } else if line.contains("effective_from") && is_date_like(written) {
        Some("an instant needs its offset: 2026-07-01T00:00:00+02:00".to_owned())
    } else if is_priority(written) && message.starts_with("invalid type") {
        Some("priorities are numbers: 1 for P1 to 5 for P5".to_owned())
    } else if message.contains("missing field `key`") {
        Some("a key is a short name that never changes: key = \"bakery-shop\"".to_owned())
    } else {
        None
    };
    (said, hint)
}

/// Which of the known names was meant, or all of them if none is near.
pub(super) fn meant(name: &str, known: &[&str]) -> String {
    let lower = name.to_lowercase().replace(['-', ' '], "_");
    let nearness = |one: &str| {
        let by_letters = strsim::normalized_damerau_levenshtein(&lower, one);
        // Somebody who writes `clients` or `minute` is nearer than the letters tell.
        let by_start = lower.starts_with(one) || one.starts_with(&lower);
        if by_start { by_letters + 0.25 } else { by_letters }
    };
    let nearest = known
        .iter()
        .map(|one| (nearness(one), *one))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(nearness, _)| *nearness >= 0.5);
    match (nearest, known) {
        (Some((_, one)), _) => format!("did you mean `{one}`?"),
        (None, []) => "nothing can stand here".to_owned(),
        (None, known) => format!("known are {}", known.join(", ")),
    }
}

/// The name that is not known, and those that are: they stand between backticks.
fn unknown<'a>(message: &'a str, start: &str) -> Option<(&'a str, Vec<&'a str>)> {
    let mut quoted = message.strip_prefix(start)?.split('`').skip(1).step_by(2);
    Some((quoted.next()?, quoted.collect()))
}

/// Whether `09:00-17:00` stands on the line without quotes.
fn has_bare_hours(line: &str) -> bool {
    let bare = |window: &[u8]| {
        matches!(window, [before, a, b, b':', c, d, b'-']
            if !b"\"'".contains(before) && [a, b, c, d].iter().all(|byte| byte.is_ascii_digit()))
    };
    line.as_bytes().windows(7).any(bare)
}

fn is_date_like(written: &str) -> bool {
    let text = written.trim_matches(['"', '\'']);
    text.get(..10).is_some_and(|date| date.parse::<jiff::civil::Date>().is_ok())
}

fn is_priority(written: &str) -> bool {
    let text = written.trim_matches(['"', '\'']).to_ascii_uppercase();
    matches!(text.as_str(), "P1" | "P2" | "P3" | "P4" | "P5")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_known_name_is_meant() {
        let known = ["key", "name", "client", "has_test_environment"];
        for (name, wanted) in [
            ("naam", "did you mean `name`?"),
            ("clients", "did you mean `client`?"),
            ("Client", "did you mean `client`?"),
            ("test-environment", "did you mean `has_test_environment`?"),
            ("xyzzy", "known are key, name, client, has_test_environment"),
        ] {
            assert_eq!(meant(name, &known), wanted, "{name}");
        }
    }

    #[test]
    fn an_unknown_field_is_told_in_our_words() {
        let (text, hint) = of("unknown field `nane`, expected one of `key`, `name`", "nane", "");
        assert_eq!(text, "there is no field `nane` here");
        assert_eq!(hint.as_deref(), Some("did you mean `name`?"));
    }

    #[test]
    fn hours_without_quotes_are_noticed_and_those_with_quotes_are_not() {
        assert!(has_bare_hours("mon = [09:00-17:00]"));
        assert!(!has_bare_hours("mon = [\"09:00-17:00\"]"));
    }
}
