//! The content networks that answer in the place of a web server. Their addresses explain why the world sees
//! others than those that are entered, and are never offered as a record. The list is `edges.txt`.

use std::net::IpAddr;
use std::sync::LazyLock;

use crate::name::parent;
use crate::record::{Record, RecordType};

const LIST: &str = include_str!("edges.txt");

/// A content network.
#[derive(Debug)]
struct Edge {
    name: &'static str,
    seen: &'static str,
    networks: Vec<(IpAddr, u32)>,
    hosts: Vec<&'static str>,
}

static EDGES: LazyLock<Vec<Edge>> = LazyLock::new(|| {
    let mut edges: Vec<Edge> = Vec::new();
    for line in LIST.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.strip_prefix("  ") {
            Some(signs) => edges.last_mut().into_iter().for_each(|edge| edge.add(signs)),
            None => edges.extend(Edge::new(line)),
        }
    }
    edges
});

impl Edge {
    /// From the line that begins a network.
    fn new(line: &'static str) -> Option<Self> {
        let mut parts = line.split(" | ");
        let (name, seen) = (parts.next()?, parts.next()?);
        parts.next()?;
        Some(Self { name, seen, networks: Vec::new(), hosts: Vec::new() })
    }

    fn add(&mut self, line: &'static str) {
        let mut words = line.split_ascii_whitespace();
        match words.next() {
            Some("net") => self.networks.extend(words.filter_map(network)),
            Some("host") => self.hosts.extend(words),
            _ => {}
        }
    }

    fn has(&self, address: IpAddr) -> bool {
        self.networks.iter().any(|(start, length)| is_in(address, *start, *length))
    }
}

/// A network as its first address and the length of its prefix (RFC 4632, section 3.1).
fn network(text: &str) -> Option<(IpAddr, u32)> {
    let (start, length) = text.split_once('/')?;
    Some((start.parse().ok()?, length.parse().ok()?))
}

fn is_in(address: IpAddr, start: IpAddr, length: u32) -> bool {
    let is_equal =
        |one: u128, other: u128, rest: u32| one.checked_shr(rest) == other.checked_shr(rest);
    match (address, start) {
        (IpAddr::V4(own), IpAddr::V4(start)) => {
            is_equal(own.to_bits().into(), start.to_bits().into(), 32_u32.saturating_sub(length))
        }
        (IpAddr::V6(own), IpAddr::V6(start)) => {
            is_equal(own.to_bits(), start.to_bits(), 128_u32.saturating_sub(length))
        }
        _ => false,
    }
}

/// The content network that an address belongs to.
#[must_use]
pub fn is_edge(address: IpAddr) -> Option<&'static str> {
    EDGES.iter().find(|edge| edge.has(address)).map(|edge| edge.name)
}

/// The content network whose customers' aliases lead to this host.
#[must_use]
pub fn edge_of_host(host: &str) -> Option<&'static str> {
    let mut name = Some(host);
    while let Some(host) = name {
        if let Some(edge) = EDGES.iter().find(|edge| edge.hosts.contains(&host)) {
            return Some(edge.name);
        }
        name = parent(host);
    }
    None
}

/// The content network that a record leads to, by its address or the target of its alias. An address of one is
/// no origin: elsewhere the record would lead to nobody's site.
#[must_use]
pub fn edge_of(record: &Record) -> Option<&'static str> {
    match record.rtype {
        RecordType::A | RecordType::Aaaa => is_edge(address(record)?),
        _ => edge_of_host(record.rdata.target(&record.rtype)?.raw()),
    }
}

/// The address of an A or AAAA record.
pub(super) fn address(record: &Record) -> Option<IpAddr> {
    let is_address = matches!(record.rtype, RecordType::A | RecordType::Aaaa);
    record.rdata.field(0).raw().parse().ok().filter(|_| is_address)
}

/// When each list of networks was last compared with its source, for reports.
pub(super) fn edge_dates() -> impl Iterator<Item = (&'static str, &'static str)> {
    EDGES.iter().filter(|edge| !edge.networks.is_empty()).map(|edge| (edge.name, edge.seen))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::Provider;
    use crate::zonefile::samples::record;

    #[test]
    fn every_line_of_the_list_is_understood() {
        let lines = LIST.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        for line in lines {
            let Some(signs) = line.strip_prefix("  ") else {
                assert!(Edge::new(line).is_some(), "{line}");
                continue;
            };
            let mut words = signs.split_ascii_whitespace();
            match words.next() {
                Some("net") => assert!({ words }.all(|word| network(word).is_some()), "{line}"),
                kind => assert!(kind == Some("host") && words.next().is_some(), "{line}"),
            }
        }
        let networks = |edge: &Edge| (edge.name, edge.networks.len());
        let first: Vec<_> = EDGES.iter().take(2).map(networks).collect();
        assert_eq!(first, [("Cloudflare", 15 + 7), ("Fastly", 19 + 2)]);
    }

    #[test]
    fn networks_begin_where_their_prefix_says() {
        for edge in EDGES.iter() {
            for (start, length) in &edge.networks {
                let is_start = match start {
                    IpAddr::V4(start) => start.to_bits().trailing_zeros() >= 32 - length,
                    IpAddr::V6(start) => start.to_bits().trailing_zeros() >= 128 - length,
                };
                assert!(is_start, "{start}/{length}");
            }
        }
    }

    #[test]
    fn an_address_names_its_network() {
        for (address, edge) in [
            ("104.16.0.0", Some("Cloudflare")),
            ("104.27.255.255", Some("Cloudflare")),
            ("104.28.0.0", None),
            ("2606:4700::1", Some("Cloudflare")),
            ("2606:4701::1", None),
            ("151.101.1.1", Some("Fastly")),
            ("13.32.4.4", Some("Amazon CloudFront")),
            ("192.0.2.1", None),
            ("::ffff:104.16.0.0", None),
        ] {
            assert_eq!(is_edge(address.parse().unwrap()), edge, "{address}");
        }
    }

    #[test]
    fn an_alias_names_its_network_by_whole_labels() {
        for (target, edge) in [
            ("shop.b-cdn.net", Some("bunny.net")),
            ("d111.cloudfront.net", Some("Amazon CloudFront")),
            ("evilcloudfront.net", None),
            ("cloudfront.net.example", None),
        ] {
            assert_eq!(edge_of(&record("www.example.com", RecordType::Cname, &[target])), edge);
        }
        let address = record("www.example.com", RecordType::A, &["104.16.1.1"]);
        assert_eq!(edge_of(&address), Some("Cloudflare"));
        assert_eq!(edge_of(&record("example.com", RecordType::Txt, &["104.16.1.1"])), None);
    }

    #[test]
    fn a_provider_with_a_proxy_has_its_network_in_the_list_by_its_own_name() {
        for provider in Provider::ALL.into_iter().filter(|own| own.answering().has_proxy) {
            assert!(edge_dates().any(|(name, _)| name == provider.title()), "{provider:?}");
        }
    }
}
