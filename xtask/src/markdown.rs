//! The little of Markdown that the house checks need: tables, code spans, links, code blocks.
//! Not a parser of all of it.

use std::collections::BTreeMap;

/// A row of a table: the cell under each heading.
pub(crate) type Row = BTreeMap<String, String>;

/// The rows of the first table whose header has all of `headings`, or `None` without one.
pub(crate) fn table(text: &str, headings: &[&str]) -> Option<Vec<Row>> {
    let mut lines = text.lines();
    let header = lines
        .by_ref()
        .map(cells)
        .find(|cells| headings.iter().all(|heading| cells.iter().any(|cell| cell == heading)))?;
    let rows = lines
        .skip(1)
        .take_while(|line| line.trim_start().starts_with('|'))
        .map(|line| header.iter().cloned().zip(cells(line)).collect())
        .collect();
    Some(rows)
}

fn cells(line: &str) -> Vec<String> {
    let line = line.trim();
    if !line.starts_with('|') {
        return Vec::new();
    }
    line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
}

/// What stands between single backticks in a piece of prose.
pub(crate) fn spans(prose: &str) -> Vec<&str> {
    prose.split('`').skip(1).step_by(2).collect()
}

/// A line of a document: prose, or a line inside a fenced block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Line<'a> {
    /// Outside any code block.
    Prose(&'a str),
    /// Inside a fenced code block.
    Code(&'a str),
}

/// The lines of a document with their numbers, fences left out.
pub(crate) fn lines(text: &str) -> Vec<(usize, Line<'_>)> {
    let mut fenced = false;
    let mut lines = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~") {
            fenced = !fenced;
        } else if fenced {
            lines.push((number, Line::Code(line)));
        } else {
            lines.push((number, Line::Prose(line)));
        }
    }
    lines
}

/// The targets of links and pictures in a line of prose.
pub(crate) fn links(prose: &str) -> Vec<&str> {
    prose
        .split("](")
        .skip(1)
        .filter_map(|after| after.split_once(')'))
        .map(|(target, _)| target.split_whitespace().next().unwrap_or_default())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOMS: &str = "\
# House\n\n\
| unrelated | table |\n|---|---|\n| a | b |\n\n\
| crate | may import of ours | never |\n\
|---|---|---|\n\
| core | – | `tokio`, `axum` |\n\
| piket | all | – |\n\n\
after\n";

    #[test]
    fn a_table_is_found_by_its_headings_and_read_by_them() {
        let rows = table(ROOMS, &["crate", "never"]).unwrap();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0]["crate"], "core");
        assert_eq!(spans(&rows[0]["never"]), ["tokio", "axum"]);
        assert_eq!(rows[1]["may import of ours"], "all");
    }

    #[test]
    fn a_document_without_the_table_has_none() {
        assert_eq!(table(ROOMS, &["crate", "colour"]), None);
    }

    #[test]
    fn code_blocks_are_told_from_prose() {
        let text = "see\n```sh\ncargo xtask demo\n```\nend";
        assert_eq!(
            lines(text),
            [(1, Line::Prose("see")), (3, Line::Code("cargo xtask demo")), (5, Line::Prose("end"))]
        );
    }

    #[test]
    fn links_and_pictures_give_their_targets() {
        let prose = "See [a](docs/a.md#top), ![b](b.png \"title\") and [c](https://example.org).";
        assert_eq!(links(prose), ["docs/a.md#top", "b.png", "https://example.org"]);
    }
}
