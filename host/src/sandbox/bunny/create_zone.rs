//! `POST /dnszone`: makes a zone, with records if some are sent. A scan of the domain that was
//! started before is the zone's scan from then on.

use std::sync::Arc;

use axum::{
    Extension, Json,
    body::Bytes,
    http::{HeaderMap, StatusCode},
};
use serde_json::{Map, Value};

use super::{Session, account::Zone, conflict, error::Error, fields::Fields, record::Record};
use crate::sandbox::{body, domain_name};

/// Answers the call.
pub async fn handle(
    Extension(session): Session,
    headers: HeaderMap,
    body: Bytes,
) -> Result<(StatusCode, Json<Value>), Error> {
    let object = body::object(&headers, &body)?;
    let fields = Fields::new(&object);
    let domain = fields.text("Domain")?.and_then(|domain| domain_name(domain).ok());
    let mut account = session.account();
    let domain =
        domain
            .filter(|domain| !account.zones.iter().any(|zone| zone.domain == *domain))
            .ok_or_else(|| Error::field("Domain", "The domain is already in use or not valid."))?;
    let records = records(fields.get("Records"))?;
    let records = records.into_iter().map(|record| account.numbered(record)).collect();
    let mut zone = Zone::new(&domain, records);
    zone.job = account.domain_jobs.get(&domain).map(Arc::clone);
    let made = zone.made();
    account.zones.push(zone);
    Ok((StatusCode::CREATED, Json(made)))
}

fn records(value: Option<&Value>) -> Result<Vec<Record>, Error> {
    let wrong = || Error::field("Records", "Expected a list of records");
    let items = match value {
        None => return Ok(Vec::new()),
        Some(value) => value.as_array().ok_or_else(wrong)?,
    };
    let mut records = Vec::new();
    for item in items {
        let record = Record::from_body(&at_apex(item.as_object().ok_or_else(wrong)?))?;
        conflict::check(&records, &record)?;
        records.push(record);
    }
    Ok(records)
}

/// Here, and only here, the apex may be `@` as in the scan's list (provider document 2.6).
fn at_apex(object: &Map<String, Value>) -> Map<String, Value> {
    let mut object = object.clone();
    for (field, value) in &mut object {
        if field.eq_ignore_ascii_case("name") && value == "@" {
            *value = Value::from("");
        }
    }
    object
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::*;

    #[tokio::test]
    async fn creates_a_zone_only_once() {
        let host = Host::new().await;
        let make = async |body| host.call(KEY, "POST", "/dnszone", Some(body)).await;
        let made = make(json!({ "domain": "NewShop.example" })).await;
        assert_eq!((made.status, &made.body["Domain"]), (201, &json!("newshop.example")));
        assert!(made.body["DateCreated"].as_str().unwrap().ends_with('Z'));
        let again = make(json!({ "Domain": "newshop.example" })).await;
        assert_eq!((again.status, &again.body["Field"]), (400, &json!("Domain")));
        for bad in [json!({}), json!({ "Domain": "a b" }), json!({ "Domain": 1 })] {
            assert_eq!(make(bad).await.status, 400);
        }
    }

    #[tokio::test]
    async fn creates_a_zone_with_records() {
        let host = Host::new().await;
        let record = json!({ "Type": 0, "Name": "@", "Value": "192.0.2.1", "Ttl": 300 });
        let body = json!({ "Domain": "newshop.example", "Records": [record] });
        let made = host.call(KEY, "POST", "/dnszone", Some(body)).await;
        assert_eq!(made.body["Records"][0]["Name"], "");
        let body = json!({ "Domain": "other.example", "Records": [{ "Type": 0, "Value": "x" }] });
        assert_eq!(host.call(KEY, "POST", "/dnszone", Some(body)).await.status, 400);
    }

    #[tokio::test]
    async fn the_scan_of_the_domain_becomes_the_scan_of_the_zone() {
        let host = Host::new().await;
        let domain = json!({ "Domain": "newshop.example" });
        let job = host.call(KEY, "POST", "/dnszone/records/scan", Some(domain.clone())).await.body;
        let zone = host.call(KEY, "POST", "/dnszone", Some(domain)).await.body["Id"].as_u64();
        let scan = host.finished(zone.unwrap(), &job["JobId"]).await;
        assert_eq!(scan["Status"], 2);
        assert!(scan["Records"].as_array().unwrap().len() > 8);
    }
}
