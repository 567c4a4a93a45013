//! Asks the name servers of the zone in which a name lies, or those of the zone above it. The host finds them by its
//! own resolver; nobody can give it an address, and it goes to public ones only.

use std::{
    io,
    net::{IpAddr, SocketAddr},
};

use hickory_proto::{
    op::{Message, Query},
    rr::{Name, RData, RecordType},
};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::{address, base64url, forward, parameter, query::DnsQuery, refusal::DnsRefusal};

/// As many as the root has; few zones have half of it.
const MOST: usize = 13;
/// The port of DNS.
const PORT: u16 = 53;

/// Whose name servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Those of the zone in which the name lies.
    Zone,
    /// Those of the zone above, which delegates it.
    Parent,
}

impl Side {
    /// The side that `of=` names.
    pub fn of(parameters: Option<&str>) -> Option<Self> {
        match parameter(parameters, "of")? {
            "zone" => Some(Self::Zone),
            "parent" => Some(Self::Parent),
            _ => None,
        }
    }
}

/// Why a name server has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// It has no address.
    NoAddress,
    /// Its addresses are not public.
    NotPublic,
    /// It did not answer in time.
    Timeout,
    /// It could not be reached, or answered something else.
    Unreachable,
}

impl Silence {
    fn word(self) -> &'static str {
        match self {
            Self::NoAddress => "no-address",
            Self::NotPublic => "not-public",
            Self::Timeout => "timeout",
            Self::Unreachable => "unreachable",
        }
    }
}

/// The names of the servers of a side.
///
/// # Errors
/// When the resolver does not answer.
pub async fn find(
    resolvers: &[SocketAddr],
    name: &Name,
    side: Side,
) -> Result<Vec<Name>, DnsRefusal> {
    let (zone, servers) = cut(resolvers, name.clone()).await?;
    match side {
        Side::Parent if !zone.is_root() => Ok(cut(resolvers, zone.base_name()).await?.1),
        _ => Ok(servers),
    }
}

/// The nearest zone at or above a name, with its servers.
async fn cut(resolvers: &[SocketAddr], mut zone: Name) -> Result<(Name, Vec<Name>), DnsRefusal> {
    loop {
        let mut servers = servers_of(resolvers, &zone).await?;
        if !servers.is_empty() || zone.is_root() {
            servers.truncate(MOST);
            return Ok((zone, servers));
        }
        zone = zone.base_name();
    }
}

async fn servers_of(resolvers: &[SocketAddr], zone: &Name) -> Result<Vec<Name>, DnsRefusal> {
    let response = resolve(resolvers, zone, RecordType::NS).await.ok_or(DnsRefusal::NoAnswer)?;
    let own = response.answers.into_iter().filter(|record| record.name == *zone);
    let servers = own.filter_map(|record| match record.data {
        RData::NS(server) => Some(server.0),
        _ => None,
    });
    Ok(servers.collect())
}

async fn resolve(resolvers: &[SocketAddr], name: &Name, kind: RecordType) -> Option<Message> {
    let mut message = Message::query();
    message.metadata.recursion_desired = true;
    message.add_query(Query::query(name.clone(), kind));
    let octets = forward::first(resolvers, &message.to_vec().ok()?).await?;
    Message::from_vec(&octets).ok()
}

/// What each server says, in the order of their names: `message` in base64url, or `error`.
pub async fn ask(resolvers: &[SocketAddr], mut servers: Vec<Name>, query: &DnsQuery) -> Value {
    servers.sort();
    let mut asked = JoinSet::new();
    for (place, server) in servers.into_iter().enumerate() {
        let (resolvers, message) = (resolvers.to_vec(), query.not_recursive());
        asked.spawn(async move {
            let answer = one(&resolvers, &server, &message).await;
            (place, told(&server, answer))
        });
    }
    let mut all = asked.join_all().await;
    all.sort_by_key(|(place, _)| *place);
    all.into_iter().map(|(_, told)| told).collect()
}

/// One entry of the list.
pub fn told(server: &Name, answer: Result<Vec<u8>, Silence>) -> Value {
    let server = server.to_lowercase().to_ascii();
    match answer {
        Ok(message) => json!({ "server": server, "message": base64url::encode(&message) }),
        Err(silence) => json!({ "server": server, "error": silence.word() }),
    }
}

async fn one(resolvers: &[SocketAddr], server: &Name, message: &[u8]) -> Result<Vec<u8>, Silence> {
    let address = public_address(resolvers, server).await?;
    forward::exchange((address, PORT).into(), message).await.map_err(|error| match error.kind() {
        io::ErrorKind::TimedOut => Silence::Timeout,
        _ => Silence::Unreachable,
    })
}

/// The first public address, of IPv4 if there is one: not every machine has IPv6.
async fn public_address(resolvers: &[SocketAddr], server: &Name) -> Result<IpAddr, Silence> {
    let mut silence = Silence::NoAddress;
    for kind in [RecordType::A, RecordType::AAAA] {
        let response = resolve(resolvers, server, kind).await;
        let records = response.map(|response| response.answers).unwrap_or_default();
        for address in records.iter().filter_map(|record| record.data.ip_addr()) {
            if address::is_public(address) {
                return Ok(address);
            }
            silence = Silence::NotPublic;
        }
    }
    Err(silence)
}
