//! Our rules against facts that none of us wrote, read from a folder beside the project.
//!
//! Where the folder is not there, each set says that it was skipped; the tests beside the code
//! prove the same rules on facts of our own.

#[cfg(test)]
mod availability;
#[cfg(test)]
mod business_time;
#[cfg(test)]
mod clocks;
#[cfg(test)]
mod folder;
#[cfg(test)]
mod holidays;
mod nagios;
#[cfg(test)]
mod recurrence;
