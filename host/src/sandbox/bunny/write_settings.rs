//! `POST /dnszone/{id}`: changes the settings of a zone.

use axum::{Extension, Json, body::Bytes, extract::Path, http::HeaderMap};
use serde_json::{Map, Value};

use super::{Session, enums, error::Error};
use crate::sandbox::{body, sentinel::ZoneBehaviour};

/// Answers the call.
pub async fn handle(
    Extension(session): Session,
    Path(zone): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Error> {
    let mut account = session.account();
    let zone = account.zone(&zone)?;
    let mut object: Map<String, Value> = body::object(&headers, &body)?;
    if zone.behaviour == ZoneBehaviour::StringEnums {
        enums::number_all(&mut object);
    }
    zone.settings = zone.settings.changed(&object)?;
    zone.touch();
    Ok(Json(zone.made()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::*;

    #[tokio::test]
    async fn changes_only_the_settings_that_are_sent() {
        let host = Host::new().await;
        let path = format!("/dnszone/{}", host.zone("bakery.example").await);
        let sent = json!({
            "soaemail": "dns@bakery.example", "CustomNameserversEnabled": true,
            "Nameserver1": "ns1.bakery.example", "Nameserver2": "ns2.bakery.example",
            "LogAnonymizationType": 1, "CertificateKeyType": null,
        });
        let answer = host.call(KEY, "POST", &path, Some(sent)).await;
        assert_eq!((answer.status, &answer.body["SoaEmail"]), (200, &json!("dns@bakery.example")));
        let zone = host.get(&path).await.body;
        assert_eq!(zone["Nameserver2"], "ns2.bakery.example");
        assert_eq!(
            (&zone["LogAnonymizationType"], &zone["CertificateKeyType"]),
            (&json!(1), &json!(0))
        );
        assert_eq!(
            (&zone["LoggingEnabled"], &zone["LoggingIPAnonymizationEnabled"]),
            (&json!(false), &json!(true))
        );
        assert_eq!(zone["Records"].as_array().unwrap().len(), 1);
    }

    #[tokio::test]
    async fn refuses_bad_settings_with_their_field_and_changes_nothing() {
        let host = Host::new().await;
        let path = format!("/dnszone/{}", host.zone("bakery.example").await);
        let before = host.get(&path).await.body["SoaEmail"].clone();
        for (sent, field) in [
            (json!({ "SoaEmail": "nobody" }), "SoaEmail"),
            (json!({ "SoaEmail": "a@b" }), "SoaEmail"),
            (json!({ "SoaEmail": "" }), "SoaEmail"),
            (
                json!({ "SoaEmail": "a@b.example", "Nameserver1": "a b", "CustomNameserversEnabled": true }),
                "Nameserver1",
            ),
            (json!({ "Nameserver2": "", "CustomNameserversEnabled": true }), "Nameserver2"),
            (json!({ "LogAnonymizationType": 2 }), "LogAnonymizationType"),
            (json!({ "LogAnonymizationType": "Drop" }), "LogAnonymizationType"),
            (json!({ "LoggingEnabled": 1 }), "LoggingEnabled"),
        ] {
            let answer = host.call(KEY, "POST", &path, Some(sent.clone())).await;
            assert_eq!((answer.status, &answer.body["Field"]), (400, &json!(field)), "{sent}");
        }
        assert_eq!(host.get(&path).await.body["SoaEmail"], before);
        assert_eq!(host.call(KEY, "POST", "/dnszone/1", Some(json!({}))).await.status, 404);
    }
}
