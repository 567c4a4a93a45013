//! The example zones as DNS answers them: what there is, and each way in which something is not there.

use std::{collections::BTreeSet, str::FromStr};

use axum::{Router, body::Body, http::Request};
use domain::base::iana::Rtype;
use hickory_proto::rr::{Name, RecordType};
use serde_json::Value;
use zonesift_host::zonefile;

use super::ask::{ask, heard, host, json, path, send, with_flags};

#[tokio::test]
async fn every_record_of_every_zone_file_is_answered() {
    let host = host().await;
    let files = zonefile::FILES.iter();
    for (origin, text) in files.chain([&("generated-1000.example", zonefile::TEMPLATE)]) {
        let records = zonefile::read(origin, text).unwrap();
        let cuts = records.iter().filter(|record| record.record_type() == RecordType::NS);
        let cuts: Vec<Name> = cuts.map(|record| record.name.clone()).collect();
        let apex = Name::from_str(&format!("{origin}.")).unwrap();
        for record in &records {
            let (name, kind) = (record.name.to_string(), u16::from(record.record_type()));
            let heard = ask(&host, &name, Rtype::from_int(kind)).await;
            let own = heard
                .answers
                .iter()
                .filter(|line| line.starts_with(name.trim_end_matches('.')))
                .count();
            let like = |other: &&hickory_proto::rr::Record| {
                other.name == record.name && other.record_type() == record.record_type()
            };
            assert_eq!(own, records.iter().filter(like).count(), "{name} {kind}");
            assert_eq!(heard.ttls[0], record.ttl, "{name} {kind}");
            let is_below = cuts.iter().any(|cut| *cut != apex && cut.zone_of(&record.name));
            assert!(heard.is_authoritative || is_below, "{name}");
        }
    }
}

#[tokio::test]
async fn tells_no_name_from_no_data_from_an_empty_name() {
    let host = host().await;
    let soa = ["bakery.example SOA"];
    for (name, rtype, rcode) in [
        ("absent.bakery.example", Rtype::A, 3),
        ("below.www.bakery.example", Rtype::A, 3),
        ("order.bakery.example", Rtype::TXT, 0),
        ("_domainkey.bakery.example", Rtype::TXT, 0),
        ("bakery.example", Rtype::DNSKEY, 0),
    ] {
        let heard = ask(&host, name, rtype).await;
        assert_eq!((heard.rcode, heard.answers.len()), (rcode, 0), "{name}");
        assert_eq!(heard.proof(), soa, "{name}");
        assert!(!heard.is_validated, "{name}");
    }
    // The time of an absence is the least of the SOA record and its last field.
    let heard = ask(&host, "absent.northwind.example", Rtype::TXT).await;
    assert_eq!((heard.rcode, heard.proof()), (0, vec!["northwind.example SOA".to_owned()]));
}

#[tokio::test]
async fn follows_aliases_to_their_end_also_in_other_zones() {
    let host = host().await;
    let own = ask(&host, "www.bakery.example", Rtype::A).await;
    assert_eq!(
        own.short(),
        (0, vec!["bakery.example A 192.0.2.10", "www.bakery.example CNAME bakery.example."])
    );
    let other = ask(&host, "shop.bakery.example", Rtype::A).await;
    assert_eq!(other.answers[1], "stores.hosting.example A 203.0.113.201");
    let dangling = ask(&host, "dangling.rusty.example", Rtype::A).await;
    assert_eq!((dangling.rcode, dangling.answers.len()), (3, 1));
    assert_eq!(dangling.proof()[0], "example SOA");
    let circle = ask(&host, "loop1.rusty.example", Rtype::A).await;
    assert_eq!((circle.rcode, circle.answers.len()), (0, 8));
}

#[tokio::test]
async fn a_wildcard_answers_for_names_that_do_not_exist_and_for_no_others() {
    let host = host().await;
    let made = ask(&host, "no-such-name.northwind.example", Rtype::A).await;
    assert_eq!(made.answers, ["no-such-name.northwind.example A 203.0.113.99"]);
    // An empty name and one with other records stop it.
    for name in ["_domainkey.northwind.example", "lists.northwind.example"] {
        assert_eq!(ask(&host, name, Rtype::A).await.short(), (0, vec![]), "{name}");
    }
}

