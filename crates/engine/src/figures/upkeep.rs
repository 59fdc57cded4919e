//! Rows of incidents that were there before there were figures: they are made once, while Piket
//! goes on working.

use piket_store::figures::{caught_up, is_behind, missing, put};
use piket_store::{StoreError, Tx, incidents};

use super::read_off;
use crate::desk::Desk;

/// How many incidents are taken in one go.
const AT_ONCE: u32 = 200;

impl Desk {
    /// Makes what is missing of the figures, and says of how many incidents that was.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the memory cannot be reached; the next time goes on with it.
    pub async fn catch_up_figures(&self) -> Result<u64, StoreError> {
        if !self.store().read(is_behind).await? {
            return Ok(0);
        }
        let (mut made, mut after) = (0, None);
        loop {
            let ids = self.store().read(move |tx| missing(tx, after, AT_ONCE)).await?;
            let Some(last) = ids.last().copied() else { break };
            made += ids.len() as u64;
            let directory = self.directory();
            let job = move |tx: &mut Tx<'_>| -> Result<(), StoreError> {
                for id in &ids {
                    let Some(timeline) = incidents::load(tx, *id)? else { continue };
                    let Some(state) = timeline.state() else { continue };
                    put(tx, *id, &read_off(&directory, &state, &timeline.entries))?;
                }
                Ok(())
            };
            self.store().write(job).await?;
            after = Some(last);
        }
        self.store().write(caught_up).await?;
        Ok(made)
    }
}
