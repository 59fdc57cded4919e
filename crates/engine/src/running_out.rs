//! What will break while nobody looks: promises that run out between two instants, for the desk.
//!
//! Read off indexes of the store, not by going through incidents; nothing is decided here.

use jiff::Timestamp;
use piket_core::policy::{Action, Who};
use piket_store::incidents::{self, ClockStanding, Filter, IncidentRow};
use piket_store::running_out::{self as stored, After, Between, RunningOut};
use piket_store::{ReadTx, StoreError};

use crate::desk::Desk;
use crate::error::ActionError;
use crate::view::COUNTED_AT_MOST;

/// How many promised words, offers and paused incidents are told at most.
const BESIDE: u32 = 25;

/// What runs out between two instants.
#[derive(Debug, Clone)]
pub struct Soon {
    /// Clocks that will be late unless something happens, soonest first.
    pub clocks: Vec<(RunningOut, IncidentRow)>,
    /// Where the next page of them begins.
    pub next: Option<After>,
    /// How many there are on all pages, counted up to a cap.
    pub count: u32,
    /// Words to clients that were promised for then.
    pub words: Vec<(Timestamp, IncidentRow)>,
    /// Offers of the ball that nobody has answered by then.
    pub offers: Vec<(Timestamp, IncidentRow)>,
    /// Incidents of which all clocks stand still, so that none can be late meanwhile.
    pub paused: Vec<IncidentRow>,
    /// How many of these there are, counted up to a cap.
    pub paused_count: u32,
}

impl Desk {
    /// What runs out between two instants, a page of clocks at a time.
    ///
    /// # Errors
    ///
    /// [`ActionError::Denied`] for who does not work at the desk.
    pub async fn running_out(
        &self,
        who: &Who,
        between: Between,
        after: Option<After>,
        limit: u32,
    ) -> Result<Soon, ActionError> {
        if !who.may(Action::UseDesk) {
            return Err(ActionError::Denied);
        }
        Ok(self.store().read(move |tx| soon(tx, between, after.as_ref(), limit)).await?)
    }
}

fn soon(
    tx: &mut ReadTx<'_>,
    between: Between,
    after: Option<&After>,
    limit: u32,
) -> Result<Soon, StoreError> {
    // One more than asked for tells whether there is another page.
    let mut clocks = stored::clocks(tx, between, after, limit.saturating_add(1))?;
    let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
    let is_last = clocks.len() <= wanted;
    clocks.truncate(wanted);
    let next = clocks.last().filter(|_| !is_last).map(After::from);
    let words = stored::words(tx, between, BESIDE)?;
    let offers = stored::offers(tx, between, BESIDE)?;
    let mut ids: Vec<_> = clocks.iter().map(|clock| clock.incident).collect();
    ids.extend(words.iter().chain(&offers).map(|(id, _)| *id));
    ids.sort_unstable();
    ids.dedup();
    let rows = incidents::rows(tx, &ids)?;
    let row = |id| rows.iter().find(|row| row.id == id).cloned();
    let moments = |moments: Vec<(_, Timestamp)>| {
        moments.into_iter().filter_map(|(id, at)| Some((at, row(id)?))).collect()
    };
    let standing = Filter { clock: Some(ClockStanding::Paused), ..Filter::default() };
    Ok(Soon {
        words: moments(words),
        offers: moments(offers),
        clocks: clocks
            .into_iter()
            .filter_map(|clock| Some((clock, row(clock.incident)?)))
            .collect(),
        next,
        count: stored::count(tx, between, COUNTED_AT_MOST)?,
        paused: incidents::list(tx, &standing, None, BESIDE)?.rows,
        paused_count: incidents::count(tx, &standing, COUNTED_AT_MOST)?,
    })
}
