//! The doors, opened in one process: requests go in and answers come out, without a socket, over
//! the real engine and a real store, in a world whose time is moved.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a story that fails says why")]

mod agreements;
mod asking;
mod bad_input;
mod calc;
mod calendars;
mod corrections;
mod desk_pages;
mod explaining;
mod figures;
mod follow_up;
mod house;
mod intakes;
mod live;
mod matrices;
mod openapi;
mod parties;
mod portal;
mod problems;
mod reference_pages;
mod serving;
mod signing_in;
mod spent;
mod verbs;
mod walls;
