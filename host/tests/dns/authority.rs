//! What the name servers of a zone and of its parent answer by themselves.

use axum::Router;
use data_encoding::BASE64URL_NOPAD;
use domain::base::iana::Rtype;

use super::ask::{Heard, get, host, json, path, question, send};

async fn servers(host: &Router, name: &str, rtype: Rtype, side: &str) -> Vec<(String, Heard)> {
    let asked = path(&question(name, rtype)).replace("dns-query", "authority");
    let told = json(send(host, get(&format!("{asked}&of={side}"))).await).await;
    let heard = |entry: &serde_json::Value| {
        let message = entry["message"].as_str().unwrap().as_bytes();
        let message = BASE64URL_NOPAD.decode(message).unwrap();
        (entry["server"].as_str().unwrap().to_owned(), Heard::read(&message))
    };
    told.as_array().unwrap().iter().map(heard).collect()
}

#[tokio::test]
async fn each_name_server_of_a_zone_answers_with_the_times_that_the_zone_sets() {
    let host = host().await;
    let told = servers(&host, "order.bakery.example", Rtype::A, "zone").await;
    let names: Vec<&str> = told.iter().map(|(name, _)| &**name).collect();
    assert_eq!(names, ["ns1.old-host.example.", "ns2.old-host.example."]);
    for (name, heard) in &told {
        assert_eq!(heard.answers, ["order.bakery.example A 192.0.2.11"], "{name}");
        assert_eq!((heard.ttls[0], heard.is_authoritative), (300, true), "{name}");
    }
}

#[tokio::test]
async fn the_parent_tells_the_delegation_with_addresses_and_keys() {
    let host = host().await;
    let told = servers(&host, "newshop.example", Rtype::A, "parent").await;
    assert_eq!(told[0].0, "a.nic.example.");
    let heard = &told[0].1;
    assert!(!heard.is_authoritative && heard.answers.is_empty());
    assert!(heard.authority.iter().any(|line| line == "newshop.example NS ns1.registrar.example."));
    // The address of a name server in its own zone comes along, and only there.
    let told = servers(&host, "asia.northwind.example", Rtype::NS, "parent").await;
    assert_eq!(told[0].1.additional, ["ns1.asia.northwind.example A 203.0.113.70"]);
    let signed = servers(&host, "signed.example", Rtype::NS, "parent").await;
    assert!(signed[0].1.authority.iter().any(|line| line.starts_with("signed.example DS ")));
    let digest = servers(&host, "signed.example", Rtype::DS, "parent").await;
    assert!(digest[0].1.is_authoritative && digest[0].1.answers[0].contains(" DS "));
}

#[tokio::test]
async fn name_servers_hand_out_wrong_signatures_as_they_are() {
    let host = host().await;
    let told = servers(&host, "www.broken.example", Rtype::A, "zone").await;
    assert_eq!((told.len(), told[0].1.rcode), (2, 0));
    assert!(told[0].1.answers[1].contains(" RRSIG A ") && !told[0].1.is_validated);
}

#[tokio::test]
async fn the_root_has_no_parent_but_itself() {
    let host = host().await;
    let root = servers(&host, "nobody.invalid", Rtype::A, "parent").await;
    assert_eq!((root.len(), root[0].1.rcode), (2, 3));
}
