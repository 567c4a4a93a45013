//! `GET /dnszone/{zoneId}/records/scan`: the latest scan of a zone. Its records are null until it
//! is completed (whether the real API shows partial results is not documented).

use std::sync::Arc;

use axum::{Extension, Json, extract::Path};
use serde_json::{Value, json};

use super::{
    Session,
    account::{LATE_READS, Zone},
    discovered,
    error::Error,
    malformed,
};
use crate::{
    ids,
    sandbox::{
        dates,
        job::{Job, Phase},
        sentinel::ZoneBehaviour,
    },
};

/// Answers the call.
pub async fn handle(
    Extension(session): Session,
    Path(zone): Path<String>,
) -> Result<Json<Value>, Error> {
    let mut account = session.account();
    let zone = account.zone(&zone)?;
    zone.reads += 1;
    let mut answer = match latest(zone) {
        Some(job) => show(zone, &job),
        None if zone.behaviour == ZoneBehaviour::Unscanned200 => never(zone),
        None => return Err(Error::no_scan()),
    };
    zone.spell(&mut answer);
    Ok(Json(answer))
}

fn latest(zone: &Zone) -> Option<Arc<Job>> {
    let late = zone.reads <= LATE_READS;
    let older = zone.older.as_ref().filter(|_| late || zone.job.is_none());
    older.or(zone.job.as_ref()).cloned()
}

fn show(zone: &Zone, job: &Job) -> Value {
    let (phase, ended) = job.phase();
    let pending = zone.behaviour == ZoneBehaviour::PendingFirst && zone.reads <= LATE_READS;
    let (status, error) = match phase {
        _ if pending => (0, None),
        Phase::Running => (1, None),
        Phase::Completed => (2, None),
        Phase::Failed(why) => (3, Some(why)),
    };
    let shown = status == 2 && zone.behaviour != ZoneBehaviour::NullRecords;
    json!({
        "JobId": job.id,
        "ZoneId": zone.id,
        "Domain": zone.domain,
        "AccountId": ids::uuid(&"account"),
        "Status": status,
        "CreatedAt": dates::bunny_exact(job.created),
        "CompletedAt": ended.filter(|_| status >= 2).map(dates::bunny_exact),
        "Records": shown.then(|| records(zone, job)),
        "Error": error,
    })
}

fn records(zone: &Zone, job: &Job) -> Vec<Value> {
    let found = job.found_after(0);
    let mut items: Vec<Value> =
        found.iter().filter_map(|record| discovered::to_json(record, &zone.domain)).collect();
    if zone.behaviour == ZoneBehaviour::BadRecord {
        let middle = items.len() / 2;
        items.splice(middle..middle, malformed::discovered());
    }
    items
}

fn never(zone: &Zone) -> Value {
    json!({ "ZoneId": zone.id, "Domain": zone.domain, "Status": 0, "Records": null, "Error": null })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::testing::*;

    async fn scanned(host: &Host, domain: &str) -> Value {
        let zone = host.zone(domain).await;
        let job = host.trigger(zone).await.body["JobId"].clone();
        host.finished(zone, &job).await
    }

    #[tokio::test]
    async fn a_scan_goes_from_never_to_completed() {
        let host = Host::new().await;
        let zone = host.zone("bakery.example").await;
        let never = host.scan(zone).await;
        assert_eq!(
            (never.status, &never.body["ErrorKey"]),
            (404, &json!("dnszone.scan.not_found"))
        );
        let job = host.trigger(zone).await.body["JobId"].clone();
        let first = host.scan(zone).await.body;
        assert!(first["Status"] == 2 || first["Records"].is_null());
        let scan = host.finished(zone, &job).await;
        assert_eq!((&scan["Status"], &scan["ZoneId"]), (&json!(2), &json!(zone)));
        let records = scan["Records"].as_array().unwrap();
        assert!(records.iter().any(|record| record["Type"] == 16 && record["Name"] == "@"));
        assert!(records.iter().any(|record| record["Type"] == 2 && record["Name"] == "www"));
    }

    #[tokio::test]
    async fn the_scan_of_the_old_town_finds_the_names_in_the_word_list() {
        let scan = scanned(&Host::new().await, "oldtown.example").await;
        let found = scan["Records"].as_array().unwrap().len();
        assert!(found > 150, "{found}");
    }

    #[tokio::test]
    async fn sentinel_scans_end_as_documented() {
        let host = Host::new().await;
        let failed = scanned(&host, "failed-scan.example").await;
        assert_eq!(failed["Status"], 3);
        assert!(failed["Error"].is_string() && failed["Records"].is_null());
        assert_eq!(scanned(&host, "empty-scan.example").await["Records"], json!([]));
        assert!(scanned(&host, "null-records.example").await["Records"].is_null());
        let named = scanned(&host, "string-enums.example").await;
        assert_eq!(named["Status"], "Completed");
        assert!(named["Records"][0]["Type"].is_string());
        let bad = scanned(&host, "bad-record.example").await;
        assert!(bad["Records"].as_array().unwrap().contains(&Value::Null));
    }

    #[tokio::test]
    async fn can_return_an_older_job_first() {
        let host = Host::new().await;
        let zone = host.zone("stale-job.example").await;
        let before = host.scan(zone).await.body;
        assert_eq!(before["Status"], 2);
        let job = host.trigger(zone).await.body["JobId"].clone();
        assert_ne!(job, before["JobId"]);
        for _ in 0..2 {
            assert_eq!(host.scan(zone).await.body["JobId"], before["JobId"]);
        }
        assert_eq!(host.scan(zone).await.body["JobId"], job);
    }

    #[tokio::test]
    async fn a_second_scan_lists_only_its_own_records() {
        let host = Host::new().await;
        let found = async || {
            let scan = scanned(&host, "finds-less.example").await;
            scan["Records"].as_array().unwrap().len()
        };
        let (first, second, third) = (found().await, found().await, found().await);
        assert_eq!((second, third), (first - 2, first));
    }

    #[tokio::test]
    async fn can_return_pending_first_or_never_scanned() {
        let host = Host::new().await;
        let zone = host.zone("pending-first.example").await;
        assert_eq!(host.trigger(zone).await.body["Status"], 0);
        for _ in 0..2 {
            let scan = host.scan(zone).await.body;
            assert!(scan["Status"] == 0 && scan["CompletedAt"].is_null());
        }
        assert_ne!(host.scan(zone).await.body["Status"], 0);
        let zone = host.zone("unscanned-200.example").await;
        let never = host.scan(zone).await;
        assert_eq!((never.status, &never.body["Status"]), (200, &json!(0)));
        assert!(never.body.get("JobId").is_none());
    }
}
