//! `PATCH /zones/{id}/dns_records/{record}`: changes the fields that are sent.

use axum::{Extension, Json, body::Bytes, extract::Path, http::HeaderMap};
use serde_json::Value;

use super::{Session, change, error::Error};
use crate::sandbox::body;

/// Answers the call.
pub async fn handle(
    Extension(session): Session,
    Path((zone, id)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Error> {
    change::run(&session, &zone, |zone| {
        let object = body::object(&headers, &body)?;
        Ok(change::patch(zone, &id, &object)?.to_json())
    })
    .await
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::*;

    #[tokio::test]
    async fn changes_only_the_fields_that_are_sent() {
        let host = Host::new().await;
        let before = host.held("northwind.example", "A", "mail").await;
        let path = record_path("northwind.example", &before);
        let body = json!({ "ttl": 60, "comment": "c", "tags": ["a:b"] });
        let after = host.call(KEY, "PATCH", &path, Some(body)).await.body["result"].clone();
        assert_eq!((&after["id"], &after["content"]), (&before["id"], &before["content"]));
        assert_eq!((&after["ttl"], &after["comment"]), (&json!(60), &json!("c")));
        assert!(after["modified_on"].as_str() > before["modified_on"].as_str());
        assert_eq!(after["created_on"], before["created_on"]);
        let body = json!({ "type": "MX", "priority": 5, "content": "mx.example", "comment": "" });
        let after = host.call(KEY, "PATCH", &path, Some(body)).await.body["result"].clone();
        assert_eq!((&after["type"], &after["ttl"]), (&json!("MX"), &json!(60)));
        assert!(after["comment"].is_null() && after["tags"] == json!(["a:b"]));
    }

    #[tokio::test]
    async fn refuses_bad_patches() {
        let host = Host::new().await;
        let mail = host.held("northwind.example", "A", "mail").await;
        let path = record_path("northwind.example", &mail);
        for (body, code) in [
            (json!({ "name": "status" }), 81053),
            (json!({ "content": "x" }), 1004),
            (json!({ "type": "CNAME" }), 1004),
        ] {
            let answer = host.call(KEY, "PATCH", &path, Some(body)).await;
            assert_eq!((answer.status, answer.code()), (400, code));
        }
        assert_eq!(host.held("northwind.example", "A", "mail").await, mail);
        let gone = format!("{}/{}", records("northwind.example"), "0".repeat(32));
        let answer = host.call(KEY, "PATCH", &gone, Some(json!({ "ttl": 60 }))).await;
        assert_eq!((answer.status, answer.code()), (404, 81044));
        let managed = host.held("managed-record.example", "A", "managed").await;
        let path = record_path("managed-record.example", &managed);
        let answer = host.call(KEY, "PATCH", &path, Some(json!({ "ttl": 60 }))).await;
        assert_eq!((answer.status, answer.code()), (400, 1004));
    }
}
