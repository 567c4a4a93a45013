//! Every call to bunny.net's stand-in, in the states of the provider document, section 2.

use std::collections::BTreeSet;

use zonesift_core::provider::{
    ApiError, Provider, Refusal, ScanReading, ScanStatus, ScanTarget, ZoneInfo,
};
use zonesift_core::record::{Flaw, Record, RecordType, Ttl};

use crate::client::{self, Client, is_over, name};
use crate::samples;

const BUNNY: Provider = Provider::Bunny;

async fn client() -> Client {
    Client::new(BUNNY, "sandbox-contract").await
}

async fn scanned(domain: &str) -> ScanReading {
    let client = client().await;
    let zone = client.zone(domain).await;
    client.scanned(&zone).await
}

async fn add(client: &Client, zone: &ZoneInfo, record: &Record) -> Result<Record, ApiError> {
    let call = BUNNY.add_found(zone, record).unwrap();
    client.send(call).await.map(|written| written.expect("the record comes back"))
}

fn identities(records: &[Record]) -> BTreeSet<String> {
    records.iter().map(Record::identity).collect()
}

fn a_at(zone: &ZoneInfo, label: &str) -> Record {
    let mut record = samples::of(&[RecordType::A], &zone.name).remove(0);
    record.name = name(&format!("{label}.{}", zone.name));
    record
}

#[tokio::test]
async fn lists_zones_page_by_page_and_finds_them_by_part_or_name() {
    let client = Client::new(BUNNY, "sandbox-many-zones").await;
    let first = client.send(BUNNY.list_zones("", 1)).await.unwrap();
    let second = client.send(BUNNY.list_zones("", 2)).await.unwrap();
    assert_eq!((first.items.len(), first.more, first.total), (100, true, Some(130)));
    assert_eq!((second.items.len(), second.more, second.total), (30, false, Some(130)));
    let some = client.send(BUNNY.list_zones("BRANCH-01", 1)).await.unwrap();
    assert_eq!(some.items.len(), 10);
    let zone = client.zone("branch-017.example").await;
    assert_eq!(zone.name_servers, ["kiki.bunny.net".into(), "coco.bunny.net".into()]);
    let none = client.send(BUNNY.find_zone(&name("branch-01"))).await;
    assert_eq!(none, Ok(None));
    let read = client.send(BUNNY.read_zone(&zone.id)).await.unwrap();
    assert_eq!(read, ZoneInfo { records: Some(1), ..zone });
}

#[tokio::test]
async fn creates_a_zone_only_once() {
    let client = client().await;
    let domain = name("newshop.example");
    let make = || BUNNY.create_zone(&domain).unwrap();
    let made = client.send(make()).await.unwrap();
    assert_eq!((&made.name, made.records), (&domain, Some(0)));
    assert_eq!(client.zone("newshop.example").await.id, made.id);
    let again = client.send(make()).await.unwrap_err();
    let ApiError::Refused(Refusal { status: 400, field: Some(field), .. }) = &again else {
        panic!("{again:?}");
    };
    assert_eq!(field.raw(), "Domain");
}

#[tokio::test]
async fn reports_unknown_zones_as_not_found() {
    let client = client().await;
    let zone = ZoneInfo { id: "1".into(), ..client.zone("bakery.example").await };
    assert_eq!(client.send(BUNNY.read_zone(&zone.id)).await, Err(ApiError::NotFound));
    assert_eq!(client.send(BUNNY.list_records(&zone, 1)).await, Err(ApiError::NotFound));
    // A 404 here also means that nobody has scanned the zone yet, so it is no failure.
    let reading = client.send(BUNNY.read_scan(&zone)).await.unwrap();
    assert_eq!(reading.status, ScanStatus::Never);
    assert_eq!(add(&client, &zone, &a_at(&zone, "x")).await, Err(ApiError::NotFound));
    let target = ScanTarget::Zone(zone.id);
    let start = client.send(BUNNY.start_scan(&target).unwrap()).await;
    assert_eq!(start.map(|_| ()), Err(ApiError::NotFound));
}

#[tokio::test]
async fn writes_and_reads_back_every_type_unchanged() {
    let client = client().await;
    let zone = client.send(BUNNY.create_zone(&name("types.example")).unwrap()).await.unwrap();
    let mut records = samples::of(BUNNY.capabilities().limits.types, &zone.name);
    for record in &mut records {
        record.comment = Some("\"a\" note".into());
        let written = add(&client, &zone, record).await.unwrap();
        record.id = written.id.clone();
        record.more = written.more.clone();
        assert!(record.id.is_some());
        assert_eq!(written, *record);
    }
    let page = client.send(BUNNY.list_records(&zone, 1)).await.unwrap();
    assert_eq!((page.items, page.more), (records, false));
}

