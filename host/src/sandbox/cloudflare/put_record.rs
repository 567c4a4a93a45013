//! `PUT /zones/{id}/dns_records/{record}`: writes a record whole; what is not sent falls to its
//! default.

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
        Ok(change::put(zone, &id, &object)?.to_json())
    })
    .await
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::*;

    #[tokio::test]
    async fn resets_omitted_fields() {
        let host = Host::new().await;
        let before = host.held("northwind.example", "A", "mail").await;
        let path = record_path("northwind.example", &before);
        let body = json!({ "type": "A", "name": "mail", "content": "192.0.2.9" });
        let after = host.call(KEY, "PUT", &path, Some(body)).await.body["result"].clone();
        assert_eq!((&after["id"], &after["content"]), (&before["id"], &json!("192.0.2.9")));
        assert_eq!((&after["ttl"], &after["created_on"]), (&json!(1), &before["created_on"]));
        let answer = host.call(KEY, "PUT", &path, Some(json!({ "content": "192.0.2.9" }))).await;
        assert_eq!((answer.status, answer.code()), (400, 1004));
    }
}
