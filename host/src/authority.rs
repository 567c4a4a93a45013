//! An authoritative name server inside this process, on a loopback port over UDP and TCP, for the
//! zones of the sandbox. It answers for those and refuses everything else; it never recurses.

use std::{
    collections::BTreeMap,
    io,
    net::{Ipv4Addr, SocketAddr},
    str::FromStr,
    sync::Arc,
    time::Duration,
};

use hickory_proto::rr::{LowerName, Name, Record, RecordSet, RrKey};
use hickory_server::{
    Server,
    store::in_memory::InMemoryZoneHandler,
    zone_handler::{AxfrPolicy, Catalog, ZoneHandler, ZoneType},
};
use tokio::net::{TcpListener, UdpSocket};

use crate::{
    StartError,
    zonefile::{self, ZoneFileError},
};

/// How long a TCP connection may be idle (RFC 7766 section 6.2.3 leaves the time to the server).
const IDLE: Duration = Duration::from_secs(10);
/// Answers that wait for one TCP connection.
const BUFFERED: usize = 32;
/// How often a port that is free for UDP but taken for TCP is passed over.
const PORT_TRIES: usize = 20;

/// The running name server; it stops when this value is dropped.
pub struct Authority {
    /// Where it listens, for UDP and TCP alike.
    pub address: SocketAddr,
    origins: Vec<Name>,
    _server: Server<Catalog>,
}

impl Authority {
    /// Starts a server for zones given as origin and zone file.
    ///
    /// # Errors
    /// When a zone file cannot be read or no port can be had.
    pub async fn start(zones: &[(&str, &str)]) -> Result<Self, StartError> {
        let mut catalog = Catalog::new();
        let mut origins = Vec::new();
        for (origin, text) in zones {
            let records = zonefile::read(origin, text).map_err(StartError::ZoneFile)?;
            let name = absolute(origin).ok_or_else(|| StartError::Zone((*origin).to_owned()))?;
            catalog.upsert(LowerName::new(&name), vec![handler(&name, records)?]);
            origins.push(name);
        }
        let (udp, tcp) = sockets().await?;
        let address = udp.local_addr()?;
        let mut server = Server::new(catalog);
        server.register_socket(udp);
        server.register_listener(tcp, IDLE, BUFFERED);
        Ok(Self { address, origins, _server: server })
    }

    /// Whether the name lies in one of the zones.
    #[must_use]
    pub fn knows(&self, name: &Name) -> bool {
        self.origins.iter().any(|origin| origin.zone_of(name))
    }
}

fn absolute(text: &str) -> Option<Name> {
    let mut name = Name::from_str(text).ok()?;
    name.set_fqdn(true);
    Some(name)
}

fn handler(origin: &Name, records: Vec<Record>) -> Result<Arc<dyn ZoneHandler>, StartError> {
    let mut sets: BTreeMap<RrKey, RecordSet> = BTreeMap::new();
    for record in records {
        let key = RrKey::new(LowerName::new(&record.name), record.record_type());
        sets.entry(key)
            .or_insert_with(|| RecordSet::new(record.name.clone(), record.record_type(), 0))
            .insert(record, 0);
    }
    let zone: InMemoryZoneHandler =
        InMemoryZoneHandler::new(origin.clone(), sets, ZoneType::Primary, AxfrPolicy::Deny)
            .map_err(|why| StartError::ZoneFile(ZoneFileError::new(&origin.to_string(), why)))?;
    Ok(Arc::new(zone))
}

/// The resolver goes on to TCP at the same port when an answer does not fit UDP (RFC 1035
/// section 4.2.1), hence one port for both.
async fn sockets() -> io::Result<(UdpSocket, TcpListener)> {
    let mut last = io::Error::from(io::ErrorKind::AddrInUse);
    for _ in 0..PORT_TRIES {
        let udp = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        match TcpListener::bind(udp.local_addr()?).await {
            Ok(tcp) => return Ok((udp, tcp)),
            Err(error) => last = error,
        }
    }
    Err(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn knows_its_own_zones_and_no_others() {
        let authority = Authority::start(zonefile::FILES).await.unwrap();
        assert!(authority.address.ip().is_loopback());
        assert!(authority.knows(&absolute("www.bakery.example").unwrap()));
        assert!(!authority.knows(&absolute("example").unwrap()));
        assert!(!authority.knows(&absolute("elsewhere.example").unwrap()));
    }
}
