//! What an incident's page shows, as plain values: pure functions of what is seen and who looks.
//! Nothing here reads the store, and nothing is decided.

pub(crate) mod clocks;
pub(crate) mod composer;
pub(crate) mod evidence;
pub(crate) mod field;
pub(crate) mod forms;
pub(crate) mod head;
mod next;
pub(crate) mod panel;
pub(crate) mod parties;
pub(crate) mod timeline;
