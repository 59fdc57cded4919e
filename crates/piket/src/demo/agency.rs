//! The demo's agency: configuration files as anybody could write them, with the ports of this demo.

use piket_engine::config::File;

use super::Ports;

const FILES: [(&str, &str); 4] = [
    ("agreements.toml", include_str!("agency/agreements.toml")),
    ("agency.toml", include_str!("agency/agency.toml")),
    ("matrices.toml", include_str!("agency/matrices.toml")),
    ("checks.toml", include_str!("agency/checks.toml")),
];

/// The files of the agency.
pub fn files(ports: &Ports) -> Vec<File> {
    let file = |(name, text): (&str, &str)| File {
        name: name.to_owned(),
        text: text
            .replace("127.0.0.1:8081", &format!("127.0.0.1:{}", ports.shop))
            .replace("127.0.0.1:8083", &format!("127.0.0.1:{}", ports.neighbours))
            .replace("127.0.0.1:8444", &format!("127.0.0.1:{}", ports.tls)),
    };
    FILES.into_iter().map(file).collect()
}
