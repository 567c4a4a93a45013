//! Searching, changing and deleting records, and what a record goes through on its way there and
//! back.

use super::super::testing::{answer, zone};
use super::*;
use crate::provider::QueryOrder;
use crate::record::{Rdata, RecordType, Ttl};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn a_search(query: &RecordQuery) -> Option<String> {
    search(&zone(), query, 2).map(|call| call.request.path)
}

#[test]
fn searches_by_type_and_text_and_refuses_other_conditions() {
    let plain = RecordQuery::default;
    let typed = |rtype| RecordQuery { rtype: Some(rtype), ..plain() };
    let text = |text: &str| RecordQuery { search: text.into(), ..plain() };
    let path = |rest: &str| Some(format!("/dnszone/715217/records?page=2&perPage=100{rest}"));
    assert_eq!(a_search(&plain()), path(""));
    assert_eq!(a_search(&typed(RecordType::Tlsa)), path("&type=15"));
    assert_eq!(a_search(&typed(RecordType::parse("Redirect"))), path("&type=5"));
    assert_eq!(a_search(&text("a&b")), path("&search=a%26b"));
    assert_eq!(a_search(&RecordQuery { any: true, ..text("a") }), path("&search=a"));
    let both = RecordQuery { rtype: Some(RecordType::A), ..text("a") };
    assert_eq!(a_search(&both), path("&type=0&search=a"));
    for unknown in [
        typed(RecordType::Loc),
        RecordQuery { any: true, ..both },
        RecordQuery { proxied: Some(false), ..plain() },
        RecordQuery { order: Some(QueryOrder::Name), ..plain() },
        RecordQuery { descending: true, ..plain() },
    ] {
        assert_eq!(a_search(&unknown), None, "{unknown:?}");
    }
}

