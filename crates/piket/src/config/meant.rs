//! What is meant by what was typed: every setting with its value, complete and judged.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use piket_agent::{Destinations, Network};
use piket_engine::channel::smtp;
use piket_engine::secret::Secret;

use super::typed::{Typed, Value};
use crate::failure::Failure;

/// The settings of an installation.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where everything is remembered.
    pub database_url: String,
    /// Where pages and API are served.
    pub listen: SocketAddr,
    /// The address as people type it, without a slash at the end.
    pub public_url: String,
    /// The key that seals secrets.
    pub key_file: PathBuf,
    /// Proxies whose word about the address of a caller is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// The mail server, when there is one.
    pub smtp: Option<smtp::Settings>,
    /// How checks run.
    pub checks: Checks,
    /// Whether feeds of calendars may be read from inside a private network.
    pub feeds_from_inside: bool,
    /// What is logged.
    pub log: Log,
}

/// How checks run.
#[derive(Debug, Clone)]
pub struct Checks {
    /// Whether this server runs them.
    pub enabled: bool,
    /// How many at the same time.
    pub at_once: usize,
    /// Where they may connect to.
    pub destinations: Destinations,
}

/// What is logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// In which form.
    pub format: LogFormat,
    /// From which level on, or a filter.
    pub level: String,
}

/// In which form is logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// The name of the file in which SQLite remembers, unless told.
const DATABASE: &str = "sqlite:piket-data/piket.db";

impl Settings {
    /// What is meant by what was typed. Reads the file that holds the mail server's password.
    ///
    /// # Errors
    ///
    /// A [`Failure`] that names the setting, where it was typed, and what would be right.
    pub fn of(typed: &Typed) -> Result<Self, Failure> {
        let listen = typed.parsed("listen", "an address with its port: 127.0.0.1:8080")?;
        let listen = listen.unwrap_or_else(|| (Ipv4Addr::LOCALHOST, 8080).into());
        let database_url = typed.text("database_url").unwrap_or(DATABASE).to_owned();
        let key_file = typed.text("key_file").map(PathBuf::from);
        Ok(Self {
            public_url: public_url(typed, listen)?,
            key_file: key_file.unwrap_or_else(|| beside(&database_url)),
            trusted_proxies: typed.each("trusted_proxies", "addresses such as 10.0.0.1")?,
            smtp: mail_server(typed)?,
            checks: Checks {
                enabled: typed.flag("checks.enabled").unwrap_or(true),
                at_once: typed.whole("checks.at_once", 1..=10_000)?.unwrap_or(64),
                destinations: destinations(typed)?,
            },
            feeds_from_inside: typed.flag("feeds.private_addresses").unwrap_or(false),
            log: Log {
                format: log_format(typed)?,
                level: typed.text("log.level").unwrap_or("info").to_owned(),
            },
            database_url,
            listen,
        })
    }

