//! `POST /dnszone/checkavailability`: whether a zone of a name could be made.

use axum::{Extension, Json, body::Bytes, http::HeaderMap};
use serde_json::{Value, json};

use super::{Session, error::Error, fields::Fields};
use crate::sandbox::{body, domain_name};

/// Answers the call.
pub async fn handle(
    Extension(session): Session,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Error> {
    let object = body::object(&headers, &body)?;
    let name = Fields::new(&object).text("Name")?.and_then(|name| domain_name(name).ok());
    let name = name.ok_or_else(|| Error::field("Name", "This is not a domain name"))?;
    let taken = session.account().zones.iter().any(|zone| zone.domain == name);
    Ok(Json(json!({ "Available": !taken })))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::*;

    #[tokio::test]
    async fn a_domain_in_the_account_is_not_available() {
        let host = Host::new().await;
        let ask =
            async |body| host.call(KEY, "POST", "/dnszone/checkavailability", Some(body)).await;
        for (name, available) in
            [("bakery.example", false), ("Bakery.example.", false), ("newshop.example", true)]
        {
            let answer = ask(json!({ "name": name })).await;
            assert_eq!(
                (answer.status, &answer.body),
                (200, &json!({ "Available": available })),
                "{name}"
            );
        }
        for body in [json!({}), json!({ "Name": "a b" }), json!({ "Name": null })] {
            let answer = ask(body).await;
            assert_eq!((answer.status, &answer.body["Field"]), (400, &json!("Name")));
        }
    }

    #[tokio::test]
    async fn a_read_only_key_may_check_availability() {
        let host = Host::new().await;
        let body = Some(json!({ "Name": "newshop.example" }));
        let answer =
            host.call("sandbox-read-only", "POST", "/dnszone/checkavailability", body).await;
        assert_eq!(answer.status, 200);
    }
}
