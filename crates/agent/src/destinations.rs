//! Which addresses a check may connect to.
//!
//! Private networks are normal destinations of checks. Link-local addresses are not: behind them
//! sit the metadata services of clouds, which hand out credentials to whoever asks.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The addresses that checks may not connect to; all others are allowed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Destinations {
    denied: Vec<Network>,
}

impl Destinations {
    /// Everything is allowed except `denied`.
    pub fn except(denied: Vec<Network>) -> Self {
        Self { denied }
    }

    /// The public network alone: nothing of this machine, of an office, or of a cloud's inside.
    ///
    /// The special-purpose registries of IANA (RFC 6890) name these.
    pub fn public() -> Self {
        let v4 = |a, b, c, prefix| Network { first: IpAddr::V4(Ipv4Addr::new(a, b, c, 0)), prefix };
        let v6 = |first, prefix| Network {
            first: IpAddr::V6(Ipv6Addr::new(first, 0, 0, 0, 0, 0, 0, 0)),
            prefix,
        };
        Self::except(vec![
            v4(0, 0, 0, 8),
            v4(10, 0, 0, 8),
            v4(100, 64, 0, 10),
            v4(127, 0, 0, 8),
            v4(169, 254, 0, 16),
            v4(172, 16, 0, 12),
            v4(192, 0, 0, 24),
            v4(192, 168, 0, 16),
            v4(198, 18, 0, 15),
            v4(224, 0, 0, 4),
            v4(240, 0, 0, 4),
            Network { first: IpAddr::V6(Ipv6Addr::UNSPECIFIED), prefix: 127 },
            v6(0xfc00, 7),
            v6(0xfe80, 10),
            v6(0xfec0, 10),
            v6(0xff00, 8),
        ])
    }

    /// Whether a check may connect to `address`.
    ///
    /// An IPv4 address wrapped in an IPv6 address is judged as what it reaches.
    pub fn allow(&self, address: IpAddr) -> bool {
        let reached = unwrapped(address);
        !self.denied.iter().any(|network| network.contains(address) || network.contains(reached))
    }
}

impl Default for Destinations {
    /// Everything except link-local addresses and the metadata address of one cloud in IPv6.
    fn default() -> Self {
        Self::except(vec![
            Network { first: IpAddr::V4(Ipv4Addr::new(169, 254, 0, 0)), prefix: 16 },
            Network { first: IpAddr::V6(Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0)), prefix: 10 },
            Network {
                first: IpAddr::V6(Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254)),
                prefix: 128,
            },
        ])
    }
}

/// The IPv4 address inside an IPv4-mapped (RFC 4291 §2.5.5.2) or NAT64 (RFC 6052 §2.1) address.
fn unwrapped(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => match v6.segments() {
            [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
                IpAddr::V4(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)))
            }
            _ => IpAddr::V6(v6),
        },
        v4 @ IpAddr::V4(_) => v4,
    }
}

/// A network in the usual notation: `169.254.0.0/16`, `fe80::/10`, or a single address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Network {
    first: IpAddr,
    prefix: u32,
}

/// Why a text is not a network.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a network: write 10.0.0.0/8, fe80::/10 or a single address")]
pub struct NotANetwork(pub String);

impl Network {
    /// Whether `address` belongs to the network.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.first, address) {
            (IpAddr::V4(first), IpAddr::V4(address)) => {
                let differing = u128::from(first.to_bits() ^ address.to_bits());
                same_prefix(differing, 32, self.prefix)
            }
            (IpAddr::V6(first), IpAddr::V6(address)) => {
                same_prefix(first.to_bits() ^ address.to_bits(), 128, self.prefix)
            }
            (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
        }
    }
}

fn same_prefix(differing: u128, bits: u32, prefix: u32) -> bool {
    differing.checked_shr(bits - prefix).unwrap_or(0) == 0
}

impl FromStr for Network {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let wrong = || NotANetwork(text.to_owned());
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let first: IpAddr = address.parse().map_err(|_| wrong())?;
        let longest = if first.is_ipv4() { 32 } else { 128 };
        let prefix = match prefix {
            Some(digits) => digits.parse().map_err(|_| wrong())?,
            None => longest,
        };
        if prefix <= longest { Ok(Self { first, prefix }) } else { Err(wrong()) }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.first, self.prefix)
    }
}

impl TryFrom<String> for Network {
    type Error = NotANetwork;

    fn try_from(text: String) -> Result<Self, NotANetwork> {
        text.parse()
    }
}

impl From<Network> for String {
    fn from(network: Network) -> Self {
        network.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(address: &str) -> bool {
        Destinations::default().allow(address.parse().unwrap())
    }

    #[test]
    fn the_inside_of_an_office_is_a_normal_destination() {
        for address in ["127.0.0.1", "10.1.2.3", "192.168.1.1", "::1", "fd12::1", "203.0.113.7"] {
            assert!(allowed(address), "{address}");
        }
    }

    #[test]
    fn a_feed_is_read_from_the_public_network_alone() {
        let public = |address: &str| Destinations::public().allow(address.parse().unwrap());
        for address in ["203.0.113.7", "2001:db8::7", "::ffff:203.0.113.7", "172.32.0.1"] {
            assert!(public(address), "{address}");
        }
        for address in [
            "0.0.0.0",
            "127.0.0.1",
            "10.1.2.3",
            "100.64.0.1",
            "172.31.255.1",
            "192.168.1.1",
            "169.254.169.254",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "fd12::1",
            "fe80::1",
            "ff02::1",
            "64:ff9b::7f00:1",
        ] {
            assert!(!public(address), "{address}");
        }
    }

    #[test]
    fn the_metadata_service_of_a_cloud_is_not_however_it_is_written() {
        for address in [
            "169.254.169.254",
            "::ffff:169.254.169.254",
            "64:ff9b::a9fe:a9fe",
            "fe80::1",
            "febf::1",
            "fd00:ec2::254",
        ] {
            assert!(!allowed(address), "{address}");
        }
    }

    #[test]
    fn a_network_reads_as_it_is_written() {
        for text in ["10.0.0.0/8", "fe80::/10", "0.0.0.0/0", "192.0.2.1/32"] {
            assert_eq!(text.parse::<Network>().unwrap().to_string(), text);
        }
        assert_eq!("192.0.2.1".parse::<Network>().unwrap().to_string(), "192.0.2.1/32");
        for wrong in ["", "10.0.0.0/33", "fe80::/129", "10.0.0/8", "host/8", "10.0.0.0/-1"] {
            assert_eq!(wrong.parse::<Network>(), Err(NotANetwork(wrong.to_owned())));
        }
    }

    #[test]
    fn a_network_of_everything_contains_everything_of_its_kind() {
        let all: Network = "0.0.0.0/0".parse().unwrap();
        assert!(all.contains("255.1.2.3".parse().unwrap()));
        assert!(!all.contains("::1".parse().unwrap()));
    }
}
