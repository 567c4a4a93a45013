//! How fast reads go through the host's relay, beside direct calls to the same upstream, in one run:
//! `cargo xtask relays -- --load`. It judges no figure; deploy/README.md has some.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "all of it is test code")]

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    thread,
    time::{Duration, Instant},
};

use zonesift_host::{Config, Upstreams, start};

/// Connections that are kept open, as a browser keeps six to a host.
const CONNECTIONS: usize = 6;
const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_secs(3);

/// As large as a page of a hundred records.
const BODY: usize = 30_000;

/// An upstream that answers at once and keeps connections.
fn upstream() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            thread::spawn(move || {
                stream.set_nodelay(true).unwrap();
                let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {BODY}\r\n\r\n");
                let answer = [head.as_bytes(), &[b'x'; BODY]].concat();
                while read_until_blank_line(&mut stream).is_some() {
                    if stream.write_all(&answer).is_err() {
                        return;
                    }
                }
            });
        }
    });
    address
}

/// The bytes up to and with the blank line, and what came behind it.
fn read_until_blank_line(stream: &mut TcpStream) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    let mut part = [0; 8192];
    loop {
        let read = stream.read(&mut part).ok().filter(|read| *read > 0)?;
        text.extend_from_slice(&part[..read]);
        if let Some(end) = text.windows(4).position(|window| window == b"\r\n\r\n") {
            return Some(text.split_off(end + 4));
        }
    }
}

/// Calls on one connection for a round; how long each took.
fn calls(address: SocketAddr, path: &str) -> Vec<Duration> {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_nodelay(true).unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nAccessKey: k\r\n\r\n");
    let mut times = Vec::new();
    let mut part = vec![0; BODY];
    let begun = Instant::now();
    while begun.elapsed() < ROUND {
        let sent = Instant::now();
        stream.write_all(request.as_bytes()).unwrap();
        let mut received = read_until_blank_line(&mut stream).unwrap().len();
        while received < BODY {
            received += stream.read(&mut part).unwrap();
        }
        times.push(sent.elapsed());
    }
    times
}

/// Calls in a second, and how long the slowest in a hundred took, in milliseconds.
fn measure(address: SocketAddr, path: &'static str) -> (f64, f64, f64) {
    let running: Vec<_> =
        (0..CONNECTIONS).map(|_| thread::spawn(move || calls(address, path))).collect();
    let mut times: Vec<Duration> =
        running.into_iter().flat_map(|thread| thread.join().unwrap()).collect();
    times.sort();
    let at = |part: usize| times[times.len() * part / 100].as_secs_f64() * 1000.0;
    (times.len() as f64 / ROUND.as_secs_f64(), at(50), at(99))
}

#[test]
#[ignore = "measures, and takes half a minute"]
fn the_relay_beside_the_direct_call() {
    let upstream = upstream();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let url = format!("http://{upstream}");
    let upstreams = Upstreams { bunny: url.clone(), cloudflare: url };
    let host = runtime.block_on(start(Config { upstreams, ..Config::for_tests() })).unwrap();
    println!(
        "\nAnswers of {BODY} bytes over {CONNECTIONS} connections, {} s each way.\n\n\
         | Round | direct: calls/s | median, ms | p99, ms | relay: calls/s | median, ms | p99, ms | \
         relay of direct |\n| --- | --- | --- | --- | --- | --- | --- | --- |",
        ROUND.as_secs()
    );
    for round in 1..=ROUNDS {
        let (a, b, c) = measure(upstream, "/dnszone");
        let (d, e, f) = measure(host.address, "/relay/bunny/dnszone");
        let part = d / a * 100.0;
        println!("| {round} | {a:.0} | {b:.2} | {c:.2} | {d:.0} | {e:.2} | {f:.2} | {part:.1} % |");
    }
}
