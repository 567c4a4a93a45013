//! A stand-in for the search of certificates at Cert Spotter: what it answers, page by page, for the trap zones.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};

use crate::{sandbox::dates, zonefile::CERTIFICATES};

/// Few, so that a search goes on to a second page; the real one has a hundred.
const PAGE: usize = 3;
/// How long ago a certificate was issued, and how long it is valid.
const ISSUED: Duration = Duration::from_secs(30 * 86_400);
const VALID: Duration = Duration::from_secs(60 * 86_400);

/// The certificates with a name in a domain, after the one with this ID.
pub fn search(domain: &str, after: Option<&str>) -> Value {
    let domain = domain.to_ascii_lowercase();
    let all = lines().filter(|(_, _, names)| names.iter().any(|name| is_in(name, &domain)));
    let number = |id: &str| id.parse::<u64>().unwrap_or_default();
    let rest = all.filter(|(id, ..)| number(id) > after.map_or(0, number));
    rest.take(PAGE).map(|(id, authority, names)| issuance(id, authority, &names)).collect()
}

fn lines() -> impl Iterator<Item = (&'static str, &'static str, Vec<&'static str>)> {
    let lines = CERTIFICATES.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let mut words = line.split_whitespace();
        Some((words.next()?, words.next()?, words.collect()))
    })
}

fn is_in(name: &str, domain: &str) -> bool {
    name.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

fn issuance(id: &str, authority: &str, names: &[&str]) -> Value {
    let now = SystemTime::now();
    let time = |time| dates::bunny_read(time) + "Z";
    let hash = format!("{id:0>64}");
    json!({
        "id": id,
        "tbs_sha256": hash,
        "cert_sha256": hash,
        "dns_names": names,
        "pubkey_sha256": hash,
        "issuer": {
            "friendly_name": authority,
            "caa_domains": [authority],
            "name": format!("C=US, O={authority}, CN=R1"),
            "pubkey_sha256": hash,
        },
        "not_before": time(now - ISSUED),
        "not_after": time(now + VALID),
        "revoked": false,
    })
}
