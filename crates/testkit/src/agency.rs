//! The agency of the stories: small enough to keep in mind.

/// Two clients, a shop with a host that we contracted, a portal with a data supplier that the
/// client contracted, two engineers, a developer, a manager; everything counts day and night
/// unless it says "office".
pub const AGENCY: &str = include_str!("agency.toml");
