//! Starting the demo: the first time it makes its agency and its past, then it opens all its doors.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use piket_core::incident::Actor;
use piket_engine::account::{NewToken, TokenKind};
use piket_engine::channel::smtp;
use piket_engine::config::{self, Wish};
use piket_engine::secret::Secret;
use tokio_util::sync::CancellationToken;

use super::mail::PostBox;
use super::room::Room;
use super::shop::{Certificates, Shop};
use super::trouble::Switch;
use super::{Options, PASSWORD, Ports, agency, history, listen, mail, room, shop};
use crate::cli::output::say;
use crate::config::{Checks, Settings};
use crate::failure::{Failure, OrHint};
use crate::house::House;
use crate::serve;

/// The file that says that the demo in a folder is complete.
const COMPLETE: &str = "demo-is-complete";
/// How many letters of the past can still be read.
const OLD_LETTERS: usize = 300;

/// Runs the demo until `stop`.
///
/// # Errors
///
/// When a port is taken or the data cannot be kept.
pub async fn run(options: Options, stop: CancellationToken) -> anyhow::Result<()> {
    let Options { data, ports, .. } = &options;
    let desk = listen::on(ports.desk, "--port").await?;
    let shop = listen::on(ports.shop, "--shop-port").await?;
    let room = listen::on(ports.room, "--room-port").await?;
    let neighbours = listen::on(ports.neighbours, "--neighbours-port").await?;
    let tls = listen::on(ports.tls, "--tls-port").await?;
    let smtp = listen::on(ports.smtp, "--smtp-port").await?;

    make_room(&options)?;
    let house = House::open(settings(&options)).await?;
    let post_box = PostBox::default();
    let switch = Switch::default();
    let certificates = Certificates::new(house.now())?;
    let url = |port: u16| format!("http://127.0.0.1:{port}/");
    let shop_site =
        shop::site(Shop { switch: switch.clone(), control: format!("{}storing", url(ports.room)) });
    let room_site = room::site(Room {
        post_box: post_box.clone(),
        switch: switch.clone(),
        shop: url(ports.shop),
        desk: url(ports.desk),
    });
    let shown = switch.clone();
    tokio::spawn(listen::serve_with_outages(shop, shop_site, switch, stop.clone()));
    tokio::spawn(listen::serve(room, room_site, stop.clone()));
    tokio::spawn(listen::serve(neighbours, shop::neighbours(), stop.clone()));
    let shown = move || certificates.shown(&shown);
    tokio::spawn(listen::serve_tls(tls, shop::behind_tls(), shown, stop.clone()));
    let clock = Arc::clone(&house.clock);
    tokio::spawn(mail::serve(smtp, post_box.clone(), clock, stop.clone()));

    let complete = data.join(COMPLETE);
    if complete.exists() {
        apply_agency(&house, ports).await?;
    } else {
        say("Making the agency and its past; this takes some seconds…");
        furnish(&house, ports, options.days, &post_box).await?;
        fs::write(&complete, "").hint("the folder of the demo must be writable")?;
    }
    say(greeting(ports));
    let mailer = house.mailer().await?;
    serve::run(house, desk, mailer, stop).await
}

/// Makes the agency, its past and its sign-ins in an empty installation.
///
/// # Errors
///
/// When the memory cannot be written.
pub async fn furnish(
    house: &House,
    ports: &Ports,
    days: i64,
    post_box: &PostBox,
) -> anyhow::Result<()> {
    apply_agency(house, ports).await?;
    if days > 0 {
        let url = &house.settings.public_url;
        let told = history::tell(&house.store, house.now(), days, url).await?;
        for refused in &told.refused {
            tracing::warn!("The demo's past is not as it was meant: {refused}");
        }
        let old = told.letters.len().saturating_sub(OLD_LETTERS);
        for letter in told.letters.get(old..).unwrap_or_default() {
            post_box.put_unsent(letter);
        }
    }
    house.desk.refresh().await?;
    let intake = NewToken {
        name: history::signal::INTAKE.to_owned(),
        kind: TokenKind::Intake,
        person: None,
        application: None,
        expires_at: None,
    };
    house.accounts.make_token(intake, "console", house.now()).await?;
    let password = Secret::new(PASSWORD);
    for person in house.desk.directory().people.values() {
        house.accounts.set_password(person, &password, house.now()).await?;
    }
    Ok(())
}