#[test]
fn reads_a_page_item_by_item() {
    let call = search(&zone(), &RecordQuery::default(), 1).unwrap();
    let body = r#"{"Items":[{"Id":1,"Type":0,"Ttl":300,"Value":"192.0.2.1","Name":"www","Weight":100},7],"CurrentPage":1,"TotalItems":9,"HasMoreItems":true}"#;
    let page = call.read(&answer(200, body)).unwrap();
    assert_eq!((page.items.len(), page.total, page.more), (2, Some(9), true));
    assert_eq!(page.items[0].raw_more(), Some(r#"{"Weight":100}"#));
    assert_eq!(call.read(&answer(200, r#"{"Items":null}"#)).unwrap().items, []);
    assert_eq!(call.read(&answer(200, "{}")), Err(ApiError::MALFORMED));
    for status in [404, 405] {
        assert_eq!(call.read(&answer(status, "")), Err(ApiError::NotFound), "{status}");
    }
}

fn mx(id: Option<&str>) -> Record {
    let rdata = Rdata::new(&RecordType::Mx, ["10", "mail.example.net"]);
    let mut record = Record::new(zone().name, RecordType::Mx, rdata, Ttl::Seconds(300));
    record.id = id.map(Into::into);
    record
}

#[test]
fn a_change_sends_every_field() {
    let before = Record {
        comment: Some("old".into()),
        more: Some(r#"{"Weight":0,"LinkName":"","Disabled":true,"New":{"a":[1.50]}}"#.into()),
        ..mx(Some("13604485"))
    };
    let after = Record { comment: None, ..before.clone() };
    let expected = r#"{"Id":13604485,"Type":4,"Name":"","Ttl":300,"Priority":10,"Value":"mail.example.net","Comment":"","Weight":0,"Disabled":true,"New":{"a":[1.50]}}"#;
    // What was kept is sent also where the changed record was made anew.
    for more in [before.more.clone(), None] {
        let call = update(&zone(), &before, &Record { more, ..after.clone() }).unwrap();
        assert_eq!(call.request.method, Method::Post);
        assert_eq!(call.request.path, "/dnszone/715217/records/13604485");
        assert_eq!(call.request.body.as_deref(), Some(expected));
        assert_eq!(call.read(&answer(204, "")), Ok(None));
    }
}

#[test]
fn makes_no_update_call_without_an_id_or_for_another_type() {
    assert!(update(&zone(), &mx(None), &mx(None)).is_none());
    let other = Record { rtype: RecordType::Txt, ..mx(Some("1")) };
    assert!(update(&zone(), &mx(Some("1")), &other).is_none());
}

#[test]
fn deletes_a_record_by_its_id() {
    let call = delete(&zone(), &"13604485".into());
    assert_eq!(call.request.method, Method::Delete);
    assert_eq!(call.request.path, "/dnszone/715217/records/13604485");
    assert_eq!(call.read(&answer(204, "")), Ok(()));
    assert_eq!(call.read(&answer(404, "")), Err(ApiError::NotFound));
    assert_eq!(delete(&zone(), &"../1".into()).request.path, "/dnszone/715217/records/..%2F1");
}

/// Reads a record as a list gives it.
fn read(record: &Value) -> Record {
    let body = json!({ "Items": [record] }).to_string();
    let call = search(&zone(), &RecordQuery::default(), 1).unwrap();
    call.read(&answer(200, &body)).unwrap().items.remove(0)
}

/// What the provider keeps after a write: what is sent, and what it makes by itself.
fn stored(before: &Value, sent: &str) -> Value {
    let mut after: Map<String, Value> = serde_json::from_str(sent).unwrap();
    let own = [
        "Id",
        "MonitorStatus",
        "AccelerationStatus",
        "IPGeoLocationInfo",
        "GeolocationInfo",
        "AcceleratedPullZoneId",
    ];
    for name in own {
        after.insert(name.into(), before[name].clone());
    }
    let linked = after.remove("PullZoneId").or_else(|| after.remove("ScriptId"));
    let link = linked.map_or_else(|| before["LinkName"].clone(), |id| id.to_string().into());
    after.insert("LinkName".into(), link);
    after.into()
}

#[test]
fn a_new_type_keeps_only_the_unknown_members_that_do_not_clash() {
    let mut record = read(&a_live_record(0, "192.0.2.1", ""));
    record.rtype = RecordType::Mx;
    record.rdata = Rdata::new(&RecordType::Mx, ["10", "mail.example.net"]);
    let call = crate::provider::Provider::Bunny.create_record(&zone(), &record);
    let sent = call.request.body.unwrap();
    assert_eq!(sent.matches("\"Priority\":").count(), 1, "{sent}");
    assert!(sent.contains(r#""Priority":10"#) && sent.contains(r#""Weight":100"#), "{sent}");
}

#[test]
fn writes_the_providers_own_types_in_the_form_that_it_demands() {
    for (kind, value, link, expected) in [
        (5, "https://example.net/", "", r#""Value":"https://example.net/""#),
        (6, "target.example.net", "", r#""Value":"target.example.net""#),
        (7, "", "1234", r#""PullZoneId":1234,"Value":"""#),
        (7, "", "named", r#""PullZoneId":"named","Value":"""#),
        (7, "zone.b-cdn.example", "1234", r#""PullZoneId":1234,"Value":"""#),
        (11, "", "77", r#""ScriptId":77,"Value":"""#),
    ] {
        let record = read(&a_live_record(kind, value, link));
        assert_eq!(record.flaw, None);
        let sent = update(&zone(), &record, &record).unwrap().request.body.unwrap();
        assert!(sent.contains(expected), "{sent}");
    }
}

fn a_live_record(kind: i64, value: &str, link: &str) -> Value {
    json!({
        "Id": 13604485, "Type": kind, "Ttl": 300, "Value": value, "Name": "www", "Weight": 100,
        "Priority": 0, "Port": 0, "Flags": 0, "Tag": "", "Accelerated": false,
        "AcceleratedPullZoneId": 0, "LinkName": link, "IPGeoLocationInfo": null,
        "GeolocationInfo": null, "MonitorStatus": 0, "MonitorType": 0, "GeolocationLatitude": 0.0,
        "GeolocationLongitude": 0.0, "EnviromentalVariables": [], "LatencyZone": null,
        "SmartRoutingType": 0, "Disabled": false, "Comment": "", "AutoSslIssuance": true,
        "AccelerationStatus": 0
    })
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1000..1000_i32).prop_map(|n| Value::from(f64::from(n) / 8.0)),
        "[ -~\n\u{e4}]{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(8, 24, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::hash_map("[A-Z][a-z]{0,5}", inner, 0..3)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

prop_compose! {
    /// A record as bunny.net keeps it, with members that nobody knows.
    fn any_record()(
        (kind, value, link) in prop::sample::select(&[
            (0, "192.0.2.1", ""), (1, "2001:db8::1", ""), (2, "a.example", ""), (3, "say \"hi\" ", ""),
            (4, "mail.example", ""), (5, "https://example.net/?a=b", ""), (6, "b.example", ""), (7, "", "1234"),
            (8, "sip.example", ""), (9, "ca.example", ""), (10, "c.example", ""), (11, "", "77"),
            (12, "ns.example", ""), (13, "d.example alpn=h2", ""), (14, ". alpn=h2", ""), (15, "3 1 1 ab", ""),
            (17, "of the future", ""),
        ][..]),
        numbers in prop::array::uniform4(0..65_536_i64),
        ttl in 0..100_000_u32,
        comment in prop::option::of("[ -~]{0,9}"),
        known in prop::collection::vec((prop::sample::select(&[
            "Accelerated", "AcceleratedPullZoneId", "IPGeoLocationInfo", "GeolocationInfo", "MonitorStatus",
            "MonitorType", "GeolocationLatitude", "EnviromentalVariables", "LatencyZone", "SmartRoutingType",
            "AutoSslIssuance", "AccelerationStatus",
        ][..]), any_value()), 0..8),
        disabled in any::<bool>(),
        unknown in prop::collection::hash_map("X[a-z\"]{1,9}", any_value(), 0..4),
    ) -> Value {
        let mut record = a_live_record(kind, value, link);
        for (name, value) in ["Weight", "Priority", "Port"].into_iter().zip(numbers) {
            record[name] = value.into();
        }
        record["Flags"] = (numbers[3] % 256).into();
        record["Tag"] = if kind == 9 { "issue" } else { "" }.into();
        record["Ttl"] = ttl.into();
        record["Comment"] = comment.into();
        record["Disabled"] = disabled.into();
        for (name, value) in known {
            record[name] = value;
        }
        for (name, value) in unknown {
            record[name] = value;
        }
        record
    }
}

proptest! {
    #[test]
    fn a_record_survives_an_update_and_an_add_unchanged(kept in any_record()) {
        let record = read(&kept);
        prop_assert_eq!(record.flaw, None);
        let sent = update(&zone(), &record, &record).unwrap().request.body.unwrap();
        let after = stored(&kept, &sent);
        prop_assert_eq!(read(&after), record.clone(), "{}", sent);
        for (name, value) in kept.as_object().unwrap() {
            let same = after[name] == *value || (name == "Comment" && value.is_null());
            prop_assert!(same, "{name}: {value} became {}", after[name]);
        }
        let added = crate::provider::Provider::Bunny.create_record(&zone(), &record);
        let after = stored(&kept, &added.request.body.unwrap());
        prop_assert_eq!(read(&after), record);
    }
}
