//! bunny.net's enumerations (provider document 2.3): integers on the wire, strings in the
//! published documents. It knows names and numbers, no record.

use serde_json::{Map, Value};

/// Record types in the order of their numbers; the last one exists in scans only.
const TYPES: &[&str] = &[
    "A", "AAAA", "CNAME", "TXT", "MX", "Redirect", "Flatten", "PullZone", "SRV", "CAA", "PTR",
    "Script", "NS", "SVCB", "HTTPS", "TLSA", "SOA",
];

/// States of a scan in the order of their numbers.
const STATES: &[&str] = &["Pending", "InProgress", "Completed", "Failed"];

/// Enumerated fields and their names.
const FIELDS: &[(&str, &[&str])] = &[
    ("Type", TYPES),
    ("Status", STATES),
    ("MonitorStatus", &["Unknown", "Online", "Offline"]),
    ("MonitorType", &["None", "Ping", "Http", "Monitor"]),
    ("SmartRoutingType", &["None", "Latency", "Geolocation"]),
    ("AccelerationStatus", &["None", "Pending", "Processing", "Completed", "Failed"]),
    ("LogAnonymizationType", &["OneDigit", "Drop"]),
    ("CertificateKeyType", &["Ecdsa", "Rsa"]),
];

/// The number of a record type.
pub fn type_number(name: &str) -> Option<i64> {
    let index = TYPES.iter().position(|known| *known == name)?;
    i64::try_from(index).ok()
}

/// Turns the numbers of all enumerated fields into their names.
pub fn name_all(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(name_all),
        Value::Object(fields) => {
            for (key, value) in fields {
                let names = FIELDS.iter().find(|(field, _)| field == key);
                let name = names.and_then(|(_, names)| {
                    names.get(usize::try_from(value.as_u64()?).ok()?).copied()
                });
                match name {
                    Some(name) => *value = Value::from(name),
                    None => name_all(value),
                }
            }
        }
        _ => {}
    }
}

/// Turns the names of a record's enumerated fields into their numbers.
pub fn number_all(fields: &mut Map<String, Value>) {
    for (key, value) in fields {
        let names = FIELDS.iter().find(|(field, _)| field.eq_ignore_ascii_case(key));
        let number =
            names.and_then(|(_, names)| names.iter().position(|name| value.as_str() == Some(name)));
        if let Some(number) = number {
            *value = Value::from(number);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn uses_the_documented_type_numbers() {
        for (name, number) in
            [("A", 0), ("MX", 4), ("SRV", 8), ("NS", 12), ("TLSA", 15), ("SOA", 16)]
        {
            assert_eq!(type_number(name), Some(number));
        }
        assert_eq!(type_number("LOC"), None);
    }

    #[test]
    fn replaces_enumeration_numbers_by_names() {
        let mut value =
            json!({ "Status": 2, "Records": [{ "Type": 9, "Port": 1 }, { "Type": 99 }] });
        name_all(&mut value);
        let named = json!({
            "Status": "Completed", "Records": [{ "Type": "CAA", "Port": 1 }, { "Type": 99 }]
        });
        assert_eq!(value, named);
    }

    #[test]
    fn replaces_enumeration_names_by_numbers() {
        let value =
            json!({ "type": "PullZone", "MonitorType": "Ping", "Value": "Ping", "Port": 1 });
        let mut fields = value.as_object().unwrap().clone();
        number_all(&mut fields);
        let numbered = json!({ "type": 7, "MonitorType": 1, "Value": "Ping", "Port": 1 });
        assert_eq!(Value::from(fields), numbered);
    }
}
