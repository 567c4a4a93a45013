//! What `own-types.example` holds: records of the types that only bunny.net has (provider document
//! 2.3), and settings that other providers have no place for. Some members are invented, as members
//! that come without notice would be (2.4).

use serde_json::{Map, Value, json};

use super::record::Record;
use crate::sandbox::sentinel::ZoneBehaviour;

/// The records, without their numbers; none for other zones.
pub fn records(behaviour: ZoneBehaviour) -> Vec<Record> {
    let plain = || Record { ttl: 300, weight: 100, auto_ssl: true, ..Record::default() };
    match behaviour {
        ZoneBehaviour::OwnTypes => {}
        ZoneBehaviour::DisabledRecords => return disabled(&plain()),
        _ => return Vec::new(),
    }
    vec![
        Record {
            kind: 5,
            name: "go".into(),
            value: "https://www.own-types.example/start?from=dns".into(),
            weight: 50,
            extra: fields(json!({
                "RedirectCode": 308,
                "RedirectRules": [{ "If": { "Countries": ["AT", "DE"], "Share": 12.5 }, "To": null }],
            })),
            ..plain()
        },
        Record { kind: 6, name: "flat".into(), value: "origin.hosting.example".into(), ..plain() },
        Record {
            kind: 7,
            name: "cdn".into(),
            link: "218437".into(),
            accelerated: true,
            extra: fields(json!({ "AcceleratedPullZoneId": 218_437, "AccelerationStatus": 3 })),
            ..plain()
        },
        Record {
            kind: 11,
            name: "edge".into(),
            link: "5012".into(),
            variables: vec![json!({ "Name": "STAGE", "Value": "\"live\"" })],
            extra: fields(json!({ "ScriptRevision": "3f2c" })),
            ..plain()
        },
        Record {
            kind: 0,
            name: "near".into(),
            value: "192.0.2.40".into(),
            weight: 40,
            routing: 2,
            monitor: 1,
            latitude: 48.2082,
            longitude: 16.3738,
            extra: fields(json!({
                "GeolocationInfo": { "Country": "Austria", "City": "Vienna", "Latitude": 48.2082, "Longitude": 16.3738 },
                "IPGeoLocationInfo": { "CountryCode": "AT", "Country": "Austria", "ASN": 64496, "OrganizationName": "Example", "City": "Vienna" },
                "MonitorStatus": 1,
            })),
            ..plain()
        },
        Record {
            kind: 0,
            name: "fast".into(),
            value: "192.0.2.41".into(),
            routing: 1,
            latency_zone: Some("DE".into()),
            comment: "Switched off until the move".into(),
            disabled: true,
            auto_ssl: false,
            ..plain()
        },
    ]
}

/// What `disabled-records.example` holds and does not answer with.
fn disabled(plain: &Record) -> Vec<Record> {
    let of = |kind, name: &str, value: &str, ttl| Record {
        kind,
        name: name.into(),
        value: value.into(),
        ttl,
        disabled: true,
        ..plain.clone()
    };
    vec![of(0, "mail", "192.0.2.25", 3_600), of(2, "api", "stores.hosting.example", 300)]
}

fn fields(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::bunny::testing::*;

    #[tokio::test]
    async fn only_its_own_zone_has_the_providers_own_types() {
        let host = Host::new().await;
        let id = host.zone("own-types.example").await;
        let records = host.get(&format!("/dnszone/{id}")).await.body["Records"].clone();
        let of = |kind| records.as_array().unwrap().iter().find(|record| record["Type"] == kind);
        assert_eq!(of(5).unwrap()["RedirectCode"], 308);
        assert_eq!(of(7).unwrap()["LinkName"], "218437");
        assert_eq!(of(7).unwrap()["AcceleratedPullZoneId"], 218_437);
        assert_eq!(of(11).unwrap()["Value"], "");
        assert_eq!(of(0).unwrap()["GeolocationInfo"]["City"], "Vienna");
        assert!(records_of_other_zones().is_empty());
    }

    fn records_of_other_zones() -> Vec<Record> {
        records(ZoneBehaviour::Plain)
    }
}