#[tokio::test]
async fn what_is_delegated_is_answered_by_another_zone() {
    let host = host().await;
    let servers = ask(&host, "branch.northwind.example", Rtype::NS).await;
    assert_eq!(servers.answers.len(), 2);
    let below = ask(&host, "www.branch.northwind.example", Rtype::A).await;
    assert_eq!((below.rcode, below.proof()), (3, vec!["branch.northwind.example SOA".to_owned()]));
    let glue = ask(&host, "ns1.asia.northwind.example", Rtype::A).await;
    assert_eq!(glue.answers, ["ns1.asia.northwind.example A 203.0.113.70"]);
}

#[tokio::test]
async fn what_is_not_delegated_does_not_exist_and_the_top_validates() {
    let host = host().await;
    for (name, zone) in [
        ("zs-4f1c.invalid", " SOA"),
        ("zs-4f1c.com", "com SOA"),
        ("zs-4f1c.example", "example SOA"),
    ] {
        let heard = ask(&host, name, Rtype::A).await;
        assert_eq!((heard.rcode, &*heard.proof()[0]), (3, zone), "{name}");
        assert!(heard.is_validated && heard.answers.is_empty(), "{name}");
    }
    let key = ask(&host, "com", Rtype::DNSKEY).await;
    assert!(key.is_validated && key.answers[0].starts_with("com DNSKEY 257 3 "), "{key:?}");
    // Without the wish for proofs there are none.
    let plain = with_flags("zs-4f1c.com", Rtype::A, false, false);
    assert_eq!(heard(&host, &path(&plain)).await.authority.len(), 1);
}

async fn at_provider(host: &Router, path: &str, header: (&'static str, &str)) -> Value {
    let request = Request::get(path).header("host", "localhost").header(header.0, header.1);
    json(send(host, request.body(Body::empty()).unwrap()).await).await
}

#[tokio::test]
async fn no_list_of_zones_names_a_trap() {
    let host = host().await;
    let key = ("accesskey", "sandbox-traps");
    let list = at_provider(&host, "/sandbox/bunny/dnszone?perPage=1000", key).await;
    let listed = list["Items"].as_array().unwrap().iter();
    let mut listed: BTreeSet<String> =
        listed.map(|zone| zone["Domain"].as_str().unwrap().to_owned()).collect();
    for page in 1..=3 {
        let path = format!("/sandbox/cloudflare/client/v4/zones?per_page=50&page={page}");
        let list = at_provider(&host, &path, ("authorization", "Bearer sandbox-traps")).await;
        let more = list["result"].as_array().unwrap().iter();
        listed.extend(more.map(|zone| zone["name"].as_str().unwrap().to_owned()));
    }
    assert!(listed.contains("bakery.example"));
    assert!(zonefile::TRAPS.iter().all(|(origin, _)| !listed.contains(*origin)));
}

#[tokio::test]
async fn cloudflare_opens_a_trap_by_its_name_with_the_addresses_behind_the_edge() {
    let host = host().await;
    let key = ("authorization", "Bearer sandbox-traps");
    let zones = "/sandbox/cloudflare/client/v4/zones";
    for (origin, held) in [("orange.example", "192.0.2.65"), ("signed.example", "192.0.2.70")] {
        let found = at_provider(&host, &format!("{zones}?name={origin}"), key).await;
        let id = found["result"][0]["id"].as_str().unwrap();
        let records = at_provider(&host, &format!("{zones}/{id}/dns_records?type=A"), key).await;
        assert_eq!(records["result"][0]["content"], held, "{origin}");
        // DNS tells others at the first, the same at the second.
        let told = ask(&host, origin, Rtype::A).await;
        let is_told = told.answers[0].ends_with(held);
        assert_eq!(is_told, origin == "signed.example", "{told:?}");
    }
}
