//! Sends a message to a DNS server and returns its response octet for octet, so that flags, options and proofs arrive
//! as they were given. Over UDP, and over TCP when the response does not fit.

use std::{
    collections::hash_map::RandomState,
    future::Future,
    hash::{BuildHasher, Hasher},
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpStream, UdpSocket},
    time::timeout,
};

use crate::StartError;

/// How long one try over UDP may take: packets get lost.
const TRY: Duration = Duration::from_millis(1_500);
/// How often a server is tried over UDP.
const TRIES: usize = 2;
/// How long a server may take over TCP.
const TCP_TIMEOUT: Duration = Duration::from_secs(4);
/// The octets before the name of the question (RFC 1035 section 4.1.1).
const HEADER: usize = 12;
/// The largest message that UDP carries.
const LARGEST: usize = 65_535;

/// The addresses of the resolvers that this machine is set up with.
pub fn system() -> Result<Vec<SocketAddr>, StartError> {
    let (config, _) = hickory_resolver::system_conf::read_system_conf()
        .map_err(|error| StartError::Resolver(error.to_string()))?;
    let servers = config.name_servers().iter();
    let ports =
        servers.flat_map(|server| server.connections.iter().map(|way| (server.ip, way.port)));
    let mut addresses: Vec<SocketAddr> = ports.map(SocketAddr::from).collect();
    addresses.dedup();
    Ok(addresses)
}

/// The response of the first server that gives one.
pub async fn first(servers: &[SocketAddr], message: &[u8]) -> Option<Vec<u8>> {
    for server in servers {
        if let Ok(response) = exchange(*server, message).await {
            return Some(response);
        }
    }
    None
}

/// The response of a server, with the ID of the message.
///
/// # Errors
/// When there is none in time, or none to this question.
pub async fn exchange(server: SocketAddr, message: &[u8]) -> io::Result<Vec<u8>> {
    // The page's ID is always 0 (RFC 8484 section 4.1), which anybody could answer.
    let sent = with_id(message, chance());
    let mut response = Err(io::ErrorKind::TimedOut.into());
    for _ in 0..TRIES {
        response = in_time(TRY, over_udp(server, &sent)).await;
        if response.is_ok() {
            break;
        }
    }
    let mut response = response?;
    if is_cut(&response) {
        response = in_time(TCP_TIMEOUT, over_tcp(server, &sent)).await?;
    }
    Ok(with_id(&response, id(message)))
}

async fn in_time<T>(limit: Duration, work: impl Future<Output = io::Result<T>>) -> io::Result<T> {
    timeout(limit, work).await.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
}

async fn over_udp(server: SocketAddr, sent: &[u8]) -> io::Result<Vec<u8>> {
    let any: IpAddr = match server {
        SocketAddr::V4(_) => Ipv4Addr::UNSPECIFIED.into(),
        SocketAddr::V6(_) => Ipv6Addr::UNSPECIFIED.into(),
    };
    let socket = UdpSocket::bind((any, 0)).await?;
    // Only this server's packets arrive.
    socket.connect(server).await?;
    socket.send(sent).await?;
    let mut buffer = vec![0; LARGEST];
    loop {
        let length = socket.recv(&mut buffer).await?;
        if let Some(response) = buffer.get(..length).filter(|response| answers(response, sent)) {
            return Ok(response.to_vec());
        }
    }
}

/// With the length before the message (RFC 1035 section 4.2.2).
async fn over_tcp(server: SocketAddr, sent: &[u8]) -> io::Result<Vec<u8>> {
    let length = u16::try_from(sent.len()).map_err(io::Error::other)?;
    let mut stream = TcpStream::connect(server).await?;
    stream.write_all(&[&length.to_be_bytes(), sent].concat()).await?;
    let mut response = vec![0; stream.read_u16().await?.into()];
    stream.read_exact(&mut response).await?;
    if answers(&response, sent) { Ok(response) } else { Err(io::ErrorKind::InvalidData.into()) }
}

