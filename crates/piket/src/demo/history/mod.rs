//! Ninety days of the agency's past, made by running the real engine in moved time: checks measure,
//! clients report, engineers act, letters leave into a box in memory. Nothing is written past the
//! desk, so whatever the history shows, the product did.

mod act;
mod case;
mod levels;
mod luck;
mod measure;
mod open;
mod phrases;
pub(super) mod signal;
mod spent;
mod story;
mod world;

use jiff::{SignedDuration, Timestamp};
use piket_engine::channel::Mail;
use piket_engine::channel::memory::MemoryMailer;
use piket_store::Store;

use self::luck::Luck;
use self::world::World;

/// How many days are told, unless said otherwise.
pub const DAYS: i64 = 90;

/// What repeats in every demo.
const SEED: u64 = 1_921;

/// What was told.
#[derive(Debug, Default)]
pub struct Told {
    /// How many incidents there were.
    pub incidents: u64,
    /// The letters that were written, oldest first.
    pub letters: Vec<Mail>,
    /// What people wanted and were refused; nothing, in a history that was told well.
    pub refused: Vec<String>,
}

/// Tells the history up to `until` into `store`, whose directory is the demo's agency. Links in
/// letters begin with `public_url`.
///
/// # Errors
///
/// When the memory cannot be read or written.
pub async fn tell(
    store: &Store,
    until: Timestamp,
    days: i64,
    public_url: &str,
) -> anyhow::Result<Told> {
    let from = until.checked_sub(SignedDuration::from_hours(24 * days.max(1)))?;
    let mailer = MemoryMailer::new();
    let mut world = World::new(store, from, until, Luck::new(SEED), &mailer, public_url).await?;
    world.plan_the_past();
    world.plan_today();
    world.live().await?;
    let spent = spent::tell(&world.desk, until).await;
    let levels = levels::tell(&world.desk, from, until).await;
    Ok(Told {
        incidents: world.incidents().await?,
        refused: world.refused().into_iter().chain(spent).chain(levels).collect(),
        letters: mailer.take(),
    })
}
