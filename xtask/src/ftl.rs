//! The little of Fluent's file format that comparing languages needs: keys, attributes, the
//! variables and the other messages that each names. The crate `fluent-bundle` reads the rest.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail};

/// One message of a file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Message {
    /// Variables, without their `$`.
    pub(crate) variables: BTreeSet<String>,
    /// Names of attributes, without their dot.
    pub(crate) attributes: BTreeSet<String>,
    /// Messages and terms (with their `-`) that this one is built from.
    pub(crate) references: BTreeSet<String>,
}

/// The messages of a file by key; terms have their leading `-`.
///
/// # Errors
///
/// The first line that belongs to no message, or a key that stands twice.
pub(crate) fn messages(text: &str) -> Result<BTreeMap<String, Message>> {
    let mut messages: BTreeMap<String, Message> = BTreeMap::new();
    let mut current = None;
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let begins_message = !line.starts_with([' ', '\t', '}', '[', '*', '.']);
        if begins_message {
            let Some((key, _)) = definition(line) else {
                bail!("line {number} is neither a message nor a part of one: {line}");
            };
            if messages.insert(key.to_owned(), Message::default()).is_some() {
                bail!("line {number}: `{key}` stands twice");
            }
            current = Some(key.to_owned());
        }
        let Some(message) = current.as_ref().and_then(|key| messages.get_mut(key)) else {
            bail!("line {number} stands before the first message: {line}");
        };
        message.read(line, begins_message);
    }
    Ok(messages)
}

impl Message {
    fn read(&mut self, line: &str, begins_message: bool) {
        if !begins_message && let Some(attribute) = line.trim_start().strip_prefix('.') {
            self.attributes.extend(definition(attribute).map(|(name, _)| name.to_owned()));
        }
        let variables = line.split('$').skip(1).map(name).filter(|name| !name.is_empty());
        self.variables.extend(variables.map(str::to_owned));
        self.references.extend(line.split('{').skip(1).filter_map(reference).map(str::to_owned));
    }
}

/// `key = value` at the beginning of a line.
fn definition(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once('=')?;
    let key = key.trim_end();
    let bare = key.strip_prefix('-').unwrap_or(key);
    (!bare.is_empty() && name(bare) == bare).then_some((key, value))
}

/// The message or term that stands behind an opening brace: `{ brand }`, `{ -brand.genitive }`.
fn reference(behind_brace: &str) -> Option<&str> {
    let text = behind_brace.trim_start();
    let dash = usize::from(text.starts_with('-'));
    let length = dash + name(&text[dash..]).len();
    let (named, after) = text.split_at(length);
    let after = after.trim_start();
    (length > dash && after.starts_with(['}', '.'])).then_some(named)
}

/// The identifier at the beginning of a text.
fn name(text: &str) -> &str {
    if !text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return "";
    }
    let inside = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    &text[..text.find(|c| !inside(c)).unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\
# The words of the queue.
-brand = Piket
queue-title = Queue of { -brand }
queue-count =
    { $open ->
        [one] one open incident
       *[other] { NUMBER($open) } open incidents
    }
queue-search = Search
    .placeholder = Name of { $what }
queue-both = { queue-title }, { queue-search.placeholder }
";

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn messages_are_read_with_their_variables_attributes_and_references() {
        let messages = messages(FILE).unwrap();
        let keys: Vec<_> = messages.keys().map(String::as_str).collect();
        assert_eq!(keys, ["-brand", "queue-both", "queue-count", "queue-search", "queue-title"]);
        assert_eq!(messages["queue-count"].variables, set(&["open"]));
        assert_eq!(messages["queue-search"].attributes, set(&["placeholder"]));
        assert_eq!(messages["queue-search"].variables, set(&["what"]));
        assert_eq!(messages["queue-title"].references, set(&["-brand"]));
        assert_eq!(messages["queue-both"].references, set(&["queue-title", "queue-search"]));
    }

    #[test]
    fn a_key_that_stands_twice_is_refused() {
        let refusal = messages("a = 1\nb = 2\na = 3\n").unwrap_err().to_string();
        assert_eq!(refusal, "line 3: `a` stands twice");
    }

    #[test]
    fn a_line_that_belongs_to_nothing_is_refused() {
        let refusal = messages("a = 1\nnot a message\n").unwrap_err().to_string();
        assert!(refusal.starts_with("line 2 is neither"), "{refusal}");
        let refusal = messages("  indented\n").unwrap_err().to_string();
        assert!(refusal.starts_with("line 1 stands before"), "{refusal}");
    }
}
