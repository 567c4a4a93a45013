//! `POST /dnszone/{zoneId}/certificate/issue`: pretends to issue a certificate for a name of the zone.

use axum::{Extension, body::Bytes, extract::Path, http::HeaderMap, http::StatusCode};

use super::{Session, error::Error, fields::Fields};
use crate::sandbox::{body, domain_name};

/// Answers the call.
pub async fn handle(
    Extension(session): Session,
    Path(zone): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Error> {
    let mut account = session.account();
    let zone = account.zone(&zone)?;
    let object = body::object(&headers, &body)?;
    let name = Fields::new(&object).text("Domain")?.unwrap_or_default();
    let name = domain_name(name.strip_prefix("*.").unwrap_or(name)).unwrap_or_default();
    let below = name.strip_suffix(&zone.domain);
    if below.is_some_and(|below| below.is_empty() || below.ends_with('.')) {
        Ok(StatusCode::OK)
    } else {
        Err(Error::field("Domain", "The domain is not one of this zone"))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::*;

    #[tokio::test]
    async fn issues_certificates_only_for_names_of_the_zone() {
        let host = Host::new().await;
        let path = format!("/dnszone/{}/certificate/issue", host.zone("bakery.example").await);
        for name in ["bakery.example", "*.bakery.example", "WWW.bakery.example"] {
            let answer = host.call(KEY, "POST", &path, Some(json!({ "Domain": name }))).await;
            assert_eq!((answer.status, answer.body.is_null()), (200, true), "{name}");
        }
        for body in [
            json!({}),
            json!({ "Domain": "" }),
            json!({ "Domain": "xbakery.example" }),
            json!({ "Domain": "other.example" }),
        ] {
            let answer = host.call(KEY, "POST", &path, Some(body)).await;
            assert_eq!((answer.status, &answer.body["Field"]), (400, &json!("Domain")));
        }
        let path = "/dnszone/1/certificate/issue";
        assert_eq!(host.call(KEY, "POST", path, Some(json!({}))).await.status, 404);
    }
}
