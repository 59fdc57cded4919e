//! What differs between two texts of a document, as paths of field names.

use std::collections::BTreeSet;

use serde_json::Value;

/// The fields that differ, such as `ladder.first` or `versions[1].weekly.mon`.
pub(super) fn fields(old: &Value, new: &Value) -> Vec<String> {
    let mut paths = Vec::new();
    walk("", old, new, &mut paths);
    paths
}

fn walk(path: &str, old: &Value, new: &Value, paths: &mut Vec<String>) {
    match (old, new) {
        (old, new) if old == new => {}
        (Value::Object(before), Value::Object(after)) => {
            let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
            for name in names {
                let (before, after) = (before.get(name), after.get(name));
                let inner = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                match (before, after) {
                    (Some(before), Some(after)) => walk(&inner, before, after, paths),
                    _ => paths.push(inner),
                }
            }
        }
        (Value::Array(before), Value::Array(after))
            if before.len() == after.len() && after.iter().all(Value::is_object) =>
        {
            for (at, (before, after)) in before.iter().zip(after).enumerate() {
                walk(&format!("{path}[{at}]"), before, after, paths);
            }
        }
        _ => paths.push(path.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_difference_is_told_as_deep_as_it_can_be() {
        let old = json!({"name": "A", "url": "x", "ladder": {"first": "mila", "after": 10},
            "versions": [{"tz": 1, "mon": [1, 2]}], "targets": [{"a": 1}]});
        let new = json!({"name": "A", "ladder": {"first": "sanne", "after": 10},
            "versions": [{"tz": 1, "mon": [1]}], "targets": [{"a": 1}, {"a": 2}]});
        assert_eq!(fields(&old, &new), ["ladder.first", "targets", "url", "versions[0].mon"]);
        assert!(fields(&old, &old).is_empty());
    }
}
