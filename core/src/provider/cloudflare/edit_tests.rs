//! Writing one record: each request to the letter, and changes that make of one record another.

use super::super::CAPABILITIES;
use super::super::testing::{a, answer, refused, success, zone};
use super::*;
use crate::provider::{Refusal, testing};
use crate::record::{Rdata, RecordType, Ttl};
use proptest::prelude::*;
use serde_json::{Map, Value};

const A: &str = r#"{"id":"7","name":"example.com","type":"A","content":"192.0.2.1","proxied":false,"ttl":1,"settings":{},"meta":{},"comment":null,"tags":[]}"#;

fn known(content: &str) -> Record {
    Record { id: Some("7".into()), ..a(content) }
}

fn changes(before: &Record, after: &Record) -> Option<String> {
    patch(&zone(), before, after).and_then(|call| call.request.body)
}

#[test]
fn creates_a_record_with_all_its_members() {
    let record =
        Record { more: Some(r#"{"settings":{"ipv4_only":true}}"#.into()), ..a("192.0.2.1") };
    let call = create(&zone(), &record);
    assert_eq!(
        (call.request.method, &*call.request.path),
        (Method::Post, "/zones/023e/dns_records")
    );
    let body = r#"{"type":"A","name":"example.com","content":"192.0.2.1","ttl":1,"settings":{"ipv4_only":true}}"#;
    assert_eq!(call.request.body.as_deref(), Some(body));
    let kept = Record { proxied: Some(false), ..known("192.0.2.1") };
    assert_eq!(call.read(&success(A)), Ok(Some(kept)));
    assert_eq!(call.read(&success("null")), Ok(None));
    assert_eq!(call.read(&answer(200, "")), Err(ApiError::MALFORMED));
}

#[test]
fn put_replaces_a_record_whole() {
    let call = put(&zone(), &"a/b".into(), &a("192.0.2.1"));
    assert_eq!(
        (call.request.method, &*call.request.path),
        (Method::Put, "/zones/023e/dns_records/a%2Fb")
    );
    let body = r#"{"type":"A","name":"example.com","content":"192.0.2.1","ttl":1}"#;
    assert_eq!(call.request.body.as_deref(), Some(body));
    assert!(call.read(&success(A)).unwrap().is_some());
}

#[test]
fn reads_a_delete_as_done_even_with_an_incomplete_envelope() {
    let call = delete(&zone(), &"7".into());
    assert_eq!(
        (call.request.method, &*call.request.path, &call.request.body),
        (Method::Delete, "/zones/023e/dns_records/7", &None)
    );
    for body in ["", r#"{"result":{"id":"7"}}"#, r#"{"success":true,"result":{"id":"7"}}"#] {
        assert_eq!(call.read(&answer(200, body)), Ok(()), "{body}");
    }
    let gone = r#"{"code":81044,"message":"Record does not exist."}"#;
    assert_eq!(call.read(&refused(404, gone)), Err(ApiError::NotFound));
}

#[test]
fn patch_sends_only_what_differs() {
    let before = Record { more: Some("x".into()), ..known("192.0.2.1") };
    let with = |change: &dyn Fn(&mut Record)| {
        let mut after = before.clone();
        change(&mut after);
        changes(&before, &after)
    };
    for (body, expected) in [
        (with(&|_| {}), None),
        (with(&|r| r.more = None), None),
        (with(&|r| r.locked = true), None),
        (with(&|r| r.ttl = Ttl::Seconds(60)), Some(r#"{"ttl":60}"#)),
        (with(&|r| r.rdata = a("192.0.2.9").rdata), Some(r#"{"content":"192.0.2.9"}"#)),
        (with(&|r| r.proxied = Some(false)), None),
        (with(&|r| r.proxied = Some(true)), Some(r#"{"proxied":true}"#)),
        (with(&|r| r.comment = Some("c".into())), Some(r#"{"comment":"c"}"#)),
        (with(&|r| r.tags = vec!["a:b".into()]), Some(r#"{"tags":["a:b"]}"#)),
        (
            with(&|r| r.name = DomainName::parse("www.example.com").unwrap()),
            Some(r#"{"name":"www.example.com"}"#),
        ),
    ] {
        assert_eq!(body.as_deref(), expected);
    }
}

#[test]
fn patch_sends_removed_fields_as_empty() {
    let mut before = known("192.0.2.1");
    before.comment = Some("c".into());
    before.tags = vec!["a:b".into()];
    before.proxied = Some(true);
    assert_eq!(
        changes(&before, &known("192.0.2.1")).as_deref(),
        Some(r#"{"proxied":false,"comment":"","tags":[]}"#)
    );
}

#[test]
fn patch_to_another_type_sends_all_its_rdata() {
    let mut before = known("192.0.2.1");
    before.proxied = Some(true);
    let mut after = known("192.0.2.1");
    after.rtype = RecordType::Mx;
    after.rdata = Rdata::new(&RecordType::Mx, ["10", "mail.example.com"]);
    assert_eq!(
        changes(&before, &after).as_deref(),
        Some(r#"{"type":"MX","priority":10,"content":"mail.example.com","proxied":false}"#)
    );
    let before = after.clone();
    after.rdata = Rdata::new(&RecordType::Mx, ["20", "mail.example.com"]);
    assert_eq!(
        changes(&before, &after).as_deref(),
        Some(r#"{"priority":20,"content":"mail.example.com"}"#)
    );
}

#[test]
fn makes_no_patch_call_without_an_id() {
    assert!(patch(&zone(), &a("192.0.2.1"), &a("192.0.2.2")).is_none());
    let call = patch(&zone(), &known("192.0.2.1"), &a("192.0.2.2")).unwrap();
    assert_eq!(
        (call.request.method, &*call.request.path),
        (Method::Patch, "/zones/023e/dns_records/7")
    );
}

#[test]
fn reads_the_field_of_a_refusal() {
    let call = create(&zone(), &a("x"));
    let error = r#"{"code":1004,"message":"DNS Validation Error","source":{"pointer":"/content"},"error_chain":[{"code":9005,"message":"no address"}]}"#;
    let refusal = Refusal {
        status: 400,
        code: Some("1004".into()),
        field: Some("content".into()),
        message: "DNS Validation Error: no address".into(),
        request: None,
    };
    assert_eq!(call.read(&refused(400, error)), Err(ApiError::Refused(refusal)));
    let identical = r#"{"code":81058,"message":"An identical record already exists."}"#;
    assert_eq!(call.read(&refused(400, identical)), Err(ApiError::Duplicate));
}

/// A good record with everything that a user may set.
fn record() -> impl Strategy<Value = Record> {
    let tags = prop::collection::vec("[a-z]{1,5}:[a-z]{1,5}".prop_map(Into::into), 0..3);
    let types = CAPABILITIES.limits.types;
    (testing::record(types), any::<bool>(), any::<bool>(), tags).prop_map(
        |(mut record, proxied, is_auto, tags)| {
            record.id = Some("7".into());
            record.tags = tags;
            record.proxied = record.rtype.is_proxiable().then_some(proxied);
            if is_auto {
                record.ttl = Ttl::Auto;
            }
            record
        },
    )
}

fn json(record: &Record) -> Map<String, Value> {
    let mut members: Map<String, Value> =
        serde_json::from_str(&loose::write(&convert::whole(record))).unwrap();
    members.insert("id".into(), record.id.as_ref().map(RecordId::as_str).into());
    members
}

/// What a provider makes of a change: members are replaced, and the fields of another type go.
fn changed(before: &Record, after: &Record) -> Record {
    let mut members = json(before);
    members.entry("proxied").or_insert(Value::Bool(false));
    if let Some(body) = changes(before, after) {
        let patch: Map<String, Value> = serde_json::from_str(&body).unwrap();
        if patch.contains_key("type") {
            for field in ["content", "data", "priority"] {
                members.remove(field);
            }
        }
        members.extend(patch);
    }
    // Whatever was proxied or not says nothing of types that cannot be.
    if members.get("proxied") == Some(&Value::Bool(false)) && !after.rtype.is_proxiable() {
        members.remove("proxied");
    }
    let text = Value::from(members).to_string();
    convert::read(&text, &zone().name)
}

proptest! {
    #[test]
    fn a_patch_turns_one_record_into_the_other(before in record(), after in record()) {
        prop_assert_eq!(changed(&before, &after), after);
    }

    #[test]
    fn a_patch_of_one_field_yields_the_wanted_record(before in record(), other in record(), field in 0..6_u8) {
        let mut after = before.clone();
        match field {
            0 => after.name = other.name,
            1 => after.ttl = other.ttl,
            2 => after.comment = other.comment,
            3 => after.tags = other.tags,
            4 if after.rtype == other.rtype => after.rdata = other.rdata,
            _ => after.proxied = after.proxied.map(|proxied| !proxied),
        }
        prop_assert_eq!(changed(&before, &after), after);
    }
}
