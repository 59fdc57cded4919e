//! What a command says.

use std::fmt;
use std::io::Write;

/// Says something on the standard output. Whoever does not listen any more (`| head`) misses it.
pub fn say(words: impl fmt::Display) {
    let mut out = std::io::stdout().lock();
    if writeln!(out, "{words}").and_then(|()| out.flush()).is_err() {
        tracing::trace!("nobody listens on the standard output");
    }
}

/// Says what went wrong on the standard error.
pub(super) fn complain(words: impl fmt::Display) {
    let mut out = std::io::stderr().lock();
    if writeln!(out, "{words}").is_err() {
        tracing::trace!("nobody listens on the standard error");
    }
}

/// Rows of texts as columns. The last column is not filled up.
pub(super) fn columns(rows: &[Vec<String>]) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..count).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell_and_end_without_blanks() {
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        let rows = [row(["INC-1", "kort"]), row(["INC-1042", "één twee"]), row(["", ""])];
        assert_eq!(columns(&rows), "INC-1     kort\nINC-1042  één twee\n");
    }
}
