//! `GET /zones/{id}/dns_records/usage`: how many records the zone holds and may hold.

use axum::{Extension, Json, extract::Path};
use serde_json::{Value, json};

use super::{Session, envelope, error::Error};

/// Answers the call.
pub async fn handle(
    Extension(session): Session,
    Path(zone): Path<String>,
) -> Result<Json<Value>, Error> {
    let mut account = session.account();
    let zone = account.zone(&zone)?;
    let usage = json!({
        "record_quota": zone.told_quota(),
        "record_usage": zone.records.len(),
    });
    Ok(envelope::success(usage))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::*;

    #[tokio::test]
    async fn states_the_quota_of_each_plan() {
        let host = Host::new().await;
        for (domain, quota, used) in [
            ("bakery.example", json!(200), 1),
            ("oldtown.example", json!(1_000), 2),
            ("northwind.example", json!(3_500), 3),
            ("tiny-quota.example", json!(3), 1),
            ("account-quota.example", json!(null), 1),
        ] {
            let answer = host.get(&format!("{}/usage", records(domain))).await;
            let expected = json!({ "record_quota": quota, "record_usage": used });
            assert_eq!(answer.body["result"], expected, "{domain}");
        }
    }
}