async fn apply_agency(house: &House, ports: &Ports) -> anyhow::Result<()> {
    let files = agency::files(ports);
    let applied =
        config::apply(&house.store, &files, Wish::default(), &Actor::Piket, house.now()).await;
    if let Err(why) = applied {
        let findings: Vec<String> = why.findings().iter().map(ToString::to_string).collect();
        let text = format!("the demo's agency cannot be applied: {why}\n{}", findings.join("\n"));
        return Err(Failure::new(text, "start with --fresh").into());
    }
    house.desk.refresh().await?;
    Ok(())
}

/// Throws away what was not finished, or is not wanted any more: the files of a demo, no others.
fn make_room(options: &Options) -> anyhow::Result<()> {
    let Options { data, fresh, .. } = options;
    fs::create_dir_all(data).hint("choose another folder with --data")?;
    let is_complete = data.join(COMPLETE).exists();
    if is_complete && !fresh {
        return Ok(());
    }
    for name in [COMPLETE, "piket.db", "piket.db-wal", "piket.db-shm", "piket.key"] {
        remove(&data.join(name))?;
    }
    Ok(())
}

fn remove(path: &Path) -> anyhow::Result<()> {
    match fs::remove_file(path) {
        Err(why) if why.kind() != std::io::ErrorKind::NotFound => {
            Err(why).hint(format!("{} is in the way", path.display()))
        }
        _ => Ok(()),
    }
}

fn settings(options: &Options) -> Settings {
    let Options { data, ports, log, database_url, .. } = options;
    let listen = ([127, 0, 0, 1], ports.desk).into();
    let file = || format!("sqlite:{}", data.join("piket.db").display());
    Settings {
        database_url: database_url.clone().unwrap_or_else(file),
        listen,
        public_url: format!("http://{listen}"),
        key_file: data.join("piket.key"),
        trusted_proxies: Vec::new(),
        feeds_from_inside: true,
        smtp: Some(smtp::Settings {
            host: "127.0.0.1".to_owned(),
            port: Some(ports.smtp),
            security: smtp::Security::None,
            username: None,
            password: None,
            from_name: "Studio Kade".to_owned(),
            from_address: "desk@studiokade.example".to_owned(),
            helo: Some("desk.studiokade.example".to_owned()),
            timeout_seconds: 10,
            ca_file: None,
            accept_invalid: false,
        }),
        checks: Checks {
            enabled: true,
            at_once: 16,
            destinations: piket_agent::Destinations::default(),
        },
        log: log.clone(),
    }
}

/// What stands on the console when everything is open.
fn greeting(ports: &Ports) -> String {
    let Ports { desk, shop, room, .. } = ports;
    format!(
        "
  Piket, the demo of Studio Kade

    the desk         http://127.0.0.1:{desk}/
    the shop         http://127.0.0.1:{shop}/
    break the shop   http://127.0.0.1:{room}/storing   or: piket demo break slow
    the letters      http://127.0.0.1:{room}/

  Sign in with one of these, password {PASSWORD}

    ilse@studiokade.example         engineer, first line
    tom@studiokade.example          engineer, first line
    samira@studiokade.example       developer, second line
    marit@studiokade.example        service manager
    anna@studiokade.example         administrator
    fatima@demolen.example          client: Bakkerij De Molen (portal)
    h.mulder@oosterveld.example     client: Gemeente Oosterveld (portal)
    noor@vlot.example               client: Vlot & Co (portal, English)

  Ctrl-C ends it. What you did stays; --fresh begins anew.
"
    )
}
