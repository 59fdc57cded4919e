//! Makes words of people fit for a letter: no control characters, no line breaks where there is one
//! line, no marks that turn the direction of text around.

/// The longest title in a subject; mail programs show less.
const TITLE_CHARACTERS: usize = 160;

/// Words in one line.
pub(super) fn line(text: &str) -> String {
    let visible: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .filter(|c| is_shown(*c))
        .collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words in one line, short enough for a subject or for what is shown beside it.
pub(super) fn title(text: &str) -> String {
    let whole = line(text);
    if whole.chars().count() <= TITLE_CHARACTERS {
        return whole;
    }
    let kept: String = whole.chars().take(TITLE_CHARACTERS - 1).collect();
    format!("{}…", kept.trim_end())
}

/// Words in lines as they were written, with at most one empty line between two.
pub(super) fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut kept: Vec<String> = Vec::new();
    for line in text.lines() {
        let shown = |c: &char| is_shown(*c) && (!c.is_control() || *c == '\t');
        let line: String = line.chars().filter(shown).collect();
        let line = line.trim_end();
        if !line.is_empty() || kept.last().is_some_and(|last| !last.is_empty()) {
            kept.push(line.to_owned());
        }
    }
    kept.join("\n").trim_end().to_owned()
}

/// Words within HTML, in its text and in the values of its attributes.
///
/// Only what has a meaning there is written otherwise: an address stays readable, as a disguised
/// one looks like a trick to the programs that weigh mail.
pub(super) fn html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Everything but the marks that change the direction of text (U+202A to U+202E, U+2066 to U+2069).
fn is_shown(c: char) -> bool {
    !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_subject_stay_in_one_line() {
        assert_eq!(
            line("Webshop\r\nBcc: all@example.com\t\u{7}x"),
            "Webshop Bcc: all@example.com x"
        );
        assert_eq!(line("exe.\u{202e}gpj"), "exe.gpj");
    }

    #[test]
    fn an_address_in_html_stays_readable() {
        let link = "https://desk.example.nl/i/1?a=1&b=\"2'<>";
        assert_eq!(html(link), "https://desk.example.nl/i/1?a=1&amp;b=&quot;2&#39;&lt;&gt;");
    }

    #[test]
    fn a_long_title_is_cut_between_characters() {
        let long = "é".repeat(500);
        assert_eq!(title(&long).chars().count(), TITLE_CHARACTERS);
        assert!(title(&long).ends_with('…'));
    }

    #[test]
    fn lines_stay_lines_with_one_empty_line_at_most_between_them() {
        assert_eq!(
            lines("\n\nBeste,\r\n\r\n\r\nHet is \u{1b}[31mstuk.  \n\n"),
            "Beste,\n\nHet is [31mstuk."
        );
    }
}
