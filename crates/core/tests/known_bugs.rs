//! Every known bug of others has a test of ours that carries its number.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests fail loudly")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Where such tests stand, seen from the root of the project.
const PLACES: [&str; 5] = [
    "crates/core/src/sla/known_bugs",
    "crates/core/src/incident/known_bugs.rs",
    "crates/engine/tests/it/known_bugs.rs",
    "crates/engine/tests/it/known_bugs",
    "crates/web/tests/it/known_bugs.rs",
];

/// The reference vectors V1 to V20 and the threads 1 to 28.
const VECTORS: u32 = 20;
const THREADS: u32 = 28;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().to_path_buf()
}

fn texts(place: &Path) -> Vec<String> {
    let Ok(folder) = fs::read_dir(place) else {
        return fs::read_to_string(place).into_iter().collect();
    };
    let files = folder.map(|file| file.expect("a file of the project").path());
    files.map(|file| fs::read_to_string(file).expect("a text")).collect()
}

/// How many tests carry each number.
fn tests() -> BTreeMap<String, usize> {
    let mut tests = BTreeMap::new();
    for text in PLACES.iter().flat_map(|place| texts(&root().join(place))) {
        for line in text.lines().map(str::trim_start) {
            // A test, or a story that runs on both engines.
            let name = line.strip_prefix("fn ").or_else(|| line.strip_prefix("async fn "));
            let name = name.unwrap_or(line);
            let words: Vec<&str> = name.splitn(3, '_').collect();
            let id = match words.as_slice() {
                ["thread", number, _] => format!("thread_{number}"),
                [vector, ..] if vector.len() == 3 && vector.starts_with('v') => {
                    (*vector).to_owned()
                }
                _ => continue,
            };
            *tests.entry(id).or_default() += 1;
        }
    }
    tests
}

#[test]
fn every_reference_vector_and_every_thread_has_a_test() {
    let tests = tests();
    let vectors = (1..=VECTORS).map(|number| format!("v{number:02}"));
    let threads = (1..=THREADS).map(|number| format!("thread_{number:02}"));
    let missing: Vec<String> =
        vectors.chain(threads).filter(|id| !tests.contains_key(id)).collect();
    assert_eq!(missing, [] as [String; 0], "have no test of their own");
}
