//! Tests of the large scans: they are the same each time, whole, like any other review list, and
//! nobody finds them in a list of zones.

use std::collections::HashSet;

use serde_json::json;

use super::super::testing::{self, Host};
use super::*;

const DOMAIN: &str = "generated-1000.example";

#[test]
fn generates_the_same_records_each_time_and_none_twice() {
    let made = records(DOMAIN, 1_000);
    assert_eq!(made.len(), 1_000);
    assert_eq!(made, records(DOMAIN, 1_000));
    let identities: HashSet<_> = made.iter().map(Record::identity).collect();
    assert_eq!(identities.len(), 1_000);
    let ids: HashSet<_> = made.iter().map(|record| &record.id).collect();
    assert_eq!(ids.len(), 1_000);
}

#[test]
fn generates_every_common_type_at_several_depths() {
    let made = records(DOMAIN, 1_000);
    for kind in ["A", "AAAA", "CNAME", "MX", "TXT", "NS", "SRV", "CAA", "TLSA", "HTTPS", "PTR"] {
        assert!(made.iter().any(|record| record.kind == kind), "{kind}");
    }
    let depths: HashSet<usize> = made.iter().map(|r| r.name.matches('.').count()).collect();
    assert!(depths.len() >= 4, "{depths:?}");
    assert!(made.iter().any(|record| record.comment.is_some()));
}

#[tokio::test]
async fn the_review_list_is_complete_at_once_and_shrinks_with_each_review() {
    let host = Host::new().await;
    let path = format!("{}/scan/review", records_path());
    let answer = host.get(&path).await;
    assert_eq!(answer.items().len(), 1_000);
    assert_eq!(answer.body["result_info"]["total_count"], 1_000);
    assert_eq!(host.get(&path).await.body, answer.body);

    let first = &answer.items()[0];
    let rejects = json!({ "rejects": [{ "id": answer.items()[1]["id"] }], "accepts": [first] });
    assert_eq!(host.review(DOMAIN, rejects).await.status, 200);
    let after = host.get(&path).await;
    assert_eq!(after.items()[..], answer.items()[2..]);
    let other = host.call("sandbox-other", "GET", &path, None).await;
    assert_eq!(other.items().len(), 1_000);
}

#[tokio::test]
async fn finds_generated_zones_only_by_their_exact_name() {
    let host = Host::new().await;
    for (query, count) in [
        ("name=contains:generated", 0),
        ("name=starts_with:generated-1000", 0),
        ("name=generated-1000.example", 1),
    ] {
        assert_eq!(host.get(&format!("/zones?{query}")).await.items().len(), count, "{query}");
    }
    let path = records_path();
    let zone = host.get(path.trim_end_matches("/dns_records")).await;
    assert_eq!(zone.body["result"]["name"], DOMAIN);
    assert_eq!(host.get(&path).await.items().len(), 1);
}

fn records_path() -> String {
    testing::records(DOMAIN)
}
