//! RACI: who is Responsible, Accountable, Consulted and Informed for each activity of the route.
//!
//! A [`Matrix`] is a document of rows. [`check`] says whether it may be made active, [`judge_all`]
//! does so for all matrices of a directory, and [`resolve`] finds the row that counts for one place
//! and one activity, with the reason. The people behind a party are found in the directory.

mod activity;
pub mod csv;
mod default;
mod difference;
mod finding;
mod in_force;
mod letter;
mod matrix;
mod resolve;
mod row;
mod rules;
mod surroundings;
mod try_out;

#[cfg(test)]
mod example;
#[cfg(test)]
mod laws;

pub use activity::{Activity, NotAnActivity};
pub use default::{default_matrix, default_rows, rows_if_supplier_fixes};
pub use difference::{Change, difference};
pub use finding::{Fault, Finding, Rule, Severity};
pub use in_force::{Judged, judge_all, judge_draft, may_all_be_active, rivals};
pub use letter::{Cell, Letter, NotACell};
pub use matrix::{Level, Matrix, NotAScope, Scope};
pub use resolve::{Place, Resolved, SupplierFate, resolve};
pub use row::{Row, Rows};
pub use rules::{check, check_form, may_be_active};
pub use surroundings::{Standing, SupplierTerms, Surroundings, Underpinning};
pub use try_out::{SupplierHours, Thought, Tried, TryOut, try_out};
