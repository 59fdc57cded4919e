//! Files for spreadsheets: a line at a time, so that no text of anybody is taken for a formula.

use axum::http::header;
use axum::response::{IntoResponse, Response};

/// A line of a file for spreadsheets, with its end.
pub(crate) fn line<I, T>(cells: I) -> String
where
    I: IntoIterator<Item = T>,
    T: AsRef<str>,
{
    let cells: Vec<String> = cells.into_iter().map(|cell| quoted(cell.as_ref())).collect();
    format!("{}\r\n", cells.join(","))
}

/// Words that somebody typed: a spreadsheet must not run them as a formula.
pub(crate) fn words(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

/// RFC 4180 §2: what contains a comma, a quote or a line end stands in quotes.
fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\n', '\r', ';']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// The file as a download of this name.
pub(crate) fn download(name: &str, text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, text).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_words_become_a_formula_and_no_comma_a_column() {
        for wrong in ["=1+1", "+31 20", "-2", "@sum", "\t=1"] {
            assert_eq!(words(wrong), format!("'{wrong}"));
        }
        let cells = ["plain", "a, b", "say \"no\"", "two\nlines"];
        assert_eq!(line(cells), "plain,\"a, b\",\"say \"\"no\"\"\",\"two\nlines\"\r\n");
    }
}
