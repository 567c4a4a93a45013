//! Every call to Cloudflare's stand-in, in the states of the provider document, section 1.

use std::collections::BTreeSet;

use zonesift_core::provider::{
    AcceptShape, ApiError, KeyState, Provider, Reviewed, ScanReading, ScanStatus, ScanTarget,
    ZoneInfo, checked,
};
use zonesift_core::record::{Flaw, Rdata, Record, RecordId, RecordType, Ttl};

use crate::client::{self, Client, name};
use crate::samples;

const CLOUDFLARE: Provider = Provider::Cloudflare;

async fn client() -> Client {
    Client::new(CLOUDFLARE, "sandbox-contract").await
}

async fn review(
    client: &Client,
    zone: &ZoneInfo,
    accepts: &[Record],
    rejects: &[RecordId],
    shape: AcceptShape,
) -> Result<Reviewed, ApiError> {
    client.send(CLOUDFLARE.review_scan(zone, accepts, rejects, shape).unwrap()).await
}

async fn records(client: &Client, zone: &ZoneInfo) -> Vec<Record> {
    client.send(CLOUDFLARE.list_records(zone, 1)).await.unwrap().items
}

/// Scans a zone until nothing was found for a while: nothing else tells that the scan is over.
async fn found(client: &Client, domain: &str) -> (ZoneInfo, ScanReading) {
    const QUIET: usize = 25;
    let zone = client.zone(domain).await;
    client.start_scan(&zone).await;
    let (mut known, mut quiet) = (0, 0);
    loop {
        let call = CLOUDFLARE.read_scan(&zone);
        let reading = client.send_unchecked(call).await.unwrap();
        quiet = if reading.records.len() == known && known > 0 { quiet + 1 } else { 0 };
        known = reading.records.len();
        if quiet == QUIET {
            let checked = client.send(CLOUDFLARE.read_scan(&zone)).await.unwrap();
            assert_eq!(checked, reading);
            return (zone, checked);
        }
        client::pause().await;
    }
}

fn identities<'a>(records: impl IntoIterator<Item = &'a Record>) -> BTreeSet<String> {
    records.into_iter().map(Record::identity).collect()
}

#[tokio::test]
async fn checks_a_key() {
    assert_eq!(client().await.send(CLOUDFLARE.check_key().unwrap()).await, Ok(KeyState::Active));
    let owned = Client::new(CLOUDFLARE, "sandbox-account-owned").await;
    assert_eq!(owned.send(CLOUDFLARE.check_key().unwrap()).await, Err(ApiError::BadKey));
    assert!(!owned.send(CLOUDFLARE.list_zones("", 1)).await.unwrap().items.is_empty());
    for mistyped in ["real-token", "cfut_cut-short"] {
        let unknown = Client::new(CLOUDFLARE, mistyped).await;
        let check = unknown.send(CLOUDFLARE.check_key().unwrap()).await;
        assert_eq!(check, Err(ApiError::BadKey));
        let list = unknown.send(CLOUDFLARE.list_zones("", 1)).await;
        assert_eq!(list.clone().map(|_| ()), Err(ApiError::Denied));
        assert_eq!(checked(list, check).map(|_| ()), Err(ApiError::Denied));
    }
    let global = Client::new(CLOUDFLARE, "1234567890abcdef1234567890abcdef12345").await;
    let list = global.send(CLOUDFLARE.list_zones("", 1)).await;
    assert_eq!(list.map(|_| ()), Err(ApiError::KeyFormat));
}

#[tokio::test]
async fn lists_zones_page_by_page_and_finds_them_by_part_or_name() {
    let many = Client::new(CLOUDFLARE, "sandbox-many-zones").await;
    let mut sizes = Vec::new();
    for page in 1..=3 {
        let page = many.send(CLOUDFLARE.list_zones("", page)).await.unwrap();
        sizes.push((page.items.len(), page.more, page.total));
    }
    assert_eq!(sizes, [(50, true, Some(130)), (50, true, Some(130)), (30, false, Some(130))]);
    let some = many.send(CLOUDFLARE.list_zones("BRANCH-01", 1)).await.unwrap();
    assert_eq!(some.items.len(), 10);

    let client = client().await;
    let bakery = client.zone("bakery.example").await;
    assert_eq!((bakery.active, bakery.free_plan), (Some(false), Some(true)));
    assert_eq!(bakery.name_servers.len(), 2);
    let northwind = client.zone("northwind.example").await;
    assert_eq!((northwind.active, northwind.free_plan), (Some(true), Some(false)));
    assert_eq!(client.send(CLOUDFLARE.read_zone(&bakery.id)).await, Ok(bakery));
    assert_eq!(client.send(CLOUDFLARE.find_zone(&name("bakery"))).await, Ok(None));
}

