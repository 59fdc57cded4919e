//! How many tests passed and failed, read from what the test runners print.

use std::fmt;
use std::ops::AddAssign;

/// Tests that ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Counts {
    /// Tests that passed.
    pub(crate) passed: u64,
    /// Tests that failed, timed out or could not be started.
    pub(crate) failed: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// The counts in the last summary line of nextest, such as
/// `Summary [ 1.2s] 5 tests run: 3 passed (1 slow), 1 failed, 1 timed out, 2 skipped`.
pub(crate) fn nextest(output: &str) -> Option<Counts> {
    let summary = output.lines().rev().find(|line| line.trim_start().starts_with("Summary ["))?;
    let (_, numbers) = summary.split_once("run:")?;
    let numbers = without_parentheses(numbers);
    let mut counts = Counts::default();
    for part in numbers.split(',') {
        let Some((number, what)) = part.trim().split_once(' ') else { continue };
        let Ok(number) = number.parse::<u64>() else { continue };
        match what {
            "passed" => counts.passed += number,
            "skipped" => {}
            _ => counts.failed += number,
        }
    }
    Some(counts)
}

/// The sum of the `test result:` lines of plain `cargo test`, or `None` without any.
pub(crate) fn cargo_test(output: &str) -> Option<Counts> {
    let results = output.lines().filter_map(|line| line.trim_start().strip_prefix("test result: "));
    let mut sum = None::<Counts>;
    for result in results {
        let counts = Counts { passed: number(result, "passed"), failed: number(result, "failed") };
        *sum.get_or_insert_default() += counts;
    }
    sum
}

/// The last line of the form `12 passed, 0 failed`, as the browser journeys end with.
pub(crate) fn plain(output: &str) -> Option<Counts> {
    output.lines().rev().find_map(|line| {
        let (passed, failed) = line.trim().split_once(" passed, ")?;
        let failed = failed.strip_suffix(" failed")?;
        Some(Counts { passed: passed.parse().ok()?, failed: failed.parse().ok()? })
    })
}

/// What marks a line in which a test tells what it counted: rows of an acceptance set that ran or
/// are not here, what a killed server had acknowledged, what a year of the desk was like.
const TELLING: [&str; 4] = [" rows ran", ": not here, skipped", " acknowledged", "a year: "];

/// The lines in which tests tell what they counted, each once.
pub(crate) fn told(output: &str) -> Vec<String> {
    let mut told: Vec<String> = Vec::new();
    for line in output.lines().map(str::trim) {
        let tells = TELLING.iter().any(|mark| line.contains(mark));
        if tells && !told.iter().any(|earlier| earlier == line) {
            told.push(line.to_owned());
        }
    }
    told
}

/// The number before a word: `3` in `ok. 3 passed; 0 failed`.
fn number(text: &str, word: &str) -> u64 {
    let words: Vec<&str> =
        text.split([' ', ';', '.', ',']).filter(|word| !word.is_empty()).collect();
    words
        .windows(2)
        .find(|pair| pair[1] == word)
        .and_then(|pair| pair[0].parse().ok())
        .unwrap_or_default()
}

fn without_parentheses(text: &str) -> String {
    let mut depth = 0_u32;
    text.chars()
        .filter(|c| {
            match c {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => return depth == 0,
            }
            false
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nextest_counts_what_is_slow_as_passed_and_what_timed_out_as_failed() {
        let output = "noise\n     Summary [   1.204s] 9/10 tests run: 5 passed (1 slow, 2 leaky), \
                      2 failed (1 due to being leaky), 1 timed out, 1 exec failed, 4 skipped\n";
        assert_eq!(nextest(output), Some(Counts { passed: 5, failed: 4 }));
    }

    #[test]
    fn nextest_with_one_test_says_test_in_the_singular() {
        let output = "     Summary [   0.010s] 1 test run: 1 passed, 0 skipped";
        assert_eq!(nextest(output), Some(Counts { passed: 1, failed: 0 }));
    }

    #[test]
    fn nextest_without_a_summary_counts_nothing() {
        assert_eq!(nextest("error: could not compile `piket-core`"), None);
    }

    #[test]
    fn plain_cargo_test_is_summed_over_its_binaries() {
        let output = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; \
                      finished in 0.01s\nrunning 2 tests\ntest result: FAILED. 1 passed; 1 failed; \
                      0 ignored; 0 measured; 0 filtered out; finished in 0.01s\n";
        assert_eq!(cargo_test(output), Some(Counts { passed: 4, failed: 1 }));
        assert_eq!(cargo_test("nothing ran"), None);
    }

    #[test]
    fn the_last_plain_summary_counts() {
        let output = "1 passed, 0 failed\nnote: 3 passed by\n7 passed, 2 failed\n";
        assert_eq!(plain(output), Some(Counts { passed: 7, failed: 2 }));
        assert_eq!(plain("all went well"), None);
    }

    #[test]
    fn what_tests_counted_is_told_once_each() {
        let output = "nagios/ranges: 310 rows ran, 4 skipped, 0 wrong\n  PASS some test\n\
                      nagios/ranges: 310 rows ran, 4 skipped, 0 wrong\n\
                      holidays/nl: not here, skipped\n  Summary [ 1 s] 2 tests run: 2 passed\n";
        assert_eq!(
            told(output),
            ["nagios/ranges: 310 rows ran, 4 skipped, 0 wrong", "holidays/nl: not here, skipped"]
        );
    }

    #[test]
    fn the_summary_line_is_two_numbers_and_two_words() {
        assert_eq!(Counts { passed: 12, failed: 0 }.to_string(), "12 passed, 0 failed");
    }
}
