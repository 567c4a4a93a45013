//! `PUT /dnszone/{zoneId}/records`: adds one record.

use axum::{
    Extension, Json,
    body::Bytes,
    extract::Path,
    http::{HeaderMap, StatusCode},
};
use serde_json::Value;

use super::{
    Account, Session, conflict,
    error::Error,
    write::{self, Reply},
};
use crate::sandbox::{accounts::KeyAccount, body};

/// Answers the call.
pub async fn handle(
    Extension(session): Session,
    Path(zone): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<(StatusCode, Json<Value>), Error> {
    let (added, reply) = add(&session, &zone, &headers, &body)?;
    Ok(reply.give((StatusCode::CREATED, Json(added))).await)
}

fn add(
    session: &KeyAccount<Account>,
    id: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(Value, Reply), Error> {
    let mut account = session.account();
    let record = write::read(account.zone(id)?, body::object(headers, body)?)?;
    let record = account.numbered(record);
    let zone = account.zone(id)?;
    let reply = write::admit(zone, &record)?;
    conflict::check(&zone.records, &record)?;
    let mut added = record.to_json();
    zone.spell(&mut added);
    zone.add(record);
    Ok((added, reply))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::{Value, json};

    use super::super::testing::*;

    async fn put(host: &Host, domain: &str, body: Value) -> Answer {
        let id = host.zone(domain).await;
        host.call(KEY, "PUT", &format!("/dnszone/{id}/records"), Some(body)).await
    }

    async fn count(host: &Host, domain: &str) -> usize {
        let id = host.zone(domain).await;
        let zone = host.get(&format!("/dnszone/{id}")).await.body;
        zone["Records"].as_array().unwrap().len()
    }

    #[tokio::test]
    async fn adds_a_record() {
        let host = Host::new().await;
        let record = json!({ "Type": 0, "Name": "", "Value": "192.0.2.1", "Ttl": 60 });
        let answer = put(&host, "bakery.example", record).await;
        assert_eq!((answer.status, &answer.body["Weight"]), (201, &json!(100)));
        assert!(answer.body["Id"].as_u64().is_some());
        assert_eq!(count(&host, "bakery.example").await, 2);
    }

    #[tokio::test]
    async fn keeps_trailing_dots() {
        let host = Host::new().await;
        let record = json!({ "type": 4, "name": "", "value": "mail.example.", "priority": 10 });
        let answer = put(&host, "bakery.example", record).await;
        assert_eq!(answer.body["Value"], "mail.example.");
    }

    #[tokio::test]
    async fn refuses_bad_records_with_their_field() {
        let host = Host::new().await;
        let text = "x".repeat(4_001);
        for (record, field) in [
            (json!({ "Value": "192.0.2.1" }), "Type"),
            (json!({ "Type": "A", "Value": "192.0.2.1" }), "Type"),
            (json!({ "Type": 16, "Value": "soa" }), "Type"),
            (json!({ "Type": 0, "Value": "192.0.2.256" }), "Value"),
            (json!({ "Type": 1, "Value": "192.0.2.1" }), "Value"),
            (json!({ "Type": 2, "Value": "a b" }), "Value"),
            (json!({ "Type": 3, "Value": text }), "Value"),
            (json!({ "Type": 3, "Value": "ü" }), "Value"),
            (json!({ "Type": 3, "Value": "" }), "Value"),
            (json!({ "Type": 9, "Value": "ca.example", "Flags": 0 }), "Value"),
            (json!({ "Type": 15, "Value": "3 1 1 xyz" }), "Value"),
            (json!({ "Type": 4, "Value": "a.example", "Priority": 65_536 }), "Priority"),
            (json!({ "Type": 9, "Value": "a", "Tag": "issue", "Flags": 256 }), "Flags"),
            (json!({ "Type": 0, "Value": "192.0.2.1", "Ttl": "300" }), "Ttl"),
            (json!({ "Type": 0, "Value": "192.0.2.1", "Name": "@" }), "Name"),
            (json!({ "Type": 0, "Value": "192.0.2.1", "Name": "a..b" }), "Name"),
            (json!({ "Type": 0, "Value": "192.0.2.1", "Name": "www" }), "Name"),
        ] {
            let answer = put(&host, "bakery.example", record.clone()).await;
            assert_eq!((answer.status, &answer.body["Field"]), (400, &json!(field)), "{record}");
        }
        assert_eq!(count(&host, "bakery.example").await, 1);
    }

    #[tokio::test]
    async fn refuses_other_bodies() {
        let host = Host::new().await;
        let id = host.zone("bakery.example").await;
        let path = format!("/dnszone/{id}/records");
        assert_eq!(host.call(KEY, "PUT", &path, None).await.status, 415);
        assert_eq!(host.call(KEY, "PUT", &path, Some(json!([]))).await.status, 400);
        assert_eq!(host.call(KEY, "PUT", "/dnszone/1/records", Some(json!({}))).await.status, 404);
    }

    #[tokio::test]
    async fn sentinel_zones_fail_as_documented() {
        let host = Host::new().await;
        let mail = json!({ "Type": 0, "Name": "mail", "Value": "192.0.2.25" });
        for (domain, statuses) in [
            ("one-fails.example", [500, 201, 201, 201]),
            ("one-refused.example", [400, 201, 201, 201]),
            ("rate-limited-write.example", [201, 201, 429, 201]),
        ] {
            for status in statuses {
                assert_eq!(put(&host, domain, mail.clone()).await.status, status, "{domain}");
            }
        }
    }

    #[tokio::test]
    async fn can_do_a_write_without_answering() {
        let host = Host::new().await;
        let mail = json!({ "Type": 0, "Name": "mail", "Value": "192.0.2.25" });
        let write = put(&host, "write-timeout.example", mail);
        assert!(tokio::time::timeout(Duration::from_millis(200), write).await.is_err());
        assert_eq!(count(&host, "write-timeout.example").await, 2);
    }
}
