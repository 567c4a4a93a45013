//! `DELETE /zones/{id}/dns_records/{record}`: deletes a record. The answer lacks the other keys of
//! the envelope, as its description has it (provider document 1.2).

use axum::{Extension, Json, extract::Path};
use serde_json::{Value, json};

use super::{Session, change, error::Error};

/// Answers the call, whatever its body holds.
pub async fn handle(
    Extension(session): Session,
    Path((zone, id)): Path<(String, String)>,
) -> Result<Json<Value>, Error> {
    let Json(mut answer) = change::run(&session, &zone, |zone| {
        let record = change::delete(zone, &id)?;
        Ok(json!({ "id": record.id }))
    })
    .await?;
    let result = answer.get_mut("result").map(Value::take);
    Ok(Json(json!({ "result": result })))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::*;

    #[tokio::test]
    async fn deletes_a_record_only_once() {
        let host = Host::new().await;
        let mail = host.held("northwind.example", "A", "mail").await;
        let path = record_path("northwind.example", &mail);
        let answer = host.call(KEY, "DELETE", &path, None).await;
        assert_eq!(answer.body, json!({ "result": { "id": mail["id"] } }));
        let again = host.call(KEY, "DELETE", &path, None).await;
        assert_eq!((again.status, again.code()), (404, 81044));
        assert_eq!(host.get(&records("northwind.example")).await.items().len(), 2);
    }

    #[tokio::test]
    async fn does_not_delete_a_record_of_another_product() {
        let host = Host::new().await;
        let managed = host.held("managed-record.example", "A", "managed").await;
        let path = record_path("managed-record.example", &managed);
        let answer = host.call(KEY, "DELETE", &path, None).await;
        assert_eq!((answer.status, answer.code()), (400, 1004));
        let answer = host.call("sandbox-read-only", "DELETE", &path, None).await;
        assert_eq!((answer.status, answer.code()), (403, 10000));
    }
}
