//! `piket serve`.

use std::net::SocketAddr;

use clap::Args;

use super::{Told, in_runtime, log};
use crate::house::House;
use crate::serve;

/// What can be said to the server.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The address and port to serve on
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
}

pub(super) fn run(arguments: &Arguments, mut told: Told) -> anyhow::Result<()> {
    let listen = arguments.listen.map(|address| ("listen", address.to_string()));
    told.on_command_line.settings.extend(listen);
    let settings = told.settings()?;
    log::begin(&settings.log)?;
    in_runtime(async move {
        let stop = serve::stop_signal()?;
        let listener = serve::listen(settings.listen).await?;
        let house = House::open(settings).await?;
        let mailer = house.mailer().await?;
        if house.settings.smtp.is_none() {
            tracing::warn!("No mail server is named in the settings: letters wait");
        }
        serve::greet_first_administrator(&house).await?;
        serve::run(house, listener, mailer, stop).await
    })
}
