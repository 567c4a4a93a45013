//! `POST /dnszone/{zoneId}/import`: adds the records of a zone file, of eight types only (provider
//! document 2.6). Others are skipped, those that do not fit the zone fail, and a text that is no zone
//! file is refused whole.

use axum::{
    Extension, Json,
    body::Bytes,
    extract::Path,
    http::{HeaderMap, header},
};
use serde_json::{Value, json};

use super::{Session, conflict, enums, error::Error, record::Record};
use crate::zonefile;

/// The types that are read.
const TYPES: [&str; 8] = ["A", "AAAA", "CNAME", "MX", "TXT", "SRV", "CAA", "PTR"];

/// Answers the call.
pub async fn handle(
    Extension(session): Session,
    Path(zone): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Error> {
    let mut account = session.account();
    let domain = account.zone(&zone)?.domain.clone();
    if !is_file(&headers) {
        return Err(Error::no_file());
    }
    let (mut successful, mut failed, mut skipped) = (0, 0, 0);
    for record in records(&domain, &body)? {
        let name = record.record_type().to_string();
        let read = Record::from_dns(&record, &domain);
        let Some(read) = read.filter(|_| TYPES.contains(&name.as_str())) else {
            skipped += 1;
            continue;
        };
        let read = account.numbered(read);
        let zone = account.zone(&zone)?;
        if read.check().and_then(|()| conflict::check(&zone.records, &read)).is_ok() {
            zone.add(read);
            successful += 1;
        } else {
            failed += 1;
        }
    }
    Ok(Json(json!({
        "RecordsSuccessful": successful,
        "RecordsFailed": failed,
        "RecordsSkipped": skipped,
    })))
}

fn is_file(headers: &HeaderMap) -> bool {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = value.and_then(|value| value.split(';').next()).unwrap_or_default().trim();
    ["text/plain", "application/octet-stream"].iter().any(|t| t.eq_ignore_ascii_case(media_type))
}

/// The records of the text, each type in the order of bunny.net's numbers, so that an alias comes
/// after the addresses that it would stand beside.
fn records(domain: &str, body: &[u8]) -> Result<Vec<hickory_proto::rr::Record>, Error> {
    let wrong = |why: &str| Error::field("File", why);
    let text = std::str::from_utf8(body).map_err(|_| wrong("The file is not UTF-8"))?;
    // The reader would open files of this machine.
    if text.to_ascii_uppercase().contains("$INCLUDE") {
        return Err(wrong("The file includes another"));
    }
    let mut records = zonefile::read(domain, text).map_err(|error| wrong(&error.to_string()))?;
    records.sort_by_key(|record| {
        (enums::type_number(&record.record_type().to_string()), record.name.to_string())
    });
    Ok(records)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::*;

    const FILE: &str = "$ORIGIN bakery.example.\n$TTL 3600\n\
        @ IN SOA ns1.a.example. h.a.example. 1 7200 3600 1209600 3600\n\
        @ IN NS ns1.a.example.\n\
        @ IN A 192.0.2.1\n\
        mail IN A 192.0.2.25\n\
        www IN A 192.0.2.2\n\
        @ IN TXT \"v=spf1\" \" -all\"\n\
        _sip._tcp IN SRV 10 60 5060 sip\n\
        @ IN CAA 0 issue \"ca.example\"\n\
        @ IN HTTPS 1 . alpn=h2\n";

    #[tokio::test]
    async fn imports_eight_types_and_counts_the_rest() {
        let host = Host::new().await;
        let zone = format!("/dnszone/{}", host.zone("bakery.example").await);
        let answer = host.file(&format!("{zone}/import"), "text/plain; charset=utf-8", FILE).await;
        // The address at www would stand beside an alias.
        let counts = json!({ "RecordsSuccessful": 5, "RecordsFailed": 1, "RecordsSkipped": 3 });
        assert_eq!((answer.status, answer.body), (200, counts));
        let records = host.get(&zone).await.body["Records"].clone();
        let records = records.as_array().unwrap();
        assert_eq!(records.len(), 6);
        let text = records.iter().find(|record| record["Type"] == 3).unwrap();
        assert_eq!(text["Value"], "v=spf1 -all");
    }

    #[tokio::test]
    async fn refuses_what_is_no_zone_file() {
        let host = Host::new().await;
        let path = format!("/dnszone/{}/import", host.zone("bakery.example").await);
        for text in ["<html>", "@ IN A nowhere", "$INCLUDE /etc/hostname\n", "$include x"] {
            let answer = host.file(&path, "text/plain", text).await;
            assert_eq!((answer.status, &answer.body["Field"]), (400, &json!("File")), "{text}");
        }
        assert_eq!(host.file(&path, "application/json", FILE).await.status, 415);
        assert_eq!(host.file("/dnszone/1/import", "text/plain", FILE).await.status, 404);
        let empty = host.file(&path, "application/octet-stream", "").await;
        assert_eq!((empty.status, &empty.body["RecordsSuccessful"]), (200, &json!(0)));
    }
}
