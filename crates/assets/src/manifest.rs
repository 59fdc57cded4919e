//! From a plain name to the address with the hash: `style.css` → `/assets/style-E4NNZDPB.css`.

use std::collections::BTreeMap;

use crate::PREFIX;

type Addresses = BTreeMap<String, String>;

/// Address of the script bundle, a module.
pub fn app() -> &'static str {
    address("app.js")
}

/// Address of the tiny script that sets light or dark before the first paint.
pub fn theme() -> &'static str {
    address("theme.js")
}

/// Address of the style sheet.
pub fn style() -> &'static str {
    address("style.css")
}

/// Address of the icon sprite; an icon is `<use href="…#i-name">`.
pub fn icons() -> &'static str {
    address("icons.svg")
}

/// Address of the mark, for the browser's tab.
pub fn mark() -> &'static str {
    address("mark.svg")
}

/// Without a manifest pages stay readable: they name files that are not found.
fn address(name: &str) -> &'static str {
    addresses().get(name).map_or("", String::as_str)
}

fn read() -> Addresses {
    let names: BTreeMap<String, String> = crate::bytes("manifest.json")
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default();
    names.into_iter().map(|(plain, hashed)| (plain, format!("{PREFIX}{hashed}"))).collect()
}

/// A release never changes its mind.
#[cfg(not(debug_assertions))]
fn addresses() -> &'static Addresses {
    static ADDRESSES: std::sync::LazyLock<Addresses> = std::sync::LazyLock::new(read);
    &ADDRESSES
}

/// While developing, the manifest is read again for each address. A new one is kept for the rest
/// of the process beside the old ones: a few hundred bytes for each edit of a style.
#[cfg(debug_assertions)]
fn addresses() -> &'static Addresses {
    use std::sync::{Mutex, PoisonError};

    static LAST: Mutex<Option<&'static Addresses>> = Mutex::new(None);
    let fresh = read();
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    match *last {
        // Empty: `dist` is being swapped at this moment.
        Some(known) if *known == fresh || fresh.is_empty() => known,
        _ => last.insert(Box::leak(Box::new(fresh))),
    }
}
