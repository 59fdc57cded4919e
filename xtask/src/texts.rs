//! The words people read: every language has the same files, keys and variables; pages and
//! letters name only keys that are there; no key lies about unused.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::ftl::{self, Message};
use crate::tree;

/// Where the languages are, a folder each.
const LOCALES: &str = "crates/text/locales";

/// The language that the others are compared with.
const FIRST: &str = "en";

/// Whose sources may name keys.
const READERS: [&str; 4] =
    ["crates/web/src", "crates/text/src", "crates/engine/src", "crates/piket/src"];

/// The functions that look a key up; it is their first argument.
const LOOKUPS: [&str; 6] = ["t", "t1", "t2", "t3", "tn", "th"];

/// Beginnings of keys that are put together from a name of the domain (`step-` and a step).
const DYNAMIC: &[&str] = &[
    "about-",
    "activity-",
    "actor-",
    "cancel-",
    "channel-",
    "clock-state-",
    "contracted-by-",
    "day-",
    "errand-",
    "evidence-",
    "fact-",
    "finding-",
    "guard-",
    "impact-",
    "letter-",
    "mail-open-account-",
    "mail-why-",
    "metric-",
    "missing-",
    "month-",
    "nature-",
    "next-",
    "party-",
    "pause-",
    "phase-",
    "priority-",
    "refusal-",
    "resolution-",
    "role-",
    "rule-",
    "spent-done-",
    "step-",
    "ticket-",
    "tier-",
    "unknown-",
    "urgency-",
    "weekday-",
    "wrong-time-",
];

/// The messages of one language by file, and by key in it.
type Language = BTreeMap<String, BTreeMap<String, Message>>;

/// `cargo xtask texts`.
pub(crate) fn run(_: &[String]) -> Result<()> {
    let root = tree::root();
    let languages = languages(&root.join(LOCALES))?;
    let first = languages.get(FIRST).with_context(|| format!("there is no {LOCALES}/{FIRST}"))?;
    let mut complaints = Vec::new();
    for (name, language) in languages.iter().filter(|(name, _)| *name != FIRST) {
        complaints.extend(differences(FIRST, first, name, language));
    }
    let uses = uses(&root)?;
    complaints.extend(missing(first, &uses));
    complaints.extend(unused(first, &uses));
    complaints.extend(outlived(first));
    if complaints.is_empty() {
        println!("texts: {} keys in {} languages", keys(first).len(), languages.len());
        return Ok(());
    }
    bail!("the words do not fit together:\n  {}", complaints.join("\n  "))
}

fn languages(locales: &Path) -> Result<BTreeMap<String, Language>> {
    let mut languages: BTreeMap<String, Language> = BTreeMap::new();
    for path in tree::files(locales, &["ftl"])? {
        let below = path.strip_prefix(locales)?.to_string_lossy().into_owned();
        let Some((language, file)) = below.split_once('/') else { continue };
        let messages = ftl::messages(&tree::read(&path)?).with_context(|| tree::show(&path))?;
        languages.entry(language.to_owned()).or_default().insert(file.to_owned(), messages);
    }
    Ok(languages)
}

/// Where two languages are not alike.
fn differences(a: &str, left: &Language, b: &str, right: &Language) -> Vec<String> {
    let mut found = Vec::new();
    for file in left.keys().chain(right.keys()).collect::<BTreeSet<_>>() {
        let (Some(in_left), Some(in_right)) = (left.get(file), right.get(file)) else {
            let lacking = if left.contains_key(file) { b } else { a };
            found.push(format!("{lacking}/{file} is missing"));
            continue;
        };
        for key in in_left.keys().chain(in_right.keys()).collect::<BTreeSet<_>>() {
            match (in_left.get(key), in_right.get(key)) {
                (Some(left), Some(right)) => {
                    if left.variables != right.variables {
                        let (left, right) = (list(&left.variables), list(&right.variables));
                        found
                            .push(format!("{file}: `{key}` uses {left} in {a} and {right} in {b}"));
                    }
                    if left.attributes != right.attributes {
                        found.push(format!(
                            "{file}: `{key}` has other attributes in {a} than in {b}"
                        ));
                    }
                }
                (Some(_), None) => found.push(format!("{b}/{file} lacks `{key}`")),
                (None, Some(_)) => found.push(format!("{a}/{file} lacks `{key}`")),
                (None, None) => {}
            }
        }
    }
    found
}

fn list(variables: &BTreeSet<String>) -> String {
    let names: Vec<String> = variables.iter().map(|name| format!("${name}")).collect();
    if names.is_empty() { "nothing".into() } else { names.join(", ") }
}

/// What the sources name.
#[derive(Debug, Default)]
struct Uses {
    /// Keys that are looked up, each with the first place that does.
    looked_up: BTreeMap<String, String>,
    /// All that stands between quotes and could be a key.
    quoted: BTreeSet<String>,
    /// Beginnings that a source puts a name behind: `"verdict-{}"`, or an area that is named.
    begun: BTreeSet<String>,
}

fn uses(root: &Path) -> Result<Uses> {
    let mut uses = Uses::default();
    for reader in READERS {
        for path in tree::files(&root.join(reader), &["rs", "html", "txt", "xml"])? {
            uses.read(&tree::show(&path), &tree::read(&path)?);
        }
    }
    Ok(uses)
}

