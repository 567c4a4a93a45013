//! `POST /zones/{id}/dns_records`: adds a record.

use axum::{Extension, Json, body::Bytes, extract::Path, http::HeaderMap};
use serde_json::Value;

use super::{Session, change, error::Error};
use crate::sandbox::body;

/// Answers the call.
pub async fn handle(
    Extension(session): Session,
    Path(zone): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Error> {
    change::run(&session, &zone, |zone| {
        let object = body::object(&headers, &body)?;
        Ok(change::create(zone, &object)?.to_json())
    })
    .await
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::json;

    use super::super::testing::*;

    #[tokio::test]
    async fn adds_a_record_with_its_settings() {
        let host = Host::new().await;
        let body = json!({
            "type": "A", "name": "new", "content": "192.0.2.7", "ttl": 300, "comment": "c",
            "settings": { "ipv4_only": true }, "private_routing": true,
        });
        let answer = host.post(&records("bakery.example"), body).await;
        assert_eq!(answer.status, 200, "{:?}", answer.body);
        let record = &answer.body["result"];
        assert_eq!((&record["name"], &record["ttl"]), (&json!("new.bakery.example"), &json!(300)));
        assert_eq!(record["settings"], json!({ "ipv4_only": true }));
        assert_eq!((&record["private_routing"], &record["comment"]), (&json!(true), &json!("c")));
        assert_eq!(host.get(&records("bakery.example")).await.items().len(), 2);
    }

    #[tokio::test]
    async fn refuses_bad_records_with_code_and_pointer() {
        let host = Host::new().await;
        let www = "www.bakery.example";
        for (name, kind, content, proxied, code, chained, pointer) in [
            (www, "CNAME", "bakery.example", false, 81058, 0, ""),
            (www, "A", "192.0.2.1", false, 81053, 0, ""),
            (www, "TXT", "t", false, 81054, 0, ""),
            ("a b", "A", "192.0.2.1", false, 1004, 9000, "/name"),
            ("x", "TXT", "t", true, 1004, 9003, "/proxied"),
            ("x", "A", "192.0.2", false, 1004, 9005, "/content"),
            ("x", "CNAME", "192.0.2.1", false, 9007, 0, "/content"),
            ("x", "TXT", &"t".repeat(5000), false, 1004, 9015, "/content"),
        ] {
            let body =
                json!({ "type": kind, "name": name, "content": content, "proxied": proxied });
            let answer = host.post(&records("bakery.example"), body).await;
            let error = &answer.body["errors"][0];
            assert_eq!((answer.status, answer.code()), (400, code), "{name} {kind}");
            assert_eq!(error["error_chain"][0]["code"].as_u64().unwrap_or_default(), chained);
            assert_eq!(error["source"]["pointer"].as_str().unwrap_or_default(), pointer);
        }
    }

    #[tokio::test]
    async fn a_full_zone_takes_no_more() {
        let host = Host::new().await;
        let codes = [0, 0, 81045, 81045];
        for (number, code) in codes.iter().enumerate() {
            let body = json!({ "type": "TXT", "name": "x", "content": number.to_string() });
            let answer = host.post(&records("tiny-quota.example"), body).await;
            assert_eq!(answer.code(), *code);
        }
    }

    #[tokio::test]
    async fn can_do_a_write_without_answering() {
        let host = Host::new().await;
        let path = records("write-timeout.example");
        let body = json!({ "type": "A", "name": "x", "content": "192.0.2.1" });
        let write = host.post(&path, body);
        assert!(tokio::time::timeout(Duration::from_millis(200), write).await.is_err());
        assert_eq!(host.get(&path).await.items().len(), 2);
    }

    #[tokio::test]
    async fn refuses_other_bodies() {
        let host = Host::new().await;
        assert_eq!(host.post(&records("bakery.example"), json!([])).await.status, 400);
        let path = "/zones/00000000000000000000000000000000/dns_records";
        let answer = host.post(path, json!({})).await;
        assert_eq!((answer.status, answer.code()), (404, 7003));
    }
}
