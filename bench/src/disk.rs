//! The limit of all that is durable: how often a second the disk takes 4 KiB for good.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use anyhow::Result;

use crate::measure::{Stopwatch, Times, tell};

const WRITES: usize = 500;

/// Appends 4 KiB and waits for the disk, again and again.
pub(crate) fn fsync_rate(folder: &Path) -> Result<()> {
    let mut file = File::create(folder.join("fsync"))?;
    let block = [7_u8; 4096];
    let (watch, mut times) = (Stopwatch::start(), Times::default());
    for _ in 0..WRITES {
        let one = Stopwatch::start();
        file.write_all(&block)?;
        file.sync_data()?;
        times.add(one.wall());
    }
    tell("limit: raw fsync of 4 KiB, one by one", WRITES, &watch, &mut times);
    Ok(())
}
