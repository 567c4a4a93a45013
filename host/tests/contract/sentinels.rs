//! Every key that makes calls fail, against every call: each failure is told for what it is.

use std::time::Duration;

use zonesift_core::provider::{
    AcceptShape, ApiError, Batch, Call, Provider, RecordQuery, ScanTarget, Trouble, ZoneInfo,
};
use zonesift_core::record::{Record, RecordType};

use crate::client::{Client, name};
use crate::samples;

const SERVER: ApiError = ApiError::Server(Trouble { status: 500, request: None });

/// How a call with this key fails, every time.
pub const ALWAYS: &[(&str, ApiError, ApiError)] = &[
    ("real-key", ApiError::BadKey, ApiError::NoPermission),
    ("sandbox-401", ApiError::BadKey, ApiError::BadKey),
    ("sandbox-403", ApiError::NoPermission, ApiError::NoPermission),
    ("sandbox-404", ApiError::NotFound, ApiError::NotFound),
    ("sandbox-429-long", ApiError::RateLimited(Some(300)), ApiError::RateLimited(Some(300))),
    ("sandbox-500", SERVER, SERVER),
    ("sandbox-malformed", ApiError::MALFORMED, ApiError::MALFORMED),
    ("sandbox-html", ApiError::MALFORMED, ApiError::MALFORMED),
];

/// The place of the list of zones in [`failures`].
const LIST: usize = 0;

/// The place of the reading of a scan in [`failures`].
const SCAN: usize = 4;

/// A zone that nobody looks at: these keys fail before.
fn zone() -> ZoneInfo {
    ZoneInfo {
        id: "0123456789abcdef0123456789abcdef".into(),
        name: name("bakery.example"),
        records: None,
        active: None,
        name_servers: Vec::new(),
        free_plan: None,
    }
}

/// The failure of every call of a provider, in one order.
async fn failures(client: &Client, provider: Provider) -> Vec<Option<ApiError>> {
    async fn failure<T: 'static>(client: &Client, call: Option<Call<T>>) -> Option<ApiError> {
        client.send_unchecked(call?).await.err()
    }
    let mut zone = zone();
    if provider == Provider::Bunny {
        zone.id = "1".into();
    }
    let record = samples::of(&[RecordType::A], &zone.name).remove(0);
    let target = ScanTarget::Zone(zone.id.clone());
    let review =
        provider.review_scan(&zone, std::slice::from_ref(&record), &[], AcceptShape::FieldsOnly);
    let mut all = vec![
        failure(client, Some(provider.list_zones("", 1))).await,
        failure(client, Some(provider.find_zone(&zone.name))).await,
        failure(client, Some(provider.read_zone(&zone.id))).await,
        failure(client, Some(provider.list_records(&zone, 1))).await,
        failure(client, Some(provider.read_scan(&zone))).await,
        failure(client, provider.start_scan(&target)).await,
    ];
    match provider {
        Provider::Bunny => {
            all.push(failure(client, provider.create_zone(&zone.name)).await);
            all.push(failure(client, provider.add_found(&zone, &record)).await);
        }
        Provider::Cloudflare => {
            all.push(failure(client, review).await);
            push_edits(client, &zone, &record, &mut all).await;
        }
    }
    all
}

/// The failures of all calls that change records.
async fn push_edits(
    client: &Client,
    zone: &ZoneInfo,
    record: &Record,
    all: &mut Vec<Option<ApiError>>,
) {
    async fn failure<T: 'static>(client: &Client, call: Option<Call<T>>) -> Option<ApiError> {
        client.send_unchecked(call.unwrap()).await.err()
    }
    let provider = Provider::Cloudflare;
    let id = "0123456789abcdef0123456789abcdef".into();
    let before = Record { id: Some("0123456789abcdef0123456789abcdef".into()), ..record.clone() };
    let after = Record { comment: Some("x".into()), ..before.clone() };
    let batch = Batch { posts: vec![record, record], ..Batch::default() };
    let query = RecordQuery::default();
    all.push(failure(client, provider.search_records(zone, &query, 1)).await);
    all.push(failure(client, provider.read_record(zone, &id)).await);
    all.push(failure(client, Some(provider.create_record(zone, record))).await);
    all.push(failure(client, provider.update_record(zone, &before, &after)).await);
    all.push(failure(client, provider.overwrite_record(zone, &id, record)).await);
    all.push(failure(client, provider.batch(zone, &batch)).await);
    all.push(failure(client, Some(provider.export_zone(zone))).await);
    all.push(failure(client, Some(provider.import_zone(zone, "", false))).await);
    all.push(failure(client, provider.read_usage(zone)).await);
    all.push(failure(client, provider.scan_and_add(zone)).await);
    all.push(failure(client, Some(provider.delete_record(zone, &id))).await);
}

