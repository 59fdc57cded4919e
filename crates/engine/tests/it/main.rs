//! Stories in moved time, through the production cycle, on both engines.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a story that fails says why")]

mod afterwards;
mod agreed;
mod alerts;
mod bad_input;
mod calendars;
mod clocks;
mod corrected;
mod drafts;
mod feeds;
mod figures;
mod hand_over;
mod kept;
mod known_bugs;
mod merged;
mod promises;
mod repeats;
mod robust;
mod route;
mod spent;
mod together;
mod walls;
mod year;
