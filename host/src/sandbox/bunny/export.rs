//! `GET /dnszone/{id}/export`: the zone as a zone file (RFC 1035 section 5). SRV records are missing,
//! as they were in live runs (provider document 2.6), and so are the types that are not DNS, and disabled
//! records.

use axum::{Extension, extract::Path, http::header, response::IntoResponse};

use super::{Session, error::Error, record::Record};

/// The longest string of a TXT record (RFC 1035 section 3.3).
const STRING_LIMIT: usize = 255;

/// Answers the call.
pub async fn handle(
    Extension(session): Session,
    Path(zone): Path<String>,
) -> Result<impl IntoResponse, Error> {
    let mut account = session.account();
    let zone = account.zone(&zone)?;
    let mut text = format!("$ORIGIN {}.\n", zone.domain);
    for record in zone.records.iter().filter(|record| !record.disabled) {
        text.extend(line(record));
    }
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text))
}

fn line(record: &Record) -> Option<String> {
    let Record { value, priority, flags, tag, .. } = record;
    let (name, rdata) = match record.kind {
        0 => ("A", value.clone()),
        1 => ("AAAA", value.clone()),
        2 => ("CNAME", host(value)),
        3 => ("TXT", strings(value)),
        4 => ("MX", format!("{priority} {}", host(value))),
        9 => ("CAA", format!("{flags} {tag} {}", quoted(value))),
        10 => ("PTR", host(value)),
        12 => ("NS", host(value)),
        13 => ("SVCB", format!("{priority} {value}")),
        14 => ("HTTPS", format!("{priority} {value}")),
        15 => ("TLSA", value.clone()),
        _ => return None,
    };
    let owner = if record.name.is_empty() { "@" } else { &record.name };
    Some(format!("{owner}\t{}\tIN\t{name}\t{rdata}\n", record.ttl))
}

/// A host name, complete.
fn host(value: &str) -> String {
    format!("{}.", value.trim_end_matches('.'))
}

fn strings(value: &str) -> String {
    let bytes: Vec<&[u8]> = value.as_bytes().chunks(STRING_LIMIT).collect();
    let strings = bytes.iter().map(|bytes| quoted(&String::from_utf8_lossy(bytes)));
    strings.collect::<Vec<_>>().join(" ")
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use hickory_proto::rr::RecordType;
    use serde_json::json;

    use super::super::testing::*;
    use crate::zonefile;

    #[tokio::test]
    async fn exports_a_zone_file_without_srv_disabled_and_non_dns_records() {
        let host = Host::new().await;
        let zone = format!("/dnszone/{}", host.zone("own-types.example").await);
        let long = format!("say \"{}\" \\ there", "x".repeat(300));
        for record in [
            json!({ "Type": 2, "Name": "www", "Value": "a.example." }),
            json!({ "Type": 3, "Name": "", "Value": long }),
            json!({ "Type": 4, "Name": "", "Value": "mail.example", "Priority": 10 }),
            json!({ "Type": 8, "Name": "_sip._tcp", "Value": "sip.example", "Port": 5060 }),
            json!({ "Type": 9, "Name": "", "Value": "ca.example", "Tag": "issue" }),
            json!({ "Type": 14, "Name": "", "Value": ". alpn=h2", "Priority": 1 }),
            json!({ "Type": 15, "Name": "_443._tcp", "Value": "3 1 1 00ff" }),
        ] {
            let answer = host.call(KEY, "PUT", &format!("{zone}/records"), Some(record)).await;
            assert_eq!(answer.status, 201, "{:?}", answer.body);
        }
        let answer = host.get(&format!("{zone}/export")).await;
        assert_eq!(answer.status, 200);
        let records = zonefile::read("own-types.example", &answer.text).unwrap();
        let count = |rtype| records.iter().filter(|record| record.record_type() == rtype).count();
        // The other address is disabled.
        assert_eq!((count(RecordType::A), count(RecordType::SRV)), (1, 0));
        assert_eq!((count(RecordType::TXT), count(RecordType::HTTPS)), (1, 1));
        assert_eq!(records.len(), 8);
        assert!(!answer.text.contains("go\t"));
        assert_eq!(host.get("/dnszone/1/export").await.status, 404);
    }
}
