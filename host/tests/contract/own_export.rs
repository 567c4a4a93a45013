//! That a zone's own export, made equal again, changes nothing at either provider: whatever the
//! stand-ins hold, of their own types too, and samples of every type beside it.

use zonesift_core::diff::{Mode, Scope, changes};
use zonesift_core::provider::{Provider, ZoneInfo};
use zonesift_core::record::{Record, Ttl};
use zonesift_core::snapshot;
use zonesift_core::wanted::Wanted;
use zonesift_core::zonefile::{self, Dialect};

use crate::client::Client;
use crate::samples;

const ZONES: [&str; 5] = [
    "bakery.example",
    "northwind.example",
    "oldtown.example",
    "managed-record.example",
    "failing-writes.example",
];

async fn held(client: &Client, provider: Provider, zone: &ZoneInfo) -> Vec<Record> {
    let mut records = Vec::new();
    for page in 1.. {
        let answer = client.send_unchecked(provider.list_records(zone, page)).await.unwrap();
        records.extend(answer.items);
        if !answer.more {
            break;
        }
    }
    records
}

fn expect_no_change(provider: Provider, zone: &ZoneInfo, records: &[Record]) {
    let rules = provider.capabilities();
    let dialect = Dialect::of(rules);
    let text = zonefile::write(records, &zone.name, dialect).text;
    let file = zonefile::read(&text, &zone.name, dialect, Ttl::Auto);
    let kept = snapshot::read(snapshot::write(&zone.name, provider, records).as_bytes()).unwrap();
    let scope = Scope { soa: false, apex_ns: rules.apex_ns };
    for mode in [Mode::AddMissing, Mode::ReplaceRrsets, Mode::MakeEqual] {
        let compare = |wanted: &Wanted<'_>| changes(records, wanted, &zone.name, mode, scope);
        assert_eq!(compare(&file.wanted()), Ok(vec![]), "{provider:?} {} {mode:?}", zone.name);
        assert_eq!(compare(&kept.wanted()), Ok(vec![]), "{provider:?} {} {mode:?}", zone.name);
    }
}

#[tokio::test]
async fn making_equal_to_an_export_changes_nothing() {
    for provider in Provider::ALL {
        let client = Client::new(provider, "sandbox-contract").await;
        for domain in ZONES {
            let zone = client.zone(domain).await;
            let records = held(&client, provider, &zone).await;
            assert!(!records.is_empty(), "{domain}");
            expect_no_change(provider, &zone, &records);
        }
    }
}

#[tokio::test]
async fn keeps_types_that_no_file_can_hold() {
    let client = Client::new(Provider::Bunny, "sandbox-contract").await;
    let zone = client.zone("own-types.example").await;
    let records = held(&client, Provider::Bunny, &zone).await;
    let not_dns = records.iter().filter(|record| record.rtype.number().is_none());
    assert_eq!(not_dns.count(), 4);
    expect_no_change(Provider::Bunny, &zone, &records);
    // Of a file that holds nothing else, the other types go and these stay.
    let text = "left 300 A 192.0.2.1\n";
    let file = zonefile::read(text, &zone.name, Dialect::default(), Ttl::Auto);
    let scope = Scope { soa: false, apex_ns: false };
    let all = changes(&records, &file.wanted(), &zone.name, Mode::MakeEqual, scope).unwrap();
    assert!(all.len() > 1);
    for difference in all {
        if let zonesift_core::diff::Difference::Delete(record) = difference {
            assert!(record.rtype.number().is_some(), "{record:?}");
        }
    }
}

#[tokio::test]
async fn making_equal_to_an_export_of_every_type_changes_nothing() {
    for provider in Provider::ALL {
        let client = Client::new(provider, "sandbox-contract").await;
        let zone = client.zone("northwind.example").await;
        for record in samples::of(provider.capabilities().limits.types, &zone.name) {
            client.send(provider.create_record(&zone, &record)).await.unwrap();
        }
        expect_no_change(provider, &zone, &held(&client, provider, &zone).await);
    }
}
