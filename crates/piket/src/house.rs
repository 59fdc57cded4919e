//! An installation as a command finds it: its settings, its memory, its keys, its desk. Whoever
//! opens it may do everything; this is for the console of the machine it runs on.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use piket_core::chance::Chance;
use piket_core::time::Clock;
use piket_engine::account::Accounts;
use piket_engine::chance::SystemChance;
use piket_engine::channel::smtp::Smtp;
use piket_engine::channel::{Mailer, NoMailer};
use piket_engine::clock::SystemClock;
use piket_engine::secret::{Keyring, named};
use piket_engine::{Desk, config};
use piket_store::Store;

use crate::config::Settings;
use crate::failure::{Failure, OrHint};

/// An open installation.
pub struct House {
    /// Its settings.
    pub settings: Settings,
    /// What it remembers.
    pub store: Store,
    /// What seals its secrets.
    pub keyring: Keyring,
    /// The accounts of its people and programs.
    pub accounts: Accounts,
    /// Its desk.
    pub desk: Desk,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub chance: Arc<dyn Chance>,
}

impl House {
    /// Opens an installation, and furnishes an empty one with what it needs to begin.
    ///
    /// # Errors
    ///
    /// When the memory or the key file cannot be used.
    pub async fn open(settings: Settings) -> anyhow::Result<Self> {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let chance: Arc<dyn Chance> = Arc::new(SystemChance);
        let keyring = keyring(&settings.key_file, chance.as_ref())?;
        let store = open_store(&settings)?;
        config::furnish(&store, clock.now()).await?;
        let desk = Desk::open(store.clone(), Arc::clone(&chance)).await?;
        let accounts = Accounts::new(store.clone(), Arc::clone(&chance));
        Ok(Self { settings, store, keyring, accounts, desk, clock, chance })
    }

    /// What time it is.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// How letters leave.
    ///
    /// # Errors
    ///
    /// When the mail server of the settings cannot be used, or its password is nowhere.
    pub async fn mailer(&self) -> anyhow::Result<Arc<dyn Mailer>> {
        match self.smtp().await? {
            Some(smtp) => Ok(Arc::new(smtp)),
            None => Ok(Arc::new(NoMailer)),
        }
    }

    /// The mail server, when the settings name one. Its password stands in the settings or among
    /// the sealed secrets.
    ///
    /// # Errors
    ///
    /// As [`House::mailer`].
    pub async fn smtp(&self) -> anyhow::Result<Option<Smtp>> {
        let Some(mut settings) = self.settings.smtp.clone() else { return Ok(None) };
        if settings.username.is_some() && settings.password.is_none() {
            settings.password =
                named::get(&self.store, &self.keyring, named::SMTP_PASSWORD).await?;
        }
        let smtp = Smtp::new(&settings).hint(format!(
            "a password is kept by `piket secret set {}`, or in smtp.password_file",
            named::SMTP_PASSWORD
        ))?;
        Ok(Some(smtp))
    }
}

fn keyring(path: &Path, chance: &dyn Chance) -> anyhow::Result<Keyring> {
    Keyring::read_or_make(path, chance).hint("key_file says where the key lies; keep a copy of it")
}

/// Opens the memory; the folder of a database file is made first.
fn open_store(settings: &Settings) -> anyhow::Result<Store> {
    if let Some(folder) = settings.database_file().and_then(Path::parent) {
        fs::create_dir_all(folder)
            .hint(format!("whoever runs Piket must be able to write in {}", folder.display()))?;
    }
    Store::open(&settings.database_url).map_err(|why| {
        let place = crate::config::without_password(&settings.database_url);
        let hint = match settings.database_file() {
            Some(_) => "look whether the file can be written and whether the disk is full",
            None => {
                "look whether PostgreSQL runs and lets this person in: psql with the same address"
            }
        };
        Failure::new(format!("the database {place} cannot be opened: {why}"), hint).into()
    })
}
