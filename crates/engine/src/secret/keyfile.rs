//! The key file: where the keys of an installation lie, outside the database and its backups.
//!
//! One key a line, as 64 hexadecimal digits; the first seals, the others only open. Empty lines and
//! lines that begin with `#` are for people.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use piket_core::chance::Chance;

use super::Keyring;
use super::keyring::KEY_LEN;

/// Why the key file cannot be used. Nothing is sealed or opened without it.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// It cannot be read or written.
    #[error("the key file {path} cannot be used: {why}")]
    Unusable {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        why: io::Error,
    },
    /// Others than its owner may read it.
    #[error("the key file {0} can be read by others than its owner; run: chmod 600 {0}")]
    Exposed(PathBuf),
    /// There is something else in it than keys.
    #[error("line {line} of the key file {path} is not a key of 64 hexadecimal digits")]
    NotAKey {
        /// Which file.
        path: PathBuf,
        /// Which line, from 1.
        line: usize,
    },
    /// There is no key in it.
    #[error("there is no key in the key file {0}")]
    Empty(PathBuf),
}

impl Keyring {
    /// Reads the key file at `path`.
    ///
    /// # Errors
    ///
    /// [`KeyFileError`] says why it cannot be used; so does a file that is not there.
    pub fn read(path: &Path) -> Result<Self, KeyFileError> {
        let unusable = |why| KeyFileError::Unusable { path: path.to_owned(), why };
        let mode = fs::metadata(path).map_err(unusable)?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(KeyFileError::Exposed(path.to_owned()));
        }
        parse(path, &fs::read_to_string(path).map_err(unusable)?)
    }

    /// Reads the key file at `path`, and makes one first if there is none.
    ///
    /// Two programs that start at once use one and the same key; a program that dies half way
    /// leaves either no key file or a whole one.
    ///
    /// # Errors
    ///
    /// As [`Keyring::read`].
    pub fn read_or_make(path: &Path, chance: &dyn Chance) -> Result<Self, KeyFileError> {
        if !path.exists() {
            make(path, chance)
                .map_err(|why| KeyFileError::Unusable { path: path.to_owned(), why })?;
        }
        Self::read(path)
    }
}

fn make(path: &Path, chance: &dyn Chance) -> io::Result<()> {
    let key = piket_core::chance::secret(chance);
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder)?;
    let suffix: String = piket_core::chance::secret(chance).chars().take(12).collect();
    let draft = path.with_extension(format!("new-{suffix}"));
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
    let written = writeln!(
        file,
        "# The key that seals the secrets of this Piket. Keep a copy, but not beside the database."
    )
    .and_then(|()| writeln!(file, "{key}"))
    .and_then(|()| file.sync_all());
    // A link, because it never replaces the file of somebody who was first.
    let linked = written.and_then(|()| fs::hard_link(&draft, path));
    fs::remove_file(&draft)?;
    match linked {
        Err(why) if why.kind() != io::ErrorKind::AlreadyExists => Err(why),
        _ => File::open(folder)?.sync_all(),
    }
}

fn parse(path: &Path, text: &str) -> Result<Keyring, KeyFileError> {
    let mut ring: Option<Keyring> = None;
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let key = bytes(line)
            .ok_or_else(|| KeyFileError::NotAKey { path: path.to_owned(), line: number + 1 })?;
        ring = Some(match ring {
            None => Keyring::of(key),
            Some(ring) => ring.with_former(key),
        });
    }
    ring.ok_or_else(|| KeyFileError::Empty(path.to_owned()))
}

fn bytes(hex: &str) -> Option<[u8; KEY_LEN]> {
    if hex.len() != 2 * KEY_LEN || !hex.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let mut key = [0; KEY_LEN];
    for (at, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(hex.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::{SeededChance, SystemChance};

    #[test]
    fn the_first_start_makes_a_key_that_only_its_owner_reads_and_the_second_uses_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data/piket.key");
        let first = Keyring::read_or_make(&path, &SystemChance).unwrap();
        let sealed = first.seal("a", "geheim", &SystemChance).unwrap();

        let second = Keyring::read_or_make(&path, &SystemChance).unwrap();

        assert_eq!(second.open("a", &sealed).unwrap().expose(), "geheim");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let files = fs::read_dir(path.parent().unwrap()).unwrap().count();
        assert_eq!(files, 1, "no draft is left behind");
    }

    #[test]
    fn a_key_file_that_others_can_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("piket.key");
        Keyring::read_or_make(&path, &SeededChance::new(1)).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(Keyring::read(&path), Err(KeyFileError::Exposed(_))));
    }

    #[test]
    fn a_key_file_with_anything_but_keys_is_refused_by_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("piket.key");
        let key = "00".repeat(32);
        for (text, wrong) in [(format!("# x\n{key}\nabc\n"), 3), ("é".repeat(32), 1)] {
            fs::write(&path, text).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
            let refused = Keyring::read_or_make(&path, &SystemChance).unwrap_err();
            assert!(matches!(refused, KeyFileError::NotAKey { line, .. } if line == wrong));
        }
        fs::write(&path, "# nothing\n\n").unwrap();
        assert!(matches!(Keyring::read(&path), Err(KeyFileError::Empty(_))));
    }
}
