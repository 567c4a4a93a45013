//! `POST /dnszone/records/scan`: starts a scan of a zone or of a domain.

use std::sync::Arc;

use axum::{Extension, Json, body::Bytes, extract::State, http::HeaderMap};
use serde_json::{Value, json};

use super::{Session, error::Error, fields::Fields};
use crate::sandbox::{
    Sandbox, body, domain_name,
    job::Job,
    sentinel::{self, ZoneBehaviour},
};

/// Answers the call.
pub async fn handle(
    State(sandbox): State<Arc<Sandbox>>,
    Extension(session): Session,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Error> {
    let object = body::object(&headers, &body)?;
    let fields = Fields::new(&object);
    let zone = fields.integer("ZoneId", 0..=i64::MAX)?;
    let domain = fields.text("Domain")?.filter(|domain| !domain.is_empty());
    let pace = sandbox.pace(&headers);
    let mut account = session.account();
    match (zone, domain) {
        (Some(id), None) => {
            let zone = account.zone(&id.to_string())?;
            zone.scans += 1;
            let behaviour = zone.behaviour.in_scan(zone.scans);
            let job = Job::start(&sandbox.scanner, &zone.domain, behaviour, pace);
            let pending = zone.behaviour == ZoneBehaviour::PendingFirst;
            let mut answer = json!({ "JobId": job.id, "Status": if pending { 0 } else { 1 } });
            zone.spell(&mut answer);
            zone.reads = 0;
            zone.job = Some(job);
            Ok(Json(answer))
        }
        (None, Some(domain)) => {
            let domain = domain_name(domain)
                .map_err(|_| Error::field("Domain", "This is not a domain name"))?;
            let behaviour = sentinel::of_zone(&domain).in_scan(1);
            let job = Job::start(&sandbox.scanner, &domain, behaviour, pace);
            let answer = json!({ "JobId": job.id, "Status": 1 });
            account.domain_jobs.insert(domain, job);
            Ok(Json(answer))
        }
        _ => Err(Error::field("ZoneId", "Either ZoneId or Domain must be provided, but not both.")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::*;

    #[tokio::test]
    async fn accepts_a_zone_or_a_domain_but_not_both() {
        let host = Host::new().await;
        let id = host.zone("bakery.example").await;
        let trigger =
            async |body| host.call(KEY, "POST", "/dnszone/records/scan", Some(body)).await;
        for body in [json!({}), json!({ "ZoneId": id, "Domain": "bakery.example" })] {
            let answer = trigger(body).await;
            assert_eq!((answer.status, &answer.body["Field"]), (400, &json!("ZoneId")));
        }
        assert_eq!(trigger(json!({ "ZoneId": id.to_string() })).await.status, 400);
        assert_eq!(trigger(json!({ "Domain": "a b" })).await.status, 400);
        assert_eq!(trigger(json!({ "ZoneId": 1 })).await.status, 404);
        for body in
            [json!({ "ZoneId": id, "Domain": null }), json!({ "Domain": "newshop.example" })]
        {
            let answer = trigger(body).await;
            assert_eq!((answer.status, &answer.body["Status"]), (200, &json!(1)));
            assert_eq!(answer.body["JobId"].as_str().unwrap().len(), 36);
        }
    }

    #[tokio::test]
    async fn a_read_only_key_may_not_scan() {
        let body = Some(json!({ "Domain": "newshop.example" }));
        let host = Host::new().await;
        let answer = host.call("sandbox-read-only", "POST", "/dnszone/records/scan", body).await;
        assert_eq!(answer.status, 403);
    }
}
