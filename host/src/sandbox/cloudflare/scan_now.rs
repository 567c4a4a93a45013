//! `POST /zones/{id}/dns_records/scan`: the old scan, which adds what it finds at once (provider
//! document 1.2). It answers when it is over.

use std::{sync::Arc, time::Duration};

use axum::{
    Extension, Json,
    extract::{Path, State},
    http::HeaderMap,
};
use serde_json::{Value, json};

use super::{
    Session, change, conflict,
    error::{Error, Problem},
    record::Record,
};
use crate::sandbox::{
    Sandbox,
    job::{Job, Phase},
};

/// The shortest time between two looks at the scan.
const LOOK: Duration = Duration::from_millis(1);

/// Answers the call, whatever its body holds.
pub async fn handle(
    State(sandbox): State<Arc<Sandbox>>,
    Extension(session): Session,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Value>, Error> {
    let pace = sandbox.pace(&headers);
    let job = {
        let mut account = session.account();
        let zone = account.zone(&id)?;
        let behaviour = zone.next_scan();
        Job::start(&sandbox.scanner, &zone.domain, behaviour, pace)
    };
    while job.phase().0 == Phase::Running {
        tokio::time::sleep((pace / 20).max(LOOK)).await;
    }
    change::run(&session, &id, |zone| {
        let found: Vec<Record> = job.found_after(0).iter().filter_map(Record::found).collect();
        let mut added = 0;
        for record in &found {
            // What the zone holds already, or what does not fit it, is left out.
            if conflict::check(&zone.records, record, &zone.domain).is_err() {
                continue;
            }
            if zone.records.len() >= zone.quota() {
                return Err(Problem::quota().into());
            }
            let id = zone.next_id();
            zone.records.push(Record { id, ..record.clone() });
            added += 1;
        }
        Ok(json!({ "recs_added": added, "total_records_parsed": found.len() }))
    })
    .await
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::*;

    #[tokio::test]
    async fn adds_what_it_finds_at_once() {
        let host = Host::new().await;
        let path = format!("{}/scan", records("bakery.example"));
        let result = host.post(&path, json!({})).await.body["result"].clone();
        assert!(result["recs_added"].as_u64().unwrap() > 10, "{result}");
        assert!(result["total_records_parsed"].as_u64() > result["recs_added"].as_u64());
        host.held("bakery.example", "TXT", "_dmarc").await;
        let again = host.post(&path, json!({})).await.body["result"].clone();
        assert_eq!(again["recs_added"], 0);
        let review = host.get(&format!("{path}/review")).await;
        assert!(review.items().is_empty());
    }

    #[tokio::test]
    async fn adds_nothing_to_a_zone_without_room() {
        let host = Host::new().await;
        let path = format!("{}/scan", records("tiny-quota.example"));
        assert_eq!(host.post(&path, json!({})).await.code(), 81045);
        assert_eq!(host.get(&records("tiny-quota.example")).await.items().len(), 1);
    }
}
