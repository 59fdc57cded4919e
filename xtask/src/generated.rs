//! Files that are written by a command and kept in the repository: a test run must find them as
//! they were committed, and leave them so.

use std::collections::BTreeMap;

use anyhow::{Result, bail};

use crate::{shell, tree};

/// Where such files are, as git understands paths. The tests beside them say how each is made.
const GENERATED: [&str; 5] = [
    "Cargo.lock",
    "ui/package-lock.json",
    ":(glob)crates/store/schema/*.sql",
    ":(glob)crates/**/openapi.json",
    ":(glob)crates/**/*.snap",
];

/// The generated files as they are at one moment.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Generated(BTreeMap<String, Vec<u8>>);

impl Generated {
    /// Reads them all.
    pub(crate) fn read() -> Result<Self> {
        let listed = shell::output(
            shell::program("git")
                .args(["ls-files", "-co"])
                .arg("--exclude-standard")
                .arg("--")
                .args(GENERATED),
        )?;
        let root = tree::root();
        let files = listed.lines().map(|name| {
            let bytes = std::fs::read(root.join(name)).unwrap_or_default();
            (name.to_owned(), bytes)
        });
        Ok(Self(files.collect()))
    }

    /// The names of files that are not now as they were `before`.
    fn changed_since<'a>(&'a self, before: &'a Self) -> Vec<&'a str> {
        let names = self.0.keys().chain(before.0.keys().filter(|name| !self.0.contains_key(*name)));
        names.filter(|name| self.0.get(*name) != before.0.get(*name)).map(String::as_str).collect()
    }
}

/// Nothing changed since `before`, and the lock file is the one that fits the manifests.
pub(crate) fn check(before: &Generated) -> Result<()> {
    let now = Generated::read()?;
    let changed = now.changed_since(before);
    if !changed.is_empty() {
        bail!("the run changed generated files; look at them and commit: {}", changed.join(", "));
    }
    let uncommitted = shell::output(shell::program("git").args(["diff", "--name-only", "HEAD"]))?;
    if stale_lock(&uncommitted) {
        bail!("Cargo.lock does not fit the manifests; commit it as cargo changed it");
    }
    Ok(())
}

/// Whether the lock file differs from what is committed although no manifest does.
fn stale_lock(uncommitted: &str) -> bool {
    uncommitted.lines().any(|name| name == "Cargo.lock")
        && !uncommitted.lines().any(|name| name.ends_with("Cargo.toml"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn generated(files: &[(&str, &str)]) -> Generated {
        let files = files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
        Generated(files.collect())
    }

    #[test]
    fn files_that_changed_came_or_went_are_named() {
        let before = generated(&[("a", "1"), ("b", "1"), ("c", "1")]);
        let after = generated(&[("a", "1"), ("b", "2"), ("d", "1")]);
        assert_eq!(after.changed_since(&before), ["b", "d", "c"]);
        assert!(before.changed_since(&before).is_empty());
    }

    #[test]
    fn a_lock_file_may_change_only_together_with_a_manifest() {
        assert!(stale_lock("Cargo.lock\nREADME.md\n"));
        assert!(!stale_lock("Cargo.lock\ncrates/core/Cargo.toml\n"));
        assert!(!stale_lock(""));
    }
}
