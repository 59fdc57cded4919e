//! What just changed, for those who look at a page: pages fetch again what an event names.
//!
//! Events carry no content, so nothing can leak through them; whoever hears one asks again and is
//! shown what may be seen. A lost event costs a refresh, never a fact.

use piket_core::key::{ApplicationKey, CheckKey, ClientKey, IncidentId};

/// Something changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// An incident.
    Incident {
        /// Which.
        id: IncidentId,
        /// Its number.
        number: piket_core::key::Number,
        /// Whose it is: the wall of the event.
        client: ClientKey,
        /// Of which application.
        application: Option<ApplicationKey>,
    },
    /// The state of a check.
    Check(CheckKey),
    /// What was agreed.
    Directory,
}
