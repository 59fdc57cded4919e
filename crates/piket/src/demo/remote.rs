//! Breaking and mending the shop of a demo that runs, from another console.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

use super::trouble::Trouble;
use crate::failure::Failure;

/// How long the demo may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// Breaks the shop, or mends it.
///
/// # Errors
///
/// When no demo answers on that port.
pub fn set(room: u16, trouble: Trouble) -> Result<(), Failure> {
    let answer = ask(room, trouble).map_err(|why| {
        Failure::new(
            format!("no demo answers on port {room}: {why}"),
            "start one with `piket demo`, or say where it is with --room-port",
        )
    })?;
    if answer.starts_with("HTTP/1.1 303") {
        return Ok(());
    }
    let status = answer.lines().next().unwrap_or("nothing").to_owned();
    Err(Failure::new(
        format!("what answers on port {room} is no demo: {status}"),
        "say where the demo is with --room-port",
    ))
}

fn ask(room: u16, trouble: Trouble) -> std::io::Result<String> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, room));
    let mut line = TcpStream::connect_timeout(&address, PATIENCE)?;
    line.set_read_timeout(Some(PATIENCE))?;
    let form = format!("trouble={trouble}");
    write!(
        line,
        "POST /storing HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    )?;
    let mut answer = String::new();
    line.read_to_string(&mut answer)?;
    Ok(answer)
}
