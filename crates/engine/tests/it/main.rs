//! Stories in moved time, through the production cycle, on both engines.

mod alerts;
mod clocks;
mod hand_over;
mod kept;
mod route;
mod together;
mod walls;