impl Uses {
    fn read(&mut self, file: &str, text: &str) {
        // Tests look for keys that are not there, and documentation shows examples.
        let text = text.split("\n#[cfg(test)]\nmod tests").next().unwrap_or_default();
        let lines = (1..).zip(text.lines());
        for (number, line) in lines.filter(|(_, line)| !line.trim_start().starts_with("//")) {
            for key in looked_up(line) {
                self.looked_up.entry(key.to_owned()).or_insert_with(|| format!("{file}:{number}"));
            }
            self.quoted.extend(line.split('"').filter(|part| is_key(part)).map(str::to_owned));
            self.begun.extend(begun(line));
        }
        // A call may be broken over lines, with the key alone on one of them.
        for lookup in LOOKUPS {
            for (_, after) in text
                .match_indices(&format!("{lookup}(\n"))
                .map(|(at, call)| text.split_at(at + call.len()))
            {
                self.quoted.extend(first_quoted(after.trim_start()).map(str::to_owned));
            }
        }
    }
}

/// The beginnings of keys that a line puts together.
fn begun(line: &str) -> impl Iterator<Item = String> {
    let formatted = line.split('"').filter_map(|part| {
        let (beginning, _) = part.split_once("-{")?;
        is_key(beginning).then(|| format!("{beginning}-"))
    });
    let named = line.match_indices("named(\"").filter_map(|(at, _)| {
        let area = first_quoted(line.get(at + "named(".len()..)?)?;
        Some(format!("{area}-"))
    });
    formatted.chain(named)
}

/// The keys in calls such as `w.t("queue-title")` in a line.
fn looked_up(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices("(\"").filter_map(|(at, _)| {
        let before = &line[..at];
        let name_at = before.rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        let called = &before[name_at.map_or(0, |at| at + 1)..];
        LOOKUPS.contains(&called).then(|| first_quoted(&line[at + 1..])).flatten()
    })
}

fn first_quoted(text: &str) -> Option<&str> {
    let (quoted, _) = text.strip_prefix('"')?.split_once('"')?;
    is_key(quoted).then_some(quoted)
}

fn is_key(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

fn keys(language: &Language) -> BTreeSet<&str> {
    language.values().flat_map(BTreeMap::keys).map(String::as_str).collect()
}

/// Keys that are looked up or built upon and not there.
fn missing(language: &Language, uses: &Uses) -> Vec<String> {
    let keys = keys(language);
    let mut missing: Vec<String> = uses
        .looked_up
        .iter()
        .filter(|(key, _)| !keys.contains(key.as_str()))
        .map(|(key, place)| format!("{place}: there is no key `{key}`"))
        .collect();
    for (file, messages) in language {
        for (key, message) in messages {
            for wanted in message.references.iter().filter(|key| !keys.contains(key.as_str())) {
                missing
                    .push(format!("{file}: `{key}` is built from `{wanted}`, which is not there"));
            }
        }
    }
    missing
}

/// Keys that nothing names.
fn unused(language: &Language, uses: &Uses) -> Vec<String> {
    let keys = keys(language);
    let references: BTreeSet<&str> = language
        .values()
        .flat_map(BTreeMap::values)
        .flat_map(|message| &message.references)
        .map(String::as_str)
        .collect();
    keys.iter()
        .filter(|key| !references.contains(*key) && !uses.quoted.contains(**key))
        .filter(|key| !DYNAMIC.iter().any(|beginning| key.starts_with(beginning)))
        .filter(|key| !uses.begun.iter().any(|beginning| key.starts_with(beginning)))
        .map(|key| format!("nothing uses `{key}`"))
        .collect()
}

/// Declared beginnings that no key has.
fn outlived(language: &Language) -> Vec<String> {
    let keys = keys(language);
    DYNAMIC
        .iter()
        .filter(|beginning| !keys.iter().any(|key| key.starts_with(**beginning)))
        .map(|beginning| format!("no key begins with `{beginning}` any more"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(text: &str) -> Language {
        BTreeMap::from([("queue.ftl".to_owned(), ftl::messages(text).unwrap())])
    }

    fn uses(text: &str) -> Uses {
        let mut uses = Uses::default();
        uses.read("show.html", text);
        uses
    }

    #[test]
    fn equal_languages_have_no_differences() {
        let en = language("title = Queue\ncount = { $n } open\n");
        let nl = language("title = Wachtrij\ncount = { $n } geopend\n");
        assert_eq!(differences("en", &en, "nl", &nl), Vec::<String>::new());
    }

    #[test]
    fn a_missing_key_an_unequal_variable_and_a_missing_file_are_named() {
        let en = language("title = Queue\ncount = { $n } open\n");
        let nl = language("title = Wachtrij { $n }\n");
        assert_eq!(
            differences("en", &en, "nl", &nl),
            ["nl/queue.ftl lacks `count`", "queue.ftl: `title` uses nothing in en and $n in nl"]
        );
        let none = Language::new();
        assert_eq!(differences("en", &none, "nl", &nl), ["en/queue.ftl is missing"]);
    }

    #[test]
    fn keys_are_found_in_templates_and_in_code() {
        let line = "<h1>{{ w.t(\"queue-title\") }} {{ t1(\"queue-count\", n) }}</h1> get(\"x\")";
        assert_eq!(looked_up(line).collect::<Vec<_>>(), ["queue-title", "queue-count"]);
    }

    #[test]
    fn a_key_that_is_looked_up_and_not_there_is_named_with_its_place() {
        let en = language("title = Queue of { brand }\n");
        assert_eq!(
            missing(&en, &uses("\n{{ w.t(\"titel\") }}")),
            [
                "show.html:2: there is no key `titel`",
                "queue.ftl: `title` is built from `brand`, which is not there"
            ]
        );
    }

    #[test]
    fn a_key_that_nothing_names_is_reported() {
        let en = language("title = { brand }\nbrand = Piket\nold = Gone\nbroken = Over lines\n");
        let code = "w.t(\"title\"); w.t1(\n    \"broken\",\n    n)";
        assert_eq!(unused(&en, &uses(code)), ["nothing uses `old`"]);
    }
}
