//! The repository as files: where it begins, and which files lie below a folder.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// Folders that hold what was built or fetched, never what was written.
const BUILT: [&str; 4] = ["target", "node_modules", "dist", "shots"];

/// The folder that holds the workspace manifest.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// The files below `folder` whose extension is one of `extensions`, in a fixed order. A folder
/// that is not there holds no files.
pub(crate) fn files(folder: &Path, extensions: &[&str]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if folder.is_dir() {
        collect(folder, extensions, &mut found)?;
    }
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, extensions: &[&str], found: &mut Vec<PathBuf>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list {}", show(folder)))?;
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() {
            if !BUILT.contains(&name) && !name.starts_with('.') {
                collect(&path, extensions, found)?;
            }
        } else if path.extension().is_some_and(|e| extensions.iter().any(|wanted| e == *wanted)) {
            found.push(path);
        }
    }
    Ok(())
}

/// The text of a file, or an error that names it.
pub(crate) fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", show(path)))
}

/// A path as people write it here: from the root of the repository.
pub(crate) fn show(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_by_extension_and_built_folders_are_left_out() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("src/deep")).unwrap();
        fs::create_dir_all(folder.path().join("node_modules")).unwrap();
        for name in ["src/deep/b.rs", "src/a.rs", "src/a.md", "node_modules/c.rs"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let found = files(folder.path(), &["rs"]).unwrap();
        let names: Vec<_> = found
            .iter()
            .map(|path| path.strip_prefix(folder.path()).unwrap().display().to_string())
            .collect();
        assert_eq!(names, ["src/a.rs", "src/deep/b.rs"]);
    }

    #[test]
    fn a_folder_that_is_not_there_holds_no_files() {
        assert!(files(Path::new("no/such/folder"), &["rs"]).unwrap().is_empty());
    }
}