/// Whether a message responds to this question: the ID, the bit that says so, and the question, without regard to
/// case. A server that cannot read the question may leave it out.
fn answers(response: &[u8], sent: &[u8]) -> bool {
    let is_response = response.get(2).is_some_and(|flags| flags & 0x80 != 0);
    let count = response.get(4..6);
    let asked = question(sent);
    let repeats = response
        .get(HEADER..HEADER + asked.len())
        .is_some_and(|repeated| repeated.eq_ignore_ascii_case(asked));
    let is_whole = response.len() >= HEADER;
    let has_right_question = if count == Some(&[0, 1]) { repeats } else { count == Some(&[0, 0]) };
    is_whole && is_response && id(response) == id(sent) && has_right_question
}

/// The question of a message that has one: labels up to the empty one, type and class.
fn question(message: &[u8]) -> &[u8] {
    let rest = message.get(HEADER..).unwrap_or_default();
    let mut end = 0;
    while let Some(length) = rest.get(end).copied() {
        end += usize::from(length) + 1;
        if length == 0 {
            break;
        }
    }
    rest.get(..end + 4).unwrap_or(rest)
}

/// The TC bit.
fn is_cut(response: &[u8]) -> bool {
    response.get(2).is_some_and(|flags| flags & 0x02 != 0)
}

fn id(message: &[u8]) -> u16 {
    message.first_chunk().map_or(0, |id| u16::from_be_bytes(*id))
}

fn with_id(message: &[u8], id: u16) -> Vec<u8> {
    let rest = message.get(2..).unwrap_or_default();
    [&id.to_be_bytes(), rest].concat()
}

/// The keys of a hash map are from the operating system's source of chance.
fn chance() -> u16 {
    let [.., high, low] = RandomState::new().build_hasher().finish().to_be_bytes();
    u16::from_be_bytes([high, low])
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENT: &[u8] = b"\x12\x34\x01\0\0\x01\0\0\0\0\0\0\x01A\0\0\x01\0\x01\0\0\x29";

    #[test]
    fn takes_the_response_to_its_own_question_only() {
        let right = b"\x12\x34\x81\x80\0\x01\0\0\0\0\0\0\x01a\0\0\x01\0\x01";
        assert!(answers(right, SENT));
        for (place, value) in [(0, 0x13), (2, 0x01), (5, 2), (13, b'b'), (16, 28)] {
            let mut other = right.to_vec();
            other[place] = value;
            assert!(!answers(&other, SENT), "{place}");
        }
        assert!(answers(b"\x12\x34\x81\x81\0\0\0\0\0\0\0\0", SENT));
        assert!(!answers(b"\x12\x34\x81", SENT) && !answers(b"", SENT));
    }

    #[test]
    fn reads_the_question_of_a_message_and_no_more() {
        assert_eq!(question(SENT), b"\x01A\0\0\x01\0\x01");
        assert_eq!(question(b"\x12\x34\x01\0\0\x01\0\0\0\0\0\0\x3fA"), b"\x3fA");
    }

    #[tokio::test]
    async fn goes_on_to_tcp_when_the_response_is_cut() {
        let tcp = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let server = tcp.local_addr().unwrap();
        let udp = UdpSocket::bind(server).await.unwrap();
        tokio::spawn(async move {
            let mut buffer = [0; 512];
            let (length, from) = udp.recv_from(&mut buffer).await.unwrap();
            buffer[2] = 0x83;
            udp.send_to(&buffer[..length], from).await.unwrap();
            let (mut stream, _) = tcp.accept().await.unwrap();
            let mut asked = vec![0; stream.read_u16().await.unwrap().into()];
            stream.read_exact(&mut asked).await.unwrap();
            asked[2] = 0x81;
            asked.extend([7; 600]);
            let length = u16::try_from(asked.len()).unwrap();
            stream.write_all(&[&length.to_be_bytes(), &*asked].concat()).await.unwrap();
        });
        let response = exchange(server, SENT).await.unwrap();
        assert_eq!((id(&response), response.len()), (0x1234, SENT.len() + 600));
    }
}
