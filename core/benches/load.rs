//! How long a list of found records takes from the provider's answer to rows that can be sorted and
//! filtered: `cargo bench -p zonesift-core --bench load`. It prints milliseconds and judges nothing.
#![allow(clippy::print_stdout, reason = "it is a command")]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use zonesift_core::name::DomainName;
use zonesift_core::provider::{Provider, Response, ZoneInfo};
use zonesift_core::review::Review;

/// How many records the list has.
const RECORDS: u32 = 10_000;
/// So often it is done; the fastest counts, since nothing but the machine makes one slower.
const ROUNDS: u32 = 20;

fn main() {
    // Tests build this too, and run it without this word.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let Ok(name) = DomainName::parse("example.com") else { return };
    let zone = ZoneInfo {
        id: "023e".into(),
        name: name.clone(),
        records: None,
        active: None,
        name_servers: Vec::new(),
        free_plan: None,
    };
    let body = body();
    let (mut read, mut merged) = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        let call = Provider::Cloudflare.read_scan(&zone);
        let response = Response { status: 200, retry_after: None, body: body.clone().into_bytes() };
        let since = Instant::now();
        let Ok(reading) = call.read(&response) else { return };
        read = read.min(since.elapsed());
        let since = Instant::now();
        let mut review = Review::new(name.clone(), Provider::Cloudflare.capabilities());
        review.merge(reading.records);
        merged = merged.min(since.elapsed());
    }
    println!("{RECORDS} records, {} bytes: read {read:?}, merge {merged:?}", body.len());
}

/// A list as Cloudflare writes it, with about 350 bytes a record.
fn body() -> String {
    let mut body = String::from("{\"result\":[");
    for row in 0..RECORDS {
        let [_, a, b, c] = row.to_be_bytes();
        let (rtype, content) = match row % 5 {
            0 | 1 => ("A", format!("10.{a}.{b}.{c}")),
            2 => ("CNAME", format!("target{row}.example.net")),
            3 => ("TXT", format!("\\\"v=verify token-{row}\\\"")),
            _ => ("AAAA", format!("2001:db8::{a:x}:{b:x}:{c:x}")),
        };
        let comma = if row > 0 { "," } else { "" };
        // Writing to a text cannot fail.
        let _ = write!(
            body,
            "{comma}{{\"id\":\"{row:032x}\",\"name\":\"host{row}.part{}.example.com\",\"type\":\"{rtype}\",\
             \"content\":\"{content}\",\"proxiable\":true,\"proxied\":false,\"ttl\":300,\"settings\":{{}},\
             \"meta\":{{}},\"comment\":null,\"tags\":[],\"created_on\":\"2026-01-01T05:20:00.12345Z\",\
             \"modified_on\":\"2026-01-01T05:20:00.12345Z\"}}",
            row % 97
        );
    }
    body.push_str("],\"success\":true,\"errors\":[],\"messages\":[],\"result_info\":{\"page\":1,\"total_pages\":1}}");
    body
}
