//! Writes down which crates are in the program and under which licences, for `piket licences`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

use serde_json::Value;

fn main() {
    println!("cargo::rerun-if-changed=../../Cargo.lock");
    println!("cargo::rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names a folder"));
    let text = licences().unwrap_or_else(|| {
        println!("cargo::warning=cargo metadata does not answer: `piket licences` knows no crates");
        String::new()
    });
    fs::write(out.join("licences.txt"), text).expect("the folder of the build can be written");
}

/// One line for each crate that ends up in the program.
fn licences() -> Option<String> {
    let metadata = metadata()?;
    let packages: BTreeMap<&str, &Value> = array(&metadata, "packages")
        .filter_map(|package| Some((package.get("id")?.as_str()?, package)))
        .collect();
    let mut lines = BTreeSet::new();
    for id in in_the_program(&metadata)? {
        let package = packages.get(id.as_str())?;
        if package.get("source").is_some_and(Value::is_string) {
            let text = |name: &str| package.get(name).and_then(Value::as_str).unwrap_or("unknown");
            lines.insert(format!("{} {} {}", text("name"), text("version"), text("license")));
        }
    }
    Some(lines.into_iter().collect::<Vec<_>>().join("\n"))
}

fn metadata() -> Option<Value> {
    let cargo = env::var_os("CARGO")?;
    let target = env::var_os("TARGET")?.into_string().ok()?;
    let answer = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--offline", "--filter-platform", &target])
        .output()
        .ok()?;
    serde_json::from_slice(&answer.stdout).ok()
}

/// What `piket` needs to run, and what that needs, and so on.
fn in_the_program(metadata: &Value) -> Option<BTreeSet<String>> {
    let nodes: BTreeMap<&str, &Value> = array(metadata.get("resolve")?, "nodes")
        .filter_map(|node| Some((node.get("id")?.as_str()?, node)))
        .collect();
    let is_root = |id: &&str| id.contains("/crates/piket#") || id.ends_with("/piket)");
    let root = nodes.keys().copied().find(is_root)?;
    let mut found = BTreeSet::new();
    let mut left = vec![root.to_owned()];
    while let Some(id) = left.pop() {
        let node = nodes.get(id.as_str())?;
        if !found.insert(id) {
            continue;
        }
        for dependency in array(node, "deps") {
            let is_normal = array(dependency, "dep_kinds").any(|it| it["kind"].is_null());
            left.extend(dependency["pkg"].as_str().filter(|_| is_normal).map(str::to_owned));
        }
    }
    Some(found)
}

fn array<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}
