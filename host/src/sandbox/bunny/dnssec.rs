//! `POST` and `DELETE /dnszone/{id}/dnssec`: signs a zone, or no longer. No key is behind it: what is
//! told of one is made up, but it is the same each time and fits together.

use axum::{Extension, Json, extract::Path};
use serde_json::{Value, json};

use super::{Session, account::Zone, error::Error};
use crate::ids;

/// ECDSA with P-256 and SHA-256 (RFC 6605 section 4).
const ALGORITHM: u8 = 13;
/// SHA-256 (RFC 4509 section 2.1).
const DIGEST_TYPE: u8 = 2;
/// A key that signs keys (RFC 4034 section 2.1.1).
const FLAGS: u16 = 257;

/// Answers the call that signs.
pub async fn enable(
    Extension(session): Session,
    Path(zone): Path<String>,
) -> Result<Json<Value>, Error> {
    let mut account = session.account();
    Ok(sign(account.zone(&zone)?, true))
}

/// Answers the call that ends it.
pub async fn disable(
    Extension(session): Session,
    Path(zone): Path<String>,
) -> Result<Json<Value>, Error> {
    let mut account = session.account();
    Ok(sign(account.zone(&zone)?, false))
}

fn sign(zone: &mut Zone, on: bool) -> Json<Value> {
    zone.signed = on;
    zone.touch();
    if !on {
        return Json(json!({
            "Enabled": false, "DsRecord": null, "Digest": null, "DigestType": null, "Algorithm": 0,
            "PublicKey": null, "KeyTag": 0, "Flags": 0, "DsConfigured": false,
        }));
    }
    let domain = zone.domain.as_str();
    let tag = ids::number(&("key", domain), 0) % 65_535 + 1;
    let digest = format!("{}{}", ids::hex32(&("high", domain)), ids::hex32(&("low", domain)));
    let digest = digest.to_uppercase();
    Json(json!({
        "Enabled": true,
        "DsRecord": format!("{domain}. 3600 IN DS {tag} {ALGORITHM} {DIGEST_TYPE} {digest}"),
        "Digest": digest,
        "DigestType": DIGEST_TYPE.to_string(),
        "Algorithm": ALGORITHM,
        // 64 bytes in Base64, as a key of this algorithm has.
        "PublicKey": format!("{}{}{}==", ids::hex32(&domain), ids::hex32(&(1, domain)), "AAAAAAAAAAAAAAAAAAAAAA"),
        "KeyTag": tag,
        "Flags": FLAGS,
        "DsConfigured": false,
    }))
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;

    #[tokio::test]
    async fn signs_and_unsigns_a_zone() {
        let host = Host::new().await;
        let zone = format!("/dnszone/{}", host.zone("bakery.example").await);
        let path = format!("{zone}/dnssec");
        let on = host.call(KEY, "POST", &path, None).await;
        assert_eq!((on.status, &on.body["Enabled"]), (200, &true.into()));
        assert_eq!(on.body["Digest"].as_str().unwrap().len(), 64);
        let text = |name: &str| on.body[name].to_string().replace('"', "");
        let rdata = format!(
            "{} {} {} {}",
            text("KeyTag"),
            text("Algorithm"),
            text("DigestType"),
            text("Digest")
        );
        assert!(text("DsRecord").ends_with(&rdata));
        assert_eq!(text("PublicKey").len(), 88);
        assert_eq!(host.get(&zone).await.body["DnsSecEnabled"], true);
        assert_eq!(host.call(KEY, "POST", &path, None).await.body, on.body);
        let off = host.call(KEY, "DELETE", &path, None).await;
        assert_eq!((off.status, &off.body["Enabled"]), (200, &false.into()));
        assert_eq!(host.get(&zone).await.body["DnsSecEnabled"], false);
    }

    #[tokio::test]
    async fn does_not_answer_get() {
        let host = Host::new().await;
        let path = format!("/dnszone/{}/dnssec", host.zone("bakery.example").await);
        assert_eq!(host.get(&path).await.status, 405);
        assert_eq!(host.call(KEY, "POST", "/dnszone/1/dnssec", None).await.status, 404);
    }
}
