//! A throw-away PostgreSQL: made in a temporary folder, on a free port, gone when dropped.
//!
//! It is for tests only: it does not wait for the disk, and everybody on this machine may log in.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use tempfile::TempDir;

use crate::{setup, shell};

/// Where tests look for the server they may use.
pub(crate) const VARIABLE: &str = "PIKET_TEST_POSTGRES";

/// How the folders of these servers are called; the number of the process that made one follows.
const FOLDER: &str = "piket-postgres-";

/// What a server for tests may forget when the machine falls over, and one for figures must not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Care {
    /// Nothing waits for the disk.
    Forgetful,
    /// Every commit waits for the disk, as a server does out of the box.
    Durable,
}

const FORGETFUL: [&str; 3] = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

const SETTINGS: [&str; 5] = [
    "max_connections=200",
    "shared_buffers=64MB",
    "listen_addresses=127.0.0.1",
    "log_min_messages=warning",
    "logging_collector=off",
];

const LOOK_EVERY: Duration = Duration::from_millis(50);
const LOOKS: u32 = 600;

/// A running server. Dropping it ends the server and deletes all it held.
#[derive(Debug)]
pub(crate) struct Postgres {
    server: Child,
    port: u16,
    /// Deleted after the server has ended, because fields are dropped after `Drop::drop`.
    folder: TempDir,
}

/// A user without rights, as whom the server runs when we are root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct OrdinaryUser {
    uid: u32,
    gid: u32,
}

impl Postgres {
    /// Starts a server from the programs in `bin`.
    ///
    /// # Errors
    ///
    /// What the server wrote in its log when it does not come up.
    pub(crate) fn start(bin: &Path) -> Result<Self> {
        Self::start_with(bin, Care::Forgetful)
    }

    /// Starts a server that takes this care of what it is given.
    ///
    /// # Errors
    ///
    /// What the server wrote in its log when it does not come up.
    pub(crate) fn start_with(bin: &Path, care: Care) -> Result<Self> {
        sweep();
        let user = if shell::is_root() { Some(ordinary_user()?) } else { None };
        let folder = tempfile::Builder::new()
            .prefix(&format!("{FOLDER}{}-", std::process::id()))
            .tempdir()?;
        if let Some(user) = user {
            chown(folder.path(), Some(user.uid), Some(user.gid))?;
        }
        let data = folder.path().join("data");
        shell::run(
            as_user(user, &bin.join("initdb"), folder.path())
                .arg("--pgdata")
                .arg(&data)
                .args(["--username=piket", "--auth=trust", "--encoding=UTF8", "--no-locale"])
                .args(["--no-sync", "--no-instructions"])
                .stdout(Stdio::null()),
        )?;

        let port = free_port()?;
        let log = fs::File::create(folder.path().join("log"))?;
        let mut command = as_user(user, &bin.join("postgres"), folder.path());
        command.arg("-D").arg(&data).args(["-p", &port.to_string()]).arg("-k").arg(folder.path());
        let forgetful: &[&str] = if care == Care::Forgetful { &FORGETFUL } else { &[] };
        for setting in SETTINGS.iter().chain(forgetful) {
            command.args(["-c", setting]);
        }
        let server = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .context("cannot start PostgreSQL")?;
        let mut postgres = Self { server, port, folder };
        postgres.wait_until_ready(&data)?;
        Ok(postgres)
    }

    /// Where to connect, with the right to create databases.
    pub(crate) fn url(&self) -> String {
        format!("postgres://piket@127.0.0.1:{}/postgres", self.port)
    }

    /// The server says "ready" in the last line of its own file, once it is.
    #[expect(clippy::disallowed_methods, reason = "a server of its own takes its own time")]
    fn wait_until_ready(&mut self, data: &Path) -> Result<()> {
        for _ in 0..LOOKS {
            let state = fs::read_to_string(data.join("postmaster.pid")).unwrap_or_default();
            if state.lines().any(|line| line.trim() == "ready") {
                return Ok(());
            }
            if let Some(status) = self.server.try_wait()? {
                let log = fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
                bail!("PostgreSQL ended with {status}:\n{log}");
            }
            std::thread::sleep(LOOK_EVERY);
        }
        bail!("PostgreSQL is not ready after {:?}", LOOK_EVERY * LOOKS)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // QUIT ends it at once, without care for what nobody will read again.
        let asked =
            shell::succeeds(Command::new("kill").args(["-QUIT", &self.server.id().to_string()]));
        if !asked {
            self.server.kill().ok();
        }
        self.server.wait().ok();
    }
}

