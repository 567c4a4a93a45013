//! `GET /zones/{id}`: one zone.

use axum::{Extension, Json, extract::Path};
use serde_json::Value;

use super::{Session, envelope, error::Error};

/// Answers the call.
pub async fn handle(
    Extension(session): Session,
    Path(zone): Path<String>,
) -> Result<Json<Value>, Error> {
    Ok(envelope::success(session.account().zone(&zone)?.to_json()))
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;

    #[tokio::test]
    async fn reads_one_zone() {
        let host = Host::new().await;
        let path = records("northwind.example");
        let answer = host.get(path.strip_suffix("/dns_records").unwrap()).await;
        assert_eq!(answer.body["result"]["plan"]["legacy_id"], "pro");
        assert_eq!(answer.body["result"]["status"], "active");
    }

    #[tokio::test]
    async fn does_not_find_an_unknown_zone() {
        let host = Host::new().await;
        let answer = host.get("/zones/x").await;
        assert_eq!((answer.status, answer.code()), (400, 7003));
        let answer = host.get("/zones/00000000000000000000000000000000").await;
        assert_eq!((answer.status, answer.code()), (404, 7003));
    }
}
