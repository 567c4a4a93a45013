//! The scan finds what a zone holds at the names that it asks about, record for record. The
//! expectation comes from the zone file alone, read by the DNS library's own parser.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "all of it is test code")]

use std::{
    collections::{BTreeMap, BTreeSet},
    str::FromStr,
    sync::Mutex,
    time::Duration,
};

use hickory_proto::{
    rr::{Name, Record, RecordType},
    serialize::txt::Parser,
};
use zonesift_host::{
    ResolverChoice,
    authority::Authority,
    scan::{ScanError, Scanner, words},
    zonefile,
};

/// Owner name, TTL, type and data of a record.
type Line = (String, u32, RecordType, String);

fn line(record: &Record) -> Line {
    let name = record.name.to_lowercase().to_string();
    // The debug form keeps the strings of a TXT record apart.
    (name, record.ttl, record.record_type(), format!("{:?}", record.data))
}

async fn scanned(domain: &str) -> Vec<Line> {
    let authority = Authority::start(zonefile::FILES).await.unwrap();
    let scanner = Scanner::new(authority, ResolverChoice::Sandbox, Duration::ZERO).unwrap();
    let found = Mutex::new(Vec::new());
    let domain = Name::from_str(domain).unwrap();
    scanner
        .scan(&domain, Duration::ZERO, |records| {
            found.lock().unwrap().extend(records.iter().map(line))
        })
        .await
        .unwrap();
    found.into_inner().unwrap()
}

fn in_file(domain: &str) -> Vec<Line> {
    let origin = Name::from_str(&format!("{domain}.")).unwrap();
    let (_, text) = zonefile::FILES.iter().find(|(name, _)| *name == domain).unwrap();
    let (_, sets) = Parser::new(*text, None, Some(origin)).parse().unwrap();
    sets.values().flat_map(|set| set.records_without_rrsigs().map(line)).collect()
}

/// The names that a scan asks about, the wildcard with them.
fn asked(domain: &str) -> BTreeSet<String> {
    let below = words::all().chain(["*"]).map(|word| format!("{word}.{domain}."));
    below.chain([format!("{domain}.")]).collect()
}

fn counted(lines: Vec<Line>) -> BTreeMap<Line, usize> {
    lines.into_iter().fold(BTreeMap::new(), |mut counts, line| {
        *counts.entry(line).or_default() += 1;
        counts
    })
}

async fn compare(domain: &str) -> (usize, usize) {
    let asked = asked(domain);
    let (file, found) = (in_file(domain), scanned(domain).await);
    let sizes = (file.len(), found.len());
    let expected: Vec<Line> = file.into_iter().filter(|(name, ..)| asked.contains(name)).collect();
    let (found, expected) = (counted(found), counted(expected));
    let more: Vec<_> = found.iter().filter(|line| !expected.contains_key(line.0)).collect();
    let less: Vec<_> = expected.iter().filter(|line| !found.contains_key(line.0)).collect();
    assert_eq!((more, less), (vec![], vec![]), "{domain}");
    assert!(found.values().all(|count| *count == 1), "{domain}");
    sizes
}

#[tokio::test]
async fn scans_the_mail_heavy_zone_record_for_record() {
    let (file, found) = compare("northwind.example").await;
    // The delegation's glue and four names that are in no word list.
    assert_eq!(file - found, 5);
}

#[tokio::test]
async fn scans_the_old_zone_record_for_record() {
    let (_, found) = compare("oldtown.example").await;
    assert!(found >= 150, "{found}");
}

#[tokio::test]
async fn scans_the_small_zones_record_for_record() {
    for domain in ["bakery.example", "newshop.example"] {
        let (file, found) = compare(domain).await;
        assert_eq!(file, found, "{domain}");
    }
}

#[tokio::test]
async fn asks_the_chosen_resolver_for_a_domain_outside_the_sandbox() {
    let outside = Authority::start(zonefile::FILES).await.unwrap();
    let inside = Authority::start(&[("x.example", zonefile::TEMPLATE)]).await.unwrap();
    let choice = ResolverChoice::Address(outside.address);
    let scanner = Scanner::new(inside, choice, Duration::from_secs(3600)).unwrap();
    let found = Mutex::new(0);
    let domain = Name::from_str("bakery.example.").unwrap();
    // The pace is for the sandbox's own zones: with it this would take an hour.
    scanner
        .scan(&domain, Duration::ZERO, |records| *found.lock().unwrap() += records.len())
        .await
        .unwrap();
    assert_eq!(found.into_inner().unwrap(), in_file("bakery.example").len());
    // The name server outside refuses what it does not know.
    let unknown = Name::from_str("unknown.example.").unwrap();
    assert_eq!(scanner.scan(&unknown, Duration::ZERO, |_| {}).await, Err(ScanError::NoAnswer));
}