#[tokio::test]
async fn a_key_for_one_zone_opens_it_by_name_or_id() {
    let client = Client::new(CLOUDFLARE, "sandbox-no-list").await;
    let page = client.send(CLOUDFLARE.list_zones("", 1)).await.unwrap();
    assert_eq!((page.items.len(), page.more), (0, false));
    let zone = client.zone("bakery.example").await;
    assert_eq!(client.send(CLOUDFLARE.read_zone(&zone.id)).await, Ok(zone));
}

#[tokio::test]
async fn reports_unknown_zones_as_not_found() {
    let client = client().await;
    let id = "0123456789abcdef0123456789abcdef";
    let zone = ZoneInfo { id: id.into(), ..client.zone("bakery.example").await };
    assert_eq!(client.send(CLOUDFLARE.read_zone(&zone.id)).await, Err(ApiError::NotFound));
    assert_eq!(client.send(CLOUDFLARE.list_records(&zone, 1)).await, Err(ApiError::NotFound));
    assert_eq!(client.send(CLOUDFLARE.read_scan(&zone)).await, Err(ApiError::NotFound));
    let start = CLOUDFLARE.start_scan(&ScanTarget::Zone(zone.id.clone())).unwrap();
    assert_eq!(client.send(start).await.map(|_| ()), Err(ApiError::NotFound));
    let gone = review(&client, &zone, &[], &["x".into()], AcceptShape::IdOnly).await;
    assert_eq!(gone, Err(ApiError::NotFound));
    assert!(CLOUDFLARE.start_scan(&ScanTarget::Domain(zone.name)).is_none());
}

#[tokio::test]
async fn writes_and_reads_back_every_type_unchanged() {
    let client = client().await;
    // This zone pays, so it may have tags.
    let zone = client.zone("northwind.example").await;
    let mut written = samples::of(CLOUDFLARE.capabilities().limits.types, &zone.name);
    for record in &mut written {
        let below = format!("t.{}", zone.name);
        let name_below = record.name.relative_to(&zone.name).replace('@', "apex");
        record.name = name(&format!("{name_below}.{below}"));
        record.comment = Some("\"a\" note".into());
        record.tags = vec!["team:web".into()];
        record.proxied = record.rtype.is_proxiable().then_some(false);
    }
    let reviewed = review(&client, &zone, &written, &[], AcceptShape::FieldsOnly).await.unwrap();
    let without_id = |record: &Record| Record { id: None, ..record.clone() };
    assert_eq!(reviewed.accepted.iter().map(without_id).collect::<Vec<_>>(), written);
    let held = records(&client, &zone).await;
    for record in &reviewed.accepted {
        assert!(held.contains(record), "{record:?}");
    }
}

#[tokio::test]
async fn accepts_and_rejects_what_a_scan_finds() {
    let client = client().await;
    let (zone, reading) = found(&client, "northwind.example").await;
    assert_eq!((&reading.job, &reading.status), (&None, &ScanStatus::Unsaid));
    let held = identities(&records(&client, &zone).await);
    let (known, new): (Vec<_>, Vec<_>) =
        reading.records.iter().cloned().partition(|record| held.contains(&record.identity()));
    assert!(!known.is_empty() && new.len() > 60);
    assert!(new.iter().all(|record| record.flaw.is_none() && record.ttl == Ttl::Auto));

    let rejects: Vec<RecordId> = known.iter().map(|record| record.id.clone().unwrap()).collect();
    let reviewed = review(&client, &zone, &new, &rejects, AcceptShape::IdAndFields).await.unwrap();
    assert_eq!(reviewed.accepted, new);
    assert_eq!(reviewed.rejected, rejects);
    assert!(identities(&records(&client, &zone).await).is_superset(&identities(&new)));
    assert_eq!(client.send(CLOUDFLARE.read_scan(&zone)).await.unwrap().records, []);
}

#[tokio::test]
async fn the_zone_gets_a_found_record_as_edited_before_its_accept() {
    let client = client().await;
    let (zone, reading) = found(&client, "bakery.example").await;
    let found = samples::find(&reading.records, RecordType::Txt, "_dmarc.bakery.example");
    let mut changed = found.clone();
    changed.rdata = Rdata::new(&RecordType::Txt, ["v=DMARC1; p=\"none\" \\ ä"]);
    changed.ttl = Ttl::Seconds(300);
    changed.name = name("_moved.bakery.example");
    changed.comment = Some("changed".into());
    let shape = AcceptShape::IdAndFields;
    let accepted = review(&client, &zone, &[changed.clone()], &[], shape).await.unwrap().accepted;
    assert_eq!(accepted, [changed.clone()]);
    assert!(records(&client, &zone).await.contains(&changed));
    let left = client.send(CLOUDFLARE.read_scan(&zone)).await.unwrap().records;
    assert!(!left.iter().any(|record| record.id == found.id));
}

