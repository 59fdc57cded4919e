//! Stories in moved time, through the production cycle, on both engines.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a story that fails says why")]

mod alerts;
mod calendars;
mod bad_input;
mod clocks;
mod corrected;
mod drafts;
mod figures;
mod feeds;
mod hand_over;
mod kept;
mod known_bugs;
mod merged;
mod repeats;
mod robust;
mod route;
mod together;
mod walls;
mod year;
