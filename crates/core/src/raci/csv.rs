//! Rows as lines of text for spreadsheets: `activity;party;letters`, and back.
//!
//! Only the rows travel; the scope and the name of the matrix stay where they are. Reading does not
//! judge the rows, the rules do.

use super::{Activity, Cell, NotACell, NotAnActivity, Rows};
use crate::party::{NotAParty, Party};

const HEADING: &str = "activity;party;letters";

/// Why a line is not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {trouble}")]
pub struct BadLine {
    /// The number of the line, the first is 1.
    pub line: usize,
    /// What is wrong with it.
    pub trouble: Trouble,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// It does not have three fields.
    #[error("expected three fields, {HEADING}, found {0}")]
    NotThreeFields(usize),
    /// The first field is not an activity.
    #[error(transparent)]
    Activity(#[from] NotAnActivity),
    /// The second field is not a party.
    #[error(transparent)]
    Party(#[from] NotAParty),
    /// The third field is not letters.
    #[error(transparent)]
    Letters(#[from] NotACell),
    /// An earlier line says something about this party and activity already.
    #[error("{1} is in row {0} already")]
    Again(Activity, Party),
}

/// Writes rows as lines with a heading, in the order of activities and parties.
pub fn write(rows: &Rows) -> String {
    let mut lines = vec![HEADING.to_owned()];
    for (activity, row) in rows {
        lines.extend(row.cells().map(|(party, cell)| format!("{activity};{party};{cell}")));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// Reads rows from lines: with or without the heading, quotes, empty lines and a byte-order mark.
/// A party whose letters are empty or a dash is not in the row.
///
/// # Errors
///
/// All lines that are not understood; then nothing is taken.
pub fn read(text: &str) -> Result<Rows, Vec<BadLine>> {
    let mut rows = Rows::new();
    let mut bad = Vec::new();
    for (line, content) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let content = content.trim();
        if content.is_empty() || (line == 0 && content.replace('"', "") == HEADING) {
            continue;
        }
        if let Err(trouble) = read_line(content, &mut rows) {
            bad.push(BadLine { line: line + 1, trouble });
        }
    }
    if bad.is_empty() { Ok(rows) } else { Err(bad) }
}

fn read_line(line: &str, rows: &mut Rows) -> Result<(), Trouble> {
    let fields: Vec<&str> = line.split(';').map(|field| field.trim().trim_matches('"')).collect();
    let [activity, party, letters] = fields.as_slice() else {
        return Err(Trouble::NotThreeFields(fields.len()));
    };
    let (activity, party): (Activity, Party) = (activity.parse()?, party.parse()?);
    if matches!(*letters, "" | "-" | "–") {
        return Ok(());
    }
    let cell: Cell = letters.parse()?;
    let row = rows.entry(activity).or_default();
    if row.cell(&party).is_some() {
        return Err(Trouble::Again(activity, party));
    }
    row.set(party, cell);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raci::default_rows;
    use crate::raci::example::row;

    #[test]
    fn the_default_rows_survive_a_trip_to_a_spreadsheet() {
        let text = write(&default_rows());
        assert!(text.starts_with("activity;party;letters\n1.1;own:service_desk;R\n"));
        assert!(text.contains("\n2.2;own:service_desk;R1\n"));
        assert_eq!(read(&text), Ok(default_rows()));
    }

    #[test]
    fn what_a_spreadsheet_adds_does_no_harm() {
        let text = "\u{feff}\"activity\";\"party\";\"letters\"\r\n\r\n\
                    \"2.1\"; own:service_desk ;\"r\"\r\n2.1;own:incident_manager;A\r\n\
                    2.1;client:contact;-\r\n";
        let expected = row("own:service_desk=R own:incident_manager=A");
        assert_eq!(read(text), Ok(Rows::from([(Activity::AssignHolder, expected)])));
    }

    #[test]
    fn every_line_that_is_not_understood_is_told() {
        let text = "2.1;own:service_desk;R\n2.1;own:service_desk;I\n9.9;own:account;I\n\
                    2.1;own:desk;I\n2.1;own:account;X\n2.1,own:account,I";
        let troubles: Vec<String> =
            read(text).unwrap_err().iter().map(BadLine::to_string).collect();
        assert_eq!(troubles.len(), 5);
        assert_eq!(troubles[0], "line 2: own:service_desk is in row 2.1 already");
        assert!(troubles[1].starts_with("line 3: \"9.9\" is not an activity"));
        assert!(troubles[2].starts_with("line 4: \"own:desk\" is not a party"));
        assert!(troubles[3].starts_with("line 5: \"X\" are not letters"));
        assert!(troubles[4].starts_with("line 6: expected three fields"));
    }
}