/// `cargo xtask postgres [COMMAND…]`: a server while a command runs, or until Enter is pressed.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let postgres = Postgres::start(&setup::postgres()?)?;
    println!("{VARIABLE}={}", postgres.url());
    if let Some((command, rest)) = arguments.split_first() {
        return shell::run(shell::program(command).args(rest).env(VARIABLE, postgres.url()));
    }
    println!("Press Enter to end it.");
    std::io::stdin().read_line(&mut String::new())?;
    Ok(())
}

/// The folder with `initdb` and `postgres`: the newest of Debian's, or one in `PATH`.
pub(crate) fn programs() -> Option<PathBuf> {
    newest(Path::new("/usr/lib/postgresql")).or_else(|| {
        let initdb = fs::canonicalize(shell::find("initdb")?).ok()?;
        let bin = initdb.parent()?;
        bin.join("postgres").is_file().then(|| bin.to_path_buf())
    })
}

fn newest(versions: &Path) -> Option<PathBuf> {
    fs::read_dir(versions)
        .ok()?
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let version: u32 = entry.file_name().to_str()?.parse().ok()?;
            let bin = entry.path().join("bin");
            (bin.join("initdb").is_file() && bin.join("postgres").is_file())
                .then_some((version, bin))
        })
        .max()
        .map(|(_, bin)| bin)
}

/// A command as `user`, in a folder that this user may enter, which ends when we end: however
/// this program is stopped, the server does not outlive it.
fn as_user(user: Option<OrdinaryUser>, program: &Path, folder: &Path) -> Command {
    let mut command = Command::new("setpriv");
    command.current_dir(folder).env("LC_ALL", "C").args(["--pdeathsig", "QUIT"]);
    if let Some(OrdinaryUser { uid, gid }) = user {
        command.args([format!("--reuid={uid}"), format!("--regid={gid}")]).arg("--clear-groups");
    }
    command.arg("--").arg(program);
    command
}

fn ordinary_user() -> Result<OrdinaryUser> {
    let users = fs::read_to_string("/etc/passwd")?;
    ["postgres", "nobody"]
        .iter()
        .find_map(|name| user_named(&users, name))
        .context("PostgreSQL does not run as root, and there is no user `postgres` or `nobody`")
}

/// The user of this name in the text of `/etc/passwd`.
fn user_named(users: &str, name: &str) -> Option<OrdinaryUser> {
    users.lines().find_map(|line| {
        let mut fields = line.split(':');
        if fields.next()? != name {
            return None;
        }
        let (uid, gid) = (fields.nth(1)?, fields.next()?);
        Some(OrdinaryUser { uid: uid.parse().ok()?, gid: gid.parse().ok()? })
    })
}

/// A port that nobody listens on at this moment.
pub(crate) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// Deletes what servers left behind whose maker was killed.
fn sweep() {
    let Ok(entries) = fs::read_dir(std::env::temp_dir()) else { return };
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name();
        let Some(maker) = name.to_str().and_then(maker) else { continue };
        if !Path::new("/proc").join(maker.to_string()).exists() {
            fs::remove_dir_all(entry.path()).ok();
        }
    }
}

/// The process that made a folder of this name, if the name is one of ours.
fn maker(folder: &str) -> Option<u32> {
    folder.strip_prefix(FOLDER)?.split_once('-')?.0.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_read_from_the_list_of_users() {
        let users = "root:x:0:0:root:/root:/bin/bash\n\
                     postgres:x:101:104:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash\n";
        assert_eq!(user_named(users, "postgres"), Some(OrdinaryUser { uid: 101, gid: 104 }));
        assert_eq!(user_named(users, "nobody"), None);
    }

    #[test]
    fn only_folders_of_our_own_servers_have_a_maker() {
        assert_eq!(maker("piket-postgres-4711-xYz"), Some(4711));
        assert_eq!(maker("piket-postgres-mine-xYz"), None);
        assert_eq!(maker("somebody-elses"), None);
    }

    #[test]
    fn the_newest_version_is_chosen_by_number() {
        let versions = tempfile::tempdir().unwrap();
        for version in ["9", "15", "common"] {
            let bin = versions.path().join(version).join("bin");
            fs::create_dir_all(&bin).unwrap();
            fs::write(bin.join("initdb"), "").unwrap();
            fs::write(bin.join("postgres"), "").unwrap();
        }
        assert_eq!(newest(versions.path()), Some(versions.path().join("15/bin")));
    }
}
