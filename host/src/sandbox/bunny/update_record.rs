//! `POST /dnszone/{zoneId}/records/{id}`: changes one record. The type stays (provider document 2.6).
//! What is not sent falls to its default: what the real API does then is documented nowhere, and so
//! a client that leaves something out is found out here.

use axum::{
    Extension,
    body::Bytes,
    extract::Path,
    http::{HeaderMap, StatusCode},
};

use super::{
    Account, Session, conflict,
    error::Error,
    fields::Fields,
    write::{self, Reply},
};
use crate::sandbox::{accounts::KeyAccount, body};

/// Answers the call.
pub async fn handle(
    Extension(session): Session,
    Path((zone, record)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Error> {
    let reply = update(&session, &zone, &record, &headers, &body)?;
    Ok(reply.give(StatusCode::NO_CONTENT).await)
}

fn update(
    session: &KeyAccount<Account>,
    zone: &str,
    id: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Reply, Error> {
    let mut account = session.account();
    let zone = account.zone(zone)?;
    let place = zone.place(id)?;
    let object = body::object(headers, body)?;
    let sent_id = Fields::new(&object).integer("Id", 0..=i64::MAX)?;
    if sent_id.is_some_and(|sent| id.parse() != Ok(sent)) {
        return Err(Error::field("Id", "The identifier is not the one of the path"));
    }
    let new = write::read(zone, object)?;
    let mut others = zone.records.clone();
    let old = others.remove(place);
    if new.kind != old.kind {
        return Err(Error::field("Type", "The type of a record cannot be changed"));
    }
    let reply = write::admit_change(zone, &old, &new)?;
    conflict::check(&others, &new)?;
    others.insert(place, new.in_place_of(&old));
    zone.records = others;
    zone.touch();
    Ok(reply)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::{Value, json};

    use super::super::testing::*;

    /// The paths of a zone and of its first record with this name.
    async fn paths(host: &Host, domain: &str, name: &str) -> (String, String) {
        let zone = format!("/dnszone/{}", host.zone(domain).await);
        let id = find(host, &zone, name).await["Id"].clone();
        let record = format!("{zone}/records/{id}");
        (zone, record)
    }

    async fn find(host: &Host, zone: &str, name: &str) -> Value {
        let records = host.get(zone).await.body["Records"].clone();
        let mut all = records.as_array().unwrap().iter();
        all.find(|record| record["Name"] == name).unwrap().clone()
    }

    #[tokio::test]
    async fn updates_a_record_in_place() {
        let host = Host::new().await;
        let (zone, path) = paths(&host, "northwind.example", "mail").await;
        let before = host.get(&zone).await.body["Records"].clone();
        let mut sent = find(&host, &zone, "mail").await;
        sent["Value"] = "192.0.2.99".into();
        sent["Weight"] = 7.into();
        sent["Future"] = json!({ "a": [1] });
        let answer = host.call(KEY, "POST", &path, Some(sent.clone())).await;
        assert_eq!((answer.status, answer.body.is_null()), (204, true));
        assert_eq!(find(&host, &zone, "mail").await, sent);
        let after = host.get(&zone).await.body["Records"].clone();
        let ids = |records: &Value| -> Vec<_> {
            records.as_array().unwrap().iter().map(|record| record["Id"].clone()).collect()
        };
        assert_eq!(ids(&before), ids(&after));
    }

    #[tokio::test]
    async fn resets_omitted_fields_except_read_only_ones() {
        let host = Host::new().await;
        let (zone, path) = paths(&host, "own-types.example", "near").await;
        let sent = json!({ "Type": 0, "Name": "near", "Value": "192.0.2.40" });
        assert_eq!(host.call(KEY, "POST", &path, Some(sent)).await.status, 204);
        let after = find(&host, &zone, "near").await;
        assert_eq!((&after["Weight"], &after["SmartRoutingType"]), (&json!(100), &json!(0)));
        assert_eq!(after["GeolocationInfo"]["City"], "Vienna");
        let (zone, path) = paths(&host, "own-types.example", "go").await;
        let sent = json!({ "Type": 5, "Name": "go", "Value": "https://a.example/" });
        assert_eq!(host.call(KEY, "POST", &path, Some(sent)).await.status, 204);
        assert!(find(&host, &zone, "go").await["RedirectCode"].is_null());
    }

    #[tokio::test]
    async fn refuses_bad_updates_with_their_field() {
        let host = Host::new().await;
        let (zone, path) = paths(&host, "northwind.example", "mail").await;
        let before = find(&host, &zone, "mail").await;
        for (change, field) in [
            (json!({ "Type": 1, "Value": "2001:db8::1" }), "Type"),
            (json!({ "Type": null }), "Type"),
            (json!({ "Id": 5 }), "Id"),
            (json!({ "Value": "x" }), "Value"),
            (json!({ "Name": "@" }), "Name"),
            (json!({ "Name": "status" }), "Name"),
            (json!({ "Ttl": -1 }), "Ttl"),
        ] {
            let mut sent = before.clone();
            for (name, value) in change.as_object().unwrap() {
                sent[name] = value.clone();
            }
            let answer = host.call(KEY, "POST", &path, Some(sent)).await;
            assert_eq!((answer.status, &answer.body["Field"]), (400, &json!(field)), "{change}");
        }
        assert_eq!(find(&host, &zone, "mail").await, before);
        let answer =
            host.call(KEY, "POST", &format!("{zone}/records/1"), Some(before.clone())).await;
        assert_eq!(
            (answer.status, &answer.body["ErrorKey"]),
            (404, &json!("dnszone.record.not_found"))
        );
        assert_eq!(host.call(KEY, "POST", "/dnszone/1/records/1", Some(before)).await.status, 404);
        assert_eq!(host.call(KEY, "POST", &path, None).await.status, 415);
    }

    #[tokio::test]
    async fn a_new_sentinel_name_makes_an_update_fail() {
        let host = Host::new().await;
        let (zone, path) = paths(&host, "northwind.example", "mail").await;
        let sent = json!({ "Type": 0, "Name": "refuse-me", "Value": "192.0.2.1" });
        assert_eq!(host.call(KEY, "POST", &path, Some(sent)).await.status, 400);
        assert_eq!(find(&host, &zone, "mail").await["Value"], "198.51.100.20");
    }

    #[tokio::test]
    async fn a_sentinel_name_makes_an_update_fail() {
        let host = Host::new().await;
        let change = async |name: &str, value: &str| {
            let (_, path) = paths(&host, "failing-writes.example", name).await;
            let sent = json!({ "Type": 0, "Name": name, "Value": value });
            let call = host.call(KEY, "POST", &path, Some(sent));
            tokio::time::timeout(Duration::from_millis(200), call).await.map(|answer| answer.status)
        };
        assert_eq!(change("refuse-one", "192.0.2.50").await, Ok(400));
        assert_eq!(change("refuse-one", "192.0.2.50").await, Ok(400));
        assert_eq!(change("fail-one", "192.0.2.50").await, Ok(500));
        let (zone, _) = paths(&host, "failing-writes.example", "fail-one").await;
        assert_eq!(find(&host, &zone, "fail-one").await["Value"], "192.0.2.12");
        assert_eq!(change("fail-one", "192.0.2.50").await, Ok(204));
        assert!(change("hang-one", "192.0.2.50").await.is_err());
        assert_eq!(find(&host, &zone, "hang-one").await["Value"], "192.0.2.50");
    }
}