#[tokio::test]
async fn writes_and_reads_back_what_a_scan_finds() {
    for domain in ["bakery.example", "northwind.example"] {
        let client = client().await;
        let zone = client.zone(domain).await;
        let found = client.scanned(&zone).await.records;
        assert!(found.iter().all(|record| record.flaw.is_none() && record.proxied.is_none()));
        let limits = &BUNNY.capabilities().limits;
        let wanted: Vec<_> = found
            .into_iter()
            .filter(|record| record.rtype != RecordType::Soa)
            .filter(|record| record.rtype != RecordType::Ns || record.name != zone.name)
            .collect();
        for record in &wanted {
            assert_eq!(record.validate(&zone.name, limits), [], "{record:?}");
            let written = add(&client, &zone, record).await.unwrap();
            assert_eq!(Record { id: None, more: None, ..written }, *record);
        }
        let page = client.send(BUNNY.list_records(&zone, 1)).await.unwrap();
        assert!(identities(&page.items).is_superset(&identities(&wanted)));
    }
}

#[tokio::test]
async fn a_scan_goes_from_never_to_completed() {
    let client = client().await;
    let zone = client.zone("northwind.example").await;
    let never = client.send(BUNNY.read_scan(&zone)).await.unwrap();
    assert_eq!((never.status, never.job), (ScanStatus::Never, None));
    let scan = client.scanned(&zone).await;
    assert_eq!(scan.status, ScanStatus::Completed);
    assert!(scan.created.unwrap() <= scan.completed.unwrap());
    let fields = |rtype, name: &str| {
        let record = samples::find(&scan.records, rtype, name);
        record.rdata.raw_fields().map(str::to_owned).collect::<Vec<_>>()
    };
    let apex = "northwind.example";
    let https = fields(RecordType::Https, "api.northwind.example").join(" ");
    assert_eq!(https.replace('"', ""), "1 . alpn=h2 port=8443");
    assert_eq!(fields(RecordType::Srv, "_imap._tcp.northwind.example"), ["0", "0", "0", "."]);
    assert_eq!(fields(RecordType::Caa, apex)[0], "0");
    assert_eq!(fields(RecordType::Tlsa, "_25._tcp.mx1.northwind.example")[..3], ["3", "1", "1"]);
    let key = fields(RecordType::Txt, "default._domainkey.northwind.example");
    assert!(key[0].len() > 255 && !key[0].contains('"'));
    assert_eq!(samples::find(&scan.records, RecordType::Soa, apex).flaw, None);
}

#[tokio::test]
async fn scans_a_domain_before_its_zone_exists() {
    let client = client().await;
    let domain = name("newshop.example");
    let call = BUNNY.start_scan(&ScanTarget::Domain(domain.clone())).unwrap();
    let job = client.send(call).await.unwrap().job;
    let zone = client.send(BUNNY.create_zone(&domain).unwrap()).await.unwrap();
    let scan = client.scan_until(&zone, |reading| is_over(&reading.status)).await;
    assert_eq!((scan.job, scan.status), (job, ScanStatus::Completed));
    assert!(scan.records.len() > 5);
}

#[tokio::test]
async fn recognises_an_older_job_by_its_id() {
    let client = client().await;
    let zone = client.zone("stale-job.example").await;
    let older = client.send(BUNNY.read_scan(&zone)).await.unwrap();
    assert_eq!(older.status, ScanStatus::Completed);
    let job = client.start_scan(&zone).await;
    assert_ne!(job, older.job);
    assert_eq!(client.send(BUNNY.read_scan(&zone)).await.unwrap().job, older.job);
    let scan = client.scan_until(&zone, |reading| reading.job == job).await;
    assert!(is_over(&scan.status) || scan.records.is_empty());
}

