//! Tests of the review call.

use std::time::Duration;

use serde_json::{Value, json};

use super::super::testing::*;

async fn held(host: &Host, domain: &str) -> Vec<Value> {
    host.get(&records(domain)).await.items().clone()
}

async fn waiting(host: &Host, domain: &str) -> Vec<Value> {
    host.get(&format!("{}/scan/review", records(domain))).await.items().clone()
}

#[tokio::test]
async fn accepts_and_rejects_found_records() {
    let host = Host::new().await;
    let domain = "bakery.example";
    host.trigger(domain).await;
    let dmarc = host.found(domain, "TXT", "_dmarc.bakery.example").await;
    let ns = host.found(domain, "NS", domain).await;
    let body = json!({ "accepts": [dmarc], "rejects": [{ "id": ns["id"] }] });
    let answer = host.review(domain, body).await;
    assert_eq!(answer.status, 200, "{:?}", answer.body);
    assert_eq!(answer.body["result"]["accepts"][0]["name"], "_dmarc.bakery.example");
    assert_eq!(answer.body["result"]["rejects"], json!([ns["id"]]));
    assert_eq!(held(&host, domain).await.len(), 2);
    let rest = waiting(&host, domain).await;
    assert!(!rest.iter().any(|record| record["id"] == ns["id"] || record["id"] == dmarc["id"]));
}

#[tokio::test]
async fn a_rejected_record_does_not_come_back() {
    let host = Host::new().await;
    let domain = "bakery.example";
    host.trigger(domain).await;
    let order = host.found(domain, "A", "order.bakery.example").await;
    host.review(domain, json!({ "rejects": [{ "id": order["id"] }] })).await;
    let dmarc = host.found(domain, "TXT", "_dmarc.bakery.example").await;
    host.review(domain, json!({ "rejects": [{ "id": dmarc["id"] }] })).await;
    host.trigger(domain).await;
    host.found(domain, "A", "blog.bakery.example").await;
    assert!(waiting(&host, domain).await.iter().all(|record| record["name"] != order["name"]));
}

#[tokio::test]
async fn accepts_by_id_by_value_and_with_edits() {
    let host = Host::new().await;
    let domain = "bakery.example";
    host.trigger(domain).await;
    let blog = host.found(domain, "A", "blog.bakery.example").await;
    let order = host.found(domain, "A", "order.bakery.example").await;
    let shop = host.found(domain, "CNAME", "shop.bakery.example").await;
    let by_value = json!({ "type": "A", "name": "order", "content": order["content"], "ttl": 300 });
    let edited =
        json!({ "id": shop["id"], "content": "other.example", "proxied": false, "ttl": 60 });
    let body = json!({ "accepts": [{ "id": blog["id"] }, by_value, edited] });
    let answer = host.review(domain, body).await;
    let accepts = &answer.body["result"]["accepts"];
    assert_eq!(accepts[0]["content"], blog["content"]);
    assert_eq!((&accepts[1]["id"], &accepts[1]["ttl"]), (&order["id"], &json!(300)));
    assert_eq!((&accepts[2]["content"], &accepts[2]["ttl"]), (&json!("other.example"), &json!(60)));
    assert!(
        waiting(&host, domain).await.iter().all(|record| {
            ![&blog, &order, &shop].iter().any(|known| known["id"] == record["id"])
        })
    );
}

#[tokio::test]
async fn one_conflict_refuses_the_whole_review() {
    let host = Host::new().await;
    let domain = "conflict.example";
    host.trigger(domain).await;
    let mut accepts = Vec::new();
    for (kind, name) in [("A", "ftp"), ("A", "www"), ("CNAME", "shop")] {
        accepts.push(host.found(domain, kind, &format!("{name}.{domain}")).await);
    }
    let answer = host.review(domain, json!({ "accepts": accepts })).await;
    assert_eq!((answer.status, answer.code()), (400, 81053));
    assert_eq!(answer.body["errors"].as_array().unwrap().len(), 2);
    assert_eq!(answer.body["errors"][0]["source"]["pointer"], "/accepts/1");
    assert_eq!(held(&host, domain).await.len(), 2);
}

