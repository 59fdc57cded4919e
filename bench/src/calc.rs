//! `piket calc deadline` over ten thousand, a hundred thousand and a million rows: the program itself,
//! with reading, counting and writing.

use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use jiff::{SignedDuration, Timestamp};

use crate::measure::cpu_seconds_of_children;

/// Where the program stands; `cargo xtask bench` builds it.
const PROGRAM: &str = "PIKET_BENCH_PROGRAM";

const SIZES: [i64; 3] = [10_000, 100_000, 1_000_000];

/// Office hours with the holidays of two years, and around the clock.
const CALENDARS: &str = r#"[
  {"id": "office", "tz": "Europe/Amsterdam",
   "weekly": {"mon": [["09:00", "17:00"]], "tue": [["09:00", "17:00"]], "wed": [["09:00", "17:00"]],
              "thu": [["09:00", "17:00"]], "fri": [["09:00", "17:00"]]},
   "holidays": ["2025-01-01", "2025-04-21", "2025-04-26", "2025-05-29", "2025-06-09", "2025-12-25",
                "2025-12-26", "2026-01-01", "2026-04-06", "2026-04-27", "2026-05-14", "2026-05-25",
                "2026-12-25", "2026-12-26"]},
  {"id": "always", "tz": "Europe/Amsterdam",
   "weekly": {"mon": [["00:00", "24:00"]], "tue": [["00:00", "24:00"]], "wed": [["00:00", "24:00"]],
              "thu": [["00:00", "24:00"]], "fri": [["00:00", "24:00"]], "sat": [["00:00", "24:00"]],
              "sun": [["00:00", "24:00"]]},
   "holidays": []}
]"#;

pub(crate) fn run() -> Result<()> {
    let program = std::env::var_os(PROGRAM)
        .with_context(|| format!("{PROGRAM} names no piket; `cargo xtask bench calc` sets it"))?;
    for rows in SIZES {
        let folder = tempfile::tempdir_in(".")?;
        measure(Path::new(&program), folder.path(), rows)?;
    }
    Ok(())
}

fn measure(program: &Path, folder: &Path, rows: i64) -> Result<()> {
    let (calendars, input) = (folder.join("calendars.json"), folder.join("rows.csv"));
    let output = folder.join("answers.csv");
    std::fs::write(&calendars, CALENDARS)?;
    write_rows(&input, rows)?;
    let before = cpu_seconds_of_children();
    let mut calc = Command::new(program);
    calc.args(["calc", "deadline", "--calendars"]).arg(&calendars).arg("--input").arg(&input);
    let status = calc.stdout(File::create(&output)?).status()?;
    let cpu = cpu_seconds_of_children() - before;
    ensure!(status.success(), "piket calc ended with {status}");
    let answers = BufReader::new(File::open(&output)?).lines().count();
    ensure!(i64::try_from(answers)? == rows + 1, "{answers} lines for {rows} rows and a heading");
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    let each = cpu / rows as f64 * 1e6;
    println!(
        "calc: {rows:>9} deadlines by the program   {cpu:>6.2} s CPU   {each:>6.2} µs each   \
         (limit 5 s for a million)"
    );
    Ok(())
}

/// Reports all over two years, with promises from half an hour to ten days.
fn write_rows(path: &Path, rows: i64) -> Result<()> {
    let begun: Timestamp = "2025-01-01T00:00:00Z".parse()?;
    let mut file = BufWriter::new(File::create(path)?);
    writeln!(file, "id,calendar,start_utc,business_minutes")?;
    for row in 0..rows {
        let start = begun.checked_add(SignedDuration::from_mins(row * 7_919 % 1_000_000))?;
        let calendar = if row % 4 == 0 { "always" } else { "office" };
        let minutes = 30 + row * 613 % 4_800;
        writeln!(file, "r{row},{calendar},{start},{minutes}")?;
    }
    file.flush()?;
    Ok(())
}
