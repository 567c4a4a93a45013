//! `GET /zones/{id}/dns_records/scan/review`: what scans have found and nobody has decided on yet.
//! The list grows while a scan runs.

use axum::{
    Extension, Json,
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use serde_json::Value;

use super::{Account, Session, envelope::Page, error::Error, generated, malformed, record::Record};
use crate::sandbox::{accounts::KeyAccount, sentinel::ZoneBehaviour};

/// Answers the call.
pub async fn handle(
    Extension(session): Session,
    Path(zone): Path<String>,
) -> Result<Response, Error> {
    if let Some((domain, count)) = untouched(&session, &zone)? {
        return Ok(made_up(domain, count).await);
    }
    Ok(list(&session, &zone)?.into_response())
}

/// The domain and the number of records of a large scan that nobody has reviewed.
fn untouched(session: &KeyAccount<Account>, zone: &str) -> Result<Option<(String, u32)>, Error> {
    let mut account = session.account();
    let zone = account.zone(zone)?;
    Ok(zone.untouched().map(|count| (zone.domain.clone(), count)))
}

fn list(session: &KeyAccount<Account>, zone: &str) -> Result<Json<Value>, Error> {
    let mut account = session.account();
    let zone = account.zone(zone)?;
    zone.collect();
    let mut items: Vec<Value> = zone.review.iter().map(Record::to_json).collect();
    if zone.behaviour == ZoneBehaviour::BadRecord && !items.is_empty() {
        malformed::mix(&mut items);
    }
    Ok(Page::whole(items.len()).success(items))
}

/// Many records at once; they are made where they keep no other request waiting.
async fn made_up(domain: String, count: u32) -> Response {
    let made = tokio::task::spawn_blocking(move || generated::answer(&domain, count));
    // It ends early only with the program.
    let bytes = made.await.unwrap_or_default();
    ([(header::CONTENT_TYPE, "application/json")], bytes).into_response()
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;

    #[tokio::test]
    async fn the_list_is_empty_before_a_scan_and_grows_after_it() {
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
    async fn a_second_scan_lists_no_record_twice() {
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
    async fn a_record_stays_listed_if_a_second_scan_does_not_find_it() {
        let host = Host::new().await;
        for _ in 0..2 {
            host.trigger("finds-less.example").await;
            host.found("finds-less.example", "TXT", "_dmarc.finds-less.example").await;
            host.found("finds-less.example", "CNAME", "blog.finds-less.example").await;
        }
    }

    #[tokio::test]
    async fn can_return_malformed_items_among_good_ones() {
        let host = Host::new().await;
        host.trigger("bad-record.example").await;
        host.found("bad-record.example", "TYPE65280", "unknown-type.bad-record.example").await;
    }
}
