//! The two ends of a relay under test: a client that sends bytes as they are told, without putting a
//! path in order, and an upstream that writes down what reaches it. Neither knows a rule.

use std::{
    collections::HashMap,
    env, fs,
    io::{BufRead, BufReader, ErrorKind, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    sync::{
        Arc, LazyLock, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use zonesift_host::{Config, Running, Upstreams, start};

/// Long enough for a busy machine, and for the relay's own limit of 60 s.
const PATIENCE: Duration = Duration::from_secs(80);

/// What stands in `{number}` of a path makes the upstream behave in a special way.
pub const REDIRECTS: &str = "302";
pub const HANGS_UP: &str = "502";
pub const IS_SILENT: &str = "504";
pub const STREAMS: &str = "200000";
pub const FLOODS: &str = "64000000";

/// How much `FLOODS` has to send.
pub const FLOOD: usize = 64 << 20;

/// The relay that is tested, with its upstream.
pub struct Relay {
    pub address: SocketAddr,
    pub upstream: SocketAddr,
    /// What the relay prints, if it is another program.
    log: Option<String>,
    _host: Option<(tokio::runtime::Runtime, Running)>,
}

/// The one that the environment names, with where its upstream is to listen; or the host. The upstream is
/// behind TLS if the environment names a folder with its certificate.
pub static RELAY: LazyLock<Relay> = LazyLock::new(|| {
    let named = |name| env::var(name).ok();
    let upstream = named("ZONESIFT_UPSTREAM").unwrap_or_else(|| "127.0.0.1:0".into());
    let listener = TcpListener::bind(upstream).unwrap();
    let upstream = listener.local_addr().unwrap();
    let secure = named("ZONESIFT_CERTIFICATE").map(|folder| secure(Path::new(&folder)));
    let url = format!("http{}://{upstream}", if secure.is_some() { "s" } else { "" });
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let connection = secure.clone().map(|config| ServerConnection::new(config).unwrap());
            thread::spawn(move || match connection {
                Some(connection) => serve(StreamOwned::new(connection, stream)),
                None => serve(stream),
            });
        }
    });
    if let Some(address) = named("ZONESIFT_RELAY") {
        let address = address.parse().unwrap();
        return Relay { address, upstream, log: named("ZONESIFT_RELAY_LOG"), _host: None };
    }
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let upstreams = Upstreams { bunny: url.clone(), cloudflare: url };
    let host = runtime.block_on(start(Config { upstreams, ..Config::for_tests() })).unwrap();
    Relay { address: host.address, upstream, log: None, _host: Some((runtime, host)) }
});