#[tokio::test]
async fn reads_scans_in_every_state() {
    let failed = scanned("failed-scan.example").await;
    assert!(matches!(failed.status, ScanStatus::Failed(Some(_))), "{:?}", failed.status);
    for domain in ["empty-scan.example", "null-records.example"] {
        let scan = scanned(domain).await;
        assert_eq!((scan.status, scan.records.len()), (ScanStatus::Completed, 0), "{domain}");
    }
    let plain: BTreeSet<_> = scanned("one-fails.example").await.records.iter().map(shape).collect();
    let named: BTreeSet<_> =
        scanned("string-enums.example").await.records.iter().map(shape).collect();
    assert_eq!(plain, named);
    assert!(!named.is_empty());
}

/// What zones of the same template have in common.
fn shape(record: &Record) -> (RecordType, usize, Ttl) {
    assert_eq!(record.flaw, None);
    (record.rtype.clone(), record.name.labels().count(), record.ttl)
}

#[tokio::test]
async fn a_scan_begins_with_pending_or_a_status_without_a_job() {
    let client = client().await;
    let zone = client.zone("pending-first.example").await;
    client.start_scan(&zone).await;
    let reading = client.send(BUNNY.read_scan(&zone)).await.unwrap();
    assert_eq!(reading.status, ScanStatus::Pending);
    let zone = client.zone("unscanned-200.example").await;
    // The stand-in leaves out a member that the document requires.
    let reading = client.send_unchecked(BUNNY.read_scan(&zone)).await.unwrap();
    assert_eq!((reading.status, reading.job), (ScanStatus::Never, None));
}

#[tokio::test]
async fn bad_items_become_flawed_rows_among_good_ones() {
    let client = client().await;
    let zone = client.zone("bad-record.example").await;
    let job = client.start_scan(&zone).await;
    let found = loop {
        let reading = client.send_unchecked(BUNNY.read_scan(&zone)).await.unwrap();
        if reading.job == job && is_over(&reading.status) {
            break reading.records;
        }
        client::pause().await;
    };
    let held = client.send_unchecked(BUNNY.list_records(&zone, 1)).await.unwrap().items;
    for (records, flaws) in [
        (
            found,
            &[
                Flaw::Name,
                Flaw::Name,
                Flaw::Content,
                Flaw::Name,
                Flaw::Content,
                Flaw::NotARecord,
                Flaw::NotARecord,
            ][..],
        ),
        (held, &[Flaw::Name, Flaw::Content, Flaw::NotARecord][..]),
    ] {
        let marked: Vec<_> = records.iter().filter_map(|record| record.flaw).collect();
        assert_eq!(marked, flaws);
        let unknown =
            records.iter().find(|record| record.name.as_str().starts_with("unknown-type."));
        assert_eq!(unknown.unwrap().rtype, RecordType::Other("TYPE-65280".into()));
        assert!(records.iter().filter(|record| record.flaw.is_none()).count() >= 2);
    }
}

#[tokio::test]
async fn a_refused_write_names_the_field() {
    let client = client().await;
    let zone = client.zone("bakery.example").await;
    let mut long = samples::of(&[RecordType::Txt], &zone.name).remove(0);
    let text = "x".repeat(4001);
    long.rdata = zonesift_core::record::Rdata::new(&long.rtype, [&text]);
    let alias = a_at(&zone, "www");
    for (record, expected) in [(long, "Value"), (alias, "Name")] {
        let error = add(&client, &zone, &record).await.unwrap_err();
        let ApiError::Refused(refusal) = &error else { panic!("{error:?}") };
        assert_eq!(refusal.field, Some(expected.into()));
        assert!(!refusal.message.is_empty() && !refusal.message.raw().ends_with('\r'));
    }
}

#[tokio::test]
async fn writes_fail_once_in_their_own_way() {
    let client = client().await;
    let zone = client.zone("one-fails.example").await;
    let mail = a_at(&zone, "mail");
    assert_eq!(add(&client, &zone, &mail).await, Err(ApiError::Server(500.into())));
    assert!(add(&client, &zone, &mail).await.is_ok());

    let zone = client.zone("one-refused.example").await;
    let mail = a_at(&zone, "mail");
    assert!(matches!(add(&client, &zone, &mail).await, Err(ApiError::Refused(_))));
    assert!(add(&client, &zone, &mail).await.is_ok());

    let zone = client.zone("rate-limited-write.example").await;
    for label in ["a", "b"] {
        assert!(add(&client, &zone, &a_at(&zone, label)).await.is_ok());
    }
    let third = a_at(&zone, "c");
    assert_eq!(add(&client, &zone, &third).await, Err(ApiError::RateLimited(Some(2))));
    assert!(add(&client, &zone, &third).await.is_ok());
}
