//! `DELETE /dnszone/{zoneId}/records/{id}`: deletes one record.

use axum::{Extension, extract::Path, http::StatusCode};

use super::{
    Account, Session,
    error::Error,
    write::{self, Reply},
};
use crate::sandbox::accounts::KeyAccount;

/// Answers the call.
pub async fn handle(
    Extension(session): Session,
    Path((zone, record)): Path<(String, String)>,
) -> Result<StatusCode, Error> {
    let reply = delete(&session, &zone, &record)?;
    Ok(reply.give(StatusCode::NO_CONTENT).await)
}

fn delete(session: &KeyAccount<Account>, zone: &str, id: &str) -> Result<Reply, Error> {
    let mut account = session.account();
    let zone = account.zone(zone)?;
    let place = zone.place(id)?;
    let record = zone.records.remove(place);
    let reply = write::admit(zone, &record);
    match reply {
        Ok(_) => zone.touch(),
        Err(_) => zone.records.insert(place, record),
    }
    reply
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::json;

    use super::super::testing::*;

    #[tokio::test]
    async fn deletes_a_record_only_once() {
        let host = Host::new().await;
        let zone = format!("/dnszone/{}", host.zone("bakery.example").await);
        let id = host.get(&zone).await.body["Records"][0]["Id"].clone();
        let path = format!("{zone}/records/{id}");
        let answer = host.call(KEY, "DELETE", &path, None).await;
        assert_eq!((answer.status, answer.body.is_null()), (204, true));
        assert_eq!(host.get(&zone).await.body["Records"], json!([]));
        let again = host.call(KEY, "DELETE", &path, None).await;
        assert_eq!(
            (again.status, &again.body["ErrorKey"]),
            (404, &json!("dnszone.record.not_found"))
        );
        assert_eq!(host.call(KEY, "DELETE", "/dnszone/1/records/1", None).await.status, 404);
        assert_eq!(host.call(KEY, "DELETE", &format!("{zone}/records/x"), None).await.status, 404);
    }

    #[tokio::test]
    async fn a_sentinel_name_makes_a_delete_fail() {
        let host = Host::new().await;
        let zone = format!("/dnszone/{}", host.zone("failing-writes.example").await);
        let records = host.get(&zone).await.body["Records"].clone();
        let delete = async |name: &str| {
            let mut all = records.as_array().unwrap().iter();
            let id = &all.find(|record| record["Name"] == name).unwrap()["Id"];
            let path = format!("{zone}/records/{id}");
            let call = host.call(KEY, "DELETE", &path, None);
            tokio::time::timeout(Duration::from_millis(200), call).await.map(|answer| answer.status)
        };
        assert_eq!(delete("refuse-one").await, Ok(400));
        assert_eq!(delete("fail-one").await, Ok(500));
        assert_eq!(host.get(&zone).await.body["Records"], records);
        assert_eq!(delete("fail-one").await, Ok(204));
        assert!(delete("hang-one").await.is_err());
        assert_eq!(delete("hang-one").await, Ok(404));
    }
}
