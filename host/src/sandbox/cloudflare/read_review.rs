//! `GET /zones/{id}/dns_records/scan/review`: what scans have found and nobody has decided on yet.
//! The list grows while a scan runs.

use axum::{Extension, Json, extract::Path};
use serde_json::Value;

use super::{Session, envelope::Page, error::Error, malformed, record::Record};
use crate::sandbox::sentinel::ZoneBehaviour;

/// Answers the call.
pub async fn handle(
    Extension(session): Session,
    Path(zone): Path<String>,
) -> Result<Json<Value>, Error> {
    let mut account = session.account();
    let zone = account.zone(&zone)?;
    zone.collect();
    let mut items: Vec<Value> = zone.review.iter().map(Record::to_json).collect();
    if zone.behaviour == ZoneBehaviour::BadRecord && !items.is_empty() {
        malformed::mix(&mut items);
    }
    Ok(Page::whole(items.len()).success(items))
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;

    #[tokio::test]
    async fn empty_before_a_scan_and_growing_after() {
        let host = Host::new().await;
        let path = format!("{}/scan/review", records("bakery.example"));
        assert!(host.get(&path).await.items().is_empty());
        host.trigger("bakery.example").await;
        let www = host.found("bakery.example", "CNAME", "www.bakery.example").await;
        assert_eq!((&www["ttl"], &www["proxied"]), (&1.into(), &true.into()));
        assert_eq!(www["id"].as_str().unwrap().len(), 32);
        let ns = host.found("bakery.example", "NS", "bakery.example").await;
        assert_eq!(ns["content"], "ns1.old-host.example");
        assert!(host.get(&path).await.items().iter().all(|record| record["type"] != "SOA"));
    }

    #[tokio::test]
    async fn a_second_scan_brings_nothing_twice() {
        let host = Host::new().await;
        host.trigger("bakery.example").await;
        let first = host.found("bakery.example", "TXT", "_dmarc.bakery.example").await;
        host.trigger("bakery.example").await;
        host.found("bakery.example", "TXT", "_dmarc.bakery.example").await;
        let path = format!("{}/scan/review", records("bakery.example"));
        let same = host.get(&path).await;
        assert_eq!(same.items().iter().filter(|record| **record == first).count(), 1);
    }

    #[tokio::test]
    async fn malformed_items_among_good_ones() {
        let host = Host::new().await;
        host.trigger("bad-record.example").await;
        host.found("bad-record.example", "TYPE65280", "unknown-type.bad-record.example").await;
    }
}
