//! Items of `bad-record.example` that no client should trust, among good ones. They are no
//! records: nothing reads them here.

use serde_json::{Value, json};

/// Items of the review list and of the record list.
fn items() -> Vec<Value> {
    vec![
        json!({ "id": "bad00000000000000000000000000001", "type": "A", "content": "192.0.2.3", "ttl": 1 }),
        json!({ "id": "bad00000000000000000000000000002", "name": "type-is-number.bad-record.example", "type": 7, "content": "x", "ttl": 1 }),
        json!({ "id": "bad00000000000000000000000000003", "name": "unknown-type.bad-record.example", "type": "TYPE65280", "content": "\\# 2 abcd", "ttl": 1, "proxiable": false, "proxied": false }),
        json!({ "id": "bad00000000000000000000000000004", "name": "too-large.bad-record.example", "type": "MX", "content": "mx.example", "priority": 99_999_999_999_u64, "ttl": -5 }),
        json!({ "id": 5, "name": ["list"], "type": "A", "content": null, "proxied": "yes" }),
        Value::Null,
        json!("record"),
    ]
}

/// Puts them among good ones.
pub fn mix(good: &mut Vec<Value>) {
    let middle = good.len() / 2;
    good.splice(middle..middle, items());
}
