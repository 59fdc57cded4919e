//! All settings that there are: their names, their kinds and what they are for.

/// What kind of value a setting takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A whole number.
    Number,
    /// Yes or no.
    Flag,
    /// Texts.
    List,
}

/// A setting.
#[derive(Debug)]
pub struct Known {
    /// Its name, as in the file: `smtp.host` is `host` under `[smtp]`.
    pub name: &'static str,
    /// What kind of value it takes.
    pub kind: Kind,
    /// Whether its value is never shown.
    pub is_secret: bool,
    /// What it is for, in one line.
    pub about: &'static str,
}

impl Known {
    /// The variable of the environment that sets it.
    pub fn variable(&self) -> String {
        format!("PIKET_{}", self.name.replace('.', "_").to_uppercase())
    }
}

/// The setting of this name.
pub(super) fn by_name(name: &str) -> Option<&'static Known> {
    KNOWN.iter().find(|known| known.name == name)
}

const fn text(name: &'static str, about: &'static str) -> Known {
    Known { name, kind: Kind::Text, is_secret: false, about }
}

const fn number(name: &'static str, about: &'static str) -> Known {
    Known { name, kind: Kind::Number, is_secret: false, about }
}

const fn flag(name: &'static str, about: &'static str) -> Known {
    Known { name, kind: Kind::Flag, is_secret: false, about }
}

const fn list(name: &'static str, about: &'static str) -> Known {
    Known { name, kind: Kind::List, is_secret: false, about }
}

/// All settings, in the order in which they are shown.
pub const KNOWN: &[Known] = &[
    text("database_url", "sqlite:PATH or postgres://user:password@host/name"),
    text("listen", "the address and port on which pages and API are served"),
    text("public_url", "the address as people type it; links in letters begin with it"),
    text("key_file", "the key that seals secrets; keep it apart from the database"),
    list("trusted_proxies", "proxies whose word about the address of a caller is believed"),
    text("smtp.host", "the mail server; without one, letters wait"),
    number("smtp.port", "587 for starttls, 465 for tls, 25 for none"),
    text("smtp.security", "starttls, tls or none"),
    text("smtp.username", "the name by which Piket signs in to the mail server"),
    Known {
        name: "smtp.password",
        kind: Kind::Text,
        is_secret: true,
        about: "the password that goes with it",
    },
    text("smtp.password_file", "a file that holds the password instead"),
    text("smtp.from_name", "under which name letters go out"),
    text("smtp.from_address", "from which address letters go out"),
    text("smtp.helo", "by what name the mail server is greeted"),
    number("smtp.timeout_seconds", "how long an answer of the mail server may take"),
    text("smtp.ca_file", "certificates (PEM) that are trusted besides the public ones"),
    flag("checks.enabled", "whether this server runs checks"),
    number("checks.at_once", "how many checks may run at the same time"),
    list("checks.deny", "networks to which no check may connect"),
    flag("feeds.private_addresses", "whether calendars may be read from inside a private network"),
    text("log.format", "text or json"),
    text("log.level", "error, warn, info, debug or trace; or a filter such as piket=debug,warn"),
];
