//! No answer, however broken, makes a reader panic, and none is taken for a failure of another
//! kind than it is.

use proptest::prelude::*;

use super::testing::{record, zone};
use super::*;
use crate::record::Record;

/// Reads the answer as that of every call there is.
fn read_all(response: &Response, record: &Record) {
    let zone = zone();
    for provider in Provider::ALL {
        let _ = provider.check_key().map(|call| call.read(response));
        let _ = provider.list_zones("a", 1).read(response);
        let _ = provider.read_zone(&zone.id).read(response);
        let _ = provider.find_zone(&zone.name).read(response);
        let _ = provider.create_zone(&zone.name).map(|call| call.read(response));
        let _ = provider.list_records(&zone, 1).read(response);
        let _ = provider.add_found(&zone, record).map(|call| call.read(response));
        for target in [ScanTarget::Zone("1".into()), ScanTarget::Domain(zone.name.clone())] {
            let _ = provider.start_scan(&target).map(|call| call.read(response));
        }
        let _ = provider.read_scan(&zone).read(response);
        let shape = AcceptShape::IdAndFields;
        let review = provider.review_scan(&zone, std::slice::from_ref(record), &[], shape);
        let _ = review.map(|call| call.read(response));
        read_edits(provider, response, record);
    }
}

/// Reads the answer as that of every call that changes something, and of those that go with them.
fn read_edits(provider: Provider, response: &Response, record: &Record) {
    let (zone, id) = (zone(), "1".into());
    let before = Record { id: Some("1".into()), locked: true, ..record.clone() };
    let settings = ZoneSettings::default();
    let query = RecordQuery::default();
    let batch = Batch { posts: vec![record, record], ..Batch::default() };
    let _ = provider.search_records(&zone, &query, 1).map(|call| call.read(response));
    let _ = provider.read_record(&zone, &id).map(|call| call.read(response));
    let _ = provider.create_record(&zone, record).read(response);
    let _ = provider.update_record(&zone, &before, record).map(|call| call.read(response));
    let _ = provider.overwrite_record(&zone, &id, record).map(|call| call.read(response));
    let _ = provider.delete_record(&zone, &id).read(response);
    let _ = provider.batch(&zone, &batch).map(|call| call.read(response));
    let _ = provider.export_zone(&zone).read(response);
    let _ = provider.import_zone(&zone, "", false).read(response);
    let _ = provider.read_usage(&zone).map(|call| call.read(response));
    let _ = provider.scan_and_add(&zone).map(|call| call.read(response));
    let _ = provider.check_availability(&zone.name).map(|call| call.read(response));
    let _ = provider.delete_zone(&zone).map(|call| call.read(response));
    let _ = provider.read_settings(&zone).map(|call| call.read(response));
    let _ = provider.write_settings(&zone, &settings).map(|call| call.read(response));
    let _ = provider.set_dnssec(&zone, true).map(|call| call.read(response));
    let _ = provider.read_statistics(&zone, None).map(|call| call.read(response));
    let _ = provider.issue_certificate(&zone, &zone.name).map(|call| call.read(response));
}

/// Names that readers look for.
const NAMES: &[&str] = &[
    "success",
    "errors",
    "error_chain",
    "code",
    "message",
    "source",
    "pointer",
    "result",
    "result_info",
    "total_pages",
    "page",
    "accepts",
    "rejects",
    "deletes",
    "patches",
    "posts",
    "meta",
    "read_only",
    "settings",
    "private_routing",
    "created_on",
    "record_quota",
    "record_usage",
    "recs_added",
    "id",
    "name",
    "type",
    "content",
    "data",
    "priority",
    "ttl",
    "tags",
    "target",
    "Items",
    "Records",
    "Id",
    "Domain",
    "Name",
    "Type",
    "Value",
    "Ttl",
    "Flags",
    "Tag",
    "Priority",
    "Status",
    "JobId",
    "Error",
    "relay",
    "ErrorKey",
    "LinkName",
    "TotalItems",
    "RecordsSuccessful",
    "Available",
    "LoggingEnabled",
    "TotalQueriesServed",
    "QueriesServedChart",
    "QueriesByTypeChart",
    "Digest",
    "DigestType",
    "KeyTag",
    "Algorithm",
];

/// JSON that has the right names in wrong places.
fn json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just("false".to_owned()),
        any::<i64>().prop_map(|n| n.to_string()),
        any::<f64>()
            .prop_filter("JSON has no such numbers", |n| n.is_finite())
            .prop_map(|n| n.to_string()),
        "[ -~äß]{0,12}".prop_map(|text| serde_json::Value::from(text).to_string()),
        Just(r#""0 issue \"x\"""#.to_owned()),
        Just("\"SRV\"".to_owned()),
        Just("\"LOC\"".to_owned()),
        (0..20_u8).prop_map(|n| n.to_string()),
    ];
    leaf.prop_recursive(5, 60, 8, |inner| {
        let members = prop::collection::vec((prop::sample::select(NAMES), inner.clone()), 0..8);
        prop_oneof![
            prop::collection::vec(inner, 0..5).prop_map(|items| format!("[{}]", items.join(","))),
            members.prop_map(|members| {
                let members: Vec<_> =
                    members.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
                format!("{{{}}}", members.join(","))
            }),
        ]
    })
}

fn status() -> impl Strategy<Value = u16> {
    prop::sample::select(&[200, 201, 204, 301, 400, 401, 403, 404, 429, 500, 502, 600][..])
}

proptest! {
    #[test]
    fn reads_any_bytes_without_panic(
        status in status(),
        body in prop::collection::vec(any::<u8>(), 0..200),
        record in record(crate::record::RecordType::KNOWN),
    ) {
        read_all(&Response { status, retry_after: None, body }, &record);
    }

    #[test]
    fn reads_any_json_without_panic(
        status in status(),
        body in json(),
        cut in 0..400_usize,
        record in record(crate::record::RecordType::KNOWN),
    ) {
        let mut body = body.into_bytes();
        read_all(&Response { status, retry_after: None, body: body.clone() }, &record);
        body.truncate(cut);
        read_all(&Response { status, retry_after: None, body }, &record);
    }

    #[test]
    fn an_error_status_is_never_a_success(status in 400..600_u16, body in json()) {
        let response = Response { status, retry_after: None, body: body.into() };
        for provider in Provider::ALL {
            prop_assert!(provider.list_zones("", 1).read(&response).is_err());
            prop_assert!(provider.list_records(&zone(), 1).read(&response).is_err());
        }
    }
}