#[tokio::test]
async fn a_key_that_always_fails_makes_every_call_fail_alike() {
    let any = Client::new(Provider::Bunny, "sandbox-contract").await;
    for (key, at_bunny, at_cloudflare) in ALWAYS {
        for (provider, expected) in
            [(Provider::Bunny, at_bunny), (Provider::Cloudflare, at_cloudflare)]
        {
            let client = any.with(provider, key);
            let mut all = failures(&client, provider).await;
            if (*key, provider) == ("sandbox-404", Provider::Bunny) {
                // There a 404 of the scan means that nobody has scanned the zone yet.
                assert_eq!(all.remove(SCAN), None);
            }
            if (expected, provider) == (&ApiError::NoPermission, Provider::Cloudflare) {
                // The list shows whether a key is one at all, and the answer may be about that as well.
                assert_eq!(all.remove(LIST), Some(ApiError::Denied));
            }
            assert!(all.iter().all(|one| one.as_ref() == Some(expected)), "{key} {all:?}");
        }
    }
}

#[tokio::test]
async fn an_empty_body_is_malformed_except_for_calls_without_a_result() {
    let bunny = Client::new(Provider::Bunny, "sandbox-empty-body").await;
    let all = failures(&bunny, Provider::Bunny).await;
    let (last, others) = all.split_last().unwrap();
    assert!(others.iter().all(|one| *one == Some(ApiError::MALFORMED)), "{all:?}");
    assert_eq!(*last, None, "a record may be written without an answer");

    let cloudflare = Client::new(Provider::Cloudflare, "sandbox-empty-body").await;
    let all = failures(&cloudflare, Provider::Cloudflare).await;
    let without_result = [5, all.len() - 1];
    assert!(without_result.iter().all(|index| all[*index].is_none()), "start of a scan, delete");
    let others = all.iter().enumerate().filter(|(index, _)| !without_result.contains(index));
    assert!(others.into_iter().all(|(_, one)| *one == Some(ApiError::MALFORMED)), "{all:?}");
}

#[tokio::test]
async fn a_call_that_fails_once_works_the_second_time() {
    for provider in Provider::ALL {
        for (key, expected) in [
            ("sandbox-429", ApiError::RateLimited(Some(2))),
            ("sandbox-503-once", ApiError::Server(503.into())),
        ] {
            let client = Client::new(provider, key).await;
            let list = || client.send(provider.list_zones("", 1));
            assert_eq!(list().await, Err(expected));
            assert!(list().await.is_ok());
        }
    }
}

#[tokio::test]
async fn a_read_only_key_may_neither_scan_nor_write() {
    for provider in Provider::ALL {
        let client = Client::new(provider, "sandbox-read-only").await;
        let zone = client.zone("bakery.example").await;
        assert!(client.send(provider.list_records(&zone, 1)).await.is_ok());
        let target = ScanTarget::Zone(zone.id.clone());
        let start = client.send(provider.start_scan(&target).unwrap()).await;
        assert_eq!(start.map(|_| ()), Err(ApiError::NoPermission));
        let record = samples::of(&[RecordType::A], &zone.name).remove(0);
        let written = match provider.add_found(&zone, &record) {
            Some(call) => client.send(call).await.map(|_| ()),
            None => {
                let shape = AcceptShape::FieldsOnly;
                let call = provider.review_scan(&zone, &[record], &[], shape).unwrap();
                client.send(call).await.map(|_| ())
            }
        };
        assert_eq!(written, Err(ApiError::NoPermission));
    }
}

#[tokio::test]
async fn a_revoked_key_stays_refused() {
    let client = Client::new(Provider::Bunny, "sandbox-revoked-later").await;
    let zone = client.zone("bakery.example").await;
    let record = samples::of(&[RecordType::A], &zone.name).remove(0);
    let add = Provider::Bunny.add_found(&zone, &record).unwrap();
    assert_eq!(client.send(add).await.map(|_| ()), Err(ApiError::BadKey));
    let list = client.send(Provider::Bunny.list_records(&zone, 1)).await;
    assert_eq!(list.map(|_| ()), Err(ApiError::BadKey));
}

#[tokio::test]
async fn a_call_to_a_silent_provider_can_be_given_up() {
    for provider in Provider::ALL {
        let client = Client::new(provider, "sandbox-hang").await;
        let waited = tokio::time::timeout(
            Duration::from_millis(200),
            client.send(provider.list_zones("", 1)),
        );
        assert!(waited.await.is_err());
    }
}