    /// Whether browsers reach us over TLS.
    pub fn is_behind_tls(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// The file in which SQLite remembers; `None` on PostgreSQL.
    pub fn database_file(&self) -> Option<&Path> {
        file_of(&self.database_url)
    }
}

fn file_of(database_url: &str) -> Option<&Path> {
    match database_url.strip_prefix("sqlite:") {
        Some(path) => Some(Path::new(path.strip_prefix("//").unwrap_or(path))),
        None if database_url.contains("://") => None,
        None => Some(Path::new(database_url)),
    }
}

/// The key lies beside the database file, where nobody said otherwise.
fn beside(database_url: &str) -> PathBuf {
    let folder = file_of(database_url).and_then(Path::parent);
    folder.unwrap_or(Path::new("piket-data")).join("piket.key")
}

fn public_url(typed: &Typed, listen: SocketAddr) -> Result<String, Failure> {
    let Some(text) = typed.text("public_url") else { return Ok(format!("http://{listen}")) };
    let text = text.trim_end_matches('/');
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match rest {
        Some(host) if !host.is_empty() && !host.contains(['/', '?', '#', ' ']) => {
            Ok(text.to_owned())
        }
        _ => Err(typed.wrong("public_url", "https://desk.example, without a path")),
    }
}

fn mail_server(typed: &Typed) -> Result<Option<smtp::Settings>, Failure> {
    let Some(host) = typed.text("smtp.host") else {
        return match typed.first_of("smtp.") {
            Some(name) => Err(typed.wrong(name, "no use without smtp.host; name the mail server")),
            None => Ok(None),
        };
    };
    let from_address = typed.text("smtp.from_address").ok_or_else(|| {
        Failure::usage(
            "smtp.host is set, and smtp.from_address is not",
            "say from which address letters go out: from_address = \"desk@agency.example\"",
        )
    })?;
    let settings = smtp::Settings {
        host: host.to_owned(),
        port: typed.whole("smtp.port", 1..=65_535)?,
        security: security(typed)?,
        username: typed.text("smtp.username").map(str::to_owned),
        password: password(typed)?,
        from_name: typed.text("smtp.from_name").unwrap_or("Piket").to_owned(),
        from_address: from_address.to_owned(),
        helo: typed.text("smtp.helo").map(str::to_owned),
        timeout_seconds: typed.whole("smtp.timeout_seconds", 1..=600)?.unwrap_or(30),
        ca_file: typed.text("smtp.ca_file").map(PathBuf::from),
        accept_invalid: false,
    };
    judge(&settings)?;
    Ok(Some(settings))
}

/// Whether a mail server can be made of the settings. The password may still come from elsewhere.
fn judge(settings: &smtp::Settings) -> Result<(), Failure> {
    let mut whole = settings.clone();
    if whole.username.is_some() && whole.password.is_none() {
        whole.password = Some(Secret::new(""));
    }
    smtp::Smtp::new(&whole).map(drop).map_err(|why| {
        Failure::usage(format!("the mail server: {why}"), "look at [smtp] in `piket config show`")
    })
}

fn security(typed: &Typed) -> Result<smtp::Security, Failure> {
    match typed.text("smtp.security") {
        None | Some("starttls") => Ok(smtp::Security::StartTls),
        Some("tls") => Ok(smtp::Security::Tls),
        Some("none") => Ok(smtp::Security::None),
        Some(_) => Err(typed.wrong("smtp.security", "starttls, tls or none")),
    }
}

fn password(typed: &Typed) -> Result<Option<Secret>, Failure> {
    match (typed.text("smtp.password"), typed.text("smtp.password_file")) {
        (Some(_), Some(_)) => Err(Failure::usage(
            "smtp.password and smtp.password_file are both set",
            "keep one of them; the file is the better place",
        )),
        (Some(word), None) => Ok(Some(Secret::new(word))),
        (None, Some(path)) => match std::fs::read_to_string(path) {
            Ok(word) => Ok(Some(Secret::new(word.trim_end_matches(['\r', '\n'])))),
            Err(why) => Err(Failure::usage(
                format!("smtp.password_file {path} cannot be read: {why}"),
                "the file holds nothing but the password; whoever runs Piket must be able to read it",
            )),
        },
        (None, None) => Ok(None),
    }
}

fn destinations(typed: &Typed) -> Result<Destinations, Failure> {
    if typed.get("checks.deny").is_none() {
        return Ok(Destinations::default());
    }
    let denied: Vec<Network> = typed.each("checks.deny", "networks such as 169.254.0.0/16")?;
    Ok(Destinations::except(denied))
}

fn log_format(typed: &Typed) -> Result<LogFormat, Failure> {
    match typed.text("log.format") {
        None | Some("text") => Ok(LogFormat::Text),
        Some("json") => Ok(LogFormat::Json),
        Some(_) => Err(typed.wrong("log.format", "text or json")),
    }
}

impl Typed {
    fn text(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Some((Value::Text(text), _)) => Some(text),
            _ => None,
        }
    }

    fn flag(&self, name: &str) -> Option<bool> {
        match self.get(name) {
            Some((Value::Flag(flag), _)) => Some(*flag),
            _ => None,
        }
    }

    fn whole<N: TryFrom<i64>>(
        &self,
        name: &str,
        range: std::ops::RangeInclusive<i64>,
    ) -> Result<Option<N>, Failure> {
        let Some((Value::Number(number), _)) = self.get(name) else { return Ok(None) };
        let fitting = Some(*number).filter(|number| range.contains(number));
        if let Some(number) = fitting.and_then(|number| N::try_from(number).ok()) {
            return Ok(Some(number));
        }
        let right = format!("a number from {} to {}", range.start(), range.end());
        Err(self.wrong(name, &right))
    }

    fn parsed<T: std::str::FromStr>(&self, name: &str, right: &str) -> Result<Option<T>, Failure> {
        let Some(text) = self.text(name) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| self.wrong(name, right))
    }

    fn each<T: std::str::FromStr>(&self, name: &str, right: &str) -> Result<Vec<T>, Failure> {
        let Some((Value::List(texts), _)) = self.get(name) else { return Ok(Vec::new()) };
        let all = texts.iter().map(|text| text.parse().map_err(|_| self.wrong(name, right)));
        all.collect()
    }

    /// The first setting of a group that was typed.
    fn first_of(&self, prefix: &str) -> Option<&'static str> {
        let names = super::KNOWN.iter().map(|known| known.name);
        names.filter(|name| name.starts_with(prefix)).find(|name| self.get(name).is_some())
    }

    fn wrong(&self, name: &str, right: &str) -> Failure {
        let place = self.get(name).map_or_else(String::new, |(_, origin)| format!("{origin}: "));
        Failure::usage(format!("{place}`{name}` cannot be used as it is"), format!("write {right}"))
    }
}
