//! Items of `bad-record.example` that no client should trust, among good ones. They are no
//! records: nothing reads them here.

use serde_json::{Value, json};

/// Items of a scan's list.
pub fn discovered() -> Vec<Value> {
    vec![
        json!({ "Name": "type-is-text", "Type": "seven", "Ttl": 300, "Value": "192.0.2.7", "IsProxied": false }),
        json!({ "Name": null, "Type": 0, "Ttl": 300, "Value": "192.0.2.8", "IsProxied": false }),
        json!({ "Type": 0, "Ttl": 300, "Value": "192.0.2.9", "IsProxied": false }),
        json!({ "Name": "unknown-type", "Type": 65280, "Ttl": 300, "Value": "\\# 2 abcd", "IsProxied": false }),
        json!({ "Name": "too-large", "Type": 4, "Ttl": -5, "Value": "mx.example", "Priority": 99_999_999_999_u64, "IsProxied": false }),
        json!({ "Name": 17, "Type": 0, "Ttl": "300", "Value": ["192.0.2.10"], "IsProxied": "no" }),
        json!({ "Name": "no-value", "Type": 0, "Ttl": 300, "Value": null, "IsProxied": false }),
        Value::Null,
        json!("record"),
    ]
}

/// Items of a zone's records.
pub fn records() -> Vec<Value> {
    vec![
        json!({ "Id": 1, "Type": 65280, "Ttl": 300, "Name": "unknown-type", "Value": "\\# 2 abcd" }),
        json!({ "Id": "two", "Type": 0, "Ttl": 300, "Name": "id-is-text", "Value": "192.0.2.2" }),
        json!({ "Id": 3, "Type": 0, "Ttl": 300, "Value": "192.0.2.3" }),
        json!({ "Id": 4, "Type": 4, "Ttl": 300, "Name": "too-large", "Value": "mx.example", "Priority": 70_000 }),
        json!([]),
    ]
}