#[tokio::test]
async fn another_accept_shape_works_after_one_is_refused() {
    let client = client().await;
    for (domain, taken) in [
        ("accepts-without-id.example", AcceptShape::FieldsOnly),
        ("accepts-id-only.example", AcceptShape::IdOnly),
    ] {
        let (zone, reading) = found(&client, domain).await;
        let mx = [samples::find(&reading.records, RecordType::Mx, domain).clone()];
        for shape in [AcceptShape::IdAndFields, AcceptShape::FieldsOnly, AcceptShape::IdOnly] {
            let answer = review(&client, &zone, &mx, &[], shape).await;
            if shape == taken {
                assert_eq!(answer.unwrap().accepted, mx, "{domain} {shape:?}");
                break;
            }
            assert!(matches!(answer, Err(ApiError::Refused(_))), "{domain} {shape:?} {answer:?}");
        }
    }
}

#[tokio::test]
async fn distinguishes_conflicts_from_duplicates() {
    let client = client().await;
    let (zone, reading) = found(&client, "conflict.example").await;
    let shape = AcceptShape::IdAndFields;
    for (rtype, label) in [(RecordType::A, "www"), (RecordType::Cname, "shop")] {
        let record = samples::find(&reading.records, rtype, &format!("{label}.conflict.example"));
        let answer = review(&client, &zone, std::slice::from_ref(record), &[], shape).await;
        let Err(ApiError::Conflict(refusal)) = answer else { panic!("{answer:?}") };
        assert_eq!((refusal.status, refusal.code), (400, Some("81053".into())));
        assert!(!refusal.message.is_empty());
    }
    let (zone, reading) = found(&client, "bakery.example").await;
    let www = samples::find(&reading.records, RecordType::Cname, "www.bakery.example").clone();
    assert_eq!(review(&client, &zone, &[www], &[], shape).await, Err(ApiError::Duplicate));
}

#[tokio::test]
async fn a_refused_record_names_the_field() {
    let client = client().await;
    let zone = client.zone("bakery.example").await;
    let mut bad = samples::of(&[RecordType::A], &zone.name).remove(0);
    bad.rdata = Rdata::new(&RecordType::A, ["192.0.2.256"]);
    let answer = review(&client, &zone, &[bad], &[], AcceptShape::FieldsOnly).await;
    let Err(ApiError::Refused(refusal)) = answer else { panic!("{answer:?}") };
    assert!(refusal.message.raw().contains("IPv4"), "{refusal:?}");
    assert!(refusal.field.is_some());
}

#[tokio::test]
async fn bad_items_become_flawed_rows_among_good_ones() {
    let client = client().await;
    let zone = client.zone("bad-record.example").await;
    client.start_scan(&zone).await;
    let found = loop {
        let records = client.send_unchecked(CLOUDFLARE.read_scan(&zone)).await.unwrap().records;
        if records.len() > 15 {
            break records;
        }
        client::pause().await;
    };
    let held = client.send_unchecked(CLOUDFLARE.list_records(&zone, 1)).await.unwrap().items;
    for records in [found, held] {
        let flaws: Vec<_> = records.iter().filter_map(|record| record.flaw).collect();
        assert_eq!(
            flaws,
            [Flaw::Name, Flaw::Type, Flaw::Content, Flaw::Name, Flaw::NotARecord, Flaw::NotARecord]
        );
        assert!(records.iter().any(|record| record.flaw.is_none()));
        let unknown =
            records.iter().find(|record| record.name.as_str().starts_with("unknown-type."));
        assert_eq!(unknown.unwrap().rtype, RecordType::Other("TYPE65280".into()));
    }
}

#[tokio::test]
async fn writes_fail_once_in_their_own_way() {
    let client = client().await;
    let shape = AcceptShape::IdAndFields;
    for (domain, expected) in [("one-fails.example", true), ("one-refused.example", false)] {
        let (zone, reading) = found(&client, domain).await;
        let mail =
            [samples::find(&reading.records, RecordType::A, &format!("mail.{domain}")).clone()];
        let error = review(&client, &zone, &mail, &[], shape).await.unwrap_err();
        assert_eq!(error == ApiError::Server(500.into()), expected, "{error:?}");
        assert_eq!(matches!(error, ApiError::Refused(_)), !expected, "{error:?}");
        assert_eq!(review(&client, &zone, &mail, &[], shape).await.unwrap().accepted, mail);
    }
    let (zone, reading) = found(&client, "rate-limited-write.example").await;
    let mut ids = reading.records.iter().filter_map(|record| record.id.clone());
    let mut reject = async || {
        let id = ids.next().unwrap();
        review(&client, &zone, &[], &[id], shape).await
    };
    assert!(reject().await.is_ok() && reject().await.is_ok());
    assert_eq!(reject().await, Err(ApiError::RateLimited(Some(2))));
    assert!(reject().await.is_ok());
}
