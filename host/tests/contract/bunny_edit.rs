//! The calls that change records and settings at bunny.net, against its stand-in: what is done, what
//! is refused and how that is told, and that no record is damaged on its way there and back.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use zonesift_core::provider::{
    ApiError, Call, Imported, Provider, RecordQuery, Refusal, ZoneInfo, ZoneSettings,
};
use zonesift_core::record::{Flaw, Rdata, Record, RecordType, Ttl};

use crate::client::{Client, name};
use crate::{samples, sentinels};

const BUNNY: Provider = Provider::Bunny;

async fn zone(domain: &str) -> (Client, ZoneInfo) {
    let client = Client::new(BUNNY, "sandbox-contract").await;
    let zone = client.zone(domain).await;
    (client, zone)
}

/// The zone's records; members that nobody knows are in none of the descriptions.
async fn held(client: &Client, zone: &ZoneInfo) -> Vec<Record> {
    client.send_unchecked(BUNNY.list_records(zone, 1)).await.unwrap().items
}

async fn record(client: &Client, zone: &ZoneInfo, label: &str) -> Record {
    let name = name(&format!("{label}.{}", zone.name));
    let records = held(client, zone).await;
    records.into_iter().find(|record| record.name == name).expect(label)
}

fn refusal<T: std::fmt::Debug>(answer: Result<T, ApiError>) -> Refusal {
    match answer {
        Err(ApiError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

fn field<T: std::fmt::Debug>(answer: Result<T, ApiError>) -> String {
    let refusal = refusal(answer);
    assert!(!refusal.message.is_empty() && !refusal.message.raw().ends_with('\r'));
    refusal.field.expect("the field is told").into_raw().into()
}

fn missing(zone: &ZoneInfo) -> ZoneInfo {
    ZoneInfo { id: "1".into(), ..zone.clone() }
}

#[tokio::test]
async fn updates_every_type_in_place() {
    let (client, _) = zone("bakery.example").await;
    let zone = client.send(BUNNY.create_zone(&name("types.example")).unwrap()).await.unwrap();
    for sample in samples::of(BUNNY.capabilities().limits.types, &zone.name) {
        let call = BUNNY.create_record(&zone, &sample);
        let before = client.send(call).await.unwrap().expect("the record comes back");
        let after = Record {
            ttl: Ttl::Seconds(900),
            comment: Some("changed".into()),
            name: name(&format!("{}.{}", before.id.as_ref().unwrap().as_str(), zone.name)),
            ..before.clone()
        };
        let call = BUNNY.update_record(&zone, &before, &after).unwrap();
        assert_eq!(client.send(call).await, Ok(None), "{after:?}");
        let kept = held(&client, &zone).await.pop().unwrap();
        assert_eq!(kept, after);
        let bare = Record { comment: None, ..after.clone() };
        let call = BUNNY.update_record(&zone, &after, &bare).unwrap();
        assert_eq!(client.send(call).await, Ok(None));
        assert_eq!(held(&client, &zone).await.pop().unwrap().comment, None);
    }
}

#[tokio::test]
async fn an_update_or_a_second_add_damages_no_record() {
    let (client, zone) = zone("own-types.example").await;
    let before = held(&client, &zone).await;
    let types: Vec<&str> = before.iter().map(|record| record.rtype.raw()).collect();
    assert_eq!(types, ["AAAA", "REDIRECT", "FLATTEN", "PULLZONE", "SCRIPT", "A", "A"]);
    assert_eq!(before[1].content().raw(), "https://www.own-types.example/start?from=dns");
    assert!(before[1].raw_more().unwrap().contains("RedirectRules"));
    assert_eq!((before[3].content().raw(), before[4].content().raw()), ("218437", "5012"));
    let limits = &BUNNY.capabilities().limits;
    for record in &before {
        assert_eq!((record.flaw, record.validate(&zone.name, limits)), (None, vec![]));
        let after = Record { ttl: Ttl::Seconds(60), ..record.clone() };
        let call = BUNNY.update_record(&zone, record, &after).unwrap();
        assert_eq!(client.send_unchecked(call).await, Ok(None), "{record:?}");
        assert_eq!(
            client.send_unchecked(BUNNY.update_record(&zone, &after, record).unwrap()).await,
            Ok(None)
        );
    }
    assert_eq!(held(&client, &zone).await, before);

    for record in &before {
        let id = record.id.as_ref().unwrap();
        assert_eq!(client.send(BUNNY.delete_record(&zone, id)).await, Ok(()));
        let call = BUNNY.create_record(&zone, record);
        let again = client.send_unchecked(call).await.unwrap().unwrap();
        assert_eq!(
            Record { id: None, more: None, ..again.clone() },
            Record { id: None, more: None, ..record.clone() }
        );
        // What a deletion takes away and no call can bring back.
        let lost = ["AcceleratedPullZoneId", "IPGeoLocationInfo", "GeolocationInfo"];
        assert_eq!(members(&again, &lost), members(record, &lost));
    }
}

fn members(record: &Record, but: &[&str]) -> serde_json::Map<String, serde_json::Value> {
    let text = record.raw_more().unwrap_or("{}");
    let mut members: serde_json::Map<_, _> = serde_json::from_str(text).unwrap();
    members.retain(|name, _| !but.contains(&name.as_str()));
    members
}

#[tokio::test]
async fn sends_enumeration_names_back_too() {
    let (client, zone) = zone("string-enums.example").await;
    let before = record(&client, &zone, "vpn").await;
    let after = Record { ttl: Ttl::Seconds(60), ..before.clone() };
    let call = BUNNY.update_record(&zone, &before, &after).unwrap();
    assert_eq!(client.send(call).await, Ok(None));
    assert_eq!(record(&client, &zone, "vpn").await, after);
}

#[tokio::test]
async fn a_refused_change_names_the_field_and_does_nothing() {
    let (client, zone) = zone("northwind.example").await;
    let before = record(&client, &zone, "mail").await;
    let with = |value: &str, label: &str| Record {
        rdata: Rdata::new(&RecordType::A, [value]),
        name: name(&format!("{label}.{}", zone.name)),
        ..before.clone()
    };
    for (after, expected) in
        [(with("nowhere", "mail"), "Value"), (with("192.0.2.1", "status"), "Name")]
    {
        let call = BUNNY.update_record(&zone, &before, &after).unwrap();
        assert_eq!(field(client.send(call).await), expected);
    }
    assert_eq!(record(&client, &zone, "mail").await, before);
    let gone = Record { id: Some("1".into()), ..before.clone() };
    let call = BUNNY.update_record(&zone, &gone, &gone).unwrap();
    assert_eq!(client.send(call).await, Err(ApiError::NotFound));
    assert!(
        BUNNY
            .update_record(&zone, &before, &Record { rtype: RecordType::Aaaa, ..before.clone() })
            .is_none()
    );
}

#[tokio::test]
async fn deletes_a_record_only_once() {
    let (client, zone) = zone("northwind.example").await;
    let id = record(&client, &zone, "mail").await.id.unwrap();
    assert_eq!(client.send(BUNNY.delete_record(&zone, &id)).await, Ok(()));
    assert_eq!(held(&client, &zone).await.len(), 2);
    assert_eq!(client.send(BUNNY.delete_record(&zone, &id)).await, Err(ApiError::NotFound));
    let call = BUNNY.delete_record(&missing(&zone), &id);
    assert_eq!(client.send(call).await, Err(ApiError::NotFound));
}

#[tokio::test]
async fn a_sentinel_name_makes_writes_fail() {
    let (client, zone) = zone("failing-writes.example").await;
    let change = |before: &Record| {
        let after = Record { ttl: Ttl::Seconds(60), ..before.clone() };
        BUNNY.update_record(&zone, before, &after).unwrap()
    };
    let refused = record(&client, &zone, "refuse-one").await;
    for _ in 0..2 {
        assert_eq!(field(client.send(change(&refused)).await), "Value");
    }
    let id = refused.id.clone().unwrap();
    assert_eq!(refusal(client.send(BUNNY.delete_record(&zone, &id)).await).status, 400);
    let failing = record(&client, &zone, "fail-one").await;
    assert_eq!(client.send(change(&failing)).await, Err(ApiError::Server(500.into())));
    assert_eq!(record(&client, &zone, "fail-one").await, failing);
    assert_eq!(client.send(change(&failing)).await, Ok(None));
    let hanging = record(&client, &zone, "hang-one").await;
    let waited = tokio::time::timeout(Duration::from_millis(300), client.send(change(&hanging)));
    assert!(waited.await.is_err());
    assert_eq!(record(&client, &zone, "hang-one").await.ttl, Ttl::Seconds(60));
}

#[tokio::test]
async fn searches_records_page_by_page() {
    let (client, zone) = zone("northwind.example").await;
    for index in 0..120 {
        let rdata = Rdata::new(&RecordType::Txt, [format!("needle {index}")]);
        let name = name(&format!("t{index}.{}", zone.name));
        let record = Record::new(name, RecordType::Txt, rdata, Ttl::Seconds(300));
        client.send(BUNNY.create_record(&zone, &record)).await.unwrap();
    }
    let query = RecordQuery { search: "NEEDLE".into(), ..RecordQuery::default() };
    let page = |page| client.send(BUNNY.search_records(&zone, &query, page).unwrap());
    let (first, second) = (page(1).await.unwrap(), page(2).await.unwrap());
    assert_eq!((first.items.len(), first.total, first.more), (100, Some(120), true));
    assert_eq!((second.items.len(), second.total, second.more), (20, Some(120), false));
    assert!(second.items.iter().all(|record| record.flaw != Some(Flaw::NotARecord)));
    let typed = RecordQuery { rtype: Some(RecordType::A), ..RecordQuery::default() };
    let found = client.send(BUNNY.search_records(&zone, &typed, 1).unwrap()).await.unwrap();
    assert_eq!((found.items.len(), found.items[0].priority()), (1, None));
    assert_eq!(found.items[0], record(&client, &zone, "mail").await);
    let call = BUNNY.search_records(&missing(&zone), &typed, 1).unwrap();
    assert_eq!(client.send(call).await, Err(ApiError::NotFound));
}

#[tokio::test]
async fn reads_the_whole_zone_if_it_has_no_pages() {
    let (client, zone) = zone("no-pages.example").await;
    let call = BUNNY.search_records(&zone, &RecordQuery::default(), 1).unwrap();
    assert_eq!(client.send(call).await, Err(ApiError::NotFound));
    assert_eq!(client.send(BUNNY.list_records(&zone, 1)).await.unwrap().items.len(), 1);
}

#[tokio::test]
async fn an_exported_zone_can_be_imported() {
    let (client, zone) = zone("northwind.example").await;
    let file = client.send(BUNNY.export_zone(&zone)).await.unwrap();
    assert!(file.contains("mail\t3600\tIN\tA\t198.51.100.20\n"), "{file}");
    let other = client.send(BUNNY.create_zone(&name("copy.example")).unwrap()).await.unwrap();
    let file = file.replace("$ORIGIN northwind.example.", "$ORIGIN copy.example.");
    let file = file + "@ 60 IN NS ns1.a.example.\nmail 60 IN CNAME a.example.\n";
    let imported = client.send(BUNNY.import_zone(&other, &file, false)).await;
    assert_eq!(imported, Ok(Imported { added: 3, failed: 1, skipped: 1, total: 5 }));
    assert_eq!(held(&client, &other).await.len(), 3);
    assert_eq!(field(client.send(BUNNY.import_zone(&other, "<html>", false)).await), "File");
    let gone = missing(&zone);
    assert_eq!(client.send(BUNNY.export_zone(&gone)).await, Err(ApiError::NotFound));
    assert_eq!(client.send(BUNNY.import_zone(&gone, "", false)).await, Err(ApiError::NotFound));
}

#[tokio::test]
async fn checks_availability_and_deletes_a_zone() {
    let (client, zone) = zone("bakery.example").await;
    let is_free = || client.send(BUNNY.check_availability(&zone.name).unwrap());
    assert_eq!(is_free().await, Ok(false));
    assert_eq!(client.send(BUNNY.delete_zone(&zone).unwrap()).await, Ok(()));
    assert_eq!(is_free().await, Ok(true));
    assert_eq!(client.send(BUNNY.delete_zone(&zone).unwrap()).await, Err(ApiError::NotFound));
    assert_eq!(client.send(BUNNY.find_zone(&zone.name)).await, Ok(None));
}

#[tokio::test]
async fn writes_and_reads_back_settings() {
    let (client, zone) = zone("bakery.example").await;
    let read = || client.send(BUNNY.read_settings(&zone).unwrap());
    let before = read().await.unwrap();
    assert_eq!(before.soa_mail, "hostmaster@bunny.net");
    assert!(before.log_one_digit && before.log_anonymous && !before.dnssec && !before.rsa_keys);
    let write =
        |settings: &ZoneSettings| client.send(BUNNY.write_settings(&zone, settings).unwrap());
    assert_eq!(write(&before).await, Ok(()));
    assert_eq!(read().await.as_ref(), Ok(&before));
    let after = ZoneSettings {
        soa_mail: "dns@bakery.example".into(),
        custom_name_servers: true,
        name_servers: ["ns1.bakery.example".into(), "ns2.bakery.example".into()],
        logging: true,
        log_one_digit: false,
        log_anonymous: false,
        rsa_keys: true,
        dnssec: false,
    };
    assert_eq!(write(&after).await, Ok(()));
    assert_eq!(read().await.as_ref(), Ok(&after));
    let own = client.zone("bakery.example").await.name_servers;
    assert_eq!(own, ["ns1.bakery.example".into(), "ns2.bakery.example".into()]);
    // The document has no 400 for this call.
    let refused = |settings: &ZoneSettings| {
        client.send_unchecked(BUNNY.write_settings(&zone, settings).unwrap())
    };
    let wrong = ZoneSettings { soa_mail: "nobody".into(), ..after.clone() };
    assert_eq!(field(refused(&wrong).await), "SoaEmail");
    let wrong = ZoneSettings { name_servers: [String::new(), String::new()], ..after.clone() };
    assert_eq!(field(refused(&wrong).await), "Nameserver1");
    let call = BUNNY.write_settings(&missing(&zone), &after).unwrap();
    assert_eq!(client.send(call).await, Err(ApiError::NotFound));
    let zone = client.zone("string-enums.example").await;
    let named = client.send(BUNNY.read_settings(&zone).unwrap()).await.unwrap();
    assert!(named.log_one_digit && !named.rsa_keys);
}

#[tokio::test]
async fn signs_and_unsigns_a_zone() {
    let (client, zone) = zone("bakery.example").await;
    let set = |on| client.send(BUNNY.set_dnssec(&zone, on).unwrap());
    let on = set(true).await.unwrap();
    let find = |name: &str| on.fields.iter().find(|(known, _)| known.raw() == name);
    let text = |name: &str| find(name).unwrap().1.raw();
    let ds = on.ds.as_ref().unwrap().raw();
    assert!(text("DsRecord").ends_with(ds), "{ds}");
    assert_eq!(Rdata::new(&RecordType::Ds, ds.split(' ')).field(0).raw(), text("KeyTag"));
    assert!(client.send(BUNNY.read_settings(&zone).unwrap()).await.unwrap().dnssec);
    assert_eq!(set(false).await.unwrap().ds, None);
    assert!(!client.send(BUNNY.read_settings(&zone).unwrap()).await.unwrap().dnssec);
    let call = BUNNY.set_dnssec(&missing(&zone), true).unwrap();
    assert_eq!(client.send(call).await, Err(ApiError::NotFound));
}

#[tokio::test]
async fn reads_statistics_by_time_and_by_type() {
    let (client, zone) = zone("northwind.example").await;
    let moment: DateTime<Utc> = "2026-02-06T09:27:36Z".parse().unwrap();
    let midnight: DateTime<Utc> = "2026-02-06T00:00:00Z".parse().unwrap();
    let between = Some((moment - TimeDelta::days(9), moment));
    let read = client.send(BUNNY.read_statistics(&zone, between).unwrap()).await.unwrap();
    assert_eq!((read.by_time.len(), read.by_time[9].0), (10, midnight));
    assert!(read.by_time.is_sorted_by_key(|(time, _)| *time));
    assert_eq!(read.by_time.iter().map(|(_, count)| count).sum::<u64>(), read.total);
    assert_eq!(read.by_type.iter().map(|(_, count)| count).sum::<u64>(), read.total);
    assert!(read.by_type.is_sorted_by_key(|(_, count)| u64::MAX - count));
    let mut types: Vec<&str> = read.by_type.iter().map(|(rtype, _)| rtype.raw()).collect();
    types.sort_unstable();
    assert_eq!(types, ["A", "CNAME", "MX", "NS", "SOA"]);
    let month = client.send(BUNNY.read_statistics(&zone, None).unwrap()).await.unwrap();
    assert_eq!(month.by_time.len(), 31);
    let call = BUNNY.read_statistics(&missing(&zone), None).unwrap();
    assert_eq!(client.send(call).await, Err(ApiError::NotFound));
}

#[tokio::test]
async fn issues_certificates_only_for_names_of_the_zone() {
    let (client, zone) = zone("bakery.example").await;
    let issue = |text: &str| client.send(BUNNY.issue_certificate(&zone, &name(text)).unwrap());
    assert_eq!(issue("bakery.example").await, Ok(()));
    assert_eq!(issue("*.bakery.example").await, Ok(()));
    assert_eq!(field(issue("other.example").await), "Domain");
}

/// The failure of every call with a key that fails, in one order; those without a result last.
async fn failures(client: &Client) -> Vec<Option<ApiError>> {
    async fn failure<T: 'static>(client: &Client, call: Option<Call<T>>) -> Option<ApiError> {
        client.send_unchecked(call.unwrap()).await.err()
    }
    let zone = ZoneInfo {
        id: "1".into(),
        name: name("bakery.example"),
        records: None,
        active: None,
        name_servers: Vec::new(),
        free_plan: None,
    };
    let mut record = samples::of(&[RecordType::A], &zone.name).remove(0);
    record.id = Some("2".into());
    let query = RecordQuery::default();
    vec![
        failure(client, BUNNY.search_records(&zone, &query, 1)).await,
        failure(client, Some(BUNNY.import_zone(&zone, "", false))).await,
        failure(client, BUNNY.check_availability(&zone.name)).await,
        failure(client, BUNNY.read_settings(&zone)).await,
        failure(client, BUNNY.set_dnssec(&zone, true)).await,
        failure(client, BUNNY.set_dnssec(&zone, false)).await,
        failure(client, BUNNY.read_statistics(&zone, None)).await,
        failure(client, Some(BUNNY.export_zone(&zone))).await,
        failure(client, BUNNY.update_record(&zone, &record, &record)).await,
        failure(client, Some(BUNNY.delete_record(&zone, &"2".into()))).await,
        failure(client, BUNNY.delete_zone(&zone)).await,
        failure(client, BUNNY.write_settings(&zone, &ZoneSettings::default())).await,
        failure(client, BUNNY.issue_certificate(&zone, &zone.name)).await,
    ]
}

/// How many of [`failures`] are of calls whose answer has to say something.
const WITH_RESULT: usize = 8;

#[tokio::test]
async fn a_key_that_always_fails_makes_these_calls_fail_alike() {
    let any = Client::new(BUNNY, "sandbox-contract").await;
    for (key, expected, _) in sentinels::ALWAYS {
        let all = failures(&any.with(BUNNY, key)).await;
        for (index, one) in all.iter().enumerate() {
            // A success is one whatever its body says, where nothing is asked of it.
            let is_blind = *expected == ApiError::MALFORMED && index > WITH_RESULT;
            assert!(is_blind || one.as_ref() == Some(expected), "{key} {index} {one:?}");
        }
    }
    let empty = failures(&any.with(BUNNY, "sandbox-empty-body")).await;
    for (index, one) in empty.iter().enumerate() {
        let expected = (index < WITH_RESULT).then_some(ApiError::MALFORMED);
        assert_eq!(*one, expected, "{index}");
    }
}

#[tokio::test]
async fn a_read_only_key_may_read_and_not_write() {
    let client = Client::new(BUNNY, "sandbox-read-only").await;
    let zone = client.zone("northwind.example").await;
    let before = record(&client, &zone, "mail").await;
    let id = before.id.clone().unwrap();
    assert_eq!(client.send(BUNNY.check_availability(&zone.name).unwrap()).await, Ok(false));
    assert!(client.send(BUNNY.export_zone(&zone)).await.is_ok());
    assert!(client.send(BUNNY.read_statistics(&zone, None).unwrap()).await.is_ok());
    let call = BUNNY.update_record(&zone, &before, &before).unwrap();
    assert_eq!(client.send(call).await, Err(ApiError::NoPermission));
    assert_eq!(client.send(BUNNY.delete_record(&zone, &id)).await, Err(ApiError::NoPermission));
    let call = BUNNY.delete_zone(&zone).unwrap();
    assert_eq!(client.send(call).await, Err(ApiError::NoPermission));
}

#[tokio::test]
async fn a_disabled_record_stays_disabled_until_it_is_enabled() {
    let (client, zone) = zone("disabled-records.example").await;
    let off = record(&client, &zone, "mail").await;
    assert!(off.disabled && !record(&client, &zone, "vpn").await.disabled);
    let slower = Record { ttl: Ttl::Seconds(900), ..off.clone() };
    let call = BUNNY.update_record(&zone, &off, &slower).unwrap();
    assert_eq!(client.send(call).await, Ok(None));
    assert_eq!(record(&client, &zone, "mail").await, slower, "an edit leaves it disabled");
    let on = Record { disabled: false, ..slower.clone() };
    let call = BUNNY.update_record(&zone, &slower, &on).unwrap();
    assert_eq!(client.send(call).await, Ok(None));
    assert_eq!(record(&client, &zone, "mail").await, on);
    // Added again, as an undo does, it is as it was.
    let call = BUNNY.delete_record(&zone, off.id.as_ref().unwrap());
    client.send(call).await.unwrap();
    client.send(BUNNY.create_record(&zone, &off)).await.unwrap();
    assert!(record(&client, &zone, "mail").await.disabled);
}

#[tokio::test]
async fn a_disabled_record_conflicts_with_none_and_is_not_exported() {
    let (client, zone) = zone("disabled-records.example").await;
    let rdata = Rdata::new(&RecordType::A, ["192.0.2.90"]);
    let a =
        Record::new(name("api.disabled-records.example"), RecordType::A, rdata, Ttl::Seconds(300));
    assert!(client.send(BUNNY.create_record(&zone, &a)).await.is_ok(), "beside a disabled CNAME");
    let file = client.send(BUNNY.export_zone(&zone)).await.unwrap();
    assert!(file.contains("192.0.2.90") && !file.contains("stores.hosting.example"), "{file}");
}
