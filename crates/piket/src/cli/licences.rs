//! `piket licences`: under what terms Piket and what it is made of may be used.

/// The crates that are in the program, one a line with version and licence; made by the build.
const CRATES: &str = include_str!(concat!(env!("OUT_DIR"), "/licences.txt"));

/// All licences.
pub(super) fn text() -> String {
    format!(
        "Piket may be used under the terms of Apache-2.0 or of MIT, as you like.\n\n\
         It contains these crates from crates.io, each under its own terms:\n\n{}\n\n\
         Its pages contain what package.json of the sources names, bundled, with the licences of \
         each beside it.",
        CRATES.trim_end()
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn everything_that_is_in_the_program_names_its_licence() {
        let without: Vec<&str> =
            super::CRATES.lines().filter(|line| line.split_whitespace().count() < 3).collect();
        assert!(super::CRATES.lines().count() > 100 && without.is_empty(), "{without:?}");
    }
}
