//! `DELETE /dnszone/{id}`: deletes a zone with all its records.

use axum::{Extension, extract::Path, http::StatusCode};

use super::{Session, error::Error};

/// Answers the call.
pub async fn handle(
    Extension(session): Session,
    Path(zone): Path<String>,
) -> Result<StatusCode, Error> {
    session.account().remove(&zone)?;
    Ok(StatusCode::NO_CONTENT)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::*;

    #[tokio::test]
    async fn deletes_a_zone_only_once_and_can_create_it_again() {
        let host = Host::new().await;
        let path = format!("/dnszone/{}", host.zone("bakery.example").await);
        let delete = async || host.call(KEY, "DELETE", &path, None).await;
        let answer = delete().await;
        assert_eq!((answer.status, answer.body.is_null()), (204, true));
        assert_eq!(host.get(&path).await.status, 404);
        let again = delete().await;
        assert_eq!(
            (again.status, &again.body["ErrorKey"]),
            (404, &json!("dnszone.zone.not_found"))
        );
        let made = json!({ "Domain": "bakery.example" });
        assert_eq!(host.call(KEY, "POST", "/dnszone", Some(made)).await.status, 201);
    }
}
