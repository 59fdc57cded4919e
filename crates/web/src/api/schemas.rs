//! How words of the trade are described: the names that each may have.

use piket_core::priority::Nature;
use piket_core::process::Step;
use utoipa::openapi::schema::{ObjectBuilder, Type};

/// The steps of the route.
pub(crate) fn step() -> ObjectBuilder {
    names(Step::ALL.iter().map(|step| step.as_str()))
}

/// The natures of trouble.
pub(crate) fn nature() -> ObjectBuilder {
    names(Nature::ALL.iter().map(|nature| nature.as_str()))
}

/// Levels from 1, the worst, to 3.
pub(crate) fn level() -> ObjectBuilder {
    whole(1, 3)
}

/// Priorities from 1, the most urgent, to 5.
pub(crate) fn priority() -> ObjectBuilder {
    whole(1, 5)
}

/// Kinds of tickets.
pub(crate) fn ticket() -> ObjectBuilder {
    names(["incident", "request", "question"])
}

/// Ways in which an incident is resolved.
pub(crate) fn resolution() -> ObjectBuilder {
    names(["fixed", "answered", "recovered", "workaround", "no_reply", "false_alarm"])
}

/// Why an incident leaves by the side door.
pub(crate) fn cancel() -> ObjectBuilder {
    names(["duplicate", "no_incident", "withdrawn", "spam"])
}

fn names(names: impl IntoIterator<Item = &'static str>) -> ObjectBuilder {
    let names: Vec<&str> = names.into_iter().collect();
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(names))
}

fn whole(least: i32, most: i32) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(least)).maximum(Some(most))
}
