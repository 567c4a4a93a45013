//! `POST /zones/{id}/dns_records/scan/trigger`: starts a scan. The answer has no result and no
//! job: nothing tells when the scan is over (provider document 1.7).

use std::sync::Arc;

use axum::{
    Extension, Json,
    extract::{Path, State},
    http::HeaderMap,
};
use serde_json::{Value, json};

use super::{Session, error::Error};
use crate::sandbox::{Sandbox, job::Job};

/// Answers the call, whatever its body holds.
pub async fn handle(
    State(sandbox): State<Arc<Sandbox>>,
    Extension(session): Session,
    Path(zone): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Value>, Error> {
    let mut account = session.account();
    let zone = account.zone(&zone)?;
    let behaviour = zone.next_scan();
    zone.scan(Job::start(&sandbox.scanner, &zone.domain, behaviour, sandbox.pace(&headers)));
    Ok(Json(json!({ "success": true, "errors": [], "messages": [] })))
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;

    #[tokio::test]
    async fn answers_without_a_result() {
        let host = Host::new().await;
        let answer = host.trigger("bakery.example").await;
        assert_eq!((answer.status, answer.body.get("result")), (200, None));
        assert_eq!(answer.body["success"], true);
    }

    #[tokio::test]
    async fn a_read_only_key_may_not_scan() {
        let host = Host::new().await;
        let path = format!("{}/scan/trigger", records("bakery.example"));
        let answer = host.call("sandbox-read-only", "POST", &path, None).await;
        assert_eq!((answer.status, answer.code()), (403, 10000));
    }
}
