//! `GET /dnszone/{id}`: one zone with all its records.

use std::collections::HashMap;

use axum::{
    Extension, Json,
    extract::{Path, Query},
};
use serde_json::Value;

use super::{Session, account::View, error::Error, list_zones::is_lite};

/// Answers the call.
pub async fn handle(
    Extension(session): Session,
    Path(zone): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Json<Value>, Error> {
    let view = if is_lite(&query) { View::Lite } else { View::Alone };
    Ok(Json(session.account().zone(&zone)?.read(view)))
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;

    #[tokio::test]
    async fn reads_one_zone() {
        let host = Host::new().await;
        let id = host.zone("northwind.example").await;
        let answer = host.get(&format!("/dnszone/{id}")).await;
        assert_eq!((answer.status, &answer.body["Domain"]), (200, &"northwind.example".into()));
        assert_eq!(answer.body["Records"].as_array().unwrap().len(), 3);
    }

    #[tokio::test]
    async fn does_not_find_an_unknown_zone() {
        let host = Host::new().await;
        for id in ["1", "x", "99999999999999999999"] {
            let answer = host.get(&format!("/dnszone/{id}")).await;
            assert_eq!(answer.status, 404);
            assert_eq!(answer.body["ErrorKey"], "dnszone.zone.not_found");
            assert!(answer.body["Message"].as_str().unwrap().ends_with('\r'));
        }
    }

    #[tokio::test]
    async fn can_return_enumeration_names_and_malformed_items() {
        let host = Host::new().await;
        let id = host.zone("string-enums.example").await;
        let zone = host.get(&format!("/dnszone/{id}")).await.body;
        assert_eq!(zone["Records"][0]["Type"], "AAAA");
        assert_eq!(zone["CertificateKeyType"], "Ecdsa");
        let id = host.zone("bad-record.example").await;
        let zone = host.get(&format!("/dnszone/{id}")).await.body;
        assert!(zone["Records"].as_array().unwrap().len() > 3);
    }
}
