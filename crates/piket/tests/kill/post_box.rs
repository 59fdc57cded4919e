//! A mail server that outlives the server under test and remembers every letter that it took.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use uuid::Uuid;

/// Letters by the row that each has in the outbox, with how often each came.
type Letters = Arc<Mutex<BTreeMap<Uuid, usize>>>;

/// A mail server (RFC 5321, as far as a sender needs it).
pub(crate) struct PostBox {
    pub(crate) port: u16,
    letters: Letters,
}

impl PostBox {
    /// Opens it, until the test ends.
    pub(crate) fn open() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let letters = Letters::default();
        let kept = Arc::clone(&letters);
        thread::spawn(move || {
            for line in listener.incoming().flatten() {
                let kept = Arc::clone(&kept);
                // A sender that is killed leaves in the middle of a word.
                thread::spawn(move || drop(talk(line, &kept)));
            }
        });
        Self { port, letters }
    }

    /// What came, and how often.
    pub(crate) fn letters(&self) -> BTreeMap<Uuid, usize> {
        self.letters.lock().unwrap().clone()
    }
}

fn talk(line: TcpStream, letters: &Letters) -> std::io::Result<()> {
    let mut answer = line.try_clone()?;
    let mut said = BufReader::new(line).lines();
    write!(answer, "220 post.example\r\n")?;
    while let Some(word) = said.next().transpose()? {
        let verb = word.split(' ').next().unwrap_or_default().to_ascii_uppercase();
        match verb.as_str() {
            "DATA" => {
                write!(answer, "354 go on\r\n")?;
                let mut id = None;
                loop {
                    let Some(line) = said.next().transpose()? else { return Ok(()) };
                    if line == "." {
                        break;
                    }
                    id = id.or_else(|| row(&line));
                }
                let id = id.expect("every letter has a Message-ID");
                *letters.lock().unwrap().entry(id).or_default() += 1;
                write!(answer, "250 kept\r\n")?;
            }
            "QUIT" => return write!(answer, "221 bye\r\n"),
            _ => write!(answer, "250 ok\r\n")?,
        }
    }
    Ok(())
}

/// The row of a letter, from the line with its Message-ID: `<asked.ROW@host>`.
fn row(line: &str) -> Option<Uuid> {
    let (name, id) = line.split_once(": ")?;
    if !name.eq_ignore_ascii_case("message-id") {
        return None;
    }
    let (_, row) = id.split_once('.')?;
    row.split('@').next()?.parse().ok()
}
