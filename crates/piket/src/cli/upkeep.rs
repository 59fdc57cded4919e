//! `piket verify` and `piket rebuild`: are the lists what the timelines say, and if not, make them.

use super::output::say;
use crate::failure::Failure;
use crate::house::House;

/// How many differences are named.
const NAMED: usize = 20;

pub(super) async fn verify(house: &House) -> anyhow::Result<()> {
    let verified = house.desk.verify().await?;
    for difference in verified.differences.iter().take(NAMED) {
        let name =
            difference.number.map_or_else(|| difference.incident.to_string(), |it| it.to_string());
        say(format!("{name}: {}", difference.what));
    }
    let (timelines, facts) = (verified.timelines, verified.facts);
    match verified.differences.len() {
        0 => {
            say(format!("{timelines} timelines with {facts} facts: lists show what they say."));
            Ok(())
        }
        count => Err(Failure::new(
            format!("{count} differences in {timelines} timelines"),
            "`piket rebuild` writes the lists anew from the timelines, which are what is true",
        )
        .into()),
    }
}

pub(super) async fn rebuild(house: &House) -> anyhow::Result<()> {
    let rebuilt = house.desk.rebuild(house.now()).await?;
    say(format!("The lists of {rebuilt} incidents are written anew."));
    Ok(())
}
