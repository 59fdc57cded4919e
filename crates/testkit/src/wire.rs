//! A wire between a store and its PostgreSQL that a test can cut and mend.

use std::io::copy;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::Home;

/// A wire to a server. It lies until the test process ends.
pub struct Wire(Arc<Mutex<Ends>>);

#[derive(Default)]
struct Ends {
    is_cut: bool,
    connections: Vec<TcpStream>,
}

impl Wire {
    /// Lays a wire to the PostgreSQL of `home`, whose address is that of its near end from now on.
    pub fn to(home: &mut Home) -> Self {
        let (_, server) = home.url.split_once('@').expect("an address with a user");
        let (server, _) = server.split_once('/').expect("an address with a database");
        let server = server.to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let near = listener.local_addr().expect("a port").to_string();
        home.url = home.url.replacen(&server, &near, 1);
        let wire = Self(Arc::default());
        let ends = Arc::clone(&wire.0);
        thread::spawn(move || {
            for near in listener.incoming().flatten() {
                // Under the lock, so that a cut finds every connection there is.
                let mut ends = ends.lock().unwrap_or_else(PoisonError::into_inner);
                if !ends.is_cut {
                    let far = TcpStream::connect(&server).expect("the server is there");
                    ends.connections.extend([end(&near), end(&far)]);
                    forward(end(&near), end(&far));
                    forward(far, near);
                }
            }
        });
        wire
    }

    /// Breaks every connection, and closes new ones at once.
    pub fn cut(&self) {
        let mut ends = self.ends();
        ends.is_cut = true;
        for connection in ends.connections.drain(..) {
            // It may be closed already.
            drop(connection.shutdown(Shutdown::Both));
        }
    }

    /// Lets new connections through again.
    pub fn mend(&self) {
        self.ends().is_cut = false;
    }

    fn ends(&self) -> MutexGuard<'_, Ends> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn end(stream: &TcpStream) -> TcpStream {
    stream.try_clone().expect("one more handle of a connection")
}

fn forward(mut from: TcpStream, mut to: TcpStream) {
    thread::spawn(move || {
        // Ends when either side is closed.
        drop(copy(&mut from, &mut to));
        drop(to.shutdown(Shutdown::Both));
    });
}