#[tokio::test]
async fn refuses_an_identical_record_and_an_unknown_id() {
    let host = Host::new().await;
    let domain = "bakery.example";
    host.trigger(domain).await;
    let www = host.found(domain, "CNAME", "www.bakery.example").await;
    assert_eq!(host.review(domain, json!({ "accepts": [www] })).await.code(), 81058);
    let gone = json!([{ "id": "0".repeat(32) }]);
    for body in [json!({ "accepts": gone }), json!({ "rejects": gone })] {
        let answer = host.review(domain, body).await;
        assert_eq!((answer.status, answer.code()), (404, 81044));
    }
}

#[tokio::test]
async fn refuses_other_bodies() {
    let host = Host::new().await;
    for body in [json!([]), json!({ "accepts": {} }), json!({ "rejects": ["id"] })] {
        assert_eq!(host.review("bakery.example", body).await.status, 400);
    }
    let bad = json!({ "accepts": [{ "type": "A", "name": "x", "content": "x" }] });
    let answer = host.review("bakery.example", bad).await;
    assert_eq!((answer.status, answer.code()), (400, 1004));
    assert_eq!(answer.body["errors"][0]["error_chain"][0]["code"], 9005);
}

#[tokio::test]
async fn some_zones_refuse_one_accept_shape() {
    let host = Host::new().await;
    for (domain, with_id, alone) in
        [("accepts-without-id.example", 400, 400), ("accepts-id-only.example", 400, 200)]
    {
        host.trigger(domain).await;
        let ftp = host.found(domain, "A", &format!("ftp.{domain}")).await;
        assert_eq!(host.review(domain, json!({ "accepts": [ftp] })).await.status, with_id);
        let id = json!({ "accepts": [{ "id": ftp["id"] }] });
        assert_eq!(host.review(domain, id).await.status, alone);
        let mut value = ftp.clone();
        value.as_object_mut().unwrap().remove("id");
        let status = host.review(domain, json!({ "accepts": [value] })).await.status;
        assert_eq!(status, if alone == 400 { 200 } else { 400 });
    }
}

#[tokio::test]
async fn one_zone_ignores_edits_of_accepted_records() {
    let host = Host::new().await;
    let domain = "accepts-as-found.example";
    host.trigger(domain).await;
    let name = format!("ftp.{domain}");
    let ftp = host.found(domain, "A", &name).await;
    let mail = host.found(domain, "A", &format!("mail.{domain}")).await;
    let sent = |found: &Value| json!({ "ttl": 120, "proxied": false, "id": found["id"] });
    let mut by_value = sent(&mail);
    for field in ["type", "name", "content"] {
        by_value[field] = mail[field].clone();
    }
    by_value.as_object_mut().unwrap().remove("id");
    let answer = host.review(domain, json!({ "accepts": [sent(&ftp), by_value] })).await;
    assert_eq!(answer.status, 200, "{:?}", answer.body);
    for found in [&ftp, &mail] {
        let held = held(&host, domain).await;
        let held = held.iter().find(|record| record["name"] == found["name"]).unwrap();
        assert_eq!((&held["ttl"], &held["proxied"]), (&found["ttl"], &found["proxied"]));
        assert_ne!(held["ttl"], 120);
    }
}

#[tokio::test]
async fn sentinel_zones_fail_as_documented() {
    let host = Host::new().await;
    for (domain, status) in [("one-fails.example", 500), ("one-refused.example", 400)] {
        host.trigger(domain).await;
        let mail = host.found(domain, "A", &format!("mail.{domain}")).await;
        let body = json!({ "accepts": [mail] });
        assert_eq!(host.review(domain, body.clone()).await.status, status);
        assert_eq!(host.review(domain, body).await.status, 200);
    }
    let statuses = [200, 200, 429, 200];
    for status in statuses {
        let answer = host.review("rate-limited-write.example", json!({})).await;
        assert_eq!(answer.status, status);
    }
}

#[tokio::test]
async fn can_do_a_write_without_answering() {
    let host = Host::new().await;
    let domain = "write-timeout.example";
    host.trigger(domain).await;
    let ftp = host.found(domain, "A", "ftp.write-timeout.example").await;
    let write = host.review(domain, json!({ "accepts": [ftp] }));
    assert!(tokio::time::timeout(Duration::from_millis(200), write).await.is_err());
    assert_eq!(held(&host, domain).await.len(), 2);
}