/// TLS with the certificate and the key of a folder.
fn secure(folder: &Path) -> Arc<ServerConfig> {
    let certificate = CertificateDer::from_pem_file(folder.join("certificate.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_file(folder.join("key.pem")).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config =
        ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.unwrap().with_no_client_auth();
    Arc::new(config.with_single_cert(vec![certificate], key).unwrap())
}

impl Relay {
    pub fn log(&self) -> String {
        self.log.as_ref().map(|path| fs::read_to_string(path).unwrap()).unwrap_or_default()
    }
}

/// A request or an answer: its first line in words, its headers, its body as far as it came.
#[derive(Clone, Debug, Default)]
pub struct Message {
    pub first: Vec<String>,
    pub headers: HashMap<String, String>,
    /// Of a large body only the beginning, which is all that anybody looks at.
    pub body: String,
    /// How much of the body came.
    pub received: usize,
}

impl Message {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }

    pub fn status(&self) -> u16 {
        self.first.get(1).and_then(|word| word.parse().ok()).unwrap_or_default()
    }

    /// Of a request: its path without the query.
    pub fn path(&self) -> &str {
        self.first[1].split('?').next().unwrap()
    }
}

/// What reached the upstream, by the number that each call carries in its query, and how much of its
/// body did.
static SEEN: LazyLock<Mutex<HashMap<String, Message>>> = LazyLock::new(Mutex::default);
static NEXT: AtomicUsize = AtomicUsize::new(1);
static FLOODED: AtomicUsize = AtomicUsize::new(0);

/// How much of the flood the upstream could send so far.
pub fn flooded() -> usize {
    FLOODED.load(Ordering::Relaxed)
}

/// A call that is being made.
pub struct Call {
    stream: TcpStream,
    mark: String,
}

impl Call {
    /// Sends the head of a call. Headers are lines; `Host` is the relay's unless they name another.
    pub fn open(method: &str, path: &str, headers: &[&str]) -> Self {
        let mark = format!("case={}", NEXT.fetch_add(1, Ordering::Relaxed));
        let mut stream = TcpStream::connect(RELAY.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let join = if path.contains('?') { '&' } else { '?' };
        let mut head = format!("{method} {path}{join}{mark} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|line| line.starts_with("Host:")) {
            head += &format!("Host: {}\r\n", RELAY.address);
        }
        for line in headers {
            head += &format!("{line}\r\n");
        }
        stream.write_all((head + "\r\n").as_bytes()).unwrap();
        Self { stream, mark }
    }

    /// Sends a part of the body. A relay that has heard enough may have hung up.
    pub fn send(&mut self, part: &[u8]) -> bool {
        self.stream.write_all(part).is_ok()
    }

    /// The head of the answer, and a reader for its body.
    pub fn head(&self) -> (Message, BufReader<TcpStream>) {
        let mut reader = BufReader::new(self.stream.try_clone().unwrap());
        (read_head(&mut reader).unwrap_or_default(), reader)
    }

    /// The whole answer.
    pub fn answer(&self) -> Message {
        let (mut message, mut reader) = self.head();
        if !message.first.is_empty() {
            read_body(&mut message, &mut reader, |_| {});
        }
        message
    }

    /// What reached the upstream of this call.
    pub fn seen(&self) -> Option<Message> {
        SEEN.lock().unwrap().get(&self.mark).cloned()
    }

    /// Waits until something of the call is at the upstream that `wanted` takes.
    pub fn seen_when(&self, wanted: impl Fn(&Message) -> bool) -> Option<Message> {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(10) {
            if let Some(message) = self.seen().filter(&wanted) {
                return Some(message);
            }
            thread::sleep(Duration::from_millis(20));
        }
        None
    }
}

/// A call without a body, and its answer.
pub fn ask(method: &str, path: &str, headers: &[&str]) -> (Call, Message) {
    let call = Call::open(method, path, headers);
    let answer = call.answer();
    (call, answer)
}

/// A call with a body, and its answer.
pub fn tell(method: &str, path: &str, headers: &[&str], body: &str) -> (Call, Message) {
    let length = format!("Content-Length: {}", body.len());
    let mut call = Call::open(method, path, &[headers, &[&length]].concat());
    call.send(body.as_bytes());
    let answer = call.answer();
    (call, answer)
}

fn read_head(reader: &mut impl BufRead) -> Option<Message> {
    let mut message = Message::default();
    let mut line = String::new();
    while reader.read_line(&mut line).ok().filter(|read| *read > 0).is_some() {
        let text = line.trim_end();
        if text.is_empty() {
            return Some(message);
        }
        match text.split_once(": ").or_else(|| text.split_once(':')) {
            Some((name, value)) if !message.first.is_empty() => {
                let values = message.headers.entry(name.to_ascii_lowercase()).or_default();
                // A header that comes twice must not pass for one.
                *values += if values.is_empty() { "" } else { ", " };
                *values += value;
            }
            _ => message.first = text.split(' ').map(str::to_owned).collect(),
        }
        line.clear();
    }
    None
}

/// Reads the body, and tells of it while it grows; whether it came to its end.
fn read_body(message: &mut Message, reader: &mut impl BufRead, grown: impl Fn(&Message)) -> bool {
    let chunked = message.header("transfer-encoding") == Some("chunked");
    let is_answer = message.first[..1].iter().any(|word| word.starts_with("HTTP/"));
    let length = message.header("content-length").and_then(|text| text.parse().ok());
    if chunked {
        loop {
            let Some(size) = chunk_size(reader) else { return false };
            let whole =
                take(message, reader, size, &grown) && reader.read_exact(&mut [0; 2]).is_ok();
            if size == 0 || !whole {
                return whole;
            }
        }
    }
    match length {
        Some(length) => take(message, reader, length, &grown),
        None if is_answer => take(message, reader, usize::MAX, &grown),
        None => true,
    }
}

fn chunk_size(reader: &mut impl BufRead) -> Option<usize> {
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    usize::from_str_radix(line.trim().split(';').next()?, 16).ok()
}

fn take(
    message: &mut Message,
    reader: &mut impl BufRead,
    length: usize,
    grown: impl Fn(&Message),
) -> bool {
    let mut left = length;
    let mut part = vec![0; 1 << 16];
    while left > 0 {
        let room = left.min(part.len());
        match reader.read(&mut part[..room]) {
            Ok(read) if read > 0 => {
                if message.received < part.len() {
                    message.body += &String::from_utf8_lossy(&part[..read]);
                }
                message.received += read;
                left -= read;
                grown(message);
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            _ => return false,
        }
    }
    true
}

/// The upstream: one connection.
fn serve(stream: impl Read + Write) {
    let mut reader = BufReader::new(stream);
    while let Some(mut message) = read_head(&mut reader) {
        let target = message.first[1].clone();
        let mark = target.rsplit(['?', '&']).next().unwrap().to_owned();
        let note = |message: &Message| {
            SEEN.lock().unwrap().insert(mark.clone(), message.clone());
        };
        note(&message);
        if !read_body(&mut message, &mut reader, note) {
            return;
        }
        let path = message.path().to_owned();
        if !answer(reader.get_mut(), path.rsplit('/').next().unwrap()) {
            return;
        }
    }
}

const HEADERS: &str = "Content-Type: application/json\r\nRetry-After: 7\r\nRatelimit: r\r\n\
    Ratelimit-Policy: p\r\nX-RateLimit-Limit: 9\r\nX-RateLimit-Remaining: 3\r\n\
    X-RateLimit-Reset: 1\r\nCF-Ray: ray\r\nCDN-RequestId: cdn\r\nX-Request-Id: xid\r\n\
    Request-Id: rid\r\nSet-Cookie: a=b\r\nServer: upstream\r\nX-Other: 1\r\nLink: </x>\r\n\
    7th: 1\r\n_under: 1\r\nq: 1\r\n!x: 1\r\n'x: 1\r\n\
    Access-Control-Allow-Origin: *\r\nClear-Site-Data: \"*\"\r\nRefresh: 1\r\n\
    Cache-Control: public, max-age=60\r\n";

/// Whether the connection goes on.
fn answer(stream: &mut impl Write, special: &str) -> bool {
    let body = r#"{"success":true}"#;
    let (status, length) = match special {
        HANGS_UP => return false,
        IS_SILENT => {
            thread::sleep(PATIENCE);
            return false;
        }
        REDIRECTS => ("302 Found\r\nLocation: /dnszone", body.len()),
        STREAMS => ("200 OK", 8),
        FLOODS => ("200 OK", FLOOD),
        _ => ("200 OK", body.len()),
    };
    let head = format!("HTTP/1.1 {status}\r\n{HEADERS}Content-Length: {length}\r\n\r\n");
    if stream.write_all(head.as_bytes()).is_err() {
        return false;
    }
    match special {
        STREAMS => {
            let first = stream.write_all(b"early");
            thread::sleep(Duration::from_secs(4));
            first.is_ok() && stream.write_all(b"end").is_ok()
        }
        FLOODS => {
            let part = [b'x'; 1 << 16];
            (0..FLOOD / part.len()).all(|_| {
                FLOODED.fetch_add(part.len(), Ordering::Relaxed);
                stream.write_all(&part).is_ok()
            })
        }
        _ => stream.write_all(body.as_bytes()).is_ok(),
    }
}
