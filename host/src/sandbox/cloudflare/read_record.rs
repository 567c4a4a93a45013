//! `GET /zones/{id}/dns_records/{record}`: one record.

use axum::{
    Extension, Json,
    extract::{Path, Query},
};
use serde_json::Value;

use super::{
    Session, envelope,
    error::{Error, Problem},
    list_zones::choice,
    shadow,
};

/// Answers the call.
pub async fn handle(
    Extension(session): Session,
    Path((zone, id)): Path<(String, String)>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Json<Value>, Error> {
    let flag = query.iter().find(|(key, _)| key == shadow::FLAG).map(|(_, value)| value.as_str());
    let is_wanted = choice(shadow::FLAG, flag, &["false", "true"])? == "true";
    let mut account = session.account();
    let zone = account.zone(&zone)?;
    let record = zone.records.iter().find(|record| record.id.eq_ignore_ascii_case(&id));
    let record = record.ok_or_else(|| Error::from(vec![Problem::gone()]))?;
    let mut shown = record.to_json();
    if is_wanted {
        shadow::tell(&mut shown, record, zone);
    }
    Ok(envelope::success(shown))
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;

    #[tokio::test]
    async fn reads_one_record() {
        let host = Host::new().await;
        let path = records("bakery.example");
        let held = host.get(&path).await.items()[0].clone();
        let answer = host.get(&format!("{path}/{}", held["id"].as_str().unwrap())).await;
        assert_eq!(answer.body["result"], held);
        let gone = host.get(&format!("{path}/{}", "0".repeat(32))).await;
        assert_eq!((gone.status, gone.code()), (404, 81044));
    }

    #[tokio::test]
    async fn marks_a_record_of_another_product_as_read_only() {
        let host = Host::new().await;
        let path = records("managed-record.example");
        let items = host.get(&path).await.items().clone();
        let managed = items.iter().find(|record| record["meta"]["read_only"] == true).unwrap();
        assert_eq!(managed["name"], "managed.managed-record.example");
    }
}
