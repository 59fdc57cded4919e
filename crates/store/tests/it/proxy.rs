//! A wire between the store and PostgreSQL that a test can cut and mend.

use std::io::copy;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

/// Forwards what comes to its own port.
pub(crate) struct Proxy {
    pub(crate) port: u16,
    cut: Arc<AtomicBool>,
    wires: Arc<Mutex<Vec<TcpStream>>>,
}

impl Proxy {
    /// A proxy to `server`, which serves until the test process ends.
    pub(crate) fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let proxy = Self {
            port: listener.local_addr().unwrap().port(),
            cut: Arc::default(),
            wires: Arc::default(),
        };
        let (cut, wires) = (Arc::clone(&proxy.cut), Arc::clone(&proxy.wires));
        thread::spawn(move || {
            for near in listener.incoming() {
                let near = near.unwrap();
                // Under the lock, so that a cut finds every wire there is.
                let mut wires = wires.lock().unwrap();
                if !cut.load(Ordering::SeqCst) {
                    let far = TcpStream::connect(server).unwrap();
                    wires.extend([near.try_clone().unwrap(), far.try_clone().unwrap()]);
                    forward(&near, &far);
                    forward(&far, &near);
                }
            }
        });
        proxy
    }

    /// Breaks every connection, and closes new ones at once.
    pub(crate) fn cut(&self) {
        let mut wires = self.wires.lock().unwrap();
        self.cut.store(true, Ordering::SeqCst);
        for wire in wires.drain(..) {
            drop(wire.shutdown(Shutdown::Both)); // may be closed already
        }
    }

    /// Lets new connections through again.
    pub(crate) fn mend(&self) {
        self.cut.store(false, Ordering::SeqCst);
    }
}

fn forward(from: &TcpStream, to: &TcpStream) {
    let (mut from, mut to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
    thread::spawn(move || {
        drop(copy(&mut from, &mut to)); // ends when either side is closed
        drop(to.shutdown(Shutdown::Both));
    });
}
