//! Checks: what is measured, what counts as good, and when a trouble is real.
//!
//! A check is described by a [`spec::CheckSpec`], carried out elsewhere, and comes back as a
//! [`result::CheckResult`]. The [`machine`] turns results into changes that matter; [`schedule`]
//! says when the next run is. Nothing here opens a socket.

pub mod machine;
pub mod norm;
pub mod result;
pub mod schedule;
pub mod spec;

pub use machine::{Change, CheckState, Phase, Policy};
pub use norm::{Metric, Norm, Range, RangeError, Status};
pub use result::CheckResult;
pub use spec::{CheckSpec, Probe};
