//! The agency of the benchmarks: one client, one application, clocks in office hours.

use std::sync::Arc;

use anyhow::{Result, anyhow};
use jiff::Timestamp;
use piket_core::incident::Actor;
use piket_engine::Desk;
use piket_engine::chance::SystemChance;
use piket_engine::config::{self, File, Wish};
use piket_store::Store;

const AGENCY: &str = include_str!("../../crates/testkit/src/agency.toml");

/// A desk over an empty store with the agency applied.
pub(crate) async fn desk(url: &str, now: Timestamp) -> Result<Desk> {
    let store = Store::open(url)?;
    let file = File { name: "agency.toml".to_owned(), text: AGENCY.to_owned() };
    config::apply(&store, &[file], Wish::default(), &Actor::Piket, now)
        .await
        .map_err(|error| anyhow!("{error}"))?;
    Ok(Desk::open(store, Arc::new(SystemChance)).await?)
}
