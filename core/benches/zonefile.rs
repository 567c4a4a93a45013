//! How fast zone files are read, written and read back: `cargo bench -p zonesift-core`. It prints
//! megabytes a second and judges nothing.
#![allow(clippy::print_stdout, reason = "it is a command")]

use std::fmt::Write as _;
use std::time::Instant;

use zonesift_core::name::DomainName;
use zonesift_core::record::Ttl;
use zonesift_core::zonefile::{Dialect, check, read, write};

/// How large the file is, in bytes.
const BYTES: usize = 10_000_000;

fn main() {
    // Tests build this too, and run it without this word.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let Ok(zone) = DomainName::parse("example.com") else { return };
    // Long enough texts that the file stays below the most records that are read.
    let key = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A".repeat(4);
    let mut text = String::from("$ORIGIN example.com.\n$TTL 1h\n");
    for row in 0_u32.. {
        if text.len() >= BYTES {
            break;
        }
        let [_, a, b, c] = row.to_be_bytes();
        // Writing to a text cannot fail.
        let _ = writeln!(
            text,
            "host{row} 300 IN A 10.{a}.{b}.{c}\n\
             \tIN TXT \"v=spf1 include:_spf.example.net -all\" \"k=\\\"{key}\\\"\"\n\
             \tMX ( 10 ; first\n\t\tmail.example.net. )"
        );
    }
    let dialect = Dialect { marks: false };
    let seconds = Instant::now();
    let file = read(&text, &zone, dialect, Ttl::Auto);
    tell("read", text.len(), seconds);
    println!("  {} records, {} problems", file.records.len(), file.problems.len());
    let seconds = Instant::now();
    let written = write(&file.records, &zone, dialect);
    tell("write", written.text.len(), seconds);
    let seconds = Instant::now();
    let checked = check(&file.records, &written.left_out, &written.text, &zone, dialect);
    tell("check", written.text.len(), seconds);
    println!("  {checked:?}");
}

fn tell(what: &str, bytes: usize, since: Instant) {
    println!("{what}: {:.0} MB/s", bytes as f64 / since.elapsed().as_secs_f64() / 1e6);
}
